"""已取消的材料

查什么：没有归入任何材料的纸里，有没有事项 ``obsolete`` 列出的旧材料。这些材料旧指南要，现在不得再要。种类
名称就是它，或者有一行基本就是它的标题，即认为是。自动执行。

选项：无。

例：夹在材料里的《组织机构代码证》。

回答：
- 有问题：一份一条，提醒不得要求、可以退还。

默认：info，不设原因码。依据：该旧材料自己的 ``basis``。
"""

from __future__ import annotations

from collections.abc import Iterator

from intake_assist.checklist.models import Obsolete
from intake_assist.model import Document, Severity, State
from intake_assist.rules import base
from intake_assist.rules.base import Answer
from intake_assist.rules.context import Context, evidence_of
from intake_assist.values.text import squeeze

ID = "obsolete"
TITLE = "已取消的材料"
SEVERITY = Severity.INFO
CODE: str | None = None
BASIS: str | None = None

_MORE_THAN_THE_TITLE = 12


class Options(base.Options):
    pass


def check(context: Context, _options: Options) -> Iterator[Answer]:
    for paper in context.unassigned:
        found = obsolete(context, paper)
        if found is not None:
            text = f"这一页像是{found.title}。该材料已经取消，不得要求申请人提供，也不得判为缺件，可以退还。"
            yield Answer(State.FLAG, text, evidence=evidence_of(paper), basis=found.basis)


def obsolete(context: Context, paper: Document) -> Obsolete | None:
    """The obsolete material a paper is."""
    kind = context.kinds.get(paper.kind or "")
    lines = [kind.title] if kind else _lines(context, paper)
    return next((spec for spec in context.matter.obsolete if _is_titled(lines, spec)), None)


def _lines(context: Context, paper: Document) -> list[str]:
    pages = (context.pages.get(page) for page in paper.pages)
    return [line.text for page in pages if page for line in page.lines]


def _is_titled(lines: list[str], spec: Obsolete) -> bool:
    titles = [squeeze(title) for title in (spec.title, *spec.aliases)]
    return any(
        title in line and len(line) <= len(title) + _MORE_THAN_THE_TITLE
        for line in map(squeeze, lines)
        for title in titles
    )
