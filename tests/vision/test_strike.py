"""Strokes through lines of text."""

from __future__ import annotations

import random

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from intake_assist.model import Box, Seal, TextLine
from intake_assist.vision import struck

from . import drawing as d

TEXT = "许昌云帆科技有限公司"
LINE = TextLine(TEXT, Box(296, 392, 724, 442), 0.98)
OTHER = TextLine("登记机关审核意见", Box(296, 592, 640, 642), 0.98)


def page() -> np.ndarray:
    picture = Image.new("RGB", (1200, 800), "white")
    draw = ImageDraw.Draw(picture)
    draw.text((300, 396), TEXT, "black", d.font(42))
    draw.text((300, 596), OTHER.text, "black", d.font(42))
    for y in (340, 500, 700):
        draw.line((100, y, 1100, y), "black", 3)
    return d.bgr(picture)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("color", [(20, 20, 24), (140, 40, 30)])
def test_a_stroke_by_hand(seed: int, color: tuple[int, int, int]) -> None:
    rng, image = random.Random(seed), page()
    start = (290 + rng.randrange(30), 417 + rng.randrange(-6, 6))
    end = (700 + rng.randrange(40), 417 + rng.randrange(-6, 6))
    cv2.line(image, start, end, color, rng.choice((3, 4, 5)), cv2.LINE_AA)
    assert struck(image, (LINE, OTHER)) == (LINE.box,)
    assert struck(d.noisy(image, 5, quality=60), (LINE, OTHER)) == (LINE.box,)


@pytest.mark.parametrize(
    "line",
    [
        ((300, 440), (720, 440)),  # an underline
        ((100, 417), (1100, 417)),  # a rule of a table that the line was set on
        ((302, 417), (380, 417)),  # a stroke through a character or two
        ((310, 380), (420, 450)),
    ],
)
def test_other_strokes(line: tuple[tuple[int, int], tuple[int, int]]) -> None:
    image = page()
    cv2.line(image, *line, (20, 20, 24), 3)
    assert struck(image, (LINE, OTHER)) == ()


@pytest.mark.parametrize("seed", range(5))
def test_a_stroke_through_a_part_of_a_line(seed: int) -> None:
    rng, image = random.Random(seed), page()
    x0 = 330 + rng.randrange(150)
    x1 = x0 + 130 + rng.randrange(60)
    cv2.line(image, (x0, 417 + rng.randrange(-5, 5)), (x1, 417 + rng.randrange(-5, 5)), (20, 20, 24), 4)
    for seen in (image, d.noisy(image, 5, quality=60)):
        (part,) = struck(seen, (LINE, OTHER))
        assert (part.y0, part.y1) == (LINE.box.y0, LINE.box.y1)
        assert part.x0 == pytest.approx(x0, abs=45)  # a character's own stroke may join it
        assert part.x1 == pytest.approx(x1, abs=45)


@pytest.mark.parametrize("blur", [0, 3, 5])
def test_the_bars_of_two_figures_are_no_stroke(blur: int) -> None:
    picture = Image.new("RGB", (1200, 800), "white")
    ImageDraw.Draw(picture).text((300, 396), "4400", "black", d.font(42, bold=True))
    image = d.bgr(picture)
    image = cv2.GaussianBlur(image, (0, 0), blur) if blur else image
    number = TextLine("4400", Box(298, 392, 390, 450), 0.98)
    assert struck(image, (number, OTHER)) == ()
    cv2.line(image, (296, 420), (394, 419), (20, 20, 24), 4, cv2.LINE_AA)
    assert struck(image, (number, OTHER)) == (number.box,)


def test_a_dash_between_characters_is_no_stroke() -> None:
    """The recogniser does not always give it."""
    image = page()
    image[390:445, 430:580] = 255
    cv2.line(image, (435, 417), (575, 417), (20, 20, 24), 4)
    assert struck(image, (LINE, OTHER)) == ()


@pytest.mark.parametrize(
    "line",
    [
        ((320, 425), (1000, 340)),
        ((320, 408), (1000, 490)),
        ((700, 425), (60, 340)),
        ((700, 408), (60, 490)),
    ],
)
def test_a_line_that_goes_on_out_of_the_text_is_no_stroke(
    line: tuple[tuple[int, int], tuple[int, int]],
) -> None:
    """The frame of a stamp set askew, whose words were not read."""
    image = page()
    cv2.line(image, *line, (110, 110, 110), 5, cv2.LINE_AA)
    assert struck(image, (LINE, OTHER)) == ()


def test_plain_print_and_dashes() -> None:
    image = page()
    cv2.line(image, (300, 417), (720, 417), (20, 20, 24), 3)
    dashes = TextLine("————————", LINE.box, 0.9)
    assert struck(page(), (LINE, OTHER)) == () == struck(image, (dashes, OTHER))


def test_lines_under_a_seal_are_left_out() -> None:
    image = page()
    cv2.line(image, (300, 417), (720, 417), (20, 20, 24), 3)
    assert struck(image, (LINE,), [Seal(Box(600, 300, 900, 600), "round", "red", "", 0.9)]) == ()


def test_the_frame_of_a_stamp_is_no_stroke() -> None:
    image = page()
    cv2.line(image, (300, 417), (720, 417), (150, 52, 40), 4)
    assert struck(image, (LINE, OTHER), (), [Box(420, 240, 620, 370)]) == ()
    assert struck(image, (LINE, OTHER), (), [Box(420, 640, 620, 770)]) == (LINE.box,)


def test_the_frame_of_a_blue_stamp_within_a_line_is_no_stroke() -> None:
    """Its words may be read with others, or not at all."""
    image = page()
    cv2.rectangle(image, (310, 260), (690, 417), (170, 70, 40), 5)
    cv2.rectangle(image, (340, 290), (660, 360), (170, 70, 40), -1)
    assert struck(image, (LINE, OTHER)) == ()
    cv2.line(image, (300, 417), (720, 417), (20, 20, 24), 3)
    assert struck(image, (LINE, OTHER)) == (LINE.box,)


@pytest.mark.parametrize("box", [Box(1190, 790, 1400, 830), Box(-60, -20, 30, 10), Box(0, 0, 40, 3)])
def test_lines_at_or_beyond_the_edge(box: Box) -> None:
    assert struck(page(), (TextLine("三个字", box, 0.9),)) == ()
