"""Compares what the program says of a case with what is true of it. Pure.

Everything is counted in `Tally` objects, which add up, so that figures over many cases are sums.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from unicodedata import normalize

from intake_assist.checklist.models import KindSpec
from intake_assist.evaluate.labels import Defect, LabelledDocument, LabelledSheet, Labels, Values
from intake_assist.evaluate.marks import SealRecord, on_spoilt, passed_on_flagged, seal_records
from intake_assist.evaluate.records import DefectRecord, FieldRecord, PaperRecord
from intake_assist.model import Case, Document, Evidence, Field, Finding, Severity, Source, State

Kinds = Mapping[str, KindSpec]

# Whether a seal or a signature is there can be beyond the program; such an answer is no false alarm.
SEAL_CODES = frozenset({"S01", "S02", "S03"})
MARK_CODES = SEAL_CODES | {"S04"}


@dataclass(slots=True)
class Tally:
    """`right` of `total`; `unread` of them gave no value, `doubtful` were marked as *cannot tell*."""

    total: int = 0
    right: int = 0
    unread: int = 0
    doubtful: int = 0

    @property
    def share(self) -> float | None:
        """The right ones among all, None when there is nothing to count."""
        return self.right / self.total if self.total else None

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.total + other.total,
            self.right + other.right,
            self.unread + other.unread,
            self.doubtful + other.doubtful,
        )


@dataclass(slots=True)
class DefectTally:
    """Of `planted` defects of one code, `flagged` were found and `uncertain` found as *cannot tell*."""

    planted: int = 0
    flagged: int = 0
    uncertain: int = 0
    false_alarms: int = 0

    @property
    def found(self) -> int:
        return self.flagged + self.uncertain

    def __add__(self, other: DefectTally) -> DefectTally:
        return DefectTally(
            self.planted + other.planted,
            self.flagged + other.flagged,
            self.uncertain + other.uncertain,
            self.false_alarms + other.false_alarms,
        )


@dataclass(slots=True)
class CaseScore:
    """The figures of one case. `fields` is keyed by (kind, field), table columns as ``rows.<column>``.

    `by_kind` counts the papers of each kind, right when they were recognised as such. `not_judged` counts *cannot
    tell* about seals and signatures, and on sheets that have to be scanned again, that no planted defect explains.
    `passed_on_flagged` counts defects of whose place nothing was said although the page was flagged. `wrong` says in
    words what went wrong, one sentence each. The records say the same of each single value, defect and paper.
    """

    kinds: Tally = field(default_factory=Tally)
    by_kind: dict[str, Tally] = field(default_factory=dict)
    sorting: Tally = field(default_factory=Tally)
    statuses: Tally = field(default_factory=Tally)
    fields: dict[tuple[str, str], Tally] = field(default_factory=dict)
    key_fields: Tally = field(default_factory=Tally)
    defects: dict[str, DefectTally] = field(default_factory=dict)
    not_judged: int = 0
    pages: int = 0
    seconds: float = 0.0
    wrong: list[str] = field(default_factory=list)
    field_records: list[FieldRecord] = field(default_factory=list)
    defect_records: list[DefectRecord] = field(default_factory=list)
    paper_records: list[PaperRecord] = field(default_factory=list)
    seal_records: list[SealRecord] = field(default_factory=list)
    passed_on_flagged: int = 0


@dataclass(frozen=True, slots=True)
class Pair:
    """A labelled document, the sheet it is on, and the document that was read for it, if any."""

    sheet: LabelledSheet
    label: LabelledDocument
    read: Document | None


def score_case(labels: Labels, case: Case, kinds: Kinds) -> CaseScore:
    """Compare `case` with its `labels`. Files are compared by name, without their folder."""
    score = CaseScore(pages=len(case.pages), seconds=case.seconds)
    pairs = [pair for sheet in labels.files for pair in _pairs(sheet, _read_on(sheet, case))]
    _score_kinds(score, labels, case, pairs)
    _score_sorting(score, case, pairs)
    _score_statuses(score, labels, case)
    for pair in pairs:
        _score_fields(score, pair, kinds)
        _score_rows(score, pair)
    _score_defects(score, labels, case)
    return score


# -- documents --------------------------------------------------------------------------------------------


def _read_on(sheet: LabelledSheet, case: Case) -> list[Document]:
    pages = {page.id for page in case.pages if _same_sheet(page.source.file, page.source.page, sheet)}
    return [document for document in case.documents if pages & set(document.pages)]


def _same_sheet(file: str, page: int, sheet: LabelledSheet) -> bool:
    name = file.replace("\\", "/").rsplit("/", 1)[-1]
    return (name, page) == (sheet.file, sheet.page)


def _pairs(sheet: LabelledSheet, read: Sequence[Document]) -> list[Pair]:
    """Match labelled with read documents: the same kind and most values in common first."""
    left, pairs = list(read), []
    for label in sheet.documents:
        same = [document for document in left if document.kind == label.kind]
        best = max(same, key=lambda document: _agreement(label, document), default=None)
        if best is not None:
            left.remove(best)
        pairs.append(Pair(sheet, label, best))
    return pairs


def _agreement(label: LabelledDocument, document: Document) -> int:
    return sum(_equal(value, document.value(name)) for name, value in label.fields.items())


def _score_kinds(score: CaseScore, labels: Labels, case: Case, pairs: Sequence[Pair]) -> None:
    for pair in pairs:
        if _nobody_knows(pair, case):
            continue
        found = [document.kind or "认不出" for document in _read_on(pair.sheet, case)]
        right = pair.read is not None
        _count(score.kinds, right)
        _count(score.by_kind.setdefault(pair.label.kind, Tally()), right)
        if not right:
            _paper(score, pair.sheet, f"应为 {pair.label.kind}，认成 {'、'.join(found) or '没有材料'}")
    for sheet in labels.files:
        extra = _extra_kinds(sheet, case)
        if not sheet.documents:
            _count(score.kinds, not extra)
        if extra:
            _paper(score, sheet, f"多认出 {'、'.join(extra)}")


def _nobody_knows(pair: Pair, case: Case) -> bool:
    """A sheet nobody can read was not recognised, which is right; to take it for something else is not."""
    return not pair.sheet.readable and not any(document.kind for document in _read_on(pair.sheet, case))


def _extra_kinds(sheet: LabelledSheet, case: Case) -> list[str]:
    """Kinds read on the sheet beyond the labelled ones, if there are more documents than labelled."""
    read = Counter(document.kind for document in _read_on(sheet, case) if document.kind)
    extra = read - Counter(label.kind for label in sheet.documents)
    return sorted(extra.elements()) if read.total() > len(sheet.documents) else []


def _score_sorting(score: CaseScore, case: Case, pairs: Sequence[Pair]) -> None:
    materials = {document: material.id for material in case.materials for document in material.documents}
    for pair in pairs:
        if _nobody_knows(pair, case):
            continue
        found = materials.get(pair.read.id) if pair.read else None
        right = pair.read is not None and found == pair.label.material
        _count(score.sorting, right)
        if pair.read is not None and not right:
            _paper(score, pair.sheet, f"{pair.label.kind} 应归 {pair.label.material}，归到 {found}")


def _score_statuses(score: CaseScore, labels: Labels, case: Case) -> None:
    found = {material.id: material.status for material in case.materials}
    for name, status in labels.materials.items():
        right = found.get(name) == status
        _count(score.statuses, right)
        if not right:
            _paper(score, None, f"材料 {name} 应为 {status}，判为 {found.get(name, '没有')}")


# -- values -----------------------------------------------------------------------------------------------


def _score_fields(score: CaseScore, pair: Pair, kinds: Kinds) -> None:
    kind = kinds.get(pair.label.kind)
    for name, value in pair.label.fields.items():
        found = pair.read.fields.get(name) if pair.read else None
        tally = _tally(value, found)
        _add(score.fields, (pair.label.kind, name), tally)
        spec = kind.field(name) if kind else None
        if spec and spec.key:
            score.key_fields += tally
        score.field_records.append(_record(pair, name, value, found, key=bool(spec and spec.key)))
        if not tally.right:
            _wrong(score, pair.sheet, f"{pair.label.kind}.{name} 应为“{value}”，{_as_read(found)}")


def _score_rows(score: CaseScore, pair: Pair) -> None:
    read = list(_rows_of(pair))
    for number, label in enumerate(pair.label.rows, start=1):
        row = max(read, key=lambda fields: _row_agreement(label, fields), default=None)
        if row is not None:
            read.remove(row)
        for column, value in label.items():
            found = row.get(column) if row else None
            tally = _tally(value, found)
            _add(score.fields, (pair.label.kind, f"rows.{column}"), tally)
            score.field_records.append(_record(pair, f"rows.{column}", value, found, key=False))
            if not tally.right:
                _wrong(score, pair.sheet, f"第 {number} 行 {column} 应为“{value}”，{_as_read(found)}")
    if pair.label.rows and read:
        _paper(score, pair.sheet, f"多读出 {len(read)} 行")


def _rows_of(pair: Pair) -> Iterable[Mapping[str, Field]]:
    """The rows read on the sheet of the label. A row that names no page belongs to every sheet."""
    if pair.read is None:
        return
    for row in pair.read.rows:
        file, _, page = row.page.rpartition("#")
        if not row.page or _same_sheet(file, int(page.split(".")[0]), pair.sheet):
            yield row.fields


def _row_agreement(label: Values, fields: Mapping[str, Field]) -> int:
    return sum(name in fields and _equal(value, fields[name].value) for name, value in label.items())


def _tally(value: str, found: Field | None) -> Tally:
    read = found.value if found else None
    doubtful = bool(found and found.problem and found.problem.uncertain)
    return Tally(1, int(_equal(value, read)), int(read is None), int(read is None or doubtful))


def _record(pair: Pair, name: str, value: str, found: Field | None, *, key: bool) -> FieldRecord:
    tally = _tally(value, found)
    return FieldRecord(
        pair.label.kind,
        name,
        key,
        pair.sheet.conditions,
        value,
        found.value if found else None,
        bool(tally.right),
        bool(tally.doubtful),
        found.confidence if found else 0.0,
        found.page if found else "",
        found.box if found else None,
        sheet_id(pair.sheet),
    )


def _equal(value: str, read: str | None) -> bool:
    """Blanks do not count, as they do not where values are compared: between Latin words few of them are read."""
    return read is not None and _plain(value) == _plain(read)


def _plain(value: str) -> str:
    return "".join(normalize("NFKC", value).split())


def _as_read(found: Field | None) -> str:
    return f"读成“{found.value}”" if found and found.value is not None else "没有读出"


# -- defects ----------------------------------------------------------------------------------------------


def _score_defects(score: CaseScore, labels: Labels, case: Case) -> None:
    """Information finds a defect as well, but is never a false alarm."""
    findings = [finding for finding in case.findings if finding.state is not State.PASS]
    missed: list[Defect] = []
    for defect in labels.findings:
        states = {finding.state for finding in findings if explains(finding, defect, case)}
        if states or not defect.derived:
            _score_defect(score, defect, states)
            score.defect_records.append(_defect_record(defect, bool(states), labels, case))
            missed += [] if states else [defect]
    for defect in passed_on_flagged(labels, case, missed):
        score.passed_on_flagged += 1
        score.wrong.append(f"影像有毛病的页上放过 {defect.code} {defect.material} {defect.field or ''}")
    score.seal_records.extend(seal_records(labels, case))
    for finding in findings:
        explained = any(explains(finding, defect, case) for defect in labels.findings)
        if not explained and finding.severity is not Severity.INFO:
            _score_unexplained(score, finding, labels, case)


def _score_defect(score: CaseScore, defect: Defect, states: set[State]) -> None:
    flagged = State.FLAG in states
    _add_defect(score, defect.code, DefectTally(1, int(flagged), int(bool(states) and not flagged)))
    if not states:
        score.wrong.append(f"漏报 {defect.code} {defect.material} {defect.field or ''}：{defect.note}")


def _defect_record(defect: Defect, found: bool, labels: Labels, case: Case) -> DefectRecord:
    shown = tuple(Evidence(field.page, field.box) for field in _fields_of(defect, case) if field.page)
    return DefectRecord(
        defect.code,
        True,
        found,
        _conditions_of(defect.material, labels),
        defect.note,
        defect.material or "",
        defect.field or "",
        shown,
        next((sheet_id(sheet) for sheet in labels.files if _carries(sheet, defect)), ""),
        defect.name,
    )


def _carries(sheet: LabelledSheet, defect: Defect) -> bool:
    """Whether a paper of the defect's material, with its field if it has one, is on the sheet."""
    papers = [paper for paper in sheet.documents if paper.material and paper.material == defect.material]
    if defect.field is None:
        return bool(papers)
    return any(
        defect.field in paper.fields or any(defect.field in row for row in paper.rows) for paper in papers
    )


