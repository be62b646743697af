"""Words on a paper that say what it is worth: voided, a superseded form, the same as its original."""

from __future__ import annotations

import pytest

from intake_assist.model import Box, Seal, State, TextLine
from intake_assist.rules import RULES

from .building import FORM, LICENSE, SOUND, Desk

AT = Box(100, 100, 300, 180)
TITLE = TextLine("社会保险登记表", Box(0, 0, 9, 9), 0.9)


def on_page(*texts: str) -> dict[str, object]:
    return {"lines": (TITLE, *(TextLine(text, AT, 0.95) for text in texts))}


# -- voided -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["作废", "作 废", "已注销", "注销", "本证已作废", "此件作废", "声明作废", "失效"]
)
def test_a_voided_paper_is_told(desk: Desk, text: str) -> None:
    desk.pages = {2: on_page(text)}
    (answer,) = desk.ask("voided", {}, SOUND)
    assert (answer.state, answer.material) == (State.FLAG, "license")
    assert [(place.page, place.box) for place in answer.evidence] == [("2.jpg#1", AT)]
    assert RULES["voided"].code == "P01"


def test_a_seal_may_say_so(desk: Desk) -> None:
    seal = Seal(AT, "square", "red", "作废", 0.9, owner="作废")
    desk.pages = {2: {"seals": (seal,)}}
    assert [answer.state for answer in desk.ask("voided", {}, SOUND)] == [State.FLAG]


@pytest.mark.parametrize(
    "text",
    [
        "社会保险注销登记表",
        "涂改作废",
        "变更、注销登记",
        "再次复印作废",
        "企业注销代理服务；商务咨询",
        "作废发票处理",
        "",
    ],
)
def test_words_of_the_text_void_nothing(desk: Desk, text: str) -> None:
    desk.pages = {2: on_page(text)}
    assert desk.ask("voided", {}, SOUND) == []


# -- form version -----------------------------------------------------------------------------------------------


def test_an_old_form_is_told(desk: Desk) -> None:
    desk.change("form", old_forms=["1999年式样", "劳动和社会保障部监制"])
    desk.pages = {1: on_page("（1999年式样）")}
    (answer,) = desk.ask_about("form_version", "form", [("form", FORM)])
    assert (answer.state, answer.field) == (State.FLAG, None)
    assert "1999年式样" in answer.message
    assert answer.evidence[0].box == AT


@pytest.mark.parametrize("old", [[], ["1999年式样"]])
def test_the_present_form_is_not(desk: Desk, old: list[str]) -> None:
    desk.change("form", old_forms=old)
    desk.pages = {1: on_page("（2023年式样）")}
    assert desk.ask_about("form_version", "form", [("form", FORM)]) == []


# -- the same as the original -----------------------------------------------------------------------------------


@pytest.fixture
def noted(desk: Desk) -> Desk:
    desk.change("license", copy_note={"when": "enrol"})
    desk.answers["enrol"] = True
    return desk


@pytest.mark.parametrize(
    "text",
    ["与原件一致", "本复印件与原件一致，仅供社保使用", "与原件核对无误", "复印件和原件相符", "原件已核"],
)
def test_a_noted_copy_passes(noted: Desk, text: str) -> None:
    noted.pages = {1: on_page(text)}
    answers = noted.ask_about("copy_note", "license", [("license", LICENSE)])
    assert [answer.state for answer in answers] == [State.PASS]


def test_a_copy_without_the_note_is_to_be_looked_at(noted: Desk) -> None:
    (answer,) = noted.ask_about("copy_note", "license", [("license", LICENSE)])
    assert (answer.state, answer.material) == (State.UNCERTAIN, "license")
    assert "与原件一致" in answer.message


def test_nothing_is_said_where_no_note_is_wanted(noted: Desk) -> None:
    noted.answers["enrol"] = False
    assert noted.ask_about("copy_note", "license", [("license", LICENSE)]) == []
    assert noted.ask_about("copy_note", "form", [("form", FORM)]) == []
