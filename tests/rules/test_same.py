"""What several papers state must be the same."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from intake_assist.model import Finding, Problem, Severity, State
from intake_assist.rules.comparing import Manner, Verdict, compare, compared
from intake_assist.rules.engine import judge

from .building import BANK, COMPANY, FORM, LICENSE, USCC, WU, Desk, Paper, brief, but

LONGER = "许昌云帆科技有限责任公司"
NAMES = {"fields": ["license.name", "form.name", "bank.account_name"], "compare": "org"}
CODES = {"fields": ["license.uscc", "form.uscc"], "compare": "uscc"}
PEOPLE = {"fields": ["license.principal", "legal_id.name", "form.principal"], "compare": "person"}
ACCOUNTS = {"fields": ["bank.account_no", "form.bank_account"], "compare": "account"}
ADDRESSES = {"fields": ["license.address", "form.address"], "compare": "address"}


@pytest.mark.parametrize(
    ("licence", "form", "bank", "answers"),
    [
        (COMPANY, COMPANY, COMPANY, []),
        (COMPANY, "许昌云帆 科技有限公司", COMPANY, []),
        (COMPANY, LONGER, COMPANY, [("flag", "form", "name")]),
        (LONGER, COMPANY, COMPANY, [("flag", "license", "name")]),
        (COMPANY, LONGER, None, [("flag", "form", "name")]),
        (COMPANY, LONGER, LONGER, [("flag", "license", "name")]),
        (
            COMPANY,
            LONGER,
            "许昌远帆科技有限公司",
            [("flag", "form", "name"), ("flag", "bank", "account_name")],
        ),
        (COMPANY, "~" + LONGER, None, [("flag", "form", "name")]),
        (COMPANY, "~许昌云航科技有限公司", None, [("uncertain", "form", "name")]),
        (COMPANY, "许昌云航科技有限公司", None, [("flag", "form", "name")]),
        ("?", COMPANY, COMPANY, [("uncertain", "license", "name")]),
        ("?", COMPANY, None, [("uncertain", "license", "name")]),
        ("?", "?", None, [("uncertain", "license", "name")]),
        ("?", COMPANY, LONGER, [("uncertain", "license", "name"), ("flag", "bank", "account_name")]),
        (COMPANY, "", COMPANY, [("uncertain", "form", "name")]),
        (COMPANY, None, None, []),
    ],
)
def test_names(desk: Desk, licence: str, form: str | None, bank: str | None, answers: list[Any]) -> None:
    papers: list[Paper] = [("license", but(LICENSE, name=licence))]
    papers += [("form", but(FORM, name=form))] if form is not None else []
    papers += [("bank", but(BANK, account_name=bank))] if bank is not None else []
    said = desk.ask("same", NAMES, papers)
    assert brief(said) == answers
    assert [a.state for a in said if a.state is State.PASS] == ([State.PASS] if form and not answers else [])


def test_the_message_says_who_says_what(desk: Desk) -> None:
    papers: list[Paper] = [("license", LICENSE), ("form", but(FORM, name=LONGER)), ("bank", BANK)]
    answer = next(a for a in desk.ask("same", NAMES, papers) if a.state is State.FLAG)
    assert answer.message == (
        "社会保险登记表的“单位名称”是“许昌云帆科技有限责任公司”，"
        "营业执照的“名称”、开户许可证的“存款人名称”是“许昌云帆科技有限公司”，应当一致。"
        "请申请人核对，更正有误的一份后重新提交。"
    )
    assert [place.page for place in answer.evidence] == ["2.jpg#1", "1.jpg#1"]


def test_a_field_of_the_same_title_is_named_once(desk: Desk) -> None:
    papers: list[Paper] = [("license", LICENSE), ("form", but(FORM, uscc="91411000MA9FB0RX9D"))]
    (answer,) = desk.ask("same", CODES, papers)
    assert f"社会保险登记表的“统一社会信用代码”是“91411000MA9FB0RX9D”，营业执照是“{USCC}”" in answer.message


def test_two_copies_of_one_form_are_one_voice_and_one_finding(desk: Desk) -> None:
    form = ("form", but(FORM, name=LONGER))
    answers = desk.ask("same", NAMES, [("license", LICENSE), form, form])
    assert brief(answers) == [("flag", "form", "name")]
    assert [place.page for place in answers[0].evidence] == ["2.jpg#1", "3.jpg#1", "1.jpg#1"]


@pytest.mark.parametrize("printed", ["", "~"])
def test_letter_for_a_digit_is_no_difference_where_another_paper_has_the_digit(
    desk: Desk, printed: str
) -> None:
    desk.add_checks({"id": "X02", "rule": "same", "with": CODES})
    form = ("form", but(FORM, uscc=printed + "914110O2MA9TE5T04A"))
    findings = desk.judge([("license", LICENSE), form]).findings
    assert {f.state for f in findings if f.field == "uscc"} == {State.PASS}


def test_letter_for_a_digit_that_nobody_confirms_is_one_doubt(desk: Desk) -> None:
    """Not even another paper on which the same letter was read confirms it."""
    desk.add_checks({"id": "X02", "rule": "same", "with": CODES})
    odd = "914110O2MA9TE5T04A"
    papers: list[Paper] = [("license", but(LICENSE, uscc=odd)), ("form", but(FORM, uscc=odd))]
    findings = [f for f in desk.judge(papers).findings if f.field == "uscc" and f.state is not State.PASS]
    assert [(f.rule, f.state, f.suggestion) for f in findings] == [
        ("field_format", State.UNCERTAIN, USCC)
    ] * 2


def test_letter_for_a_digit_in_another_code_is_told(desk: Desk) -> None:
    desk.add_checks({"id": "X02", "rule": "same", "with": CODES})
    papers: list[Paper] = [
        ("license", but(LICENSE, uscc="91440300MA577SK8KX")),
        ("form", but(FORM, uscc="914110O2MA9TE5T04A")),
    ]
    findings = [f for f in desk.judge(papers).findings if f.field == "uscc" and f.state is not State.PASS]
    assert {f.rule for f in findings} >= {"field_format"}


def test_a_trader_without_a_name_states_none(desk: Desk) -> None:
    assert not desk.ask("same", NAMES, [("license", but(LICENSE, name="*")), ("form", FORM)])


def test_where_a_material_has_alternatives_the_paper_is_called_by_its_kind(desk: Desk) -> None:
    desk.change("bank", title="账户证明（任一）", accept=[["bank"], ["contract"]])
    papers: list[Paper] = [("license", LICENSE), ("bank", but(BANK, account_name=LONGER))]
    (answer,) = desk.ask("same", NAMES, papers)
    assert answer.message.startswith("开户许可证的“存款人名称”是")


def test_a_wrong_code_on_the_form_is_wrong_in_itself_and_against_the_licence(desk: Desk) -> None:
    desk.add_checks({"id": "X02", "rule": "same", "with": CODES})
    findings = desk.judge([("license", LICENSE), ("form", but(FORM, uscc="91411002MA9TE5T04C"))]).findings
    found = [(f.rule, f.code, f.state) for f in findings if f.field == "uscc" and f.state is not State.PASS]
    assert found == [("field_format", "V02", State.FLAG), ("X02", "C01", State.FLAG)]


@pytest.mark.parametrize(
    ("licence", "card", "answers"),
    [
        ("吴秋芳", "吴秋芳", []),
        ("吴秋芳", "赵明", [("flag", "legal_id", "name")]),
        ("吴秋芳", "吴秋方", [("flag", "legal_id", "name")]),
        ("王末", "王未", [("uncertain", "legal_id", "name")]),  # look-alikes, however sure the reading is
        ("甲投资有限公司（委派代表：吴秋芳）", "吴秋芳", []),
    ],
)
def test_people(desk: Desk, licence: str, card: str, answers: list[Any]) -> None:
    papers: list[Paper] = [("license", but(LICENSE, principal=licence)), ("portrait", but(WU, name=card))]
    assert brief(desk.ask("same", PEOPLE, papers)) == answers


def test_accounts_that_look_alike_when_masked_say_so(desk: Desk) -> None:
    papers: list[Paper] = [("bank", but(BANK, account_no="41050923456789")), ("form", FORM)]
    (answer,) = desk.ask("same", ACCOUNTS, papers)
    assert "“**********6789”（未显示的部分不同）" in answer.message
    assert "4105" not in answer.message


@pytest.mark.parametrize(
    ("form", "answers"),
    [
        ("河南省许昌市魏都区建设路8号", []),
        ("许昌市魏都区建设路 8 号", []),
        ("许昌市建安区建设路9号", [("flag", "form", "address")]),
    ],
)
def test_addresses_are_only_a_warning(desk: Desk, form: str, answers: list[Any]) -> None:
    desk.add_checks({"id": "X05", "rule": "same", "with": ADDRESSES})
    findings = desk.judge([("license", LICENSE), ("form", but(FORM, address=form))]).findings
    found = [f for f in findings if f.rule == "X05"]
    assert brief(found) == answers
    assert all(f.severity in (Severity.WARN, Severity.INFO) for f in found)


@pytest.mark.parametrize(
    ("manner", "one", "other", "verdict"),
    [
        ("org", "甲有限公司", "甲有限责任公司", "different"),
        ("org", "甲(许昌)有限公司", "甲（许昌）有限公司", "same"),
        ("uscc", "91411002ma9te5t04a", USCC, "same"),
        ("account", "4105-0123 456789", "41050123456789", "same"),
        ("phone", "+8613800138000", "13800138000", "same"),
        ("phone", "0374-2981234", "03742981234", "same"),
        ("date", "2026-11-02", "2026-11-03", "different"),
        ("text", "企业 法人", "企业法人", "same"),
        ("id_number", "41100220080101002x", "41100220080101002X", "same"),
        ("address", "建设路8号", "许昌市建设路8号", "different"),  # too short to be the same place
        ("address", "", "许昌市建设路8号", "different"),
    ],
)
def test_compare(manner: Manner, one: str, other: str, verdict: str) -> None:
    assert compare(one, other, manner) is Verdict(verdict)
    assert compare(other, one, manner) is Verdict(verdict)


def two_ways(desk: Desk, other: str, problem: str | None) -> list[Any]:
    return [(f.state.value, f.code) for f in read_two_ways(desk, other, problem, other)]


def read_two_ways(desk: Desk, other: str, problem: str | None, licence: str) -> list[Finding]:
    """The form's name was read as COMPANY and as `other`; `problem` when neither reading was the better."""
    context = desk.context([("license", but(LICENSE, name=licence)), ("form", FORM)])
    form = next(paper for paper in context.documents.values() if paper.kind == "form")
    found = form.fields["name"]
    doubt = Problem(problem, "两次不一样", uncertain=True) if problem else None
    doubtful = replace(found, others=(other,), problem=doubt, confidence=0.6 if problem else 0.9)
    read = replace(form, fields={**form.fields, "name": doubtful})
    documents = {**context.documents, form.id: read}
    findings = judge(
        context.matter,
        context.kinds,
        {},
        context.today,
        list(context.pages.values()),
        list(documents.values()),
    ).findings
    return [f for f in findings if f.field == "name" and f.state is not State.PASS]


