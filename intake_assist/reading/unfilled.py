"""Places left empty that may be right so: a trader's licence without a name may be one of a trader who uses none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from intake_assist.checklist.models import FieldSpec, KindSpec
from intake_assist.model import Document, Field, Problem

_DOTS = re.compile(r"[·•∙⋅.。]+")  # what a small star is read as


def with_unfilled(document: Document, kinds: Mapping[str, KindSpec]) -> Document:
    """The document with its empty places as ``unfilled`` of its kind has them: nobody can tell whether one that was
    measured to be empty was left so or lost in copying; the sign that stands for nothing says so itself."""
    kind = kinds.get(document.kind or "")
    found = {spec.name: _meant(spec, document) for spec in kind.fields if spec.unfilled} if kind else {}
    meant = {name: field for name, field in found.items() if field is not None}
    return replace(document, fields={**document.fields, **meant}) if meant else document


def _meant(spec: FieldSpec, document: Document) -> Field | None:
    field, unfilled = document.fields.get(spec.name), spec.unfilled
    telling = document.fields.get(unfilled.field) if unfilled else None
    if field is None or unfilled is None or telling is None or telling.problem is not None:
        return None
    if field.problem is None or unfilled.holds not in (telling.value or ""):
        return None
    if field.problem.code == "blank":
        message = f"“{spec.title}”处是空的，{unfilled.why}，请查看原件。"
        return replace(field, problem=Problem("blank", message, uncertain=True))
    if _DOTS.fullmatch(field.text):
        return replace(field, value=unfilled.sign, problem=None)
    return None
