"""From the case as the clerk decided it to the papers the applicant gets. Pure."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from intake_assist.casework import Item, MaterialState, Outcome
from intake_assist.checklist.models import KindSpec, MaterialSpec, MatterSpec
from intake_assist.model import Finding, Material, MaterialStatus, Severity, State
from intake_assist.notice.content import (
    Fault,
    Faults,
    Matter,
    Mended,
    Missing,
    Notice,
    Occasion,
    Office,
    Receipt,
    Received,
)
from intake_assist.notice.demands import KEPT, demand
from intake_assist.notice.facts import applicant as applicant_of
from intake_assist.notice.wording import Wording, shipped_wording, taken_apart

Kinds = Mapping[str, KindSpec]
ABSENT = "completeness"  # the rule that says that a material is not there
NOT_HANDED_IN = "未提交"
WHOLE_APPLICATION = "申请材料整体"
STATES: Mapping[MaterialState, str] = {
    MaterialState.COMPLETE: "齐全",
    MaterialState.FLAWED: "需补正",
    MaterialState.MISSING: "不完整",
    MaterialState.DEFERRED: "容缺",
    MaterialState.TO_CHECK: "待核对",
    MaterialState.WAIVED: "免提交",
    MaterialState.ACCEPTED: "人工认定",
}


class Unready(StrEnum):
    """What a clerk ought to know before a notice is given."""

    UNOPENED = "unopened"
    """Files that were not opened."""
    UNREAD = "unread"
    """Sheets that were not read."""
    UNDECIDED = "undecided"
    """Findings that nobody has decided."""
    UNSORTED = "unsorted"
    """Pages that belong to no material."""
    TO_REWORD = "to_reword"
    """Faults the program was not sure of: their words are to be checked."""
    UNDATED = "undated"
    """Materials that may come later, without a day."""
    OPEN_END = "open_end"
    """There is no day by which to supplement."""
    NAMELESS = "nameless"
    """The applicant's name was not read."""


class NothingToSupplementError(ValueError):
    """No confirmed finding asks anything of the applicant, so that there is nothing to give notice of."""

    def __init__(self) -> None:
        self.message = (
            "没有已确认需要补正的问题，不用出具一次性告知书。"
            "确有问题的，请先在检查结果里确认或添加；材料齐全的，请按规定受理。"
        )
        super().__init__(self.message)


@dataclass(frozen=True, slots=True)
class _Desk:
    """What every part of a notice is made from."""

    outcome: Outcome
    matter: MatterSpec
    kinds: Kinds
    wording: Wording
    given_on: dt.date

    def demand(self, spec: MaterialSpec | None) -> str:
        return demand(spec, self.outcome.case.answers) if spec else ""

    def spec(self, finding: Finding) -> MaterialSpec | None:
        return self.matter.material(finding.material) if finding.material else None

    def material(self, material_id: str) -> Material | None:
        return next((each for each in self.outcome.case.materials if each.id == material_id), None)


def draft(
    outcome: Outcome,
    matter: MatterSpec,
    kinds: Kinds,
    occasion: Occasion,
    office: Office,
    wording: Wording | None = None,
) -> Notice:
    """The notice as the confirmed items make it, before the clerk changes a word.

    Raises NothingToSupplementError when no confirmed item asks anything of the applicant.
    """
    desk = _Desk(outcome, matter, kinds, wording or shipped_wording(), occasion.given_on)
    asked = [item for item in outcome.confirmed if item.finding.severity is not Severity.INFO]
    told = [item for item in outcome.confirmed if item.finding.severity is Severity.INFO]
    absent = [item for item in asked if item.finding.rule == ABSENT and desk.spec(item.finding)]
    faults = _grouped(desk, [item for item in asked if item not in absent])
    lacking = [_missing(desk, item) for item in absent]
    if not lacking and not faults:
        raise NothingToSupplementError
    spec = matter.notice
    return Notice(
        occasion,
        office,
        applicant_of(outcome),
        _matter(matter),
        missing=tuple(entry for entry, deferred in lacking if not deferred),
        faults=faults,
        deferred=tuple(entry for entry, deferred in lacking if deferred),
        mended=tuple(_mended(desk, item) for item in outcome.items if _is_mended(item)),
        received=received(outcome, matter),
        supplement_by=_after(occasion.given_on, spec.supplement_days),
        consequence=spec.consequence or "",
        channels=spec.channels,
        hints=(*spec.hints, *filter(None, (taken_apart(item.finding.message).facts for item in told))),
    )


