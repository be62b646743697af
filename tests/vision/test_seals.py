"""Seals are found where they are, and nothing else is taken for one."""

from __future__ import annotations

import random
from collections.abc import Callable

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFilter

from intake_assist.vision import is_colourless
from intake_assist.vision.picture import Image as Picture
from intake_assist.vision.seals import Found, find_seals
from samples.generator import conditions, ornament, seals
from samples.generator.sheet import A4, Sheet

COMPANY = "许昌云帆机械制造有限公司"
DPI = 120
RNG = random.Random(7)


def form() -> Sheet:
    """A page of a form: heading, ruled table, text."""
    sheet = Sheet.blank(A4, DPI)
    sheet.text(105, 30, "社会保险登记表", "hei_bold", 20, anchor="ms")
    for row in range(8):
        y = 50 + 18 * row
        sheet.frame(25, y, 65, y + 18)
        sheet.frame(65, y, 185, y + 18)
        sheet.text(28, y + 11, "单位名称", "song", 12)
        sheet.text(68, y + 11, "河南省许昌市魏都区建设路二百一十七号", "kai", 12)
    return sheet


def press(sheet: Sheet, x: float, y: float, ink: Image.Image | None = None, **how: object) -> Sheet:
    ink = ink or seals.round_seal(COMPANY, sheet.px(40), code="4110020012345")
    seals.stamp(sheet, x, y, ink, ("round", COMPANY), random.Random(5), **how)  # type: ignore[arg-type]
    return sheet


def scan(sheet: Sheet) -> Picture:
    seen = conditions.colour_scan(sheet.image)
    return np.ascontiguousarray(np.asarray(seen)[:, :, ::-1])


def found(picture: Picture, dpi: float | None = DPI) -> list[tuple[str, str]]:
    return [(seal.shape, seal.color) for seal in find_seals(picture, dpi)]


def one(picture: Picture, dpi: float | None = DPI) -> Found:
    (seal,) = find_seals(picture, dpi)
    return seal


def centre(seal: Found) -> tuple[float, float]:
    """Millimetres."""
    return seal.box.cx * 25.4 / DPI, seal.box.cy * 25.4 / DPI


# -- seals ----------------------------------------------------------------------------------------------------


def test_a_red_seal_over_print_has_its_place_and_size() -> None:
    seal = one(scan(press(form(), 80, 120)))
    assert (seal.shape, seal.color, seal.inside) == ("round", "red", 1.0)
    assert centre(seal) == pytest.approx((80, 120), abs=1)
    assert seal.size_mm == pytest.approx((40, 40), abs=1.5)
    assert seal.confidence > 0.8


def test_without_a_resolution_there_is_no_size() -> None:
    assert one(scan(press(form(), 80, 120)), None).size_mm is None
    assert one(scan(press(form(), 80, 120)), 1.0).size_mm is None


@pytest.mark.parametrize("color", [seals.RED, seals.BLUE])
@pytest.mark.parametrize("shape", ["round", "oval", "square"])
def test_shapes_and_colours(shape: str, color: tuple[int, int, int]) -> None:
    sheet = form()
    ink = {
        "round": lambda: seals.round_seal(COMPANY, sheet.px(42)),
        "oval": lambda: seals.oval_seal(COMPANY, sheet.px(45), middle="发票专用章"),
        "square": lambda: seals.name_seal("吴秋芳", sheet.px(18)),
    }[shape]()
    press(sheet, 130, 230, ink, color=color)
    assert found(scan(sheet)) == [(shape, "red" if color == seals.RED else "blue")]


@pytest.mark.parametrize("color", [seals.RED, seals.BLUE])
def test_the_seal_of_a_trader_with_a_name_of_two_characters(color: tuple[int, int, int]) -> None:
    sheet = form()
    ink = seals.oval_seal("高岩", sheet.px(45), code="4105022675043")
    assert [seal.shape for seal in find_seals(scan(press(sheet, 90, 225, ink, color=color)), DPI)] == ["oval"]


@pytest.mark.parametrize("turn", [35, 90, 180, 260])
def test_a_turned_seal(turn: float) -> None:
    assert found(scan(press(form(), 100, 200, turn=turn))) == [("round", "red")]


def test_two_seals_that_overlap() -> None:
    sheet = press(press(form(), 80, 220), 106, 226)
    assert found(scan(sheet)) == [("round", "red")] * 2


def test_a_name_seal_over_the_edge_of_a_round_one() -> None:
    sheet = press(form(), 80, 220)
    press(sheet, 98, 232, seals.name_seal("吴秋芳", sheet.px(18)))
    assert sorted(found(scan(sheet))) == [("round", "red"), ("square", "red")]


