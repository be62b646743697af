"""The case as it stands: the machine's readings and the clerk's steps, judged. Quick enough to be asked again
after every step."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeVar

from intake_assist import reading, values
from intake_assist.casework.results import Listing, Reading, Recipe
from intake_assist.casework.state import CaseState
from intake_assist.casework.steps import UNSORTED, FieldCorrected, FieldRef, FindingAdded, FindingDecided
from intake_assist.checklist import resolve_answers
from intake_assist.checklist.answers import AnswersError
from intake_assist.checklist.models import KindSpec, MatterSpec
from intake_assist.model import (
    Case,
    Document,
    Evidence,
    Field,
    Finding,
    Material,
    MaterialStatus,
    Page,
    Problem,
    Severity,
    Source,
    State,
)
from intake_assist.rules.context import BLANK
from intake_assist.rules.engine import judge

Kinds = Mapping[str, KindSpec]
_Paged = TypeVar("_Paged")
BY_CLERK = "by_clerk"
"""`Finding.rule` of what a clerk added."""


class MaterialState(StrEnum):
    """What a material is to the clerk: 齐全, 缺件, 有问题, 待核对, 免提交, 容缺, 不适用, 人工认定.

    The last is what the program would not call complete and a person has let pass.
    """

    COMPLETE = "complete"
    MISSING = "missing"
    FLAWED = "flawed"
    TO_CHECK = "to_check"
    WAIVED = "waived"
    DEFERRED = "deferred"
    NOT_APPLICABLE = "not_applicable"
    ACCEPTED = "accepted"


@dataclass(frozen=True, slots=True)
class Item:
    """A finding and what the clerk decided about it, None while it is open."""

    key: str
    finding: Finding
    decision: FindingDecided | None = None

    @property
    def open(self) -> bool:
        return self.decision is None or self.decision.verdict == "pending"


@dataclass(frozen=True, slots=True)
class Outcome:
    """`case` holds pages in the clerk's order without the removed ones. `items` are what the rules flagged or
    could not tell, heaviest first, then what the clerk added. `states` are by material id. `waiting` are the
    recipes not read yet, in order; `unlisted` are the files whose pages are not known yet."""

    case: Case
    items: tuple[Item, ...]
    states: Mapping[str, MaterialState]
    waiting: tuple[Recipe, ...]
    unlisted: tuple[str, ...]

    @property
    def confirmed(self) -> tuple[Item, ...]:
        """What goes into the notice."""
        return tuple(item for item in self.items if item.decision and item.decision.verdict == "confirmed")

    @property
    def unsorted_pages(self) -> tuple[str, ...]:
        """Pages no material shows (未归类), never hidden."""
        shown = {page for material in self.case.materials for page in material.pages}
        return tuple(page.id for page in self.case.pages if page.id not in shown)


def finding_key(finding: Finding) -> str:
    """Names a finding across runs of the rules. It covers the words: when the facts change, an old decision
    does not speak for the new finding."""
    pages = sorted({evidence.page for evidence in finding.evidence})
    parts = (finding.rule, finding.material or "", finding.field or "", finding.message, *pages)
    return hashlib.sha256("\x1f".join(parts).encode("utf-8")).hexdigest()[:24]


def recipes(state: CaseState, listings: Iterable[Listing]) -> tuple[Recipe, ...]:
    """How each sheet of the case is to be read, in the order of receipt."""
    known = {listing.file: listing for listing in listings}
    listed = [known[file.id] for file in state.files if file.id in known]
    return tuple(recipe for listing in listed for recipe in _recipes_of(listing, state))


def _recipes_of(listing: Listing, state: CaseState) -> list[Recipe]:
    sheets = [Source(listing.file, page).id for page in listing.pages]
    return [Recipe(sheet, state.turns.get(sheet), state.cuts.get(sheet)) for sheet in sheets]


def outcome(
    state: CaseState,
    listings: Iterable[Listing],
    readings: Iterable[Reading],
    matter: MatterSpec,
    kinds: Kinds,
    today: dt.date,
    read_one: reading.PageReader = reading.documents_of,
) -> Outcome:
    """The case as it stands. Pure; `readings` may hold more than is in force. `read_one` as in `reading.read`."""
    listed = tuple(listings)
    found = {each.recipe: each for each in readings}
    asked = recipes(state, listed)
    pages = arranged(state, _pages(state, listed, found), lambda page: page.id)
    documents = _documents(state, pages, matter, kinds, read_one)
    placed = {paper.id: state.placed[paper.pages[0]] for paper in documents if paper.pages[0] in state.placed}
    answers = answers_in_force(matter, state.answers)
    judgement = judge(matter, kinds, answers, today, pages, documents, placed)
    case = Case(
        matter.id,
        matter.version,
        dict(answers),
        today,
        pages,
        documents,
        judgement.materials,
        judgement.findings,
    )
    items = _items(state, judgement.findings)
    waiting = tuple(recipe for recipe in asked if recipe not in found)
    states = {material.id: state_of(material, items) for material in case.materials}
    names = {listing.file for listing in listed}
    return Outcome(
        case, items, states, waiting, tuple(file.id for file in state.files if file.id not in names)
    )


def decided_again(before: Outcome, state: CaseState) -> Outcome:
    """`before` after steps that only decide, add or withdraw findings or mark pages as seen: nothing is judged
    again, so it takes no time."""
    items = _items(state, before.case.findings)
    states = {material.id: state_of(material, items) for material in before.case.materials}
    return replace(before, items=items, states=states)


def answers_in_force(matter: MatterSpec, given: Mapping[str, str | bool]) -> Mapping[str, str | bool]:
    """What was answered, as far as the matter still asks it: its checklist may be newer than the answers."""
    try:
        return resolve_answers(matter, given)
    except AnswersError as error:
        outdated = {mistake.question for mistake in error.mistakes}
        usable = {question: said for question, said in given.items() if question not in outdated}
        return resolve_answers(matter, usable)


# -- pages ------------------------------------------------------------------------------------------------


def _pages(state: CaseState, listings: Sequence[Listing], found: Mapping[Recipe, Reading]) -> list[Page]:
    """What was read of each file and after it what could not be opened, in the order of receipt."""
    known = {listing.file: listing for listing in listings}
    pages: list[Page] = []
    for listing in (known[file.id] for file in state.files if file.id in known):
        read = [recipe for recipe in _recipes_of(listing, state) if recipe in found]
        pages += [page for recipe in read for page in found[recipe].pages]
        pages += [Page(Source(listing.file, at or 1), problem=said) for at, said in listing.problems]
    return pages


def arranged(state: CaseState, pages: Sequence[_Paged], name: Callable[[_Paged], str]) -> tuple[_Paged, ...]:
    """What stands for pages in the order of receipt, without the removed ones; arranged pages take each other's
    places, the rest follow the page before. `name` gives a page's id."""
    kept = [page for page in pages if name(page) not in state.removed]
    rank = {page: at for at, page in enumerate(state.order)}
    keys: list[tuple[int, int]] = []
    last = -1
    for at, page in enumerate(kept):
        last = rank.get(name(page), last)
        keys.append((last, at))
    order = sorted(range(len(kept)), key=lambda at: keys[at])
    return tuple(kept[at] for at in order)


