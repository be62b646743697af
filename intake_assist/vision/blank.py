"""Blank sheets: the empty backs of scans in duplex."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from intake_assist.vision.picture import Image, reduced

_SIDE = 1600
_MARGIN = 0.02
_FAINT = 7.0
_DEEP = 45
_WIDE = 25 / 297
_STROKE = 1.8 / 297  # of the longer side: 1.8 mm on A4
_DUSTY, _RARE = 500, 0.01  # specks, and the share of them that may touch another one by chance
_HOLE = (4.5 / 297, 10 / 297)
_LEAST = 4  # pixels; of less nothing can be said
_HOLE_REACH = 25 / 297
_EDGE_REACH, _LONG, _TILTED, _THIN = 25 / 297, 0.17, 0.14, 0.006
_BLURRED = 2.0  # times as thick are lines that are looked for in a small picture
_HAIR = 4  # pixels
_STAPLE, _WIRE, _STAPLE_REACH = (6 / 297, 15 / 297), 1.6 / 297, 35 / 297
_FEW = 3  # sides of a wire that are dark, with its shadow

Mask = NDArray[Any]


def is_blank(image: Image) -> bool:
    """Whether nothing was written or printed on the sheet.

    A sheet taken for blank is dropped from the case, so doubt means *not blank*: one sharp mark of 1.8 mm (on
    A4) is enough, a lone page number included, however pale. Not marks are: dust, grain and the tint of the
    paper, dark edges, punched holes, a staple in a corner, streaks of the scanner from edge to edge, print that
    shines through from the other side, which is blurred by the paper, and the edges of a sheet that lies on
    another ground.
    """
    if min(image.shape[:2]) < _LEAST:
        return False
    page = _darkest_channel(reduced(image, _SIDE))
    return not (_has_print(_inside(_sharp_marks(page))) or _has_print(_inside(_deep_marks(page)), _BLURRED))


def _darkest_channel(image: Image) -> Image:
    """Coloured ink is dark in one channel at least."""
    blue, green, red = cv2.split(image)
    return cv2.min(cv2.min(blue, green), red)


def _has_print(marks: Mask, blurred: float = 1.0) -> bool:
    """`blurred` says how many times as thick as they are the lines in `marks` may be."""
    _, parts, stats, _ = cv2.connectedComponentsWithStats(marks, connectivity=8)
    found = stats[1:]
    sizes = np.maximum(found[:, cv2.CC_STAT_WIDTH], found[:, cv2.CC_STAT_HEIGHT])
    least = _STROKE * max(marks.shape)
    strokes = sizes >= least
    if len(found) > _DUSTY and np.count_nonzero(strokes) < _RARE * len(found):
        strokes = sizes >= 2 * least  # among so many specks some lie side by side
    other = (
        _holes(found, marks.shape)
        | _streaks(found, marks.shape)
        | _edges(found, marks.shape, blurred * _THIN)
    )
    other |= _frames(found, parts) | _staples(found, parts)
    return bool((strokes & ~other).any())


def _sharp_marks(page: Image) -> Mask:
    """Where the page is darker than its close surroundings."""
    smooth = cv2.GaussianBlur(page, (0, 0), 0.8).astype(np.float32)
    depth = cv2.GaussianBlur(page, (0, 0), 3.0).astype(np.float32) - smooth
    grain = 1.4826 * float(np.median(np.abs(depth[::4, ::4])))
    return (depth > max(_FAINT, 3.3 * grain)).astype(np.uint8)


def _deep_marks(page: Image) -> Mask:
    """Where it is much darker than the paper around: a page out of focus has no sharp marks at all."""
    tiny = cv2.resize(page, None, fx=1 / 4, fy=1 / 4, interpolation=cv2.INTER_AREA)
    size = round(_WIDE * max(tiny.shape))
    paper = cv2.morphologyEx(tiny, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    deep = (cv2.subtract(paper, tiny) > _DEEP).astype(np.uint8)
    return cv2.resize(deep, page.shape[::-1], interpolation=cv2.INTER_NEAREST)


def _inside(marks: Mask) -> Mask:
    """Without the edge of the sheet."""
    edge = round(_MARGIN * max(marks.shape))
    inner = np.zeros_like(marks)
    inner[edge:-edge, edge:-edge] = marks[edge:-edge, edge:-edge]
    return inner


def _holes(found: NDArray[Any], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Round and of the size of a punched hole, near an edge of the sheet."""
    x, y, w, h, _ = found.T
    side = max(shape)
    size = np.maximum(w, h)
    round_ = (np.minimum(w, h) > 0.8 * size) & (size > _HOLE[0] * side) & (size < _HOLE[1] * side)
    reach = _HOLE_REACH * side
    near = (x < reach) | (y < reach) | (x + w > shape[1] - reach) | (y + h > shape[0] - reach)
    holes: NDArray[np.bool_] = round_ & near
    for x0, y0, width, height, _ in found[holes]:  # what is seen through it, or of its rim
        holes |= (x >= x0) & (y >= y0) & (x + w <= x0 + width) & (y + h <= y0 + height)
    return holes


