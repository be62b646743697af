"""Who may do what: signing in, locking out, accounts, and rights that the store itself checks."""

from __future__ import annotations

import datetime as dt
import logging
import sqlite3
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from intake_assist.store import (
    Account,
    Actor,
    CaseStatus,
    Credentials,
    DamagedError,
    Keys,
    NotAllowedError,
    NotSignedInError,
    OsAccount,
    Person,
    Query,
    RefusedError,
    Right,
    Role,
    SignInError,
    Store,
    StoreQueue,
    WrittenNotice,
    WrongKeyError,
    backups,
    os_account,
    passwords,
    restore,
    who_may,
)
from intake_assist.store.accounts import FREE_FAILURES, wait_after
from intake_assist.store.audit import Record, records
from intake_assist.store.rights import RIGHT_TITLES, ROLES, rights_of
from intake_assist.store.verifying import verify

from .building import (
    CLERK,
    COMPANY,
    ENGINE,
    MATTER,
    Clock,
    both,
    corrected,
    found,
    kinds,
    licence,
    opened,
)

BOSS, BOSS_WORD = "林站长", "Kaifeng-2026"
CHEN, CHEN_WORD = "chen.lan", "zhong-he 41"
ADMIN, CLERK_ROLE, LEAD = Role.ADMINISTRATOR, Role.CLERK, Role.SUPERVISOR


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Passwords are hashed for real, at the least cost that argon2 allows."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    monkeypatch.setattr(passwords, "_NOBODY", [])


@pytest.fixture
def boss(store: Store) -> Person:
    """The first administrator, signed in."""
    store.gate.add("root", BOSS, {ADMIN}, password=BOSS_WORD)
    return store.gate.sign_in(Credentials(BOSS, BOSS_WORD))


def hired(store: Store, boss: Person, name: str = CHEN, *roles: Role) -> Person:
    """Somebody new, who has signed in and changed the first password."""
    store.gate.add(boss, name, set(roles or {CLERK_ROLE}), password="first-word 1")
    person = store.gate.sign_in(Credentials(name, "first-word 1"))
    return store.gate.change_password(person, "first-word 1", CHEN_WORD)


def events(store: Store) -> list[tuple[str, str]]:
    with store._reading() as unit:
        return [(record.event, record.actor) for record in records(unit.session)]


def problem(store: Store) -> str | None:
    with store._reading() as unit:
        return verify(unit).problem


# -- the rule for a new store -----------------------------------------------------------------------------


def test_a_new_store_needs_no_ceremony(store: Store) -> None:
    assert not store.gate.in_use()
    case = opened(store)
    store.append(case.id, corrected("甲"), CLERK)
    store.require("whoever", Right.ACCOUNTS)
    assert store.audit()[-1].actor == CLERK


@both
def test_the_first_account_shuts_the_gate(store: Store) -> None:
    case = opened(store)
    with pytest.raises(RefusedError, match="第一个账号必须是管理员"):
        store.gate.add("root", CHEN, {CLERK_ROLE}, password=CHEN_WORD)
    assert not store.gate.in_use()
    made = store.gate.add("root", BOSS, {ADMIN, CLERK_ROLE}, title="林佩文", password=BOSS_WORD)
    assert (made.title, made.must_change_password) == ("林佩文", False)
    for late in (
        lambda: store.append(case.id, corrected("甲"), CLERK),
        lambda: store.load(case.id),
        lambda: store.search(Query()),
        lambda: store.append(case.id, corrected("甲"), "程序"),
        lambda: store.forget_due("程序"),
    ):
        with pytest.raises(NotSignedInError, match="请先登录"):
            late()
    person = store.gate.sign_in(Credentials(BOSS, BOSS_WORD))
    store.append(case.id, corrected("乙"), person)
    assert store.load(case.id).entries == (corrected("乙"),)
    assert problem(store) is None


