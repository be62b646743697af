"""The text of pages with stamps on them, by the real recogniser."""

from __future__ import annotations

import random
from dataclasses import replace

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from intake_assist.model import Box, Page, Source, TextLine
from intake_assist.ocr.engine import Engine
from intake_assist.ocr.seal_text import read_seals
from intake_assist.precheck.closer import looked_closer
from intake_assist.precheck.page_text import (
    _as_printed,
    _found_empty,
    _lies_over,
    _lines_of,
    _missed,
    _read_singles,
    _read_whole_lines,
    holds_but_stamps,
    read_lines,
    without_seal_words,
)
from intake_assist.reading import Look
from samples.generator import seals
from samples.generator.sheet import Sheet
from tests.vision.drawing import font

DPI = 150


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(threads=1)


def test_stamp_at_the_edge_of_the_page_that_text_runs_into(engine: Engine) -> None:
    page = Sheet.blank((100.0, 80.0), DPI)
    for y in (20, 30, 40):
        page.text(20, y, "单位名称：许昌云帆机械制造有限责任公司二〇二六年", "song", 14)
    ink = seals.round_seal("许昌云帆机械制造有限责任公司", 40 * DPI / 25.4, code="4110020012345")
    seals.stamp(page, 86, 32, ink, ("round", ""), random.Random(3))
    image = np.ascontiguousarray(np.asarray(page.image)[:, :, ::-1])
    assert any("许昌云帆" in line.text for line in read_lines(engine, image))


def test_the_words_of_a_blue_seal_are_no_text_of_the_page(engine: Engine) -> None:
    page = Sheet.blank((180.0, 80.0), DPI)
    page.text(30, 40, "单位名称：许昌云帆机械制造有限责任公司", "song", 14)
    ink = seals.square_seal("许昌云帆机械制造公司", 34 * DPI / 25.4, middle="财务专用章")
    seals.stamp(page, 60, 36, ink, ("square", ""), random.Random(3), color=seals.BLUE)
    image = np.ascontiguousarray(np.asarray(page.image)[:, :, ::-1])
    lines = read_lines(engine, image)
    found = read_seals(engine, image, DPI)
    assert [seal.color for seal in found] == ["blue"]
    kept = without_seal_words(lines, found, image)
    assert ["".join(line.text.split()) for line in kept] == ["单位名称：许昌云帆机械制造有限责任公司"]
    assert len(kept) < len(lines)


def test_slanting_words_of_a_watermark_do_not_tear_the_lines_they_cross(engine: Engine) -> None:
    said = ("单位名称 许昌云帆机械制造有限责任公司", "住所 河南省许昌市魏都区文兴路二百一十号")
    page = Sheet.blank((180.0, 120.0), DPI)
    for y in range(4):
        page.text(25, 20 + 22 * y, said[y % 2], "song", 13)
    picture = page.image.convert("RGB")
    mark = Image.new("L", picture.size, 0)
    pen = ImageDraw.Draw(mark)
    for x in range(-200, picture.width + 300, 640):
        for y in range(-300, picture.height + 300, 170):
            pen.text((x, y), "仅供办理社会保险业务使用", font=font(44), fill=90)
    slanted = mark.rotate(20, fillcolor=0)
    picture.paste((60, 60, 60), mask=slanted)
    image = np.ascontiguousarray(np.asarray(picture)[:, :, ::-1])
    read = [line.text.replace(" ", "") for line in read_lines(engine, image)]
    assert sorted(read) == sorted(text.replace(" ", "") for text in said * 2)


def test_a_line_that_lost_its_ends_with_the_watermark_is_read_whole(engine: Engine) -> None:
    page = Sheet.blank((180.0, 60.0), DPI)
    page.text(25, 30, "单位名称", "hei", 13)
    page.text(55, 30, "许昌云帆机械制造有限责任公司", "song", 13)
    image = np.ascontiguousarray(np.asarray(page.image)[:, :, ::-1])
    label, name = sorted(engine.read(image), key=lambda line: line.box.x0)
    third = 0.3 * name.box.width
    torn = TextLine("帆机械制造有", replace(name.box, x0=name.box.x0 + third, x1=name.box.x1 - third), 0.97)
    first, whole = _as_printed(engine, image, [label, torn], [torn])
    assert (first, whole.text) == (label, "许昌云帆机械制造有限责任公司")
    assert whole.box.x0 > label.box.x1 - 5


def test_a_look_that_lies_off_the_page_reads_nothing(engine: Engine) -> None:
    page = Sheet.blank((180.0, 60.0), DPI)
    page.text(25, 30, "许昌云帆机械制造有限责任公司", "song", 13)
    image = np.ascontiguousarray(np.asarray(page.image)[:, :, ::-1])
    (line,) = engine.read(image)
    height, width = image.shape[:2]
    off = [Box(width + 5, 10, width + 90, 40), Box(10, height, 90, height + 20), Box(40, 20, 40.5, 50)]
    off += [Box(10, -90, 90, -60), Box(-90, 10, -60, 40)]
    looks = [Look(box, line=True, without_red=True) for box in (off[0], line.box, *off[1:])]
    assert [bool(found) for found in _read_singles(engine, image, looks)] == [False, True, *[False] * 4]
    below = Look(line.box, without_red=True, strip=off[1])
    assert len(_lines_of(engine, image, below)) == 1
    assert not _found_empty(image, below, ())


