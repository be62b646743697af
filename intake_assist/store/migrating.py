"""Brings a database to this program's version with Alembic, in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext, MigrationStep
from alembic.script import Script
from alembic.script.revision import RevisionMap
from sqlalchemy import Connection

from intake_assist.store import migrations
from intake_assist.store.errors import TooNewError
from intake_assist.store.schema import Base

_SCRIPTS = [Script(module, module.revision, module.__name__) for module in migrations.ALL]
_MAP = RevisionMap(lambda: _SCRIPTS)
_KNOWN = frozenset(script.revision for script in _SCRIPTS)


def refuse_newer(revision: str) -> None:
    """Raises TooNewError for a version this program does not know."""
    if revision not in _KNOWN:
        raise TooNewError(
            "这份数据由更新版本的程序写成，这个版本不能打开，以免弄坏数据。请安装最新版本的程序。"
        )


def migrate(connection: Connection) -> bool:
    """In the transaction of `connection`, which the caller commits. Whether the database was empty."""
    context = _context(connection)
    revision = context.get_current_revision()
    with Operations.context(context):
        context.run_migrations()
    return revision is None


def _context(connection: Connection) -> MigrationContext:
    return MigrationContext.configure(
        connection,
        opts={
            "fn": _steps,
            "transactional_ddl": True,
            "target_metadata": Base.metadata,
            "render_as_batch": True,
        },
    )


def _steps(revision: Any, _context: MigrationContext) -> Iterable[MigrationStep]:
    lacking = _MAP.iterate_revisions("head", revision or "base")
    return [MigrationStep.upgrade_from_script(_MAP, script) for script in reversed(list(lacking))]  # type: ignore[arg-type]
