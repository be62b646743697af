"""Values with a stroke through them."""

from __future__ import annotations

import pytest

from intake_assist.model import Box, Severity, State

from .building import FORM, WU, Desk, Paper

VALUE = Box(10, 10, 90, 30)  # where `building` puts every value


def said(desk: Desk, strikes: tuple[Box, ...], papers: list[Paper]) -> list[str]:
    desk.pages = {1: {"strikes": strikes}}
    return [f.message for f in desk.judge(papers).findings if f.rule == "altered"]


def test_a_struck_value_is_told(desk: Desk) -> None:
    desk.pages = {1: {"strikes": (Box(8, 8, 95, 33),)}}
    (finding,) = [f for f in desk.judge([("form", {"name": FORM["name"]})]).findings if f.rule == "altered"]
    assert finding.message == (
        "社会保险登记表的“单位名称”上有划改。请看改动处是否有确认的签章，必要时请申请人重新填写。"
    )
    assert (finding.state, finding.severity, finding.code) == (State.FLAG, Severity.SUSPECT, "M02")
    assert [evidence.box for evidence in finding.evidence] == [Box(8, 8, 95, 33)]


def test_a_stroke_through_a_few_characters_is_told(desk: Desk) -> None:
    assert len(said(desk, (Box(40, 10, 62, 30),), [("form", {"name": FORM["name"]})])) == 1


@pytest.mark.parametrize("stroke", [Box(200, 10, 300, 30), Box(10, 40, 90, 60), Box(80, 10, 300, 30)])
def test_strokes_elsewhere_say_nothing(desk: Desk, stroke: Box) -> None:
    assert said(desk, (stroke,), [("form", FORM)]) == []


def test_nobody_writes_on_a_card(desk: Desk) -> None:
    """The waves of its ground look like strokes."""
    assert said(desk, (VALUE,), [("portrait", WU)]) == []


def test_papers_of_no_material_are_not_judged(desk: Desk) -> None:
    assert said(desk, (VALUE,), [("contract", {})]) == []


def test_a_cell_of_a_roster_is_told(desk: Desk) -> None:
    desk.answers["enrol"] = True
    rows = [{"name": "赵明", "id_number": "411002199003071236"}]
    messages = said(desk, (VALUE,), [("roster", {}, rows)])
    assert messages
    assert all("第1行" in message for message in messages)


def test_the_place_of_a_value_that_was_not_read_is_not_told(desk: Desk) -> None:
    assert said(desk, (VALUE,), [("form", {"name": "?"})]) == []