def test_the_program_goes_on_by_itself(store: Store, boss: Person, clock: Clock) -> None:
    """What nobody does by hand needs nobody at the seat."""
    worker = hired(store, boss)
    case = store.new_case(MATTER, "2026.11", worker)
    store.set_status(case.id, CaseStatus.WITHDRAWN, worker)
    store.set_retention("*", 3, boss)
    store.gate.sign_out(worker)
    store.gate.sign_out(boss)
    store.keep_outcome(case.id, found(licence()), ENGINE, kinds())
    clock.go(days=4)
    assert store.care() is not None
    assert ("deleted", "程序") in events(store)


# -- signing in -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("typed", [BOSS, f" {BOSS} ", "林 站长"])
def test_a_name_may_be_typed_in_other_ways(store: Store, boss: Person, typed: str) -> None:  # noqa: ARG001
    assert store.gate.sign_in(Credentials(typed, BOSS_WORD)).name == BOSS


def test_width_and_capitals_make_no_other_name(store: Store, boss: Person) -> None:
    hired(store, boss)
    assert store.gate.sign_in(Credentials("CHEN.ＬＡＮ", CHEN_WORD)).name == CHEN
    assert store.gate.sign_in(Credentials(CHEN, "ｚhong-he 41")).name == CHEN
    with pytest.raises(RefusedError, match="已经有了"):
        store.gate.add(boss, "Ｃhen.Lan", {CLERK_ROLE}, password=CHEN_WORD)


def test_wrong_names_and_passwords_are_told_alike_and_recorded(store: Store, boss: Person) -> None:
    told = set()
    for name, word in ((BOSS, "kaifeng-2026"), ("nobody", BOSS_WORD), ("", ""), (BOSS, "")):
        with pytest.raises(SignInError) as wrong:
            store.gate.sign_in(Credentials(name, word))
        told.add(wrong.value.message)
    assert told == {"账号或密码不对。"}
    assert store.gate.seat == boss
    failed = [actor for event, actor in events(store) if event == "sign_in_failed"]
    assert failed == [BOSS, "（未登录）", "（未登录）", BOSS]


def test_a_digest_of_nothing_matches_nothing() -> None:
    assert not passwords.matches(None, "nobody")
    assert not passwords.matches("no digest", "nobody")


@both
def test_too_many_wrong_passwords_lock_the_account_for_longer_and_longer(
    store: Store, boss: Person, clock: Clock
) -> None:
    def tried(word: str) -> float:
        with pytest.raises(SignInError) as refused:
            store.gate.sign_in(Credentials(BOSS, word))
        return refused.value.wait

    assert [tried("wrong") for _ in range(FREE_FAILURES)] == [0.0] * (FREE_FAILURES - 1) + [60.0]
    clock.go(seconds=30)
    assert tried(BOSS_WORD) == 30, "the right password does not count while the account is locked"
    clock.go(seconds=31)
    assert tried("wrong") == 120
    clock.go(days=-3)
    assert tried(BOSS_WORD) == 120, "a clock set back makes it no longer than the rule"
    clock.go(days=3, minutes=3)
    assert store.gate.sign_in(Credentials(BOSS, BOSS_WORD)).name == BOSS
    assert tried("wrong") == 0
    kinds_of = [event for event, _ in events(store)]
    assert kinds_of.count("account_blocked") == 2
    store.gate.sign_out(boss)


def test_the_wait_grows_to_an_end() -> None:
    waits = [wait_after(failures) for failures in range(FREE_FAILURES, FREE_FAILURES + 60)]
    assert waits == sorted(waits)
    assert (waits[0], waits[-1]) == (dt.timedelta(minutes=1), dt.timedelta(minutes=30))
    assert not wait_after(FREE_FAILURES - 1)


def test_an_administrator_ends_a_lock_out(store: Store, boss: Person) -> None:
    hired(store, boss)
    for _ in range(FREE_FAILURES):
        with pytest.raises(SignInError):
            store.gate.sign_in(Credentials(CHEN, "wrong"))
    (locked,) = (each for each in store.gate.accounts(boss) if each.name == CHEN)
    assert locked.blocked_until is not None
    store.gate.enable(boss, CHEN)
    assert store.gate.sign_in(Credentials(CHEN, CHEN_WORD)).name == CHEN


