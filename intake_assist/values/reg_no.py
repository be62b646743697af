"""工商注册号: 15 digits with a check digit (GS 15-2006), older ones of 13 with or without letters."""

from __future__ import annotations

import re

from intake_assist.values import region
from intake_assist.values.base import Parsed, unread, wrong
from intake_assist.values.text import compact

_TITLE = "注册号"
_NATIONAL = "100000"  # what stands for the region where the national office registered


def check_digit(body: str) -> str:
    """The fifteenth digit for fourteen digits (ISO 7064 MOD 11,10)."""
    product = 10
    for char in body:
        product = 2 * ((product + int(char)) % 10 or 10) % 11
    return str((11 - product) % 10)


def is_valid(number: str) -> bool:
    """Whether fifteen digits pass their check."""
    return bool(re.fullmatch(r"[0-9]{15}", number)) and check_digit(number[:14]) == number[14]


def is_sound(number: str) -> bool:
    """Whether digits that stand in the place of another number are a registration number, and not part of that.

    Those of 15 have their check digit and begin with a province, those of 13, which have none, with a county.
    """
    if re.fullmatch(r"[0-9]{13}", number):
        return region.place(number) is not None
    return is_valid(number) and (number.startswith(_NATIONAL) or region.province(number) is not None)


def check(text: str) -> Parsed:
    """Numbers of 13 digits and numbers with letters have no known check and are taken as they are."""
    number = compact(text)
    if not number:
        return unread(_TITLE)
    if not re.fullmatch(r"[0-9A-Z]+", number):
        return wrong("charset", f"{_TITLE}只能由数字和字母组成")
    if len(number) not in (13, 15):
        return wrong("length", f"{_TITLE}应为13位或15位，这里读到{len(number)}位", number)
    if re.fullmatch(r"[0-9]{15}", number) and not is_valid(number):
        return wrong("check_digit", f"{_TITLE}校验不通过，请与原件逐位核对", number)
    return Parsed(number)
