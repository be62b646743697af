"""Passwords: argon2id with the library's own (RFC 9106) costs, and what a password must at least be."""

from __future__ import annotations

import itertools
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LEAST, MOST = 8, 128
_HASHER = PasswordHasher()
_KINDS = 2  # of letters, digits and other signs
_TELLING = 3  # a shorter name occurs in passwords by chance


def hashed(password: str) -> str:
    return _HASHER.hash(_bytes(password))


def matches(digest: str | None, password: str) -> bool:
    """Takes as long for an account without a password, or without an account."""
    nobodys = _nobody()
    try:
        return _HASHER.verify(digest or nobodys, _bytes(password)) and digest is not None
    except (VerificationError, InvalidHashError):
        return False


def outdated(digest: str) -> bool:
    """Whether it was made with lower costs than today's."""
    return _HASHER.check_needs_rehash(digest)


def weakness(password: str, name: str) -> str | None:
    """Why a password is refused for the account `name`, in Chinese; None when it is good enough."""
    text = _normal(password)
    if not LEAST <= len(text) <= MOST:
        return f"密码要有 {LEAST} 到 {MOST} 个字符。"
    if len(name.strip()) >= _TELLING and name.strip().casefold() in text.casefold():
        return "密码里不能含有账号。"
    if len(set(text)) < LEAST // 2 or _runs(text):
        return "密码太容易猜：不要用重复或连续的字符。"
    if len({_kind(sign) for sign in text}) < _KINDS:
        return "密码要在字母、数字、其他符号里至少用两种。"
    return None


def _normal(password: str) -> str:
    """A full-width letter of an input method is the letter."""
    return unicodedata.normalize("NFKC", password)


def _bytes(password: str) -> bytes:
    """Halves of characters, as a broken clipboard gives them, are signs like others."""
    return _normal(password).encode("utf-8", "surrogatepass")


def _kind(sign: str) -> str:
    return "letter" if sign.isalpha() else "digit" if sign.isdecimal() else "other"


def _runs(text: str) -> bool:
    """Whether the text only counts up or down, as ``12345678`` does."""
    steps = {ord(after) - ord(before) for before, after in itertools.pairwise(text)}
    return steps in ({1}, {-1})


_NOBODY: list[str] = []


def _nobody() -> str:
    """The digest of a password nobody has; made once, when it is first needed."""
    if not _NOBODY:
        _NOBODY.append(_HASHER.hash("nobody"))
    return _NOBODY[0]
