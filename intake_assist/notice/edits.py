"""What the clerk changed in a notice before it was printed, kept as data beside it.

None leaves the text as it was; an empty text takes it away. Items are named by their first finding's key
(`Fault.keys`, `Missing.keys`); edits of items that are no longer in the notice change nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import TypeAdapter

from intake_assist.notice.content import Applicant, Fault, Faults, Missing, Notice, Receipt, Received


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
class NoticeEdits:
    faults: Mapping[str, FaultEdit] = field(default_factory=dict)
    missing: Mapping[str, MissingEdit] = field(default_factory=dict)
    applicant: ApplicantEdit = field(default_factory=ApplicantEdit)
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
        faults=tuple(_group(group, edits.faults) for group in notice.faults),
        missing=tuple(entry for entry, later in settled if not later),
        deferred=tuple(entry for entry, later in settled if later),
        applicant=_applicant(notice.applicant, edits.applicant),
        **_given(edits, "supplement_by", "consequence", "channels", "hints", "remarks"),
    )


def edited_receipt(receipt: Receipt, edits: ReceiptEdits) -> Receipt:
    return replace(
        receipt,
        received=tuple(_received(entry, edits.received.get(entry.material)) for entry in receipt.received),
        applicant=_applicant(receipt.applicant, edits.applicant),
        **_given(edits, "remarks"),
    )


def _given(edit: object, *names: str) -> dict[str, Any]:
    return {name: value for name in names if (value := getattr(edit, name)) is not None}


def _applicant(applicant: Applicant, edit: ApplicantEdit) -> Applicant:
    return replace(applicant, **_given(edit, "name", "uscc", "agent"))


def _group(group: Faults, edits: Mapping[str, FaultEdit]) -> Faults:
    return replace(group, faults=tuple(_fault(fault, edits.get(fault.keys[0])) for fault in group.faults))


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
