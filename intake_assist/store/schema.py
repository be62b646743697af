"""The tables. Columns that hold personal data are sealed (`LargeBinary`) or keyed hashes; see `sealing`.

`cases.length` counts the entries, so that a history cut short is noticed. Times are aware and in UTC.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import (
    Boolean,
    DateTime,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Text,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import TypeDecorator

from intake_assist.store.errors import DamagedError

REVISION = "0003"
"""The version of these tables: the last of `migrations`."""

_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


_SPOILT = "数据库里有一个值不是应有的样子，已损坏或被改动，不能使用。请用最近的备份恢复。"


class _Strict:
    """SQLite puts anything into any column. What does not belong there is refused in words where it is read."""

    kind: type = object

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        inner = super().result_processor(dialect, coltype)  # type: ignore[misc]
        kind = self.kind

        def process(value: Any) -> Any:
            try:
                found = value if inner is None else inner(value)
            except (TypeError, ValueError, AttributeError) as error:
                raise DamagedError(_SPOILT) from error
            if found is not None and type(found) is not kind:
                raise DamagedError(_SPOILT)
            return found

        return process


class StrictText(_Strict, TypeDecorator[str]):
    impl = Text
    cache_ok = True
    kind = str


BY_BYTES = StrictText().with_variant(StrictText(collation="C"), "postgresql")
"""Text that is compared as SQLite does it, whatever a server's language is: a number's beginning is a range."""


class StrictInteger(_Strict, TypeDecorator[int]):
    impl = Integer
    cache_ok = True
    kind = int


class StrictBoolean(_Strict, TypeDecorator[bool]):
    impl = Boolean
    cache_ok = True
    kind = bool


class StrictBytes(_Strict, TypeDecorator[bytes]):
    impl = LargeBinary
    cache_ok = True
    kind = bytes


class UtcDateTime(_Strict, TypeDecorator[dt.datetime]):
    """Aware in, aware out, UTC inside. A naive time is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True
    kind = dt.datetime

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        utc = value.astimezone(dt.UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: Any, dialect: Dialect) -> dt.datetime | None:  # noqa: ARG002
        if not isinstance(value, dt.datetime):
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=_NAMES)
    type_annotation_map = {  # noqa: RUF012 - how SQLAlchemy wants it
        dt.datetime: UtcDateTime,
        bytes: StrictBytes,
        str: StrictText,
        int: StrictInteger,
        bool: StrictBoolean,
    }


def _case() -> ForeignKey:
    """What is kept of a case goes with it."""
    return ForeignKey("cases.id", ondelete="CASCADE")


class CaseRow(Base):
    """`company` and `uscc` are sealed; `hold` gives the sealed reason of a legal hold, NULL: none."""

    __tablename__ = "cases"
    __table_args__ = (
        # Each ends in what the list is ordered by, so that a page far down is found without looking at cases.
        Index("ix_cases_created", "created_at", "number"),
        Index("ix_cases_matter", "matter", "created_at", "number"),
        Index("ix_cases_status", "status", "created_at", "number"),
        Index("ix_cases_clerk", "clerk", "created_at", "number"),
        Index("ix_cases_clerk_status", "clerk", "status", "created_at", "number"),
        Index("ix_cases_matter_changed", "matter", "changed_at"),
    )

    id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(BY_BYTES, unique=True)
    matter: Mapped[str]
    checklist_version: Mapped[str]
    status: Mapped[str]
    created_at: Mapped[dt.datetime]
    changed_at: Mapped[dt.datetime]
    clerk: Mapped[str]
    length: Mapped[int] = mapped_column(default=0)
    company: Mapped[bytes | None]
    uscc: Mapped[bytes | None]
    hold: Mapped[bytes | None]


