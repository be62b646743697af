"""要素齐全（A01）

查什么：自由行文的材料是否写明了该写的内容，例如授权委托书的受托人、事项、权限、期限。与 `required_field`
不同，它没有印好的格子可看：纸面读得清楚，而字段的值和标签都没有出现，就是没有写。

选项：
- ``fields``：各要素，写成“材料.字段”。

例：

    - id: A01_poa
      rule: present_fields
      with: {fields: [poa.agent_name, poa.matter, poa.scope, poa.term]}

回答：
- 通过：写明了。
- 有问题：是空的，或者全文没有提到。
- 不能判断：看到标签但没有读出内容，或者影像不清，或者没有全文可查。

默认：suspect，A01。依据：《民法典》第165条。
"""

from __future__ import annotations

from collections.abc import Iterator

from intake_assist.model import Severity, State
from intake_assist.rules import base
from intake_assist.rules.base import Answer
from intake_assist.rules.context import Context, Occurrence
from intake_assist.rules.standing import is_spoilt

ID = "present_fields"
TITLE = "要素齐全"
SEVERITY = Severity.SUSPECT
CODE: str | None = "A01"
BASIS: str | None = "《民法典》第165条"


class Options(base.FieldOptions):
    fields: tuple[str, ...] = ()


def check(context: Context, options: Options) -> Iterator[Answer]:
    for reference in options.fields:
        for place in context.fields(reference):
            yield _judged(context, place)


def _judged(context: Context, place: Occurrence) -> Answer:
    if place.value is not None:
        return Answer.on(State.PASS, f"{place.owner}写明了“{place.spec.title}”。", place)
    spoilt = is_spoilt(context, place.document)
    if not spoilt and (place.blank or place.unmentioned):
        text = f"{place.owner}没有写明“{place.spec.title}”。请申请人补充后重新签章。"
        return Answer.on(State.FLAG, text, place)
    text = f"没有读出{place.label}，请人工查看是否写明。"
    return Answer.on(State.UNCERTAIN, text, place)
