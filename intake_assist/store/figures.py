"""What statistics are made of: the way of each case through the hall, and what became of findings.

The way is taken from the audit trail, which outlives the cases; findings go with their case.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import func, select

from intake_assist.casework import BY_CLERK
from intake_assist.model import Severity
from intake_assist.store.audit import Event
from intake_assist.store.records import CaseStatus
from intake_assist.store.schema import AuditRow, CaseRow, FindingRow
from intake_assist.store.unit import Unit

_TOLD = (
    Event.CASE_OPENED,
    Event.FILES_RECEIVED,
    Event.CONCLUDED,
    Event.CORRECTED,
    Event.NOTICE_ISSUED,
    Event.STATUS_SET,
    Event.DELETED,
)


@dataclass(slots=True)
class CaseWay:
    """Times are aware. `received_at` is when its first papers came, `concluded_at` when the program had first
    judged them; `notices` and `statuses` are in order. `corrected`: a person changed a value the program read.
    `deleted`: the case itself is no longer kept."""

    id: str
    number: str
    matter: str
    clerk: str
    opened_at: dt.datetime
    received_at: dt.datetime | None = None
    concluded_at: dt.datetime | None = None
    notices: list[dt.datetime] = field(default_factory=list)
    statuses: list[tuple[dt.datetime, CaseStatus]] = field(default_factory=list)
    corrected: bool = False
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How many findings of a rule were decided so; `verdict` None: by nobody yet."""

    rule: str
    verdict: str | None
    count: int


def ways(unit: Unit, since: dt.date, until: dt.date) -> tuple[CaseWay, ...]:
    """Of the cases received on these local days, both included, in the order of receipt."""
    opened = select(AuditRow.case_id).where(
        AuditRow.event == str(Event.CASE_OPENED),
        AuditRow.at >= _midnight(since),
        AuditRow.at < _midnight(until + dt.timedelta(days=1)),
    )
    rows = (
        select(AuditRow.case_id, AuditRow.event, AuditRow.at, AuditRow.actor, AuditRow.detail)
        .where(AuditRow.event.in_([str(each) for each in _TOLD]), AuditRow.case_id.in_(opened))
        .order_by(AuditRow.number)
    )
    known: dict[str, CaseWay] = {}
    for row in unit.session.execute(rows, execution_options={"yield_per": 5_000}):
        if row.event == Event.CASE_OPENED:
            said = json.loads(row.detail)
            known[row.case_id] = CaseWay(row.case_id, said["number"], said["matter"], row.actor, row.at)
        elif row.case_id in known:
            _go_on(known[row.case_id], row.event, row.at, row.detail)
    return tuple(known.values())


def _go_on(way: CaseWay, event: str, at: dt.datetime, detail: str) -> None:
    match event:
        case Event.FILES_RECEIVED:
            way.received_at = way.received_at or at
        case Event.CONCLUDED if way.received_at is not None:
            way.concluded_at = way.concluded_at or at
        case Event.CORRECTED:
            way.corrected = True
        case Event.NOTICE_ISSUED:
            way.notices.append(at)
        case Event.STATUS_SET:
            way.statuses.append((at, CaseStatus(json.loads(detail)["status"])))
        case Event.DELETED:
            way.deleted = True


def rule_counts(unit: Unit, since: dt.date, until: dt.date) -> tuple[RuleCount, ...]:
    """What became of the program's own findings in the cases received on these days that are still kept; mere
    information is left out."""
    rows = (
        select(FindingRow.rule, FindingRow.verdict, func.count())
        .join(CaseRow, CaseRow.id == FindingRow.case_id)
        .where(
            CaseRow.created_at >= _midnight(since),
            CaseRow.created_at < _midnight(until + dt.timedelta(days=1)),
            FindingRow.rule != BY_CLERK,
            FindingRow.severity != str(Severity.INFO),
        )
        .group_by(FindingRow.rule, FindingRow.verdict)
        .order_by(FindingRow.rule, FindingRow.verdict)
    )
    return tuple(RuleCount(rule, verdict, count) for rule, verdict, count in unit.session.execute(rows))


def told_again(known: Iterable[CaseWay]) -> tuple[str, ...]:
    """The cases that were given several notices and are still kept, by id."""
    return tuple(way.id for way in known if len(way.notices) > 1 and not way.deleted)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time()).astimezone()
