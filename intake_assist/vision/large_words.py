"""Large words that were stamped across a page (作废), often aslant and in a frame, laid level.

A detector of text follows the frame, or the smaller stamps beside it, and passes the words over. Their strokes are
thicker than print, than the frame and than all of a seal but its star.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from intake_assist.model import Box
from intake_assist.vision.overprint import Overprint
from intake_assist.vision.picture import Image, reduced
from intake_assist.vision.seals_ink import (
    BLUE,
    GREY,
    RED,
    Strength,
    ground_of,
    inks,
    is_colourless,
    strength,
    strongest,
)

_SIDE = 1000
_STRONG, _FAINTEST = 0.16, 0.06
_OF_FULL, _SHARE = 0.55, 0.002  # of the strength of ink that as much of a page surpasses as large words fill
_BRUSHES = (13, 9, 6, 4)  # pixels
_GAP = 0.04  # of the longer side: between two characters of a word
_HEIGHT = (0.018, 0.25)  # of the longer side
_SHAPE = (1.3, 8.0)  # width by height
_FILLED = (0.12, 0.65)
_STEEPEST = 50.0  # degrees
_LEAST = 2e-4  # of the square of the longer side: two small characters have more thick ink
_MOST = 4
_LINE = 64  # pixels
_MARGIN = 0.12  # of the height

Mask = NDArray[Any]
_Place = tuple[tuple[float, float], tuple[float, float], float]
"""Middle, width and height, and how far it is turned clockwise (degrees)."""


def large_words(image: Image) -> tuple[Overprint, ...]:
    """Places of the BGR page that may hold such words, the largest first, each with pictures of its one line, as it
    is told from what is thinner in one way and another."""
    small = reduced(image, _SIDE)
    scale = small.shape[1] / image.shape[1]
    layers = inks(small, ground_of(small))
    found: list[Overprint] = []
    for colour in (GREY,) if is_colourless(image) else (RED, BLUE):
        ink = strength(layers[colour])
        least = min(_STRONG, max(_FAINTEST, _OF_FULL * strongest(layers[colour], _SHARE)))
        for brush in _BRUSHES:
            for place in _places(_thick(ink > least, brush)):
                _add(found, Overprint(_box(place, scale), (_level(ink, place),)))
    return tuple(sorted(found, key=lambda words: -words.box.area)[:_MOST])


def _add(found: list[Overprint], words: Overprint) -> None:
    same = [other for other in found if other.box.intersection(words.box)]
    for other in same:
        found.remove(other)
        words = Overprint(other.box.union(words.box), (*other.pictures, *words.pictures))
    found.append(words)


def _thick(ink: NDArray[np.bool_], brush: int) -> Mask:
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (brush, brush))
    return cv2.morphologyEx(ink.astype(np.uint8), cv2.MORPH_OPEN, kernel)


def _places(thick: Mask) -> Iterator[_Place]:
    longer = max(thick.shape)
    if np.count_nonzero(thick) < _LEAST * longer**2:
        return
    size = round(_GAP * longer)
    joined = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    for number, (x, y, width, height, _) in enumerate(stats[1:count].tolist(), start=1):
        if max(width, height) < _HEIGHT[0] * longer:
            continue
        here = (slice(y, y + height), slice(x, x + width))
        ys, xs = np.nonzero(thick[here] & (labels[here] == number))
        place = _lying(cv2.minAreaRect(np.stack([xs + x, ys + y], axis=1).astype(np.float32)))
        if place is not None and _is_line(place, len(xs), longer):
            yield place


def _lying(rect: Any) -> _Place | None:
    """The rectangle with its longer side as its width; None when that is too steep for a line of words."""
    (x, y), (width, height), angle = rect
    if width < height:
        width, height, angle = height, width, angle - 90
    angle = (angle + 90) % 180 - 90
    return ((x, y), (width, height), angle) if abs(angle) <= _STEEPEST else None


def _is_line(place: _Place, inked: int, longer: int) -> bool:
    _, (width, height), _ = place
    high = _HEIGHT[0] * longer <= height <= _HEIGHT[1] * longer
    shaped = high and _SHAPE[0] <= width / height <= _SHAPE[1]
    return shaped and _FILLED[0] <= inked / (width * height) <= _FILLED[1]


def _box(place: _Place, scale: float) -> Box:
    corners = cv2.boxPoints(place) / scale
    (x0, y0), (x1, y1) = corners.min(axis=0).tolist(), corners.max(axis=0).tolist()
    return Box(max(0.0, x0), max(0.0, y0), x1, y1)


def _level(ink: Strength, place: _Place) -> Image:
    """The line as print, black on white."""
    middle, (width, height), angle = place
    scale = _LINE / height
    turn: Mask = np.asarray(cv2.getRotationMatrix2D(middle, angle, scale), np.float64)
    margin = _MARGIN * _LINE
    size = (round(width * scale + 2 * margin), round(height * scale + 2 * margin))
    turn[:, 2] += np.subtract(size, np.multiply(middle, 2)) / 2
    level = cv2.warpAffine(ink, turn, size, flags=cv2.INTER_CUBIC)
    full = max(0.1, float(np.percentile(level, 85)))
    grey = (255 - 255 * np.clip(level / full, 0, 1)).astype(np.uint8)
    return cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR)
