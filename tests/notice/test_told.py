"""What a given notice had told, read back from its words, and held against the case as it is now."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intake_assist.casework.returning import Now, returned
from intake_assist.notice.told import told
from tests.rules.test_sample_cases import CASES

from .building import library, sample


def given() -> list[str]:
    """Sample cases that a notice was given for."""
    names = [path.parent.name for path in CASES]
    return [
        name for name in names if any(item.finding.severity != "info" for item in sample(name).outcome.items)
    ]


@pytest.mark.parametrize("name", given())
def test_nothing_was_done_when_the_same_papers_come_again(name: str) -> None:
    case = sample(name)
    items = told(case.notice, case.matter, library().kinds)
    bare = [replace(each, keys=()) for each in items]  # the words and not the keys must tell
    result = returned(bare, case.outcome)
    assert [standing.now for standing in result.standings] == [Now.OPEN] * len(items)
    assert result.new == ()


@pytest.mark.parametrize("name", given())
def test_fields_are_known_again_by_their_titles(name: str) -> None:
    case = sample(name)
    found = {item.key: item.finding.field for item in case.outcome.items}
    for each in told(case.notice, case.matter, library().kinds):
        assert all(found[key] is None or found[key] in each.fields for key in each.keys if not each.absent)


def test_a_place_that_was_worded_anew_names_no_field() -> None:
    case = sample("case_17")
    notice = case.notice
    groups = tuple(
        replace(group, faults=tuple(replace(fault, place="右上角") for fault in group.faults))
        for group in notice.faults
    )
    items = told(replace(notice, faults=groups), case.matter, library().kinds)
    assert items
    assert all(not each.fields and each.material and each.code for each in items)
