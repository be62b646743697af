"""A face of a card that lies on its head on the sheet of the other."""

from __future__ import annotations

import cv2
import numpy as np

from intake_assist import vision
from intake_assist.model import Box
from intake_assist.precheck.stages import on_its_head


def written() -> np.ndarray:
    page = np.full((400, 300, 3), 255, np.uint8)
    for y in (250, 280, 310, 340):
        cv2.putText(page, "ABCDEF 1234", (40, y), cv2.FONT_HERSHEY_SIMPLEX, 0.7, (0, 0, 0), 2)
    return page


def test_the_rest_of_a_sheet_can_be_taken_the_other_way_up() -> None:
    page = written()
    lower = Box(0, 200, 300, 400)
    whole = vision.Part(page, None, 0, 0.0, False, "")
    part = vision.parted(whole, (lower,), lambda _: (0, 1.0))[0]
    over = on_its_head(part, whole)
    assert (part.rotation, over.rotation) == (0, 180)
    assert over.region == lower
    assert np.array_equal(over.image, np.rot90(part.image, 2))


def test_a_part_that_was_turned_is_turned_back() -> None:
    page = written()
    whole = vision.Part(page, None, 90, 0.0, False, "")
    part = vision.parted(whole, (Box(0, 200, 300, 400),), lambda _: (180, 1.0))[0]
    over = on_its_head(part, whole)
    assert (part.rotation, over.rotation) == (270, 90)
    assert np.array_equal(over.image, np.rot90(part.image, 2))
