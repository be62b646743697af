"""日期不晚于今天（V02）

查什么：成立日期、填表日期、签署日期等不应晚于今天。

选项：
- ``fields``：日期字段；期限字段看起始日。

例：

    - {id: D01, rule: date_not_after_today, with: {fields: [license.estab_date, reg_form.apply_date]}}

回答：
- 通过：不晚于今天。
- 有问题：晚于今天。
- 不能判断：没有读出来，或者晚于今天但读得不准。
可以没有的字段没有时不回答。

默认：suspect，V02。
"""

from __future__ import annotations

from collections.abc import Iterator

from intake_assist.model import Severity, State
from intake_assist.rules import base
from intake_assist.rules.base import Answer
from intake_assist.rules.context import Context, Occurrence
from intake_assist.rules.dates import start_of
from intake_assist.rules.wording import CHECK_PAPER, day

ID = "date_not_after_today"
TITLE = "日期不晚于今天"
SEVERITY = Severity.SUSPECT
CODE: str | None = "V02"
BASIS: str | None = None


class Options(base.FieldOptions):
    pass


def check(context: Context, options: Options) -> Iterator[Answer]:
    for place in context.given(options.fields):
        yield _judged(context, place)


def _judged(context: Context, place: Occurrence) -> Answer:
    date = start_of(place)
    if date is None:
        text = f"{place.label}没有读出来，请人工查看是否晚于今天（{day(context.today)}）。"
        return Answer.on(State.UNCERTAIN, text, place, blocked=True)
    if date <= context.today:
        return Answer.on(State.PASS, f"{place.label}不晚于今天。", place)
    text = f"{place.label}是{day(date)}，晚于今天（{day(context.today)}）。"
    if place.sure:
        return Answer.on(State.FLAG, f"{text}{CHECK_PAPER}；确实写错的，请申请人更正。", place)
    return Answer.on(State.UNCERTAIN, f"{text}可能是识别有误，{CHECK_PAPER}。", place)
