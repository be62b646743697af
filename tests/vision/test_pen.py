"""Writing at places to sign: pen strokes, stamps and print on drawn pages."""

from __future__ import annotations

import random

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from intake_assist.model import Box, Seal
from intake_assist.vision import writing_at

from . import drawing as d

LABEL = Box(200, 390, 500, 440)
PLACE = Box(510, 350, 1100, 470)
SEAL = Seal(Box(640, 250, 960, 570), "round", "red", "", 0.9)


def page(underline: bool = False) -> np.ndarray:
    """A sheet with a label at LABEL, and lines of print above and below."""
    picture = Image.new("RGB", d.A4, "white")
    draw = ImageDraw.Draw(picture)
    for y, text in (
        (250, "委托期限自二〇二六年十一月一日起"),
        (393, "受托人签字："),
        (560, "2026年11月20日"),
    ):
        draw.text((200, y), text, "black", d.font(42))
    if underline:
        draw.line((510, 452, 1090, 452), "black", 3)
    return d.bgr(picture)


def written(image: np.ndarray, seed: int, color: tuple[int, int, int], size: float = 60) -> np.ndarray:
    """A scrawl: two or three bundles of joined strokes."""
    rng = random.Random(seed)
    done = image.copy()
    x = 560.0
    for _ in range(rng.choice((2, 3))):
        points = [(x + rng.uniform(0, size), 405 + rng.uniform(-0.5, 0.5) * size) for _ in range(9)]
        cv2.polylines(done, [np.array(points, np.int32)], False, color, rng.choice((3, 4)), cv2.LINE_AA)
        x += 1.2 * size
    return done


def printed(image: np.ndarray, text: str) -> np.ndarray:
    picture = Image.fromarray(np.ascontiguousarray(image[:, :, ::-1]))
    ImageDraw.Draw(picture).text((540, 393), text, "black", d.font(42))
    return d.bgr(picture)


def sealed(image: np.ndarray) -> np.ndarray:
    return d.stamped(image, 800, 410)


@pytest.mark.parametrize("underline", [False, True])
def test_an_empty_place(underline: bool) -> None:
    assert writing_at(page(underline), PLACE, LABEL).state == "empty"


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    "color", [(20, 20, 24), (140, 50, 30), (90, 40, 30)], ids=["black", "blue", "dark blue"]
)
def test_a_scrawl_is_a_signature(seed: int, color: tuple[int, int, int]) -> None:
    for underline in (False, True):
        seen = writing_at(written(page(underline), seed, color), PLACE, LABEL)
        assert seen.state == "signed"
        assert PLACE.contains(seen.box, 0.99)


@pytest.mark.parametrize("seed", range(3))
def test_a_signature_is_found_under_a_seal(seed: int) -> None:
    image = sealed(written(page(), seed, (40, 30, 30)))
    assert writing_at(image, PLACE, LABEL, seals=[SEAL]).state == "signed"


@pytest.mark.parametrize("way", [lambda image: image, lambda image: d.noisy(image, 4, quality=60)])
def test_a_seal_alone_is_no_signature(way: object) -> None:
    image = way(sealed(page(underline=True)))  # type: ignore[operator]
    assert writing_at(image, PLACE, LABEL, seals=[SEAL]).state == "empty"


def test_a_grey_seal_hides_whether_anybody_signed() -> None:
    grey = Seal(SEAL.box, "round", "grey", "", 0.9)
    copy = d.grey_copy(sealed(page()))
    assert writing_at(copy, PLACE, LABEL, seals=[grey]).state == "unclear"
    assert writing_at(d.grey_copy(page()), PLACE, LABEL, seals=[grey]).state == "empty"


def test_a_name_stamp() -> None:
    stamp = Seal(Box(600, 340, 740, 480), "square", "red", "", 0.9)
    image = page()
    cv2.rectangle(image, (600, 340), (740, 480), (40, 40, 210), 6)
    cv2.putText(image, "XY", (620, 440), cv2.FONT_HERSHEY_SIMPLEX, 2, (40, 40, 210), 6)
    assert writing_at(image, PLACE, LABEL, seals=[stamp]).state == "stamped"


def test_a_printed_name_is_no_signature() -> None:
    image = printed(page(), "赵小明")
    assert writing_at(image, PLACE, LABEL, read="赵小明", confidence=0.99).state == "printed"
    assert writing_at(d.grey_copy(image), PLACE, LABEL, read="赵小明", confidence=0.99).state == "printed"


def test_other_print_that_reaches_in_does_not_count() -> None:
    box = Box(535, 390, 670, 440)
    assert (
        writing_at(printed(page(), "（盖章）"), PLACE, LABEL, printed=[Box(535, 385, 720, 445)]).state
        == "empty"
    )
    seen = writing_at(written(printed(page(), "日"), 1, (20, 20, 20)), PLACE, LABEL, printed=[box])
    assert seen.state == "signed"


def test_specks_and_a_dot_are_no_name() -> None:
    image = d.noisy(page(), 12)
    cv2.circle(image, (700, 400), 6, (10, 10, 10), -1)
    assert writing_at(image, PLACE, LABEL).state == "empty"


@pytest.mark.parametrize(
    "place", [Box(1640, 390, 1654, 392), Box(-50, -20, 3, 4), Box(5000, 5000, 5100, 5050)]
)
def test_places_at_or_beyond_the_edge(place: Box) -> None:
    assert writing_at(page(), place, LABEL).state == "empty"


def test_red_ink_that_is_no_known_seal_is_not_taken_for_nothing() -> None:
    image = page()
    cv2.rectangle(image, (600, 360), (700, 460), (110, 110, 230), 4)
    assert writing_at(image, PLACE, LABEL).state == "unclear"
    around = Seal(Box(590, 350, 710, 470), "round", "red", "", 0.9)
    assert writing_at(image, PLACE, LABEL, seals=[around]).state == "empty"
