"""Licences with the traps of real scans: label and value in one line, labels in pieces, watermarks, lost titles."""

from __future__ import annotations

import pytest

from tests.reading.papers import LANDSCAPE, PORTRAIT_MERGED, Entry, Read, at, reworded, without

LANDSCAPE_VALUES = {
    "uscc": "91411002MA9TE5T04A",
    "name": "许昌青禾云杉五金有限公司",
    "type": "有限责任公司(自然人独资)",
    "principal": "吴秋柏",
    "capital": "1000000",
    "estab_date": "2017-09-29",
    "term": "/长期",
    "address": "河南省许昌市魏都区龙眼十路75号六栋105房",
    "scope": "研发、产销:五金制品、电子产品;销售:塑胶制品。(依法须经批准的项目,经相关部门批准后方可开展经营活动。)",
    "issue_date": "2019-07-25",
    "copy_kind": "副本",
}


@pytest.mark.parametrize(("name", "value"), LANDSCAPE_VALUES.items())
def test_landscape_without_its_title(document: Read, name: str, value: str) -> None:
    found = document(LANDSCAPE)
    assert (found.kind, found.titled) == ("business_license", False)
    assert found.fields[name].value == value
    assert found.fields[name].problem is None


PORTRAIT_VALUES = {
    "uscc": "91411002MA9TE5T04A",
    "name": "许昌青禾云杉科技有限公司",
    "type": "有限责任公司(自然人独资)",
    "principal": "郭爱柏",
    "capital": "10000000",
    "estab_date": "2011-04-22",
    "term": "2011-04-22/2061-04-21",
    "address": "河南省许昌市魏都区嘉州水郡225号5层1-512",
    "scope": "技术开发、技术转让、技术服务;销售计算机软硬件及外围设备。",
}


@pytest.mark.parametrize(("name", "value"), PORTRAIT_VALUES.items())
def test_portrait_with_labels_merged_downwards(document: Read, name: str, value: str) -> None:
    found = document(PORTRAIT_MERGED, 600, 848)
    assert (found.kind, found.titled) == ("business_license", True)
    assert found.fields[name].value == value


def test_value_box_lies_on_the_value(document: Read) -> None:
    box = document(LANDSCAPE).fields["principal"].box
    assert box is not None
    assert box.as_list() == [326, 666, 422, 698]
    both = document(LANDSCAPE).fields["address"].box
    assert both is not None
    assert both.y1 == 787


@pytest.mark.parametrize(
    ("lost", "name"),
    [
        (("名",), "name"),
        (("法定代表人",), "principal"),
        (("类", "型"), "type"),
        (("住",), "address"),
    ],
)
def test_lost_label_is_found_by_the_layout(document: Read, lost: tuple[str, ...], name: str) -> None:
    found = document(without(LANDSCAPE, *lost))
    assert found.fields[name].value == LANDSCAPE_VALUES[name]
    assert found.fields[name].confidence < 0.97


def test_label_with_a_wrong_character(document: Read) -> None:
    found = document(reworded(LANDSCAPE, "法定代表人", "法定代袁人"))
    assert found.fields["principal"].value == "吴秋柏"


@pytest.mark.parametrize(
    ("label", "replacement"),
    [
        ("法定代表人", "负责人"),
        ("法定代表人", "投资人"),
        ("法定代表人", "经营者"),
        ("法定代表人", "执行事务合伙人"),
    ],
)
def test_labels_of_other_kinds_of_enterprise(document: Read, label: str, replacement: str) -> None:
    found = document(reworded(LANDSCAPE, label, replacement))
    assert found.fields["principal"].value == "吴秋柏"


def test_unread_value_is_not_called_empty(document: Read) -> None:
    field = document(without(LANDSCAPE, "吴秋柏")).fields["principal"]
    assert field.value is None
    assert field.problem is not None
    assert (field.problem.code, field.problem.uncertain) == ("unread", True)


def test_seventeen_characters_are_kept_and_flagged(document: Read) -> None:
    field = document(reworded(LANDSCAPE, "91411002MA9TE5T04A", "9141100MA9TE5T04A")).fields["uscc"]
    assert field.value == "9141100MA9TE5T04A"
    assert field.problem is not None
    assert field.problem.code == "length"


def test_date_under_a_seal_is_incomplete_not_wrong(document: Read) -> None:
    field = document(without(LANDSCAPE, "25日")).fields["issue_date"]
    assert field.value is None
    assert field.text == "2019年7月"
    assert field.problem is not None
    assert field.problem.uncertain


