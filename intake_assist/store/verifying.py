"""Checks the audit trail, and the cases against what it says of them."""

from __future__ import annotations

import hmac
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Executable, func, or_, select
from sqlalchemy.orm import Session

from intake_assist.store import accounts
from intake_assist.store.audit import AS_KEPT, START, Event, Mark, Trail, entry_digest, head_of
from intake_assist.store.errors import DamagedError
from intake_assist.store.notices import digest as digest_of_notice
from intake_assist.store.proofs import NOTHING, PROVEN, TITLES
from intake_assist.store.retention import UNFINISHED
from intake_assist.store.schema import (
    AccountRow,
    AuditRow,
    CaseRow,
    EntryRow,
    NoticeRow,
    RetentionRow,
    UnfinishedRow,
)
from intake_assist.store.unit import Unit

_CHUNK = 5000


@dataclass(frozen=True, slots=True)
class Verdict:
    """`problem` names the first record that was altered, is missing or stands in the wrong place; None: the
    trail is whole. `records` were looked at."""

    records: int
    mark: Mark
    problem: str | None = None


def verify(unit: Unit, known: Mark | None = None) -> Verdict:
    """Looks at every record, then at the cases it speaks of. `known` is a mark noted earlier."""
    mark = unit.trail.mark(unit.session)
    return Verdict(mark.length, mark, _problem(unit, known))


def _problem(unit: Unit, known: Mark | None) -> str | None:
    """A value of a wrong type is told by the first that knows where it is, else as what it is."""
    session, spoilt = unit.session, None
    checks: tuple[Callable[[], str | None], ...] = (
        lambda: _chain_problem(session, unit.trail, known),
        lambda: _case_problem(session),
        lambda: _state_problem(unit),
        lambda: _retention_problem(session),
        lambda: _account_problem(unit),
    )
    for check in checks:
        try:
            problem = check()
        except DamagedError as error:
            spoilt = spoilt or error.message
        else:
            if problem is not None:
                return problem
    return spoilt


def _chain_problem(session: Session, trail: Trail, known: Mark | None) -> str | None:
    mac, expected = START, 1
    in_order = select(*AS_KEPT).order_by(AuditRow.number)
    for row in _rows(session, in_order):
        if row.number != expected:
            return f"第 {expected} 条审计记录缺失（后面是第 {row.number} 条）。"
        if not isinstance(row.mac, bytes) or not hmac.compare_digest(trail.link(mac, row), row.mac):
            return f"第 {row.number} 条审计记录被改动或换了位置（{str(row.at)[:16]} UTC）。"
        mac, expected = row.mac, expected + 1
        if known and known.length == row.number and known.mac != mac.hex():
            return f"第 {row.number} 条审计记录与当时记下的校验值不符，之前的记录被整体换过。"
    return _end_problem(session, trail, expected - 1, mac, known)


def _end_problem(session: Session, trail: Trail, length: int, mac: bytes, known: Mark | None) -> str | None:
    head = head_of(session)
    if not hmac.compare_digest(trail.seal(head.length, head.mac), head.seal):
        return "审计记录的结尾标记被改动。"
    if head.length != length or head.mac != mac:
        return f"第 {length + 1} 条审计记录缺失：应有 {head.length} 条，只有 {length} 条。"
    if known and known.length > length:
        return f"第 {length + 1} 条审计记录缺失：当时已有 {known.length} 条，现在只有 {length} 条。"
    return None


def _rows(session: Session, chosen: Executable) -> Iterator[Any]:
    """A few at a time. A server keeps a cursor for that, which is closed when nobody wants more."""
    with session.execute(chosen, execution_options={"yield_per": _CHUNK}) as found:
        yield from found


# -- the cases against the trail --------------------------------------------------------------------------


def _case_problem(session: Session) -> str | None:
    problems = (
        _entry_problems(session),
        _length_problems(session),
        _header_problems(session),
        _time_problems(session),
        _notice_problems(session),
    )
    return next((problem for found in problems for problem in found), None)


def _entry_problems(session: Session) -> Iterator[str]:
    """Every entry as it was when its record was written, and none that nobody recorded."""
    both = (
        select(
            EntryRow.case_id, EntryRow.number, EntryRow.payload, CaseRow.number.label("case"), AuditRow.digest
        )
        .join(CaseRow, CaseRow.id == EntryRow.case_id)
        .outerjoin(AuditRow, (AuditRow.case_id == EntryRow.case_id) & (AuditRow.subject == EntryRow.number))
        .order_by(EntryRow.case_id, EntryRow.number)
    )
    for row in _rows(session, both):
        if row.digest is None:
            yield f"收件 {row.case} 的第 {row.number} 步没有审计记录。"
        elif row.digest != entry_digest(row.payload):
            yield f"收件 {row.case} 的第 {row.number} 步被改动。"


