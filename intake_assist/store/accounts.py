"""The table of accounts, inside a transaction. What an account is and may is sealed in its row and digested in the
trail, so that nobody becomes administrator by editing the database."""

from __future__ import annotations

import datetime as dt
import json
import uuid
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import select

from intake_assist.store import passwords
from intake_assist.store.audit import PROGRAM, Event, entry_digest
from intake_assist.store.errors import DamagedError, RefusedError
from intake_assist.store.os_account import OsAccount, normal
from intake_assist.store.people import Account, name_fault, name_key, title_fault
from intake_assist.store.rights import ROLE_TITLES, Role
from intake_assist.store.schema import AccountRow
from intake_assist.store.unit import Unit

FREE_FAILURES = 5
"""Wrong passwords in a row before the account has to wait."""
_FIRST_WAIT, _LONGEST_WAIT = dt.timedelta(minutes=1), dt.timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Kept:
    """What is sealed of an account. `os_keys` are normalised; `os_name` is what is shown of them."""

    name: str
    title: str
    roles: tuple[str, ...]
    disabled: bool = False
    password: str | None = None
    must_change: bool = False
    os_name: str = ""


def in_use(unit: Unit) -> bool:
    """Whether people sign in; without any account whoever sits at the store may do everything."""
    return unit.session.scalar(select(AccountRow.id).limit(1)) is not None


def all_rows(unit: Unit) -> Iterator[AccountRow]:
    return iter(unit.session.scalars(select(AccountRow)).all())


def by_name(unit: Unit, name: str) -> AccountRow | None:
    return unit.session.scalar(select(AccountRow).where(AccountRow.key == _name_hash(unit, name)))


def by_os(unit: Unit, account: OsAccount) -> AccountRow | None:
    """The account that this account of the operating system signs in as; its SID is believed before its name."""
    for key in account.keys:
        row = unit.session.scalar(select(AccountRow).where(AccountRow.os_key == _os_hash(unit, key)))
        if row is not None:
            return row
    return None


def kept(unit: Unit, row: AccountRow) -> Kept:
    """Raises DamagedError when the row was tampered with."""
    plain = json.loads(unit.vault.rows.open(row.payload, _place(row.id)))
    said = Kept(**{**plain, "roles": tuple(plain["roles"])})
    os_key = normal(said.os_name)
    if row.key != _name_hash(unit, said.name) or row.os_key != (_os_hash(unit, os_key) if os_key else None):
        raise DamagedError("账号的登录方式已损坏或被改动，不能使用。请用最近的备份恢复。")
    return said


def shown(unit: Unit, row: AccountRow) -> Account:
    said = kept(unit, row)
    return Account(
        row.id,
        said.name,
        said.title,
        frozenset(map(Role, said.roles)),
        said.disabled,
        said.password is not None,
        said.os_name,
        said.must_change,
        row.blocked_until if _wait(unit, row) else None,
        row.signed_in_at,
    )


def required(unit: Unit, name: str) -> AccountRow:
    row = by_name(unit, name)
    if row is None:
        raise RefusedError(f"没有账号“{name}”。")
    return row


# -- changing ---------------------------------------------------------------------------------------------


def add(
    unit: Unit,
    actor: str,
    name: str,
    title: str,
    roles: Collection[Role],
    password: str | None,
    os_name: str,
) -> Account:
    """A new account. Its password, when somebody else has chosen it, must be changed at the first sign-in."""
    first = not in_use(unit)
    _refuse(name_fault(name))
    _refuse("这个账号已经有了（大小写、全角半角不算不同）。" if by_name(unit, name) else None)
    _refuse(title_fault(title.strip()))
    _refuse(_roles_fault(roles, first))
    _refuse(passwords.weakness(password, name) if password is not None else None)
    if password is None and not os_name:
        raise RefusedError("请给这个账号一个密码，或者填上它的 Windows 账号。")
    said = Kept(
        name,
        title.strip() or name,
        _sorted(roles),
        password=passwords.hashed(password) if password is not None else None,
        must_change=password is not None and not first,
    )
    row = AccountRow(id=str(uuid.uuid4()), key=_name_hash(unit, name), failures=0, payload=b"")
    unit.session.add(row)
    said = replace(said, os_name=_link(unit, row, os_name))
    told = {"roles": list(said.roles), "os_name": said.os_name, "password": password is not None}
    _write(unit, row, said, Event.ACCOUNT_ADDED, actor, **told)
    return shown(unit, row)


def change(
    unit: Unit,
    actor: str,
    name: str,
    title: str | None = None,
    roles: Collection[Role] | None = None,
    os_name: str | None = None,
) -> Account:
    """What is None stays. An empty `os_name` takes the operating system's account away."""
    row = required(unit, name)
    before = kept(unit, row)
    after = before
    if title is not None:
        _refuse(title_fault(title.strip()))
        after = replace(after, title=title.strip() or before.name)
    if roles is not None:
        _refuse(_roles_fault(roles, first=False))
        after = replace(after, roles=_sorted(roles))
    if os_name is not None and os_name != before.os_name:
        after = replace(after, os_name=_link(unit, row, os_name))
        if after.password is None and not after.os_name:
            raise RefusedError("这个账号没有密码，去掉 Windows 账号就登录不了。请先设一个密码。")
    return _changed(unit, row, before, after, actor)


def set_disabled(unit: Unit, actor: str, name: str, disabled: bool) -> Account:
    """Enabling also ends a lock-out."""
    row = required(unit, name)
    before = kept(unit, row)
    if not disabled:
        row.failures, row.blocked_until = 0, None
    return _changed(unit, row, before, replace(before, disabled=disabled), actor)


