from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from intake_assist.values import id_number

VALID = [
    ("11010519491231002X", dt.date(1949, 12, 31), "女"),
    ("411002199003071236", dt.date(1990, 3, 7), "男"),
    ("411003200002290041", dt.date(2000, 2, 29), "女"),
    ("411081197812305617", dt.date(1978, 12, 30), "男"),
    ("41100220080101002X", dt.date(2008, 1, 1), "女"),
    ("370986198906232123", dt.date(1989, 6, 23), "女"),
]
births = st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31))
bodies = st.builds(
    lambda region, birth, order: f"{region:06d}{birth:%Y%m%d}{order:03d}",
    st.integers(110000, 659000),
    births,
    st.integers(0, 999),
)


@pytest.mark.parametrize(("number", "birth", "sex"), VALID)
def test_valid(number: str, birth: dt.date, sex: str) -> None:
    assert id_number.check(number) == (number, None)
    assert id_number.birth(number) == birth
    assert id_number.sex(number) == sex
    assert id_number.looks_like(number) == 1


@pytest.mark.parametrize(
    "text",
    [
        "11010519491231002x",
        "110105 19491231 002X",
        "１１０１０５１９４９１２３１００２Ｘ",
        "11010519491231002×",
    ],
)
def test_ways_to_print_it(text: str) -> None:
    assert id_number.check(text) == ("11010519491231002X", None)


@pytest.mark.parametrize("number", ["411023199003070013", "999999199003071239", "110000199003070015"])
def test_historical_and_unknown_regions_are_not_judged(number: str) -> None:
    full = number[:17] + id_number.check_character(number[:17])
    assert id_number.check(full) == (full, None)


@pytest.mark.parametrize(
    ("text", "value", "code", "suggestion", "uncertain"),
    [
        ("", None, "unread", None, False),
        ("411002199003071235", "411002199003071235", "check_digit", None, False),
        ("411002199002301239", "411002199002301239", "no_such_date", None, False),
        ("41100219900307123", "41100219900307123", "length", None, False),
        ("4110021990030712366", "4110021990030712366", "length", None, False),
        ("4l1002199003071236", "4L1002199003071236", "charset", "411002199003071236", True),
        ("4110O21990O3O71236", "4110O21990O3O71236", "charset", "411002199003071236", True),
        ("11010519491231002K", "11010519491231002K", "charset", "11010519491231002X", True),
        ("41100219900307123G", "41100219900307123G", "charset", "411002199003071236", True),
        ("4M1002199003071236", "4M1002199003071236", "charset", None, False),
        ("4110O2199003071235", "4110O2199003071235", "charset", None, False),
        ("X11002199003071236", "X11002199003071236", "charset", None, False),
        ("4110O2900307123", "4110O2900307123", "charset", None, False),
        ("公民身份号码", None, "charset", None, False),
        ("411002900230123", "411002900230123", "no_such_date", None, False),
    ],
)
def test_problems(text: str, value: str | None, code: str, suggestion: str | None, uncertain: bool) -> None:
    parsed = id_number.check(text)
    assert parsed.value == value
    assert parsed.problem is not None
    assert (parsed.problem.code, parsed.problem.suggestion, parsed.problem.uncertain) == (
        code,
        suggestion,
        uncertain,
    )
    assert value is None or value not in parsed.problem.message


def test_one_twin_digit_is_suggested_but_stays_an_error() -> None:
    parsed = id_number.check("411002199003077236")
    assert parsed.value == "411002199003077236"
    assert parsed.problem is not None
    assert (parsed.problem.suggestion, parsed.problem.uncertain) == ("411002199003071236", False)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("411002900307123", "411002199003071236"),
        ("370986890623212", "370986198906232123"),
        ("41100290030712", None),
    ],
)
def test_to18(old: str, new: str | None) -> None:
    assert id_number.to18(old) == new


