"""The writing of a seal laid out in straight lines, dark on white, ready for the line recogniser.

The ring of a round or oval seal is unrolled clockwise from the gap where it begins; the level lines in the middle
and the number along the foot are cut out apart. What print crosses the seal is left out, and the gaps it leaves in
the ink are bridged.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from intake_assist.vision import seals_square
from intake_assist.vision.picture import Image
from intake_assist.vision.seals import Found
from intake_assist.vision.seals_ink import GREY, RED, Strength, levelled
from intake_assist.vision.seals_ring import ANGLES, REACH, Ring, around, at
from intake_assist.vision.seals_square import Square

Line = NDArray[Any]
"""A picture of one line of text, BGR, dark on white."""

_HEIGHT = 56
_WIDEN = 1.15
"""Characters on a ring are set narrow; they are read better when widened."""
_TURN = 2 * math.pi / ANGLES
_DARK = 0.45
_CELL = 56
_PAD = 10
_MIDDLE = 0.8
"""Of the radius: how far level lines may reach."""


@dataclass(frozen=True, slots=True)
class Writing:
    """The lines to read of one seal; None or empty where there is none.

    `ring` runs around, `level` are the lines across the middle from top to bottom, `number` runs along the foot.
    A square seal has `blocks`: its characters in one line, read down the columns from the right, and along the
    rows from the left.
    """

    ring: Line | None = None
    level: tuple[Line, ...] = ()
    number: Line | None = None
    blocks: tuple[Line, ...] = ()


def writing_of(image: Image, seal: Found) -> Writing:
    """What is to be read of `seal` on the BGR page it was found on."""
    ink, left, top = _ink_at(image, seal)
    if isinstance(seal.outline, Square):
        return Writing(blocks=_blocks(ink, _moved(seal.outline, left, top)))
    return _unwrapped(ink, moved_ring(seal.outline, left, top))


def moved_ring(ring: Ring, left: int, top: int) -> Ring:
    return Ring(ring.x - left, ring.y - top, ring.a, ring.b, ring.turn)


def _moved(square: Square, left: int, top: int) -> Square:
    return Square(square.x - left, square.y - top, square.a, square.b, square.turn)


# -- ink ----------------------------------------------------------------------------------------------------


def _ink_at(image: Image, seal: Found) -> tuple[Strength, int, int]:
    """The seal's own ink around it, 0..1, and the corner of that place on the page."""
    margin = 0.06 * max(seal.box.width, seal.box.height)
    left, top = max(0, int(seal.box.x0 - margin)), max(0, int(seal.box.y0 - margin))
    place = image[top : int(seal.box.y1 + margin) + 1, left : int(seal.box.x1 + margin) + 1]
    paper = np.percentile(place[::2, ::2].reshape(-1, 3), 88, axis=0).astype(np.uint8)
    taken = np.clip(1.0 - place.astype(np.float32) / np.maximum(paper, 40).astype(np.float32), 0.0, 1.0)
    ink = _sharp(taken, seal.color)
    full = max(0.1, float(np.percentile(ink[ink > 0.08], 80))) if (ink > 0.08).any() else 1.0
    return np.minimum(ink / full, 1.0).astype(np.float32), left, top


def _sharp(taken: Strength, color: str) -> Strength:
    """The ink as it shows in the light it takes most of, without the print that crosses it.

    The difference of two channels would show the ink alone, but a JPEG keeps colour at half the sharpness of light.
    """
    blue, green, red = cv2.split(taken)
    if color == GREY:
        return np.asarray(np.minimum(np.minimum(green, blue), red))
    ink, free = (green, red) if color == RED else (red, blue)
    return _bridged(ink, (free > _DARK) & (free > 0.6 * ink))


def _bridged(ink: Strength, print_: NDArray[Any]) -> Strength:
    """Where print covers the ink it is taken to be like the ink around."""
    if not print_.any():
        return ink
    known = cv2.erode((~print_).astype(np.float32), np.ones((3, 3), np.uint8))
    size = max(1.0, 0.006 * max(ink.shape))
    around_ = cv2.GaussianBlur(ink * known, (0, 0), size) / (cv2.GaussianBlur(known, (0, 0), size) + 1e-3)
    return np.where(known > 0, ink, around_).astype(np.float32)


