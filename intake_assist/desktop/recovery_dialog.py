"""The recovery key: shown and printed, so that it can be locked away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from intake_assist.desktop.measures import open_at, unit
from intake_assist.desktop.parts import button, label

if TYPE_CHECKING:
    from intake_assist.desktop.desk import Desk

_ROW = 5  # groups on a line


class RecoveryDialog(QDialog):
    """`kept` when the clerk says that it is printed and locked away. That it was seen and printed is recorded."""

    kept = Signal()

    def __init__(self, parent: QWidget, desk: Desk) -> None:
        super().__init__(parent)
        assert desk.queue is not None  # only asked when ready
        self._desk = desk
        groups = desk.queue.store.recovery_key.split("-")
        self._lines = ["-".join(groups[at : at + _ROW]) for at in range(0, len(groups), _ROW)]
        self.setWindowTitle(self.tr("恢复密钥"))
        self.key = label("\n".join(self._lines), "huge")
        self.key.setAccessibleName(self.tr("恢复密钥"))
        by = Qt.TextInteractionFlag
        self.key.setTextInteractionFlags(by.TextSelectableByKeyboard | by.TextSelectableByMouse)
        column = QVBoxLayout(self)
        step = unit(self.fontMetrics())
        column.setContentsMargins(6 * step, 5 * step, 6 * step, 4 * step)
        column.setSpacing(3 * step)
        column.addWidget(label(self._words(), wrap=True))
        column.addWidget(self.key)
        column.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(button(self.tr("打印…(&P)"), self._ask_printer, primary=True))
        row.addWidget(button(self.tr("已打印锁好，不再提醒(&D)"), self._done))
        row.addStretch(1)
        row.addWidget(button(self.tr("关闭"), self.close))
        column.addLayout(row)
        open_at(self, 30, 18)
        self._record("seen_whole")

    def _words(self) -> str:
        return self.tr(
            "换电脑、换 Windows 用户或重装系统以后，只有用它才能打开收件数据。请打印两份，分开锁好；不要拍照，"
            "不要存在电脑里。密钥和恢复密钥都丢了，数据无法解开。"
        )

    def _ask_printer(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec() == QDialog.DialogCode.Accepted:
            self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        sheet = QTextDocument()
        key = "".join(f"<pre style='font-size: 20pt'>{line}</pre>" for line in self._lines)
        title = self.tr("智能收件辅助：恢复密钥")
        sheet.setHtml(f"<h1>{title}</h1><p>{self._words()}</p>{key}")
        sheet.print_(printer)
        self._record("printed")

    def _done(self) -> None:
        self.kept.emit()
        self.close()

    def _record(self, event: str) -> None:
        from intake_assist.store import Event

        if self._desk.queue is not None:
            self._desk.queue.record(Event(event), self._desk.actor, what="recovery_key")
