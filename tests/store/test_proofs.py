"""Every row that is kept of a case is proven: whoever edits, takes out or puts in one is found out, and named."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from intake_assist.casework import Do
from intake_assist.casework.steps import QuestionsAnswered
from intake_assist.store import CaseStatus, Keys, Store, WrittenNotice
from intake_assist.store.proofs import PROVEN, TITLES
from intake_assist.store.schema import REVISION, Base

from .building import (
    CLERK,
    ENGINE,
    STAFF_ID,
    both,
    card,
    corrected,
    found,
    kinds,
    licence,
    listing,
    opened,
    reading,
    received,
    roster,
)
from .test_migrating import as_second_version, without_proofs

TABLES = [table.__tablename__ for table in PROVEN]


def written(number: int) -> WrittenNotice:
    return WrittenNotice(f"20261122-03-{number:04d}", b"{}", b"{}", b"{}")


def fill(store: Store) -> str:
    """A case with rows in every table, and its number."""
    case = opened(store)
    store.append(case.id, received(store), CLERK)
    store.keep_listing(case.id, listing())
    store.keep_reading(case.id, reading(picture=store.put_blob(b"upright")))
    store.keep_outcome(case.id, found(licence(), card()), ENGINE, kinds())
    store.hold(case.id, CLERK, "诉讼")
    store.append(case.id, corrected("新的名称", "name"), CLERK)
    store.issue_notice(case.id, "20261122-03", written, CLERK)
    store.set_status(case.id, CaseStatus.NOTIFIED, CLERK)
    store.keep_reading(case.id, reading("读了第二遍"))
    store.keep_outcome(case.id, found(licence(), roster(STAFF_ID)), ENGINE, kinds())
    return case.number


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, str]:
    """A store's file as it was closed, and the number of its case."""
    folder = tmp_path_factory.mktemp("filled") / "store"
    with Store.open(folder, keys=Keys(bytes(range(32)))) as store:
        number = fill(store)
        assert store.verify().problem is None
        store._wipe()
    return (folder / "store.sqlite3").read_bytes(), number


@pytest.fixture
def place(folder: Path, keys: Keys, filled: tuple[bytes, str]) -> Path:
    """The same store, to be edited."""
    Store.open(folder, keys=keys).close()
    for path in folder.glob("store.sqlite3*"):
        path.unlink()
    (folder / "store.sqlite3").write_bytes(filled[0])
    return folder


def edit(folder: Path, statement: str) -> None:
    with closing(sqlite3.connect(folder / "store.sqlite3")) as bare:
        assert bare.execute(statement).rowcount == 1
        bare.commit()


def problem(folder: Path, keys: Keys) -> str:
    with Store.open(folder, keys=keys) as store:
        return str(store.verify().problem)


def test_every_table_that_holds_something_of_a_case_is_proven() -> None:
    of_cases = {
        name
        for name, table in Base.metadata.tables.items()
        if name == "cases" or any(key.column.table.name == "cases" for key in table.foreign_keys)
    }
    assert of_cases == set(TABLES) == set(TITLES)


@pytest.mark.parametrize("table", TABLES)
def test_a_row_that_is_taken_out_is_found_out(
    place: Path, keys: Keys, filled: tuple[bytes, str], table: str
) -> None:
    edit(place, f"DELETE FROM {table} WHERE rowid=(SELECT max(rowid) FROM {table})")
    said = problem(place, keys)
    named = {"notices": "20261122-03-0001"}.get(table, filled[1])
    assert named in said, said
    assert said.endswith(f"（数据表 {table}）。") or "缺失" in said, said


@pytest.mark.parametrize("table", TABLES)
def test_a_value_that_is_edited_is_found_out(
    place: Path, keys: Keys, filled: tuple[bytes, str], table: str
) -> None:
    """In each column to another value of the same kind."""
    last = f"FROM {table} WHERE rowid=(SELECT max(rowid) FROM {table})"
    with (
        Store.open(place, keys=keys) as store,
        closing(sqlite3.connect(place / "store.sqlite3", isolation_level=None)) as bare,
    ):
        for column in [each.name for each in Base.metadata.tables[table].columns]:
            rowid, before = bare.execute(f"SELECT rowid, {column} {last}").fetchone()
            change = f"UPDATE {table} SET {column}=? WHERE rowid=?"
            bare.execute(change, (other(before), rowid))
            said = str(store.verify().problem)
            assert filled[1] in said or "20261122-03-0001" in said, (column, said)
            moved = other(before) if (table, column) == ("outcomes", "id") else rowid
            bare.execute(change, (before, moved))
        assert store.verify().problem is None


def other(value: object) -> object:
    match value:
        case None:
            return "x"
        case int():
            return 1 - value
        case bytes():
            return value[:-1] + bytes([value[-1] ^ 1])
    text = str(value)
    return text[:-1] + ("1" if text[-1] != "1" else "2")


