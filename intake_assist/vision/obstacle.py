"""What lies between the paper and the eye: a glare of a lamp, a finger."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from intake_assist.model import Box
from intake_assist.vision.picture import Image, grey, reduced

_SIDE = 480
_PAPER_OF_SCANS = 236.0
_BURNT = 250
_WHITE, _MOSTLY = 240, 0.3
_DIMMER = 244
_LEAST_GLARE = 0.004
_SOFT = 0.006
_PRINT = 13  # reduced pixels, about 8 mm of an A4 page: print and rules are bridged
_PRINT_AROUND = 0.01
"""Share of the surroundings that is print: at the foot of a table half of them are empty."""
_FINGER = (0.006, 0.12)
_CONTACT = 0.3

Mask = NDArray[np.uint8]


def glares(image: Image, paper: float) -> tuple[Box, ...]:
    """Spots burnt out by a lamp, largest first, in pixels of the page. `paper` is the brightness of the paper.

    A glare is white without print, brighter than the paper around and has soft edges. On paper as bright as a
    scanner shows it nothing can be brighter, and no glare is seen; nor where the sheet itself is as bright.
    """
    if paper > _PAPER_OF_SCANS:
        return ()
    small = reduced(image, _SIDE)
    light = cv2.GaussianBlur(small[:, :, 2], (5, 5), 0)  # red seals are paper here
    if np.mean(light >= _WHITE) > _MOSTLY:
        return ()  # the sheet is white and what is printed on it grey: copies of cards
    burnt = _closed(np.where(light >= _BURNT, 255, 0).astype(np.uint8), _PRINT, 5)
    halo = np.where(light > (paper + 255) / 2, 255, 0).astype(np.uint8)
    strokes = _strokes(small)
    dimmer = np.where((light > 0.55 * paper) & (light < _DIMMER), 255, 0).astype(np.uint8)
    found = [
        box for box, spot in _spots(burnt, _LEAST_GLARE) if _is_glare(spot, halo, strokes, dimmer | strokes)
    ]
    return tuple(_on_page(box, image, small) for box in sorted(found, key=lambda box: -box.area))


def fingers(image: Image) -> tuple[Box, ...]:
    """Fingers that reach over an edge of the page, largest first, in its pixels."""
    small = reduced(image, _SIDE)
    found = [box for box, spot in _spots(_closed(_skin(small), 5, 5), _FINGER[0]) if _is_finger(spot, small)]
    return tuple(_on_page(box, image, small) for box in sorted(found, key=lambda box: -box.area))


def _is_glare(spot: Mask, halo: Mask, strokes: Mask, dimmer: Mask) -> bool:
    around = _grown(spot, 25) & ~_grown(spot, 5)
    if _edges_touched(spot) or _share(dimmer, _grown(spot, 45) & ~_grown(spot, 25)) < 0.85:
        return False
    rim = _grown(spot, 25) & halo & ~spot
    contours, _ = cv2.findContours(spot, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    edge = max(1.0, sum(cv2.arcLength(contour, True) for contour in contours))
    soft = np.count_nonzero(rim) / edge > _SOFT * max(spot.shape)
    return bool(
        soft
        and _share(strokes, spot) < 0.25 * _share(strokes, around)
        and _share(strokes, around) > _PRINT_AROUND
    )


def _strokes(small: Image) -> Mask:
    page = grey(small)
    ground = cv2.morphologyEx(page, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    return np.where(cv2.subtract(ground, page) > 25, 255, 0).astype(np.uint8)


def _skin(small: Image) -> Mask:
    """255 where a pixel has the colour of skin and its surroundings are smooth."""
    _, red, blue = cv2.split(cv2.cvtColor(cv2.GaussianBlur(small, (5, 5), 0), cv2.COLOR_BGR2YCrCb))
    saturation = cv2.split(cv2.cvtColor(small, cv2.COLOR_BGR2HSV))[1]
    tone = (red > 138) & (red < 178) & (blue > 78) & (blue < 124) & (saturation > 45) & (saturation < 190)
    return np.where(tone, 255, 0).astype(np.uint8)


def _is_finger(spot: Mask, small: Image) -> bool:
    """Longer than wide, from one edge inwards, rounded, with paper on both sides."""
    area = np.count_nonzero(spot) / spot.size
    touched = _edges_touched(spot)
    if not _FINGER[0] < area < _FINGER[1] or len(touched) != 1:
        return False
    across, contact = touched[0]
    ys, xs = np.nonzero(spot)
    depth = int(np.ptp(xs) if across else np.ptp(ys)) + 1
    width = int(np.ptp(ys) if across else np.ptp(xs)) + 1
    hull = cv2.convexHull(np.column_stack((xs, ys)).astype(np.int32))
    solid = np.count_nonzero(spot) / max(1.0, cv2.contourArea(hull))
    side = spot.shape[0] if across else spot.shape[1]
    shaped = contact < _CONTACT * side and depth > 0.8 * contact and width < 1.8 * contact and solid > 0.85
    return bool(shaped) and _on_paper(spot, small)


def _on_paper(spot: Mask, small: Image) -> bool:
    around = (_grown(spot, 21) & ~_grown(spot, 7)) > 0
    paper = cv2.cvtColor(small, cv2.COLOR_BGR2HSV)[around]
    pale = (paper[:, 1] < 50) & (paper[:, 2] > 110)
    return bool(pale.mean() > 0.75)


def _edges_touched(spot: Mask) -> list[tuple[bool, int]]:
    """For each edge of the picture that `spot` lies on: whether it is a left or right one, and how far."""
    strips = ((True, spot[:, :3]), (True, spot[:, -3:]), (False, spot[:3].T), (False, spot[-3:].T))
    lengths = ((across, int(np.count_nonzero(strip.any(axis=1)))) for across, strip in strips)
    return [(across, length) for across, length in lengths if length > 1]


def _spots(mask: Mask, least: float) -> Iterator[tuple[Box, Mask]]:
    """Connected pieces of at least a share of the page, with their boxes."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    for i in range(1, count):
        x, y, w, h, area = stats[i].tolist()
        if area >= least * mask.size:
            yield Box(x, y, x + w, y + h), np.where(labels == i, 255, 0).astype(np.uint8)


def _closed(mask: Mask, gap: int, least: int) -> Mask:
    """`mask` with gaps closed, without pieces thinner than `least`."""
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((gap, gap), np.uint8))
    return np.asarray(cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((least, least), np.uint8)), np.uint8)


def _grown(mask: Mask, size: int) -> Mask:
    return np.asarray(cv2.dilate(mask, np.ones((size, size), np.uint8)), np.uint8)


def _share(mask: Mask, of: Mask) -> float:
    return float(np.count_nonzero(mask & of)) / max(1.0, float(np.count_nonzero(of)))


def _on_page(box: Box, image: Any, small: Any) -> Box:
    scale = image.shape[1] / small.shape[1]
    return Box(box.x0 * scale, box.y0 * scale, box.x1 * scale, box.y1 * scale)
