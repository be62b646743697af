"""期限提示

查什么：某个日期到今天是否超过规定的天数，例如成立之日起 30 日。只作提示，超期不是退件理由。

选项：
- ``field``：日期字段。
- ``days``（30）：天数。

例：

    - {id: X04, rule: within_days, with: {field: license.estab_date, days: 30}}

回答：
- 通过：没有超过。
- 有问题：超过了。
没有读出来或者晚于今天时不回答（由 `date_not_after_today` 说明）。

默认：info，不设原因码。依据：《社会保险法》第57条。
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from intake_assist.model import Severity, State
from intake_assist.rules import base
from intake_assist.rules.base import Answer
from intake_assist.rules.context import Context
from intake_assist.rules.dates import start_of
from intake_assist.rules.wording import day

ID = "within_days"
TITLE = "期限提示"
SEVERITY = Severity.INFO
CODE: str | None = None
BASIS: str | None = "《社会保险法》第57条"


class Options(base.Options):
    field: str
    days: int = Field(default=30, ge=0)

    def references(self) -> tuple[str, ...]:
        return (self.field,)


def check(context: Context, options: Options) -> Iterator[Answer]:
    for place in context.fields(options.field):
        date = start_of(place)
        if date is None or date > context.today:
            continue
        passed = (context.today - date).days
        if passed <= options.days:
            yield Answer.on(State.PASS, f"{place.label}距今天{passed}天，未超过{options.days}天。", place)
        else:
            text = f"{place.label}是{day(date)}，距今天已{passed}天，超过{options.days}天。"
            text += "仅作提示，不是退件理由。"
            yield Answer.on(State.FLAG, text, place)
