from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from intake_assist.values import org_code, parse, uscc

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
VALID = [
    "91350100M000100Y43",
    "91350200776049653A",
    "91210106MA0XY7J29X",
    "91110000600037341L",
    "91440101MA5CJQ4N59",
    "913502000728319549",
    "9135021359498494XQ",
    "123502001549897397",
    "91411002MA9TE5T04A",
    "92411003MA9ABCD165",
    "93411024MA9NPH2J5F",
    "12411000418512345W",
    "52411002MJY123458N",
    "51411000500123453Q",
    "31410000MD01234542",
    "11411002005743217U",
    "91411000MA9FB0RX9D",
]
PILOT = ["91350100M0001TGQXM", "91350211M0000XUF46", "91350203M0001FUE2P"]

bodies = st.from_regex(rf"[{ALPHABET}]{{2}}[0-9]{{6}}[{ALPHABET}]{{9}}", fullmatch=True)


@pytest.mark.parametrize("code", VALID)
def test_valid(code: str) -> None:
    assert uscc.check(code) == (code, None)
    assert uscc.repair(code) is None
    assert uscc.looks_like(code) == 1


@pytest.mark.parametrize(("body", "character"), [("91350100M000100Y4", "3"), ("12100000400000624", "D")])
def test_check_character(body: str, character: str) -> None:
    assert uscc.check_character(body) == character


@pytest.mark.parametrize("beginning", ["A1", "A9", "N1", "N2", "N3", "N9", "Y1", "Q7"])
def test_departments_with_letters_and_unknown_ones_are_valid(beginning: str) -> None:
    body = beginning + VALID[0][2:17]
    code = body + uscc.check_character(body)
    assert uscc.check(code).problem is None


@pytest.mark.parametrize(
    "text",
    [
        " 91411002 MA9TE5T0 4A ",
        "９１４１１００２ＭＡ９ＴＥ５Ｔ０４Ａ",
        "91411002-ma9te5t04-a",
        "91411002　MA9TE5T04A",
    ],
)
def test_blanks_width_and_case(text: str) -> None:
    assert uscc.check(text) == ("91411002MA9TE5T04A", None)


@pytest.mark.parametrize(
    ("text", "value", "code", "suggestion", "uncertain"),
    [
        ("", None, "unread", None, False),
        (" 　", None, "unread", None, False),
        ("91411002MA9TE5T04", "91411002MA9TE5T04", "length", None, False),
        ("91411002MA9TE5T04AA", "91411002MA9TE5T04AA", "length", None, False),
        ("411000600001232", "411000600001232", "old_number", None, False),
        ("4110002001234", "4110002001234", "old_number", None, False),
        ("411000600001233", "411000600001233", "length", None, False),
        ("12345678901234567890", "12345678901234567890", "length", None, False),
        ("统一社会信用代码", None, "charset", None, False),
        ("91440300MA577SK8KS", "91440300MA577SK8KS", "charset", None, False),
        ("9141100VMA9TE5T04A", "9141100VMA9TE5T04A", "charset", None, False),
        ("12100000400000624B", "12100000400000624B", "check_digit", None, False),
        ("932682198501010017", "932682198501010017", "check_digit", None, False),
        ("911124198108030024", "911124198108030024", "check_digit", None, False),
        ("9135O1OOMOOO1OOY43", "9135O1OOMOOO1OOY43", "charset", "91350100M000100Y43", True),
        ("9141l002MA9TE5T04A", "9141L002MA9TE5T04A", "charset", "91411002MA9TE5T04A", True),
        ("9141100ZMA9TE5T04A", "9141100ZMA9TE5T04A", "charset", "91411002MA9TE5T04A", True),
        ("91411002MA9TESTO4A", "91411002MA9TESTO4A", "charset", "91411002MA9TE5T04A", True),
        ("12411OO0418512345W", "12411OO0418512345W", "charset", "12411000418512345W", True),
        ("52411002MJV123458N", "52411002MJV123458N", "charset", "52411002MJY123458N", True),
        ("9141B102MA9TE5T04A", "9141B102MA9TE5T04A", "charset", None, False),
        ("9141E002MA9TE5T04A", "9141E002MA9TE5T04A", "charset", None, False),
    ],
)
def test_problems(text: str, value: str | None, code: str, suggestion: str | None, uncertain: bool) -> None:
    parsed = uscc.check(text)
    assert parsed.value == value
    assert parsed.problem is not None
    assert (parsed.problem.code, parsed.problem.suggestion, parsed.problem.uncertain) == (
        code,
        suggestion,
        uncertain,
    )


@pytest.mark.parametrize("code", PILOT)
def test_codes_of_the_early_pilot_are_a_doubt(code: str) -> None:
    parsed = uscc.check(code)
    assert parsed.value == code
    assert parsed.problem is not None
    assert parsed.problem.uncertain
    assert parsed.problem.suggestion is None
    assert "试点" in parsed.problem.message


