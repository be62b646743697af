"""A birth date that was not quite read, beside the number that repeats it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_assist.model import Problem
from intake_assist.reading.reader import read_as, read_page
from intake_assist.reading.told import repeats, with_told
from tests.reading.papers import CARD, Entry, Kinds, Read, lines_of, page_of, reworded

DAY = dt.date(1997, 1, 17)


@pytest.mark.parametrize(
    "text",
    [
        "1997年1月17日",
        "19971月17日",
        "1997日1月17日",
        "1997μ1月17日",
        "1997年01月17",
        "1997117",
        "97年1月17日",
        "生1997年1日17日",
    ],
)
def test_the_same_date(text: str) -> None:
    assert repeats(text, DAY)


@pytest.mark.parametrize(
    "text",
    [
        "1997年11月7日",
        "199711月7日",  # the same figures, and a sign that tells them apart
        "1997月1月17日",
        "1998年1月17日",
        "1997年1月7日",
        "1997年1月",
        "年1月17日",
        "7年1月17日",
        "971月17日",
        "1997年1月170日",
        "11997年1月17日",
        "",
    ],
)
def test_another_date_or_less_than_one(text: str) -> None:
    assert not repeats(text, DAY)


@given(st.text(max_size=12), st.dates())
def test_any_text(text: str, day: dt.date) -> None:
    repeats(text, day)


@given(st.dates(min_value=dt.date(1900, 1, 1)), st.dates(min_value=dt.date(1900, 1, 1)))
def test_a_whole_date_is_only_itself(printed: dt.date, told: dt.date) -> None:
    text = f"{printed.year}年{printed.month}月{printed.day}日"
    assert repeats(text, told) == (printed == told)


@pytest.mark.parametrize(
    ("printed", "birth"),
    [
        ("出生1990年3月7日", "1990-03-07"),
        ("出生1990年31日7日", None),
        ("出生19903月7日", "1990-03-07"),
        ("出生1990年3月8日", "1990-03-08"),  # what is printed, whatever the number says
        ("出生19903月8日", None),
    ],
)
def test_the_number_settles_what_was_not_quite_read(document: Read, printed: str, birth: str | None) -> None:
    card = document(reworded(CARD, "出生1990年3月7日", printed), 2700, 1900)
    assert card.value("birth") == birth
    assert (card.fields["birth"].problem is None) is (birth is not None)


def test_a_number_that_is_wrong_itself_settles_nothing(document: Read) -> None:
    entries: list[Entry] = reworded(CARD, "出生1990年3月7日", "出生19903月7日")
    card = document(reworded(entries, "411002199003071236", "411002199003071237"), 2700, 1900)
    assert card.value("birth") is None


def test_of_several_readings_the_one_that_the_number_repeats_is_right(document: Read, kinds: Kinds) -> None:
    card, kind = document(CARD, 2700, 1900), kinds["id_card_portrait"]
    doubt = Problem("readings_differ", "几次识别的结果不一样。", uncertain=True)
    read = replace(card.fields["birth"], text="1990年3月1日", value="1990-03-01", problem=doubt)
    for others, birth in (("1990-03-07", "1990-03-04"), "1990-03-07"), (("1990-03-04",), "1990-03-01"):
        found = with_told({**card.fields, "birth": replace(read, others=others)}, kind)["birth"]
        assert (found.value, found.problem is None) == (birth, birth == "1990-03-07")


def test_readings_that_differ_are_settled_whether_the_page_was_sorted_by_hand_or_not(
    kinds: Kinds,
) -> None:
    poorly: list[Entry] = [(entry[0], entry[1], 0.9) for entry in CARD]
    misread = reworded(poorly, "出生1990年3月7日", "出生1990年3月1日")
    page = replace(page_of(misread, 2700, 1900), second_looks=(lines_of(poorly),))
    card = {"id_card_portrait": kinds["id_card_portrait"]}
    for read in (read_page(page, kinds)[0], read_as(page, card)):
        assert (read.value("birth"), read.fields["birth"].problem) == ("1990-03-07", None)
