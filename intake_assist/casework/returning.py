"""The applicant comes again (再次来): what of an earlier notice is done, and what is found for the first time.

Pure. A notice keeps words and not rules, so an old item is known again by what it is about: the material, the
field and the reason code, whichever page it stands on and however the words have changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from intake_assist.casework.outcome import Item, Outcome
from intake_assist.model import Evidence, Field, Finding, Material, MaterialStatus, Severity, State
from intake_assist.rules.completeness import ID as ABSENT

_PARTICULAR = re.compile(r"第\d+行|“[^”]*”")


class Now(StrEnum):
    """How an old item stands: 已补正, 仍未补正, 不能判断."""

    DONE = "done"
    OPEN = "open"
    CANNOT_TELL = "cannot_tell"


@dataclass(frozen=True, slots=True)
class Told:
    """One item of the notice that was given.

    `keys` name the findings it rested on. `material` is empty for the application as a whole. `fields` are the
    names of the fields that the printed place may stand for, none for the material as a whole. `absent` says
    that the material, or a part of it, was not there. `words` say what was found; they tell rows of a table
    apart, nothing else.
    """

    keys: tuple[str, ...]
    material: str
    code: str | None = None
    fields: frozenset[str] = frozenset()
    words: str = ""
    absent: bool = False


@dataclass(frozen=True, slots=True)
class Standing:
    """An old item as it stands. `items` are the findings of now that speak of it, or that leave it open."""

    told: Told
    now: Now
    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class Returned:
    """`standings` in the order of the notice. `new` are findings that nothing in the notice spoke of, settled
    ones and mere information left out."""

    standings: tuple[Standing, ...]
    new: tuple[Item, ...]


def returned(told: Iterable[Told], outcome: Outcome) -> Returned:
    """Hold what was told against the case as it is now.

    Nothing counts as done because nothing was read: an item is done when a person settled it, when its rule
    says so, or when the place it speaks of was read and nothing is said of it any more.
    """
    old = tuple(told)
    items = [item for item in outcome.items if item.finding.severity is not Severity.INFO]
    spoken = _spoken_of(old, items, outcome)
    standings = tuple(_standing(each, spoken[at], items, outcome) for at, each in enumerate(old))
    known = {item.key for standing in standings for item in standing.items}
    return Returned(standings, tuple(i for i in items if i.key not in known and not _settled(i)))


def _settled(item: Item) -> bool:
    return item.decision is not None and item.decision.verdict in ("dismissed", "fixed")


def _is_sure(item: Item) -> bool:
    """What the rules are sure of, and what a person confirmed."""
    confirmed = item.decision is not None and item.decision.verdict == "confirmed"
    return confirmed or item.finding.state is State.FLAG


# -- which findings are the same item ---------------------------------------------------------------------------


def _spoken_of(old: Sequence[Told], items: Sequence[Item], outcome: Outcome) -> list[tuple[Item, ...]]:
    """For each old item the findings that are the same thing.

    Findings about rows of a table are given out one by one, to the old item whose words are most alike: one
    wrong number among forty is not the same as another.
    """
    rows = {item.key for item in items if _is_of_row(item.finding, outcome)}
    spoken: list[list[Item]] = [[] for _ in old]
    pairs: list[tuple[tuple[float, float], int, Item]] = []
    for at, told in enumerate(old):
        for item in _same(told, items, outcome):
            if item.key in rows and item.key not in told.keys:
                pairs.append((_alike(told, item.finding), at, item))
            else:
                spoken[at].append(item)
    given = {item.key for found in spoken for item in found}
    for _, at, item in sorted(pairs, key=lambda pair: pair[0], reverse=True):
        if item.key not in given and len(spoken[at]) < max(1, len(old[at].keys)):
            spoken[at].append(item)
            given.add(item.key)
    return [tuple(found) for found in spoken]


def _same(told: Told, items: Sequence[Item], outcome: Outcome) -> list[Item]:
    """Those filed under the same place; failing that those which show it, as either of two papers that disagree
    may be named as the wrong one."""
    filed = [item for item in items if item.key in told.keys or _is_filed_there(told, item.finding)]
    return filed or [item for item in items if _has_code(told, item.finding) and _shows(told, item, outcome)]


def _has_code(told: Told, finding: Finding) -> bool:
    return told.code is not None and finding.code == told.code and not told.absent


def _is_filed_there(told: Told, finding: Finding) -> bool:
    if (finding.material or "") != told.material:
        return False
    if told.absent or finding.rule == ABSENT:
        return told.absent and finding.rule == ABSENT
    if not _has_code(told, finding):
        return False
    if not told.fields or finding.field in told.fields:
        return True
    return finding.field is None and finding.state is State.UNCERTAIN  # several fields that were not read


def _shows(told: Told, item: Item, outcome: Outcome) -> bool:
    places = {(field.page, field.box) for field in _fields(told, outcome) if field.box is not None}
    return any((evidence.page, evidence.box) in places for evidence in item.finding.evidence)


def _is_of_row(finding: Finding, outcome: Outcome) -> bool:
    return any(
        _is_at(evidence, field)
        for document in outcome.case.documents
        for row in document.rows
        for name, field in row.fields.items()
        if name == finding.field
        for evidence in finding.evidence
    )


def _is_at(evidence: Evidence, field: Field) -> bool:
    """Rows that came as data have no box; they are known by what stands in them."""
    if field.box is None:
        return evidence.box is None and bool(evidence.text) and evidence.text in (field.text, field.value)
    return (evidence.page, evidence.box) == (field.page, field.box)


def _alike(told: Told, finding: Finding) -> tuple[float, float]:
    """What is said of a row is the same but for its number and the values quoted, so that those count first."""
    said, now = set(_PARTICULAR.findall(told.words)), set(_PARTICULAR.findall(finding.message))
    shared = len(said & now) / len(said) if said else 0.0
    return shared, SequenceMatcher(None, told.words, finding.message, autojunk=False).ratio()


def _fields(told: Told, outcome: Outcome) -> Iterator[Field]:
    """What was read in the places that an old item speaks of, in every paper of its material."""
    material = _material(told, outcome)
    own = material.documents if material else ()
    for document in outcome.case.documents:
        if document.id in own:
            cells = [document.fields, *(row.fields for row in document.rows)]
            yield from (fields[name] for fields in cells for name in told.fields if name in fields)


def _material(told: Told, outcome: Outcome) -> Material | None:
    return next((each for each in outcome.case.materials if each.id == told.material), None)


# -- how an old item stands -------------------------------------------------------------------------------------


def _standing(told: Told, same: tuple[Item, ...], items: Sequence[Item], outcome: Outcome) -> Standing:
    left = tuple(item for item in same if not _settled(item))
    if told.absent:
        return Standing(told, _absent_now(told, same, left, outcome), left)
    if left:
        return Standing(told, Now.OPEN if any(map(_is_sure, left)) else Now.CANNOT_TELL, left)
    if same:
        return Standing(told, Now.DONE)  # a person has settled every one of them
    return _unspoken(told, items, outcome)


def _absent_now(told: Told, same: tuple[Item, ...], left: tuple[Item, ...], outcome: Outcome) -> Now:
    material = _material(told, outcome)
    if material is None:
        return Now.CANNOT_TELL
    if material.status in (MaterialStatus.PRESENT, MaterialStatus.NOT_REQUIRED) or (same and not left):
        return Now.DONE
    if material.status is MaterialStatus.UNCERTAIN and not any(_is_confirmed_absent(item) for item in left):
        return Now.CANNOT_TELL
    return Now.CANNOT_TELL if _unread(outcome) else Now.OPEN


def _is_confirmed_absent(item: Item) -> bool:
    return item.decision is not None and item.decision.verdict == "confirmed"


def _unspoken(told: Told, items: Sequence[Item], outcome: Outcome) -> Standing:
    """An old fault that no finding repeats: mended, or merely not seen."""
    material = _material(told, outcome)
    if told.code is None or _unread(outcome) or (told.material and material is None):
        return Standing(told, Now.CANNOT_TELL)
    if material is not None and material.status is not MaterialStatus.PRESENT:
        return _gone(told, material, items)
    if _passed(told, outcome):
        return Standing(told, Now.DONE)
    others = [item for item in items if not _settled(item) and _is_near(told, item, outcome)]
    if others:
        doubts = tuple(item for item in others if not _is_sure(item))
        return Standing(told, Now.CANNOT_TELL, doubts)
    return Standing(told, Now.DONE if _seen(told, material, outcome) else Now.CANNOT_TELL)


def _gone(told: Told, material: Material, items: Sequence[Item]) -> Standing:
    """The paper itself is not there: not asked for any more, or taken back and not brought again. That it is
    missing is then the same item and no new one."""
    if material.status is MaterialStatus.NOT_REQUIRED:
        return Standing(told, Now.DONE)
    absent = [item for item in items if item.finding.rule == ABSENT and item.finding.material == material.id]
    left = tuple(item for item in absent if not _settled(item))
    missing = material.status in (MaterialStatus.MISSING, MaterialStatus.DEFERRED)
    return Standing(told, Now.OPEN if missing and left else Now.CANNOT_TELL, left)


def _passed(told: Told, outcome: Outcome) -> bool:
    """Whether a rule with the same code says that all is well in that place."""
    places = {(field.page, field.box) for field in _fields(told, outcome) if field.box is not None}
    return any(
        finding.state is State.PASS
        and finding.code == told.code
        and (
            any((place.page, place.box) in places for place in finding.evidence)
            if told.fields and finding.field not in told.fields
            else (finding.material or "") == told.material
        )
        for finding in outcome.case.findings
    )


def _is_near(told: Told, item: Item, outcome: Outcome) -> bool:
    """Whether a finding of another code is about the same place, so that the old check may not have been made.
    Those about the application as a whole have nothing to do with one another."""
    finding = item.finding
    if not told.material or finding.code == told.code:
        return False
    if _is_sure(item) and _is_of_row(finding, outcome):
        return False  # which may be another row; a cell without a value is told by what was seen
    if told.fields and _shows(told, item, outcome):
        return True
    if finding.material != told.material:
        return False
    return finding.field in told.fields if told.fields else finding.field is None


def _seen(told: Told, material: Material | None, outcome: Outcome) -> bool:
    """Whether what the old item speaks of was there to be seen."""
    if told.fields:
        found = list(_fields(told, outcome))
        return bool(found) and all(map(_is_read, found))
    pages = [page for page in outcome.case.pages if material is None or page.id in material.pages]
    return bool(pages) and not any(page.problem for page in pages)


def _is_read(field: Field) -> bool:
    return field.value is not None and not (field.problem and field.problem.uncertain)


def _unread(outcome: Outcome) -> bool:
    """Whether there are papers of which nothing is known yet."""
    return bool(outcome.waiting or outcome.unlisted)
