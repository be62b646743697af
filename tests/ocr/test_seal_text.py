"""What is written on seals is read by the real models; what only looks like one is dropped."""

from __future__ import annotations

import random

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from intake_assist.model import Seal
from intake_assist.ocr.choices import Reading
from intake_assist.ocr.engine import Engine
from intake_assist.ocr.seal_text import cleaned, read_seals, surer
from intake_assist.vision.seals import find_seals
from intake_assist.vision.seals_unwrap import writing_of
from samples.generator import conditions, seals
from samples.generator.fonts import font
from samples.generator.sheet import Sheet

COMPANY = "许昌云帆机械制造有限责任公司"
AUTHORITY = "广州市花都区工商行政管理局"
CODE = "4110020012345"
DPI = 150
SIZE = (120.0, 80.0)


def page(ink: Image.Image, *, text: str = "", x: float = 60, **how: object) -> Sheet:
    sheet = Sheet.blank(SIZE, DPI)
    sheet.text(20, 42, text, "song", 14)
    seals.stamp(sheet, x, 40, ink, ("round", ""), random.Random(9), **{"turn": 4, **how})  # type: ignore[arg-type]
    return sheet


def round_seal(title: str = "", star: bool = True) -> Image.Image:
    return seals.round_seal(COMPANY, 40 * DPI / 25.4, code=CODE, middle=title, star=star)


def says(seal: Seal, owner: str) -> bool:
    """Whether the owner was read, as far as small bent characters can be: it is among the likely readings."""
    return len(seal.owner) == len(owner) and all(
        char in choice for char, choice in zip(owner, seal.choices, strict=True)
    )


def read(engine: Engine, sheet: Sheet, grey: bool = False) -> tuple[Seal, ...]:
    seen = conditions.colour_scan(sheet.image)
    if grey:
        seen = seen.convert("L").convert("RGB")
    return read_seals(engine, np.ascontiguousarray(np.asarray(seen)[:, :, ::-1]), DPI)


def test_ring_and_number(engine: Engine) -> None:
    (seal,) = read(engine, page(round_seal()))
    assert (seal.owner, seal.title, seal.text, seal.number) == (COMPANY, "", COMPANY, CODE)
    assert says(seal, COMPANY)
    assert seal.legibility > 0.9
    assert seal.size_mm == pytest.approx((40, 40), abs=1.5)


@pytest.mark.parametrize("title", ["财务专用章", "合同专用章"])
@pytest.mark.parametrize("star", [True, False])
def test_the_line_below_the_star(openvino: Engine, title: str, star: bool) -> None:
    (seal,) = read(openvino, page(round_seal(title, star)))
    assert says(seal, COMPANY)
    assert (seal.title, seal.text) == (title, seal.owner + title)


@pytest.mark.parametrize("turn", [-30, 45, 170])
def test_a_turned_ring_is_read_from_its_beginning(openvino: Engine, turn: float) -> None:
    (seal,) = read(openvino, page(round_seal(), turn=turn))
    assert says(seal, COMPANY)


def test_print_across_the_ring(openvino: Engine) -> None:
    (seal,) = read(openvino, page(round_seal(), text="单位名称：许昌云帆机械制造公司（盖章）二〇二六年"))
    assert says(seal, COMPANY)


def test_blue_oval(openvino: Engine) -> None:
    ink = seals.oval_seal(COMPANY, 45 * DPI / 25.4, middle="发票专用章")
    (seal,) = read(openvino, page(ink, color=seals.BLUE))
    assert (seal.shape, seal.color, seal.owner, seal.title) == ("oval", "blue", COMPANY, "发票专用章")


def test_grey_copy(openvino: Engine) -> None:
    (seal,) = read(openvino, page(round_seal()), grey=True)
    assert (seal.color, seal.owner) == ("grey", COMPANY)