# -- rings --------------------------------------------------------------------------------------------------


def _unwrapped(ink: Strength, ring: Ring) -> Writing:
    polar, _ = around(ink, ring)
    low, high = _band(polar)
    start, end = _gap(polar, low, high)
    span = (start - end) % ANGLES  # of the text, from the end of the gap round to its start
    ring_line = _strip(ink, ring, end, end + span, (high, low))
    foot = (start + ((end - start) % ANGLES) / 2) * _TURN
    level = _level(ink, ring, foot)
    number = _strip(
        ink,
        ring,
        end + ANGLES // 18,
        start - ANGLES // 18 - (0 if end > start else ANGLES),
        (high - 0.16, 0.96),
    )
    return Writing(ring_line, level, number if _has_ink(number, 0.04) else None)


def _band(polar: Strength) -> tuple[float, float]:
    """Between which shares of the radius the ring's text stands: from the empty ring around the star to the border."""
    profile = cv2.GaussianBlur(polar.mean(axis=0)[None], (0, 0), 1.0)[0]
    low = _lowest(profile, 0.42, 0.64)
    high = _lowest(profile, 0.86, 0.955)
    return max(0.4, low - 0.02), min(0.96, high + 0.01)


def _lowest(profile: NDArray[Any], start: float, end: float) -> float:
    part = profile[at(start) : at(end)]
    return (at(start) + int(part.argmin()) + 0.5) * REACH / len(profile) * 1.0


def _gap(polar: Strength, low: float, high: float) -> tuple[int, int]:
    """The angles (steps, clockwise) where the ring's text ends and where it begins again.

    The gap is the emptiest part, the foot of the page being the likeliest place. Number and level lines reach
    into the gap: only the middle of the band is looked at.
    """
    middle = (low + high) / 2
    core = (polar[:, at(middle - 0.02) : at(middle + 0.08)] > 0.35).mean(axis=1)
    wide = ANGLES // 9
    window = np.hanning(wide + 2)[1:-1]
    ringed = np.concatenate([core, core, core])
    empty = np.convolve(ringed, window / window.sum(), "same")[ANGLES : 2 * ANGLES]
    angles = np.arange(ANGLES) * _TURN
    centre = int((empty - 0.06 * np.sin(angles)).argmin())
    near = np.convolve(ringed, np.ones(5) / 5, "same")[ANGLES : 2 * ANGLES]
    reach = ANGLES // 3
    before = next((step for step in range(4, reach) if near[(centre - step) % ANGLES] > 0.12), reach)
    after = next((step for step in range(4, reach) if near[(centre + step) % ANGLES] > 0.12), reach)
    margin = 1
    return (centre - max(4, before - margin)) % ANGLES, (centre + max(4, after - margin)) % ANGLES


def _strip(ink: Strength, ring: Ring, start: float, end: float, shares: tuple[float, float]) -> Line:
    return _line(laid(ink, ring, start, end, shares))


def laid(
    picture: NDArray[Any], ring: Ring, start: float, end: float, shares: tuple[float, float]
) -> NDArray[Any]:
    """The arc from step `start` to `end` laid flat, the first of `shares` of the radius on top; 0 where it is outside.

    With `end` before `start` the arc is followed anticlockwise.
    """
    length = abs(end - start) * _TURN * ring.radius * sum(shares) / 2
    thick = abs(shares[0] - shares[1]) * ring.radius
    width = max(16, round(length / max(thick, 1.0) * _HEIGHT * _WIDEN))
    angles = np.linspace(start * _TURN, end * _TURN, width, dtype=np.float32)[None, :]
    radii = np.linspace(*shares, _HEIGHT, dtype=np.float32)[:, None]
    x, y = ring.points(angles, radii)
    return cv2.remap(picture, x, y, cv2.INTER_CUBIC, borderValue=(0,))


