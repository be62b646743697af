"""What can be said of a case while some of its pages are not read yet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace

from intake_assist.casework.outcome import BY_CLERK, Item, Outcome, state_of
from intake_assist.checklist.models import KindSpec, MatterSpec
from intake_assist.model import Finding

_OF_ONE_PAPER = frozenset({"field_format", "altered"})
"""Rules no checklist asks for that look at nothing but the paper in hand."""


def interim(
    outcome: Outcome,
    matter: MatterSpec,
    kinds: Mapping[str, KindSpec],
    said: Collection[str] = (),
    looking: Collection[str] = (),
) -> Outcome:
    """The outcome without what the next page may refute, while there is one to come.

    Neither does it hold that places disagree of which one lies on a page that is being looked at again (`looking`).

    What a paper says of itself stays true whatever else comes in, as long as it can be but one material of the
    matter. That a material is missing, or that two papers disagree, is only known when all are read. What a
    person decided or added stays in any case, and so does what was `said` before (keys), when everything there
    was had been read: it is true until the new pages tell otherwise.
    """
    if not (outcome.waiting or outcome.unlisted):
        return _undisputed(outcome, said, looking) if looking else outcome
    alone = _OF_ONE_PAPER | {check.id for kind in kinds.values() for check in kind.checks}
    alone -= {check.id for check in matter.checks}
    sure = _of_their_own(matter)
    items = tuple(
        item
        for item in outcome.items
        if _stays(item) or item.key in said or (item.finding.rule in alone and item.finding.material in sure)
    )
    return _with(outcome, items)


def _undisputed(outcome: Outcome, said: Collection[str], looking: Collection[str]) -> Outcome:
    items = tuple(
        item
        for item in outcome.items
        if _stays(item) or item.key in said or not _compares(item.finding, looking)
    )
    return _with(outcome, items)


def _compares(finding: Finding, looking: Collection[str]) -> bool:
    return any(page in looking for page, _ in finding.compared)


def _with(outcome: Outcome, items: tuple[Item, ...]) -> Outcome:
    states = {material.id: state_of(material, items) for material in outcome.case.materials}
    return replace(outcome, items=items, states=states)


def _of_their_own(matter: MatterSpec) -> set[str]:
    """Materials whose kinds of paper no other takes; an identity card may be anybody's until the rest is read."""
    kinds = {
        material.id: {kind for choice in material.accept for kind in choice} for material in matter.materials
    }
    takers = Counter(kind for accepted in kinds.values() for kind in accepted)
    return {material for material, accepted in kinds.items() if all(takers[kind] == 1 for kind in accepted)}


def _stays(item: Item) -> bool:
    return item.decision is not None or item.finding.rule == BY_CLERK
