"""Checks the audit trail, and the cases against what it says of them."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Executable, func, or_, select
from sqlalchemy.orm import Session

from intake_assist.store.audit import COLUMNS, HEAD, START, Event, Mark, Trail, entry_digest
from intake_assist.store.notices import digest as digest_of_notice
from intake_assist.store.schema import (
    AccountRow,
    AuditHeadRow,
    AuditRow,
    CaseRow,
    EntryRow,
    NoticeRow,
    RetentionRow,
)

_CHUNK = 5000


@dataclass(frozen=True, slots=True)
class Verdict:
    """`problem` names the first record that was altered, is missing or stands in the wrong place; None: the
    trail is whole. `records` were looked at."""

    records: int
    mark: Mark
    problem: str | None = None


def verify(session: Session, trail: Trail, known: Mark | None = None) -> Verdict:
    """Looks at every record, then at the cases it speaks of. `known` is a mark noted earlier."""
    mark = trail.mark(session)
    problem = (
        _chain_problem(session, trail, known)
        or _case_problem(session)
        or _retention_problem(session)
        or _account_problem(session)
    )
    return Verdict(mark.length, mark, problem)


def _chain_problem(session: Session, trail: Trail, known: Mark | None) -> str | None:
    mac, expected = START, 1
    in_order = select(*COLUMNS).order_by(AuditRow.number)
    for row in _rows(session, in_order):
        if row.number != expected:
            return f"第 {expected} 条审计记录缺失(后面是第 {row.number} 条)。"
        if not hmac.compare_digest(trail.link(mac, row), row.mac):
            return f"第 {row.number} 条审计记录被改动或换了位置({row.at:%Y-%m-%d %H:%M} UTC)。"
        mac, expected = row.mac, expected + 1
        if known and known.length == row.number and known.mac != mac.hex():
            return f"第 {row.number} 条审计记录与当时记下的校验值不符,之前的记录被整体换过。"
    return _end_problem(session, trail, expected - 1, mac, known)


def _end_problem(session: Session, trail: Trail, length: int, mac: bytes, known: Mark | None) -> str | None:
    head = session.get_one(AuditHeadRow, HEAD)
    if not hmac.compare_digest(trail.seal(head.length, head.mac), head.seal):
        return "审计记录的结尾标记被改动。"
    if head.length != length or head.mac != mac:
        return f"第 {length + 1} 条审计记录缺失:应有 {head.length} 条,只有 {length} 条。"
    if known and known.length > length:
        return f"第 {length + 1} 条审计记录缺失:当时已有 {known.length} 条,现在只有 {length} 条。"
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
        yield f"收件 {row.case} 的第 {row.subject} 步缺失(审计记录第 {row.number} 条)。"


def _header_problems(session: Session) -> Iterator[str]:
    """Number, matter, version, clerk, status, time of receipt and legal hold as last recorded; no case taken away or
    brought in unseen."""
    cases = {row.id: row for row in session.execute(_HEADERS)}
    told = _told(session)
    for case_id, said in told.items():
        row = cases.get(case_id)
        if row is None:
            if not said.get("deleted"):
                yield f"收件 {said['number']} 缺失,没有删除记录。"
        elif any(getattr(row, name) != said[name] for name in _TOLD):
            yield f"收件 {said['number']} 的登记信息(收件号、事项、清单版本、经办人、时间或状态)被改动。"
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
        yield f"收件 {number} 最后修改的时间被改动(保存天数从它算起)。"


def _retention_problem(session: Session) -> str | None:
    """The days of keeping as last recorded."""
    changed = select(AuditRow.detail).where(AuditRow.event == str(Event.SETTING_CHANGED))
    told: dict[str, int | None] = {}
    for row in _rows(session, changed.order_by(AuditRow.number)):
        said = json.loads(row.detail)
        if said.get("setting") == "retention":
            told[said["matter"]] = said["after"]
    kept = {row.matter: row.days for row in session.scalars(select(RetentionRow))}
    wrong = (matter for matter in sorted({*told, *kept}) if told.get(matter) != kept.get(matter))
    return next((f"事项 {matter} 的保存天数被改动。" for matter in wrong), None)


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


def _account_problem(session: Session) -> str | None:
    """Every account as it was last recorded, none taken away or brought in unseen."""
    kept = dict(session.execute(select(AccountRow.id, AccountRow.payload)).all())
    told = _told_of_accounts(session)
    for account_id, (name, digest) in told.items():
        if account_id not in kept:
            return f"账号 {name} 缺失。"
        if entry_digest(kept[account_id]) != digest:
            return f"账号 {name} 被改动,或换成了旧的。"
    return None if kept.keys() == told.keys() else "有一个账号没有新建的审计记录。"


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
