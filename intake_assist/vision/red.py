"""Where red or blue ink lies on a page. What the ink is (a seal, a heading, an emblem) is not asked here."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from intake_assist.model import Box

Image = NDArray[np.uint8]

_WORK_SIDE = 800
_LEAST_SHADE = 0.15  # ink darkens the paper by so much of its brightness
_SATURATED, _PALEST = 60, 35
_OF_STRONG, _FEW = 0.4, 50  # of the saturation of strong ink, and pixels that are chance
_RED_AS_DARK, _BLUE_AS_DARK = 0.6, 0.75
"""In light of its own colour ink shows less than this part of the darkness seen in the others; blue ink is darker."""


def red_places(image: Image) -> tuple[Box, ...]:
    """Boxes of red ink as large as a small seal or larger, in the pixels of the BGR page, largest first."""
    return _places(image, _red)


def blue_places(image: Image) -> tuple[Box, ...]:
    """The same of blue ink: stamps, and what was written by hand."""
    return _places(image, _blue)


def _places(image: Image, coloured: Callable[[Image], NDArray[np.uint8]]) -> tuple[Box, ...]:
    height, width = image.shape[:2]
    scale = min(1.0, _WORK_SIDE / max(height, width))
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    ink = coloured(np.asarray(small, dtype=np.uint8))
    least = 0.035 * max(small.shape[:2])
    joined = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    found: list[Box] = []
    for x, y, w, h, _ in stats[1:count]:
        if min(w, h) >= least and np.count_nonzero(ink[y : y + h, x : x + w]) > 0.03 * w * h:
            found.append(Box(x / scale, y / scale, (x + w) / scale, (y + h) / scale))
    return tuple(sorted(found, key=lambda box: -box.area))


def is_red(place: Image) -> bool:
    """Whether nearly all ink of a small BGR place is red. An empty place is not.

    Every channel is measured by the paper around, so that pale grey print is not taken for red: ink is red
    where it is much paler in red light than in the other two.
    """
    return _is_ink_of(place, 2, _RED_AS_DARK)


def is_blue(place: Image) -> bool:
    """The same of blue ink."""
    return _is_ink_of(place, 0, _BLUE_AS_DARK)


def _is_ink_of(place: Image, light: int, as_dark: float) -> bool:
    if place.size == 0:
        return False
    paper = np.percentile(place.reshape(-1, 3), 90, axis=0).astype(np.float32)
    shades = 1.0 - np.minimum(place.astype(np.float32) / np.maximum(paper, 1.0), 1.0)
    in_its_light, otherwise = shades[:, :, light], np.delete(shades, light, axis=2).max(axis=2)
    ink = otherwise > _LEAST_SHADE
    neutral = ink & (in_its_light > as_dark * otherwise)
    return bool(ink.any() and np.count_nonzero(neutral) < 0.15 * np.count_nonzero(ink))


def _red(image: Image) -> NDArray[np.uint8]:
    """255 where a pixel is clearly red, pale stamps included."""
    hsv = cv2.cvtColor(image, cv2.COLOR_BGR2HSV)
    hue, saturation, value = hsv[:, :, 0], hsv[:, :, 1], hsv[:, :, 2]
    red = ((hue < 12) | (hue > 165)) & (value > 90)
    return np.where(red & (saturation > _least_saturation(saturation[red])), 255, 0).astype(np.uint8)


def _least_saturation(of_red: NDArray[Any]) -> float:
    """Less than this is no red ink: on a page whose strongest red is pale, the thin strokes are paler still."""
    strong = of_red[of_red > _SATURATED]
    if strong.size < _FEW:
        return _SATURATED
    return min(_SATURATED, max(_PALEST, _OF_STRONG * float(np.percentile(strong, 90))))


def _blue(image: Image) -> NDArray[np.uint8]:
    """255 where a pixel is clearly blue; the ground of cards is paler."""
    hsv = cv2.cvtColor(image, cv2.COLOR_BGR2HSV)
    hue, saturation, value = hsv[:, :, 0], hsv[:, :, 1], hsv[:, :, 2]
    return np.where((hue > 100) & (hue < 135) & (saturation > 60) & (value > 60), 255, 0).astype(np.uint8)