@pytest.mark.parametrize(
    ("misread", "code"),
    [
        ("91411002MA9TE5T0AA", "91411002MA9TE5T04A"),
        ("91411002MA9TE5TD4A", "91411002MA9TE5T04A"),
        ("91411002MA9TE5TQ4A", "91411002MA9TE5T04A"),
        ("97411002MA9TE5T04A", "91411002MA9TE5T04A"),
        ("91411000MA9F8QRX9D", "91411000MA9FB0RX9D"),
    ],
)
def test_repair_of_characters_that_may_stand_there(misread: str, code: str) -> None:
    assert uscc.repair(misread) == code


@pytest.mark.parametrize(
    "text", ["", "91411002MA9TE5T04", "统一社会信用代码在此处应有十八位数", "ZZZZZZZZZZZZZZZZZZ"]
)
def test_no_repair(text: str) -> None:
    assert uscc.repair(text) is None


@pytest.mark.parametrize(
    ("text", "uncertain"),
    [
        ("91320508MAF6BHXFqW", True),
        ("914f0606M43B9L56XF", True),
        ("91320508MAF6BHXFQW", False),
        ("91320508maf6bhxfqw", False),  # written so by hand
        ("91320508MAF6BHxFQW", False),  # a small x looks like a large one
    ],
)
def test_letters_of_both_sizes_are_misread_ones(text: str, uncertain: bool) -> None:
    problem = parse("uscc", text).problem
    assert problem is not None
    assert problem.uncertain is uncertain


def test_length_message_says_how_many_were_read() -> None:
    parsed = uscc.check("91411002MA9TE5T04")
    assert parsed.problem is not None
    assert parsed.problem.message == "统一社会信用代码应为18位，这里读到17位"


def test_an_old_registration_number_is_told_as_such() -> None:
    parsed = uscc.check("411000600001232")
    assert parsed.problem is not None
    assert "旧的工商注册号（15位）" in parsed.problem.message


@given(st.from_regex(r"91[0-9]{15}", fullmatch=True), st.integers(2, 17))
def test_no_code_of_a_company_cut_short_is_a_registration_number(code: str, length: int) -> None:
    problem = uscc.check(code[:length]).problem
    assert problem is not None
    assert problem.code == "length"


def test_message_names_the_characters_that_may_not_stand_there() -> None:
    parsed = uscc.check("91440300MA577SK8KS")
    assert parsed.problem is not None
    assert parsed.problem.message.endswith("：S")


@given(bodies)
def test_generated_codes_are_valid(body: str) -> None:
    assert uscc.check(body + uscc.check_character(body)).problem is None


@given(bodies, st.integers(0, 17), st.sampled_from(ALPHABET))
def test_a_substitution_is_always_found(body: str, at: int, char: str) -> None:
    code = body + uscc.check_character(body)
    assume(code[at] != char)
    changed = code[:at] + char + code[at + 1 :]
    assert uscc.check(changed).problem is not None


@given(bodies, st.integers(0, 16))
def test_a_swap_of_neighbours_is_always_found(body: str, at: int) -> None:
    code = body + uscc.check_character(body)
    assume(code[at] != code[at + 1])
    changed = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
    assert uscc.check(changed).problem is not None


@given(bodies, st.integers(0, 17))
def test_a_suggestion_is_valid_and_never_the_value(body: str, at: int) -> None:
    code = body + uscc.check_character(body)
    parsed = uscc.check(code[:at] + "O" + code[at + 1 :])
    assert parsed.problem is not None
    assert parsed.value != parsed.problem.suggestion
    if parsed.problem.suggestion:
        assert uscc.is_valid(parsed.problem.suggestion)


@pytest.mark.parametrize(
    ("better", "worse"),
    [
        ("91411002MA9TE5T04B", "411002199003071236"),
        ("9141l002MA9TE5T04A", "932682198501010017"),
        ("91411002MA9TE5T04", "河南某某有限公司"),
        ("91411002MA9TE5T04B", "Q7411002MA9TE5T04B"),
    ],
)
def test_likeness_ranks(better: str, worse: str) -> None:
    assert uscc.looks_like(better) > uscc.looks_like(worse)


# -- 组织机构代码, the part within ---------------------------------------------------------------------


@pytest.mark.parametrize("code", ["D2143569-X", "MA1FL0LY-9", "76822546-9", "12345678-8", "M000100Y-4"])
def test_org_code_valid(code: str) -> None:
    assert org_code.check(code) == (code.replace("-", ""), None)


@pytest.mark.parametrize(
    ("text", "code"),
    [("D2143569-0", "check_digit"), ("D2143569", "length"), ("", "unread"), ("组织机构代码", "charset")],
)
def test_org_code_problems(text: str, code: str) -> None:
    problem = org_code.check(text).problem
    assert problem is not None
    assert problem.code == code


@pytest.mark.parametrize("code", VALID)
def test_every_sample_contains_a_valid_org_code(code: str) -> None:
    assert org_code.is_valid(code[8:17])


def test_parse_uses_it() -> None:
    assert parse("uscc", VALID[0]).value == VALID[0]
