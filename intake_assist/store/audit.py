"""The audit trail: who did what and when, each record chained to the one before with a keyed hash.

A record is written in the transaction of what it speaks of. It holds no name and no number of an applicant;
values are masked before they come here.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, insert, select
from sqlalchemy.orm import Session

from intake_assist.store.schema import AuditHeadRow, AuditRow, CaseRow, EntryRow

PROGRAM = "程序"
"""The actor of what nobody did by hand."""
_HEAD = 1
_START = bytes(32)
_CHUNK = 5000


class Event(StrEnum):
    """What is recorded: at least what 等保 and the protection of personal data ask for."""

    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    SIGN_IN_FAILED = "sign_in_failed"
    CASE_OPENED = "case_opened"
    FILES_RECEIVED = "files_received"
    READ = "read"
    CONCLUDED = "concluded"
    CORRECTED = "corrected"
    DECIDED = "decided"
    STEP = "step"
    STATUS_SET = "status_set"
    SEEN_WHOLE = "seen_whole"
    EXPORTED = "exported"
    PRINTED = "printed"
    DELETED = "deleted"
    HOLD_SET = "hold_set"
    CHECKLIST_CHANGED = "checklist_changed"
    SETTING_CHANGED = "setting_changed"
    RESTORED = "restored"
    CLOCK_SET_BACK = "clock_set_back"


TITLES: Mapping[Event, str] = {
    Event.SIGNED_IN: "登录",
    Event.SIGNED_OUT: "退出",
    Event.SIGN_IN_FAILED: "登录失败",
    Event.CASE_OPENED: "建件",
    Event.FILES_RECEIVED: "收入材料",
    Event.READ: "识读",
    Event.CONCLUDED: "规则结论",
    Event.CORRECTED: "人工改写",
    Event.DECIDED: "处理提示",
    Event.STEP: "操作",
    Event.STATUS_SET: "变更状态",
    Event.SEEN_WHOLE: "查看明文",
    Event.EXPORTED: "导出",
    Event.PRINTED: "打印",
    Event.DELETED: "删除",
    Event.HOLD_SET: "设置或解除停止删除",
    Event.CHECKLIST_CHANGED: "清单变更",
    Event.SETTING_CHANGED: "配置变更",
    Event.RESTORED: "从备份恢复",
    Event.CLOCK_SET_BACK: "系统时间被调回",
}


@dataclass(frozen=True, slots=True)
class Record:
    """One event as it was recorded; `subject` is the number of the history entry it speaks of."""

    number: int
    at: dt.datetime
    actor: str
    event: str
    case_id: str | None
    subject: int | None
    detail: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Mark:
    """The end of the trail at some moment. Written down elsewhere it proves later that nothing before it was
    taken away."""

    length: int
    mac: str

    def __str__(self) -> str:
        return f"{self.length}:{self.mac}"

    @classmethod
    def parse(cls, text: str) -> Mark:
        """Raises ValueError for anything but what ``str`` gives."""
        length, _, mac = text.strip().partition(":")
        bytes.fromhex(mac)
        return cls(int(length), mac.lower())


@dataclass(frozen=True, slots=True)
class Verdict:
    """`problem` names the first record that was altered, is missing or stands in the wrong place; None: the
    trail is whole. `records` were looked at."""

    records: int
    mark: Mark
    problem: str | None = None


class Trail:
    """Writes and checks the trail with the store's chain key."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def start(self, connection: Connection) -> None:
        """The head of a new store's trail."""
        head = {"id": _HEAD, "length": 0, "mac": _START, "seal": self._seal(0, _START)}
        connection.execute(insert(AuditHeadRow).values(head))

    def add(
        self,
        session: Session,
        at: dt.datetime,
        actor: str,
        event: Event,
        case_id: str | None = None,
        *,
        subject: int | None = None,
        digest: bytes | None = None,
        **detail: Any,
    ) -> None:
        """One more record, in the session's transaction."""
        head = session.get_one(AuditHeadRow, _HEAD, with_for_update=True)
        row = AuditRow(
            number=head.length + 1,
            at=at,
            actor=actor,
            event=str(event),
            case_id=case_id,
            subject=subject,
            digest=digest,
            detail=json.dumps(detail, ensure_ascii=False, sort_keys=True),
        )
        row.mac = self._mac(head.mac, row)
        session.add(row)
        head.length, head.mac, head.seal = row.number, row.mac, self._seal(row.number, row.mac)

    def mark(self, session: Session) -> Mark:
        head = session.get_one(AuditHeadRow, _HEAD)
        return Mark(head.length, head.mac.hex())

    def verify(self, session: Session, known: Mark | None = None) -> Verdict:
        """Looks at every record, then at the cases it speaks of. `known` is a mark noted earlier."""
        mark = self.mark(session)
        problem = self._chain_problem(session, known) or _case_problem(session)
        return Verdict(mark.length, mark, problem)

    def _chain_problem(self, session: Session, known: Mark | None) -> str | None:
        mac, expected = _START, 1
        for row in session.execute(_IN_ORDER, execution_options={"yield_per": _CHUNK}):
            if row.number != expected:
                return f"第 {expected} 条审计记录缺失(后面是第 {row.number} 条)。"
            if not hmac.compare_digest(self._mac(mac, row), row.mac):
                return self._why(row, mac)
            mac, expected = row.mac, expected + 1
            if known and known.length == row.number and known.mac != mac.hex():
                return f"第 {row.number} 条审计记录与当时记下的校验值不符,之前的记录被整体换过。"
        return self._head_problem(session, expected - 1, mac, known)

    def _why(self, row: Any, before: bytes) -> str:  # noqa: ARG002
        return f"第 {row.number} 条审计记录被改动或换了位置({row.at:%Y-%m-%d %H:%M} UTC)。"

    def _head_problem(self, session: Session, length: int, mac: bytes, known: Mark | None) -> str | None:
        head = session.get_one(AuditHeadRow, _HEAD)
        if not hmac.compare_digest(self._seal(head.length, head.mac), head.seal):
            return "审计记录的结尾标记被改动。"
        if head.length != length or head.mac != mac:
            return f"第 {length + 1} 条审计记录缺失:应有 {head.length} 条,只有 {length} 条。"
        if known and known.length > length:
            return f"第 {length + 1} 条审计记录缺失:当时已有 {known.length} 条,现在只有 {length} 条。"
        return None

    def _mac(self, before: bytes, row: Any) -> bytes:
        said = [
            row.number,
            row.at.astimezone(dt.UTC).isoformat(),
            row.actor,
            row.event,
            row.case_id,
            row.subject,
            row.digest.hex() if row.digest is not None else None,
            row.detail,
        ]
        text = json.dumps(said, ensure_ascii=False, separators=(",", ":"))
        return hmac.new(self._key, before + text.encode("utf-8"), hashlib.sha256).digest()

    def _seal(self, length: int, mac: bytes) -> bytes:
        return hmac.new(self._key, b"head" + length.to_bytes(8, "big") + mac, hashlib.sha256).digest()


