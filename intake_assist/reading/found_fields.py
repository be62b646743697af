"""What a search came to for one field: its value, or why there is none, and how sure that is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from intake_assist.checklist.models import FieldSpec
from intake_assist.model import Box, Field, Problem
from intake_assist.reading.search import Search
from intake_assist.reading.ticks import ticked
from intake_assist.reading.torn import completed
from intake_assist.reading.unread_places import place_beside, place_in, was_measured
from intake_assist.reading.values_at import STRICT, Candidate, confidence_of, likeness, spelled, value_text
from intake_assist.values import parse
from intake_assist.values.names import NO_NAME
from intake_assist.values.text import HAN

_ROOM = 1.5
_HARDLY_READ = 0.65
_OVERPRINTED = 0.6
_EACH_CHARACTER = 0.995
"""On the standard measure two in three of 250 texts of some 60 characters were wholly right."""
_OPEN = re.compile(r"\([^)]+$")  # a name that ends within its brackets breaks off
_DAY = r"\d{4}年\d{1,2}月\d{1,2}日"
_DOTTED = r"(?<![\d.])\d{4}\.\d{1,2}\.\d{1,2}"
_CORES = {
    "sex": re.compile("[男女]"),
    "date": re.compile(_DAY),
    "period": re.compile(
        rf"{_DAY}起?[至到\-—~]+(?:{_DAY}|长期)|{_DOTTED}[\-—~]*(?:{_DOTTED}|长期)|(?<=^[{HAN}])长期$"
    ),
    "amount": re.compile(
        r"(?:人民币)?[〇零一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾佰仟百千万亿两]{2,}[元圆]整?"
    ),
}


def field_of(search: Search, spec: FieldSpec, page: str, empty: Sequence[Box]) -> Field | None:
    """The field as it was found, or with the reason why it has no value; None for an optional one that is not there."""
    candidate = search.chosen.get(spec.name)
    if candidate is not None:
        return _torn(search, spec, candidate, read_value(spec, candidate, page))
    hit = search.label_of.get(spec.name)
    if hit is not None:
        place = search.places.get(spec.name) or place_beside(hit, search.ground, spec.type)
        wide = place.width >= _ROOM * hit.box.height  # no value would find room in less
        seen_empty = wide and any(was_measured(place, box) for box in empty)
        return Field(spec.name, None, "", hit.score, place, page, _nothing(spec, seen_empty=seen_empty))
    if spec.absent is not None:
        return Field(spec.name, spec.absent, "", 0.6, None, page)
    if spec.optional:
        return None
    problem = Problem("unread", f"没有读到“{spec.title}”，请查看原件。", uncertain=True)
    slot = search.slots.get(spec.name)
    where = search.places.get(spec.name) or (place_in(slot, search.ground) if slot is not None else None)
    return Field(spec.name, None, "", 0.0, where, page, problem)


def read_value(spec: FieldSpec, candidate: Candidate, page: str) -> Field:
    """The value of what a field was found to be, checked, and how sure it is."""
    text = value_text(spec.type, candidate.parts)
    if spec.type == "person":
        text = spelled(text, candidate.parts)
    if spec.type == "org_name" and (_runs_into_text(candidate) or _OPEN.search(text)):
        text = completed(text)
    value, problem = ticked(text, spec.choices) if spec.choices else parse(spec.type, text)
    if problem is not None and value is None and (core := _core(spec.type, text)):
        text, (value, problem) = core, parse(spec.type, core)
    if problem is not None and spec.near is not None:
        problem = replace(problem, uncertain=True)  # it stands under a seal: what is lost was not read
    if problem is None and spec.vocabulary and value is not None:
        problem = _out_of_vocabulary(spec, value)
    # A star is small, and unlike any name.
    hardly = confidence_of(candidate.parts) < _HARDLY_READ and value != NO_NAME
    if problem is None and spec.key and hardly:
        problem = Problem("weak", f"“{spec.title}”读得不准，请对照原件。", uncertain=True)
    confidence = confidence_of(candidate.parts) * _fitness(spec, candidate) * _wholeness(spec, text)
    return Field(spec.name, value, text, round(confidence, 3), candidate.box, page, problem)


def _torn(search: Search, spec: FieldSpec, candidate: Candidate, found: Field) -> Field:
    """The name that was read, in doubt where it breaks off at what is left of the label printed over its end."""
    piece, _, end = candidate.parts[-1]
    begin = [hit for hit in search.hits if hit.parts[0][0] is piece and hit.parts[0][1] == end]
    torn = any(not piece.text.startswith(hit.label, end) for hit in begin)
    if spec.type != "org_name" or not torn or found.problem or likeness(spec.type, found.text) == 1.0:
        return found
    problem = Problem("torn", f"“{spec.title}”与后面的字印在一起，没有读全，请查看原件。", uncertain=True)
    return replace(found, confidence=min(found.confidence, _OVERPRINTED), problem=problem)


def _runs_into_text(candidate: Candidate) -> bool:
    """Whether the line goes on behind a value, with the next label or what is left of it."""
    piece, _, end = candidate.parts[-1]
    return end < len(piece.text)


def _core(type_id: str, text: str) -> str | None:
    """The one date or period in a text that goes on (the full stop after it was not read)."""
    pattern = _CORES.get(type_id)
    found = pattern.findall(text) if pattern else []
    return found[0] if len(found) == 1 else None


def _out_of_vocabulary(spec: FieldSpec, value: str) -> Problem | None:
    """A doubt about a value that nearly, but not quite, contains one of the usual words."""
    if any(word in value for word in spec.vocabulary):
        return None
    near = max(spec.vocabulary, key=lambda word: fuzz.partial_ratio(word, value))
    place = fuzz.partial_ratio_alignment(near, value, score_cutoff=70.0)
    if place is None:
        return None
    suggestion = value[: place.dest_start] + near + value[place.dest_end :]
    return Problem("near_miss", f"“{spec.title}”可能读错了字，请对照原件。", suggestion, uncertain=True)


def _fitness(spec: FieldSpec, candidate: Candidate) -> float:
    """How well label, place and form agree: 1 for an exact label with a value of its type, 0.6 at worst."""
    if candidate.hit is None:
        return 0.6 + 0.4 * min(1.0, candidate.score / 0.9)
    alike = likeness(spec.type, candidate.text) if spec.type in STRICT else 1.0
    return 0.6 + 0.4 * candidate.hit.score * min(1.0, alike / 0.7)


def _wholeness(spec: FieldSpec, text: str) -> float:
    """How likely no character of running text was lost or misread: nothing else tells it of one that has no form."""
    return _EACH_CHARACTER ** len(text) if spec.type == "text" and spec.multi_line else 1.0


def _nothing(spec: FieldSpec, *, seen_empty: bool) -> Problem:
    if seen_empty:
        return Problem("blank", f"“{spec.title}”处是空的，没有填写。")
    return Problem("unread", f"“{spec.title}”处没有读到内容，请查看原件。", uncertain=True)