def test_guesses_at_the_old_password_count_too(store: Store, boss: Person) -> None:
    for _ in range(FREE_FAILURES):
        with pytest.raises(SignInError, match="现在的密码不对"):
            store.gate.change_password(boss, "wrong", "another-word 7")
    with pytest.raises(SignInError, match="1 分钟"):
        store.gate.change_password(boss, BOSS_WORD, "another-word 7")


def test_a_password_is_hashed_anew_when_the_costs_have_risen(
    store: Store, boss: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.gate.sign_out(boss)
    before = store.gate._digest_of(BOSS)
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=2, memory_cost=16, parallelism=1))
    store.gate.sign_in(Credentials(BOSS, BOSS_WORD))
    after = store.gate._digest_of(BOSS)
    assert before != after
    assert after is not None
    assert "t=2" in after
    assert store.gate.sign_in(Credentials(BOSS, BOSS_WORD)).name == BOSS
    assert problem(store) is None


# -- the operating system's account -----------------------------------------------------------------------


@both
def test_who_is_signed_in_at_the_system_need_not_sign_in_again(store: Store, boss: Person) -> None:
    here = os_account()
    assert here.name
    assert store.gate.account_of(here) is None
    with pytest.raises(SignInError, match="没有对应的账号"):
        store.gate.sign_in(here)
    store.gate.add(boss, CHEN, {CLERK_ROLE}, os_name=here.name)
    known = store.gate.account_of(here)
    assert known is not None
    assert (known.name, known.has_password) == (CHEN, False)
    person = store.gate.sign_in(here)
    assert (person.name, person.has_password, person.must_change_password) == (CHEN, False, False)
    store.new_case(MATTER, "2026.11", person)
    with pytest.raises(SignInError):
        store.gate.sign_in(Credentials(CHEN, ""))


def test_variables_do_not_say_who_is_signed_in(monkeypatch: pytest.MonkeyPatch) -> None:
    here = os_account()
    for name in ("USER", "LOGNAME", "USERNAME", "USERDOMAIN", "LNAME"):
        monkeypatch.setenv(name, "administrator")
    assert os_account() == here


@pytest.mark.skipif(sys.platform != "win32", reason="asks Windows")
def test_windows_names_the_domain_and_the_number() -> None:
    import subprocess

    said = subprocess.run(
        ["whoami", "/user", "/fo", "csv", "/nh"], capture_output=True, text=True, check=True
    )
    name, sid = (part.strip('"') for part in said.stdout.strip().split(","))
    here = os_account()
    assert here.name.casefold() == name.casefold()
    assert here.sid == sid


def test_the_number_of_an_account_is_believed_before_its_name(store: Store, boss: Person) -> None:
    sid = "S-1-5-21-397955417-626881126-188441444-1010"
    store.gate.add(boss, "by-number", {CLERK_ROLE}, os_name=sid.lower())
    store.gate.add(boss, "by-name", {CLERK_ROLE}, os_name="HALL\\Chen.Lan")
    assert store.gate.sign_in(OsAccount("hall\\chen.lan")).name == "by-name"
    assert store.gate.sign_in(OsAccount("HALL\\chen.lan", sid)).name == "by-number"
    with pytest.raises(RefusedError, match="已经是账号“by-number”的"):
        store.gate.change(boss, "by-name", os_name=sid)
    with pytest.raises(RefusedError, match="域"):
        store.gate.change(boss, "by-name", os_name="a\\b\\c")
    with pytest.raises(RefusedError, match="登录不了"):
        store.gate.change(boss, "by-name", os_name="")


# -- accounts ---------------------------------------------------------------------------------------------


