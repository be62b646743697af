"""Names and numbers that other papers of a case say, where one paper was read otherwise. Pure.

What stands there is not decided here: the picture is asked whether it bears the value out.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz.distance import LCSseq, Levenshtein

from intake_assist.checklist.models import ColumnSpec, FieldSpec, KindSpec
from intake_assist.model import EMPTY, Box, Document, Field
from intake_assist.reading import CODES, TRIED
from intake_assist.values.text import squeeze

_LEAST, _MOST = 5, 2  # characters of a company's name, and values to try at one place
_TWO = 2  # papers of other kinds that have to agree
_LOST = 2  # characters without which what was read is but a part
_IN_COMMON, _IN_ORDER = 0.5, 0.75  # of the characters of what was read
_SURE = 0.985  # of the confidence of a code
_NEARLY = 0.75  # of a code that is sound itself
_PERSON = ("person", "id_number")  # what a paper of one person has one of each
_FORM = re.compile("有限(?:责任)?公司")


@dataclass(frozen=True, slots=True)
class Expected:
    """`value`, of a `type`, may stand at `box` (pixels of the upright page), where `read` was read."""

    box: Box
    value: str
    type: str = field(default="org_name", compare=False)
    read: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class _Said:
    """What a paper of a `kind` says in a field of a `type`. `told` are the values of those who share the name or the
    number beside it."""

    kind: str
    type: str
    field: Field
    told: tuple[str, ...] = ()
    in_table: bool = False

    @property
    def read(self) -> str:
        return squeeze(self.field.value or self.field.text)

    @property
    def is_good(self) -> bool:
        return _is_good(self.field)


Fields = Sequence[tuple[FieldSpec | ColumnSpec, Field]]


def expected(
    documents: Iterable[Document],
    kinds: Mapping[str, KindSpec],
    known: Mapping[str, tuple[Box, ...]] = EMPTY,
) -> Mapping[str, tuple[Expected, ...]]:
    """The values to try, by the page's id, the best supported of each place first; none at the places in `known`.

    A name needs two papers of other kinds that agree on it, and more than agree on what was read; the name of a company
    one, where nothing was read, or what was read is in doubt or has lost a part; a code that fails its check, one. In a
    table, and on a card that was not read, one paper of the person who shares the number or the name is enough.
    """
    found = list(_said(tuple(documents), kinds))
    support: dict[tuple[str, str], set[str]] = defaultdict(set)
    for each in found:
        if each.is_good:
            support[each.type, each.field.value or ""].add(each.kind)
    wanted: dict[str, list[Expected]] = defaultdict(list)
    for each in found:
        box, page = each.field.box, each.field.page
        if box is None or any(box.shares_place(other) for other in known.get(page, ())):
            continue
        for value in _others(each, support):
            wanted[page].append(Expected(box, value, each.type, each.read))
    return {page: tuple(dict.fromkeys(places)) for page, places in wanted.items()}


def _is_good(found: Field) -> bool:
    return found.value is not None and found.problem is None


def _said(documents: Sequence[Document], kinds: Mapping[str, KindSpec]) -> Iterator[_Said]:
    known = [
        (document, kind) for document in documents if (kind := kinds.get(document.kind or "")) is not None
    ]
    papers = [
        (kind, list(_tried(kind.fields, document.fields, document.pages[0]))) for document, kind in known
    ]
    rows = [
        (kind, list(_tried(kind.table.columns, row.fields, row.page or document.pages[0])))
        for document, kind in known
        if kind.table is not None
        for row in document.rows
    ]
    people = [
        (kind.id, *person) for kind, fields in (*papers, *rows) if (person := _person(fields)) is not None
    ]
    for kind, fields in papers:
        told = _told(kind.id, fields, people) if _is_of_one_person(fields) else {}
        for spec, found in fields:
            yield _Said(kind.id, spec.type, found, told.get(spec.type, ()))
    for kind, fields in rows:
        told = _told(kind.id, fields, people)
        for spec, found in fields:
            yield _Said(kind.id, spec.type, found, told.get(spec.type, ()), in_table=True)


def _told(kind: str, fields: Fields, people: Sequence[tuple[str, str, str]]) -> Mapping[str, tuple[str, ...]]:
    """By type, what those have on papers of other kinds who share the other of name and number with these fields."""
    others = [(name, number) for of, name, number in people if of != kind]
    names = {found.value for spec, found in fields if spec.type == "person"}
    numbers = {found.value for spec, found in fields if spec.type == "id_number" and _is_good(found)}
    return {
        "person": tuple(name for name, number in others if number in numbers),
        "id_number": tuple(number for name, number in others if name in names),
    }


def _is_of_one_person(fields: Fields) -> bool:
    return sorted(spec.type for spec, _ in fields if spec.type in _PERSON) == sorted(_PERSON)


def _person(fields: Fields) -> tuple[str, str] | None:
    """The name and the number on a paper, or in a row, of one person."""
    if not _is_of_one_person(fields):
        return None
    found = {spec.type: field_ for spec, field_ in fields}
    name, number = (found[wanted] for wanted in _PERSON)
    return (name.value or "", number.value or "") if _is_good(name) and _is_good(number) else None


def _tried(
    specs: Sequence[FieldSpec] | Sequence[ColumnSpec], fields: Mapping[str, Field], page: str
) -> Iterator[tuple[FieldSpec | ColumnSpec, Field]]:
    for spec in specs:
        found = fields.get(spec.name)
        if spec.type in TRIED and found is not None and not found.by_hand:
            yield spec, found if found.page else replace(found, page=page)


def _others(each: _Said, support: Mapping[tuple[str, str], set[str]]) -> list[str]:
    said = {value: kinds for (of, value), kinds in support.items() if of == each.type}
    own = len(said.get(each.field.value or "", ()))
    values = [
        value
        for value, kinds in said.items()
        if _could_be(each, value) and _is_enough(each, value, kinds, own)
    ]
    values.sort(key=lambda value: -len(said[value] - {each.kind}))
    told = each.told if (each.in_table and each.type == "person") or not each.is_good else ()
    return [value for value in dict.fromkeys((*told, *values)) if value != each.field.value][:_MOST]


def _is_enough(each: _Said, value: str, kinds: set[str], own: int) -> bool:
    """Whether the `kinds` of papers that say the value suffice, where `own` say what was read."""
    if each.type != "person" and not each.is_good:
        return True
    if each.type == "org_name" and _is_part(each, value):
        return True
    return len(kinds - {each.kind}) >= max(_TWO, own + 1)


def _is_part(each: _Said, value: str) -> bool:
    """Whether what was read has lost a part of the name, as under a stamp."""
    read = each.read
    return len(read) <= len(value) - _LOST and LCSseq.similarity(read, value) >= _IN_ORDER * len(read)


def _could_be(each: _Said, value: str) -> bool:
    read = each.read
    if each.type in CODES:
        return _could_be_code(each, value)
    if each.type == "person":
        return not each.in_table and any(char in value for char in read)
    if not read:
        return not each.in_table and len(value) >= _LEAST
    if _is_of_another_form(read, value):
        return False
    return len(value) >= _LEAST and sum(char in value for char in read) > _IN_COMMON * len(read)


def _could_be_code(each: _Said, value: str) -> bool:
    """Not where as many other characters were surely read: the paper has them."""
    read = each.read
    if not read:
        return not each.in_table
    if len(read) != len(value) and each.field.confidence >= _SURE:
        return False
    return Levenshtein.normalized_similarity(read, value) >= (_NEARLY if each.is_good else _IN_COMMON)


def _is_of_another_form(read: str, name: str) -> bool:
    """Whether the one is plainly a 有限公司 and the other a 有限责任公司: two characters are not read into a gap, nor
    are they lost between neighbours that were read."""
    forms = [_FORM.search(text) for text in (read, name)]
    return all(forms) and len({form[0] for form in forms if form}) > 1
