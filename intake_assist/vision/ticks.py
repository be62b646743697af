"""Tick boxes in a row of print: where they are, and whether something is in them."""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from intake_assist.model import Box
from intake_assist.vision.ink import without_red
from intake_assist.vision.picture import Image

_DARKER = 0.3  # of the way from paper to ink: the lines of a box are thin
_SIZES = (0.3, 0.95)  # of the height of the row's box
_LEAST = 7  # pixels: a smaller square is not told from print
_EDGE = 0.86
_OUTSIDE = 0.35
_EMPTY, _TICKED = 0.07, 0.11
_INSET = 0.2
_PAPER = 75  # percentile

Mask = NDArray[np.uint8]
Counts = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class TickBox:
    """A printed square. `ticked` is None when it cannot be told."""

    box: Box
    ticked: bool | None


def tick_boxes(image: Image, row: Box) -> tuple[TickBox, ...]:
    """The squares in a row of text of a BGR page, from left to right; also those right before and behind the row.

    Signs like 口 and 国 have a square too: the caller knows how many there should be.
    """
    margin, height = 0.25 * row.height, row.height
    x0, y0 = max(0, round(row.x0 - 1.4 * height)), max(0, round(row.y0 - margin))
    crop = image[y0 : round(row.y1 + margin), x0 : round(row.x1 + 1.4 * height)]
    if min(crop.shape[:2], default=0) < 8:
        return ()
    page = _evenly_lit(without_red(crop)[:, :, 0], height)
    ink, paper = np.percentile(page, (2, 75))
    dark = np.where(page < paper - _DARKER * (paper - ink), 255, 0).astype(np.uint8)
    squares = _squares(dark, max(_LEAST, round(_SIZES[0] * height)), round(_SIZES[1] * height))
    return tuple(TickBox(box.moved(x0, y0), _is_ticked(dark, box)) for box in squares)


def _evenly_lit(page: Image, height: float) -> Image:
    """A grey row with the shadow that falls over a part of it taken off: paper is what most of a stretch of some
    characters is at least as bright as."""
    paper = np.percentile(page, _PAPER, axis=0).astype(np.float32)[None, :]
    stretch = np.ones((1, 2 * round(height) + 1), np.uint8)
    paper = cv2.blur(cv2.morphologyEx(paper, cv2.MORPH_CLOSE, stretch), stretch.shape[::-1])
    return np.clip(page * (255.0 / np.maximum(paper, 1.0)), 0, 255).astype(np.uint8)


def _squares(dark: Mask, least: int, most: int) -> list[Box]:
    """Squares drawn in lines with paper to the left and below, from left to right; the best of those that
    overlap."""
    level = _sums(cv2.dilate(dark, np.ones((3, 1), np.uint8)), 1)
    upright = _sums(cv2.dilate(dark, np.ones((1, 3), np.uint8)), 0)
    level_out, upright_out = _sums(dark, 1), _sums(dark, 0)
    found: list[tuple[float, Box]] = []
    for size in range(least, most + 1):
        rows, columns = _runs(level, 1, size), _runs(upright, 0, size)
        sides = (rows[:-size], rows[size:], columns[:, :-size], columns[:, size:])
        height, width = (min(side.shape[axis] for side in sides) for axis in (0, 1))
        if height < 1 or width < 1:
            break
        least_dark = round(_EDGE * (size + 1) + 0.4)
        hits = np.logical_and.reduce([side[:height, :width] >= least_dark for side in sides])
        if not hits.any():
            continue
        hits &= _clear(_runs(level_out, 1, size), _runs(upright_out, 0, size), size, (height, width))
        for y, x in zip(*np.nonzero(hits), strict=True):
            score = min(int(side[y, x]) for side in sides) / (size + 1) + 0.002 * size
            found.append((score, Box(float(x), float(y), float(x + size + 1), float(y + size + 1))))
    return _distinct(found)


def _sums(dark: NDArray[np.generic], axis: int) -> Counts:
    """Running sums of dark pixels along an axis, with a zero in front."""
    sums = np.cumsum(np.asarray(dark) > 0, axis=axis, dtype=np.int16)
    return np.asarray(np.insert(sums, 0, 0, axis=axis), np.int16)


def _runs(sums: Counts, axis: int, size: int) -> Counts:
    """The dark pixels in every run of `size` + 1 along an axis."""
    length = size + 1
    return sums[:, length:] - sums[:, :-length] if axis else sums[length:] - sums[:-length]


def _clear(rows: Counts, columns: Counts, size: int, shape: tuple[int, int]) -> NDArray[np.bool_]:
    """Where there is paper left of a square and below it; a tick may stick out above and to the right."""
    height, width = shape
    left = np.ones(shape, bool)
    left[:, 3:] = columns[:height, : width - 3] < _OUTSIDE * size
    below = np.ones(shape, bool)
    under = rows[size + 3 : size + 3 + height, :width] < _OUTSIDE * size
    below[: under.shape[0]] = under
    return np.asarray(left & below, bool)


def _distinct(found: list[tuple[float, Box]]) -> list[Box]:
    kept: list[Box] = []
    for _, square in sorted(found, key=lambda entry: -entry[0]):
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
