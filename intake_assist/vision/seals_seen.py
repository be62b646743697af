"""The ring's text of a seal laid straight as it looks, where something else has seen it run.

The other way, by the gaps in the ink and the ink alone, reads a well-printed seal better; a pale, blurred or dark one,
or one whose ring something runs into, is read better this way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from intake_assist.vision.picture import Image
from intake_assist.vision.seals import Found
from intake_assist.vision.seals_ring import ANGLES, REACH, Ring, around, at
from intake_assist.vision.seals_unwrap import Line, laid, moved_ring, padded

_MARGIN = 0.1  # of the seal's size, around it
_INNERMOST = 0.4  # of the radius
_OUTERMOST = 0.97
_ON = 0.3
_FEWEST_STEPS = 5  # of the distances an angle of writing covers
_FEWEST_ANGLES = ANGLES // 8
_IN_BAND = 0.35  # of the angles of writing
_INWARDS, _OUTWARDS = 0.15, 0.12  # of the writing's height: how far it is widened
_LEAST_GAP, _BEYOND = 4, 2  # angles


def ring_seen(image: Image, seal: Found, text_of: Callable[[Image], NDArray[np.float32]]) -> Line | None:
    """The ring's text of a round or oval `seal` on the BGR page, None where it is not seen to begin and end.

    `text_of` gives 1 on the longest line of writing of a picture, 0 elsewhere.
    """
    if not isinstance(seal.outline, Ring):
        return None
    place, left, top = _place(image, seal)
    ring = moved_ring(seal.outline, left, top)
    polar, _ = around(text_of(place), ring)
    written = polar > _ON
    written[:, : at(_INNERMOST)] = False
    written[:, at(1.0) :] = False
    span, band = _span(written), _band(written)
    return padded(laid(place, ring, *span, band)) if span and band else None


def _place(image: Image, seal: Found) -> tuple[Image, int, int]:
    """The seal with a margin, and its corner on the page."""
    margin = _MARGIN * max(seal.box.width, seal.box.height)
    left, top = max(0, int(seal.box.x0 - margin)), max(0, int(seal.box.y0 - margin))
    place = image[top : int(seal.box.y1 + margin) + 1, left : int(seal.box.x1 + margin) + 1]
    return np.ascontiguousarray(place), left, top


def _span(written: NDArray[Any]) -> tuple[int, int] | None:
    """The angles between which the writing runs clockwise: all but the widest gap."""
    angles = written.sum(axis=1) >= _FEWEST_STEPS
    if np.count_nonzero(angles) < _FEWEST_ANGLES:
        return None
    inked = np.flatnonzero(angles)
    gaps = np.diff(inked, append=inked[0] + ANGLES) - 1
    widest = int(gaps.argmax())
    if gaps[widest] < _LEAST_GAP:
        return None
    end = int(inked[widest]) + 1
    start = end + int(gaps[widest]) - ANGLES
    return start - _BEYOND, end + _BEYOND


def _band(written: NDArray[Any]) -> tuple[float, float] | None:
    """The outer and the inner share of the radius between which the writing stands."""
    angles = written.sum(axis=1) >= _FEWEST_STEPS
    steps = np.flatnonzero(written[angles].mean(axis=0) > _IN_BAND) if angles.any() else np.array([])
    if not len(steps):
        return None
    step = REACH / written.shape[1]
    low, high = steps[0] * step, (steps[-1] + 1) * step
    height = high - low
    return min(_OUTERMOST, high + _OUTWARDS * height), low - _INWARDS * height
