"""Marks on pages that are hard to read, and none on those that are merely ordinary."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from functools import cache
from itertools import pairwise

import cv2
import numpy as np
import pytest
from PIL import Image

from intake_assist.model import Box, TextLine
from intake_assist.vision import quality_marks
from samples.generator import camera

from . import drawing as d

Spoil = Callable[[Image.Image, random.Random, bool], Image.Image]


def read(image: np.ndarray) -> tuple[TextLine, ...]:
    """The lines of a page where their ink lies, with the margins of a recogniser's boxes."""
    page = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY)
    ground = cv2.medianBlur(cv2.resize(page, None, fx=1 / 8, fy=1 / 8), 31)
    dark = (cv2.resize(ground, page.shape[::-1]).astype(np.int16) - page > 18).astype(np.uint8)
    for size in ((120, 1), (1, 120)):
        rules = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones(size[::-1], np.uint8))
        dark &= 1 - cv2.dilate(rules, np.ones((3, 3), np.uint8))
    joined = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((5, 41), np.uint8))
    joined = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((7, 7), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    boxes = [(x, y, w, h) for x, y, w, h, _ in stats[1:].tolist() if 10 < h < 120 and w > 1.5 * h]
    return tuple(TextLine("文字", Box(x - 6, y - 5, x + w + 6, y + h + 5), 0.98) for x, y, w, h in boxes)


def codes(image: np.ndarray, skew: float = 0.0, lines: Sequence[TextLine] | None = None) -> list[str]:
    return [mark.code for mark in quality_marks(image, read(image) if lines is None else lines, skew)]


def spoilt(image: np.ndarray, spoil: Spoil, seed: int = 0, hard: bool = False) -> np.ndarray:
    picture = Image.fromarray(np.ascontiguousarray(image[:, :, ::-1]))
    return d.bgr(spoil(picture, random.Random(seed), hard))


PAPERS = {
    "letter": lambda: d.letter(1),
    "form": lambda: d.form(2),
    "roster": lambda: d.roster(3),
    "licence": lambda: d.licence(4),
    "card": lambda: d.scaled(d.id_front(5), 1.5),
    "card on a sheet": lambda: d.lay(d.white(), d.id_front(6), 400, 500),
}


@cache
def drawn(paper: str) -> np.ndarray:
    return PAPERS[paper]()


HARMLESS = {
    "clean": lambda image: image,
    "grey copy": d.grey_copy,
    "pale copy": d.pale_copy,
    "noise": lambda image: d.noisy(image, 8, quality=50),
    "dark edges": d.scanner_edges,
    "shadow": d.shadowed,
    "punched": d.punched,
    "half size": lambda image: d.scaled(image, 0.6),
    "slightly soft": lambda image: cv2.GaussianBlur(image, (0, 0), 1.6),
}


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("way", HARMLESS)
def test_ordinary_scans_bear_no_mark(paper: str, way: str) -> None:
    assert codes(HARMLESS[way](drawn(paper))) == []


@pytest.mark.parametrize("paper", ["letter", "form"])
@pytest.mark.parametrize("seed", [0, 1])
@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (camera.glare, "glare"),
        (camera.finger, "finger"),
        (camera.cut_edge, "cut"),
        (camera.screen, "screen"),
        (camera.dark, "dark"),
    ],
)
def test_what_spoils_a_page_is_told(paper: str, spoil: Spoil, code: str, seed: int) -> None:
    assert codes(spoilt(drawn(paper), spoil, seed)) == [code]


def test_blur_is_told_while_lines_are_still_found() -> None:
    sharp = d.letter(1)
    blurred = [cv2.GaussianBlur(sharp, (0, 0), sigma) for sigma in (1.5, 4.5)]
    assert [codes(image, lines=read(sharp)) for image in blurred] == [[], ["blur"]]


def test_a_smear_without_any_line_is_blurred() -> None:
    assert codes(cv2.GaussianBlur(d.form(1), (0, 0), 12), lines=()) == ["blur"]


def test_a_sharp_page_without_text_is_not_called_blurred() -> None:
    assert codes(d.licence(2), lines=()) == []


@pytest.mark.parametrize(
    ("scale", "confidence", "marks"),
    [(0.22, 0.99, ["too_small"]), (0.33, 0.99, []), (0.33, 0.9, ["too_small"]), (1.0, 0.9, [])],
)
def test_small_print(scale: float, confidence: float, marks: list[str]) -> None:
    """Print that is hardly large enough is too small when it is read poorly."""
    lines = [
        TextLine("文字", Box(*(scale * v for v in (b.x0, b.y0, b.x1, b.y1))), confidence)
        for b in (line.box for line in read(d.letter(1)))
    ]
    assert codes(d.scaled(d.letter(1), scale), lines=lines) == marks


@pytest.mark.parametrize(
    ("period", "apart", "marks"), [(10.7, 1.5, ["screen"]), (10.7, 0.0, []), (8.0, 1.5, [])]
)
def test_level_stripes(period: float, apart: float, marks: list[str]) -> None:
    """Those of a screen that is held straight have fringes of colour; those of JPEG have the width of its blocks."""
    image = d.letter(1)
    wave = 2 * np.pi * np.arange(image.shape[0]) / period
    light = np.stack([12 * np.sin(wave + apart * at) for at in (-0.5, 0, 0.5)], axis=-1)[:, None, :]
    striped = np.clip(image.astype(np.float64) - 15 + light, 0, 255).astype(np.uint8)
    assert codes(striped, lines=read(image)) == marks


