"""JSON Schema (draft 2020-12) of the kinds of file, for editors."""

from __future__ import annotations

from typing import Any

from intake_assist.checklist.models import KindSpec, MatterSpec, SealWords, Spec

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema_matter() -> dict[str, Any]:
    """The schema of a matter file (checklists/*.yaml)."""
    return _schema(MatterSpec)


def schema_kind() -> dict[str, Any]:
    """The schema of a document-kind file (checklists/kinds/*.yaml)."""
    return _schema(KindSpec)


def schema_seals() -> dict[str, Any]:
    """The schema of the words by which seals are known (checklists/seals.yaml)."""
    return _schema(SealWords)


def _schema(model: type[Spec]) -> dict[str, Any]:
    schema: dict[str, Any] = {"$schema": _DRAFT} | model.model_json_schema(by_alias=True)
    severity = schema.get("$defs", {}).get("Severity")
    if severity:  # an enum of the program's nouns, described for programmers only
        severity |= {
            "title": "级别",
            "description": "error 错误，suspect 疑似，warn 提示，info 告知。",
        }
    return schema
