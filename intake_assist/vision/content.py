"""What lies on a sheet, told from the sheet itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from intake_assist.model import Box
from intake_assist.vision.picture import Image, grey, reduced

Mask = NDArray[Any]

A4_LONG = 297.0
_SIDE = 1000
_EDGE = 0.06
_WIDEST_THING = 64.0  # mm, more than the short side of a card
_UNEVEN = 30
_BRIGHT = 140
_LEAST_CONTRAST = 16.0
_PAPER_GRAIN = 5
_SEAL = (26.0, 60.0)  # mm


@dataclass(frozen=True, slots=True)
class Sheet:
    """A reduced sheet: `mask` is 1 where something lies on it, `seals` are left out of the mask.

    `scale` is in reduced pixels per mm, None when the size of the sheet is unknown; `factor` is reduced
    pixels per pixel of the image. `paper` says that the ground is bright and even as paper is.
    """

    mask: Mask
    seals: tuple[Box, ...]
    scale: float | None
    factor: float
    paper: bool

    def mm(self, length: float) -> float:
        """`length` mm in reduced pixels; an A4 sheet is supposed when the size is unknown."""
        return length * (self.scale or max(self.mask.shape) / A4_LONG)

    def brush(self, length: float) -> Mask:
        """A square of `length` mm for morphology."""
        size = max(1, round(self.mm(length)))
        return np.ones((size, size), np.uint8)


def sheet_of(image: Image, dpi: float | None, contrast: float = _LEAST_CONTRAST) -> Sheet:
    """`dpi` may be None or nonsense: what makes no page of 140 to 450 mm is not believed. `contrast`, in shades of 256,
    is how far what lies on the sheet is from its ground at least."""
    small = reduced(image, _SIDE)
    factor = small.shape[1] / image.shape[1]
    longer, shorter = max(image.shape[:2]), min(image.shape[:2])
    scale = None
    if dpi and 140 <= longer / dpi * 25.4 <= 450:
        scale = dpi / 25.4 * factor
    elif 1.33 <= longer / shorter <= 1.5:
        scale = longer / A4_LONG * factor
    unit = scale or max(small.shape) / A4_LONG
    ground = _ground(small, unit)
    even = _evened(small, ground)
    away, grain = _distance_from_ground(even)
    mask = _without_edges((away > max(contrast, 6 * grain)).astype(np.uint8))
    seals, covered = _seals(small, unit)
    paper = _is_paper(ground) and grain <= _PAPER_GRAIN
    return Sheet(_without_seals(mask, seals, covered), seals, scale, factor, paper)


def tight(mask: Mask, region: Box) -> Box | None:
    """The box of the content in `region`; None when it is empty."""
    x0, y0, x1, y1 = region.as_list()
    inside = mask[y0:y1, x0:x1]
    rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    if not len(rows):
        return None
    return Box(x0 + int(columns[0]), y0 + int(rows[0]), x0 + int(columns[-1]) + 1, y0 + int(rows[-1]) + 1)


def without_specks(mask: Mask, size: float) -> Mask:
    """`mask` without the pieces smaller than `size` pixels both ways."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    keep = np.maximum(stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]) >= size
    keep[0] = False
    return _chosen(labels, keep)


def _chosen(labels: NDArray[Any], keep: NDArray[Any]) -> Mask:
    chosen: Mask = keep[labels].astype(np.uint8)
    return chosen


