"""Check digits of invented numbers, against published examples and the program's own checks."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_assist.values import parse
from samples.generator import digits, words

SEEDS = st.integers(0, 2**31)


@pytest.mark.parametrize(
    ("body", "check"),
    [("91350100M000100Y4", "3"), ("91411002MA9TE5T04", "A"), ("12350200154989739", "7")],
)
def test_uscc_check(body: str, check: str) -> None:
    assert digits.uscc_check(body) == check


@pytest.mark.parametrize(("body", "check"), [("D2143569", "X"), ("12345678", "8"), ("M000100Y", "4")])
def test_org_check(body: str, check: str) -> None:
    assert digits.org_check(body) == check


@pytest.mark.parametrize(
    ("body", "check"), [("11010519491231002", "X"), ("41100219900307123", "6"), ("41108119781230561", "7")]
)
def test_id_check(body: str, check: str) -> None:
    assert digits.id_check(body) == check


@given(SEEDS, st.sampled_from(["91", "92", "93"]))
def test_new_codes_pass_the_programs_check(seed: int, prefix: str) -> None:
    code = digits.new_uscc(prefix, "411002", random.Random(seed))
    assert parse("uscc", code) == (code, None)


@given(SEEDS, st.dates(dt.date(1960, 1, 1), dt.date(2008, 1, 1)), st.sampled_from("男女"))
def test_new_numbers_pass_the_programs_check(seed: int, birth: dt.date, sex: str) -> None:
    number = digits.new_id("411002", birth.strftime("%Y%m%d"), sex, random.Random(seed))
    assert parse("id_number", number) == (number, None)
    assert int(number[16]) % 2 == (sex == "男")


@given(SEEDS, st.integers(0, 16))
def test_another_digit_never_passes(seed: int, place: int) -> None:
    rng = random.Random(seed)
    number = digits.new_id("411002", "19900307", "男", rng)
    assert not digits.id_valid(digits.other_digit(number, place, rng))


def test_all_words_have_glyphs_in_the_old_fonts() -> None:
    texts = [value for name, value in vars(words).items() if name.isupper()]
    missing = {char for char in repr(texts) if not char.encode("gb2312", "ignore")}
    assert missing <= {"·"}