def test_a_doubtful_reading_is_the_cause_and_no_consequence(desk: Desk) -> None:
    desk.add_checks({"id": "X", "rule": "same", "with": NAMES})
    (finding,) = read_two_ways(desk, "许昌云帆科枝有限公司", "readings_differ", "许昌云机科技有限公司")
    assert finding.message.endswith("应当一致。可能是识别有误，请对照原件核对。")


def test_reading_that_another_paper_confirms_settles_a_tie(desk: Desk) -> None:
    desk.add_checks({"id": "X", "rule": "same", "with": NAMES})
    assert two_ways(desk, "许昌云机科技有限公司", "readings_differ") == []


def test_lesser_reading_that_another_paper_confirms_is_the_right_one(desk: Desk) -> None:
    desk.add_checks({"id": "X", "rule": "same", "with": NAMES})
    assert two_ways(desk, "许昌云机科技有限公司", None) == []


def test_person_whose_lesser_reading_is_longer_or_shorter(desk: Desk) -> None:
    desk.add_checks({"id": "X", "rule": "same", "with": PEOPLE})
    context = desk.context(
        [("license", but(LICENSE, principal="吴秋芳")), ("form", but(FORM, principal="吴秋"))]
    )
    form = next(paper for paper in context.documents.values() if paper.kind == "form")
    license_ = next(paper for paper in context.documents.values() if paper.kind == "license")

    def verdict(*others: str) -> Verdict:
        found = replace(form.fields["principal"], others=others)
        read = replace(form, fields={**form.fields, "principal": found})
        one, other = context.occurrence(read, "principal"), context.occurrence(license_, "principal")
        assert one is not None
        assert other is not None
        return compared(one, other, "person")

    assert verdict() is Verdict.DIFFERENT
    assert verdict("吴秋芬") is Verdict.DIFFERENT
    assert verdict("吴秋芳") is Verdict.SAME


