"""Who sits at this desk, and what they may do. The store decides; the window greys what it would refuse."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from intake_assist.desktop.jobs import Background
from intake_assist.desktop.settings import Settings

if TYPE_CHECKING:
    from intake_assist.store import Account, Actor, OsAccount, Person, Store, StoreQueue

T = TypeVar("T")
_FLUSH_SECONDS = 30.0
_LEAVING_SECONDS = 3.0
_ALWAYS_LOCKS_AFTER = 10


@dataclass(frozen=True, slots=True)
class Here:
    """The account of the operating system, and which account of ours belongs to it."""

    os_account: OsAccount
    account: Account | None

    @property
    def walks_in(self) -> bool:
        """Whether the operating system's word is enough, for nothing else is known of them."""
        return self.account is not None and not self.account.has_password and not self.account.disabled


class Seat(QObject):
    """`person` is who has signed in. None when nobody has, and always where there are no accounts: then whoever
    sits here may do everything. `changed` when somebody has sat down or has another password."""

    changed = Signal()

    def __init__(self, settings: Settings, background: Background, parent: QObject) -> None:
        super().__init__(parent)
        self._settings, self._background = settings, background
        self._queue: StoreQueue | None = None
        self.person: Person | None = None
        self.last: Person | None = None
        self.shut = False

    def open(self, queue: StoreQueue, shut: bool, person: Person | None) -> None:
        """The store is ready. `shut`: one has to sign in, which `person` has done already."""
        self._queue = queue
        self.person = self.last = person
        if shut:
            self._shut()

    @property
    def actor(self) -> Actor:
        return self.person or self._settings.clerk or getpass.getuser()

    @property
    def must_sign_in(self) -> bool:
        return self.shut and self.person is None

    @property
    def lock_minutes(self) -> int:
        """After how many idle minutes the window locks itself, 0: never, which accounts do not allow."""
        minutes = self._settings.lock_minutes
        return minutes or (_ALWAYS_LOCKS_AFTER if self.shut else 0)

    # -- what they may do ---------------------------------------------------------------------------------

    def may(self, right: str) -> bool:
        """`right` by its value, so that windows need not load the store to ask."""
        if not self.shut:
            return True
        return self.person is not None and right in self.person.rights

    def why_not(self, right: str) -> str:
        """What is said of something that is greyed; empty when it is not."""
        if self.may(right):
            return ""
        if self.person is None:
            return self.tr("请先登录。")
        from intake_assist.store.rights import ROLES, Right

        words = self.role_words()
        who = [words[role] for role, rights in ROLES.items() if Right(right) in rights]
        return self.tr("这个账号不能做这一步，请由{who}操作。").format(who=self.tr("或").join(who))

    def role_words(self) -> dict[str, str]:
        return {
            "clerk": self.tr("办事员"),
            "supervisor": self.tr("主管"),
            "administrator": self.tr("管理员"),
        }

    def who(self) -> str:
        """Name and roles, for the status line."""
        if self.person is None:
            return ""
        words = self.role_words()
        roles = self.tr("、").join(words[role] for role in words if role in self.person.roles)
        return self.tr("{name}（{roles}）").format(name=self.person.title, roles=roles)

    # -- coming and going ---------------------------------------------------------------------------------

    def ask_here(
        self, then: Callable[[Here], None], failed: Callable[[BaseException], None] | None = None
    ) -> None:
        """Who is signed in at the operating system."""
        store = self._store()
        self._background.run(lambda: here(store), then, failed)

    def sign_in(self, name: str, password: str, failed: Callable[[BaseException], None]) -> None:
        from intake_assist.store import Credentials

        self._come(lambda store: store.gate.sign_in(Credentials(name, password)), failed)

    def walk_in(self, account: OsAccount, failed: Callable[[BaseException], None]) -> None:
        self._come(lambda store: store.gate.sign_in(account), failed)

    def _come(self, sign_in: Callable[[Store], Person], failed: Callable[[BaseException], None]) -> None:
        """After the one who sat here before has left, with all they did; a disk that is gone keeps nobody out."""
        queue = self._queue
        assert queue is not None

        def come() -> Person:
            queue.flush(_LEAVING_SECONDS)
            return sign_in(queue.store)

        self._background.run(come, self._sit_down, failed)

    def leave(self, why: str) -> None:
        """What was asked for before is still saved as theirs."""
        person, self.person = self.person, None
        if person is not None and self._queue is not None:
            store = self._queue.store
            self._queue.submit(lambda: store.gate.sign_out(person, why))

    def shut_out(self) -> None:
        """Accounts were made elsewhere, or the one who sits here was disabled."""
        self.person = None
        self._shut()

    def change_password(
        self, old: str, new: str, then: Callable[[], None], failed: Callable[[BaseException], None]
    ) -> None:
        person, store = self.person, self._store()
        assert person is not None

        def changed(fresh: Person) -> None:
            self._sit_down(fresh)
            then()

        self._background.run(lambda: store.gate.change_password(person, old, new), changed, failed)

    def _sit_down(self, person: Person) -> None:
        self.person = self.last = person
        self._shut()
        self.changed.emit()

    def _shut(self) -> None:
        """The PIN was for a desk without accounts."""
        if self._settings.has_pin:
            self._settings.set_pin("")
        self.shut = True

    # -- accounts -----------------------------------------------------------------------------------------

    def manage(
        self,
        call: Callable[[Store, Actor], T],
        then: Callable[[T], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """A call about accounts, after what was asked for before it: the first account shuts out whoever has not
        signed in."""
        queue, actor = self._queue, self.actor
        assert queue is not None

        def done() -> T:
            queue.flush(_FLUSH_SECONDS)
            return call(queue.store, actor)

        self._background.run(done, then, failed)

    def _store(self) -> Store:
        assert self._queue is not None  # only asked when ready
        return self._queue.store


def here(store: Store) -> Here:
    from intake_assist.store import os_account

    account = os_account()
    return Here(account, store.gate.account_of(account))


def admitted(store: Store, was_locked: bool) -> tuple[bool, Person | None]:
    """Whether one has to sign in at this store, and who need not because the operating system vouches for them.
    After a lock that the program did not survive it does so only when asked again."""
    if not store.gate.in_use():
        return False, None
    found = here(store)
    if was_locked or found.account is None or found.account.disabled:
        return True, None
    return True, store.gate.sign_in(found.os_account)
