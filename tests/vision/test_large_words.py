"""Large words stamped across a page are found and laid level; seals, headings and emblems are none."""

from __future__ import annotations

import random

import numpy as np
import pytest

from intake_assist.vision import large_words
from intake_assist.vision.picture import Image
from samples.generator import conditions, ornament, seals
from samples.generator.sheet import A4, Sheet

DPI = 120


def page() -> Sheet:
    sheet = Sheet.blank(A4, DPI)
    sheet.text(105, 30, "基本存款账户信息", "hei_bold", 24, anchor="ms")
    for y in range(60, 200, 12):
        sheet.text(25, y, "开户银行：许昌银行股份有限公司建设路支行", "song", 14)
    ink = seals.round_seal("许昌云帆机械制造有限公司", sheet.px(40), code="4110020012345")
    seals.stamp(sheet, 150, 240, ink, ("round", ""), random.Random(3))
    seals.stamp(sheet, 60, 240, seals.name_seal("吴秋芳", sheet.px(18)), ("square", ""), random.Random(3))
    return sheet


def seen(sheet: Sheet) -> Image:
    return np.ascontiguousarray(np.asarray(conditions.colour_scan(sheet.image))[:, :, ::-1])


@pytest.mark.parametrize("seed", range(4))
def test_where_they_are(seed: int) -> None:
    sheet = page()
    ornament.voided(sheet, "作废", random.Random(seed), (100, 110))
    (words,) = large_words(seen(sheet))
    assert words.box.cx * 25.4 / DPI == pytest.approx(100, abs=8)
    assert words.box.cy * 25.4 / DPI == pytest.approx(110, abs=8)
    for picture in words.pictures:
        height, width = picture.shape[:2]
        assert 1.2 < width / height < 8
        assert 0.05 < float((picture < 128).mean()) < 0.6


def test_on_a_pale_page() -> None:
    sheet = page()
    ornament.voided(sheet, "作废", random.Random(6), (100, 110))
    pale = (255 - 0.45 * (255 - seen(sheet).astype(np.float32))).astype(np.uint8)
    (words,) = large_words(pale)
    assert words.box.cx * 25.4 / DPI == pytest.approx(100, abs=8)


def test_nothing_else() -> None:
    assert large_words(seen(page())) == ()


@pytest.mark.parametrize("shape", [(1, 1, 3), (40, 3, 3), (200, 300, 3)])
def test_any_picture(shape: tuple[int, int, int]) -> None:
    noise = np.random.default_rng(2).integers(0, 255, shape, dtype=np.uint8)
    assert len(large_words(noise)) <= 4
