"""Where codes stand that were not read, cut short or fail their check, and the looks at them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from intake_assist.checklist.models import KindSpec
from intake_assist.model import Box, Document, Field, Page
from intake_assist.reading.look import Look, stands_in, within_page
from intake_assist.values import TYPES

_LEAST_CODE = 4  # characters of a code from which its whole width can be told
_DIGIT = 0.65  # width of a figure of a code by the height of its line, where fewer were read
_MOST_CODES, _FEW_CELLS = 6, 3
_PARTLY, _ALIKE = 0.6, 0.9  # of a width; of an area


def looks_at_codes(
    page: Page, documents: Sequence[Document], kinds: Mapping[str, KindSpec]
) -> tuple[Look, ...]:
    """The lines of codes that fail their check however they were read, for many looks at each."""
    looks = [
        look
        for document in documents
        if (kind := kinds.get(document.kind or "")) is not None
        for look in _lines_of_codes(page, document, kind)
    ]
    return tuple(dict.fromkeys(looks))[:_MOST_CODES]


def _lines_of_codes(page: Page, document: Document, kind: KindSpec) -> list[Look]:
    """The lines of codes, of fields and in cells, that fail their check, as any reading saw them."""
    types = {column.name: column.type for column in kind.table.columns} if kind.table else {}
    found = [(spec.type, document.fields.get(spec.name)) for spec in kind.fields]
    found += [(types[name], cell) for row in document.rows for name, cell in row.fields.items()]
    places = [
        (type_id, field.box)
        for type_id, field in found
        if TYPES[type_id].length and field and field.box and field.text and field.problem
    ]
    places += unread_codes(document, kind)
    lines = [line for lines in (page.lines, *page.second_looks) for line in lines]
    return [
        Look(box, code=type_id)
        for type_id, place in places
        for box in _unlike([line.box for line in lines if stands_in(place, line.box)], place)
    ]


def _unlike(boxes: Sequence[Box], place: Box) -> list[Box]:
    """The boxes over a place that are not nearly the same as one before."""
    found: list[Box] = []
    for box in boxes:
        alike = any(box.contains(other, _ALIKE) and other.contains(box, _ALIKE) for other in found)
        if _shares_width(place, box) and not alike:
            found.append(box)
    return found


def _shares_width(place: Box, line: Box) -> bool:
    return min(place.x1, line.x1) - max(place.x0, line.x0) > _PARTLY * min(place.width, line.width)


def unread_codes(document: Document, kind: KindSpec) -> list[tuple[str, Box]]:
    """The types and places of the few cells of codes in which none was read: a seal kept it from being noticed."""
    coded = [spec for spec in kind.table.columns if TYPES[spec.type].length] if kind.table else []
    cells = [
        (spec.type, row.fields[spec.name])
        for row in document.rows
        for spec in coded
        if spec.name in row.fields
    ]
    unread = [
        (type_id, cell.box) for type_id, cell in cells if cell.box and cell.value is None and not cell.text
    ]
    return unread if len(unread) <= _FEW_CELLS else []


def code_lines(page: Page, kind: KindSpec, found: Field) -> list[Box]:
    """The lines of a code that fails its check, as long as the whole code is."""
    spec = kind.field(found.name)
    if spec is None or not TYPES[spec.type].length or found.problem is None or found.box is None:
        return []
    lines = [line.box for line in page.lines if stands_in(found.box, line.box)]
    return [box for box in whole_codes(page, kind, found) or lines if box.width > box.height]


def whole_codes(page: Page, kind: KindSpec, found: Field) -> list[Box]:
    """The line of a code that was cut short, drawn out to the right by what is missing."""
    spec = kind.field(found.name)
    wanted = TYPES[spec.type].length if spec else 0
    if found.box is None or not 0 < len(found.text) < wanted:
        return []
    read, place = len(found.text), found.box
    pitch = place.width / read if read >= _LEAST_CODE else _DIGIT * place.height
    more = (wanted - read + 0.7) * pitch
    lines = [line.box for line in page.lines if stands_in(place, line.box)]
    widened = (within_page(page, box.x0, box.y0, box.x1 + more, box.y1) for box in lines)
    return [box for box in widened if box is not None]
