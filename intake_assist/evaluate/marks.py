"""What the program says about marks beside the text, against what is true: seals there or not, flagged pages. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from intake_assist.evaluate.labels import Defect, LabelledSheet, Labels
from intake_assist.model import Case, Finding, Page, State

NO_SEAL = "S01"
_OTHER_SEAL = "S03"
_COLOURLESS = frozenset({"grey", "black_white"})


@dataclass(frozen=True, slots=True)
class SealRecord:
    """Whether the seal that is wanted on a sheet of a material is `there`, and what the program judged: ``present``,
    ``absent`` or ``unsure``. `colour` says that the sheet was scanned in colour and needs no second scan."""

    material: str
    sheet: str
    conditions: tuple[str, ...]
    colour: bool
    there: bool
    judged: str


def seal_records(labels: Labels, case: Case) -> Iterator[SealRecord]:
    """One for each sheet on which the program looked for a seal and of which the labels say whether it is there.

    Where a wrong seal was pressed it is another question whose it is.
    """
    planted = {(defect.code, defect.material) for defect in labels.findings}
    looked = [finding for finding in case.findings if finding.rule == "seal" and finding.material]
    by_place: dict[tuple[str, str], list[Finding]] = {}
    for finding in looked:
        for page in {evidence.page for evidence in finding.evidence}:
            by_place.setdefault((finding.material or "", sheet_name(case, page)), []).append(finding)
    for (material, sheet), findings in by_place.items():
        label = next((one for one in labels.files if f"{one.file}#{one.page}" == sheet), None)
        if label is None or not _carries(label, material) or (_OTHER_SEAL, material) in planted:
            continue
        there = (NO_SEAL, material) not in planted
        yield SealRecord(material, sheet, label.conditions, _in_colour(label), there, _judgement(findings))


def sheet_name(case: Case, page_id: str) -> str:
    """``file#page``, the file without its folder, of a page of the case."""
    page = case.page(page_id)
    if page is None:
        return ""
    return f"{page.source.file.replace(chr(92), '/').rsplit('/', 1)[-1]}#{page.source.page}"


def _carries(sheet: LabelledSheet, material: str) -> bool:
    return any(document.material == material for document in sheet.documents)


def _in_colour(sheet: LabelledSheet) -> bool:
    return not (sheet.spoilt or _COLOURLESS & set(sheet.conditions) or sheet.file.endswith(".xlsx"))


def _judgement(findings: Sequence[Finding]) -> str:
    about = {finding.state for finding in findings if finding.code == NO_SEAL}
    if State.PASS in about or not about - {State.PASS}:
        return "present"
    return "absent" if State.FLAG in about else "unsure"


# -- pages that were flagged ----------------------------------------------------------------------------------


def passed_on_flagged(labels: Labels, case: Case, missed: Iterable[Defect]) -> tuple[Defect, ...]:
    """Of the defects that no finding names, those on a page whose quality was flagged of whose place nothing at all
    is said: neither *please look* nor that it could not be read."""
    flagged = {sheet_name(case, page.id) for page in case.pages if page.quality}
    doubts = [finding for finding in case.findings if finding.state is not State.PASS]
    return tuple(
        defect
        for defect in missed
        if any(f"{sheet.file}#{sheet.page}" in flagged for sheet in _sheets_of(defect, labels))
        and not any(_about(finding, defect) for finding in doubts)
    )


def _sheets_of(defect: Defect, labels: Labels) -> list[LabelledSheet]:
    return [sheet for sheet in labels.files if defect.material and _carries(sheet, defect.material)]


def _about(finding: Finding, defect: Defect) -> bool:
    return finding.material == defect.material and (defect.field is None or finding.field == defect.field)


def on_spoilt(finding: Finding, labels: Labels, pages: Mapping[str, Page]) -> bool:
    """Whether something a finding shows lies on a sheet that has to be scanned again, of which much cannot be told."""
    spoilt = {f"{sheet.file}#{sheet.page}" for sheet in labels.files if sheet.spoilt}
    shown = [pages[evidence.page] for evidence in finding.evidence if evidence.page in pages]
    names = {
        f"{page.source.file.replace(chr(92), '/').rsplit('/', 1)[-1]}#{page.source.page}" for page in shown
    }
    return bool(names & spoilt)
