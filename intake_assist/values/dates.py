"""Dates and periods as Chinese papers print them, and as recognisers mangle them."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass

from intake_assist.values import numerals
from intake_assist.values.base import Parsed, misread, quoted, unread, wrong
from intake_assist.values.confusables import as_digits
from intake_assist.values.text import squeeze, trim

FOREVER = "长期"
_YEARS = range(1850, 2200)
_HAN = f"[{numerals.CHARACTERS}]"
_YEAR = rf"(?:[0-9]{{4}}|{_HAN}{{4}})"
_MONTH = rf"(?:[0-9]{{1,2}}|[元正]|{_HAN}{{1,4}})"
_MARKED = rf"{_YEAR}年{_MONTH}月(?:[0-9]{{1,2}}|初?{_HAN}{{1,4}})[日号]?"
_POINT = r"[.\-/,·、。—–]"
_DOTTED = (
    rf"[0-9]{{4}}{_POINT}[0-9]{{1,2}}{_POINT}[0-9]{{1,2}}日?|[0-9]{{4}}{_POINT}?[0-9]{{2}}{_POINT}?[0-9]{{2}}"
)
_DATE = rf"(?:{_MARKED}|{_DOTTED})"
_YEAR_MONTH = re.compile(rf"(?:({_YEAR})[年.\-/]({_MONTH})月?|([0-9]{{4}})([0-9]{{2}}))")
_ENDLESS = r"长期有效|长期|長期|永久|永续|无固定期限|无期限|不约定期限|9999年12月31日|9999[.\-/]12[.\-/]31"
_DATED = re.compile(
    rf"[0-9OoIl]{{2,4}}(?:年|{_POINT}[0-9OoIl]{{1,2}}{_POINT}[0-9OoIl])|{_HAN}{{4}}年|[年月].{{1,3}}日"
)
_PARTS = re.compile(r"(?P<year>[^年]+)年(?P<month>[^月]+)月(?P<day>[^日号]+)[日号]?")
_NUMBERS = re.compile(r"([0-9]{4})[^0-9]?([0-9]{1,2})[^0-9]?([0-9]{1,2})日?")
_PERIOD = re.compile(
    rf"(?:自|从|由)?(?P<start>{_DATE})?(?:起|始)?(?P<sep>[^0-9]{{0,2}}?)(?P<end>{_DATE}|{_ENDLESS})?(?:止|为止)?"
)
_SPECKS = re.compile(
    r"[.·,](?=[年月日])|(?<=[年月])[.·,]|(?<=月[0-9])[.·](?=[0-9]日)|(?<=(?:19|20))[.·:](?=[0-9]{2}年)"
)
_COLON = re.compile(r"(?<=[0-9]):(?=[0-9])")  # a point with a speck above it
# A day of one digit at the end of a text, where a second digit and the sign for it may have been lost.
_BROKEN_OFF = re.compile(r"(?:月|[.\-/]0[1-9][.\-/])[1-3]$")
_MIDNIGHT = re.compile(r"[ T]0?0:00(:00(\.0+)?)?\s*$")
_LOOKALIKES = str.maketrans({"牛": "年", "午": "年", "曰": "日", "口": "日", "目": "日"})


@dataclass(frozen=True, slots=True)
class Period:
    """`start` or `end` is None when that side is not printed; `forever` periods have no `end`."""

    start: dt.date | None = None
    end: dt.date | None = None
    forever: bool = False

    def __str__(self) -> str:
        """``from/to``, the form values have."""
        return f"{self.start or ''}/{FOREVER if self.forever else self.end or ''}"

    @classmethod
    def parse_iso(cls, text: str) -> Period:
        """The reverse of ``str(period)``. Raises ValueError for any other text."""
        start, _, end = text.partition("/")
        forever = end == FOREVER
        last = dt.date.fromisoformat(end) if end and not forever else None
        period = cls(dt.date.fromisoformat(start) if start else None, last, forever)
        if str(period) != text:
            raise ValueError(f"not a period: {text!r}")
        return period


def add_years(day: dt.date, years: int) -> dt.date:
    """The same day `years` later; 29 February becomes the 28th where there is none."""
    year = day.year + years
    return dt.date(year, day.month, min(day.day, calendar.monthrange(year, day.month)[1]))


# -- dates ------------------------------------------------------------------------------------------------


def parse_date(text: str) -> dt.date | None:
    """The date a text prints, None when it is not exactly one real date."""
    parts = _parts(_clean(text))
    return _day(*parts) if parts else None


def check_date(text: str) -> Parsed:
    """The value is ISO 8601."""
    clean = _clean(text)
    if not clean:
        return unread("日期")
    parts = _parts(clean)
    if not parts:
        return _suggest_date(clean)
    day = _day(*parts)
    if day and _BROKEN_OFF.search(clean):
        return wrong("cut", f"日期后面可能少了字：{clean}", uncertain=True)
    return Parsed(day.isoformat()) if day else _impossible(clean, parts[0])


def _clean(text: str) -> str:
    return _COLON.sub(".", _SPECKS.sub("", trim(squeeze(_MIDNIGHT.sub("", text)))))


def _parts(clean: str) -> tuple[int, int, int] | None:
    """Year, month and day as printed, whether or not such a day exists."""
    if not re.fullmatch(_DATE, clean):
        return None
    marked = _PARTS.fullmatch(clean)
    texts = marked.group("year", "month", "day") if marked else _numbers(clean)
    year, month, day = (_number(part) for part in texts)
    return None if year is None or month is None or day is None else (year, month, day)


def _numbers(clean: str) -> tuple[str, ...]:
    found = _NUMBERS.fullmatch(clean)
    return found.groups() if found else ("", "", "")


def _number(part: str) -> int | None:
    if re.fullmatch(r"[0-9]+", part):
        return int(part)
    return 1 if part in ("元", "正") else numerals.to_int(part.removeprefix("初"))


def _day(year: int, month: int, day: int) -> dt.date | None:
    if year not in _YEARS or not 1 <= month <= 12 or not 1 <= day <= calendar.monthrange(year, month)[1]:
        return None
    return dt.date(year, month, day)


def _impossible(clean: str, year: int) -> Parsed:
    if year not in _YEARS:
        return wrong("malformed", f"日期的年份不合理：{clean}", uncertain=True)
    if clean.endswith("月0"):  # the rest of the day was cut off
        return wrong("malformed", f"不是完整的日期：{quoted(clean)}", uncertain=True)
    return wrong("no_such_date", f"日期不存在：{clean}")


def _suggest_date(clean: str) -> Parsed:
    for guess in (as_digits(clean), clean.translate(_LOOKALIKES), as_digits(clean).translate(_LOOKALIKES)):
        day = parse_date(guess)
        if day:
            return misread("日期", day.isoformat())
    return wrong("malformed", f"不是完整的日期：{quoted(clean)}", uncertain=True)


# -- periods ----------------------------------------------------------------------------------------------


def parse_period(text: str) -> Period | None:
    """The period a text prints, None when a date in it is impossible or anything else stands in it.

    A lone ``长期`` is a period without a printed start; one date alone has only the side it was printed on.
    """
    found = _PERIOD.fullmatch(_clean_period(text))
    if not found or not _is_joined(found):
        return None
    start, end, forever = found["start"], found["end"], bool(re.fullmatch(_ENDLESS, found["end"] or ""))
    first = parse_date(start) if start else None
    last = parse_date(end) if end and not forever else None
    if (start and not first) or (end and not forever and not last):
        return None
    return Period(first, last, forever)


def _is_joined(found: re.Match[str]) -> bool:
    """Between two sides anything may stand that a misread separator gives; at one side only a real one."""
    both = bool(found["start"] and found["end"])
    return both or (bool(found["start"] or found["end"]) and not found["sep"].strip("至到/~-—–―一"))


def check_period(text: str) -> Parsed:
    """The value is ``from/to`` in ISO 8601, with 长期 kept and an empty side where none is printed."""
    clean = _clean_period(text)
    if not clean:
        return unread("期限")
    period = parse_period(clean)
    if period and _BROKEN_OFF.search(clean):
        return wrong("cut", f"期限后面可能少了字：{quoted(clean, 40)}", uncertain=True)
    return _judge(period) if period else _explain(clean)


def _clean_period(text: str) -> str:
    return _COLON.sub(".", _SPECKS.sub("", squeeze(text).strip(":;,.、。()")))


def _judge(period: Period) -> Parsed:
    value = str(period)
    if period.start and period.end and period.end < period.start:
        return wrong("reversed", "期限的终止日期早于起始日期", value)
    if not period.end and not period.forever:
        return wrong("incomplete", "期限只读到起始日期，没有读到终止日期", value, uncertain=True)
    if period.end and not period.start:
        return wrong("incomplete", "期限只读到终止日期，没有读到起始日期", value, uncertain=True)
    return Parsed(value)


def _explain(clean: str) -> Parsed:
    found = _PERIOD.fullmatch(clean)
    for side in found.group("start", "end") if found else ():
        problem = check_date(side).problem if side and not re.fullmatch(_ENDLESS, side) else None
        if problem:
            return wrong(problem.code, problem.message, uncertain=problem.uncertain)
    for guess in (as_digits(clean), re.sub(r"(?<=[^0-9])(长.?|.?期)$", FOREVER, clean)):
        period = parse_period(guess)
        if period:
            return misread("期限", str(period))
    return wrong("malformed", f"不是完整的期限：{quoted(clean, 40)}", uncertain=True)


# -- year and month ---------------------------------------------------------------------------------------


def check_year_month(text: str) -> Parsed:
    """The value is ``2026-05``."""
    clean = _clean(text)
    if not clean:
        return unread("年月")
    found = _YEAR_MONTH.fullmatch(clean)
    year, month = (_number(part) for part in found.groups() if part) if found else (None, None)
    if year is None or month is None:
        return wrong("malformed", f"不是完整的年月：{quoted(clean)}", uncertain=True)
    if year not in _YEARS or not 1 <= month <= 12:
        return wrong("no_such_date", f"年月不存在：{clean}")
    return Parsed(f"{year:04d}-{month:02d}")


# -- how much a text looks like one -----------------------------------------------------------------------


def _share(text: str) -> float:
    """Share of the characters that dates and periods are made of."""
    return sum(char in "0123456789年月日.-/至长期自起" for char in text) / len(text) if text else 0.0


def date_likeness(text: str) -> float:
    clean = _clean(text)
    if parse_date(clean):
        return 1.0
    if _parts(clean):
        return 0.8
    return round(0.6 * _share(clean), 3) if _DATED.search(clean) and len(clean) <= 14 else 0.0


def period_likeness(text: str) -> float:
    clean = _clean_period(text)
    period = parse_period(clean)
    if period:
        return 1.0 if period.end or period.forever else 0.6
    dated = re.search(rf"{_DATED.pattern}|{_ENDLESS}", clean)
    return round(0.7 * _share(clean), 3) if dated and 6 <= len(clean) <= 30 else 0.0


def year_month_likeness(text: str) -> float:
    return 0.9 if check_year_month(text).value else 0.0
