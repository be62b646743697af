"""Turns a page the right way up and takes its small skew out."""

from __future__ import annotations

from dataclasses import dataclass

from intake_assist.vision.deskew import deskewed, skew_of
from intake_assist.vision.picture import Image, turned
from intake_assist.vision.turn import Classify, turn_of

LEVEL = 0.1
"""Degrees of skew that are left alone: turning would blur the print for nothing."""


@dataclass(frozen=True, slots=True)
class Upright:
    """`rotation` and `skew` are what the input showed, clockwise in degrees; `image` is free of both."""

    image: Image
    rotation: int
    skew: float
    confidence: float


def make_upright(image: Image, classify: Classify, telling: Image | None = None) -> Upright:
    """Turn `image` upright by the orientation model, then straighten it; see `turn_of` and `skew_of`.

    `telling` is the part of it that tells both, where a stamp beside it, which is set by hand, would not.
    """
    rotation, confidence = turn_of(image if telling is None else telling, classify)
    upright = turned(image, -rotation % 360)
    if telling is None:
        return levelled(upright, rotation, confidence)
    return _straightened(upright, skew_of(turned(telling, -rotation % 360)), rotation, confidence)


def levelled(image: Image, rotation: int, confidence: float) -> Upright:
    """Straighten an `image` that was already turned back by `rotation`."""
    return _straightened(image, skew_of(image), rotation, confidence)


def _straightened(image: Image, angle: float, rotation: int, confidence: float) -> Upright:
    skew = round(angle, 2)
    if abs(skew) < LEVEL:
        return Upright(image, rotation, 0.0, confidence)
    return Upright(deskewed(image, skew), rotation, skew, confidence)
