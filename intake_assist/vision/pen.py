"""Whether a hand wrote at a place: ink that is neither print, nor a rule, nor a seal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from intake_assist.model import Box
from intake_assist.vision.ink import without_red
from intake_assist.vision.picture import Image

_DARKER = 0.8
_LEAST_STROKE = 0.12
_LEAST_WIDTH, _LEAST_INK = 0.7, 0.05
_BLUE_INK = 0.25
_TALLER = 1.22
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

    `blue` is the share of them in blue ink.
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
    name_seals: Sequence[Box] = (),
    grey_seals: Sequence[Box] = (),
) -> Writing:
    """Judge a `place` beside the printed `label` of a BGR page; all boxes in its pixels.

    `read` is the text the recogniser found there, with its `confidence`; `printed` are the boxes of other
    text. Of seals, those in red and blue are told by their colour; `name_seals` are small ones that may stand
    for a signature, `grey_seals` those whose ink looks like any other.
    """
    ink = ink_at(image, place, label, (*printed, *grey_seals))
    seal = next((seal for seal in name_seals if place.contains(seal, 0.4)), None)
    if ink is not None:
        return _judged(ink, _print_height(image, label), read, confidence)
    if seal is not None:
        return Writing("stamped", seal, 0.9)
    if any(place.intersection(box) for box in grey_seals) and ink_at(image, place, label, printed):
        return Writing("unclear", place, 0.5)
    return Writing("empty", place, 0.95)


def ink_at(image: Image, place: Box, label: Box, printed: Sequence[Box]) -> Ink | None:
    """The strokes at a place; None when there is not enough to be a name."""
    x0, y0, x1, y1 = place.as_list()
    crop = image[max(0, y0) : y1, max(0, x0) : x1]
    unit = label.height
    if min(crop.shape[:2]) < 6:
        return None
    strokes = _strokes(crop, unit)
    for box in printed:
        _blank(strokes, box.moved(-max(0, x0), -max(0, y0)))
    strokes = _without_crumbs(strokes, _LEAST_STROKE * unit)
    ys, xs = np.nonzero(strokes)
    if len(xs) < _LEAST_INK * unit * unit or np.ptp(xs) < _LEAST_WIDTH * unit:
        return None
    left, right = np.percentile(xs, (1, 99))
    top, bottom = np.percentile(ys, (1, 99))
    box = Box(x0 + float(left), y0 + float(top), x0 + float(right) + 1, y0 + float(bottom) + 1)
    blue = _share_of_blue(crop, strokes)
    return Ink(box, box.width / unit, box.height / unit, len(xs) / unit**2, blue)


def _judged(ink: Ink, print_height: float, read: str, confidence: float) -> Writing:
    """Written by hand is what is blue, larger than the print around, or what no recogniser takes for print."""
    taller = ink.box.height / max(print_height, 1.0)
    if ink.blue > _BLUE_INK or taller > _TALLER:
        return Writing("signed", ink.box, 0.95)
    if not read or confidence < _AS_READ:
        return Writing("signed", ink.box, 0.8) if ink.width > 1.2 else Writing("unclear", ink.box, 0.5)
    return Writing("printed", ink.box, 0.8)


def _strokes(crop: Image, unit: float) -> Mask:
    """255 where ink is that is no rule; red ink is left out."""
    page = without_red(crop)[:, :, 0]
    paper = float(np.percentile(page, 75))
    dark = np.where(page < _DARKER * paper, 255, 0).astype(np.uint8)
    rules = _opened(dark, (max(12, round(2.2 * unit)), 1)) | _opened(dark, (1, max(12, round(1.8 * unit))))
    return dark & ~np.asarray(cv2.dilate(rules, np.ones((3, 3), np.uint8)), np.uint8)


def _opened(mask: Mask, size: tuple[int, int]) -> Mask:
    return np.asarray(cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones(size[::-1], np.uint8)), np.uint8)


def _blank(mask: Mask, box: Box) -> None:
    x0, y0, x1, y1 = box.as_list()
    mask[max(0, y0) : max(0, y1), max(0, x0) : max(0, x1)] = 0


def _without_crumbs(mask: Mask, least: float) -> Mask:
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    keep = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) >= least
    keep[0] = False
    return np.where(keep[labels], 255, 0).astype(np.uint8)


def _share_of_blue(crop: Image, strokes: Mask) -> float:
    inked: NDArray[Any] = crop[strokes > 0].astype(np.int16)
    blue, green, red = inked[:, 0], inked[:, 1], inked[:, 2]
    return float(np.mean((blue - red > 25) & (blue - green > 12))) if len(inked) else 0.0


def _print_height(image: Image, label: Box) -> float:
    """The height of the ink of a printed label."""
    x0, y0, x1, y1 = label.as_list()
    crop = image[max(0, y0) : y1, max(0, x0) : x1]
    if min(crop.shape[:2], default=0) < 6:
        return label.height
    rows = np.flatnonzero(_without_crumbs(_strokes(crop, label.height), _LEAST_STROKE * label.height).any(axis=1))
    return float(rows[-1] - rows[0] + 1) if len(rows) else label.height
