"""Names and numbers that other papers say and that the picture bears out, in place of what was read there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from intake_assist.checklist.models import ColumnSpec, FieldSpec, KindSpec
from intake_assist.model import Document, Field, Page, TextLine
from intake_assist.values import parse

CODES = frozenset({"uscc", "id_number"})
"""Types of values with a check digit."""
TRIED = CODES | {"org_name", "person"}
"""Types of values of which the picture is asked whether it bears out what other papers say."""
_SAME_PLACE = 0.7

Fields = Mapping[str, Field]


def with_borne_out(document: Document, page: Page, kinds: Mapping[str, KindSpec]) -> Document:
    """The document with those of the page's values at whose places it has one of their kind."""
    kind = kinds.get(document.kind or "")
    if kind is None or not page.borne_out:
        return document
    rows = document.rows
    if kind.table is not None:
        columns = kind.table.columns
        rows = tuple(replace(row, fields=_read_as(row.fields, columns, page)) for row in rows)
    return replace(document, fields=_read_as(document.fields, kind.fields, page), rows=rows)


def _read_as(fields: Fields, specs: Sequence[FieldSpec] | Sequence[ColumnSpec], page: Page) -> Fields:
    types = {spec.name: spec.type for spec in specs if spec.type in TRIED}
    found = {name: _borne_out(fields[name], type_, page) for name, type_ in types.items() if name in fields}
    return {**fields, **found}


def _borne_out(field: Field, type_: str, page: Page) -> Field:
    """The field as it is borne out; its text stays what was read."""
    found = (each for each in page.borne_out if _is_of(field, each) and _is_a(type_, each.text))
    value = next(found, None)
    if value is None or value.text == field.value:
        return field
    return replace(field, value=value.text, confidence=value.confidence, problem=None, others=())


def _is_a(type_: str, text: str) -> bool:
    """Whether a value is sound for the type, and no code where a name belongs."""
    is_code = any(parse(code, text) == (text, None) for code in CODES)
    return parse(type_, text) == (text, None) and is_code == (type_ in CODES)


def _is_of(field: Field, value: TextLine) -> bool:
    """Whether a value is of the place of a field, which further readings may have moved a little."""
    box = field.box
    return box is not None and box.shares_place(value.box, _SAME_PLACE)
