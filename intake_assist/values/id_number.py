"""公民身份号码 (GB 11643-1999): six digits of region, birth date, three of order, a check character.

The old number of 15 digits has a two-digit year (19..) and no check character. Region codes may be
historical, so they are never judged here. Residence permits of 港澳台 residents have numbers made alike.
"""

from __future__ import annotations

import datetime as dt
import re

from intake_assist.values.base import Parsed, misread, unread, wrong
from intake_assist.values.confusables import DIGIT_TWINS, as_digits, only, table, variants
from intake_assist.values.dates import add_years
from intake_assist.values.text import compact

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_TITLE = "公民身份号码"
_LEAP = dt.timedelta(days=2)
_TWINS = table(DIGIT_TWINS)
_CROSS = re.compile(r"[×✕✖╳ΧХх]$")


def check_character(body: str) -> str:
    """The eighteenth character for seventeen digits."""
    return "10X98765432"[sum(int(char) * weight for char, weight in zip(body, _WEIGHTS, strict=True)) % 11]


def is_valid(number: str) -> bool:
    """Whether eighteen characters pass their check and contain a real birth date."""
    return _checks(number) and birth(number) is not None


def check(text: str, title: str = _TITLE) -> Parsed:
    """The value is 18 characters with a capital X, or the old 15 digits as printed."""
    number = _CROSS.sub("X", compact(text))
    if not number:
        return unread(title)
    if not re.fullmatch(r"[0-9A-Z|!]+", number):
        return wrong("charset", f"{title}中有不该出现的字符")
    if len(number) not in (15, 18):
        return wrong("length", f"{title}应为18位，这里读到{len(number)}位", number)
    if not re.fullmatch(r"[0-9]{15}|[0-9]{17}[0-9X]", number):
        return _letters(number, title)
    return _judge(number, title)


def _letters(number: str, title: str) -> Parsed:
    repaired = repair(number)
    if repaired:
        return misread(title, repaired, number, "charset")
    return wrong("charset", f"{title}中有不该出现的字母", number)


def _judge(number: str, title: str) -> Parsed:
    if len(number) == 18 and not _checks(number):
        message = f"{title}校验不通过，请与证件逐位核对"
        return wrong("check_digit", message, number, suggestion=repair(number))
    if birth(number) is None:
        return wrong("no_such_date", f"{title}中的出生日期不存在：{_birth_text(number)}", number)
    return Parsed(number)


def _checks(number: str) -> bool:
    return bool(re.fullmatch(r"[0-9]{17}[0-9X]", number)) and check_character(number[:17]) == number[17]


def _birth_text(number: str) -> str:
    digits = number[6:14] if len(number) == 18 else f"19{number[6:12]}"
    return f"{digits[:4]}年{digits[4:6]}月{digits[6:]}日"


def repair(text: str) -> str | None:
    """The one valid number that letters read for digits, or else one digit read for its twin, explain.

    A twin is weak evidence (one wrong guess in eleven passes), so such a number stays an error with a
    suggestion, while a letter among digits is taken for a misreading.
    """
    number = compact(text)
    plain = as_digits(number[:17]) + number[17:18].translate({ord("K"): "X", ord("Y"): "X"})
    plain = plain if plain[-1:] == "X" else as_digits(plain)
    if plain != number:
        return plain if is_valid(plain) else None
    return only(form for form in variants(number, _TWINS) if is_valid(form))


def to18(number: str) -> str | None:
    """The 18 characters of an old number, None when it is not 15 digits."""
    if not re.fullmatch(r"[0-9]{15}", number):
        return None
    body = f"{number[:6]}19{number[6:]}"
    return body + check_character(body)


def birth(number: str) -> dt.date | None:
    """The birth date in a number of either length, None when there is no such day since 1800."""
    found = re.fullmatch(
        r"[0-9]{6}((?:1[89]|[2-9][0-9])[0-9]{2})([0-9]{2})([0-9]{2})[0-9]{3}[0-9X]", to18(number) or number
    )
    try:
        return dt.date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def sex(number: str) -> str | None:
    """男 or 女, None when it is no number."""
    full = to18(number) or number
    if not re.fullmatch(r"[0-9]{17}[0-9X]", full):
        return None
    return "男" if int(full[16]) % 2 else "女"


def age(birth: dt.date, on: dt.date) -> int:
    """Completed years (周岁)."""
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def expected_expiry(birth: dt.date, start: dt.date) -> dt.date | None:
    """When a card issued on `start` ends (居民身份证法 5), None for 长期."""
    years = age(birth, start)
    if years >= 46:
        return None
    return add_years(start, 5 if years < 16 else 10 if years < 26 else 20)


def period_fits(
    birth: dt.date, start: dt.date, end: dt.date | None, tolerance: dt.timedelta = dt.timedelta(days=90)
) -> bool:
    """Whether the age at some day from the application, `tolerance` before, to the first day of validity gives this
    end (None: 长期)."""
    shifts = (dt.timedelta(0), tolerance)
    expected = [(shift, expected_expiry(birth, start - shift)) for shift in shifts]
    if end is None:
        return any(due is None for _, due in expected)
    return any(due is not None and abs(end - due - shift) <= _LEAP for shift, due in expected)


def looks_like(text: str) -> float:
    number = _CROSS.sub("X", compact(text))
    if is_valid(number):
        return 0.7 if number[0] == "9" else 1.0
    if re.fullmatch(r"[0-9]{15}", number):
        return 0.7 if birth(number) else 0.2
    if not re.fullmatch(r"[0-9A-Z]{16,20}", number):
        return 0.0
    share = sum(char.isdigit() for char in number) / len(number)
    dated = re.match(r"[0-9]{6}(?:19|20)[0-9]{2}[01][0-9][0-3][0-9]", number)
    return round(max(0.0, share * (0.9 if dated else 0.3) - 0.1 * abs(len(number) - 18)), 3)
