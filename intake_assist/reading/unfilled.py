"""Places left empty that say something: a trader's licence without a name is one of a trader who uses none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from intake_assist.checklist.models import FieldSpec, KindSpec
from intake_assist.model import Document, Field, Problem
from intake_assist.values import parse

_WORDS = re.compile(r"\w")


def as_unfilled(spec: FieldSpec, text: str) -> str:
    """What a text says in a field that may be left empty: a dot is the star that stands there, or a speck."""
    return spec.unfilled.means if spec.unfilled and text and not _WORDS.search(text) else text


def with_unfilled(document: Document, kinds: Mapping[str, KindSpec]) -> Document:
    """The document with what its places say that were measured to be empty, by ``unfilled`` of its kind."""
    kind = kinds.get(document.kind or "")
    found = {spec.name: _meant(spec, document) for spec in kind.fields if spec.unfilled} if kind else {}
    meant = {name: field for name, field in found.items() if field is not None}
    return replace(document, fields={**document.fields, **meant}) if meant else document


def _meant(spec: FieldSpec, document: Document) -> Field | None:
    field, unfilled = document.fields.get(spec.name), spec.unfilled
    if field is None or unfilled is None:
        return None
    telling = document.fields.get(unfilled.field)
    told = telling is not None and telling.problem is None and unfilled.holds in (telling.value or "")
    if told and telling is not None and field.problem is not None and field.problem.code == "blank":
        return replace(field, value=unfilled.means, confidence=telling.confidence, problem=None)
    if not told and field.value == unfilled.means and parse(spec.type, field.text)[0] != field.value:
        return replace(field, value=None, problem=_UNREAD)
    return None


_UNREAD = Problem("unread", "这里没有读到内容，请查看原件。", uncertain=True)
