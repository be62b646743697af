"""Values found by where they stand: at a card's places, in gaps of the layout, beside a seal."""

from __future__ import annotations

from intake_assist.model import Box
from intake_assist.reading.card_places import at_place, measured_places, places_by_title, places_by_values
from intake_assist.reading.fragments import Fragment
from intake_assist.reading.layout import Slot, likely_layouts, missing_slots, slot_candidate
from intake_assist.reading.scattered import anchor, date_near
from intake_assist.reading.search import Search
from intake_assist.reading.sentences import is_sentence
from intake_assist.reading.values_at import Candidate, Part, box_of, confidence_of, text_of, value_text
from intake_assist.values import TYPES
from intake_assist.values.text import squeeze


def by_place(search: Search) -> None:
    """The values of a card whose labels were not read, from where they are printed on every one."""
    spec = search.kind.places
    if spec is None or search.places:
        return
    origin = search.chosen.get(spec.origin) if spec.origin else None
    if origin is not None and _is_cut(search, origin):
        return  # its width tells nothing
    search.places = (
        measured_places(spec, origin.parts, _lines(search))
        if origin
        else places_by_title(spec, search.ground.pieces)
    )
    for field_spec in search.lacking():
        place = search.places.get(field_spec.name)
        if place is not None and (field_spec.name not in search.label_of or field_spec.told_by):
            found = at_place(field_spec, place, search.ground.pieces, search.available)
            if found is not None:
                search.take(found)


def _is_cut(search: Search, candidate: Candidate) -> bool:
    """Whether characters of a code are missing."""
    spec = search.kind.field(candidate.field)
    return spec is not None and len(value_text(spec.type, candidate.parts)) < TYPES[spec.type].length


def by_rows(search: Search) -> None:
    """Where to look for the value that gives away the others, when some of those were read and it was not."""
    spec = search.kind.places
    if spec is not None and not search.places:
        search.places = places_by_values(spec, _lines(search))


def _lines(search: Search) -> dict[str, Box]:
    """The boxes of the values found that stand on one line."""
    return {name: found.box for name, found in search.chosen.items() if not _of_lines(search, name)}


def _of_lines(search: Search, name: str) -> bool:
    spec = search.kind.field(name)
    return spec is not None and spec.multi_line


def by_layout(search: Search) -> None:
    """Values whose label was not read, from the layouts that the other labels tell."""
    lacking = [
        spec.name
        for spec in search.lacking()
        if spec.name not in search.label_of and spec.name not in search.places
    ]
    values = {name: candidate.box for name, candidate in search.chosen.items() if candidate.hit is not None}
    heads = {name: _heads(search, name) for name in lacking}
    best: list[Candidate] = []
    for layout in likely_layouts(search.kind, search.label_of):
        slots = missing_slots(layout, search.label_of, values, lacking, heads)
        found = [candidate for name, slot in slots.items() if (candidate := _in_slot(search, name, slot))]
        if sum(candidate.score for candidate in found) > sum(candidate.score for candidate in best):
            best = found
        search.slots = slots if len(slots) > len(search.slots) else search.slots
    for candidate in best:
        if search.available(candidate.parts):
            search.take(candidate)


def _heads(search: Search, name: str) -> list[Box]:
    """Where single characters stand with which labels of a field begin that are printed far apart."""
    spec = search.kind.field(name)
    first = {label[0] for label in map(squeeze, spec.labels) if len(label) == 2} if spec else set()
    return [piece.box for piece in search.ground.pieces if piece.text in first and search.free(piece)]


def _in_slot(search: Search, name: str, slot: Slot) -> Candidate | None:
    spec = search.kind.field(name)
    titles = search.kind.recognise.titles
    found = slot_candidate(search.ground, spec, slot, search.free, titles) if spec else None
    return None if found is not None and is_sentence(found.text, search.kind) else found


def by_scattered_date(search: Search) -> None:
    """Dates in pieces around the words that they stand near to."""
    for spec in search.lacking():
        if spec.near is None:
            continue
        place = anchor(spec.near, search.ground.pieces)
        text, parts = date_near(place, search.ground.pieces, search.free) if place else ("", ())
        if parts:
            search.take(Candidate(spec.name, _with_text(text, parts), 0.9, None))


def _with_text(text: str, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """Parts that read `text`: the pieces of a scattered date, put in the order of the date."""
    if text_of(parts) == text:
        return parts
    whole = box_of(parts)
    confidence = confidence_of(parts)
    step = whole.width / len(text)
    edges = tuple(whole.x0 + i * step for i in range(len(text) + 1))
    return ((Fragment(text, whole, confidence, edges, parts[0][0].line), 0, len(text)),)
