"""Whether a hand wrote at a place: ink that is neither print, nor a rule, nor a seal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from intake_assist.model import Box, Seal
from intake_assist.vision.ink import without_red
from intake_assist.vision.picture import Image

_DARKER = 0.8
_LEAST_STROKE = 0.12
_LEAST_WIDTH, _LEAST_HEIGHT, _LEAST_INK = 0.7, 0.3, 0.05
_UNDER_SEAL = 0.5
_FLAT = 5.0
_BLUER = 6.0  # of 255: print and its scan are without colour
_TALLER = 1.2
_AS_READ = 0.9

Mask = NDArray[np.uint8]


@dataclass(frozen=True, slots=True)
class Writing:
    """What stands at a place. `state` is ``empty``, ``signed`` (by hand), ``printed``, ``stamped`` (a small
    seal with a name) or ``unclear``; `confidence` how sure that is; `box` the ink, or the place when empty."""

    state: str
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class Ink:
    """The strokes at a place, measured in heights of a line of print: `width`, `height` and `area` (squared).

    `blue` is how much bluer than red they are, 0..255.
    """

    box: Box
    width: float
    height: float
    area: float
    blue: float


def writing_at(
    image: Image,
    place: Box,
    label: Box,
    *,
    read: str = "",
    confidence: float = 0.0,
    printed: Sequence[Box] = (),
    seals: Sequence[Seal] = (),
) -> Writing:
    """Judge a `place` beside the printed `label` of a BGR page; all boxes in its pixels.

    `read` is the text the recogniser found there, with its `confidence`; `printed` are the boxes of other
    text. What a seal pressed there does not count; a small square one may stand for a signature. A grey seal
    cannot be told from writing under it.
    """
    near = [seal for seal in seals if place.intersection(seal.box) is not None]
    grey = [_grown(seal.box) for seal in near if seal.color == "grey"]
    coloured = [_grown(seal.box) for seal in near if seal.color != "grey"]
    ink = ink_at(image, place, label, (*printed, *grey), coloured)
    name = next((seal.box for seal in near if seal.shape == "square" and place.contains(seal.box, 0.4)), None)
    if ink is not None:
        return _judged(ink, *_print_of(image, label), read, confidence)
    if name is not None:
        return Writing("stamped", name, 0.9)
    if grey and ink_at(image, place, label, printed) is not None:
        return Writing("unclear", place, 0.5)
    if _red_ink(image, place, (*printed, *grey, *coloured)) > _LEAST_INK * label.height**2:
        return Writing("unclear", place, 0.5)  # a stamp too faint to be known as one
    return Writing("empty", place, 0.95)


def _red_ink(image: Image, place: Box, known: Sequence[Box]) -> int:
    """How many pixels of a place are red, those at `known` boxes left out."""
    x0, y0 = max(0, place.as_list()[0]), max(0, place.as_list()[1])
    crop = _part(image, place)
    if crop.size == 0:
        return 0
    hue, saturation, _ = cv2.split(cv2.cvtColor(np.ascontiguousarray(crop), cv2.COLOR_BGR2HSV))
    red = np.where(((hue < 12) | (hue > 165)) & (saturation > 60), 255, 0).astype(np.uint8)
    for box in known:
        _part(red, box.moved(-x0, -y0))[:] = 0
    return int(np.count_nonzero(cv2.morphologyEx(red, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))))


def ink_at(
    image: Image, place: Box, label: Box, printed: Sequence[Box], seals: Sequence[Box] = ()
) -> Ink | None:
    """The strokes at a place; None when there is not enough to be a name.

    Under the coloured `seals` only strokes count that are nearly as dark as the print of the label and no mere
    outlines: that much is left of their own ink.
    """
    x0, y0, x1, y1 = place.as_list()
    x0, y0 = max(0, x0), max(0, y0)
    crop, unit = image[y0:y1, x0:x1], label.height
    if min(crop.shape[:2]) < 6:
        return None
    strokes = _strokes(crop, unit)
    for box in printed:
        _part(strokes, box.moved(-x0, -y0))[:] = 0
    if seals:
        dark = _solid(_strokes(crop, unit, _darkness(image, label)))
        for box in seals:
            _part(strokes, box.moved(-x0, -y0))[:] = _part(dark, box.moved(-x0, -y0))
    strokes = _without_crumbs(strokes, _LEAST_STROKE * unit)
    ys, xs = np.nonzero(strokes)
    if (
        len(xs) < _LEAST_INK * unit * unit
        or np.ptp(xs) < _LEAST_WIDTH * unit
        or np.ptp(ys) < _LEAST_HEIGHT * unit
    ):
        return None
    left, right = np.percentile(xs, (1, 99))
    top, bottom = np.percentile(ys, (1, 99))
    box = Box(x0 + float(left), y0 + float(top), x0 + float(right) + 1, y0 + float(bottom) + 1)
    return Ink(box, box.width / unit, box.height / unit, len(xs) / unit**2, _blueness(crop, strokes))


def _judged(ink: Ink, print_height: float, print_blue: float, read: str, confidence: float) -> Writing:
    """Written by hand is what is blue, larger than the print around, or what no recogniser takes for print."""
    if ink.blue - print_blue > _BLUER or ink.box.height > _TALLER * print_height:
        return Writing("signed", ink.box, 0.95)
    if not read or confidence < _AS_READ:
        return Writing("signed", ink.box, 0.8) if ink.width > 1.2 else Writing("unclear", ink.box, 0.5)
    return Writing("printed", ink.box, 0.8)


def _strokes(crop: Image, unit: float, darker: float = _DARKER) -> Mask:
    """255 where ink is that is no rule, darker than a share of the paper; red ink is left out."""
    page = without_red(crop)[:, :, 0]
    dark = np.where(page < darker * float(np.percentile(page, 75)), 255, 0).astype(np.uint8)
    rules = _opened(dark, (max(12, round(2.2 * unit)), 1)) | _opened(dark, (1, max(12, round(1.8 * unit))))
    return dark & ~np.asarray(cv2.dilate(rules, np.ones((3, 3), np.uint8)), np.uint8)


def _opened(mask: Mask, size: tuple[int, int]) -> Mask:
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones(size[::-1], np.uint8)), np.uint8)


def _solid(mask: Mask) -> Mask:
    """`mask` without the pieces that are thin outlines everywhere, and without pieces of rules."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    keep = np.zeros(len(stats), bool)
    keep[np.unique(labels[_opened(mask, (2, 2)) > 0])] = True
    keep &= stats[:, cv2.CC_STAT_WIDTH] < _FLAT * stats[:, cv2.CC_STAT_HEIGHT]
    keep[0] = False
    return np.where(keep[labels], 255, 0).astype(np.uint8)


