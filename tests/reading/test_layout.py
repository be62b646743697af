"""Where a lost label must be: rows told by their neighbours, what is left of a label, what is no value."""

from __future__ import annotations

import pytest

from intake_assist.model import Box
from intake_assist.reading import read_page, wanted_looks
from tests.reading.papers import (
    ACCOUNT_INFO,
    CARD,
    LANDSCAPE,
    Entry,
    Kinds,
    Read,
    at,
    changed,
    page_of,
    reworded,
    without,
)

ROWS = (
    ("名", "称", "许昌青禾云杉五金有限公司"),
    ("类", "型", "有限责任公司(自然人独资)"),
    ("法定代表人", "", "吴秋柏"),
    ("经营范围", "", "研发、产销:五金制品"),
)


def test_place_of_a_lost_value_is_the_row_in_which_its_label_begins(document: Read) -> None:
    """The row below has two lines, so that the rows lie unevenly."""
    entries = without(LANDSCAPE, "名", "称许昌青禾云杉五金有限公司")
    for top in (480, 533):
        box = document([*entries, ("名", (144, top, 184, top + 42))]).fields["name"].box
        assert box is not None
        assert box.y0 < top + 12 < top + 30 < box.y1


@pytest.mark.parametrize(
    ("lost", "name", "value"),
    [
        (("成立日期2017年09月29日",), "estab_date", "2017-09-29"),
        (("营业期限长期",), "term", "/长期"),
        (("注册资本人民币壹佰万元",), "capital", "1000000"),
    ],
)
def test_value_left_alone_by_its_label(document: Read, lost: tuple[str, ...], name: str, value: str) -> None:
    """The label is gone, its value stands where values of the column stand."""
    printed = {"estab_date": "2017年09月29日", "term": "长期", "capital": "人民币壹佰万元"}[name]
    y = next(entry[1][1] for entry in LANDSCAPE if entry[0] == lost[0])
    found = document(changed(LANDSCAPE, lost[0], at(printed, 1017, y)))
    assert (found.fields[name].value, found.fields[name].problem) == (value, None)
    assert found.fields[name].confidence < 0.99


def test_what_is_left_of_a_label_is_not_part_of_the_value(document: Read) -> None:
    entries = without(LANDSCAPE, "名", "称许昌青禾云杉五金有限公司")
    for printed in (
        [("称许昌青禾云杉五金有限公司", (281, 538, 708, 568))],
        [("称", (281, 538, 311, 568)), ("许昌青禾云杉五金有限公司", (330, 538, 708, 568))],
    ):
        assert document([*entries, *printed]).value("name") == "许昌青禾云杉五金有限公司"


def test_text_of_a_wrong_form_does_not_fill_a_slot(document: Read) -> None:
    found = document(changed(LANDSCAPE, "成立日期2017年09月29日", at("云杉青禾", 1017, 596)))
    field = found.fields["estab_date"]
    assert field.value is None
    assert field.problem is not None
    assert (field.problem.code, field.problem.uncertain) == ("unread", True)


def test_unknown_label_with_a_colon_does_not_fill_a_slot(document: Read) -> None:
    lost = without(ACCOUNT_INFO, "开户银行：", "中国工商银行股份有限公司许昌分行")
    field = document([*lost, at("币种：人民币青禾公司", 200, 400)]).fields["bank_name"]
    assert field.value is None


def test_text_between_the_rows_does_not_fill_a_slot(document: Read) -> None:
    """Far from where the row of the lost label must be."""
    lost = without(ACCOUNT_INFO, "基本存款账户编号：", "J4910001234501", "法定代表人(单位负责人)：", "吴秋柏")
    far = document([*lost, at("徐青禾", 650, 700)])
    assert far.fields["principal"].value is None
    near = document([*lost, at("徐青禾", 650, 480)])
    assert near.value("principal") == "徐青禾"


