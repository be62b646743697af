"""Where the values of a card stand when its pale labels did not come through the copier.

Cards are printed alike to the tenth of a millimetre, so one value or the title gives away the places of all.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from intake_assist.checklist.models import FieldSpec, KindSpec, PlacesSpec
from intake_assist.model import Box, Document
from intake_assist.reading.fragments import Fragment, rows
from intake_assist.reading.values_at import (
    STRICT,
    Candidate,
    Part,
    confidence_of,
    likeness,
    value_text,
)
from intake_assist.values import parse

_GAP = 1.65
"""Between a label and its value, in characters, where the recogniser took both for one line."""
_APART = 0.2
"""Between the rows of two values from which the size of the card is taken."""
_HEIGHTS = (0.04, 0.16)
"""Of a line, where the rows that gave the size are rows of one card indeed."""
_MARGIN = 0.02
"""Between the left side of a place and its value."""
_SURE_NAME = 0.9  # any characters may be a name: with those of a stamp in it, it is read with less confidence
_SAME_PRINT = 0.5  # of the smaller one of two pieces
_FIGURES = re.compile(
    r"\d{6,8}"
)  # of a date whose signs are too pale: the number on the card tells which it is
_STRICT_LIKENESS, _LIKENESS = 0.4, 0.1
_SCORE = 0.75


def card_places(spec: PlacesSpec, origin: Sequence[Part]) -> Mapping[str, Box]:
    """The places of all fields on the page, measured from the parts of the value of ``spec.origin``; none when it
    is not in one piece."""
    if len(origin) != 1:
        return {}
    piece, start, end = origin[0]
    pitch = piece.box.width / (end + _GAP if start else end)
    return _boxes(spec, piece.box.x1 - pitch * (end - start), piece.box.cy, pitch * (end - start))


def measured_places(spec: PlacesSpec, origin: Sequence[Part], values: Mapping[str, Box]) -> Mapping[str, Box]:
    """The same, from `values` on one line each rather than from `origin` where that was read with remains of its label:
    nobody knows how much of the width those take."""
    alone = len(origin) == 1 and origin[0][1] == 0
    return ({} if alone else places_by_values(spec, values)) or card_places(spec, origin)


def known_places(kind: KindSpec, document: Document, pieces: Sequence[Fragment]) -> Mapping[str, Box]:
    """The places of all fields of a card that was read, from whatever gives them away; `pieces` are those of its
    page."""
    spec = kind.places
    if spec is None:
        return {}
    own = [piece for piece in pieces if document.region is None or document.region.contains(piece.box)]
    code = document.fields.get(spec.origin) if spec.origin else None
    lines = {name: field.box for name, field in document.fields.items() if field.box and field.value}
    several = {each.name for each in kind.fields if each.multi_line}
    rows_ = {name: box for name, box in lines.items() if name not in several}
    if code is not None and code.problem is None and code.text:
        held = [(piece, at, at + len(code.text)) for piece in own if (at := piece.text.find(code.text)) >= 0]
        return measured_places(spec, held, rows_)
    return places_by_title(spec, own) or places_by_values(spec, rows_)


def places_by_title(spec: PlacesSpec, pieces: Sequence[Fragment]) -> Mapping[str, Box]:
    """The same, measured from the printed title; none when it was not read once and alone."""
    titles = [piece for piece in pieces if piece.text == spec.title]
    if len(titles) != 1:
        return {}
    box = titles[0].box
    return _boxes(spec, box.x0, box.cy, box.width)


def places_by_values(spec: PlacesSpec, values: Mapping[str, Box]) -> Mapping[str, Box]:
    """The same, measured from the rows of at least two values, each on one line; none when they do not agree."""
    known = [
        ((box[1] + box[3]) / 2, box[0], values[name]) for name, box in spec.boxes.items() if name in values
    ]
    rows_ = sorted({round(row, 2) for row, _, _ in known})
    if len(rows_) < 2 or rows_[-1] - rows_[0] < _APART:
        return {}
    first, last = min(known, key=lambda each: each[0]), max(known, key=lambda each: each[0])
    width = (last[2].cy - first[2].cy) / (last[0] - first[0])
    if not _HEIGHTS[0] * width < first[2].height < _HEIGHTS[1] * width:
        return {}
    left = statistics.median(box.x0 - (start + _MARGIN) * width for _, start, box in known)
    middle = statistics.median(box.cy - row * width for row, _, box in known)
    return _boxes(spec, left, middle, width)


def _boxes(spec: PlacesSpec, left: float, middle: float, width: float) -> Mapping[str, Box]:
    return {
        name: Box(left + x0 * width, middle + y0 * width, left + x1 * width, middle + y1 * width)
        for name, (x0, y0, x1, y1) in spec.boxes.items()
    }


def at_place(
    spec: FieldSpec, place: Box, pieces: Sequence[Fragment], available: Callable[[Sequence[Part]], bool]
) -> Candidate | None:
    """The free text in `place`, when it is like a value of the field and nothing is in doubt where it begins."""
    inside = _read_once([piece for piece in pieces if place.y0 <= piece.box.cy <= place.y1])
    parts = [part for row in rows(inside) for piece in row if (part := _within(piece, place))]
    parts = [part for part in parts if available([part])]
    parts = [part if part[1] == 0 else _begun(spec, part) for part in parts]
    if not parts or any(start == end for _, start, end in parts):
        return None
    if spec.type == "person" and confidence_of(parts) < _SURE_NAME:
        return None
    least = _STRICT_LIKENESS if spec.type in STRICT else _LIKENESS
    text = value_text(spec.type, parts)
    if likeness(spec.type, text) < least and not (spec.told_by and _FIGURES.fullmatch(text)):
        return None
    return Candidate(spec.name, tuple(parts), _SCORE, None, whole=True)


def _read_once(pieces: Sequence[Fragment]) -> list[Fragment]:
    """Of pieces that lie on one another, the surest: they are the same print, read twice."""
    kept: list[Fragment] = []
    for piece in sorted(pieces, key=lambda piece: -piece.confidence):
        if not any(_lie_on_another(piece.box, other.box) for other in kept):
            kept.append(piece)
    return kept


def _lie_on_another(a: Box, b: Box) -> bool:
    common = a.intersection(b)
    return common is not None and common.area > _SAME_PRINT * min(a.area, b.area)


def _within(piece: Fragment, place: Box) -> Part | None:
    """The characters whose middle lies between the sides of the place."""
    middles = [(a + b) / 2 for a, b in pairwise(piece.edges)]
    inside = [index for index, middle in enumerate(middles) if place.x0 <= middle <= place.x1]
    return (piece, inside[0], inside[-1] + 1) if inside else None


def _begun(spec: FieldSpec, part: Part) -> Part:
    """A piece that begins before the place, from where its value begins; nothing of it when that cannot be told:
    widths are too uneven to tell it by them."""
    return _in_form(spec.type, part) if spec.type in STRICT else _behind_label(part, spec.labels)


def _in_form(type_id: str, part: Part) -> Part:
    piece, _, end = part
    good = (n for n in range(end) if parse(type_id, value_text(type_id, [(piece, n, end)])).problem is None)
    return piece, next(good, end), end


def _behind_label(part: Part, labels: Sequence[str]) -> Part:
    """From behind the remains of its label on."""
    piece, _, end = part
    remains = [n for label in labels for n in range(1, len(label) + 1) if _remains(piece.text[:n], label)]
    start = max(remains, default=end)
    return piece, start, max(start, end)


def _remains(head: str, label: str) -> bool:
    return label.endswith(head) or label.startswith(head)
