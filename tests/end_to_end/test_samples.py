"""All committed sample cases go the whole way.

The figures are floors under what has been reached, with a little room for machines that calculate differently.
They may only be raised.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from intake_assist.checklist import default_folder, load_library
from intake_assist.evaluate import Evaluation, evaluate, false_alarms, find_cases, missed, total

CASES = Path(__file__).parents[2] / "samples" / "cases"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def evaluation() -> Evaluation:
    library = load_library(default_folder())
    return evaluate(CASES, library.matters, library.kinds, workers=2)


def mistakes(evaluation: Evaluation) -> str:
    return "\n".join(f"{name}: {line}" for name, score in evaluation.scores.items() for line in score.wrong)


def test_every_case_was_measured(evaluation: Evaluation) -> None:
    assert evaluation.broken == ()
    assert len(evaluation.scores) == len(find_cases(CASES)) > 0


def test_papers_are_recognised(evaluation: Evaluation) -> None:
    assert total(evaluation.scores.values()).kinds.share >= 0.995, mistakes(evaluation)


def test_papers_go_to_their_materials(evaluation: Evaluation) -> None:
    assert total(evaluation.scores.values()).sorting.share >= 0.995, mistakes(evaluation)


def test_key_fields_are_read_right(evaluation: Evaluation) -> None:
    tally = total(evaluation.scores.values()).key_fields
    assert tally.total > 0
    assert tally.right / tally.total >= 0.98, mistakes(evaluation)


def test_planted_defects_are_found(evaluation: Evaluation) -> None:
    score = total(evaluation.scores.values())
    planted = sum(tally.planted for tally in score.defects.values())
    assert planted > 0
    assert missed(score) <= 0.025 * planted, mistakes(evaluation)


def test_false_alarms_are_rare(evaluation: Evaluation) -> None:
    alarms = false_alarms(total(evaluation.scores.values()))
    assert alarms <= 0.14 * len(evaluation.scores), mistakes(evaluation)
