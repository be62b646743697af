"""Specks all over a scan: the dust of a dirty glass, the grain of a fax or of a copy of copies.

They tear characters and look like dots, so that a speckled page is read better without them. Whether there are any is
told by those that lie alone on the paper: print of a clean page is never touched.
"""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from intake_assist.vision.picture import Image, grey

_DARKER = 30  # shades; what is hardly darker than the paper around it harms no reading
_SIDE, _LEAST = 4, 3  # pixels: the longer side of a speck at most, and its area at least
_AROUND = 17  # pixels; within that square nothing else is dark around a speck that lies alone
_MANY = 60  # specks alone in a million pixels; clean scans have half as many at most, speckled ones 100
_TILES, _SPECKLED = 8, 0.5  # tiles along each side, and the share of them that must hold some
_GROUND, _BRUSH = 5, 3  # pixels


def is_speckled(image: Image) -> bool:
    """Whether small dark specks lie all over a BGR picture."""
    page = grey(image)
    if min(page.shape) < _TILES * _AROUND:
        return False
    ys, xs = _alone(page)
    if len(ys) < _MANY * page.size / 1e6:
        return False
    height, width = page.shape
    tiles = {(y * _TILES // height, x * _TILES // width) for y, x in zip(ys, xs, strict=True)}
    return len(tiles) >= _SPECKLED * _TILES**2


def without_specks(image: Image) -> Image:
    """A speckled picture without its specks, a little softer; any other picture itself."""
    return np.asarray(cv2.medianBlur(image, _BRUSH), dtype=np.uint8) if is_speckled(image) else image


def _alone(page: Image) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows and columns of the specks with nothing but paper around them."""
    dark = (cv2.subtract(cv2.medianBlur(page, _GROUND), page) > _DARKER).astype(np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    x, y, width, height, area = stats[1:].astype(np.int64).T
    ys, xs = y + height // 2, x + width // 2
    around = cv2.boxFilter(dark, cv2.CV_32F, (_AROUND, _AROUND), normalize=False)
    alone = (np.maximum(width, height) <= _SIDE) & (area >= _LEAST) & (around[ys, xs] <= area + 0.5)
    return ys[alone], xs[alone]
