"""Fields that the paper prints nowhere but on its seal: the registry of a licence, the bank of a certificate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from intake_assist.checklist.models import FieldSpec, KindSpec
from intake_assist.model import Document, Field, Page, Seal
from intake_assist.values import TYPES, parse

_LIKELY = 0.9
_LEGIBLE = 0.75


def with_seals(document: Document, page: Page, kinds: Mapping[str, KindSpec]) -> Document:
    """The document with its `from_seal` fields that were not found in print."""
    kind = kinds.get(document.kind or "")
    wanted = (
        [spec for spec in kind.fields if spec.from_seal and document.value(spec.name) is None] if kind else []
    )
    found = {spec.name: field for spec in wanted if (field := _field(spec, page, _seals_on(document, page)))}
    return replace(document, fields={**document.fields, **found}) if found else document


def _seals_on(document: Document, page: Page) -> list[Seal]:
    return [seal for seal in page.seals if document.region is None or document.region.contains(seal.box)]


def _field(spec: FieldSpec, page: Page, seals: Iterable[Seal]) -> Field | None:
    """The value of the best legible seal whose name is of the field's type."""
    value_type = TYPES[spec.type]
    likely = [
        seal for seal in seals if seal.legibility >= _LEGIBLE and value_type.looks_like(seal.owner) >= _LIKELY
    ]
    best = max(likely, key=lambda seal: seal.legibility, default=None)
    if best is None:
        return None
    parsed = parse(spec.type, best.owner)
    return Field(spec.name, parsed.value, best.owner, best.legibility, best.box, page.id, parsed.problem)
