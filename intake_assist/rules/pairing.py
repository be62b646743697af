"""Which two faces are of one card."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from intake_assist.model import Document, Page
from intake_assist.rules.context import Context
from intake_assist.values import id_number
from intake_assist.values.dates import Period

Pair = tuple[Document, Document]


def pair_faces(
    faces: Sequence[Document], partners: Sequence[Document], context: Context
) -> list[tuple[Document, Document]]:
    """Each face with the partner it most likely belongs to; some may get none.

    Faces on one sheet with a partner belong to it. Of the others, as many faces as partners are paired in
    order; otherwise each takes the nearest free partner, rather the one before it. Faces that do not fit their
    partners by the holder's age change places, or give way to a spare one, where those then fit.
    """
    pages = context.pages
    pairs = [pair for sheet in _sheets(faces, pages) for pair in _on_sheet(sheet, faces, partners, pages)]
    faces = _without(faces, (face for face, _ in pairs))
    partners = _without(partners, (partner for _, partner in pairs))
    exchanged = _exchanged(_by_order(faces, partners, pages), context)
    return pairs + _with_spare(exchanged, faces, partners, context)


def _by_order(
    faces: Sequence[Document], partners: Sequence[Document], pages: Mapping[str, Page]
) -> list[Pair]:
    if len(faces) == len(partners):
        return list(zip(faces, partners, strict=True))
    order = {page: at for at, page in enumerate(pages)}
    free = list(partners)
    pairs: list[Pair] = []
    for face in faces[: len(partners)] if len(faces) > len(partners) else faces:
        nearest = min(free, key=lambda partner: _distance(face, partner, order))
        free.remove(nearest)
        pairs.append((face, nearest))
    return pairs


def _exchanged(pairs: Sequence[Pair], context: Context) -> list[Pair]:
    """The pairs, with partners exchanged where that leaves fewer whose validity contradicts the holder's age."""
    found = list(pairs)
    for a, b in combinations(range(len(found)), 2):
        (face, partner), (other, its_partner) = found[a], found[b]
        swapped = [(face, its_partner), (other, partner)]
        if _misfits(swapped, context) < _misfits([found[a], found[b]], context):
            found[a], found[b] = swapped
    return found


def _with_spare(
    pairs: Sequence[Pair], faces: Sequence[Document], partners: Sequence[Document], context: Context
) -> list[Pair]:
    """The pairs, with a face or partner that nobody has in place of one that contradicts the other."""
    found = list(pairs)
    for at, (face, partner) in enumerate(found):
        if _fits(face, partner, context):
            continue
        others = [(spare, partner) for spare in _without(faces, (pair[0] for pair in found))]
        others += [(face, spare) for spare in _without(partners, (pair[1] for pair in found))]
        found[at] = next((pair for pair in others if _fits(*pair, context)), found[at])
    return found


def _misfits(pairs: Iterable[Pair], context: Context) -> int:
    return sum(not _fits(face, partner, context) for face, partner in pairs)


def _fits(face: Document, partner: Document, context: Context) -> bool:
    """Whether the period on one face may be that of who has the number on the other; unread, it may."""
    printed, number = _value(face, "period", context), _value(partner, "id_number", context)
    period = Period.parse_iso(printed) if printed else None
    birth = id_number.birth(number) if number else None
    if period is None or period.start is None or birth is None:
        return True
    return id_number.period_fits(birth, period.start, period.end)


def _value(paper: Document, type_id: str, context: Context) -> str | None:
    """The faultless value of the paper's field of a type."""
    kind = context.kinds.get(paper.kind or "")
    names = [spec.name for spec in kind.fields if spec.type == type_id] if kind else []
    found = [paper.fields[name] for name in names if name in paper.fields]
    return next((field.value for field in found if field.problem is None), None)


def _sheets(papers: Iterable[Document], pages: Mapping[str, Page]) -> list[str]:
    return list(dict.fromkeys(_sheet(paper, pages) for paper in papers))


def _sheet(paper: Document, pages: Mapping[str, Page]) -> str:
    """The sheet of paper a document stands on, whatever parts it was cut into."""
    page = pages.get(paper.pages[0]) if paper.pages else None
    return f"{page.source.file}#{page.source.page}" if page else paper.id


def _on_sheet(
    sheet: str, faces: Iterable[Document], partners: Iterable[Document], pages: Mapping[str, Page]
) -> Iterable[tuple[Document, Document]]:
    here = [[paper for paper in papers if _sheet(paper, pages) == sheet] for papers in (faces, partners)]
    return zip(*here, strict=False)


def _distance(face: Document, partner: Document, order: Mapping[str, int]) -> tuple[int, bool]:
    here, there = (order.get(paper.pages[0], 0) if paper.pages else 0 for paper in (face, partner))
    return abs(here - there), there > here


def _without(papers: Sequence[Document], taken: Iterable[Document]) -> list[Document]:
    ids = {paper.id for paper in taken}
    return [paper for paper in papers if paper.id not in ids]
