"""The notice of a case beside the work: what it says, what is not decided yet, and the printer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QLineEdit, QTextBrowser, QVBoxLayout
from shiboken6 import isValid

from intake_assist.desktop import issuing
from intake_assist.desktop.measures import unit
from intake_assist.desktop.parts import Choice, button, label
from intake_assist.desktop.parts import Notice as Remark
from intake_assist.desktop.printing import QR, Preview, PrintingError, print_with_dialog, write_pdf
from intake_assist.notice import (
    Forms,
    NothingToSupplementError,
    NoticeEdits,
    Paper,
    TemplateFaultError,
    unfinished,
)
from intake_assist.notice.qr import qr_png
from intake_assist.store import CaseStatus, Event

if TYPE_CHECKING:
    from intake_assist.desktop.session import CaseSession
    from intake_assist.desktop.window import MainWindow
    from intake_assist.notice import Notice
    from intake_assist.store import KeptNotice

DRAFT = ""
"""Stands for the number of the notice that was not given yet."""


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
    """Follows the case: what is decided while it is open is in the draft at once. A notice gets its number when
    it is given out; from then on it stays as it is and can be printed again."""

    def __init__(self, window: MainWindow, session: CaseSession) -> None:
        super().__init__(window)
        self._window, self._session = window, session
        self._given: dict[str, issuing.Given] = {}
        self._draft: Notice | None = None
        self._why_not = ""
        self._paper: Paper | None = None
        self._chosen: str | None = None
        self._issuing = False
        self.setWindowTitle(self.tr("告知书 {number}").format(number=session.header.number))
        self.remark = Remark()
        self.chooser = Choice(self.tr("哪一份告知书"))
        self.chooser.activated.connect(self._choose)
        self.remarks = QLineEdit()
        self.remarks.setAccessibleName(self.tr("备注"))
        self.remarks.setPlaceholderText(self.tr("备注，印在告知书上"))
        self.remarks.textEdited.connect(self.refresh)
        self.text = _Sheet()
        self.text.setAccessibleName(self.tr("告知书内容"))
        self._note = label("", "dim", wrap=True)
        self._buttons = [
            button(self.tr("打印…(&P)"), self.print_paper, primary=True),
            button(self.tr("预览(&V)"), self.preview),
            button(self.tr("存为 PDF…(&S)"), self._ask_pdf),
        ]
        column = QVBoxLayout(self)
        column.setSpacing(2 * unit(self.fontMetrics()))
        column.addWidget(self.remark)
        column.addWidget(self.chooser)
        column.addWidget(self.text, 1)
        column.addWidget(self.remarks)
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
        self._load()

    # -- what there is ----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Make the draft again from what is confirmed now; what was given stays as it is."""
        try:
            self._draft = self._drafted()
            self._why_not = ""
        except NothingToSupplementError:
            self._draft = None
            self._why_not = self.tr("还没有确认的问题，没有要告知的内容。")
        self._offer()

    def _drafted(self) -> Notice:
        desk = self._window.desk
        office = issuing.office(desk.settings, desk.actor)
        number = self.tr("草稿")
        return issuing.drafted(self._session, office, number, dt.date.today(), self._edits())

    def _edits(self) -> NoticeEdits:
        return NoticeEdits(remarks=self.remarks.text().strip() or None)

    def _load(self) -> None:
        desk = self._window.desk
        if desk.queue is not None:
            desk.background.when(desk.queue.notices(self._session.header.id), self._loaded, self._failed)

    def _loaded(self, kept: Iterable[KeptNotice]) -> None:
        if isValid(self):
            self._given = {each.number: issuing.given(each) for each in kept}
            self._chosen = None
            if self._given and not self.remarks.text():
                self.remarks.setText(next(reversed(self._given.values())).notice.remarks)
            self.refresh()

    def _failed(self, error: BaseException) -> None:
        if isValid(self):
            self._issuing = False
            words = self.tr("程序内部出错，告知书没有出具。请联系维护人员。")
            self._note.setText(getattr(error, "message", "") or words)
            self._enable()

    # -- which one is shown -----------------------------------------------------------------------------

    def _is_news(self) -> bool:
        """Whether there is something to tell that the last notice does not tell already."""
        last = next(reversed(self._given.values()), None)
        if self._draft is None:
            return False
        return last is None or not issuing.same_words(self._draft, last.notice)

    def _offer(self) -> None:
        numbers = [*([DRAFT] if self._is_news() or not self._given else []), *reversed(self._given)]
        if self._chosen not in numbers:
            self._chosen = numbers[0]
        self.chooser.clear()
        for number in numbers:
            self.chooser.addItem(self._title(number), number)
        self.chooser.setCurrentIndex(numbers.index(self._chosen))
        self._show()

    def _title(self, number: str) -> str:
        if number == DRAFT:
            return self.tr("新的告知书，打印时编号")
        when = self._given[number].kept.at.astimezone()
        words = self.tr("{number}，{when} 出具，重印的是同一份")
        return words.format(number=number, when=f"{when:%Y-%m-%d %H:%M}")

    def _choose(self, at: int) -> None:
        self._chosen = str(self.chooser.itemData(at))
        self._show()

    def _show(self) -> None:
        chosen = self._given.get(self._chosen or DRAFT)
        words = self._why_not
        try:
            self._paper = chosen.paper if chosen else self._paper_of_draft()
        except TemplateFaultError as error:
            self._paper, words = None, error.message
        left = unfinished(self._session.outcome, self._draft) if self._draft and not chosen else ()
        if left:
            self.remark.say("\n".join(left), closable=False)
        else:
            self.remark.hide()
        self.text.show_paper(self._paper)
        self._note.setText("" if self._paper else words)
        self.remarks.setVisible(not chosen)
        self._enable()

    def _paper_of_draft(self) -> Paper | None:
        return Forms().notice(self._draft) if self._draft else None

    def _enable(self) -> None:
        for each in self._buttons:
            each.setEnabled(self._paper is not None and not self._issuing)

    # -- giving it out ----------------------------------------------------------------------------------

    def issue(self, then: Callable[[Paper], object]) -> None:
        """`then` gets the paper with its number: the one shown, which is given out now if it was a draft."""
        desk, session = self._window.desk, self._session
        chosen = self._given.get(self._chosen or DRAFT)
        if chosen is not None:
            then(chosen.paper)
            return
        if self._draft is None or self._paper is None or desk.queue is None or self._issuing:
            return
        self._issuing = True
        self._enable()
        counter = issuing.counter_code(desk.settings.office("counter"))
        day = self._draft.occasion.given_on
        write = issuing.writer(self._draft, self._edits(), counter)
        future = desk.queue.issue_notice(session.header.id, issuing.series(day, counter), write, desk.actor)
        desk.background.when(future, lambda kept: self._issued(kept, then), self._failed)

    def _issued(self, kept: KeptNotice, then: Callable[[Paper], object]) -> None:
        """The case is 已告知, even when the window was closed meanwhile."""
        desk = self._window.desk
        if desk.queue is not None and not self._session.header.status.closed:
            desk.queue.set_status(kept.case_id, CaseStatus.NOTIFIED, desk.actor)
        if not isValid(self):
            return
        self._issuing = False
        self._given[kept.number] = issuing.given(kept)
        self._chosen = kept.number
        self._offer()
        then(self._given[kept.number].paper)

    def print_paper(self) -> None:
        self.issue(self._print)

    def _print(self, paper: Paper) -> None:
        try:
            if print_with_dialog(paper, self):
                self._printed(paper, "printer")
        except PrintingError as error:
            self._note.setText(error.message)

    def preview(self) -> None:
        """Of a draft, too: it says that it is one. What is printed from here is what is shown."""
        paper = self._paper
        if paper is not None:
            preview = Preview(paper, self)
            preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            how = "draft" if paper.number == self.tr("草稿") else "printer"
            preview.accepted.connect(lambda: self._printed(paper, how))
            preview.open()

    def _ask_pdf(self) -> None:
        name = self.tr("告知书 {number}").format(number=self._chosen or self._session.header.number) + ".pdf"
        chosen, _ = QFileDialog.getSaveFileName(self, self.tr("存为 PDF"), name, "PDF (*.pdf)")
        if chosen:
            self.save_pdf(Path(chosen))

    def save_pdf(self, path: Path) -> None:
        self.issue(lambda paper: self._save(paper, path))

    def _save(self, paper: Paper, path: Path) -> None:
        try:
            write_pdf(paper, path)
        except PrintingError as error:
            self._note.setText(error.message)
        else:
            self._note.setText(self.tr("已存到 {path}").format(path=path))
            self._printed(paper, "pdf")

    def _printed(self, paper: Paper, how: str) -> None:
        """Noted in the trail, the first time and every other."""
        desk = self._window.desk
        if desk.queue is not None:
            desk.queue.record(
                Event.PRINTED, desk.actor, self._session.header.id, number=paper.number, how=how
            )
