"""Forgetting on time, on request, never under a hold; and thoroughly."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from intake_assist.store import CaseHeader, CaseStatus, Keys, NoSuchCaseError, Query, RefusedError, Store

from .building import (
    CLERK,
    COMPANY,
    ENGINE,
    OWNER_ID,
    STAFF_ID,
    Clock,
    both,
    card,
    found,
    kinds,
    licence,
    listing,
    opened,
    reading,
    received,
    roster,
)

TABLES = (
    "cases",
    "entries",
    "listings",
    "readings",
    "blob_refs",
    "outcomes",
    "findings",
    "notices",
    "search_words",
)


def closed(store: Store, data: bytes = b"a scan", matter: str = "m") -> CaseHeader:
    case = opened(store, matter)
    store.append(case.id, received(store, data), CLERK)
    store.keep_listing(case.id, listing())
    store.keep_reading(case.id, reading(picture=store.put_blob(data + b" upright")))
    store.keep_outcome(case.id, found(licence(), card(), roster(STAFF_ID)), ENGINE, kinds())
    store.set_status(case.id, CaseStatus.ACCEPTED, CLERK)
    return store.header(case.id)


def blobs(folder: Path) -> int:
    return len(list((folder / "blobs").glob("??/*")))


def counts(folder: Path) -> dict[str, int]:
    with closing(sqlite3.connect(folder / "store.sqlite3")) as bare:
        return {name: bare.execute(f"SELECT count(*) FROM {name}").fetchone()[0] for name in TABLES}


def payloads(folder: Path) -> list[bytes]:
    with closing(sqlite3.connect(folder / "store.sqlite3")) as bare:
        return [
            row[0]
            for name in ("entries", "listings", "readings", "outcomes")
            for row in bare.execute(f"SELECT payload FROM {name}")
        ]


@both
def test_closed_cases_go_when_their_days_are_over(store: Store, folder: Path, clock: Clock) -> None:
    store.set_retention("m", 7, CLERK)
    old = closed(store)
    waiting = opened(store, "m")
    for_ever = closed(store, b"another", matter="other")
    clock.go(days=6)
    young = closed(store, b"a third")
    assert store.forget_due(CLERK).deleted == ()
    clock.go(days=2)
    assert store.due() == (old,)
    assert store.forget_due(CLERK).deleted == (old,)
    with pytest.raises(NoSuchCaseError, match="保存期限"):
        store.load(old.id)
    assert {case.id for case in store.search(Query())} == {waiting.id, for_ever.id, young.id}
    last = store.audit(old.id)[-1]
    assert (last.event, last.detail["number"], last.detail["rule"]) == ("deleted", old.number, "retention:7d")
    assert store.verify().problem is None
    assert blobs(folder) == 4


@both
def test_a_rule_for_every_other_matter(store: Store, clock: Clock) -> None:
    store.set_retention("*", 1, CLERK)
    store.set_retention("m", 100, CLERK)
    kept, gone = closed(store), closed(store, matter="other")
    clock.go(days=2)
    assert [case.id for case in store.forget_due(CLERK).deleted] == [gone.id]
    store.set_retention("m", None, CLERK)
    assert store.retention() == {"*": 1}
    assert [case.id for case in store.forget_due(CLERK).deleted] == [kept.id]
    settings = [record.detail for record in store.audit() if record.event == "setting_changed"]
    assert [(each["matter"], each["before"], each["after"]) for each in settings] == [
        ("*", None, 1),
        ("m", None, 100),
        ("m", 100, None),
    ]
    with pytest.raises(RefusedError):
        store.set_retention("m", -1, CLERK)


def test_what_is_deleted_is_gone_from_tables_files_and_log(folder: Path, keys: Keys) -> None:
    with Store.open(folder, keys=keys) as store:
        case = closed(store)
        sealed = payloads(folder)
        assert len(sealed) == 4
        assert blobs(folder) == 2
        before = b"".join(path.read_bytes() for path in folder.glob("store.sqlite3*"))
        assert all(payload[20:60] in before for payload in sealed)
        store.forget([case.id], CLERK, "by_hand")
        after = b"".join(path.read_bytes() for path in folder.glob("store.sqlite3*"))
        assert not any(payload[20:60] in after for payload in sealed)
        assert counts(folder) == dict.fromkeys(TABLES, 0)
        assert blobs(folder) == 0
        assert store.verify().problem is None


@both
def test_a_blob_that_another_case_needs_stays(store: Store, folder: Path) -> None:
    one, other = closed(store), closed(store)
    store.forget([one.id], CLERK, "by_hand")
    assert blobs(folder) == 2
    (entry,) = store.load(other.id).entries
    assert store.get_blob(entry.did.files[0].blob) == b"a scan"  # type: ignore[union-attr]
    store.forget([other.id], CLERK, "by_hand")
    assert blobs(folder) == 0


@both
def test_a_hold_keeps_a_case_from_every_rule(store: Store, clock: Clock) -> None:
    store.set_retention("m", 1, CLERK)
    case = closed(store)
    with pytest.raises(RefusedError, match="原因"):
        store.hold(case.id, CLERK, " ")
    store.hold(case.id, CLERK, "行政复议")
    clock.go(days=30)
    assert store.header(case.id).hold == "行政复议"
    assert store.forget_due(CLERK).deleted == ()
    assert [(header.id, why) for header, why in store.forget_person(OWNER_ID, CLERK).kept] == [
        (case.id, "已设为停止删除")
    ]
    with pytest.raises(RefusedError, match="停止删除"):
        store.forget([case.id], CLERK, "by_hand")
    store.hold(case.id, CLERK, None)
    assert len(store.forget_due(CLERK).deleted) == 1


def test_one_of_several_is_held_then_none_goes(store: Store) -> None:
    free, held = closed(store), closed(store)
    store.hold(held.id, CLERK, "行政复议")
    with pytest.raises(RefusedError):
        store.forget([free.id, held.id], CLERK, "by_hand")
    assert len(store.search(Query())) == 2


@both
def test_a_person_asks_to_be_forgotten(store: Store) -> None:
    mine, also_mine = closed(store), opened(store)
    store.keep_outcome(also_mine.id, found(roster(STAFF_ID)), ENGINE, kinds())
    theirs = opened(store)
    store.keep_outcome(theirs.id, found(card(OWNER_ID)), ENGINE, kinds())
    forgotten = store.forget_person(STAFF_ID.lower(), CLERK)
    assert forgotten.deleted == (mine,)
    assert [(header.id, why) for header, why in forgotten.kept] == [(also_mine.id, "还在办理中")]
    assert {case.id for case in store.search(Query())} == {also_mine.id, theirs.id}
    assert store.audit(mine.id)[-1].detail["rule"] == "person_request"
    assert STAFF_ID not in str(store.audit())
    assert store.search(Query(company=COMPANY)) == []


def test_a_clock_that_jumped_ahead_deletes_nothing_until_somebody_is_sure(store: Store, clock: Clock) -> None:
    store.set_retention("m", 7, CLERK)
    case = closed(store)
    store.care()
    clock.go(days=3650)
    with pytest.raises(RefusedError, match="核对电脑的日期"):
        store.care()
    today = closed(store)
    with pytest.raises(RefusedError, match="核对电脑的日期"):
        store.forget_due(CLERK)
    assert store.header(case.id) == case
    assert [header.id for header in store.forget_due(CLERK, sure=True).deleted] == [case.id]
    clock.go(days=8)
    assert [header.id for header in store.forget_due(CLERK).deleted] == [today.id]


def test_the_daily_care_deletes_what_is_due(store: Store, clock: Clock) -> None:
    store.set_retention("m", 7, CLERK)
    case, waiting = closed(store), opened(store, "m")
    clock.go(days=8)
    store.care()
    assert [header.id for header in store.search(Query())] == [waiting.id]
    last = store.audit(case.id)[-1]
    assert (last.event, last.actor) == ("deleted", "程序")


@both
def test_what_nothing_names_is_swept_away_after_a_day(store: Store, folder: Path) -> None:
    import os

    case = closed(store)
    orphan = store.put_blob(b"put, then the program died")
    part = folder / "blobs" / "ha" / "half-written.part"
    part.parent.mkdir(exist_ok=True)
    part.write_bytes(b"half")
    store.care()
    assert store.get_blob(orphan)
    for path in (folder / "blobs").glob("??/*"):
        os.utime(path, (1, 1))
    store.put_blob(b"put, then the program died")
    store.care()
    assert store.get_blob(orphan)
    assert not part.exists()
    for path in (folder / "blobs").glob("??/*"):
        os.utime(path, (1, 1))
    store.care()
    assert blobs(folder) == 2
    assert store.load(case.id).entries
