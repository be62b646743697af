"""A paper photographed at an angle on a desk, squared up to a flat page."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from intake_assist.vision.picture import Image, reduced

_SIDE = 640
_LEAST, _MOST = 0.2, 0.97
_BORDER = 0.02
_DESK_SEEN = 0.6
_FILLED = 0.94
_FITS = 0.965
_ASLANT = 0.7
"""Degrees by which opposite edges of the paper run apart: on a scanner they do not."""
_STEEPEST = 35.0
_STEP, _FAR = 5, 16
"""Reduced pixels on either side of an edge. Where paper ends the light falls within the first; where a shade
begins on it, hardly before the second."""
_SHARP = 0.6
_OUTSIDE = 0.04
_SHAPES = ((1.29, 1.54, 1.4142), (1.54, 1.66, 1.5857))
"""Seen between these ratios of its sides, a sheet is A4 (or A3), or a card: seen aslant it looks longer."""

Points = NDArray[np.float32]
Mask = NDArray[np.uint8]


def squared(image: Image) -> Image | None:
    """The paper in a BGR photograph as if scanned; None for anything that is no photograph of a paper at an
    angle, which has to stay as it is.

    It is one when a single bright four-cornered sheet lies on a darker or coloured ground that is seen on
    most of the picture's edge, and the sheet's opposite edges run together as only a camera sees them.
    Scans, straight or askew, with or without dark edges, are none. Takes about 5 ms where there is no desk.
    """
    small = reduced(image, _SIDE)
    light = cv2.GaussianBlur(small.min(axis=2), (5, 5), 0)
    corners = next((found for level in _levels(light) if (found := _corners(light, level)) is not None), None)
    if corners is None or not _aslant(corners):
        return None
    return _flattened(image, corners * (image.shape[1] / small.shape[1]))


def _levels(light: Mask) -> Iterator[float]:
    """Lightnesses that may part paper from desk: where half the paper lies in the shade, only the second does."""
    level, _ = cv2.threshold(light, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    yield level
    darker = light[light <= level]
    if darker.size > _LEAST * light.size:
        yield cv2.threshold(darker, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)[0]


def _corners(light: Mask, level: float) -> Points | None:
    """The corners of the sheet, clockwise from the top left, in reduced pixels. What is brighter than `level` is
    taken for paper."""
    mask = _paper(light, level)
    if mask is None:
        return None
    contours, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    outline = max(contours, key=cv2.contourArea)
    hull = cv2.convexHull(outline)
    area = cv2.contourArea(hull)
    if not _LEAST * mask.size < area < _MOST * mask.size or cv2.contourArea(outline) < _FILLED * area:
        return None
    four = _four(hull)
    if four is None:
        return None
    points = np.asarray(outline.reshape(-1, 2), np.float32)
    fitted = _fitted(_ordered(four), points)
    if fitted is None or not _covers(fitted, hull, mask.shape) or not _has_edges(fitted, light):
        return None
    return fitted


def _paper(light: Mask, level: float) -> Mask | None:
    """255 where the sheet lies: what is brighter than the desk. None when the picture's edge is no desk."""
    mask = cv2.threshold(light, level, 255, cv2.THRESH_BINARY)[1]
    edge = max(2, round(_BORDER * max(mask.shape)))
    ring = np.concatenate(
        [strip.ravel() for strip in (mask[:edge], mask[-edge:], mask[:, :edge], mask[:, -edge:])]
    )
    if np.count_nonzero(ring) > (1 - _DESK_SEEN) * ring.size:
        return None
    size = max(3, round(0.02 * max(mask.shape)) | 1)
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(closed, connectivity=4)
    if count < 2:
        return None
    largest = 1 + int(stats[1:, cv2.CC_STAT_AREA].argmax())
    sheet = np.where(labels == largest, 255, 0).astype(np.uint8)
    contours, _ = cv2.findContours(sheet, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    return np.asarray(cv2.drawContours(sheet, contours, -1, (255,), cv2.FILLED), np.uint8)


def _four(hull: NDArray[Any]) -> Points | None:
    length = cv2.arcLength(hull, True)
    for share in (0.015, 0.02, 0.03, 0.04, 0.055):
        found = cv2.approxPolyDP(hull, share * length, True)
        if len(found) == 4:
            return found.reshape(4, 2).astype(np.float32)
    return None


def _ordered(four: Points) -> Points:
    """Clockwise from the corner nearest to the top left."""
    middle = four.mean(axis=0)
    angles = np.arctan2(four[:, 1] - middle[1], four[:, 0] - middle[0])
    around = four[np.argsort(angles)]
    return np.roll(around, -int(around.sum(axis=1).argmin()), axis=0)


def _fitted(four: Points, outline: Points) -> Points | None:
    """The corners as crossings of the lines that run along the sides: more exact than single pixels."""
    lines = [_line(a, b, outline) for a, b in pairwise([*four, four[0]])]
    if any(line is None for line in lines):
        return None
    corners = [_crossing(lines[i - 1], lines[i]) for i in range(4)]
    if any(corner is None for corner in corners):
        return None
    fitted = np.array(corners, np.float32)
    moved = np.hypot(*(fitted - four).T).max()
    return fitted if moved < 0.06 * float(np.ptp(outline, axis=0).max()) else None


def _line(a: Points, b: Points, outline: Points) -> Points | None:
    """Point and direction of the outline along the middle of the side from `a` to `b`."""
    side = b - a
    length = float(np.hypot(*side))
    if length < 20:
        return None
    along = (outline - a) @ side / length**2
    away = np.abs((outline - a) @ np.array([-side[1], side[0]]) / length)
    near = outline[(along > 0.1) & (along < 0.9) & (away < 0.03 * length)]
    if len(near) < 10:
        return None
    return np.asarray(cv2.fitLine(near.astype(np.float32), cv2.DIST_HUBER, 0, 0.01, 0.01), np.float32).ravel()


def _crossing(a: Any, b: Any) -> Points | None:
    matrix = np.array([[a[0], -b[0]], [a[1], -b[1]]], np.float64)
    if abs(np.linalg.det(matrix)) < 0.2:
        return None
    step = np.linalg.solve(matrix, np.array([b[2] - a[2], b[3] - a[3]], np.float64))
    return np.array([a[2] + step[0] * a[0], a[3] + step[0] * a[1]], np.float32)


def _covers(corners: Points, hull: NDArray[Any], shape: tuple[int, ...]) -> bool:
    """Whether the corners are those of the hull, in the picture or barely out of it."""
    height, width = shape[:2]
    margin = np.array([_OUTSIDE * width, _OUTSIDE * height])
    if (corners < -margin).any() or (corners > np.array([width, height]) + margin).any():
        return False
    if not cv2.isContourConvex(corners.reshape(-1, 1, 2)):
        return False
    common, _ = cv2.intersectConvexConvex(corners, hull.astype(np.float32))
    whole = cv2.contourArea(corners) + cv2.contourArea(hull) - common
    return bool(common / max(whole, 1.0) > _FITS)


def _has_edges(corners: Points, light: Mask) -> bool:
    """Whether all four sides are edges of a sheet: the border of a shade upon it is soft."""
    middle = corners.mean(axis=0)
    return all(_is_sharp(a, b, middle, light) for a, b in pairwise([*corners, corners[0]]))


def _is_sharp(a: Points, b: Points, middle: Points, light: Mask) -> bool:
    side = b - a
    inwards = np.array([-side[1], side[0]]) / np.hypot(*side)
    inwards *= np.sign((middle - a) @ inwards)
    places = a + np.linspace(0.1, 0.9, 33)[:, None] * side
    steps = []
    for far in (_STEP, _FAR):
        inside, outside = (_at(places + sign * far * inwards, light) for sign in (1, -1))
        steps.append(float(np.median(inside - outside)))
    return steps[0] >= _SHARP * steps[1] > 0


def _at(places: NDArray[Any], light: Mask) -> NDArray[np.float64]:
    """The light at places, of the picture's edge for those outside."""
    height, width = light.shape
    x = np.clip(np.rint(places[:, 0]).astype(int), 0, width - 1)
    y = np.clip(np.rint(places[:, 1]).astype(int), 0, height - 1)
    return np.asarray(light[y, x], np.float64)


def _aslant(corners: Points) -> bool:
    """Whether opposite sides run apart, but not so far that nothing can be made of it."""
    top, right, bottom, left = (_direction(corners[i - 1], corners[i]) for i in (1, 2, 3, 0))
    apart = max(abs(_between(top, bottom)), abs(_between(left, right)))
    return _ASLANT <= apart <= _STEEPEST


def _direction(a: Points, b: Points) -> float:
    return float(np.rad2deg(np.arctan2(b[1] - a[1], b[0] - a[0])))


def _between(a: float, b: float) -> float:
    """The angle between two lines in degrees, -90 to 90."""
    return (a - b + 90.0) % 180.0 - 90.0


def _flattened(image: Image, corners: Points) -> Image:
    top, right, bottom, left = (float(np.hypot(*(corners[i] - corners[i - 1]))) for i in (1, 2, 3, 0))
    width, height = _shape(max(top, bottom), max(left, right))
    target = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    return cv2.warpPerspective(
        image, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )


def _shape(width: float, height: float) -> tuple[int, int]:
    """The size of the flat page: that of a usual paper when it is nearly one."""
    longer, shorter = max(width, height), min(width, height)
    usual = next((shape for low, high, shape in _SHAPES if low <= longer / shorter < high), longer / shorter)
    size = (longer, longer / usual) if width >= height else (longer / usual, longer)
    return round(size[0]), round(size[1])
