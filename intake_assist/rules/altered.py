"""划改（M02）

查什么：各栏填写的内容有没有被一笔划掉。自动执行。划掉后改在旁边的，改动处要由填写人盖章或签字确认，还是换一张重填，
由窗口定。

选项：无。

例：“单位名称”一栏原来的名称上有一道横线，旁边另写了一个。

回答：
- 有问题：某一栏的内容上有一道横贯的笔画；一栏一条。
没有看到划改的不回答：改动也可能是涂盖的，程序看不出来。身份证等证件不查：证件上没有人填写，底纹倒会被看成笔画。

默认：suspect，M02。
"""

from __future__ import annotations

from collections.abc import Iterator

from intake_assist.model import Box, Document, Evidence, Severity, State
from intake_assist.rules import base
from intake_assist.rules.base import Answer
from intake_assist.rules.context import Context, Occurrence

ID = "altered"
TITLE = "划改"
SEVERITY = Severity.SUSPECT
CODE: str | None = "M02"
BASIS: str | None = None


class Options(base.Options):
    pass


def check(context: Context, _options: Options) -> Iterator[Answer]:
    for paper in context.sorted_papers():
        if (kind := context.kinds.get(paper.kind or "")) is not None and kind.recognise.card:
            continue
        struck = {name: page.strikes for name in paper.pages if (page := context.pages.get(name))}
        if any(struck.values()):
            yield from _judged(context, paper, struck)


def _judged(context: Context, paper: Document, struck: dict[str, tuple[Box, ...]]) -> Iterator[Answer]:
    kind = context.kinds.get(paper.kind or "")
    fields = [context.occurrence(paper, spec.name) for spec in kind.fields] if kind else []
    cells = [cell for _, cell in context.cells(paper)]
    for place in (*(found for found in fields if found), *cells):
        page, box = place.evidence.page, place.field.box
        if box is None or not place.field.text:
            continue  # the place of a value that was not read
        stroke = next((stroke for stroke in struck.get(page, ()) if stroke.shares_place(box)), None)
        if stroke is not None:
            yield _answer(place, Evidence(page, stroke))


def _answer(place: Occurrence, evidence: Evidence) -> Answer:
    text = f"{place.label}上有划改。请看改动处是否有确认的签章，必要时请申请人重新填写。"
    return Answer(
        State.FLAG, text, place.material, place.spec.name, evidence=(evidence,), places=(place.place,)
    )