def set_password(unit: Unit, actor: str, row: AccountRow, digest: str, *, by_owner: bool) -> None:
    said = replace(kept(unit, row), password=digest, must_change=not by_owner)
    row.failures, row.blocked_until = 0, None
    _write(unit, row, said, Event.PASSWORD_CHANGED, actor, by_owner=by_owner)


def rescue(unit: Unit, row: AccountRow, digest: str, actor: str) -> None:
    """An administrator's account opens again, whatever shut it. Raises RefusedError for others."""
    said = kept(unit, row)
    if Role.ADMINISTRATOR not in said.roles:
        raise RefusedError("恢复密钥只能重设管理员账号，别的账号请管理员重设。")
    row.failures, row.blocked_until = 0, None
    opened = replace(said, password=digest, must_change=False, disabled=False)
    _write(unit, row, opened, Event.PASSWORD_CHANGED, actor, by="recovery key")


def renew_digest(unit: Unit, row: AccountRow, digest: str) -> None:
    """The same password with today's costs."""
    _write(
        unit, row, replace(kept(unit, row), password=digest), Event.PASSWORD_CHANGED, PROGRAM, renewed=True
    )


def _changed(unit: Unit, row: AccountRow, before: Kept, after: Kept, actor: str) -> Account:
    old, new = asdict(before), asdict(after)
    differing = sorted(name for name in old if old[name] != new[name])
    if differing:
        _refuse_last(unit, row, after)
        told = {"before": {name: old[name] for name in differing if name != "title"}}
        _write(
            unit,
            row,
            after,
            Event.ACCOUNT_CHANGED,
            actor,
            changed=differing,
            after={name: new[name] for name in told["before"]},
            **told,
        )
    return shown(unit, row)


def _refuse_last(unit: Unit, row: AccountRow, after: Kept) -> None:
    """Somebody must be left who can manage the accounts."""
    if _administers(after):
        return
    others = (kept(unit, other) for other in all_rows(unit) if other.id != row.id)
    if not any(map(_administers, others)):
        raise RefusedError(
            "这是最后一个能用的管理员账号，不能停用，也不能去掉管理员角色。请先设另一个管理员。"
        )


def _administers(said: Kept) -> bool:
    return Role.ADMINISTRATOR in said.roles and not said.disabled


def _roles_fault(roles: Collection[Role], first: bool) -> str | None:
    if not roles:
        return f"请至少选一个角色：{'、'.join(ROLE_TITLES.values())}。"
    if first and Role.ADMINISTRATOR not in roles:
        return "第一个账号必须是管理员，以后才有人能管理账号。"
    return None


def _link(unit: Unit, row: AccountRow, os_name: str) -> str:
    """Notes by which account of the operating system this one is signed in. Gives what is shown of it."""
    text = os_name.strip()
    key = normal(text)
    if text and not key:
        raise RefusedError("Windows 账号要写成 域\\用户名，或者 S-1-5- 开头的 SID。")
    row.os_key = _os_hash(unit, key) if key else None
    if key:
        with unit.session.no_autoflush:
            found = unit.session.scalar(select(AccountRow).where(AccountRow.os_key == row.os_key))
        if found is not None and found.id != row.id:
            raise RefusedError(f"这个 Windows 账号已经是账号“{kept(unit, found).name}”的。")
    return text


def _write(unit: Unit, row: AccountRow, said: Kept, event: Event, actor: str, **told: Any) -> None:
    row.payload = unit.vault.rows.seal(
        json.dumps(asdict(said), ensure_ascii=False).encode("utf-8"), _place(row.id)
    )
    digest = entry_digest(row.payload)
    unit.record(event, actor, digest=digest, account=said.name, account_id=row.id, **told)


def _refuse(fault: str | None) -> None:
    if fault is not None:
        raise RefusedError(fault)


def _sorted(roles: Collection[Role]) -> tuple[str, ...]:
    return tuple(str(role) for role in Role if role in roles)


def _place(account_id: str) -> str:
    return f"account:{account_id}"


def _name_hash(unit: Unit, name: str) -> bytes:
    return unit.vault.words.hashed(f"account\x1f{name_key(name)}")


def _os_hash(unit: Unit, key: str) -> bytes:
    return unit.vault.words.hashed(f"os account\x1f{key}")


# -- wrong passwords --------------------------------------------------------------------------------------


def wait_after(failures: int) -> dt.timedelta:
    """How long an account has to wait after so many wrong passwords in a row."""
    over = failures - FREE_FAILURES
    return min(_FIRST_WAIT * 2 ** min(over, 10), _LONGEST_WAIT) if over >= 0 else dt.timedelta()


def _wait(unit: Unit, row: AccountRow) -> dt.timedelta:
    """How long still. A clock that was set back makes it no longer than the rule."""
    if row.blocked_until is None or row.blocked_until <= unit.now:
        return dt.timedelta()
    return min(row.blocked_until - unit.now, wait_after(row.failures))


def still_blocked(unit: Unit, row: AccountRow) -> dt.timedelta:
    return _wait(unit, row)


def note_failure(unit: Unit, row: AccountRow) -> None:
    row.failures += 1
    wait = wait_after(row.failures)
    name = kept(unit, row).name
    unit.record(Event.SIGN_IN_FAILED, name, reason="password", failures=row.failures)
    if wait:
        row.blocked_until = unit.now + wait
        unit.record(Event.ACCOUNT_BLOCKED, name, seconds=round(wait.total_seconds()))


def note_success(unit: Unit, row: AccountRow) -> None:
    row.failures, row.blocked_until, row.signed_in_at = 0, None, unit.now
