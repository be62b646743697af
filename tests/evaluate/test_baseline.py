from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_assist.evaluate import evaluation_json
from intake_assist.evaluate.baseline import Figures, compare, comparison_json, figures_of
from intake_assist.evaluate.running import Evaluation
from intake_assist.evaluate.scoring import CaseScore, DefectTally, Tally


def figures(cases: int = 100, missed: int = 0, alarms: int = 0, **right: int) -> dict[str, Any]:
    """Of 1000 each `right` ones, all when not named; of 200 planted defects `missed` ones."""
    shares = {
        name: {"total": 1000, "right": right.get(name, 1000)}
        for name in ("key_fields", "kinds", "sorting", "statuses")
    }
    defects = {"C01": {"planted": 150, "missed": missed}, "V01": {"planted": 50, "missed": 0}}
    return {"cases": cases, "defects": defects, "false_alarms": alarms, **shares}


def taken(**changes: Any) -> Figures:
    return figures_of(json.dumps(figures(**changes)))


@pytest.mark.parametrize(
    ("before", "now", "worse"),
    [
        ({}, {}, []),
        ({}, {"key_fields": 995}, []),
        ({}, {"key_fields": 994}, ["key_fields"]),
        ({"kinds": 990}, {"kinds": 1000}, []),
        ({"kinds": 990}, {"kinds": 985}, []),
        ({"kinds": 990}, {"kinds": 984}, ["kinds"]),
        ({}, {"sorting": 900, "statuses": 900}, ["sorting", "statuses"]),
        ({}, {"missed": 1}, []),
        ({}, {"missed": 2}, ["found"]),
        ({"missed": 5}, {"missed": 0}, []),
        ({"alarms": 10}, {"alarms": 15}, []),
        ({"alarms": 10}, {"alarms": 16}, ["false_alarms_per_case"]),
        ({"alarms": 10, "cases": 100}, {"alarms": 10, "cases": 50}, ["false_alarms_per_case"]),
        ({"alarms": 50}, {"alarms": 0}, []),
        ({"alarms": 0, "cases": 12}, {"alarms": 1, "cases": 12}, []),
        ({"alarms": 0, "cases": 12}, {"alarms": 2, "cases": 12}, ["false_alarms_per_case"]),
    ],
)
def test_worse_by_more_than_half_a_point(
    before: dict[str, int], now: dict[str, int], worse: list[str]
) -> None:
    result = compare(taken(**before), taken(**now))
    assert [change.figure for change in result.changes if change.worse] == worse
    assert result.worse is bool(worse)
    assert comparison_json(result)["worse"] is bool(worse)


def test_a_figure_with_nothing_left_to_count_is_worse() -> None:
    nothing = figures() | {"kinds": {"total": 0, "right": 0}}
    now = figures_of(json.dumps(nothing))
    assert [change.figure for change in compare(taken(), now).changes if change.worse] == ["kinds"]
    assert not compare(now, taken()).worse


def measured(**right: int) -> Figures:
    """Of 100 wrong companies, missing signatures and so on each `right` ones were found."""
    counts = {name: {"total": 100, "right": number} for name, number in right.items()}
    return figures_of(json.dumps(figures() | {"measures": counts}))


def test_each_measure_is_held() -> None:
    before = measured(wrong_company=97, missing_signature=98, empty_cell=99, found=99)
    now = measured(wrong_company=97, missing_signature=97, empty_cell=100, found=50)
    changes = {change.figure: change for change in compare(before, now).changes}
    assert [name for name, change in changes.items() if change.worse] == ["missing_signature"]
    assert changes["missing_signature"].title == "缺签字"
    assert "seal_recall" not in changes


def test_a_measure_that_was_lost_is_worse_and_a_new_one_is_not() -> None:
    assert [c.figure for c in compare(measured(empty_cell=100), measured()).changes if c.worse] == [
        "empty_cell"
    ]
    assert not compare(measured(), measured(empty_cell=0)).worse


def test_other_cases_are_told() -> None:
    before = figures_of(json.dumps(figures() | {"by_case": {"a": {}, "b": {}}}))
    now = figures_of(json.dumps(figures() | {"by_case": {"c": {}, "b": {}}}))
    result = compare(before, now)
    assert (result.gone, result.added) == (("a",), ("c",))


def test_what_an_evaluation_prints_is_a_baseline() -> None:
    score = CaseScore(kinds=Tally(4, 3), key_fields=Tally(8, 6))
    score.defects["C01"] = DefectTally(3, 1, 1, 2)
    printed = json.dumps(evaluation_json(Evaluation({"a": score})))
    found = figures_of(printed)
    assert (found.kinds.right, found.recall.total, found.recall.right, found.false_alarms) == (3, 3, 2, 2)
    changes = {change.figure: change.now for change in compare(found, found).changes}
    assert changes["key_fields"] == 0.75
    assert changes["found"] == pytest.approx(2 / 3)
    assert changes["false_alarms_per_case"] == 2
    assert changes["sorting"] is None


@pytest.mark.parametrize(
    "data", ["", "{", "[]", "{}", '{"cases": 3}', json.dumps(figures() | {"cases": -1}), b"\xff\xfe", "null"]
)
def test_other_files_are_refused_in_chinese(data: str | bytes) -> None:
    with pytest.raises(ValueError, match="不是 evaluate --json 输出的文件"):
        figures_of(data)


@given(st.binary(max_size=60) | st.text(max_size=60))
def test_no_file_is_a_crash(data: str | bytes) -> None:
    with pytest.raises(ValueError, match="evaluate"):
        figures_of(data)
