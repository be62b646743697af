"""Pages that could not be read, were not recognised, came twice, are signed or not asked for."""

from __future__ import annotations

from typing import Any

import pytest

from intake_assist.model import Box, Finding, QualityMark, Severity, State, TextLine

from .building import FORM, SOUND, WU, Desk, Paper, but

BLUR = (QualityMark("blur", "有些模糊。"), QualityMark("dark", "偏暗"))


def said(desk: Desk, rule: str, papers: list[Paper]) -> list[Finding]:
    return [f for f in desk.judge(papers).findings if f.rule == rule and f.state is not State.PASS]


def with_text(*texts: str) -> dict[str, Any]:
    return {"lines": tuple(TextLine(text, Box(0, 0, 9, 9), 0.9) for text in texts)}


@pytest.mark.parametrize(
    ("page", "state", "severity", "message"),
    [
        (
            {"problem": "文件已损坏", "lines": ()},
            State.FLAG,
            Severity.SUSPECT,
            "1.jpg 第1页没有读出来：文件已损坏。请重新扫描或更换文件。",
        ),
        (
            {"lines": ()},
            State.UNCERTAIN,
            Severity.SUSPECT,
            "1.jpg 第1页不是空白页，但没有读出文字。请人工查看，必要时重新扫描。",
        ),
    ],
)
def test_unreadable_pages(desk: Desk, page: Any, state: State, severity: Severity, message: str) -> None:
    desk.pages = {1: page}
    (finding,) = said(desk, "page_readable", [])
    assert (finding.state, finding.severity, finding.code) == (state, severity, "Q01")
    assert finding.message == message


@pytest.mark.parametrize("page", [{"cells": (("姓名",),), "lines": ()}, {}])
def test_pages_that_are_all_right(desk: Desk, page: Any) -> None:
    desk.pages = {1: page}
    assert [f.state for f in desk.judge([]).findings if f.rule == "page_readable"] == [State.PASS]


BLANK = {"blank": True, "lines": ()}


def test_blank_pages_are_told_once_when_something_is_missing(desk: Desk) -> None:
    desk.pages = {8: BLANK, 9: BLANK}
    (finding,) = said(desk, "page_readable", SOUND[1:])
    assert finding.message == ("8.jpg 第1页、9.jpg 第1页是空白页，尚缺社会保险登记表。请看是否放反或漏扫。")
    assert (finding.severity, finding.code, len(finding.evidence)) == (Severity.WARN, "Q01", 2)


def test_blank_pages_are_no_matter_when_what_is_missing_may_be_what_was_not_read(desk: Desk) -> None:
    desk.pages = {8: BLANK, 9: {"lines": ()}}
    assert not [f for f in said(desk, "page_readable", SOUND[1:]) if "空白页，尚缺" in f.message]
    assert [f for f in said(desk, "page_readable", SOUND[2:]) if "8.jpg 第1页是空白页，尚缺" in f.message]


def test_blank_pages_are_no_matter_when_nothing_is_missing(desk: Desk) -> None:
    desk.pages = {8: BLANK}
    assert not [f for f in desk.judge(SOUND).findings if f.rule == "page_readable" and "8" in f.message]


@pytest.mark.parametrize(
    ("paper", "severity"),
    [
        (("form", FORM), Severity.INFO),  # spoilt, and all of it read all the same
        (("form", but(FORM, address="?")), Severity.INFO),  # what is compared was read
        (("form", but(FORM, name="?")), Severity.WARN),
        (("form", but(FORM, name="~许昌云帆科技有限公司")), Severity.WARN),
        ((None, {}), Severity.WARN),
    ],
)
def test_poor_quality_weighs_when_something_is_unread(desk: Desk, paper: Paper, severity: Severity) -> None:
    desk.pages = {1: {"quality": BLUR}}
    (finding,) = said(desk, "page_readable", [paper])
    assert (finding.severity, finding.message) == (severity, "1.jpg 第1页：有些模糊。偏暗。")
    assert finding.material == ("form" if paper[0] else None)


def test_a_spreadsheet_mark_always_weighs(desk: Desk) -> None:
    desk.pages = {1: {"quality": BLUR, "cells": (("姓名",),)}}
    (finding,) = said(desk, "page_readable", [("form", FORM)])
    assert finding.severity is Severity.WARN


def test_an_unknown_page_may_be_what_is_missing(desk: Desk) -> None:
    (finding,) = said(desk, "unsorted", [*SOUND[1:], (None, {})])
    assert (finding.state, finding.severity) == (State.FLAG, Severity.INFO)
    assert finding.message == ("没有认出4.jpg 第1页是什么材料，请人工归类，看是否为尚缺的社会保险登记表。")


def test_an_unknown_page_is_a_trifle_when_nothing_is_missing(desk: Desk) -> None:
    (finding,) = said(desk, "unsorted", [*SOUND, (None, {})])
    assert (finding.state, finding.severity) == (State.FLAG, Severity.INFO)


