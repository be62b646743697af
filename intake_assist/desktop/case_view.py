"""A case in three panes, and what the clerk's choices in one of them do to the others."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QProgressBar, QSplitter, QVBoxLayout, QWidget

from intake_assist.casework import FieldRef, Item
from intake_assist.casework import steps as said
from intake_assist.desktop import presenting
from intake_assist.desktop.fields_pane import FieldsPane
from intake_assist.desktop.findings_pane import FindingsPane
from intake_assist.desktop.glimpses import Glimpse, sheet_of
from intake_assist.desktop.jobs import Background
from intake_assist.desktop.materials_pane import MaterialsPane
from intake_assist.desktop.page_marks import field_mark, field_marks, field_ref_of, marks_on, place_mark
from intake_assist.desktop.page_pane import Fetch, PagePane, Side
from intake_assist.desktop.page_view import Mark
from intake_assist.desktop.page_work import PageWork
from intake_assist.desktop.parts import Elided, bar, label, tool
from intake_assist.desktop.presenting import FieldRow
from intake_assist.desktop.session import CaseSession, Paper, Spot
from intake_assist.desktop.shortcuts import Actions
from intake_assist.desktop.thumbnails import Thumbnails
from intake_assist.desktop.words import Look
from intake_assist.model import Box, Evidence, Page

_REFUSED_SHOWN = 5
_SOON_MS = 60  # what comes in between is shown together


class CaseView(QWidget):
    """`said` carries a short remark for the status line."""

    said = Signal(str)

    def __init__(self, session: CaseSession, actions: Actions, background: Background) -> None:
        super().__init__()
        self.session = session
        self._actions = actions
        self._background = background
        self._current = ""
        self._spot: FieldRef | None = None
        self._beside: tuple[str, ...] = ()  # the two pages that are shown side by side
        self._whole = False
        self._soon = QTimer(self, singleShot=True, interval=_SOON_MS)
        self._soon.timeout.connect(self.refresh)
        self.materials = MaterialsPane(session.matter)
        self.pages = PagePane(actions, background)
        self.findings = FindingsPane(actions)
        self.fields = FieldsPane(actions)
        self.work = PageWork(session, actions, self.materials, self.pages, self)
        self._thumbnails = Thumbnails(session, background)
        self.split = self._panes()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.split, 1)
        self._connect()
        self.materials.fold_questions(bool(session.state.files))
        self.refresh()

    def _head(self) -> QWidget:
        session = self.session
        self._progress, self._progress_words = QProgressBar(), Elided("dim")
        self._progress.setTextVisible(False)
        self._progress.hide()
        self._progress.setMaximumWidth(self.fontMetrics().height() * 8)
        self._progress.setAccessibleName(self.tr("识别进度"))
        names = ("add_files", "undo", "redo", "notice", "lock")
        words = (
            self.tr("添加材料"),
            self.tr("撤销"),
            self.tr("重做"),
            self.tr("告知书"),
            self.tr("锁定"),
        )
        tools = [tool(self._actions[name], word) for name, word in zip(names, words, strict=True)]
        title = Elided("title")
        title.setText(session.matter.title)
        number = label(session.header.number, "dim")
        return bar("bar", title, number, None, self._progress_words, self._progress, *tools, margin=3)

    def _panes(self) -> QSplitter:
        self.right = QSplitter(Qt.Orientation.Vertical)
        self.right.addWidget(self.findings)
        self.right.addWidget(self.fields)
        self.right.setStretchFactor(0, 3)
        self.right.setStretchFactor(1, 2)
        split = QSplitter(Qt.Orientation.Horizontal)
        for pane, stretch in ((self.materials, 0), (self.pages, 1), (self.right, 0)):
            split.addWidget(pane)
            split.setStretchFactor(split.count() - 1, stretch)
        line = self.fontMetrics().height()
        split.setSizes([line * 17, line * 40, line * 23])
        self.right.setSizes([line * 27, line * 18])
        split.setChildrenCollapsible(False)
        self.right.setChildrenCollapsible(False)
        self._set_least()
        return split

    def _set_least(self) -> None:
        """No pane becomes narrower than its words need at the scale in force."""
        line = self.fontMetrics().height()
        self.materials.setMinimumWidth(line * 10)
        self.right.setMinimumWidth(line * 14)
        self.fields.setMinimumHeight(line * 8)

    def _connect(self) -> None:
        session, materials, pages = self.session, self.materials, self.pages
        session.changed.connect(self.refresh)
        session.glimpsed.connect(self._soon.start)
        session.progressed.connect(self._on_progress)
        session.spot_read.connect(self._on_spot_read)
        session.spot_failed.connect(self.pages.say_spot_failed)
        materials.page_chosen.connect(self.show_page)
        materials.material_chosen.connect(self._on_material)
        materials.pages_dropped.connect(self.work.move)
        materials.menu_wanted.connect(self._page_menu)
        self.work.said.connect(self.said)
        self.work.left.connect(self._on_left)
        materials.questions.answered.connect(self._on_answered)
        materials.tree.entered.connect(lambda: pages.view.setFocus())
        pages.page_chosen.connect(self.show_page)
        pages.strip.entered.connect(lambda: pages.view.setFocus())
        pages.menu_wanted.connect(self._page_menu)
        pages.mark_chosen.connect(self._on_mark)
        pages.spot_dragged.connect(self._on_spot_dragged)
        pages.read_again.connect(self._read_again)
        pages.turn_asked.connect(self.work.turn)
        pages.page_asked.connect(self._step_page)
        pages.mode_left.connect(self._leave_spot)
        pages.parts_chosen.connect(self.work.cut)
        self.findings.chosen.connect(self._on_finding)
        self.findings.decided.connect(self._decide)
        self.findings.place_chosen.connect(self._on_place)
        self.findings.suggested.connect(self._take_suggestion)
        self.findings.added.connect(self._add_finding)
        self.fields.chosen.connect(self._on_field)
        self.fields.corrected.connect(self._correct)
        self.fields.emptied.connect(lambda: pages.view.setFocus())
        self.fields.dropped.connect(lambda ref: session.do(said.CorrectionDropped(ref)))

    def commands(self) -> dict[str, Callable[[], object]]:
        """What the actions do while this case is open."""
        decide = self.findings.decide
        return {
            "undo": self.session.undo,
            "redo": self.session.redo,
            "read_again": self.session.read_failed_again,
            "stop_reading": self.session.stop_reading,
            "confirm": lambda: decide("confirmed"),
            "dismiss": self.findings.ask_reason,
            "fixed": lambda: decide("fixed"),
            "pending": lambda: decide("pending"),
            "reopen": lambda: decide(None),
            "add_finding": self.findings.type_finding,
            "next_problem": self._next_problem,
            "previous_problem": lambda: self.findings.step(-1),
            "edit_field": self.fields.edit,
            "spot": self._begin_spot,
            **self.work.commands(),
            "previous_page": lambda: self._step_page(-1),
            "next_page": lambda: self._step_page(1),
            "go_materials": lambda: self.materials.tree.setFocus(),
            "go_page": lambda: self.pages.view.setFocus(),
            "go_findings": lambda: self.findings.list.setFocus(),
            "go_fields": lambda: self.fields.table.setFocus(),
            "next_pane": lambda: self._step_pane(1),
            "previous_pane": lambda: self._step_pane(-1),
        }

    def _next_problem(self) -> None:
        if not self.findings.step(1):
            item = self.findings.current()
            last = item is not None and item.open and item.finding.severity.value != "info"
            self.said.emit(self.tr("这是最后一个待处理的问题。") if last else self.tr("没有待处理的问题了。"))

    def start_work(self) -> None:
        """After the case was opened: the keyboard is where the work begins."""
        self.findings.list.setFocus()

    def restyle(self) -> None:
        self._set_least()
        self.pages.restyle()
        self.findings.list.scheduleDelayedItemsLayout()
        self.fields.table.resizeRowsToContents()

    def splits(self) -> dict[str, QSplitter]:
        return {"panes": self.split, "right": self.right}

    def _on_progress(self, done: int, total: int) -> None:
        busy = done < total
        self._progress.setVisible(busy)
        self._progress.setRange(0, max(1, total))
        self._progress.setValue(done)
        words = self.tr("已识别 {done}/{total} 页") if busy else self.tr("共 {total} 页，都已识别")
        self._progress_words.setText(words.format(done=done, total=total) if total else "")
        self._soon.start()

    def close_case(self) -> None:
        self._soon.stop()
        self._thumbnails.close()
        self.pages.close_view()
        self.session.close()

    # -- showing ----------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what the session says now."""
        session = self.session
        outcome, state, kinds = session.outcome, session.state, session.library.kinds
        waiting = session.glimpses
        self.materials.show_answers(dict(state.answers))
        self.materials.show_branches(presenting.branches(outcome, state, kinds, waiting))
        self.pages.show_sheets(presenting.sheets(outcome, state, waiting))
        self._want_thumbnails(waiting)
        # Before anything is worked out there is nothing to say, least of all that everything is missing.
        left = len(waiting) + len(outcome.unlisted) if session.ready else None
        self.findings.show_items(outcome.items if session.ready else (), outcome.case, left)
        self._keep_in_view()
        self._enable()

    def _keep_in_view(self) -> None:
        """The page in view, or what became of it: the pages of its sheet, else the first there is."""
        keys = self.pages.keys()
        if self._current not in keys:
            sheet = (
                self._current.rpartition(".")[0] if "." in self._current.rpartition("#")[2] else self._current
            )
            alike = [key for key in keys if key == sheet or key.startswith(f"{sheet}.")]
            self._current = next(iter(alike or keys), "")
        self._show_current()

    def _want_thumbnails(self, waiting: Sequence[Glimpse]) -> None:
        session, show = self.session, self.pages.set_thumbnail
        for page in session.outcome.case.pages:
            self._thumbnails.want(page.id, session.picture(page), show)
        for glimpse in waiting:
            for key in glimpse.keys:
                picture, turn = glimpse.picture_of(key)
                self._thumbnails.want(key, picture, show, turn)

    def _page(self) -> Page | None:
        return self.session.outcome.case.page(self._current)

    @property
    def current(self) -> str:
        """The page or sheet in view."""
        return self._current

    def show_page(self, key: str, mark: str | None = None) -> None:
        """Bring a page, or a sheet that is not read yet, into view; go to one of its places."""
        self._leave_spot()
        self._beside = ()
        if key != self._current:
            self._current = key
            if self._page() is None:
                self.session.look_at(key)
        self._show_current()
        if mark:
            self.pages.go_to(mark)

    def _show_current(self) -> None:
        page, session = self._page(), self.session
        if page is None:
            self._show_glimpse(session.glimpse(self._current) if self._current else None)
            return
        documents = presenting.documents_on(session.outcome.case, self._current)
        empty = ""
        if page.problem:
            empty = page.problem
        items = session.outcome.items
        self.fields.show_documents(documents, session.library.kinds, session.state, empty, items=items)
        self.materials.show_page(self._current)
        retry = sheet_of(page) in session.failures
        marks = marks_on(self._current, session.outcome, session.library.kinds, session.state)
        self._actions["seen"].setChecked(self._current in session.state.seen)
        if self._are_beside():
            self.pages.show_state(self._current, page, retry)
            return
        name = session.picture(page)
        self.pages.show_page(self._current, page, name, self._fetch(name), marks, retry)

    def _are_beside(self) -> bool:
        """Whether two places are compared, and both still lie in the case with the pictures they are shown with."""
        case = self.session.outcome.case
        pages = [case.page(name) for name in self._beside]
        pictures = tuple(self.session.picture(page) for page in pages if page)
        return bool(pages) and self._current == self._beside[0] and self.pages.pair == pictures

    def _show_glimpse(self, glimpse: Glimpse | None) -> None:
        """A sheet that is not read yet, with what the first recognition said of it."""
        kinds, state = self.session.library.kinds, self.session.state
        papers = [each for each in glimpse.papers if self._current in each.pages] if glimpse else []
        empty = self.tr("这一页还没有识别。") if glimpse else ""
        self.fields.show_documents(papers, kinds, state, empty, fixed=True)
        self.materials.show_page(self._current)
        page = glimpse.page(self._current) if glimpse else None
        name, turn = glimpse.picture_of(self._current) if glimpse else ("", 0)
        rows = (row for paper in papers for row in presenting.first_rows(paper, kinds))
        marks = field_marks(rows, self._current)
        self.pages.show_page(self._current, page, name, self._fetch(name), marks, turn=turn)
        self._actions["seen"].setChecked(False)

    def _fetch(self, name: str) -> Fetch | None:
        blob, when = self.session.blob, self._background.when
        return (lambda then: when(blob(name), then)) if name else None

    def _enable(self) -> None:
        session, page = self.session, self._page()
        self._actions["undo"].setEnabled(session.can_undo)
        self._actions["redo"].setEnabled(session.can_redo)
        self._actions["read_again"].setEnabled(bool(session.failures))
        self._actions["stop_reading"].setEnabled(bool(session.waiting_sheets))
        for name in ("seen", "move_page", "split"):
            self._actions[name].setEnabled(page is not None and (name != "split" or bool(page.width)))
        for name in (
            "turn_right",
            "turn_left",
            "delete_page",
            "replace",
            "insert",
            "next_page",
            "previous_page",
        ):
            self._actions[name].setEnabled(bool(self._current))

    def set_whole(self, whole: bool) -> None:
        """Numbers are shown whole while a key is held."""
        if whole != self._whole:
            self._whole = whole
            self.fields.model.set_whole(whole)
            self.findings.set_whole(whole)

    # -- choosing ---------------------------------------------------------------------------------------

    def _on_material(self, material: str) -> None:
        found = next((each for each in self.session.outcome.case.materials if each.id == material), None)
        if found and found.pages:
            self.show_page(found.pages[0])

    def _on_finding(self, key: str) -> None:
        item = self.session.item(key)
        if item is None:
            return
        places = [e for e in item.finding.evidence if e.box and self.session.outcome.case.page(e.page)]
        papers = {e.page for e in places}
        if len(papers) > 1:
            first = places[0]
            self._show_pair(first, next(e for e in places if e.page != first.page))
        elif item.finding.evidence:
            self._on_place(key, item.finding.evidence.index(places[0]) if places else 0)
        elif item.finding.material:
            self._on_material(item.finding.material)

    def _on_place(self, key: str, at: int) -> None:
        item = self.session.item(key)
        if item is None or at >= len(item.finding.evidence):
            return
        evidence = item.finding.evidence[at]
        self.show_page(evidence.page, place_mark(item, at) if evidence.box else None)
        self._choose_field_at(evidence)

    def _choose_field_at(self, evidence: Evidence) -> None:
        """The field whose place a finding speaks of is chosen beside it."""
        for document in presenting.documents_on(self.session.outcome.case, evidence.page):
            for row in presenting.field_rows(document, self.session.library.kinds, self.session.state):
                if row.box is not None and row.box == evidence.box and row.page == evidence.page:
                    self.fields.show_paper(document.id)
                    self.fields.choose(row.ref, tell=False)
                    return

    def _show_pair(self, one: Evidence, other: Evidence) -> None:
        self.show_page(one.page)
        self._choose_field_at(one)
        self._beside = (one.page, other.page)
        self.pages.show_pair(self._side(one, 0), self._side(other, 1))

    def _side(self, evidence: Evidence, at: int) -> Side:
        case = self.session.outcome.case
        page = case.page(evidence.page)
        assert page is not None and evidence.box is not None  # noqa: PT018 - asked for before
        name = self.session.picture(page)
        titles = [each.kind or "" for each in presenting.documents_on(case, page.id)]
        kinds = self.session.library.kinds
        paper = "、".join(kinds[kind].title for kind in titles if kind in kinds)
        caption = f"{paper}  {presenting.place(page)}" if paper else presenting.place(page)
        mark = Mark(f"pair/{at}", evidence.box, caption, Look("bang", "", "red"))
        return Side(page, caption, mark, name, self._fetch(name))

    def _on_field(self, row: FieldRow) -> None:
        if row.page and row.box:
            self.show_page(row.page, field_mark(row.ref))

    def _on_mark(self, mark: str) -> None:
        ref = field_ref_of(mark)
        if ref is not None:
            self.fields.show_paper(ref.document)
            self.fields.choose(ref, tell=False)
            self.pages.go_to(mark)
        elif mark.startswith("finding/"):
            key = mark.split("/")[1]
            self.findings.choose(key)

    def _read_again(self, key: str) -> None:
        page = self.session.outcome.case.page(key)
        self.session.read_again(sheet_of(page) if page else key)

    def _on_left(self, page: str) -> None:
        """The page that comes into view when the one that is seen has been deleted."""
        self._current = page

    def _page_menu(self, at: QPoint, page: str) -> None:
        self.show_page(page)
        self.work.show_menu(at)

    def _step_page(self, by: int) -> None:
        keys = self.pages.keys()
        if self._current in keys:
            at = keys.index(self._current) + by
            if 0 <= at < len(keys):
                self.show_page(keys[at])

    def _step_pane(self, by: int) -> None:
        panes = [self.materials, self.pages, self.findings, self.fields]
        targets = [self.materials.tree, self.pages.view, self.findings.list, self.fields.table]
        focus = self.focusWidget()
        at = next((i for i, pane in enumerate(panes) if focus and pane.isAncestorOf(focus)), -by % len(panes))
        targets[(at + by) % len(targets)].setFocus(Qt.FocusReason.ShortcutFocusReason)

    # -- deciding and correcting ------------------------------------------------------------------------

    def _decide(self, key: str, verdict: Any, reason: str) -> None:
        self.session.do(said.FindingDecided(key, verdict, reason))

    def _add_finding(self, text: str) -> None:
        page = self._page()
        material = None
        if page:
            owners = [each.id for each in self.session.outcome.case.materials if page.id in each.pages]
            material = next(iter(owners), None)
        self.session.do(said.FindingAdded(uuid.uuid4().hex, text, material, page.id if page else None))

    def _take_suggestion(self, key: str) -> None:
        """The value the machine suggests, put in for the field the finding is about."""
        item = self.session.item(key)
        if item is None or not item.finding.suggestion:
            return
        row = self._field_of(item)
        if row is not None:
            self._correct(row.ref, item.finding.suggestion)

    def _field_of(self, item: Item) -> FieldRow | None:
        places = {(evidence.page, evidence.box) for evidence in item.finding.evidence}
        for document in self.session.outcome.case.documents:
            for row in presenting.field_rows(document, self.session.library.kinds, self.session.state):
                if row.ref.field == item.finding.field and (row.page, row.box) in places:
                    return row
        return None

    def _correct(self, ref: FieldRef, text: str) -> None:
        row = next((each for each in self.fields.model.rows if each.ref == ref), None)
        page, box = (row.page, row.box) if row else ("", None)
        self.session.do(said.FieldCorrected(ref, text, page, box))
        self._show_current()  # the old value does not come back until the rules have run

    def _begin_spot(self) -> None:
        row = self.fields.current()
        if row is None or not self._actions["spot"].isChecked():
            self._leave_spot()
            self._actions["spot"].setChecked(False)
            return
        if self._beside:
            self.show_page(self._current, field_mark(row.ref))
        self._spot = row.ref
        self.pages.begin_spot(row.title)

    def _leave_spot(self) -> None:
        if self._spot is not None:
            self._spot = None
            self._actions["spot"].setChecked(False)
            self.pages.end_spot()
            self.pages.view.leave_mode()

    def _on_spot_dragged(self, box: Box) -> None:
        page, ref = self._page(), self._spot
        if page is None or ref is None:
            return
        self._spot = None
        self._actions["spot"].setChecked(False)
        self.pages.say_spot_waits()
        self.session.ask_spot(ref, page, box)

    def _on_spot_read(self, spot: Spot) -> None:
        """What was read is put in; the clerk sees it beside the picture and can type over it."""
        if not spot.text.strip():
            self.pages.say_spot_failed(self.tr("那里没有读出文字。请框得大一些，或按 F2 直接填写。"))
            return
        self.pages.end_spot()
        self.session.do(said.FieldCorrected(spot.ref, spot.text, spot.page, spot.box))
        self._show_current()
        self.fields.choose(spot.ref, tell=False)

    def _on_answered(self, question: str, answer: Any) -> None:
        self.session.do(said.QuestionsAnswered({question: answer}))

    # -- papers -----------------------------------------------------------------------------------------

    def receive(self, papers: Sequence[Paper]) -> None:
        """Take papers in, at the place the clerk said before, if any."""
        first = not self.session.state.files
        self.session.receive(papers, self.work.placing())
        if first:
            self.materials.fold_questions(True)

    def refuse(self, refused: Sequence[tuple[str, str]]) -> None:
        lines = [
            self.tr("没有收下 {name}：{reason}").format(name=name, reason=reason) for name, reason in refused
        ]
        if len(lines) > _REFUSED_SHOWN:
            rest = len(lines) - _REFUSED_SHOWN
            lines[_REFUSED_SHOWN:] = [self.tr("还有 {count} 个文件没有收下。").format(count=rest)]
        if lines:
            self.materials.notice.say("\n".join(lines))
