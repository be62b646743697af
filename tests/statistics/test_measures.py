"""The measures of a pilot on cases whose figures can be counted by hand, and on the worked example of the plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_assist.notice.example import USUAL
from intake_assist.notice.repeating import brings_news
from intake_assist.statistics import Share, Times, by_period, differences, measures, rule_figures
from intake_assist.statistics.comparing import mann_whitney, share_difference
from intake_assist.statistics.measures import day_name, week_name
from intake_assist.store import CaseStatus, CaseWay, RuleCount

NINE = dt.datetime(2026, 11, 23, 9, 0).astimezone()


def way(name: str, **known: object) -> CaseWay:
    return CaseWay(name, f"20261123-{name}", "m", "甲", **{"opened_at": NINE, **known})  # type: ignore[arg-type]


def after(minutes: float) -> dt.datetime:
    return NINE + dt.timedelta(minutes=minutes)


ACCEPTED = way("1", received_at=after(1), concluded_at=after(2), statuses=[(after(6), CaseStatus.ACCEPTED)])
TOLD = way(
    "2",
    received_at=after(1),
    concluded_at=after(4),
    notices=[after(10)],
    statuses=[(after(10), CaseStatus.NOTIFIED), (after(5000), CaseStatus.ACCEPTED)],
    corrected=True,
)
TOLD_TWICE = way("3", notices=[after(20), after(3000)], statuses=[(after(20), CaseStatus.NOTIFIED)])
TAKEN_BACK = way("4", statuses=[(after(7), CaseStatus.WITHDRAWN)])
TOLD_AND_TAKEN_BACK = way("5", notices=[after(8)], statuses=[(after(9), CaseStatus.WITHDRAWN)])
DELETED = way("6", notices=[after(30), after(40)], deleted=True)
ALL = (ACCEPTED, TOLD, TOLD_TWICE, TAKEN_BACK, TOLD_AND_TAKEN_BACK, DELETED)


def test_shares_are_of_what_their_names_say() -> None:
    found = measures(ALL, {"3": True})
    assert found.cases == 6
    assert found.sent_back == Share(5, 6)
    assert found.notified == Share(4, 6)
    assert found.withdrawn == Share(2, 6)
    assert found.first_time == Share(1, 6)
    assert found.corrected == Share(1, 6)
    # Of the deleted case nobody can say any more what its second notice brought.
    assert found.complete == Share(2, 3)
    assert measures(ALL, {"3": False}).complete == Share(3, 3)


def test_times_are_to_the_first_notice_or_acceptance() -> None:
    found = measures(ALL, {})
    assert found.handling.minutes == (6, 8, 10, 20, 30)
    assert (found.handling.median, found.handling.p90) == (10, 30)
    assert found.prechecking.minutes == (1, 3)
    assert measures([way("7", received_at=after(5), concluded_at=after(1))], {}).prechecking.minutes == ()
    assert Times(()).median is None
    assert Times(tuple(range(1, 11))).p90 == 9


def test_nothing_received_has_no_rates() -> None:
    found = measures((), {})
    assert found.sent_back.rate is None
    assert all(each.before is None and each.p is None for each in differences(found, found))


def test_periods_come_in_order() -> None:
    later = replace(ACCEPTED, id="8", opened_at=NINE + dt.timedelta(days=8))
    assert list(by_period((later, *ALL), {}, day_name)) == ["2026-11-23", "2026-12-01"]
    weeks = by_period((later, *ALL), {}, week_name)
    assert {name: each.cases for name, each in weeks.items()} == {"2026-W48": 6, "2026-W49": 1}


def test_false_alarms_are_counted_over_what_was_decided() -> None:
    counts = [
        RuleCount("seal", "dismissed", 3),
        RuleCount("seal", "confirmed", 8),
        RuleCount("seal", "fixed", 1),
        RuleCount("seal", "pending", 2),
        RuleCount("seal", None, 4),
        RuleCount("same", "dismissed", 5),
    ]
    same, seal = rule_figures(counts)
    assert (same.rule, same.false_alarms) == ("same", Share(5, 5))
    assert (seal.false_alarms, seal.open) == (Share(3, 12), 6)


def test_the_worked_example_of_the_plan() -> None:
    """38 of 200 before, 19 of 210 after."""
    found = share_difference("sent_back", Share(38, 200), Share(19, 210))
    assert found.before == pytest.approx(0.19)
    assert found.after == pytest.approx(0.0905, abs=5e-5)
    assert Share(38, 200).interval == pytest.approx((0.142, 0.250), abs=5e-4)
    assert Share(19, 210).interval == pytest.approx((0.059, 0.137), abs=5e-4)
    assert (found.low, found.high) == pytest.approx((-0.167, -0.032), abs=5e-4)
    assert found.p == pytest.approx(0.0036, abs=5e-5)


def test_times_are_compared_by_rank() -> None:
    assert mann_whitney([1, 2, 3], []) is None
    assert mann_whitney([5, 5], [5, 5]) is None
    # U = 0 of 5 and 5: z = (12.5 - 0.5) / sqrt(25 * 11 / 12)
    assert mann_whitney([1, 2, 3, 4, 5], [6, 7, 8, 9, 10]) == pytest.approx(0.01219, abs=1e-4)


@given(st.lists(st.integers(0, 5), min_size=1), st.lists(st.integers(0, 5), min_size=1))
def test_whichever_comes_first_the_ranks_say_the_same(one: list[int], other: list[int]) -> None:
    there, back = mann_whitney(one, other), mann_whitney(other, one)
    assert there == (None if back is None else pytest.approx(back))
    assert there is None or 0 <= there <= 1


def test_a_later_notice_brings_news_when_something_was_not_told_before() -> None:
    assert not brings_news([USUAL])
    assert not brings_news([USUAL, USUAL])
    fewer = replace(USUAL, missing=USUAL.missing[:1], faults=())
    assert not brings_news([USUAL, fewer])
    assert brings_news([fewer, USUAL])
    assert brings_news([fewer, fewer, USUAL])
    worded = replace(USUAL.missing[0], keys=("other",), lack="缺第二页")
    assert not brings_news([USUAL, replace(USUAL, missing=(worded,))])
    (group, *rest) = USUAL.faults
    paged = replace(group.faults[1], keys=("new",), place="经办人电话（第1页）", found="空着")
    assert not brings_news([USUAL, replace(USUAL, faults=(replace(group, faults=(paged,)), *rest))])
    other = replace(paged, code="C01")
    assert brings_news([USUAL, replace(USUAL, faults=(replace(group, faults=(other,)), *rest))])