def receipt(outcome: Outcome, matter: MatterSpec, occasion: Occasion, office: Office) -> Receipt:
    """What was handed in, whatever it is worth."""
    strange = len(outcome.unsorted_pages)
    entries = tuple(entry for entry in received(outcome, matter) if entry.pages)
    return Receipt(occasion, office, applicant_of(outcome), _matter(matter), entries, strange)


def received(outcome: Outcome, matter: MatterSpec) -> tuple[Received, ...]:
    """The materials with papers, and those that count without: because they come from elsewhere, or because a
    person let them pass."""
    return tuple(
        _received(outcome, spec, material)
        for spec in matter.materials
        for material in outcome.case.materials
        if material.id == spec.id
        and (material.pages or material.waived or outcome.states[material.id] is MaterialState.ACCEPTED)
    )


def unfinished(outcome: Outcome, notice: Notice | None = None) -> Mapping[Unready, int]:
    """Why this notice would not tell everything at once (or not well), and how many there are of each."""
    undecided = sum(item.open and item.finding.severity is not Severity.INFO for item in outcome.items)
    to_reword = sum(fault.reword for group in notice.faults for fault in group.faults) if notice else 0
    undated = sum(entry.until is None for entry in notice.deferred) if notice else 0
    open_end = notice is not None and notice.supplement_by is None and not notice.only_deferred
    nameless = notice is not None and not notice.applicant.name
    counted = {
        Unready.UNOPENED: len(outcome.unlisted),
        Unready.UNREAD: len(outcome.waiting),
        Unready.UNDECIDED: undecided,
        Unready.UNSORTED: len(outcome.unsorted_pages),
        Unready.TO_REWORD: to_reword,
        Unready.UNDATED: undated,
        Unready.OPEN_END: int(open_end),
        Unready.NAMELESS: int(nameless),
    }
    return {reason: count for reason, count in counted.items() if count}


# -- what is wanting --------------------------------------------------------------------------------------


def _missing(desk: _Desk, item: Item) -> tuple[Missing, bool]:
    """The entry, and whether it may be handed in later."""
    finding = item.finding
    spec, material = desk.spec(finding), desk.material(finding.material or "")
    assert spec is not None
    later = spec.tier == "secondary" and spec.deferrable
    entry = Missing(
        (item.key,),
        spec.id,
        spec.title,
        _lack(finding, spec, material),
        desk.demand(spec),
        finding.basis or spec.basis,
        _after(desk.given_on, desk.matter.notice.defer_days) if later else None,
    )
    return entry, later


def _lack(finding: Finding, spec: MaterialSpec, material: Material | None) -> str:
    if material is None or not material.documents:
        return NOT_HANDED_IN
    facts = taken_apart(finding.message).facts.split("，但有")[0]
    return facts.removeprefix(spec.title).removeprefix("不完整，") or NOT_HANDED_IN


def _after(day: dt.date, days: int | None) -> dt.date | None:
    return day + dt.timedelta(days=days) if days is not None else None


# -- what is wrong ----------------------------------------------------------------------------------------


def _grouped(desk: _Desk, items: Iterable[Item]) -> tuple[Faults, ...]:
    """By material in the order of the checklist, then what belongs to none."""
    by_material: dict[str, list[Fault]] = {}
    for item in items:
        spec = desk.spec(item.finding)
        by_material.setdefault(spec.id if spec else "", []).append(_fault(desk, item, spec))
    titles = {spec.id: spec.title for spec in desk.matter.materials} | {"": WHOLE_APPLICATION}
    return tuple(
        Faults(material, title, tuple(_merged(by_material[material])))
        for material, title in titles.items()
        if material in by_material
    )


def _merged(faults: Iterable[Fault]) -> Iterator[Fault]:
    """The same words twice (two copies of one form) are told once."""
    told: dict[tuple[str, str], Fault] = {}
    for fault in faults:
        words = (fault.place, fault.found)
        known = told.get(words)
        told[words] = replace(known, keys=known.keys + fault.keys) if known else fault
    yield from told.values()


