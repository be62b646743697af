"""花名册逐行核对（C03）

查什么：有表格的材料里，每个人的姓名、号码是否都有；号码与性别、出生日期是否相符；是否有人重复；年龄；材料
里有这个人的身份证或劳动合同时号码是否一致；合计人数是否等于行数。号码本身的格式由 `field_format` 检查。没有
内容的行不算。

选项（列名；没有这一列就不查这一项）：
- ``name``（``name``）、``number``（``id_number``）、``sex``（``sex``）、``birth``（``birth``）。
- ``total``：合计人数的字段名，默认不查。
- ``cards``（``[id_card_portrait]``）：用来比对的证件、合同的种类，字段名与列名相同；字段名不同时写成
  ``{种类: [姓名的字段, 号码的字段]}``。
- ``apart``（``[legal_id, agent_id]``）：证件不是给名单上的人用的材料，那里的人可能与名单上的另一人同名。
- ``min_age``（16）、``retire_male``（60）、``retire_female``（55）。

例（写在文件种类里）：

    - {id: rows, rule: roster_rows, with: {total: total}}
    - id: rows
      rule: roster_rows
      with: {cards: {id_card_portrait: [name, id_number], labor_contract: [employee, id_number]}}

回答：
- 通过：每行都读出来了，没有问题。
- 有问题：空着的（M02），与性别、出生日期、身份证、合同不符或者重复的（C03），未满年龄的（P01），合计不符的（M02）；
  到退休年龄、与 ``apart`` 里的人同名而号码里的出生日期大不相同的只作告知（info）。
- 不能判断：姓名或号码没有读出来；影像有毛病而看着是空的；有问题但读得不准；图片里读到的行数与合计不符。

默认：suspect，C03。依据：材料自己的 ``basis``；号码互证依 GB 11643-1999，年龄依《劳动法》第15条。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pydantic import Field

from intake_assist.model import Document, Severity, State
from intake_assist.rules import base, id_facts
from intake_assist.rules.base import Answer
from intake_assist.rules.comparing import Verdict, compared
from intake_assist.rules.context import Context, Occurrence
from intake_assist.rules.standing import is_spoilt
from intake_assist.rules.wording import CHECK_PAPER, listed, quoted, shown, shown_beside
from intake_assist.values import id_number

ID = "roster_rows"
TITLE = "花名册逐行核对"
SEVERITY = Severity.SUSPECT
CODE: str | None = "C03"
BASIS: str | None = None

_NO_SLIP = 3  # digits of a birth date

Cells = Mapping[str, Occurrence]


class Options(base.Options):
    name: str = "name"
    number: str = "id_number"
    sex: str = "sex"
    birth: str = "birth"
    total: str | None = None
    cards: tuple[str, ...] | dict[str, tuple[str, str]] = ("id_card_portrait",)
    apart: tuple[str, ...] = ("legal_id", "agent_id")
    min_age: int = Field(default=16, ge=0)
    retire_male: int = Field(default=60, ge=0)
    retire_female: int = Field(default=55, ge=0)

    def references(self) -> tuple[str, ...]:
        return (self.total,) if self.total else ()

    def places_on(self, kind: str | None) -> tuple[str, str] | None:
        """The fields of name and number on papers of a kind, None for a kind that is not compared."""
        if isinstance(self.cards, dict):
            return self.cards.get(kind or "")
        return (self.name, self.number) if kind in self.cards else None


def check(context: Context, options: Options) -> Iterator[Answer]:
    paper = context.document
    if paper is None:
        return
    rows = _rows(context, paper)
    answers = [
        *_unfilled(rows, options, spoilt=is_spoilt(context, paper)),
        *(answer for row in rows for answer in _facts(row, options)),
        *_twice(rows, options),
        *(answer for row in rows for answer in _age(context, row, options)),
        *(answer for row in rows for answer in _against_cards(context, row, options)),
        *_total(context, len(rows), options),
    ]
    yield from answers
    cells = [cell for row in rows for cell in row.values() if not cell.absent]
    if cells and not answers and all(cell.value is not None and not cell.faulty for cell in cells):
        yield Answer.on(State.PASS, f"{context.name(paper)}{len(rows)}行逐行核对无误。", *cells)


def _rows(context: Context, paper: Document) -> list[Cells]:
    rows: dict[int, dict[str, Occurrence]] = {}
    for number, cell in context.cells(paper):
        rows.setdefault(number, {})[cell.spec.name] = cell
    return [row for row in rows.values() if any(cell.value or cell.field.text for cell in row.values())]


def _unfilled(rows: Sequence[Cells], options: Options, *, spoilt: bool) -> Iterator[Answer]:
    """Blank cells one by one, unread ones together."""
    needed = [row[name] for row in rows for name in (options.name, options.number) if name in row]
    for cell in needed:
        if cell.blank and spoilt:
            text = f"{cell.label}看着是空的，但影像有毛病，不能确定。请查看原件。"
            yield Answer.on(State.UNCERTAIN, text, cell, code="M02")
        elif cell.blank:
            yield Answer.on(State.FLAG, f"{cell.label}没有填写。请申请人补填。", cell, code="M02")
    unread = [cell for cell in needed if cell.unread]
    if unread:
        text = f"{listed(cell.label for cell in unread)}没有读出来，请人工查看。"
        yield Answer.on(State.UNCERTAIN, text, *unread, blocked=True)


def _facts(row: Cells, options: Options) -> Iterator[Answer]:
    number = row.get(options.number)
    facts = ((row.get(options.birth), id_facts.birth_told), (row.get(options.sex), id_number.sex))
    for fact, told in facts:
        if number is None or number.value is None or fact is None or fact.value is None:
            continue
        answer = id_facts.compared(number, fact, told)
        if answer.state is not State.PASS:
            yield replace(answer, basis=id_facts.BASIS)


def _twice(rows: Sequence[Cells], options: Options) -> Iterator[Answer]:
    first: dict[str, Occurrence] = {}
    for cell in (row[options.number] for row in rows if options.number in row):
        if cell.value is None:
            continue
        earlier = first.setdefault(cell.value, cell)
        if earlier is not cell:
            text = f"{cell.label}{shown(cell)}与{earlier.owner}相同，同一人不能重复。"
            text += "请申请人核对，填错的更正，重复的删去。"
            yield Answer.on(State.FLAG, text, cell, earlier)


def _age(context: Context, row: Cells, options: Options) -> Iterator[Answer]:
    cell = row.get(options.number)
    if cell is None or cell.value is None or cell.faulty:
        return
    birth = id_number.birth(cell.value)
    if birth is None or birth > context.today:
        return
    age = id_number.age(birth, context.today)
    retire = options.retire_female if id_number.sex(cell.value) == "女" else options.retire_male
    if age < options.min_age:
        text = f"{cell.owner}按证件号码{age}周岁，未满{options.min_age}周岁，"
        text += "不得招用（文艺、体育和特种工艺单位依法招用的除外）。"
        state = State.FLAG if cell.sure else State.UNCERTAIN
        yield Answer.on(state, f"{text}{CHECK_PAPER}。", cell, code="P01", basis="《劳动法》第15条")
    elif age >= retire:
        text = f"{cell.owner}按证件号码{age}周岁，可能已到退休年龄，请按现行规定核对能否新增参保。"
        yield Answer.on(State.FLAG, text, cell, severity=Severity.INFO, code="P01")


def _against_cards(context: Context, row: Cells, options: Options) -> Iterator[Answer]:
    name, number = row.get(options.name), row.get(options.number)
    if name is None or number is None or name.value is None or number.value is None:
        return
    for card in context.documents.values():
        fields = options.places_on(card.kind)
        if fields is None:
            continue
        card_name, card_number = (context.occurrence(card, field) for field in fields)
        if card_name and card_number and card_name.value and card_number.value:
            yield from _against_card((name, number), (card_name, card_number), options.apart)


def _against_card(
    row: tuple[Occurrence, Occurrence], card: tuple[Occurrence, Occurrence], apart: Sequence[str]
) -> Iterator[Answer]:
    """The same person by name with another number, or by number with another name."""
    names, numbers = compared(row[0], card[0], "person"), compared(row[1], card[1], "id_number")
    if names is Verdict.SAME and card[1].material in apart and _is_another(row[1], card[1]):
        yield _namesake(row[1], card[1], row[0])
    elif names is Verdict.SAME and numbers is not Verdict.SAME:
        yield _contradiction(row[1], card[1], row[0], numbers)
    elif numbers is Verdict.SAME and names is not Verdict.SAME:
        yield _contradiction(row[0], card[0], row[1], names)


def _is_another(number: Occurrence, other: Occurrence) -> bool:
    """Whether two sound numbers have birth dates that are too unlike for a slip of the pen."""
    births = [id_number.birth(place.value or "") for place in (number, other)]
    one, two = (f"{birth:%Y%m%d}" if birth else "" for birth in births)
    unlike = sum(a != b for a, b in zip(one, two, strict=False))
    return number.sure and other.sure and unlike >= _NO_SLIP


def _namesake(cell: Occurrence, card: Occurrence, name: Occurrence) -> Answer:
    text = f"{cell.owner}（{name.spec.title}{shown(name)}）与{card.owner}同名，号码不同，"
    text += "应是同名的另一人。如是同一人，请申请人核对更正。"
    return Answer.on(State.FLAG, text, cell, card, severity=Severity.INFO)


def _contradiction(cell: Occurrence, card: Occurrence, shared: Occurrence, verdict: Verdict) -> Answer:
    text = f"{cell.owner}（{shared.spec.title}{shown(shared)}）的“{cell.spec.title}”是{shown(cell)}，"
    text += f"{card.owner}是{shown_beside(card, cell)}，应当一致。"
    if verdict is Verdict.UNCLEAR:
        return Answer.on(State.UNCERTAIN, f"{text}可能是识别有误，{CHECK_PAPER}。", cell, card)
    return Answer.on(State.FLAG, f"{text}请申请人核对，更正花名册（同名的另一人除外）。", cell, card)


def _total(context: Context, rows: int, options: Options) -> Iterator[Answer]:
    for place in context.fields(options.total) if options.total else ():
        if place.absent or place.blank or place.faulty or place.value == str(rows):
            continue
        if place.value is None:
            text = f"{place.label}没有读出来，请人工核对是否与名单（{rows}人）一致。"
            yield Answer.on(State.UNCERTAIN, text, place, blocked=True)
            continue
        text = f"{place.label}是{quoted(place.value)}，名单里读到{rows}行，两者不符。"
        exact = all(bool(page and page.cells) for page in map(context.pages.get, place.document.pages))
        state = State.FLAG if exact and place.sure else State.UNCERTAIN
        yield Answer.on(
            state, f"{text}请核对人数，看是否漏扫或漏读；确实不符的，请申请人更正。", place, code="M02"
        )
