"""Cases are found by what their papers say, whole values only, and by their plain data."""

from __future__ import annotations

import datetime as dt
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from intake_assist.store import CaseHeader, CaseStatus, Query, Store

from .building import (
    CLERK,
    COMPANY,
    ENGINE,
    MATTER,
    OWNER,
    OWNER_ID,
    STAFF_ID,
    USCC,
    Clock,
    both,
    card,
    found,
    judged,
    kinds,
    licence,
    opened,
    received,
    roster,
)


@pytest.fixture
def case(store: Store) -> CaseHeader:
    """A case with a licence, an identity card and a roster, among others."""
    opened(store)
    case = opened(store)
    store.keep_outcome(case.id, found(licence(), card(), roster(STAFF_ID)), ENGINE, kinds())
    other = opened(store)
    store.keep_outcome(other.id, found(licence(None, "洛阳市青禾商贸有限公司", "另一人")), ENGINE, kinds())
    return store.header(case.id)


@pytest.mark.parametrize(
    "query",
    [
        Query(company=COMPANY),
        Query(company=" 洛阳市 明禾商贸有限公司 "),
        Query(uscc=USCC),
        Query(uscc=USCC.lower()),
        Query(uscc=f"{USCC[:6]} {USCC[6:]}"),
        Query(id_number=OWNER_ID),
        Query(id_number=STAFF_ID),
        Query(person=OWNER),
        Query(text=COMPANY),
        Query(text=USCC),
        Query(text=OWNER_ID),
        Query(text=STAFF_ID),
        Query(text=OWNER),
        Query(company=COMPANY, uscc=USCC, person=OWNER, matter=MATTER, clerk=CLERK),
    ],
)
def test_a_case_is_found_by_what_its_papers_say(store: Store, case: CaseHeader, query: Query) -> None:
    assert store.search(query) == [case]


@pytest.mark.parametrize(
    "query",
    [
        Query(company=COMPANY[:4]),
        Query(text=OWNER_ID[:6]),
        Query(uscc=COMPANY),
        Query(id_number=USCC),
        Query(company=COMPANY, uscc="91410302MA45XK7C0X"),
        Query(person="沈"),
        Query(text="%"),
        Query(text="_" * 18),
        Query(text="' OR 1=1 --"),
    ],
)
@pytest.mark.usefixtures("case")
def test_nothing_is_found_by_a_part_or_by_another_kind_of_value(store: Store, query: Query) -> None:
    assert store.search(query) == []


@both
def test_any_query_is_answered(store: Store) -> None:
    case = opened(store)
    for text in ("\ud800", "\0", "a\0b", "'; DROP TABLE cases; --", "%", "长" * 100_000):
        for name in ("text", "number", "company", "uscc", "id_number", "person", "matter", "clerk"):
            assert store.search(Query(**{name: text})) == []  # type: ignore[arg-type]
    assert store.search(Query(since=dt.date.min, until=dt.date.max)) == [case]
    assert store.search(Query(since=dt.date.max, until=dt.date.min)) == []


def test_a_case_whose_sealed_name_is_damaged_hides_no_other(
    store: Store, case: CaseHeader, folder: Path
) -> None:
    store.hold(case.id, CLERK, "行政复议")
    with closing(sqlite3.connect(folder / "store.sqlite3", isolation_level=None)) as bare:
        bare.execute("UPDATE cases SET company = x'00', hold = x'00' WHERE id = ?", (case.id,))
    found_cases = store.search(Query())
    assert len(found_cases) == 3
    (damaged,) = [each for each in found_cases if each.id == case.id]
    assert (damaged.company, damaged.number, damaged.held) == (None, case.number, True)


def test_an_old_number_of_fifteen_digits_finds_the_new_one(store: Store) -> None:
    case = opened(store)
    store.keep_outcome(case.id, found(card("410302850101001")), ENGINE, kinds())
    assert store.search(Query(id_number="410302850101001"))[0].id == case.id
    from intake_assist.values.id_number import to18

    assert store.search(Query(id_number=to18("410302850101001")))[0].id == case.id


@both
def test_what_was_corrected_away_no_longer_finds_the_case(store: Store) -> None:
    case = opened(store)
    store.keep_outcome(case.id, found(licence(name="写错的公司")), ENGINE, kinds())
    store.keep_outcome(case.id, found(licence()), ENGINE, kinds())
    assert store.search(Query(company="写错的公司")) == []
    assert len(store.search(Query(company=COMPANY))) == 1


