"""Papers of 港澳台 residents and foreigners.

港澳台居民居住证: 18 characters, region 810000, 820000 or 830000, made like a 公民身份号码.
外国人永久居留身份证: since 2023 18 characters that begin with 9, before that 3 letters and 12 digits.
通行证 and passports have a form only.

A number of 18 digits that begins with 9 may also be a 统一社会信用代码: what a number is follows from its
label, never from its length.
"""

from __future__ import annotations

import re
from itertools import cycle

from intake_assist.values import id_number
from intake_assist.values.base import Parsed, unread, wrong
from intake_assist.values.text import compact

_TITLE = "证件号码"
_PERMIT = "港澳台居民居住证号码"
_PERMANENT = "外国人永久居留身份证号码"
_OLD_PERMANENT = re.compile(r"[A-Z]{3}[0-9]{12}")
_TRAVEL = re.compile(r"[HM](?:[0-9]{8}|[0-9]{10})|[0-9]{8}|[0-9]{10}")
_PASSPORT = re.compile(r"(?=.*[0-9])[A-Z0-9]{5,17}")


def check_permit(text: str) -> Parsed:
    """港澳台居民居住证."""
    return _numbered(text, _PERMIT, ("810000", "820000", "830000"))


def check_permanent(text: str) -> Parsed:
    """外国人永久居留身份证. The rule of the old check digit is not official: failing it is a doubt."""
    number = compact(text)
    if not _OLD_PERMANENT.fullmatch(number):
        return _numbered(text, _PERMANENT, ("9",))
    if _old_check(number[:14]) != number[14]:
        return wrong("check_digit", f"{_PERMANENT}校验不符，请与证件核对", number, uncertain=True)
    return Parsed(number)


def _numbered(text: str, title: str, prefixes: tuple[str, ...]) -> Parsed:
    """A number made like a 公民身份号码 with one of the beginnings."""
    parsed = id_number.check(text, title)
    number = parsed.value
    if number and len(number) != 18:
        return wrong("length", f"{title}应为18位，这里读到{len(number)}位", number)
    if number and not number.startswith(prefixes):
        return wrong("malformed", f"{title}应以{'、'.join(prefixes)}开头", number)
    return parsed


def _old_check(body: str) -> str:
    return str(sum(int(char, 36) * weight for char, weight in zip(body, cycle((7, 3, 1)), strict=False)) % 10)


def check_travel_permit(text: str) -> Parsed:
    """港澳居民来往内地通行证 and 台湾居民来往大陆通行证."""
    number = compact(text)
    if not number:
        return unread("通行证号码")
    if not _TRAVEL.fullmatch(number):
        return wrong("malformed", "通行证号码的格式不对，请与证件核对", _alphanumeric(number))
    return Parsed(number)


def check_passport(text: str) -> Parsed:
    number = compact(text)
    if not number:
        return unread("护照号码")
    if not _PASSPORT.fullmatch(number):
        return wrong("malformed", "护照号码的格式不对，请与证件核对", _alphanumeric(number))
    return Parsed(number)


def check(text: str) -> Parsed:
    """Any of these papers, told apart by the form of the number."""
    number = compact(text)
    if not number:
        return unread(_TITLE)
    if _OLD_PERMANENT.fullmatch(number) or re.fullmatch(r"9[0-9]{16}[0-9X]", number):
        return check_permanent(number)
    if re.fullmatch(r"8[123][0-9]{15}[0-9X]", number):
        return check_permit(number)
    if re.fullmatch(r"[0-9]{17}[0-9X]", number):
        return id_number.check(number, _TITLE)
    if _TRAVEL.fullmatch(number) or (_PASSPORT.fullmatch(number) and not re.fullmatch(r"[0-9]{11,}", number)):
        return Parsed(number)
    return wrong("malformed", f"{_TITLE}的格式不对，请与证件核对", _alphanumeric(number))


def _alphanumeric(number: str) -> str | None:
    return number if re.fullmatch(r"[0-9A-Z]+", number) else None


def looks_like(text: str) -> float:
    number = compact(text)
    if check(number).problem:
        return 0.4 if re.fullmatch(r"[A-Z]{3}[0-9]{12}|[89][0-9]{16}[0-9X]", number) else 0.0
    strong = re.fullmatch(r"[A-Z]{3}[0-9]{12}|[89][0-9]{16}[0-9X]", number) or re.fullmatch(
        r"[HM][0-9]{8,10}|[EGDPS][A-Z]?[0-9]{7,8}", number
    )
    return 1.0 if strong else 0.6