def _grown(seal: Box) -> Box:
    margin = 0.03 * seal.width
    return Box(seal.x0 - margin, seal.y0 - margin, seal.x1 + margin, seal.y1 + margin)


def _part(mask: Mask, box: Box) -> Mask:
    """The view of `mask` under `box`."""
    x0, y0, x1, y1 = (max(0, side) for side in box.as_list())
    return mask[y0:y1, x0:x1]


def _darkness(image: Image, label: Box) -> float:
    """How dark a stroke must be to be more than what is left of a seal, as a share of the paper."""
    page = without_red(_part(image, label))[:, :, 0]
    if page.size == 0:
        return _UNDER_SEAL
    ink, paper = np.percentile(page, (5, 85))
    return float(1 - _UNDER_SEAL * (1 - ink / max(paper, 1.0)))


def _without_crumbs(mask: Mask, least: float) -> Mask:
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    keep = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) >= least
    keep[0] = False
    return np.where(keep[labels], 255, 0).astype(np.uint8)


def _blueness(crop: Image, strokes: Mask) -> float:
    inked: NDArray[Any] = crop[strokes > 0].astype(np.int16)
    return float(np.median(inked[:, 0] - inked[:, 2])) if len(inked) else 0.0


def _print_of(image: Image, label: Box) -> tuple[float, float]:
    """The height of the ink of a printed label, and how blue it is."""
    crop = _part(image, label)
    if min(crop.shape[:2], default=0) < 6:
        return label.height, 0.0
    strokes = _without_crumbs(_strokes(crop, label.height), _LEAST_STROKE * label.height)
    rows = np.flatnonzero(np.count_nonzero(strokes, axis=1) > 0.01 * strokes.shape[1])
    height = float(rows[-1] - rows[0] + 1) if len(rows) else label.height
    return height, _blueness(crop, strokes)
