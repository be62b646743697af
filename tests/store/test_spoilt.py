"""SQLite takes any value into any column: one of a wrong type is refused in words wherever it is read."""

from __future__ import annotations

import datetime as dt
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from intake_assist.store import (
    CaseStatus,
    Credentials,
    DamagedError,
    Keys,
    OsAccount,
    Query,
    Role,
    Store,
    StoreError,
)
from intake_assist.store.schema import (
    Base,
    StrictBoolean,
    StrictBytes,
    StrictInteger,
    StrictText,
    UtcDateTime,
)

from .building import (
    CLERK,
    ENGINE,
    MATTER,
    OWNER_ID,
    Clock,
    card,
    corrected,
    found,
    kinds,
    library,
    licence,
    listing,
    opened,
    reading,
    received,
)
from .test_people import quick  # noqa: F401 - passwords at the least cost
from .test_proofs import written

TODAY = dt.date(2026, 11, 22)
TABLES = list(Base.metadata.tables)
WRONG: dict[type, tuple[object, ...]] = {
    StrictText: (b"\x00\xff", "zzz"),
    StrictInteger: (b"\x00\xff", "zzz", 2.5, 10**15),
    StrictBoolean: ("zzz", 7),
    StrictBytes: ("zzz", 2.5),
    UtcDateTime: (b"\x00\xff", "zzz"),
}
BOSS = "林站长"


def filled(folder: Path, keys: Keys) -> str:
    with Store.open(folder, keys=keys, clock=Clock()) as store:
        store.note_checklists(library())
        case = opened(store)
        store.append(case.id, received(store), CLERK)
        store.keep_listing(case.id, listing())
        store.keep_reading(case.id, reading())
        store.keep_outcome(case.id, found(licence(), card()), ENGINE, kinds())
        store.hold(case.id, CLERK, "诉讼")
        store.issue_notice(case.id, "20261122-03", written, CLERK)
        store.set_status(case.id, CaseStatus.NOTIFIED, CLERK)
        store.set_retention(MATTER, 3, CLERK)
        store.set_unfinished(MATTER, 3, CLERK)
        store.forget_due(CLERK)
        roles = {Role.ADMINISTRATOR, Role.SUPERVISOR}
        store.gate.add(CLERK, BOSS, roles, password="Kaifeng-2026", os_name="HALL\\lin")
        return case.id


READS: tuple[Callable[[Store, str], object], ...] = (
    lambda store, case: store.load(case),
    lambda store, case: store.header(case),
    lambda store, _: store.search(Query()),
    lambda store, _: store.search(Query(id_number=OWNER_ID)),
    lambda store, case: store.outcome(case),
    lambda store, case: store.outcome(case, acted_on=True),
    lambda store, case: store.notices(case),
    lambda store, case: store.receipts(case),
    lambda store, _: store.ways(TODAY, TODAY),
    lambda store, _: store.rule_counts(TODAY, TODAY),
    lambda store, _: store.audit(),
    lambda store, case: store.audit(case, last=3),
    lambda store, _: store.due(),
    lambda store, _: store.retention(),
    lambda store, _: store.unfinished(),
    lambda store, _: store.about_person(OWNER_ID),
    lambda store, _: store.audit_mark(),
    lambda store, _: store.care_due(),
    lambda store, _: store.note_checklists(library()),
    lambda store, _: store.gate.account_of(OsAccount("HALL\\lin")),
    lambda store, _: store.gate.accounts(store.gate.seat or ""),
    lambda store, _: store.verify(),
)


