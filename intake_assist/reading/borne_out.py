"""Names that other papers say and that the picture bears out, in place of what was read there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from intake_assist.checklist.models import KindSpec
from intake_assist.model import Document, Field, Page, TextLine

_SAME_PLACE = 0.7


def with_borne_out(document: Document, page: Page, kinds: Mapping[str, KindSpec]) -> Document:
    """The document with those of the page's names at whose places it has the name of an organisation."""
    kind = kinds.get(document.kind or "")
    if kind is None or not page.borne_out:
        return document
    names = [spec.name for spec in kind.fields if spec.type == "org_name"]
    found = {name: document.fields[name] for name in names if name in document.fields}
    return replace(
        document, fields={**document.fields, **{name: _read_as(field, page) for name, field in found.items()}}
    )


def _read_as(field: Field, page: Page) -> Field:
    name = next((name for name in page.borne_out if _is_of(field, name)), None)
    if name is None or name.text == field.value:
        return field
    return replace(
        field, value=name.text, text=name.text, confidence=name.confidence, problem=None, others=()
    )


def _is_of(field: Field, name: TextLine) -> bool:
    """Whether a name is of the place of a field, which further readings may have moved a little."""
    box = field.box
    return box is not None and (box.contains(name.box, _SAME_PLACE) or name.box.contains(box, _SAME_PLACE))
