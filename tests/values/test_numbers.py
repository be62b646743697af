"""Numbers of papers, accounts, telephones, places."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from intake_assist.values import bank, phone, reg_no, region, residence
from intake_assist.values.base import Parsed

Check = Callable[[str], Parsed]


@pytest.mark.parametrize(
    ("check", "text", "value"),
    [
        (residence.check_permit, "810000199003070015", "810000199003070015"),
        (residence.check_permit, "820000198512310029", "820000198512310029"),
        (residence.check_permit, "83000019880229003x", "83000019880229003X"),
        (residence.check_permanent, "932682198501010017", "932682198501010017"),
        (residence.check_permanent, "911124198108030024", "911124198108030024"),
        (residence.check_permanent, "CAN110081080310", "CAN110081080310"),
        (residence.check_travel_permit, "H12345678", "H12345678"),
        (residence.check_travel_permit, "M1234567890", "M1234567890"),
        (residence.check_travel_permit, "12345678", "12345678"),
        (residence.check_passport, "E 12345678", "E12345678"),
        (residence.check_passport, "EA1234567", "EA1234567"),
        (bank.check_account, "1708 0241 0920 0012 345", "1708024109200012345"),
        (bank.check_account, "41-050163 8708-00000123", "41050163870800000123"),
        (bank.check_account, "6222021234567890123", "6222021234567890123"),
        (bank.check_card, "6217001234567890122", "6217001234567890122"),
        (bank.check_card, "6222 0212 3456 7890 128", "6222021234567890128"),
        (bank.check_card, "622848040256489009", "622848040256489009"),
        (bank.check_approval, "J2900123456789", "J2900123456789"),
        (bank.check_approval, "j2900123456789", "J2900123456789"),
        (reg_no.check, "110108000000016", "110108000000016"),
        (reg_no.check, "411000600001232", "411000600001232"),
        (reg_no.check, "411000000000010", "411000000000010"),
        (reg_no.check, "411000100045673", "411000100045673"),
        (reg_no.check, "4110002001234", "4110002001234"),
        (reg_no.check, "14010360A012345", "14010360A012345"),
        (phone.check, "13800138000", "13800138000"),
        (phone.check, "138 0013 8000", "13800138000"),
        (phone.check, "138-0013-8000", "13800138000"),
        (phone.check, "+8613800138000", "13800138000"),
        (phone.check, "0374-2981234", "0374-2981234"),
        (phone.check, "03742981234", "0374-2981234"),
        (phone.check, "(0374)2981234", "0374-2981234"),
        (phone.check, "（0374）2981234", "0374-2981234"),
        (phone.check, "0374—2981234", "0374-2981234"),
        (phone.check, "010-66668888", "010-66668888"),
        (phone.check, "0371-67971976-801", "0371-67971976-801"),
        (phone.check, "0371-67971976转801", "0371-67971976-801"),
        (phone.check, "400-123-4567", "400-123-4567"),
        (phone.check, "4001234567", "400-123-4567"),
        (phone.check_postcode, "461000", "461000"),
        (phone.check_postcode, "4 6 1 0 0 0", "461000"),
        (phone.check_postcode, "010010", "010010"),
    ],
)
def test_valid(check: Check, text: str, value: str) -> None:
    assert check(text) == (value, None)
    assert check(value) == (value, None)


@pytest.mark.parametrize(
    ("check", "text", "value", "code", "uncertain"),
    [
        (residence.check_permit, "", None, "unread", False),
        (residence.check_permit, "810000199003070016", "810000199003070016", "check_digit", False),
        (residence.check_permit, "411002199003071236", "411002199003071236", "malformed", False),
        (residence.check_permit, "810000900307001", "810000900307001", "length", False),
        (residence.check_permanent, "932682198501010018", "932682198501010018", "check_digit", False),
        (residence.check_permanent, "CAN110081080311", "CAN110081080311", "check_digit", True),
        (residence.check_travel_permit, "", None, "unread", False),
        (residence.check_travel_permit, "H123456789", "H123456789", "malformed", False),
        (residence.check_travel_permit, "港澳", None, "malformed", False),
        (residence.check_passport, "", None, "unread", False),
        (residence.check_passport, "ABCDEF", "ABCDEF", "malformed", False),
        (residence.check_passport, "E1", "E1", "malformed", False),
        (bank.check_account, "", None, "unread", False),
        (bank.check_account, "12345", "12345", "length", False),
        (bank.check_account, "1" * 33, "1" * 33, "length", False),
        (bank.check_account, "中国银行", None, "charset", False),
        (bank.check_account, "17O8O241O92OOO12345", None, "charset", True),
        (bank.check_card, "6222021234567890123", "6222021234567890123", "check_digit", False),
        (bank.check_card, "622202123456", "622202123456", "length", False),
        (bank.check_approval, "", None, "unread", False),
        (bank.check_approval, "J290012345678", "J290012345678", "length", False),
        (bank.check_approval, "Z2900123456789", "Z2900123456789", "malformed", True),
        (bank.check_approval, "L2900123456789", "L2900123456789", "malformed", True),
        (bank.check_approval, "J29OO123456789", "J29OO123456789", "charset", True),
        (bank.check_approval, "12900123456789", "12900123456789", "charset", True),
        (bank.check_approval, "JM900123456789", "JM900123456789", "charset", False),
        (bank.check_approval, "核准号", None, "charset", False),
        (reg_no.check, "", None, "unread", False),
        (reg_no.check, "110108000000017", "110108000000017", "check_digit", False),
        (reg_no.check, "11010800000001", "11010800000001", "length", False),
        (reg_no.check, "注册号", None, "charset", False),
        (phone.check, "", None, "unread", False),
        (phone.check, "12012345678", "12012345678", "malformed", False),
        (phone.check, "1380013800", "1380013800", "malformed", False),
        (phone.check, "0374-12345", "0374-12345", "malformed", False),
        (phone.check, "010-6666888", "010-6666888", "malformed", False),
        (phone.check, "无", None, "malformed", False),
        (phone.check, "l38OO138OOO", None, "malformed", True),
        (phone.check_postcode, "", None, "unread", False),
        (phone.check_postcode, "46100", "46100", "length", False),
        (phone.check_postcode, "4610OO", None, "charset", True),
        (phone.check_postcode, "许昌", None, "charset", False),
        (phone.check_postcode, "000000", "000000", "malformed", True),
        (phone.check_postcode, "910000", "910000", "malformed", True),
    ],
)
def test_problems(check: Check, text: str, value: str | None, code: str, uncertain: bool) -> None:
    parsed = check(text)
    assert parsed.value == value
    assert parsed.problem is not None
    assert (parsed.problem.code, parsed.problem.uncertain) == (code, uncertain)


@pytest.mark.parametrize(
    ("check", "text", "suggestion"),
    [
        (bank.check_account, "17O8O241O92OOO12345", "1708024109200012345"),
        (bank.check_approval, "J29OO123456789", "J2900123456789"),
        (bank.check_approval, "I2900123456789", "J2900123456789"),
        (phone.check, "l38OO138OOO", "13800138000"),
        (phone.check_postcode, "4610OO", "461000"),
    ],
)
def test_suggestions(check: Check, text: str, suggestion: str) -> None:
    problem = check(text).problem
    assert problem is not None
    assert (problem.suggestion, problem.uncertain) == (suggestion, True)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("932682198501010017", None),
        ("810000199003070015", None),
        ("83000019880229003X", None),
        ("CAN110081080310", None),
        ("411002199003071236", None),
        ("H12345678", None),
        ("12345678", None),
        ("EA1234567", None),
        ("", "unread"),
        ("932682198501010018", "check_digit"),
        ("411002199003071235", "check_digit"),
        ("41100219900307123", "malformed"),
        ("护照", "malformed"),
    ],
)
def test_papers_of_foreigners_are_told_apart_by_form(text: str, problem: str | None) -> None:
    found = residence.check(text).problem
    assert (found.code if found else None) == problem


@pytest.mark.parametrize(
    ("likeness", "better", "worse"),
    [
        (residence.looks_like, "CAN110081080310", "461000"),
        (residence.looks_like, "461000", "932682198501010018"),
        (residence.looks_like, "932682198501010018", "河南省"),
        (bank.account_likeness, "1708024109200012345", "461000"),
        (bank.account_likeness, "461000", "1708O24109200012345"),
        (bank.account_likeness, "1708O24109200012345", "中国银行"),
        (bank.account_likeness, "1708024109200012345", "2010.05.06-2030.05.06"),
        (bank.card_likeness, "6217001234567890122", "6217001234567890123"),
        (bank.card_likeness, "6217001234567890123", "461000"),
        (bank.approval_likeness, "J2900123456789", "Z2900123456789"),
        (bank.approval_likeness, "Z2900123456789", "91411002MA9TE5T04A"),
        (phone.looks_like, "13800138000", "1380013800"),
        (phone.looks_like, "1380013800", "张三"),
        (phone.postcode_likeness, "461000", "910000"),
        (phone.postcode_likeness, "910000", "46100"),
    ],
)
def test_likeness_ranks(likeness: Callable[[str], float], better: str, worse: str) -> None:
    assert likeness(better) > likeness(worse)


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("411000", "河南省许昌市"),
        ("411002", "河南省魏都区"),
        ("411003", "河南省建安区"),
        ("411023", "河南省许昌县"),
        ("411024", "河南省鄢陵县"),
        ("411025", "河南省襄城县"),
        ("411081", "河南省禹州市"),
        ("411082", "河南省长葛市"),
        ("411002199003071236", "河南省魏都区"),
        ("411071", None),
        ("41100", None),
        ("许昌", None),
    ],
)
def test_region_names(code: str, name: str | None) -> None:
    assert region.place(code) == name


@pytest.mark.parametrize(
    ("code", "known"),
    [
        ("411002", True),
        ("411023", True),
        ("810000", True),
        ("820000", True),
        ("830000", True),
        ("932682", True),
        ("411071", False),
        ("419099", False),
        ("", False),
    ],
)
def test_known_regions(code: str, known: bool) -> None:
    assert region.is_known(code) is known


@pytest.mark.parametrize(("code", "province"), [("411071", "河南省"), ("910000", None), ("4110", None)])
def test_a_development_zone_has_a_province(code: str, province: str | None) -> None:
    assert region.province(code) == province


@given(st.text() | st.text(alphabet="0123456789", max_size=8))
def test_any_text_is_a_region_or_none(text: str) -> None:
    assert (region.place(text) is not None) <= region.is_known(text)
    assert region.place(text) is None or (region.place(text) or "").startswith(region.province(text) or "-")


# -- 注册号 --------------------------------------------------------------------------------------------------

_bodies = st.from_regex(r"[0-9]{14}", fullmatch=True)


@given(_bodies, st.integers(0, 14), st.sampled_from("0123456789"))
def test_a_substitution_in_a_registration_number_is_always_found(body: str, at: int, char: str) -> None:
    number = body + reg_no.check_digit(body)
    assume(number[at] != char)
    assert reg_no.check(number) == (number, None)
    problem = reg_no.check(number[:at] + char + number[at + 1 :]).problem
    assert problem is not None
    assert problem.code == "check_digit"


@given(st.text() | st.text(alphabet="0123456789AＡ- ", max_size=20))
def test_any_text_is_a_registration_number_or_a_problem(text: str) -> None:
    parsed = reg_no.check(text)
    assert parsed.value or parsed.problem
    assert reg_no.is_sound(text) <= (parsed.problem is None)


@pytest.mark.parametrize(
    ("number", "sound"),
    [
        ("411000600001232", True),
        ("4110002001234", True),
        ("411071000000017", True),  # of a development zone
        ("100000000000014", True),  # of the national office
        ("411000600001233", False),
        ("914110027457628", False),  # a code cut short; its check digit happens to be right
        ("9141100274576", False),
        ("4110712001234", False),
        ("14010360A012345", False),
        ("41100060000123", False),
    ],
)
def test_what_may_stand_for_another_number(number: str, sound: bool) -> None:
    assert reg_no.is_sound(number) is sound