@contextmanager
def edited(folder: Path, table: str, column: str, value: object) -> Iterator[bool]:
    """Whether the database took it; put back at the end."""
    last = f"rowid=(SELECT max(rowid) FROM {table})"
    with closing(sqlite3.connect(folder / "store.sqlite3", isolation_level=None)) as bare:
        rowid, before = bare.execute(f"SELECT rowid, {column} FROM {table} WHERE {last}").fetchone()
        change = f"UPDATE {table} SET {column}=? WHERE rowid=?"
        try:
            bare.execute(change, (value, rowid))
        except sqlite3.Error:
            yield False
            return
        try:
            yield True
        finally:
            (at,) = bare.execute(f"SELECT rowid FROM {table} WHERE {column} IS ?", (value,)).fetchone() or (
                rowid,
            )
            bare.execute(change, (before, at))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A store that is closed, and the id of its case."""
    folder = tmp_path_factory.mktemp("made") / "store"
    return folder, filled(folder, Keys(bytes(range(32))))


@pytest.fixture
def case(made: tuple[Path, str], folder: Path) -> str:
    """The same in the folder of the test."""
    shutil.copytree(made[0], folder)
    return made[1]


@pytest.mark.parametrize("table", TABLES)
def test_a_value_of_a_wrong_type_is_refused_in_words(folder: Path, keys: Keys, case: str, table: str) -> None:
    with Store.open(folder, keys=keys, clock=Clock()) as store:
        store.gate.sign_in(Credentials(BOSS, "Kaifeng-2026"))
        for column in Base.metadata.tables[table].columns:
            for value in WRONG[type(column.type)]:
                with edited(folder, table, column.name, value) as taken:
                    refusals = [_refusal(store, case, call) for call in READS] if taken else []
                for error in filter(None, refusals):
                    assert not error.message.isascii(), (column.name, value, error.message)
        assert store.verify().problem is None


def _refusal(store: Store, case: str, call: Callable[[Store, str], object]) -> StoreError | None:
    """Anything but a refusal is a fault."""
    try:
        call(store, case)
    except StoreError as error:
        return error
    return None


WRITES: tuple[Callable[[Store, str], object], ...] = (
    lambda store, case: store.append(case, corrected("甲"), CLERK),
    lambda store, case: store.set_status(case, CaseStatus.ACCEPTED, CLERK),
    lambda store, case: store.keep_listing(case, listing("0002/别的.jpg")),
    lambda store, case: store.keep_reading(case, reading("又读")),
    lambda store, case: store.keep_outcome(case, found(card()), ENGINE, kinds()),
    lambda store, case: store.reveal(case, CLERK, "核对"),
    lambda store, case: store.issue_notice(case, "20261122-03", written, CLERK),
    lambda store, _: store.set_retention(MATTER, 9, CLERK),
    lambda store, _: store.set_unfinished(MATTER, 9, CLERK),
    lambda store, _: store.forget_due(CLERK),
    lambda store, _: store.new_case(MATTER, "2026.11", CLERK),
    lambda store, _: store.care(),
)


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("cases", "length"),
        ("cases", "status"),
        ("cases", "changed_at"),
        ("cases", "company"),
        ("entries", "number"),
        ("readings", "number"),
        ("readings", "at"),
        ("outcomes", "pinned"),
        ("outcomes", "digest"),
        ("findings", "verdict"),
        ("search_words", "word"),
        ("series", "last"),
        ("moments", "at"),
        ("retention", "days"),
        ("retention_unfinished", "days"),
        ("audit", "at"),
        ("audit", "detail"),
        ("audit", "state"),
        ("audit_head", "length"),
        ("audit_head", "mac"),
    ],
)
def test_what_is_written_over_a_value_of_a_wrong_type_is_refused_in_words(
    folder: Path, keys: Keys, case: str, table: str, column: str
) -> None:
    with closing(sqlite3.connect(folder / "store.sqlite3", isolation_level=None)) as bare:
        bare.execute("DELETE FROM accounts")
        wrong = (
            "CAST(x'00ff' AS BLOB)"
            if column not in ("company", "digest", "word", "state", "mac")
            else "'zzz'"
        )
        bare.execute(f"UPDATE {table} SET {column}={wrong} WHERE rowid=(SELECT max(rowid) FROM {table})")
    said = list(_refused(folder, keys, case))
    assert not any(words.isascii() for words in said)


def _refused(folder: Path, keys: Keys, case: str) -> Iterator[str]:
    try:
        with Store.open(folder, keys=keys, clock=Clock()) as store:
            for call in WRITES:
                error = _refusal(store, case, call)
                if error is not None:
                    yield error.message
    except DamagedError as error:  # already when it is opened
        yield error.message


def test_a_spoilt_value_is_told_as_damage_with_what_to_do(folder: Path, keys: Keys, case: str) -> None:
    with (
        Store.open(folder, keys=keys, clock=Clock()) as store,
        edited(folder, "cases", "created_at", b"\x00") as _,
    ):
        store.gate.sign_in(Credentials(BOSS, "Kaifeng-2026"))
        for call in (lambda: store.search(Query()), lambda: store.header(case), lambda: store.load(case)):
            with pytest.raises(DamagedError, match=r"已损坏或被改动.*请用最近的备份恢复"):
                call()
        assert "登记信息" in str(store.verify().problem)
