"""How values are shown."""

from __future__ import annotations

import datetime as dt

import pytest

from intake_assist.model import Page, Source
from intake_assist.rules import wording

from .building import FORM, Desk, but


@pytest.mark.parametrize(
    ("value", "type_id", "shown"),
    [
        ("411002199003071236", "id_number", "411002********1236"),
        ("CAN110081080310", "foreign_id", "CAN110*****0310"),
        ("E1234567", "foreign_id", "****4567"),
        ("41050123456789", "account", "**********6789"),
        ("13800138000", "phone", "*******8000"),
        ("123", "account", "123"),
        ("91411002MA9TE5T04A", "uscc", "91411002MA9TE5T04A"),
        ("赵明", "person", "赵明"),
    ],
)
def test_masked(value: str, type_id: str, shown: str) -> None:
    assert wording.masked(value, type_id) == shown


def test_a_sensitive_field_of_another_type_is_masked_too(desk: Desk) -> None:
    kind = desk.kinds["form"]
    fields = [f.model_copy(update={"sensitive": f.name == "address"}) for f in kind.fields]
    desk.kinds = {**desk.kinds, "form": kind.model_copy(update={"fields": tuple(fields)})}
    context = desk.context([("form", but(FORM, address="建设路8号院3号楼"))])
    (place,) = context.fields("form.address")
    assert wording.shown(place) == "“*****院3号楼”"


def test_long_and_broken_texts_are_cut() -> None:
    assert wording.quoted("甲\n乙") == "“甲 乙”"
    assert wording.quoted("甲" * 50) == "“" + "甲" * 38 + "……”"


def test_pages_days_and_lists() -> None:
    assert wording.page_name(Page(Source("C:\\scan\\a.pdf", 2))) == "a.pdf 第2页"
    assert wording.page_name(Page(Source("/scan/a.pdf", 3))) == "a.pdf 第3页"
    assert wording.day(dt.date(2026, 1, 5)) == "2026年1月5日"
    assert wording.listed(["甲", "乙", "甲"]) == "甲、乙"
    assert wording.sentence("不对；") == "不对。"


def test_words_about_a_private_number_hide_it_too() -> None:
    assert wording.scrubbed("读到411002199003071236", "id_number") == "读到411002********1236"
    assert wording.scrubbed("读到91411002MA9TE5T04A", "uscc") == "读到91411002MA9TE5T04A"
