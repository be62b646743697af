"""签字（S04）

查什么：材料的 ``signatures`` 要求的签字。对齐全的材料的每一份自动执行。签字的地方由文件种类的 ``sign_places`` 说
明，那里有没有手写的字、名章，在影像上看；公章盖在那里不算签字。是谁签的、是否本人签的，程序不看。

选项：无，要求写在材料里：

    signatures: [{by: principal, or_seal: true}, {by: agent, at: 受托人}]

回答：
- 通过：有手写的字；要求里写了 ``or_seal`` 的，有名章也行。
- 有问题：签字的地方是空的。
- 不能判断：没有找到签字的地方；只有打印的姓名；只有名章而要求签字；看不清；影像有毛病而看着是空的；文件带电子
  签名而纸面没有签字。

默认：suspect，S04。依据：该项要求的 ``basis``，没有写时用材料的。
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from intake_assist.checklist.models import SignatureWant
from intake_assist.model import Document, Evidence, Severity, Signature, State
from intake_assist.rules import base
from intake_assist.rules.base import Answer
from intake_assist.rules.context import Context, evidence_of
from intake_assist.rules.standing import is_spoilt
from intake_assist.rules.wants import applying

ID = "signature"
TITLE = "签字"
SEVERITY = Severity.SUSPECT
CODE: str | None = "S04"
BASIS: str | None = None

SIGNERS: Mapping[str, str] = {
    "principal": "法定代表人（负责人）",
    "agent": "经办人（受托人）",
    "insured": "参保人本人",
    "filler": "填表人",
}
_BEST_FIRST = ("signed", "stamped", "printed", "unclear", "empty")


class Options(base.Options):
    pass


@dataclass(frozen=True, slots=True)
class _Seen:
    """A place to sign on a page of a paper."""

    page: str
    mark: Signature


def check(context: Context, _options: Options) -> Iterator[Answer]:
    wants = context.material.signatures if context.material else ()
    for want in applying(context, wants):
        assert context.material is not None
        for paper in context.papers(context.material.id):
            if _can_be_signed(context, paper, want):
                yield _judged(context, paper, want)


def _can_be_signed(context: Context, paper: Document, want: SignatureWant) -> bool:
    """A card or licence beside the paper that is to be signed has no place for it."""
    kind = context.kinds.get(paper.kind or "")
    if kind is not None and any(place.by == want.by for place in kind.sign_places):
        return True
    assert context.material is not None
    kinds = {name for names in context.material.accept for name in names}
    others = [context.kinds[name] for name in kinds if name in context.kinds]
    return not any(place.by == want.by for other in others for place in other.sign_places)


def _judged(context: Context, paper: Document, want: SignatureWant) -> Answer:
    seen = _best(_places(context, paper, want))
    if seen is None:
        return _answer(context, paper, want, State.UNCERTAIN, "没有找到签字的地方，请人工查看。")
    mark = seen.mark
    where = f"“{mark.label}”处"
    if mark.state == "signed" or (mark.state == "stamped" and want.or_seal):
        what = "有名章" if mark.state == "stamped" else "有签字"
        return _answer(context, paper, want, State.PASS, f"{where}{what}。", seen)
    if mark.state == "empty":
        return _empty(context, paper, want, seen)
    doubts = {
        "stamped": "只看到名章，没有看到签字",
        "printed": "只看到打印的姓名，没有看到手写的签字",
        "unclear": "看不清有没有签字",
    }
    return _answer(context, paper, want, State.UNCERTAIN, f"{where}{doubts[mark.state]}，请人工查看。", seen)


def _empty(context: Context, paper: Document, want: SignatureWant, seen: _Seen) -> Answer:
    where = f"“{seen.mark.label}”处"
    if any(page.digital_signatures for name in paper.pages if (page := context.pages.get(name))):
        text = f"{where}纸面没有签字，文件带有电子签名，请核对电子签名。"
        return _answer(context, paper, want, State.UNCERTAIN, text, seen)
    if is_spoilt(context, paper):
        text = f"{where}看着是空的，但影像有毛病，不能确定。请查看原件。"
        return _answer(context, paper, want, State.UNCERTAIN, text, seen)
    text = (
        f"{where}没有签字{'，也没有名章' if want.or_seal else ''}。请补签{'或补盖' if want.or_seal else ''}。"
    )
    return _answer(context, paper, want, State.FLAG, text, seen)


def _places(context: Context, paper: Document, want: SignatureWant) -> list[_Seen]:
    """The places of the signer; those that the checklist names, when it does and they are there."""
    found = [
        _Seen(name, mark)
        for name in paper.pages
        if (page := context.pages.get(name))
        for mark in page.signatures
        if mark.by == want.by and (paper.region is None or paper.region.contains(mark.box))
    ]
    named = [seen for seen in found if want.at and want.at in seen.mark.label]
    return named or found


def _best(places: list[_Seen]) -> _Seen | None:
    return min(places, key=lambda seen: _BEST_FIRST.index(seen.mark.state), default=None)


def _answer(
    context: Context, paper: Document, want: SignatureWant, state: State, text: str, seen: _Seen | None = None
) -> Answer:
    assert context.material is not None
    spec = context.material
    evidence = (Evidence(seen.page, seen.mark.box),) if seen else evidence_of(paper)
    what = f"{SIGNERS[want.by]}签字{'或名章' if want.or_seal else ''}"
    said = text if state is State.PASS else f"应有{what}。{text}"
    return Answer(state, f"{spec.title}{said}", spec.id, evidence=evidence, basis=want.basis)
