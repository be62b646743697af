"""Fields of one paper: filled in, well formed, said at all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from intake_assist.model import Problem, QualityMark, Severity, State
from intake_assist.rules import Answer, field_format

from .building import FORM, LICENSE, POA, SOUND, WU, ZHAO, Desk, Paper, brief, but

# -- required_field ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "answers"),
    [
        ({}, []),
        ({"agent_phone": ""}, [("flag", "form", "agent_phone")]),
        ({"agent_phone": "?"}, [("uncertain", "form", "agent_phone")]),
        ({"agent_phone": None}, [("uncertain", "form", "agent_phone")]),
        ({"agent_phone": "", "name": ""}, [("flag", "form", "name"), ("flag", "form", "agent_phone")]),
        (
            {"agent_phone": None, "name": "?"},
            [("uncertain", "form", "name"), ("uncertain", "form", "agent_phone")],
        ),
        ({"agent_phone": "不详"}, []),  # filled in, and wrong: a matter of form
    ],
)
def test_required_field(desk: Desk, changes: dict[str, Any], answers: list[Any]) -> None:
    desk.change("form", required_fields=["name", "agent_phone"])
    said = desk.ask_about("required_field", "form", [("form", but(FORM, **changes))])
    assert brief(said) == answers
    passed = [a.field for a in said if a.state is State.PASS]
    assert passed == [name for name in ("name", "agent_phone") if name not in changes]


@pytest.mark.parametrize(
    ("phone", "answers"),
    [("", [("flag", "form", "agent_phone")]), ("?", []), (None, []), ("13800138000", [])],
)
def test_a_field_that_is_asked_for_only_where_it_is_seen_blank(
    desk: Desk, phone: str | None, answers: list[Any]
) -> None:
    asked = {"fields": ["form.agent_phone"], "blank_only": True}
    said = desk.ask("required_field", asked, [("form", but(FORM, agent_phone=phone))])
    assert brief(said) == answers


def test_a_field_that_a_copy_shows_is_not_unread(desk: Desk) -> None:
    desk.change("form", required_fields=["name", "agent_phone"], copies=2)
    answers = desk.ask_about("required_field", "form", [("form", FORM), ("form", but(FORM, agent_phone="?"))])
    assert brief(answers) == []
    assert [answer.field for answer in answers].count("agent_phone") == 1


def test_a_blank_on_a_spoilt_page_may_be_filled_in(desk: Desk) -> None:
    desk.change("form", required_fields=["agent_phone"])
    desk.pages[1] = {"quality": (QualityMark("blur", "画面模糊。"),)}
    (answer,) = desk.ask_about("required_field", "form", [("form", but(FORM, agent_phone=""))])
    assert (answer.state, "查看原件" in answer.message) == (State.UNCERTAIN, True)


def test_each_unread_required_field_is_named(desk: Desk) -> None:
    desk.change("form", required_fields=["name", "uscc", "agent_phone"])
    answers = desk.ask_about("required_field", "form", [("form", {"uscc": "?"})])
    assert [answer.field for answer in answers] == ["name", "uscc", "agent_phone"]
    assert all(answer.blocked and len(answer.places) == 1 for answer in answers)
    assert "统一社会信用代码" in answers[1].message


def test_a_form_without_the_place_may_be_an_old_one(desk: Desk) -> None:
    desk.change("form", required_fields=["name", "uscc", "agent_phone"])
    form = but(FORM, uscc=None, agent_phone=None, text="社会保险登记表 单位名称 经办人 电话")
    answers = desk.ask_about("required_field", "form", [("form", form)])
    assert brief(answers) == [("uncertain", "form", "uscc"), ("uncertain", "form", "agent_phone")]
    assert answers[1].message == (
        "没有找到社会保险登记表的“统一社会信用代码”这一栏，可能是旧版表格，也可能没有读出来。此栏必填，请人工查看。"
    )


def test_required_fields_of_an_unwanted_material_are_not_asked_for(desk: Desk) -> None:
    desk.change("form", required_fields=["name"], required_when="false")
    assert not desk.ask_about("required_field", "form", [("form", {})])


def test_required_field_as_a_check_of_its_own(desk: Desk) -> None:
    papers: list[Paper] = [("form", but(FORM, bank_account=""))]
    (answer,) = desk.ask("required_field", {"fields": ["form.bank_account"]}, papers)
    assert answer.message == "社会保险登记表的“账号”没有填写，此栏必填。请申请人补填。"


# -- field_format -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("paper", "answer", "severity"),
    [
        (("license", but(LICENSE, uscc="91411002MA9TE5T04B")), ("flag", "license", "uscc"), Severity.SUSPECT),
        (("form", but(FORM, uscc="91411002MA9TE5T04B")), ("flag", "form", "uscc"), Severity.SUSPECT),
        (("form", but(FORM, uscc="~91411002MA9TE5T04B")), ("uncertain", "form", "uscc"), None),
        (("form", but(FORM, uscc="914110O2MA9TE5T04A")), ("uncertain", "form", "uscc"), None),
        (("license", but(LICENSE, uscc="411000600001232")), ("flag", "license", "uscc"), Severity.WARN),
        (("license", but(LICENSE, uscc="411000600001233")), ("flag", "license", "uscc"), Severity.SUSPECT),
        (("form", but(FORM, fill_date="2026年2月29日")), ("flag", "form", "fill_date"), Severity.ERROR),
        (("form", but(FORM, agent_phone="1380013800")), ("flag", "form", "agent_phone"), Severity.WARN),
        (("form", but(FORM, bank_account="123")), ("flag", "form", "bank_account"), Severity.WARN),
        (
            ("portrait", but(WU, id_number="411003200002290040")),
            ("flag", "legal_id", "id_number"),
            Severity.ERROR,
        ),
        (
            ("portrait", but(WU, id_number="411002199002301239")),
            ("flag", "legal_id", "id_number"),
            Severity.ERROR,
        ),
    ],
)
def test_wrong_values(desk: Desk, paper: Paper, answer: Any, severity: Severity | None) -> None:
    findings = [f for f in desk.judge([paper]).findings if f.rule == "field_format"]
    assert brief(findings) == [answer]
    wrong = next(f for f in findings if f.state is not State.PASS)
    assert wrong.code == "V02"
    assert wrong.severity is (severity or Severity.SUSPECT)
    assert [place.page for place in wrong.evidence] == ["1.jpg#1"]


@pytest.mark.parametrize("code", ["91350100M0001TGQXM", "91350211M0000XUF46", "91350203M0001FUE2P"])
def test_early_pilot_codes_are_never_called_wrong(desk: Desk, code: str) -> None:
    answers = desk.ask("field_format", {}, [("license", but(LICENSE, uscc=code))])
    assert brief(answers) == [("uncertain", "license", "uscc")]


def test_a_likely_misreading_comes_as_a_suggestion(desk: Desk) -> None:
    answers = desk.ask("field_format", {}, [("form", but(FORM, uscc="9141100ZMA9TE5T04A"))])
    (wrong,) = [a for a in answers if a.state is not State.PASS]
    assert wrong.suggestion == "91411002MA9TE5T04A"


@pytest.mark.parametrize(
    ("number", "strange"),
    [
        ("411082199003071238", False),
        ("411025199003071230", False),
        ("932682198501010017", False),  # a foreigner's
        ("419099199003071232", True),
        ("~419099199003071232", False),
        ("419099199003071236", False),  # its check character is wrong: that is told instead
    ],
)
def test_a_number_of_no_known_region_is_only_remarked(desk: Desk, number: str, strange: bool) -> None:
    findings = desk.judge([("portrait", but(ZHAO, id_number=number))]).findings
    remarks = [f for f in findings if "行政区划" in f.message]
    assert [(f.severity, f.basis) for f in remarks] == [(Severity.INFO, "GB/T 2260")] * strange


def test_a_doubt_about_the_reading_says_what_to_do(desk: Desk) -> None:
    paper = ("form", but(FORM, uscc="~91411002MA9TE5T04"))
    (wrong,) = [a for a in desk.ask("field_format", {}, [paper]) if a.state is not State.PASS]
    assert wrong.message.endswith("这里读到17位。读得不准，可能是识别有误，请对照原件核对。")


def test_messages_hide_personal_numbers(desk: Desk) -> None:
    card, form = but(WU, id_number="411003200002290040"), but(FORM, bank_account="4105012A456789")
    papers: list[Paper] = [("portrait", card), ("form", form)]
    text = "".join(a.message for a in desk.ask("field_format", {}, papers))
    assert "411003********0040" in text
    assert "“**********6789”" in text
    assert "20000229" not in text


@pytest.mark.parametrize(
    ("name", "others", "said"),
    [
        ("name", ("许昌云机科技有限公司",), "另读作“许昌云机科技有限公司”。"),
        (
            "uscc",
            ("91411002MA9TE5T04B", "91411002MA9TE5T04C"),
            "“91411002MA9TE5T04B”、“91411002MA9TE5T04C”。",
        ),
        ("bank_account", ("17070211092000561234",), "另读作“****************1234”。"),
    ],
)
def test_both_readings_are_told(desk: Desk, name: str, others: tuple[str, ...], said: str) -> None:
    (answer,) = _read_in_ways(desk, name, others)
    assert answer.state is State.UNCERTAIN
    assert answer.message.endswith(said)
    assert "几次识别的结果不一样" in answer.message


def test_a_difference_that_is_hidden_is_told_of(desk: Desk) -> None:
    number = FORM["bank_account"] or ""
    (answer,) = _read_in_ways(desk, "bank_account", ("999" + number[3:],))
    assert answer.message.endswith("（未显示的部分不同）。")
    assert "999" not in answer.message
    assert number not in answer.message


def _read_in_ways(desk: Desk, name: str, others: tuple[str, ...]) -> list[Answer]:
    """What is said of a field of the form that gave `others` as well and none of them surely."""
    context = desk.context([("form", FORM)])
    (form,) = context.documents.values()
    doubt = Problem("readings_differ", "几次识别的结果不一样，请对照原件。", uncertain=True)
    fields = {**form.fields, name: replace(form.fields[name], others=others, problem=doubt, confidence=0.6)}
    read = replace(form, fields=fields)
    assignment = {material: (read,) for material, papers in context.assignment.items() if form in papers}
    looked_at = replace(context, documents={form.id: read}, assignment=assignment)
    answers = field_format.check(looked_at, field_format.Options())
    return [answer for answer in answers if answer.field == name and answer.state is not State.PASS]


@pytest.mark.parametrize("text", ["", "?", None])
def test_blank_and_unread_are_no_matter_of_form(desk: Desk, text: str | None) -> None:
    answers = desk.ask("field_format", {}, [("form", but(FORM, uscc=text))])
    assert "uscc" not in [a.field for a in answers]


def test_sound_values_pass_and_plain_text_is_not_answered_for(desk: Desk) -> None:
    answers = desk.ask("field_format", {}, SOUND)
    assert {a.state for a in answers} == {State.PASS}
    assert ("form", "uscc") in [(a.material, a.field) for a in answers]
    assert ("form", "address") not in [(a.material, a.field) for a in answers]


ROW = {"name": "赵明", "id_number": "411002199003071236"}


@pytest.mark.parametrize(
    ("rows", "answers", "passed"),
    [
        ([ROW, ROW], [], {"name", "id_number"}),
        ([ROW, but(ROW, id_number="411002199003071235")], [("flag", "roster", "id_number")], {"name"}),
        ([ROW, but(ROW, id_number="~411002199003071235")], [("uncertain", "roster", "id_number")], {"name"}),
        ([ROW, but(ROW, id_number="?")], [], {"name"}),
    ],
)
def test_cells(desk: Desk, rows: list[Any], answers: list[Any], passed: set[str]) -> None:
    said = desk.ask("field_format", {}, [("roster", {}, rows)])
    assert brief(said) == answers
    assert {a.field for a in said if a.state is State.PASS} == passed
    wrong = [a for a in said if a.state is not State.PASS]
    assert all(a.message.startswith("参保人员花名册第2行的“公民身份号码”") for a in wrong)


@pytest.mark.parametrize("key", [True, False])
def test_doubts_about_what_nobody_asks_for_are_not_raised(desk: Desk, *, key: bool) -> None:
    kind = desk.kinds["license"]
    fields = [f.model_copy(update={"key": key or f.key}) if f.name == "term" else f for f in kind.fields]
    desk.kinds = {**desk.kinds, "license": kind.model_copy(update={"fields": tuple(fields)})}
    answers = desk.ask("field_format", {}, [("license", but(LICENSE, term="2026年11月2日至"))])
    assert brief(answers) == ([("uncertain", "license", "term")] if key else [])


def test_a_passport_number_is_no_wrong_citizen_number(desk: Desk) -> None:
    (answer,) = desk.ask("field_format", {}, [("roster", {}, [but(ROW, name=None, id_number="E12345678")])])
    assert answer.state is State.UNCERTAIN
    assert answer.message.endswith("“*****5678”：不是公民身份号码，像是境外人员的证件号码，请核对证件种类。")


# -- present_fields ---------------------------------------------------------------------------------------

OPTIONS = {"fields": ["poa.agent_name", "poa.matter", "poa.term"]}


@pytest.mark.parametrize(
    ("fields", "pages", "answers"),
    [
        (POA, {}, []),
        (but(POA, term=""), {}, [("flag", "poa", "term")]),
        (but(POA, term=None, text="兹委托赵明办理社会保险登记"), {}, [("flag", "poa", "term")]),
        (but(POA, term=None, text="委托期限："), {}, [("uncertain", "poa", "term")]),
        (but(POA, term="?", text="委 托 期 限"), {}, [("uncertain", "poa", "term")]),
        (but(POA, term=None), {}, [("uncertain", "poa", "term")]),
        (
            but(POA, term=None, text="兹委托赵明"),
            {1: {"quality": (QualityMark("blur", "模糊"),)}},
            [("uncertain", "poa", "term")],
        ),
        (but(POA, term="长久", text="委托期限长久"), {}, [("uncertain", "poa", "term")]),
    ],
)
def test_present_fields(desk: Desk, fields: Any, pages: Any, answers: list[Any]) -> None:
    desk.pages = pages
    said = desk.ask("present_fields", OPTIONS, [("poa", fields)])
    assert brief(said) == answers
    assert len(said) == 3


def test_present_fields_says_what_to_do(desk: Desk) -> None:
    desk.add_checks({"id": "A01", "rule": "present_fields", "with": OPTIONS})
    finding = next(f for f in desk.judge([("poa", but(POA, matter=""))]).findings if f.rule == "A01")
    assert finding.message == "授权委托书没有写明“委托事项”。请申请人补充后重新签章。"
    assert (finding.code, finding.basis) == ("A01", "《民法典》第165条")
