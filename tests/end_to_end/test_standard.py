"""A part of the standard measure goes the whole way; its figures must not fall behind those that were reached.

After a change that makes them better:

    python -m samples.generator standard --part --out DIR
    intake-assist evaluate DIR --json > tests/end_to_end/standard.json
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from intake_assist.checklist import default_folder, load_library
from intake_assist.evaluate import Evaluation, evaluate, evaluation_json, total
from intake_assist.evaluate.baseline import compare, figures_of
from intake_assist.evaluate.figures import measures
from samples.generator import fonts, standard

BASELINE = Path(__file__).with_name("standard.json")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(bool(fonts.missing()), reason=f"字体没有安装：{'、'.join(fonts.missing())}"),
]


@pytest.fixture(scope="module")
def evaluation(tmp_path_factory: pytest.TempPathFactory) -> Evaluation:
    folder = tmp_path_factory.mktemp("standard")
    standard.write_standard(folder, standard.PART)
    library = load_library(default_folder())
    return evaluate(folder, library.matters, library.kinds)


def mistakes(evaluation: Evaluation) -> str:
    return "\n".join(f"{name}: {line}" for name, score in evaluation.scores.items() for line in score.wrong)


def test_every_case_was_measured(evaluation: Evaluation) -> None:
    assert evaluation.broken == ()
    assert len(evaluation.scores) == len(standard.PART)


def test_no_figure_is_half_a_point_worse_than_before(evaluation: Evaluation) -> None:
    before = figures_of(BASELINE.read_bytes())
    comparison = compare(before, figures_of(json.dumps(evaluation_json(evaluation))))
    assert comparison.gone == comparison.added == ()
    worse = [change for change in comparison.changes if change.worse]
    assert not worse, f"{worse}\n{mistakes(evaluation)}"


def test_wanted_seals_are_seen_and_no_others(evaluation: Evaluation) -> None:
    figures = measures(total(evaluation.scores.values()))
    for name in ("seal_recall", "seal_precision"):
        assert figures[name].total > 0
        assert figures[name].share == 1.0, mistakes(evaluation)


def test_nothing_is_passed_on_a_page_that_was_flagged(evaluation: Evaluation) -> None:
    assert total(evaluation.scores.values()).passed_on_flagged == 0, mistakes(evaluation)