def test_an_old_number_stays_as_printed() -> None:
    assert id_number.check("411002900307123") == ("411002900307123", None)
    assert id_number.birth("411002900307123") == dt.date(1990, 3, 7)
    assert id_number.sex("411002900307123") == "男"


@pytest.mark.parametrize("text", ["", "41100219900307123", "一二三", "411002199002301239"])
def test_no_birth(text: str) -> None:
    assert id_number.birth(text) is None


def test_no_sex() -> None:
    assert id_number.sex("41100219900307123") is None


@pytest.mark.parametrize(
    ("birth", "start", "age", "end"),
    [
        ("2012-03-07", "2020-05-06", 8, "2025-05-06"),
        ("2004-05-06", "2020-05-06", 16, "2030-05-06"),
        ("2004-05-07", "2020-05-06", 15, "2025-05-06"),
        ("1994-05-07", "2020-05-06", 25, "2030-05-06"),
        ("1994-05-06", "2020-05-06", 26, "2040-05-06"),
        ("1974-05-07", "2020-05-06", 45, "2040-05-06"),
        ("1974-05-06", "2020-05-06", 46, None),
        ("2004-02-29", "2024-02-29", 20, "2034-02-28"),
        ("2004-02-29", "2023-02-28", 18, "2033-02-28"),
    ],
)
def test_expected_expiry(birth: str, start: str, age: int, end: str | None) -> None:
    born, issued = dt.date.fromisoformat(birth), dt.date.fromisoformat(start)
    assert id_number.age(born, issued) == age
    assert id_number.expected_expiry(born, issued) == (dt.date.fromisoformat(end) if end else None)


@pytest.mark.parametrize(("birth", "fits"), [(dt.date(2004, 2, 7), True), (dt.date(2004, 2, 6), False)])
def test_the_application_may_lie_ninety_days_back(birth: dt.date, fits: bool) -> None:
    assert id_number.period_fits(birth, dt.date(2020, 5, 6), dt.date(2025, 5, 6)) is fits


@given(bodies)
def test_generated_numbers_are_valid(body: str) -> None:
    number = body + id_number.check_character(body)
    assert id_number.check(number) == (number, None)
    assert id_number.birth(number) == dt.date.fromisoformat(f"{body[6:10]}-{body[10:12]}-{body[12:14]}")


@given(bodies, st.integers(0, 17), st.sampled_from("0123456789X"))
def test_a_substitution_is_always_found(body: str, at: int, char: str) -> None:
    number = body + id_number.check_character(body)
    assume(number[at] != char)
    assert id_number.check(number[:at] + char + number[at + 1 :]).problem is not None


@given(bodies, st.integers(0, 16))
def test_a_swap_of_neighbours_is_always_found(body: str, at: int) -> None:
    number = body + id_number.check_character(body)
    assume(number[at] != number[at + 1])
    assert id_number.check(number[:at] + number[at + 1] + number[at] + number[at + 2 :]).problem is not None


@given(st.dates(dt.date(1900, 1, 1), dt.date(1999, 12, 31)), st.integers(0, 999))
def test_an_old_number_and_its_new_form_agree(birth: dt.date, order: int) -> None:
    old = f"411002{birth:%y%m%d}{order:03d}"
    new = id_number.to18(old)
    assert new is not None
    assert id_number.check(new).problem is None
    assert id_number.birth(new) == id_number.birth(old) == birth
    assert id_number.sex(new) == id_number.sex(old)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("411002199003071235", "123502001549897397"),
        ("411002900307123", "411002902307123"),
        ("4110O2199003071236", "91411002MA9TE5T04A"),
        ("41100219900307123", "河南省许昌市"),
        ("411002199003071236", "932682198501010017"),
    ],
)
def test_likeness_ranks(better: str, worse: str) -> None:
    assert id_number.looks_like(better) > id_number.looks_like(worse)


def test_nobody_was_born_in_the_year_742() -> None:
    number = "14010607420106200" + id_number.check_character("14010607420106200")
    assert id_number.birth(number) is None
    assert not id_number.is_valid(number)
