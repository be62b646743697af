"""Notices and receipts between the case and the store: drafted, given a number, taken out again as they were."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from intake_assist.notice import (
    Forms,
    Notice,
    NoticeEdits,
    NoticeNumber,
    Occasion,
    Office,
    Paper,
    Receipt,
    ReceiptEdits,
    draft,
    edited,
    edited_receipt,
    edits_to_json,
    notice_from_json,
    notice_to_json,
    paper_from_json,
    paper_to_json,
    receipt,
    receipt_edits_to_json,
    receipt_from_json,
    receipt_to_json,
    still_due,
)
from intake_assist.store import RECEIPT, Person, WrittenNotice

if TYPE_CHECKING:
    from intake_assist.desktop.session import CaseSession
    from intake_assist.desktop.settings import Settings
    from intake_assist.store import Actor, KeptNotice

_SIGNS = re.compile(r"[0-9A-Z]")
_LONGEST = 8
NO_COUNTER = "0"


@dataclass(frozen=True, slots=True)
class Given:
    """A notice that was given, with the paper that is printed again."""

    kept: KeptNotice
    notice: Notice
    paper: Paper


@dataclass(frozen=True, slots=True)
class GivenReceipt:
    kept: KeptNotice
    receipt: Receipt
    paper: Paper


def given(kept: KeptNotice) -> Given:
    return Given(kept, notice_from_json(kept.notice), paper_from_json(kept.paper))


def given_receipt(kept: KeptNotice) -> GivenReceipt:
    return GivenReceipt(kept, receipt_from_json(kept.notice), paper_from_json(kept.paper))


def counter_code(text: str) -> str:
    """What of a counter's name can stand in a number: ``3号窗口`` gives 3."""
    return "".join(_SIGNS.findall(unicodedata.normalize("NFKC", text).upper()))[:_LONGEST] or NO_COUNTER


def office(settings: Settings, actor: Actor) -> Office:
    """`actor` is who works here: somebody who has signed in has a name besides that of the account."""
    return Office(
        settings.office("authority"),
        settings.office("counter"),
        clerk=actor.title if isinstance(actor, Person) else "",
        clerk_number=str(actor),
        phone=settings.office("phone"),
        address=settings.office("address"),
        hours=settings.office("hours"),
    )


def drafted(session: CaseSession, office: Office, number: str, day: date, edits: NoticeEdits) -> Notice:
    """The notice as it would be given now. Raises NothingToSupplementError."""
    header = session.header
    occasion = Occasion(number, day, header.number, header.created_at.astimezone())
    made = draft(session.outcome, session.matter, session.library.kinds, occasion, office)
    return edited(made, still_due(edits, day))


def drafted_receipt(
    session: CaseSession, office: Office, number: str, day: date, edits: ReceiptEdits
) -> Receipt:
    header = session.header
    occasion = Occasion(number, day, header.number, header.created_at.astimezone())
    return edited_receipt(receipt(session.outcome, session.matter, occasion, office), edits)


def same_words(one: Notice, other: Notice) -> bool:
    """Whether both tell the same; the number, the day and the terms that follow from it aside."""
    return _timeless(replace(one, occasion=other.occasion)) == _timeless(other)


def same_receipt(one: Receipt, other: Receipt) -> bool:
    return replace(one, occasion=other.occasion) == other


def _timeless(notice: Notice) -> Notice:
    later = tuple(replace(entry, until=None) for entry in notice.deferred)
    return replace(notice, deferred=later, supplement_by=None)


def series(day: date, counter: str) -> str:
    return str(NoticeNumber(day, counter, 1)).rpartition("-")[0]


def writer(notice: Notice, edits: NoticeEdits, counter: str, forms: Forms) -> Callable[[int], WrittenNotice]:
    """Makes the notice with its place in the series, as the store wants it. Pure; runs in any thread."""

    def write(sequence: int) -> WrittenNotice:
        number = str(NoticeNumber(notice.occasion.given_on, counter, sequence))
        numbered = replace(notice, occasion=replace(notice.occasion, number=number))
        paper = forms.notice(numbered)
        return WrittenNotice(number, notice_to_json(numbered), edits_to_json(edits), paper_to_json(paper))

    return write


def receipt_writer(
    made: Receipt, edits: ReceiptEdits, counter: str, forms: Forms
) -> Callable[[int], WrittenNotice]:
    """The same for a receipt, whose number begins as the store wants it."""

    def write(sequence: int) -> WrittenNotice:
        number = f"{RECEIPT}{NoticeNumber(made.occasion.given_on, counter, sequence)}"
        numbered = replace(made, occasion=replace(made.occasion, number=number))
        paper = forms.receipt(numbered)
        return WrittenNotice(
            number, receipt_to_json(numbered), receipt_edits_to_json(edits), paper_to_json(paper)
        )

    return write
