"""Vectors of ICAO Doc 9303 part 4, appendix B."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_assist.values import mrz

ZONE = st.text(alphabet="ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789<", min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("body", "digit"),
    [("L898902C3", "6"), ("740812", "2"), ("120415", "9"), ("ZE184226B<<<<<", "1"), ("520727", "3")],
)
def test_check_digit(body: str, digit: str) -> None:
    assert mrz.check_digit(body) == digit


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        ("L898902C36", "L898902C3", None),
        ("E1234567<" + mrz.check_digit("E1234567<"), "E1234567", None),
        ("L898902C37", "L898902C3", "check_digit"),
        ("E12345678", "E12345678", None),
        ("护照", None, "malformed"),
        ("", None, "unread"),
    ],
)
def test_number(text: str, value: str | None, code: str | None) -> None:
    found = mrz.check_number(text)
    assert (found.value, found.problem.code if found.problem else None) == (value, code)


@pytest.mark.parametrize(
    ("text", "birth", "expiry"),
    [
        ("7408122", "1974-08-12", "2074-08-12"),
        ("1204159", "2012-04-15", "2012-04-15"),
        ("74O8122", "1974-08-12", "2074-08-12"),
        ("7413122", None, None),
        ("740812", None, None),
        ("", None, None),
    ],
)
def test_dates(text: str, birth: str | None, expiry: str | None) -> None:
    assert mrz.check_birth(text).value == birth
    assert mrz.check_expiry(text).value == expiry


def test_a_date_that_fails_its_check_is_doubted() -> None:
    problem = mrz.check_birth("7408123").problem
    assert problem is not None
    assert (problem.code, problem.uncertain) == ("check_digit", True)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("ERIKSSON<<ANNA<MARIA<<<<<", "ERIKSSON ANNA MARIA"),
        ("LI<<MING<<<", "LI MING"),
        ("LI", "LI"),
        ("TAYL0R<<EMMA<R0SE<<<", "TAYLOR EMMA ROSE"),
        ("8ECKER<<J0NA5<<<<", "BECKER JONAS"),
        ("LI<<MING<<<G47601439<", None),
        ("李明", None),
    ],
)
def test_name(text: str, name: str | None) -> None:
    assert mrz.check_name(text).value == name


@given(ZONE, st.integers(0, 29), st.sampled_from("0123456789"))
def test_one_wrong_digit_is_always_seen(body: str, at: int, other: str) -> None:
    at %= len(body)
    if body[at].isdigit() and body[at] != other:
        assert mrz.check_digit(body) != mrz.check_digit(body[:at] + other + body[at + 1 :])


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    for check in (mrz.check_number, mrz.check_name, mrz.check_birth, mrz.check_expiry, mrz.check_sex):
        found = check(text)
        assert found.value or found.problem


@pytest.mark.parametrize(("text", "value"), [("M", "男"), ("f", "女"), ("男", "男")])
def test_sex(text: str, value: str) -> None:
    assert mrz.check_sex(text) == (value, None)


@pytest.mark.parametrize(
    ("text", "code"), [("", "unread"), ("  ", "unread"), ("N", "malformed"), ("M<", "malformed")]
)
def test_what_is_no_sex_was_read_all_the_same(text: str, code: str) -> None:
    value, problem = mrz.check_sex(text)
    assert value is None
    assert problem is not None
    assert problem.code == code
