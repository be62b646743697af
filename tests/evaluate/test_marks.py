"""Seals seen or not, pages that were flagged, sheets that have to be scanned again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import pytest

from intake_assist.evaluate import evaluation_json, false_alarms, score_case
from intake_assist.evaluate.labels import Defect, LabelledDocument, LabelledSheet, Labels
from intake_assist.evaluate.running import Evaluation
from intake_assist.evaluate.scoring import CaseScore
from intake_assist.model import (
    Case,
    Evidence,
    Finding,
    Page,
    QualityMark,
    Severity,
    Source,
    State,
)
from tests.evaluate.test_statistics import value

TODAY = dt.date(2026, 11, 22)
PAGE = Source("in/1.jpg")


def scored(
    *findings: Finding,
    planted: Sequence[Defect] = (),
    conditions: tuple[str, ...] = (),
    quality: tuple[QualityMark, ...] = (),
) -> CaseScore:
    sheet = LabelledSheet(
        file="1.jpg",
        conditions=conditions,
        documents=(LabelledDocument(kind="form", material="reg_form", fields={"name": "甲"}),),
    )
    labels = Labels(matter="m", today=TODAY, files=(sheet,), findings=tuple(planted))
    page = Page(PAGE, 100, 100, quality=quality)
    return score_case(labels, Case("m", "1", {}, TODAY, (page,), (), (), findings), {})


def said(
    state: State, code: str = "S01", rule: str = "seal", material: str = "reg_form", field: str | None = None
) -> Finding:
    evidence = (Evidence(PAGE.id),)
    return Finding(rule, state, Severity.SUSPECT, "", code, material, field, evidence=evidence)


@pytest.mark.parametrize(
    ("findings", "judged"),
    [
        ([said(State.PASS)], "present"),
        ([said(State.UNCERTAIN, "S02")], "present"),
        ([said(State.PASS), said(State.FLAG, "S02")], "present"),
        ([said(State.FLAG)], "absent"),
        ([said(State.UNCERTAIN)], "unsure"),
    ],
)
def test_what_was_judged_of_a_seal(findings: list[Finding], judged: str) -> None:
    (record,) = scored(*findings).seal_records
    assert (record.material, record.sheet, record.there, record.judged) == (
        "reg_form",
        "1.jpg#1",
        True,
        judged,
    )


def test_a_planted_lack_is_no_seal_and_another_seal_is_not_counted() -> None:
    lacking = Defect(code="S01", material="reg_form")
    assert [record.there for record in scored(said(State.FLAG), planted=[lacking]).seal_records] == [False]
    other = Defect(code="S03", material="reg_form")
    assert scored(said(State.FLAG, "S03"), planted=[other]).seal_records == []


@pytest.mark.parametrize(
    ("conditions", "colour"),
    [
        ((), True),
        (("skew", "photograph"), True),
        (("grey",), False),
        (("black_white",), False),
        (("dark",), False),
    ],
)
def test_scans_in_colour(conditions: tuple[str, ...], colour: bool) -> None:
    (record,) = scored(said(State.PASS), conditions=conditions).seal_records
    assert record.colour is colour


def test_the_measures_count_what_was_seen_and_what_was_there() -> None:
    missing = Defect(code="S01", material="reg_form")
    scores = {
        "seen": scored(said(State.PASS)),
        "not seen": scored(said(State.FLAG)),
        "invented": scored(said(State.PASS), planted=[missing]),
        "rightly absent": scored(said(State.FLAG), planted=[missing]),
        "company": scored(
            said(State.FLAG, "S03"),
            planted=[Defect(code="S03", material="reg_form", name="S03_company")],
        ),
    }
    figures = evaluation_json(Evaluation(scores))["measures"]
    assert (figures["seal_recall"]["right"], figures["seal_recall"]["total"]) == (1, 2)
    assert (figures["seal_precision"]["right"], figures["seal_precision"]["total"]) == (1, 2)
    assert (figures["wrong_company"]["right"], figures["wrong_company"]["total"]) == (1, 1)


def test_each_condition_has_its_shares_with_intervals() -> None:
    planted = [Defect(code="S01", material="reg_form"), Defect(code="C01", material="reg_form", field="name")]
    told = [said(State.FLAG), said(State.FLAG, "V01", "covers_today", field="term")]
    seen = scored(*told, planted=planted, conditions=("blur", "hand"))
    figures = evaluation_json(Evaluation({"a": seen}), wanted=0.7)
    assert figures["conditions"].keys() == {"blur", "hand"}
    for condition in figures["conditions"].values():
        assert (condition["planted"], condition["found"], condition["false_alarms"]) == (2, 1, 1)
        assert (condition["recall"], condition["precision"]) == (0.5, 0.5)
        assert condition["recall_interval"] == [0.094531, 0.905469]
        assert condition["precision_interval"] == [0.094531, 0.905469]
    assert (figures["defects"]["C01"]["recall"], figures["defects"]["C01"]["precision"]) == (0.0, None)
    assert figures["calibration"]["wanted"] == 0.7


def test_the_calibration_of_handwriting_is_told_apart() -> None:
    score = CaseScore(
        field_records=[
            value(0.9, conditions=("hand",)),
            value(0.9, right=False, conditions=("hand", "skew")),
            value(0.99),
        ]
    )
    figures = evaluation_json(Evaluation({"a": score}))
    assert [(step["total"], step["right"]) for step in figures["calibration"]["steps"]] == [(2, 1), (1, 1)]
    (step,) = figures["calibration_by_hand"]["steps"]
    assert (step["total"], step["right"], step["interval"]) == (2, 1, [0.094531, 0.905469])
    assert figures["calibration_by_hand"]["expected_calibration_error"] == 0.4
    assert figures["calibration_by_hand"]["chosen"] is None
    assert figures["calibration"]["chosen"]["confidence"] == 0.99


BLURRED = (QualityMark("blur", "影像模糊"),)
DEFECT = Defect(code="C01", material="reg_form", field="name")


def test_a_defect_on_a_flagged_page_of_which_nothing_is_said_was_passed() -> None:
    assert scored(planted=[DEFECT], quality=BLURRED).passed_on_flagged == 1
    assert scored(planted=[DEFECT]).passed_on_flagged == 0


@pytest.mark.parametrize("code", ["C01", "M02"])
def test_a_doubt_about_its_place_does_not_pass_it(code: str) -> None:
    doubt = said(State.UNCERTAIN, code, "required_field", field="name")
    assert scored(doubt, planted=[DEFECT], quality=BLURRED).passed_on_flagged == 0


def test_a_doubt_about_a_sheet_to_be_scanned_again_is_no_false_alarm() -> None:
    doubt = said(State.UNCERTAIN, "M02", "required_field", field="name")
    assert (false_alarms(scored(doubt)), scored(doubt).not_judged) == (1, 0)
    spoilt = scored(doubt, conditions=("glare",))
    assert (false_alarms(spoilt), spoilt.not_judged) == (0, 1)
    flagged = said(State.FLAG, "M02", "required_field", field="name")
    assert false_alarms(scored(flagged, conditions=("glare",))) == 1
