"""每人的证件（M01）

查什么：一份材料要收多人的证件时（如增员的参保人员身份证），是否每个人都有、每张是否两面都有。`completeness` 只
看各种面有没有，不看够不够数。

选项：
- ``cards``：收证件的材料，例如 ``staff_id``。
- ``people``：列出人员的材料，例如 ``roster``；没有提交名单时只比两面的张数。
- ``name``（``name``）、``number``（``id_number``）：姓名和号码的字段名，证件与名单的列同名。

例：

    - {id: M01_staff, rule: person_cards, with: {cards: staff_id, people: roster}}

回答：
- 通过：名单上的每个人都有证件，各面张数相同。
- 有问题：名单上有人没有证件，或者有一面的张数少；说出是谁、缺几张。
- 不能判断：同上，但有没能读出、没认出的页，或者有姓名、号码都没有读出来的证件或名单行，可能就是它；或者证件的
  张数够，只是对不上人。
材料不需要、或者一张也没有时不回答，由 `completeness` 说明。

默认：error，M01。依据：材料自己的 ``basis``。
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from intake_assist.checklist.models import MaterialSpec
from intake_assist.model import Document, Evidence, MaterialStatus, Severity, State
from intake_assist.rules import base
from intake_assist.rules.base import Answer
from intake_assist.rules.comparing import Manner, Verdict, compared
from intake_assist.rules.context import Context, Occurrence, evidence_of
from intake_assist.rules.standing import standing, unknown_pages, unreadable_pages
from intake_assist.rules.wording import listed, shown

ID = "person_cards"
TITLE = "每人的证件"
SEVERITY = Severity.ERROR
CODE: str | None = "M01"
BASIS: str | None = None

_ENOUGH = "可能是姓名、号码读得不准，证件的张数是够的。"
_UNREAD = "可能是有一页、一张证件或名单的一行没有读清。"

Person = Mapping[str, Occurrence]


class Options(base.Options):
    cards: str
    people: str
    name: str = "name"
    number: str = "id_number"

    def references(self) -> tuple[str, ...]:
        return tuple(f"{self.cards}.{name}" for name in (self.name, self.number))


def check(context: Context, options: Options) -> Iterator[Answer]:
    spec = context.matter.material(options.cards)
    if spec is None or standing(context, spec).status is not MaterialStatus.PRESENT:
        return
    answers = [*_missing_people(context, spec, options), *_missing_faces(context, spec)]
    if not answers:
        yield Answer(State.PASS, f"{spec.title}每人都有，各面齐全。", spec.id, evidence=_shown(context, spec))
    yield from answers


def _missing_people(context: Context, spec: MaterialSpec, options: Options) -> Iterator[Answer]:
    holders = [_person(context, card, options) for card in context.papers(spec.id)]
    holders = [holder for holder in holders if holder]
    listed_people = _people(context, options)
    unsure = any(map(_is_nobody, (*holders, *listed_people)))
    named = [person for person in listed_people if not _is_nobody(person)]
    without = [person for person in named if not _has_card(person, holders, options)]
    if not without:
        return
    names = listed(shown(person.get(options.name) or person[options.number]) for person in without[:10])
    text = f"名单上的{names}没有{spec.title}。"
    doubt = _ENOUGH if len(holders) >= len(listed_people) else _UNREAD if unsure else ""
    yield _answer(context, spec, text, doubt, tuple(_row_evidence(person) for person in without))


def _missing_faces(context: Context, spec: MaterialSpec) -> Iterator[Answer]:
    counts = Counter(paper.kind for paper in context.papers(spec.id))
    for faces in spec.accept:
        most = max(counts[face] for face in faces)
        if min(counts[face] for face in faces) == 0:
            continue
        for face in faces:
            if counts[face] < most:
                title = context.kinds[face].title if face in context.kinds else face
                text = f"{spec.title}有{most}人的，{title}只有{counts[face]}张，缺{most - counts[face]}张。"
                yield _answer(context, spec, text, "", _shown(context, spec))


def _answer(
    context: Context, spec: MaterialSpec, text: str, doubt: str, evidence: tuple[Evidence, ...]
) -> Answer:
    if unreadable_pages(context) or unknown_pages(context):
        doubt = doubt or _UNREAD
    if doubt:
        return Answer(State.UNCERTAIN, f"{text}{doubt}请人工查看。", spec.id, evidence=evidence)
    return Answer(State.FLAG, f"{text}请申请人补交。", spec.id, evidence=evidence)


def _people(context: Context, options: Options) -> list[Person]:
    people: dict[tuple[str, int], dict[str, Occurrence]] = {}
    for paper in context.papers(options.people):
        for row, cell in context.cells(paper):
            if cell.spec.name in (options.name, options.number):
                people.setdefault((paper.id, row), {})[cell.spec.name] = cell
    return list(people.values())


def _person(context: Context, card: Document, options: Options) -> Person:
    """The fields that say whose a card is; none on a face that does not say it."""
    found = ((name, context.occurrence(card, name)) for name in (options.name, options.number))
    return {name: place for name, place in found if place is not None}


def _is_nobody(person: Person) -> bool:
    return all(place.value is None for place in person.values())


def _has_card(person: Person, holders: Sequence[Person], options: Options) -> bool:
    """Whether any card may be the person's: a misread name or number is the business of other rules."""
    manners: tuple[tuple[str, Manner], ...] = ((options.name, "person"), (options.number, "id_number"))
    return any(
        compared(person[field], holder[field], manner) is not Verdict.DIFFERENT
        for holder in holders
        for field, manner in manners
        if field in person and field in holder and person[field].value and holder[field].value
    )


def _row_evidence(person: Person) -> Evidence:
    return next(iter(person.values())).evidence


def _shown(context: Context, spec: MaterialSpec) -> tuple[Evidence, ...]:
    return tuple(place for paper in context.papers(spec.id) for place in evidence_of(paper))
