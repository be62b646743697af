"""Everything public of the store that changes or shows something asks who it is that wants it."""

from __future__ import annotations

import datetime as dt
import inspect
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from intake_assist.store import (
    Actor,
    CaseStatus,
    Credentials,
    Event,
    Keys,
    NotAllowedError,
    Person,
    Query,
    Right,
    Role,
    Store,
)

from .building import (
    ENGINE,
    MATTER,
    OWNER_ID,
    Clock,
    both,
    card,
    corrected,
    found,
    kinds,
    licence,
    listing,
    reading,
)
from .conftest import Opening
from .test_people import BOSS, BOSS_WORD, CHEN, CHEN_WORD, boss, hired, quick  # noqa: F401 - fixtures
from .test_proofs import written

TODAY = dt.date(2026, 11, 22)
Call = Callable[[Store, str, Actor, Path], object]
ASKING: Mapping[str, Call] = {
    "new_case": lambda store, _, who, __: store.new_case(MATTER, "2026.11", who),
    "load": lambda store, case, _, __: store.load(case),
    "append": lambda store, case, who, _: store.append(case, corrected("甲"), who),
    "keep_listing": lambda store, case, _, __: store.keep_listing(case, listing()),
    "keep_reading": lambda store, case, _, __: store.keep_reading(case, reading()),
    "keep_outcome": lambda store, case, _, __: store.keep_outcome(case, found(card()), ENGINE, kinds()),
    "outcome": lambda store, case, _, __: store.outcome(case),
    "set_status": lambda store, case, who, _: store.set_status(case, CaseStatus.ACCEPTED, who),
    "issue_notice": lambda store, case, who, _: store.issue_notice(case, "20261122-03", written, who),
    "notices": lambda store, case, _, __: store.notices(case),
    "receipts": lambda store, case, _, __: store.receipts(case),
    "ways": lambda store, _, __, ___: store.ways(TODAY, TODAY),
    "rule_counts": lambda store, _, __, ___: store.rule_counts(TODAY, TODAY),
    "search": lambda store, _, __, ___: store.search(Query()),
    "listed": lambda store, _, who, __: store.listed(Query(), who),
    "header": lambda store, case, _, __: store.header(case),
    "reveal": lambda store, case, who, _: store.reveal(case, who, "核对"),
    "put_blob": lambda store, _, __, ___: store.put_blob(b"a scan"),
    "get_blob": lambda store, _, __, ___: store.get_blob("0" * 64),
    "require": lambda store, _, who, __: store.require(who, Right.EXPORT),
    "record": lambda store, case, who, _: store.record(Event.PRINTED, who, case),
    "audit": lambda store, case, _, __: store.audit(case),
    "case_named": lambda store, _, __, ___: store.case_named("20261122-0001"),
    "verify": lambda store, _, __, ___: store.verify(),
    "set_retention": lambda store, _, who, __: store.set_retention("*", 9, who),
    "retention": lambda store, _, __, ___: store.retention(),
    "set_unfinished": lambda store, _, who, __: store.set_unfinished("*", 9, who),
    "unfinished": lambda store, _, __, ___: store.unfinished(),
    "due": lambda store, _, __, ___: store.due(),
    "note_outbox": lambda store, _, who, place: store.note_outbox(place, who),
    "forget_due": lambda store, _, who, __: store.forget_due(who),
    "forget": lambda store, case, who, _: store.forget([case], who, "misfiled"),
    "about_person": lambda store, _, __, ___: store.about_person(OWNER_ID),
    "forget_person": lambda store, _, who, __: store.forget_person(OWNER_ID, who),
    "hold": lambda store, case, who, _: store.hold(case, who, "诉讼"),
    "recovery_key": lambda store, _, __, ___: store.recovery_key,
    "copy_blobs": lambda store, _, __, place: store.copy_blobs(place),
    "back_up": lambda store, _, __, place: store.back_up(place),
}
FREE: Mapping[str, str] = {
    "open": "opens it: the key does that",
    "close": "ends it",
    "place": "where the cases are, without a password",
    "on_server": "what kind of place that is",
    "blob_opener": "for the recognition process, which gives its results to this one",
    "note_checklists": "the program notes what it has loaded",
    "audit_mark": "a hash",
    "prove_recovery": "whoever asks has the key",
    "care_due": "the program asks when it last did",
    "care": "the program deletes by rules that somebody who may has set",
}


def test_no_public_member_of_the_store_is_forgotten_here() -> None:
    members = {name for name, _ in inspect.getmembers(Store) if not name.startswith("_")}
    assert members == set(ASKING) | set(FREE)
    assert not set(ASKING) & set(FREE)


