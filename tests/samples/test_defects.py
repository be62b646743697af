"""Every defect can be planted, is labelled, and leaves the rest of the case alone."""

from __future__ import annotations

import random

import pytest

from samples.generator import digits
from samples.generator.cases import employer_case, enrolment_case
from samples.generator.committed import SPECS, Spec, build
from samples.generator.defects import DEFECTS, ON_REQUEST, plant
from samples.generator.mix import random_case
from samples.generator.plan import CasePlan

SEEN_ON_PICTURES = ("C01_code", "C01_org_code", "P01_void", "S02_smudged")
FULL: dict[str, str | bool] = {
    "agent_type": "委托",
    "data_shared": False,
    "also_enrol_staff": True,
    "need_bank_debit": True,
}


def contents(plan: CasePlan) -> list[tuple[object, ...]]:
    return [
        (
            paper.material,
            paper.kind,
            dict(paper.fields),
            list(map(dict, paper.rows)),
            paper.layout,
            paper.unsigned,
            sheet.seal,
        )
        for sheet in plan.sheets
        for paper in sheet.papers
    ]


def with_room(name: str) -> tuple[CasePlan, CasePlan]:
    """A case with the defect and the same case without."""
    for seed in range(60):
        plan = employer_case(seed, answers=FULL, staff=8)
        if plant(plan, name, random.Random(seed)):
            return plan, employer_case(seed, answers=FULL, staff=8)
    raise AssertionError(f"{name} finds no room in 60 cases")


@pytest.mark.parametrize("name", sorted({**DEFECTS, **ON_REQUEST}))
def test_a_defect_changes_the_papers_and_is_labelled(name: str) -> None:
    plan, clean = with_room(name)
    changed = contents(plan) != contents(clean) or any(sheet.conditions for sheet in plan.sheets)
    assert changed
    assert name.split("_")[0] in {finding.code for finding in plan.findings}
    assert all(finding.note for finding in plan.findings)
    assert all(finding.material in (None, *plan.materials) for finding in plan.findings)


@pytest.mark.parametrize("name", sorted({**DEFECTS, **ON_REQUEST}))
def test_a_defect_touches_only_its_material(name: str) -> None:
    plan, clean = with_room(name)
    named = {finding.material for finding in plan.findings}
    assert [one for one in contents(plan) if one[0] not in named] == [
        one for one in contents(clean) if one[0] not in named
    ]


@pytest.mark.parametrize("name", sorted({**DEFECTS, **ON_REQUEST}))
def test_a_defect_without_room_changes_nothing(name: str) -> None:
    plan = enrolment_case(5, answers={"staff_verified": True, "agent_on_file": True})
    plan.sheets = []
    assert not plant(plan, name, random.Random(1))
    assert plan.findings == []
    assert plan.claimed == set()


@pytest.mark.parametrize("seed", range(60))
def test_broken_numbers_are_labelled_and_no_others(seed: int) -> None:
    """A number that fails its check digit is on a paper that a V02 finding names, and the other way round."""
    plan = random_case(seed, hard=False, defects=3)
    broken = {
        (paper.material, name)
        for paper in plan.all_papers()
        for name, value in paper.fields.items()
        if value
        and (
            ("id_number" in name and not digits.id_valid(value))
            or (name == "uscc" and not digits.uscc_valid(value))
        )
    }
    broken |= {
        (paper.material, "id_number")
        for paper in plan.all_papers()
        for row in paper.rows
        if not digits.id_valid(row["id_number"])
    }
    named = {(one.material, one.field) for one in plan.findings if one.code == "V02"}
    assert broken == {place for place in named if place[1] not in ("birth", "apply_date")}


def test_committed_cases_show_every_defect() -> None:
    assert {name for spec in SPECS for name in spec.defects} == {*DEFECTS, *SEEN_ON_PICTURES}


@pytest.mark.parametrize("spec", SPECS, ids=lambda spec: spec.name)
def test_committed_cases_can_be_built(spec: Spec) -> None:
    codes = {finding.code for finding in build(spec).findings}
    assert codes >= {name.split("_")[0] for name in spec.defects}
    assert bool(codes) == bool(spec.defects)
