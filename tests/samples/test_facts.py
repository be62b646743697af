"""Invented applicants hang together; clean cases contradict nothing."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from samples.generator import digits
from samples.generator.cases import (
    EMPLOYER_MATERIALS,
    ENROLMENT_MATERIALS,
    TODAY,
    employer_case,
    enrolment_case,
)
from samples.generator.entities import ENTITIES
from samples.generator.facts import age_on, card_term, new_facts
from samples.generator.plan import CasePlan

SEEDS = range(40)


@pytest.mark.parametrize(
    ("birth", "start", "end"),
    [
        ("2012-03-07", "2020-05-06", "2025-05-06"),
        ("2004-05-06", "2020-05-06", "2030-05-06"),
        ("1994-05-07", "2020-05-06", "2030-05-06"),
        ("1994-05-06", "2020-05-06", "2040-05-06"),
        ("1974-05-07", "2020-05-06", "2040-05-06"),
        ("1974-05-06", "2020-05-06", "长期"),
        ("2000-02-29", "2024-02-29", "2034-02-28"),
    ],
)
def test_a_card_is_valid_as_long_as_the_age_says(birth: str, start: str, end: str) -> None:
    assert card_term(dt.date.fromisoformat(birth), dt.date.fromisoformat(start)) == f"{start}/{end}"


@pytest.mark.parametrize("entity", sorted(ENTITIES))
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_facts_hang_together(entity: str, seed: int) -> None:
    facts = new_facts(random.Random(seed), TODAY, entity, staff=5)
    own = facts.employer
    assert digits.uscc_valid(own.uscc)
    assert own.uscc.startswith(own.entity.uscc_prefix + own.district.code)
    assert own.estab <= own.issue_date <= TODAY
    assert own.estab <= own.bank.issue_date <= TODAY
    assert len({one.person.id_number for one in facts.staff}) == 5
    for person in (own.principal, facts.agent, *(one.person for one in facts.staff)):
        assert digits.id_valid(person.id_number)
        assert person.id_number[6:14] == person.birth.strftime("%Y%m%d")
        assert 16 <= age_on(person.birth, TODAY) < 63
        end = person.term.split("/")[1]
        assert end == "长期" or dt.date.fromisoformat(end) > TODAY + dt.timedelta(days=30)


def one_value(plan: CasePlan, *places: tuple[str, str]) -> set[str]:
    return {
        paper.fields[name]
        for material, name in places
        for paper in plan.papers(material)
        if name in paper.fields
    }


@pytest.mark.parametrize("seed", SEEDS)
def test_clean_cases_agree_with_themselves(seed: int) -> None:
    plan = employer_case(seed)
    licensed = one_value(plan, ("license", "name")) - {"*"}
    names = one_value(
        plan,
        ("reg_form", "name"),
        ("reg_form", "account_name"),
        ("bank", "account_name"),
        ("poa", "principal_org"),
        ("roster", "name"),
    )
    assert len(names | licensed) <= 1
    assert (
        len(one_value(plan, ("license", "uscc"), ("reg_form", "uscc"), ("poa", "uscc"), ("roster", "uscc")))
        <= 1
    )
    assert len(one_value(plan, ("bank", "account_no"), ("reg_form", "account_no"))) <= 1
    assert len(one_value(plan, ("legal_id", "id_number"), ("reg_form", "principal_id_number"))) <= 1
    assert len(one_value(plan, ("agent_id", "id_number"), ("poa", "agent_id_number"))) <= 1
    assert plan.findings == []


@pytest.mark.parametrize("seed", SEEDS)
def test_clean_cases_bring_what_is_wanted(seed: int) -> None:
    plan = employer_case(seed)
    assert tuple(plan.materials) == EMPLOYER_MATERIALS
    brought = {paper.material for paper in plan.all_papers()}
    assert brought == {name for name, status in plan.materials.items() if status == "present"}
    forms = plan.papers("reg_form")
    assert len(forms) == (0 if plan.answers["data_shared"] else 2)
    assert all(one.fields == forms[0].fields for one in forms)


@pytest.mark.parametrize("seed", range(10))
def test_clean_enrolments_have_a_card_for_every_row(seed: int) -> None:
    plan = enrolment_case(seed)
    assert tuple(plan.materials) == ENROLMENT_MATERIALS
    cards = {paper.fields["id_number"] for paper in plan.papers("staff_id", "id_card_portrait")}
    assert cards == {row["id_number"] for row in plan.papers("roster")[0].rows}
