"""Forgetting on time, on request, never under a hold; and thoroughly."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from intake_assist.notice.exports.archive import ArchiveFile
from intake_assist.notice.exports.handover import Outbox
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
def test_a_person_asks_to_be_forgotten(store: Store, clock: Clock) -> None:
    mine, also_mine = closed(store), opened(store)
    abandoned = opened(store)
    for each in (also_mine, abandoned):
        store.keep_outcome(each.id, found(roster(STAFF_ID)), ENGINE, kinds())
    store.set_status(abandoned.id, CaseStatus.NOTIFIED, CLERK)
    clock.go(days=1, seconds=1)
    store.append(also_mine.id, corrected("在办"), CLERK)
    theirs = opened(store)
    store.keep_outcome(theirs.id, found(card(OWNER_ID)), ENGINE, kinds())
    assert {each.id for each in store.about_person(STAFF_ID).deleted} == {mine.id, abandoned.id}
    forgotten = store.forget_person(STAFF_ID.lower(), CLERK)
    assert {each.id for each in forgotten.deleted} == {mine.id, abandoned.id}
    ((still, why),) = forgotten.kept
    assert still.id == also_mine.id
    assert "一天之内还在办理" in why
    assert {case.id for case in store.search(Query())} == {also_mine.id, theirs.id}
    assert store.audit(mine.id)[-1].detail["rule"] == "person_request"
    assert STAFF_ID not in str(store.audit())
    assert store.search(Query(company=COMPANY)) == []


def test_a_hold_keeps_an_abandoned_case_from_a_persons_request(store: Store, clock: Clock) -> None:
    case = opened(store)
    store.keep_outcome(case.id, found(roster(STAFF_ID)), ENGINE, kinds())
    store.hold(case.id, CLERK, "行政复议")
    clock.go(days=400)
    assert [why for _, why in store.forget_person(STAFF_ID, CLERK).kept] == ["已设为停止删除"]
    assert store.due() == ()
    store.hold(case.id, CLERK, None)
    assert [each.id for each in store.forget_person(STAFF_ID, CLERK).deleted] == [case.id]


@both
def test_unfinished_cases_go_when_nobody_has_touched_them_for_long(store: Store, clock: Clock) -> None:
    """Half a year after the last step where nobody has said otherwise; closed ones only by their own term."""
    left, notified, done = opened(store, "m"), opened(store, "n"), closed(store)
    store.set_status(notified.id, CaseStatus.NOTIFIED, CLERK)
    assert store.unfinished() == {"*": 180}
    clock.go(days=50)
    store.forget_due(CLERK)
    store.append(notified.id, corrected("又来了"), CLERK)
    clock.go(days=50)
    store.forget_due(CLERK)
    clock.go(days=50)
    store.forget_due(CLERK)
    clock.go(days=31)
    assert [each.id for each in store.forget_due(CLERK).deleted] == [left.id]
    assert store.audit(left.id)[-1].detail["rule"] == "unfinished:180d"
    store.set_unfinished("n", 60, CLERK)
    assert [each.id for each in store.due()] == [notified.id]
    store.set_unfinished("n", None, CLERK)
    assert store.due() == ()
    assert store.unfinished() == {"*": 180, "n": None}
    store.set_unfinished("n", 130, CLERK)
    assert [each.id for each in store.forget_due(CLERK).deleted] == [notified.id]
    assert store.header(done.id).id == done.id
    with pytest.raises(RefusedError, match="至少保存 1 天"):
        store.set_unfinished("*", 0, CLERK)
    assert store.verify().problem is None


def test_terms_that_are_edited_or_taken_out_are_found_out(store: Store, folder: Path) -> None:
    store.set_retention("m", 30, CLERK)
    store.set_unfinished("n", None, CLERK)
    for statement in (
        "UPDATE retention SET days=1",
        "DELETE FROM retention",
        "UPDATE retention_unfinished SET days=1",
        "DELETE FROM retention_unfinished",
        "INSERT INTO retention_unfinished VALUES ('*', 1)",
    ):
        with closing(sqlite3.connect(folder / "store.sqlite3", isolation_level=None)) as bare:
            bare.execute(statement)
            assert "的保存天数被改动" in str(store.verify().problem), statement
            for undo in (
                "DELETE FROM retention",
                "DELETE FROM retention_unfinished",
                "INSERT INTO retention VALUES ('m', 30)",
                "INSERT INTO retention_unfinished VALUES ('n', NULL)",
            ):
                bare.execute(undo)
    assert store.verify().problem is None


# -- outboxes ---------------------------------------------------------------------------------------------


def handed(store: Store, outbox: Path, number: str) -> tuple[str, ...]:
    """Jobs of a case in every part of an outbox, as the hand-over makes them."""
    box = Outbox(outbox)
    store.note_outbox(outbox, CLERK)
    paper = (ArchiveFile("files/证.jpg", b"a card", "身份证"),)
    names = [box.put(number, {"number": number}, paper) for _ in range(3)]
    for name, part in zip(names, ("", "sent", "dead"), strict=True):
        for path in outbox.glob(f"{name}.*"):
            path.replace(outbox / part / path.name)
    (outbox / f"{names[0]}.attempts").write_text("{}", encoding="utf-8")
    return tuple(names)


@both
def test_what_waits_to_be_handed_over_goes_with_its_case(store: Store, tmp_path: Path) -> None:
    outbox, gone, stays = tmp_path / "交接 箱", closed(store), closed(store, b"another")
    handed(store, outbox, gone.number)
    assert handed(store, outbox, stays.number) == (stays.number, f"{stays.number}-2", f"{stays.number}-3")
    forgotten = store.forget([gone.id], CLERK, "by_hand")
    assert forgotten.handed == 3
    assert {path.name.split(".")[0] for path in outbox.rglob("2*.*")} == {
        stays.number,
        f"{stays.number}-2",
        f"{stays.number}-3",
    }
    (told,) = [record for record in store.audit() if record.event == "taken_out"]
    assert told.detail == {"number": gone.number, "jobs": 3}


def test_an_outbox_that_was_out_of_reach_is_cleared_by_the_daily_care(store: Store, tmp_path: Path) -> None:
    outbox, away, case = tmp_path / "outbox", tmp_path / "unplugged", closed(store)
    handed(store, outbox, case.number)
    outbox.replace(away)
    assert store.forget([case.id], CLERK, "by_hand").handed == 0
    away.replace(outbox)
    assert list(outbox.rglob(f"{case.number}*"))
    store.care()
    assert list(outbox.rglob(f"{case.number}*")) == []
    assert store.audit()[-1].event == "taken_out"


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
