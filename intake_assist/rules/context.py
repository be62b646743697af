"""What a rule may look at: the matter, the answers, and the papers as they were sorted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from intake_assist.checklist.conditions import Condition
from intake_assist.checklist.models import ColumnSpec, FieldSpec, KindSpec, MaterialSpec, MatterSpec
from intake_assist.model import EMPTY, Box, Document, Evidence, Field, Page, Problem
from intake_assist.values.text import squeeze

SURE = 0.88
"""From this confidence on a reading is held against the paper; below it, the reading itself may be wrong.

It is where nine values in ten are right, by ``evaluate --wanted 0.9``: 0.883 on the sample cases and the first 40 of
the standard measure, 0.869 on 231 of its cases (22240 values), 0.863 by the handwritten ones alone. What is right on
either side of it over the whole measure stands in the README.
"""

BLANK = "blank"
READINGS_DIFFER = "readings_differ"
CHARSET = "charset"
"""The value holds characters that no such value has: a letter O for the digit 0 in a code."""
OLD_NUMBER = "old_number"
"""The value is a registration number where a 统一社会信用代码 is wanted: right in itself, nothing to compare with."""

UNREAD = Problem("unread", "没有读出来", uncertain=True)

Answers = Mapping[str, str | bool]


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One place where a field stands, or should stand: `field` always exists, unread when reading lacks it.

    `owner` is the title of the material (or of the kind, for a paper that belongs to no material), `around`
    what to show when the place itself is not known.
    """

    spec: FieldSpec
    document: Document
    field: Field
    owner: str
    material: str | None = None
    around: Box | None = None

    @property
    def value(self) -> str | None:
        return self.field.value

    @property
    def blank(self) -> bool:
        """The place was seen and nothing stands there."""
        return self.value is None and self.field.problem is not None and self.field.problem.code == BLANK

    @property
    def unread(self) -> bool:
        """Nothing is known of what stands there. Text that makes no value was read all the same."""
        return self.value is None and (self.field.problem is None or self.field.problem.code == UNREAD.code)

    @property
    def unmentioned(self) -> bool:
        """The paper's text is there, and neither the value nor any label of the field stands in it."""
        text = squeeze(self.document.text)
        said = any(squeeze(label) in text for label in self.spec.labels)
        return bool(text) and not said and not self.field.text and self.field.box is None

    @property
    def absent(self) -> bool:
        """An optional field left blank, or of which not even a label was found: that is no fault."""
        nothing = not self.field.text and self.field.box is None
        return self.spec.optional and self.value is None and (self.blank or nothing)

    @property
    def faulty(self) -> bool:
        """Its type found fault with it, so that nothing can be concluded from the value."""
        return not (self.field.problem is None or self.unread or self.blank)

    @property
    def possible(self) -> tuple[str, ...]:
        """What may stand there, as other papers may confirm: the value, other good readings of the place, and for a
        character that cannot stand in such a value what it must be."""
        problem = self.field.problem
        meant = problem.suggestion if problem is not None and problem.code == CHARSET else None
        return tuple(dict.fromkeys(value for value in (self.value, *self.field.others, meant) if value))

    @property
    def sure(self) -> bool:
        doubted = self.field.problem is not None and self.field.problem.uncertain
        return self.field.confidence >= SURE and not doubted

    @property
    def label(self) -> str:
        return f"{self.owner}的“{self.spec.title}”"

    @property
    def place(self) -> tuple[str, str]:
        return (self.document.id, self.spec.name)

    @property
    def evidence(self) -> Evidence:
        first = self.document.pages[0] if self.document.pages else ""
        return Evidence(self.field.page or first, self.field.box or self.around)


