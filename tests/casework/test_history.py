"""Undo and redo, and what is written down and read again."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from intake_assist.casework import (
    CaseState,
    Do,
    History,
    Listing,
    Reading,
    Recipe,
    Redo,
    Step,
    Together,
    Undo,
    state_after,
)
from intake_assist.casework.results import (
    listing_from_json,
    listing_to_json,
    reading_from_json,
    reading_to_json,
)
from intake_assist.casework.steps import PagesRemoved, PagesSeen, entry_from_json, entry_to_json
from intake_assist.model import Box
from tests.casework import making

AnyEntry = Do | Undo | Redo
ONE, TWO, THREE = (Do(PagesRemoved((name,))) for name in ("a#1", "b#1", "c#1"))


@pytest.mark.parametrize(
    ("entries", "in_force", "undone"),
    [
        ([], [], []),
        ([Undo(), Redo()], [], []),
        ([ONE, TWO], [ONE, TWO], []),
        ([ONE, TWO, Undo()], [ONE], [TWO]),
        ([ONE, TWO, Undo(), Undo(), Undo()], [], [TWO, ONE]),
        ([ONE, TWO, Undo(), Undo(), Redo()], [ONE], [TWO]),
        ([ONE, TWO, Undo(), Redo(), Redo()], [ONE, TWO], []),
        ([ONE, TWO, Undo(), THREE, Redo()], [ONE, THREE], []),
    ],
)
def test_what_is_in_force(entries: list[AnyEntry], in_force: list[Do], undone: list[Do]) -> None:
    history = History.of(entries)
    assert history.steps == tuple(entry.did for entry in in_force)
    assert history.undone == tuple(entry.did for entry in undone)


@given(st.lists(making.entries, max_size=8), making.steps)
def test_undo_gives_back_what_was_before(entries: list[AnyEntry], step: Step) -> None:
    before = History.of(entries)
    done = before.after(Do(step))
    assert done.after(Undo()).steps == before.steps
    assert done.after(Undo()).after(Redo()).steps == done.steps
    assert state_after(done.after(Undo()).steps) == state_after(before.steps)


@given(st.lists(making.entries, max_size=8))
def test_redo_takes_back_an_undo(entries: list[AnyEntry]) -> None:
    history = History.of(entries)
    if history.steps:
        assert history.after(Undo()).after(Redo()) == history
    if history.undone:
        assert history.after(Redo()).after(Undo()) == history


@given(st.lists(making.entries, max_size=8), st.integers(0, 8))
def test_entries_at_once_and_one_by_one_come_to_the_same(entries: list[AnyEntry], cut: int) -> None:
    history = History.of(entries[:cut])
    for entry in entries[cut:]:
        history = history.after(entry)
    assert history == History.of(entries)


@given(st.lists(making.steps, max_size=6), st.integers(0, 6))
def test_a_state_goes_on_from_any_other(steps: list[Step], cut: int) -> None:
    whole = state_after(steps)
    assert state_after(steps[cut:], state_after(steps[:cut])) == whole
    assert state_after([]) == CaseState()


@given(st.lists(making.single, max_size=4))
def test_steps_together_are_the_steps_one_after_the_other(steps: list[Step]) -> None:
    together = Together(tuple(steps))  # type: ignore[arg-type]
    assert state_after([together]) == state_after(steps)
    history = History.of([Do(together), Undo()])
    assert state_after(history.steps) == CaseState()


@given(making.steps, making.steps)
def test_nothing_changes_a_state_that_was_given_out(first: Step, second: Step) -> None:
    state = state_after([first])
    before = repr(state)
    state_after([second], state)
    assert repr(state) == before


def test_only_steps_are_taken() -> None:
    with pytest.raises(TypeError, match="Undo"):
        state_after([Undo()])  # type: ignore[list-item]


# -- written and read ---------------------------------------------------------------------------------------


@given(making.entries)
def test_an_entry_is_read_as_it_was_written(entry: AnyEntry) -> None:
    written = entry_to_json(entry)
    assert entry_from_json(written) == entry
    assert entry_from_json(written.encode()) == entry
    assert entry_to_json(entry_from_json(written)) == written


@given(making.readings)
def test_a_reading_is_read_as_it_was_written(reading: Reading) -> None:
    assert reading_from_json(reading_to_json(reading)) == reading


@given(making.listings)
def test_a_listing_is_read_as_it_was_written(listing: Listing) -> None:
    assert listing_from_json(listing_to_json(listing)) == listing


def test_answers_keep_their_type() -> None:
    text = '{"did":{"answers":{"a":true,"b":"true"},"step":"questions_answered"},"entry":"do"}'
    entry = entry_from_json(text)
    assert isinstance(entry, Do)
    assert state_after([entry.did]).answers == {"a": True, "b": "true"}
    assert state_after([entry.did]).answers["a"] is True


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        '{"entry":"do"}',
        '{"entry":"repeat"}',
        '{"entry":"do","did":{"step":"page_burned","pages":["a#1"]}}',
        '{"entry":"do","did":{"pages":["a#1"]}}',
        '{"entry":"do","did":{"step":"sheet_turned","sheet":"a#1","turn":45}}',
        '{"entry":"do","did":{"step":"finding_decided","finding":"x","verdict":"perhaps"}}',
        '{"entry":"do","did":{"step":"sheet_cut","sheet":"a#1","parts":[{"x0":9,"y0":0,"x1":1,"y1":1}]}}',
        '{"entry":"do","did":{"step":"together","steps":[{"step":"together","steps":[]}]}}',
    ],
)
def test_unknown_steps_are_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        entry_from_json(text)


@given(making.entries, st.data())
def test_a_changed_step_is_another_or_refused(entry: AnyEntry, data: st.DataObject) -> None:
    written = json.loads(entry_to_json(entry))
    written["entry"] = data.draw(st.text(max_size=4))
    try:
        assert entry_from_json(json.dumps(written)).entry == written["entry"]
    except ValidationError:
        assert written["entry"] not in ("do", "undo", "redo") or "did" not in written


@given(making.recipes, making.recipes)
def test_a_recipe_is_named_by_what_it_says(one: Recipe, other: Recipe) -> None:
    assert (one.key == other.key) == (one == other)


def test_whole_numbers_do_not_tell_recipes_apart() -> None:
    whole, real = Recipe("a#1", 0, (Box(0, 0, 5, 5),)), Recipe("a#1", 0, (Box(0.0, 0.0, 5.0, 5.0),))
    assert whole.key == real.key
    assert Recipe("a#1").key != Recipe("a#1", cuts=()).key != Recipe("a#1", 0, ()).key


def test_seen_pages_can_be_unseen() -> None:
    state = state_after([PagesSeen(("a#1", "a#2")), PagesSeen(("a#1",), seen=False)])
    assert state.seen == {"a#2"}
