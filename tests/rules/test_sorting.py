"""Papers find their material."""

from __future__ import annotations

import pytest

from .building import BANK, FORM, LICENSE, POA, WU, WU_BACK, ZHAO, ZHAO_BACK, Desk, Paper, but

WITH_AGENT: list[Paper] = [("form", FORM), ("license", LICENSE), ("poa", POA)]
W, WB, Z, ZB = ("portrait", WU), ("emblem", WU_BACK), ("portrait", ZHAO), ("emblem", ZHAO_BACK)
UNREAD_BACK = ("emblem", but(ZHAO_BACK, term="?"))
NAMELESS = ("portrait", but(ZHAO, name="?"))
STRANGER = ("portrait", but(ZHAO, name="孙小红"))
LOOKALIKE = ("portrait", but(WU, name="吴秋方芳"))


def sheet(paper: Paper, page: int) -> Paper:
    return (paper[0], {**paper[1], "page": str(page)}, *paper[2:])


@pytest.mark.parametrize(
    ("cards", "legal", "agent"),
    [
        ([W, WB, Z, ZB], [0, 1], [2, 3]),
        ([Z, ZB, W, WB], [2, 3], [0, 1]),
        ([WB, W, ZB, Z], [0, 1], [2, 3]),
        ([W, Z, WB, ZB], [0, 2], [1, 3]),
        ([Z, W, WB], [1, 2], [0]),  # the emblem follows the card before it
        ([Z, UNREAD_BACK, W], [2], [0, 1]),
        ([W, Z, ZB], [0], [1, 2]),
        ([ZB, W], [0, 1], []),
        ([WB], [0], []),
        ([W, WB, NAMELESS], [0, 1], [2]),
        ([NAMELESS, W], [1], [0]),
        ([W, STRANGER], [0], [1]),
        ([Z, STRANGER], [1], [0]),
        ([W, Z, STRANGER], [0], [1]),
        ([W, WB, ZB], [0, 1], [2]),
        ([W, W, WB], [0, 1, 2], []),
        ([W, Z, ZB, WB], [0, 3], [1, 2]),  # by the age that each validity tells
        ([W, Z, ZB, UNREAD_BACK], [0, 3], [1, 2]),
        ([W, Z, UNREAD_BACK, WB], [0, 3], [1, 2]),
        ([W, Z, UNREAD_BACK, UNREAD_BACK], [0, 2], [1, 3]),
        ([Z, WB, W], [1, 2], [0]),
        ([Z, WB, ZB], [1], [0, 2]),  # a card lacks a face
    ],
)
def test_cards_find_their_holder(desk: Desk, cards: list[Paper], legal: list[int], agent: list[int]) -> None:
    desk.answers["agent_type"] = "委托"
    context = desk.context([*WITH_AGENT, *cards])
    numbers = {f"d{len(WITH_AGENT) + 1 + at}": at for at in range(len(cards))}
    assert [numbers[paper.id] for paper in context.papers("legal_id")] == legal
    assert [numbers[paper.id] for paper in context.papers("agent_id")] == agent


def test_faces_on_one_sheet_belong_together_whatever_the_order(desk: Desk) -> None:
    desk.answers["agent_type"] = "委托"
    cards = [sheet(ZB, 10), sheet(Z, 10), sheet(WB, 11), sheet(W, 11)]
    context = desk.context([*WITH_AGENT, *cards])
    assert [paper.id for paper in context.papers("agent_id")] == ["d4", "d5"]
    assert [paper.id for paper in context.papers("legal_id")] == ["d6", "d7"]


def test_two_cards_on_one_sheet_are_paired_in_order(desk: Desk) -> None:
    desk.answers["agent_type"] = "委托"
    context = desk.context([*WITH_AGENT, *(sheet(card, 10) for card in (W, Z, WB, ZB))])
    assert [paper.id for paper in context.papers("legal_id")] == ["d4", "d6"]


def test_more_faces_than_cards_leave_the_farthest_for_whom_lacks_one(desk: Desk) -> None:
    desk.answers["agent_type"] = "委托"
    context = desk.context([*WITH_AGENT, W, WB, ZB])
    assert [paper.id for paper in context.papers("agent_id")] == ["d6"]


def test_one_person_in_both_roles_needs_one_card(desk: Desk) -> None:
    desk.answers["agent_type"] = "委托"
    context = desk.context(
        [("form", FORM), ("license", LICENSE), ("poa", but(POA, agent_name="吴秋芳")), W, WB]
    )
    assert context.papers("legal_id") == context.papers("agent_id")
    assert len(context.papers("agent_id")) == 2


def test_a_card_nobody_lacks_stays_unassigned(desk: Desk) -> None:
    context = desk.context([("form", FORM), ("license", LICENSE), W, WB, STRANGER])
    assert [paper.id for paper in context.unassigned] == ["d5"]


def test_an_uncertain_name_is_better_than_a_strange_one(desk: Desk) -> None:
    desk.answers["agent_type"] = "委托"
    unclear = ("portrait", but(ZHAO, name="王未"))
    papers = [("license", but(LICENSE, principal="王末")), ("poa", POA), STRANGER, unclear]
    context = desk.context(papers)
    assert [paper.id for paper in context.papers("legal_id")] == ["d4"]


def test_without_a_holder_a_material_takes_any_number_of_cards(desk: Desk) -> None:
    desk.change("legal_id", holder=None)
    desk.answers["agent_type"] = "委托"
    context = desk.context([*WITH_AGENT, W, WB, STRANGER, ("emblem", WU_BACK), Z, ZB, WB])
    assert [paper.id for paper in context.papers("agent_id")] == ["d8", "d9"]
    assert len(context.papers("legal_id")) == 5


def test_unwanted_materials_take_papers_only_when_no_wanted_one_does(desk: Desk) -> None:
    context = desk.context([("bank", BANK), W])
    assert [paper.id for paper in context.papers("bank")] == ["d1"]
    assert [paper.id for paper in context.papers("legal_id")] == ["d2"]


def test_unknown_kinds_are_never_sorted(desk: Desk) -> None:
    context = desk.context([(None, {}), ("contract", {})])
    assert [paper.id for paper in context.unassigned] == ["d1", "d2"]


def test_several_materials_of_one_kind_are_filled_in_turn(desk: Desk) -> None:
    desk.change("poa", accept=[["license"]], required_when="true")
    context = desk.context([("license", LICENSE), ("license", LICENSE), ("license", LICENSE)])
    assert [len(context.papers(name)) for name in ("license", "poa")] == [2, 1]


def test_the_same_file_twice_is_one_paper_but_a_second_scan_is_a_copy(desk: Desk) -> None:
    desk.pages = {2: {"duplicate_of": "1.jpg#1"}, 3: {"near_duplicate_of": "1.jpg#1"}}
    context = desk.context([("form", FORM), ("form", FORM), ("form", FORM)])
    assert [paper.id for paper in context.papers("form")] == ["d1", "d3"]
    assert context.duplicates == {"d2": "d1"}


def test_a_copy_that_was_read_differently_is_sorted_on_its_own(desk: Desk) -> None:
    desk.pages = {2: {"duplicate_of": "1.jpg#1"}}
    context = desk.context([(None, {}), ("form", FORM)])
    assert [paper.id for paper in context.papers("form")] == ["d2"]
