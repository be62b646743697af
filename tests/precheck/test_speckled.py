"""A scan full of specks is read without them, and once more as it is."""

from __future__ import annotations

import numpy as np
import pytest

from intake_assist import vision
from intake_assist.ingest.sheet import Sheet as Scan
from intake_assist.model import Source
from intake_assist.ocr.engine import Engine
from intake_assist.precheck.stages import _recognised_part
from samples.generator.sheet import Sheet

WORDS = ("姓名 徐青禾", "住址 河南省许昌市魏都区", "公民身份号码 411002199003071244")


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(threads=1)


def page(specks: float) -> np.ndarray:
    sheet = Sheet.blank((140.0, 70.0), 200)
    for row, text in enumerate(WORDS):
        sheet.text(15, 12 + 16 * row, text, "song", 10)
    image = np.ascontiguousarray(np.asarray(sheet.image.convert("RGB"))[:, :, ::-1])
    rng = np.random.default_rng(2)
    for y, x in zip(*np.nonzero(rng.random(image.shape[:2]) < specks), strict=True):
        image[y : y + 2, x : x + 2] = 60
    return image


@pytest.mark.parametrize(("specks", "readings"), [(0.0012, 1), (0.0, 0)])
def test_speckled_scan_is_read_in_two_pictures(engine: Engine, specks: float, readings: int) -> None:
    image = page(specks)
    part = vision.Part(image, None, 0, 0.0, False, "")
    paper = _recognised_part(engine, Scan(Source("a.png"), image), part, 0)
    text = "".join(line.text for line in paper.page.lines)
    assert all(word in text for words in WORDS for word in words.split())
    assert len(paper.page.second_looks) == readings
    assert paper.image is image  # what the clerk sees is the scan as it came
    assert (paper.print is image) is (readings == 0)