_COLUMNS = (
    AuditRow.number,
    AuditRow.at,
    AuditRow.actor,
    AuditRow.event,
    AuditRow.case_id,
    AuditRow.subject,
    AuditRow.digest,
    AuditRow.detail,
    AuditRow.mac,
)
_IN_ORDER = select(*_COLUMNS).order_by(AuditRow.number)


def records(session: Session, case_id: str | None = None, *, last: int | None = None) -> tuple[Record, ...]:
    """The records of a case, or of all, oldest first; only the `last` ones when told so."""
    chosen = select(*_COLUMNS).order_by(AuditRow.number.desc())
    if case_id is not None:
        chosen = chosen.where(AuditRow.case_id == case_id)
    if last is not None:
        chosen = chosen.limit(last)
    return tuple(
        Record(row.number, row.at, row.actor, row.event, row.case_id, row.subject, json.loads(row.detail))
        for row in reversed(session.execute(chosen).all())
    )


def entry_digest(payload: bytes) -> bytes:
    """What an audit record holds of the entry it speaks of."""
    return hashlib.sha256(payload).digest()


# -- the cases against the trail --------------------------------------------------------------------------


def _case_problem(session: Session) -> str | None:
    problems = (_entry_problems(session), _length_problems(session), _header_problems(session))
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
    for row in session.execute(both, execution_options={"yield_per": _CHUNK}):
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
    """Number, matter, version, clerk and status as last recorded; no case taken away or brought in unseen."""
    cases = {row.id: row for row in session.execute(_HEADERS)}
    told = _told(session)
    for case_id, said in told.items():
        row = cases.get(case_id)
        if row is None:
            if not said.get("deleted"):
                yield f"收件 {said['number']} 缺失,没有删除记录。"
        elif any(getattr(row, name) != said[name] for name in _TOLD):
            yield f"收件 {said['number']} 的登记信息(收件号、事项、清单版本、经办人或状态)被改动。"
    for case_id, row in cases.items():
        if case_id not in told:
            yield f"收件 {row.number} 没有建件的审计记录。"


_TOLD = ("number", "matter", "checklist_version", "status", "clerk")
_HEADERS = select(
    CaseRow.id, CaseRow.number, CaseRow.matter, CaseRow.checklist_version, CaseRow.status, CaseRow.clerk
)


def _told(session: Session) -> dict[str, dict[str, Any]]:
    """What the trail says of each case, by its id."""
    told: dict[str, dict[str, Any]] = {}
    events = [str(event) for event in (Event.CASE_OPENED, Event.STATUS_SET, Event.DELETED)]
    chosen = (
        select(AuditRow.case_id, AuditRow.event, AuditRow.detail, AuditRow.actor)
        .where(AuditRow.event.in_(events), AuditRow.case_id.is_not(None))
        .order_by(AuditRow.number)
    )
    for row in session.execute(chosen, execution_options={"yield_per": _CHUNK}):
        detail = json.loads(row.detail)
        if row.event == Event.CASE_OPENED:
            told[row.case_id] = {**detail, "clerk": row.actor}
        elif row.case_id in told:
            said = told[row.case_id]
            said.update({"deleted": True} if row.event == Event.DELETED else {"status": detail["status"]})
    return told
