"""The notice of a case (一次性告知书): every item can be worded anew, moved, left out or added before it is given."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from intake_assist.casework import Together
from intake_assist.casework import steps as said
from intake_assist.desktop import issuing
from intake_assist.desktop.paper_slots import Entry, moved, notice_entries
from intake_assist.desktop.paper_window import DRAFT, PaperWindow
from intake_assist.notice import (
    DRAFT_NUMBER,
    NothingToSupplementError,
    Notice,
    NoticeEdits,
    Paper,
    Unready,
    edits_from_json,
    edits_to_json,
    unfinished,
)
from intake_assist.store import CaseStatus

if TYPE_CHECKING:
    from intake_assist.desktop.session import CaseSession
    from intake_assist.desktop.window import MainWindow
    from intake_assist.store import KeptNotice

__all__ = ["DRAFT", "NoticeWindow"]


class NoticeWindow(PaperWindow):
    def __init__(self, window: MainWindow, session: CaseSession) -> None:
        super().__init__(window, session)
        self.setWindowTitle(self.tr("告知书 {number}").format(number=session.header.number))
        self.editor.moved.connect(self._move)
        self.editor.left_out.connect(self._leave_out)
        self.editor.added.connect(self._add)

    def _words(self) -> Mapping[str, str]:
        return {"new": self.tr("新的告知书，打印时编号"), "file": self.tr("告知书 {number}")}

    def _kept_edits(self) -> NoticeEdits:
        text = self._session.state.papers.get("notice", "")
        return edits_from_json(text) if text else NoticeEdits()

    def _edits_json(self) -> str:
        return "" if self._edits == NoticeEdits() else edits_to_json(self._edits).decode("utf-8")

    def _make_draft(self) -> Notice | None:
        desk = self._window.desk
        office = issuing.office(desk.settings, desk.actor)
        try:
            return issuing.drafted(self._session, office, DRAFT_NUMBER, dt.date.today(), self._edits)
        except NothingToSupplementError:
            self._why_not = self.tr("还没有确认的问题，没有要告知的内容。")
            return None

    def _paper_of(self, draft: Any) -> Paper:
        return self._with_forms().notice(draft)

    def _entries(self, draft: Any) -> tuple[Entry, ...]:
        return notice_entries(draft)

    def _unfinished(self, draft: Any) -> tuple[str, ...]:
        return tuple(
            self._unready(reason).format(count=count)
            for reason, count in unfinished(self._session.outcome, draft).items()
        )

    def _unready(self, reason: Unready) -> str:
        return {
            Unready.UNOPENED: self.tr("还有 {count} 个文件没有打开，里面的材料没有核对。"),
            Unready.UNREAD: self.tr("还有 {count} 张没有读完，可能还有问题没有查出。"),
            Unready.UNDECIDED: self.tr("还有 {count} 个问题没有决定，告知书应当一次列全。"),
            Unready.UNSORTED: self.tr("还有 {count} 页没有归类。"),
            Unready.TO_REWORD: self.tr("有 {count} 条是程序没有看清、由您确认的，请核对告知书上的措辞。"),
            Unready.UNDATED: self.tr("有 {count} 份容缺材料没有写明补交期限。"),
            Unready.OPEN_END: self.tr("没有写明补正期限，打印出来是空的，要手写。"),
            Unready.NAMELESS: self.tr("没有读到申请单位的名称，请填写。"),
        }[reason]

    def _fetch(self) -> Future[tuple[KeptNotice, ...]]:
        assert self._window.desk.queue is not None
        return self._window.desk.queue.notices(self._session.header.id)

    def _as_given(self, kept: KeptNotice) -> issuing.Given:
        return issuing.given(kept)

    def _is_news(self) -> bool:
        last = next(reversed(self._given.values()), None)
        if self._draft is None:
            return False
        return last is None or not issuing.same_words(self._draft, last.notice)

    def _issue(self, day: dt.date, counter: str) -> Future[KeptNotice]:
        desk = self._window.desk
        assert desk.queue is not None
        self._session.keep_now()
        write = issuing.writer(self._draft, self._edits, counter, self._with_forms())
        return desk.queue.issue_notice(
            self._session.header.id, issuing.series(day, counter), write, desk.actor
        )

    def _after_issue(self, kept: KeptNotice) -> None:
        """The case is 已告知."""
        desk = self._window.desk
        if desk.queue is not None and not self._session.header.status.closed:
            desk.queue.set_status(kept.case_id, CaseStatus.NOTIFIED, desk.actor)

    # -- items ------------------------------------------------------------------------------------------

    def _move(self, name: str, by: int) -> None:
        entries = self._entries(self._draft)
        entry = next((each for each in entries if each.name == name), None)
        if entry is not None:
            self._change(moved(self._edits, entries, entry, by))
            self._keep_edits()
            self.editor.choose(name)

    def _leave_out(self, name: str, verdict: Any, reason: str) -> None:
        """The findings of an item are decided so in the case, where that can be undone."""
        entry = next((each for each in self._entries(self._draft) if each.name == name), None)
        if entry is not None:
            decided = tuple(said.FindingDecided(key, verdict, reason) for key in entry.findings)
            self._session.do(Together(decided))

    def _add(self, material: str, words: str) -> None:
        """What the clerk saw and the program did not is a finding of the case."""
        key = uuid.uuid4().hex
        self._session.do(said.FindingAdded(key, words, material or None))
        self.editor.choose(f"faults/{key}")
