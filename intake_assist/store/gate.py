"""Who is signed in at this store, and what they may do."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from typing import Protocol, TypeVar

from intake_assist.store import accounts, passwords
from intake_assist.store.audit import PROGRAM, Event
from intake_assist.store.errors import (
    InDoubtError,
    NotAllowedError,
    NotSignedInError,
    RefusedError,
    SignInError,
    StoreError,
)
from intake_assist.store.os_account import OsAccount
from intake_assist.store.people import Account, Actor, Person
from intake_assist.store.rights import Right, Role, refusal, rights_of
from intake_assist.store.schema import AccountRow
from intake_assist.store.unit import Unit

T = TypeVar("T")
NOBODY = "（未登录）"
"""The actor of what somebody tried who had not signed in."""
_WRONG = "账号或密码不对。"
_DISABLED = "这个账号已停用，请联系管理员。"


@dataclass(frozen=True, slots=True)
class Credentials:
    """What somebody typed to sign in."""

    name: str
    password: str = field(repr=False)


Claim = OsAccount | Credentials
"""How somebody proves who they are."""


class Transactions(Protocol):
    """What the gate needs of the store."""

    def _write(self, work: Callable[[Unit], T]) -> T: ...
    def _reading(self) -> AbstractContextManager[Unit]: ...
    def prove_recovery(self, text: str) -> None: ...


class Gate:
    """`seat` is who signed in last and is still there: who looks at what the store shows.

    A store without accounts has an open gate: whoever sits at it may do everything, under any name. The first
    account, an administrator's, shuts it. Accounts are disabled, never deleted: the records name them.
    """

    def __init__(self, store: Transactions) -> None:
        self._store = store
        self._lock = threading.Lock()
        self._inside: dict[str, str] = {}
        self._opened: set[str] = set()
        self._seat: Person | None = None

    @property
    def seat(self) -> Person | None:
        return self._seat

    def in_use(self) -> bool:
        """Whether one has to sign in."""
        with self._store._reading() as unit:
            return accounts.in_use(unit)

    # -- coming and going ---------------------------------------------------------------------------------

    def sign_in(self, claim: Claim) -> Person:
        """Raises SignInError for a wrong name or password, an account that is disabled or has to wait, and for an
        account of the operating system that no account belongs to."""
        if isinstance(claim, OsAccount):
            return self._answered(lambda unit: self._by_os(unit, claim))
        digest = self._digest_of(claim.name)
        right = passwords.matches(digest, claim.password)
        newer = passwords.hashed(claim.password) if right and digest and passwords.outdated(digest) else None
        return self._answered(
            lambda unit: self._by_password(unit, claim.name, digest if right else None, newer)
        )

    def account_of(self, account: OsAccount) -> Account | None:
        """The account that belongs to this account of the operating system."""
        with self._store._reading() as unit:
            row = accounts.by_os(unit, account)
            return accounts.shown(unit, row) if row is not None else None

    def sign_out(self, person: Person, why: str = "asked") -> None:
        """`why` is asked, locked, idle, or ended (with the program)."""
        with self._lock:
            known = self._inside.pop(person.token, None)
            if self._seat is not None and self._seat.token == person.token:
                self._seat = None
        if known is not None:
            self._store._write(lambda unit: unit.record(Event.SIGNED_OUT, person.name, why=why))

    def change_password(self, person: Person, old: str, new: str) -> Person:
        """One's own. The old one is asked for unless there was none."""
        digest = self._digest_of(person.name)
        right = digest is None or passwords.matches(digest, old)
        weak = passwords.weakness(new, person.name)
        same = right and digest is not None and passwords.matches(digest, new)
        made = passwords.hashed(new) if right and not weak and not same else None

        def changed(unit: Unit) -> Person | StoreError:
            row = self._row_of(unit, person)
            if row is None:
                return NotSignedInError("请先登录。")
            if accounts.still_blocked(unit, row):
                return self._must_wait(unit, row)
            if not right or accounts.kept(unit, row).password != digest:
                accounts.note_failure(unit, row)
                return SignInError("现在的密码不对。")
            if made is None:
                return RefusedError(weak or "新密码不能和现在的一样。")
            accounts.set_password(unit, person.name, row, made, by_owner=True)
            return replace(person, must_change_password=False, has_password=True)

        changed_person = self._settled(changed)
        with self._lock:
            if self._seat is not None and self._seat.token == person.token:
                self._seat = changed_person
        return changed_person

    # -- accounts -----------------------------------------------------------------------------------------

    def accounts(self, actor: Actor) -> tuple[Account, ...]:
        """All of them, those in use first, by name."""

        def listed(unit: Unit, _by: str) -> tuple[Account, ...]:
            found = [accounts.shown(unit, row) for row in accounts.all_rows(unit)]
            return tuple(sorted(found, key=lambda each: (each.disabled, each.name)))

        return self.act(actor, {Right.ACCOUNTS}, listed)

    def add(
        self,
        actor: Actor,
        name: str,
        roles: Collection[Role],
        *,
        title: str = "",
        password: str | None = None,
        os_name: str = "",
    ) -> Account:
        """The first one must be an administrator's. Raises RefusedError for a name that is taken or a weak
        password."""
        return self.act(
            actor,
            {Right.ACCOUNTS},
            lambda unit, by: accounts.add(unit, by, name.strip(), title, roles, password, os_name),
        )

    def change(
        self,
        actor: Actor,
        name: str,
        *,
        title: str | None = None,
        roles: Collection[Role] | None = None,
        os_name: str | None = None,
    ) -> Account:
        """Raises RefusedError when nobody would be left to manage the accounts."""
        return self.act(
            actor,
            {Right.ACCOUNTS},
            lambda unit, by: accounts.change(unit, by, name, title, roles, os_name),
        )

    def disable(self, actor: Actor, name: str) -> Account:
        return self.act(
            actor, {Right.ACCOUNTS}, lambda unit, by: accounts.set_disabled(unit, by, name, disabled=True)
        )

    def enable(self, actor: Actor, name: str) -> Account:
        """Ends a lock-out, too."""
        return self.act(
            actor, {Right.ACCOUNTS}, lambda unit, by: accounts.set_disabled(unit, by, name, disabled=False)
        )

    def set_password(self, actor: Actor, name: str, password: str) -> None:
        """For somebody else, who has to change it at the next sign-in. Ends a lock-out, too."""
        if weak := passwords.weakness(password, name):
            raise RefusedError(weak)
        digest = passwords.hashed(password)

        def given(unit: Unit, by: str) -> None:
            accounts.set_password(unit, by, accounts.required(unit, name), digest, by_owner=False)

        self.act(actor, {Right.ACCOUNTS}, given)

    def rescue(self, recovery: str, name: str, password: str) -> None:
        """For when no administrator can sign in any more: the printed recovery key opens an administrator's account
        with a new password. Raises WrongKeyError; RefusedError for an account of somebody else."""
        if weak := passwords.weakness(password, name):
            raise RefusedError(weak)
        self._store.prove_recovery(recovery)
        digest = passwords.hashed(password)
        self._store._write(lambda unit: accounts.rescue(unit, accounts.required(unit, name), digest, NOBODY))

    # -- what they may do ---------------------------------------------------------------------------------

    def act(
        self,
        actor: Actor,
        rights: Collection[Right],
        work: Callable[[Unit, str], T],
        case_id: str | None = None,
    ) -> T:
        """`work` with the name for the records, if the actor has one of the rights (none asked for: has signed in).

        Raises NotAllowedError otherwise; that is recorded.
        """

        def checked(unit: Unit) -> T | StoreError:
            refused = self.refusal(unit, actor, rights)
            if refused is None:
                return work(unit, str(actor))
            _note_refusal(unit, actor, rights, case_id)
            return refused

        return self._settled(checked)

    def look(self, rights: Collection[Right], work: Callable[[Unit], T]) -> T:
        """The same for who only looks: the one at the seat."""
        with self._store._reading() as unit:
            refused = self.refusal(unit, self._seat, rights)
            if refused is None:
                return work(unit)
        if (seat := self._seat) is not None:
            self._store._write(lambda unit: _note_refusal(unit, seat, rights, None))
        raise refused

    def opened(self, case_id: str) -> None:
        """Somebody who may has this case in hand here: what the machine finds in it is kept from now on, also when
        they have locked the place."""
        self._opened.add(case_id)

    def keep(self, case_id: str, work: Callable[[Unit], T]) -> T:
        """For what the machine does in a case. Raises NotAllowedError, and records it, unless the case was opened here
        or who sits here may work."""

        def checked(unit: Unit) -> T | StoreError:
            refused = None if case_id in self._opened else self.refusal(unit, self._seat, {Right.WORK})
            if refused is None:
                return work(unit)
            _note_refusal(unit, self._seat or NOBODY, {Right.WORK}, case_id)
            return refused

        return self._settled(checked)

    def require_to_put(self) -> None:
        """For materials, which belong to no case yet."""
        if not self._opened:
            self.look({Right.WORK}, lambda _: None)

    def require_to_see(self, rights: Collection[Right]) -> None:
        """For materials by their name. While a case is open here the store need not be asked, so that a server that
        has gone hides no page; and who has locked the place leaves the machine reading."""
        seat = self._seat
        if not self._opened or (seat is not None and seat.rights.isdisjoint(rights)):
            self.look(rights, lambda _: None)

    def refusal(self, unit: Unit, actor: Actor | None, rights: Collection[Right]) -> NotAllowedError | None:
        """Why the actor may not. What counts is the account as it is now, not as it was at the sign-in."""
        if not accounts.in_use(unit):
            return None
        row = self._row_of(unit, actor)
        if row is None:
            return NotSignedInError("请先登录，再做这一步。")
        said = accounts.kept(unit, row)
        if said.disabled:
            return NotSignedInError(_DISABLED)
        if said.must_change and rights:
            return NotAllowedError("请先把管理员给的初始密码改成自己的。")
        has = rights_of(map(Role, said.roles))
        if rights and has.isdisjoint(rights):
            return NotAllowedError(refusal(next(right for right in Right if right in rights)))
        return None

    def only_own(self, unit: Unit) -> str | None:
        """The one name whose cases may be leafed through; None: everybody's."""
        if not accounts.in_use(unit) or self.refusal(unit, self._seat, {Right.OTHERS}) is None:
            return None
        return str(self._seat)

    # -- inside -------------------------------------------------------------------------------------------

    def _digest_of(self, name: str) -> str | None:
        with self._store._reading() as unit:
            row = accounts.by_name(unit, name)
            return accounts.kept(unit, row).password if row is not None else None

    def _row_of(self, unit: Unit, actor: Actor | None) -> AccountRow | None:
        """The account of somebody who is inside."""
        if not isinstance(actor, Person) or self._inside.get(actor.token) != actor.id:
            return None
        return unit.session.get(AccountRow, actor.id)

    def _by_password(
        self, unit: Unit, name: str, proven: str | None, newer: str | None
    ) -> AccountRow | StoreError:
        """`proven` is the digest that the password was checked against, None when it was wrong."""
        row = accounts.by_name(unit, name)
        if row is None:
            # What was typed is not recorded: it may be the password.
            unit.record(Event.SIGN_IN_FAILED, NOBODY, reason="unknown")
            return SignInError(_WRONG)
        if accounts.still_blocked(unit, row):
            return self._must_wait(unit, row)
        said = accounts.kept(unit, row)
        if proven is None or said.password != proven:
            accounts.note_failure(unit, row)
            return self._must_wait(unit, row, tell=False) if row.blocked_until else SignInError(_WRONG)
        if said.disabled:
            return _turned_away(unit, said.name)
        if newer is not None:
            accounts.renew_digest(unit, row, newer)
        accounts.note_success(unit, row)
        unit.record(Event.SIGNED_IN, said.name, how="password")
        return row

    def _by_os(self, unit: Unit, account: OsAccount) -> AccountRow | StoreError:
        row = accounts.by_os(unit, account)
        if row is None:
            return SignInError("这个 Windows 账号没有对应的账号，请用账号和密码登录。")
        said = accounts.kept(unit, row)
        if said.disabled:
            return _turned_away(unit, said.name)
        row.signed_in_at = unit.now
        unit.record(Event.SIGNED_IN, said.name, how="os", os_name=account.name)
        return row

    def _must_wait(self, unit: Unit, row: AccountRow, *, tell: bool = True) -> SignInError:
        wait = accounts.still_blocked(unit, row)
        if tell:
            unit.record(Event.SIGN_IN_FAILED, accounts.kept(unit, row).name, reason="blocked")
        minutes = max(1, -(-round(wait.total_seconds()) // 60))
        return SignInError(
            f"密码错了多次，请 {minutes} 分钟后再试，或者请管理员重设密码。", wait.total_seconds()
        )

    def _answered(self, work: Callable[[Unit], AccountRow | StoreError]) -> Person:
        def admitted(unit: Unit) -> Person | StoreError:
            found = work(unit)
            return found if isinstance(found, StoreError) else _person(unit, found)

        person = self._settled(admitted)
        with self._lock:
            self._inside[person.token] = person.id
            self._seat = person
        return person

    def _settled(self, work: Callable[[Unit], T | StoreError]) -> T:
        """What `work` gives; an error that it gives is raised after what it wrote is on the disk."""
        try:
            result = self._store._write(work)
        except InDoubtError as error:
            if not isinstance(error.result, StoreError):
                raise
            result = error.result
        if isinstance(result, StoreError):
            raise result
        return result


def proven(unit: Unit, claim: Claim) -> tuple[str, frozenset[Right]] | None:
    """Whose claim it is and what they may do, told from a database that is only looked at: a backup."""
    row = accounts.by_os(unit, claim) if isinstance(claim, OsAccount) else accounts.by_name(unit, claim.name)
    said = accounts.kept(unit, row) if row is not None else None
    if isinstance(claim, Credentials) and not passwords.matches(
        said.password if said else None, claim.password
    ):
        return None
    return (said.name, rights_of(map(Role, said.roles))) if said and not said.disabled else None


def _person(unit: Unit, row: AccountRow) -> Person:
    said = accounts.shown(unit, row)
    return Person(
        row.id,
        said.name,
        said.title,
        said.roles,
        secrets.token_hex(16),
        said.must_change_password,
        said.has_password,
    )


def _turned_away(unit: Unit, name: str) -> SignInError:
    unit.record(Event.SIGN_IN_FAILED, name, reason="disabled")
    return SignInError(_DISABLED)


def _note_refusal(unit: Unit, actor: Actor, rights: Collection[Right], case_id: str | None) -> None:
    who = actor.name if isinstance(actor, Person) else NOBODY
    wanted = [str(right) for right in Right if right in rights]
    unit.record(Event.REFUSED, who if who != PROGRAM else NOBODY, case_id, rights=wanted)
