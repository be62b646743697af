"""Handing the open case over, what became of it, and what could not be handed over at all. Without a case only
the latter, and where to hand over."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QFileDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout
from shiboken6 import isValid

from intake_assist.desktop.handing import Handing, split_command
from intake_assist.desktop.measures import open_at, unit
from intake_assist.desktop.parts import KeyList, button, label
from intake_assist.desktop.two_lines import Lines, TwoLines, TwoLinesDelegate
from intake_assist.notice.exports.handover import is_job_of

if TYPE_CHECKING:
    from intake_assist.desktop.session import CaseSession
    from intake_assist.desktop.window import MainWindow
    from intake_assist.notice.exports.handover import Job


class HandoverWindow(QDialog):
    """Follows the outbox. Where to hand over is set here, too."""

    def __init__(self, window: MainWindow, session: CaseSession | None, handing: Handing) -> None:
        super().__init__(window)
        self._session, self._handing = session, handing
        self._desk, self._settings = window.desk, window.desk.settings
        self._jobs: dict[str, Job] = {}
        self._number = session.header.number if session else ""
        self.setWindowTitle(self.tr("交接 {number}").format(number=self._number).strip())
        self.state = label("", "heading", wrap=True)
        self.hand = button(self.tr("交接本件(&H)"), self.hand_over, primary=True)
        self.list = KeyList()
        self.list.setObjectName("tile")
        self.list.setAccessibleName(self.tr("交接的件"))
        self.lines = Lines(self.list)
        self.list.setModel(self.lines)
        self.list.setItemDelegate(TwoLinesDelegate(self.list))
        self.list.entered.connect(self.try_again)
        self.list.selectionModel().currentChanged.connect(self._enable)
        self.again = button(self.tr("再试一次(&R)"), self.try_again)
        self.note = label("", "dim", wrap=True)
        self.folder = QLineEdit(self._settings.handover_folder)
        self.folder.setAccessibleName(self.tr("交接文件夹"))
        self.folder.setPlaceholderText(self.tr("本单位系统盯着的文件夹"))
        self.folder.editingFinished.connect(self._set_folder)
        self.command = QLineEdit(self._settings.handover_command)
        self.command.setAccessibleName(self.tr("交接命令"))
        self.command.setPlaceholderText(self.tr("可以不填；填了就逐件运行，返回 0 表示接收"))
        self.command.editingFinished.connect(self._set_command)
        self._choose = button(self.tr("选择…(&C)"), self._ask_folder)
        for each in (self.folder, self.command, self._choose):
            each.setEnabled(window.desk.may("settings"))
            each.setToolTip(window.desk.why_not("settings"))
        self._lay_out()
        handing.changed.connect(self.refresh)
        self.refresh()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(2 * unit(self.fontMetrics()))
        head = QHBoxLayout()
        head.addWidget(self.state, 1)
        head.addWidget(self.hand)
        column.addLayout(head)
        column.addWidget(label(self.tr("只放进本机的文件夹，不往网络上送。"), "dim", wrap=True))
        column.addWidget(self.list, 1)
        column.addWidget(self.note)
        form = QFormLayout()
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        row = QHBoxLayout()
        row.addWidget(self.folder, 1)
        row.addWidget(self._choose)
        form.addRow(self.tr("交接文件夹"), row)
        form.addRow(self.tr("交接命令"), self.command)
        column.addLayout(form)
        foot = QHBoxLayout()
        foot.addWidget(self.again)
        foot.addStretch(1)
        foot.addWidget(button(self.tr("关闭"), self.close))
        column.addLayout(foot)
        open_at(self, 34, 28)

    # -- what there is ----------------------------------------------------------------------------------

    def refresh(self) -> None:
        self._enable()
        if self._handing.folder is None:
            self.state.setText(self.tr("还没有设定交接文件夹，请先在下面设定。"))
            self._show(())
        else:
            self._handing.jobs(self._number, self._show, self._failed)

    def _show(self, jobs: tuple[Job, ...]) -> None:
        if not isValid(self):
            return
        before = self._chosen()
        self._jobs = {each.name: each for each in jobs}
        self.lines.show([(each.name, self._line(each)) for each in jobs])
        names = list(self._jobs)
        if names:
            self.list.setCurrentIndex(self.lines.index(names.index(before) if before in names else 0))
        mine = [each for each in jobs if is_job_of(each.name, self._number)]
        if self._session is None:
            self.state.setText(self.tr("没有打开业务。"))
        elif self._handing.folder is not None:
            last = mine[-1] if mine else None
            words = self._words(last) if last else self.tr("没有交接过，或者已被本单位系统取走")
            self.state.setText(self.tr("本件：{state}").format(state=words))
        self._enable()

    def _line(self, job: Job) -> TwoLines:
        tried = self.tr("已试 {count} 次").format(count=job.attempts) if job.attempts else ""
        next_at = ""
        if job.next_at is not None:
            next_at = self.tr("下次 {time}").format(time=f"{job.next_at.astimezone():%H:%M}")
        below = "　".join(filter(None, (tried, next_at, job.reason)))
        return TwoLines(job.name, below, self._words(job))

    def _words(self, job: Job) -> str:
        return {
            "waiting": self.tr("待重试") if job.attempts else self.tr("等待取走"),
            "sent": self.tr("已交出"),
            "dead": self.tr("已搁置"),
        }[job.state]

    def _chosen(self) -> str:
        row = self.list.currentIndex().row()
        return self.lines.lines[row][0] if 0 <= row < len(self.lines.lines) else ""

    def _enable(self) -> None:
        may = self._session is not None and self._desk.may("hand_over")
        self.hand.setEnabled(may and self._handing.folder is not None)
        job = self._jobs.get(self._chosen())
        self.again.setEnabled(job is not None and job.state == "dead")

    # -- what is done -----------------------------------------------------------------------------------

    def hand_over(self) -> None:
        self.note.setText("")
        if self._session is not None:
            self._handing.hand_over(self._session, self._put, self._failed)

    def _put(self, name: str) -> None:
        if isValid(self):
            self.note.setText(self.tr("已放进交接文件夹：{name}").format(name=name))

    def try_again(self) -> None:
        job = self._jobs.get(self._chosen())
        if job is not None and job.state == "dead":
            self._handing.try_again(job.name, self._failed)

    def _failed(self, error: BaseException) -> None:
        if isValid(self):
            words = self.tr("没有交接，程序内部出错。请联系维护人员。")
            self.note.setText(getattr(error, "message", "") or words)

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("交接文件夹"), self.folder.text())
        if name:
            self.folder.setText(name)
            self._set_folder()

    def _set_folder(self) -> None:
        text = self.folder.text().strip()
        if text and not Path(text).is_absolute():
            self.note.setText(self.tr("请写完整的路径。"))
            return
        if text != self._settings.handover_folder:
            self._desk.note_setting("handover_folder", self._settings.handover_folder, text)
            self._settings.handover_folder = text
            self.refresh()

    def _set_command(self) -> None:
        text = self.command.text().strip()
        if text and not split_command(text):
            self.note.setText(self.tr("命令写得不对，引号要成对。"))
            return
        if text != self._settings.handover_command:
            self._desk.note_setting("handover_command", self._settings.handover_command, text)
            self._settings.handover_command = text
