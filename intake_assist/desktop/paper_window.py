"""A paper of a case beside the work: looked at, changed, and given out. What notices and receipts share."""

from __future__ import annotations

import datetime as dt
from abc import abstractmethod
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFileDialog, QHBoxLayout, QSplitter, QVBoxLayout
from shiboken6 import isValid

from intake_assist.casework import steps as said
from intake_assist.desktop import issuing
from intake_assist.desktop.measures import unit
from intake_assist.desktop.paper_editor import PaperEditor
from intake_assist.desktop.paper_sheet import PaperSheet
from intake_assist.desktop.paper_slots import Entry, Value, changed, is_changed, restored
from intake_assist.desktop.parts import Choice, button, label
from intake_assist.desktop.parts import Notice as Remark
from intake_assist.desktop.printing import Preview, PrintingError, print_with_dialog, write_pdf
from intake_assist.notice import DRAFT_NUMBER, Forms, Paper, TemplateFaultError, templates
from intake_assist.store import Event

if TYPE_CHECKING:
    from intake_assist.desktop.session import CaseSession
    from intake_assist.desktop.window import MainWindow
    from intake_assist.store import KeptNotice

DRAFT = ""
"""Stands for the number of the paper that was not given yet."""
Then = Callable[[Paper], object]


class PaperWindow(QDialog):
    """Follows the case: what is decided while it is open is in the draft at once. A paper gets its number when it
    is given out in whatever way; from then on it stays as it is and can be given again.

    What the clerk changes is kept with the case when a field is left, and with the paper when it is given.
    """

    paper_kind: Any = "notice"
    """What the case calls the paper: ``notice`` or ``receipt``."""
    has_items = True

    def __init__(self, window: MainWindow, session: CaseSession) -> None:
        super().__init__(window)
        self._window, self._session = window, session
        self._given: dict[str, Any] = {}
        self._draft: Any = None
        self._why_not = ""
        self._paper: Paper | None = None
        self._chosen: str | None = None
        self._issuing = self._dirty = False
        self._fetched = self._fetching = False
        self._asked: Then | None = None
        self._forms: Forms | None = None
        self._edits = self._kept_edits()
        self.remark = Remark()
        self.chooser = Choice(self.tr("哪一份"))
        self.chooser.activated.connect(self._choose)
        self.editor = PaperEditor(self.has_items)
        self.text = PaperSheet()
        self.text.setAccessibleName(self.tr("打印出来的内容"))
        self._note = label("", "dim", wrap=True)
        self._note.hide()
        self._buttons = [
            button(self.tr("打印…(&P)"), self.print_paper, primary=True),
            button(self.tr("预览(&V)"), self.preview),
            button(self.tr("存为 PDF…(&S)"), self._ask_pdf),
            button(self.tr("存为 Word…(&W)"), self._ask_word),
            button(self.tr("复制文字(&C)"), self.copy_text),
        ]
        self._lay_out()
        self._connect()
        self.refresh()
        self._load()
        self.editor.list.setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        step = unit(self.fontMetrics())
        column.setSpacing(2 * step)
        column.addWidget(self.remark)
        column.addWidget(self.chooser)
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self.editor.setContentsMargins(0, 0, 2 * step, 0)
        self._split.addWidget(self.editor)
        self._split.addWidget(self.text)
        self._split.setStretchFactor(0, 2)
        self._split.setStretchFactor(1, 3)
        self._split.setChildrenCollapsible(False)
        column.addWidget(self._split, 1)
        column.addWidget(self._note)
        row = QHBoxLayout()
        for each in self._buttons:
            row.addWidget(each)
        row.addStretch(1)
        row.addWidget(button(self.tr("关闭"), self.close))
        column.addLayout(row)
        line = self.fontMetrics().height()
        room = self.screen().availableSize() * 0.94
        self.resize(min(line * 66, room.width()), min(line * 44, room.height()))
        self._split.setSizes([line * 25, line * 40])

    def _connect(self) -> None:
        editor = self.editor
        editor.know((each.id, each.title) for each in self._session.matter.materials)
        editor.typed.connect(self._typed)
        editor.left.connect(self._keep_edits)
        editor.restored.connect(self._restore)
        self._session.changed.connect(self.refresh)
        for keys, call in (
            (QKeySequence(QKeySequence.StandardKey.Print), self.print_paper),
            (QKeySequence(QKeySequence.StandardKey.Save), self._ask_pdf),
        ):
            QShortcut(keys, self, call)

    # -- what a kind of paper is ------------------------------------------------------------------------

    @abstractmethod
    def _kept_edits(self) -> Any:
        """What was changed in the draft, as the case holds it."""

    @abstractmethod
    def _edits_json(self) -> str:
        """The same as the case wants it, empty for no change."""

    @abstractmethod
    def _make_draft(self) -> Any:
        """What the paper would say now, None (with `_why_not` set) when there is nothing to say."""

    @abstractmethod
    def _paper_of(self, draft: Any) -> Paper:
        """Raises TemplateFaultError."""

    @abstractmethod
    def _entries(self, draft: Any) -> tuple[Entry, ...]:
        """What of it can be changed."""

    @abstractmethod
    def _unfinished(self, draft: Any) -> tuple[str, ...]:
        """What the clerk ought to know before it is given."""

    @abstractmethod
    def _fetch(self) -> Future[tuple[KeptNotice, ...]]:
        """Those given already."""

    @abstractmethod
    def _as_given(self, kept: KeptNotice) -> Any:
        """With `kept` and `paper`."""

    @abstractmethod
    def _issue(self, day: dt.date, counter: str) -> Future[KeptNotice]:
        """Give the draft its number and keep it."""

    @abstractmethod
    def _is_news(self) -> bool:
        """Whether the draft says something that the last one given does not say already."""

    @abstractmethod
    def _words(self) -> Mapping[str, str]:
        """What a ``new`` one is called, and a ``file`` of one (with {number})."""

    # -- what there is ----------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Make the draft again from what is decided now; what was given stays as it is."""
        self._edits = self._edits if self._dirty else self._kept_edits()
        self._why_not = ""
        self._draft = self._make_draft()
        self._offer()

    def _load(self) -> None:
        desk = self._window.desk
        if desk.queue is not None and not self._fetching:
            self._fetching = True
            desk.background.when(self._fetch(), self._loaded, self._failed)

    def _loaded(self, kept: Iterable[KeptNotice]) -> None:
        if not isValid(self):
            return
        self._fetching, self._fetched = False, True
        self._given = {each.number: self._as_given(each) for each in kept}
        self._chosen = None
        self.refresh()
        asked, self._asked = self._asked, None
        if asked is not None:
            self.issue(asked)

    def _failed(self, error: BaseException) -> None:
        if isValid(self):
            self._issuing = self._fetching = False
            self._asked = None
            words = self.tr("程序内部出错，没有出具。请联系维护人员。")
            self._say(getattr(error, "message", "") or words)
            self._enable()

    def _say(self, text: str) -> None:
        self._note.setText(text)
        self._note.setVisible(bool(text))

    def _with_forms(self) -> Forms:
        """The supervisor's templates, as they were when the window was opened. Raises TemplateFaultError."""
        if self._forms is None:
            self._forms = Forms(templates(self._window.desk.templates))
        return self._forms

    # -- which one is shown -----------------------------------------------------------------------------

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
            return self._words()["new"]
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
            self._paper = chosen.paper if chosen else self._paper_of(self._draft) if self._draft else None
        except TemplateFaultError as error:
            self._paper, words = None, error.message
        left = self._unfinished(self._draft) if self._draft and not chosen else ()
        if left:
            self.remark.say("\n".join(left), closable=False)
        else:
            self.remark.hide()
        self.text.show_paper(self._paper)
        self._say("" if self._paper else words)
        self._show_entries(bool(chosen))
        self._enable()

    def _show_entries(self, is_given: bool) -> None:
        """What was given is not changed any more. An empty notice still takes an item that is added by hand."""
        at = self.focusWidget()
        if is_given and at is not None and self.editor.isAncestorOf(at):
            self.text.setFocus()  # a window that is not in front would leave it in the hidden field
        self.editor.setVisible(not is_given)
        entries = self._entries(self._draft) if self._draft else ()
        self.editor.show_entries(entries, (each.name for each in entries if is_changed(self._edits, each)))

    def _enable(self) -> None:
        for each in self._buttons:
            each.setEnabled(self._paper is not None and not self._issuing)

    # -- changes ----------------------------------------------------------------------------------------

    def _typed(self, entry: str, slot: str, value: Value) -> None:
        self._change(changed(self._edits, entry, slot, value))

    def _change(self, edits: Any) -> None:
        """Shown at once; the case holds it when the field is left."""
        self._dirty = True
        self._edits = edits
        self._draft = self._make_draft()
        self._offer()

    def _restore(self, name: str) -> None:
        entry = next((each for each in self._entries(self._draft) if each.name == name), None)
        if entry is not None:
            self._change(restored(self._edits, entry))
            self._keep_edits()

    def _keep_edits(self) -> None:
        was_dirty, self._dirty = self._dirty, False
        text = self._edits_json()
        if was_dirty and text != self._session.state.papers.get(self.paper_kind, ""):
            self._session.do(said.PaperEdited(self.paper_kind, text))

    # -- giving it out ----------------------------------------------------------------------------------

    def issue(self, then: Then) -> None:
        """`then` gets the paper with its number: the one shown, which is given out now if it was a draft. Before it
        is known what was given already, nothing gets a number: it may be the same paper."""
        self.editor.flush()
        if not self._fetched:
            self._asked = then
            self._load()
            return
        desk = self._window.desk
        chosen = self._given.get(self._chosen or DRAFT)
        if chosen is not None:
            then(chosen.paper)
            return
        if self._draft is None or self._paper is None or desk.queue is None or self._issuing:
            return
        self._issuing = True
        self._enable()
        counter = issuing.counter_code(desk.settings.office("counter"))
        future = self._issue(self._draft.occasion.given_on, counter)
        desk.background.when(future, lambda kept: self._issued(kept, then), self._failed)

    def _issued(self, kept: KeptNotice, then: Then) -> None:
        self._after_issue(kept)
        if not isValid(self):
            return
        self._issuing = False
        self._given[kept.number] = self._as_given(kept)
        self._chosen = kept.number
        self._offer()
        then(self._given[kept.number].paper)

    def _after_issue(self, kept: KeptNotice) -> None:
        """Happens even when the window was closed meanwhile."""

    def print_paper(self) -> None:
        self.issue(self._print)

    def _print(self, paper: Paper) -> None:
        try:
            if print_with_dialog(paper, self):
                self._printed(paper, "printer")
        except PrintingError as error:
            self._say(error.message)

    def preview(self) -> None:
        """Of a draft, too: it says that it is one. What is printed from here is what is shown."""
        self.editor.flush()
        paper = self._paper
        if paper is not None:
            preview = Preview(paper, self)
            preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            how = "draft" if paper.number == DRAFT_NUMBER else "printer"
            preview.accepted.connect(lambda: self._printed(paper, how))
            preview.open()

    def _ask_pdf(self) -> None:
        self._ask_file(self.tr("存为 PDF"), ".pdf", "PDF (*.pdf)", self.save_pdf)

    def _ask_word(self) -> None:
        self._ask_file(self.tr("存为 Word"), ".docx", "Word (*.docx)", self.save_word)

    def _ask_file(self, title: str, end: str, kinds: str, save: Callable[[Path], None]) -> None:
        if self._paper is None:
            return
        name = self._words()["file"].format(number=self._chosen or self._session.header.number) + end
        chosen, _ = QFileDialog.getSaveFileName(self, title, name, kinds)
        if chosen:
            save(Path(chosen))

    def save_pdf(self, path: Path) -> None:
        self.issue(lambda paper: self._save(paper, path, "pdf", lambda: write_pdf(paper, path)))

    def save_word(self, path: Path) -> None:
        self.issue(lambda paper: self._save(paper, path, "docx", lambda: _write_word(paper, path)))

    def _save(self, paper: Paper, path: Path, how: str, write: Callable[[], None]) -> None:
        try:
            write()
        except PrintingError as error:
            self._say(error.message)
        else:
            self._say(self.tr("已存到 {path}").format(path=path))
            self._printed(paper, how)

    def copy_text(self) -> None:
        """For the hall's own system."""
        self.issue(self._copy)

    def _copy(self, paper: Paper) -> None:
        from intake_assist.notice.plain import plain_text

        QGuiApplication.clipboard().setText(plain_text(paper))
        self._say(self.tr("文字已复制，可以粘贴到别的系统里。"))
        self._printed(paper, "text")

    def _printed(self, paper: Paper, how: str) -> None:
        """Noted in the trail, the first time and every other."""
        desk = self._window.desk
        if desk.queue is not None:
            desk.queue.record(
                Event.PRINTED, desk.actor, self._session.header.id, number=paper.number, how=how
            )

    def closeEvent(self, event: QCloseEvent) -> None:
        self.editor.flush()
        super().closeEvent(event)

    def done(self, result: int) -> None:
        """Escape sends no close event."""
        self.editor.flush()
        super().done(result)


def _write_word(paper: Paper, path: Path) -> None:
    from intake_assist.notice.exports.files import write_whole
    from intake_assist.notice.word import docx

    try:
        write_whole(path, docx(paper))
    except OSError as error:
        from intake_assist.disk import reason

        raise PrintingError(f"{path}: {reason(error)}") from error
