"""Registration forms: headings that govern labels, values of two lines, unknown labels, tick boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from intake_assist.model import Box, Document, Field, TextLine
from intake_assist.reading import read_page
from intake_assist.reading.fragments import fragments
from intake_assist.reading.ticks import ticked
from intake_assist.reading.values_at import value_text
from tests.reading.papers import (
    FORM,
    Entry,
    Kinds,
    Read,
    at,
    changed,
    page_of,
    printed,
    reworded,
    without,
)

FORM_VALUES = {
    "name": "许昌青禾云杉五金有限公司",
    "uscc": "91411002MA9TE5T04A",
    "entity_type": "企业",
    "address": "河南省许昌市魏都区龙眼十路75号",
    "postcode": "461000",
    "principal": "吴秋柏",
    "principal_id_number": "411002199003071236",
    "principal_phone": "13800138000",
    "agent_name": "徐青禾",
    "agent_phone": "0374-2981234",
    "agent_department": "综合部",
    "bank_name": "中国工商银行股份有限公司许昌分行营业部",
    "account_name": "许昌青禾云杉五金商行",
    "account_no": "1708020109200123456",
    "insured_types": "职工基本养老保险、工伤保险",
    "apply_date": "2026-11-20",
    "affiliation": "区属",
}
MORE = printed("""
 560  60 56 社会保险登记表
 100 160 30 单位名称
 350 160 30 许昌青禾云杉五金有限公司
 100 220 30 登记类型
 350 220 26 ☑新参保□统筹范围转入□跨统筹转入□分立□合并□其他
 100 280 30 主管部门或总机构
 420 280 30 许昌云杉集团有限公司
 900 280 30 经济类型
1080 280 30 有限责任公司
  60 370 30 工商登记
  60 405 30 执照信息
 250 360 30 执照种类
 450 360 30 营业执照
 900 360 30 执照号码
1080 360 30 411000100045673
 250 420 30 发照日期
 450 420 30 2017年9月29日
 900 420 30 有效期限
1080 420 30 长期
  60 480 30 批准成立单位
 330 480 30 许昌市商务局
 900 480 30 批准文号
1080 480 30 许商〔2017〕12号
  60 540 30 批准成立日期
 330 540 30 2017年9月20日
 900 540 30 缴费方式
1080 540 30 委托银行代扣
 100 600 30 参加险种
 350 600 26 ☑养老保险□医疗保险☑工伤保险□失业保险
 900 600 30 参保日期
1080 600 30 2026年11月
 100 660 30 行业名称
 350 660 30 五金零售
 900 660 30 工伤行业类别
1120 660 30 一类
 100 720 30 社会保险登记证编码
 420 720 30 4110020012345
