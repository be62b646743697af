"""The real model finds the ring's text of a seal, and nothing on paper."""

from __future__ import annotations

import random

import numpy as np

from intake_assist.ocr.engine import Engine
from samples.generator import conditions, seals
from samples.generator.sheet import Sheet

DPI = 150
SIZE = (50.0, 50.0)


def seal(text: str) -> np.ndarray:
    sheet = Sheet.blank(SIZE, DPI)
    ink = seals.round_seal(text, 40 * DPI / 25.4)
    seals.stamp(sheet, 25, 25, ink, ("round", ""), random.Random(9), turn=0)
    return np.ascontiguousarray(np.asarray(conditions.colour_scan(sheet.image))[:, :, ::-1])


def test_the_ring_is_marked_and_nothing_else(engine: Engine) -> None:
    picture = seal("许昌云帆机械制造有限责任公司")
    mask = engine.seal_text(picture)
    assert mask.dtype == np.float32
    assert mask.shape == picture.shape[:2]
    middle, radius = DPI / 25.4 * 25, DPI / 25.4 * 20
    y, x = np.indices(mask.shape)
    share = np.hypot(x - middle, y - middle) / radius
    above = (y < middle) & (share > 0.68) & (share < 0.78)
    assert mask[above].mean() > 0.95
    assert mask[(share < 0.4) | (share > 1.05)].max() == 0
    assert mask[(y > middle + 0.75 * radius) & (np.abs(x - middle) < 0.2 * radius)].max() == 0


def test_blank_paper_has_no_writing(openvino: Engine) -> None:
    assert not openvino.seal_text(np.full((300, 260, 3), 235, np.uint8)).any()


def test_a_tiny_or_narrow_picture_is_taken(openvino: Engine) -> None:
    for shape in ((3, 3, 3), (4, 900, 3), (40, 40)):
        assert openvino.seal_text(np.full(shape, 255, np.uint8)).shape == shape[:2]
