"""What holds for every type, whatever text is thrown at it."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake_assist.model import Problem
from intake_assist.values import TYPES, parse
from intake_assist.values.text import squeeze

EXPECTED = (
    "text person org_name uscc id_number foreign_id hmt_residence_no permanent_residence_no hmt_travel_no "
    "passport_no mrz_name mrz_birth mrz_expiry mrz_sex date period amount account bank_card phone postcode "
    "approval_no year_month sex ethnicity address authority tick number integer"
)
PIECES = [
    *"0123456789OoIlZSB|XxVJ年月日至自起止元万亿千百拾佰仟壹贰叁一二三〇零角分整正廿初",
    *"()（）.,，:;-—~/ 　·•男女汉族☑□√*%+$¥´ßﬁ①٣\u0301\u0338\u200b",
    *("长期", "人民币", "美元", "2019", "公司", "有限", "411002", "19900307", "MA9TE5T0"),
]
pieced = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)
texts = st.text(max_size=60) | pieced


def test_type_ids() -> None:
    assert list(TYPES) == EXPECTED.split()
    assert all(TYPES[key].id == key and TYPES[key].title for key in TYPES)


def test_an_unknown_type_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        parse("colour", "red")


@pytest.mark.parametrize("type_id", EXPECTED.split())
@given(text=texts)
@settings(max_examples=80)
def test_any_text(type_id: str, text: str) -> None:
    """Never raises; a value is its own normal form; a suggestion is faultless; likeness is a share."""
    value, problem = parse(type_id, text)
    assert 0 <= TYPES[type_id].looks_like(text) <= 1
    if value is None:
        assert problem is not None
    else:
        assert value
        assert parse(type_id, value).value == value
    if problem:
        _check_problem(type_id, text, value, problem)


def _check_problem(type_id: str, text: str, value: str | None, problem: Problem) -> None:
    """Messages are Chinese sentences without words of the trade, quoting no whole number of a person."""
    assert re.search(r"[一-鿿]{4}", problem.message)
    said = {word for word in ("None", "Luhn", "MOD", "ISO", "NFKC") if word in problem.message}
    assert all(word in squeeze(text) for word in said)
    assert not re.search(r"[0-9]{13}", problem.message)
    if problem.suggestion:
        assert parse(type_id, problem.suggestion) == (problem.suggestion, None)
        assert problem.suggestion != value


@pytest.mark.parametrize("type_id", EXPECTED.split())
def test_very_long_texts(type_id: str) -> None:
    for text in (
        "9" * 20000,
        "壹" * 20000,
        "亿" * 20000,
        "长期" * 5000,
        "(" * 20000,
        "年月日" * 5000,
        "张" * 20000,
    ):
        parse(type_id, text)
        assert 0 <= TYPES[type_id].looks_like(text) <= 1
