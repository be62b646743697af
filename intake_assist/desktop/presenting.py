"""What the panes show, worked out of a case without any widget."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication

from intake_assist.casework import CaseState, FieldRef, Item, MaterialState, Outcome, arranged
from intake_assist.casework.steps import FieldCorrected
from intake_assist.checklist.models import KindSpec
from intake_assist.desktop.glimpses import Glimpse
from intake_assist.desktop.words import Look, decision_look, material_look
from intake_assist.model import Box, Case, Document, Evidence, Field, Material, Page, Source, State
from intake_assist.values.mask import masked, masked_value

translate = QCoreApplication.translate

UNSORTED_KEY = "unsorted"
WAITING_KEY = "waiting"
NOT_WANTED_KEY = "not_wanted"
_QUIET = ("check", "dash")  # signs of fields with which nothing seems to be wrong


@dataclass(frozen=True, slots=True)
class Branch:
    """A line of the materials tree. `key` names it in its case; `page` is a page or sheet, `material` where it
    lies ("" for 未归类, None for lines that take no pages)."""

    key: str
    title: str
    look: Look | None = None
    note: str = ""
    material: str | None = None
    page: str | None = None
    children: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A field of a document as it is listed. `value` is whole; show it through `shown`."""

    ref: FieldRef
    title: str
    value: str
    sensitive: bool
    look: Look
    problem: str = ""
    suggestion: str = ""
    page: str = ""
    box: Box | None = None
    corrected: bool = False

    def shown(self, whole: bool) -> str:
        if whole:
            return self.value
        return masked_value(self.value) if self.sensitive and self.value.isascii() else masked(self.value)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A picture of the strip: a page, or a sheet that is not read yet. `look` None: nothing to say."""

    key: str
    title: str
    look: Look | None
    note: str = ""
    read: bool = True


def place(page: Page) -> str:
    return place_of(page.source)


def place_of(source: Source) -> str:
    """``01.jpg 第 1 页``, with the part when the sheet was cut into several."""
    name = source.file.replace("\\", "/").rsplit("/", 1)[-1]
    if source.part:
        return translate("Words", "{name} 第 {page} 页（{part}）").format(
            name=name, page=source.page, part=source.part
        )
    return translate("Words", "{name} 第 {page} 页").format(name=name, page=source.page)


def evidence_place(evidence: Evidence, case: Case) -> str:
    page = case.page(evidence.page)
    return place(page) if page else ""


# -- materials --------------------------------------------------------------------------------------------


def branches(
    outcome: Outcome, state: CaseState, kinds: Mapping[str, KindSpec], waiting: Sequence[Glimpse]
) -> tuple[Branch, ...]:
    """未归类 first and always, then what is being read, the materials, and in the end what does not apply."""
    pages = {page.id: page for page in outcome.case.pages}
    titles = _titles(outcome.case.documents, kinds)

    def leaf(page: str, material: str | None) -> Branch:
        return _page_branch(pages[page], titles, state, material)

    unsorted = tuple(leaf(page, "") for page in outcome.unsorted_pages)
    found = [
        Branch(UNSORTED_KEY, translate("Words", "未归类"), _unsorted_look(unsorted), "", "", None, unsorted),
    ]
    if waiting:
        reading = tuple(leaf for glimpse in waiting for leaf in _waiting_branches(glimpse, kinds))
        found.append(
            Branch(
                WAITING_KEY,
                translate("Words", "正在识别"),
                Look("clock", "", "blue"),
                "",
                None,
                None,
                reading,
            )
        )
    idle: list[Branch] = []
    for material in outcome.case.materials:
        branch = _material_branch(material, outcome, state, leaf, reading=_is_reading(outcome))
        not_wanted = outcome.states[material.id] is MaterialState.NOT_APPLICABLE and not material.pages
        (idle if not_wanted else found).append(branch)
    if idle:
        look = Look("dash", "", "grey")
        found.append(
            Branch(
                NOT_WANTED_KEY, translate("Words", "不适用"), look, str(len(idle)), None, None, tuple(idle)
            )
        )
    return tuple(found)


def _unsorted_look(pages: Sequence[Branch]) -> Look:
    return Look("question", str(len(pages)), "amber") if pages else Look("dash", "0", "grey")


def _waiting_branches(glimpse: Glimpse, kinds: Mapping[str, KindSpec]) -> list[Branch]:
    """The lines of a sheet that is not read yet, by the kind of paper it seems to be."""
    look = waiting_look(glimpse) if glimpse.busy else None
    made = []
    for key in glimpse.keys:
        page = glimpse.page(key)
        where = place(page) if page else place_of(glimpse.source)
        titles = _titles(glimpse.papers, kinds).get(key, "")
        note = where if titles else ""
        made.append(Branch(f"{WAITING_KEY}/{key}", titles or where, look, note, page=key))
    return made


def waiting_look(glimpse: Glimpse) -> Look:
    """How far the reading of a sheet is."""
    if glimpse.pages:
        return Look("clock", translate("Words", "正在细看"), "blue")
    if glimpse.busy:
        return Look("clock", translate("Words", "正在识别"), "blue")
    return Look("clock", translate("Words", "等待识别"), "grey")


def _material_branch(
    material: Material, outcome: Outcome, state: CaseState, leaf: object, reading: bool
) -> Branch:
    looked = bool(material.pages) and state.seen.issuperset(material.pages)
    look = material_look(outcome.states[material.id], looked)
    if reading and outcome.states[material.id] in _ABSENT and not _is_said(material.id, outcome):
        look = Look("clock", translate("Words", "识别中"), "grey")
    elif reading and outcome.states[material.id] is MaterialState.COMPLETE:
        look = Look("check", translate("Words", "已收到"), "grey", looked)
    children = tuple(leaf(page, material.id) for page in material.pages)  # type: ignore[operator]
    return Branch(f"material/{material.id}", material.title, look, "", material.id, None, children)


def _page_branch(page: Page, titles: Mapping[str, str], state: CaseState, material: str | None) -> Branch:
    look = Look("check", "", "grey", True) if page.id in state.seen else None
    if page.problem:
        look = Look("cross", translate("Words", "没有读出来"), "red")
    elif page.blank:
        look = Look("dash", translate("Words", "空白页"), "grey")
    elif page.id in state.placed:
        look = Look("check", translate("Words", "人工归类"), "grey", True)
    title = titles.get(page.id) or place(page)
    note = place(page) if page.id in titles else ""
    return Branch(f"page/{material or ''}/{page.id}", title, look, note, material, page.id)


_ABSENT = (MaterialState.MISSING, MaterialState.DEFERRED)


def _is_said(material: str, outcome: Outcome) -> bool:
    return any(item.finding.material == material and item.open for item in outcome.items)


def _titles(papers: Iterable[Document], kinds: Mapping[str, KindSpec]) -> dict[str, str]:
    """Page -> the titles of the papers on it, where they were recognised."""
    titles: dict[str, list[str]] = {}
    for document in papers:
        kind = kinds.get(document.kind or "")
        for page in document.pages:
            if kind:
                titles.setdefault(page, []).append(kind.title)
    return {page: "＋".join(dict.fromkeys(names)) for page, names in titles.items()}


# -- the strip of pages -----------------------------------------------------------------------------------


def sheets(outcome: Outcome, state: CaseState, waiting: Sequence[Glimpse]) -> tuple[Sheet, ...]:
    standing = [item for item in outcome.items if _stands(item)]
    wrong = _pages_of(item for item in standing if item.finding.state is State.FLAG or not item.open)
    doubtful = _pages_of(standing)
    reading = _is_reading(outcome)

    def line(page: Page) -> Sheet:
        look = _sheet_look(page, state, wrong, doubtful, reading)
        return Sheet(page.id, place(page), look, page.problem or "")

    found = [(page.source, line(page)) for page in outcome.case.pages]
    found += [line for glimpse in waiting for line in _waiting_sheets(glimpse)]
    files = {file.id: at for at, file in enumerate(state.files)}
    found.sort(key=lambda line: (files.get(line[0].file, len(files)), line[0].page, line[0].part))
    return arranged(state, [sheet for _, sheet in found], lambda sheet: sheet.key)


def _waiting_sheets(glimpse: Glimpse) -> list[tuple[Source, Sheet]]:
    look = waiting_look(glimpse)
    sources = [page.source for page in glimpse.pages] or [glimpse.source]
    return [(source, Sheet(source.id, place_of(source), look, read=False)) for source in sources]


def _is_reading(outcome: Outcome) -> bool:
    """Whether it is too early to call anything fine."""
    return bool(outcome.waiting or outcome.unlisted)


def _stands(item: Item) -> bool:
    """Whether a finding still speaks against its page: what was confirmed does, until the paper is another."""
    settled = item.decision is not None and item.decision.verdict in ("dismissed", "fixed")
    return not settled and item.finding.severity.value != "info"


def _pages_of(items: Iterable[Item]) -> set[str]:
    return {evidence.page for item in items for evidence in item.finding.evidence}


def _sheet_look(page: Page, state: CaseState, wrong: set[str], doubtful: set[str], reading: bool) -> Look:
    if page.problem:
        return Look("cross", translate("Words", "没有读出来"), "red")
    seen = page.id in state.seen
    if page.id in wrong:
        return Look("bang", translate("Words", "有问题"), "red", seen)
    if page.id in doubtful:
        return Look("question", translate("Words", "请人工看"), "amber", seen)
    if seen:
        return Look("check", translate("Words", "已看过"), "green", seen)
    if reading:
        return Look("check", translate("Words", "已读出"), "grey")
    return Look("check", translate("Words", "程序未发现问题"), "green")


# -- fields -----------------------------------------------------------------------------------------------


def documents_on(case: Case, page: str) -> tuple[Document, ...]:
    return tuple(document for document in case.documents if page in document.pages)


def field_rows(
    document: Document, kinds: Mapping[str, KindSpec], state: CaseState, items: Sequence[Item] = ()
) -> tuple[FieldRow, ...]:
    """The fields of the kind in its order, those not found too, then its table row by row. A value that one of
    `items` is about does not look fine."""
    rows = _field_rows(document, kinds, state)
    told = _told(items)
    return tuple(
        replace(row, look=told[row.page, row.box])
        if row.look.sign in _QUIET and not row.corrected and (row.page, row.box) in told
        else row
        for row in rows
    )


def _told(items: Sequence[Item]) -> dict[tuple[str, Box | None], Look]:
    """What the findings that were not dismissed say of the places they point to, the heaviest of each place."""
    found: dict[tuple[str, Box | None], Look] = {}
    for item in items:
        if not _stands(item):
            continue
        flagged = item.finding.state is State.FLAG
        word = translate("Words", "有问题") if flagged else translate("Words", "请人工看")
        look = Look("bang" if flagged else "question", word, "red" if flagged else "amber")
        for evidence in item.finding.evidence:
            if evidence.box is not None:
                found.setdefault((evidence.page, evidence.box), look)
    return found


def _field_rows(document: Document, kinds: Mapping[str, KindSpec], state: CaseState) -> tuple[FieldRow, ...]:
    kind = kinds.get(document.kind or "")
    if kind is None:
        return ()
    rows = []
    for spec in kind.fields:
        found = document.fields.get(spec.name)
        rows.append(
            _field_row(
                FieldRef(document.id, spec.name), spec.title, spec.sensitive, spec.optional, found, state
            )
        )
    for row in document.rows:
        for column in kind.table.columns if kind.table else ():
            title = translate("Words", "第 {row} 行 {title}").format(row=row.number, title=column.title)
            ref = FieldRef(document.id, column.name, row.number)
            rows.append(
                _field_row(ref, title, column.sensitive, column.optional, row.fields.get(column.name), state)
            )
    return tuple(rows)


def first_rows(document: Document, kinds: Mapping[str, KindSpec]) -> tuple[FieldRow, ...]:
    """The fields as the first recognition has them: what was read, and no word on whether it is right."""
    look = Look("clock", translate("Words", "正在细看"), "grey")
    rows = field_rows(document, kinds, CaseState())
    return tuple(replace(row, look=look, problem="", suggestion="") for row in rows)


def _field_row(
    ref: FieldRef, title: str, sensitive: bool, optional: bool, found: Field | None, state: CaseState
) -> FieldRow:
    corrected = ref in state.corrections
    if optional and not corrected and found is not None and _is_left_blank(found):
        look = Look("dash", translate("Words", "没有填写"), "grey")
        return FieldRow(ref, title, "", sensitive, look, page=found.page, box=found.box)
    if corrected and (found is None or found.text.strip() != state.corrections[ref].text.strip()):
        return _typed_row(ref, title, sensitive, found, state.corrections[ref])
    look = _field_look(found, optional, corrected)
    if found is None:
        return FieldRow(ref, title, "", sensitive, look, corrected=corrected)
    problem = found.problem
    return FieldRow(
        ref,
        title,
        found.value if found.value is not None else found.text,
        sensitive,
        look,
        masked(problem.message) if problem else "",
        (problem.suggestion or "") if problem else "",
        found.page,
        found.box,
        corrected,
    )


def _is_left_blank(found: Field) -> bool:
    return found.value is None and found.problem is not None and found.problem.code == "blank"


def _typed_row(
    ref: FieldRef, title: str, sensitive: bool, found: Field | None, typed: FieldCorrected
) -> FieldRow:
    """What the clerk put in, until the rules have gone over it."""
    look = Look("clock", translate("Words", "人工更正"), "grey", filled=True)
    page = typed.page or (found.page if found else "")
    box = typed.box or (found.box if found else None)
    return FieldRow(ref, title, typed.text, sensitive, look, page=page, box=box, corrected=True)


def _field_look(found: Field | None, optional: bool, corrected: bool) -> Look:
    if corrected:
        wrong = found is not None and found.problem is not None
        return Look(
            "bang" if wrong else "check", translate("Words", "人工更正"), "red" if wrong else "green", True
        )
    if found is None or (found.value is None and not found.problem):
        return Look("dash", translate("Words", "没有找到"), "grey" if optional else "amber")
    if found.problem:
        sign = "question" if found.problem.uncertain else "bang"
        return Look(sign, translate("Words", "请核对"), "amber" if found.problem.uncertain else "red")
    return Look("check", translate("Words", "程序读出"), "green")


# -- findings ---------------------------------------------------------------------------------------------


def next_open(items: Sequence[Item], after: str | None, step: int = 1) -> Item | None:
    """The next finding nobody has decided, round and round. Those left for later (待核对) come after all others,
    what is only for information never."""
    order = list(items)[::step]
    names = [item.key for item in order]
    start = names.index(after) + 1 if after in names else 0
    turned = order[start:] + order[:start]
    wanted = [item for item in turned if item.finding.severity.value != "info" and item.key != after]
    fresh = [item for item in wanted if item.decision is None]
    later = [item for item in wanted if item.open]
    return next(iter([*fresh, *later]), None)


def open_count(items: Iterable[Item]) -> int:
    return sum(item.open and item.finding.severity.value != "info" for item in items)


def decided(item: Item) -> str:
    """``已排除：纸面正确``, empty while nobody has decided."""
    look = decision_look(item)
    if look is None:
        return ""
    reason = item.decision.reason if item.decision else ""
    words = translate("Words", "{verdict}：{reason}")
    return words.format(verdict=look.word, reason=reason) if reason else look.word