@pytest.mark.parametrize("clipped", ["许昌云帆科技", "许昌云帆科技有限"])
def test_name_that_breaks_off_is_uncertain(clipped: str) -> None:
    expected = Verdict.UNCLEAR if len(clipped) > 7 else Verdict.DIFFERENT
    assert compare(clipped, COMPANY, "org") is expected


def test_limited_is_never_a_matter_of_reading() -> None:
    assert compare(COMPANY, LONGER, "org") is Verdict.DIFFERENT
    assert compare("许昌云帆科技股份有限公司", COMPANY, "org") is Verdict.DIFFERENT


def test_a_registration_number_is_not_held_against_a_code(desk: Desk) -> None:
    papers = [("license", but(LICENSE, uscc="411000600001232")), ("form", FORM)]
    assert desk.ask("same", CODES, papers) == []


def test_code_read_badly_is_told_once(desk: Desk) -> None:
    desk.add_checks({"id": "X", "rule": "same", "with": CODES})
    papers = [("license", LICENSE), ("form", but(FORM, uscc="~91411002M"))]
    found = [f for f in desk.judge(papers).findings if f.field == "uscc" and f.state is not State.PASS]
    assert [(f.state.value, f.code) for f in found] == [("uncertain", "V02")]
    assert "材料间一致" in found[0].message


