"""What a case consists of before anything is drawn: papers with their values, sheets, labels."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from samples.generator.facts import Facts


@dataclass
class Paper:
    """One document to be drawn. `fields` are what it will say, right or wrong; `unsigned` names the people
    (principal, agent) whose signatures it lacks. `ticks` is how boxes are ticked (see `sheet.tick_box`), or ``behind``
    for boxes behind their options; `altered` is what stood in a field before it was struck through and written anew."""

    kind: str
    material: str | None
    fields: dict[str, str]
    layout: str = ""
    rows: list[dict[str, str]] = field(default_factory=list)
    hand: bool = False
    unsigned: tuple[str, ...] = ()
    ticks: str = "tick"
    altered: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Stamp:
    """A seal of the applicant: `text` around it, None for its own name, "" for no seal at all; `title` is the level
    line of a special seal (财务专用章). `shape` is round, oval or square; `place` is where and how it is pressed and
    `blue` whether with blue ink (see `seals.Press`)."""

    text: str | None = None
    title: str = ""
    shape: str = "round"
    place: str = ""
    blue: bool = False


@dataclass
class SheetPlan:
    """A sheet with its papers. `seed` decides how it is drawn, `scan_seed` what the scanner does to it.

    `style` says how cards lie: paper, desk, card; other papers are `plain`; `blank` and the names of
    `papers.other` have no paper at all; `xlsx` is a workbook. `copy` is colour or grey. `seal` is what the applicant
    pressed on it: the official seal unless told otherwise. `mark` is stamped large across the sheet (作废). `extras`
    are names of `extras.EXTRAS`, each with its place in millimetres.
    """

    papers: list[Paper]
    style: str
    seed: int
    scan_seed: int
    copy: str = "colour"
    conditions: list[str] = field(default_factory=list)
    rotation: int = 0
    hard: bool = False
    turned: tuple[int, ...] = ()
    seal: Stamp = Stamp()
    mark: str = ""
    extras: tuple[tuple[str, float, float], ...] = ()


@dataclass(frozen=True)
class Finding:
    """A planted defect, or what follows from one. `field` is None when it concerns the whole material. `name` is that
    of the planter, where defects of one code are told apart."""

    code: str
    material: str | None
    field: str | None
    note: str
    name: str = ""


@dataclass
class CasePlan:
    """A whole application with its truth."""

    matter: str
    title: str
    today: dt.date
    answers: dict[str, str | bool]
    seed: int
    facts: Facts
    sheets: list[SheetPlan]
    materials: dict[str, str]
    findings: list[Finding] = field(default_factory=list)
    claimed: set[tuple[str, str]] = field(default_factory=set)

    def papers(self, material: str, kind: str | None = None) -> list[Paper]:
        return [
            paper for paper in self.all_papers() if paper.material == material and kind in (None, paper.kind)
        ]

    def sheets_of(self, material: str) -> list[SheetPlan]:
        return [sheet for sheet in self.sheets if any(paper.material == material for paper in sheet.papers)]

    def all_papers(self) -> Iterator[Paper]:
        for sheet in self.sheets:
            yield from sheet.papers

    def claim(self, material: str, *fields: str) -> bool:
        """Reserve fields (or `*`, the whole material) for one defect. False when another one has them."""
        taken = {name for owner, name in self.claimed if owner == material}
        if "*" in taken or ("*" in fields and taken) or taken & set(fields):
            return False
        self.claimed |= {(material, name) for name in fields}
        return True

    def set_field(self, material: str, name: str, value: str, kind: str | None = None) -> bool:
        """Print `value` on every copy of the paper, "" leaving the place blank. False if no paper has it."""
        found = [paper for paper in self.papers(material, kind) if name in paper.fields]
        for paper in found:
            paper.fields[name] = value
        return bool(found)

    def report(self, code: str, material: str | None, name: str | None, note: str) -> None:
        self.findings.append(Finding(code, material, name, note))

    def remove(self, papers: list[Paper]) -> None:
        """Take papers out, and sheets that are empty then."""
        for sheet in self.sheets:
            sheet.papers = [paper for paper in sheet.papers if not any(paper is gone for gone in papers)]
        self.sheets = [
            sheet
            for sheet in self.sheets
            if sheet.papers or sheet.style not in ("plain", "paper", "desk", "card", "xlsx")
        ]


def new_seed(rng: random.Random) -> int:
    return rng.randrange(2**31)
