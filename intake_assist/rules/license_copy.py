"""正本、副本（M01）

查什么：提交的营业执照是不是 ``license_copy`` 要求的正本或副本，看文件种类的 ``copy_kind`` 字段。两者效力相同，通常写
``any``，这时不回答。自动执行。

选项：无，要求写在材料里：

    license_copy: 正本

回答：
- 通过：其中有一份是。
- 有问题：都不是。
- 不能判断：没有看出来。

默认：suspect，M01。依据：材料自己的 ``basis``。
"""

from __future__ import annotations

from collections.abc import Iterator

from intake_assist.model import Severity, State
from intake_assist.rules import base
from intake_assist.rules.base import Answer
from intake_assist.rules.context import Context

ID = "license_copy"
TITLE = "正本、副本"
SEVERITY = Severity.SUSPECT
CODE: str | None = "M01"
BASIS: str | None = None


_FIELD = "copy_kind"


class Options(base.Options):
    pass


def check(context: Context, _options: Options) -> Iterator[Answer]:
    spec = context.material
    if spec is None or spec.license_copy == "any" or not context.wanted(spec):
        return
    places = context.fields(f"{spec.id}.{_FIELD}")
    right = [place for place in places if spec.license_copy in (place.value or "")]
    unread = [place for place in places if place.value is None]
    if right:
        yield Answer.on(State.PASS, f"{spec.title}是{spec.license_copy}。", *right)
    elif unread:
        text = f"要求提交{spec.title}{spec.license_copy}，没有看出提交的是正本还是副本，请人工查看。"
        yield Answer.on(State.UNCERTAIN, text, *unread, blocked=True)
    elif places:
        text = f"要求提交{spec.title}{spec.license_copy}，提交的是{places[0].value}。请申请人更换。"
        yield Answer.on(State.FLAG, text, *places)
