"""Facts a citizen number tells, on cards and row by row."""

from __future__ import annotations

from typing import Any

import pytest

from intake_assist.checklist import default_folder, load_library
from intake_assist.checklist.models import KindSpec
from intake_assist.model import Finding, QualityMark, Severity, State
from intake_assist.rules import options_models
from intake_assist.values import id_number

from .building import WU, ZHAO, Desk, Paper, brief, but

GLARE = QualityMark("glare", "中部反光，字迹看不见。")
FACTS = {"number": "id_number", "birth": "birth", "sex": "sex"}


@pytest.mark.parametrize(
    ("changes", "answers"),
    [
        ({}, []),
        ({"sex": "男"}, [("flag", "legal_id", "sex")]),
        ({"birth": "2000年2月28日"}, [("flag", "legal_id", "birth")]),
        ({"birth": "~2000年2月28日"}, [("uncertain", "legal_id", "birth")]),
        ({"birth": "?"}, []),
        ({"id_number": "?"}, [("uncertain", "legal_id", "id_number")] * 2),
        ({"id_number": "411003200002290040"}, [("uncertain", "legal_id", "id_number")] * 2),
    ],
)
def test_id_facts(desk: Desk, changes: dict[str, str], answers: list[Any]) -> None:
    said = desk.ask_paper("id_facts", FACTS, [("portrait", but(WU, **changes))])
    assert brief(said) == answers
    assert len(said) == (1 if changes.get("birth") == "?" else 2)


def test_id_facts_words(desk: Desk) -> None:
    findings = desk.judge([("portrait", but(WU, sex="男"))]).findings
    finding = next(f for f in findings if f.rule == "facts" and f.state is State.FLAG)
    assert finding.message == (
        "法定代表人身份证的“性别”是“男”，证件号码显示为“女”，两者不符。"
        "请对照原件核对；确实不符的，请申请人核实更正。"
    )
    assert (finding.code, finding.severity, finding.basis) == ("V02", Severity.SUSPECT, "GB 11643-1999")


def test_only_the_facts_asked_for(desk: Desk) -> None:
    assert len(desk.ask_paper("id_facts", {"number": "id_number", "sex": "sex"}, [("portrait", WU)])) == 1


A = {"name": "赵明", "sex": "男", "birth": "1990-03-07", "id_number": "411002199003071236"}
B = {"name": "吴秋芳", "sex": "女", "birth": "2000-02-29", "id_number": "411003200002290041"}


def born(day: str, sex: str) -> dict[str, str]:
    body = f"411002{day.replace('-', '')}00{'1' if sex == '男' else '2'}"
    return {"name": "钱进", "sex": sex, "birth": day, "id_number": body + id_number.check_character(body)}


def said(desk: Desk, rows: list[Any], *others: Paper, total: str | None = None) -> list[Finding]:
    desk.answers["enrol"] = True
    roster = ("roster", {"total": total} if total else {}, rows)
    return [f for f in desk.judge([roster, *others]).findings if f.rule == "rows"]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([A, B], []),
        ([A, {}], []),
        ([A, {"name": "?", "id_number": "?"}], []),  # nothing was read in that row: not a row
        ([A, but(B, sex="男")], [("flag", "sex", "C03")]),
        ([A, but(B, sex="?")], []),  # not read, not compared, and not called right
        ([A, but(B, sex="")], []),
        ([A, but(B, sex=None, birth=None)], []),
        ([A, but(B, birth="2000-02-28")], [("flag", "birth", "C03")]),
        ([A, but(B, id_number="")], [("flag", "id_number", "M02")]),
        ([A, but(B, name="")], [("flag", "name", "M02")]),
        ([A, but(B, id_number="?", name="?")], [("uncertain", "name", "C03")]),
        ([A, B, but(A, name="赵明明")], [("flag", "id_number", "C03")]),
        ([but(A, sex=None, birth=None, id_number="411002201203070019")], [("flag", "id_number", "P01")]),
        (
            [but(A, sex=None, birth=None, id_number="~411002201203070019")],
            [("uncertain", "id_number", "P01")],
        ),
        ([but(A, sex=None, birth=None, id_number="411002196011070010")], [("flag", "id_number", "P01")]),
        ([but(B, sex=None, birth=None, id_number="411002197011070023")], [("flag", "id_number", "P01")]),
        ([but(B, sex=None, birth=None, id_number="411002203011070021")], []),  # born in the future
        # today is 2026-11-22: sixteen, sixty and fifty-five on this very day, and one day before
        ([born("2010-11-22", "男")], []),
        ([born("2010-11-23", "男")], [("flag", "id_number", "P01")]),
        ([born("1966-11-22", "男")], [("flag", "id_number", "P01")]),
        ([born("1966-11-23", "男")], []),
        ([born("1971-11-22", "女")], [("flag", "id_number", "P01")]),
        ([born("1971-11-23", "女")], []),
    ],
)
def test_roster_rows(desk: Desk, rows: list[Any], expected: list[Any]) -> None:
    findings = said(desk, rows)
    assert [(f.state.value, f.field, f.code) for f in findings if f.state is not State.PASS] == expected


