"""Cases as a clerk has decided them, made by the real rules from the sample cases' labels and from pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from intake_assist.casework import (
    CaseState,
    Do,
    History,
    Item,
    Listing,
    Outcome,
    Reading,
    ReceivedFile,
    Recipe,
    outcome,
    state_after,
)
from intake_assist.casework.outcome import _keyed, state_of
from intake_assist.casework.steps import FilesReceived, FindingDecided
from intake_assist.checklist import Library, load_library, resolve_answers
from intake_assist.checklist.models import MatterSpec, NoticeSpec
from intake_assist.model import Case, Page, Source, State
from intake_assist.notice import Notice, Occasion, Office, draft
from tests.reading.papers import LANDSCAPE, lines_of
from tests.rules.test_sample_cases import CASES, judged, locally

TODAY = dt.date(2026, 11, 22)
OCCASION = Occasion("20261122-03-0007", TODAY, "20261122-0031", dt.datetime(2026, 11, 22, 9, 5))
OFFICE = Office("样例市社会保险中心", "3号窗口", "安然", "0312", "0374-5550101")
ROOT = Path(__file__).parents[2]
FILE = ReceivedFile(1, "licence.jpg", "ab" * 32)


@cache
def library() -> Library:
    return load_library(ROOT / "checklists")


def employer(**notice: Any) -> MatterSpec:
    """The shipped matter, with what a hall writes under ``notice``."""
    spec = library().matter("si_employer_registration")
    return spec.model_copy(update={"notice": NoticeSpec(**notice)}) if notice else spec


@dataclass(frozen=True)
class Sample:
    label: dict[str, Any]
    matter: MatterSpec
    outcome: Outcome

    @property
    def notice(self) -> Notice:
        return draft(self.outcome, self.matter, library().kinds, OCCASION, OFFICE)


@cache
def sample(name: str) -> Sample:
    """A sample case as a perfect reader hands it over, every finding confirmed."""
    path = next(path for path in CASES if path.parent.name.startswith(name))
    label = yaml.safe_load(path.read_text(encoding="utf-8"))
    sheets = yaml.safe_load((path.parent / "sheets.yaml").read_text(encoding="utf-8"))
    judgement, owned = judged(label, library(), sheets)
    matter = locally(library().matter(label["matter"]), label)
    flagged = [finding for finding in judgement.findings if finding.state is not State.PASS]
    items = tuple(Item(key, finding, FindingDecided(key, "confirmed")) for key, finding in _keyed(flagged))
    documents = tuple(paper for papers in owned.values() for paper in papers)
    case = Case(
        matter.id,
        matter.version,
        dict(resolve_answers(matter, label["answers"])),
        label["today"],
        (),
        documents,
        judgement.materials,
        judgement.findings,
    )
    states = {material.id: state_of(material, items) for material in case.materials}
    return Sample(label, matter, Outcome(case, items, states, (), ()))


def only_a_licence(*more: object, matter: MatterSpec | None = None) -> tuple[Outcome, CaseState]:
    """A case in which nothing but a business licence was handed in, and the steps in `more`."""
    sheet = Source(FILE.id).id
    page = Page(Source(FILE.id), 1650, 1280, lines=lines_of(LANDSCAPE))
    steps = (Do(FilesReceived((FILE,))), *(Do(step) for step in more))  # type: ignore[arg-type]
    state = state_after(History.of(steps).steps)
    readings = [Reading(Recipe(sheet), (page,))]
    found = outcome(state, [Listing(FILE.id, (1,))], readings, matter or employer(), library().kinds, TODAY)
    return found, state


def decided(items: Iterable[Item], verdict: Any = "confirmed") -> list[FindingDecided]:
    return [FindingDecided(item.key, verdict) for item in items]


def confirmed(found: Outcome, verdict: Any = "confirmed") -> Outcome:
    """Every finding decided alike."""
    items = tuple(replace(item, decision=FindingDecided(item.key, verdict)) for item in found.items)
    return replace(found, items=items)