""")
MORE_VALUES = {
    "name": "许昌青禾云杉五金有限公司",
    "industry": "五金零售",
    "insured_types": "养老保险、工伤保险",
    "license_date": "2017-09-29",
    "registration_type": "新参保",
    "economic_type": "有限责任公司",
    "superior": "许昌云杉集团有限公司",
    "license_kind": "营业执照",
    "license_no": "411000100045673",
    "license_term": "/长期",
    "approval_authority": "许昌市商务局",
    "approval_no": "许商(2017)12号",
    "approval_date": "2017年9月20日",
    "payment_method": "委托银行代扣",
    "insured_since": "2026年11月",
    "injury_industry": "一类",
    "registration_no": "4110020012345",
}


def values(found: Document) -> dict[str, str | None]:
    return {name: field.value for name, field in found.fields.items()}


def test_what_only_some_forms_ask_for(document: Read) -> None:
    found = document(MORE)
    assert found.kind == "registration_form"
    assert {name: found.value(name) for name in MORE_VALUES} == MORE_VALUES


def test_what_only_some_forms_ask_for_may_be_left_blank(document: Read) -> None:
    """The next label is no value, and nothing else moves into the empty places."""
    mine = {
        "name": "许昌青禾云杉五金有限公司",
        "industry": "五金零售",
        "insured_types": "养老保险、工伤保险",
        "license_date": "2017-09-29",
    }
    rest = [value for name, value in MORE_VALUES.items() if name not in mine]
    written = {*rest, "长期", "许商〔2017〕12号", "☑新参保□统筹范围转入□跨统筹转入□分立□合并□其他"}
    found = document([entry for entry in MORE if entry[0] not in written])
    assert {name: field.value for name, field in found.fields.items() if field.value} == mine


def problem_of(field: Field) -> tuple[str, bool]:
    assert field.problem is not None
    return field.problem.code, field.problem.uncertain


def test_form(document: Read) -> None:
    found = document(FORM)
    assert (found.kind, found.titled) == ("registration_form", True)
    assert values(found) == FORM_VALUES
    assert not any(field.problem for field in found.fields.values())


@pytest.mark.parametrize(
    "lines",
    [
        [at("缴费单位专管员", 60, 457)],
        [at("单位经办人", 110, 457)],
        [at("缴费单位", 110, 440), at("专管员", 125, 472)],
        [at("缴费单位专管员", 60, 450)],
    ],
    ids=["one line", "another word", "two lines", "a little higher"],
)
def test_heading_governs_the_labels_of_its_row(document: Read, lines: list[Entry]) -> None:
    found = document(without(FORM, "缴费单位", "专管员") + lines)
    assert {"principal": "吴秋柏", "agent_name": "徐青禾"}.items() <= values(found).items()
    assert {"principal_phone": "13800138000", "agent_phone": "0374-2981234"}.items() <= values(found).items()


def test_rows_of_two_headings_in_the_other_order(document: Read) -> None:
    """The agent's row first: what a label belongs to is its heading's say, not the order's."""
    rows = [entry for entry in FORM if 380 <= entry[1][1] < 500]
    shift = {380: 77, 440: -77, 475: -77, 457: -77}
    swapped: list[Entry] = [
        (text, (x0, y0 + shift[int(y0)], x1, y1 + shift[int(y0)]), 0.99)
        for text, (x0, y0, x1, y1), *_ in rows  # type: ignore[misc]
    ]
    found = document([entry for entry in FORM if entry not in rows] + swapped)
    assert values(found) == FORM_VALUES


def test_shared_label_without_its_heading_is_nobodys(document: Read) -> None:
    found = document(without(FORM, "缴费单位", "专管员", "法定代表人"))
    assert "agent_name" not in found.fields
    assert "agent_phone" not in found.fields
    assert found.fields["principal"].value is None
    assert problem_of(found.fields["principal"]) == ("unread", True)


@pytest.mark.parametrize(
    ("old", "upper", "lower", "name", "value"),
    [
        (
            "许昌青禾云杉五金有限公司",
            at("许昌青禾云杉五金贸易服务", 350, 166),
            at("有限公司", 350, 194),
            "name",
            "许昌青禾云杉五金贸易服务有限公司",
        ),
        (
            "河南省许昌市魏都区龙眼十路75号",
            at("河南省许昌市魏都区龙眼十路75号云杉", 350, 286),
            at("大厦六栋105房", 350, 314),
            "address",
            "河南省许昌市魏都区龙眼十路75号云杉大厦六栋105房",
        ),
        (
            "中国工商银行股份有限公司许昌分行营业部",
            at("中国工商银行股份有限公司许昌", 350, 526),
            at("分行营业部", 350, 554),
            "bank_name",
            "中国工商银行股份有限公司许昌分行营业部",
        ),
    ],
)
def test_label_centred_beside_a_value_of_two_lines(
    document: Read, old: str, upper: Entry, lower: Entry, name: str, value: str
) -> None:
    field = document(changed(FORM, old, upper, lower)).fields[name]
    assert (field.value, field.problem) == (value, None)
    assert field.box is not None
    assert (field.box.y0, field.box.y1) == (upper[1][1], lower[1][3])


