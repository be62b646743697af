"""Days and periods against today and against each other."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from intake_assist.model import Severity, State
from intake_assist.rules.dates import period_of
from intake_assist.values.id_number import check_character

from .building import FORM, LICENSE, WU, WU_BACK, Desk, Paper, but

TERM = {"fields": ["legal_id.term"]}


@pytest.mark.parametrize(
    ("printed", "state", "severity"),
    [
        ("2020.05.06-2030.05.06", "pass", None),
        ("2020.05.06-长期", "pass", None),
        ("2006.11.22-2026.12.23", "pass", None),
        ("2006.11.22-2026.12.22", "flag", Severity.WARN),  # 30 days left
        ("2006.11.22-2026.11.22", "flag", Severity.WARN),  # the last day
        ("2006.11.21-2026.11.21", "flag", None),
        ("~2006.11.21-2026.11.21", "uncertain", None),
        ("2026.11.23-2036.11.23", "flag", None),
        ("2020.05.06-", "uncertain", None),
        ("-2036.05.06", "uncertain", None),
        ("-2016.05.06", "flag", None),  # over, whenever it began
        ("2036.05.06-2026.05.06", "uncertain", None),
        ("2020.13.06-2030.05.06", "uncertain", None),
        ("?", "uncertain", None),
        ("", "uncertain", None),
    ],
)
def test_covers_today(desk: Desk, printed: str, state: str, severity: Severity | None) -> None:
    (answer,) = desk.ask("covers_today", TERM, [("portrait", WU), ("emblem", {"term": printed})])
    assert (answer.state.value, answer.severity) == (state, severity)


def test_covers_today_words(desk: Desk) -> None:
    papers: list[Paper] = [("portrait", WU), ("emblem", {"term": "2006.11.21-2026.11.21"})]
    (answer,) = desk.ask("covers_today", TERM, papers)
    assert answer.message == (
        "法定代表人身份证的“有效期限”已于2026年11月21日到期。请申请人换用有效的法定代表人身份证。"
    )


def test_what_has_not_begun_may_be_misdated(desk: Desk) -> None:
    papers: list[Paper] = [("portrait", WU), ("emblem", {"term": "2026.12.01-2036.12.01"})]
    (answer,) = desk.ask("covers_today", TERM, papers)
    assert answer.message == (
        "法定代表人身份证的“有效期限”要到2026年12月1日才开始。"
        "请对照原件核对；确实如此的，请申请人换用有效的法定代表人身份证。"
    )


def test_soon_can_be_set(desk: Desk) -> None:
    papers: list[Paper] = [("portrait", WU), ("emblem", {"term": "2006.11.22-2026.12.22"})]
    (answer,) = desk.ask("covers_today", {**TERM, "soon_days": 5}, papers)
    assert answer.state is State.PASS


@pytest.mark.parametrize("printed", [None, ""])
def test_a_period_that_need_not_be_printed_is_not_missed(desk: Desk, printed: str | None) -> None:
    papers: list[Paper] = [("license", but(LICENSE, term=printed))]
    assert not desk.ask("covers_today", {"fields": ["license.term"]}, papers)


def test_a_period_that_is_there_but_unread_is_not_passed_over(desk: Desk) -> None:
    (answer,) = desk.ask("covers_today", {"fields": ["license.term"]}, [("license", but(LICENSE, term="?"))])
    assert answer.state is State.UNCERTAIN


@pytest.mark.parametrize("value", ["2026-13-01/2036-01-01", "不详", "2026-11-01/哪天"])
def test_a_value_that_is_no_period_counts_as_unread(desk: Desk, value: str) -> None:
    context = desk.context([("license", but(LICENSE, term="2026年11月2日至2036年11月1日"))])
    (place,) = context.fields("license.term")
    assert period_of(replace(place, field=replace(place.field, value=value))) is None


def test_a_single_day_is_the_end(desk: Desk) -> None:
    papers: list[Paper] = [("license", but(LICENSE, estab_date="2026年11月02日"))]
    (answer,) = desk.ask("covers_today", {"fields": ["license.estab_date"]}, papers)
    assert answer.state is State.FLAG


@pytest.mark.parametrize(
    ("printed", "state"),
    [
        ("2026年11月22日", "pass"),
        ("2026年11月23日", "flag"),
        ("~2026年11月23日", "uncertain"),
        ("2026年2月30日", "uncertain"),
        ("?", "uncertain"),
        (None, "uncertain"),
    ],
)
def test_date_not_after_today(desk: Desk, printed: str | None, state: str) -> None:
    papers: list[Paper] = [("form", but(FORM, fill_date=printed))]
    (answer,) = desk.ask("date_not_after_today", {"fields": ["form.fill_date"]}, papers)
    assert answer.state.value == state


def test_optional_dates_need_not_be_there(desk: Desk) -> None:
    assert not desk.ask("date_not_after_today", {"fields": ["license.term"]}, [("license", LICENSE)])


@pytest.mark.parametrize(
    ("founded", "filled", "state"),
    [
        ("2026年11月02日", "2026年11月02日", "pass"),
        ("2026年11月02日", "2026年11月01日", "flag"),
        ("2026年11月02日", "~2026年11月01日", "uncertain"),
        ("~2026年11月02日", "2026年11月01日", "uncertain"),
        ("?", "2026年11月01日", "uncertain"),
        ("2026年11月02日", "?", "uncertain"),
    ],
)
def test_date_order(desk: Desk, founded: str, filled: str, state: str) -> None:
    papers: list[Paper] = [
        ("form", but(FORM, fill_date=filled)),
        ("license", but(LICENSE, estab_date=founded)),
    ]
    options = {"earlier": "license.estab_date", "later": "form.fill_date"}
    (answer,) = desk.ask("date_order", options, papers)
    assert answer.state.value == state


def test_date_order_without_one_of_the_papers(desk: Desk) -> None:
    options = {"earlier": "license.estab_date", "later": "form.fill_date"}
    assert not desk.ask("date_order", options, [("form", FORM)])
    assert not desk.ask("date_order", {**options, "later": "license.term"}, [("license", LICENSE)])


@pytest.mark.parametrize(
    ("printed", "states"),
    [
        ("2026年10月23日", ["pass"]),
        ("2026年10月22日", ["flag"]),
        ("2026年12月22日", []),
        ("?", []),
    ],
)
def test_within_days_is_only_a_hint(desk: Desk, printed: str, states: list[str]) -> None:
    desk.add_checks({"id": "X04", "rule": "within_days", "with": {"field": "license.estab_date"}})
    findings = desk.judge([("license", but(LICENSE, estab_date=printed))]).findings
    hints = [finding for finding in findings if finding.rule == "X04"]
    assert [hint.state.value for hint in hints] == states
    assert all(hint.severity is Severity.INFO and hint.code is None for hint in hints)


def number_for(birth: dt.date) -> str:
    body = f"411002{birth:%Y%m%d}001"
    return body + check_character(body)


AGE = {"number": "legal_id.id_number", "period": "legal_id.term"}


@pytest.mark.parametrize(
    ("birth", "end", "state"),
    [
        ((2012, 3, 7), "2025.05.06", "pass"),
        ((2004, 5, 6), "2030.05.06", "pass"),
        ((2004, 5, 6), "2025.05.06", "pass"),  # may have been 15 when it was applied for
        ((2004, 2, 7), "2025.05.06", "pass"),  # sixteen on the day after, ninety days before the first
        ((2004, 2, 6), "2025.05.06", "flag"),
        ((2004, 1, 1), "2025.05.06", "flag"),
        ((1994, 5, 7), "2030.05.06", "pass"),
        ((1994, 5, 6), "2040.05.06", "pass"),
        ((1994, 5, 6), "2040.05.07", "pass"),
        ((1994, 5, 7), "2040.05.06", "flag"),
        ((1974, 5, 7), "2040.05.06", "pass"),
        ((1974, 5, 7), "长期", "flag"),
        ((1974, 5, 6), "长期", "pass"),
        ((1974, 5, 6), "2040.05.06", "pass"),  # may have been 45
        ((1970, 1, 1), "2040.05.06", "flag"),
    ],
)
def test_id_period_by_age(desk: Desk, birth: tuple[int, int, int], end: str, state: str) -> None:
    card = but(WU, id_number=number_for(dt.date(*birth)))
    papers: list[Paper] = [("portrait", card), ("emblem", {"term": f"2020.05.06-{end}"})]
    (answer,) = desk.ask("id_period_by_age", AGE, papers)
    assert answer.state.value == state


@pytest.mark.parametrize(
    ("number", "term"),
    [
        ("?", "2020.05.06-2030.05.06"),
        ("411003200002290040", "2020.05.06-2040.05.06"),
        ("411003200002290041", "?"),
        ("411003200002290041", "~2020.05.06-2040.05.06"),
        ("411003200002290041", "2020.05.06-"),
        ("411003200002290041", "-2040.05.06"),
    ],
)
def test_id_period_by_age_stays_silent_on_doubt(desk: Desk, number: str, term: str) -> None:
    papers: list[Paper] = [("portrait", but(WU, id_number=number)), ("emblem", {"term": term})]
    assert not desk.ask("id_period_by_age", AGE, papers)


@pytest.mark.parametrize(
    ("term", "words"),
    [
        ("2020.05.06-2040.05.06", "到2040年5月6日止，而按证件号码起始日满20周岁，应到2030年5月6日止。"),
        ("2020.05.06-长期", "长期有效，而按证件号码起始日满20周岁，应到2030年5月6日止。"),
    ],
)
def test_id_period_by_age_says_what_it_should_be(desk: Desk, term: str, words: str) -> None:
    (answer,) = desk.ask("id_period_by_age", AGE, [("portrait", WU), ("emblem", {"term": term})])
    assert answer.message == (
        f"法定代表人身份证的“有效期限”自2020年5月6日起，{words}请看两面是否为同一张证件。"
    )


def test_id_period_by_age_needs_both_faces(desk: Desk) -> None:
    assert not desk.ask("id_period_by_age", AGE, [("emblem", WU_BACK)])