def _ground(small: Image, unit: float) -> Image:
    """The sheet without what lies on it, in an eighth of the size: things darker than it are painted over."""
    tiny = cv2.resize(small, None, fx=1 / 8, fy=1 / 8, interpolation=cv2.INTER_AREA)
    size = max(3, round(_WIDEST_THING * unit / 8))
    ground = cv2.morphologyEx(tiny, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    return cv2.GaussianBlur(ground, (0, 0), size / 4)


def _is_paper(ground: Image) -> bool:
    return float(np.median(ground.min(axis=2))) > _BRIGHT


def _evened(small: Image, ground: Image) -> Image:
    """Takes a shadow off a sheet of paper."""
    low, high = np.percentile(grey(ground), (5, 95))
    if high - low < _UNEVEN or not _is_paper(ground):
        return small
    height, width = small.shape[:2]
    return cv2.divide(small, cv2.resize(ground, (width, height)), scale=255)


def _distance_from_ground(small: Image) -> tuple[NDArray[Any], float]:
    """How far each pixel is from the colour of most of the sheet, and how far half of them are."""
    smooth = cv2.GaussianBlur(small, (3, 3), 0)
    common = np.median(smooth[::4, ::4].reshape(-1, 3), axis=0).astype(np.uint8)
    blue, green, red = (
        cv2.absdiff(channel, np.full_like(channel, level))
        for channel, level in zip(cv2.split(smooth), common, strict=True)
    )
    away = cv2.max(cv2.max(blue, green), red)
    return away, float(np.median(away[::4, ::4]))


def _without_edges(mask: Mask) -> Mask:
    """Drops dust, and what scanner or desk leave along the edges of the sheet: strips, wedges, a frame."""
    height, width = mask.shape
    inside = within_dark_edges(mask)
    inner = np.zeros_like(mask)
    inner[inside] = mask[inside]
    top, bottom, left, right = inside[0].start, inside[0].stop, inside[1].start, inside[1].stop
    _, labels, stats, _ = cv2.connectedComponentsWithStats(inner, connectivity=8)
    x, y, w, h, area = stats.T
    outer = (x <= left + 3) | (y <= top + 3) | (x + w >= right - 3) | (y + h >= bottom - 3)
    hollow = area < 0.35 * w * h
    frame = (area < 0.05 * w * h) & (w > 0.96 * width) & (h > 0.96 * height)
    rim = outer & (hollow | (np.minimum(w, h) < _EDGE * min(height, width)))
    keep = (area > 6) & ~frame & ~rim
    keep[0] = False
    return _chosen(labels, keep)


def within_dark_edges(mask: Mask) -> tuple[slice, slice]:
    """The rows and columns of `mask` that lie within the dark strips along its edges."""
    (top, bottom), (left, right) = _strips(mask.mean(axis=1)), _strips(mask.mean(axis=0))
    return slice(top, mask.shape[0] - bottom), slice(left, mask.shape[1] - right)


def _strips(filled: NDArray[np.float64]) -> tuple[int, int]:
    """How many rows to drop at the beginning and at the end: up to the last dark one near the edge."""
    reach = max(1, round(_EDGE * len(filled)))
    return _last_dark(filled[:reach]), _last_dark(filled[::-1][:reach])


def _last_dark(filled: NDArray[np.float64]) -> int:
    dark = np.flatnonzero(filled > 0.5)
    return min(len(filled), int(dark[-1]) + 3) if len(dark) else 0


def _seals(small: Image, unit: float) -> tuple[tuple[Box, ...], Mask]:
    """The boxes of red seals and their pixels; the emblem of a card is smaller."""
    hue, saturation, _ = cv2.split(cv2.cvtColor(small, cv2.COLOR_BGR2HSV))
    red = (((hue < 12) | (hue > 165)) & (saturation > 45)).astype(np.uint8)
    size = max(1, round(3 * unit))
    closed = cv2.morphologyEx(red, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(closed, connectivity=8)
    _, _, w, h, _ = stats.T
    seal = (np.minimum(w, h) > _SEAL[0] * unit) & (np.maximum(w, h) < _SEAL[1] * unit)
    seal[0] = False
    boxes = tuple(Box(x, y, x + w, y + h) for x, y, w, h, _ in stats[seal].tolist())
    return boxes, (seal[labels] & (red > 0)).astype(np.uint8)


def _without_seals(mask: Mask, seals: tuple[Box, ...], covered: Mask) -> Mask:
    """Takes out the pixels of the seals, and crumbs left within them."""
    left = mask & (1 - cv2.dilate(covered, np.ones((7, 7), np.uint8)))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(left, connectivity=8)
    keep = np.ones(len(stats), bool)
    keep[0] = False
    for i, (x, y, w, h, _) in enumerate(stats.tolist()):
        if i and any(seal.contains(Box(x, y, x + w, y + h), 0.95) for seal in seals):
            keep[i] = False
    return _chosen(labels, keep)
