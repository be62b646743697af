"""How a material stands: there, missing, not needed. Shared by the engine and the completeness rule."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from intake_assist.checklist.models import MaterialSpec
from intake_assist.model import Document, MaterialStatus, Page
from intake_assist.rules.context import Context

_GUESSES, _BLURRED_GUESSES = 2, 8
"""Characters on a page of which nothing was read that could be relied upon."""
_SURE = 0.8  # confidence of a line; on a page of which none is surer, all was guessed


@dataclass(frozen=True, slots=True)
class Standing:
    """`lacking` are ids of the kinds still needed for the alternative that is nearest to complete."""

    status: MaterialStatus
    lacking: tuple[str, ...] = ()
    waived: bool = False


def standing(context: Context, spec: MaterialSpec) -> Standing:
    """A material of which pages may be among the unreadable ones is uncertain, not missing."""
    if not context.wanted(spec):
        waived = context.holds(spec.required_when) and context.waived(spec)
        return Standing(MaterialStatus.NOT_REQUIRED, waived=waived)
    if not spec.accept:
        by_hand = spec.id in context.placed.values()
        return Standing(MaterialStatus.PRESENT if by_hand else MaterialStatus.UNCERTAIN)
    lacking = still_lacking(spec, context.papers(spec.id))
    if not lacking:
        return Standing(MaterialStatus.PRESENT)
    if unreadable_pages(context):
        return Standing(MaterialStatus.UNCERTAIN, lacking)
    if spec.tier == "secondary" and spec.deferrable:
        return Standing(MaterialStatus.DEFERRED, lacking)
    return Standing(MaterialStatus.MISSING, lacking)


def still_lacking(spec: MaterialSpec, papers: Iterable[Document]) -> tuple[str, ...]:
    """Kinds missing from the nearest alternative; the first of equally near ones counts."""
    kinds = {paper.kind for paper in papers}
    gaps = [tuple(kind for kind in alternative if kind not in kinds) for alternative in spec.accept]
    started = [gap for gap, whole in zip(gaps, spec.accept, strict=True) if len(gap) < len(whole)]
    return min(started or gaps, key=len)


def is_unreadable(page: Page) -> bool:
    """A page that certainly carries something, of which nothing could be read but a few guesses at a blur."""
    if page.problem is not None:
        return True
    guessed = all(line.confidence < _SURE for line in page.lines)
    blurred = any(mark.code == "blur" for mark in page.quality)
    most = _BLURRED_GUESSES if blurred or guessed else _GUESSES
    return not (page.blank or page.cells) and sum(len(line.text) for line in page.lines) <= most


def is_spoilt(context: Context, paper: Document) -> bool:
    """Whether something hinders reading on a page of the paper: what was not found there may be there."""
    pages = [context.pages.get(page) for page in paper.pages]
    return any(page is None or bool(page.quality) or page.problem is not None for page in pages)


def unreadable_pages(context: Context) -> tuple[Page, ...]:
    return tuple(page for page in context.pages.values() if is_unreadable(page))


def unknown_pages(context: Context) -> tuple[Page, ...]:
    """Readable pages of no recognised paper, and pages no paper claims; those a person sorted are known."""
    papers = context.documents.values()
    known = {page for paper in papers if paper.kind or context.placed.get(paper.id) for page in paper.pages}
    return tuple(
        page
        for page in context.pages.values()
        if page.id not in known and not page.blank and not page.duplicate_of and not is_unreadable(page)
    )


def incomplete(context: Context) -> tuple[MaterialSpec, ...]:
    """Wanted materials of which something recognisable is not there."""
    there = (MaterialStatus.PRESENT, MaterialStatus.NOT_REQUIRED)
    specs = (spec for spec in context.matter.materials if spec.accept)
    return tuple(spec for spec in specs if standing(context, spec).status not in there)


def probably(context: Context, page: Page) -> MaterialSpec | None:
    """What an unreadable page is, when it is the only one and only one material is incomplete."""
    specs = incomplete(context)
    return specs[0] if len(specs) == 1 and unreadable_pages(context) == (page,) else None
