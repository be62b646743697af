"""Tick boxes in a row of print: where they are, and whether something is in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from intake_assist.model import Box
from intake_assist.vision.ink import without_red
from intake_assist.vision.picture import Image

_DARKER = 0.78
_SIZES = (0.28, 1.0)  # of the height of the row's box
_SQUARE = 0.22
_EDGE = 0.7
_EMPTY, _TICKED = 0.07, 0.11
_INSET = 0.2

Mask = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class TickBox:
    """A printed square. `ticked` is None when it cannot be told."""

    box: Box
    ticked: bool | None


def tick_boxes(image: Image, row: Box) -> tuple[TickBox, ...]:
    """The squares in a row of text of a BGR page, from left to right; also the one right before the row.

    Signs like 口 and 国 have a square too: the caller knows how many there should be.
    """
    margin, height = 0.25 * row.height, row.height
    x0, y0 = max(0, round(row.x0 - 1.4 * height)), max(0, round(row.y0 - margin))
    crop = image[y0 : round(row.y1 + margin), x0 : round(row.x1 + margin)]
    if min(crop.shape[:2], default=0) < 8:
        return ()
    page = without_red(crop)[:, :, 0]
    dark = np.where(page < _DARKER * float(np.percentile(page, 75)), 255, 0).astype(np.uint8)
    found: list[TickBox] = []
    for box in _distinct(_squares(dark, height)):
        found.append(TickBox(box.moved(x0, y0), _is_ticked(dark, box)))
    return tuple(found)


def _squares(dark: Mask, height: float) -> Iterator[Box]:
    """Squares between two upright strokes that are closed above and below."""
    least = max(5, round(_SIZES[0] * height))
    upright = _segments(cv2.morphologyEx(_bridged(dark), cv2.MORPH_OPEN, np.ones((least, 1), np.uint8)))
    for i, left in enumerate(upright):
        for right in upright[i + 1 :]:
            square = _between(left, right)
            if square is not None and least <= square.width <= _SIZES[1] * height and _closed(dark, square):
                yield square


def _bridged(dark: Mask) -> Mask:
    return np.asarray(cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8)), np.uint8)


def _segments(strokes: NDArray[np.generic]) -> list[Box]:
    _, _, stats, _ = cv2.connectedComponentsWithStats(np.asarray(strokes, np.uint8), connectivity=8)
    boxes = [Box(x, y, x + w, y + h) for x, y, w, h, _ in stats[1:].tolist() if w <= 0.6 * h]
    return sorted(boxes, key=lambda box: box.x0)


def _between(left: Box, right: Box) -> Box | None:
    """The square with these two sides, its lines included; None when they make none.

    A side may be longer than the square where a tick runs into it.
    """
    top, bottom = max(left.y0, right.y0), min(left.y1, right.y1)
    size = right.x1 - left.x0
    if bottom - top < (1 - _SQUARE) * size or right.x0 - left.x1 < 3:
        return None
    shorter = min(left.height, right.height)
    if abs(shorter - size) > _SQUARE * size:
        return None
    return Box(left.x0, top, right.x1, bottom)


def _closed(dark: Mask, square: Box) -> bool:
    """Whether a line runs from side to side at the top and at the bottom."""
    x0, y0, x1, y1 = square.as_list()
    reach = max(2, round(0.18 * (x1 - x0)))
    bands = (dark[max(0, y0 - 1) : y0 + reach, x0:x1], dark[y1 - reach : y1 + 1, x0:x1])
    return all(band.size > 0 and float(band.any(axis=0).mean()) > 0.95 and _level(band) for band in bands)


def _level(band: Mask) -> bool:
    """Whether one row of pixels, give or take one, runs through."""
    thick = np.asarray(cv2.dilate(band, np.ones((3, 1), np.uint8)), np.uint8)
    return float((thick > 0).mean(axis=1).max()) > _EDGE


def _distinct(squares: Iterator[Box]) -> list[Box]:
    """Of squares that overlap the largest."""
    kept: list[Box] = []
    for square in sorted(squares, key=lambda box: -box.area):
        if not any(square.intersection(other) for other in kept):
            kept.append(square)
    return sorted(kept, key=lambda box: box.x0)


def _is_ticked(dark: Mask, square: Box) -> bool | None:
    x0, y0, x1, y1 = square.as_list()
    inset = max(2, round(_INSET * (x1 - x0)))
    inside = dark[y0 + inset : y1 - inset, x0 + inset : x1 - inset]
    if inside.size == 0:
        return None
    filled = np.count_nonzero(inside) / inside.size
    return True if filled > _TICKED else False if filled < _EMPTY else None
