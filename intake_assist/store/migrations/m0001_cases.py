"""Cases, their entries and results, what they are found by, the audit trail."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _cases()
    _results()
    _findings()
    _notices()
    _settings()
    _audit()


def _case_id(*, primary_key: bool = False, index: bool = False) -> sa.Column[str]:
    case = sa.ForeignKey("cases.id", ondelete="CASCADE")
    return sa.Column("case_id", sa.Text, case, primary_key=primary_key, index=index, nullable=False)


def _time(name: str) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=False)


def _bytes(name: str, *, nullable: bool = False) -> sa.Column[bytes]:
    return sa.Column(name, sa.LargeBinary, nullable=nullable)


def _text(name: str, *, nullable: bool = False) -> sa.Column[str]:
    return sa.Column(name, sa.Text, nullable=nullable)


def _by_bytes() -> sa.Text:
    return sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def _cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("number", _by_bytes(), nullable=False, unique=True),
        _text("matter"),
        _text("checklist_version"),
        _text("status"),
        _time("created_at"),
        _time("changed_at"),
        _text("clerk"),
        sa.Column("length", sa.Integer, nullable=False),
        _bytes("company", nullable=True),
        _bytes("uscc", nullable=True),
        _bytes("hold", nullable=True),
    )
    op.create_index("ix_cases_created", "cases", ["created_at", "number"])
    op.create_index("ix_cases_matter", "cases", ["matter", "created_at", "number"])
    op.create_index("ix_cases_status", "cases", ["status", "created_at", "number"])
    op.create_index("ix_cases_clerk", "cases", ["clerk", "created_at", "number"])
    op.create_index("ix_cases_clerk_status", "cases", ["clerk", "status", "created_at", "number"])
    op.create_index("ix_cases_matter_changed", "cases", ["matter", "changed_at"])
    op.create_table(
        "entries",
        _case_id(primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        _time("at"),
        _text("actor"),
        _bytes("payload"),
    )


def _results() -> None:
    op.create_table(
        "listings",
        _case_id(primary_key=True),
        sa.Column("key", sa.LargeBinary, primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
        _bytes("payload"),
    )
    op.create_table(
        "readings",
        _case_id(primary_key=True),
        sa.Column("key", sa.LargeBinary, primary_key=True),
        sa.Column("number", sa.Integer, nullable=False),
        _time("at"),
        _text("engine"),
        _bytes("payload"),
    )
    op.create_table(
        "blob_refs",
        sa.Column("name", sa.Text, primary_key=True),
        _case_id(primary_key=True, index=True),
    )


def _findings() -> None:
    op.create_table(
        "outcomes",
        sa.Column("id", sa.Integer, primary_key=True),
        _case_id(index=True),
        _time("at"),
        _text("matter"),
        _text("checklist_version"),
        _text("engine"),
        _text("program"),
        sa.Column("pinned", sa.Boolean, nullable=False),
        _bytes("digest"),
        _bytes("payload"),
    )
    op.create_table(
        "findings",
        _case_id(primary_key=True),
        sa.Column("key", sa.Text, primary_key=True),
        _text("rule"),
        _text("code", nullable=True),
        _text("severity"),
        _text("state"),
        _text("material", nullable=True),
        _text("field", nullable=True),
        _text("verdict", nullable=True),
    )
    op.create_table(
        "search_words",
        sa.Column("word", sa.LargeBinary, primary_key=True),
        _case_id(primary_key=True, index=True),
    )


def _notices() -> None:
    op.create_table(
        "notices",
        sa.Column("number", sa.Text, primary_key=True),
        _case_id(index=True),
        _time("at"),
        _text("actor"),
        _bytes("notice"),
        _bytes("edits"),
        _bytes("paper"),
    )


def _settings() -> None:
    op.create_table(
        "series",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("last", sa.Integer, nullable=False),
    )
    op.create_table(
        "moments",
        sa.Column("name", sa.Text, primary_key=True),
        _time("at"),
    )
    op.create_table(
        "retention",
        sa.Column("matter", sa.Text, primary_key=True),
        sa.Column("days", sa.Integer, nullable=False),
    )


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        _time("at"),
        _text("actor"),
        _text("event"),
        _text("case_id", nullable=True),
        sa.Column("subject", sa.Integer, nullable=True),
        _bytes("digest", nullable=True),
        _text("detail"),
        _bytes("mac"),
    )
    op.create_index("ix_audit_case_id_subject", "audit", ["case_id", "subject"])
    op.create_table(
        "audit_head",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("length", sa.Integer, nullable=False),
        _bytes("mac"),
        _bytes("seal"),
    )