def test_date_whose_units_stand_in_another_row(document: Read) -> None:
    digits: list[Entry] = [
        ("年", (1244, 853, 1272, 884)),
        ("2019", (1188, 882, 1236, 907)),
        ("01", (1278, 880, 1309, 909)),
        ("02", (1368, 884, 1395, 912)),
    ]
    label: list[Entry] = [("登记机关", (1026, 772, 1177, 799))]
    entries = without(LANDSCAPE, "登记机关", "7月", "25日", "2019年") + label + digits
    assert document(entries).fields["issue_date"].value == "2019-01-02"


def test_a_page_about_nothing_has_no_kind(document: Read) -> None:
    letter: list[Entry] = [
        ("关于公布示范基地名单的通知", (388, 300, 1500, 360)),
        ("各设区市、县（市、区）教育局教师工作处：", (335, 500, 1500, 540)),
        ("根据文件要求，经过专家组遴选，现将名单予以公布。", (400, 560, 1600, 600)),
    ]
    found = document(letter)
    assert found.kind is None
    assert not found.fields


def test_label_whose_first_character_went_with_the_column_before_it(document: Read) -> None:
    entries = without(LANDSCAPE, "研发、产销：五金制品、电子产品；销售：塑胶", "住")
    merged: Entry = ("研发、产销：五金制品、电子产品；销售：塑胶住", (332, 721, 922, 757))
    found = document([*entries, merged])
    assert found.value("address") == LANDSCAPE_VALUES["address"]


def test_number_of_a_seal_is_no_part_of_a_name(document: Read) -> None:
    spoilt = reworded(LANDSCAPE, "称许昌青禾云杉五金有限公司", "称45307305许昌青禾云杉五金有限公司")
    assert document(spoilt).value("name") == LANDSCAPE_VALUES["name"]


def test_nameless_trader_with_a_star_for_a_name(document: Read) -> None:
    assert document(reworded(LANDSCAPE, "称许昌青禾云杉五金有限公司", "称★")).value("name") == "*"


@pytest.mark.parametrize(
    "words",
    [
        "电子营业执照",
        "电子营业执照 仅用于社保登记",
        "本电子营业执照由市场监管部门签发，与纸质营业执照具有同等法律效力。",
    ],
)
def test_an_electronic_licence_says_that_it_is_one(document: Read, words: str) -> None:
    found = document([*LANDSCAPE, at(words, 24, 1150)]).fields["medium"]
    assert found.value == "电子营业执照"
    assert found.box is not None


def test_a_licence_on_paper_is_none(document: Read) -> None:
    found = document(LANDSCAPE).fields["medium"]
    assert (found.value, found.text) == ("纸质营业执照", "")


def test_a_line_in_which_the_name_of_the_paper_comes_up_belongs_to_the_scope(document: Read) -> None:
    entries = reworded(
        LANDSCAPE, "制品。（依法须经批准的项目，经相关部门批准", "制品。（除依法须经批准的项目外，凭营业执照"
    )
    entries = reworded(entries, "后方可开展经营活动。）", "依法自主开展经营活动）")
    scope = document(entries).fields["scope"]
    assert scope.value is not None
    assert scope.value.endswith("(除依法须经批准的项目外,凭营业执照依法自主开展经营活动)")
    assert 0.6 < scope.confidence < document(LANDSCAPE).fields["name"].confidence


def test_a_watermark_is_no_part_of_a_value(document: Read) -> None:
    found = document([*LANDSCAPE, at("电子营业执照", 520, 645, 24)])
    assert {name: found.value(name) for name in LANDSCAPE_VALUES} == LANDSCAPE_VALUES


@pytest.mark.parametrize(("begun", "left"), [("3", "1日"), ("0", "1日"), ("", "31日")])
def test_a_period_whose_last_date_ends_on_the_next_line(document: Read, begun: str, left: str) -> None:
    first, rest = at(f"营业期限2021年04月01日至2071年03月{begun}", 100, 20, 24), at(left, 230, 52, 24)
    whole = f"2071-03-{begun}{left}".removesuffix("日")
    assert (
        document([*without(LANDSCAPE, "营业期限长期"), first, rest]).fields["term"].value
        == f"2021-04-01/{whole}"
    )
    other = at("副本", 230, 52, 24)
    assert document([*without(LANDSCAPE, "营业期限长期"), first, other]).fields["term"].value is None
