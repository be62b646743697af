"""Both faces of a card on one sheet that nothing in the picture told apart.

A pale card on pale paper has no edge to be cut along, and one face may lie on its head. What the text tells:
one part of the sheet alone is a face, and the rest, across a gap, says something too. Whether that is the
other face is only known once it is read by itself, the right way up.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from intake_assist.checklist.models import KindSpec
from intake_assist.model import Box, Page
from intake_assist.reading.classify import anchored, classify
from intake_assist.reading.fragments import Fragment, fragments, line_height
from intake_assist.reading.running import running

_LEAST_GAP = 1.5  # usual line heights; within a card the lines stand nearer, or the cut leaves no face whole
_MOST_CUTS = 2
_ON_ITS_HEAD = 0.8  # of what lies on its head little is found, and that read with less confidence


@dataclass(frozen=True, slots=True)
class Cut:
    """A way to part a page: `face` holds one face of a card, `rest` what may be another. Pixels of the page."""

    face: Box
    rest: Box


def cuts(page: Page, kinds: Mapping[str, KindSpec]) -> tuple[Cut, ...]:
    """How a page that shows a face of a card could be parted, the widest gaps first; none for other pages."""
    pieces = fragments(page.lines, least_confidence=0.0)
    if page.source.part or _face(pieces, kinds) is None:
        return ()
    found = [cut for cut in _gaps(page, pieces) if _fits(cut[1], pieces, kinds)]
    return tuple(cut for _, cut in sorted(found, key=lambda entry: -entry[0])[:_MOST_CUTS])


def _face(pieces: Sequence[Fragment], kinds: Mapping[str, KindSpec]) -> KindSpec | None:
    found = kinds.get(classify(pieces, kinds).kind or "") if pieces else None
    return found if found is not None and found.recognise.card else None


def _fits(cut: Cut, pieces: Sequence[Fragment], kinds: Mapping[str, KindSpec]) -> bool:
    """Whether one side is a face by itself, to which the other side adds nothing although it says something."""
    rest = [piece for piece in pieces if cut.rest.contains(piece.box)]
    part = [piece for piece in pieces if cut.face.contains(piece.box)]
    face = _face(part, kinds)
    if face is None or not (len(rest) > 1 or any(piece.confidence < _ON_ITS_HEAD for piece in rest)):
        return False
    return anchored(face, running(pieces)) <= anchored(face, running(part))


def _gaps(page: Page, pieces: Sequence[Fragment]) -> Iterator[tuple[float, Cut]]:
    least = _LEAST_GAP * line_height(pieces)
    width, height = float(page.width), float(page.height)
    for (_, end), (start, _) in pairwise(_runs([(piece.box.y0, piece.box.y1) for piece in pieces])):
        if start - end > least:
            middle = (start + end) / 2
            yield from _both(start - end, Box(0, 0, width, middle), Box(0, middle, width, height))
    for (_, end), (start, _) in pairwise(_runs([(piece.box.x0, piece.box.x1) for piece in pieces])):
        if start - end > least:
            middle = (start + end) / 2
            yield from _both(start - end, Box(0, 0, middle, height), Box(middle, 0, width, height))


def _both(gap: float, one: Box, other: Box) -> Iterator[tuple[float, Cut]]:
    yield gap, Cut(one, other)
    yield gap, Cut(other, one)


def _runs(spans: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """Overlapping spans joined, in order."""
    joined: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined
