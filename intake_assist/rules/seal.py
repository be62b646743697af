"""盖章（S01、S02、S03）

查什么：材料的 ``seals`` 要求的印章。对齐全的材料自动执行，每一份（同一张纸上的算一份）都要有。章上的单位名称与清单
``seal_names`` 写的字段核对，先写的为准；“有限公司”和“有限责任公司”不是同一个名称。是机关、银行的章还是单位的专用章，
凭清单文件夹里 ``seals.yaml`` 的词分清。

选项：无，要求写在材料里：

    seals: [{kind: official, at: 单位名称}, {kind: official, on: copy, when: "not data_shared"}]

回答：
- 通过：有要求的章，名称一致。章不在要求的位置附近的，另给一条提示。
- 有问题：没有章（S01）；盖的是财务专用章、合同专用章等，或者别的单位的章（S03）；章有一部分在画面外（S02，提醒）。
  只有申请单位自己的表写了单位名称，而两份以上材料的章都是另一个相近的名称（多了、少了“责任”）时，是表写错了（C01）。
- 不能判断：章看不清、是灰色的，没有可核对的单位名称（S02）；扫描没有颜色或影像有毛病而找不到章，电子表格，带电子
  签名的文件，看不出是原件还是复印件，单位名称就是经营者姓名（没有字号）而没有章（S01）。

默认：suspect，S01。依据：该项要求的 ``basis``，没有写时用材料的。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from intake_assist.checklist.models import SealWant
from intake_assist.model import Box, Evidence, Page, Seal, Severity, State
from intake_assist.rules import base
from intake_assist.rules.base import Answer
from intake_assist.rules.context import Context, Occurrence
from intake_assist.rules.seal_fit import GREY, Fit, Names, fit, is_whole, title
from intake_assist.rules.seal_words import Patterns, patterns
from intake_assist.rules.standing import is_spoilt
from intake_assist.rules.wants import applying
from intake_assist.rules.wording import listed, page_name, quoted, shown
from intake_assist.rules.written_name import Contradicted, contradicted
from intake_assist.values.names import is_fragment, org_key, person_key
from intake_assist.values.text import squeeze

ID = "seal"
TITLE = "盖章"
SEVERITY = Severity.SUSPECT
CODE: str | None = "S01"
BASIS: str | None = None

SEALS: Mapping[str, str] = {
    "official": "单位公章",
    "finance": "财务专用章",
    "contract": "合同专用章",
    "principal_name": "法定代表人（负责人）名章",
    "bank": "银行印章",
    "authority": "发证机关印章",
    "parent_official": "总公司公章",
}
_OTHER_NAME = "C01"
_LOOK = "请人工查看"
_SEAL_PLACES = ("盖章", "公章", "签章", "印章")


class Options(base.Options):
    pass


@dataclass(frozen=True, slots=True)
class _Seen:
    """A seal and the page that shows it; `beside` when it lies on the page's sheet, outside of the page."""

    page: str
    seal: Seal
    beside: bool = False

    @property
    def evidence(self) -> Evidence:
        return Evidence(self.page, None if self.beside else self.seal.box, self.seal.text)


@dataclass(frozen=True, slots=True)
class _Sheets:
    """The pages of the papers that lie on the same sheets: one seal is enough for them."""

    pages: tuple[Page, ...]
    spoilt: bool

    @property
    def seals(self) -> tuple[_Seen, ...]:
        own = [_Seen(page.id, seal) for page in self.pages for seal in page.seals]
        beside = {(page.source.file, page.source.page): page for page in self.pages if page.sheet_seals}
        return (*own, *(_Seen(page.id, seal, True) for page in beside.values() for seal in page.sheet_seals))

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        return tuple(Evidence(page.id) for page in self.pages)


def check(context: Context, _options: Options) -> Iterator[Answer]:
    wants = context.material.seals if context.material else ()
    names = _names(context)
    if wrong := contradicted(context, _places(context)):
        names = Names((wrong.name,), names.principal)
        if context.material and wrong.places[0].material == context.material.id and wants:
            yield _miswritten(wrong)
    for want in applying(context, wants):
        for sheets in _sheets(context):
            yield from _judged(context, want, sheets, names)


def _names(context: Context) -> Names:
    known = context.matter.seal_names
    units = _values(context, known.unit)
    whole = tuple(name for name in units if not is_fragment(name))
    return Names(whole, _values(context, known.principal))


def _places(context: Context) -> list[Occurrence]:
    places = [place for reference in context.matter.seal_names.unit for place in context.fields(reference)]
    return [place for place in places if place.value and not is_fragment(place.value)]


def _miswritten(wrong: Contradicted) -> Answer:
    first = wrong.places[0]
    seals = f"各份材料的单位公章都是{quoted(wrong.name)}"
    text = f"{first.label}是{shown(first)}，{seals}，应当一致。请申请人核对，更正有误的一处。"
    answer = Answer.on(State.FLAG, text, *wrong.places, code=_OTHER_NAME)
    return replace(answer, evidence=answer.evidence + wrong.seen)


