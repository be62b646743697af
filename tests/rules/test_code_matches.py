"""The licence's code against what is printed beside it."""

from __future__ import annotations

import pytest

from intake_assist.model import Box, Code, State
from intake_assist.rules import Answer
from intake_assist.values import parse

from .building import COMPANY, LICENSE, USCC, Desk, but

PLACE = Box(600, 100, 700, 200)
OPTIONS = {"uscc": "uscc", "name": "name"}
OTHER = "91410100MA0000001R"


def asked(desk: Desk, text: str, fields: dict[str, str] | None = None) -> list[Answer]:
    desk.pages = {1: {"codes": (Code(PLACE, "QRCode", text),)}}
    return desk.ask_paper("code_matches", OPTIONS, [("license", fields or LICENSE)])


@pytest.mark.parametrize(
    "text",
    [
        f"http://www.gsxt.gov.cn/index.html?uniscid={USCC}",
        f"http://gsxt.gov.cn/{USCC}",
        f"统一社会信用代码：{USCC};",
    ],
)
def test_the_same_code_passes(desk: Desk, text: str) -> None:
    assert [answer.state for answer in asked(desk, text)] == [State.PASS]


@pytest.mark.parametrize(
    "text",
    [
        "http://qyxy.example.cn/wap?id=a1a1a1a02f953828012f9645ad3070ce",
        "440231123",
        f"http://gsxt.gov.cn/{USCC[:-1]}9",  # wrong check digit: no such code
        f"http://gsxt.gov.cn/A{USCC}",
        "",
    ],
)
def test_codes_without_the_data_say_nothing(desk: Desk, text: str) -> None:
    assert asked(desk, text) == []


def test_another_code_is_told_with_both_places(desk: Desk) -> None:
    assert parse("uscc", USCC).problem is None
    other = next(
        code
        for tail in "0123456789ABCDEFGHJKLMNPQRTUWXY"
        if parse("uscc", code := OTHER[:-1] + tail).problem is None
    )
    (answer,) = asked(desk, f"http://gsxt.gov.cn/{other}")
    assert (answer.state, answer.suggestion) == (State.FLAG, other)
    assert [evidence.box for evidence in answer.evidence][1:] == [PLACE]
    assert USCC in answer.message
    assert other in answer.message


@pytest.mark.parametrize("printed", ["?", f"~{USCC[:-1]}9"])
def test_a_poor_reading_gets_the_code_as_a_suggestion(desk: Desk, printed: str) -> None:
    (answer,) = asked(desk, f"http://gsxt.gov.cn/{USCC}", but(LICENSE, uscc=printed))
    assert (answer.state, answer.suggestion) == (State.UNCERTAIN, USCC)


@pytest.mark.parametrize(("name", "state"), [(COMPANY, State.PASS), ("许昌云航科技有限公司", State.FLAG)])
def test_a_name_in_the_code(desk: Desk, name: str, state: State) -> None:
    assert [answer.state for answer in asked(desk, f"名称：{name}；类型：有限责任公司")] == [state]


def test_a_printed_code_that_was_cut_off_is_the_format_rules_finding(desk: Desk) -> None:
    (answer,) = asked(desk, f"http://gsxt.gov.cn/{USCC}", but(LICENSE, uscc=USCC[:15]))
    assert (answer.state, answer.suggestion, answer.blocked) == (State.UNCERTAIN, USCC, True)
