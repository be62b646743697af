"""Letters of attorney: words of labels stand in sentences, values run over line breaks, parts are missing."""

from __future__ import annotations

import pytest

from intake_assist.model import Document
from tests.reading.papers import LETTER, Entry, Read, at, changed, reworded, without

LETTER_VALUES = {
    "principal_org": "许昌青禾云杉五金有限公司",
    "principal": "吴秋柏",
    "agent_name": "徐青禾",
    "agent_id_number": "411002199003071236",
    "matter": "办理社会保险单位参保登记事宜",
    "scope": "代为提交材料、签署有关文书、领取回执",
    "term": "2026-11-01/2026-12-31",
    "issue_date": "2026-11-20",
}
BODY = "禾(身份证号：411002199003071236)为我单位代理人，前往贵中心办理"
TERM = "委托期限：自2026年11月1日至2026年12月31日。代理人无转委托权。"
SCOPE = "委托权限：代为提交材料、签署有关文书、领取回执。"

FORMAL: list[Entry] = [
    at("法定代表人授权委托书", 500, 80, 60),
    at("委托单位：许昌青禾云杉五金有限公司", 150, 220),
    at("统一社会信用代码：91411002MA9TE5T04A", 150, 280),
    at("法定代表人：吴秋柏", 150, 340),
    at("职务：总经理", 700, 340),
    at("受托人：徐青禾", 150, 400),
    at("联系电话：13800138000", 700, 400),
    at("身份证号码：411002199003071236", 150, 460),
    at("委托事项：办理单位社会保险参保登记", 150, 520),
    at("委托权限：代为申报、签收", 150, 580),
    at("委托期限：2026年11月1日至2026年12月31日", 150, 640),
    at("日期：2026年11月20日", 900, 840),
]


def values(found: Document) -> dict[str, str | None]:
    return {name: field.value for name, field in found.fields.items()}


def passes(found: Document, name: str) -> bool:
    field = found.fields.get(name)
    return field is not None and field.value is not None and field.problem is None


def test_letter_in_sentences(document: Read) -> None:
    found = document(LETTER)
    assert (found.kind, found.titled) == ("power_of_attorney", True)
    assert values(found) == LETTER_VALUES
    assert not any(field.problem for field in found.fields.values())


def test_letter_with_labels(document: Read) -> None:
    found = document(FORMAL)
    assert values(found) == {
        "principal_org": "许昌青禾云杉五金有限公司",
        "uscc": "91411002MA9TE5T04A",
        "principal": "吴秋柏",
        "agent_name": "徐青禾",
        "agent_id_number": "411002199003071236",
        "matter": "办理单位社会保险参保登记",
        "scope": "代为申报、签收",
        "term": "2026-11-01/2026-12-31",
        "issue_date": "2026-11-20",
    }


def test_value_over_a_line_break_covers_both_lines(document: Read) -> None:
    field = document(LETTER).fields["agent_name"]
    assert field.text == "徐青禾"
    assert field.box is not None
    assert (field.box.y0, field.box.y1) == (260, 340)


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ("禾(身份证号：41100219900307", "1236)为我单位代理人，前往贵中心办理", "agent_id_number"),
        ("禾(身份证号：", "411002199003071236)为我单位代理人，前往贵中心办理", "agent_id_number"),
        ("禾(身份证", "号：411002199003071236)为我单位代理人，前往贵中心办理", "agent_id_number"),
    ],
)
def test_number_over_a_line_break(document: Read, first: str, second: str, name: str) -> None:
    below: list[Entry] = [
        (entry[0], (entry[1][0], entry[1][1] + 50, entry[1][2], entry[1][3] + 50), 0.99)
        if entry[1][1] >= 360
        else entry
        for entry in without(LETTER, BODY)
    ]
    found = document([*below, at(first, 150, 310), at(second, 150, 360)])
    assert found.fields[name].value == LETTER_VALUES[name]
    assert found.fields[name].problem is None
    assert found.value("agent_name") == "徐青禾"


def test_term_over_a_line_break(document: Read) -> None:
    entries = changed(
        LETTER, TERM, at("委托期限：自2026年11月1日至2026年", 150, 460), at("12月31日。", 150, 510)
    )
    assert document(entries).value("term") == "2026-11-01/2026-12-31"


@pytest.mark.parametrize(
    "sentence",
    [
        "本单位法定代表人吴秋柏现委托徐青禾办理上述事项，委托人对代理人的行为负责。",
        "委托人与受托人应当遵守有关规定，委托事项不得转委托。",
    ],
)
def test_words_of_labels_in_a_sentence_are_no_labels(document: Read, sentence: str) -> None:
    found = document([*LETTER, at(sentence, 150, 520)])
    assert values(found) == LETTER_VALUES