def test_a_sound_roster_passes_and_an_empty_one_does_not(desk: Desk) -> None:
    assert [f.message for f in said(desk, [A, B])] == ["参保人员花名册2行逐行核对无误。"]
    assert not said(desk, [])


def test_a_number_that_makes_no_value_does_not_pass(desk: Desk) -> None:
    assert not said(desk, [but(A, sex=None, birth=None, id_number="不详")])


def test_faults_name_the_row(desk: Desk) -> None:
    (finding,) = [f for f in said(desk, [A, B, but(A, name="钱多多")]) if f.state is State.FLAG]
    assert finding.message == (
        "参保人员花名册第3行的“公民身份号码”“411002********1236”与参保人员花名册第1行相同，"
        "同一人不能重复。请申请人核对，填错的更正，重复的删去。"
    )
    assert finding.evidence[0].box is not None


def test_a_child_on_the_roster_is_told_with_the_law(desk: Desk) -> None:
    (finding,) = said(desk, [but(A, sex=None, birth=None, id_number="411002201201010012")])
    assert (finding.state, finding.code, finding.basis) == (State.FLAG, "P01", "《劳动法》第15条")
    assert "未满16周岁" in finding.message


def test_retirement_age_is_only_for_information(desk: Desk) -> None:
    (finding,) = said(desk, [but(A, sex=None, birth=None, id_number="411002196011070010")])
    assert finding.severity is Severity.INFO


@pytest.mark.parametrize(
    ("row", "card", "expected"),
    [
        (A, ZHAO, []),
        (B, ZHAO, []),
        (but(A, id_number="411002199003071316"), ZHAO, [("flag", "id_number")]),
        (but(A, id_number="~411002199003071316"), ZHAO, [("uncertain", "id_number")]),
        (but(A, name="钱多多"), ZHAO, [("flag", "name")]),
        (but(A, name="?"), ZHAO, [("uncertain", "name")]),
        (but(A, id_number="411002199003071316"), but(ZHAO, id_number="?"), []),
        (but(A, id_number="411002199003071316"), but(ZHAO, name="?"), []),
    ],
)
def test_rows_against_cards(desk: Desk, row: Any, card: Any, expected: list[Any]) -> None:
    findings = [f for f in said(desk, [row], ("portrait", card)) if f.code == "C03"]
    assert [(f.state.value, f.field) for f in findings if f.state is not State.PASS] == expected


CONTRACT = {"employee": "赵明", "id_number": "411002199003071236"}