def _conditions_of(material: str | None, labels: Labels) -> tuple[str, ...]:
    """The conditions of the sheets that belong to a material, of all sheets when it names none that is there."""
    sheets = [sheet for sheet in labels.files if any(paper.material == material for paper in sheet.documents)]
    return tuple(sorted({name for sheet in sheets or labels.files for name in sheet.conditions}))


def _shown_conditions(finding: Finding, labels: Labels, case: Case) -> tuple[str, ...]:
    """The conditions of the sheets a finding shows."""
    pages = [page for evidence in finding.evidence if (page := case.page(evidence.page))]
    sheets = [
        sheet
        for sheet in labels.files
        if any(_same_sheet(page.source.file, page.source.page, sheet) for page in pages)
    ]
    return tuple(sorted({name for sheet in sheets for name in sheet.conditions}))


def _score_unexplained(score: CaseScore, finding: Finding, labels: Labels, case: Case) -> None:
    unsure = finding.state is State.UNCERTAIN
    pages = {page.id: page for page in case.pages}
    if unsure and (finding.code in MARK_CODES or on_spoilt(finding, labels, pages)):
        score.not_judged += 1
        return
    code = finding.code or finding.rule
    _add_defect(score, code, DefectTally(false_alarms=1))
    score.defect_records.append(
        DefectRecord(
            code,
            False,
            True,
            _shown_conditions(finding, labels, case),
            finding.message,
            finding.material or "",
            finding.field or "",
            finding.evidence,
        )
    )
    place = f"{finding.material or ''} {finding.field or ''}".strip()
    score.wrong.append(f"误报 {code} {place}：{finding.message}")


