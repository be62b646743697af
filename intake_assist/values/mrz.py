"""The machine-readable zone of a passport (ICAO Doc 9303 part 4, TD3; check digits part 3, 4.9).

The functions take the part of the zone that belongs to one value, its check digit last where it has one.
"""

from __future__ import annotations

import datetime as dt
import re
from itertools import cycle

from intake_assist.values import residence
from intake_assist.values.base import Parsed, unread, wrong
from intake_assist.values.confusables import as_digits
from intake_assist.values.text import squeeze

_NUMBER = re.compile(r"[A-Z0-9<]{9}[0-9OIB]")
_NAME = re.compile(r"[A-Z]+(?:<[A-Z]+)*(?:<<[A-Z]+(?:<[A-Z]+)*)?<*")
_LETTERS = str.maketrans("01258", "OIZSB")
_LATEST_BIRTH = 30  # of this century: the zone prints two digits of the year, and holders are born before it


def check_digit(body: str) -> str:
    """Weights 7, 3, 1; letters count from A=10, the filler is 0. `body` holds only A-Z, 0-9 and ``<``."""
    values = (0 if char == "<" else int(char, 36) for char in body)
    return str(sum(value * weight for value, weight in zip(values, cycle((7, 3, 1)), strict=False)) % 10)


def check_number(text: str) -> Parsed:
    """A passport number, from the zone with its check digit, or as printed elsewhere without one."""
    zone = squeeze(text).upper()
    if not _NUMBER.fullmatch(zone):
        return residence.check_passport(text)
    number = zone[:9].rstrip("<")
    if check_digit(zone[:9]) != as_digits(zone[9]):
        return wrong("check_digit", "护照号码与机读区的校验位不符，请与护照核对", number, uncertain=True)
    return Parsed(number)


def number_likeness(text: str) -> float:
    return 0.8 if check_number(text).problem is None else 0.0


def check_name(text: str) -> Parsed:
    """``LI<<MING`` becomes ``LI MING``. No name in the zone has figures (part 4): what looks like one is a letter."""
    zone = squeeze(text).upper().translate(_LETTERS)
    if not zone:
        return unread("姓名")
    if not _NAME.fullmatch(zone):
        return wrong("malformed", "机读区的姓名没有读准，请与护照核对", None, uncertain=True)
    return Parsed(" ".join(part for part in zone.split("<") if part))


def name_likeness(text: str) -> float:
    return 0.8 if "<<" in text else 0.0


def check_birth(text: str) -> Parsed:
    return _date(text, "出生日期", latest=_LATEST_BIRTH)


def check_expiry(text: str) -> Parsed:
    return _date(text, "有效期", latest=99)


def date_likeness(text: str) -> float:
    return 0.8 if re.fullmatch(r"[0-9OIB]{7}", squeeze(text)) else 0.0


def _date(text: str, title: str, latest: int) -> Parsed:
    zone = as_digits(squeeze(text))
    if not zone:
        return unread(title)
    if not re.fullmatch(r"[0-9]{7}", zone):
        return wrong("malformed", f"机读区的{title}没有读准，请与护照核对", None, uncertain=True)
    year = int(zone[:2])
    try:
        day = dt.date(year + (2000 if year <= latest else 1900), int(zone[2:4]), int(zone[4:6]))
    except ValueError:
        return wrong("no_such_date", f"机读区的{title}不是一个日期，请与护照核对", None, uncertain=True)
    if check_digit(zone[:6]) != zone[6]:
        message = f"{title}与机读区的校验位不符，请与护照核对"
        return wrong("check_digit", message, day.isoformat(), uncertain=True)
    return Parsed(day.isoformat())


def check_sex(text: str) -> Parsed:
    zone = squeeze(text).upper()
    if not zone:
        return unread("性别")
    sex = {"M": "男", "F": "女", "男": "男", "女": "女"}.get(zone)
    if sex is None:
        return wrong("malformed", "机读区的性别没有读准，请与护照核对", None, uncertain=True)
    return Parsed(sex)


def sex_likeness(text: str) -> float:
    return 0.5 if squeeze(text).upper() in ("M", "F") else 0.0
