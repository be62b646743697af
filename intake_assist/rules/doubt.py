"""What was read on a page that has to be scanned again accuses nobody."""

from __future__ import annotations

from dataclasses import replace

from intake_assist.model import Box, Page, Severity, State
from intake_assist.rules.base import Answer
from intake_assist.rules.context import Context
from intake_assist.rules.page_readable import weight
from intake_assist.rules.wording import CHECK_PAPER, listed, page_name


def doubted(context: Context, answer: Answer) -> Answer:
    """The answer, a *cannot tell* in place of a flag when a field it speaks of lies on a page that is flagged for
    its picture: the misreading is as likely as the mistake. What a person typed was not misread."""
    pages = _hindered(context, answer)
    if answer.state is not State.FLAG or not pages:
        return answer
    names = listed(page_name(page) for page in pages)
    text = f"{answer.message}但{names}影像有毛病，也可能是读错，{CHECK_PAPER}。"
    return replace(answer, state=State.UNCERTAIN, message=text)


def _hindered(context: Context, answer: Answer) -> list[Page]:
    typed = _typed(context, answer)
    shown = dict.fromkeys(
        evidence.page
        for evidence in answer.evidence
        if evidence.box is not None and (evidence.page, evidence.box) not in typed
    )
    pages = [context.pages[name] for name in shown if name in context.pages] if answer.places else []
    return [page for page in pages if page.quality and weight(context, page) is not Severity.INFO]


def _typed(context: Context, answer: Answer) -> set[tuple[str | None, Box | None]]:
    papers = ((context.documents.get(paper), name) for paper, name in answer.places)
    fields = (paper.fields.get(name) for paper, name in papers if paper is not None)
    return {(field.page, field.box) for field in fields if field is not None and field.by_hand}
