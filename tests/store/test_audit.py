"""The trail: complete, and whoever edits behind the program's back is found out."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_assist.casework import Undo
from intake_assist.checklist import Library
from intake_assist.store import TITLES, CaseChangedError, CaseStatus, Event, Keys, Mark, Store

from .building import (
    CLERK,
    ENGINE,
    MATTER,
    Clock,
    corrected,
    decided,
    found,
    kinds,
    library,
    licence,
    listing,
    opened,
    reading,
    received,
)

Edit = Callable[[sqlite3.Connection], object]


def filled(folder: Path, keys: Keys) -> str:
    """A store with two cases and twelve records; the id of the first case."""
    with Store.open(folder, keys=keys) as store:
        case = opened(store)
        store.append(case.id, received(store), CLERK)
        store.keep_listing(case.id, listing())
        store.keep_reading(case.id, reading())
        store.keep_outcome(case.id, found(licence()), ENGINE, kinds())
        store.append(case.id, corrected("新的名称", "name"), CLERK)
        store.append(case.id, decided(), CLERK)
        store.append(case.id, Undo(), CLERK)
        store.set_status(case.id, CaseStatus.NOTIFIED, CLERK)
        opened(store)
        store.record(Event.PRINTED, CLERK, case.id, what="告知书")
        store.record(Event.SIGNED_OUT, CLERK)
        return case.id


def edited(folder: Path, edit: Edit) -> None:
    with closing(sqlite3.connect(folder / "store.sqlite3")) as bare:
        edit(bare)
        bare.commit()


def problem(folder: Path, keys: Keys, known: Mark | None = None) -> str | None:
    with Store.open(folder, keys=keys) as store:
        return store.verify(known).problem


def test_every_event_is_recorded_in_order_and_the_trail_is_whole(folder: Path, keys: Keys) -> None:
    case_id = filled(folder, keys)
    with Store.open(folder, keys=keys) as store:
        told = store.audit()
        verdict = store.verify()
        assert [record.event for record in store.audit(case_id, last=2)] == ["status_set", "printed"]
    assert [record.event for record in told] == [
        "case_opened",
        "files_received",
        "listed",
        "read",
        "concluded",
        "corrected",
        "decided",
        "step",
        "status_set",
        "case_opened",
        "printed",
        "signed_out",
    ]
    assert [record.number for record in told] == list(range(1, 13))
    assert (verdict.problem, verdict.records) == (None, 12)
    assert set(TITLES) == set(Event)


EDITS: dict[str, tuple[Edit, str]] = {
    "a record changed": (
        lambda db: db.execute("UPDATE audit SET actor='别人' WHERE number=5"),
        "第 5 条.*改动",
    ),
    "its time changed": (
        lambda db: db.execute("UPDATE audit SET at='2020-01-01 00:00:00.000000' WHERE number=3"),
        "第 3 条.*改动",
    ),
    "its words changed": (
        lambda db: db.execute("UPDATE audit SET detail='{}' WHERE number=8"),
        "第 8 条.*改动",
    ),
    "a record taken out": (lambda db: db.execute("DELETE FROM audit WHERE number=4"), "第 4 条.*缺失"),
    "the first taken out": (lambda db: db.execute("DELETE FROM audit WHERE number=1"), "第 1 条.*缺失"),
    "the last taken out": (lambda db: db.execute("DELETE FROM audit WHERE number=12"), "第 12 条.*缺失"),
    "all taken out": (lambda db: db.execute("DELETE FROM audit"), "第 1 条.*缺失"),
    "two exchanged": (
        lambda db: db.executescript(
            "UPDATE audit SET number=99 WHERE number=6; UPDATE audit SET number=6 WHERE number=7;"
            "UPDATE audit SET number=7 WHERE number=99"
        ),
        "第 6 条.*换了位置",
    ),
    "one taken out, the rest moved up": (
        lambda db: db.executescript(
            "DELETE FROM audit WHERE number=6; UPDATE audit SET number=number-1 WHERE number>6"
        ),
        "第 6 条",
    ),
    "the end marked elsewhere": (
        lambda db: db.executescript(
            "DELETE FROM audit WHERE number=12;"
            "UPDATE audit_head SET length=11, mac=(SELECT mac FROM audit WHERE number=11)"
        ),
        "结尾标记被改动",
    ),
    "an entry replaced": (
        lambda db: db.execute("UPDATE entries SET payload=x'00' WHERE number=2"),
        "第 2 步被改动",
    ),
    "an entry taken out": (lambda db: db.execute("DELETE FROM entries WHERE number=4"), "第 4 步缺失"),
    "an entry put in": (
        lambda db: db.execute(
            "INSERT INTO entries SELECT case_id, 5, at, actor, payload FROM entries WHERE number=4"
        ),
        "第 5 步没有审计记录",
    ),
    "a status changed": (lambda db: db.execute("UPDATE cases SET status='accepted'"), "登记信息.*被改动"),
    "a clerk changed": (lambda db: db.execute("UPDATE cases SET clerk='别人'"), "登记信息.*被改动"),
    "a time of receipt changed": (
        lambda db: db.execute("UPDATE cases SET created_at='2026-01-01 00:00:00'"),
        "登记信息.*被改动",
    ),
    "a time of change put back, so that the case is deleted early": (
        lambda db: db.execute("UPDATE cases SET changed_at='2020-01-01 00:00:00' WHERE number LIKE '%-0001'"),
        "-0001 最后修改的时间被改动",
    ),
    "a hold put on": (
        lambda db: db.execute("UPDATE cases SET hold=x'00' WHERE number LIKE '%-0002'"),
        "-0002 的停止删除被改动",
    ),
    "the days of keeping changed": (
        lambda db: db.execute("INSERT INTO retention VALUES ('card_loss', 1)"),
        "card_loss 的保存天数被改动",
    ),
    "a case taken out": (
        lambda db: db.executescript("DELETE FROM entries; DELETE FROM cases WHERE number LIKE '%-0001'"),
        "-0001 缺失，没有删除记录",
    ),
    "a case put in": (
        lambda db: db.execute(
            "INSERT INTO cases SELECT 'x', 'N', matter, checklist_version, status, created_at, changed_at,"
            " clerk, 0, NULL, NULL, NULL FROM cases LIMIT 1"
        ),
        "N 没有建件的审计记录",
    ),
}


@pytest.mark.parametrize("name", EDITS)
def test_editing_behind_the_programs_back_is_found_out(folder: Path, keys: Keys, name: str) -> None:
    edit, expected = EDITS[name]
    filled(folder, keys)
    assert problem(folder, keys) is None
    edited(folder, edit)
    said = problem(folder, keys)
    assert said is not None
    import re

    assert re.search(expected, said), said


def test_an_older_copy_of_the_whole_database_is_found_out_by_a_noted_mark(folder: Path, keys: Keys) -> None:
    filled(folder, keys)
    database = folder / "store.sqlite3"
    older = database.read_bytes()
    with Store.open(folder, keys=keys) as store:
        before = store.audit_mark()
        opened(store)
        noted = store.audit_mark()
    assert problem(folder, keys, noted) is None
    assert problem(folder, keys, before) is None
    assert Mark.parse(str(noted)) == noted
    database.write_bytes(older)
    with Store.open(folder, keys=keys) as store:
        (skipped,) = [each for each in store.audit() if each.event == "numbers_skipped"]
        assert list(skipped.detail["series"].values()) == [[2, 3]]
    assert problem(folder, keys) is None
    assert "第 13 条审计记录与当时记下的校验值不符" in str(problem(folder, keys, noted))


def test_a_trail_cut_short_is_found_out_by_a_noted_mark(folder: Path, keys: Keys) -> None:
    filled(folder, keys)
    database = folder / "store.sqlite3"
    older = database.read_bytes()
    with Store.open(folder, keys=keys) as store:
        store.record(Event.PRINTED, CLERK)
        noted = store.audit_mark()
    database.write_bytes(older)
    assert problem(folder, keys) is None
    assert "第 13 条审计记录缺失" in str(problem(folder, keys, noted))


@given(st.text(max_size=100))
def test_any_text_is_a_mark_or_refused(text: str) -> None:
    try:
        mark = Mark.parse(text)
    except ValueError:
        return
    assert Mark.parse(str(mark)) == mark


def test_a_trail_written_with_another_key_is_found_out(folder: Path, keys: Keys) -> None:
    """Whoever chains the records anew needs the key."""
    from sqlalchemy.orm import Session

    from intake_assist.store.audit import Trail

    filled(folder, keys)
    forger = Trail(b"not the key")
    with Store.open(folder, keys=keys) as store:
        with Session(store._writing_engine) as session, session.begin():
            forger.add(session, store._clock(), CLERK, Event.PRINTED)
        assert "第 13 条" in str(store.verify().problem)


def edited_matter(text: str) -> Library:
    """The shipped checklists, one of them edited under its version."""
    matter = library().matters[MATTER].model_copy(update={"title": text})
    return Library(library().kinds, {**library().matters, MATTER: matter})


def changes(store: Store) -> list[dict[str, object]]:
    return [dict(record.detail) for record in store.audit() if record.event == Event.CHECKLIST_CHANGED]


def test_a_checklist_edited_under_the_same_version_is_recorded_with_both_digests(store: Store) -> None:
    store.note_checklists(library())
    first = {each["matter"]: each for each in changes(store)}
    assert set(first) == set(library().matters)
    assert {each["before_digest"] for each in first.values()} == {None}
    store.note_checklists(library())
    assert len(changes(store)) == len(first)
    store.note_checklists(edited_matter("改过的标题"))
    (changed,) = changes(store)[len(first) :]
    assert changed["matter"] == MATTER
    assert changed["before_version"] == changed["after_version"] == library().matters[MATTER].version
    assert changed["before_digest"] == first[MATTER]["after_digest"] != changed["after_digest"]
    case = opened(store)
    store.keep_outcome(case.id, found(licence()), ENGINE, kinds())
    kept = store.outcome(case.id)
    assert kept is not None
    assert kept.checklist_digest == changed["after_digest"]
    assert store.audit(case.id)[-1].detail["checklist_digest"] == changed["after_digest"]
    assert store.verify().problem is None


def test_a_kind_of_paper_that_is_edited_makes_every_checklist_another_one(store: Store) -> None:
    store.note_checklists(library())
    before = len(changes(store))
    kind = library().kinds["business_license"].model_copy(update={"title": "另一种执照"})
    store.note_checklists(Library({**library().kinds, kind.id: kind}, library().matters))
    assert len(changes(store)) == 2 * before


def test_the_checklists_that_an_earlier_version_has_noted_are_known(store: Store) -> None:
    versions = {matter.id: matter.version for matter in library().matters.values()}
    with store._writing() as unit:
        unit.record(Event.CHECKLIST_CHANGED, "程序", versions=versions | {"gone": "1"}, before={})
    store.note_checklists(library())
    told = {each["matter"]: each for each in changes(store)[1:]}
    assert told["gone"]["after_version"] is None
    assert told[MATTER]["before_version"] == versions[MATTER]
    store.note_checklists(library())
    assert len(changes(store)) == 1 + len(told)


def test_what_failed_left_no_record(store: Store) -> None:
    case = opened(store)
    with pytest.raises(TypeError, match="serializable"):
        store.record(Event.EXPORTED, CLERK, case.id, what=object())
    with pytest.raises(CaseChangedError):
        store.append(case.id, Undo(), CLERK, after=7)
    assert [record.event for record in store.audit()] == ["case_opened"]


def test_a_clock_that_was_set_back_is_recorded_and_loses_nothing(store: Store, clock: Clock) -> None:
    case = opened(store)
    clock.go(days=-400)
    store.append(case.id, corrected("甲"), CLERK)
    store.append(case.id, corrected("乙"), CLERK)
    events = [record.event for record in store.audit()]
    assert events == ["case_opened", "clock_set_back", "corrected", "corrected"]
    assert store.load(case.id).entries == (corrected("甲"), corrected("乙"))
    assert store.verify().problem is None
