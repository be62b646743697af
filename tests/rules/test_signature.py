"""Signatures that a checklist wants, by what was seen at the places to sign."""

from __future__ import annotations

from typing import Any

import pytest

from intake_assist.model import Box, QualityMark, Severity, Signature, State

from .building import FORM, POA, Desk, Paper

PLACE = Box(100, 700, 300, 740)
PAPERS: list[Paper] = [("poa", POA)]


@pytest.fixture
def poa(desk: Desk) -> Desk:
    desk.answers["agent_type"] = "委托"
    want(desk, {"by": "principal", "or_seal": True}, {"by": "agent", "at": "受托人"})
    return desk


def want(desk: Desk, *signatures: dict[str, Any]) -> None:
    desk.change("poa", signatures=list(signatures))


def seen(**states: str) -> dict[str, Any]:
    """A page on which the places of these signers look like that."""
    labels = {"principal": "法定代表人(签字)", "agent": "受托人(签字)"}
    return {"signatures": tuple(Signature(PLACE, 0.9, state, by, labels[by]) for by, state in states.items())}


def states(desk: Desk, page: dict[str, Any], papers: list[Paper] = PAPERS) -> list[State]:
    desk.pages = {1: page}
    return [answer.state for answer in desk.ask_about("signature", "poa", papers)]


@pytest.mark.parametrize(
    ("principal", "agent", "said"),
    [
        ("signed", "signed", [State.PASS, State.PASS]),
        ("stamped", "stamped", [State.PASS, State.UNCERTAIN]),
        ("empty", "signed", [State.FLAG, State.PASS]),
        ("signed", "empty", [State.PASS, State.FLAG]),
        ("printed", "unclear", [State.UNCERTAIN, State.UNCERTAIN]),
    ],
)
def test_what_counts_as_signed(poa: Desk, principal: str, agent: str, said: list[State]) -> None:
    assert states(poa, seen(principal=principal, agent=agent)) == said


def test_without_a_place_nobody_can_tell(poa: Desk) -> None:
    poa.pages = {1: {}}
    first, second = poa.ask_about("signature", "poa", PAPERS)
    assert first.message == "授权委托书应有法定代表人（负责人）签字或名章。没有找到签字的地方，请人工查看。"
    assert (first.state, second.state) == (State.UNCERTAIN, State.UNCERTAIN)


@pytest.mark.parametrize(
    "trouble",
    [{"quality": (QualityMark("glare", "反光"),)}, {"digital_signatures": ("甲公司 2026-11-20",)}],
)
def test_an_empty_place_may_deceive(poa: Desk, trouble: dict[str, Any]) -> None:
    assert states(poa, {**seen(principal="empty", agent="empty"), **trouble}) == [State.UNCERTAIN] * 2


def test_the_place_the_checklist_names_counts(poa: Desk) -> None:
    want(poa, {"by": "agent", "at": "受托人"})
    other = Signature(PLACE, 0.9, "signed", "agent", "经办人(签字)")
    marks = (*seen(agent="empty")["signatures"], other)
    assert states(poa, {"signatures": marks}) == [State.FLAG]
    want(poa, {"by": "agent"})
    assert states(poa, {"signatures": marks}) == [State.PASS]


def test_the_finding_shows_the_place_and_says_what_to_do(poa: Desk) -> None:
    poa.pages = {1: seen(principal="empty", agent="empty")}
    first, second = [f for f in poa.judge(PAPERS).findings if f.rule == "signature"]
    assert first.message == (
        "授权委托书应有法定代表人（负责人）签字或名章。“法定代表人(签字)”处没有签字，也没有名章。请补签或补盖。"
    )
    assert second.message == "授权委托书应有经办人（受托人）签字。“受托人(签字)”处没有签字。请补签。"
    assert {(f.severity, f.code, f.material) for f in (first, second)} == {(Severity.SUSPECT, "S04", "poa")}
    assert [e.box for e in first.evidence] == [PLACE]


def test_every_copy_is_signed(poa: Desk) -> None:
    want(poa, {"by": "agent"})
    poa.pages = {1: seen(agent="signed"), 2: seen(agent="empty")}
    said = poa.ask_about("signature", "poa", [("poa", POA), ("poa", POA)])
    assert [answer.state for answer in said] == [State.PASS, State.FLAG]


def test_papers_beside_the_signed_one_have_no_place_for_it(poa: Desk) -> None:
    want(poa, {"by": "agent"})
    poa.change("poa", accept=[["poa", "contract"]])
    assert states(poa, seen(agent="signed"), [("poa", POA), ("contract", {})]) == [State.PASS]


def test_a_kind_without_places_is_for_people_to_see(desk: Desk) -> None:
    desk.change("form", signatures=[{"by": "principal"}])
    (answer,) = desk.ask_about("signature", "form", [("form", FORM)])
    assert (answer.state, bool(answer.evidence)) == (State.UNCERTAIN, True)


def test_the_basis_of_a_want_goes_before_the_material_s(poa: Desk) -> None:
    want(poa, {"by": "agent", "basis": "本地指南"})
    poa.pages = {1: seen(agent="empty")}
    assert [f.basis for f in poa.judge(PAPERS).findings if f.rule == "signature"] == ["本地指南"]