class EntryRow(Base):
    """One line of a case's history; `number` counts from 1. Never changed."""

    __tablename__ = "entries"

    case_id: Mapped[str] = mapped_column(_case(), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[dt.datetime]
    actor: Mapped[str]
    payload: Mapped[bytes]


class ListingRow(Base):
    """`key` is a keyed hash of the file's id in its case, whose name may name a person."""

    __tablename__ = "listings"

    case_id: Mapped[str] = mapped_column(_case(), primary_key=True)
    key: Mapped[bytes] = mapped_column(primary_key=True)
    number: Mapped[int]
    payload: Mapped[bytes]


class ReadingRow(Base):
    """`key` is a keyed hash of the recipe; `number` keeps the order in which they came."""

    __tablename__ = "readings"

    case_id: Mapped[str] = mapped_column(_case(), primary_key=True)
    key: Mapped[bytes] = mapped_column(primary_key=True)
    number: Mapped[int]
    at: Mapped[dt.datetime]
    engine: Mapped[str]
    payload: Mapped[bytes]


class BlobRefRow(Base):
    """Who needs a blob: its file goes when its last row has gone. `name` is the file's, not the content's."""

    __tablename__ = "blob_refs"

    name: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(_case(), primary_key=True, index=True)


class OutcomeRow(Base):
    """What the program found. A case has one loose row, which the next outcome replaces; a row is `pinned`
    when the clerk acted on it. `digest` tells equal outcomes."""

    __tablename__ = "outcomes"

    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(_case(), index=True)
    at: Mapped[dt.datetime]
    matter: Mapped[str]
    checklist_version: Mapped[str]
    engine: Mapped[str]
    program: Mapped[str]
    pinned: Mapped[bool] = mapped_column(default=False)
    digest: Mapped[bytes]
    payload: Mapped[bytes]


class FindingRow(Base):
    """The latest outcome's items without their words, for counting."""

    __tablename__ = "findings"

    case_id: Mapped[str] = mapped_column(_case(), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    rule: Mapped[str]
    code: Mapped[str | None]
    severity: Mapped[str]
    state: Mapped[str]
    material: Mapped[str | None]
    field: Mapped[str | None]
    verdict: Mapped[str | None]


class NoticeRow(Base):
    """A notice that was given. Never changed: what it said, the clerk's edits and the paper, each sealed."""

    __tablename__ = "notices"

    number: Mapped[str] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(_case(), index=True)
    at: Mapped[dt.datetime]
    actor: Mapped[str]
    notice: Mapped[bytes]
    edits: Mapped[bytes]
    paper: Mapped[bytes]


class SearchWordRow(Base):
    """Keyed hashes of what a case can be found by; see `sealing.SearchWords`."""

    __tablename__ = "search_words"

    word: Mapped[bytes] = mapped_column(primary_key=True)
    case_id: Mapped[str] = mapped_column(_case(), primary_key=True, index=True)


class SeriesRow(Base):
    """The last number given in a series, e.g. of cases on one day."""

    __tablename__ = "series"

    name: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[int]


class MomentRow(Base):
    """When something that is done from time to time was last done."""

    __tablename__ = "moments"

    name: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[dt.datetime]


class RetentionRow(Base):
    """Days that closed cases of a matter are kept; the matter ``*`` speaks for those not named."""

    __tablename__ = "retention"

    matter: Mapped[str] = mapped_column(primary_key=True)
    days: Mapped[int]


class UnfinishedRow(Base):
    """Days after its last step that an unfinished case of a matter is kept, NULL: for ever. ``*`` as above."""

    __tablename__ = "retention_unfinished"

    matter: Mapped[str] = mapped_column(primary_key=True)
    days: Mapped[int | None]


class AccountRow(Base):
    """Somebody who signs in. `key` and `os_key` are keyed hashes of the name and of the operating system's account;
    who it is, what they may do and the password's digest are sealed. `failures` are wrong passwords in a row."""

    __tablename__ = "accounts"

    id: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[bytes] = mapped_column(unique=True)
    os_key: Mapped[bytes | None] = mapped_column(unique=True)
    failures: Mapped[int] = mapped_column(default=0)
    blocked_until: Mapped[dt.datetime | None]
    signed_in_at: Mapped[dt.datetime | None]
    payload: Mapped[bytes]


class AuditRow(Base):
    """One event. `mac` covers the row and the `mac` of the one before; `subject` and `digest` are the number
    and the hash of the entry that the event speaks of; `state`, sealed, tells what is kept of the case from then on
    (see `proofs`). Outlives its case."""

    __tablename__ = "audit"
    __table_args__ = (
        Index("ix_audit_case_id_subject", "case_id", "subject"),
        Index("ix_audit_case_id_number", "case_id", "number"),
    )

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[dt.datetime]
    actor: Mapped[str]
    event: Mapped[str]
    case_id: Mapped[str | None]
    subject: Mapped[int | None]
    digest: Mapped[bytes | None]
    detail: Mapped[str]
    mac: Mapped[bytes]
    state: Mapped[bytes | None]


class AuditHeadRow(Base):
    """The one row that says where the trail ends, so that its last records cannot be taken away unnoticed.
    Whoever writes locks it first."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    length: Mapped[int]
    mac: Mapped[bytes]
    seal: Mapped[bytes]
