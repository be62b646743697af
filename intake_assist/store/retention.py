"""Forgetting: after the days of keeping, on request, never under a legal hold.

What is deleted is gone from the tables, from the write log and from the material files at once, and from the
backups when these reach their own age. A record stays that says what was deleted, when and by which rule.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from sqlalchemy import delete, select

from intake_assist.store.audit import Event, detail_of
from intake_assist.store.errors import DamagedError, RefusedError
from intake_assist.store.records import CaseHeader, CaseStatus
from intake_assist.store.schema import (
    AuditRow,
    BlobRefRow,
    CaseRow,
    MomentRow,
    RetentionRow,
    SearchWordRow,
    UnfinishedRow,
)
from intake_assist.store.unit import Unit, status_of

ANY_MATTER = "*"
UNFINISHED_DAYS = 180
"""How long after its last step an unfinished case is kept where nobody has said otherwise."""
LONGEST = 36_525
"""Days that can be asked for: a century."""
AT_WORK = dt.timedelta(days=1)
"""An unfinished case is being worked on when its last step is no older."""
ON_REQUEST = "person_request"
_CLOSED = [str(status) for status in CaseStatus if status.closed]
_UNFINISHED = [str(status) for status in CaseStatus if not status.closed]
_SWEPT = "retention"
UNFINISHED = "retention_unfinished"
"""How the trail calls the setting."""
_BEING_WORKED_ON = "一天之内还在办理，请先受理或撤回，或者一天以后再删除"
_LONGEST_PAUSE = dt.timedelta(days=60)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """`deleted` are gone; `blobs` are the names of files that they needed, `handed` counts their jobs that were taken
    out of outboxes. `kept` still speak of the person asked for, each with the reason why it stays."""

    deleted: tuple[CaseHeader, ...] = ()
    kept: tuple[tuple[CaseHeader, str], ...] = ()
    blobs: frozenset[str] = frozenset()
    handed: int = 0


def set_days(unit: Unit, matter: str, days: int | None, actor: str) -> None:
    """None: cases of this matter are kept until somebody deletes them."""
    if days is not None and not 0 <= days <= LONGEST:
        raise RefusedError(f"保存天数要在 0 到 {LONGEST} 之间。")
    row = unit.session.get(RetentionRow, matter)
    before = row.days if row else None
    if before == days:
        return
    if row is not None:
        unit.session.delete(row)
        unit.session.flush()
    if days is not None:
        unit.session.add(RetentionRow(matter=matter, days=days))
    unit.record(Event.SETTING_CHANGED, actor, setting="retention", matter=matter, before=before, after=days)


def days_kept(unit: Unit) -> dict[str, int]:
    return {row.matter: row.days for row in unit.session.scalars(select(RetentionRow))}


def set_unfinished(unit: Unit, matter: str, days: int | None, actor: str) -> None:
    """The same for cases that nobody finishes, from their last step; None: until somebody deletes them."""
    if days is not None and not AT_WORK.days <= days <= LONGEST:
        raise RefusedError(f"未办结的收件至少保存 1 天，最多 {LONGEST} 天。")
    row = unit.session.get(UnfinishedRow, matter)
    before = row.days if row else None
    if row is not None and before == days:
        return
    if row is None:
        row = UnfinishedRow(matter=matter)
        unit.session.add(row)
    row.days = days
    unit.record(Event.SETTING_CHANGED, actor, setting=UNFINISHED, matter=matter, before=before, after=days)


def unfinished_kept(unit: Unit) -> dict[str, int | None]:
    """With the term of every other matter (``*``)."""
    said = {row.matter: row.days for row in unit.session.scalars(select(UnfinishedRow))}
    return {ANY_MATTER: UNFINISHED_DAYS, **said}


def due(unit: Unit) -> tuple[CaseHeader, ...]:
    """Cases whose days are over and that are not held, oldest first."""
    return tuple(unit.header(row) for row, _ in _due(unit))


def _due(unit: Unit) -> list[tuple[CaseRow, str]]:
    """Each with the rule by which it goes."""
    found = [*_over(unit, _CLOSED, days_kept(unit), "retention")]
    found += _over(unit, _UNFINISHED, unfinished_kept(unit), "unfinished")
    return sorted(found, key=lambda each: each[0].changed_at)


def _over(
    unit: Unit, statuses: Collection[str], terms: Mapping[str, int | None], rule: str
) -> Iterator[tuple[CaseRow, str]]:
    free = select(CaseRow).where(CaseRow.status.in_(statuses), CaseRow.hold.is_(None))
    others = [name for name in terms if name != ANY_MATTER]
    for matter, days in terms.items():
        if days is not None:
            if not 0 <= days <= LONGEST:
                raise DamagedError(f"事项 {matter} 的保存天数已损坏或被改动。请用最近的备份恢复。")
            over = free.where(CaseRow.changed_at < unit.now - dt.timedelta(days=days))
            mine = CaseRow.matter.not_in(others) if matter == ANY_MATTER else CaseRow.matter == matter
            for row in unit.session.scalars(over.where(mine)):
                yield row, f"{rule}:{days}d"


def recorded(unit: Unit) -> set[str]:
    """The cases that were deleted, by the trail."""
    gone = select(AuditRow.case_id).where(AuditRow.event == str(Event.DELETED), AuditRow.case_id.is_not(None))
    return {str(case_id) for case_id in unit.session.scalars(gone)}


def recorded_numbers(unit: Unit) -> set[str]:
    """What those cases were called."""
    gone = select(AuditRow.detail).where(AuditRow.event == str(Event.DELETED))
    return {str(detail_of(detail).get("number", "")) for detail in unit.session.scalars(gone)}


def last_swept(unit: Unit) -> dt.datetime | None:
    """When what was due was last deleted."""
    last = unit.session.get(MomentRow, _SWEPT)
    return last.at if last else None


def forget_due(unit: Unit, actor: str, *, sure: bool = False) -> Forgotten:
    """Raises RefusedError when the last time was so long ago that the clock may be wrong, which would delete what
    is not due, unless somebody has looked at the date and is `sure` of it."""
    last = unit.session.get(MomentRow, _SWEPT)
    if last is None:
        last = MomentRow(name=_SWEPT, at=unit.now)
        unit.session.add(last)
    pause, over = unit.now - last.at, _due(unit)
    if over and pause > _LONGEST_PAUSE and not sure:
        raise RefusedError(
            f"距上次执行到期删除已有 {pause.days} 天，请核对电脑的日期。日期没错，请管理员运行一次："
            "intake-assist store forget。"
        )
    last.at = unit.now
    return _forget(unit, over, actor)


def forget(unit: Unit, case_ids: Iterable[str], actor: str, rule: str) -> Forgotten:
    """Whatever their status. Raises RefusedError for one under a legal hold; then none is deleted."""
    rows = [unit.case(case_id) for case_id in case_ids]
    for row in rows:
        if row.hold is not None:
            raise RefusedError(f"收件 {row.number} 已设为停止删除，不能删除。请先解除。")
    return _forget(unit, [(row, rule) for row in rows], actor)


def forget_again(unit: Unit, case_ids: Iterable[str], actor: str, rule: str) -> Forgotten:
    """Those of the cases that are there, for a backup has brought them back."""
    known = [unit.session.get(CaseRow, case_id) for case_id in case_ids]
    return _forget(unit, [(row, rule) for row in known if row is not None], actor)


def forget_person(unit: Unit, id_number: str, actor: str) -> Forgotten:
    """Deletes the cases in which this number occurs. A paper cannot be cut apart, so a case goes whole; held ones,
    and unfinished ones that somebody is working on (`AT_WORK`), stay and are named."""
    gone, kept = _about(unit, id_number)
    return replace(_forget(unit, [(row, ON_REQUEST) for row in gone], actor), kept=kept)


def about_person(unit: Unit, id_number: str) -> Forgotten:
    """What `forget_person` would delete and keep."""
    gone, kept = _about(unit, id_number)
    return Forgotten(tuple(unit.header(row) for row in gone), kept)


def _about(unit: Unit, id_number: str) -> tuple[list[CaseRow], tuple[tuple[CaseHeader, str], ...]]:
    word = unit.vault.words.of("id_number", id_number)
    having = select(SearchWordRow.case_id).where(SearchWordRow.word == word)
    gone, kept = [], []
    for row in list(unit.session.scalars(select(CaseRow).where(CaseRow.id.in_(having)))):
        if row.hold is not None:
            kept.append((unit.header(row), "已设为停止删除"))
        elif not status_of(row).closed and abs(unit.now - row.changed_at) < AT_WORK:
            kept.append((unit.header(row), _BEING_WORKED_ON))
        else:
            gone.append(row)
    return gone, tuple(kept)


def hold(unit: Unit, case_id: str, actor: str, reason: str | None) -> None:
    """Keeps a case from being deleted, whatever rule says so; a reason of None ends that."""
    row = unit.case(case_id)
    if reason is not None and not reason.strip():
        raise RefusedError("请写明停止删除的原因。")
    row.hold = unit.sealed(reason, "hold", case_id)
    unit.record(Event.HOLD_SET, actor, case_id, held=row.hold is not None)


def unneeded(unit: Unit, names: Iterable[str]) -> tuple[str, ...]:
    """Those of the blobs' names that no case needs."""
    asked = set(names)
    needed: set[str] = set()
    for some in _in_groups(sorted(asked), 500):
        needed |= set(unit.session.scalars(select(BlobRefRow.name).where(BlobRefRow.name.in_(some))))
    return tuple(sorted(asked - needed))


def _forget(unit: Unit, gone: Iterable[tuple[CaseRow, str]], actor: str) -> Forgotten:
    """Each case with the rule by which it goes."""
    deleted, blobs = [], set()
    for row, rule in gone:
        header = unit.header(row)
        blobs |= set(unit.session.scalars(select(BlobRefRow.name).where(BlobRefRow.case_id == row.id)))
        unit.session.execute(delete(CaseRow).where(CaseRow.id == row.id))
        unit.prover.dropped(unit.session, header.id)
        unit.record(Event.DELETED, actor, header.id, number=header.number, rule=rule, entries=header.length)
        deleted.append(header)
    return Forgotten(tuple(deleted), blobs=frozenset(blobs))


def _in_groups(items: list[str], size: int) -> Iterator[list[str]]:
    for at in range(0, len(items), size):
        yield items[at : at + size]
