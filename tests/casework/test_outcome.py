"""The case as it stands: papers and the clerk's word, judged together."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake_assist.casework import (
    BY_CLERK,
    UNSORTED,
    FieldRef,
    Item,
    Listing,
    MaterialState,
    Outcome,
    Recipe,
    Step,
    finding_key,
    recipes,
)
from intake_assist.casework import steps as said
from intake_assist.casework.outcome import decided_again
from intake_assist.checklist.models import CheckSpec
from intake_assist.model import Box, Evidence, Finding, Severity, Source, State
from tests.casework import making
from tests.casework.papers import (
    EMBLEM_LINES,
    FORM_LINES,
    LICENSE_LINES,
    PORTRAIT_LINES,
    ROSTER_CELLS,
    STRANGE_LINES,
    Counter,
    page,
)
from tests.rules.building import COMPANY, USCC

FORM_ON_TWO_PAGES = (FORM_LINES[:6], [*FORM_LINES[1:5], *FORM_LINES[6:]])
"""The second has no title of its own."""


@pytest.fixture
def counter() -> Counter:
    return Counter()


@pytest.fixture
def whole(counter: Counter) -> Counter:
    """A case with nothing wrong in it."""
    counter.receive(FORM_LINES)
    counter.receive(LICENSE_LINES)
    counter.receive(PORTRAIT_LINES, EMBLEM_LINES)
    return counter


def but(lines: Sequence[str], old: str, new: str) -> list[str]:
    assert any(old in line for line in lines)
    return [line.replace(old, new) for line in lines]


def about(result: Outcome, material: str) -> list[Item]:
    return [item for item in result.items if item.finding.material == material]


def names(result: Outcome) -> list[str]:
    return [found.id for found in result.case.pages]


# -- pages --------------------------------------------------------------------------------------------------


def test_a_sound_case_has_nothing_to_decide(whole: Counter) -> None:
    result = whole.result()
    assert result.items == ()
    assert (result.waiting, result.unlisted, result.unsorted_pages) == ((), (), ())
    wanted = {spec.id: result.states[spec.id] for spec in whole.matter.materials[:3]}
    assert set(wanted.values()) == {MaterialState.COMPLETE}
    assert result.states["agent_id"] is MaterialState.NOT_APPLICABLE


def test_what_is_not_known_yet_is_told(whole: Counter) -> None:
    unlisted = whole.bring("五.pdf")
    unread = whole.bring("六.pdf")
    whole.listings.append(Listing(unread.id, (1, 2)))
    result = whole.result()
    assert result.unlisted == (unlisted.id,)
    assert result.waiting == (Recipe(f"{unread.id}#1"), Recipe(f"{unread.id}#2"))


def test_pages_come_in_the_order_of_receipt_broken_ones_in_their_place(counter: Counter) -> None:
    counter.receive(FORM_LINES)
    broken = counter.bring("坏.pdf")
    counter.listings.append(Listing(broken.id, (), ((0, "“坏.pdf”打不开。"),)))
    long = counter.bring("长.pdf")
    counter.listings.insert(0, Listing(long.id, (1,), ((301, "其余没有读取。"),)))
    counter.read(Recipe(f"{long.id}#1"), page(Source(long.id), LICENSE_LINES))
    counter.listings.append(Listing("0099/别处.pdf", (1,), ((0, "不在这件里。"),)))
    result = counter.result()
    assert names(result) == ["0001/1.pdf#1", "0002/坏.pdf#1", "0003/长.pdf#1", "0003/长.pdf#301"]
    assert [bool(found.problem) for found in result.case.pages] == [False, True, False, True]
    assert any("坏.pdf" in item.finding.message for item in result.items)
    assert not any("0002/" in item.finding.message for item in result.items)


@pytest.mark.parametrize("why", [{"problem": "这一页没有读出来。"}, {"blank": True}, {}])
def test_a_page_without_a_word_can_be_put_to_a_material(counter: Counter, why: dict[str, Any]) -> None:
    file = counter.bring("一.jpg")
    counter.listings.append(Listing(file.id, (1,)))
    recipe = Recipe(f"{file.id}#1")
    counter.read(recipe, page(Source(file.id), (), **why))
    for material in counter.matter.materials:
        counter.do(said.PagesMoved((recipe.sheet,), material.id))
        assert recipe.sheet in names(counter.result())
        assert recipe.sheet in counter.material(material.id) or not material.accept


def test_removed_pages_are_gone_and_come_back(whole: Counter) -> None:
    before = whole.result()
    state = whole.state
    whole.do(said.PagesRemoved(("0002/2.pdf#1", "0009/none.pdf#1")))
    without = whole.result()
    assert names(without) == [name for name in names(before) if name != "0002/2.pdf#1"]
    assert without.states["license"] is MaterialState.MISSING
    assert recipes(whole.state, whole.listings) == recipes(state, whole.listings)
    whole.state = state
    assert whole.result() == before


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ((), "1234"),
        (("4", "1"), "4123"),
        (("3", "2", "1", "4"), "3214"),
        (("2",), "1234"),
        (("9", "4", "3"), "1243"),
    ],
)
def test_arranged_pages(counter: Counter, order: tuple[str, ...], expected: str) -> None:
    for _ in range(4):
        counter.receive(STRANGE_LINES)
    counter.do(said.PagesArranged(tuple(f"000{number}/{number}.pdf#1" for number in order)))
    assert "".join(name[3] for name in names(counter.result())) == expected


@settings(max_examples=30)
@given(st.permutations("12345"), st.integers(0, 5))
def test_no_page_is_lost_by_arranging(order: list[str], count: int) -> None:
    counter = Counter()
    for _ in range(5):
        counter.receive(["无"])
    counter.do(said.PagesArranged(tuple(f"000{number}/{number}.pdf#1" for number in order[:count])))
    found = [name[3] for name in names(counter.result())]
    assert sorted(found) == list("12345")
    assert [number for number in found if number in order[:count]] == order[:count]


# -- recipes ------------------------------------------------------------------------------------------------


def test_a_turned_or_cut_sheet_waits_for_its_own_reading_and_finds_the_old_one_again(whole: Counter) -> None:
    sheet = "0002/2.pdf#1"
    before = whole.result()
    state = whole.state
    whole.do(said.SheetTurned(sheet, 90))
    turned = whole.result()
    assert turned.waiting == (Recipe(sheet, 90),)
    assert sheet not in names(turned)
    assert turned.states["license"] is MaterialState.MISSING
    half = Box(0, 0, 600, 800)
    whole.do(said.SheetCut(sheet, (half,)))
    assert whole.result().waiting == (Recipe(sheet, 90, (half,)),)
    whole.do(said.SheetCut(sheet, ()))
    assert whole.result().waiting == (Recipe(sheet, 90, ()),)
    whole.do(said.SheetTurned(sheet, 180))
    assert whole.result().waiting == (Recipe(sheet, 180),)
    whole.state = state
    assert whole.result() == before


def test_the_parts_of_a_cut_sheet_are_pages(counter: Counter) -> None:
    file = counter.receive(STRANGE_LINES)
    cuts = (Box(0, 0, 900, 500), Box(0, 500, 900, 1000))
    counter.do(said.SheetCut(f"{file.id}#1", cuts))
    parts = [
        page(Source(file.id, 1, number), lines)
        for number, lines in enumerate((PORTRAIT_LINES, EMBLEM_LINES), start=1)
    ]
    counter.read(Recipe(f"{file.id}#1", None, cuts), *parts)
    assert counter.kinds_found() == ["portrait", "emblem"]
    assert counter.material("legal_id") == (f"{file.id}#1.1", f"{file.id}#1.2")


# -- placing by hand ----------------------------------------------------------------------------------------


def test_a_page_is_read_as_what_its_material_accepts(counter: Counter) -> None:
    """Its title is lost, so that nothing tells what it is; the person who puts it there knows."""
    file = counter.receive(LICENSE_LINES[3:5])
    assert counter.kinds_found() == [None]
    assert counter.result().unsorted_pages == (f"{file.id}#1",)
    counter.do(said.PagesMoved((f"{file.id}#1",), "license"))
    assert counter.kinds_found() == ["license"]
    assert counter.material("license") == (f"{file.id}#1",)
    assert counter.result().unsorted_pages == ()
    assert counter.field("name").value == COMPANY


def test_a_page_put_to_another_material_is_read_as_that(counter: Counter) -> None:
    file = counter.receive(FORM_LINES)
    counter.do(said.PagesMoved((f"{file.id}#1",), "license"))
    assert counter.kinds_found() == ["license"]
    assert (counter.material("form"), counter.material("license")) == ((), (f"{file.id}#1",))
    counter.do(said.PagesMoved((f"{file.id}#1",), "form"))
    assert counter.kinds_found() == ["form"]
    assert counter.material("form") == (f"{file.id}#1",)


def test_of_two_faces_the_likelier_is_taken(counter: Counter) -> None:
    file = counter.receive(
        ["有效期限：2020.05.06-2030.05.06"], ["姓名：吴秋芳", "公民身份号码：411003200002290041"]
    )
    counter.do(said.PagesMoved((f"{file.id}#1", f"{file.id}#2"), "legal_id"))
    assert counter.kinds_found() == ["emblem", "portrait"]
    assert counter.material("legal_id") == (f"{file.id}#1", f"{file.id}#2")
    assert counter.result().states["legal_id"] is MaterialState.COMPLETE


def test_what_was_taken_out_stays_out(whole: Counter) -> None:
    whole.do(said.PagesMoved(("0002/2.pdf#1",), UNSORTED))
    result = whole.result()
    assert whole.material("license") == ()
    assert result.unsorted_pages == ("0002/2.pdf#1",)
    assert result.states["license"] is MaterialState.MISSING


def test_a_material_nobody_can_recognise_is_there_when_a_page_was_put_there(whole: Counter) -> None:
    file = whole.receive(STRANGE_LINES)
    whole.do(said.QuestionsAnswered({"dispatch": True}))
    assert whole.result().states["permit"] is MaterialState.TO_CHECK
    whole.do(said.PagesMoved((f"{file.id}#1",), "permit"))
    assert whole.material("permit") == (f"{file.id}#1",)
    assert whole.result().states["permit"] is MaterialState.COMPLETE


def test_a_place_that_the_matter_has_no_longer_is_no_place(whole: Counter) -> None:
    whole.do(said.PagesMoved(("0002/2.pdf#1",), "gone"))
    assert whole.result().unsorted_pages == ("0002/2.pdf#1",)


CONTINUED = ["名称：许昌另外一家有限公司", "住所：许昌市别处"]


def more(counter: Counter) -> list[tuple[str, ...]]:
    return [document.pages for document in counter.result().case.documents]


def test_pages_that_are_one_paper_are_moved_apart_and_together(counter: Counter) -> None:
    file = counter.receive(*FORM_ON_TWO_PAGES)
    first, second = f"{file.id}#1", f"{file.id}#2"
    counter.do(said.PagesMoved((first, second), "form"))
    assert more(counter) == [(first, second)]
    assert counter.material("form") == (first, second)
    counter.do(said.PagesMoved((second,), UNSORTED))
    assert more(counter) == [(first,), (second,)]
    assert counter.material("form") == (first,)
    assert counter.result().unsorted_pages == (second,)


def test_a_page_taken_out_does_not_follow_the_one_before_it(counter: Counter) -> None:
    """Only the second was touched: the first is where the machine put it."""
    file = counter.receive(*FORM_ON_TWO_PAGES)
    first, second = f"{file.id}#1", f"{file.id}#2"
    assert more(counter) == [(first, second)]
    counter.do(said.PagesMoved((second,), UNSORTED))
    assert more(counter) == [(first,), (second,)]
    assert counter.material("form") == (first,)


def test_cards_of_two_people_are_not_joined(counter: Counter) -> None:
    """Both materials accept the same kinds, but they are two places."""
    counter.do(said.QuestionsAnswered({"agent_type": "委托"}))
    file = counter.receive(PORTRAIT_LINES, but(PORTRAIT_LINES, "吴秋芳", "赵明"))
    first, second = f"{file.id}#1", f"{file.id}#2"
    counter.do(said.PagesMoved((first,), "legal_id"), said.PagesMoved((second,), "agent_id"))
    assert counter.material("legal_id") == (first,)
    assert counter.material("agent_id") == (second,)


# -- corrections --------------------------------------------------------------------------------------------


def test_a_corrected_field_is_judged_as_the_clerk_says(whole: Counter) -> None:
    wrong = but(LICENSE_LINES, COMPANY, "许昌云帆科枝有限公司")
    whole.readings[1] = replace(whole.readings[1], pages=(page(Source("0002/2.pdf"), wrong),))
    whole.matter = whole.matter.model_copy(
        update={"checks": (*whole.matter.checks, same("license.name", "form.name"))}
    )
    assert [(item.finding.rule, item.finding.state) for item in whole.result().items] == [
        ("names", State.FLAG)
    ]
    ref = FieldRef("0002/2.pdf#1", "name")
    read = whole.field("name", 1)
    whole.do(said.FieldCorrected(ref, f" {COMPANY} "))
    corrected = whole.field("name", 1)
    assert (corrected.value, corrected.confidence, corrected.problem) == (COMPANY, 1.0, None)
    assert (corrected.box, corrected.page) == (read.box, read.page)
    assert whole.result().items == ()
    whole.do(said.CorrectionDropped(ref))
    assert whole.field("name", 1) == read


def same(one: str, other: str) -> object:

    return CheckSpec.model_validate(
        {"id": "names", "rule": "same", "with": {"fields": [one, other], "compare": "org"}}
    )


def test_a_corrected_value_is_checked_like_any_other(whole: Counter) -> None:
    ref = FieldRef("0002/2.pdf#1", "uscc")
    whole.do(said.FieldCorrected(ref, USCC[:-1] + "B"))
    field = whole.field("uscc", 1)
    assert field.problem is not None
    (message,) = [
        item.finding.message for item in whole.result().items if item.finding.rule == "field_format"
    ]
    assert f"“统一社会信用代码”填写为“{USCC[:-1]}B”" in message
    assert "读作" not in message
    assert whole.result().states["license"] is not MaterialState.COMPLETE


@pytest.mark.parametrize("text", ["", " ", "　\n"])
def test_an_empty_text_says_that_nothing_stands_there(whole: Counter, text: str) -> None:
    read = whole.field("agent_phone")
    whole.do(said.FieldCorrected(FieldRef("0001/1.pdf#1", "agent_phone"), text))
    field = whole.field("agent_phone")
    assert (field.value, field.text, field.box) == (None, "", read.box)
    assert field.problem is not None
    assert field.problem.code == "blank"


def test_a_correction_says_where_when_it_was_shown(whole: Counter) -> None:
    box = Box(5, 6, 70, 80)
    ref = FieldRef("0002/2.pdf#1", "principal")
    whole.do(said.FieldCorrected(ref, "吴秋芬", "0001/1.pdf#1", box))
    field = whole.field("principal", 1)
    assert (field.value, field.page, field.box) == ("吴秋芬", "0001/1.pdf#1", box)


def test_a_field_that_was_not_found_can_be_filled_in(counter: Counter) -> None:
    counter.receive([line for line in LICENSE_LINES if "成立" not in line])
    before = counter.result().case.documents[0].fields.get("estab_date")
    assert before is None or before.value is None
    counter.do(said.FieldCorrected(FieldRef("0001/1.pdf#1", "estab_date"), "2026年11月2日"))
    field = counter.field("estab_date")
    assert (field.value, field.page) == ("2026-11-02", "0001/1.pdf#1")


def roster(counter: Counter) -> str:
    """A worksheet with two people."""
    counter.do(said.QuestionsAnswered({"enrol": True}))
    file = counter.bring("名单.xlsx")
    counter.listings.append(Listing(file.id, (1,)))
    sheet = replace(page(Source(file.id), []), width=0, height=0, cells=ROSTER_CELLS)
    counter.read(Recipe(f"{file.id}#1"), sheet)
    return f"{file.id}#1"


def test_a_cell_of_a_row_is_corrected_alone(counter: Counter) -> None:
    document = roster(counter)
    assert [row.fields["name"].value for row in counter.result().case.documents[0].rows] == ["吴秋芳", "赵明"]
    counter.do(said.FieldCorrected(FieldRef(document, "name", 2), "赵敏"))
    assert counter.field("name", row=2).value == "赵敏"
    assert counter.field("name", row=1).value == "吴秋芳"
    counter.do(said.FieldCorrected(FieldRef(document, "id_number", 2), ""))
    cell = counter.field("id_number", row=2)
    assert cell.problem is not None
    assert (cell.value, cell.problem.code) == (None, "blank")
    assert any(item.finding.material == "roster" for item in counter.result().items)


@pytest.mark.parametrize(
    "ref",
    [
        FieldRef("0002/2.pdf#1", "no_such_field"),
        FieldRef("0002/2.pdf#1", "name", 3),
        FieldRef("0007/7.pdf#1", "name"),
        FieldRef("0002/2.pdf#1/2", "name"),
    ],
)
def test_a_correction_of_what_is_not_there_changes_nothing(whole: Counter, ref: FieldRef) -> None:
    before = whole.result()
    whole.do(said.FieldCorrected(ref, "x"))
    assert whole.result() == before


def test_a_correction_of_a_paper_of_no_kind_changes_nothing(counter: Counter) -> None:
    file = counter.receive(STRANGE_LINES)
    before = counter.result()
    counter.do(said.FieldCorrected(FieldRef(f"{file.id}#1", "name"), "x"))
    assert counter.result() == before


# -- answers ------------------------------------------------------------------------------------------------


def test_answers_decide_what_is_wanted(whole: Counter) -> None:
    whole.do(said.QuestionsAnswered({"agent_type": "委托", "data_shared": True, "debit": True}))
    states = whole.result().states
    assert states["poa"] is MaterialState.MISSING
    assert states["license"] is MaterialState.WAIVED
    assert states["bank"] is MaterialState.DEFERRED
    whole.do(said.QuestionsAnswered({"agent_type": "本人"}))
    assert whole.result().states["poa"] is MaterialState.NOT_APPLICABLE
    assert whole.result().case.answers["data_shared"] is True


def test_answers_that_a_newer_checklist_does_not_know_are_left_out(whole: Counter) -> None:
    whole.do(said.QuestionsAnswered({"agent_type": "委托", "data_shared": "也许", "old_question": "x"}))
    result = whole.result()
    assert dict(result.case.answers) == {
        "agent_type": "委托",
        "data_shared": False,
        "enrol": False,
        "debit": False,
        "dispatch": False,
    }
    assert result.states["poa"] is MaterialState.MISSING


# -- findings and decisions ---------------------------------------------------------------------------------


def missing(counter: Counter) -> Item:
    """What is said of the missing licence."""
    counter.do(said.PagesRemoved(("0002/2.pdf#1",)))
    (item,) = about(counter.result(), "license")
    return item


@pytest.mark.parametrize(
    ("verdict", "is_open", "confirmed", "state"),
    [
        (None, True, False, MaterialState.MISSING),
        ("confirmed", False, True, MaterialState.MISSING),
        ("pending", True, False, MaterialState.MISSING),
        ("dismissed", False, False, MaterialState.ACCEPTED),
        ("fixed", False, False, MaterialState.ACCEPTED),
    ],
)
def test_decisions(
    whole: Counter, verdict: said.Verdict | None, is_open: bool, confirmed: bool, state: MaterialState
) -> None:
    key = missing(whole).key
    whole.do(said.FindingDecided(key, "dismissed", "旧的"), said.FindingDecided(key, verdict, "理由"))
    result = whole.result()
    (item,) = about(result, "license")
    assert (item.key, item.open) == (key, is_open)
    assert (item in result.confirmed) == confirmed
    assert item.decision == (None if verdict is None else said.FindingDecided(key, verdict, "理由"))
    assert result.states["license"] is state


@pytest.mark.parametrize(
    ("verdict", "state"),
    [
        (None, MaterialState.FLAWED),
        ("confirmed", MaterialState.FLAWED),
        ("pending", MaterialState.TO_CHECK),
        ("dismissed", MaterialState.COMPLETE),
        ("fixed", MaterialState.COMPLETE),
    ],
)
def test_a_flaw_and_what_was_decided_of_it(
    whole: Counter, verdict: said.Verdict | None, state: MaterialState
) -> None:
    whole.do(said.FieldCorrected(FieldRef("0002/2.pdf#1", "uscc"), USCC[:-1] + "B"))
    items = [item for item in about(whole.result(), "license") if item.finding.state is State.FLAG]
    assert items
    whole.do(*(said.FindingDecided(item.key, verdict) for item in items))
    assert whole.result().states["license"] is state


@pytest.mark.parametrize(
    ("verdict", "state"),
    [
        (None, MaterialState.TO_CHECK),
        ("pending", MaterialState.TO_CHECK),
        ("confirmed", MaterialState.FLAWED),
        ("dismissed", MaterialState.ACCEPTED),
    ],
)
def test_what_the_machine_cannot_tell_is_for_a_person_to_say(
    whole: Counter, verdict: said.Verdict | None, state: MaterialState
) -> None:
    whole.do(said.QuestionsAnswered({"dispatch": True}))
    items = about(whole.result(), "permit")
    assert [item.finding.state for item in items] == [State.UNCERTAIN]
    whole.do(*(said.FindingDecided(item.key, verdict) for item in items))
    assert whole.result().states["permit"] is state


def test_what_a_clerk_adds_goes_into_the_notice_until_decided_otherwise(whole: Counter) -> None:
    box = Box(1, 2, 3, 4)
    whole.do(said.FindingAdded("n1", "执照复印件没有盖章。", "license", "0002/2.pdf#1", box))
    result = whole.result()
    (item,) = result.items
    assert (item.key, item.finding.rule, item.finding.severity) == ("n1", BY_CLERK, Severity.ERROR)
    assert item.finding.evidence == (Evidence("0002/2.pdf#1", box),)
    assert (result.confirmed, item.open) == ((item,), False)
    assert result.states["license"] is MaterialState.FLAWED
    whole.do(said.FindingDecided("n1", "fixed"))
    assert whole.result().confirmed == ()
    assert whole.result().states["license"] is MaterialState.COMPLETE
    whole.do(said.FindingDecided("n1", None))
    assert whole.result().confirmed == (item,)
    whole.do(said.FindingWithdrawn("n1"))
    assert whole.result().items == ()


def test_something_added_may_be_about_nothing_in_particular(whole: Counter) -> None:
    whole.do(said.FindingAdded("n1", "请补交说明。"))
    (item,) = whole.result().items
    assert (item.finding.evidence, item.finding.material) == ((), None)


def test_decisions_need_no_judging(whole: Counter) -> None:
    key = missing(whole).key
    before = whole.result()
    whole.do(said.FindingDecided(key, "dismissed"), said.FindingAdded("n1", "没有盖章。", "form"))
    assert decided_again(before, whole.state) == whole.result()


def test_a_key_names_the_finding_the_next_time_too(whole: Counter) -> None:
    first = missing(whole)
    whole.readings.reverse()
    again = about(whole.result(), "license")
    assert [item.key for item in again] == [first.key]
    assert whole.result() == whole.result()


FINDING = Finding(
    "rule",
    State.FLAG,
    Severity.ERROR,
    "错了",
    "C01",
    "form",
    "name",
    evidence=(Evidence("a#1"), Evidence("b#1")),
)


@pytest.mark.parametrize(
    "change",
    [
        {"message": "错了。"},
        {"rule": "rules"},
        {"material": None},
        {"field": "names"},
        {"evidence": (Evidence("a#1"),)},
        {"material": "formn", "field": "ame"},
    ],
    ids=str,
)
def test_an_old_decision_does_not_speak_for_another_finding(change: dict[str, object]) -> None:
    assert finding_key(replace(FINDING, **change)) != finding_key(FINDING)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "change",
    [
        {"evidence": (Evidence("b#1", Box(0, 0, 1, 1)), Evidence("a#1", text="x"), Evidence("a#1"))},
        {"severity": Severity.WARN, "state": State.UNCERTAIN},
        {"basis": "新的依据", "suggestion": "x", "code": None},
    ],
    ids=str,
)
def test_places_and_weight_do_not_make_another_finding(change: dict[str, object]) -> None:
    assert finding_key(replace(FINDING, **change)) == finding_key(FINDING)  # type: ignore[arg-type]


def test_the_same_words_twice_are_two_findings(whole: Counter) -> None:
    """Two people of one name with the same fault in one roster give the same words about the same page."""
    result = whole.result()
    twice = replace(result, case=replace(result.case, findings=(FINDING, FINDING)))
    whole.do(said.FindingDecided(f"{finding_key(FINDING)}-2", "dismissed"))
    items = decided_again(twice, whole.state).items
    assert [item.key for item in items] == [finding_key(FINDING), f"{finding_key(FINDING)}-2"]
    assert [item.open for item in items] == [True, False]


# -- in any state -------------------------------------------------------------------------------------------


@settings(max_examples=40)
@given(st.lists(making.steps, max_size=6))
def test_any_steps_come_to_an_outcome(steps: list[Step]) -> None:
    counter = Counter()
    counter.receive(PORTRAIT_LINES)
    counter.do(*steps)
    before = repr((counter.state, counter.listings, counter.readings))
    result = counter.result()
    assert result == counter.result()
    assert repr((counter.state, counter.listings, counter.readings)) == before
    assert set(result.states) == {spec.id for spec in counter.matter.materials}
    shown = {name for material in result.case.materials for name in material.pages}
    assert shown | set(result.unsorted_pages) == {found.id for found in result.case.pages}


def test_a_case_of_fifty_pages_is_judged_while_one_types(whole: Counter) -> None:
    for _ in range(50):
        whole.receive(LICENSE_LINES)
    whole.today = dt.date(2026, 11, 23)
    whole.result()
    start = time.process_time()
    whole.result()
    assert time.process_time() - start < 2.0
