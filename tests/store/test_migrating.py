"""Versions of the database: brought up to date as a whole or not at all, never opened when newer."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
from alembic import op
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import Script

from intake_assist.store import (
    CaseStatus,
    Credentials,
    Keys,
    MigrationError,
    Query,
    Role,
    Store,
    TooNewError,
    backups,
    migrating,
    migrations,
)
from intake_assist.store import store as store_module
from intake_assist.store.proofs import Prover
from intake_assist.store.schema import REVISION, Base

from .building import CLERK, both, corrected, opened
from .conftest import Opening


def bare(folder: Path) -> closing[sqlite3.Connection]:
    return closing(sqlite3.connect(folder / "store.sqlite3"))


def tables(folder: Path) -> str:
    with bare(folder) as connection:
        return "\n".join(
            str(row[0]) for row in connection.execute("SELECT sql FROM sqlite_schema ORDER BY name")
        )


def version(folder: Path) -> str:
    with bare(folder) as connection:
        return str(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0])


@both
def test_the_migrations_make_the_tables_that_the_program_uses(store: Store) -> None:
    with store._engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def on_server(database: str, statement: str) -> list[tuple[Any, ...]]:
    with psycopg.connect(database) as connection:
        return connection.execute(statement.encode()).fetchall()


COLUMNS = (
    "SELECT table_name, column_name, data_type FROM information_schema.columns"
    " WHERE table_schema = current_schema() ORDER BY 1, 2"
)


@pytest.mark.skipif(sys.platform == "win32", reason="no PostgreSQL server is installed here")
@pytest.mark.parametrize("database", ["server"], indirect=True)
def test_a_server_is_brought_up_to_date_by_one_of_two_counters_or_stays_as_it_was(
    opening: Opening, database: str, folder: Path, keys: Keys, request: pytest.FixtureRequest
) -> None:
    with opening() as store:
        case = opened(store)
        store.append(case.id, corrected("甲"), CLERK)
        before = on_server(database, COLUMNS)
        words = [sys.executable, "-c", DIES, str(folder), keys.master.hex(), database]
        assert subprocess.run(words, cwd=Path(__file__).parents[2], check=False).returncode == 9
        assert on_server(database, COLUMNS) == before
        store.append(case.id, corrected("乙"), CLERK)
    module = request.getfixturevalue("next_version")
    whole = module.upgrade

    def stops() -> None:
        whole()
        raise RuntimeError("the power went")

    module.upgrade = stops
    with pytest.raises(MigrationError, match="还是原来的样子"):
        opening()
    assert on_server(database, COLUMNS) == before
    done: list[str] = []

    def counts() -> None:
        whole()
        done.append("upgraded")

    module.upgrade = counts
    with ThreadPoolExecutor(2) as counters:
        stores = list(counters.map(lambda _: opening(), range(2)))
    for store in stores:
        with store:
            assert store.load(case.id).entries == (corrected("甲"), corrected("乙"))
    assert done == ["upgraded"]
    assert ("cases", "window", "text") in on_server(database, COLUMNS)


def test_the_last_migration_is_the_version_of_the_tables(store: Store, folder: Path) -> None:
    assert migrations.ALL[-1].revision == REVISION == version(folder)
    assert store.verify().problem is None


@pytest.fixture
def next_version(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A later program, whose database has one more column, and a table copied row by row."""
    module = ModuleType("m9999_next")
    module.revision, module.down_revision = "9999", REVISION  # type: ignore[attr-defined]

    def upgrade() -> None:
        op.add_column("cases", sa.Column("window", sa.Text))
        with op.batch_alter_table("series") as batch:
            batch.alter_column("last", type_=sa.BigInteger)

    module.upgrade = upgrade  # type: ignore[attr-defined]
    # Scripts of their own: a map of revisions writes into those it is made of.
    scripts = [Script(each, each.revision, each.__name__) for each in (*migrations.ALL, module)]
    monkeypatch.setattr(migrating, "_MAP", migrating.RevisionMap(lambda: scripts))
    monkeypatch.setattr(migrating, "_KNOWN", frozenset(script.revision for script in scripts))
    monkeypatch.setattr(store_module, "REVISION", "9999")
    return module


def test_an_older_database_is_backed_up_and_brought_up_to_date(
    folder: Path, keys: Keys, request: pytest.FixtureRequest
) -> None:
    with Store.open(folder, keys=keys) as store:
        case = opened(store)
        store.append(case.id, corrected("甲"), CLERK)
    request.getfixturevalue("next_version")
    with Store.open(folder, keys=keys) as store:
        assert store.load(case.id).entries == (corrected("甲"),)
        assert store.verify().problem is None
    assert version(folder) == "9999"
    assert "window" in tables(folder)
    (copy,) = backups(folder)
    assert copy.path.name.endswith("-before_9999.sqlite3")


