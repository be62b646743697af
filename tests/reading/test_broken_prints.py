"""What dirt, stamps and the breaks of lines leave of labels and values, and what is made of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intake_assist.model import Box, Page, Seal, TextLine
from intake_assist.reading import Look, overlaid, read_page, wanted_looks
from intake_assist.reading.from_seal import without_letters_of_seals
from intake_assist.reading.weighing import weighed
from tests.reading.papers import (
    ACCOUNT_INFO,
    FORM,
    LANDSCAPE,
    LETTER,
    PERMIT,
    Entry,
    Kinds,
    Read,
    at,
    changed,
    page_of,
    reworded,
    without,
)

NAME = "许昌青禾云杉五金有限公司"


def stamped(entries: list[Entry], *seals: Seal) -> Page:
    return replace(page_of(entries), seals=seals)


def seal(x0: float, y0: float, size: float, owner: str = "", shape: str = "round") -> Seal:
    return Seal(Box(x0, y0, x0 + size, y0 + size), shape, "red", owner, 0.9, owner, legibility=0.95)


# -- labels -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("label", ["户、名", "户·名", "户☑名"])
def test_speck_between_the_two_characters_of_a_label(document: Read, label: str) -> None:
    found = document(reworded(FORM, "开户名称", label))
    assert found.value("account_name") == "许昌青禾云杉五金商行"
    assert found.value("bank_name") == "中国工商银行股份有限公司许昌分行营业部"


def test_value_of_a_lost_label_is_no_further_line_of_a_whole_name(document: Read) -> None:
    entries = without(FORM, "开户名称", "银行账号", "许昌青禾云杉五金商行")
    entries.append(
        at("许昌青禾云杉五金商行", 350, 591)
    )  # 21 pixels under the bank, more than a line of a cell
    assert document(entries).value("bank_name") == "中国工商银行股份有限公司许昌分行营业部"


def test_half_of_a_lost_label_is_no_further_line_of_the_value_above(document: Read) -> None:
    entries = without(LANDSCAPE, "类", "型", "有限责任公司(自然人独资)", "称" + NAME)
    entries += [(NAME, (318, 538, 708, 568)), ("型", (279, 580, 314, 614))]
    assert document(entries).value("name") == NAME


def test_speck_before_the_note_of_a_label(document: Read) -> None:
    assert document(reworded(FORM, "单位名称(章)", "单位名称·(章)")).value("name") == NAME


def test_rest_of_a_label_is_no_part_of_a_name(document: Read) -> None:
    entries = changed(without(ACCOUNT_INFO, NAME), "账户名称：", at("户名称：秦秀英", 230, 240))
    assert document(entries).value("account_name") == "秦秀英"


def test_short_label_of_a_small_picture_is_not_taken_for_slanting_words(document: Read) -> None:
    """The box of five small characters is twice as high as they are."""
    x, y = 100, 380
    entries = changed(FORM, "法定代表人", ("法定代表人", (x, y - 8, x + 121, y + 41), 0.99))
    assert document(entries).value("principal") == "吴秋柏"


# -- values over several lines --------------------------------------------------------------------------


def test_second_line_of_an_address_in_a_high_box(document: Read) -> None:
    address = "河南省许昌市魏都区龙眼十路75号"
    entries = [*FORM, ("B座5室", (346, 315, 480, 365), 0.99)]
    assert document(entries).value("address") == address + "B座5室"


def test_end_of_a_long_name_on_the_next_line(document: Read) -> None:
    others = [entry for entry in FORM if entry[1][1] not in (440, 475, 457)]
    lines = [at("阿依古丽·麦麦", 350, 443), at("提", 350, 474)]
    entries = [*others, at("社保经办人", 100, 457), *lines]
    assert document(entries).value("agent_name") == "阿依古丽·麦麦提"


def test_printed_options_belong_to_no_field_without_any(document: Read) -> None:
    entries = [*FORM, at("行业类别", 100, 790), at("零售业", 350, 790), at("☑生育保险", 350, 757)]
    assert document(entries).value("industry") == "零售业"


# -- names ------------------------------------------------------------------------------------------------


def test_what_follows_the_sign_for_no_name_is_a_watermark(document: Read) -> None:
    entries = changed(LANDSCAPE, "称" + NAME, at("称*理社会保全保", 281, 538))
    assert document(entries).value("name") == "*"


TRADER = [("个体工商户", (334, 608, 534, 647))]


@pytest.mark.parametrize(("kind", "name"), [(TRADER, "*"), ([], None)])
def test_dot_in_the_place_of_a_name_is_the_star_of_a_trader_without_one(
    document: Read, kind: list[Entry], name: str | None
) -> None:
    entries = changed(LANDSCAPE, "称" + NAME, at("称·", 281, 538))
    if kind:
        entries = [*without(entries, "有限责任公司(自然人独资)"), *kind]
    assert document(entries).value("name") == name


@pytest.mark.parametrize(("kind", "sure"), [(TRADER, False), ([], True)])
def test_whether_a_trader_left_out_the_name_nobody_can_tell(
    kinds: Kinds, kind: list[Entry], sure: bool
) -> None:
    entries = changed(LANDSCAPE, "称" + NAME, at("称", 281, 538))
    if kind:
        entries = [*without(entries, "有限责任公司(自然人独资)"), *kind]
    page = page_of(entries)
    (seen,) = read_page(page, kinds)
    place = seen.fields["name"].box
    assert place is not None
    (measured,) = read_page(replace(page, empty_places=(place,)), kinds)
    found = measured.fields["name"]
    assert found.problem is not None
    assert (found.value, found.problem.code, found.problem.uncertain) == (None, "blank", not sure)


def test_number_of_a_seal_behind_a_name_is_no_part_of_it(document: Read) -> None:
    entries = changed(LANDSCAPE, "称" + NAME, at("称" + NAME + "41101", 281, 538))
    assert document(entries).value("name") == NAME


def test_star_before_a_whole_name_is_a_mark(document: Read) -> None:
    entries = changed(LANDSCAPE, "称" + NAME, at("称*" + NAME, 281, 538))
    assert document(entries).value("name") == NAME


@pytest.mark.parametrize("name", ["吴秋柏", "古丽娜尔·艾合买提", "努尔艾力·阿卜杜热西提江"])
def test_letter_of_a_trader_without_a_name(document: Read, name: str) -> None:
    entries = changed(
        without(LETTER, "委托单位(盖章)：" + NAME),
        "本人吴秋柏系许昌青禾云杉五金有限公司的法定代表人，现委托徐青",
        at(f"本人{name}系{name}(统一社会信用代码：92411002MA9TE5T0X1)的法定代表人，现委托徐青", 210, 260),
    )
    found = document(entries)
    assert (found.value("principal_org"), found.value("principal")) == (name, name)


def test_permit_of_a_trader_without_a_name(document: Read) -> None:
    entries = reworded(PERMIT, "经审核，" + NAME, "经审核，魏丽")
    assert document(entries).value("account_name") == "魏丽"


def test_form_in_brackets_belongs_to_the_name_in_a_sentence(document: Read) -> None:
    entries = [
        at("开户证明", 600, 80, 60),
        at("兹证明许昌青禾小吃店(个体工商户)已在我行开立基本存款账户，", 200, 240),
        at("账号：1708020109200123456", 200, 300),
        at("特此证明。", 200, 400),
        at("开户银行", 1000, 560),
        at("2021年03月04日", 1010, 620),
    ]
    found = document(entries)
    assert found.value("account_name") == "许昌青禾小吃店(个体工商户)"
    assert found.value("issue_date") == "2021-03-04"  # the label of the seal lost its (盖章)


def test_name_that_was_hardly_read_is_doubted(document: Read) -> None:
    box = next(entry[1] for entry in FORM if entry[0] == "吴秋柏")
    field = document([*without(FORM, "吴秋柏"), ("覆负划", box, 0.59)]).fields["principal"]
    assert field.problem is not None
    assert field.problem.uncertain


# -- letters ----------------------------------------------------------------------------------------------


def term_of(document: Read, end: str) -> str | None:
    line = "委托期限：自2026年11月1日至2026年12月31日。代理人无转委托权。"
    return document(changed(LETTER, line, at(f"有效期限自2026年11月1日至2026年12月{end}", 150, 460))).value(
        "term"
    )


def test_term_whose_last_character_went_into_a_lost_line(document: Read) -> None:
    assert term_of(document, "31") == "2026-11-01/2026-12-31"
    assert term_of(document, "3") is None  # the rest of the day may be lost as well


def test_matter_whose_full_stop_was_lost(document: Read) -> None:
    entries = changed(
        reworded(LETTER, "社会保险单位参保登记事宜。", "社会保险单位参保登记事宜"),
        "委托权限：代为提交材料、签署有关文书、领取回执。",
        at("代理人的权限为：代为提交材料、领取回执", 150, 410),
    )
    found = document(entries)
    assert found.value("matter") == "办理社会保险单位参保登记事宜"


# -- seals ------------------------------------------------------------------------------------------------


def test_rows_of_a_square_seal_are_no_print(kinds: Kinds) -> None:
    letter = [
        *reworded(LETTER, "委托单位(盖章)：" + NAME, "委托单位(盖章)："),
        at("云杉五金有", 964, 648, 30),
    ]
    (found,) = read_page(stamped(letter, seal(962, 600, 154, "许昌", "square")), kinds)
    assert found.value("principal_org") == NAME
    kept = (
        line("青禾五金店", 964, 1114, 640),
        line("云杉五金有", 1000, 1150, 640),
        line("05月10日", 964, 1114, 640),
    )
    assert without_letters_of_seals(kept, (seal(962, 600, 154),)) == kept


@pytest.mark.parametrize("words", ["作废", "已注销"])
def test_large_words_of_a_stamp_are_no_part_of_a_value(document: Read, words: str) -> None:
    plain = document(ACCOUNT_INFO)
    found = document([*ACCOUNT_INFO, (words, (700, 390, 1000, 570), 1.0)])
    assert {name: field.value for name, field in found.fields.items()} == {
        name: field.value for name, field in plain.fields.items()
    }


def test_letter_of_a_ring_is_no_part_of_a_name(kinds: Kinds) -> None:
    entries = [*FORM, at("禾", 580, 380)]
    (found,) = read_page(stamped(entries, seal(570, 260, 300, NAME)), kinds)
    assert found.value("principal") == "吴秋柏"


@pytest.mark.parametrize("hidden", [False, True])
def test_name_that_ends_at_a_seal_is_looked_at_beyond_its_end(kinds: Kinds, hidden: bool) -> None:
    (name,) = (entry[1] for entry in FORM if entry[0] == NAME)
    place = seal(name[2] - 20 if hidden else 100, 80, 300)
    page = stamped(FORM, place)
    looks = [look for look in wanted_looks(page, read_page(page, kinds), kinds) if look.line]
    assert bool(looks) is hidden
    if hidden:
        assert max(look.box.x1 for look in looks if look.round > 4) == pytest.approx(place.box.x1 + 30)


def test_name_that_was_not_read_is_looked_for_in_the_room_of_a_long_one(kinds: Kinds) -> None:
    page = page_of(without(FORM, NAME, "单位类型", "☑企业□事业单位□机关□社会团体□其他"))
    looks = [look for look in wanted_looks(page, read_page(page, kinds), kinds) if look.line]
    assert max(look.box.width for look in looks) > 25 * 30


# -- second looks -----------------------------------------------------------------------------------------


def line(text: str, x0: float, x1: float, y: float = 100) -> TextLine:
    return TextLine(text, Box(x0, y, x1, y + 40), 0.99)


def test_line_that_the_edge_of_a_look_cut_stays() -> None:
    whole, cut = line("账户名称：秦秀英", 150, 430), line("户名称：秦秀英", 190, 430)
    assert overlaid((whole,), (cut,), Box(190, 80, 600, 160)) == (whole,)
    assert overlaid((whole,), (cut,), Box(140, 80, 600, 160)) == (cut,)


def test_look_that_begins_within_a_line_does_not_repeat_its_end() -> None:
    whole, again = line("经审核，魏丽", 400, 640), line("魏丽", 560, 1300)
    assert overlaid((whole,), (again,)) == (whole,)


@pytest.mark.parametrize(
    ("texts", "value"),
    [
        (("2018年05月10日", "2018年05月18日"), None),
        (("2018年05月10日", "2018年05月18日", "2018年05月10日"), "2018-05-10"),
        (("2018年05月", "2018年05月10日"), "2018-05-10"),
    ],
)
def test_date_under_a_seal_is_what_most_readings_say(
    kinds: Kinds, document: Read, texts: tuple[str, ...], value: str | None
) -> None:
    others = without(PERMIT, "2018年", "05月", "10日")
    readings = [(document([*others, at(text, 1020, 860 + i)]),) for i, text in enumerate(texts)]
    (found,) = weighed(readings, kinds)
    assert found.value("issue_date") == value


@pytest.mark.parametrize("text", ["2018年08月2日", "2018年8月02日", "2018年08月28"])
def test_day_that_may_have_lost_a_digit_is_not_taken(document: Read, text: str) -> None:
    entries = [*without(PERMIT, "2018年", "05月", "10日"), at(text, 1020, 860)]
    assert document(entries).value("issue_date") is None


def test_looks_at_a_date_are_lines(kinds: Kinds) -> None:
    page = page_of(without(PERMIT, "10日"))
    looks: tuple[Look, ...] = wanted_looks(page, read_page(page, kinds), kinds)
    assert sum(look.line for look in looks) == 3


def test_name_in_two_lines_is_not_read_as_one(kinds: Kinds) -> None:
    entries = changed(FORM, NAME, at("许昌青禾云杉五金", 350, 163), at("有限公司魏都", 350, 196))
    page = page_of(entries)
    (found,) = read_page(page, kinds)
    assert found.value("name") == "许昌青禾云杉五金有限公司魏都"
    looks = [look for look in wanted_looks(page, (found,), kinds) if look.line]
    assert looks
    assert all(look.box.height < 45 for look in looks)


@pytest.mark.parametrize(
    ("digits", "gone"), [("689782", True), ("636699", True), ("202611", False), ("97", False)]
)
def test_number_of_a_seal_is_no_row_of_a_table(digits: str, gone: bool) -> None:
    ring = replace(seal(241, 88, 230), number="51030316836699689782")
    line = TextLine(digits, Box(332, 292, 393, 316), 1.0)
    assert (without_letters_of_seals((line,), (ring,)) == ()) is gone
    above = TextLine(digits, Box(332, 120, 393, 144), 1.0)
    assert without_letters_of_seals((above,), (ring,)) == (above,)


def test_place_of_a_trader_whose_label_was_lost(document: Read) -> None:
    """On his licence the column at the right holds no capital."""
    entries = [
        at("营业执照", 600, 80, 70),
        at("统一社会信用代码", 150, 200),
        at("92411002MA9TE5T0X1", 150, 250),
        *[at(label, 150, 400 + 70 * i) for i, label in enumerate(("名称", "类型", "经营者", "经营范围"))],
        *[
            at(text, 340, 400 + 70 * i)
            for i, text in enumerate(("青禾小吃店", "个体工商户", "席婷", "餐饮服务"))
        ],
        at("组成形式", 900, 400),
        at("个人经营", 1090, 400),
        at("注册日期", 900, 470),
        at("2020年02月01日", 1090, 470),
        at("河南省许昌市魏都区天平街140号汇通广场", 1090, 534, 26),
        at("C座1206室", 1090, 562, 26),
        at("登记机关", 900, 760),
    ]
    assert document(entries).value("address") == "河南省许昌市魏都区天平街140号汇通广场C座1206室"


def test_lines_set_close_are_taken_one_after_the_other(document: Read) -> None:
    """Of two lines that both follow closely the upper one is next, though the lower begins further left."""
    second, third = "制品。（依法须经批准的项目，经相关部门批准", "后方可开展经营活动。）"
    entries = [
        *without(LANDSCAPE, second, third),
        (second, (335, 748, 844, 778)),
        (third, (331, 770, 626, 800)),
    ]
    assert (document(entries).value("scope") or "").endswith(
        "塑胶制品。(依法须经批准的项目,经相关部门批准后方可开展经营活动。)"
    )


@pytest.mark.parametrize(("color", "doubted"), [("grey", True), ("red", False)])
def test_name_under_the_seal_of_a_copy_is_looked_at(kinds: Kinds, color: str, doubted: bool) -> None:
    (name,) = (entry[1] for entry in FORM if entry[0] == NAME)
    over = replace(seal(name[0] + 60, 80, 200), color=color)
    page = stamped(FORM, over)
    looks = [look for look in wanted_looks(page, read_page(page, kinds), kinds) if look.line]
    assert bool(looks) is doubted