def _words(context: Context) -> Patterns:
    words = context.matter.seal_words
    if words is None:
        raise ValueError("a matter that wants seals needs seal_words; the loader gives them")
    return patterns(words)


def _values(context: Context, references: tuple[str, ...]) -> tuple[str, ...]:
    """The values read, the sure ones before the others, each in the order of the references."""
    found = [place for reference in references for place in context.fields(reference) if place.value]
    found.sort(key=lambda place: not place.sure or place.faulty)
    return tuple(dict.fromkeys(place.value for place in found if place.value and org_key(place.value)))


def _sheets(context: Context) -> list[_Sheets]:
    """The papers of the material, those on a common sheet together, in their order."""
    assert context.material is not None
    groups: list[tuple[set[tuple[str, int]], list[Page], bool]] = []
    for paper in context.papers(context.material.id):
        pages = [page for name in paper.pages if (page := context.pages.get(name))]
        places = {(page.source.file, page.source.page) for page in pages}
        spoilt = is_spoilt(context, paper)
        for group in [group for group in groups if group[0] & places]:
            groups.remove(group)
            places, pages, spoilt = group[0] | places, [*group[1], *pages], group[2] or spoilt
        groups.append((places, pages, spoilt))
    return [_Sheets(tuple(dict.fromkeys(pages)), spoilt) for _, pages, spoilt in groups if pages]


# -- one want on one set of sheets --------------------------------------------------------------------------


def _judged(context: Context, want: SealWant, sheets: _Sheets, names: Names) -> Iterator[Answer]:
    fits: dict[Fit, list[_Seen]] = {}
    words = _words(context)
    for seen in sheets.seals:
        fits.setdefault(fit(seen.seal, want, names, words), []).append(seen)
    right = sorted(
        fits.get(Fit.RIGHT, ()), key=lambda seen: (seen.seal.color == GREY, not is_whole(seen.seal))
    )
    if right:
        yield from _there(context, want, sheets, right[0], names)
    elif doubtful := fits.get(Fit.DOUBTFUL):
        yield _doubtful(context, want, sheets, doubtful, names)
    elif wrong := fits.get(Fit.WRONG_PURPOSE):
        yield _wrong_purpose(context, want, wrong[0], names)
    elif wrong := fits.get(Fit.WRONG_OWNER):
        yield _wrong_owner(context, want, wrong[0], names)
    else:
        yield _absent(context, want, sheets, fits.get(Fit.FOREIGN, []), names)


def _there(context: Context, want: SealWant, sheets: _Sheets, seen: _Seen, names: Names) -> Iterator[Answer]:
    seal = seen.seal
    what = _expected(want, names)
    if seal.color == GREY:
        text = f"有{what}，是灰色的，看不出是不是盖上去的红章，{_LOOK}原件{_or_in_colour(sheets)}。"
        yield _answer(context, want, State.UNCERTAIN, text, seen, code="S02")
        return
    yield _answer(context, want, State.PASS, f"有{what}。", seen)
    if not is_whole(seal):
        text = "印章有一部分在画面外，请放正后重新扫描，或者看原件上的章是否完整。"
        yield _answer(context, want, State.FLAG, text, seen, code="S02", severity=Severity.WARN)
    elif want.at and not seen.beside and not _near_place(sheets, seen, want.at):
        text = f"有{what}，但不在“{want.at}”处，请看是否可以。"
        yield _answer(context, want, State.FLAG, text, seen, severity=Severity.INFO)


def _doubtful(
    context: Context, want: SealWant, sheets: _Sheets, doubtful: list[_Seen], names: Names
) -> Answer:
    seen = max(doubtful, key=lambda seen: seen.seal.legibility)
    seal = seen.seal
    look = f"{_LOOK}原件{_or_in_colour(sheets)}"
    if not names.unit and seal.owner:
        text = f"有{_shown(seal)}，没有读到可以核对的单位名称，{_LOOK}。"
    elif not is_whole(seal):
        text = f"印章只有一部分在画面里，名称读不全，{look}。"
    elif seal.owner:
        text = f"有一枚章读作{quoted(seal.text)}，不能确定是不是{_expected(want, names)}，{look}。"
    else:
        text = f"有一枚章，上面的字读不出来，不知道是不是{SEALS[want.kind]}，{look}。"
    return _answer(context, want, State.UNCERTAIN, text, seen, code="S02")


def _or_in_colour(sheets: _Sheets) -> str:
    """What else to do about a seal on sheets without colour."""
    grey = [page_name(page) for page in sheets.pages if page.colourless]
    return f"，或者用彩色重新扫描{listed(grey)}" if grey else ""