def explains(finding: Finding, defect: Defect, case: Case) -> bool:
    """Whether the finding speaks of the defect: the same code at the same material and field.

    What is said of a whole material (an old form) speaks of what is wrong with its fields as well, and who is asked
    to look at a field because it could not be told what stands there finds whatever is wrong with it.
    Of two papers that disagree either may be named as the wrong one, so that a finding which shows the
    defect's place among its evidence speaks of it as well. In a table the row must be shown in any case.
    """
    if (
        finding.code != defect.code
        and not _both_of_a_mark(finding, defect)
        and not _asks_to_look(finding, defect)
    ):
        return False
    if finding.material == defect.material and defect.row is None:
        return None in (defect.field, finding.field) or finding.field == defect.field
    return any(_shows(evidence, field) for field in _fields_of(defect, case) for evidence in finding.evidence)


def _both_of_a_mark(finding: Finding, defect: Defect) -> bool:
    """Whether the seal is to be looked at where the defect is one of the seal: unread, it may be any of them."""
    return finding.state is State.UNCERTAIN and {finding.code, defect.code} <= SEAL_CODES


def _asks_to_look(finding: Finding, defect: Defect) -> bool:
    """Whether the clerk is sent to the defect's very field to read what the program could not."""
    same = (finding.material, finding.field) == (defect.material, defect.field)
    return same and finding.state is State.UNCERTAIN and defect.field is not None and defect.row is None


