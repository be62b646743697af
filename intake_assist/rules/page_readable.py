"""影像清晰（Q01）

查什么：每一页是否读得出来。自动执行。

选项：无。

例：照片过于模糊，一个字也没有读出来。

回答：
- 通过：读出来了，影像没有毛病。
- 有问题：打不开或者读不出来；影像有毛病（warn；遮挡、反光、被裁的总是 warn，其余的毛病若该页要核对的各栏仍都读准，
  只告知）；还缺材料而有空白页（warn，可能放反了）。不缺材料、或缺的可能就是读不出来的那几页时，空白页不回答。
- 不能判断：不是空白页，却没有读出文字。
只有一页读不出来、又只缺一份材料时，归到那份材料名下。

默认：suspect，Q01。
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from intake_assist.model import Evidence, Page, Severity, State
from intake_assist.rules import base
from intake_assist.rules.base import Answer
from intake_assist.rules.context import Context
from intake_assist.rules.standing import incomplete, is_unreadable, probably, unreadable_pages
from intake_assist.rules.wording import listed, page_name, sentence

ID = "page_readable"
TITLE = "影像清晰"
SEVERITY = Severity.SUSPECT
CODE: str | None = "Q01"
BASIS: str | None = None


HIDING = frozenset({"cut", "finger", "glare", "screen"})
"""Codes of marks that weigh even on a page that was read well: what they hide is not among what was read."""


class Options(base.Options):
    pass


def check(context: Context, _options: Options) -> Iterator[Answer]:
    for page in context.pages.values():
        if page.problem is not None or not page.blank:
            yield _judged(context, page)
    yield from _blank(context)


def _judged(context: Context, page: Page) -> Answer:
    name = page_name(page)
    if is_unreadable(page):
        return _unreadable(context, page)
    if page.quality:
        flagged = _answer(context, page, State.FLAG, f"{name}：{_marks(page)}")
        return replace(flagged, severity=weight(context, page))
    return _answer(context, page, State.PASS, f"{name}影像清晰。")


def weight(context: Context, page: Page) -> Severity:
    """How heavy what spoils the picture of a readable page is."""
    hidden = any(mark.code in HIDING for mark in page.quality)
    return Severity.WARN if hidden or not _well_read(context, page) else Severity.INFO


def _unreadable(context: Context, page: Page) -> Answer:
    name, spec = page_name(page), probably(context, page)
    hint = f"可能是尚缺的{spec.title}。" if spec else ""
    if page.problem is not None:
        text = f"{name}没有读出来：{sentence(page.problem)}{hint}请重新扫描或更换文件。"
        answer = _answer(context, page, State.FLAG, text)
    else:
        marks = _marks(page) or "请人工查看，必要时重新扫描。"
        text = f"{name}不是空白页，但没有读出文字。{hint}{marks}"
        answer = _answer(context, page, State.UNCERTAIN, text)
    return replace(answer, material=spec.id if spec else answer.material, places=((page.id, ""),))


def _marks(page: Page) -> str:
    return "".join(dict.fromkeys(sentence(mark.message) for mark in page.quality))


def _blank(context: Context) -> Iterator[Answer]:
    pages = [page for page in context.pages.values() if page.blank and page.problem is None]
    missing = incomplete(context)
    if pages and len(missing) > len(_unsorted(context)):
        names, titles = listed(map(page_name, pages)), listed(spec.title for spec in missing)
        text = f"{names}是空白页，尚缺{titles}。请看是否放反或漏扫。"
        evidence = tuple(Evidence(page.id) for page in pages)
        yield Answer(State.FLAG, text, evidence=evidence, severity=Severity.WARN)


def _unsorted(context: Context) -> list[Page]:
    """The unreadable pages of which nobody has said what they are: each may be what is missing."""
    placed = {
        page for paper in context.documents.values() if paper.id in context.placed for page in paper.pages
    }
    return [
        page for page in unreadable_pages(context) if page.id not in placed and page.id not in context.placed
    ]


def _well_read(context: Context, page: Page) -> bool:
    """Whether what has to be checked on the page was read with certainty, whatever spoils it."""
    papers = [paper for paper in context.documents.values() if page.id in paper.pages]
    kinds = [(paper, context.kinds.get(paper.kind or "")) for paper in papers]
    places = [context.occurrence(paper, spec.name) for paper, kind in kinds if kind for spec in kind.fields]
    known = bool(papers) and all(kind for _, kind in kinds) and not page.cells
    keys = [place for place in places if place and place.spec.key]
    return known and all(
        place.absent or (place.value is not None and place.sure) for place in keys or places if place
    )


def _answer(context: Context, page: Page, state: State, text: str) -> Answer:
    papers = (paper for paper in context.documents.values() if page.id in paper.pages)
    material = next((name for paper in papers if (name := context.owner(paper))), None)
    return Answer(state, text, material, evidence=(Evidence(page.id),))
