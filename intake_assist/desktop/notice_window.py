"""The notice of a case beside the work: what it says, what is not decided yet, and the printer."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QTextBrowser, QVBoxLayout

from intake_assist.desktop.measures import unit
from intake_assist.desktop.parts import Notice as Remark
from intake_assist.desktop.parts import button, label
from intake_assist.desktop.printing import QR, Preview, PrintingError, print_with_dialog, write_pdf
from intake_assist.notice import (
    Forms,
    NothingToSupplementError,
    Occasion,
    Office,
    Paper,
    TemplateFaultError,
    draft,
    unfinished,
)
from intake_assist.notice.qr import qr_png
from intake_assist.store import CaseStatus

if TYPE_CHECKING:
    from intake_assist.desktop.session import CaseSession
    from intake_assist.desktop.window import MainWindow
    from intake_assist.notice import Notice


class _Sheet(QTextBrowser):
    """Shows a paper with its QR code; loads nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self._number = ""

    def show_paper(self, paper: Paper | None) -> None:
        self._number = paper.number if paper else ""
        self.setHtml(paper.html if paper else "")

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: ARG002
        if self._number and QUrl(name).toString() == QR:
            return QImage.fromData(qr_png(self._number))
        return QImage()


class NoticeWindow(QDialog):
    """Follows the case: what is decided while it is open is in it at once."""

    def __init__(self, window: MainWindow, session: CaseSession) -> None:
        super().__init__(window)
        self._window, self._session = window, session
        self._paper: Paper | None = None
        self.setWindowTitle(self.tr("告知书 {number}").format(number=session.header.number))
        self.remark = Remark()
        self.text = _Sheet()
        self.text.setAccessibleName(self.tr("告知书内容"))
        self._note = label("", "dim", wrap=True)
        self._buttons = [
            button(self.tr("打印…(&P)"), self.print_paper, primary=True),
            button(self.tr("预览(&V)"), self._preview),
            button(self.tr("存为 PDF…(&S)"), self._ask_pdf),
        ]
        column = QVBoxLayout(self)
        column.setSpacing(2 * unit(self.fontMetrics()))
        column.addWidget(self.remark)
        column.addWidget(self.text, 1)
        column.addWidget(self._note)
        row = QHBoxLayout()
        for each in self._buttons:
            row.addWidget(each)
        row.addStretch(1)
        row.addWidget(button(self.tr("关闭"), self.close))
        column.addLayout(row)
        line = self.fontMetrics().height()
        self.resize(line * 40, line * 42)
        session.changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Make the notice again from what is confirmed now."""
        session = self._session
        try:
            notice = self._draft()
            self._paper = Forms().notice(notice)
        except NothingToSupplementError:
            self._show(None, self.tr("还没有确认的问题，没有要告知的内容。"))
        except TemplateFaultError as error:
            self._show(None, error.message)
        else:
            self._show(notice, "")
            left = unfinished(session.outcome, notice)
            if left:
                self.remark.say("\n".join(left), closable=False)
            else:
                self.remark.hide()

    def _show(self, notice: Notice | None, why: str) -> None:
        if notice is None:
            self._paper = None
            self.remark.hide()
        self.text.show_paper(self._paper)
        self._note.setText(why)
        for each in self._buttons:
            each.setEnabled(self._paper is not None)

    def _draft(self) -> Notice:
        session, desk = self._session, self._window.desk
        received = session.header.created_at.astimezone()
        number = session.header.number
        occasion = Occasion(number, dt.date.today(), number, received)
        settings = desk.settings
        office = Office(
            settings.office("authority"),
            settings.office("counter"),
            clerk_number=desk.actor,
            phone=settings.office("phone"),
            address=settings.office("address"),
            hours=settings.office("hours"),
        )
        return draft(session.outcome, session.matter, session.library.kinds, occasion, office)

    def print_paper(self) -> None:
        if self._paper is None:
            return
        try:
            printed = print_with_dialog(self._paper, self)
        except PrintingError as error:
            self._note.setText(error.message)
            return
        if printed:
            self._given()

    def _preview(self) -> None:
        if self._paper is not None:
            preview = Preview(self._paper, self)
            preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            preview.open()

    def _ask_pdf(self) -> None:
        name = self.tr("告知书 {number}").format(number=self._session.header.number) + ".pdf"
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("存为 PDF"), name, "PDF (*.pdf)")
        if chosen:
            self.save_pdf(Path(chosen))

    def save_pdf(self, path: Path) -> None:
        if self._paper is None:
            return
        try:
            write_pdf(self._paper, path)
        except PrintingError as error:
            self._note.setText(error.message)
        else:
            self._note.setText(self.tr("已存到 {path}").format(path=path))
            self._given()

    def _given(self) -> None:
        """The applicant has it: the case is 已告知."""
        desk = self._window.desk
        if desk.queue is not None:
            desk.queue.set_status(self._session.header.id, CaseStatus.NOTIFIED, desk.actor)
