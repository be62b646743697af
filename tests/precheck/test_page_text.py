"""The text of pages with stamps on them, by the real recogniser."""

from __future__ import annotations

import random

import numpy as np
import pytest

from intake_assist.ocr.engine import Engine
from intake_assist.precheck.page_text import read_lines
from samples.generator import seals
from samples.generator.sheet import Sheet

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