@dataclass(frozen=True)
class Context:
    """Everything rules know.

    `assignment` gives every material of the matter its papers in page order, without exact duplicates of a
    file, which stand in `duplicates` (id of the copy -> id of the paper it repeats). `unassigned` are papers
    that no material took. `placed` are papers that a person sorted: to a material, or with an empty id to none.
    `material` and `document` are what a check is about just now: an implied check
    looks at a material, a kind's check at one paper of that kind.
    """

    matter: MatterSpec
    kinds: Mapping[str, KindSpec]
    answers: Answers
    today: dt.date
    documents: Mapping[str, Document] = field(default_factory=lambda: EMPTY)
    pages: Mapping[str, Page] = field(default_factory=lambda: EMPTY)
    assignment: Mapping[str, tuple[Document, ...]] = field(default_factory=lambda: EMPTY)
    unassigned: tuple[Document, ...] = ()
    duplicates: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    placed: Mapping[str, str] = field(default_factory=lambda: EMPTY)
    material: MaterialSpec | None = None
    document: Document | None = None

    def about(self, material: MaterialSpec | None = None, document: Document | None = None) -> Context:
        return replace(self, material=material, document=document)

    def holds(self, condition: str | None) -> bool:
        """Whether a condition on the answers is true; no condition is. A missing answer is its default."""
        defaults = {question.id: question.default for question in self.matter.questions}
        return condition is None or _parsed(condition).holds({**defaults, **self.answers})

    def wanted(self, material: MaterialSpec) -> bool:
        """Whether the applicant has to hand the material in: it applies and is not waived (免提交)."""
        return self.holds(material.required_when) and not self.waived(material)

    def waived(self, material: MaterialSpec) -> bool:
        return material.waived_when is not None and self.holds(material.waived_when)

    def papers(self, material_id: str) -> tuple[Document, ...]:
        return self.assignment.get(material_id, ())

    def sorted_papers(self) -> tuple[Document, ...]:
        """Every paper that went to a material, once, by material."""
        return tuple({p.id: p for papers in self.assignment.values() for p in papers}.values())

    def fields(self, reference: str) -> tuple[Occurrence, ...]:
        """All occurrences of ``material.field``, or of a bare name on the paper in focus.

        One for every paper whose kind has the field; none when the material is not there.
        """
        material_id, _, name = reference.rpartition(".")
        papers = self.papers(material_id) if material_id else self._focus
        return tuple(found for paper in papers if (found := self.occurrence(paper, name)) is not None)

    def given(self, references: Iterable[str]) -> Iterator[Occurrence]:
        """All occurrences of several fields but those that a paper may lack and does."""
        return (place for name in references for place in self.fields(name) if not place.absent)

    def occurrence(self, document: Document, name: str) -> Occurrence | None:
        """The field `name` on a paper, None when papers of this kind have no such field."""
        kind = self.kinds.get(document.kind or "")
        spec = kind.field(name) if kind else None
        if spec is None:
            return None
        return self._occurrence(document, spec, document.fields.get(name))

    def cells(self, document: Document) -> Iterator[tuple[int, Occurrence]]:
        """Row number and cell, for every cell a table's kind asks for; `owner` names the row too."""
        kind = self.kinds.get(document.kind or "")
        if kind is None or kind.table is None:
            return
        for row in document.rows:
            for column in kind.table.columns:
                cell = row.fields.get(column.name) or Field(column.name, None, problem=UNREAD)
                placed = replace(cell, page=cell.page or row.page)
                found = self._occurrence(document, _spec_of(column), placed)
                yield row.number, replace(found, owner=f"{found.owner}第{row.number}行", around=row.box)

    def twins(self, place: Occurrence) -> tuple[Occurrence, ...]:
        """The same field on the other copies of a paper that is wanted in several (一式两份), read without
        fault. Copies are printed or written alike, so what one of them shows speaks for a poor reading of
        another."""
        spec = self.matter.material(place.material or "")
        if spec is None or spec.copies < 2:
            return ()
        others = [
            paper
            for paper in self.papers(spec.id)
            if paper.id != place.document.id and paper.kind == place.document.kind
        ]
        found = (self.occurrence(paper, place.spec.name) for paper in others)
        return tuple(twin for twin in found if twin and twin.value is not None and twin.field.problem is None)

    def owner(self, document: Document) -> str | None:
        """Id of the material a paper was sorted to."""
        return self._owners.get(document.id)

    def name(self, document: Document) -> str:
        """What to call a paper before a clerk: its material, or its kind if the material has alternatives."""
        spec = self.matter.material(self.owner(document) or "")
        kind = self.kinds.get(document.kind or "")
        if spec is not None and (kind is None or len(spec.accept) == 1):
            return spec.title
        return kind.title if kind else "未归类材料"

    @property
    def _focus(self) -> tuple[Document, ...]:
        return (self.document,) if self.document else ()

    @cached_property
    def _owners(self) -> Mapping[str, str]:
        pairs = ((paper.id, name) for name, papers in self.assignment.items() for paper in papers)
        return dict(reversed(list(pairs)))

    def _occurrence(self, document: Document, spec: FieldSpec, found: Field | None) -> Occurrence:
        value = found or Field(spec.name, None, problem=UNREAD)
        owner, material = self.name(document), self.owner(document)
        return Occurrence(spec, document, value, owner, material, document.region)


@lru_cache(maxsize=512)
def _parsed(condition: str) -> Condition:
    return Condition.parse(condition)


def _spec_of(column: ColumnSpec) -> FieldSpec:
    return FieldSpec(
        name=column.name,
        title=column.title,
        type=column.type,
        labels=column.labels,
        optional=column.optional,
        sensitive=column.sensitive,
    )


def evidence_of(document: Document) -> tuple[Evidence, ...]:
    """The whole of a paper."""
    return tuple(
        Evidence(page, document.region if number == 0 else None) for number, page in enumerate(document.pages)
    )
