"""Tick boxes, and plain numbers."""

from __future__ import annotations

import re
from decimal import Decimal

from intake_assist.values import numerals
from intake_assist.values.base import Parsed, misread, quoted, unread, wrong
from intake_assist.values.confusables import as_digits
from intake_assist.values.text import squeeze, trim

_YES = "☑☒√✓✔■●◉⊙▣◼"
_NO = "□☐○◯×✗✘✕▢◻"
_ALONE = dict.fromkeys(("V", "v", "是", "有", "对", "true"), "true") | dict.fromkeys(
    ("口", "囗", "否", "无", "false"), "false"
)
_LIKELY_YES = frozenset("回囚凶区図团丿")  # a box with a tick in it, as recognisers read it
_COUNTER = "[人名份页个次户张]?"


def check_tick(text: str) -> Parsed:
    """``true`` or ``false``, from a box alone or one that stands before or after its option."""
    clean = squeeze(text)
    if not clean:
        return unread("勾选")
    if clean in _ALONE:
        return Parsed(_ALONE[clean])
    for char in (clean[0], clean[-1]):
        if char in _YES + _NO:
            return Parsed("true" if char in _YES else "false")
    if clean in _LIKELY_YES:
        return misread("勾选", "true")
    return wrong("malformed", f"看不出是否勾选：{quoted(clean, 10)}")


def check_number(text: str) -> Parsed:
    """A plain decimal without grouping and without zeros at the end of the fraction."""
    clean = squeeze(text).replace("−", "-")
    if not clean:
        return unread("数字")
    value = _decimal(clean)
    if value is not None:
        return Parsed(value)
    guess = _decimal(as_digits(clean))
    return misread("数字", guess) if guess is not None else wrong("malformed", f"不是数字：{quoted(clean)}")


def _decimal(text: str) -> str | None:
    if not re.fullmatch(r"-?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]+)?%?", text):
        return None
    plain = f"{Decimal(text.rstrip('%').replace(',', '')):f}"
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def check_integer(text: str) -> Parsed:
    """A whole number in figures or Chinese numerals, with or without a counter (``12人``)."""
    clean = trim(squeeze(text))
    if not clean:
        return unread("数目")
    found = re.fullmatch(rf"(.+?){_COUNTER}", clean)
    whole = found[1] if found else clean
    value = _whole(whole)
    if value is not None:
        return Parsed(value)
    guess = _whole(as_digits(whole))
    return misread("数目", guess) if guess is not None else wrong("malformed", f"不是整数：{quoted(clean)}")


def _whole(text: str) -> str | None:
    if re.fullmatch(r"[0-9]{1,15}|[0-9]{1,3}(?:,[0-9]{3}){1,4}", text):
        return str(int(text.replace(",", "")))
    value = numerals.to_int(text)
    return None if value is None else str(value)


def tick_likeness(text: str) -> float:
    clean = squeeze(text)
    return (1.0 if len(clean) == 1 else 0.6) if check_tick(clean).value else 0.0


def number_likeness(text: str) -> float:
    return 0.8 if check_number(text).value else 0.0


def integer_likeness(text: str) -> float:
    return 0.8 if check_integer(text).value else 0.0
