"""Checklists: YAML files that say which documents exist, what a matter asks for, and which checks run."""

from intake_assist.checklist.answers import AnswerMistake, AnswersError, resolve_answers
from intake_assist.checklist.loader import (
    Library,
    UnknownMatterError,
    default_folder,
    lint,
    load_kinds,
    load_library,
    load_matter,
)
from intake_assist.checklist.mistakes import ChecklistError, Mistake
from intake_assist.checklist.schema import schema_kind, schema_matter, schema_seals

__all__ = [
    "AnswerMistake",
    "AnswersError",
    "ChecklistError",
    "Library",
    "Mistake",
    "UnknownMatterError",
    "default_folder",
    "lint",
    "load_kinds",
    "load_library",
    "load_matter",
    "resolve_answers",
    "schema_kind",
    "schema_matter",
    "schema_seals",
]
