"""A case comes back from the disk as it was put there."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from intake_assist.casework import Redo, Together, Undo
from intake_assist.store import (
    BlobMissingError,
    CaseChangedError,
    CaseStatus,
    Event,
    Keys,
    NoSuchCaseError,
    Query,
    RefusedError,
    Store,
    TooNewError,
    default_folder,
)
from intake_assist.store.schema import EntryRow

from .building import (
    CLERK,
    COMPANY,
    MATTER,
    NOON,
    Clock,
    both,
    corrected,
    decided,
    listing,
    opened,
    reading,
    received,
)
from .conftest import Opening


@both
def test_everything_comes_back_after_reopening(opening: Opening) -> None:
    with opening() as store:
        case = opened(store)
        entries = (received(store), corrected(COMPANY, "name"), Undo(), Redo(), decided())
        for entry in entries:
            store.append(case.id, entry, CLERK)
        store.keep_listing(case.id, listing())
        store.keep_reading(case.id, reading())
    with opening() as store:
        kept = store.load(case.id)
    assert kept.entries == entries
    assert kept.listings == (listing(),)
    assert kept.readings == (reading(),)
    assert kept.header.length == len(entries)


@both
def test_a_new_case_has_a_number_of_its_day(store: Store, clock: Clock) -> None:
    first, second = opened(store), opened(store)
    clock.go(days=1)
    third = opened(store)
    day = f"{NOON.astimezone():%Y%m%d}"
    next_day = f"{(NOON + dt.timedelta(days=1)).astimezone():%Y%m%d}"
    assert [case.number for case in (first, second, third)] == [
        f"{day}-0001",
        f"{day}-0002",
        f"{next_day}-0001",
    ]
    assert first.status is CaseStatus.OPEN
    assert (first.matter, first.clerk, first.created_at) == (MATTER, CLERK, NOON)


@both
def test_a_number_is_never_given_twice_though_the_case_is_gone_and_the_clock_set_back(
    store: Store, clock: Clock
) -> None:
    first = opened(store)
    store.forget([first.id], CLERK, "by_hand")
    clock.go(hours=-2)
    assert opened(store).number != first.number


def test_times_are_in_utc_whatever_zone_they_came_in(folder: Path, keys: Keys) -> None:
    beijing = dt.timezone(dt.timedelta(hours=8))
    with Store.open(folder, keys=keys, clock=lambda: NOON.astimezone(beijing)) as store:
        case = opened(store)
        kept = store.header(case.id)
    assert kept.created_at == NOON
    assert kept.created_at.utcoffset() == dt.timedelta(0)


@both
def test_results_kept_twice_are_there_once_and_a_new_one_replaces_the_old(store: Store) -> None:
    case = opened(store)
    for _ in range(2):
        store.keep_listing(case.id, listing())
        store.keep_reading(case.id, reading("旧的"))
    length = store.audit_mark().length
    store.keep_reading(case.id, reading("旧的"))
    assert store.audit_mark().length == length
    store.keep_reading(case.id, reading("新的"))
    store.keep_reading(case.id, reading(turn=90))
    kept = store.load(case.id)
    assert kept.listings == (listing(),)
    assert kept.readings == (reading("新的"), reading(turn=90))


def test_results_that_cannot_be_read_are_left_out_to_be_made_again(store: Store, folder: Path) -> None:
    case = opened(store)
    store.append(case.id, corrected("甲"), CLERK)
    store.keep_listing(case.id, listing())
    store.keep_reading(case.id, reading())
    store.keep_reading(case.id, reading(turn=90))
    with closing(sqlite3.connect(folder / "store.sqlite3")) as bare:
        bare.execute("UPDATE readings SET payload=x'0011' WHERE number=1")
        bare.execute("UPDATE listings SET payload=substr(payload, 2)")
        bare.commit()
    kept = store.load(case.id)
    assert kept.entries == (corrected("甲"),)
    assert (kept.listings, kept.readings) == ((), (reading(turn=90),))
    store.keep_listing(case.id, listing())
    store.keep_reading(case.id, reading())
    kept = store.load(case.id)
    assert (kept.listings, kept.readings) == ((listing(),), (reading(), reading(turn=90)))


@both
def test_a_step_that_this_program_does_not_know_is_not_passed_over(store: Store) -> None:
    """Leaving it out would show the case as nobody left it."""
    case = opened(store)
    with store._writing() as unit:
        payload = unit.vault.rows.seal_text(
            '{"entry": "do", "did": {"step": "of_tomorrow"}}', f"entry:{case.id}:1"
        )
        unit.session.add(EntryRow(case_id=case.id, number=1, at=unit.now, actor=CLERK, payload=payload))
        unit.record(Event.STEP, CLERK, case.id)
    with pytest.raises(TooNewError, match="不认识的操作"):
        store.load(case.id)


@both
def test_an_entry_that_names_a_blob_nobody_put_is_refused(store: Store, folder: Path) -> None:
    case = opened(store)
    entry = received(store)
    for path in (folder / "blobs").glob("??/*"):
        path.unlink()
    with pytest.raises(BlobMissingError, match="重新导入"):
        store.append(case.id, entry, CLERK)
    with pytest.raises(BlobMissingError):
        store.keep_reading(case.id, reading(picture="0" * 64))
    with pytest.raises(BlobMissingError):
        store.keep_reading(case.id, reading(picture="../../secret"))
    assert store.load(case.id).entries == ()
    assert store.verify().problem is None


def test_half_a_character_is_refused_in_words(store: Store) -> None:
    case = opened(store)
    with pytest.raises(RefusedError, match="不能保存的字符"):
        store.append(case.id, corrected("甲\ud800"), CLERK)
    store.append(case.id, corrected("甲乙"), CLERK)
    assert store.load(case.id).entries == (corrected("甲乙"),)


def test_several_steps_at_once_are_one_entry(store: Store) -> None:
    case = opened(store)
    both = received(store), received(store, b"another", 2)
    entry = type(both[0])(Together(tuple(each.did for each in both)))  # type: ignore[arg-type]
    store.append(case.id, entry, CLERK)
    assert store.load(case.id).entries == (entry,)
    assert store.audit(case.id)[-1].event == "files_received"


@both
def test_what_another_window_did_meanwhile_is_not_overwritten(store: Store) -> None:
    case = opened(store)
    store.append(case.id, corrected("甲"), CLERK, after=0)
    with pytest.raises(CaseChangedError, match="重新打开"):
        store.append(case.id, corrected("乙"), CLERK, after=0)
    store.append(case.id, corrected("丙"), CLERK, after=1)
    assert store.load(case.id).entries == (corrected("甲"), corrected("丙"))


def test_a_change_moves_the_time_of_the_last_change_only(store: Store, clock: Clock) -> None:
    case = opened(store)
    clock.go(minutes=5)
    store.append(case.id, corrected("甲"), CLERK)
    header = store.header(case.id)
    assert (header.created_at, header.changed_at) == (NOON, clock.now)
    clock.go(minutes=5)
    store.set_status(case.id, CaseStatus.NOTIFIED, CLERK)
    header = store.header(case.id)
    assert (header.status, header.changed_at) == (CaseStatus.NOTIFIED, clock.now)
    assert store.search(Query(status=CaseStatus.NOTIFIED)) == [header]


@both
def test_a_case_that_is_not_there_is_said_to_be_not_there(store: Store) -> None:
    for call in (
        lambda: store.load("no such"),
        lambda: store.append("no such", Undo(), CLERK),
        lambda: store.keep_listing("no such", listing()),
        lambda: store.set_status("no such", CaseStatus.OPEN, CLERK),
        lambda: store.reveal("no such", CLERK, "核对"),
    ):
        with pytest.raises(NoSuchCaseError, match="没有这件收件"):
            call()
    assert store.audit() == ()


def test_the_home_can_be_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("INTAKE_ASSIST_HOME", str(tmp_path))
    assert default_folder() == tmp_path / "store"
    monkeypatch.delenv("INTAKE_ASSIST_HOME")
    assert default_folder().parts[-2:] == ("intake-assist", "store")
