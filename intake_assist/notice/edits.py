"""What the clerk changed in a notice before it was printed, kept as data beside it.

None leaves the text as it was; an empty text takes it away. Items are named by their first finding's key
(`Fault.keys`, `Missing.keys`); edits of items that are no longer in the notice change nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from pydantic import TypeAdapter

from intake_assist.notice.content import (
    Applicant,
    Fault,
    Faults,
    Missing,
    Notice,
    Office,
    Receipt,
    Received,
)

Entry = TypeVar("Entry", Fault, Missing)


@dataclass(frozen=True, slots=True)
class FaultEdit:
    place: str | None = None
    found: str | None = None
    required: str | None = None
    mend: str | None = None
    basis: str | None = None
    on_the_spot: bool | None = None


@dataclass(frozen=True, slots=True)
class MissingEdit:
    """`defer`: whether it may be handed in later (容缺); `until` its term then."""

    lack: str | None = None
    demand: str | None = None
    basis: str | None = None
    until: dt.date | None = None
    defer: bool | None = None


@dataclass(frozen=True, slots=True)
class ApplicantEdit:
    name: str | None = None
    uscc: str | None = None
    agent: str | None = None


@dataclass(frozen=True, slots=True)
class OfficeEdit:
    counter: str | None = None
    clerk: str | None = None
    phone: str | None = None
    address: str | None = None
    hours: str | None = None


@dataclass(frozen=True, slots=True)
class NoticeEdits:
    """`order` names items that are to come in this order, before those it does not name; an item stays in its
    part of the notice and under its material."""

    faults: Mapping[str, FaultEdit] = field(default_factory=dict)
    missing: Mapping[str, MissingEdit] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    applicant: ApplicantEdit = field(default_factory=ApplicantEdit)
    office: OfficeEdit = field(default_factory=OfficeEdit)
    supplement_by: dt.date | None = None
    consequence: str | None = None
    channels: tuple[str, ...] | None = None
    hints: tuple[str, ...] | None = None
    remarks: str | None = None


@dataclass(frozen=True, slots=True)
class ReceivedEdit:
    copies: int | None = None
    form: str | None = None
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class ReceiptEdits:
    """`received` by material."""

    received: Mapping[str, ReceivedEdit] = field(default_factory=dict)
    applicant: ApplicantEdit = field(default_factory=ApplicantEdit)
    office: OfficeEdit = field(default_factory=OfficeEdit)
    remarks: str | None = None


_NOTICE_EDITS: TypeAdapter[NoticeEdits] = TypeAdapter(NoticeEdits)
_RECEIPT_EDITS: TypeAdapter[ReceiptEdits] = TypeAdapter(ReceiptEdits)


def edits_to_json(edits: NoticeEdits) -> bytes:
    return _NOTICE_EDITS.dump_json(edits)


def edits_from_json(text: str | bytes) -> NoticeEdits:
    """Raises pydantic.ValidationError for anything else."""
    return _NOTICE_EDITS.validate_json(text)


def receipt_edits_to_json(edits: ReceiptEdits) -> bytes:
    return _RECEIPT_EDITS.dump_json(edits)


def receipt_edits_from_json(text: str | bytes) -> ReceiptEdits:
    """Raises pydantic.ValidationError for anything else."""
    return _RECEIPT_EDITS.validate_json(text)


def edited(notice: Notice, edits: NoticeEdits) -> Notice:
    """The notice as the clerk wants it. Nothing can be left out: a finding that does not hold is dismissed in
    the case, and the notice drafted again."""
    wanting = [*((entry, False) for entry in notice.missing), *((entry, True) for entry in notice.deferred)]
    settled = [_missing(entry, later, edits.missing.get(entry.keys[0])) for entry, later in wanting]
    return replace(
        notice,
        faults=tuple(_group(group, edits) for group in notice.faults),
        missing=_ordered([entry for entry, later in settled if not later], edits.order),
        deferred=_ordered([entry for entry, later in settled if later], edits.order),
        applicant=_applicant(notice.applicant, edits.applicant),
        office=_office(notice.office, edits.office),
        **_given(edits, "supplement_by", "consequence", "channels", "hints", "remarks"),
    )


def edited_receipt(receipt: Receipt, edits: ReceiptEdits) -> Receipt:
    return replace(
        receipt,
        received=tuple(_received(entry, edits.received.get(entry.material)) for entry in receipt.received),
        applicant=_applicant(receipt.applicant, edits.applicant),
        office=_office(receipt.office, edits.office),
        **_given(edits, "remarks"),
    )


def still_due(edits: NoticeEdits, day: dt.date) -> NoticeEdits:
    """Without the terms that are over on `day`, for they were meant for an earlier notice."""
    missing = {
        key: replace(edit, until=None) if edit.until and edit.until < day else edit
        for key, edit in edits.missing.items()
    }
    over = edits.supplement_by is not None and edits.supplement_by < day
    return replace(edits, missing=missing, supplement_by=None if over else edits.supplement_by)


def _given(edit: object, *names: str) -> dict[str, Any]:
    return {name: value for name in names if (value := getattr(edit, name)) is not None}


def _applicant(applicant: Applicant, edit: ApplicantEdit) -> Applicant:
    return replace(applicant, **_given(edit, "name", "uscc", "agent"))


def _office(office: Office, edit: OfficeEdit) -> Office:
    return replace(office, **_given(edit, "counter", "clerk", "phone", "address", "hours"))


def _ordered(entries: Sequence[Entry], order: Sequence[str]) -> tuple[Entry, ...]:
    rank = {key: at for at, key in enumerate(order)}
    return tuple(sorted(entries, key=lambda entry: rank.get(entry.keys[0], len(rank))))


def _group(group: Faults, edits: NoticeEdits) -> Faults:
    faults = [_fault(fault, edits.faults.get(fault.keys[0])) for fault in group.faults]
    return replace(group, faults=_ordered(faults, edits.order))


def _fault(fault: Fault, edit: FaultEdit | None) -> Fault:
    if edit is None:
        return fault
    given = _given(edit, "place", "found", "required", "mend", "basis", "on_the_spot")
    return replace(fault, **given, reword=fault.reword and edit.found is None)


def _missing(entry: Missing, later: bool, edit: MissingEdit | None) -> tuple[Missing, bool]:
    if edit is None:
        return entry, later
    later = later if edit.defer is None else edit.defer
    changed = replace(entry, **_given(edit, "lack", "demand", "basis", "until"))
    return (changed if later else replace(changed, until=None)), later


def _received(entry: Received, edit: ReceivedEdit | None) -> Received:
    return replace(entry, **_given(edit, "copies", "form", "remark")) if edit else entry