@both
def test_a_password_somebody_else_chose_must_be_changed_first(store: Store, boss: Person) -> None:
    store.gate.add(boss, CHEN, {CLERK_ROLE}, password="first-word 1")
    person = store.gate.sign_in(Credentials(CHEN, "first-word 1"))
    assert person.must_change_password
    with pytest.raises(NotAllowedError, match="初始密码"):
        store.new_case(MATTER, "2026.11", person)
    with pytest.raises(RefusedError, match="不能和现在的一样"):
        store.gate.change_password(person, "first-word 1", "first-word 1")
    person = store.gate.change_password(person, "first-word 1", CHEN_WORD)
    assert store.new_case(MATTER, "2026.11", person).clerk == CHEN
    store.gate.set_password(boss, CHEN, "second-word 2")
    with pytest.raises(NotAllowedError, match="初始密码"):
        store.new_case(MATTER, "2026.11", person)
    assert problem(store) is None


def test_a_disabled_account_is_out_at_once_and_stays_in_the_records(store: Store, boss: Person) -> None:
    person = hired(store, boss)
    case = store.new_case(MATTER, "2026.11", person)
    store.gate.disable(boss, CHEN)
    with pytest.raises(NotSignedInError, match="已停用"):
        store.append(case.id, corrected("甲"), person)
    with pytest.raises(SignInError, match="已停用"):
        store.gate.sign_in(Credentials(CHEN, CHEN_WORD))
    with pytest.raises(SignInError, match="账号或密码不对"):
        store.gate.sign_in(Credentials(CHEN, "wrong"))
    assert [each.name for each in store.gate.accounts(boss)] == [BOSS, CHEN]
    with pytest.raises(RefusedError, match="已经有了"):
        store.gate.add(boss, CHEN, {CLERK_ROLE}, password=CHEN_WORD)
    store.gate.enable(boss, CHEN)
    store.append(case.id, corrected("甲"), store.gate.sign_in(Credentials(CHEN, CHEN_WORD)))


@both
def test_the_last_administrator_stays(store: Store, boss: Person) -> None:
    hired(store, boss)
    for attempt in (
        lambda: store.gate.disable(boss, BOSS),
        lambda: store.gate.change(boss, BOSS, roles={CLERK_ROLE}),
    ):
        with pytest.raises(RefusedError, match="最后一个能用的管理员"):
            attempt()
    store.gate.change(boss, CHEN, roles={CLERK_ROLE, ADMIN})
    assert store.gate.disable(boss, BOSS).disabled
    chen = store.gate.sign_in(Credentials(CHEN, CHEN_WORD))
    with pytest.raises(RefusedError, match="最后一个"):
        store.gate.disable(chen, CHEN)
    assert problem(store) is None


def test_a_role_counts_as_it_is_now(store: Store, boss: Person) -> None:
    person = hired(store, boss)
    with pytest.raises(NotAllowedError):
        store.require(person, Right.STATISTICS)
    store.gate.change(boss, CHEN, roles={LEAD}, title="陈兰")
    store.require(person, Right.STATISTICS)
    store.gate.change(boss, CHEN, roles={CLERK_ROLE})
    with pytest.raises(NotAllowedError, match="查看统计，请由主管操作"):
        store.require(person, Right.STATISTICS)
    told = [record for record in _all(store) if record.event == "account_changed"]
    assert [record.detail["changed"] for record in told] == [["roles", "title"], ["roles"]]
    assert told[0].detail["before"] == {"roles": ["clerk"]}
    assert "陈兰" not in str(told)


def _all(store: Store) -> list[Record]:
    store.gate.sign_in(Credentials(BOSS, BOSS_WORD))
    return list(store.audit())


