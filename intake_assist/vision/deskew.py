"""The small angle by which a page lies askew, from its lines of print and its rules."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from intake_assist.vision.content import within_dark_edges
from intake_assist.vision.picture import Image, grey, reduced
from intake_assist.vision.stripes import without_stripes

LIMIT = 10.0
"""Largest angle in degrees that is taken for a skew."""

_SIDE = 1100
_COLOURED, _SHADES = 0.25, 25  # of the brightest channel, and shades: how much darker the darkest one is
_ASKEW = 1.0  # degrees
_RIM_OF_INK, _STROKES = 3, 15  # pixels of the reduced page
_SPECK = 3  # pixels of the reduced page
_POINTS = 8_000
_SEARCH = LIMIT + 2
_CLEAR = 0.3
_FEW = 150
_DARK = 128
_SPREAD = 0.2
_AROUND = 0.9  # of the picture's height and width
_RIM = 0.12
_SMOOTH = np.array([1, 2, 3, 2, 1]) / 9

Points = NDArray[Any]
Floats = NDArray[Any]


def skew_of(image: Image) -> float:
    """Clockwise degrees by which the print of an upright page lies askew; 0.0 when no angle stands out.

    Lines of print and the rules of a table pile up on few rows when a page is projected along them; the angle
    is that of the highest pile, between -10 and 10. The sides of columns pile up too, but are asked only where
    the rows give no clear answer: on a page that was photographed from one side they lean another way than its
    lines. A frame around the whole page, the lid behind it or an ornament, is asked last of all. Where specks all
    over a pale page drown everything, what is left without them is asked. Where black ink alone says something else
    it is right: a stamp is set by hand, and askew.
    Measured: off by less than 0.1 on letters, forms, tables and licences, watermarked or not, by up to 0.3 on
    cards that hold a few short lines.
    """
    small = reduced(image, _SIDE)
    angle = _told(grey(small))
    black = _told(_without_colour(small)) if small.ndim == 3 else None
    if angle is None or (black is not None and abs(black - angle) > _ASKEW):
        angle = black
    return 0.0 if angle is None else angle


def _told(light: Image) -> float | None:
    """The angle that a grey picture tells by the first of the ways to ask it that gives one."""
    page = without_stripes(light)
    for seen in (page, cv2.medianBlur(page, _SPECK)):
        ink = _ink(np.asarray(seen, dtype=np.uint8))
        for shown in (_without_rims(ink), ink):
            angle = _angle_of(shown)
            if angle is not None:
                return angle
    return None


def _without_colour(image: Image) -> Image:
    """A picture in grey with paper in the place of coloured ink."""
    page = grey(image)
    brightest = image.max(axis=2)
    spread = cv2.subtract(brightest, image.min(axis=2))
    ink = (spread > _SHADES) & (spread > _COLOURED * brightest)
    coloured = cv2.dilate(ink.astype(np.uint8), np.ones((_RIM_OF_INK, _RIM_OF_INK), np.uint8))
    paper = cv2.morphologyEx(page, cv2.MORPH_CLOSE, np.ones((_STROKES, _STROKES), np.uint8))
    return np.where(coloured > 0, paper, page).astype(np.uint8)


def _angle_of(ink: Image) -> float | None:
    """The angle the rows tell, else that of rows and columns together; None when none stands out."""
    rows, columns = _edge_points(ink, 0), _edge_points(ink, 1)
    if len(rows) < _FEW or np.ptp(np.percentile(rows[:, 1], (2, 98))) < _SPREAD * max(ink.shape):
        return None  # a stamp or a page number says nothing of the page
    angle = _tallest((rows,))
    return angle if angle is not None else _tallest((rows, columns))


def _tallest(all_points: Sequence[Points]) -> float | None:
    """The angle at which the points pile up highest; None when none within the limit stands out."""
    coarse = np.arange(-_SEARCH, _SEARCH + 0.01, 0.5)
    heights = _heights(all_points, coarse, 4.0)
    best = float(coarse[int(heights.argmax())])
    if heights.max() < _CLEAR or abs(best) > LIMIT + 0.5:
        return None
    fine = np.arange(best - 0.9, best + 0.91, 0.1)
    return _summit(fine, _heights(all_points, fine, 1.0))


def deskewed(image: Image, angle: float) -> Image:
    """`image` turned counter-clockwise by `angle` degrees about its middle, same size, corners filled white.

    The size stays, for a page that was scanned askew already lost what lay outside its frame, and what lies
    inside the frame fits it again when turned back.
    """
    height, width = image.shape[:2]
    matrix = cv2.getRotationMatrix2D(((width - 1) / 2, (height - 1) / 2), angle, 1.0)
    white = (255, 255, 255)
    return cv2.warpAffine(image, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=white)


def _ink(page: Image) -> Image:
    """Dark strokes, without what touches the edge of the picture (scanner borders, the desk)."""
    page = page[within_dark_edges(page < _DARK)]
    dark = cv2.adaptiveThreshold(page, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 31, 12)
    height, width = dark.shape
    _, labels, stats, _ = cv2.connectedComponentsWithStats(dark, connectivity=8)
    x0, y0, w, h, area = stats.T
    margin = max(2, round(0.006 * max(height, width)))
    strip = ((w < 0.06 * width) & (h > 0.4 * height)) | ((h < 0.06 * height) & (w > 0.4 * width))
    outside = (x0 <= margin) | (y0 <= margin) | (x0 + w >= width - margin) | (y0 + h >= height - margin)
    keep = (area > 4) & ~(strip & outside)
    keep[0] = False
    return np.where(keep[labels], np.uint8(255), np.uint8(0))


def _without_rims(ink: Image) -> Image:
    """Without frames as large as the picture: the lid or the desk seen around a paper."""
    height, width = ink.shape
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    large = (stats[:, cv2.CC_STAT_WIDTH] > _AROUND * width) & (
        stats[:, cv2.CC_STAT_HEIGHT] > _AROUND * height
    )
    rims = [i for i in np.flatnonzero(large) if i and _is_rim(labels == i)]
    return np.where(np.isin(labels, rims), np.uint8(0), ink) if rims else ink


def _is_rim(piece: NDArray[np.bool_]) -> bool:
    """Whether a piece lies along the edges of the picture only."""
    height, width = piece.shape
    y, x = round(_RIM * height), round(_RIM * width)
    middle = np.count_nonzero(piece[y : height - y, x : width - x])
    return bool(middle < 0.05 * np.count_nonzero(piece))


def _edge_points(ink: Image, axis: int) -> Points:
    """(across, along) of the pixels where ink ends downwards (axis 0) or to the right (axis 1)."""
    ends = (ink > 0) & (np.roll(ink, -1, axis) == 0)
    y, x = np.nonzero(ends)
    points = np.stack((y, x) if axis == 0 else (x, -y), axis=1).astype(np.float32)
    points = points[:: max(1, len(points) // _POINTS)]
    # whole pixels pile up best at the angle 0: spread each point over its pixel
    return points + np.random.default_rng(0).uniform(-0.5, 0.5, points.shape).astype(np.float32)


def _heights(all_points: Sequence[Points], angles: Floats, width: float) -> Floats:
    """For each angle how much the piles of all the points stand out above those of the middling angle."""
    piles = [np.array([_pile(points, angle, width) for angle in angles]) for points in all_points]
    return sum((pile / np.median(pile) - 1 for pile in piles), np.zeros(len(angles)))


def _pile(points: Points, angle: float, width: float) -> float:
    """How unevenly the points fall on strips of `width` pixels that lie askew by `angle`."""
    if not len(points):
        return 1.0
    turn = np.deg2rad(angle)
    across = points @ np.array([np.cos(turn), -np.sin(turn)], np.float32) / np.float32(width)
    strips = np.bincount((across - across.min()).astype(np.int64))
    return float(np.square(strips).sum())


def _summit(angles: Floats, heights: Floats) -> float:
    """The angle of the highest value, refined by a parabola through its neighbours."""
    heights = np.convolve(heights, _SMOOTH, "same")
    i = int(np.clip(heights.argmax(), 1, len(heights) - 2))
    left, middle, right = heights[i - 1 : i + 2]
    bend = left - 2 * middle + right
    shift = 0.5 * (left - right) / bend if bend < 0 else 0.0
    return float(angles[i] + np.clip(shift, -1, 1) * (angles[1] - angles[0]))