def test_a_page_without_any_paper_is_named_too(desk: Desk) -> None:
    desk.pages = {9: {}}
    (finding,) = said(desk, "unsorted", SOUND)
    assert "9.jpg" in finding.message


@pytest.mark.parametrize("page", [{"blank": True, "lines": ()}, {"lines": ()}, {"problem": "坏了"}])
def test_blank_and_unreadable_pages_are_not_called_unsorted(desk: Desk, page: Any) -> None:
    desk.pages = {9: page}
    assert not said(desk, "unsorted", SOUND)


def test_papers_not_asked_for_and_cards_of_nobody(desk: Desk) -> None:
    findings = said(desk, "unsorted", [*SOUND, ("contract", {}), ("portrait", but(WU, name="孙小红"))])
    assert [(f.severity, f.message) for f in findings] == [
        (Severity.INFO, "劳动合同不是本事项要求的材料，请看是否放错。"),
        (Severity.INFO, "多出一份身份证人像面，没有归入任何材料，请看是谁的。"),
    ]


@pytest.mark.parametrize(
    ("paper", "page", "title"),
    [
        ((None, {}), with_text("中华人民共和国", "组 织 机 构 代 码 证"), "组织机构代码证"),
        ((None, {}), with_text("中华人民共和国组织机构代码登记证"), "组织机构代码证"),
        (("tax_certificate", {}), {}, "税务登记证"),
        ((None, {}), with_text("请带好组织机构代码证、营业执照和公章到窗口办理"), None),
        (("form", FORM), with_text("组织机构代码证"), None),
    ],
)
def test_obsolete_papers(desk: Desk, paper: Paper, page: Any, title: str | None) -> None:
    desk.pages = {1: page}
    messages = [finding.message for finding in said(desk, "obsolete", [paper])]
    assert [message.split("。")[0] for message in messages] == ([f"这一页像是{title}"] if title else [])
    assert not (title and said(desk, "unsorted", [paper]))


def test_obsolete_papers_must_not_be_demanded(desk: Desk) -> None:
    (finding,) = said(desk, "obsolete", [("tax_certificate", {})])
    assert "不得要求申请人提供" in finding.message
    assert (finding.basis, finding.code) == ("五证合一", None)


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ({"duplicate_of": "1.jpg#1"}, "1.jpg 第1页完全相同，只算一份"),
        ({"near_duplicate_of": "1.jpg#1"}, "1.jpg 第1页几乎相同，按另一份计"),
        ({"near_duplicate_of": "0.jpg#1"}, "0.jpg#1几乎相同，按另一份计"),
    ],
)
def test_duplicate_pages(desk: Desk, page: Any, words: str) -> None:
    desk.pages = {2: page}
    (finding,) = said(desk, "duplicate_pages", [("form", FORM), ("form", FORM)])
    assert finding.severity is Severity.INFO
    assert finding.message == f"2.jpg 第1页与{words}。请看是否重复扫描，多余的可以删去。"


def test_blank_pages_all_look_alike(desk: Desk) -> None:
    desk.pages = {2: {"duplicate_of": "1.jpg#1", "blank": True, "lines": ()}}
    assert not said(desk, "duplicate_pages", [("form", FORM)])


def test_digital_signatures_are_told_once_a_file(desk: Desk) -> None:
    by_company = "数字签名（未验证）：签名人：许昌云帆科技有限公司"
    desk.pages = {
        1: {"digital_signatures": (by_company, "数字签名（未验证），文件里没有写明签名人", by_company)}
    }
    (finding,) = said(desk, "digital_signature", [("form", FORM)])
    assert finding.message == (
        "1.jpg带有数字签名（未验证）：签名人：许昌云帆科技有限公司；数字签名（未验证），文件里没有写明签名人。"
        "请用能验签的阅读器验证；验证有效的电子印章与实物印章同等有效。"
    )
    assert finding.severity is Severity.INFO


@pytest.mark.parametrize(
    ("page", "unreadable"),
    [
        (with_text("三", "O"), True),
        (with_text("用户路可证") | {"quality": BLUR}, True),
        (with_text("用户路可证"), False),
        ({"lines": (TextLine("109", Box(90, 90, 150, 130), 0.57),)}, True),
        ({"lines": (TextLine("109", Box(90, 90, 150, 130), 0.97),)}, False),
        (with_text("开户许可证", "核准号：J4103178995130") | {"quality": BLUR}, False),
    ],
)
def test_a_few_guesses_at_a_blur_are_no_text(desk: Desk, page: Any, *, unreadable: bool) -> None:
    desk.pages = {1: page}
    found = said(desk, "page_readable", [])
    assert any("没有读出文字" in finding.message for finding in found) is unreadable