# -- documents --------------------------------------------------------------------------------------------


def _documents(
    state: CaseState, pages: Sequence[Page], matter: MatterSpec, kinds: Kinds, read_one: reading.PageReader
) -> tuple[Document, ...]:
    only = {
        page: kinds_of
        for page, place in state.placed.items()
        if (kinds_of := _accepted(matter, place)) is not None
    }
    documents = reading.read(pages, kinds, only, read_one, apart=state.placed)
    return tuple(_corrected(document, state.corrections, kinds) for document in documents)


def _accepted(matter: MatterSpec, material: str) -> frozenset[str] | None:
    """The kinds a page can be once it was put there by hand; None: any."""
    spec = matter.material(material) if material != UNSORTED else None
    return frozenset(kind for together in spec.accept for kind in together) if spec else None


def _corrected(document: Document, corrections: Mapping[FieldRef, FieldCorrected], kinds: Kinds) -> Document:
    kind = kinds.get(document.kind or "")
    mine = {ref: said for ref, said in corrections.items() if ref.document == document.id}
    if kind is None or not mine:
        return document
    types = {spec.name: spec.type for spec in kind.fields}
    fields = dict(document.fields)
    for ref, said in mine.items():
        if ref.row == 0 and ref.field in types:
            fields[ref.field] = _field(ref.field, types[ref.field], said, fields.get(ref.field), document)
    columns = {column.name: column.type for column in kind.table.columns} if kind.table else {}
    rows = []
    for row in document.rows:
        cells = dict(row.fields)
        for ref, said in mine.items():
            if ref.row == row.number and ref.field in columns:
                cells[ref.field] = _field(ref.field, columns[ref.field], said, cells.get(ref.field), document)
        rows.append(replace(row, fields=cells))
    return replace(document, fields=fields, rows=tuple(rows))


