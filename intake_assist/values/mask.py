"""Hides the middle of numbers that identify people or accounts, for everything that is shown on a screen."""

from __future__ import annotations

import re

from intake_assist.values import id_number, uscc

_NUMBER = re.compile(r"(?<![0-9A-Za-z])(?:[0-9]{11,30}|[0-9]{17}[Xx])(?![0-9A-Za-z])")
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_ID = re.compile(r"[0-9]{15}|[0-9]{17}[0-9Xx]")


def masked(text: str) -> str:
    """The text with identity numbers, telephone and account numbers masked.

    Identity numbers keep the first six and last four places, mobile phones the first three and last four,
    other numbers of eleven places or more the last four. A social credit code is public and stays.
    """
    return _NUMBER.sub(lambda match: masked_value(match.group()), text)


def masked_value(value: str) -> str:
    """One number masked, whatever its length."""
    if _is_credit_code(value):
        return value
    if _MOBILE.fullmatch(value):
        return _middle(value, 3, 4)
    return _middle(value, 6 if _ID.fullmatch(value) else 0, 4)


def _is_credit_code(value: str) -> bool:
    return len(value) == 18 and uscc.check(value).problem is None and id_number.birth(value) is None


def _middle(value: str, head: int, tail: int) -> str:
    hidden = max(len(value) - head - tail, 0)
    return value[:head] + "*" * hidden + value[head + hidden :]
