"""Ink told by its colour: red print, and stamps taken off what is printed under them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from intake_assist.model import Box
from intake_assist.vision import (
    black_ink,
    blue_places,
    is_blue,
    is_empty,
    is_red,
    red_places,
    shows_print,
    without_blue,
    without_red,
)

RED, BLUE, BLACK, GREY = (40, 40, 205), (175, 60, 40), (30, 30, 30), (165, 165, 165)


def sheet(paper: int = 245) -> np.ndarray:
    return np.full((160, 400, 3), paper, np.uint8)


def with_text(image: np.ndarray, colour: tuple[int, int, int]) -> np.ndarray:
    return cv2.putText(image.copy(), "91411002MA", (20, 95), cv2.FONT_HERSHEY_SIMPLEX, 1.6, colour, 3)


def stamped(image: np.ndarray, colour: tuple[int, int, int] = RED) -> np.ndarray:
    """A ring and a blot laid over the print as ink is: the shades multiply."""
    ink = np.full_like(image, 255)
    cv2.circle(ink, (150, 80), 70, colour, 6)
    cv2.circle(ink, (150, 80), 28, colour, -1)
    return (image.astype(np.float32) * ink / 255).astype(np.uint8)


@pytest.mark.parametrize("colour", [BLACK, GREY])
@pytest.mark.parametrize("paper", [245, 200])
def test_print_is_not_red_however_pale(colour: tuple[int, int, int], paper: int) -> None:
    assert not is_red(with_text(sheet(paper), tuple(round(c * paper / 245) for c in colour)))


def test_pale_print_on_yellowish_paper_is_not_red() -> None:
    tinted = with_text(sheet(), GREY).astype(np.float32) * (0.85, 0.95, 1.0)
    assert not is_red(tinted.astype(np.uint8))


@pytest.mark.parametrize("colour", [RED, (150, 150, 230)])
def test_red_print_is_red(colour: tuple[int, int, int]) -> None:
    assert is_red(with_text(sheet(), colour))


@pytest.mark.parametrize(
    ("colour", "blue"), [((170, 60, 40), True), ((110, 36, 30), True), (BLACK, False), (RED, False)]
)
def test_only_blue_ink_is_blue(colour: tuple[int, int, int], blue: bool) -> None:
    assert is_blue(with_text(sheet(), colour)) is blue


def test_print_in_a_stamp_is_not_red() -> None:
    assert not is_red(stamped(with_text(sheet(), BLACK)))


def test_empty_place_is_not_red() -> None:
    assert not is_red(sheet())
    assert not is_red(np.zeros((0, 5, 3), np.uint8))


@pytest.mark.parametrize("colour", [BLACK, GREY])
def test_stamp_is_taken_off_the_print(colour: tuple[int, int, int]) -> None:
    plain = with_text(sheet(), colour)
    cleaned = without_red(stamped(plain)).astype(int)[:, :, 0]
    level = plain.astype(int)[:, :, 0] * 255 // 245
    assert np.abs(cleaned - level).mean() < 6
    assert np.abs(cleaned - level)[50:110, 90:210].mean() < 14  # under the stamp itself


def test_sheet_without_red_stays_as_it_is() -> None:
    plain = with_text(sheet(255), GREY)
    assert np.abs(without_red(plain).astype(int) - plain.astype(int)).max() <= 1


def test_print_is_noticed_where_a_stamp_was_taken_off() -> None:
    assert shows_print(without_red(stamped(with_text(sheet(), BLACK))))
    assert not shows_print(without_red(stamped(sheet())))


@pytest.mark.parametrize("colour", [BLACK, GREY])
def test_blue_stamp_is_taken_off_too(colour: tuple[int, int, int]) -> None:
    plain = with_text(sheet(), colour)
    cleaned = without_blue(stamped(plain, BLUE)).astype(int)[:, :, 0]
    level = plain.astype(int)[:, :, 0] * 255 // 245
    assert np.abs(cleaned - level).mean() < 6
    assert np.abs(cleaned - level)[50:110, 90:210].mean() < 14


def test_places_of_ink_are_told_by_colour() -> None:
    page = np.full((1000, 700, 3), 245, np.uint8)
    page[200:360, 100:500] = stamped(with_text(sheet(), BLACK), RED)
    page[600:760, 100:500] = stamped(with_text(sheet(), BLACK), BLUE)
    red, blue = red_places(page)[0], blue_places(page)[0]
    assert 170 < red.x0 < 190
    assert 200 < red.y0 < 215
    assert 345 < red.y1 < 360
    assert 170 < blue.x0 < 190
    assert 600 < blue.y0 < 615
    assert 745 < blue.y1 < 760


@pytest.mark.parametrize(("strongest", "places"), [((150, 150, 226), 2), (RED, 1)])
def test_thin_strokes_are_red_as_the_page_is_pale(strongest: tuple[int, int, int], places: int) -> None:
    """Where other ink is strong, what is as pale as that is the ground of a paper."""
    page = np.full((800, 700, 3), 240, np.uint8)
    cv2.circle(page, (200, 600), 80, strongest, 6)
    cv2.rectangle(page, (300, 200), (400, 260), (185, 185, 228), 3)
    assert len(red_places(page)) == places


@pytest.mark.parametrize("colour", [RED, BLUE, GREY])
def test_only_the_blackest_print_is_left_of_what_a_stamp_lies_over(colour: tuple[int, int, int]) -> None:
    """A stamp that was scanned without colour is grey: paler than the print all the same."""
    left = black_ink(stamped(with_text(sheet(), BLACK), colour)).astype(int)
    print_ = with_text(sheet(), BLACK)[:, :, 0] < 60
    stamp = (stamped(sheet(), colour).min(axis=2) < 220) & (with_text(sheet(), BLACK).min(axis=2) > 240)
    assert left[print_].mean() < 40
    assert left[stamp].mean() > 250


def test_a_place_without_ink_stays_as_it_is() -> None:
    assert (black_ink(sheet()) == sheet()).all()


def test_specks_are_no_writing() -> None:
    rng = np.random.default_rng(0)
    place = sheet()[:60, :300]
    for x, y in zip(rng.integers(0, 296, 40), rng.integers(0, 56, 40), strict=True):
        place[y : y + 2, x : x + 3] = 40
    whole = Box(0, 0, place.shape[1], place.shape[0])
    assert is_empty(place, whole)
    written = cv2.putText(place.copy(), "1", (40, 50), cv2.FONT_HERSHEY_SIMPLEX, 1.4, BLACK, 4)
    assert not is_empty(written, whole)


def test_print_that_came_apart_is_no_dust() -> None:
    place = sheet()[:60, :300]
    place[20:40:4, 20:280:4] = 40
    place[21:41:4, 21:281:4] = 40
    place[20:40:4, 21:281:4] = 40
    place[21:41:4, 20:280:4] = 40
    assert not is_empty(place, Box(0, 0, place.shape[1], place.shape[0]))
