"""The connection: SQLite settings that lose nothing, and transactions that say at once whether they may write."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path, PurePath
from typing import Any, Literal

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect

from intake_assist.store.errors import DamagedError, translated
from intake_assist.store.schema import REVISION, Base

DATABASE = "store.sqlite3"
BUSY_SECONDS = 10.0
_MANY_PAGES = 2560
_SMALL = 256 * 1024 * 1024
_WRITING = "intake_assist_writing"

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA secure_delete=ON",
    "PRAGMA temp_store=MEMORY",  # nothing of a query on the disk
    "PRAGMA cache_size=-16000",
)


def open_file(folder: Path) -> Engine:
    """An engine for the SQLite file in `folder`."""
    url = URL.create("sqlite", database=str(folder / DATABASE))
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def for_writing(engine: Engine) -> Engine:
    """The same engine, whose transactions take the write lock when they begin: a transaction that has read
    may otherwise find that it cannot write any more."""
    return engine.execution_options(**{_WRITING: True})


def _prepare(connection: Any, _record: object) -> None:
    """The driver's own transaction handling is switched off: it begins late, and only for some statements."""
    connection.isolation_level = None
    for pragma in _PRAGMAS:
        connection.execute(pragma)


def _begin(connection: Connection) -> None:
    writing = connection.get_execution_options().get(_WRITING)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")


def revision_of(connection: Connection) -> str | None:
    """The version of the tables, None when there are none."""
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    return str(found) if found is not None else None


def lacks_tables(connection: Connection, revision: str | None) -> bool:
    """Whether tables were taken away: of this program's version some, or the one that tells the version."""
    known = set(inspect(connection).get_table_names())
    wanted = set(Base.metadata.tables)
    return (revision == REVISION and not wanted <= known) or (revision is None and bool(wanted & known))


# -- SQLite files -----------------------------------------------------------------------------------------


@contextmanager
def sqlite_file(path: Path, mode: Literal["ro", "rw", "rwc"] = "rw") -> Iterator[sqlite3.Connection]:
    """A bare connection, for what concerns the file as a whole: checks, copies, compaction. Only ``rwc`` makes a
    file that is not there."""
    address = f"{_uri(path.resolve())}?mode={mode}"
    with (
        translated(),
        closing(sqlite3.connect(address, uri=True, timeout=BUSY_SECONDS, isolation_level=None)) as connection,
    ):
        yield connection


def _uri(path: PurePath) -> str:
    """SQLite takes no server where the standard has it; one of Windows' belongs to the path."""
    uri = path.as_uri()
    return uri if uri.startswith("file:///") else f"file:////{uri.removeprefix('file://')}"


def check_file(path: Path) -> None:
    """Raises DamagedError when the file cannot be trusted.

    A large file that was closed properly is only looked at where the cases are: it was read from end to end
    when its last backup was verified. What a program that died left behind is always read whole.
    """
    log = path.with_name(path.name + "-wal")
    unclean = log.exists() and log.stat().st_size > 0
    whole = unclean or path.stat().st_size < _SMALL
    with sqlite_file(path) as connection:
        check(connection, "" if whole else "(cases)")


def check(connection: sqlite3.Connection, part: str = "") -> None:
    """SQLite's own check of one table or the whole file. Raises DamagedError."""
    with translated():
        found = connection.execute(f"PRAGMA quick_check{part}").fetchone()
    if found is None or found[0] != "ok":
        raise DamagedError("数据库已损坏，不能继续使用。请用最近的备份恢复。")


def mostly_empty(connection: sqlite3.Connection) -> bool:
    """Whether compacting the file is worth its time."""
    free, pages = (
        connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("freelist_count", "page_count")
    )
    return bool(free > _MANY_PAGES and free * 4 > pages)
