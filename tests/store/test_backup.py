"""Backups: verified, kept for some days, and good enough to go on from."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from intake_assist.store import (
    Backup,
    CaseStatus,
    DamagedError,
    Keys,
    NoSuchCaseError,
    Query,
    RefusedError,
    Store,
    backups,
    last_good,
    restore,
)

from .building import CLERK, Clock, corrected, opened, received


def scribble(path: Path) -> None:
    """Every page but the first is overwritten."""
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xa5" * (len(data) - 4096)
    path.write_bytes(data)


def test_a_backup_opens_and_holds_what_was_there(
    store: Store, folder: Path, tmp_path: Path, keys: Keys
) -> None:
    case = opened(store)
    entry = received(store)
    store.append(case.id, entry, CLERK)
    made = store.back_up()
    assert (made.cases, made.entries) == (1, 1)
    store.append(case.id, corrected("后来的"), CLERK)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    shutil.copy(made.path, elsewhere / "store.sqlite3")
    shutil.copy(folder / "backups" / "store.json", elsewhere)
    with Store.open(elsewhere, keys=keys) as copy:
        assert copy.load(case.id).entries == (entry,)
        assert copy.verify().problem is None


def test_a_backup_on_another_disk_has_the_papers_too(store: Store, tmp_path: Path, keys: Keys) -> None:
    other = tmp_path / "other disk"
    case = opened(store)
    store.append(case.id, received(store), CLERK)
    store.back_up(other)
    sha = store.put_blob(b"later")
    copied = sorted(path.stat().st_mtime_ns for path in (other / "blobs").glob("??/*"))
    store.back_up(other)
    assert sorted(path.stat().st_mtime_ns for path in (other / "blobs").glob("??/*"))[:1] == copied
    with Store.open(other, keys=keys) as copy:
        (entry,) = copy.load(case.id).entries
        assert copy.get_blob(entry.did.files[0].blob) == b"a scan"  # type: ignore[union-attr]
        assert copy.get_blob(sha) == b"later"
    with pytest.raises(RefusedError, match="不能放在"):
        store.back_up(store.folder)


def test_papers_of_a_deleted_case_go_from_the_other_disk_with_the_next_backup(
    store: Store, tmp_path: Path, keys: Keys
) -> None:
    other = tmp_path / "other disk"
    gone, stays = opened(store), opened(store)
    store.append(gone.id, received(store, b"of the deleted case"), CLERK)
    store.append(stays.id, received(store, b"of the other case"), CLERK)
    store.back_up(other)
    assert len(list((other / "blobs").glob("??/*"))) == 2
    store.forget([gone.id], CLERK, "test")
    lost = next((store.folder / "blobs").glob("??/*"))
    lost.unlink()  # needed, but not there: the copy on the other disk is the last one
    store.back_up(other)
    assert [path.name for path in (other / "blobs").glob("??/*")] == [lost.name]
    with Store.open(other, keys=keys) as copy:
        (entry,) = copy.load(stays.id).entries
        assert copy.get_blob(entry.did.files[0].blob) == b"of the other case"  # type: ignore[union-attr]


def test_a_backup_is_due_once_a_day_and_old_ones_go(store: Store, folder: Path, clock: Clock) -> None:
    assert store.care_due()
    for _ in range(5):
        store.care(days=3)
        assert not store.care_due()
        clock.go(hours=21)
        assert store.care_due()
    kept = backups(folder)
    assert len(kept) == 4
    assert all(clock.now - copy.taken_at < clock.now - clock.now.replace(year=2025) for copy in kept)
    clock.go(days=100)
    store.care(days=3)
    assert len(backups(folder)) == 1


@pytest.mark.parametrize(
    "damage", ["scribbled", "cut", "not a database", "empty", "gone", "no entries", "no version", "no end"]
)
def test_a_damaged_database_offers_the_last_good_backup(
    folder: Path, keys: Keys, clock: Clock, damage: str
) -> None:
    with Store.open(folder, keys=keys, clock=clock) as store:
        case = opened(store)
        for number in range(30):
            store.append(case.id, corrected(f"第{number}次"), CLERK)
        store.back_up()
        clock.go(hours=1)
        store.append(case.id, corrected("备份以后"), CLERK)
        clock.go(hours=1)
        broken = store.back_up().path
    scribble(broken)
    database = folder / "store.sqlite3"
    match damage:
        case "scribbled":
            scribble(database)
        case "cut":
            database.write_bytes(database.read_bytes()[: 4096 * 5])
        case "not a database":
            database.write_bytes(b"hello, this is no database at all" * 500)
        case "empty":
            database.write_bytes(b"")
        case "no entries" | "no version" | "no end":
            statements = {
                "no entries": "DROP TABLE entries",
                "no version": "DELETE FROM alembic_version",
                "no end": "DELETE FROM audit_head",
            }
            with closing(sqlite3.connect(database, isolation_level=None)) as bare:
                bare.execute(statements[damage])
        case _:
            database.unlink()
    with pytest.raises(DamagedError, match="会丢失") as refused:
        Store.open(folder, keys=keys, clock=clock)
    offered = refused.value.backup
    assert offered is not None
    assert (offered.cases, offered.entries) == (1, 30)
    with restore(folder, offered, CLERK, keys=keys, clock=clock) as store:
        assert len(store.load(case.id).entries) == 30
        assert store.audit()[-1].event == "restored"
        assert store.verify().problem is None
        store.append(case.id, corrected("接着办"), CLERK)
    aside = [path.name for path in folder.glob("store.sqlite3.damaged-*")]
    assert bool(aside) is (damage != "gone")
    with Store.open(folder, keys=keys, clock=clock) as store:
        assert len(store.load(case.id).entries) == 31


def test_a_damaged_database_says_how_much_would_be_lost_where_it_can_be_read(
    folder: Path, keys: Keys
) -> None:
    """An index out of step with its table: the database reads, and cannot be trusted."""
    with Store.open(folder, keys=keys) as store:
        opened(store)
        store.back_up()
        case = opened(store)
        for number in range(3):
            store.append(case.id, corrected(str(number)), CLERK)
    with closing(sqlite3.connect(folder / "store.sqlite3")) as bare:
        bare.execute("PRAGMA writable_schema=ON")
        bare.execute(
            "UPDATE sqlite_schema SET rootpage=(SELECT rootpage FROM sqlite_schema WHERE name='series')"
            " WHERE name='retention'"
        )
        bare.commit()
    with pytest.raises(DamagedError, match="大约 1 件、3 步操作会丢失"):
        Store.open(folder, keys=keys)


def test_without_a_backup_the_clerk_is_told_whom_to_ask(folder: Path, keys: Keys) -> None:
    with Store.open(folder, keys=keys) as store:
        opened(store)
    scribble(folder / "store.sqlite3")
    with pytest.raises(DamagedError, match="没有可用的备份") as refused:
        Store.open(folder, keys=keys)
    assert refused.value.backup is None
    assert last_good(folder) is None


def test_a_database_in_use_is_not_replaced(store: Store, folder: Path, keys: Keys) -> None:
    case = opened(store)
    made = store.back_up()
    store.append(case.id, corrected("甲"), CLERK)
    with pytest.raises(RefusedError, match="关闭所有程序窗口"):
        restore(folder, made, CLERK, keys=keys)
    store.append(case.id, corrected("乙"), CLERK)
    assert len(store.load(case.id).entries) == 2


def test_a_damaged_backup_is_not_put_back(folder: Path, keys: Keys) -> None:
    with Store.open(folder, keys=keys) as store:
        case = opened(store)
        made = store.back_up()
    scribble(made.path)
    with pytest.raises(DamagedError):
        restore(folder, made, CLERK, keys=keys)
    with Store.open(folder, keys=keys) as store:
        assert store.header(case.id) == case


def test_a_backup_brings_back_no_case_that_was_deleted(folder: Path, keys: Keys) -> None:
    with Store.open(folder, keys=keys) as store:
        kept, gone = opened(store), opened(store)
        store.set_status(gone.id, CaseStatus.WITHDRAWN, CLERK)
        made = store.back_up()
        store.forget([gone.id], CLERK, "by_hand")
    with restore(folder, made, CLERK, keys=keys) as store:
        assert [case.id for case in store.search(Query())] == [kept.id]
        with pytest.raises(NoSuchCaseError):
            store.load(gone.id)
        assert [record.event for record in store.audit()][-2:] == ["restored", "deleted"]
        assert store.verify().problem is None


def test_what_a_program_that_died_left_half_written_goes_after_a_day(store: Store, folder: Path) -> None:
    (folder / "backups").mkdir()
    old, young = folder / "backups" / "store-x.sqlite3.part", folder / "store.json.1.part"
    for path in (old, young):
        path.write_bytes(b"half")
    os.utime(old, (1, 1))
    os.utime(young, (store._clock().timestamp(), store._clock().timestamp()))
    store.care()
    assert not old.exists()
    assert young.exists()


def test_other_files_are_no_backups(store: Store, folder: Path) -> None:
    made = store.back_up()
    for name in ("store-x.sqlite3", "store-20261122T000000Z.sqlite3.part", "notes.txt", "store-.sqlite3"):
        (folder / "backups" / name).write_bytes(b"")
    assert backups(folder) == (Backup(made.path, made.taken_at.replace(microsecond=0)),)
