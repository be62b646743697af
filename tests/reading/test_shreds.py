"""What specks, watermarks and boxes that overlap leave in labels and values, and what is still understood then."""

from __future__ import annotations

import pytest

from intake_assist.reading import read_page, wanted_looks
from tests.reading.papers import (
    ACCOUNT_INFO,
    FORM,
    LANDSCAPE,
    ROSTER,
    Entry,
    Kinds,
    Read,
    at,
    changed,
    page_of,
    reworded,
    without,
)

NUMBER = "1708020109200123456"
NAME = "许昌青禾云杉五金有限公司"


def test_digit_that_two_boxes_share_is_read_once(document: Read) -> None:
    label: Entry = ("账户号码：1", (500, 318, 668, 350))
    entries = [*without(ACCOUNT_INFO, "账户号码："), label]
    assert document(entries).value("account_no") == NUMBER


def test_like_digits_in_boxes_that_do_not_overlap_are_two(document: Read) -> None:
    label: Entry = ("账户号码：1", (478, 318, 646, 350))
    entries = [*without(ACCOUNT_INFO, "账户号码："), label]
    assert document(entries).value("account_no") == "1" + NUMBER


@pytest.mark.parametrize(("char", "sure"), [("吴", 0.99), ("复", 0.91)])
def test_character_that_two_boxes_share_is_read_once(document: Read, char: str, sure: float) -> None:
    label: Entry = (f"法定代表人{char}", (146, 664, 353, 702), sure)
    found = document([*without(LANDSCAPE, "法定代表人"), label])
    assert found.value("principal") == "吴秋柏"


@pytest.mark.parametrize("label", ["注.册 日·期", "注.册 白·期", "注册，日期"])
def test_specks_in_a_label(document: Read, label: str) -> None:
    entries = without(LANDSCAPE, "成立日期2017年09月29日")
    found = document([*entries, at(label, 887, 600), at("2017年09月29日", 1080, 600)])
    assert found.value("estab_date") == "2017-09-29"


def test_label_read_wrong_at_its_end_and_alone(document: Read) -> None:
    assert document(reworded(LANDSCAPE, "法定代表人", "法定代表大")).value("principal") == "吴秋柏"


def test_character_of_a_watermark_before_a_term(document: Read) -> None:
    cells = [at("营业期限", 886, 662), at("使长期", 1040, 662)]
    term = document(changed(LANDSCAPE, "营业期限长期", *cells)).fields["term"]
    assert (term.value, term.problem) == ("/长期", None)


SMALL_STAR: Entry = ("水", (334, 542, 350, 560), 0.84)


@pytest.mark.parametrize("first", ["名", "办名"])
def test_star_of_a_trader_without_a_name_read_as_a_character(document: Read, first: str) -> None:
    entries = without(LANDSCAPE, "名", "称许昌青禾云杉五金有限公司")
    label: Entry = (first, (184 - 40 * len(first), 533, 184, 575))
    name = document([*entries, label, at("称", 280, 538), SMALL_STAR]).fields["name"]
    assert (name.value, name.problem) == ("*", None)
    faint = (*SMALL_STAR[:2], 0.6)
    assert document([*entries, label, at("称", 280, 538), faint]).fields["name"].problem is None


def test_what_stands_in_the_column_of_labels_is_no_value(document: Read) -> None:
    entries = without(LANDSCAPE, "名", "称许昌青禾云杉五金有限公司")
    found = document([*entries, ("办名", (104, 533, 184, 575))]).fields["name"]
    assert (found.value, found.text) == (None, "")


def test_rest_of_a_label_before_a_name_beside_values_read_with_their_labels(document: Read) -> None:
    """Where a value begins that was read in one line with a spread label, its box does not tell."""
    entries = without(LANDSCAPE, "名", "类", "型", "有限责任公司(自然人独资)", "经营范围")
    merged = [
        ("类型有限责任公司(自然人独资)", (145, 603, 673, 645)),
        ("经营范围研发、产销", (147, 726, 500, 757)),
    ]
    found = document([*entries, *merged])
    assert found.value("name") == NAME


def test_second_half_of_a_spread_label_is_no_further_line(document: Read) -> None:
    entries = without(LANDSCAPE, "称许昌青禾云杉五金有限公司")
    high: Entry = ("许昌青禾云杉五金有限公司", (262, 526, 708, 590))
    assert document([*entries, high]).value("name") == NAME


def test_cell_above_is_no_part_of_a_name(document: Read) -> None:
    entries = without(FORM, "法定代表人", "姓名", "吴秋柏")
    cells = [
        at("营业执照", 350, 345, 28),
        at("法定代表人或负责人", 60, 376, 30),
        at("古丽娜尔·艾合买提", 350, 382, 28),
    ]
    found = document([*entries, *cells])
    assert found.value("principal") == "古丽娜尔·艾合买提"


def test_letters_of_a_seal_beside_a_number_of_a_table(document: Read) -> None:
    letters: Entry = ("车维", (935, 302, 985, 328), 0.9)
    assert document([*ROSTER, letters]).rows[0].fields["wage"].value == "4200"


def test_words_beside_figures_that_are_no_number_stay(document: Read) -> None:
    entries = changed(ROSTER, "4200.00", at("约四千", 940, 300), at("2OO", 1040, 300))
    assert document(entries).rows[0].fields["wage"].problem is not None


def test_place_of_usual_words_is_read_in_two_lengths(kinds: Kinds) -> None:
    page = page_of(without(LANDSCAPE, "型", "有限责任公司(自然人独资)"))
    looks = wanted_looks(page, read_page(page, kinds), kinds)
    found = [look for look in looks if look.line and 600 < look.box.cy < 640 and look.box.x0 > 250]
    assert len({look.box.x1 for look in found}) == 2
    assert {look.round for look in found} == {2, 3, 4, 5, 6, 7}
