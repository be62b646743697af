"""Pages to documents."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from intake_assist.checklist.models import KindSpec
from intake_assist.model import EMPTY, Box, Document, Field, Page, TextLine
from intake_assist.reading.borne_out import with_borne_out
from intake_assist.reading.classify import Verdict, classify, nearest, segments
from intake_assist.reading.extract import extract
from intake_assist.reading.fragments import Fragment, fragments, line_height
from intake_assist.reading.from_seal import with_seals, without_letters_of_seals
from intake_assist.reading.running import running
from intake_assist.reading.table import cell_rows, table_rows
from intake_assist.reading.told import with_told
from intake_assist.reading.undated import with_open_date
from intake_assist.reading.unfilled import with_unfilled
from intake_assist.reading.weighing import weighed
from intake_assist.values.stamp_words import is_stamp
from intake_assist.values.text import squeeze

Kinds = Mapping[str, KindSpec]
_LEAST_REPEATED, _MOSTLY = 5, 0.6
_LARGE = 2.5  # heights of a line


def read_page(page: Page, kinds: Kinds) -> tuple[Document, ...]:
    """The documents on one page: usually one, two when both faces of a card share it.

    A page without text (blank, unreadable) has none. A page of no known kind gives one document of kind None.
    """
    if page.cells:
        return (_from_cells(page, kinds),)
    first = _from_lines(page, page.lines, kinds)
    readings = [first, *(_again(page, lines, kinds, first) for lines in page.second_looks)]
    documents = (with_unfilled(_told(document, kinds), kinds) for document in weighed(readings, kinds))
    return tuple(with_seals(with_borne_out(document, page, kinds), page, kinds) for document in documents)


def _told(document: Document, kinds: Kinds) -> Document:
    """The document with its dates settled once more: each reading was by itself, which decides what it weighs; in
    what several said together the number may tell which of them is right."""
    kind = kinds.get(document.kind or "")
    return replace(document, fields=with_told(document.fields, kind)) if kind else document


def _again(
    page: Page, lines: Sequence[TextLine], kinds: Kinds, first: Sequence[Document]
) -> tuple[Document, ...]:
    """A further reading of a page. One that sees less on it than the first did, since it lost some words, is taken
    for a reading of the same papers."""
    lines = _without_words_of_stamps(lines, page)
    seen = _from_lines(page, lines, kinds)
    lost = Counter(document.kind for document in first) - Counter(document.kind for document in seen)
    more = {document.kind for document in seen} - {document.kind for document in first} - {None}
    parts = _of_documents(fragments(without_letters_of_seals(lines, page.seals)), first)
    if not lost or more or not all(parts):
        return seen
    return tuple(
        _document(part, page, kinds, index, Verdict(like.kind, like.kind_confidence, like.titled))
        for index, (part, like) in enumerate(zip(parts, first, strict=True), start=1)
    )


def _without_words_of_stamps(lines: Sequence[TextLine], page: Page) -> tuple[TextLine, ...]:
    """The lines of a further reading without the large words of a stamp that the first one read rightly there."""
    height = line_height(fragments(page.lines))
    stamps = [line.box for line in page.lines if is_stamp(squeeze(line.text))]
    large = [box for box in stamps if box.height > _LARGE * height]
    return tuple(
        line
        for line in lines
        if not any(box.contains(line.box, 0.6) and line.box.height > 0.6 * box.height for box in large)
    )


def _of_documents(pieces: Sequence[Fragment], documents: Sequence[Document]) -> list[list[Fragment]]:
    """The pieces that stand in each document of a page, or nearest to it."""
    parts: list[list[Fragment]] = [[] for _ in documents]
    for piece in pieces if documents else ():
        far = [_distance(document.region, piece.box) for document in documents]
        parts[far.index(min(far))].append(piece)
    return parts


def _distance(region: Box | None, box: Box) -> float:
    """How far the middle of a box lies outside a region (None: the whole page)."""
    if region is None:
        return 0.0
    across = max(region.x0 - box.cx, box.cx - region.x1, 0.0)
    return across + max(region.y0 - box.cy, box.cy - region.y1, 0.0)


def _from_lines(page: Page, lines: Sequence[TextLine], kinds: Kinds) -> tuple[Document, ...]:
    pieces = fragments(without_letters_of_seals(lines, page.seals))
    if not pieces:
        return ()
    parts = [part for part in segments(pieces, kinds) if part]
    if len(parts) == 1:
        return (replace(_document(parts[0], page, kinds, 1), region=None),)
    return tuple(_document(part, page, kinds, index) for index, part in enumerate(parts, start=1))


def _document(
    pieces: Sequence[Fragment], page: Page, kinds: Kinds, index: int, verdict: Verdict | None = None
) -> Document:
    verdict = verdict or classify(pieces, kinds)
    kind = kinds[verdict.kind] if verdict.kind else None
    return Document(
        id=page.id if index == 1 else f"{page.id}/{index}",
        kind=verdict.kind,
        kind_confidence=verdict.confidence,
        pages=(page.id,),
        fields=_fields(pieces, page, kind) if kind else {},
        rows=table_rows(pieces, kind.table, page.id, page.empty_places) if kind and kind.table else (),
        region=_extent(pieces),
        titled=verdict.titled,
        text=running(pieces).text,
    )


def _fields(pieces: Sequence[Fragment], page: Page, kind: KindSpec) -> Mapping[str, Field]:
    found = extract(pieces, kind, page.id, page.empty_places, page.strikes)
    return with_told(with_open_date(found, pieces, kind, page.id, page.empty_places), kind)


def _extent(pieces: Sequence[Fragment]) -> Box:
    whole = pieces[0].box
    for piece in pieces[1:]:
        whole = whole.union(piece.box)
    return whole


def _from_cells(page: Page, kinds: Kinds) -> Document:
    """A spreadsheet: its cells stand as if printed in a grid, so that labels and tables are found alike."""
    pieces = fragments(_grid_lines(page.cells))
    document = _document(pieces, page, kinds, 1) if pieces else Document(page.id, None, 0.0, (page.id,))
    kind = kinds.get(document.kind or "")
    fields = {name: _without_place(found) for name, found in document.fields.items()}
    rows = cell_rows(page.cells, kind.table, page.id) if kind and kind.table else ()
    return replace(document, fields=fields, rows=rows, region=None)


_CELL_WIDTH, _CELL_HEIGHT, _CHAR = 400.0, 40.0, 20.0


def _grid_lines(cells: Sequence[Sequence[str]]) -> tuple[TextLine, ...]:
    lines: list[TextLine] = []
    for y, row in enumerate(cells):
        for x, text in enumerate(row):
            if text.strip():
                x0, y0 = x * _CELL_WIDTH, y * _CELL_HEIGHT
                width = min(_CELL_WIDTH - 40, _CHAR * len(text))
                lines.append(TextLine(text, Box(x0, y0, x0 + max(width, _CHAR), y0 + _CHAR), 1.0))
    return tuple(lines)


def _without_place(found: Field) -> Field:
    return replace(found, box=None)


def read_as(page: Page, kinds: Kinds) -> Document:
    """The page as one document of the likeliest of `kinds`, on the word of somebody who knows."""
    pieces = fragments(page.lines)
    verdict = nearest(pieces, kinds)
    if not pieces:
        found = Document(page.id, verdict.kind, verdict.confidence, (page.id,))
    else:
        found = replace(_document(pieces, page, kinds, 1, verdict), region=None)
    more = [seen for lines in page.second_looks if (seen := fragments(lines))]
    readings = [(_document(seen, page, kinds, 1, verdict),) for seen in more]
    return with_borne_out(_told(weighed([(found,), *readings], kinds)[0], kinds), page, kinds)


def documents_of(page: Page, kinds: Kinds, only: Collection[str] | None) -> tuple[Document, ...]:
    """The documents of one page; `only` names the kinds it can be when it was sorted by hand (None: any)."""
    chosen = {name: kind for name, kind in kinds.items() if only is not None and name in only}
    return (read_as(page, chosen),) if chosen and not page.cells else read_page(page, kinds)


PageReader = Callable[[Page, Kinds, Collection[str] | None], tuple[Document, ...]]


def read(
    pages: Sequence[Page],
    kinds: Kinds,
    only: Mapping[str, Collection[str]] = EMPTY,
    read_one: PageReader = documents_of,
    apart: Mapping[str, str] = EMPTY,
) -> tuple[Document, ...]:
    """The documents of a case, in the order of the pages. Continuation pages join the page before.

    A page continues the one before when it comes from the next page of the same file, is of the same kind, shows no
    title of its own and does not say the same again. So does the page with the signatures of a contract whose pages
    were scanned into files of their own: the page before has the title and no place to sign. `only` names pages of
    which somebody knows the kinds they can be. `apart` names pages that were sorted by hand, with the place they
    were put to; such a page continues only one that was put to the same place. `read_one` may remember pages that
    it has read before.
    """
    documents: list[Document] = []
    by_id = {page.id: page for page in pages}
    for page in pages:
        for document in read_one(page, kinds, only.get(page.id)):
            alike = documents and apart.get(documents[-1].pages[-1]) == apart.get(page.id)
            if alike and _belongs(documents[-1], document, by_id, kinds):
                documents[-1] = joined(documents[-1], document)
            else:
                documents.append(document)
    return tuple(documents)


def _belongs(before: Document, document: Document, pages: Mapping[str, Page], kinds: Kinds) -> bool:
    return _continues(before, document, pages) or _signs(before, document, pages, kinds)


def _continues(before: Document, document: Document, pages: Mapping[str, Page]) -> bool:
    last, first = pages[before.pages[-1]].source, pages[document.pages[0]].source
    follows = last.file == first.file and first.page == last.page + 1 and not (last.part or first.part)
    alike = before.kind is not None and before.kind == document.kind
    return follows and alike and not document.titled and not _repeats(before, document)


def _repeats(before: Document, document: Document) -> bool:
    """Whether most of what stands in a paper stands on the page once more: another copy, whose title was not seen."""
    first, again = (
        {name for name, found in paper.fields.items() if found.value is not None}
        for paper in (before, document)
    )
    both = first & again
    return len(both) >= _LEAST_REPEATED and len(both) >= _MOSTLY * len(first)


def _signs(before: Document, document: Document, pages: Mapping[str, Page], kinds: Kinds) -> bool:
    """Whether a page in a file of its own bears the signatures of a paper in running text that ended without any."""
    kind = kinds.get(document.kind or "")
    if kind is None or not kind.prose or before.kind != kind.id or document.titled or not before.titled:
        return False
    last, first = pages[before.pages[-1]].source, pages[document.pages[0]].source
    apart = last.file != first.file and first.page == 1 and not (last.part or first.part)
    unsigned = not any(pages[name].signatures for name in before.pages)
    return apart and unsigned and _has_signatures(document, pages) and not _of_others(before, document, kind)


def _has_signatures(document: Document, pages: Mapping[str, Page]) -> bool:
    return any(pages[name].signatures for name in document.pages)


def _of_others(before: Document, document: Document, kind: KindSpec) -> bool:
    """Whether two pages name people who have no character in common; what a hand wrote may be misread in part."""
    names = [spec.name for spec in kind.fields if spec.type == "person"]
    both = [(before.value(name), document.value(name)) for name in names]
    return any(one and other and not set(one) & set(other) for one, other in both)


def joined(before: Document, more: Document) -> Document:
    """Two pages of one paper as one document: fields of the first, filled up from the second."""
    fields = dict(before.fields)
    for name, found in more.fields.items():
        if name not in fields or (fields[name].value is None and found.value is not None):
            fields[name] = found
    start = len(before.rows)
    rows = before.rows + tuple(replace(row, number=start + i) for i, row in enumerate(more.rows, start=1))
    pages = before.pages + more.pages
    return replace(before, fields=fields, rows=rows, pages=pages, text=before.text + more.text)
