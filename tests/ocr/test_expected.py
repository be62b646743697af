"""Whether a line bears out a text that is expected there."""

from __future__ import annotations

import numpy as np
import pytest

from intake_assist.ocr.engine import Engine
from intake_assist.ocr.expected import NO_FIT, fit
from tests.ocr.drawing import crop

NAMES = ["", "甲", "乙", "丙", "(", "（"]


def scores(*steps: tuple[int, float]) -> np.ndarray:
    """Each step reads one character with a probability, the rest falls to the others alike."""
    rows = np.zeros((len(steps), len(NAMES)))
    for row, (char, share) in zip(rows, steps, strict=True):
        row[:] = (1 - share) / (len(NAMES) - 1)
        row[char] = share
    return rows


LINE = scores((0, 0.99), (1, 0.99), (0, 0.99), (2, 0.5), (0, 0.99), (3, 0.99), (0, 0.9))


def test_what_was_read_costs_nothing_wherever_it_stands() -> None:
    whole, part = fit(LINE, NAMES, "甲乙丙"), fit(LINE, NAMES, "乙")
    assert (whole.loss, whole.before, whole.after) == (0.0, (), ())
    assert whole.shares == pytest.approx((0.99, 0.5, 0.99))
    assert part.loss == 0.0
    assert [char for _, char in part.before + part.after] == ["甲", "丙"]
    assert part.before[0][0] < 0.5 < part.after[0][0]


def test_another_character_costs_what_it_is_less_likely() -> None:
    unsure, sure = fit(LINE, NAMES, "甲丙丙"), fit(LINE, NAMES, "乙乙丙")
    assert unsure.loss == pytest.approx(np.log(0.1 / 0.5))
    assert sure.loss < 2 * unsure.loss
    assert unsure.rivals[1] == pytest.approx(0.5)


def test_characters_more_or_less_cost_too() -> None:
    assert fit(LINE, NAMES, "甲丙").loss < 0.0
    assert fit(LINE, NAMES, "甲甲乙丙").loss < -2.0


def test_wide_brackets_are_brackets_and_what_no_recogniser_knows_fits_nowhere() -> None:
    assert fit(scores((5, 0.9), (0, 0.9), (1, 0.9)), NAMES, "(甲").loss == 0.0
    assert fit(LINE, NAMES, "丁") == NO_FIT
    assert fit(LINE, NAMES, "") == NO_FIT
    assert fit(LINE[:2], NAMES, "甲乙丙").confidence == 0.0


def test_the_padding_of_a_picture_is_not_looked_at() -> None:
    padded = np.concatenate([LINE, scores(*[(1, 0.99)] * 7)])
    assert fit(padded, NAMES, "丙", filled=0.5).after == ()


def test_print_bears_out_itself_and_no_name_that_differs(engine: Engine) -> None:
    line = crop("广州澜砺餐饮管理有限公司")
    assert engine.expected(line, "广州澜砺餐饮管理有限公司")[0].loss == 0.0
    for other in ("广州澜岐餐饮管理有限公司", "广州澜砺餐饮管理有限责任公司", "广州餐饮管理有限公司"):
        assert engine.expected(line, other)[0].loss < -10.0
