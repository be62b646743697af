"""有效期覆盖当日（V01）

查什么：有效期限、委托期限是否包含今天：起始日不晚于今天，截止日不早于今天。只有一个日期的字段看作截止日。

选项：
- ``fields``：期限字段。
- ``soon_days``（30）：还有这么多天就到期时提示。

例：

    - {id: V01_id, rule: covers_today, with: {fields: [legal_id.term, poa.term], soon_days: 30}}

回答：
- 通过：今天在期限内，或者是长期。
- 有问题：已到期或未开始；快到期只作提示（warn）。
- 不能判断：没有读出来、只读出一头，或者看来已到期但读得不准。
可以没有的字段没有时不回答（2022 年起营业执照不再载明营业期限）。

默认：error，V01。
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from pydantic import Field

from intake_assist.model import Severity, State
from intake_assist.rules import base
from intake_assist.rules.base import Answer
from intake_assist.rules.context import SURE, Context, Occurrence
from intake_assist.rules.dates import period_of
from intake_assist.rules.wording import CHECK_PAPER, day
from intake_assist.values.dates import Period

ID = "covers_today"
TITLE = "有效期覆盖当日"
SEVERITY = Severity.ERROR
CODE: str | None = "V01"
BASIS: str | None = None


class Options(base.FieldOptions):
    soon_days: int = Field(default=30, ge=0)


def check(context: Context, options: Options) -> Iterator[Answer]:
    for place in context.given(options.fields):
        yield _judged(place, context.today, options.soon_days)


def _judged(place: Occurrence, today: dt.date, soon_days: int) -> Answer:
    period = period_of(place)
    fault = _fault(period, today) if period else None
    if period and fault and (place.sure or (place.faulty and place.field.confidence >= SURE)):
        text = f"{place.label}{fault}。{_remedy(place, period, today)}"
        return Answer.on(State.FLAG, text, place)
    if fault:
        text = f"{place.label}看来{fault}，但读得不准。{CHECK_PAPER}。"
        return Answer.on(State.UNCERTAIN, text, place)
    if period is None or place.faulty or (period.end is None and not period.forever):
        text = f"{place.label}没有读全，请人工查看是否在有效期内。"
        return Answer.on(State.UNCERTAIN, text, place, blocked=True)
    if period.end is not None and (period.end - today).days <= soon_days:
        text = f"{place.label}将于{day(period.end)}到期。请提醒申请人及时更换。"
        return Answer.on(State.FLAG, text, place, severity=Severity.WARN)
    return Answer.on(State.PASS, f"{place.label}在有效期内。", place)


def _fault(period: Period, today: dt.date) -> str | None:
    if period.end is not None and period.end < today:
        return f"已于{day(period.end)}到期"
    if period.start is not None and period.start > today:
        return f"要到{day(period.start)}才开始"
    return None


def _remedy(place: Occurrence, period: Period, today: dt.date) -> str:
    """A paper that is not in force yet is more often misdated than early."""
    new = f"请申请人换用有效的{place.owner}。"
    return new if period.end is not None and period.end < today else f"{CHECK_PAPER}；确实如此的，{new}"
