"""A ring's text is laid straight where it was seen, and left alone where that is not known."""

from __future__ import annotations

import math

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from intake_assist.model import Box
from intake_assist.vision.picture import Image
from intake_assist.vision.seals import Found
from intake_assist.vision.seals_ring import Ring
from intake_assist.vision.seals_seen import ring_seen

MIDDLE, RADIUS = 150, 100
RING = Ring(MIDDLE, MIDDLE, RADIUS, RADIUS)
SEAL = Found(RING.box, "round", "red", RING, 1.0, 1.0, 1.0)
PAGE: Image = np.full((2 * MIDDLE, 2 * MIDDLE, 3), 200, np.uint8)


def arc(start: float, end: float) -> NDArray[np.float32]:
    """Writing between two angles in degrees, clockwise from the right, 65 to 85 pixels from the middle of the page."""
    mask = np.zeros(PAGE.shape[:2], np.float32)
    cv2.ellipse(mask, (MIDDLE, MIDDLE), (75, 75), 0, start, end, (1,), 20)
    return mask


def seen(mask: NDArray[np.float32], page: Image = PAGE) -> NDArray[np.uint8] | None:
    def text_of(place: Image) -> NDArray[np.float32]:
        top = (mask.shape[0] - place.shape[0]) // 2
        return mask[top : top + place.shape[0], top : top + place.shape[1]]

    return ring_seen(page, SEAL, text_of)


def test_the_line_runs_clockwise_from_the_end_of_the_gap() -> None:
    page = PAGE.copy()
    for degrees, color in ((160, (0, 0, 255)), (380, (255, 0, 0))):  # first and last on the ring
        x, y = (round(MIDDLE + 75 * turn(math.radians(degrees))) for turn in (math.cos, math.sin))
        cv2.circle(page, (x, y), 7, color, -1)
    line = seen(arc(150, 390), page)
    assert line is not None
    red = np.flatnonzero((line[:, :, 2].astype(int) - line[:, :, 0] > 100).any(axis=0))
    blue = np.flatnonzero((line[:, :, 0].astype(int) - line[:, :, 2] > 100).any(axis=0))
    assert red.mean() < 0.15 * line.shape[1]
    assert blue.mean() > 0.85 * line.shape[1]


def test_the_line_is_as_long_as_the_writing() -> None:
    short, long = seen(arc(200, 320)), seen(arc(140, 380))
    assert short is not None
    assert long is not None
    assert long.shape[1] == pytest.approx(2 * short.shape[1], rel=0.12)


@pytest.mark.parametrize("mask", [arc(0, 360), arc(260, 275), np.zeros(PAGE.shape[:2], np.float32)])
def test_nothing_where_no_beginning_and_end_is_seen(mask: NDArray[np.float32]) -> None:
    assert seen(mask) is None


def test_a_square_seal_has_no_ring() -> None:
    from intake_assist.vision.seals_square import Square

    square = Found(Box(50, 50, 250, 250), "square", "red", Square(150, 150, 100, 100, 0.0), 1.0, 1.0, 1.0)
    assert ring_seen(PAGE, square, lambda _: arc(150, 390)) is None
