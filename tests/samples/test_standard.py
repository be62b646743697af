"""The standard measure: what its cases show follows from their numbers, and every defect is named."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from typer.testing import CliRunner

from intake_assist.evaluate.labels import HAND, SPOILING, load_labels
from samples.generator import fonts, marks, writer
from samples.generator.cases import employer_case
from samples.generator.cli import app
from samples.generator.marks import MARKS, PLANTERS, plant_any
from samples.generator.papers.foreign import machine_lines
from samples.generator.plan import CasePlan
from samples.generator.standard import COUNT, PART, STRATA, name_of, standard_case
from samples.generator.subjects import (
    FOREIGN,
    ORGANISATIONS,
    contract_case,
    dispatch_case,
    foreigner_case,
    organisation_case,
)
from samples.generator.writer import labelled_conditions

ANSWERS: dict[str, str | bool] = {
    "agent_type": "委托",
    "data_shared": False,
    "also_enrol_staff": False,
    "need_bank_debit": True,
}


@pytest.fixture(scope="module")
def plans() -> list[CasePlan]:
    return [standard_case(number) for number in range(COUNT)]


def test_a_number_means_the_same_case_every_time() -> None:
    for number in (0, 7, 19, 99, 299):
        assert standard_case(number) == standard_case(number)


def test_names_are_in_the_order_of_the_numbers() -> None:
    names = [name_of(number) for number in range(COUNT)]
    assert names == sorted(names)
    assert len(set(names)) == COUNT
    assert len(set(PART)) == len(PART)
    assert max(PART) < COUNT


def test_every_defect_and_every_kind_is_shown(plans: list[CasePlan]) -> None:
    shown = Counter(finding.name for plan in plans for finding in plan.findings)
    assert "" not in shown
    assert set(MARKS) <= set(shown)
    assert {name.split("_")[0] for name in PLANTERS} == {name.split("_")[0] for name in shown}
    kinds = {paper.kind for plan in plans for paper in plan.all_papers()}
    assert kinds >= {
        "institution_certificate",
        "association_certificate",
        "nonprofit_certificate",
        "dispatch_permit",
        "labor_contract",
        "hmt_residence_portrait",
        "hmt_residence_emblem",
        "hmt_travel_permit",
        "permanent_residence",
        "passport",
    }


def test_clean_cases_are_clean_and_the_others_mostly_not(plans: list[CasePlan]) -> None:
    clean = [plan for number, plan in enumerate(plans) if STRATA[number % len(STRATA)].name == "clean"]
    assert not any(plan.findings for plan in clean)
    assert sum(bool(plan.findings) for plan in plans) > 0.8 * (COUNT - len(clean))


def test_a_page_to_be_scanned_again_is_named_and_no_other(plans: list[CasePlan]) -> None:
    for plan in plans:
        spoilt = {
            paper.material
            for sheet in plan.sheets
            if SPOILING & set(sheet.conditions)
            for paper in sheet.papers
        }
        assert spoilt == {one.material for one in plan.findings if one.code == "Q01" and one.material}


def test_what_was_filled_in_by_hand_is_labelled_so_and_nothing_else(plans: list[CasePlan]) -> None:
    sheets = [sheet for plan in plans for sheet in plan.sheets if sheet.style != "xlsx"]
    for sheet in sheets:
        hand = [HAND] if any(paper.hand for paper in sheet.papers) else []
        assert labelled_conditions(sheet) == hand + sheet.conditions
        assert HAND not in sheet.conditions
    kinds = {paper.kind for sheet in sheets if HAND in labelled_conditions(sheet) for paper in sheet.papers}
    assert kinds >= {"registration_form", "power_of_attorney", "roster"}
    workbooks = [sheet for plan in plans for sheet in plan.sheets if sheet.style == "xlsx"]
    assert not any(labelled_conditions(sheet) for sheet in workbooks)


def test_spoiling_conditions_are_those_of_the_measure() -> None:
    assert set(marks.SPOILING) | {"unreadable"} == SPOILING
    assert writer.HAND == HAND


@pytest.mark.parametrize("name", sorted(MARKS))
def test_a_mark_is_planted_on_its_material_alone(name: str) -> None:
    for seed in range(60):
        plan, clean = employer_case(seed, answers=ANSWERS), employer_case(seed, answers=ANSWERS)
        if plant_any(plan, name, random.Random(seed)):
            break
    else:
        raise AssertionError(f"{name} finds no room in 60 cases")
    touched = {
        paper.material
        for sheet, before in zip(plan.sheets, clean.sheets, strict=True)
        if sheet != before
        for paper in sheet.papers
    }
    assert touched == {one.material for one in plan.findings}
    assert {one.name for one in plan.findings} == {name}


@pytest.mark.parametrize("kind", FOREIGN)
def test_foreigners_bring_their_own_paper(kind: str) -> None:
    plan = foreigner_case(3, kind)
    assert plan.papers("foreign_id")
    assert not plan.papers("legal_id")
    assert plan.materials["foreign_id"] == "present"
    names = {paper.fields["principal"] for paper in plan.papers("reg_form")}
    fronts = [paper for paper in plan.papers("foreign_id") if "name" in paper.fields]
    assert names == {paper.fields["name"] for paper in fronts}


@pytest.mark.parametrize("entity", ORGANISATIONS)
def test_organisations_bring_a_certificate_for_a_licence(entity: str) -> None:
    plan = organisation_case(4, entity)
    assert plan.papers("org_cert")
    assert not plan.papers("license")
    assert plan.answers["entity_type"] == entity


def test_further_papers_where_they_are_asked_for() -> None:
    assert dispatch_case(2).papers("dispatch_permit")
    assert len(contract_case(2).papers("contract")) % 2 == 0


def test_the_machine_readable_lines_of_the_icao_specimen() -> None:
    """ICAO Doc 9303 part 4, appendix: the specimen without its personal number."""
    fields = {
        "name": "ERIKSSON ANNA MARIA",
        "nationality": "UTO",
        "passport_no": "L898902C3",
        "birth": "1974-08-12",
        "sex": "女",
        "expiry": "2012-04-15",
    }
    first, second = machine_lines(fields)
    assert first == "P<UTOERIKSSON<<ANNA<MARIA<<<<<<<<<<<<<<<<<<<"
    assert second.startswith("L898902C36UTO7408122F1204159")
    assert len(second) == 44


@pytest.mark.skipif(bool(fonts.missing()), reason=f"字体没有安装：{'、'.join(fonts.missing())}")
def test_the_command_goes_on_where_it_was_stopped(tmp_path: Path) -> None:
    def write(*options: str) -> None:
        outcome = CliRunner().invoke(app, ["standard", "--out", str(tmp_path), *options])
        assert outcome.exit_code == 0, outcome.output

    write("--count", "1")
    (folder,) = tmp_path.iterdir()
    assert folder.name == name_of(0)
    (folder / "01.txt").write_text("kept", encoding="utf-8")
    write("--count", "1")
    assert (folder / "01.txt").exists()
    assert load_labels(folder / "case.yaml").findings == ()