def test_print_that_has_nearly_faded() -> None:
    image = d.letter(1)
    faded = np.clip(245 - (255 - image.astype(np.float64)) * 0.12, 0, 255).astype(np.uint8)
    assert codes(faded, lines=read(image)) == ["pale"]


def test_a_deep_shadow() -> None:
    image = d.letter(1)
    shade = np.where(np.arange(image.shape[0]) > 0.45 * image.shape[0], 0.4, 1.0)[:, None, None]
    (mark,) = quality_marks((image * shade).astype(np.uint8), read(image))
    assert (mark.code, mark.message) == ("shadow", "中部有阴影，文字看不清。请避开遮挡后重新扫描。")


@pytest.mark.parametrize(
    ("gone", "words"),
    [
        ((0, 0, 0, 0.3), "右边"),
        ((0, 0, 0.25, 0), "左边"),
        ((0, 0.31, 0, 0), "下边"),
        ((0, 0.31, 0, 0.3), "右下角"),
        ((0, 0, 0.25, 0.3), "左边、右边"),
    ],
)
def test_the_edges_that_are_cut_are_named(gone: tuple[float, ...], words: str) -> None:
    image = d.form(2)
    height, width = image.shape[:2]
    top, bottom, left, right = gone
    part = image[int(top * height) : int((1 - bottom) * height), int(left * width) : int((1 - right) * width)]
    (mark,) = quality_marks(part, read(part))
    assert mark.message == f"{words}被裁，内容不全。请放正后重新扫描整页。"


@pytest.mark.parametrize("angle", [-4.0, 3.0])
def test_cut_edges_are_seen_after_straightening(angle: float) -> None:
    image = d.skew(d.letter(1), angle)
    straight = cv2.warpAffine(
        image,
        cv2.getRotationMatrix2D(((image.shape[1] - 1) / 2, (image.shape[0] - 1) / 2), angle, 1.0),
        image.shape[1::-1],
        borderValue=(255, 255, 255),
    )
    assert codes(straight, angle) == []
    cut = image[:, : int(0.6 * image.shape[1])]
    middle = ((cut.shape[1] - 1) / 2, (cut.shape[0] - 1) / 2)
    turned = cv2.warpAffine(
        cut, cv2.getRotationMatrix2D(middle, angle, 1.0), cut.shape[1::-1], borderValue=(255, 255, 255)
    )
    assert codes(turned, angle) == ["cut"]


def test_the_edges_of_a_part_cut_out_of_a_sheet_are_ours() -> None:
    part = d.letter(1)[:, :1000]
    assert codes(part) == ["cut"]
    assert quality_marks(part, read(part), whole=False) == ()


def test_a_watermark_and_a_seal_may_run_off_the_page() -> None:
    image = d.letter(1)
    cv2.circle(image, (1640, 1500), 160, (40, 40, 215), 9)
    edge = TextLine("仅供办理", Box(1400, 1400, 1654, 1580), 0.9)
    assert codes(image, lines=(*read(d.letter(1)), edge)) == []


@pytest.mark.parametrize("code", ["wood", "round"])
def test_not_everything_of_the_colour_of_skin_is_a_finger(code: str) -> None:
    image = d.letter(1)
    wood = (110, 150, 205)
    if code == "wood":  # a strip of the table beside the paper
        image[:, :70] = wood
        image[:90] = wood
    else:  # something round that lies on the paper, not over its edge
        cv2.circle(image, (800, 1900), 150, wood, -1)
    assert codes(image) == []


@pytest.mark.parametrize("size", [(40, 40), (60, 900), (1200, 51)])
def test_tiny_pictures_are_judged_without_failing(size: tuple[int, int]) -> None:
    image = np.full((*size, 3), 255, np.uint8)
    lines = (TextLine("甲乙", Box(0, 0, size[1], size[0]), 0.9),)
    assert codes(image, lines=lines) == []


def grey_card(ground: int) -> np.ndarray:
    """A grey card with print around a white spot with soft edges, copied onto a sheet of a shade of grey."""
    card = d.lines(12, 30, (120, 60), seed=3)[:900, :1300] * (215 / 255)
    down, across = np.mgrid[0:900, 0:1300]
    away = np.hypot((across - 650) / 150, (down - 450) / 80)
    pale = np.clip(1.9 / (1 + np.exp((away - 1.1) * 5)), 0, 1)[:, :, None]
    sheet = np.full((d.A4[1], d.A4[0], 3), ground, np.uint8)
    return d.lay(sheet, (card + (255 - card) * pale).astype(np.uint8), 170, 700)


@pytest.mark.parametrize(("ground", "marks"), [(255, []), (215, ["glare"])])
def test_white_within_a_grey_card_is_no_glare_on_a_sheet_as_white(ground: int, marks: list[str]) -> None:
    assert codes(grey_card(ground)) == marks


def test_every_message_says_what_to_do() -> None:
    ways = (camera.glare, camera.cut_edge, camera.dark)
    pages = [spoilt(drawn("letter"), way) for way in ways]
    marks = [mark for page in pages for mark in quality_marks(page, read(page))]
    assert len(marks) == len(ways)
    assert all("请" in mark.message and mark.message.endswith("。") for mark in marks)
    assert all(a.code != b.code for a, b in pairwise(marks))
