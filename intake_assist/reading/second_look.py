"""Which places of a page deserve to be read again, and what two readings together say.

A second look costs time, so only a place that matters gets one: a key field that is unread, empty, fails its
check or is weakly read. The page is not judged here: both readings are weighed field by field, a value that
passes its check beats one that does not, and two different good values are nobody's word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from intake_assist.checklist.models import FieldSpec, KindSpec
from intake_assist.model import Box, Document, Field, Page, Problem, TextLine
from intake_assist.reading.fragments import fragments, watermarked
from intake_assist.reading.labels import find_labels
from intake_assist.reading.values_at import likeness
from intake_assist.values.text import squeeze

_SMALL = 1000  # pixels of the long side below which the whole page is read again, larger
_LARGE = 1280  # the long side it is enlarged to
_WEAK = 0.8
_MOST = 8


@dataclass(frozen=True, slots=True)
class Look:
    """Read `box` of the page again, enlarged by `scale`.

    `without_red` takes red stamps off the print first, `dark_ink` stamps and everything pale. `strip` is the single line in which a value is expected
    beside its label: when no text is detected there it is read as one line, or found to be empty. A look with
    `only_ink` asks only whether its `strip` is empty. Looks of one `round` make one further reading of the page.
    """

    box: Box
    scale: float = 1.0
    dark_ink: bool = False
    without_red: bool = False
    strip: Box | None = None
    only_ink: bool = False
    round: int = 0


def wanted_looks(page: Page, documents: Sequence[Document], kinds: Mapping[str, KindSpec]) -> tuple[Look, ...]:
    """The looks a page deserves, the most useful first: eight readings at most, and all places to test for ink."""
    looks: list[Look] = []
    ink: list[Look] = []
    if not page.width or not page.height:
        return ()  # no picture: a worksheet
    for document in documents:
        kind = kinds.get(document.kind or "")
        if kind is None:
            continue
        poor = [spec for spec in kind.fields if _is_poor(spec, document)]
        if poor and max(page.width, page.height) < _SMALL:
            looks.append(_whole(page))
        elif poor and watermarked(page.lines):
            looks.append(replace(_whole(page), scale=1.0, dark_ink=True))
        for spec in poor:
            if spec.near is None:
                looks.extend(_looks_at(page, spec, document))
        looks.extend(_under_seals(page, document, kind))
        looks.extend(_doubtful_cells(page, document))
        ink.extend(_empty_cells(document))
    return tuple(dict.fromkeys(looks))[:_MOST] + tuple(ink)


def _is_poor(spec: FieldSpec, document: Document) -> bool:
    found = document.fields.get(spec.name)
    if found is None:
        return False
    if spec.absent is not None and found.text == "":
        return True
    if found.value is None or found.problem is not None:
        return True
    if spec.key and spec.type == "org_name" and likeness(spec.type, found.value) < 1.0:
        return True  # cut off before its 公司, 店, 支行, ...
    return spec.key and found.confidence < _WEAK


def _whole(page: Page) -> Look:
    return Look(Box(0, 0, page.width, page.height), round(_LARGE / max(page.width, page.height), 2))


def _within(page: Page, x0: float, y0: float, x1: float, y1: float) -> Box | None:
    x0, y0 = max(0.0, x0), max(0.0, y0)
    x1, y1 = min(float(page.width), x1), min(float(page.height), y1)
    return Box(x0, y0, x1, y1) if x1 - x0 > 8 and y1 - y0 > 8 else None


def _looks_at(page: Page, spec: FieldSpec, document: Document) -> list[Look]:
    """Around a field's place; a page on which nothing tells the place gets none.

    A value that was read but fails is looked at twice, once as dark ink only and once just enlarged: what
    misleads the recogniser in one picture often does not in the other.
    """
    found = document.fields.get(spec.name)
    if found is None or found.box is None:
        return []
    place, height = found.box, found.box.height
    if spec.multi_line and found.text:
        height = min(height, 60.0)
    box = _within(
        page, place.x0 - 2 * height, place.y0 - 0.8 * height, place.x1 + 2 * height, place.y1 + 0.8 * height
    )
    if box is None:
        return []
    scale = 2.0 if height < 60 else 1.0
    if not found.text:
        return [Look(box, scale, dark_ink=True, strip=place)]
    return [Look(box, scale, dark_ink=True), Look(box, 0.75 * scale, round=1)]


def _under_seals(page: Page, document: Document, kind: KindSpec) -> list[Look]:
    """The neighbourhood of a date that stands under a seal and was not read whole."""
    pieces = fragments(page.lines)
    looks: list[Look] = []
    for spec in kind.fields:
        found = document.fields.get(spec.name)
        if spec.near is None or (found is not None and found.value is not None and not found.problem):
            continue
        for place in find_labels(pieces, [(spec.name, squeeze(spec.near))])[:1]:
            at, unit = place.box, place.box.height
            box = _within(page, at.x0 - 4 * unit, at.y0 - unit, at.x1 + 12 * unit, at.y1 + 9 * unit)
            if box is not None:
                looks.append(Look(box, 2.0 if unit < 40 else 1.0, dark_ink=True))
    return looks


def _doubtful_cells(page: Page, document: Document) -> list[Look]:
    """Table cells whose value fails its check."""
    looks: list[Look] = []
    for row in document.rows:
        for cell in row.fields.values():
            if cell.box is not None and cell.text and cell.problem is not None:
                place, height = cell.box, cell.box.height
                above, below = place.y0 - 0.4 * height, place.y1 + 0.4 * height
                box = _within(page, place.x0 - height, above, place.x1 + height, below)
                if box is not None:
                    looks.append(Look(box, 2.0))
    return looks


def _empty_cells(document: Document) -> list[Look]:
    """Table cells in which nothing was read although every row must have them."""
    return [
        Look(cell.box, strip=cell.box, only_ink=True)
        for row in document.rows
        for cell in row.fields.values()
        if cell.box is not None and cell.value is None and not cell.text
    ]


def overlaid(lines: Sequence[TextLine], seen: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """A page's lines with those of a second look in their place.

    `seen` are the lines of the look, already in the page's pixels. A line of the page gives way only where the
    look saw the whole of it, so that a look can add and correct but not lose; what the look's edge cut through
    is left as it was.
    """
    inner = [line for line in seen if line.text.strip()]
    kept = [line for line in lines if _covered(line.box, inner) < 0.8]
    fresh = [new for new in inner if not any(line.box.contains(new.box, 0.4) for line in kept)]
    return tuple(kept) + tuple(fresh)


def _covered(box: Box, lines: Sequence[TextLine]) -> float:
    """The share of a box's width over which `lines` lie on it."""
    shares = [
        (common.width / max(box.width, 1.0))
        for line in lines
        if (common := line.box.intersection(box)) is not None and common.height > 0.5 * box.height
    ]
    return sum(shares)


