"""日期先后（V02）

查什么：一个日期不应晚于另一个日期，例如成立日期在前、申请日期在后。

选项：
- ``earlier``、``later``：两个字段；期限字段看起始日。

例：

    - {id: D02, rule: date_order, with: {earlier: license.estab_date, later: reg_form.apply_date}}

回答：
- 通过：先后正确，或者同一天。
- 有问题：先后颠倒。
- 不能判断：有一个没有读出来，或者颠倒但读得不准。
缺材料、可以没有的字段没有时不回答。

默认：suspect，V02。
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from intake_assist.model import Severity, State
from intake_assist.rules import base
from intake_assist.rules.base import Answer
from intake_assist.rules.context import Context, Occurrence
from intake_assist.rules.dates import start_of
from intake_assist.rules.wording import CHECK_PAPER, day, listed

ID = "date_order"
TITLE = "日期先后"
SEVERITY = Severity.SUSPECT
CODE: str | None = "V02"
BASIS: str | None = None


class Options(base.Options):
    earlier: str
    later: str

    def references(self) -> tuple[str, ...]:
        return (self.earlier, self.later)


def check(context: Context, options: Options) -> Iterator[Answer]:
    for first, second in product(context.fields(options.earlier), context.fields(options.later)):
        if not (first.absent or second.absent):
            yield _judged(first, second)


def _judged(first: Occurrence, second: Occurrence) -> Answer:
    early, late = start_of(first), start_of(second)
    if early is None or late is None:
        unread = [place for place in (first, second) if start_of(place) is None]
        text = f"{listed(place.label for place in unread)}没有读出来，无法核对先后，请人工查看。"
        return Answer.on(State.UNCERTAIN, text, *unread, blocked=True)
    if early <= late:
        return Answer.on(State.PASS, f"{first.label}不晚于{second.label}。", second, first)
    text = f"{second.label}是{day(late)}，早于{first.label}（{day(early)}）。"
    if first.sure and second.sure:
        return Answer.on(State.FLAG, f"{text}{CHECK_PAPER}；确实写错的，请申请人更正。", second, first)
    return Answer.on(State.UNCERTAIN, f"{text}可能是识别有误，{CHECK_PAPER}。", second, first)
