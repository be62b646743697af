"""Rings: the round or oval border of a seal, found by votes for its centre and fitted to its line."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from intake_assist.model import Box
from intake_assist.vision.seals_ink import Strength

Polar = NDArray[Any]
"""float32, ink around a ring, [angle, distance]: ANGLES clockwise from the right, distances up to REACH radii."""

ANGLES = 240
STEPS = 104
REACH = 1.3
_ANGLES = np.arange(ANGLES, dtype=np.float32)[:, None] * np.float32(2 * math.pi / ANGLES)
_SHARES = (np.arange(STEPS, dtype=np.float32)[None, :] + 0.5) * np.float32(REACH / STEPS)
_CENTRES = 12
_MOST_POINTS = 14_000
_ROUNDS = 3
_SOFT = 6  # steps beyond a band that softening it takes account of


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

    @property
    def box(self) -> Box:
        half_width, half_height = self.extent
        return Box(self.x - half_width, self.y - half_height, self.x + half_width, self.y + half_height)

    def scaled(self, factor: float) -> Ring:
        return replace(self, x=self.x * factor, y=self.y * factor, a=self.a * factor, b=self.b * factor)

    def points(self, angles: NDArray[Any], share: NDArray[Any]) -> tuple[Strength, Strength]:
        """x and y at the given angles (of the circle the ellipse is squeezed from) and shares of the radius."""
        cos, sin = math.cos(self.turn), math.sin(self.turn)
        # the circle is turned back before it is squeezed, so that angle 0 points to the right on the page
        along, across = self.a * np.cos(angles - self.turn), self.b * np.sin(angles - self.turn)
        right, down = along * cos - across * sin, along * sin + across * cos
        return (
            (self.x + right * share).astype(np.float32, copy=False),
            (self.y + down * share).astype(np.float32, copy=False),
        )


def around(ink: Strength, ring: Ring, steps: slice = slice(0, STEPS)) -> tuple[Polar, NDArray[np.bool_]]:
    """The ink around a ring, and where that lies on the page; of the distances only `steps`."""
    x, y = ring.points(_ANGLES, _SHARES[:, steps])
    polar = cv2.remap(ink, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=(0,))
    height, width = ink.shape
    reach = REACH * max(ring.a, ring.b)
    if reach < ring.x < width - reach and reach < ring.y < height - reach:
        return polar, np.ones(polar.shape, bool)
    return polar, (x >= 0) & (y >= 0) & (x < width) & (y < height)


def at(share: float) -> int:
    """The step of a polar picture at a share of the radius."""
    return min(STEPS, max(0, round(share / REACH * STEPS)))


# -- votes --------------------------------------------------------------------------------------------------


def likely_rings(
    ink: Strength, smallest: float, largest: float, taken: Callable[[float, float], bool]
) -> Iterator[Ring]:
    """Circles of a radius between `smallest` and `largest` pixels that much of the ink runs along.

    Every edge of ink votes for the points it may lie around; where many votes meet is a centre. Centres may lie
    outside the picture; those that are `taken` by the time their turn comes are passed over. Best first; many are
    chance.
    """
    votes, left, top = _votes(ink, smallest, largest)
    reach = max(2, round(smallest * 0.3 / _CELL))
    for _ in range(_CENTRES):
        _, most, _, (cx, cy) = cv2.minMaxLoc(votes)
        if most <= _FEWEST:
            return
        x, y = left + cx * _CELL, top + cy * _CELL
        if not taken(x, y):
            yield from _radii(ink, x, y, smallest, largest)
        cv2.circle(votes, (cx, cy), reach, (0,), -1)


_CELL = 3.0
_STEEP = 0.25
_AT_ONCE = 8  # radii
_FEWEST = 3.0
"""Votes; less is chance."""
_ALL_ROUND = np.arange(180, dtype=np.float32)[:, None] * np.float32(2 * math.pi / 180)
_COS, _SIN = np.cos(_ALL_ROUND), np.sin(_ALL_ROUND)


def _votes(ink: Strength, smallest: float, largest: float) -> tuple[Strength, float, float]:
    """The votes per cell of _CELL pixels, and where in the picture the first cell is.

    Cells reach as far beyond the ink as the largest ring.
    """
    place = _inked(ink)
    xs, ys, ux, uy, every = _edges(ink[place])
    reach = largest + 2 * _CELL
    height, width = (int((length + 2 * reach) / _CELL) + 1 for length in ink[place].shape)
    ox, oy = ((each + np.float32(reach)) / np.float32(_CELL) for each in (xs, ys))
    total = np.zeros(height * width, np.float64)
    radii = np.arange(smallest, largest, _CELL, dtype=np.float32) / np.float32(_CELL)
    for some in np.array_split(radii, max(1, len(radii) // _AT_ONCE)):
        sides = np.concatenate([-some, some])[:, None]
        cells = (oy + uy * sides).astype(np.int32) * width + (ox + ux * sides).astype(np.int32)
        # a small ring has fewer points to vote than a large one
        weight = np.repeat(1 / np.abs(sides[:, 0]).astype(np.float64), len(ox))
        total += np.bincount(cells.ravel(), weight, minlength=len(total))
    votes = cv2.GaussianBlur(total.reshape(height, width).astype(np.float32), (0, 0), 1.2)
    return votes * np.float32(every), place[1].start - reach, place[0].start - reach


def _inked(ink: Strength) -> tuple[slice, slice]:
    """The rows and columns that hold all ink whose edges may be steep enough to vote."""
    x, y, width, height = cv2.boundingRect((ink > _STEEP / 4).astype(np.uint8))
    rim = 4
    return slice(max(0, y - rim), y + height + rim), slice(max(0, x - rim), x + width + rim)


def _edges(ink: Strength) -> tuple[Strength, Strength, Strength, Strength, float]:
    """x and y of points at the edges of the ink, the direction (of length 1) in which the ink grows there, and how
    many of the points there are each of them stands for."""
    soft = cv2.GaussianBlur(ink, (0, 0), 1.0)
    dx, dy = cv2.Sobel(soft, cv2.CV_32F, 1, 0), cv2.Sobel(soft, cv2.CV_32F, 0, 1)
    steep = cv2.magnitude(dx, dy)
    at_ = np.flatnonzero(steep > _STEEP)
    every = max(1.0, len(at_) / _MOST_POINTS)
    if every > 1:
        at_ = np.random.default_rng(1).choice(at_, _MOST_POINTS, replace=False)
    ys, xs = np.divmod(at_.astype(np.int32), np.int32(ink.shape[1]))
    slope = steep.ravel()[at_]
    return (
        xs.astype(np.float32),
        ys.astype(np.float32),
        dx.ravel()[at_] / slope,
        dy.ravel()[at_] / slope,
        every,
    )


def _radii(ink: Strength, x: float, y: float, smallest: float, largest: float) -> Iterator[Ring]:
    """The radii at which there is more of a line around a centre than beside it, at most three."""
    steps = int(largest * 1.1)
    radii = np.arange(steps, dtype=np.float32)[None, :]
    mx, my = np.float32(x) + _COS * radii, np.float32(y) + _SIN * radii
    polar = cv2.remap(ink, mx, my, cv2.INTER_LINEAR, borderValue=(0,))
    height, width = ink.shape
    if steps < x < width - steps and steps < y < height - steps:
        profile = polar.sum(axis=0) / np.float32(len(_COS))
    else:
        inside = (mx >= 0) & (my >= 0) & (mx < width) & (my < height)
        profile = polar.sum(axis=0) / np.maximum(1, inside.sum(axis=0)).astype(np.float32)
    wide = max(3.0, 0.03 * largest)
    line = (
        cv2.GaussianBlur(profile[None], (0, 0), wide / 3)[0]
        - cv2.GaussianBlur(profile[None], (0, 0), wide)[0]
    )
    line[: int(smallest)] = -1
    for _ in range(3):
        best = int(line.argmax())
        if line[best] < 0.02:
            return
        yield Ring(x, y, float(best), float(best))
        line[max(0, best - int(2 * wide)) : best + int(2 * wide) + 1] = -1


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


def around_more(ring: Ring) -> Iterator[Ring]:
    """Larger rings that have a part of their border in common with `ring`, where to look for the whole of one of
    which only an end was found: rounder and flatter ones, in all directions."""
    for way in np.arange(_WAYS) * (2 * math.pi / _WAYS):
        for along, across in _LARGER:
            off = ring.radius * (along - 1)
            x, y = ring.x + off * math.cos(way), ring.y + off * math.sin(way)
            yield Ring(x, y, along * ring.radius, across * ring.radius, float(way))


_WAYS = 12
_LARGER = ((1.25, 1.0), (1.5, 1.0), (1.25, 1.25), (1.75, 1.15))  # of the radius


def _refit(ink: Strength, ring: Ring, reach: float) -> Ring | None:
    """The ellipse through the strongest ink within `reach` radii of the line, at each angle."""
    low, high = at(1 - reach), at(1 + reach)
    polar, inside = around(ink, ring, slice(low - _SOFT, high + _SOFT))
    band = cv2.GaussianBlur(polar, (0, 0), 1.2)[:, _SOFT:-_SOFT]
    share = (band.argmax(axis=1) + low + 0.5) * (REACH / STEPS)
    strong = band.max(axis=1)
    usable = (
        (strong > 0.35 * np.percentile(strong, 80)) & inside[:, _SOFT:-_SOFT].all(axis=1) & (strong > 0.05)
    )
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
        on = _on(points, found)
        if on.all():
            return found
        points = points[on]
    return found


def _on(points: NDArray[Any], ring: Ring) -> NDArray[np.bool_]:
    """Which of the points do not lie far off the ring."""
    off = np.abs(_distance(points, ring) - 1)
    return np.asarray(off <= max(0.012, float(np.median(off)) * 2))


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
        on = _on(points, found)
        if on.all():
            return found
        points = points[on]
    return found
