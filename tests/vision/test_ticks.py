"""Tick boxes in rows of print, and the rows read with them."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from intake_assist.model import Box, TextLine
from intake_assist.reading import BoxSeen, with_boxes
from intake_assist.reading.ticks import ticked
from intake_assist.vision import tick_boxes

from . import drawing as d

OPTIONS = ("企业", "事业单位", "机关", "国有", "其他")
SIZE, FOOT = 26, 128


def tick(draw: ImageDraw.ImageDraw, x: int, way: str) -> None:
    y, s = FOOT - SIZE, SIZE
    pen = (20, 20, 24)
    if way == "tick":
        draw.line((x + 4, y + s // 2, x + 11, y + s - 4, x + s + 1, y - 3), pen, 4)
    elif way == "pen":
        draw.line((x + 2, y + 8, x + 12, y + s, x + s + 12, y - 12), (40, 40, 130), 3)
    elif way == "cross":
        draw.line((x + 5, y + 5, x + s - 5, y + s - 5), pen, 3)
        draw.line((x + s - 5, y + 5, x + 5, y + s - 5), pen, 3)
    elif way == "filled":
        draw.rectangle((x + 5, y + 5, x + s - 5, y + s - 5), pen)


def row(marked: dict[str, str], options: tuple[str, ...] = OPTIONS) -> tuple[np.ndarray, Box]:
    picture = Image.new("RGB", (1100, 220), "white")
    draw = ImageDraw.Draw(picture)
    x = start = 60
    for option in options:
        draw.rectangle((x, FOOT - SIZE, x + SIZE, FOOT), outline=(25, 25, 28), width=2)
        tick(draw, x, marked.get(option, ""))
        draw.text((x + SIZE + 8, 94), option, "black", d.font(30))
        x += SIZE + 30 + 30 * len(option)
    return d.bgr(picture), Box(start - 4, 88, x - 16, 138)


def read(image: np.ndarray, at: Box, text: str, options: tuple[str, ...] = OPTIONS) -> str:
    def look(place: Box) -> list[BoxSeen]:
        return [BoxSeen(seen.box, seen.ticked) for seen in tick_boxes(image, place)]

    return with_boxes(TextLine(text, at, 0.9), options, look).text


@pytest.mark.parametrize("way", ["tick", "cross", "filled"])
@pytest.mark.parametrize("option", ["企业", "其他"])
def test_a_marked_box_behind_its_option_is_seen(way: str, option: str) -> None:
    picture = Image.new("RGB", (1100, 220), "white")
    draw = ImageDraw.Draw(picture)
    x = 60
    for name in OPTIONS:
        draw.text((x, 94), name, "black", d.font(30))
        end = x + 30 * len(name)
        draw.rectangle((end + 6, FOOT - SIZE, end + 6 + SIZE, FOOT), outline=(25, 25, 28), width=2)
        tick(draw, end + 6, way if name == option else "")
        x = end + SIZE + 44
    text = read(d.bgr(picture), Box(56, 88, end + 4, 138), "".join(OPTIONS))
    assert text == "".join(f"{'☑' if name == option else '☐'}{name}" for name in OPTIONS)


@pytest.mark.parametrize("way", ["tick", "pen", "cross", "filled"])
@pytest.mark.parametrize("option", ["企业", "国有", "其他"])
def test_a_marked_box_is_seen(way: str, option: str) -> None:
    image, at = row({option: way})
    text = read(image, at, "".join(OPTIONS))
    assert text == "".join(f"{'☑' if name == option else '☐'}{name}" for name in OPTIONS)
    assert ticked(text, OPTIONS).value == option


@pytest.mark.parametrize(
    "scan",
    [
        lambda image: d.noisy(image, 6, quality=40),
        lambda image: cv2.GaussianBlur(image, (0, 0), 1.0),
        d.pale_copy,
        d.grey_copy,
    ],
)
def test_boxes_are_seen_on_poor_scans(scan: object) -> None:
    image, at = row({"机关": "tick", "其他": "tick"})
    text = read(scan(image), at, "企业事业单位□机关国有其他")  # type: ignore[operator]
    assert ticked(text, OPTIONS).value == "机关、其他"


def test_the_row_may_begin_behind_its_first_box() -> None:
    image, at = row({"企业": "tick"})
    behind = Box(at.x0 + SIZE + 8, at.y0, at.x1, at.y1)
    assert read(image, behind, "企业事业单位机关国有其他").startswith("☑企业☐事业单位")


def test_nothing_ticked_is_blank() -> None:
    image, at = row({})
    problem = ticked(read(image, at, "".join(OPTIONS)), OPTIONS).problem
    assert problem is not None
    assert (problem.code, problem.uncertain) == ("blank", False)


def test_boxes_the_recogniser_read_are_no_proof_of_a_blank() -> None:
    problem = ticked("□企业□机关", OPTIONS).problem
    assert problem is not None
    assert problem.uncertain


@pytest.mark.parametrize("text", ["许昌企业管理有限公司", "企业名称", "", "□", "其他说明1"])
def test_lines_that_hold_more_than_options_stay(text: str) -> None:
    image, at = row({})
    assert read(image, at, text) == text


def test_a_row_without_boxes_stays() -> None:
    picture = Image.new("RGB", (1100, 220), "white")
    ImageDraw.Draw(picture).text((60, 94), "企业 机关 国有 其他", "black", d.font(30))
    assert read(d.bgr(picture), Box(56, 88, 420, 138), "企业机关国有其他") == "企业机关国有其他"


def test_what_cannot_be_told_is_no_answer() -> None:
    line = TextLine("企业机关", Box(0, 0, 235, 40), 0.9)
    seen = [BoxSeen(Box(0, 5, 30, 35), True), BoxSeen(Box(130, 5, 160, 35), None)]
    text = with_boxes(line, OPTIONS, lambda _: seen).text
    assert text == "☑企业▣机关"
    assert ticked(text, OPTIONS).value is None


@pytest.mark.parametrize("at", [Box(0, 0, 3, 3), Box(900, 300, 1400, 500), Box(-30, -30, 10, 10)])
def test_rows_at_or_beyond_the_edge(at: Box) -> None:
    image, _ = row({})
    assert tick_boxes(image, at) == ()


def test_a_marked_box_is_seen_in_a_shadow_that_falls_over_a_part_of_the_row() -> None:
    image, at = row({"国有": "tick"})
    light = np.interp(np.arange(image.shape[1]), (500, 800), (1.0, 0.45))[None, :, None]
    text = read((image * light).astype(np.uint8), at, "".join(OPTIONS))
    assert text == "☐企业☐事业单位☐机关☑国有☐其他"