def weighed(
    first: Sequence[Document], second: Sequence[Document], kinds: Mapping[str, KindSpec]
) -> tuple[Document, ...]:
    """Two readings of one page as one."""
    if not first or len(first) != len(second):
        known = sum(document.kind is not None for document in second)
        better = known > sum(document.kind is not None for document in first)
        return tuple(second) if better else tuple(first)
    return tuple(_weigh(a, b, kinds.get(a.kind or "")) for a, b in zip(first, second, strict=True))


def _weigh(a: Document, b: Document, kind: KindSpec | None) -> Document:
    if a.kind is None:
        return b
    if a.kind != b.kind:
        return a
    names = dict.fromkeys([*a.fields, *b.fields])
    fields = {
        name: _better(a.fields[name], b.fields[name], key=_is_key(kind, name))
        if name in a.fields and name in b.fields
        else a.fields.get(name) or b.fields[name]
        for name in names
    }
    return replace(a, fields=fields, rows=b.rows if _cells_read(b) > _cells_read(a) else a.rows)


def _cells_read(document: Document) -> int:
    cells = (cell for row in document.rows for cell in row.fields.values())
    return sum(cell.value is not None and cell.problem is None for cell in cells)


def _worth(found: Field) -> int:
    if found.value is None:
        return 1 if found.problem and found.problem.code == "blank" else 0
    if found.problem is not None:
        return 2
    return 4 if found.text else 3


def _is_key(kind: KindSpec | None, name: str) -> bool:
    spec = kind.field(name) if kind else None
    return spec is not None and spec.key


def _better(a: Field, b: Field, *, key: bool) -> Field:
    """The better of two readings of one field; two good ones of a key field that differ become *cannot tell*."""
    if a.value == b.value and a.value is not None:
        return a if a.confidence >= b.confidence else b
    if _worth(a) != _worth(b):
        return a if _worth(a) > _worth(b) else b
    if _worth(a) < 4:
        return a
    better = a if a.confidence >= b.confidence else b
    if not key or abs(a.confidence - b.confidence) > 0.25 or better.confidence > 0.97:
        return better
    problem = Problem("readings_differ", "两次识别的结果不一样，请对照原件。", uncertain=True)
    return replace(better, confidence=min(better.confidence, 0.6), problem=problem)
