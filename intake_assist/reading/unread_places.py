"""Where on the page a value must stand that was not read."""

from __future__ import annotations

import re
from dataclasses import replace

from intake_assist.model import Box
from intake_assist.reading.fragments import line_height, same_row
from intake_assist.reading.labels import LabelHit
from intake_assist.reading.layout import Slot
from intake_assist.reading.values_at import Ground
from intake_assist.values import TYPES

_ENOUGH_OF_IT = 0.3
_LONG = 16.0  # line heights
_PIECE_OF_CODE = re.compile(r"[0-9A-Z]{3,}")


def was_measured(place: Box, measured: Box) -> bool:
    """Whether enough of a place was measured to say that it is empty: another reading may have put less there."""
    inside = place.contains(measured, 0.5) and measured.width >= _ENOUGH_OF_IT * place.width
    return inside or measured.contains(place, 0.5)


def place_in(slot: Slot, ground: Ground) -> Box:
    """Where label and value must be that were not read: the row of the layout, up to the next column."""
    height = line_height(ground.pieces)
    middle = (slot.y0 + slot.y1) / 2
    y0, y1 = max(slot.y0, middle - 0.8 * height), min(slot.y1, middle + 0.8 * height)
    start = _start_in(slot, ground, y0, y1, height)
    right = [
        piece.box.x0
        for piece in ground.pieces
        if piece.box.x0 > slot.value_x + 3 * height and y0 < piece.box.cy < y1
    ]
    return Box(start, y0, min([slot.value_x + _LONG * height, *(x - 0.2 * height for x in right)]), y1)


def _start_in(slot: Slot, ground: Ground, y0: float, y1: float, height: float) -> float:
    """Where the value begins, if anything of its label was read; else where that does."""
    seen = any(
        abs(piece.box.x0 - slot.label_x) < height and piece.box.x1 < slot.value_x and y0 < piece.box.cy < y1
        for piece in ground.pieces
    )
    return (slot.value_x if seen else slot.label_x) - 0.3 * height


def place_beside(hit: LabelHit, ground: Ground, type_id: str) -> Box:
    """Where the missing value would stand: right of the label, up to the next text in the row that is no piece of
    a code broken by a stamp. Of a label in several pieces the lowest tells the row: the others touch the next one."""
    pieces = [piece.part(start, end).box for piece, start, end in hit.parts]
    lowest = min(pieces, key=lambda box: box.height)
    in_row = all(same_row(box, lowest) for box in pieces)
    label = replace(hit.box, y0=lowest.y0, y1=lowest.y1) if in_row else hit.box
    height = label.height
    right = [p for p in ground.pieces if p.box.x0 > label.x1 and same_row(p.box, label)]
    broken = [p for p in right if TYPES[type_id].length and _PIECE_OF_CODE.fullmatch(p.text)]
    limits = [p.box.x0 - 0.2 * height for p in right if p not in broken]
    end = min([max([label.x1 + 12 * height, *(p.box.x1 for p in broken)]), *limits])
    start = label.x1 + 0.2 * height
    return Box(start, label.y0 - 0.1 * height, max(end, start + height), label.y1 + 0.1 * height)