def test_first_character_that_only_a_lesser_reading_has(desk: Desk) -> None:
    desk.add_checks({"id": "X", "rule": "same", "with": NAMES})
    assert two_ways(desk, f"新{COMPANY}", None) == []


def test_longer_form_of_company_is_no_lesser_reading(desk: Desk) -> None:
    desk.add_checks({"id": "X", "rule": "same", "with": NAMES})
    assert ("flag", "C01") in two_ways(desk, LONGER, None)
    assert two_ways(desk, LONGER, "readings_differ") == [("flag", "C01")]


COPIES = {"fields": ["license.name", "form.name"], "compare": "org"}


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ("许昌云帆科技有限公", False),  # an edge took the end
        ("昌云机科技有限公司", False),  # a stamp took the beginning and blurred a character
        ("与云科有限公司", False),  # a stamp left some of it, and a character of its own
        ("与云科有限责任公司", True),
        ("与厚技限公司", True),
        ("许昌晨光商贸有限公司", True),
        (COMPANY.replace("有限公司", "有限责任公司"), True),
    ],
)
def test_copy_that_a_stamp_spoilt_does_not_contradict_its_twin(
    desk: Desk, second: str, *, told: bool
) -> None:
    desk.change("form", copies=2)
    desk.add_checks({"id": "X", "rule": "same", "with": COPIES})
    papers = [("license", LICENSE), ("form", FORM), ("form", but(FORM, name=second))]
    found = [f for f in desk.judge(papers).findings if f.rule == "X" and f.state is not State.PASS]
    assert bool(found) is told


def test_code_cut_at_the_edge_is_told_once_and_one_that_lacks_a_character_twice(desk: Desk) -> None:
    desk.add_checks({"id": "X", "rule": "same", "with": CODES})

    def codes(uscc: str) -> list[str | None]:
        papers = [("license", LICENSE), ("form", but(FORM, uscc=uscc))]
        found = (f for f in desk.judge(papers).findings if f.field == "uscc" and f.state is not State.PASS)
        return sorted(f.code or "" for f in found)

    assert codes(USCC[:16]) == ["V02"]
    assert codes(USCC[:9] + USCC[10:]) == ["C01", "V02"]


