"""Ink of one colour, told apart by what it takes out of the light of the paper around it.

Comparing with the paper itself makes the measure hold for faded stamps, for shadows and for the colour cast of a
photograph: red ink takes green and blue away and leaves red, blue ink leaves blue, print takes all three.
"""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from intake_assist.vision.picture import Image

Strength = NDArray[Any]
"""float32, 0 where there is no such ink, about 1 where it is fresh."""

RED, BLUE, GREY = "red", "blue", "grey"
FULL = 255

_THING = 1 / 20
"""Of the longer side, 15 mm on A4: what is narrower is taken for ink on the ground rather than for ground."""
_DARKEST_PAPER = 40.0
_COLOURLESS = 3
"""Levels between the channels that are the scanner's or the JPEG's own."""
_LEAST_COLOURED = 2e-4


def is_colourless(image: Image) -> bool:
    """Whether the BGR picture holds no colour at all: a grey or two-toned scan, on which no ink is red.

    A scan in colour of black print on white paper shows at least the tint of the paper.
    """
    if image.ndim == 2:
        return True
    some = image[::3, ::3]
    blue, green, red = some[:, :, 0], some[:, :, 1], some[:, :, 2]
    spread = cv2.max(cv2.absdiff(blue, green), cv2.absdiff(green, red))
    return float(np.count_nonzero(spread > _COLOURLESS)) < _LEAST_COLOURED * spread.size and not _tinted(some)


def _tinted(image: Image) -> bool:
    """Whether the paper as a whole has a tint, however slight."""
    means = image.reshape(-1, 3).mean(axis=0)
    return float(means.max() - means.min()) > 0.35


def ground_of(image: Image) -> Image:
    """The paper without what is printed on it; same size as the BGR `image`."""
    height, width = image.shape[:2]
    step = max(1, max(height, width) // 125)
    tiny = cv2.resize(image, (max(1, width // step), max(1, height // step)), interpolation=cv2.INTER_AREA)
    size = max(3, round(_THING * max(tiny.shape[:2]))) | 1
    closed = cv2.morphologyEx(tiny, cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    smooth = cv2.GaussianBlur(closed, (0, 0), size / 2)
    return cv2.resize(smooth, (width, height), interpolation=cv2.INTER_LINEAR)


def inks(image: Image, ground: Image) -> dict[str, Image]:
    """How strongly each pixel of the BGR picture is inked, for each colour a seal may have: uint8, FULL at most.

    Of `grey` all dark ink is, that is print as well. See `strength`.
    """
    light = cv2.divide(image, np.maximum(ground, np.uint8(_DARKEST_PAPER)), scale=FULL)
    blue, green, red = cv2.split(cv2.bitwise_not(light))
    return {
        RED: cv2.subtract(cv2.min(green, blue), red),
        BLUE: cv2.subtract(cv2.min(green, red), blue),
        GREY: cv2.min(cv2.min(green, blue), red),
    }


def strength(ink: Image, times: float = 1.0) -> Strength:
    """One of `inks` as shares, made stronger `times`."""
    return np.multiply(ink, np.float32(times / FULL), dtype=np.float32)


def strongest(ink: Image, share: float) -> float:
    """The strength that but a `share` of the pixels of one of `inks` surpasses."""
    counts = cv2.calcHist([ink], [0], None, [FULL + 1], [0, FULL + 1])[::-1, 0].cumsum()
    return (FULL - int(np.searchsorted(counts, share * ink.size))) / FULL


def levelled(strength: Strength, full: float) -> NDArray[Any]:
    """`strength` as a picture of dark ink on white paper (uint8), black at `full`."""
    return (255 - np.clip(strength / max(full, 0.05), 0, 1) * 255).astype(np.uint8)