@pytest.mark.parametrize(
    ("opening", "agent"),
    [
        ("兹委托徐青禾同志(身份证号：", "徐青禾"),
        ("现授权徐青禾，身份证号：", "徐青禾"),
        ("我公司指派员工徐青禾(身份证号码", "徐青禾"),
        ("特委托欧阳青禾女士，公民身份号码：", "欧阳青禾"),
    ],
)
def test_ways_to_name_the_agent(document: Read, opening: str, agent: str) -> None:
    entries: list[Entry] = [
        at("授权委托书", 600, 80, 60),
        at(f"{opening}411002199003071236)前往贵中心办理社会保险登记。", 150, 260),
        at("委托单位(盖章)：许昌青禾云杉五金有限公司", 700, 640),
    ]
    found = document(entries)
    assert (found.value("agent_name"), found.value("agent_id_number")) == (agent, "411002199003071236")


@pytest.mark.parametrize(
    ("text", "left", "name"),
    [
        (TERM, "代理人无转委托权。", "term"),
        (SCOPE, "", "scope"),
        (BODY, "禾为我单位代理人，前往贵中心办理", "agent_id_number"),
    ],
)
def test_missing_part_is_never_made_up(document: Read, text: str, left: str, name: str) -> None:
    found = document(reworded(LETTER, text, left) if left else without(LETTER, text))
    assert not passes(found, name)
    others = {other: value for other, value in LETTER_VALUES.items() if other != name}
    assert others.items() <= values(found).items()


def test_value_of_a_sentence_ends_with_the_sentence(document: Read) -> None:
    found = document(changed(LETTER, SCOPE, at("特此委托。", 150, 410)))
    assert found.value("matter") == "办理社会保险单位参保登记事宜"


def test_missing_part_is_said_to_be_unread(document: Read) -> None:
    field = document(without(LETTER, TERM)).fields["term"]
    assert field.value is None
    assert field.problem is not None
    assert (field.problem.code, field.problem.uncertain) == ("unread", True)


def test_place_of_a_signature_is_no_name(document: Read) -> None:
    """Only the line to sign on stands after the label: the name is written by hand, and not read."""
    entries = without(LETTER, "本人吴秋柏系许昌青禾云杉五金有限公司的法定代表人，现委托徐青", BODY)
    found = document(entries)
    assert not passes(found, "principal")
    assert not passes(found, "agent_name")


def test_term_without_an_end_is_no_good_term(document: Read) -> None:
    entries = reworded(LETTER, TERM, "委托期限：自2026年11月1日起。代理人无转委托权。")
    field = document(entries).fields["term"]
    assert field.problem is not None


def test_end_of_the_term_is_no_date_of_the_letter(document: Read) -> None:
    found = document(without(FORMAL, "日期：2026年11月20日"))
    assert found.value("term") == "2026-11-01/2026-12-31"
    assert not passes(found, "issue_date")


def test_term_whose_full_stop_was_not_read(document: Read) -> None:
    old = "委托期限：2026年11月1日至2026年12月31日"
    field = document(reworded(FORMAL, old, f"{old}代理人无转委托权")).fields["term"]
    assert (field.value, field.problem) == ("2026-11-01/2026-12-31", None)


def test_reversed_term_is_told(document: Read) -> None:
    entries = reworded(LETTER, TERM, "委托期限：自2026年12月31日至2026年11月1日。")
    field = document(entries).fields["term"]
    assert field.problem is not None
    assert field.problem.code == "reversed"


def test_wrong_number_of_the_agent_is_kept(document: Read) -> None:
    wrong = BODY.replace("411002199003071236", "411002199003071235")
    field = document(reworded(LETTER, BODY, wrong)).fields["agent_id_number"]
    assert field.value == "411002199003071235"
    assert field.problem is not None
    assert field.problem.code == "check_digit"


@pytest.mark.parametrize(
    "cell", ["法定代表人（负责人）吴秋柏", "法定代表人(负责人）吴秋柏", "法定代表人吴秋柏"]
)
def test_two_cells_of_a_table_that_run_together(document: Read, cell: str) -> None:
    table = [
        at("授权委托书", 500, 80, 60),
        at("委托单位", 150, 220),
        at("许昌青禾云杉五金有限公司", 450, 220),
        at(cell, 150, 300),
        at("受托人姓名", 150, 380),
        at("徐青禾", 450, 380),
        at("法定代表人（签字或盖章）", 700, 900),
        at("受托人（签字）", 700, 980),
    ]
    found = document(table)
    assert (found.fields["principal"].value, found.fields["agent_name"].value) == ("吴秋柏", "徐青禾")


def test_end_of_a_name_at_the_beginning_of_the_next_line(document: Read) -> None:
    entries = [
        at("授权委托书", 600, 80, 60),
        at("兹委托徐青禾代表我单位前往贵中心办理社会保险登记，代理权限为代为", 150, 300),
        at("提交材料、签署有关文书。有效期限自2026年11月1日至2026年12月31日。", 100, 360),
        at("委托单位(盖章)：许昌青禾云杉环保材料设备制造安装工程有限公司西工区分公", 150, 500),
        at("司", 100, 560),
        at("法定代表人(签章)：吴秋柏", 150, 620),
    ]
    assert (
        document(entries).value("principal_org") == "许昌青禾云杉环保材料设备制造安装工程有限公司西工区分公司"
    )


