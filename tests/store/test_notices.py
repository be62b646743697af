"""Notices are kept as they were given, numbered in their series, proven by the trail, deleted with their case."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from intake_assist.store import (
    DamagedError,
    Keys,
    NoSuchCaseError,
    Query,
    Store,
    StoreQueue,
    WrittenNotice,
)

from .building import CLERK, COMPANY, OWNER, both, opened

SERIES = "20261122-03"


def written(sequence: int) -> WrittenNotice:
    number = f"{SERIES}-{sequence:04d}"
    return WrittenNotice(number, f"致 {COMPANY}".encode(), OWNER.encode(), f"{number} {COMPANY}".encode())


@both
def test_numbers_follow_one_another_in_a_series(store: Store) -> None:
    one, other = opened(store), opened(store)
    numbers = [
        store.issue_notice(case.id, series, written, CLERK).number
        for case, series in ((one, SERIES), (other, SERIES), (one, SERIES))
    ]
    assert numbers == ["20261122-03-0001", "20261122-03-0002", "20261122-03-0003"]
    assert [each.number for each in store.notices(one.id)] == [numbers[0], numbers[2]]
    tomorrow: list[int] = []

    def write(sequence: int) -> WrittenNotice:
        tomorrow.append(sequence)
        return WrittenNotice("20261123-03-0001", b"", b"", b"")

    store.issue_notice(one.id, "20261123-03", write, CLERK)
    assert tomorrow == [1]


def test_what_was_given_is_there_after_reopening(folder: Path, keys: Keys) -> None:
    with Store.open(folder, keys=keys) as store:
        case = opened(store)
        given = store.issue_notice(case.id, SERIES, written, CLERK)
    with Store.open(folder, keys=keys) as store:
        assert store.notices(case.id) == (given,)
        assert given.paper.decode() == f"{given.number} {COMPANY}"
        record = store.audit(case.id)[-1]
        assert (record.event, record.detail) == ("notice_issued", {"number": given.number})
        assert store.verify().problem is None
    secrets = [word.encode() for word in (COMPANY, OWNER)]
    kept = b"".join(path.read_bytes() for path in folder.glob("store.sqlite3*"))
    assert not any(word in kept for word in secrets)


@both
def test_a_notice_that_cannot_be_written_takes_no_number(store: Store) -> None:
    case = opened(store)

    def fail(sequence: int) -> WrittenNotice:
        raise ValueError(sequence)

    with pytest.raises(ValueError, match="1"):
        store.issue_notice(case.id, SERIES, fail, CLERK)
    assert store.notices(case.id) == ()
    assert store.issue_notice(case.id, SERIES, written, CLERK).number.endswith("-0001")
    with pytest.raises(NoSuchCaseError):
        store.issue_notice("gone", SERIES, written, CLERK)


def test_a_notice_goes_with_its_case(store: Store, folder: Path) -> None:
    gone, stays = opened(store), opened(store)
    store.issue_notice(gone.id, SERIES, written, CLERK)
    left = store.issue_notice(stays.id, SERIES, written, CLERK)
    store.forget([gone.id], CLERK, "by_hand")
    with closing(sqlite3.connect(folder / "store.sqlite3")) as bare:
        assert bare.execute("SELECT number FROM notices").fetchall() == [(left.number,)]
    assert store.verify().problem is None


@both
def test_a_case_is_found_by_the_number_of_its_notice(store: Store) -> None:
    case, _ = opened(store), opened(store)
    given = store.issue_notice(case.id, SERIES, written, CLERK)
    assert [each.id for each in store.search(Query(text=f" {given.number.lower()} "))] == [case.id]
    assert store.search(Query(text="20261122-03-0099")) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("UPDATE notices SET paper = (SELECT notice FROM notices LIMIT 1)", "被改动"),
        ("DELETE FROM notices", "缺失"),
        ("UPDATE notices SET number = '20261122-03-0009'", "缺失"),
        (
            "INSERT INTO notices SELECT '20261122-03-0009', case_id, at, actor, notice, edits, paper FROM notices",
            "没有出具的审计记录",
        ),
    ],
)
def test_a_change_behind_the_programs_back_is_named(
    store: Store, folder: Path, change: str, told: str
) -> None:
    store.issue_notice(opened(store).id, SERIES, written, CLERK)
    assert store.verify().problem is None
    with closing(sqlite3.connect(folder / "store.sqlite3")) as bare, bare:
        bare.execute(change)
    assert told in (store.verify().problem or "")


def test_a_paper_that_was_changed_is_not_printed_again(store: Store, folder: Path) -> None:
    case = opened(store)
    store.issue_notice(case.id, SERIES, written, CLERK)
    with closing(sqlite3.connect(folder / "store.sqlite3")) as bare, bare:
        bare.execute("UPDATE notices SET paper = notice")
    with pytest.raises(DamagedError):
        store.notices(case.id)


def test_the_queue_gives_those_being_issued_too(store: Store) -> None:
    case = opened(store)
    with StoreQueue(store, care=False) as queue:
        first = queue.issue_notice(case.id, SERIES, written, CLERK)
        assert [each.number for each in queue.notices(case.id).result(30)] == [first.result(30).number]
