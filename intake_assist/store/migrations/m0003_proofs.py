"""What proves the rows of a case; the term of unfinished cases."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.add_column("audit", sa.Column("state", sa.LargeBinary, nullable=True))
    op.create_index("ix_audit_case_id_number", "audit", ["case_id", "number"])
    op.create_table(
        "retention_unfinished",
        sa.Column("matter", sa.Text, primary_key=True),
        sa.Column("days", sa.Integer, nullable=True),
    )