def test_text_beyond_the_value_column_does_not_fill_a_slot(document: Read) -> None:
    lost = without(ACCOUNT_INFO, "法定代表人(单位负责人)：", "吴秋柏")
    assert document([*lost, at("徐青禾", 650, 480)]).value("principal") == "徐青禾"
    assert document([*lost, at("徐青禾", 1100, 480)]).fields["principal"].value is None


def test_first_and_last_label_of_a_column(document: Read) -> None:
    found = document(without(CARD, "公民身份号码"))
    assert found.value("id_number") == "411002199003071236"
    found = document(without(ACCOUNT_INFO, "账户名称："))
    assert found.value("account_name") == "许昌青禾云杉五金有限公司"


def test_one_label_tells_no_column(document: Read) -> None:
    """With a single label of a column found nothing says where the others are."""
    kept: list[Entry] = [
        at("基本存款账户信息", 560, 80, 60),
        at("账户名称：", 200, 240),
        at("许昌青禾云杉五金有限公司", 650, 240),
        at("吴秋柏", 650, 480),
    ]
    found = document(kept)
    assert found.value("account_name") == "许昌青禾云杉五金有限公司"
    assert found.fields["principal"].value is None


@pytest.mark.parametrize(
    ("printed", "suggestion"),
    [
        ("有限责壬公司(自然人独资)", "有限责任公司(自然人独资)"),
        ("有很责任公司", "有限责任公司"),
    ],
)
def test_word_that_is_nearly_a_usual_one_is_doubted(document: Read, printed: str, suggestion: str) -> None:
    field = document(reworded(LANDSCAPE, "有限责任公司(自然人独资)", printed)).fields["type"]
    assert field.value == printed
    assert field.problem is not None
    assert (field.problem.code, field.problem.uncertain) == ("near_miss", True)
    assert field.problem.suggestion == suggestion


def test_word_that_is_like_no_usual_one_is_left_alone(document: Read) -> None:
    field = document(reworded(LANDSCAPE, "有限责任公司(自然人独资)", "云杉青禾")).fields["type"]
    assert (field.value, field.problem) == ("云杉青禾", None)


def test_page_is_not_changed_by_reading() -> None:
    page = page_of(LANDSCAPE)
    assert page == page_of(LANDSCAPE)


def test_place_of_a_lost_row_is_known_and_looked_at_again(document: Read, kinds: Kinds) -> None:
    """Neither label nor value of 名称 was read: the layout says where they stand."""
    entries = without(LANDSCAPE, "名", "称许昌青禾云杉五金有限公司")
    field = document(entries).fields["name"]
    assert field.problem is not None
    assert field.problem.code == "unread"
    assert field.box is not None
    assert field.box.contains(Box(300, 540, 680, 566), 0.9)
    page = page_of(entries)
    looks = wanted_looks(page, read_page(page, kinds), kinds)
    assert any(look.strip == field.box for look in looks)


def test_label_of_another_column_does_not_upset_the_rows(document: Read) -> None:
    """组成形式 is a label of the type as well, and stands in the other column."""
    entries = [
        *without(LANDSCAPE, "类", "型", "有限责任公司(自然人独资)", "注册资本人民币壹佰万元", "法定代表人"),
        at("组成形式个人经营", 888, 532),
    ]
    assert document(entries).value("principal") == "吴秋柏"


def test_misread_label_is_no_value(document: Read) -> None:
    entries = reworded(without(LANDSCAPE, "吴秋柏"), "法定代表人", "圣定代表人")
    assert document(entries).value("principal") is None


def test_address_begins_with_its_first_line(document: Read) -> None:
    lost = without(CARD, "住址", "河南省许昌市魏都区朱仙", "庄镇")
    whole: list[Entry] = [
        ("住河南省许昌市魏都区朱仙", (339, 1079, 1726, 1197)),
        ("路75号", (637, 1217, 1000, 1339)),
    ]
    assert document([*lost, *whole], 2600, 1800).value("address") == "河南省许昌市魏都区朱仙路75号"
