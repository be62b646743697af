"""The receipt of a case (收件清单): what was handed in, with copies, form and remarks as the clerk says."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from intake_assist.desktop import issuing
from intake_assist.desktop.paper_slots import Entry, receipt_entries
from intake_assist.desktop.paper_window import PaperWindow
from intake_assist.notice import (
    DRAFT_NUMBER,
    Paper,
    Receipt,
    ReceiptEdits,
    receipt_edits_from_json,
    receipt_edits_to_json,
)
from intake_assist.store import RECEIPT

if TYPE_CHECKING:
    from intake_assist.desktop.session import CaseSession
    from intake_assist.desktop.window import MainWindow
    from intake_assist.store import KeptNotice


class ReceiptWindow(PaperWindow):
    paper_kind = "receipt"
    has_items = False

    def __init__(self, window: MainWindow, session: CaseSession) -> None:
        super().__init__(window, session)
        self.setWindowTitle(self.tr("收件清单 {number}").format(number=session.header.number))

    def _words(self) -> Mapping[str, str]:
        return {"new": self.tr("新的收件清单，打印时编号"), "file": self.tr("收件清单 {number}")}

    def _kept_edits(self) -> ReceiptEdits:
        text = self._session.state.papers.get("receipt", "")
        return receipt_edits_from_json(text) if text else ReceiptEdits()

    def _edits_json(self) -> str:
        return "" if self._edits == ReceiptEdits() else receipt_edits_to_json(self._edits).decode("utf-8")

    def _make_draft(self) -> Receipt | None:
        desk = self._window.desk
        office = issuing.office(desk.settings, desk.actor)
        made = issuing.drafted_receipt(self._session, office, DRAFT_NUMBER, dt.date.today(), self._edits)
        if not made.pages:
            self._why_not = self.tr("还没有收下材料。")
            return None
        return made

    def _paper_of(self, draft: Any) -> Paper:
        return self._with_forms().receipt(draft)

    def _entries(self, draft: Any) -> tuple[Entry, ...]:
        return receipt_entries(draft)

    def _unfinished(self, draft: Receipt) -> tuple[str, ...]:
        """Of what was found it says nothing; what is not sorted in is counted only."""
        outcome = self._session.outcome
        said = (
            (
                len(outcome.unlisted) + len(outcome.waiting),
                self.tr("还有 {count} 份没有读完，清单可能不全。"),
            ),
            (draft.strange_pages, self.tr("还有 {count} 页没有归类，清单上只写页数。")),
        )
        return tuple(words.format(count=count) for count, words in said if count)

    def _fetch(self) -> Future[tuple[KeptNotice, ...]]:
        assert self._window.desk.queue is not None
        return self._window.desk.queue.receipts(self._session.header.id)

    def _as_given(self, kept: KeptNotice) -> issuing.GivenReceipt:
        return issuing.given_receipt(kept)

    def _is_news(self) -> bool:
        last = next(reversed(self._given.values()), None)
        if self._draft is None:
            return False
        return last is None or not issuing.same_receipt(self._draft, last.receipt)

    def _issue(self, day: dt.date, counter: str) -> Future[KeptNotice]:
        desk = self._window.desk
        assert desk.queue is not None
        write = issuing.receipt_writer(self._draft, self._edits, counter, self._with_forms())
        series = f"{RECEIPT}{issuing.series(day, counter)}"
        return desk.queue.issue_notice(self._session.header.id, series, write, desk.actor)
