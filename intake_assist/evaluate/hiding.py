"""Where numbers of people stand on a page, so that a picture of it can do without them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from unicodedata import east_asian_width

from intake_assist.checklist.models import KindSpec
from intake_assist.model import Box, Case, Document, Field, Page, TextLine
from intake_assist.values.mask import masked_value
from intake_assist.values.text import compact

Kinds = Mapping[str, KindSpec]

_NUMBER = re.compile(r"[0-9A-Za-z](?:[ \-]?[0-9A-Za-z*]){10,29}")
_LEAST_DIGITS = 8
_CREDIT_CODE = re.compile(r"(?=.{0,16}[A-HJ-NPQRTUWXY])[0-9A-HJ-NPQRTUWXY]{18}")
_SHOWN = 0.25
"""The share of a number's place, from its left, that stays to be seen."""


def is_sensitive(kinds: Kinds, kind: str, field: str) -> bool:
    """Whether the checklist wants the field masked; columns of a table are named ``rows.<column>``."""
    spec = kinds.get(kind)
    if spec is None:
        return False
    if field.startswith("rows."):
        columns = spec.table.columns if spec.table else ()
        return any(column.sensitive for column in columns if column.name == field.removeprefix("rows."))
    found = spec.field(field)
    return bool(found and found.sensitive)


def places_to_cover(case: Case, page: Page, kinds: Kinds) -> tuple[Box, ...]:
    """Boxes over all but the first places of every number of a person that was read on the page.

    Social credit codes are public and stay, misread ones too. Names, addresses and portraits stay as well.
    """
    lines = [*page.lines, *(line for look in page.second_looks for line in look)]
    public = [
        field.box
        for document in case.documents
        for field in _credit_codes(document, kinds)
        if field.page == page.id and field.box is not None
    ]
    numbers = [
        box
        for line in lines
        for box in _numbers(line)
        if not any(place.contains(box, 0.5) for place in public)
    ]
    fields = [
        field.box
        for document in case.documents
        for field in _sensitive(document, kinds)
        if field.page == page.id and field.box is not None
    ]
    return tuple(_most_of(box) for box in dict.fromkeys((*numbers, *fields)))


def _numbers(line: TextLine) -> Iterator[Box]:
    """The place of each number in a line, as far as the widths of its characters tell."""
    ends = [0.0]
    for character in line.text:
        ends.append(ends[-1] + (2 if east_asian_width(character) in "WF" else 1))
    scale = line.box.width / ends[-1] if ends[-1] else 0.0
    for found in _NUMBER.finditer(line.text):
        if _is_of_a_person(compact(found.group())):
            start, end = (line.box.x0 + scale * ends[at] for at in found.span())
            yield Box(start, line.box.y0, max(start, end), line.box.y1)


def _is_of_a_person(number: str) -> bool:
    if sum(character.isdigit() for character in number) < _LEAST_DIGITS or len(number) < 11:
        return False
    return not _CREDIT_CODE.fullmatch(number) and masked_value(number) != number


def _sensitive(document: Document, kinds: Kinds) -> Iterable[Field]:
    kind = document.kind or ""
    yield from (field for name, field in document.fields.items() if is_sensitive(kinds, kind, name))
    for row in document.rows:
        yield from (field for name, field in row.fields.items() if is_sensitive(kinds, kind, f"rows.{name}"))


def _credit_codes(document: Document, kinds: Kinds) -> Iterable[Field]:
    spec = kinds.get(document.kind or "")
    codes = [field.name for field in spec.fields if field.type == "uscc"] if spec else []
    return (field for name, field in document.fields.items() if name in codes)


def _most_of(box: Box) -> Box:
    return Box(box.x0 + _SHOWN * box.width, box.y0, box.x1, box.y1)
