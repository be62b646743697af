"""The whole judgement: complete, in order, never said twice, never stopped."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import pytest

from intake_assist.model import Finding, Severity, State
from intake_assist.rules import (
    IMPLIED_FOR_CASE,
    IMPLIED_FOR_MATERIAL,
    RULES,
    Answer,
    Context,
    RuleKind,
    engine,
    options_models,
)
from intake_assist.rules.base import Options

from .building import COMPANY, FORM, LICENSE, SOUND, WU, WU_BACK, Desk, Paper, but

SAME = {"id": "X01", "rule": "same", "with": {"fields": ["license.name", "form.name"], "compare": "org"}}


def not_passed(findings: tuple[Finding, ...]) -> list[Finding]:
    return [finding for finding in findings if finding.state is not State.PASS]


def test_a_sound_case_raises_no_question(desk: Desk) -> None:
    desk.add_checks(SAME, {"id": "V01", "rule": "covers_today", "with": {"fields": ["legal_id.term"]}})
    judgement = desk.judge(SOUND)
    assert not_passed(judgement.findings) == []
    assert {"completeness", "field_format", "page_readable", "facts", "X01", "V01"} <= {
        f.rule for f in judgement.findings
    }


def test_everything_is_said_at_once_the_heaviest_first(desk: Desk) -> None:
    desk.add_checks(
        SAME,
        {"id": "V01", "rule": "covers_today", "with": {"fields": ["legal_id.term"]}},
        {"id": "X04", "rule": "within_days", "with": {"field": "license.estab_date", "days": 10}},
    )
    desk.answers = {"debit": True, "agent_type": "委托", "dispatch": True}
    form = but(FORM, name="许昌云帆科技有限责任公司", fill_date="2026年2月30日")
    papers: list[Paper] = [("form", form), ("license", LICENSE), ("portrait", WU)]
    papers += [("emblem", {"term": "2006.05.06-2026.05.06"}), (None, {})]
    findings = not_passed(desk.judge(papers).findings)
    assert [(f.severity.value, f.state.value, f.rule, f.material) for f in findings] == [
        ("error", "flag", "field_format", "form"),
        ("error", "flag", "V01", "legal_id"),
        ("error", "flag", "completeness", "agent_id"),
        ("error", "flag", "completeness", "poa"),
        ("suspect", "flag", "X01", "form"),
        ("suspect", "uncertain", "completeness", "permit"),
        ("warn", "flag", "completeness", "bank"),
        ("info", "flag", "X04", "license"),
        ("info", "flag", "unsorted", None),
    ]


def test_passes_come_last(desk: Desk) -> None:
    states = [f.state is State.PASS for f in desk.judge([*SOUND[:3]]).findings]
    assert states == sorted(states)


@pytest.mark.parametrize(
    ("check", "expected"),
    [
        ({}, (Severity.SUSPECT, "C01", None)),
        ({"severity": "error", "code": "C02", "basis": "本地规定"}, (Severity.ERROR, "C02", "本地规定")),
        ({"severity": "info"}, (Severity.INFO, "C01", None)),
    ],
)
def test_a_check_sets_weight_code_and_basis(
    desk: Desk, check: Mapping[str, object], expected: tuple[Severity, str, str | None]
) -> None:
    desk.add_checks({**SAME, **check})
    form = but(FORM, name="许昌云帆科技有限责任公司")
    (finding,) = [f for f in desk.judge([("form", form), *SOUND[1:]]).findings if f.rule == "X01"]
    severity, code, basis = expected
    assert (finding.severity, finding.code, finding.basis) == (severity, code, basis or "办事指南")


def test_an_answer_is_never_heavier_than_its_check(desk: Desk) -> None:
    soon = {"id": "V01", "rule": "covers_today", "with": {"fields": ["legal_id.term"]}}
    desk.add_checks({**soon, "severity": "info"}, {**soon, "id": "V02", "severity": "error"})
    papers: list[Paper] = [*SOUND[:3], ("emblem", {"term": "2006.12.01-2026.12.01"})]
    weights = {f.rule: f.severity for f in desk.judge(papers).findings}
    assert (weights["V01"], weights["V02"]) == (Severity.INFO, Severity.WARN)


def test_a_check_may_have_its_own_words_for_a_flag_only(desk: Desk) -> None:
    desk.add_checks({**SAME, "message": "名称对不上。"})
    flagged = desk.judge([("form", but(FORM, name="许昌甲乙有限公司")), *SOUND[1:]]).findings
    unsure = desk.judge([("form", but(FORM, name="?")), *SOUND[1:]]).findings
    assert [f.message for f in flagged if f.rule == "X01"] == ["名称对不上。"]
    assert [f.message for f in unsure if f.rule == "X01"] == [
        "社会保险登记表的“单位名称”没有读出来，请人工核对是否与营业执照的“名称”一致。"
    ]


@pytest.mark.parametrize(("when", "runs"), [("data_shared", False), ("not data_shared", True)])
def test_a_check_runs_when_its_condition_holds(desk: Desk, when: str, *, runs: bool) -> None:
    desk.add_checks({**SAME, "when": when})
    assert ("X01" in {f.rule for f in desk.judge(SOUND).findings}) is runs


def test_one_unread_field_is_one_finding(desk: Desk) -> None:
    desk.change("form", required_fields=["name", "uscc"])
    desk.add_checks(SAME, {**SAME, "id": "X02"})
    findings = not_passed(desk.judge([("form", but(FORM, name="?", uscc="?")), *SOUND[1:]]).findings)
    assert [f.message for f in findings] == [
        "社会保险登记表的“单位名称”没有读出来，请人工查看是否填写、填写是否正确。因此“材料间一致”也无法核对。",
        "社会保险登记表的“统一社会信用代码”没有读出来，请人工查看是否填写、填写是否正确。",
    ]


def test_an_unread_field_that_two_checks_need_is_one_finding(desk: Desk) -> None:
    desk.add_checks(
        {"id": "V01", "rule": "covers_today", "with": {"fields": ["legal_id.term"]}},
        {"id": "D01", "rule": "date_not_after_today", "with": {"fields": ["legal_id.term"]}},
    )
    findings = not_passed(desk.judge([*SOUND[:3], ("emblem", {"term": "?"})]).findings)
    assert [f.rule for f in findings] == ["V01"]
    assert findings[0].message.endswith("因此“日期不晚于今天”也无法核对。")


def test_two_copies_with_one_fault_are_one_finding_with_both_places(desk: Desk) -> None:
    form: Paper = ("form", but(FORM, uscc="91411002MA9TE5T04C"))
    findings = not_passed(desk.judge([form, form, *SOUND[1:]]).findings)
    assert [[place.page for place in f.evidence] for f in findings] == [["1.jpg#1", "2.jpg#1"]]


def test_a_card_that_serves_two_roles_is_judged_once(desk: Desk) -> None:
    desk.answers["agent_type"] = "委托"
    poa: Paper = ("poa", {"agent_name": "吴秋芳", "matter": "办理", "term": "2026年11月1日至2026年12月1日"})
    card = but(WU, id_number="411003200002290040")
    papers = [*SOUND[:2], poa, ("portrait", card), ("emblem", WU_BACK)]
    judgement = desk.judge(papers)
    assert [f.rule for f in not_passed(judgement.findings)] == ["field_format"]
    assert [m.documents for m in judgement.materials if m.id in ("legal_id", "agent_id")] == [
        ("d4", "d5")
    ] * 2


class TestFailure:
    @pytest.fixture
    def broken(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A registry in which `same` fails half-way through."""

        def check(_context: Context, _options: Options) -> Iterator[Answer]:
            yield Answer(State.PASS, "半途")
            raise RuntimeError(COMPANY)

        same = RULES["same"]
        bad = RuleKind("same", same.title, same.options, check, same.severity, same.code, same.basis, "")
        monkeypatch.setattr(engine, "RULES", MappingProxyType({**RULES, "same": bad}))

    @pytest.mark.usefixtures("broken")
    def test_the_others_go_on(self, desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
        desk.add_checks(SAME, {"id": "V01", "rule": "covers_today", "with": {"fields": ["legal_id.term"]}})
        with caplog.at_level(logging.ERROR):
            findings = {f.rule: f for f in desk.judge(SOUND).findings}
        assert findings["V01"].state is State.PASS
        assert findings["X01"].state is State.UNCERTAIN
        assert findings["X01"].message == (
            "“材料间一致”（X01）没有完成：程序出错，请联系管理员。请人工核对此项。"
        )

    @pytest.mark.usefixtures("broken")
    def test_the_log_holds_nothing_of_the_applicant(
        self, desk: Desk, caplog: pytest.LogCaptureFixture
    ) -> None:
        desk.add_checks(SAME)
        desk.judge(SOUND)
        assert "RuntimeError" in caplog.text
        assert COMPANY not in caplog.text

    @pytest.mark.parametrize(
        "check",
        [
            {**SAME, "with": {"fields": ["license.name"]}},
            {**SAME, "when": "nobody_asked"},
            {**SAME, "when": "1 +"},
        ],
    )
    def test_a_check_that_is_set_wrongly_is_told(self, desk: Desk, check: Mapping[str, object]) -> None:
        desk.add_checks(check)
        (finding,) = [f for f in desk.judge(SOUND).findings if f.rule == "X01"]
        assert finding.state is State.UNCERTAIN
        assert "这条规则的设置有误" in finding.message

    def test_a_check_of_an_unknown_rule_is_told(self, desk: Desk) -> None:
        desk.add_checks({"id": "X09", "rule": "no_such_rule"})
        (finding,) = [f for f in desk.judge(SOUND).findings if f.rule == "X09"]
        assert (finding.state, finding.material) == (State.UNCERTAIN, None)


def test_registry() -> None:
    implied = {rule.id for rule in (*IMPLIED_FOR_MATERIAL, *IMPLIED_FOR_CASE)}
    assert set(options_models()) == set(RULES) - implied | {"required_field"}
    for name, rule in RULES.items():
        assert rule.id == name
        assert rule.manual.count("\n") > 5
        assert rule.title in rule.manual.splitlines()[0]


def test_options_name_their_references() -> None:
    options = options_models()["same"].model_validate({"fields": ["a.x", "b.y"], "compare": "org"})
    assert options.references() == ("a.x", "b.y")
    assert RULES["seal"].options().references() == ()
    given = {"number": "a.n", "period": "b.p"}
    assert options_models()["id_period_by_age"].model_validate(given).references() == ("a.n", "b.p")
