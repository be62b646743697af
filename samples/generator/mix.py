"""Random cases: facts, defects, stray papers, duplicates and scan conditions together."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

from samples.generator.cases import employer_case, enrolment_case
from samples.generator.defects import DEFECTS, plant
from samples.generator.plan import CasePlan, SheetPlan, new_seed
from samples.generator.writer import weather


def random_case(seed: int, hard: bool, matter: str = "both", defects: int = -1) -> CasePlan:
    """A case of 0-4 defects (`defects` < 0) or exactly so many, as far as they find room."""
    rng = random.Random(seed)
    enrol = matter == "si_employee_enrolment" or (matter == "both" and rng.random() < 0.12)
    plan = enrolment_case(seed) if enrol else employer_case(seed)
    count = rng.choice((0, 0, 1, 1, 1, 2, 2, 3, 4)) if defects < 0 else defects
    plant_some(plan, rng.sample(sorted(DEFECTS), len(DEFECTS)), count, rng)
    add_strays(plan, rng)
    weather(plan, rng, hard)
    return plan


def plant_some(plan: CasePlan, names: list[str], count: int, rng: random.Random) -> None:
    """Plant `count` of `names`, the first that find room."""
    planted = 0
    for name in names:
        planted += planted < count and plant(plan, name, rng)
    retitle(plan)


def add_on_request(plan: CasePlan, defects: Sequence[str], scans: Sequence[str]) -> None:
    """Plant more defects by name, and scan every sheet under these conditions instead of its own.

    What then spoils a page is itself a finding.
    """
    rng = random.Random(plan.seed)
    for name in defects:
        plant(plan, name, rng)
    for sheet in plan.sheets if scans else ():
        if sheet.papers and sheet.style != "xlsx" and "unreadable" not in sheet.conditions:
            sheet.conditions, sheet.scan_seed = list(scans), sheet.scan_seed or new_seed(rng)
            for material in (
                dict.fromkeys(paper.material for paper in sheet.papers) if spoiling(scans) else ()
            ):
                plan.report("Q01", material, None, "影像有毛病，请重新扫描")
    retitle(plan)


def spoiling(scans: Sequence[str]) -> bool:
    return bool(set(scans) & {"glare", "finger", "cut_edge", "screen", "dark", "out_of_focus", "too_small"})


def retitle(plan: CasePlan) -> None:
    """Let the title tell what was planted."""
    if plan.findings:
        notes = "；".join(one.note for one in plan.findings)
        plan.title = f"{plan.title.split('，')[0]}：{notes}"


def add_strays(plan: CasePlan, rng: random.Random) -> None:
    """Sheets nobody asked for: a blank side, a letter, an obsolete certificate, a page scanned twice."""
    if rng.random() < 0.25:
        style = rng.choice(("blank", "notice", "invoice", "org_code_cert"))
        if style == "blank" and any(one.code == "M01" for one in plan.findings):
            style = "notice"  # a blank page beside a missing paper would itself be a defect
        plan.sheets.insert(
            rng.randrange(len(plan.sheets) + 1), SheetPlan([], style, new_seed(rng), new_seed(rng))
        )
    if rng.random() < 0.1:
        scan_again(plan, rng, exact=rng.random() < 0.5)


def scan_again(plan: CasePlan, rng: random.Random, *, exact: bool) -> None:
    """Put one page in twice: the very same picture, or the same paper scanned once more."""
    some = [
        sheet
        for sheet in plan.sheets
        if sheet.style == "plain"
        and sheet.papers[0].material in ("license", "bank")
        and "unreadable" not in sheet.conditions
    ]
    if not some:
        return
    sheet = rng.choice(some)
    sheet.conditions = sheet.conditions or (["jpeg"] if exact else ["skew"])
    again = replace(sheet, papers=list(sheet.papers), conditions=sheet.conditions if exact else ["noise"])
    plan.sheets.insert(plan.sheets.index(sheet) + 1, again)
