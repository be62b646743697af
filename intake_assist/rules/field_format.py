"""填写格式与校验（V02）

查什么：归入材料的每一页上的每个字段、表格的每一格，按值类型检查：校验码、位数、日期是否存在。自动执行。空
白和没有读出来的栏目由别的规则说明。

选项：无。

例：登记表上的统一社会信用代码少一位。

回答：
- 通过：值没有问题（纯文字不回答）；表格的一列全部读出且没有问题。
- 有问题：纸面上的值有问题。
- 不能判断：可能是识别有误：值类型这样认为（数字里夹字母），或者识别把握不到 88%（`SURE`）；几次识别的结果不一样
  （列出另读作什么）；公民身份号码处写的像是护照等境外证件号码。
可以没有、也不是关键（``key``）的字段，读得有疑问时不回答。
能用相近字形解释的，附上建议值，不会自动改写。
公民身份号码的前六位不在已知的行政区划里的，只作告知（info），不算值有问题。

默认：V02。级别：日期不存在、身份证号不可能存在为 error；信用代码只到 suspect，因为早期试点有校验码不符的
合法代码；电话、邮编、核准号、账号、境外证件号没有可靠的官方格式，信用代码处也可能是旧证照的工商注册号，只作提示
（warn）。依据：值类型的国家标准。
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from intake_assist.model import Problem, Severity, State
from intake_assist.rules import base
from intake_assist.rules.base import Answer
from intake_assist.rules.context import BLANK, CHARSET, OLD_NUMBER, READINGS_DIFFER, Context, Occurrence
from intake_assist.rules.wording import CHECK_PAPER, listed, scrubbed, sentence, shown, shown_beside
from intake_assist.values import parse, region
from intake_assist.values.text import compact

ID = "field_format"
TITLE = "填写格式与校验"
SEVERITY = Severity.ERROR
CODE: str | None = "V02"
BASIS: str | None = None

_NOTHING_SEEN = frozenset({"unread", BLANK})
_SETTLED_ELSEWHERE = frozenset({READINGS_DIFFER, CHARSET})
_FREE = frozenset({"text", "tick", "address", "authority"})
_WEIGHT_OF_CODE = {OLD_NUMBER: Severity.WARN, "no_such_date": Severity.ERROR}
_WEIGHT_OF_TYPE = {
    "id_number": Severity.ERROR,
    "date": Severity.SUSPECT,
    "period": Severity.SUSPECT,
    "uscc": Severity.SUSPECT,
}
_BASIS_OF_TYPE = {"uscc": "GB 32100-2015", "id_number": "GB 11643-1999"}


class Options(base.Options):
    pass


def check(context: Context, _options: Options) -> Iterator[Answer]:
    doubts: dict[tuple[str | None, str | None], Answer] = {}
    for answer in _of_fields(context):
        copy = (answer.material, answer.field)
        if answer.state is not State.UNCERTAIN or not _on_copies(context, answer):
            yield answer
        else:
            doubts[copy] = _both(doubts[copy], answer) if copy in doubts else answer
    yield from doubts.values()
    yield from _of_cells(context)


def _on_copies(context: Context, answer: Answer) -> bool:
    """Whether an answer is about a paper that is wanted in several copies: what cannot be read on two of them is one
    doubt."""
    spec = context.matter.material(answer.material or "")
    return spec is not None and spec.copies > 1


def _both(one: Answer, other: Answer) -> Answer:
    return replace(
        one,
        evidence=(*one.evidence, *other.evidence),
        places=(*one.places, *other.places),
        blocked=one.blocked and other.blocked,
    )


def _of_fields(context: Context) -> Iterator[Answer]:
    for paper in context.sorted_papers():
        kind = context.kinds.get(paper.kind or "")
        for spec in kind.fields if kind else ():
            place = context.occurrence(paper, spec.name)
            if place is not None and not _settled(context, place):
                yield from (*_wrong(place), *_strange_region(place))
                yield from _right([place], place.label)


def _of_cells(context: Context) -> Iterator[Answer]:
    for paper in context.sorted_papers():
        columns: dict[str, list[Occurrence]] = {}
        for _, cell in context.cells(paper):
            columns.setdefault(cell.spec.name, []).append(cell)
            yield from (*_wrong(cell), *_strange_region(cell))
        for cells in columns.values():
            yield from _right(cells, f"{context.name(paper)}各行的“{cells[0].spec.title}”")


def _right(places: Iterable[Occurrence], label: str) -> Iterator[Answer]:
    places = list(places)
    clean = all(place.value is not None and place.field.problem is None for place in places)
    if clean and places[0].spec.type not in _FREE:
        yield Answer.on(State.PASS, f"{label}格式正确。", *places)


def _wrong(place: Occurrence) -> Iterator[Answer]:
    problem = place.field.problem
    if problem is None or problem.code in _NOTHING_SEEN or place.absent or _nobody_asks(place):
        return
    reason = sentence(scrubbed(problem.message, place.spec.type))
    foreign, sure = _is_foreign(place), place.sure
    if foreign:
        reason = "不是公民身份号码，像是境外人员的证件号码，请核对证件种类。"
    elif sure:
        reason += "纸面上确实如此的，请申请人更正。"
    elif problem.code == READINGS_DIFFER:
        reason += _other_readings(place)
    elif not problem.uncertain:
        reason += "读得不准，可能是识别有误" + ("。" if "核对" in reason else f"，{CHECK_PAPER}。")
    written = "填写为" if place.field.by_hand else "读作"
    yield Answer.on(
        State.FLAG if sure and not foreign else State.UNCERTAIN,
        f"{place.label}{written}{shown(place)}：{reason}",
        place,
        suggestion=problem.suggestion,
        severity=_weight(place.spec.type, problem),
        basis=_BASIS_OF_TYPE.get(place.spec.type),
        blocked=problem.code == READINGS_DIFFER,
    )


def _strange_region(place: Occurrence) -> Iterator[Answer]:
    """Codes that were given up long ago are not all known, so that this is a remark and nothing is held against
    the number."""
    sound = place.value is not None and place.field.problem is None and place.sure
    if place.spec.type == "id_number" and sound and not region.is_known(place.value or ""):
        text = f"{place.label}{shown(place)}的前六位不在已知的行政区划里，可能是已撤销的，仅供参考。"
        yield Answer.on(State.FLAG, text, place, severity=Severity.INFO, basis="GB/T 2260")


def _other_readings(place: Occurrence) -> str:
    """What further readings of the place gave, hidden as far as the value is."""
    said = [replace(place, field=replace(place.field, value=other, text="")) for other in place.field.others]
    return f"另读作{listed(shown_beside(other, place) for other in said)}。" if said else ""


def _settled(context: Context, place: Occurrence) -> bool:
    """Whether a place that was read in two ways, or with a letter for a digit, is settled by another paper, which
    says one of them or what the letter must be."""
    problem = place.field.problem
    if problem is None or problem.code not in _SETTLED_ELSEWHERE:
        return False
    said = {compact(value) for value in place.possible}
    others = (paper for paper in context.documents.values() if paper.id != place.document.id)
    return any(
        compact(found.value) in said
        for paper in others
        for found in paper.fields.values()
        if found.value and (found.problem is None or found.problem.code != CHARSET)
    )


def _is_foreign(place: Occurrence) -> bool:
    """A number beginning with letters in a place for citizen numbers: a passport, say."""
    number = compact(place.field.text)
    letters = place.spec.type == "id_number" and number[:1].isalpha()
    return letters and parse("foreign_id", number).problem is None


def _nobody_asks(place: Occurrence) -> bool:
    """Whether a doubtful reading is of a field that the paper may lack and that nothing is compared with, or of an
    address, of which no more is asked than a hint."""
    doubted = place.field.problem is not None and (place.field.problem.uncertain or not place.sure)
    return doubted and not place.spec.key and (place.spec.optional or place.spec.type == "address")


def _weight(type_id: str, problem: Problem) -> Severity:
    return _WEIGHT_OF_CODE.get(problem.code) or _WEIGHT_OF_TYPE.get(type_id, Severity.WARN)
