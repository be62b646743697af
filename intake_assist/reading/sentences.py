"""Values that sentences state, found by the patterns of their fields."""

from __future__ import annotations

import re
from collections.abc import Sequence

from intake_assist.checklist.models import KindSpec
from intake_assist.reading.fragments import Fragment
from intake_assist.reading.own_form import A_NAME
from intake_assist.reading.running import running
from intake_assist.reading.search import Search
from intake_assist.reading.values_at import STRICT, Candidate, likeness, text_of
from intake_assist.values import TYPES, parse


def by_sentence(search: Search, pieces: Sequence[Fragment]) -> None:
    """What the patterns of the fields that are still lacking find in the running text."""
    lacking = [spec for spec in search.lacking() if spec.patterns]
    if not lacking:
        return
    words = running(pieces)
    for spec in lacking:
        for pattern in spec.patterns:
            parts = words.search(pattern)
            if parts and search.available(parts):
                search.take(Candidate(spec.name, parts, 0.9, None, whole=True))
                break


def sure_sentences(kind: KindSpec, pieces: Sequence[Fragment]) -> dict[str, Candidate]:
    """What sentences of a letter say beyond doubt: a value with a form of its own, whole even where the line
    breaks in the middle of it. A code of full length that fails its check is one too: its first line alone could
    pass for a code of another length."""
    words = running(pieces)
    found: dict[str, Candidate] = {}
    for spec in kind.fields:
        for pattern in spec.patterns if spec.type in STRICT else ():
            parts = words.search(pattern)
            if parts and _is_whole(spec.type, text_of(parts)):
                found[spec.name] = Candidate(spec.name, parts, 0.95, None, whole=True)
                break
    return found


def _is_whole(type_id: str, text: str) -> bool:
    return parse(type_id, text).problem is None or len(text) == TYPES[type_id].length


def named_in_sentences(kind: KindSpec, pieces: Sequence[Fragment]) -> frozenset[str]:
    """The fields whose person a sentence of a letter names: below it he signs, and what a hand wrote reads worse."""
    words = running(pieces)
    persons = [spec for spec in kind.fields if spec.type == "person"]
    return frozenset(
        spec.name
        for spec in persons
        if any(
            (parts := words.search(pattern)) and likeness(spec.type, text_of(parts)) >= A_NAME
            for pattern in spec.patterns
        )
    )


def is_sentence(text: str, kind: KindSpec) -> bool:
    """Whether a line is one of a letter's text, and no value of one that has cells."""
    begins = any(re.match(opening, text) for opening in kind.openings)
    return kind.prose and (begins or text.endswith("。"))