def _wrong_purpose(context: Context, want: SealWant, seen: _Seen, names: Names) -> Answer:
    whose = f"{quoted(names.unit[0])}的" if names.unit else ""
    text = f"应盖{SEALS[want.kind]}，盖的是{whose}{title(seen.seal, _words(context))}。请补盖{SEALS[want.kind]}。"
    return _answer(context, want, State.FLAG, text, seen, code="S03")


def _wrong_owner(context: Context, want: SealWant, seen: _Seen, names: Names) -> Answer:
    text = f"章上是{quoted(seen.seal.text)}，应为{_expected(want, names)}。请核对，盖错的重新盖章。"
    return _answer(context, want, State.FLAG, text, seen, code="S03")


def _absent(context: Context, want: SealWant, sheets: _Sheets, others: list[_Seen], names: Names) -> Answer:
    what = f"{_on(want)}{SEALS[want.kind]}"
    if all(page.cells for page in sheets.pages):
        return _unsure(context, want, sheets, f"交来的是电子表格，看不到{what}，请看纸质材料。")
    if any(page.digital_signatures for page in sheets.pages):
        return _unsure(
            context, want, sheets, f"页面上没有看到{what}，文件带有电子签名，请核对电子签名（电子印章）。"
        )
    if all(page.colourless for page in sheets.pages):
        text = f"没有看到{what}。扫描件没有颜色，看不出红章，请看原件{_or_in_colour(sheets)}。"
        return _unsure(context, want, sheets, text)
    if sheets.spoilt:
        return _unsure(context, want, sheets, f"没有看到{what}，但影像有毛病，不能确定，请看原件。")
    if want.kind == "official" and _is_nameless_trader(names):
        text = (
            f"没有看到{what}。登记名称是经营者姓名的个体工商户可能没有单位公章，请看是否由经营者签字、捺印。"
        )
        return _unsure(context, want, sheets, text)
    if _may_be_original(context, want, others):
        text = f"没有看到{SEALS[want.kind]}。看不出这是原件还是复印件：收的是复印件的，要加盖{SEALS[want.kind]}。"
        return _unsure(context, want, sheets, text)
    return _answer(context, want, State.FLAG, f"没有{what}，请补盖。", None, sheets)


def _is_nameless_trader(names: Names) -> bool:
    """Whether the applicant goes by the name of a person, for want of a name of its own."""
    known = {person_key(name) for name in names.principal}
    return any(person_key(name) in known for name in names.unit)


def _may_be_original(context: Context, want: SealWant, others: list[_Seen]) -> bool:
    """Whether a coloured seal of its issuer may be the wet one of an original that is only to be verified."""
    assert context.material is not None
    verified = context.material.form in ("verify_original_keep_copy", "any")
    return want.on == "copy" and verified and any(seen.seal.color != GREY for seen in others)


def _unsure(context: Context, want: SealWant, sheets: _Sheets, text: str) -> Answer:
    return _answer(context, want, State.UNCERTAIN, text, None, sheets)


# -- places and words ---------------------------------------------------------------------------------------


def _near_place(sheets: _Sheets, seen: _Seen, label: str) -> bool:
    """Whether the seal touches the line of the label, or words that ask for a seal, or neither was read."""
    page = next(page for page in sheets.pages if page.id == seen.page)
    wanted = squeeze(label)
    own = [line.box for line in page.lines if wanted in squeeze(line.text)]
    asking = [line.box for line in page.lines if any(word in line.text for word in _SEAL_PLACES)]
    return not own or any(_touches(seen.seal.box, box) for box in (*own, *asking))


def _touches(seal: Box, line: Box) -> bool:
    """Along the line the seal may stand anywhere; across it no more than half a seal away."""
    reach = seal.height / 2
    return line.y0 - reach < seal.y1 and seal.y0 < line.y1 + reach


def _expected(want: SealWant, names: Names) -> str:
    known = names.principal if want.kind == "principal_name" else names.unit
    return f"{quoted(known[0])}的{SEALS[want.kind]}" if known else SEALS[want.kind]


def _shown(seal: Seal) -> str:
    return f"{quoted(seal.text)}的章" if seal.text else "一枚章"


def _on(want: SealWant) -> str:
    return {"copy": "复印件上的", "original": "原件上的"}.get(want.on, "")


def _answer(
    context: Context,
    want: SealWant,
    state: State,
    text: str,
    seen: _Seen | None,
    sheets: _Sheets | None = None,
    *,
    code: str | None = None,
    severity: Severity | None = None,
) -> Answer:
    assert context.material is not None
    spec = context.material
    at = f"“{want.at}”处" if want.at and state is not State.PASS and code is None and severity is None else ""
    evidence = (seen.evidence,) if seen else sheets.evidence if sheets else ()
    return Answer(
        state,
        f"{spec.title}{at}{text}",
        spec.id,
        evidence=evidence,
        severity=severity,
        code=code,
        basis=want.basis,
    )