def _length_problems(session: Session) -> Iterator[str]:
    """Recorded entries that are no longer there, in cases that were not deleted."""
    lost = (
        select(CaseRow.number.label("case"), AuditRow.subject, AuditRow.number)
        .join(CaseRow, CaseRow.id == AuditRow.case_id)
        .outerjoin(EntryRow, (EntryRow.case_id == AuditRow.case_id) & (EntryRow.number == AuditRow.subject))
        .where(AuditRow.subject.is_not(None), EntryRow.number.is_(None))
        .order_by(AuditRow.number)
        .limit(1)
    )
    for row in session.execute(lost):
        yield f"收件 {row.case} 的第 {row.subject} 步缺失（审计记录第 {row.number} 条）。"


def _header_problems(session: Session) -> Iterator[str]:
    """Number, matter, version, clerk, status, time of receipt and legal hold as last recorded; no case taken away or
    brought in unseen."""
    cases = {row.id: row for row in session.execute(_HEADERS)}
    told = _told(session)
    for case_id, said in told.items():
        row = cases.get(case_id)
        if row is None:
            if not said.get("deleted"):
                yield f"收件 {said['number']} 缺失，没有删除记录。"
        elif any(getattr(row, name) != said[name] for name in _TOLD):
            yield f"收件 {said['number']} 的登记信息（收件号、事项、清单版本、经办人、时间或状态）被改动。"
        elif (row.hold is not None) != said["held"]:
            yield f"收件 {said['number']} 的停止删除被改动。"
    for case_id, row in cases.items():
        if case_id not in told:
            yield f"收件 {row.number} 没有建件的审计记录。"


def _time_problems(session: Session) -> Iterator[str]:
    """When a case was last changed, from which its days of keeping count."""
    changing = or_(
        AuditRow.subject.is_not(None), AuditRow.event.in_([str(Event.CASE_OPENED), str(Event.STATUS_SET)])
    )
    last = (
        select(func.max(AuditRow.number).label("number"))
        .where(changing, AuditRow.case_id.is_not(None))
        .group_by(AuditRow.case_id)
        .subquery()
    )
    other = (
        select(CaseRow.number)
        .join(AuditRow, AuditRow.case_id == CaseRow.id)
        .join(last, last.c.number == AuditRow.number)
        .where(AuditRow.at != CaseRow.changed_at)
        .order_by(CaseRow.number)
        .limit(1)
    )
    for number in session.scalars(other):
        yield f"收件 {number} 最后修改的时间被改动（保存天数从它算起）。"


def _state_problem(unit: Unit) -> str | None:
    """Of each case the rows of every table as they were last told, none edited, taken away or brought in."""
    kept, told = unit.prover.kept(unit.session), unit.prover.told(unit.session)
    names = _numbers(unit.session)
    for case_id in sorted({*kept, *told}, key=lambda each: (each not in names, names.get(each, each))):
        there = tuple(kept.get(case_id, NOTHING))
        gone = there == NOTHING  # deleted, by a record that was looked at
        said = unit.prover.opened(case_id, told[case_id]) if case_id in told else NOTHING
        if not gone and there != said:
            at = next(at for at, each in enumerate(there) if each != said[at])
            table = PROVEN[at].__tablename__
            number = names.get(case_id, case_id)
            return f"收件 {number} 的{TITLES[table]}被改动、缺失或多出（数据表 {table}）。"
    return None


def _numbers(session: Session) -> dict[str, str]:
    """What cases are called, by id, as the trail has it: those that were deleted, too."""
    opened = select(AuditRow.case_id, AuditRow.detail).where(AuditRow.event == str(Event.CASE_OPENED))
    return {str(row.case_id): str(json.loads(row.detail)["number"]) for row in _rows(session, opened)}


