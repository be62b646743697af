"""Sheets turned and cut on a person's word, and pictures as files."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from intake_assist.model import Box
from intake_assist.vision import Classify, encoded, prepare, prepare_as_told
from tests.vision import drawing


def never(_: np.ndarray) -> tuple[int, float]:
    raise AssertionError("the machine was asked")


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_turn_by_hand_is_not_asked_again(turn: int) -> None:
    """The form lies in the file as if turned by `turn`; turned back by hand it is upright."""
    page = drawing.form(1)
    back = -turn % 360
    (part,) = prepare_as_told(drawing.turn(page, turn), 200, never, back, None)
    assert (part.rotation, part.region) == (turn, None)
    assert np.array_equal(part.image, page)


def test_left_to_the_machine_it_is_the_same(classify: Classify) -> None:
    sheet = drawing.turn(drawing.skew(drawing.form(1), 3), 270)
    (told,) = prepare_as_told(sheet, 200, classify, None, None)
    (plain,) = prepare(sheet, 200, classify)
    assert (told.rotation, told.skew, told.fingerprint) == (plain.rotation, plain.skew, plain.fingerprint)


def test_a_turned_sheet_is_straightened_and_cut_in_straightened_pixels() -> None:
    page = drawing.form(1)
    height, width = page.shape[:2]
    sheet = drawing.turn(drawing.skew(page, 3), 180)
    (whole,) = prepare_as_told(sheet, 200, never, 180, ())
    cuts = (Box(0, 0, width, height / 2), Box(0, height / 2, width, height))
    upper, lower = prepare_as_told(sheet, 200, never, 180, cuts)
    assert whole.skew == pytest.approx(3, abs=0.2)
    assert (whole.rotation, upper.rotation, upper.region) == (180, 180, cuts[0])
    if upper.skew == whole.skew:  # nothing was left to be straightened in the half
        assert np.array_equal(upper.image, whole.image[: round(height / 2)])
    assert upper.image.shape[0] + lower.image.shape[0] == height


def test_parts_beyond_the_sheet_and_of_no_size_are_brought_into_it() -> None:
    page = drawing.form(1)
    height, width = page.shape[:2]
    cuts = (
        Box(-90, -90, width + 90, height + 90),
        Box(width + 5, height + 5, width + 6, height + 6),
        Box(5, 5, 5, 5),
    )
    parts = prepare_as_told(page, None, never, 0, cuts)
    assert parts[0].region == Box(0, 0, width, height)
    assert all(min(part.image.shape[:2]) >= 15 for part in parts)
    assert [part.blank for part in parts[1:]] == [True, True]


def test_a_blank_sheet_stays_blank_however_it_is_turned_and_cut() -> None:
    sheet = drawing.white()
    (turned,) = prepare_as_told(sheet, None, never, 90, None)
    (uncut,) = prepare_as_told(sheet, None, never, 90, ())
    halves = prepare_as_told(sheet, None, never, 0, (Box(0, 0, 500, 500), Box(0, 500, 500, 1000)))
    assert turned.image.shape[:2] == uncut.image.shape[:2] == sheet.shape[1::-1]
    assert all(part.blank for part in (turned, uncut, *halves))
    assert turned.rotation == uncut.rotation == 270


@pytest.mark.parametrize(
    ("image", "start"),
    [
        (drawing.form(1), b"\xff\xd8"),
        (np.where(drawing.form(1) > 128, 255, 0).astype(np.uint8), b"\x89PNG"),
        (np.full((300, 200, 3), 90, np.uint8), b"\x89PNG"),
        (np.dstack([np.full((300, 200), shade, np.uint8) for shade in (10, 90, 200)]), b"\x89PNG"),
    ],
    ids=["grey", "black and white", "tiny", "tiny in colour"],
)
def test_pictures_keep_every_pixel_in_its_place(image: np.ndarray, start: bytes) -> None:
    data = encoded(image)
    back = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)
    assert data.startswith(start)
    assert back is not None
    assert back.shape == image.shape
    difference = np.abs(back.astype(int) - image.astype(int))
    assert difference.max() == 0 if start == b"\x89PNG" else difference.mean() < 3