def test_the_applicant_comes_from_any_kind_that_must_carry_both(store: Store) -> None:
    """No kind is named in code: the one with key fields of both types tells who applies."""
    case = opened(store)
    store.keep_outcome(case.id, found(card(), licence()), ENGINE, kinds())
    header = store.header(case.id)
    assert header.company == COMPANY
    assert header.uscc == "914103********7C0M"
    unread = licence(None, None)
    store.keep_outcome(case.id, found(unread, licence()), ENGINE, kinds())
    assert store.header(case.id).company == COMPANY
    store.keep_outcome(case.id, found(card()), ENGINE, kinds())
    assert store.header(case.id).company is None


def test_the_code_is_shown_whole_only_on_record(store: Store, case: CaseHeader) -> None:
    assert store.reveal(case.id, CLERK, f"电话核对 {OWNER_ID}").uscc == USCC
    last = store.audit(case.id)[-1]
    assert (last.event, last.actor) == ("seen_whole", CLERK)
    assert OWNER_ID not in str(last.detail)


@both
def test_by_number_state_clerk_matter_and_day(store: Store, clock: Clock) -> None:
    first = opened(store)
    clock.go(days=1)
    second = store.new_case("other_matter", "1", "窗口乙")
    store.set_status(second.id, CaseStatus.ACCEPTED, "窗口乙")
    day = clock.now.astimezone().date()

    def ids(query: Query) -> list[str]:
        return [header.id for header in store.search(query)]

    assert ids(Query()) == [second.id, first.id]
    assert ids(Query(number=first.number)) == [first.id]
    assert ids(Query(text=first.number[:8])) == [first.id]
    assert ids(Query(text=first.number[:4])) == [second.id, first.id]
    assert ids(Query(status=CaseStatus.ACCEPTED)) == [second.id]
    assert ids(Query(clerk="窗口乙")) == [second.id]
    assert ids(Query(matter="other_matter")) == [second.id]
    assert ids(Query(since=day)) == [second.id]
    assert ids(Query(until=day - dt.timedelta(days=1))) == [first.id]
    assert ids(Query(since=day - dt.timedelta(days=1), until=day)) == [second.id, first.id]
    assert ids(Query(limit=1)) == [second.id]
    assert ids(Query(limit=1, offset=1)) == [first.id]


@both
def test_what_was_found_is_kept_and_again_the_same_is_not_kept_again(store: Store) -> None:
    case = opened(store)
    store.keep_outcome(case.id, judged(), ENGINE, kinds())
    length = store.audit_mark().length
    store.keep_outcome(case.id, judged(), ENGINE, kinds())
    assert store.audit_mark().length == length
    kept = store.outcome(case.id)
    assert kept is not None
    assert kept.items == judged().items
    assert kept.materials == judged().case.materials
    assert kept.states == judged().states
    assert kept.items


@both
def test_what_the_clerk_acted_on_stays_though_the_program_finds_something_else(store: Store) -> None:
    case = opened(store)
    store.keep_outcome(case.id, found(licence(), message="先前"), ENGINE, kinds())
    store.keep_outcome(case.id, found(licence(), message="告知时"), ENGINE, kinds())
    store.set_status(case.id, CaseStatus.NOTIFIED, CLERK)
    store.keep_outcome(case.id, found(licence(), message="后来"), ENGINE, kinds())
    store.keep_outcome(case.id, found(licence(), message="最后"), ENGINE, kinds())
    acted, last = store.outcome(case.id, acted_on=True), store.outcome(case.id)
    assert acted is not None
    assert last is not None
    assert acted.items[0].finding.message.startswith("告知时")
    assert last.items[0].finding.message.startswith("最后")
    told = store.audit(case.id)
    concluded = [record.detail for record in told if record.event == "concluded"]
    assert {"matter", "checklist_version", "engine", "program"} <= set(concluded[0])


def test_what_stood_there_before_is_told_masked_when_a_field_is_corrected(store: Store) -> None:
    from intake_assist.casework import Do, FieldRef
    from intake_assist.casework.steps import FieldCorrected

    case = opened(store)
    store.append(case.id, received(store), CLERK)
    store.keep_outcome(case.id, found(card(), roster(STAFF_ID)), ENGINE, kinds())
    store.append(case.id, Do(FieldCorrected(FieldRef(card().id, "id_number"), STAFF_ID)), CLERK)
    store.append(case.id, Do(FieldCorrected(FieldRef(roster().id, "id_number", 1), "")), CLERK)
    first, second = [record.detail["steps"][0] for record in store.audit(case.id)[-2:]]
    assert first["before"] == OWNER_ID[:6] + "*" * 8 + OWNER_ID[-4:]
    assert first["after"] == STAFF_ID[:6] + "*" * 8 + STAFF_ID[-4:]
    assert (second["before"], second["after"]) == (STAFF_ID[:6] + "*" * 8 + STAFF_ID[-4:], "")
