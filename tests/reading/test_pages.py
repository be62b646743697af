"""Pages of one paper: continuation pages join, other pages do not; two readings of one page."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intake_assist.model import Box, Document, Field, Page, Problem, Source, TextLine
from intake_assist.reading import read, read_page
from intake_assist.reading.reader import joined
from tests.reading.papers import (
    CARD,
    EMBLEM,
    FORM,
    LANDSCAPE,
    LETTER,
    ROSTER_COLUMNS,
    ROSTER_END,
    ROSTER_HEAD,
    ROSTER_ROWS,
    Entry,
    Kinds,
    at,
    lines_of,
    page_of,
    without,
)

SECOND: list[Entry] = [
    *ROSTER_COLUMNS,
    at("4", 120, 300),
    at("周小禾", 190, 300),
    at("女", 335, 300),
    at("41100220080101002X", 430, 300),
    at("本地城镇", 780, 300),
    at("4100.00", 990, 300),
    at("13800138003", 1180, 300),
    *ROSTER_END,
]
FIRST = ROSTER_HEAD + ROSTER_COLUMNS + ROSTER_ROWS


def paper(entries: list[Entry], source: Source) -> Page:
    return replace(page_of(entries), source=source)


def test_second_page_of_a_roster_joins_the_first(kinds: Kinds) -> None:
    pages = [paper(FIRST, Source("a.pdf", 1)), paper(SECOND, Source("a.pdf", 2))]
    (found,) = read(pages, kinds)
    assert found.pages == ("a.pdf#1", "a.pdf#2")
    assert found.id == "a.pdf#1"
    assert [row.number for row in found.rows] == [1, 2, 3, 4]
    assert [row.page for row in found.rows] == ["a.pdf#1"] * 3 + ["a.pdf#2"]
    assert found.rows[3].fields["name"].value == "周小禾"
    assert found.value("name") == "许昌青禾云杉科技有限公司"
    assert found.value("filler") == "周小禾"
    assert found.fields["filler"].page == "a.pdf#2"
    assert "参保年月" in found.text
    assert "填表人" in found.text


@pytest.mark.parametrize(
    ("source", "entries"),
    [
        (Source("b.pdf", 2), SECOND),
        (Source("a.pdf", 3), SECOND),
        (Source("a.pdf", 1), SECOND),
        (Source("a.pdf", 2, part=1), SECOND),
        (Source("a.pdf", 2), ROSTER_HEAD + SECOND),
        (Source("a.pdf", 2), LETTER),
        (Source("a.pdf", 2), [at("云杉青禾", 100, 100)]),
    ],
    ids=["other file", "page between", "same page", "part of a sheet", "own title", "other kind", "no kind"],
)
def test_page_that_does_not_continue(kinds: Kinds, source: Source, entries: list[Entry]) -> None:
    found = read([paper(FIRST, Source("a.pdf", 1)), paper(entries, source)], kinds)
    assert len(found) == 2
    assert len(found[0].rows) == 3


def test_second_copy_of_a_form_whose_title_was_not_seen(kinds: Kinds) -> None:
    again = [entry for entry in FORM if entry[0] != FORM[0][0]]
    pages = [paper(FORM, Source("a.pdf", 1)), paper(again, Source("a.pdf", 2))]
    found = read(pages, kinds)
    assert [document.kind for document in found] == ["registration_form"] * 2
    assert not found[1].titled


def test_three_pages_join(kinds: Kinds) -> None:
    pages = [paper(FIRST, Source("a.pdf", 1)), *(paper(SECOND, Source("a.pdf", n)) for n in (2, 3))]
    (found,) = read(pages, kinds)
    assert [row.number for row in found.rows] == [1, 2, 3, 4, 5]


def test_documents_come_in_the_order_of_the_pages(kinds: Kinds) -> None:
    pages = [paper(entries, Source(f"{i}.jpg")) for i, entries in enumerate((FORM, CARD, LETTER))]
    found = read(pages, kinds)
    assert [document.kind for document in found] == [
        "registration_form",
        "id_card_portrait",
        "power_of_attorney",
    ]


def test_page_without_text_gives_nothing_and_stops_nothing(kinds: Kinds) -> None:
    pages = [Page(Source("a.jpg"), problem="无法读取"), paper(FORM, Source("b.jpg")), Page(Source("c.jpg"))]
    assert [document.id for document in read(pages, kinds)] == ["b.jpg#1"]
    assert read([], kinds) == ()


def test_spreadsheet_among_the_pages(kinds: Kinds) -> None:
    cells = (("参保人员花名册",), ("序号", "姓名", "公民身份号码"), ("1", "徐青禾", "411002199003071236"))
    found = read([paper(LETTER, Source("a.jpg")), Page(Source("b.xlsx"), cells=cells)], kinds)
    assert [document.kind for document in found] == ["power_of_attorney", "roster"]


UNREAD = Problem("unread", "没有读到", uncertain=True)


def test_fields_of_the_first_page_are_filled_up_from_the_second() -> None:
    first = Document(
        "a",
        "k",
        1.0,
        ("p1",),
        {
            "name": Field("name", "甲"),
            "term": Field("term", None, problem=UNREAD),
            "date": Field("date", None),
        },
        text="甲",
    )
    more = Document(
        "b",
        "k",
        0.5,
        ("p2",),
        {
            "name": Field("name", "乙"),
            "term": Field("term", "丙"),
            "date": Field("date", None),
            "scope": Field("scope", "丁"),
        },
        text="乙",
    )
    found = joined(first, more)
    assert {name: field.value for name, field in found.fields.items()} == {
        "name": "甲",
        "term": "丙",
        "date": None,
        "scope": "丁",
    }
    assert (found.id, found.kind_confidence, found.pages, found.text) == ("a", 1.0, ("p1", "p2"), "甲乙")


def test_second_look_fills_what_the_first_did_not_read(kinds: Kinds) -> None:
    lost = [entry for entry in FORM if entry[0] != "吴秋柏"]
    page = replace(page_of(lost), second_looks=(lines_of(FORM),))
    (found,) = read_page(page, kinds)
    assert found.value("principal") == "吴秋柏"
    assert found.fields["principal"].problem is None


def test_second_look_that_saw_less_changes_nothing(kinds: Kinds) -> None:
    page = page_of(FORM)
    lost = [entry for entry in FORM if entry[0] != "吴秋柏"]
    assert read_page(replace(page, second_looks=(lines_of(lost), ())), kinds) == read_page(page, kinds)


def test_a_further_reading_that_lost_some_words_is_one_of_the_same_papers(kinds: Kinds) -> None:
    """It read the name, and too little else to tell the card by."""
    below = [(text, (x0, y0 + 300, x1, y1 + 300)) for text, (x0, y0, x1, y1) in EMBLEM]
    first: list[Entry] = [*without(CARD, "姓名徐青", "性别男"), *below]
    more: list[Entry] = [("姓名徐青", (332, 431, 958, 572)), *below]
    page = replace(page_of(first, 2700, 4000), second_looks=(lines_of(more),))
    portrait, emblem = read_page(page, kinds)
    assert (portrait.kind, emblem.kind) == ("id_card_portrait", "id_card_emblem")
    assert portrait.value("name") == "徐青"
    assert portrait.value("id_number") == "411002199003071236"
    assert emblem.value("term") == "2018-05-06/2038-05-06"


def test_a_further_reading_of_another_paper_is_not_taken_for_one_of_the_same(kinds: Kinds) -> None:
    other: list[Entry] = [*LANDSCAPE, ("姓名徐青", (332, 1000, 958, 1060))]
    page = replace(page_of(without(CARD, "姓名徐青"), 2700, 4000), second_looks=(lines_of(other),))
    (portrait,) = read_page(page, kinds)
    assert portrait.kind == "id_card_portrait"
    assert portrait.value("name") is None


def test_the_large_words_of_a_stamp_stay_one_when_another_reading_has_them_wrong(kinds: Kinds) -> None:
    stamp = TextLine("收件", Box(330, 235, 650, 390), 0.94)
    page = page_of(without(FORM, "河南省许昌市魏都区龙眼十路75号"))
    misread = TextLine("数件", Box(350, 240, 640, 385), 0.77)
    page = replace(page, lines=(*page.lines, stamp), second_looks=((*page.lines, misread),))
    assert read_page(page, kinds)[0].fields["address"].value is None
