"""Pages and documents held against a checklist: the same every time, at once, and with nothing left out."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from intake_assist.checklist import Library, resolve_answers
from intake_assist.checklist.models import MatterSpec
from intake_assist.model import Case, MaterialStatus
from intake_assist.precheck import Reader, check, judged
from tests.precheck.conftest import Outcome, Papers


@pytest.fixture
def matter(papers: Papers, library: Library) -> MatterSpec:
    return library.matters[papers.labels.matter]


@pytest.fixture
def answers(papers: Papers, matter: MatterSpec) -> dict[str, Any]:
    return dict(resolve_answers(matter, papers.labels.answers))


def status(case: Case, material: str | None) -> MaterialStatus:
    return next(entry.status for entry in case.materials if entry.id == material)


def test_judging_is_quick_and_changes_nothing(
    outcome: Outcome, papers: Papers, library: Library, matter: MatterSpec, answers: dict[str, Any]
) -> None:
    result = outcome.result
    given = (matter, library.kinds, answers, papers.labels.today, result.pages, result.documents)
    before = repr(given)
    first = judged(*given)
    start = time.process_time()
    second = judged(*given)
    assert time.process_time() - start < 0.5
    assert first == second
    assert repr(given) == before
    assert (first.pages, first.documents) == (result.pages, result.documents)
    assert (first.matter, first.checklist_version) == (matter.id, matter.version)


def test_a_correction_is_judged_anew(
    outcome: Outcome, papers: Papers, library: Library, matter: MatterSpec, answers: dict[str, Any]
) -> None:
    result = outcome.result
    others = tuple(document for document in result.documents if document.kind != "business_license")
    case = judged(matter, library.kinds, answers, papers.labels.today, result.pages, result.documents)
    without = judged(matter, library.kinds, answers, papers.labels.today, result.pages, others)
    material = papers.license.documents[0].material
    assert status(case, material) is MaterialStatus.PRESENT
    assert status(without, material) is not MaterialStatus.PRESENT
    assert case.findings != without.findings


def test_a_checked_case_holds_every_file(
    reader: Reader,
    outcome: Outcome,
    papers: Papers,
    library: Library,
    matter: MatterSpec,
    answers: dict[str, Any],
) -> None:
    good, spoilt, other = (outcome.files[index] for index in (2, 1, 6))
    paths = [Path(path) for path in (good, spoilt, other)]
    case = check(paths, matter, library.kinds, answers, papers.labels.today, reader=reader)
    assert [page.source.file for page in case.pages] == [good, spoilt, other]
    assert [bool(page.problem) for page in case.pages] == [False, True, True]
    assert [document.kind for document in case.documents] == ["business_license"]
    assert status(case, papers.license.documents[0].material) is MaterialStatus.PRESENT
    unread = {place.page for finding in case.findings if finding.code == "Q01" for place in finding.evidence}
    assert unread >= {page.id for page in case.pages[1:]}
    assert case.seconds > 0
    again = judged(matter, library.kinds, answers, papers.labels.today, case.pages, case.documents)
    assert (again.materials, again.findings) == (case.materials, case.findings)