def _fields_of(defect: Defect, case: Case) -> Iterator[Field]:
    """The fields that were read where the defect is."""
    if defect.field is None:
        return
    own = {name for m in case.materials if m.id == defect.material for name in m.documents}
    for document in (document for document in case.documents if document.id in own):
        rows = [row.fields for row in document.rows if row.number == defect.row]
        for fields in rows if defect.row else [document.fields]:
            if defect.field in fields:
                yield fields[defect.field]


def _shows(evidence: Evidence, field: Field) -> bool:
    """Rows that came as data have no box; they are known by what stands in them."""
    if field.box is None:
        return bool(evidence.text) and evidence.text in (field.text, field.value)
    return (evidence.page, evidence.box) == (field.page, field.box)


# -- counting ---------------------------------------------------------------------------------------------


def _count(tally: Tally, right: bool) -> None:
    tally.total += 1
    tally.right += right


def _add(tallies: dict[tuple[str, str], Tally], key: tuple[str, str], tally: Tally) -> None:
    tallies[key] = tallies.get(key, Tally()) + tally


def _add_defect(score: CaseScore, code: str, tally: DefectTally) -> None:
    score.defects[code] = score.defects.get(code, DefectTally()) + tally


def _wrong(score: CaseScore, sheet: LabelledSheet, text: str) -> None:
    score.wrong.append(f"{sheet.file} 第 {sheet.page} 页：{text}")


def _paper(score: CaseScore, sheet: LabelledSheet | None, text: str) -> None:
    if sheet is None:
        score.wrong.append(text)
    else:
        _wrong(score, sheet, text)
    score.paper_records.append(PaperRecord(text, sheet_id(sheet) if sheet else ""))


def sheet_id(sheet: LabelledSheet) -> str:
    """``file#page``, without a folder."""
    return Source(sheet.file, sheet.page).id


def total(scores: Iterable[CaseScore]) -> CaseScore:
    """The figures of many cases as those of one. What went wrong with single papers is not carried over."""
    result = CaseScore()
    for score in scores:
        result.kinds += score.kinds
        result.sorting += score.sorting
        result.statuses += score.statuses
        result.key_fields += score.key_fields
        result.not_judged += score.not_judged
        result.pages += score.pages
        result.seconds += score.seconds
        result.field_records += score.field_records
        result.defect_records += score.defect_records
        result.seal_records += score.seal_records
        result.passed_on_flagged += score.passed_on_flagged
        for key, tally in score.fields.items():
            _add(result.fields, key, tally)
        for code, defects in score.defects.items():
            _add_defect(result, code, defects)
        for kind, papers in score.by_kind.items():
            result.by_kind[kind] = result.by_kind.get(kind, Tally()) + papers
    return result
