"""Whether the paper runs out of the picture: lines of text or rules of a table cut off at its edge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from intake_assist.model import Box, TextLine
from intake_assist.vision.picture import Image

SIDES = ("top", "bottom", "left", "right")
_DEPTHS = (1, 2, 3)
_NEAR = 0.35  # of a line's height: the recogniser's boxes have margins
_INK = 0.6
_STROKES = 0.06
_BORDER = 0.4
_RULES = 3
_APART = 0.8  # of a line's height
_RULE_LENGTH = 0.05
_OBLIQUE = 1.8
_CROWDED = 1.7

Floats = NDArray[Any]


@dataclass(frozen=True, slots=True)
class _Frame:
    """The edge of the picture as it was before it was straightened by `angle` degrees."""

    width: int
    height: int
    angle: float

    def before(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        return self._turned(x, y, self.angle)

    def after(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        return self._turned(x, y, -self.angle)

    def _turned(self, x: Floats, y: Floats, angle: float) -> tuple[Floats, Floats]:
        sine, cosine = np.sin(np.deg2rad(angle)), np.cos(np.deg2rad(angle))
        dx, dy = x - (self.width - 1) / 2, y - (self.height - 1) / 2
        return (
            dx * cosine - dy * sine + (self.width - 1) / 2,
            dx * sine + dy * cosine + (self.height - 1) / 2,
        )


def cut_sides(image: Image, lines: Sequence[TextLine], skew: float = 0.0) -> tuple[str, ...]:
    """The sides (``top``, ``bottom``, ``left``, ``right``) at which text or a table is cut off.

    `image` is the straightened page (BGR) and `skew` the angle taken out of it. A side along which the
    picture is dark (scanner lid, desk) shows that the paper ends before it. Red ink does not count.
    """
    height, width = image.shape[:2]
    if min(height, width) < 50 or not lines:
        return ()
    frame, light = _Frame(width, height, skew), image[:, :, 2]
    usual = _usual(light, lines)
    return tuple(side for side in SIDES if _is_cut(side, light, frame, lines, usual))


def _usual(light: Image, lines: Sequence[TextLine]) -> tuple[float, float, float]:
    """Height of a line, brightness of the paper and darkness of the ink, as most lines have them."""
    heights = [min(line.box.height, line.box.width) for line in lines]
    levels = [np.percentile(place, (85, 5)) for line in lines[:40] if (place := _place(light, line.box)).size]
    paper, ink = np.median(levels, axis=0) if levels else (255.0, 0.0)
    return float(np.median(heights)), float(paper), float(ink)


def _place(light: Image, box: Box) -> Image:
    x0, y0, x1, y1 = box.as_list()
    return light[max(0, y0) : max(0, y1), max(0, x0) : max(0, x1)]


def _is_cut(
    side: str, light: Image, frame: _Frame, lines: Sequence[TextLine], usual: tuple[float, float, float]
) -> bool:
    size, paper, ink = usual
    edge = _along(side, light, frame, _DEPTHS)
    level = _shaded(edge) * (1 - _INK * (1 - ink / paper))
    dark = edge < level
    if paper - ink < 20 or (edge < paper - _INK * (paper - ink)).mean() > _BORDER:
        return False
    near = [span for line in lines if _upright(line, size) and (span := _end(side, line.box, frame, size))]
    return any(_inked(dark, span) for span in near) or _rules(side, light, frame, dark, level, size) >= _RULES


def _shaded(edge: Floats) -> Floats:
    """The brightness of the paper along an edge, which may lie in a shadow."""
    size = max(9, len(edge) // 15)
    closed = cv2.morphologyEx(edge[None].astype(np.float32), cv2.MORPH_CLOSE, np.ones((1, size), np.uint8))
    return np.asarray(cv2.blur(closed, (size, 1))[0], dtype=float)


def _upright(line: TextLine, size: float) -> bool:
    """Not one of the oblique lines of a watermark, which run over every edge: thick, or short for their text."""
    thick, long = sorted((line.box.height, line.box.width))
    return len(line.text) >= 2 and thick < _OBLIQUE * size and thick * _ems(line.text) < _CROWDED * long


def _ems(text: str) -> float:
    return sum(1.0 if ord(letter) > 0x2E80 else 0.5 for letter in text)


def _along(side: str, light: Image, frame: _Frame, depths: Sequence[int]) -> Floats:
    """The darkest brightness at `depths` pixels within one edge, from its top or left to its end.

    Where straightening pushed the edge out of the picture it is as bright as can be.
    """
    length = frame.width if side in ("top", "bottom") else frame.height
    along = np.arange(length, dtype=float)
    values = [_values(light, frame, *_inside(side, along, depth, frame)) for depth in depths]
    return np.asarray(np.min(values, axis=0), dtype=float)


def _inside(side: str, along: Floats, depth: float, frame: _Frame) -> tuple[Floats, Floats]:
    across = np.full_like(along, depth)
    if side == "top":
        return along, across
    if side == "bottom":
        return along, frame.height - 1 - across
    return (across, along) if side == "left" else (frame.width - 1 - across, along)


def _values(light: Image, frame: _Frame, x: Floats, y: Floats) -> Floats:
    x, y = frame.after(x, y)
    column, row = np.rint(x).astype(int), np.rint(y).astype(int)
    there = (column >= 0) & (column < frame.width) & (row >= 0) & (row < frame.height)
    values = np.full(len(x), 255.0)
    values[there] = light[row[there], column[there]]
    return values


def _end(side: str, box: Box, frame: _Frame, size: float) -> tuple[float, float] | None:
    """Where along the edge a line ends that comes close to it."""
    corners = np.array([(box.x0, box.y0), (box.x1, box.y0), (box.x0, box.y1), (box.x1, box.y1)])
    x, y = frame.before(corners[:, 0], corners[:, 1])
    gaps = {"top": y, "bottom": frame.height - y, "left": x, "right": frame.width - x}
    if gaps[side].min() > _NEAR * size:
        return None
    along = x if side in ("top", "bottom") else y
    return float(along.min()), float(along.max())


def _inked(dark: NDArray[np.bool_], span: tuple[float, float]) -> bool:
    """Whether strokes of the line stand on the edge itself; a solid run is no writing."""
    place = dark[max(0, round(span[0])) : max(0, round(span[1]))]
    return bool(len(place) and _STROKES * len(place) <= np.count_nonzero(place) <= 0.8 * len(place))


def _rules(
    side: str, light: Image, frame: _Frame, dark: NDArray[np.bool_], level: Floats, size: float
) -> int:
    """How many thin rules run across the edge and on for a twentieth of the page.

    Those of a table leave room for a line of text between them; those of a guilloche, of which a scan in black and
    white makes as solid lines, do not.
    """
    reach = round(_RULE_LENGTH * (frame.height if side in ("top", "bottom") else frame.width))
    depths = range(4, reach, max(1, reach // 12))
    found: list[float] = []
    for start, end in _runs(dark):
        along = np.arange(start - 2, end + 3, dtype=float)
        if end - start <= 6 and all(
            _values(light, frame, *_inside(side, along, depth, frame)).min() < level[start]
            for depth in depths
        ):
            found.append(start)
    gaps = np.diff([-np.inf, *found, np.inf])
    alone = int(np.count_nonzero(np.minimum(gaps[:-1], gaps[1:]) > _APART * size))
    return alone if 2 * alone > len(found) else 0


def _runs(dark: NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    steps = np.flatnonzero(np.diff(np.concatenate(([0], dark.astype(np.int8), [0]))))
    yield from zip(steps[::2].tolist(), steps[1::2].tolist(), strict=True)
