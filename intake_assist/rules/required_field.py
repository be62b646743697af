"""必填栏（M02）

查什么：必填的栏目是否填写。对需要且齐全的材料，按 ``required_fields`` 自动执行；也可以另写一条核对。

选项：
- ``fields``：字段，写成“材料.字段”。
- ``blank_only``：为 true 时，只在看到那里是空的时候说，没有读出来的不问。

例：

    - {id: R01, rule: required_field, with: {fields: [reg_form.agent_phone]}}

回答：
- 通过：填了。
- 有问题：看到了位置，是空的；一栏一条。
- 不能判断：纸面读出来了但没有这一栏（可能是旧版表格），一栏一条；影像有毛病而看着是空的，一栏一条；或者没有
  读出来，一栏一条。
填了但格式不对由 `field_format` 说明。

默认：error，M02。依据：材料自己的 ``basis``。
"""

from __future__ import annotations

from collections.abc import Iterator

from intake_assist.model import Severity, State
from intake_assist.rules import base
from intake_assist.rules.base import Answer
from intake_assist.rules.context import Context, Occurrence
from intake_assist.rules.standing import is_spoilt

ID = "required_field"
TITLE = "必填栏"
SEVERITY = Severity.ERROR
CODE: str | None = "M02"
BASIS: str | None = None


class Options(base.FieldOptions):
    fields: tuple[str, ...] = ()
    blank_only: bool = False


def check(context: Context, options: Options) -> Iterator[Answer]:
    papers: dict[str, list[Occurrence]] = {}
    for name in _names(context, options):
        for place in context.fields(name):
            if not (place.unread and context.twins(place)):
                papers.setdefault(place.document.id, []).append(place)
    for places in papers.values():
        asked = [place for place in places if not (options.blank_only and place.unread)]
        yield from _judged(asked, is_spoilt(context, places[0].document))


def _names(context: Context, options: Options) -> tuple[str, ...]:
    spec = context.material
    if spec is None or options.fields:
        return options.fields
    names = spec.required_fields if context.wanted(spec) else ()
    return tuple(f"{spec.id}.{name}" for name in names)


def _judged(places: list[Occurrence], spoilt: bool) -> Iterator[Answer]:
    for place in places:
        if place.value is not None:
            yield Answer.on(State.PASS, f"{place.label}已填。", place)
        elif place.blank and spoilt:
            text = f"{place.label}看着是空的，但影像有毛病，不能确定。请查看原件。"
            yield Answer.on(State.UNCERTAIN, text, place)
        elif place.blank:
            yield Answer.on(State.FLAG, f"{place.label}没有填写，此栏必填。请申请人补填。", place)
    unread = [place for place in places if place.unread]
    yield from map(_no_such_place, (place for place in unread if place.unmentioned))
    yield from map(_unread, (place for place in unread if not place.unmentioned))


def _no_such_place(place: Occurrence) -> Answer:
    text = f"没有找到{place.label}这一栏，可能是旧版表格，也可能没有读出来。此栏必填，请人工查看。"
    return Answer.on(State.UNCERTAIN, text, place)


def _unread(place: Occurrence) -> Answer:
    text = f"{place.label}没有读出来，请人工查看是否填写、填写是否正确。"
    return Answer.on(State.UNCERTAIN, text, place, blocked=True)