@pytest.mark.parametrize(
    ("name", "word", "fault"),
    [
        ("", CHEN_WORD, "1 到 32"),
        ("a" * 33, CHEN_WORD, "1 到 32"),
        ("chen lan", CHEN_WORD, "空格"),
        ("chen\x00", CHEN_WORD, "只能用"),
        ("程序", CHEN_WORD, "程序自己的名字"),
        (CHEN, "short 1", "8 到 128"),
        (CHEN, "x" * 129, "8 到 128"),
        (CHEN, "12345678", "太容易猜"),
        (CHEN, "aaaaaaa1", "太容易猜"),
        (CHEN, "onlyletters", "至少用两种"),
        (CHEN, "Chen.Lan 2026", "不能含有账号"),
        (CHEN, None, "请给这个账号一个密码"),
    ],
)
def test_bad_names_and_passwords_are_refused(
    store: Store, boss: Person, name: str, word: str | None, fault: str
) -> None:
    with pytest.raises(RefusedError, match=fault):
        store.gate.add(boss, name, {CLERK_ROLE}, password=word)
    with pytest.raises(RefusedError, match="姓名最多"):
        store.gate.add(boss, "zhao", {CLERK_ROLE}, title="\ud800", password=CHEN_WORD)
    with pytest.raises(SignInError):
        store.gate.sign_in(Credentials("\ud800", "\udfff"))
    with pytest.raises(RefusedError, match="至少选一个角色"):
        store.gate.add(boss, "zhao", set(), password=CHEN_WORD)
    assert [each.name for each in store.gate.accounts(boss)] == [BOSS]


def test_the_recovery_key_opens_an_administrators_account_again(store: Store, boss: Person) -> None:
    hired(store, boss)
    boss = store.gate.sign_in(Credentials(BOSS, BOSS_WORD))
    recovery = store.recovery_key
    store.gate.sign_out(boss)
    for _ in range(FREE_FAILURES):
        with pytest.raises(SignInError):
            store.gate.sign_in(Credentials(BOSS, "wrong"))
    for key, name, word, error in (
        (Keys.generate().recovery, BOSS, "another-word 7", WrongKeyError),
        ("0", BOSS, "another-word 7", WrongKeyError),
        (recovery, CHEN, "another-word 7", RefusedError),
        (recovery, "nobody", "another-word 7", RefusedError),
        (recovery, BOSS, "12345678", RefusedError),
    ):
        with pytest.raises(error):
            store.gate.rescue(key, name, word)
    store.gate.rescue(recovery, BOSS, "another-word 7")
    store.require(store.gate.sign_in(Credentials(BOSS, "another-word 7")), Right.ACCOUNTS)
    assert ("password_changed", "（未登录）") in events(store)
    assert problem(store) is None


# -- rights -----------------------------------------------------------------------------------------------


def written(number: int) -> WrittenNotice:
    return WrittenNotice(f"20261122-03-{number:04d}", b"{}", b"{}", b"{}")


Call = Callable[[Store, str, Actor], object]
CALLS: Mapping[str, tuple[Right, Call]] = {
    "new case": (Right.WORK, lambda store, _, who: store.new_case(MATTER, "2026.11", who)),
    "decide": (Right.WORK, lambda store, case, who: store.append(case, corrected("甲"), who)),
    "notice": (Right.NOTICE, lambda store, case, who: store.issue_notice(case, "20261122-03", written, who)),
    "accept": (Right.STATUS, lambda store, case, who: store.set_status(case, CaseStatus.ACCEPTED, who)),
    "reveal": (Right.REVEAL, lambda store, case, who: store.reveal(case, who, "核对")),
    "hold": (Right.HOLD, lambda store, case, who: store.hold(case, who, "诉讼")),
    "keeping": (Right.RETENTION, lambda store, _, who: store.set_retention("*", 9, who)),
    "due": (Right.RETENTION, lambda store, _, who: store.forget_due(who)),
    "delete": (Right.DELETE, lambda store, case, who: store.forget([case], who, "misfiled")),
    "person": (Right.FORGET_PERSON, lambda store, _, who: store.forget_person("410302199003152840", who)),
    "list": (Right.ACCOUNTS, lambda store, _, who: store.gate.accounts(who)),
    "hire": (Right.ACCOUNTS, lambda store, _, who: store.gate.add(who, "zhao", {LEAD}, password=CHEN_WORD)),
    "password": (Right.ACCOUNTS, lambda store, _, who: store.gate.set_password(who, BOSS, CHEN_WORD)),
    "export": (Right.EXPORT, lambda store, _, who: store.require(who, Right.EXPORT)),
    "hand over": (Right.HAND_OVER, lambda store, _, who: store.require(who, Right.HAND_OVER)),
    "statistics": (Right.STATISTICS, lambda store, _, who: store.require(who, Right.STATISTICS)),
    "unfinished": (Right.RETENTION, lambda store, _, who: store.set_unfinished("*", 90, who)),
    "list to take away": (Right.EXPORT, lambda store, _, who: store.listed(Query(), who)),
    "outbox": (Right.HAND_OVER, lambda store, _, who: store.note_outbox(store.folder / "out", who)),
    "verify": (Right.AUDIT, lambda store, _, __: store.verify()),
    "show": (Right.AUDIT, lambda store, _, __: store.audit()),
    "key": (Right.RECOVERY_KEY, lambda store, _, __: store.recovery_key),
    "backup": (Right.BACKUP, lambda store, _, __: store.back_up()),
}


