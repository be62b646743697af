"""The audit trail: who did what and when, each record chained to the one before with a keyed hash.

A record is written in the transaction of what it speaks of. It holds no name and no number of an applicant;
values are masked before they come here.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import hmac
import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, insert, select, type_coerce
from sqlalchemy.orm import Session
from sqlalchemy.types import NullType

from intake_assist.store.errors import DamagedError
from intake_assist.store.schema import AuditHeadRow, AuditRow

PROGRAM = "程序"
"""The actor of what nobody did by hand."""
HEAD = 1
_ADDED = "audit_added"
START = bytes(32)
"""Stands for the `mac` before the first record."""


class Event(StrEnum):
    """What is recorded: at least what 等保 and the protection of personal data ask for."""

    SIGNED_IN = "signed_in"
    SIGNED_OUT = "signed_out"
    SIGN_IN_FAILED = "sign_in_failed"
    ACCOUNT_BLOCKED = "account_blocked"
    ACCOUNT_ADDED = "account_added"
    ACCOUNT_CHANGED = "account_changed"
    PASSWORD_CHANGED = "password_changed"
    REFUSED = "refused"
    CASE_OPENED = "case_opened"
    FILES_RECEIVED = "files_received"
    READ = "read"
    CONCLUDED = "concluded"
    CORRECTED = "corrected"
    DECIDED = "decided"
    STEP = "step"
    STATUS_SET = "status_set"
    NOTICE_ISSUED = "notice_issued"
    RECEIPT_ISSUED = "receipt_issued"
    LISTED = "listed"
    TAKEN_OUT = "taken_out"
    PROVEN = "proven"
    SEEN_WHOLE = "seen_whole"
    EXPORTED = "exported"
    PRINTED = "printed"
    DELETED = "deleted"
    HOLD_SET = "hold_set"
    CHECKLIST_CHANGED = "checklist_changed"
    SETTING_CHANGED = "setting_changed"
    RESTORED = "restored"
    CLOCK_SET_BACK = "clock_set_back"
    NUMBERS_SKIPPED = "numbers_skipped"


TITLES: Mapping[Event, str] = {
    Event.SIGNED_IN: "登录",
    Event.SIGNED_OUT: "退出",
    Event.SIGN_IN_FAILED: "登录失败",
    Event.ACCOUNT_BLOCKED: "账号暂时锁定",
    Event.ACCOUNT_ADDED: "新建账号",
    Event.ACCOUNT_CHANGED: "修改账号",
    Event.PASSWORD_CHANGED: "修改密码",
    Event.REFUSED: "没有权限，未执行",
    Event.CASE_OPENED: "建件",
    Event.FILES_RECEIVED: "收入材料",
    Event.READ: "识读",
    Event.CONCLUDED: "规则结论",
    Event.CORRECTED: "人工改写",
    Event.DECIDED: "处理提示",
    Event.STEP: "操作",
    Event.STATUS_SET: "变更状态",
    Event.NOTICE_ISSUED: "出具告知书",
    Event.RECEIPT_ISSUED: "出具收件清单",
    Event.LISTED: "清点页数",
    Event.TAKEN_OUT: "从交接文件夹删除",
    Event.PROVEN: "登记已存的内容",
    Event.SEEN_WHOLE: "查看明文",
    Event.EXPORTED: "导出",
    Event.PRINTED: "打印",
    Event.DELETED: "删除",
    Event.HOLD_SET: "设置或解除停止删除",
    Event.CHECKLIST_CHANGED: "清单变更",
    Event.SETTING_CHANGED: "配置变更",
    Event.RESTORED: "从备份恢复",
    Event.CLOCK_SET_BACK: "系统时间被调回",
    Event.NUMBERS_SKIPPED: "跳过已发出的号码",
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


class Trail:
    """Writes the trail with the store's chain key; `verifying` checks it."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def start(self, connection: Connection) -> None:
        """The head of a new store's trail."""
        head = {"id": HEAD, "length": 0, "mac": START, "seal": self.seal(0, START)}
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
        state: bytes | None = None,
        **detail: Any,
    ) -> None:
        """One more record, in the session's transaction."""
        head = head_of(session, for_update=True)
        row = AuditRow(
            number=head.length + 1,
            at=at,
            actor=actor,
            event=str(event),
            case_id=case_id,
            subject=subject,
            digest=digest,
            detail=json.dumps(detail, ensure_ascii=False, sort_keys=True),
            state=state,
        )
        row.mac = self.link(head.mac, row)
        session.add(row)
        head.length, head.mac, head.seal = row.number, row.mac, self.seal(row.number, row.mac)
        session.info[_ADDED] = Mark(row.number, row.mac.hex())

    def added(self, session: Session) -> Mark | None:
        """Where the trail ends after what this session has added to it; None when that is nothing."""
        mark: Mark | None = session.info.get(_ADDED)
        return mark

    def holds(self, session: Session, mark: Mark) -> bool:
        """Whether that record is there. No two records have the same hash."""
        mac = session.scalar(select(AuditRow.mac).where(AuditRow.number == mark.length))
        return mac is not None and mac.hex() == mark.mac

    def is_ours(self, session: Session) -> bool:
        """Whether the trail was written with this key. A trail that somebody has edited is still ours. Raises
        DamagedError for one without its end, which nothing can be added to."""
        head = head_of(session)
        if hmac.compare_digest(self.seal(head.length, head.mac), head.seal):
            return True
        first = session.execute(select(*COLUMNS).order_by(AuditRow.number).limit(1)).first()
        return first is not None and hmac.compare_digest(self.link(START, first), first.mac)

    def mark(self, session: Session) -> Mark:
        head = head_of(session)
        return Mark(head.length, head.mac.hex())

    def link(self, before: bytes, row: Any) -> bytes:
        """The `mac` of a record that follows the one whose `mac` is `before`."""
        said = [
            row.number,
            _instant(row.at),
            row.actor,
            row.event,
            row.case_id,
            row.subject,
            _hex(row.digest),
            row.detail,
        ]
        if row.state is not None:  # records of earlier versions have none
            said.append(_hex(row.state))
        text = json.dumps(said, ensure_ascii=False, separators=(",", ":"), default=repr)
        return hmac.new(self._key, before + text.encode("utf-8", "surrogatepass"), hashlib.sha256).digest()

    def seal(self, length: int, mac: bytes) -> bytes:
        """What proves where the trail ends."""
        return hmac.new(self._key, b"head" + length.to_bytes(8, "big") + mac, hashlib.sha256).digest()