@pytest.mark.parametrize("table", TABLES)
def test_a_row_that_is_put_in_is_found_out(place: Path, keys: Keys, table: str) -> None:
    with closing(sqlite3.connect(place / "store.sqlite3")) as bare:
        columns = [row[1] for row in bare.execute(f"PRAGMA table_info({table})")]
        key = {"cases": "id", "entries": "number", "outcomes": "id", "notices": "number"}.get(table)
        key = key or next(name for name in columns if name in ("key", "word", "name"))
        other = {"id": "91", "number": "91"}.get(key, "x'91'")
        values = [other if name in (key, "number") else name for name in columns]
        bare.execute(f"INSERT INTO {table} SELECT {', '.join(values)} FROM {table} LIMIT 1")
        bare.commit()
    assert problem(place, keys) != "None"


@pytest.mark.parametrize("table", ["findings", "search_words", "readings", "blob_refs"])
def test_what_the_program_writes_afterwards_hides_nothing(
    place: Path, keys: Keys, filled: tuple[bytes, str], table: str
) -> None:
    """Not even when it replaces what was edited, or takes up again what was taken out."""
    edit(place, f"DELETE FROM {table} WHERE rowid=(SELECT max(rowid) FROM {table})")
    with Store.open(place, keys=keys) as store:
        case_id = store.case_named(filled[1])
        store.keep_outcome(case_id, found(licence(), roster(STAFF_ID), message="又判一次"), ENGINE, kinds())
        store.append(case_id, Do(QuestionsAnswered({"data_shared": True})), CLERK)
        store.keep_reading(case_id, reading("读了第三遍"))
        store.keep_reading(case_id, reading("转过来读", turn=90))
    said = problem(place, keys)
    assert filled[1] in said, said
    assert f"（数据表 {table}）" in said, said


def test_an_older_state_of_a_case_put_back_is_found_out(
    place: Path, keys: Keys, filled: tuple[bytes, str]
) -> None:
    """Its rows alone, as they were proven then: the trail has gone on."""
    with closing(sqlite3.connect(place / "store.sqlite3")) as bare:
        older = {
            table: bare.execute(f"SELECT * FROM {table}").fetchall() for table in ("readings", "findings")
        }
    with Store.open(place, keys=keys) as store:
        store.keep_reading(store.case_named(filled[1]), reading("读了第三遍"))
    with closing(sqlite3.connect(place / "store.sqlite3")) as bare:
        for table, rows in older.items():
            bare.execute(f"DELETE FROM {table}")
            marks = ",".join("?" * len(rows[0]))
            bare.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)
        bare.commit()
    assert "（数据表 readings）" in problem(place, keys)


def test_what_is_left_of_a_deleted_case_is_found_out(
    place: Path, keys: Keys, filled: tuple[bytes, str]
) -> None:
    with closing(sqlite3.connect(place / "store.sqlite3")) as bare:
        word = bare.execute("SELECT * FROM search_words LIMIT 1").fetchone()
    with Store.open(place, keys=keys) as store:
        case_id = store.case_named(filled[1])
        store.hold(case_id, CLERK, None)
        store.forget([case_id], CLERK, "by_hand")
        assert store.verify().problem is None
    with closing(sqlite3.connect(place / "store.sqlite3")) as bare:
        bare.execute("INSERT INTO search_words VALUES (?,?)", word)
        bare.commit()
    assert filled[1] in problem(place, keys)


@both
def test_every_way_to_write_leaves_a_proof(store: Store, database: str | None) -> None:
    """On a server too, where times and truth values come back otherwise than they went."""
    number = fill(store)
    assert store.verify().problem is None
    if database is not None:
        with psycopg.connect(database) as bare:
            bare.execute("UPDATE outcomes SET pinned = NOT pinned WHERE id = (SELECT max(id) FROM outcomes)")
        assert f"收件 {number} 的程序结论" in str(store.verify().problem)


def test_a_store_of_an_earlier_version_still_verifies_and_is_proven_from_then_on(
    folder: Path, keys: Keys
) -> None:
    with without_proofs(), Store.open(folder, keys=keys) as store:
        number = fill(store)
    as_second_version(folder)
    with Store.open(folder, keys=keys) as store:
        assert store.verify().problem is None
        (told,) = [record for record in store.audit() if record.event == "proven"]
        assert told.case_id == store.case_named(number)
        store.keep_outcome(told.case_id, found(licence(), message="又判一次"), ENGINE, kinds())
        assert store.verify().problem is None
        (version,) = store._engine.connect().exec_driver_sql("SELECT version_num FROM alembic_version").one()
        assert version == REVISION
    edit(folder, "UPDATE findings SET verdict='confirmed'")
    assert "（数据表 findings）" in problem(folder, keys)