def test_label_centred_beside_two_lines_with_a_gap(document: Read) -> None:
    upper, lower = at("许昌青禾云杉五金贸易服务", 350, 163), at("有限公司", 350, 197)
    found = document(changed(FORM, "许昌青禾云杉五金有限公司", upper, lower))
    assert found.value("name") == "许昌青禾云杉五金贸易服务有限公司"


def test_value_goes_on_in_the_line_below(document: Read) -> None:
    more = at("六栋105房", 350, 332)
    assert document([*FORM, more]).value("address") == "河南省许昌市魏都区龙眼十路75号六栋105房"


def test_value_does_not_go_on_far_below(document: Read) -> None:
    entries = [*FORM, at("☑生育保险", 350, 752)]
    assert document(entries).value("insured_types") == "职工基本养老保险、工伤保险、生育保险"
    entries = [*FORM, at("☑生育保险", 350, 790)]
    assert document(entries).value("insured_types") == "职工基本养老保险、工伤保险"


def test_label_below_ends_a_value(document: Read) -> None:
    """The next row begins with a label of its own, close under the address."""
    entries = without(FORM, "单位地址", "河南省许昌市魏都区龙眼十路75号")
    entries += [at("单位地址", 100, 272), at("河南省许昌市魏都区龙眼十路75号", 350, 272)]
    assert values(document(entries)) == FORM_VALUES


@pytest.mark.parametrize("label", ["传真", "电子邮箱", "受理人"])
def test_label_that_nobody_asks_for_ends_the_value_before_it(document: Read, label: str) -> None:
    entries = [*FORM, at(label, 960, 457), at("云杉", 1100, 457)]
    assert document(entries).value("agent_department") == "综合部"


@pytest.mark.parametrize("label", ["传真", "电子邮箱"])
def test_label_that_nobody_asks_for_in_the_same_line(document: Read, label: str) -> None:
    entries = changed(FORM, "所在部门", at(f"所在部门：综合部{label}：云杉", 640, 457))
    assert document(without(entries, "综合部")).value("agent_department") == "综合部"


@pytest.mark.parametrize(
    ("label", "value", "line", "name"),
    [
        (
            "单位名称(章)",
            "许昌青禾云杉五金有限公司",
            at("单位名称(章)：许昌青禾云杉五金有限公司", 100, 180),
            "name",
        ),
        ("邮政编码", "461000", at("邮编：461000", 900, 300), "postcode"),
        (
            "统一社会信用代码",
            "91411002MA9TE5T04A",
            at("统一社会信用代码91411002MA9TE5T04A", 100, 240),
            "uscc",
        ),
    ],
)
def test_label_and_value_in_one_piece(document: Read, label: str, value: str, line: Entry, name: str) -> None:
    assert document([*without(FORM, label, value), line]).value(name) == FORM_VALUES[name]


def test_code_written_box_by_box(document: Read) -> None:
    boxes = [at(char, 350 + 40 * i, 240) for i, char in enumerate("91411002MA9TE5T04A")]
    others = without(FORM, "隶属关系", "区属")
    field = document(changed(others, "91411002MA9TE5T04A", *boxes)).fields["uscc"]
    assert (field.value, field.problem) == ("91411002MA9TE5T04A", None)
    assert field.box is not None
    assert (field.box.x0, field.box.x1) == (350, boxes[-1][1][2])


def test_unread_key_field_with_its_label(document: Read) -> None:
    field = document(without(FORM, "吴秋柏")).fields["principal"]
    assert (field.value, field.text) == (None, "")
    assert problem_of(field) == ("unread", True)