def test_what_a_stamp_lies_on_is_read_to_the_ends_of_its_lines(engine: Engine) -> None:
    page = Sheet.blank((180.0, 60.0), DPI)
    said = "许昌云帆机械制造有限责任公司二零二六年度报告"
    page.text(25, 30, said, "song", 13)
    image = np.ascontiguousarray(np.asarray(page.image)[:, :, ::-1])
    (line,) = engine.read(image)
    half = Look(replace(line.box, x0=line.box.x0 + 0.4 * line.box.width, x1=line.box.x1 - 60))
    assert [found.text for found in _read_whole_lines(engine, image, half)] == [said]


def test_a_misread_line_is_said_right_by_a_closer_look(engine: Engine) -> None:
    page = Sheet.blank((180.0, 60.0), DPI)
    page.text(25, 30, "许昌云帆机械制造有限责任公司", "song", 13)
    image = np.ascontiguousarray(np.asarray(page.image)[:, :, ::-1])
    (line,) = engine.read(image)
    height, width = image.shape[:2]
    misread = (replace(line, text="许昌云机械制造有限责任公司"),)
    page_ = Page(Source("a.png"), width, height, lines=misread)
    seen = looked_closer(engine, image, page_, [line.box])
    assert seen.lines == misread
    assert "许昌云帆机械制造有限责任公司" in [found.text for look in seen.second_looks for found in look]
    assert looked_closer(engine, image, page_, [Box(0, 0, 5, 5)]).second_looks == ()


@pytest.mark.parametrize(
    ("said", "written", "blank"),
    [
        ("与原件一致", "", True),
        ("收件", "", True),
        ("与原件一致", "单位名称 许昌云帆机械制造有限责任公司", False),
        ("单位名称", "", False),
    ],
)
@pytest.mark.parametrize("color", [(180, 40, 40), (40, 60, 160), (60, 60, 60)])
def test_a_page_that_holds_but_a_stamp(
    engine: Engine, said: str, written: str, blank: bool, color: tuple[int, int, int]
) -> None:
    page = Sheet.blank((180.0, 120.0), DPI)
    page.text(60, 30, said, "hei", 16, color=color)
    page.frame(57, 22, 62 + 6 * len(said), 33, 0.5, color)
    page.text(25, 80, written, "song", 13)
    image = np.ascontiguousarray(np.asarray(page.image)[:, :, ::-1])
    assert holds_but_stamps(engine, read_lines(engine, image), image) is blank


@pytest.mark.parametrize(("written", "blank"), [("与原件一致", True), ("请补交照片两张", False)])
def test_blue_words_on_a_page_without_text_are_a_stamp_or_handwriting(
    engine: Engine, written: str, blank: bool
) -> None:
    page = Sheet.blank((180.0, 120.0), DPI)
    page.text(60, 30, written, "hei", 16, color=(40, 60, 160))
    page.frame(57, 22, 62 + 6 * len(written), 33, 0.5, (40, 60, 160))
    image = np.ascontiguousarray(np.asarray(page.image)[:, :, ::-1])
    assert holds_but_stamps(engine, (), image) is blank


def test_letters_of_a_red_stamp_read_one_by_one_are_no_text(engine: Engine) -> None:
    page = Sheet.blank((180.0, 120.0), 200)
    for at, name in enumerate(("薛月娥", "秦勇", "穆思琪")):
        for x, text in ((60, f"{at + 1}"), (75, name), (100, "男")):
            page.text(x, 40 + 9 * at, text, "song", 12)
    red = (215, 60, 60)
    page.text(74, 48, "收", "hei", 30, color=red)
    page.text(97, 50, "件", "hei", 30, color=red)
    page.frame(70, 38, 114, 54, 0.6, red)
    image = cv2.GaussianBlur(np.ascontiguousarray(np.asarray(page.image)[:, :, ::-1]), (0, 0), 1.6)
    assert {"收", "件"} <= {line.text for line in engine.read(image)}
    texts = [line.text for line in read_lines(engine, image)]
    assert not {"收", "件"} & set(texts)
    assert {"薛月娥", "穆思琪"} <= set(texts)


def test_a_line_that_a_stamp_kept_from_being_noticed_is_seen_in_a_strip(engine: Engine) -> None:
    page = Sheet.blank((180.0, 60.0), DPI)
    page.text(25, 30, "办理社会保险登记、职工参保等事宜。", "song", 13)
    image = np.ascontiguousarray(np.asarray(page.image)[:, :, ::-1])
    (line,) = engine.read(image)
    height, width = image.shape[:2]
    boxes = [Box(0, y, width, y + 1.25 * line.box.height) for y in range(5, height - 60, 10)]
    first, *others = _missed(engine, image, [Look(box, gap=True, dark_ink=True) for box in boxes])
    assert [found.text for found in first] == [line.text]
    assert all(found.text != line.text for lines in others for found in lines)
    stamp = TextLine("原佛核", Box(line.box.x0, line.box.y0 - 30, line.box.x1, line.box.y1 + 30), 0.7)
    assert _lies_over(stamp, first[0])
    assert not _lies_over(line, first[0])
