"""Chinese numerals, ordinary and banker's, simplified and traditional."""

from __future__ import annotations

import re

_FORMS = {
    "零": "〇○◯OoΟ0",
    "一": "壹弌",
    "二": "贰貳弍两兩",
    "三": "叁參叄参",
    "四": "肆",
    "五": "伍",
    "六": "陆陸",
    "七": "柒",
    "八": "捌",
    "九": "玖",
    "十": "拾",
    "百": "佰",
    "千": "仟",
    "万": "萬",
    "亿": "億",
}
_PLAIN = str.maketrans({form: char for char, forms in _FORMS.items() for form in forms})
_LONGEST = 40
_DIGITS = "零一二三四五六七八九"
_ONE = "[一二三四五六七八九]"
_SECTION = re.compile(
    rf"零?(?:(?P<k>{_ONE})千)?(?P<z1>零?)(?:(?P<h>{_ONE})百)?(?P<z2>零?)(?:(?P<t>{_ONE}?)十)?(?P<z3>零?)(?P<u>{_ONE}?)"
)

CHARACTERS = "".join(_FORMS) + "".join(_FORMS.values()) + "廿卅"
"""Everything that may stand in a numeral; O and 0 too, which recognisers give for 〇."""


def plain(text: str) -> str:
    """Banker's and traditional forms as ordinary ones; 廿 and 卅 written out."""
    return text.replace("廿", "二十").replace("卅", "三十").translate(_PLAIN)


def to_int(text: str, *, by_digits: bool = True) -> int | None:
    """The number a numeral stands for: ``壹佰零伍万`` by its units, ``二〇二六`` digit by digit.

    None for anything that is not a numeral or could be read in two ways (``壹佰伍``: 105 or 150).
    `by_digits` False refuses more than one digit without units, as amounts never have them.
    """
    numeral = plain(text)
    if len(numeral) > _LONGEST:
        return None
    if numeral and all(char in _DIGITS for char in numeral) and (by_digits or len(numeral) == 1):
        return int("".join(str(_DIGITS.index(char)) for char in numeral))
    return _by_units(numeral)


def _by_units(numeral: str) -> int | None:
    for unit, size in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = numeral.rpartition(unit)
        if found:
            return _joined(_by_units(head), size, tail)
    return _section(numeral)


def _joined(head: int | None, size: int, tail: str) -> int | None:
    """``head`` times ``size`` plus what follows; a lone digit must be set off by 零."""
    if not head or head >= size or (len(tail) == 1 and tail in _DIGITS):
        return None
    rest = _by_units(tail) if tail else 0
    return head * size + rest if rest is not None and rest < size else None


def _section(numeral: str) -> int | None:
    """A number below ten thousand."""
    found = _SECTION.fullmatch(numeral)
    if not numeral or not found or not numeral.strip("零"):
        return None
    thousands, hundreds, units = (found[name] for name in ("k", "h", "u"))
    tens = found["t"]
    if tens == "" and (thousands or hundreds):
        return None
    skipped = units and (thousands or hundreds) and tens is None
    if skipped and not (found["z1"] or found["z2"] or found["z3"]):
        return None
    values = (_value(thousands), _value(hundreds), 1 if tens == "" else _value(tens), _value(units))
    return sum(value * size for value, size in zip(values, (1000, 100, 10, 1), strict=True))


def _value(char: str | None) -> int:
    return _DIGITS.index(char) if char else 0
