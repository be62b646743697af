"""Values that were struck through and written anew: the one that counts is the one without a stroke."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace

from intake_assist.model import Box, Field
from intake_assist.reading.fragments import Fragment, same_row

_SAME, _COVERED = 0.6, 0.5  # of the lower of a line and a stroke, and of the area of the stroke
_MOST_OF = 0.4  # of the length of a line
_UNDER, _OVER, _BESIDE = 0.7, 0.3, 2.0  # heights of a line from what was struck out to what was written then
_ALIGNED = 1.5

Fields = Mapping[str, Field]


def written_anew(
    pieces: Sequence[Fragment],
    struck: Sequence[Box],
    extract: Callable[[Sequence[Fragment]], Fields],
    labels: Collection[str],
) -> Fields:
    """What `extract` finds without the struck lines in whose place something else was written.

    The box of such a value covers what was struck out too. A struck line with nothing new beside it stays, and so
    does one that holds one of the `labels`: nobody strikes out those.
    """
    fields = extract(pieces)
    for stroke in struck:
        lost = [piece for piece in pieces if _is_struck(piece.box, stroke)]
        if not lost or any(label in piece.text for piece in lost for label in labels):
            continue
        rest = [piece for piece in pieces if piece not in lost]
        for lines, covered in ((rest, stroke), _moved_up(rest, stroke)):
            anew = extract(lines)
            name = _replacing(anew, stroke)
            if name is not None and not _was_sound(fields, anew, stroke):
                pieces, fields = lines, {**anew, name: _with_box(anew[name], covered)}
                break
    return fields


def _is_struck(line: Box, stroke: Box) -> bool:
    """Whether a line is what was struck through, or more of the row; not one of which a few characters are."""
    covered = line.contains(stroke, _COVERED) and stroke.width > _MOST_OF * line.width
    return covered and same_row(line, stroke, _SAME)


def _moved_up(pieces: Sequence[Fragment], stroke: Box) -> tuple[list[Fragment], Box]:
    """The pieces, the one beside a struck line half way to it: the label of both stands between them. And where both
    stand."""
    near = [(gap, at) for at, piece in enumerate(pieces) if (gap := _gap(piece.box, stroke)) is not None]
    moved = list(pieces)
    if not near:
        return moved, stroke
    at = min(near)[1]
    box = moved[at].box
    moved[at] = replace(moved[at], box=box.moved(0, (stroke.cy - box.cy) / 2))
    return moved, box.union(stroke)


def _with_box(found: Field, covered: Box) -> Field:
    return replace(found, box=found.box.union(covered) if found.box else covered)


def _replacing(fields: Fields, stroke: Box) -> str | None:
    """The field whose value stands under, over or beside a struck line, so close that it is of the same cell."""
    near = [
        (gap, name)
        for name, found in fields.items()
        if found.text and found.box and (gap := _gap(found.box, stroke)) is not None
    ]
    return min(near)[1] if near else None


def _gap(value: Box, stroke: Box) -> float | None:
    """How far a value stands from a struck line, in heights of it; None when it is out of its reach."""
    height = stroke.height
    if same_row(value, stroke):
        beside = (value.x0 - stroke.x1) / height
        return max(0.0, beside) if -_OVER < beside < _BESIDE else None
    if abs(value.x0 - stroke.x0) > _ALIGNED * height:
        return None
    under, over = (value.y0 - stroke.y1) / height, (stroke.y0 - value.y1) / height
    gap, most = (under, _UNDER) if under > over else (over, _OVER)
    return max(0.0, gap) if gap < most else None


def _was_sound(fields: Fields, anew: Fields, stroke: Box) -> bool:
    """Whether the struck line is a good value of a field that has none without it: then nothing was written anew."""
    return any(
        found.box is not None
        and _is_struck(found.box, stroke)
        and found.problem is None
        and not (name in anew and anew[name].text)
        for name, found in fields.items()
    )
