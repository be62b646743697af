"""The checklists that come with the program."""

from __future__ import annotations

import datetime as dt

import pytest

from intake_assist.checklist import default_folder, lint, load_library, resolve_answers
from intake_assist.checklist.conditions import Answer, Condition
from intake_assist.rules import options_models
from intake_assist.values import TYPES

LIBRARY = load_library(default_folder(), rules=options_models(), types=TYPES)
EMPLOYER = "si_employer_registration"
ENROLMENT = "si_employee_enrolment"

ALWAYS = {"reg_form", "license", "legal_id", "agent_id", "poa", "bank"}


def test_they_are_without_fault() -> None:
    found = lint([default_folder()], rules=options_models(), types=TYPES, today=dt.date(2026, 11, 22))
    assert [str(mistake) for mistake in found] == []


def test_the_supervisor_is_reminded_when_the_review_is_due() -> None:
    found = lint([default_folder()], rules=options_models(), types=TYPES, today=dt.date(2027, 5, 2))
    assert {mistake.severity for mistake in found} == {"warning"}
    assert all("复核期限" in mistake.message for mistake in found)


def wanted(matter_id: str, given: dict[str, Answer]) -> set[str]:
    """Materials that have to be handed in."""
    matter = LIBRARY.matter(matter_id)
    answers = resolve_answers(matter, given)
    return {
        spec.id
        for spec in matter.materials
        if Condition.parse(spec.required_when).holds(answers)
        and not (spec.waived_when and Condition.parse(spec.waived_when).holds(answers))
    }


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, ALWAYS),
        ({"agent_type": "法人本人"}, ALWAYS - {"agent_id", "poa"}),
        ({"also_enrol_staff": True}, ALWAYS | {"roster"}),
        ({"need_bank_debit": False}, ALWAYS - {"bank"}),
        ({"data_shared": True}, ALWAYS - {"reg_form", "license"}),
        ({"data_shared": True, "form_wanted": True}, ALWAYS - {"license"}),
        ({"id_verified": True}, ALWAYS - {"legal_id"}),
        ({"entity_type": "事业单位"}, ALWAYS - {"license"} | {"org_cert"}),
        ({"entity_type": "外企代表处", "data_shared": True}, ALWAYS - {"license", "reg_form"}),
        ({"entity_type": "分支机构"}, ALWAYS),
        ({"entity_type": "分支机构", "parent_auth_wanted": True}, ALWAYS | {"parent_auth"}),
        ({"is_dispatch": True}, ALWAYS),
        ({"is_dispatch": True, "dispatch_permit_wanted": True}, ALWAYS | {"dispatch_permit"}),
        ({"legal_person_nationality": "外国"}, ALWAYS - {"legal_id"} | {"foreign_id"}),
        ({"agent_nationality": "港澳台"}, ALWAYS - {"agent_id"} | {"agent_foreign_id"}),
        ({"agent_nationality": "港澳台", "agent_type": "法人本人"}, ALWAYS - {"agent_id", "poa"}),
        ({"transfer_in_whole": True}, ALWAYS | {"transfer_letter"}),
    ],
)
def test_what_an_employer_has_to_hand_in(given: dict[str, Answer], expected: set[str]) -> None:
    assert wanted(EMPLOYER, given) == expected


@pytest.mark.parametrize("entity", [option.value for option in LIBRARY.matter(EMPLOYER).questions[0].options])
def test_every_kind_of_employer_proves_that_it_exists(entity: str) -> None:
    assert len(wanted(EMPLOYER, {"entity_type": entity}) & {"license", "org_cert", "approval_paper"}) == 1


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, {"roster", "staff_id"}),
        ({"staff_verified": True}, {"roster"}),
        ({"agent_on_file": False}, {"roster", "staff_id", "agent_id", "poa"}),
        ({"contract_wanted": True, "is_risky_post": True}, {"roster", "staff_id", "contract", "risk_exam"}),
        ({"has_foreign_staff": True}, {"roster", "staff_id", "foreign_staff_id"}),
    ],
)
def test_what_an_enrolment_takes(given: dict[str, Answer], expected: set[str]) -> None:
    assert wanted(ENROLMENT, given) == expected


def test_the_thirteen_materials_and_entity_types() -> None:
    matter = LIBRARY.matter(EMPLOYER)
    named = (
        "reg_form license org_cert approval_paper legal_id agent_id poa bank parent_auth dispatch_permit "
        "foreign_id roster"
    )
    assert {*named.split(), "contract", "risk_exam"} <= {spec.id for spec in matter.materials}
    assert len(matter.questions[0].options) == 13


@pytest.mark.parametrize("material", ["组织机构代码证", "税务登记证", "社会保险登记证"])
def test_cancelled_materials_are_known(material: str) -> None:
    assert material in {spec.title for spec in LIBRARY.matter(EMPLOYER).obsolete}


def test_only_secondary_materials_can_be_handed_in_later() -> None:
    for matter in LIBRARY.matters.values():
        assert all(spec.tier == "secondary" for spec in matter.materials if spec.deferrable)