@pytest.mark.parametrize(
    ("name", "text"),
    [("uscc", "91411002MA9TE5T04A"), ("account_no", "1708020109200123456"), ("postcode", "461000")],
)
def test_place_measured_empty_is_blank(kinds: Kinds, name: str, text: str) -> None:
    page = page_of(without(FORM, text))
    (before,) = read_page(page, kinds)
    place = before.fields[name].box
    assert place is not None
    assert problem_of(before.fields[name]) == ("unread", True)
    (after,) = read_page(replace(page, empty_places=(place,)), kinds)
    assert after.fields[name].value is None
    assert problem_of(after.fields[name]) == ("blank", False)


def test_empty_place_far_from_the_label_says_nothing(kinds: Kinds) -> None:
    page = replace(page_of(without(FORM, "91411002MA9TE5T04A")), empty_places=(Box(900, 1000, 1200, 1100),))
    (found,) = read_page(page, kinds)
    assert problem_of(found.fields["uscc"]) == ("unread", True)


def test_value_that_is_there_beats_an_empty_place(kinds: Kinds) -> None:
    page = replace(page_of(FORM), empty_places=(Box(0, 0, 1650, 1280),))
    (found,) = read_page(page, kinds)
    assert values(found) == FORM_VALUES


def test_wrong_form_of_a_value_is_not_taken(document: Read) -> None:
    """An account number is digits: the name of a person beside its label is something else."""
    field = document(reworded(FORM, "1708020109200123456", "吴秋芳")).fields["account_no"]
    assert field.value is None
    assert problem_of(field) == ("unread", True)


def test_tick_boxes_are_no_name(document: Read) -> None:
    """The name is lost, and so is the label of the boxes to the right of it."""
    field = document(without(FORM, "许昌青禾云杉五金有限公司", "单位类型")).fields["name"]
    assert field.value is None or field.problem is not None


def test_labels_whose_heading_is_lost_are_not_given_to_another(document: Read) -> None:
    found = document(without(FORM, "法定代表人"))
    assert (found.value("agent_name"), found.value("agent_phone")) == ("徐青禾", "0374-2981234")


def test_misread_code_is_kept_with_a_suggestion(document: Read) -> None:
    field = document(reworded(FORM, "91411002MA9TE5T04A", "914110O2MA9TE5TO4A")).fields["uscc"]
    assert field.problem is not None
    assert field.problem.suggestion == "91411002MA9TE5T04A"


# -- tick boxes -------------------------------------------------------------------------------------------

KINDS_OF_UNIT = ("企业", "事业单位", "机关", "社会团体", "民办非企业单位", "民办非企业", "个体工商户", "其他")
UNREAD = None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("☑企业□事业单位□机关", "企业"),
        ("□企业√事业单位□机关", "事业单位"),
        ("□企业□事业单位■机关", "机关"),
        ("☑企业☑事业单位□机关", "企业、事业单位"),
        ("□机关☑企业✓其他", "企业、其他"),
        ("企业□事业单位□机关", "企业"),
        ("口企业事业单位口机关", "事业单位"),
        ("O企业0事业单位机关", "机关"),
        ("☒企业□机关", "企业"),
        ("□企业☑民办非企业单位", "民办非企业单位"),
        ("☑企业□民办非企业单位", "企业"),
        ("□企业□事业单位□机关", UNREAD),
        ("企业事业单位□机关", UNREAD),
        ("☑企业事业单位□机关", UNREAD),
        ("企业", UNREAD),
        ("", UNREAD),
        ("☑", UNREAD),
        ("云杉", UNREAD),
    ],
)
def test_ticked(text: str, value: str | None) -> None:
    found = ticked(text, KINDS_OF_UNIT)
    assert found.value == value
    if value is UNREAD:
        assert found.problem is not None
        assert (found.problem.code, found.problem.uncertain) == ("unread", True)
    else:
        assert found.problem is None


def test_ticked_options_come_in_the_order_of_the_form() -> None:
    assert ticked("✔机关✔企业", ("企业", "机关")).value == "企业、机关"
    assert ticked("✔机关✔企业", ("机关", "企业")).value == "机关、企业"


