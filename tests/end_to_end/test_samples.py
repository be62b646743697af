"""Committed sample cases go the whole way: those that between them hold every kind of paper and every code of
defect, or all of them with ``--all-samples``.

The figures are floors under what has been reached, with a little room for machines that calculate differently.
They may only be raised.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from intake_assist.checklist import default_folder, load_library
from intake_assist.evaluate import Evaluation, evaluate, false_alarms, find_cases, missed, total
from intake_assist.evaluate.labels import FILE_NAME, load_labels

CASES = Path(__file__).parents[2] / "samples" / "cases"

pytestmark = pytest.mark.slow


def telling() -> Iterator[Path]:
    """The cases in the order of their names, without those that show nothing which none before them does."""
    shown: set[str] = set()
    for case in find_cases(CASES):
        labels = load_labels(case / FILE_NAME)
        shows = {document.kind for sheet in labels.files for document in sheet.documents}
        shows |= {defect.code for defect in labels.findings}
        if not shows <= shown:
            yield case
        shown |= shows


@pytest.fixture(scope="module")
def cases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    if request.config.getoption("all_samples"):
        return CASES
    folder = tmp_path_factory.mktemp("cases")
    for case in telling():
        shutil.copytree(case, folder / case.name)
    return folder


@pytest.fixture(scope="module")
def evaluation(cases: Path) -> Evaluation:
    library = load_library(default_folder())
    return evaluate(cases, library.matters, library.kinds)


def mistakes(evaluation: Evaluation) -> str:
    return "\n".join(f"{name}: {line}" for name, score in evaluation.scores.items() for line in score.wrong)


def test_every_case_was_measured(evaluation: Evaluation, cases: Path) -> None:
    assert evaluation.broken == ()
    assert len(evaluation.scores) == len(find_cases(cases)) > 0


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