def test_a_migration_that_stops_half_way_changes_nothing(
    folder: Path, keys: Keys, request: pytest.FixtureRequest
) -> None:
    with Store.open(folder, keys=keys) as store:
        case = opened(store)
    before = tables(folder)
    module = request.getfixturevalue("next_version")
    whole = module.upgrade

    def stops() -> None:
        whole()
        raise RuntimeError("the power went")

    module.upgrade = stops
    with pytest.raises(MigrationError, match="还是原来的样子"):
        Store.open(folder, keys=keys)
    assert (tables(folder), version(folder)) == (before, REVISION)
    module.upgrade = whole
    with Store.open(folder, keys=keys) as store:
        assert store.header(case.id).number == case.number


def as_first_version(folder: Path) -> None:
    """What the program before accounts has left: its tables, with everything in them."""
    as_second_version(folder)
    with bare(folder) as connection:
        connection.executescript("DROP TABLE accounts; UPDATE alembic_version SET version_num='0001'")


def as_second_version(folder: Path) -> None:
    """What the program before proofs has left; written within `without_proofs`."""
    with bare(folder) as connection:
        connection.executescript(
            "DROP INDEX ix_audit_case_id_number; ALTER TABLE audit DROP COLUMN state;"
            "DROP TABLE retention_unfinished; UPDATE alembic_version SET version_num='0002'"
        )


@contextmanager
def without_proofs() -> Iterator[None]:
    """Records are written as that program wrote them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Prover, "state", lambda *_: None)
        patch.setattr(Prover, "refuse_untold", lambda *_: None)
        yield


def test_a_database_without_accounts_gets_them_and_stays_open_to_its_user(
    folder: Path, tmp_path: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    with without_proofs(), Store.open(folder, keys=keys) as store:
        case = opened(store)
        store.append(case.id, corrected("甲"), CLERK)
    as_first_version(folder)
    with monkeypatch.context() as patch:
        first = Script(migrations.ALL[0], "0001", "m0001_cases")
        patch.setattr(migrating, "_MAP", migrating.RevisionMap(lambda: [first]))
        patch.setattr(store_module, "REVISION", "0001")
        Store.open(tmp_path / "old", keys=keys).close()
    assert sorted(tables(folder).splitlines()) == sorted(tables(tmp_path / "old").splitlines())
    with Store.open(folder, keys=keys) as store:
        assert not store.gate.in_use()
        store.append(case.id, corrected("乙"), CLERK)
        assert store.load(case.id).entries == (corrected("甲"), corrected("乙"))
        assert store.verify().problem is None
        store.gate.add(CLERK, "林站长", {Role.ADMINISTRATOR, Role.SUPERVISOR}, password="Kaifeng-2026")
        boss = store.gate.sign_in(Credentials("林站长", "Kaifeng-2026"))
        assert [header.clerk for header in store.search(Query())] == [CLERK]
        store.set_status(case.id, CaseStatus.ACCEPTED, boss)
        assert store.verify().problem is None
    assert version(folder) == REVISION
    (copy,) = backups(folder)
    assert f"-before_{REVISION}" in copy.path.name


DIES = """
import os, sys, types
from pathlib import Path
import sqlalchemy as sa
from alembic import op
from alembic.script import Script
from intake_assist.store import Keys, Store, migrating, store
module = types.ModuleType("m9999")
module.revision, module.down_revision = "9999", migrating._SCRIPTS[-1].revision
def upgrade():
    op.add_column("cases", sa.Column("window", sa.Text))
    op.drop_table("findings")
    os._exit(9)
module.upgrade = upgrade
scripts = [*migrating._SCRIPTS, Script(module, "9999", "m9999")]
migrating._MAP = migrating.RevisionMap(lambda: scripts)
store.REVISION = "9999"
url = sys.argv[3] if len(sys.argv) > 3 else None
Store.open(Path(sys.argv[1]), url=url, keys=Keys(bytes.fromhex(sys.argv[2])))
"""


def test_a_program_that_dies_while_migrating_changes_nothing(folder: Path, keys: Keys) -> None:
    with Store.open(folder, keys=keys) as store:
        case = opened(store)
    before = tables(folder)
    words = [sys.executable, "-c", DIES, str(folder), keys.master.hex()]
    assert subprocess.run(words, cwd=Path(__file__).parents[2], check=False).returncode == 9
    with Store.open(folder, keys=keys) as store:
        assert store.header(case.id) == case
        assert store.verify().problem is None
    assert (tables(folder), version(folder)) == (before, REVISION)
    assert len(backups(folder)) == 1


def test_a_newer_database_is_refused_and_left_alone(folder: Path, keys: Keys) -> None:
    with Store.open(folder, keys=keys) as store:
        opened(store)
    with bare(folder) as connection:
        connection.execute("UPDATE alembic_version SET version_num='9999'")
        connection.commit()
    before = (folder / "store.sqlite3").read_bytes()
    with pytest.raises(TooNewError, match="安装最新版本"):
        Store.open(folder, keys=keys)
    assert (folder / "store.sqlite3").read_bytes() == before
    assert backups(folder) == ()