def test_what_the_ink_alone_does_not_show_is_read_as_it_looks(engine: Engine) -> None:
    ink = seals.round_seal(AUTHORITY, 40 * 100 / 25.4, code=CODE)
    sheet = Sheet.blank(SIZE, 100)
    seals.stamp(sheet, 60, 40, ink, ("round", ""), random.Random(9), turn=4)
    dim = (np.asarray(conditions.colour_scan(sheet.image))[:, :, ::-1] * 0.6).astype(np.uint8)
    coarse = cv2.imdecode(cv2.imencode(".jpg", dim, [cv2.IMWRITE_JPEG_QUALITY, 30])[1], cv2.IMREAD_COLOR)
    assert coarse is not None
    (found,) = find_seals(coarse, 100)
    (alone,) = engine.read_crops([writing_of(coarse, found).ring])  # type: ignore[list-item]
    assert alone[0] != AUTHORITY
    (seal,) = read_seals(engine, coarse, 100)
    assert seal.owner == AUTHORITY


def test_a_legible_seal_is_not_looked_for_twice(openvino: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[np.ndarray] = []
    monkeypatch.setattr(openvino, "seal_text", asked.append)
    (seal,) = read(openvino, page(round_seal()))
    assert seal.owner == COMPANY
    assert not asked


@pytest.mark.parametrize(
    ("text", "confidence", "taken"),
    [("许昌云帆厂", 0.95, True), ("许昌云帆厂", 0.85, False), ("许昌帆厂", 1.0, False), ("", 0.0, False)],
)
def test_the_ring_as_seen_is_taken_when_it_is_surer_and_whole(
    text: str, confidence: float, taken: bool
) -> None:
    alone, seen = Reading("许昌六帆厂", 0.9), Reading(text, confidence)
    assert surer(alone, seen) is (seen if taken else alone)


def test_name_seal(openvino: Engine) -> None:
    (seal,) = read(openvino, page(seals.name_seal("吴秋芳", 18 * DPI / 25.4)))
    assert (seal.shape, seal.owner, seal.title) == ("square", "吴秋芳", "")


def test_name_seal_on_a_grey_copy(openvino: Engine) -> None:
    (seal,) = read(openvino, page(seals.name_seal("吴秋芳", 18 * DPI / 25.4)), grey=True)
    assert (seal.shape, seal.color, seal.owner) == ("square", "grey", "吴秋芳")


def test_half_a_seal_says_how_much_is_there(openvino: Engine) -> None:
    (seal,) = read(openvino, page(round_seal(), x=6))
    assert seal.inside < 0.75
    assert seal.owner != COMPANY


@pytest.mark.parametrize("words", [("仅用于社保", "复印无效"), ("原件", "已核")])
def test_notes_in_a_frame_are_no_seals(openvino: Engine, words: tuple[str, str]) -> None:
    side = round(22 * DPI / 25.4)
    ink = Image.new("L", (side, side), 0)
    draw = ImageDraw.Draw(ink)
    draw.rectangle((1, 1, side - 2, side - 2), outline=255, width=4)
    for row, word in enumerate(words):
        type_ = font("hei_bold", round(side * 0.85 / max(len(word), 2.6)))
        draw.text((side / 2, side * (0.3 + 0.4 * row)), word, font=type_, fill=255, anchor="mm")
    assert read(openvino, page(ink)) == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("许昌云帆科技有限公司", "许昌云帆科技有限公司"),
        ("日80目0中国人民银行许昌市中心支行", "中国人民银行许昌市中心支行"),
        ("宝中国人民银行许昌市中心支行", "中国人民银行许昌市中心支行"),
        ("许昌市市场监督管理局自0", "许昌市市场监督管理局"),
        ("许昌市市场监督管理局自", "许昌市市场监督管理局"),
        ("云帆（许昌）科技有限公司", "云帆(许昌)科技有限公司"),
        ("许昌第2机床厂", "许昌第2机床厂"),
        ("", ""),
    ],
)
def test_leftovers_at_the_ends_are_taken_off(text: str, name: str) -> None:
    reading = cleaned(Reading(text, 0.9, tuple(text), tuple(float(at) for at in range(len(text)))))
    assert reading.text == "".join(reading.choices) == name
