"""身份证期限与年龄

查什么：身份证有效期是否符合持证人起始日的年龄：不满 16 岁 5 年，16 至 25 岁 10 年，26 至 45 岁 20 年，46
岁起长期。国徽面没有姓名，期限不符提示两面可能不是同一张证件。

选项：
- ``number``：公民身份号码（人像面）。
- ``period``：有效期限（国徽面）。
- ``tolerance_days``（90）：办证最长 60+30 天，定期限时的年龄可能小这么多天；截止日因闰日可差一两天。

例：

    - {id: H01, rule: id_period_by_age, with: {number: legal_id.id_number, period: legal_id.term}}

回答：
- 通过：相符。
- 有问题：不符。
只是提示，所以没有读出来、读得不准、两面数量不等时不回答。

默认：warn，不设原因码。依据：《居民身份证法》第5条。
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pydantic import Field

from intake_assist.model import Severity, State
from intake_assist.rules import base
from intake_assist.rules.base import Answer
from intake_assist.rules.context import Context, Occurrence
from intake_assist.rules.dates import period_of
from intake_assist.rules.wording import day
from intake_assist.values import id_number
from intake_assist.values.dates import Period

ID = "id_period_by_age"
TITLE = "身份证期限与年龄"
SEVERITY = Severity.WARN
CODE: str | None = None
BASIS: str | None = "《居民身份证法》第5条"


class Options(base.Options):
    number: str
    period: str
    tolerance_days: int = Field(default=90, ge=0, le=366)

    def references(self) -> tuple[str, ...]:
        return (self.number, self.period)


def check(context: Context, options: Options) -> Iterator[Answer]:
    numbers, periods = context.fields(options.number), context.fields(options.period)
    if len(numbers) == len(periods):
        for number, period in zip(numbers, periods, strict=True):
            yield from _judged(number, period, dt.timedelta(options.tolerance_days))


def _judged(number: Occurrence, place: Occurrence, tolerance: dt.timedelta) -> Iterator[Answer]:
    period = period_of(place)
    birth = None if number.value is None or number.faulty else id_number.birth(number.value)
    if birth is None or period is None or period.start is None or not (number.sure and place.sure):
        return
    if period.end is None and not period.forever:
        return
    if id_number.period_fits(birth, period.start, period.end, tolerance):
        yield Answer.on(State.PASS, f"{place.label}与证件号码显示的年龄相符。", place, number)
        return
    yield Answer.on(State.FLAG, _difference(place, period, period.start, birth), place, number)


def _difference(place: Occurrence, period: Period, start: dt.date, birth: dt.date) -> str:
    printed, due = period.end, id_number.expected_expiry(birth, start)
    age = id_number.age(birth, start)
    return (
        f"{place.label}自{day(start)}起，{f'到{day(printed)}止' if printed else '长期有效'}，"
        f"而按证件号码起始日满{age}周岁，应{f'到{day(due)}止' if due else '长期有效'}。请看两面是否为同一张证件。"
    )
