"""Principals and agents from abroad bring papers of their own, by the checklist that comes with the program."""

from __future__ import annotations

import pytest

from intake_assist.checklist import default_folder, load_library
from intake_assist.model import Finding, MaterialStatus, State
from intake_assist.rules import options_models
from intake_assist.rules.comparing import Verdict, compare
from intake_assist.values import TYPES

from .building import TODAY, Desk, Paper

LIBRARY = load_library(default_folder(), rules=options_models(), types=TYPES)
SMITH: Paper = ("passport", {"name": "SMITH<<JOHN"})
LOPEZ: Paper = ("passport", {"name": "LOPEZ<<MARIA"})


def papers(principal: str, agent: str, *others: Paper) -> list[Paper]:
    return [
        ("registration_form", {"principal": principal, "agent_name": agent}),
        ("business_license", {"principal": principal}),
        ("power_of_attorney", {"principal": principal, "agent_name": agent}),
        *others,
    ]


@pytest.fixture
def desk() -> Desk:
    answers: dict[str, str | bool] = {"legal_person_nationality": "外国", "agent_nationality": "外国"}
    return Desk(LIBRARY.matter("si_employer_registration"), LIBRARY.kinds, answers, TODAY)


def about_names(desk: Desk, handed: list[Paper]) -> list[Finding]:
    findings = desk.judge(handed).findings
    return [f for f in findings if f.rule in ("C01_principal", "C01_agent") and f.state is not State.PASS]


def owners(desk: Desk, handed: list[Paper]) -> dict[str, tuple[str, ...]]:
    materials = desk.judge(handed).materials
    return {m.id: m.documents for m in materials if m.id in ("foreign_id", "agent_foreign_id")}


@pytest.mark.parametrize("cards", [(SMITH, LOPEZ), (LOPEZ, SMITH)])
def test_each_has_a_paper_of_their_own(desk: Desk, cards: tuple[Paper, ...]) -> None:
    handed = papers("John Smith", "Maria Lopez", *cards)
    places = {name: f"d{4 + cards.index(card)}" for name, card in (("p", SMITH), ("a", LOPEZ))}
    assert owners(desk, handed) == {"foreign_id": (places["p"],), "agent_foreign_id": (places["a"],)}
    assert about_names(desk, handed) == []


@pytest.mark.parametrize("card", [SMITH, LOPEZ])
def test_one_paper_does_not_serve_two_persons(desk: Desk, card: Paper) -> None:
    judgement = desk.judge(papers("约翰·史密斯", "玛丽亚·洛佩斯", card))
    status = {material.id: material.status for material in judgement.materials}
    assert (status["foreign_id"], status["agent_foreign_id"]) == (
        MaterialStatus.PRESENT,
        MaterialStatus.MISSING,
    )


@pytest.mark.parametrize(
    ("principal", "card", "fields"),
    [
        ("约翰·史密斯", SMITH, []),  # two names of one person, for all anybody can tell
        ("John Smith", SMITH, []),
        ("John Paul Smith", SMITH, []),
        ("J. Smith", SMITH, []),
        ("Maria Lopez", SMITH, ["foreign_id"]),
        ("约翰·史密斯", ("passport", {"name": "?"}), []),
        ("约翰·史密斯", ("permanent_residence", {"name": "SMITH JOHN 约翰·史密斯"}), []),
        ("陈大文", ("hmt_residence_portrait", {"name": "陈大文"}), []),
        ("陈大文", ("hmt_residence_portrait", {"name": "李小明"}), ["foreign_id"]),
        ("陈大文", ("hmt_travel_permit", {"name": "?"}), ["foreign_id"]),
    ],
)
def test_only_what_can_be_compared_is(desk: Desk, principal: str, card: Paper, fields: list[str]) -> None:
    desk.answers["agent_type"] = "法人本人"
    handed = [*papers(principal, "陈大文", card)[:2], card]
    assert [finding.material for finding in about_names(desk, handed)] == fields


@pytest.mark.parametrize(("number", "wrong"), [("810000199003070015", 0), ("820000198512310029", 1)])
def test_the_number_of_a_residence_permit_is_compared(desk: Desk, number: str, wrong: int) -> None:
    desk.answers["legal_person_nationality"] = "港澳台"
    form = {"principal": "陈大文", "principal_id_number": number}
    card = {"name": "陈大文", "id_number": "810000199003070015"}
    findings = desk.judge([("registration_form", form), ("hmt_residence_portrait", card)]).findings
    assert sum(f.rule == "C01_principal_number" and f.state is State.FLAG for f in findings) == wrong


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("SMITH JOHN", "John Smith", Verdict.SAME),
        ("SMITH JOHN", "John Paul Smith", Verdict.SAME),
        ("SMITH JOHN", "John Smyth", Verdict.DIFFERENT),
        ("SMITH", "John Smith", Verdict.DIFFERENT),
        ("SMITH JOHN", "约翰·史密斯", Verdict.DIFFERENT),
    ],
)
def test_names_in_latin_letters(one: str, other: str, verdict: Verdict) -> None:
    assert compare(one, other, "person") is compare(other, one, "person") is verdict
