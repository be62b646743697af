"""A number that somebody was told is never given again, whatever becomes of the database."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_assist.store import (
    Keys,
    NoSuchCaseError,
    Query,
    Store,
    StoreError,
    WrittenNotice,
    numbers,
    restore,
)

from .building import CLERK, Clock, opened
from .test_backup import scribble

SERIES = "20261122-03"


def written(number: int) -> WrittenNotice:
    return WrittenNotice(f"{SERIES}-{number:04d}", b"", b"", b"")


def filled(folder: Path, keys: Keys, clock: Clock) -> list[str]:
    """A backup after two cases and a notice, then two more of each; all the numbers in order."""
    with Store.open(folder, keys=keys, clock=clock) as store:
        cases = [opened(store), opened(store)]
        notices = [store.issue_notice(cases[0].id, SERIES, written, CLERK)]
        store.back_up()
        cases += [opened(store), opened(store)]
        notices += [store.issue_notice(cases[0].id, SERIES, written, CLERK) for _ in range(2)]
        return [*(case.number for case in cases), *(notice.number for notice in notices)]


def given_now(store: Store) -> list[str]:
    case = opened(store)
    return [case.number, store.issue_notice(case.id, SERIES, written, CLERK).number]


@pytest.mark.parametrize("lost", ["nothing", "the note", "the old database"])
def test_after_a_restore_no_number_is_given_again(folder: Path, keys: Keys, clock: Clock, lost: str) -> None:
    """The note beside the database and the database that is replaced each know the numbers."""
    before = filled(folder, keys, clock)
    (copy,) = (folder / "backups").glob("store-*.sqlite3")
    if lost == "the note":
        (folder / numbers.GIVEN).unlink()
    if lost == "the old database":
        scribble(folder / "store.sqlite3")
    from intake_assist.store import backups

    with restore(folder, backups(folder)[0], CLERK, keys=keys, clock=clock) as store:
        assert given_now(store) == [f"{before[0][:-4]}0005", f"{SERIES}-0004"]
        (skipped,) = [each.detail for each in store.audit() if each.event == "numbers_skipped"]
        assert skipped == {"series": {f"case {before[0][:8]}": [2, 4], f"notice {SERIES}": [1, 3]}}
        assert store.verify().problem is None
    assert copy.exists()


def test_a_database_that_somebody_copied_back_by_hand_gives_none_again_either(
    folder: Path, keys: Keys, clock: Clock
) -> None:
    before = filled(folder, keys, clock)
    (copy,) = (folder / "backups").glob("store-*.sqlite3")
    shutil.copyfile(copy, folder / "store.sqlite3")
    with Store.open(folder, keys=keys, clock=clock) as store:
        assert set(given_now(store)).isdisjoint(before)
    with Store.open(folder, keys=keys, clock=clock) as store:
        assert [each.event for each in store.audit()].count("numbers_skipped") == 1


def test_what_could_not_be_kept_takes_no_number(store: Store, folder: Path) -> None:
    """The note may be ahead of the database; while the program goes on that leaves no gap."""
    first = opened(store)

    def fails(_number: int) -> WrittenNotice:
        raise NoSuchCaseError("gone meanwhile")

    for _ in range(3):
        with pytest.raises(NoSuchCaseError):
            store.issue_notice(first.id, SERIES, fails, CLERK)
    assert store.issue_notice(first.id, SERIES, written, CLERK).number.endswith("-0001")
    assert numbers.noted(folder)[f"notice {SERIES}"] == 1


def test_a_number_that_cannot_be_noted_is_not_given(store: Store, folder: Path) -> None:
    opened(store)
    note = folder / numbers.GIVEN
    note.rename(folder / "aside")
    note.mkdir()
    for _ in range(2):
        with pytest.raises(StoreError, match=r"读写磁盘失败|不可写"):
            opened(store)
    note.rmdir()
    (folder / "aside").rename(note)
    assert opened(store).number.endswith("-0002")
    assert len(store.search(Query())) == 2


def test_a_store_from_before_the_note_gets_one(folder: Path, keys: Keys, clock: Clock) -> None:
    before = filled(folder, keys, clock)
    (folder / numbers.GIVEN).unlink()
    Store.open(folder, keys=keys, clock=clock).close()
    assert numbers.noted(folder) == {f"case {before[0][:8]}": 4, f"notice {SERIES}": 3}


def test_a_torn_or_foreign_line_is_passed_over(folder: Path) -> None:
    folder.mkdir()
    numbers.note(folder, {"case 20261122": 12})
    with (folder / numbers.GIVEN).open("ab") as file:
        file.write(b"\ncase 20261122\t1\xff")
    numbers.note(folder, {"case 20261123": 3, "notice 20261122-03": 7})
    assert numbers.noted(folder) == {"case 20261122": 12, "case 20261123": 3, "notice 20261122-03": 7}


@given(st.binary(max_size=200))
def test_any_bytes_are_read(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("noted")
    (folder / numbers.GIVEN).write_bytes(data)
    numbers.note(folder, {"case 20261122": 5})
    assert numbers.noted(folder)["case 20261122"] >= 5


def test_the_note_is_made_short_again(store: Store, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbers, "_MANY", 5)
    for _ in range(12):
        opened(store)
    known = numbers.noted(folder)
    store.care()
    text = (folder / numbers.GIVEN).read_text(encoding="utf-8")
    assert (text.count("\n"), numbers.noted(folder)) == (1, known)
    assert opened(store).number.endswith("-0013")
