from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_assist.evaluate.records import DefectRecord, FieldRecord
from intake_assist.evaluate.statistics import (
    ConditionFigures,
    Cut,
    by_condition,
    by_hand,
    calibration_error,
    cut_at,
    cut_for,
    interval,
    reliability,
    threshold,
)


def value(confidence: float, *, right: bool = True, conditions: tuple[str, ...] = (), key: bool = True):
    return FieldRecord(
        "license", "name", key, conditions, "甲", "甲" if right else "乙", right, False, confidence
    )


@pytest.mark.parametrize(
    ("right", "total", "low", "high"),
    [
        # Newcombe (1998), Statistics in Medicine 17, table I, method 3.
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (0, 0, 0.0, 1.0),
    ],
)
def test_interval(right: int, total: int, low: float, high: float) -> None:
    assert interval(right, total) == (pytest.approx(low, abs=1e-4), pytest.approx(high, abs=1e-4))


@given(st.integers(1, 500).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total))))
def test_interval_holds_the_share(counts: tuple[int, int]) -> None:
    low, high = interval(*counts)
    assert 0.0 <= low <= counts[0] / counts[1] + 1e-12
    assert counts[0] / counts[1] - 1e-12 <= high <= 1.0


def test_a_sheet_counts_for_each_of_its_conditions() -> None:
    fields = [
        value(0.9, conditions=("blur", "skew")),
        value(0.9, right=False, conditions=("skew",)),
        value(0.9),
        value(0.9, right=False, key=False),
        value(0.9, conditions=("hand",)),
        value(0.9, right=False, conditions=("hand", "blur")),
    ]
    defects = [
        DefectRecord("C01", True, True, ("skew",), ""),
        DefectRecord("C01", True, False, ("skew",), ""),
        DefectRecord("V01", False, True, (), ""),
    ]
    assert by_condition(fields, defects) == {
        "blur": ConditionFigures(fields=2, right=1),
        "clean": ConditionFigures(fields=2, right=2, false_alarms=1),
        "hand": ConditionFigures(fields=2, right=1),
        "skew": ConditionFigures(fields=2, right=1, planted=2, found=1),
    }


def test_values_written_by_hand_are_told_apart() -> None:
    written = value(0.9, conditions=("skew", "hand"))
    assert by_hand([value(0.9), written, value(0.9, conditions=("skew",))]) == (written,)


def test_reliability_counts_by_confidence_and_skips_what_was_not_read() -> None:
    unread = FieldRecord("license", "name", True, (), "甲", None, False, True)
    table = reliability([value(0.96), value(0.97, right=False), value(1.0), value(0.55), unread])
    assert [(step.low, step.total, step.right) for step in table] == [(0.5, 1, 1), (0.95, 2, 1), (0.98, 1, 1)]
    assert table[1].confidence == pytest.approx(0.965)


def test_calibration_error_is_the_distance_from_the_truth() -> None:
    table = reliability([value(0.9), value(0.9, right=False)])
    assert calibration_error(table) == pytest.approx(0.4)
    assert calibration_error(()) is None


@pytest.mark.parametrize(
    ("wanted", "found"),
    [(1.0, 0.95), (0.75, 0.7), (0.5, 0.6)],
)
def test_threshold(wanted: float, found: float) -> None:
    records = [value(0.99), value(0.95), value(0.8, right=False), value(0.7), value(0.6, right=False)]
    assert threshold(records, wanted) == found


def test_equal_confidences_stand_or_fall_together() -> None:
    assert threshold([value(0.9), value(0.9, right=False)], 0.9) is None


def test_a_cut_counts_both_sides_and_what_is_at_it_above() -> None:
    values = [value(0.9), value(0.8, right=False), value(0.7), value(0.6, right=False)]
    unread = FieldRecord("license", "name", True, (), "甲", None, False, True)
    assert cut_at([*values, unread], 0.8) == Cut(0.8, 2, 1, 2, 1)


def test_many_sure_values_do_not_hide_the_doubtful_ones() -> None:
    values = [value(0.99)] * 1000 + [value(0.7, right=False)] * 5 + [value(0.7)] * 5
    cut = cut_for(values, 0.9)
    assert cut == Cut(0.99, 1000, 1000, 10, 5)


def test_a_dip_is_smoothed_by_its_neighbours() -> None:
    values = [value(0.8)] * 9 + [value(0.9, right=False)] + [value(0.95)] * 10 + [value(0.5, right=False)] * 3
    assert cut_for(values, 0.85) == Cut(0.8, 20, 19, 3, 0)
    assert cut_for(values, 0.95) == Cut(0.95, 10, 10, 13, 9)


def test_no_cut_where_nothing_is_right_often_enough() -> None:
    assert cut_for([value(0.9), value(0.9, right=False)], 0.9) is None
    assert cut_for([], 0.5) is None


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=60), st.floats(0.5, 0.999))
def test_from_the_cut_on_the_share_is_reached(made: list[tuple[float, bool]], wanted: float) -> None:
    cut = cut_for([value(confidence, right=right) for confidence, right in made], wanted)
    if cut is not None:
        assert cut.above_right >= wanted * cut.above - 1e-9
        assert cut.above + cut.below == len(made)
