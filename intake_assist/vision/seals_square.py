"""Square seals: a frame, or a filled ground that the characters are cut out of."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from intake_assist.model import Box
from intake_assist.vision.seals_ink import Strength

_ALONG = 60
_REACH = 0.16
_STEPS = 24
_NEARLY_SQUARE = 1.35
_LEAST_GREY, _MOST_FILLED = 0.8, 0.7


@dataclass(frozen=True, slots=True)
class Square:
    """A rectangle in pixels: centre, half sides (`a` along `turn`, in radians)."""

    x: float
    y: float
    a: float
    b: float
    turn: float

    @property
    def extent(self) -> tuple[float, float]:
        cos, sin = abs(math.cos(self.turn)), abs(math.sin(self.turn))
        return self.a * cos + self.b * sin, self.a * sin + self.b * cos

    @property
    def box(self) -> Box:
        half_width, half_height = self.extent
        return Box(self.x - half_width, self.y - half_height, self.x + half_width, self.y + half_height)

    def scaled(self, factor: float) -> Square:
        return replace(self, x=self.x * factor, y=self.y * factor, a=self.a * factor, b=self.b * factor)


def likely_squares(strong: NDArray[np.bool_], sizes: tuple[float, float]) -> Iterator[Square]:
    """Rectangles around pieces of ink that hang together, of the size of a seal, not part of a line of print."""
    size = max(3, round(0.22 * sizes[0]))
    joined = cv2.morphologyEx(strong.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    outlines, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    pieces = [cv2.boundingRect(outline) for outline in outlines]
    for outline, piece in zip(outlines, pieces, strict=True):
        (x, y), (width, height), degrees = cv2.minAreaRect(outline)
        short, long = sorted((width, height))
        if short < 1.0 * sizes[0] or long > 2.2 * sizes[1] or long > 1.7 * short:
            continue
        if not any(other is not piece and _in_line(piece, other) for other in pieces):
            yield Square(x, y, width / 2, height / 2, math.radians(degrees))


def lone_squares(dark: NDArray[np.bool_], sizes: tuple[float, float]) -> Iterator[Square]:
    """Squares of print that hang together and touch nothing else, as a cell of a table does not."""
    _, _, stats, _ = cv2.connectedComponentsWithStats(dark.astype(np.uint8))
    for x, y, width, height, area in stats[1:].tolist():
        short, long = sorted((width, height))
        if (
            short >= sizes[0]
            and long <= 1.5 * sizes[1]
            and long <= _NEARLY_SQUARE * short
            and area >= 2 * long
        ):
            yield _turned(dark, x, y, width, height)


def _turned(dark: NDArray[np.bool_], x: int, y: int, width: int, height: int) -> Square:
    points = cv2.findNonZero(dark[y : y + height, x : x + width].astype(np.uint8))
    (cx, cy), (wide, high), degrees = cv2.minAreaRect(points)
    return Square(x + cx, y + cy, wide / 2, high / 2, math.radians(degrees))


def _in_line(one: Sequence[int], other: Sequence[int]) -> bool:
    """Whether two pieces look like characters of one line of print."""
    x, y, width, height = one
    ox, oy, owidth, oheight = other
    alike = 0.6 < oheight / height < 1.6 and abs((y + height / 2) - (oy + oheight / 2)) < 0.35 * height
    return alike and max(ox - x - width, x - ox - owidth) < 2.0 * width and owidth / width > 0.3


def judged(ink: Strength, square: Square) -> tuple[float, float, float]:
    """Confidence that it is a seal, share of the border that came out, share of it on the page."""
    sides, inside = _border(ink, square)
    full = max(0.12, float(np.percentile(sides.max(axis=2), 75)))
    sides = np.minimum(sides / full, 1.0)
    middle = _STEPS // 2
    on = sides[:, :, middle - 4 : middle + 5].max(axis=2) > 0.4
    within = sides[:, :, middle + 4 :].min(axis=2) < 0.45
    coverage = [float(side.mean()) for side in on]
    filled = _fill(ink, square, full)
    framed = float(within[on].mean()) if on.any() else 0.0
    if min(coverage) < 0.5 or not 0.12 < filled < 0.9:
        return 0.0, sum(coverage) / 4, inside
    if framed < 0.55 and filled < 0.45:
        return 0.0, sum(coverage) / 4, inside
    return round(min(1.0, 0.35 + 0.6 * sum(coverage) / 4), 3), sum(coverage) / 4, inside


def is_seal_among_print(ink: Strength, square: Square) -> bool:
    """Whether a grey square has a whole border and is written full, unlike a box for a picture or a tick."""
    confidence, coverage, inside = judged(ink, square)
    filled = _fill(ink, square, 1.0)
    return confidence > 0 and coverage >= _LEAST_GREY and inside == 1.0 and filled < _MOST_FILLED


def _border(ink: Strength, square: Square) -> tuple[NDArray[Any], float]:
    """Ink along the four sides [side, along, from outside inwards], and the share of them on the page."""
    along = np.linspace(-0.95, 0.95, _ALONG, dtype=np.float32)[:, None]
    short = min(square.a, square.b)
    inwards = np.linspace(-_REACH, _REACH, _STEPS, dtype=np.float32)[None, :] * short
    sides = (
        (along * square.a, -square.b + inwards),
        (square.a - inwards, along * square.b),
        (along * square.a, square.b - inwards),
        (-square.a + inwards, along * square.b),
    )
    cos, sin = math.cos(square.turn), math.sin(square.turn)
    height, width = ink.shape
    rows, on_page = [], []
    for u, v in sides:
        x = np.broadcast_to(square.x + u * cos - v * sin, (_ALONG, _STEPS)).astype(np.float32)
        y = np.broadcast_to(square.y + u * sin + v * cos, (_ALONG, _STEPS)).astype(np.float32)
        rows.append(cv2.remap(ink, x, y, cv2.INTER_LINEAR, borderValue=(0,)))
        on_page.append(float(((x >= 0) & (y >= 0) & (x < width) & (y < height)).mean()))
    return np.stack(rows), sum(on_page) / 4


def _fill(ink: Strength, square: Square, full: float) -> float:
    """The share of ink within the border."""
    place = straightened(ink, square, 40)
    return float((place[6:-6, 6:-6] > 0.4 * full).mean())


def straightened(picture: NDArray[Any], square: Square, side: int) -> NDArray[Any]:
    """The square upright, its shorter side `side` pixels."""
    scale = side / (2 * min(square.a, square.b))
    width, height = round(2 * square.a * scale), round(2 * square.b * scale)
    u = (np.arange(width, dtype=np.float32)[None, :] + 0.5) / scale - square.a
    v = (np.arange(height, dtype=np.float32)[:, None] + 0.5) / scale - square.b
    cos, sin = math.cos(square.turn), math.sin(square.turn)
    x = (square.x + u * cos - v * sin).astype(np.float32)
    y = (square.y + u * sin + v * cos).astype(np.float32)
    return cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderValue=(0,))
