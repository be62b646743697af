"""未归类

查什么：每一页是否都归入了材料；没有认出的页在这里列出，不会消失。读不出来的页由 `page_readable` 说明，已
取消的材料由 `obsolete` 说明。自动执行。

选项：无。

例：夹带的一页宣传单；本事项不要的劳动合同。

回答：
- 有问题：没有认出（还缺材料时 `completeness` 也会提到这一页）；或者认出了但本事项不要，或者不知道是谁的。

默认：info，不设原因码。
"""

from __future__ import annotations

from collections.abc import Iterator

from intake_assist.model import Document, Evidence, Page, Severity, State
from intake_assist.rules import base
from intake_assist.rules.base import Answer
from intake_assist.rules.context import Context, evidence_of
from intake_assist.rules.obsolete import obsolete
from intake_assist.rules.standing import incomplete, unknown_pages
from intake_assist.rules.wording import listed, page_name

ID = "unsorted"
TITLE = "未归类"
SEVERITY = Severity.INFO
CODE: str | None = None
BASIS: str | None = None


class Options(base.Options):
    pass


def check(context: Context, _options: Options) -> Iterator[Answer]:
    named = {page for paper in context.unassigned if obsolete(context, paper) for page in paper.pages}
    for page in unknown_pages(context):
        if page.id not in named:
            yield _unknown(context, page)
    for paper in context.unassigned:
        if paper.kind is not None and not obsolete(context, paper):
            yield _not_asked_for(context, paper)


def _unknown(context: Context, page: Page) -> Answer:
    missing = listed(spec.title for spec in incomplete(context))
    hint = f"看是否为尚缺的{missing}" if missing else "所需材料已齐，看一眼是否放错"
    text = f"没有认出{page_name(page)}是什么材料，请人工归类，{hint}。"
    return Answer(State.FLAG, text, evidence=(Evidence(page.id),))


def _not_asked_for(context: Context, paper: Document) -> Answer:
    title = context.name(paper)
    asked = any(paper.kind in kinds for spec in context.matter.materials for kinds in spec.accept)
    extra = f"多出一份{title}，没有归入任何材料，请看是谁的。"
    strange = f"{title}不是本事项要求的材料，请看是否放错。"
    return Answer(State.FLAG, extra if asked else strange, evidence=evidence_of(paper))
