"""Where a lost label must be.

A kind's layouts say in which order labels stand in their columns. The labels that were found fix the columns
and the pitch of the rows; between two neighbours there is then little room for the one that is missing, and
the text standing there, less what is left of the label, is its value.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from intake_assist.checklist.models import FieldSpec, KindSpec, LayoutSpec
from intake_assist.model import EMPTY, Box
from intake_assist.reading.fragments import Fragment
from intake_assist.reading.labels import LabelHit
from intake_assist.reading.values_at import STRICT, Candidate, Ground, Part, likeness, text_of

_TITLE = 82.0


@dataclass(frozen=True, slots=True)
class Slot:
    """The room between two found neighbours: y range, x of the label column, x of the value column."""

    y0: float
    y1: float
    label_x: float
    value_x: float


def likely_layouts(kind: KindSpec, hits: Mapping[str, LabelHit]) -> tuple[LayoutSpec, ...]:
    """The layouts in whose columns most found labels stand in order, the best first; none when hardly any do."""
    scored = sorted(((_fit(layout, hits), -i) for i, layout in enumerate(kind.layouts)), reverse=True)
    enough = [
        kind.layouts[-i]
        for fit, i in scored
        if fit >= max(1, sum(map(len, kind.layouts[-i].columns)) // 4) and fit >= scored[0][0] - 1
    ]
    return tuple(enough)


def _fit(layout: LayoutSpec, hits: Mapping[str, LabelHit]) -> int:
    columns = (
        [(i, hits[name].box) for i, name in enumerate(column) if name in hits] for column in layout.columns
    )
    return sum(max(0, len(_in_order(found)) - 1) for found in columns)


def _ordered(boxes: Sequence[Box]) -> int:
    """How many boxes stand below the one before, in one column (their left edges agree)."""
    good = 0
    for above, below in pairwise(boxes):
        aligned = abs(above.x0 - below.x0) < 2.5 * max(above.height, below.height)
        good += 1 if below.cy > above.cy and aligned else -1
    return good


def missing_slots(
    layout: LayoutSpec,
    hits: Mapping[str, LabelHit],
    value_boxes: Mapping[str, Box],
    wanted: Sequence[str],
    heads: Mapping[str, Sequence[Box]] = EMPTY,
) -> dict[str, Slot]:
    """A slot for every field of `wanted` whose label was lost although its column was found. `heads` are places of
    what may be the beginnings of those labels."""
    slots: dict[str, Slot] = {}
    for column in layout.columns:
        found = _in_order([(index, hits[name].box) for index, name in enumerate(column) if name in hits])
        if len(found) < 2:
            continue
        pitch = _pitch(found)
        label_x = statistics.median(box.x0 for _, box in found)
        values = [value_boxes[name].x0 for name in column if name in value_boxes]
        # Where a spread label was read together with its value, nobody knows where in the piece that begins.
        least = max((box.x1 for _, box in found), default=label_x)
        value_x = max(statistics.median(values), min(least, max(values))) if values else label_x
        for index, name in enumerate(column):
            if name in wanted and name not in hits:
                head = _head(index, found, heads.get(name, ()))
                y0, y1 = _room(index, [*found, (index, head)] if head else found, pitch)
                slots[name] = Slot(y0, y1, label_x, value_x)
    return slots


def _head(index: int, found: Sequence[tuple[int, Box]], heads: Sequence[Box]) -> Box | None:
    """The only place that a label which begins there would have in its column, between those before and behind it."""
    column = [
        head
        for head in heads
        if len(_in_order(sorted([*found, (index, head)], key=lambda each: each[0]))) > len(found)
    ]
    return column[0] if len(column) == 1 else None


def _in_order(found: Sequence[tuple[int, Box]]) -> list[tuple[int, Box]]:
    """The most of the labels that stand below each other: another label of the same field may stand elsewhere."""
    best: list[list[tuple[int, Box]]] = []
    for at, entry in enumerate(found):
        before = [best[i] for i in range(at) if _ordered([found[i][1], entry[1]]) > 0]
        best.append([*max(before, key=len, default=[]), entry])
    return max(best, key=len, default=[])


def _pitch(found: Sequence[tuple[int, Box]]) -> float:
    steps = [(b.cy - a.cy) / (j - i) for (i, a), (j, b) in pairwise(found)]
    return max(min(steps), max(box.height for _, box in found))


def _room(index: int, found: Sequence[tuple[int, Box]], pitch: float) -> tuple[float, float]:
    """Around the row where the label must be, counted from its nearest neighbours, and never beyond them; around what
    was read of it."""
    known = [box.cy for i, box in found if i == index]
    if known:
        return known[0] - 0.65 * pitch, known[0] + 0.65 * pitch
    above = [(i, box.cy) for i, box in found if i < index]
    below = [(i, box.cy) for i, box in found if i > index]
    if above and below:
        (i, upper), (j, lower) = above[-1], below[0]
        expected = upper + (lower - upper) * (index - i) / (j - i)
        return max(upper + 0.3 * pitch, expected - 0.8 * pitch), min(
            lower - 0.3 * pitch, expected + 0.8 * pitch
        )
    i, nearest = above[-1] if above else below[0]
    expected = nearest + (index - i) * pitch
    return expected - 0.65 * pitch, expected + 0.65 * pitch


def slot_candidate(
    ground: Ground, spec: FieldSpec, slot: Slot, free: Callable[[Fragment], bool], titles: Sequence[str] = ()
) -> Candidate | None:
    """The text in a slot that is most like the field's type, without the remains of its label.

    `titles` are those of the paper: no value, however much they look like a name.
    """
    best: Candidate | None = None
    for piece in ground.pieces:
        height = piece.box.height
        inside = slot.y0 <= piece.box.cy <= slot.y1
        near = slot.label_x - height <= piece.box.x0 <= slot.value_x + 2.5 * height
        if not (inside and near and free(piece)) or ground.is_label(piece):
            continue
        if spec.type not in STRICT and piece.box.x1 < slot.value_x - 0.5 * height:
            continue  # it stands where the label must be
        if ":" in piece.text[1:12] and spec.type not in STRICT:
            continue  # another label, one that this kind does not know
        if any(piece.text in label or _is_misread(piece.text, label) for label in spec.labels):
            continue  # what is left of the label itself
        if any(fuzz.ratio(piece.text, title) >= _TITLE for title in titles):
            continue
        start = _label_remains(piece, spec.labels, slot)
        if best is not None and spec.multi_line and _stands_over(best.parts[0][0], piece):
            continue  # a further line of the same value
        end = ground.free_end(piece, start)
        parts: tuple[Part, ...] = ((piece, start, end),)
        if end <= start or not text_of(parts):
            continue
        alike = likeness(spec.type, text_of(parts))
        if alike < (0.4 if spec.type in STRICT else 0.1):
            continue
        score = 0.7 * (0.3 + 0.7 * alike)
        if best is None or score > best.score:
            best = Candidate(spec.name, parts, score, None)
    return best


def _stands_over(first: Fragment, line: Fragment) -> bool:
    """Whether `line` is the next line of a paragraph that `first` begins, behind what is left of its label."""
    height = first.box.height
    close = -0.4 * height < line.box.y0 - first.box.y1 < 0.6 * height
    return close and first.box.x0 - 0.5 * height < line.box.x0 < first.box.x0 + 4.0 * height


def _is_misread(text: str, label: str) -> bool:
    """Whether a piece is nothing but a label of three or more characters, one of them misread."""
    return len(label) >= 3 and Levenshtein.distance(text, label, score_cutoff=1) <= 1


def _begins_nearly_with(text: str, label: str) -> bool:
    """Whether a label of three or more characters, one of them misread, stands before some value."""
    near = Levenshtein.distance(text[: len(label)], label) <= 1
    return near and len(label) >= 3 and len(text) >= len(label) + 2


def _label_remains(piece: Fragment, labels: Sequence[str], slot: Slot) -> int:
    """How many leading characters of a piece are the end of its label (``称`` of ``名称``)."""
    beyond = (piece.box.x0 - slot.value_x) / piece.box.height
    if beyond > 0.5:
        return 0
    if beyond > -0.3:  # the last character of a widely spread label stands just before the value
        return int(any(len(label) == 2 and piece.text.startswith(label[-1]) for label in labels))
    for label in labels:
        if _begins_nearly_with(piece.text, label):
            return len(label)
        for length in range(len(label) - 1, 0, -1):
            if piece.text.startswith((label[-length:], label[:length])):
                return length
    return 0
