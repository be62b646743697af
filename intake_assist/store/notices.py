"""Papers that were given, notices and receipts: each with its number, what it said and the paper itself, never
changed."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import select

from intake_assist.store.audit import Event, entry_digest
from intake_assist.store.records import KeptNotice, WrittenNotice
from intake_assist.store.schema import NoticeRow
from intake_assist.store.unit import Unit

_PARTS = ("notice", "edits", "paper")
RECEIPT = "S"
"""With this begin the numbers of receipts (收件清单); those of notices begin with the day."""
Write = Callable[[int], WrittenNotice]


def issue(unit: Unit, case_id: str, series: str, write: Write, actor: str) -> KeptNotice:
    """`write` is given the next number of the series and makes the notice of it; it may be called again when
    the disk was busy."""
    unit.case(case_id)
    written = write(unit.next_in(f"notice {series}"))
    row = NoticeRow(number=written.number, case_id=case_id, at=unit.now, actor=actor)
    for part in _PARTS:
        sealed = unit.vault.rows.seal_text(getattr(written, part), _place(part, case_id, written.number))
        setattr(row, part, sealed)
    unit.session.add(row)
    unit.record(
        Event.RECEIPT_ISSUED if row.number.startswith(RECEIPT) else Event.NOTICE_ISSUED,
        actor,
        case_id,
        digest=digest(row.notice, row.edits, row.paper),
        number=row.number,
    )
    return KeptNotice(row.number, case_id, row.at, actor, written.notice, written.edits, written.paper)


def of_case(unit: Unit, case_id: str, *, receipts: bool = False) -> tuple[KeptNotice, ...]:
    """The notices, or the receipts, oldest first. Raises DamagedError for one that was tampered with."""
    unit.case(case_id)
    chosen = select(NoticeRow).where(NoticeRow.case_id == case_id).order_by(NoticeRow.at, NoticeRow.number)
    rows = [row for row in unit.session.scalars(chosen) if row.number.startswith(RECEIPT) is receipts]
    return tuple(_opened(unit, row) for row in rows)


def digest(notice: bytes, edits: bytes, paper: bytes) -> bytes:
    """What the trail holds of a notice: proof that all three are as they were given."""
    return entry_digest(b"".join(map(entry_digest, (notice, edits, paper))))


def _opened(unit: Unit, row: NoticeRow) -> KeptNotice:
    notice, edits, paper = (
        unit.vault.rows.open_text(getattr(row, part), _place(part, row.case_id, row.number))
        for part in _PARTS
    )
    return KeptNotice(row.number, row.case_id, row.at, row.actor, notice, edits, paper)


def _place(part: str, case_id: str, number: str) -> str:
    return f"{part}:{case_id}:{number}"