@pytest.mark.parametrize("role", Role)
def test_every_call_asks_for_its_right(store: Store, boss: Person, role: Role) -> None:
    maker = hired(store, boss, "maker")
    person = hired(store, boss, CHEN, role)
    for what, (right, call) in CALLS.items():
        case = store.new_case(MATTER, "2026.11", maker).id
        may = right in ROLES[role]
        try:
            call(store, case, person)
        except NotAllowedError as refused:
            assert not may, what
            assert who_may(right) in refused.message  # noqa: PT017 - says whom to ask
            assert RIGHT_TITLES[right] in refused.message  # noqa: PT017
            assert events(store)[-1] == ("refused", CHEN), what
        else:
            assert may, what
    assert problem(store) is None


def test_each_right_is_somebodys() -> None:
    assert rights_of(Role) == set(Right) == set(RIGHT_TITLES)
    assert ROLES[CLERK_ROLE] < ROLES[LEAD]
    assert Right.WORK not in ROLES[ADMIN]
    assert rights_of(()) == frozenset()


def test_somebody_may_have_two_roles(store: Store, boss: Person) -> None:
    person = hired(store, boss, CHEN, CLERK_ROLE, ADMIN)
    store.new_case(MATTER, "2026.11", person)
    assert len(store.gate.accounts(person)) == 2


def test_nobody_is_let_in_by_a_made_up_person(store: Store, boss: Person) -> None:
    with pytest.raises(NotSignedInError):
        store.require(Person(boss.id, boss.name, "", boss.roles, "0" * 32), Right.ACCOUNTS)
    assert events(store)[-1] == ("refused", BOSS)
    with pytest.raises(NotSignedInError):
        store.require(BOSS, Right.ACCOUNTS)
    assert events(store)[-1] == ("refused", "（未登录）")
    assert "token" not in repr(boss)


@both
def test_who_may_not_leaf_through_finds_by_what_names_a_case(store: Store, boss: Person) -> None:
    other = hired(store, boss, "zhao")
    theirs = store.new_case(MATTER, "2026.11", other)
    store.keep_outcome(theirs.id, found(licence()), ENGINE, kinds())
    store.issue_notice(theirs.id, "20261122-03", written, other)
    chen = hired(store, boss)
    mine = store.new_case(MATTER, "2026.11", chen)

    def numbers(**wanted: str | int) -> list[str]:
        return [header.number for header in store.search(Query(**wanted))]  # type: ignore[arg-type]

    assert (
        numbers() == numbers(text="2026") == numbers(number="20261122-") == numbers(text=" ") == [mine.number]
    )
    assert numbers(clerk=CHEN) == [mine.number]
    assert numbers(clerk="zhao") == []
    for wanted in ({"text": COMPANY}, {"company": COMPANY}, {"text": "20261122-03-0001"}):
        assert numbers(**wanted) == [theirs.number]
    assert numbers(text=theirs.number) == numbers(number=theirs.number) == [theirs.number]
    assert store.load(theirs.id).header.clerk == "zhao"
    hired(store, boss, "wang", LEAD)
    assert numbers() == [mine.number, theirs.number]
    assert numbers(clerk="zhao") == [theirs.number]
    store.gate.sign_in(Credentials(BOSS, BOSS_WORD))
    with pytest.raises(NotAllowedError, match="请由办事员或主管操作"):
        numbers()


# -- taking over a desk -----------------------------------------------------------------------------------


