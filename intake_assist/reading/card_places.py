"""Where the values of a card stand when its pale labels did not come through the copier.

Cards are printed alike to the tenth of a millimetre, so one value that was read gives away the places of all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise

from intake_assist.checklist.models import FieldSpec, PlacesSpec
from intake_assist.model import Box
from intake_assist.reading.fragments import Fragment, rows
from intake_assist.reading.values_at import STRICT, Candidate, Part, likeness, value_text

_GAP = 1.65
"""Between a label and its value, in characters, where the recogniser took both for one line."""
_STRICT_LIKENESS, _LIKENESS = 0.4, 0.1
_SCORE = 0.75


def card_places(spec: PlacesSpec, origin: Sequence[Part]) -> Mapping[str, Box]:
    """The places of all fields on the page, measured from the parts of the value of ``spec.origin``; none when it
    is not in one piece."""
    if len(origin) != 1:
        return {}
    piece, start, end = origin[0]
    pitch = piece.box.width / (end + _GAP if start else end)
    width = pitch * (end - start)
    left, middle = piece.box.x1 - width, piece.box.cy
    return {
        name: Box(left + x0 * width, middle + y0 * width, left + x1 * width, middle + y1 * width)
        for name, (x0, y0, x1, y1) in spec.boxes.items()
    }


def at_place(
    spec: FieldSpec, place: Box, pieces: Sequence[Fragment], available: Callable[[Sequence[Part]], bool]
) -> Candidate | None:
    """The free text in `place`, when it is like a value of the field and nothing is in doubt where it begins."""
    inside = [piece for piece in pieces if place.y0 <= piece.box.cy <= place.y1]
    parts = [part for row in rows(inside) for piece in row if (part := _within(piece, place))]
    parts = [part for part in parts if available([part])]
    if spec.type not in STRICT:
        parts = [part if part[1] == 0 else _behind_label(part, spec.labels) for part in parts]
    if not parts or any(start == end for _, start, end in parts):
        return None
    least = _STRICT_LIKENESS if spec.type in STRICT else _LIKENESS
    if likeness(spec.type, value_text(spec.type, parts)) < least:
        return None
    return Candidate(spec.name, tuple(parts), _SCORE, None, whole=True)


def _within(piece: Fragment, place: Box) -> Part | None:
    """The characters whose middle lies between the sides of the place."""
    middles = [(a + b) / 2 for a, b in pairwise(piece.edges)]
    inside = [index for index, middle in enumerate(middles) if place.x0 <= middle <= place.x1]
    return (piece, inside[0], inside[-1] + 1) if inside else None


def _behind_label(part: Part, labels: Sequence[str]) -> Part:
    """A piece that begins before the place, from behind the remains of its label on; nothing of it when what it
    begins with is no such remains: widths are too uneven to tell by them where a name begins."""
    piece, _, end = part
    remains = [n for label in labels for n in range(1, len(label) + 1) if _remains(piece.text[:n], label)]
    start = max(remains, default=end)
    return piece, start, max(start, end)


def _remains(head: str, label: str) -> bool:
    return label.endswith(head) or label.startswith(head)