def _level(ink: Strength, ring: Ring, foot: float) -> tuple[Line, ...]:
    """The lines across the middle, the foot of the seal turned down; below the star if there is one."""
    side = 2 * _HEIGHT
    grid = ((np.arange(2 * side, dtype=np.float32) + 0.5) / side - 1) * _MIDDLE
    u, v = np.meshgrid(grid, grid)
    share, angle = np.hypot(u, v), np.arctan2(v, u) + (foot - math.pi / 2)
    x, y = ring.points(angle.astype(np.float32), share.astype(np.float32))
    place = cv2.remap(ink, x, y, cv2.INTER_LINEAR, borderValue=(0,))
    place[share > _MIDDLE] = 0
    starred = float((place[share < 0.22] > 0.4).mean()) > 0.5
    return tuple(_lines(place[(grid > (0.3 if starred else -0.45)) & (grid < 0.74)]))


def _lines(place: Strength) -> list[Line]:
    """Rows of ink around the upright axis, high and wide enough for a line of text, from top to bottom."""
    width = place.shape[1]
    middle = slice(round(0.32 * width), round(0.68 * width))
    filled = (place[:, middle] > 0.4).sum(axis=1) >= 3
    edges = np.flatnonzero(np.diff(np.concatenate([[0], filled.astype(np.int8), [0]])))
    found = []
    for top, bottom in zip(edges[::2], edges[1::2], strict=True):
        if not 8 <= bottom - top <= 70:
            continue
        inked = np.asarray((place[top:bottom] > 0.4).any(axis=0))
        left, right = _run(inked, 0.7 * (bottom - top))
        if right - left > 1.5 * (bottom - top):
            found.append(_line(place[max(0, top - 4) : bottom + 4, max(0, left - 4) : right + 4]))
    return found[:3]


def _run(inked: NDArray[Any], gap: float) -> tuple[int, int]:
    """Where the ink around the middle begins and ends: at the first gap wider than `gap` on either side."""
    columns = np.flatnonzero(inked)
    if not len(columns):
        return 0, 0
    centre = int(np.abs(columns - len(inked) // 2).argmin())
    wide = np.flatnonzero(np.diff(columns) > gap)
    before, after = wide[wide < centre], wide[wide >= centre]
    left = columns[before[-1] + 1] if len(before) else columns[0]
    right = columns[after[0]] if len(after) else columns[-1]
    return int(left), int(right) + 1


def _has_ink(line: Line, least: float) -> bool:
    return bool((line[8:-8, :, 0] < 130).mean() > least)


# -- squares ------------------------------------------------------------------------------------------------


def _blocks(ink: Strength, square: Square) -> tuple[Line, ...]:
    upright = _to_the_page(square)
    place = seals_square.straightened(ink, upright, 2 * _CELL)
    if float((place > 0.5).mean()) > 0.5:
        place = 1 - place
    rim = round(0.07 * 2 * _CELL)
    place = place[rim:-rim, rim:-rim]
    rows, columns = np.array_split(place, 2, axis=0), 2
    cells = [np.array_split(row, columns, axis=1) for row in rows]
    down = [cells[0][1], cells[1][1], cells[0][0], cells[1][0]]
    along = [cells[0][0], cells[0][1], cells[1][0], cells[1][1]]
    return tuple(
        _line(np.hstack([cv2.resize(cell, (_CELL, _CELL)) for cell in order])) for order in (down, along)
    )


def _to_the_page(square: Square) -> Square:
    """The same rectangle, its first axis within 45 degrees of the page's."""
    quarter = math.pi / 2
    turns = round(square.turn / quarter)
    a, b = (square.a, square.b) if turns % 2 == 0 else (square.b, square.a)
    return Square(square.x, square.y, a, b, square.turn - turns * quarter)


def _line(ink: Strength) -> Line:
    return padded(cv2.cvtColor(levelled(np.clip(ink, 0, 1), 1.0), cv2.COLOR_GRAY2BGR))


def padded(picture: Line) -> Line:
    """With white before and after."""
    return cv2.copyMakeBorder(picture, 0, 0, _PAD, _PAD, cv2.BORDER_CONSTANT, value=(255, 255, 255))