def head_of(session: Session, *, for_update: bool = False) -> AuditHeadRow:
    head = session.get(AuditHeadRow, HEAD, with_for_update=for_update)
    if head is None:
        raise DamagedError(
            "审计记录的结尾标记不见了，数据库已损坏或被改动，不能继续使用。请用最近的备份恢复。"
        )
    return head


def _instant(at: Any) -> Any:
    """As it is chained, of what the program has and of what a database makes of it; anything else as it is."""
    if isinstance(at, str):
        with suppress(ValueError):
            at = dt.datetime.fromisoformat(at).replace(tzinfo=dt.UTC)
    return at.astimezone(dt.UTC).isoformat() if isinstance(at, dt.datetime) else at


def _hex(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value


COLUMNS = (
    AuditRow.number,
    AuditRow.at,
    AuditRow.actor,
    AuditRow.event,
    AuditRow.case_id,
    AuditRow.subject,
    AuditRow.digest,
    AuditRow.detail,
    AuditRow.mac,
    AuditRow.state,
)
AS_KEPT = tuple(
    type_coerce(AuditRow.__table__.columns[column.key], NullType()).label(column.key) for column in COLUMNS
)
"""The same, whatever somebody has put there."""


def records(session: Session, case_id: str | None = None, *, last: int | None = None) -> tuple[Record, ...]:
    """The records of a case, or of all, oldest first; only the `last` ones when told so."""
    chosen = select(*COLUMNS).order_by(AuditRow.number.desc())
    if case_id is not None:
        chosen = chosen.where(AuditRow.case_id == case_id)
    if last is not None:
        chosen = chosen.limit(last)
    return tuple(
        Record(row.number, row.at, row.actor, row.event, row.case_id, row.subject, detail_of(row.detail))
        for row in reversed(session.execute(chosen).all())
    )


def detail_of(text: str) -> dict[str, Any]:
    """What a record says beside its columns. Raises DamagedError."""
    with suppress(ValueError):
        said = json.loads(text)
        if isinstance(said, dict):
            return said
    raise DamagedError("一条审计记录已损坏或被改动，读不出。请运行 intake-assist audit verify 核对。")


def entry_digest(payload: bytes) -> bytes:
    """What an audit record holds of the entry it speaks of."""
    return hashlib.sha256(payload).digest()