def test_what_was_asked_for_before_signing_out_is_still_saved(store: Store, boss: Person) -> None:
    chen, zhao = hired(store, boss), hired(store, boss, "zhao")
    case = store.new_case(MATTER, "2026.11", chen)
    chen = store.gate.sign_in(Credentials(CHEN, CHEN_WORD))
    with StoreQueue(store, care=False) as queue:
        done = [queue.append(case.id, corrected(str(at)), chen) for at in range(5)]
        queue.submit(lambda: store.gate.sign_out(chen, "locked"))
        late = queue.append(case.id, corrected("late"), chen)
        taken = queue.append(case.id, corrected("taken over"), zhao)
        assert queue.flush(30)
        assert [each.result() for each in [*done, taken]] == [None] * 6
        with pytest.raises(NotSignedInError):
            late.result()
    store.gate.sign_in(Credentials("zhao", CHEN_WORD))
    assert len(store.load(case.id).entries) == 6
    by = [actor for event, actor in events(store) if event == "corrected"]
    assert by == [CHEN] * 5 + ["zhao"]


def test_signing_out_late_leaves_the_next_one_at_the_seat(store: Store, boss: Person) -> None:
    chen = hired(store, boss)
    boss = store.gate.sign_in(Credentials(BOSS, BOSS_WORD))
    store.gate.sign_out(chen, "idle")
    assert store.gate.seat == boss
    store.gate.sign_out(boss)
    store.gate.sign_out(boss)
    assert store.gate.seat is None
    assert [event for event, _ in events(store)][-2:] == ["signed_out", "signed_out"]


@both
def test_another_counter_knows_at_once(opening: Callable[[], Store]) -> None:
    with opening() as one, opening() as two:
        one.gate.add("root", BOSS, {ADMIN, LEAD}, password=BOSS_WORD)
        with pytest.raises(NotSignedInError):
            opened(two)
        here = one.gate.sign_in(Credentials(BOSS, BOSS_WORD))
        with pytest.raises(NotSignedInError):
            two.new_case(MATTER, "2026.11", here)
        there = two.gate.sign_in(Credentials(BOSS, BOSS_WORD))
        two.new_case(MATTER, "2026.11", there)
        with pytest.raises(SignInError):
            two.gate.sign_in(Credentials(BOSS, "wrong"))
        one.gate.add(here, CHEN, {CLERK_ROLE}, password=CHEN_WORD)
        assert [each.name for each in two.gate.accounts(there)] == [CHEN, BOSS]
        assert problem(two) is None


# -- behind the program's back ----------------------------------------------------------------------------


def edited(folder: Path, statement: str, *values: object) -> None:
    with closing(sqlite3.connect(folder / "store.sqlite3")) as bare, bare:
        bare.execute(statement, values)


def payload(folder: Path, of: str) -> bytes:
    with closing(sqlite3.connect(folder / "store.sqlite3")) as bare:
        return bytes(bare.execute("SELECT payload FROM accounts WHERE id=?", (of,)).fetchone()[0])


def account(store: Store, boss: Person, name: str) -> Account:
    return next(each for each in store.gate.accounts(boss) if each.name == name)


def test_nobody_becomes_administrator_by_editing_the_database(
    store: Store, boss: Person, folder: Path
) -> None:
    chen = hired(store, boss)
    mine, theirs = payload(folder, chen.id), payload(folder, boss.id)
    edited(folder, "UPDATE accounts SET payload=? WHERE id=?", theirs, chen.id)
    with pytest.raises(DamagedError):
        store.require(chen, Right.ACCOUNTS)
    with pytest.raises(DamagedError):
        store.gate.sign_in(Credentials(CHEN, BOSS_WORD))
    assert problem(store) == f"账号 {CHEN} 被改动，或换成了旧的。"
    edited(folder, "UPDATE accounts SET payload=? WHERE id=?", mine, chen.id)
    assert problem(store) is None