OFFICE: list[Entry] = [
    at("授权委托书", 600, 80, 60),
    at("兹委托徐青禾(身份证号：411002199003071236)代表我单位。", 150, 300),
    at("代理权限为：代为填写、提交材料，签收办理结果。有效期限自2026年11月1日至2026年12", 100, 360),
    at("月31日。请予接洽办理。", 100, 420),
    at("委托单位(盖章)：许昌青禾云杉五金有限公司", 150, 560),
    at("受托人(签字)：徐青禾", 150, 680),
    at("二〇二六年十一月二十日", 800, 760),
    at("吴秋柏", 800, 830),
]


def test_power_is_not_taken_for_the_matter(document: Read) -> None:
    found = document(OFFICE)
    assert found.value("scope") == "代为填写、提交材料,签收办理结果"
    assert found.value("matter") is None


@pytest.mark.parametrize("end", ["月31日。请予接洽办理。", "月31旦。请予接洽办理。"])
def test_last_character_of_a_term_may_be_misread(document: Read, end: str) -> None:
    found = document(reworded(OFFICE, "月31日。请予接洽办理。", end)).fields["term"]
    assert (found.value, found.problem) == ("2026-11-01/2026-12-31", None)


def test_power_ends_where_the_next_sentence_begins(document: Read) -> None:
    entries = [
        *without(OFFICE, OFFICE[2][0]),
        at("代理权限为：代为填写、提交材料，签收办理结果", 100, 340),
        at("授权期限：自2026年11月1日至2026年12", 100, 380),
    ]
    assert document(entries).value("scope") == "代为填写、提交材料,签收办理结果"


@pytest.mark.parametrize("printed", ["二〇二六年十一月二十日", "2026年11月20日"])
def test_date_under_the_letter_with_a_name_beside_it(document: Read, printed: str) -> None:
    found = document(reworded(OFFICE, "二〇二六年十一月二十日", printed))
    assert found.value("issue_date") == "2026-11-20"


def test_what_was_signed_is_not_read_for_the_person_that_a_sentence_names(document: Read) -> None:
    signed = reworded(LETTER, "法定代表人(签字)：", "法定代表人(签字)：吴秋相")
    signed = reworded(signed, "受托人(签字)：", "受托人(签字)：徐禾")
    assert values(document(signed)) == LETTER_VALUES


def test_who_signs_is_told_by_his_name_where_no_sentence_names_him(document: Read) -> None:
    signed = reworded(LETTER, "法定代表人(签字)：", "法定代表人(签字)：吴秋柏")
    signed = [
        (entry[0].replace("本人吴秋柏系许昌青禾云杉五金有限公司的法定代表人，", ""), *entry[1:])
        for entry in signed
    ]
    assert document(signed).value("principal") == "吴秋柏"


@pytest.mark.parametrize("name", ["买买提江·吐尔逊", "TAYLOREMMAROSE"])
def test_long_names_in_a_sentence(document: Read, name: str) -> None:
    letter = [(entry[0].replace("本人吴秋柏", f"本人{name}"), *entry[1:]) for entry in LETTER]
    assert document(letter).value("principal") == name


@pytest.mark.parametrize("dotted", ["2026年11月.1日至2026年12月31日", "2026年.11月1·日至2026年12月31日"])
def test_specks_in_a_period_within_a_sentence(document: Read, dotted: str) -> None:
    term = TERM.replace("委托期限：自2026年11月1日至2026年12月31日", f"期限自{dotted}")
    assert document(reworded(LETTER, TERM, term)).value("term") == "2026-11-01/2026-12-31"


@pytest.mark.parametrize(
    "sentence",
    [
        "现委托上述受托人为我单位的代理人。",
        "现委托上述受托人为我单位的代理人",
        "请予办理，由此产生的责任由我单位承担。",
    ],
)
def test_a_letter_that_names_no_matter_has_none(document: Read, sentence: str) -> None:
    found = document(reworded(FORMAL, "委托事项：办理单位社会保险参保登记", sentence))
    assert found.kind == "power_of_attorney"
    assert found.value("matter") is None


def test_misprinted_code_over_a_line_break_is_read_to_its_end(document: Read) -> None:
    """Its first fifteen figures alone would pass for a number of the old kind."""
    cut = "现委托我单位员工徐青禾（身份证号码：411002199003071"
    letter = [
        at("授权委托书", 500, 80, 60),
        at("本人吴秋柏系许昌青禾云杉五金有限公司的法定代表人（负责人），", 220, 240),
        at(cut, 150, 300),
        at("837）为代理人，以我单位名义办理单位社会保险开户登记手续。", 150, 360),
        at("委托单位（盖章）：", 500, 620),
        at("受托人（签字）：徐青禾", 500, 700),
    ]
    found = document(letter).fields["agent_id_number"]
    assert found.value == "411002199003071837"
    assert found.problem is not None