@pytest.mark.parametrize("color", [seals.RED, seals.BLUE])
@pytest.mark.parametrize("side", [(20, 10), (-19, 11), (17, 13)])
def test_an_oval_seal_that_a_name_seal_touches(
    color: tuple[int, int, int], side: tuple[float, float]
) -> None:
    sheet = press(
        form(), 120, 230, seals.oval_seal(COMPANY, form().px(45), code="4110020012345"), color=color
    )
    press(sheet, 120 + side[0], 230 + side[1], seals.name_seal("吴秋芳", sheet.px(18)), color=color)
    (oval,) = [seal for seal in find_seals(scan(sheet), DPI) if seal.shape == "oval"]
    assert centre(oval) == pytest.approx((120, 230), abs=1.5)
    assert oval.size_mm is not None
    assert max(oval.size_mm) == pytest.approx(45, abs=2)


def test_a_page_that_was_made_small_and_is_said_to_be_a_card() -> None:
    picture = scan(press(form(), 80, 120))
    small = cv2.resize(picture, None, fx=0.42, fy=0.42, interpolation=cv2.INTER_AREA)
    assert found(small, 150.0) == [("round", "red")]


def test_a_seal_that_is_half_outside() -> None:
    seal = one(scan(press(form(), 4, 150)))
    assert (seal.shape, seal.color) == ("round", "red")
    assert seal.inside == pytest.approx(0.56, abs=0.08)
    assert seal.box.x0 == 0


def test_a_grey_copy() -> None:
    copy = np.asarray(press(form(), 80, 120).image.convert("L").convert("RGB"))
    assert found(np.ascontiguousarray(copy)) == [("round", "grey")]


@pytest.mark.parametrize("turn", [0.0, -12.0])
@pytest.mark.parametrize("copy", [conditions.grey, conditions.black_white])
def test_a_grey_copy_of_a_name_seal(copy: Callable[..., Image.Image], turn: float) -> None:
    sheet = form()
    press(sheet, 150, 230, seals.name_seal("吴秋芳", sheet.px(18)), turn=turn)
    picture = np.ascontiguousarray(np.asarray(copy(sheet.image, random.Random(1), False)))
    seal = one(picture)
    assert (seal.shape, seal.color) == ("square", "grey")
    assert centre(seal) == pytest.approx((150, 230), abs=1)


@pytest.mark.parametrize("words", ["", "照", "粘贴处"])
def test_a_box_for_a_picture_is_no_grey_seal(words: str) -> None:
    sheet = form()
    sheet.frame(140, 220, 165, 245)
    sheet.text(152, 234, words, "song", 12, anchor="ms")
    assert found(scan(sheet)) == []


def test_a_grey_copy_that_was_sealed_afterwards() -> None:
    sheet = press(form(), 60, 120)
    sheet.image = sheet.image.convert("L").convert("RGB")
    press(sheet, 140, 230)
    assert sorted(found(scan(sheet))) == [("round", "grey"), ("round", "red")]


def faded(image: Image.Image) -> Image.Image:
    return conditions.pale(image, random.Random(2), True)


def small(image: Image.Image) -> Image.Image:
    return image.resize((round(image.width * 0.75), round(image.height * 0.75)), Image.Resampling.BILINEAR)


def warm(image: Image.Image) -> Image.Image:
    """A photograph under a lamp: yellowish, and darker to one side."""
    cast = np.asarray(image, dtype=np.float64) * (0.95, 0.82, 0.6)
    shade = np.linspace(1.0, 0.6, image.width)[None, :, None]
    return Image.fromarray((cast * shade).astype(np.uint8))


def compressed(image: Image.Image) -> Image.Image:
    return conditions.jpeg(image, random.Random(3), True)


@pytest.mark.parametrize("spoil", [faded, small, warm, compressed])
def test_poor_pictures(spoil: Callable[[Image.Image], Image.Image]) -> None:
    sheet = press(form(), 80, 120)
    sheet.image = spoil(conditions.colour_scan(sheet.image))
    picture = np.ascontiguousarray(np.asarray(sheet.image)[:, :, ::-1])
    assert found(picture, None) == [("round", "red")]


@pytest.mark.parametrize("share", [0.5, 0.25, 0.2, 0.15])
def test_a_page_that_has_faded(share: float) -> None:
    """Print and seal alike; to the eye the seal is pink."""
    page = scan(press(form(), 120, 90)).astype(np.float32)
    faded = (250 - (250 - page) * share).clip(0, 255).astype(np.uint8)
    assert found(faded) == [("round", "red")]


def test_a_picture_of_little_but_the_seal() -> None:
    sheet = press(Sheet.blank((60, 55), DPI), 30, 27)
    assert found(scan(sheet), None) == [("round", "red")]


# -- no seals -------------------------------------------------------------------------------------------------


def paste(sheet: Sheet, drawing: Image.Image, x: float, y: float) -> Sheet:
    sheet.image.paste(drawing, (round(sheet.px(x)), round(sheet.px(y))), drawing.getchannel("A"))
    return sheet


def emblem() -> Sheet:
    return paste(form(), ornament.emblem(round(32 * DPI / 25.4)), 90, 215)