def _field(name: str, type_id: str, said: FieldCorrected, before: Field | None, document: Document) -> Field:
    box = said.box or (before.box if before else None)
    page = said.page or (before.page if before else "") or document.pages[0]
    if not said.text.strip():
        return Field(name, None, "", 1.0, box, page, Problem(BLANK, "没有填写"), by_hand=True)
    parsed = values.parse(type_id, said.text)
    return Field(name, parsed.value, said.text, 1.0, box, page, parsed.problem, by_hand=True)


# -- findings ---------------------------------------------------------------------------------------------


def _items(state: CaseState, findings: Sequence[Finding]) -> tuple[Item, ...]:
    flagged = [finding for finding in findings if finding.state is not State.PASS]
    machine = [Item(key, finding, state.decisions.get(key)) for key, finding in _keyed(flagged)]
    own = [Item(added.id, _own(added), _decided(state, added)) for added in state.added.values()]
    return (*machine, *own)


def _keyed(findings: Iterable[Finding]) -> list[tuple[str, Finding]]:
    """Equal keys (the same words about the same page twice) are told apart by a number."""
    seen: dict[str, int] = {}
    keyed = []
    for finding in findings:
        key = finding_key(finding)
        seen[key] = seen.get(key, 0) + 1
        keyed.append((key if seen[key] == 1 else f"{key}-{seen[key]}", finding))
    return keyed


def _own(added: FindingAdded) -> Finding:
    evidence = (Evidence(added.page, added.box),) if added.page else ()
    return Finding(
        BY_CLERK, State.FLAG, Severity.ERROR, added.message, material=added.material, evidence=evidence
    )


def _decided(state: CaseState, added: FindingAdded) -> FindingDecided:
    """What the clerk added goes into the notice unless the clerk decides otherwise."""
    return state.decisions.get(added.id) or FindingDecided(added.id, "confirmed")


def state_of(material: Material, items: Sequence[Item]) -> MaterialState:
    """What the machine found, less what a person has settled."""
    if material.status is MaterialStatus.NOT_REQUIRED:
        return MaterialState.WAIVED if material.waived else MaterialState.NOT_APPLICABLE
    own = [
        item for item in items if item.finding.material == material.id and item.finding.severity in _WEIGHTY
    ]
    left = [item for item in own if _verdict(item) not in _SETTLED]
    if own and not left:
        whole = material.status is MaterialStatus.PRESENT
        return MaterialState.COMPLETE if whole else MaterialState.ACCEPTED
    if material.status in _NOT_THERE:
        return _NOT_THERE[material.status]
    if any(_is_flaw(item) for item in left):
        return MaterialState.FLAWED
    return (
        MaterialState.TO_CHECK
        if left or material.status is MaterialStatus.UNCERTAIN
        else MaterialState.COMPLETE
    )


_WEIGHTY = (Severity.ERROR, Severity.SUSPECT)
_SETTLED = ("dismissed", "fixed")
_NOT_THERE = {MaterialStatus.MISSING: MaterialState.MISSING, MaterialStatus.DEFERRED: MaterialState.DEFERRED}


def _verdict(item: Item) -> str | None:
    return item.decision.verdict if item.decision else None


def _is_flaw(item: Item) -> bool:
    """What a person confirmed, and what the machine is sure of unless a person wants it checked."""
    verdict = _verdict(item)
    return verdict == "confirmed" or (item.finding.state is State.FLAG and verdict != "pending")
