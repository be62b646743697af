"""Cases: opened, added to, loaded. Every function works inside the transaction of its unit."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import PydanticSerializationError
from sqlalchemy import func, select

from intake_assist.casework import Do, Listing, Reading, Redo, Step, Together, Undo, steps
from intake_assist.casework.results import (
    listing_from_json,
    listing_to_json,
    reading_from_json,
    reading_to_json,
)
from intake_assist.casework.steps import entry_from_json, entry_to_json
from intake_assist.store import outcomes
from intake_assist.store.audit import PROGRAM, Event, entry_digest
from intake_assist.store.errors import CaseChangedError, DamagedError, RefusedError, TooNewError
from intake_assist.store.records import CaseHeader, CaseStatus, KeptCase
from intake_assist.store.schema import CaseRow, EntryRow, ListingRow, ReadingRow
from intake_assist.store.unit import Unit
from intake_assist.values.mask import masked

Entry = Do | Undo | Redo
T = TypeVar("T")


def new_case(unit: Unit, matter: str, checklist_version: str, actor: str) -> CaseHeader:
    day = f"{unit.now.astimezone():%Y%m%d}"
    row = CaseRow(
        id=str(uuid.uuid4()),
        number=f"{day}-{unit.next_in(f'case {day}'):04d}",
        matter=matter,
        checklist_version=checklist_version,
        status=str(CaseStatus.OPEN),
        created_at=unit.now,
        changed_at=unit.now,
        clerk=actor,
        length=0,
    )
    unit.session.add(row)
    unit.record(
        Event.CASE_OPENED,
        actor,
        row.id,
        number=row.number,
        matter=matter,
        checklist_version=checklist_version,
        status=row.status,
    )
    return unit.header(row)


def load(unit: Unit, case_id: str) -> KeptCase:
    """Raises DamagedError for an entry that cannot be trusted. A result that cannot be read, or that another
    version of the program has left, is left out: the papers are there to be read again."""
    row = unit.case(case_id)
    entries = unit.session.scalars(
        select(EntryRow).where(EntryRow.case_id == case_id).order_by(EntryRow.number)
    )
    return KeptCase(
        unit.header(row),
        tuple(_entry(unit, each) for each in entries),
        tuple(_results(unit, ListingRow, case_id, "listing", listing_from_json)),
        tuple(_results(unit, ReadingRow, case_id, "reading", reading_from_json)),
    )


def _entry(unit: Unit, row: EntryRow) -> Entry:
    text = unit.vault.rows.open_text(row.payload, _entry_place(row.case_id, row.number))
    try:
        return entry_from_json(text)
    except ValidationError:
        raise TooNewError("这件收件里有这个版本不认识的操作。请安装最新版本的程序再打开它。") from None


def _results(unit: Unit, table: Any, case_id: str, what: str, read: Callable[[bytes], T]) -> Iterator[T]:
    for row in unit.session.scalars(select(table).where(table.case_id == case_id).order_by(table.number)):
        with suppress(DamagedError, ValidationError):
            yield read(unit.vault.rows.open_text(row.payload, _place(what, case_id, row.key)))


def append(unit: Unit, case_id: str, entry: Entry, actor: str, after: int | None = None) -> None:
    row = unit.case(case_id)
    if after is not None and after != row.length:
        raise CaseChangedError("这件收件刚被别人改过，请重新打开后再操作。")
    row.length += 1
    row.changed_at = unit.now
    place = _entry_place(case_id, row.length)
    payload = unit.vault.rows.seal_text(_written(entry), place)
    unit.session.add(EntryRow(case_id=case_id, number=row.length, at=unit.now, actor=actor, payload=payload))
    did = _singles(entry.did) if isinstance(entry, Do) else ()
    received = [file for step in did if isinstance(step, steps.FilesReceived) for file in step.files]
    unit.refer(case_id, {file.blob for file in received})
    unit.record(
        _event(did),
        actor,
        case_id,
        subject=row.length,
        digest=entry_digest(payload),
        steps=[_told(unit, case_id, step) for step in did] or [{"step": entry.entry}],
    )


def _written(entry: Entry) -> str:
    try:
        return entry_to_json(entry)
    except PydanticSerializationError as error:
        raise RefusedError(
            "这一步里有不能保存的字符（可能是粘贴来的半个字），没有存上。请重新输入。"
        ) from error


def keep_listing(unit: Unit, case_id: str, listing: Listing) -> None:
    unit.case(case_id)
    key = unit.vault.words.hashed(f"file\x1f{listing.file}")
    if _keep(unit, ListingRow, case_id, key, "listing", listing_to_json(listing)):
        unit.record(Event.LISTED, PROGRAM, case_id, pages=len(listing.pages), unusable=len(listing.problems))


def keep_reading(unit: Unit, case_id: str, reading: Reading) -> None:
    unit.case(case_id)
    key = unit.vault.words.hashed(f"recipe\x1f{reading.recipe.key}")
    more = unit.refer(case_id, {picture for picture in reading.pictures if picture})
    said = {"at": unit.now, "engine": reading.engine}
    if _keep(unit, ReadingRow, case_id, key, "reading", reading_to_json(reading), **said) or more:
        unread = sum(1 for page in reading.pages if page.problem)
        unit.record(
            Event.READ, PROGRAM, case_id, engine=reading.engine, pages=len(reading.pages), unread=unread
        )


def set_status(unit: Unit, case_id: str, status: CaseStatus, actor: str) -> None:
    """What the program has found until now is kept for good: the clerk has acted on it."""
    row = unit.case(case_id)
    if row.status == status:
        return
    before, pinned = row.status, outcomes.pin(unit, case_id)
    row.status = str(status)
    row.changed_at = unit.now
    unit.record(Event.STATUS_SET, actor, case_id, status=str(status), before=before, outcome=pinned)


def _keep(unit: Unit, table: Any, case_id: str, key: bytes, what: str, text: bytes, **columns: Any) -> bool:
    """Whether anything was new. A result of the same name takes the place of the old one."""
    place = _place(what, case_id, key)
    row = unit.session.get(table, (case_id, key))
    if row is not None and _says(unit, row.payload, place, text):
        return False
    if row is None:
        last = unit.session.scalar(select(func.max(table.number)).where(table.case_id == case_id))
        row = table(case_id=case_id, key=key, number=(last or 0) + 1)
        unit.session.add(row)
    row.payload = unit.vault.rows.seal_text(text, place)
    for name, value in columns.items():
        setattr(row, name, value)
    return True


def _says(unit: Unit, payload: bytes, place: str, text: bytes) -> bool:
    with suppress(DamagedError):
        return unit.vault.rows.open_text(payload, place) == text
    return False


def _place(what: str, case_id: str, key: bytes) -> str:
    return f"{what}:{case_id}:{key.hex()}"


def _entry_place(case_id: str, number: int) -> str:
    return f"entry:{case_id}:{number}"


# -- what the trail says of a step ------------------------------------------------------------------------


def _singles(step: Step) -> tuple[Step, ...]:
    return step.steps if isinstance(step, Together) else (step,)


def _event(did: tuple[Step, ...]) -> Event:
    """The weightiest of what was done at once."""
    kinds = {type(step) for step in did}
    if steps.FieldCorrected in kinds:
        return Event.CORRECTED
    if steps.FilesReceived in kinds:
        return Event.FILES_RECEIVED
    return Event.DECIDED if steps.FindingDecided in kinds else Event.STEP


def _told(unit: Unit, case_id: str, step: Step) -> dict[str, Any]:
    """Nothing that names or numbers a person: file names are left out, values are hidden but for their shape."""
    said: dict[str, Any] = {"step": step.step}
    match step:
        case steps.FilesReceived(files):
            said["files"] = [file.number for file in files]
        case steps.FieldCorrected(ref, text):
            before = outcomes.value_of(unit, case_id, ref)
            said |= {"field": ref.field, "row": ref.row, "before": _hidden(before), "after": _hidden(text)}
        case steps.FindingDecided(finding, verdict):
            said |= {"finding": finding, "verdict": verdict}
    return said


def _hidden(text: str | None) -> str | None:
    """Numbers as they may be shown, of everything else the first character."""
    if not text:
        return text
    shown = masked(text)
    return shown if shown != text else text[0] + "*" * min(len(text) - 1, 12)