def heading() -> Sheet:
    sheet = form()
    sheet.text(105, 222, "国田回教师培训中心", "song_bold", 44, (214, 30, 36), anchor="ms")
    return sheet


def red_table() -> Sheet:
    sheet = form()
    for column in range(4):
        for row in range(3):
            box = [
                sheet.px(side)
                for side in (30 + 20 * column, 210 + 20 * row, 50 + 20 * column, 230 + 20 * row)
            ]
            sheet.draw.rectangle(box, outline=(214, 30, 36), width=3)
    return sheet


def thumb() -> Sheet:
    """Ridges in an oval of 16 x 22 mm, without a border."""
    sheet = form()
    y, x = np.mgrid[-1:1:220j, -1:1:160j]
    print_ = (np.sin(18 * np.hypot(x + 0.2, y * 1.3)) > 0) & (x * x + y * y < 1)
    ink = Image.fromarray((print_ * 220).astype(np.uint8)).resize((round(sheet.px(16)), round(sheet.px(22))))
    sheet.image.paste((200, 40, 50), (round(sheet.px(120)), round(sheet.px(220))), ink)
    return sheet


def medal() -> Sheet:
    sheet = form()
    at = [sheet.px(side) for side in (90, 210, 130, 250)]
    sheet.draw.ellipse(at, fill=(226, 190, 70), outline=(180, 140, 30), width=5)
    inner = [sheet.px(side) for side in (96, 216, 124, 244)]
    sheet.draw.ellipse(inner, outline=(180, 140, 30), width=3)
    return sheet


def usage_note() -> Sheet:
    """A stamp of two lines in a long frame."""
    sheet = form()
    tile = Image.new("L", (round(sheet.px(60)), round(sheet.px(16))), 0)
    draw = ImageDraw.Draw(tile)
    draw.rectangle((1, 1, tile.width - 2, tile.height - 2), outline=255, width=3)
    press(sheet, 110, 230, tile)
    sheet.text(85, 228, "仅用于办理社会保险登记", "hei", 10, (196, 40, 48))
    sheet.text(85, 234, "再次复印无效", "hei", 10, (196, 40, 48))
    return sheet


def rings_of_print() -> Sheet:
    """Circles in black: a logo without writing, a clock, a curve."""
    sheet = form()
    for reach in (18, 12, 6):
        box = [sheet.px(side) for side in (100 - reach, 230 - reach, 100 + reach, 230 + reach)]
        sheet.draw.ellipse(box, outline=(0, 0, 0), width=2)
    return sheet


def red_ring() -> Sheet:
    """A field that somebody circled, with a word of red print in it."""
    sheet = form()
    sheet.draw.ellipse([sheet.px(side) for side in (80, 210, 124, 240)], outline=(214, 30, 36), width=3)
    sheet.text(102, 227, "必填", "hei", 16, (214, 30, 36), anchor="ms")
    return sheet


@pytest.mark.parametrize(
    "draw", [form, emblem, heading, red_table, thumb, medal, usage_note, rings_of_print, red_ring]
)
def test_no_seals(draw: Callable[[], Sheet]) -> None:
    assert found(scan(draw())) == []


# -- colour ---------------------------------------------------------------------------------------------------


def test_a_scan_in_grey_has_no_colour_and_one_in_colour_has() -> None:
    plain = form()
    assert not is_colourless(scan(plain))
    grey = np.asarray(press(plain, 80, 120).image.convert("L"))
    assert is_colourless(cv2.cvtColor(grey, cv2.COLOR_GRAY2BGR))


def test_any_picture_is_looked_at_without_failing() -> None:
    noise = np.random.default_rng(4).integers(0, 256, (60, 90, 3)).astype(np.uint8)
    for picture in (
        noise,
        noise[:1, :1],
        np.zeros((40, 400, 3), np.uint8),
        np.full((900, 20, 3), 255, np.uint8),
    ):
        assert isinstance(find_seals(picture, 300.0), tuple)


@pytest.mark.parametrize("spread", [22, 28, 34, 40])
def test_a_seal_whose_ink_ran_is_a_seal_nobody_can_read(spread: int) -> None:
    sheet = form()
    ink = seals.round_seal(COMPANY, sheet.px(40)).filter(ImageFilter.GaussianBlur(sheet.px(40) / spread))
    seal = one(scan(press(sheet, 140, 220, ink)))
    assert seal.smudged
    assert centre(seal) == (pytest.approx(140, abs=2), pytest.approx(220, abs=2))


def test_a_blurred_thumb_print_is_no_smudged_seal() -> None:
    sheet = form()
    ink = Image.new("L", (round(sheet.px(22)), round(sheet.px(30))), 0)
    ImageDraw.Draw(ink).ellipse((0, 0, ink.width - 1, ink.height - 1), fill=210)
    assert found(scan(press(sheet, 140, 220, ink.filter(ImageFilter.GaussianBlur(3))))) == []
