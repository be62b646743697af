"""Large words stamped over a seal are laid bare; a seal by itself, and print under it, are not taken for such."""

from __future__ import annotations

import random

import numpy as np
import pytest

from intake_assist.model import Box, Seal
from intake_assist.vision import overprint
from intake_assist.vision.picture import Image
from samples.generator import conditions, ornament, seals
from samples.generator.sheet import Sheet

DPI = 150
SEAL = Box(*(side * DPI / 25.4 for side in (50, 30, 90, 70)))
FOUND = Seal(SEAL, "round", "red", "", 1.0)


def sheet(title: str = "") -> Sheet:
    page = Sheet.blank((150.0, 100.0), DPI)
    for y in (34, 44, 54, 64):
        page.text(20, y, "单位名称：许昌云帆机械制造有限责任公司（盖章）二〇二六年", "song", 14)
    ink = seals.round_seal(
        "许昌云帆机械制造有限责任公司", 40 * DPI / 25.4, code="4110020012345", middle=title
    )
    seals.stamp(page, 70, 50, ink, ("round", ""), random.Random(9))
    return page


def seen(page: Sheet) -> Image:
    return np.ascontiguousarray(np.asarray(conditions.colour_scan(page.image))[:, :, ::-1])


@pytest.mark.parametrize("title", ["", "财务专用章"])
def test_a_seal_over_print_alone(title: str) -> None:
    assert overprint(seen(sheet(title)), FOUND) is None


@pytest.mark.parametrize("seed", range(6))
def test_a_stamp_over_the_seal_and_where_it_is(seed: int) -> None:
    page = sheet()
    ornament.voided(page, "作废", random.Random(seed), (72, 52))
    stamped = overprint(seen(page), FOUND)
    assert stamped is not None
    assert SEAL.intersection(stamped.box) is not None
    assert stamped.box.contains(Box(SEAL.cx, SEAL.cy, SEAL.cx + 20, SEAL.cy + 20), 1.0)
    for picture in stamped.pictures:
        assert 0.03 < float((picture[:, :, 0] < 128).mean()) < 0.4  # strokes, not blots


def test_the_star_does_not_fill_what_is_stamped_over_it() -> None:
    """The middle of the seal, which the star fills, is mostly free where no stroke crosses it."""
    page = sheet()
    ornament.voided(page, "作废", random.Random(1), (72, 66))
    stamped = overprint(seen(page), FOUND)
    assert stamped is not None
    picture = stamped.pictures[1]
    height, width = picture.shape[:2]
    star = picture[height // 2 - 12 : height // 2 + 12, width // 2 - 12 : width // 2 + 12, 0]
    assert float((star < 128).mean()) < 0.5


def test_a_seal_at_the_edge_of_a_small_picture() -> None:
    assert (
        overprint(np.full((20, 30, 3), 255, np.uint8), Seal(Box(0, 0, 30, 20), "round", "red", "", 1)) is None
    )