def _retention_problem(session: Session) -> str | None:
    """The days of keeping as last recorded."""
    changed = select(AuditRow.detail).where(AuditRow.event == str(Event.SETTING_CHANGED))
    told: dict[str, dict[str, int | None]] = {"retention": {}, UNFINISHED: {}}
    for row in _rows(session, changed.order_by(AuditRow.number)):
        said = json.loads(row.detail)
        if said.get("setting") in told:
            told[said["setting"]][said["matter"]] = said["after"]
    closed = {matter: days for matter, days in told["retention"].items() if days is not None}
    for kept, expected in (
        (dict(session.execute(select(RetentionRow.matter, RetentionRow.days)).all()), closed),
        (dict(session.execute(select(UnfinishedRow.matter, UnfinishedRow.days)).all()), told[UNFINISHED]),
    ):
        for matter in sorted({*expected, *kept}):
            if matter not in kept or matter not in expected or kept[matter] != expected[matter]:
                return f"事项 {matter} 的保存天数被改动。"
    return None


def _notice_problems(session: Session) -> Iterator[str]:
    """Every notice as it was given, none taken away or brought in unseen."""
    kept = {row.number: row for row in _rows(session, select(*_NOTICES))}
    issued = select(AuditRow.case_id, AuditRow.digest, AuditRow.detail).where(
        AuditRow.event.in_([str(Event.NOTICE_ISSUED), str(Event.RECEIPT_ISSUED)])
    )
    there = set(session.scalars(select(CaseRow.id)))
    for row in _rows(session, issued.order_by(AuditRow.number)):
        number = json.loads(row.detail)["number"]
        notice = kept.pop(number, None)
        if notice is None:
            if row.case_id in there:
                yield f"告知书 {number} 缺失。"
        elif (
            notice.case_id != row.case_id
            or digest_of_notice(notice.notice, notice.edits, notice.paper) != row.digest
        ):
            yield f"告知书 {number} 被改动。"
    for number in kept:
        yield f"告知书 {number} 没有出具的审计记录。"


def _account_problem(unit: Unit) -> str | None:
    """Every account as it was last recorded, found by what it says, none taken away or brought in unseen."""
    kept = {row.id: row for row in accounts.all_rows(unit)}
    told = _told_of_accounts(unit.session)
    for account_id, (name, digest) in told.items():
        if account_id not in kept:
            return f"账号 {name} 缺失。"
        if entry_digest(kept[account_id].payload) != digest or not _is_itself(unit, kept[account_id]):
            return f"账号 {name} 被改动，或换成了旧的。"
    return None if kept.keys() == told.keys() else "有一个账号没有新建的审计记录。"


def _is_itself(unit: Unit, row: AccountRow) -> bool:
    with suppress(DamagedError):
        accounts.kept(unit, row)
        return True
    return False


def _told_of_accounts(session: Session) -> dict[str, tuple[str, bytes | None]]:
    """Name and digest of each account as last recorded, by its id."""
    events = [str(event) for event in (Event.ACCOUNT_ADDED, Event.ACCOUNT_CHANGED, Event.PASSWORD_CHANGED)]
    chosen = (
        select(AuditRow.detail, AuditRow.digest).where(AuditRow.event.in_(events)).order_by(AuditRow.number)
    )
    told = {}
    for row in _rows(session, chosen):
        said = json.loads(row.detail)
        told[str(said["account_id"])] = (str(said["account"]), row.digest)
    return told


_NOTICES = (NoticeRow.number, NoticeRow.case_id, NoticeRow.notice, NoticeRow.edits, NoticeRow.paper)
_TOLD = ("number", "matter", "checklist_version", "status", "clerk", "created_at")
_HEADERS = select(CaseRow.id, CaseRow.hold, *(getattr(CaseRow, name) for name in _TOLD))


def _told(session: Session) -> dict[str, dict[str, Any]]:
    """What the trail says of each case, by its id."""
    told: dict[str, dict[str, Any]] = {}
    of_case = (Event.CASE_OPENED, Event.STATUS_SET, Event.HOLD_SET, Event.DELETED)
    events = [str(event) for event in of_case]
    chosen = (
        select(AuditRow.case_id, AuditRow.event, AuditRow.detail, AuditRow.actor, AuditRow.at)
        .where(AuditRow.event.in_(events), AuditRow.case_id.is_not(None))
        .order_by(AuditRow.number)
    )
    for row in _rows(session, chosen):
        detail = json.loads(row.detail)
        if row.event == Event.CASE_OPENED:
            told[row.case_id] = {**detail, "clerk": row.actor, "created_at": row.at, "held": False}
        elif row.event == Event.DELETED:
            told.get(row.case_id, {})["deleted"] = True
        else:
            name = "held" if row.event == Event.HOLD_SET else "status"
            told.get(row.case_id, {})[name] = detail[name]
    return told
