"""What a clerk has made of a case: the sum of the steps in force."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import reduce, singledispatch
from typing import Any

from intake_assist.casework import steps
from intake_assist.casework.steps import FieldRef, ReceivedFile, Step
from intake_assist.model import EMPTY, Box


@dataclass(frozen=True, slots=True)
class CaseState:
    """`answers` holds only what was answered (`checklist.resolve_answers` completes it).

    `order` lists pages that were arranged by hand. `turns` and `cuts` are by sheet, `placed` (a material, or
    `UNSORTED`) by page, `corrections` by field, `decisions` by finding key, `added` by id, `papers` by the kind
    of paper.
    """

    answers: Mapping[str, str | bool] = field(default_factory=lambda: EMPTY)
    files: tuple[ReceivedFile, ...] = ()
    removed: frozenset[str] = frozenset()
    order: tuple[str, ...] = ()
    turns: Mapping[str, int] = field(default_factory=lambda: EMPTY)
    cuts: Mapping[str, tuple[Box, ...]] = field(default_factory=lambda: EMPTY)
    placed: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    corrections: Mapping[FieldRef, steps.FieldCorrected] = field(default_factory=dict)
    decisions: Mapping[str, steps.FindingDecided] = field(default_factory=lambda: EMPTY)
    added: Mapping[str, steps.FindingAdded] = field(default_factory=lambda: EMPTY)
    seen: frozenset[str] = frozenset()
    papers: Mapping[str, str] = field(default_factory=lambda: EMPTY)


def state_after(done: Iterable[Step], start: CaseState | None = None) -> CaseState:
    return reduce(lambda state, step: _after(step, state), done, start or CaseState())


def _with(table: Mapping[Any, Any], key: Any, value: Any) -> Mapping[Any, Any]:
    return {**table, key: value}


def _without(table: Mapping[Any, Any], key: Any) -> Mapping[Any, Any]:
    return {name: value for name, value in table.items() if name != key}


@singledispatch
def _after(step: object, state: CaseState) -> CaseState:  # noqa: ARG001
    raise TypeError(f"no step of a case: {type(step).__name__}")


@_after.register
def _(step: steps.Together, state: CaseState) -> CaseState:
    return state_after(step.steps, state)


@_after.register
def _(step: steps.FilesReceived, state: CaseState) -> CaseState:
    return replace(state, files=(*state.files, *step.files))


@_after.register
def _(step: steps.QuestionsAnswered, state: CaseState) -> CaseState:
    return replace(state, answers={**state.answers, **step.answers})


@_after.register
def _(step: steps.PagesRemoved, state: CaseState) -> CaseState:
    return replace(state, removed=state.removed | frozenset(step.pages))


@_after.register
def _(step: steps.PagesMoved, state: CaseState) -> CaseState:
    return replace(state, placed={**state.placed, **dict.fromkeys(step.pages, step.material)})


@_after.register
def _(step: steps.PagesArranged, state: CaseState) -> CaseState:
    return replace(state, order=step.pages)


@_after.register
def _(step: steps.SheetTurned, state: CaseState) -> CaseState:
    # What was cut was cut in the old direction.
    return replace(
        state, turns=_with(state.turns, step.sheet, step.turn), cuts=_without(state.cuts, step.sheet)
    )


@_after.register
def _(step: steps.SheetCut, state: CaseState) -> CaseState:
    return replace(state, cuts=_with(state.cuts, step.sheet, step.parts))


@_after.register
def _(step: steps.FieldCorrected, state: CaseState) -> CaseState:
    return replace(state, corrections=_with(state.corrections, step.ref, step))


@_after.register
def _(step: steps.CorrectionDropped, state: CaseState) -> CaseState:
    return replace(state, corrections=_without(state.corrections, step.ref))


@_after.register
def _(step: steps.FindingDecided, state: CaseState) -> CaseState:
    if step.verdict is None:
        return replace(state, decisions=_without(state.decisions, step.finding))
    return replace(state, decisions=_with(state.decisions, step.finding, step))


@_after.register
def _(step: steps.FindingAdded, state: CaseState) -> CaseState:
    return replace(state, added=_with(state.added, step.id, step))


@_after.register
def _(step: steps.FindingWithdrawn, state: CaseState) -> CaseState:
    return replace(state, added=_without(state.added, step.id))


@_after.register
def _(step: steps.PagesSeen, state: CaseState) -> CaseState:
    pages = frozenset(step.pages)
    return replace(state, seen=state.seen | pages if step.seen else state.seen - pages)


@_after.register
def _(step: steps.PaperEdited, state: CaseState) -> CaseState:
    if not step.edits:
        return replace(state, papers=_without(state.papers, step.paper))
    return replace(state, papers=_with(state.papers, step.paper, step.edits))