def test_an_old_account_put_back_is_named_by_verify(store: Store, boss: Person, folder: Path) -> None:
    chen = hired(store, boss, CHEN, CLERK_ROLE, ADMIN)
    before = payload(folder, chen.id)
    store.gate.change(boss, CHEN, roles={CLERK_ROLE})
    edited(folder, "UPDATE accounts SET payload=? WHERE id=?", before, chen.id)
    assert problem(store) == f"账号 {CHEN} 被改动，或换成了旧的。"


def test_accounts_taken_away_are_missed(store: Store, boss: Person, folder: Path) -> None:
    assert boss.name == BOSS
    edited(folder, "DELETE FROM accounts")
    assert problem(store) == f"账号 {BOSS} 缺失。"


def test_no_file_and_no_log_holds_a_password_or_who_somebody_is(
    store: Store, boss: Person, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    hired(store, boss)
    store.gate.change(boss, CHEN, title="陈兰芝", os_name="HALL\\chenlan")
    typo = "Kaifeng-2O26"
    with pytest.raises(SignInError):
        store.gate.sign_in(Credentials(typo, BOSS))
    store.gate.sign_out(boss)
    everything = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    for secret in (BOSS_WORD, CHEN_WORD, typo, "陈兰芝", "$argon2"):
        assert secret.encode() not in everything, secret
        assert secret not in caplog.text
    assert BOSS.encode() in everything


# -- backups ----------------------------------------------------------------------------------------------


def test_only_who_may_brings_a_backup_back(store: Store, boss: Person, folder: Path, keys: Keys) -> None:
    hired(store, boss)
    store.gate.sign_in(Credentials(BOSS, BOSS_WORD))
    copy = store.back_up()
    store.close()
    for claim, error in (
        (None, NotSignedInError),
        (Credentials(BOSS, "wrong"), SignInError),
        (Credentials(CHEN, CHEN_WORD), NotAllowedError),
        (os_account(), SignInError),
    ):
        with pytest.raises(error):
            restore(folder, copy, "root", claim=claim, keys=keys)
    with restore(folder, copy, "root", claim=Credentials(BOSS, BOSS_WORD), keys=keys) as back:
        assert events(back)[-1] == ("restored", BOSS)
        assert problem(back) is None


def test_a_damaged_database_is_judged_by_the_accounts_of_its_backup(
    store: Store, boss: Person, folder: Path, keys: Keys
) -> None:
    hired(store, boss)
    store.gate.sign_in(Credentials(BOSS, BOSS_WORD))
    store.back_up()
    store.close()
    for path in folder.glob("store.sqlite3*"):
        path.write_bytes(b"no database" * 1000)
    copy = backups(folder)[0]
    for claim, error in (
        (None, NotSignedInError),
        (Credentials(BOSS, "wrong"), SignInError),
        (Credentials("nobody", "wrong"), SignInError),
        (Credentials(CHEN, CHEN_WORD), NotAllowedError),
    ):
        with pytest.raises(error):
            restore(folder, copy, "root", claim=claim, keys=keys)
    with restore(folder, copy, "root", claim=Credentials(BOSS, BOSS_WORD), keys=keys) as back:
        assert events(back)[-1] == ("restored", BOSS)


def test_a_way_to_sign_in_that_is_moved_to_another_account_opens_nothing(
    store: Store, boss: Person, folder: Path
) -> None:
    """Who may edit the database makes their Windows account the administrator's."""
    store.gate.add(boss, "zhao", {CLERK_ROLE}, os_name="HALL\\zhao")
    assert problem(store) is None
    with closing(sqlite3.connect(folder / "store.sqlite3")) as bare:
        bare.execute("CREATE TEMP TABLE moved AS SELECT os_key FROM accounts WHERE os_key IS NOT NULL")
        bare.execute("UPDATE accounts SET os_key=NULL")
        bare.execute("UPDATE accounts SET os_key=(SELECT os_key FROM moved) WHERE id=?", (boss.id,))
        bare.commit()
    with pytest.raises(DamagedError, match="登录方式已损坏或被改动"):
        store.gate.sign_in(OsAccount("HALL\\zhao"))
    assert f"账号 {BOSS} 被改动" in str(problem(store))