def _fault(desk: _Desk, item: Item, spec: MaterialSpec | None) -> Fault:
    finding = item.finding
    saying = desk.wording.of(finding.code)
    title = spec.title if spec else WHOLE_APPLICATION
    blanks = _blanks(desk, finding, spec)
    message = taken_apart(finding.message)
    doubtful = finding.state is State.UNCERTAIN
    found = saying.doubt.format(**blanks) if doubtful or not message.facts else message.facts
    return Fault(
        (item.key,),
        _place(desk, finding, spec),
        _without_title(found, title),
        saying.required.format(**blanks),
        message.mend or saying.mend.format(**blanks),
        finding.basis or (spec.basis if spec else desk.matter.guide_source),
        finding.code,
        saying.on_the_spot,
        doubtful or not message.facts,
    )


def _without_title(found: str, title: str) -> str:
    """The title stands above the row already."""
    rest = found.removeprefix(title)
    return rest.lstrip("的，") or found if rest != found else found


def _place(desk: _Desk, finding: Finding, spec: MaterialSpec | None) -> str:
    """The field, and the sheet where the material has several: ``住所（第2页）``."""
    title = _field_title(desk.kinds, finding.field, spec)
    material = desk.material(spec.id) if spec else None
    sheets = tuple(material.pages) if material else ()
    shown = [page.page for page in finding.evidence if page.page in sheets]
    sheet = f"第{sheets.index(shown[0]) + 1}页" if shown and len(sheets) > 1 else ""
    if title and sheet:
        return f"{title}（{sheet}）"
    return f"{title}{sheet}"


def _field_title(kinds: Kinds, name: str | None, spec: MaterialSpec | None) -> str:
    for kind in [kind for together in spec.accept for kind in together] if spec else []:
        title = _titles(kinds[kind]).get(name or "") if kind in kinds else None
        if title:
            return title
    return ""


def _titles(kind: KindSpec) -> Mapping[str, str]:
    columns = kind.table.columns if kind.table else ()
    return {spec.name: spec.title for spec in kind.fields} | {spec.name: spec.title for spec in columns}


def _is_mended(item: Item) -> bool:
    return item.decision is not None and item.decision.verdict == "fixed"


def _mended(desk: _Desk, item: Item) -> Mended:
    spec = desk.spec(item.finding)
    title = spec.title if spec else WHOLE_APPLICATION
    facts = taken_apart(item.finding.message).facts
    doubt = desk.wording.of(item.finding.code).doubt.format(**_blanks(desk, item.finding, spec))
    return Mended(item.key, title, _without_title(facts or doubt, title))


def _blanks(desk: _Desk, finding: Finding, spec: MaterialSpec | None) -> Mapping[str, str]:
    """What the wording's texts may hold."""
    title = spec.title if spec else WHOLE_APPLICATION
    place = _field_title(desk.kinds, finding.field, spec) or title
    return {"material": title, "place": place, "demand": desk.demand(spec)}


# -- what was received ------------------------------------------------------------------------------------


def _received(outcome: Outcome, spec: MaterialSpec, material: Material) -> Received:
    state = STATES.get(outcome.states[material.id], "")
    if material.status is MaterialStatus.NOT_REQUIRED:
        return Received(spec.id, spec.title, 0, 0, "", state, spec.waived_by or "")
    if not material.pages and not material.documents:
        return Received(spec.id, spec.title, 0, 0, "", state)
    kinds = Counter(paper.kind or "" for paper in outcome.case.documents if paper.id in material.documents)
    return Received(
        spec.id, spec.title, _copies(kinds, spec.accept), len(material.pages), KEPT[spec.form], state
    )


def _copies(kinds: Mapping[str, int], accept: Sequence[Sequence[str]]) -> int:
    """Both faces of a card are one copy of it; a material that is not whole counts as one."""
    whole = [min(kinds.get(kind, 0) for kind in together) for together in accept if together]
    return max([1, *whole])


def _matter(matter: MatterSpec) -> Matter:
    return Matter(matter.id, matter.title, matter.version, matter.guide_source)
