"""Codes that failed their check, looked at many times by the real recogniser."""

from __future__ import annotations

import cv2
import numpy as np
import pytest

from intake_assist.ocr.engine import Engine
from intake_assist.precheck.code_lines import _supported, read_code
from intake_assist.reading import Look
from samples.generator.sheet import Sheet

DPI = 150
CODE, WRONG = "91411002MA9TE5T04A", "91411002MA9TE5T04B"


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(threads=1)


def printed(code: str) -> np.ndarray:
    page = Sheet.blank((180.0, 60.0), DPI)
    page.text(25, 30, f"统一社会信用代码：{code}", "song", 12)
    return np.ascontiguousarray(np.asarray(page.image)[:, :, ::-1])


def test_a_code_under_the_line_of_a_seal_is_read(engine: Engine) -> None:
    image = printed(CODE)
    (line,) = engine.read(image)
    cv2.circle(image, (int(line.box.x1) - 40, int(line.box.y1) + 60), 90, (60, 60, 210), 4)
    assert not any(found.text.endswith(CODE) for found in engine.read(image))
    (found,) = read_code(engine, image, Look(line.box, code="uscc"))
    assert found.text.endswith(CODE)
    assert found.box == line.box


def test_a_code_that_is_printed_wrong_stays_wrong(engine: Engine) -> None:
    image = printed(WRONG)
    (line,) = engine.read(image)
    assert read_code(engine, image, Look(line.box, code="uscc")) == ()


@pytest.mark.parametrize(
    ("right", "wrong", "found"), [(0.6, 0.3, CODE), (0.3, 0.4, CODE), (0.3, 0.6, ""), (0.2, 0.1, "")]
)
def test_what_holds_its_check_counts_when_enough_looks_say_it(right: float, wrong: float, found: str) -> None:
    assert _supported([{CODE: {CODE: right}, WRONG: {WRONG: wrong}, "": {"x": 0.1}}], "uscc") == found