def _staples(found: NDArray[Any], parts: Mask) -> NDArray[np.bool_]:
    """Thin straight pieces of wire in a corner of the sheet."""
    side, (height, width) = max(parts.shape), parts.shape
    x, y, w, h, _ = found.T
    reach, longest = _STAPLE_REACH * side, _STAPLE[1] * side
    beside = (x + w < reach) | (x > width - reach)
    cornered = beside & ((y + h < reach) | (y > height - reach)) & (np.hypot(w, h) < longest + _HAIR)
    result = np.zeros(len(found), dtype=np.bool_)
    for number in np.flatnonzero(cornered):
        left, top = x[number], y[number]
        piece = parts[top : top + h[number], left : left + w[number]] == number + 1
        corners = cv2.minAreaRect(np.argwhere(piece).astype(np.float32))[1]
        thin, long = sorted(float(length) for length in corners)
        result[number] = _STAPLE[0] * side < long < longest and thin < _WIRE * side
    return result if np.count_nonzero(result) <= _FEW else np.zeros_like(result)


def _frames(found: NDArray[Any], parts: Mask) -> NDArray[np.bool_]:
    """What runs along two or more edges of the picture and nowhere else: those of the sheet, joined at a corner."""
    reach = round(_EDGE_REACH * max(parts.shape))
    within = np.zeros(len(found) + 1, dtype=np.bool_)
    within[np.unique(parts[reach:-reach, reach:-reach])] = True
    _, _, w, h, _ = found.T
    result: NDArray[np.bool_] = ~within[1:] & (w > 0.5 * parts.shape[1]) & (h > 0.5 * parts.shape[0])
    return result


def _edges(found: NDArray[Any], shape: tuple[int, ...], thin: float) -> NDArray[np.bool_]:
    """Long straight lines, level or tilted by a few degrees, that run close along an edge of the picture: the edges
    of the sheet itself."""
    x, y, w, h, area = found.T
    side = max(shape)
    length, reach = np.maximum(w, h), _EDGE_REACH * side
    across, down = x + w / 2, y + h / 2
    upright = (h > w) & ((across < reach) | (across > shape[1] - reach))
    level = (w > h) & ((down < reach) | (down > shape[0] - reach))
    straight = (np.minimum(w, h) < _TILTED * length) & (area < thin * side * length)
    long = straight & (length > _LONG * side)
    edge = bool((long & (upright | level)).any())
    bits = (straight | (np.minimum(w, h) <= _HAIR)) & edge  # the same edges, come apart
    result: NDArray[np.bool_] = (upright | level) & (long | bits)
    return result


def _streaks(found: NDArray[Any], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Thin straight lines over the whole height or width."""
    _, _, w, h, _ = found.T
    thin = _THIN * max(shape)
    result: NDArray[np.bool_] = ((h > 0.9 * shape[0]) & (w < thin)) | ((w > 0.9 * shape[1]) & (h < thin))
    return result
