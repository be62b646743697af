"""Values that were struck through: written anew in their cell, in a cell of their own, with nothing beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from intake_assist.checklist.models import KindSpec
from intake_assist.model import Box, Document
from intake_assist.reading import read_page
from tests.reading.papers import FORM, Entry, at, changed, page_of, without

BANK = "中国工商银行股份有限公司许昌分行营业部"
OTHER = "招商银行股份有限公司许昌永丰支行"


def read(kinds: Mapping[str, KindSpec], entries: list[Entry], *struck: str) -> Document:
    page = page_of(entries)
    strikes = tuple(line.box for line in page.lines if line.text in struck)
    assert len(strikes) == len(struck)
    (found,) = read_page(replace(page, strikes=strikes), kinds)
    return found


@pytest.mark.parametrize("x", [350, 362])
@pytest.mark.parametrize("gap", [4, 14])
def test_written_under_it(kinds: Mapping[str, KindSpec], x: float, gap: float) -> None:
    struck, new = at(BANK, 350, 524 - gap, 30), at(OTHER, x, 554, 30)
    found = read(kinds, changed(FORM, BANK, struck, new), BANK).fields["bank_name"]
    assert (found.value, found.problem) == (OTHER, None)
    assert found.box == Box(*struck[1]).union(Box(*new[1]))


def test_written_beside_it(kinds: Mapping[str, KindSpec]) -> None:
    cell = [at(BANK, 350, 540, 20), at(OTHER, 750, 540, 24)]
    assert read(kinds, changed(FORM, BANK, *cell), BANK).value("bank_name") == OTHER


def test_it_falls_to_no_neighbour(kinds: Mapping[str, KindSpec]) -> None:
    """A struck line close under another value is no second line of that."""
    entries = changed(
        FORM, "许昌青禾云杉五金商行", at(OTHER, 350, 572, 26), at("许昌青禾云杉五金商行", 350, 606)
    )
    found = read(kinds, entries, OTHER)
    assert (found.value("bank_name"), found.value("account_name")) == (BANK, "许昌青禾云杉五金商行")


def test_nothing_written_instead(kinds: Mapping[str, KindSpec]) -> None:
    found = read(kinds, FORM, BANK)
    assert (found.value("bank_name"), found.value("account_name")) == (BANK, "许昌青禾云杉五金商行")


def test_a_value_close_under_it_is_that_of_another_field(kinds: Mapping[str, KindSpec]) -> None:
    tight = without(FORM, "开户名称", "许昌青禾云杉五金商行")
    entries = [*tight, at("开户名称", 100, 585), at("许昌青禾云杉五金商行", 350, 585)]
    assert read(kinds, entries, BANK).value("bank_name") == BANK


def test_a_line_of_which_a_few_characters_are_struck_stays(kinds: Mapping[str, KindSpec]) -> None:
    """What was written beside it are other characters, no other value."""
    page = page_of(changed(FORM, BANK, at(BANK, 350, 540, 20), at(OTHER, 750, 540, 24)))
    line = next(line.box for line in page.lines if line.text == BANK)
    stroke = Box(line.x0 + line.width * 0.3, line.y0, line.x0 + line.width * 0.6, line.y1)
    (found,) = read_page(replace(page, strikes=(stroke,)), kinds)
    assert BANK in str(found.value("bank_name"))


def test_both_looks_leave_it_out(kinds: Mapping[str, KindSpec]) -> None:
    """A further reading of the row, in which the struck line came out with more of the row."""
    entries = changed(FORM, BANK, at(BANK, 350, 520, 30), at(OTHER, 350, 554, 30))
    page = page_of(entries)
    stroke = next(line.box for line in page.lines if line.text == BANK)
    again = tuple(
        replace(line, box=Box(300, 510, 1000, 552), confidence=1.0) if line.text == BANK else line
        for line in page.lines
    )
    (found,) = read_page(replace(page, strikes=(stroke,), second_looks=(again,)), kinds)
    assert found.value("bank_name") == OTHER


def test_a_label_is_not_struck_out(kinds: Mapping[str, KindSpec]) -> None:
    """What looks like a stroke through it is none; its value lies beside it as ever."""
    assert read(kinds, FORM, "开户银行").fields == read(kinds, FORM).fields