def test_tick_that_cannot_be_told_keeps_its_text(document: Read) -> None:
    printed = "企业事业单位□机关□社会团体□其他"
    field = document(reworded(FORM, "☑企业□事业单位□机关□社会团体□其他", printed)).fields["entity_type"]
    assert (field.value, field.text) == (None, printed)
    assert problem_of(field) == ("unread", True)


@pytest.mark.parametrize(
    "pieces",
    [
        [at("☑企业", 1080, 180), at("□事业单位", 1190, 180), at("□机关", 1360, 180)],
        [at("企业", 1110, 180), at("□事业单位", 1190, 180), at("□机关", 1360, 180)],
    ],
)
def test_options_in_pieces(document: Read, pieces: Sequence[Entry]) -> None:
    found = document(changed(FORM, "☑企业□事业单位□机关□社会团体□其他", *pieces))
    assert found.value("entity_type") == "企业"


def test_line_that_tilts_a_little_is_no_watermark(document: Read) -> None:
    (text, (x0, y0, x1, y1), *_) = at("单位名称:许昌市魏都区云杉青禾商贸有限公司", 100, 160)
    # Two degrees of tilt: the upright box around the line is nearly twice as high.
    found = document(
        [*without(FORM, "单位名称(章)", "许昌青禾云杉五金有限公司"), (text, (x0, y0 - 18, x1, y1 + 18))]
    )
    assert found.fields["name"].value == "许昌市魏都区云杉青禾商贸有限公司"


@pytest.mark.parametrize("lead", ["(盖厂):", "(全称)", "):", "(盖章"])
def test_remains_of_a_label_are_no_part_of_a_name(lead: str) -> None:
    piece = fragments((TextLine(f"{lead}许昌云杉有限公司", Box(0, 0, 400, 30), 0.9),))[0]
    assert value_text("org_name", ((piece, 0, len(piece.text)),)) == "许昌云杉有限公司"


def test_gap_too_narrow_for_a_value_tells_nothing(kinds: Kinds) -> None:
    code = next(entry for entry in FORM if entry[0] == "91411002MA9TE5T04A")
    label = next(entry for entry in FORM if entry[0].startswith("统一社会信用代码"))
    x, y = label[1][2] + 25.0, code[1][1]
    page = page_of([*without(FORM, code[0]), at("备用", x, y)])
    (before,) = read_page(page, kinds)
    place = before.fields["uscc"].box
    assert place is not None
    assert place.width < 45
    (after,) = read_page(replace(page, empty_places=(place,)), kinds)
    assert problem_of(after.fields["uscc"]) == ("unread", True)


def test_options_whose_label_was_not_read_are_known_by_themselves(document: Read) -> None:
    entries = reworded(
        without(FORM, "参保险种"), "☑职工基本养老保险☑工伤保险□失业保险", "☑养老保险☐医疗保险☑工伤保险"
    )
    assert document(entries).fields["insured_types"].value == "养老保险、工伤保险"


def test_a_code_whose_beginning_was_read_twice(document: Read) -> None:
    """The line of the label reaches over the first characters of what was read as a line of its own."""
    label, code = at("统一社会信用代码：914", 100, 240), at("91411002MA9TE5T04A", 372, 240)
    entries = [*without(FORM, "统一社会信用代码", "91411002MA9TE5T04A"), label, code]
    assert document(entries).fields["uscc"].value == "91411002MA9TE5T04A"


@pytest.mark.parametrize(("share", "code"), [(0.1, "unread"), (0.6, "blank")])
def test_a_place_of_which_little_was_measured_is_not_known_to_be_empty(
    kinds: Kinds, share: float, code: str
) -> None:
    page = page_of(without(FORM, "河南省许昌市魏都区龙眼十路75号"))
    place = read_page(page, kinds)[0].fields["address"].box
    assert place is not None
    part = replace(place, x1=place.x0 + share * place.width)
    problem = read_page(replace(page, empty_places=(part,)), kinds)[0].fields["address"].problem
    assert problem is not None
    assert problem.code == code