@pytest.mark.parametrize(
    ("second", "told"),
    [(USCC[:8] + USCC[9:], []), (USCC[:8] + USCC[11:], ["X"]), (USCC[:8] + "9" + USCC[10:], ["X"])],
)
def test_character_overlooked_on_one_copy_is_no_difference(desk: Desk, second: str, told: list[str]) -> None:
    desk.change("form", copies=2)
    desk.add_checks({"id": "X", "rule": "same", "with": CODES})
    papers = [("form", but(FORM, uscc=USCC)), ("form", but(FORM, uscc=second))]
    found = [f for f in desk.judge(papers).findings if f.field == "uscc" and f.state is not State.PASS]
    assert [f.rule for f in found if f.rule == "X"] == told
    assert any(f.code == "V02" for f in found)


def test_code_read_badly_on_both_copies_is_one_doubt(desk: Desk) -> None:
    desk.change("form", copies=2)
    papers = [("form", but(FORM, uscc=f"~{USCC[:15]}")), ("form", but(FORM, uscc=f"~{USCC[3:]}"))]
    found = [f for f in desk.judge(papers).findings if f.field == "uscc" and f.state is State.UNCERTAIN]
    assert [f.code for f in found] == ["V02"]
    assert len({evidence.page for evidence in found[0].evidence}) == len(papers)


def test_no_hint_about_an_address_from_a_guess(desk: Desk) -> None:
    desk.add_checks(
        {
            "id": "X",
            "rule": "same",
            "with": {"fields": ["license.address", "form.address"], "compare": "address"},
        }
    )

    def told(address: str) -> list[str]:
        papers = [("license", LICENSE), ("form", but(FORM, address=address))]
        found = (f for f in desk.judge(papers).findings if f.field == "address" and f.state is not State.PASS)
        return [f.rule for f in found]

    assert told("郑州市二七区大学路75号") == ["X"]
    assert told("~郑州市二七区大学路75号") == []
    assert told("~路75号") == []


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        ("昌云帆科技有限公司", "许昌云帆科技有限", False),  # each lost something else
        ("许昌云机科技有限公司", "许昌云机科技有限", True),  # what both say stands on the paper
        (LONGER, "昌云帆科技有限责任公司", True),
    ],
)
def test_copies_read_badly_each_in_its_way(desk: Desk, first: str, second: str, *, told: bool) -> None:
    desk.change("form", copies=2)
    desk.add_checks({"id": "X", "rule": "same", "with": NAMES})
    papers: list[Paper] = [
        ("license", LICENSE),
        ("bank", BANK),
        ("form", but(FORM, name=first)),
        ("form", but(FORM, name=second)),
    ]
    found = [f for f in desk.judge(papers).findings if f.rule == "X" and f.state is not State.PASS]
    assert bool(found) is told


@pytest.mark.parametrize(("read", "told"), [("~尊吴秋芳", False), ("尊吴秋芳", True), ("~尊吴秋", True)])
def test_poor_reading_that_holds_the_name_and_a_speck(desk: Desk, read: str, *, told: bool) -> None:
    desk.add_checks({"id": "X", "rule": "same", "with": PEOPLE})
    papers = [("license", LICENSE), ("form", but(FORM, principal=read))]
    found = [f for f in desk.judge(papers).findings if f.rule == "X" and f.state is not State.PASS]
    assert bool(found) is told


@pytest.mark.parametrize(
    ("read", "doubted", "verdict"),
    [
        (USCC[1:], True, Verdict.SAME),
        (USCC[1:], False, Verdict.DIFFERENT),
        (USCC[5:], True, Verdict.DIFFERENT),
        ("8" + USCC[2:], True, Verdict.DIFFERENT),
    ],
)
def test_what_a_seal_left_of_a_code_contradicts_nothing(
    desk: Desk, read: str, doubted: bool, verdict: Verdict
) -> None:
    problem = Problem("length", "应为18位", uncertain=doubted)
    context = desk.context([("license", LICENSE), ("form", FORM)])
    license_ = next(paper for paper in context.documents.values() if paper.kind == "license")
    form = next(paper for paper in context.documents.values() if paper.kind == "form")
    found = replace(form.fields["uscc"], value=read, text=read, problem=problem)
    one = context.occurrence(license_, "uscc")
    other = context.occurrence(replace(form, fields={**form.fields, "uscc": found}), "uscc")
    assert one is not None
    assert other is not None
    assert compared(one, other, "uscc") is verdict
