"""Names that other papers say, under the stamps of copies without colour; by the real recogniser."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest
from PIL import ImageFilter

from intake_assist.model import Box, Page, Source, TextLine
from intake_assist.ocr.engine import Engine
from intake_assist.precheck.agreed import Expected
from intake_assist.precheck.bearing_out import borne_out
from intake_assist.precheck.closer import looked_closer
from samples.generator import seals
from samples.generator.sheet import Sheet

DPI = 150
NAME = "许昌云帆机械制造有限公司"
READ = "许昌云械造有限公司"


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(threads=1)


@pytest.fixture(scope="module")
def copy() -> np.ndarray:
    """A black and white copy of a line, the seal over the middle of the name."""
    page = Sheet.blank((180.0, 80.0), DPI)
    page.text(25, 40, f"填报单位（公章）：{NAME}", "song", 14)
    ink = seals.round_seal(NAME, 40 * DPI / 25.4, code="4110020012345")
    seals.stamp(page, 70, 44, ink, ("round", ""), random.Random(3))
    grey = np.asarray(page.image)[:, :, 1]
    return np.repeat(np.where(grey < 150, 0, 255).astype(np.uint8)[:, :, None], 3, axis=2)


def test_a_name_under_a_seal_is_borne_out_and_one_that_differs_is_not(
    engine: Engine, copy: np.ndarray
) -> None:
    height, width = copy.shape[:2]
    page = Page(Source("a.png"), width, height)
    place = _place_of_name()
    for other in (
        "许昌云岐机械制造有限公司",
        "许昌云帆机电制造有限公司",
        "许昌云帆机械制造有限责任公司",
        "洛阳云帆机械制造有限公司",
        "许昌帆机械制造有限公司",
    ):
        assert borne_out(engine, copy, page, [Expected(place, other, read=READ)]) == ()
    wanted = [Expected(place, value, read=READ) for value in ("许昌云岐机械制造有限公司", NAME)]
    (found,) = borne_out(engine, copy, page, wanted)
    assert (found.text, found.box) == (NAME, place)
    assert found.confidence > 0.5


def test_a_name_of_which_nothing_was_read_has_to_be_plain(engine: Engine, copy: np.ndarray) -> None:
    """There is nothing to weigh it against."""
    height, width = copy.shape[:2]
    page, place = Page(Source("a.png"), width, height), _place_of_name()
    assert borne_out(engine, copy, page, [Expected(place, NAME)]) == ()
    clear = Sheet.blank((180.0, 80.0), DPI)
    clear.text(25, 40, f"填报单位（公章）：{NAME}", "song", 14)
    image = np.ascontiguousarray(np.asarray(clear.image)[:, :, ::-1])
    assert [found.text for found in borne_out(engine, image, page, [Expected(place, NAME)])] == [NAME]
    for other in (NAME.replace("云", "去"), NAME.replace("帆", "凡"), NAME.replace("制造", "造")):
        assert borne_out(engine, image, page, [Expected(place, other)]) == (), other


@pytest.mark.parametrize("label", ["(盖章)", "(章", "单位名称:"])
def test_the_end_of_a_label_may_stand_before_a_name(engine: Engine, label: str) -> None:
    assert [found.text for found in _borne_out_after(engine, label)] == [NAME]


@pytest.mark.parametrize("before", ["河南", "丘", "盖"])
def test_what_is_no_label_before_a_name_belongs_to_it(engine: Engine, before: str) -> None:
    assert _borne_out_after(engine, before) == ()


def _borne_out_after(engine: Engine, before: str) -> tuple[TextLine, ...]:
    """What is borne out of a line that was read as one, with what stands before the name in it."""
    page = Sheet.blank((180.0, 60.0), DPI)
    page.text(25, 30, before + NAME, "song", 14)
    image = np.ascontiguousarray(np.asarray(page.image)[:, :, ::-1])
    (line,) = engine.read(image)
    height, width = image.shape[:2]
    paper = Page(Source("a.png"), width, height, lines=(line,))
    return borne_out(engine, image, paper, [Expected(line.box, NAME, read=READ)])


def test_a_name_is_found_of_which_only_the_end_was_noticed(engine: Engine, copy: np.ndarray) -> None:
    height, width = copy.shape[:2]
    place = _place_of_name()
    end = replace(place, x0=place.x0 + 0.6 * place.width)
    page = looked_closer(
        engine, copy, Page(Source("a.png"), width, height), [end], [Expected(end, NAME, read=READ)]
    )
    assert [(name.text, name.box) for name in page.borne_out] == [(NAME, end)]


def test_a_name_that_is_but_a_part_of_what_stands_there_is_not_borne_out(engine: Engine) -> None:
    page = Sheet.blank((180.0, 60.0), DPI)
    page.text(25, 30, f"{NAME}禹州分公司", "song", 14)
    image = np.ascontiguousarray(np.asarray(page.image)[:, :, ::-1])
    (line,) = engine.read(image)
    height, width = image.shape[:2]
    paper = Page(Source("a.png"), width, height, lines=(line,))
    assert borne_out(engine, image, paper, [Expected(line.box, NAME, read=READ)]) == ()


# -- numbers and people ---------------------------------------------------------------------------------------

CODE = "91410302MA0PNDXG1X"


@pytest.fixture(scope="module")
def values() -> tuple[np.ndarray, Page]:
    """A small blurred scan of a code, and the sharp name of a person below it."""
    page = Sheet.blank((180.0, 60.0), DPI)
    page.text(25, 30, CODE, "song", 12)
    image = page.image.resize((page.image.width // 2, page.image.height // 2)).resize(page.image.size)
    page.image.paste(image)
    page.text(25, 45, "杨金凤", "song", 12)
    image = np.ascontiguousarray(np.asarray(page.image)[:, :, ::-1])
    height, width = image.shape[:2]
    return image, Page(Source("a.png"), width, height)


def test_a_place_that_lies_outside_the_page_bears_nothing_out(
    engine: Engine, values: tuple[np.ndarray, Page]
) -> None:
    image, page = values
    below = Box(10, page.height + 5, 300, page.height + 35)
    assert borne_out(engine, image, page, [Expected(below, CODE, "uscc")]) == ()


def _at(row: float, characters: float) -> Box:
    unit = 12 / 72 * DPI
    x0, y1 = 25 / 25.4 * DPI, row / 25.4 * DPI
    return Box(x0, y1 - 1.1 * unit, x0 + characters * unit, y1 + 0.25 * unit)


@pytest.mark.parametrize("at", [0, 9, 17])
def test_a_code_with_one_other_digit_is_not_borne_out(
    engine: Engine, values: tuple[np.ndarray, Page], at: int
) -> None:
    image, page = values
    place = _at(30, len(CODE) * 0.55)
    assert [found.text for found in borne_out(engine, image, page, [Expected(place, CODE, "uscc")])] == [CODE]
    for digit in set("08X") - {CODE[at]}:
        other = CODE[:at] + digit + CODE[at + 1 :]
        assert borne_out(engine, image, page, [Expected(place, other, "uscc")]) == (), other
    assert borne_out(engine, image, page, [Expected(place, CODE[:6] + CODE[7:], "uscc")]) == ()


def test_a_person_with_a_name_that_looks_alike_is_another(
    engine: Engine, values: tuple[np.ndarray, Page]
) -> None:
    image, page = values
    place = _at(45, 3.1)
    assert [found.text for found in borne_out(engine, image, page, [Expected(place, "杨金凤")])] == ["杨金凤"]
    for other in ("杨金风", "杨全凤", "汤金凤", "杨凤", "金凤"):
        assert borne_out(engine, image, page, [Expected(place, other)]) == (), other


@pytest.mark.parametrize(
    ("printed", "other"),
    [("许昌云辉机械制造有限公司", "许昌云晖机械制造有限公司"), ("张玮", "张伟"), ("李娜", "李那")],
)
def test_what_was_read_outweighs_a_name_that_looks_alike(engine: Engine, printed: str, other: str) -> None:
    page = Sheet.blank((180.0, 60.0), DPI)
    page.text(25, 30, printed, "song", 12)
    blurred = page.image.filter(ImageFilter.GaussianBlur(1.6))
    image = np.ascontiguousarray(np.asarray(blurred)[:, :, ::-1])
    height, width = image.shape[:2]
    place = _at(30, len(printed) + 0.1)
    kind = "person" if len(printed) < 5 else "org_name"
    asked = [Expected(place, other, kind, printed)]
    assert borne_out(engine, image, Page(Source("a.png"), width, height), asked) == ()
    asked = [Expected(place, printed, kind, other)]
    assert [found.text for found in borne_out(engine, image, Page(Source("a.png"), width, height), asked)]


def test_a_name_that_goes_on_beyond_the_place_is_another(engine: Engine) -> None:
    page = Sheet.blank((180.0, 60.0), DPI)
    page.text(25, 30, f"{NAME}禹州分公司", "song", 14)
    image = np.ascontiguousarray(np.asarray(page.image)[:, :, ::-1])
    (line,) = engine.read(image)
    height, width = image.shape[:2]
    part = replace(line.box, x1=line.box.x0 + 0.4 * line.box.width)
    assert (
        borne_out(engine, image, Page(Source("a.png"), width, height), [Expected(part, NAME, read=READ)])
        == ()
    )


def test_of_a_name_over_two_lines_the_one_that_a_stamp_hides_is_asked_for(engine: Engine) -> None:
    page = Sheet.blank((180.0, 60.0), DPI)
    page.text(25, 30, "阿依古丽·麦", "kai", 14)
    page.text(32, 36, "麦提", "kai", 14)
    image = np.ascontiguousarray(np.asarray(page.image)[:, :, ::-1])
    first, second = sorted(engine.read(image), key=lambda line: line.box.cy)
    cut = replace(first, text="阿依古丽", box=replace(first.box, x1=first.box.x0 + 0.66 * first.box.width))
    height, width = image.shape[:2]
    paper = Page(Source("a.png"), width, height, lines=(cut, second))
    place = Box(cut.box.x0, cut.box.y0, cut.box.x1, second.box.y1)
    for name, borne in (("阿依古丽·麦麦提", True), ("阿依古丽·买麦提", False), ("阿依古丽·麦麦江", False)):
        assert bool(borne_out(engine, image, paper, [Expected(place, name, read=READ)])) == borne, name


def _place_of_name() -> Box:
    """Where the generator printed it: 9 characters of 14 points after the line's beginning."""
    unit = 14 / 72 * DPI
    x0, y1 = 25 / 25.4 * DPI + 9 * unit, 40 / 25.4 * DPI
    return Box(x0, y1 - 1.1 * unit, x0 + (len(NAME) + 0.2) * unit, y1 + 0.25 * unit)