@pytest.mark.parametrize(
    ("row", "contract", "expected"),
    [
        (A, CONTRACT, []),
        (B, CONTRACT, []),
        (but(A, id_number="411002199003071316"), CONTRACT, [("flag", "id_number")]),
        (A, but(CONTRACT, employee="赵朋"), [("flag", "name")]),
        (A, but(CONTRACT, employee="?", id_number="411002199003071316"), []),
    ],
)
def test_rows_against_contracts(desk: Desk, row: Any, contract: Any, expected: list[Any]) -> None:
    spec = {
        "id": "contract",
        "title": "劳动合同",
        "recognise": {"titles": ["劳动合同"]},
        "fields": [
            {"name": "employee", "title": "劳动者", "type": "person", "labels": ["乙方"]},
            {"name": "id_number", "title": "身份证号码", "type": "id_number", "labels": ["身份证号码"]},
        ],
    }
    desk.kinds = {**desk.kinds, "contract": KindSpec.model_validate(spec)}
    desk.answers["enrol"] = True
    cards = {"portrait": ["name", "id_number"], "contract": ["employee", "id_number"]}
    answers = desk.ask_paper("roster_rows", {"cards": cards}, [("roster", {}, [row]), ("contract", contract)])
    assert [(a.state.value, a.field) for a in answers if a.state is not State.PASS] == expected


def test_the_roster_is_held_against_contracts() -> None:
    (check,) = load_library(default_folder(), rules=options_models()).kinds["roster"].checks
    options = options_models()["roster_rows"].model_validate(check.with_)
    assert options.places_on("labor_contract") == ("employee", "id_number")
    assert options.places_on("id_card_portrait") == ("name", "id_number")
    assert options.places_on("business_license") is None


def test_numbers_that_look_alike_when_masked_say_so(desk: Desk) -> None:
    row, card = but(A, sex=None, birth=None, id_number="411002199013071236"), ("portrait", ZHAO)
    (finding,) = [f for f in said(desk, [row], card) if f.state is State.FLAG]
    assert (
        "是“411002********1236”，法定代表人身份证是“411002********1236”（未显示的部分不同）"
        in finding.message
    )


@pytest.mark.parametrize(
    ("total", "cells", "expected"),
    [
        ("2", (), []),
        ("", (), []),
        (None, (), []),
        ("3", (), ["uncertain"]),  # a row may have escaped the reading
        ("3", (("姓名",),), ["flag"]),  # a spreadsheet is read exactly
        ("?", (), ["uncertain"]),
        ("三十几", (), []),
    ],
)
def test_total(desk: Desk, total: str | None, cells: Any, expected: list[str]) -> None:
    desk.pages = {1: {"cells": cells}}
    findings = said(desk, [A, B], total=total)
    assert [f.state.value for f in findings if f.field == "total"] == expected


def test_roster_rows_without_a_paper_in_focus(desk: Desk) -> None:
    assert not desk.ask("roster_rows", {}, [("roster", {}, [A])])


@pytest.mark.parametrize(("quality", "state"), [((), State.FLAG), ((GLARE,), State.UNCERTAIN)])
def test_a_blank_cell_on_a_spoilt_page_may_be_filled_in(
    desk: Desk, quality: tuple[QualityMark, ...], state: State
) -> None:
    desk.answers["enrol"] = True
    desk.pages[1] = {"quality": quality}
    rows = [A, {**A, "name": "钱进", "id_number": ""}]
    findings = desk.judge([("roster", {}, rows)]).findings
    blank = [f for f in findings if f.rule == "rows" and f.code == "M02"]
    assert [(f.state, f.field) for f in blank] == [(state, "id_number")]


@pytest.mark.parametrize(
    ("number", "severity"),
    [
        ("411002198511261236", Severity.INFO),  # of another person of that name
        ("411002199003071316", Severity.SUSPECT),
        ("411002199013071236", Severity.SUSPECT),
    ],
)
def test_a_namesake_of_who_has_a_card_is_only_mentioned(desk: Desk, number: str, severity: Severity) -> None:
    row = but(A, sex=None, birth=None, id_number=number)
    (finding,) = [
        f for f in said(desk, [row], ("portrait", ZHAO)) if f.code == "C03" and f.state is State.FLAG
    ]
    assert finding.severity is severity
    assert ("同名" in finding.message and "另一人" in finding.message) is True
