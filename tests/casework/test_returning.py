"""The applicant comes again: papers judged by the real rules, then and now."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from intake_assist.casework import Item, Outcome, Recipe
from intake_assist.casework.outcome import _keyed, state_of
from intake_assist.casework.returning import Now, Returned, Told, returned
from intake_assist.casework.steps import FindingDecided
from intake_assist.model import Box, Case, Document, Field, Finding, Severity, State
from intake_assist.rules.completeness import ID as ABSENT
from intake_assist.rules.engine import judge
from tests.rules.building import (
    FORM,
    LICENSE,
    POA,
    SOUND,
    WU,
    WU_BACK,
    ZHAO,
    ZHAO_BACK,
    Desk,
    Paper,
    but,
    make_desk,
)

OTHER = "许昌云舟科技有限公司"
ROSTER = [
    {"name": "吴秋芳", "sex": "女", "birth": "2000年2月29日", "id_number": WU["id_number"]},
    {"name": "赵明", "sex": "男", "birth": "1990年3月7日", "id_number": ZHAO["id_number"]},
]
WRONG_IDS = ("411003200002290042", "411002199003071237")


@dataclass
class Visit:
    """What was brought. `unreadable` is the number of pages on which nothing could be read."""

    papers: Sequence[Paper] = tuple(SOUND)
    answers: Mapping[str, Any] = field(default_factory=dict)
    unreadable: int = 0


def form(**changes: str | None) -> Visit:
    return Visit([("form", but(FORM, **changes)), *SOUND[1:]])


def without(*kinds: str, **answers: Any) -> Visit:
    return Visit([paper for paper in SOUND if paper[0] not in kinds], answers)


def roster(*rows: Mapping[str, str]) -> Visit:
    return Visit([*SOUND, ("roster", {}, rows)], {"enrol": True})


def row(number: int, **changes: str) -> dict[str, str]:
    return but(ROSTER[number], **changes)


def desk_of() -> Desk:
    desk = make_desk()
    desk.change("form", required_fields=["agent_phone"])
    same = {"id": "X01", "rule": "same", "with": {"fields": ["license.name", "form.name"], "compare": "org"}}
    desk.add_checks(same)
    return desk


def outcome_of(visit: Visit, decide: Callable[[Finding], str | None] = lambda _: None) -> Outcome:
    desk = desk_of()
    desk.answers.update(visit.answers)
    last = len(visit.papers)
    desk.pages |= {last + n: {"lines": (), "problem": "打不开"} for n in range(1, visit.unreadable + 1)}
    documents, pages = desk.scan(visit.papers)
    documents = [spread(document) for document in documents]
    found = judge(desk.matter, desk.kinds, desk.answers, desk.today, pages, documents)
    case = Case(
        desk.matter.id,
        "1",
        desk.answers,
        desk.today,
        tuple(pages),
        tuple(documents),
        found.materials,
        found.findings,
    )
    flagged = [finding for finding in found.findings if finding.state is not State.PASS]
    items = tuple(Item(key, each, decided(key, decide(each))) for key, each in _keyed(flagged))
    return Outcome(case, items, {each.id: state_of(each, items) for each in found.materials}, (), ())


def decided(key: str, verdict: Any) -> FindingDecided | None:
    return FindingDecided(key, verdict) if verdict else None


def spread(document: Document) -> Document:
    """Every value in a place of its own, as on paper."""
    fields = {name: at(each, 0, n) for n, (name, each) in enumerate(document.fields.items())}
    rows = tuple(
        replace(
            row, fields={name: at(each, row.number, n) for n, (name, each) in enumerate(row.fields.items())}
        )
        for row in document.rows
    )
    return replace(document, fields=fields, rows=rows)


def at(each: Field, row: int, column: int) -> Field:
    return replace(each, box=Box(200 * column, 40 * row, 200 * column + 180, 40 * row + 30))


def told_of(outcome: Outcome) -> list[Told]:
    """What a notice of everything that was found would tell."""
    items = [item for item in outcome.items if item.finding.severity is not Severity.INFO]
    return [
        Told(
            (item.key,),
            item.finding.material or "",
            item.finding.code,
            frozenset({item.finding.field} if item.finding.field else ()),
            item.finding.message,
            item.finding.rule == ABSENT,
        )
        for item in items
    ]


def came_again(before: Visit, after: Visit) -> Returned:
    told = told_of(outcome_of(before))
    assert told
    return returned(told, outcome_of(after))


def brief(result: Returned) -> tuple[list[str], list[tuple[str | None, str | None]]]:
    """How each old item stands, then code and field of what is new."""
    new = [(item.finding.code, item.finding.field) for item in result.new]
    return [standing.now.value for standing in result.standings], new


def test_the_sound_case_has_nothing_to_tell() -> None:
    assert told_of(outcome_of(Visit())) == []


@pytest.mark.parametrize(
    ("before", "after", "now"),
    [
        pytest.param(form(agent_phone=""), Visit(), "done", id="filled in"),
        pytest.param(form(agent_phone=""), form(agent_phone=""), "open", id="still empty"),
        pytest.param(form(agent_phone=""), form(agent_phone="?"), "cannot_tell", id="not read this time"),
        pytest.param(form(agent_phone=""), form(agent_phone=None), "cannot_tell", id="place not found"),
        pytest.param(form(agent_phone=""), without("form"), "open", id="paper taken back"),
        pytest.param(form(agent_phone="1380013"), Visit(), "done", id="number put right"),
        pytest.param(form(agent_phone="1380013"), form(agent_phone="138001380"), "open", id="other words"),
        pytest.param(form(agent_phone="1380013"), form(agent_phone="?"), "cannot_tell", id="number not read"),
        pytest.param(form(agent_phone="1380013"), form(agent_phone=""), "cannot_tell", id="number now empty"),
        pytest.param(form(name=OTHER), Visit(), "done", id="names agree"),
        pytest.param(form(name=OTHER), form(name="许昌云彩科技有限公司"), "open", id="another wrong name"),
        pytest.param(form(name=OTHER), form(name="?"), "cannot_tell", id="name not read"),
        pytest.param(without("license"), Visit(), "done", id="brought"),
        pytest.param(without("license"), without("license"), "open", id="not brought"),
        pytest.param(without("license"), without("license", data_shared=True), "done", id="not wanted now"),
        pytest.param(
            without("license"),
            replace(without("license"), unreadable=1),
            "cannot_tell",
            id="perhaps unreadable",
        ),
        pytest.param(without("portrait", "emblem"), without("emblem"), "open", id="one side brought"),
        pytest.param(without("emblem"), Visit(), "done", id="other side brought"),
        pytest.param(Visit(answers={"debit": True}), Visit(answers={"debit": True}), "open", id="deferred"),
        pytest.param(Visit(answers={"debit": True}), Visit(), "done", id="no longer asked for"),
    ],
)
def test_an_old_item(before: Visit, after: Visit, now: str) -> None:
    standings, _ = brief(came_again(before, after))
    assert standings == [now]


def test_the_same_fault_on_another_page_is_the_same() -> None:
    moved = Visit([*SOUND[1:], ("form", but(FORM, agent_phone=""))])
    assert brief(came_again(form(agent_phone=""), moved)) == (["open"], [])


def test_one_of_two_copies_still_wrong_is_open() -> None:
    copies = Visit([*SOUND, ("form", but(FORM, agent_phone="", page="9"))])
    assert brief(came_again(form(agent_phone=""), copies))[0] == ["open"]


@pytest.mark.parametrize(
    ("before", "after", "new"),
    [
        (form(agent_phone=""), form(agent_phone="1380013"), [("V02", "agent_phone")]),
        (form(agent_phone=""), form(agent_phone="", name=OTHER), [("C01", "name")]),
        (without("license"), Visit([SOUND[0], ("license", but(LICENSE, name=OTHER)), *SOUND[2:]]), ["C01"]),
        (form(agent_phone=""), without("license"), [("M01", None)]),
        (form(agent_phone=""), without("form"), []),
        (form(agent_phone="1380013"), form(agent_phone="?"), []),
        (without("license"), replace(without("license"), unreadable=1), ["Q01"]),
    ],
)
def test_what_is_new(before: Visit, after: Visit, new: list[Any]) -> None:
    _, found = brief(came_again(before, after))
    assert [
        each if isinstance(want, tuple) else each[0] for each, want in zip(found, new, strict=True)
    ] == new


def test_a_paper_that_was_missing_and_is_wrong_was_brought() -> None:
    before = without("license", "portrait", "emblem")
    after = Visit([SOUND[0], ("license", but(LICENSE, uscc="91411002MA9TE5T04B")), *SOUND[2:]])
    standings, new = brief(came_again(before, after))
    assert standings == ["done", "done"]
    assert ("V02", "uscc") in new


def test_two_answers_may_take_a_material_away() -> None:
    before = Visit([*SOUND, ("portrait", ZHAO), ("emblem", ZHAO_BACK)], {"agent_type": "委托"})
    assert "open" in brief(came_again(before, before))[0]
    assert brief(came_again(before, Visit()))[0] == ["done"]
    with_letter = replace(before, papers=[*before.papers, ("poa", POA)])
    assert brief(came_again(before, with_letter))[0] == ["done"]


# -- rows of a table --------------------------------------------------------------------------------------------


def ids(result: Returned) -> list[str]:
    return [item.finding.field or "" for item in result.new if item.finding.code == "V02"]


def test_of_two_wrong_rows_the_one_put_right_is_done() -> None:
    wrong = [row(n, id_number=WRONG_IDS[n]) for n in (0, 1)]
    told = [each for each in told_of(outcome_of(roster(*wrong))) if each.code == "V02"]
    assert len(told) == 2
    for right in (0, 1):
        rows = [*wrong]
        rows[right] = ROSTER[right]
        result = returned(told, outcome_of(roster(*rows)))
        assert [standing.now for standing in result.standings] == (
            [Now.DONE, Now.OPEN] if right == 0 else [Now.OPEN, Now.DONE]
        )
        assert ids(result) == []


def test_one_more_wrong_row_is_new() -> None:
    first = roster(row(0, id_number=WRONG_IDS[0]), ROSTER[1])
    told = [each for each in told_of(outcome_of(first)) if each.code == "V02"]
    both = outcome_of(roster(*(row(n, id_number=WRONG_IDS[n]) for n in (0, 1))))
    result = returned(told, both)
    assert [standing.now for standing in result.standings] == [Now.OPEN]
    assert ids(result) == ["id_number"]


# -- what people said -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("verdict", "now"),
    [("dismissed", "done"), ("fixed", "done"), ("confirmed", "open"), ("pending", "open"), (None, "open")],
)
def test_a_person_has_the_last_word(verdict: str | None, now: str) -> None:
    told = told_of(outcome_of(form(agent_phone="")))
    result = returned(told, outcome_of(form(agent_phone=""), lambda _: verdict))
    assert brief(result) == ([now], [])


@pytest.mark.parametrize(("verdict", "now"), [(None, "cannot_tell"), ("confirmed", "open")])
def test_a_doubt_that_a_person_confirmed_is_open(verdict: str | None, now: str) -> None:
    told = told_of(outcome_of(form(agent_phone="")))
    result = returned(told, outcome_of(form(agent_phone="?"), lambda _: verdict))
    assert brief(result)[0] == [now]


def test_settled_findings_are_not_new() -> None:
    told = told_of(outcome_of(form(agent_phone="")))
    assert returned(told, outcome_of(form(name=OTHER), lambda _: "dismissed")).new == ()


def test_what_a_clerk_saw_a_clerk_must_look_at_again() -> None:
    own = Told(("n1",), "license", words="执照复印件没有盖章。")
    assert brief(returned([own], outcome_of(Visit())))[0] == ["cannot_tell"]


# -- not everything known yet -----------------------------------------------------------------------------------


@pytest.mark.parametrize("before", [form(agent_phone=""), without("license")], ids=["fault", "missing"])
@pytest.mark.parametrize(
    "unknown", [{"waiting": (Recipe("9.jpg#1"),)}, {"unlisted": ("0009/9.pdf",)}], ids=str
)
def test_nothing_is_done_or_missing_while_sheets_wait(before: Visit, unknown: dict[str, Any]) -> None:
    told = told_of(outcome_of(before))
    after = outcome_of(Visit() if told[0].code != "M01" else before)
    assert [s.now for s in returned(told, replace(after, **unknown)).standings] == [Now.CANNOT_TELL]


def test_a_material_that_the_checklist_knows_no_more_cannot_be_told() -> None:
    for absent in (True, False):
        told = Told(("k",), "gone", "V02", frozenset({"name"}), "", absent)
        assert brief(returned([told], outcome_of(Visit())))[0] == ["cannot_tell"]


def test_a_place_worded_by_hand_stands_for_the_whole_material() -> None:
    told = [replace(each, fields=frozenset()) for each in told_of(outcome_of(form(agent_phone="")))]
    assert brief(returned(told, outcome_of(form(agent_phone="")))) == (["open"], [])
    assert brief(returned(told, outcome_of(Visit())))[0] == ["done"]


def test_either_of_two_papers_that_disagree_may_be_named() -> None:
    """The finding is filed under the form; the notice had named the licence."""
    outcome = outcome_of(form(name=OTHER))
    (finding,) = [item.finding for item in outcome.items]
    assert finding.material == "form"
    told = Told(("k",), "license", finding.code, frozenset({"name"}))
    assert brief(returned([told], outcome)) == (["open"], [])


def test_every_old_item_has_an_answer_in_its_place() -> None:
    told = told_of(outcome_of(Visit([], {"agent_type": "委托"})))
    assert len(told) > 3
    result = returned(
        told, outcome_of(Visit([("portrait", WU), ("emblem", WU_BACK)], {"agent_type": "委托"}))
    )
    assert [standing.told for standing in result.standings] == told
