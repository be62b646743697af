"""The people of a store, as plain data."""

from __future__ import annotations

import datetime as dt
import unicodedata
from dataclasses import dataclass, field

from intake_assist.store.audit import PROGRAM
from intake_assist.store.rights import Right, Role, rights_of

LONGEST_NAME = 32
_SIGNS = "._-"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has signed in. Made by `Accounts`: the store knows its own by their `token`."""

    id: str
    name: str
    title: str
    roles: frozenset[Role]
    token: str = field(repr=False)
    must_change_password: bool = False
    has_password: bool = False

    @property
    def rights(self) -> frozenset[Right]:
        return rights_of(self.roles)

    def __str__(self) -> str:
        """The name of the account, as the records have it."""
        return self.name


Actor = Person | str
"""Who does something. A bare name does for a store without accounts, where whoever sits at it may do everything."""


@dataclass(frozen=True, slots=True)
class Account:
    """An account as its administrator sees it. `os_name` is the operating system's account that signs in as it."""

    id: str
    name: str
    title: str
    roles: frozenset[Role]
    disabled: bool = False
    has_password: bool = False
    os_name: str = ""
    must_change_password: bool = False
    blocked_until: dt.datetime | None = None
    signed_in_at: dt.datetime | None = None


def name_key(name: str) -> str:
    """What two spellings of one account's name have in common: width, capitals and blanks make no other name."""
    plain = unicodedata.normalize("NFKC", name)
    return unicodedata.normalize("NFKC", "".join(plain.split()).casefold())


def title_fault(title: str) -> str | None:
    """Why this cannot be shown as somebody's name, in Chinese."""
    if len(title) > LONGEST_NAME or not title.isprintable():
        return f"姓名最多 {LONGEST_NAME} 个字符，不能有换行等控制字符。"
    return None


def name_fault(name: str) -> str | None:
    """Why this cannot be the name of an account, in Chinese."""
    plain = unicodedata.normalize("NFKC", name)
    if not 1 <= len(plain) <= LONGEST_NAME:
        return f"账号要有 1 到 {LONGEST_NAME} 个字符。"
    if not all(sign.isalnum() or sign in _SIGNS for sign in plain):
        return "账号只能用文字、字母、数字和 . _ - ，中间不能有空格。"
    if name_key(plain) == name_key(PROGRAM):
        return f"“{PROGRAM}”是程序自己的名字，不能作账号。"
    return None