def prepared(opening: Opening) -> str:
    """A store with accounts, a case in it, and nobody inside; the case's id."""
    with opening() as store:
        case = store.new_case(MATTER, "2026.11", "root").id
        store.keep_outcome(case, found(licence(), card()), ENGINE, kinds())
        store.gate.add("root", BOSS, {Role.ADMINISTRATOR}, password=BOSS_WORD)
    return case


@both
def test_nobody_gets_anything_done_or_shown_without_signing_in(opening: Opening, tmp_path: Path) -> None:
    case = prepared(opening)
    with opening() as store:
        for name, call in ASKING.items():
            with pytest.raises(NotAllowedError) as refused:
                call(store, case, BOSS, tmp_path / "elsewhere")
            assert "登录" in refused.value.message, name
        assert not (tmp_path / "elsewhere").exists()


@both
def test_somebody_without_any_right_to_it_is_refused(opening: Opening, tmp_path: Path) -> None:
    """An account whose first password was never changed has no right yet, whatever its roles."""
    case = prepared(opening)
    with opening() as store:
        boss_here = store.gate.sign_in(Credentials(BOSS, BOSS_WORD))
        store.gate.add(boss_here, CHEN, set(Role), password="first-word 1")
        store.gate.sign_out(boss_here)
        person = store.gate.sign_in(Credentials(CHEN, "first-word 1"))
        for name, call in ASKING.items():
            before = len(store_records(store))
            with pytest.raises(NotAllowedError) as refused:
                call(store, case, person, tmp_path / "elsewhere")
            assert "初始密码" in refused.value.message, name
            told = store_records(store)
            assert (len(told), told[-1]) == (before + 1, ("refused", CHEN)), name


def store_records(store: Store) -> list[tuple[str, str]]:
    from .test_people import events

    return events(store)


def test_the_machine_goes_on_behind_a_locked_place_in_cases_opened_there_only(
    store: Store,
    boss: Person,  # noqa: F811 - the fixture
) -> None:
    chen = hired(store, boss)
    other = store.new_case(MATTER, "2026.11", chen).id
    mine = store.new_case(MATTER, "2026.11", chen).id
    with Store.open(store.folder, keys=Keys(bytes(range(32)))) as later:
        chen = later.gate.sign_in(Credentials(CHEN, CHEN_WORD))
        sha = later.put_blob(b"upright")
        later.load(mine)
        later.gate.sign_out(chen, "locked")
        later.keep_listing(mine, listing())
        later.keep_reading(mine, reading(picture=later.put_blob(b"another")))
        assert later.get_blob(sha) == b"upright"
        with pytest.raises(NotAllowedError):
            later.keep_listing(other, listing())
        with pytest.raises(NotAllowedError):
            later.load(mine)
        later.gate.sign_in(Credentials(BOSS, BOSS_WORD))
        with pytest.raises(NotAllowedError):
            later.get_blob(sha)


def test_a_code_that_stands_for_a_person_leaves_whole_only_with_whom_may_see_it(
    store: Store,
    boss: Person,  # noqa: F811 - the fixture
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lead = hired(store, boss, CHEN, Role.SUPERVISOR)
    company, household, misread = "91410302MA45XK7C0M", "92411003MA9ABCD165", OWNER_ID
    for code in (company, household, misread):
        case = store.new_case(MATTER, "2026.11", lead)
        store.keep_outcome(case.id, found(licence(uscc=code)), ENGINE, kinds())
    shown = {header.uscc for header in store.listed(Query(), lead)}
    assert shown == {company, household, misread}
    assert company not in {header.uscc for header in store.search(Query())}
    without = {role: rights - {Right.REVEAL} for role, rights in store_roles().items()}
    monkeypatch.setattr("intake_assist.store.rights.ROLES", without)
    shown = {header.uscc for header in store.listed(Query(), lead)}
    assert shown == {company, "924110********D165", "410302********2840"}


def store_roles() -> dict[Role, frozenset[Right]]:
    from intake_assist.store.rights import ROLES

    return dict(ROLES)


@both
def test_holding_the_key_again_and_again_is_recorded_once_a_minute(
    opening: Opening,
    clock: Clock,
) -> None:
    with opening() as store:
        case, other = (store.new_case(MATTER, "2026.11", "甲").id for _ in range(2))
        for _ in range(5):
            store.reveal(case, "甲", "按住显示")
        store.reveal(case, "甲", "电话核对")
        store.reveal(case, "乙", "按住显示")
        store.reveal(other, "甲", "按住显示")
        clock.go(seconds=61)
        store.reveal(case, "甲", "按住显示")
        seen = [
            (each.case_id, each.actor, each.detail["reason"])
            for each in store.audit()
            if each.event == "seen_whole"
        ]
        assert seen == [
            (case, "甲", "按住显示"),
            (case, "甲", "电话核对"),
            (case, "乙", "按住显示"),
            (other, "甲", "按住显示"),
            (case, "甲", "按住显示"),
        ]
