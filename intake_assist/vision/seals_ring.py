"""Rings: the round or oval border of a seal, found by votes for its centre and fitted to its line."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from intake_assist.vision.seals_ink import Strength

Polar = NDArray[Any]
"""float32, ink around a ring, [angle, distance]: ANGLES clockwise from the right, distances up to REACH radii."""

ANGLES = 240
STEPS = 104
REACH = 1.3
_CENTRES = 12
_MOST_POINTS = 14_000
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Ring:
    """An ellipse in pixels: centre, half axes (`a` along `turn`, in radians), as in cv2."""

    x: float
    y: float
    a: float
    b: float
    turn: float = 0.0

    @property
    def radius(self) -> float:
        return math.sqrt(self.a * self.b)

    @property
    def extent(self) -> tuple[float, float]:
        """Half of the width and height of the upright box around it."""
        cos, sin = math.cos(self.turn), math.sin(self.turn)
        return math.hypot(self.a * cos, self.b * sin), math.hypot(self.a * sin, self.b * cos)

    def scaled(self, factor: float) -> Ring:
        return replace(self, x=self.x * factor, y=self.y * factor, a=self.a * factor, b=self.b * factor)

    def points(self, angles: NDArray[Any], share: NDArray[Any]) -> tuple[Strength, Strength]:
        """x and y at the given angles (of the circle the ellipse is squeezed from) and shares of the radius."""
        cos, sin = math.cos(self.turn), math.sin(self.turn)
        # the circle is turned back before it is squeezed, so that angle 0 points to the right on the page
        along = np.cos(angles - self.turn) * share * self.a
        across = np.sin(angles - self.turn) * share * self.b
        return (
            (self.x + along * cos - across * sin).astype(np.float32),
            (self.y + along * sin + across * cos).astype(np.float32),
        )


def around(ink: Strength, ring: Ring) -> tuple[Polar, NDArray[np.bool_]]:
    """The ink around a ring, and where that lies on the page."""
    angles = np.arange(ANGLES, dtype=np.float32)[:, None] * np.float32(2 * math.pi / ANGLES)
    shares = (np.arange(STEPS, dtype=np.float32)[None, :] + 0.5) * np.float32(REACH / STEPS)
    x, y = ring.points(angles, shares)
    polar = cv2.remap(ink, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=(0,))
    height, width = ink.shape
    return polar, (x >= 0) & (y >= 0) & (x < width) & (y < height)


def at(share: float) -> int:
    """The step of a polar picture at a share of the radius."""
    return min(STEPS, max(0, round(share / REACH * STEPS)))


# -- votes --------------------------------------------------------------------------------------------------


def likely_rings(ink: Strength, smallest: float, largest: float) -> list[Ring]:
    """Circles of a radius between `smallest` and `largest` pixels that much of the ink runs along.

    Every edge of ink votes for the points it may lie around; where many votes meet is a centre. Centres may lie
    outside the picture. Best first; many are chance.
    """
    votes, offset = _votes(ink, smallest, largest)
    found: list[Ring] = []
    reach = max(2, round(smallest * 0.3 / _CELL))
    for _ in range(_CENTRES):
        _, most, _, (cx, cy) = cv2.minMaxLoc(votes)
        if most <= 0:
            break
        x, y = cx * _CELL - offset, cy * _CELL - offset
        found += _radii(ink, x, y, smallest, largest)
        cv2.circle(votes, (cx, cy), reach, (0,), -1)
    return found


_CELL = 3.0
_STEEP = 0.25
_AT_ONCE = 8  # radii


def _votes(ink: Strength, smallest: float, largest: float) -> tuple[Strength, float]:
    """The votes per cell of _CELL pixels; cell 0 stands `offset` pixels left of and above the picture."""
    soft = cv2.GaussianBlur(ink, (0, 0), 1.0)
    dx, dy = cv2.Sobel(soft, cv2.CV_32F, 1, 0), cv2.Sobel(soft, cv2.CV_32F, 0, 1)
    steep = cv2.magnitude(dx, dy)
    ys, xs = np.nonzero(steep > _STEEP)
    if len(xs) > _MOST_POINTS:
        chosen = np.random.default_rng(1).choice(len(xs), _MOST_POINTS, replace=False)
        ys, xs = ys[chosen], xs[chosen]
    offset = largest * 0.6
    width = int((ink.shape[1] + 2 * offset) / _CELL) + 2
    height = int((ink.shape[0] + 2 * offset) / _CELL) + 2
    slope = steep[ys, xs] * np.float32(_CELL)
    ux, uy = dx[ys, xs] / slope, dy[ys, xs] / slope
    ox, oy = ((each.astype(np.float32) + np.float32(offset)) / np.float32(_CELL) for each in (xs, ys))
    radii = np.arange(smallest, largest, _CELL, dtype=np.float32)
    total = np.zeros(height * width, np.float64)
    for some in np.array_split(radii, max(1, len(radii) // _AT_ONCE)):
        sides = np.concatenate([-some, some])[:, None]
        cx, cy = (ox + ux * sides).astype(np.int32), (oy + uy * sides).astype(np.int32)
        inside = (cx >= 0) & (cy >= 0) & (cx < width) & (cy < height)
        # a small ring has fewer points to vote than a large one
        weight = np.broadcast_to(1 / np.abs(sides), cx.shape)[inside]
        total += np.bincount(cy[inside] * width + cx[inside], weight, minlength=height * width)
    return cv2.GaussianBlur(total.reshape(height, width).astype(np.float32), (0, 0), 1.2), offset


def _radii(ink: Strength, x: float, y: float, smallest: float, largest: float) -> list[Ring]:
    """The radii at which there is more of a line around a centre than beside it, at most three."""
    steps = int(largest * 1.1)
    angles = np.arange(0, 2 * math.pi, 2 * math.pi / 180, dtype=np.float32)[:, None]
    radii = np.arange(steps, dtype=np.float32)[None, :]
    mx, my = x + np.cos(angles) * radii, y + np.sin(angles) * radii
    polar = cv2.remap(ink, mx.astype(np.float32), my.astype(np.float32), cv2.INTER_LINEAR, borderValue=(0,))
    inside = (mx >= 0) & (my >= 0) & (mx < ink.shape[1]) & (my < ink.shape[0])
    profile = polar.sum(axis=0) / np.maximum(1, inside.sum(axis=0))
    wide = max(3.0, 0.03 * largest)
    line = (
        cv2.GaussianBlur(profile[None], (0, 0), wide / 3)[0]
        - cv2.GaussianBlur(profile[None], (0, 0), wide)[0]
    )
    found: list[Ring] = []
    line[: int(smallest)] = -1
    for _ in range(3):
        best = int(line.argmax())
        if line[best] < 0.02:
            break
        found.append(Ring(x, y, float(best), float(best)))
        line[max(0, best - int(2 * wide)) : best + int(2 * wide) + 1] = -1
    return found


def promising(ink: Strength, ring: Ring) -> bool:
    """A quick look: whether there is a line near the ring at many angles, with nothing on one side of it."""
    angles = np.arange(_QUICK, dtype=np.float32)[:, None] * np.float32(2 * math.pi / _QUICK)
    shares = np.linspace(0.8, 1.2, 25, dtype=np.float32)[None, :]
    x, y = ring.points(angles, shares)
    band = cv2.remap(ink, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=(0,))
    inside = (x[:, 12] >= 0) & (y[:, 12] >= 0) & (x[:, 12] < ink.shape[1]) & (y[:, 12] < ink.shape[0])
    if np.count_nonzero(inside) < _QUICK // 4:
        return False
    band = band[inside]
    line = band[:, 5:20].max(axis=1)
    on = (line > max(0.06, 0.35 * float(np.percentile(line, 75)))) & (band[:, 2:].min(axis=1) < 0.6 * line)
    return bool(on.mean() > _PROMISING)


_QUICK = 72
_PROMISING = 0.55


# -- fit ----------------------------------------------------------------------------------------------------


def fitted(ink: Strength, ring: Ring) -> Ring:
    """`ring` moved onto the line that it is near to; unchanged where there is none."""
    reach = 0.12
    for _ in range(_ROUNDS):
        better = _refit(ink, ring, reach)
        if better is None:
            return ring
        ring, reach = better, max(0.04, reach * 0.6)
    return ring


def _refit(ink: Strength, ring: Ring, reach: float) -> Ring | None:
    """The ellipse through the strongest ink within `reach` radii of the line, at each angle."""
    polar, inside = around(ink, ring)
    low, high = at(1 - reach), at(1 + reach)
    band = cv2.GaussianBlur(polar, (0, 0), 1.2)[:, low:high]
    share = (band.argmax(axis=1) + low + 0.5) * (REACH / STEPS)
    strong = band.max(axis=1)
    usable = (strong > 0.35 * np.percentile(strong, 80)) & inside[:, low:high].all(axis=1) & (strong > 0.05)
    if np.count_nonzero(usable) < ANGLES // 6:
        return None
    angles = np.flatnonzero(usable).astype(np.float32) * np.float32(2 * math.pi / ANGLES)
    x, y = ring.points(angles, share[usable].astype(np.float32))
    points = np.stack([x, y], axis=1)
    wide = _spread(usable) > 0.75
    found = _ellipse(points) if wide else _circle(points)
    return found if found is not None and 0.75 < found.radius / ring.radius < 1.3 else None


def _spread(usable: NDArray[np.bool_]) -> float:
    """The share of the circle outside the widest gap between usable angles."""
    there = np.flatnonzero(usable)
    gaps = np.diff(np.concatenate([there, [there[0] + ANGLES]]))
    return 1 - float(gaps.max()) / ANGLES


def _ellipse(points: NDArray[Any]) -> Ring | None:
    """Least squares, done again without the points that lie far off."""
    found: Ring | None = None
    for _ in range(3):
        if len(points) < 20:
            return found
        (x, y), (width, height), degrees = cv2.fitEllipseAMS(points)
        if not (width > 2 and height > 2 and max(width, height) < 2.2 * min(width, height)):
            return found
        found = Ring(x, y, width / 2, height / 2, math.radians(degrees))
        off = np.abs(_distance(points, found) - 1)
        points = points[off <= max(0.012, float(np.median(off)) * 2)]
    return found


def _distance(points: NDArray[Any], ring: Ring) -> NDArray[Any]:
    """How far out the points lie, in radii."""
    dx, dy = points[:, 0] - ring.x, points[:, 1] - ring.y
    cos, sin = math.cos(ring.turn), math.sin(ring.turn)
    return np.asarray(
        np.hypot((dx * cos + dy * sin) / ring.a, (dy * cos - dx * sin) / ring.b), dtype=np.float32
    )


def _circle(points: NDArray[Any]) -> Ring | None:
    """Least squares; steadier than an ellipse where only a part of the line is there."""
    found: Ring | None = None
    for _ in range(3):
        if len(points) < 12:
            return found
        x, y = points[:, 0].astype(np.float64), points[:, 1].astype(np.float64)
        design = np.stack([2 * x, 2 * y, np.ones_like(x)], axis=1)
        (cx, cy, rest), *_ = np.linalg.lstsq(design, x * x + y * y, rcond=None)
        square = rest + cx * cx + cy * cy
        if square <= 4:
            return found
        found = Ring(float(cx), float(cy), math.sqrt(square), math.sqrt(square))
        off = np.abs(_distance(points, found) - 1)
        points = points[off <= max(0.012, float(np.median(off)) * 2)]
    return found
