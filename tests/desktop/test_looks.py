"""Colours, words, keys, models: what can be told without a case."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.modeltest import ModelTester

from intake_assist.casework import CaseState, Item
from intake_assist.desktop import theme
from intake_assist.desktop.models import FieldsModel, FindingsModel, MaterialsModel, SheetsModel
from intake_assist.desktop.presenting import Branch, FieldRow, Sheet, field_rows, next_open
from intake_assist.desktop.session import CaseSession
from intake_assist.desktop.shortcuts import clashes, commands
from intake_assist.desktop.start_page import initials
from intake_assist.desktop.words import Look
from intake_assist.model import Box, Document, Evidence, Field, Finding, Problem, Severity, State


@pytest.mark.parametrize("name", theme.THEMES)
def test_text_can_be_read_on_every_ground(name: str, qapp: object) -> None:  # noqa: ARG001
    c = theme.THEMES[name]
    pairs = [
        (text, ground)
        for text in ("text", "dim", "red", "amber", "green", "blue", "grey")
        for ground in ("base", "raised", "window")
    ]
    pairs += [("on_chosen", "chosen"), ("on_accent", "accent"), ("dim", "desk")]
    weak = [
        (name, text, ground)
        for text, ground in pairs
        if theme.contrast(getattr(c, text), getattr(c, ground)) < 4.5
    ]
    assert weak == []


@pytest.mark.parametrize("name", ["light", "dark"])
def test_the_sign_of_a_state_shows_on_the_chosen_line(name: str, qapp: object) -> None:  # noqa: ARG001
    """A sign is no text: 3:1 is asked for."""
    c = theme.THEMES[name]
    for sign in ("red", "amber", "green", "blue", "grey"):
        assert theme.contrast(getattr(c, sign), c.chosen) >= 3, sign


def test_contrast_is_that_of_wcag(qapp: object) -> None:  # noqa: ARG001
    assert theme.contrast("#ffffff", "#000000") == pytest.approx(21)
    assert theme.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_no_key_is_given_twice() -> None:
    assert clashes({command.id: command.keys for command in commands()}) == {}


def test_every_group_of_commands_has_access_keys_of_its_own() -> None:
    for group in {command.group for command in commands()}:
        texts = [command.text for command in commands() if command.group == group]
        letters = [text[text.index("&") + 1] for text in texts if "&" in text]
        assert len(set(letters)) == len(letters), group


def test_initials() -> None:
    assert initials("企业社保开户（A类）") == "qysbkh（a类）".replace("类", "l")


def test_the_window_needs_nothing_heavy() -> None:
    """It is on the screen before the engine, the database and numpy are imported."""
    heavy = (
        "numpy",
        "sqlalchemy",
        "pydantic",
        "intake_assist.casework",
        "intake_assist.store",
        "pypinyin",
        "cv2",
    )
    code = (
        f"import sys, intake_assist.desktop.app;print(*[name for name in {heavy!r} if name in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert result.stdout.split() == []


def test_the_case_needs_no_recognition_library() -> None:
    code = (
        "import sys, intake_assist.desktop.case_view, intake_assist.desktop.desk, intake_assist.precheck.live;"
        "print(*[name for name in ('cv2', 'paddleocr', 'paddlex', 'onnxruntime', 'openvino') if name in sys.modules])"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert result.stdout.split() == []


@given(st.lists(st.lists(st.integers(0, 3), max_size=3), max_size=4))
def test_the_tree_keeps_to_the_rules_of_qt(shape: list[list[int]]) -> None:
    model = MaterialsModel()
    tester = ModelTester(None)
    tester.check(model)
    for turn in range(2):
        model.show(
            [
                Branch(f"{at}", f"{turn}", Look("check", "", "green"), "", "m", None, tuple(
                    Branch(f"{at}/{n}/{i}", f"{turn}", None, "", "m", f"p{i}") for i, n in enumerate(children)))
                for at, children in enumerate(shape)
            ]
        )  # fmt: skip


def test_the_lists_keep_to_the_rules_of_qt(session: CaseSession, qtmodeltester: ModelTester) -> None:
    outcome = session.outcome
    findings, sheets, fields = FindingsModel(), SheetsModel(), FieldsModel()
    qtmodeltester.check(findings)
    qtmodeltester.check(sheets)
    qtmodeltester.check(fields)
    findings.show(outcome.items, {})
    findings.show(outcome.items[:2], {})
    sheets.show([Sheet(page.id, page.id, None) for page in outcome.case.pages])
    paper = next(each for each in outcome.case.documents if each.kind)
    rows: tuple[FieldRow, ...] = field_rows(paper, session.library.kinds, session.state)
    fields.show(rows)
    assert findings.rowCount() == 2
    assert fields.rowCount() == len(rows) > 3


@pytest.mark.parametrize(
    ("name", "asked_for", "sign"),
    [
        ("superior", False, "dash"),
        ("superior", True, "bang"),
        ("address", False, "bang"),  # no form may lack it
    ],
)
def test_what_may_be_left_blank_looks_wrong_where_a_finding_says_so(
    session: CaseSession, name: str, asked_for: bool, sign: str
) -> None:
    place, page = Box(100, 100, 300, 130), "a.jpg#1"
    left = Field(name, None, "", 1.0, place, page, Problem("blank", "是空的，没有填写。"))
    form = Document(page, "registration_form", 1.0, (page,), {name: left})
    finding = Finding("x", State.FLAG, Severity.ERROR, "没有填写", evidence=(Evidence(page, place),))
    items = [Item("x", finding)] if asked_for else []
    rows = field_rows(form, session.library.kinds, CaseState(), items)
    (row,) = (row for row in rows if row.ref.field == name)
    assert (row.look.sign, row.box, row.value) == (sign, place, "")


def test_a_value_that_a_finding_points_to_does_not_look_fine(session: CaseSession) -> None:
    case, kinds, items = session.outcome.case, session.library.kinds, session.outcome.items
    shown = {
        (row.page, row.box): (row.look.sign, alone.look.sign)
        for paper in case.documents
        for row, alone in zip(
            field_rows(paper, kinds, session.state, items),
            field_rows(paper, kinds, session.state),
            strict=True,
        )
        if row.box is not None
    }
    weighty = [item.finding for item in items if item.finding.severity.value != "info"]
    told = {(each.page, each.box) for finding in weighty for each in finding.evidence} & set(shown)
    assert told
    assert all(shown[place][0] in ("bang", "question") for place in told)
    assert all(now == before for place, (now, before) in shown.items() if place not in told)


def test_the_next_open_finding_goes_round(session: CaseSession) -> None:
    items = session.outcome.items
    open_ones = [item.key for item in items if item.finding.severity != "info"]
    walked = []
    at: str | None = None
    for _ in open_ones:
        found = next_open(items, at)
        assert found is not None
        at = found.key
        walked.append(at)
    assert walked == open_ones
    back = next_open(items, open_ones[0], -1)
    assert back is not None
    assert back.key == open_ones[-1]
