"""二维码与纸面一致（C01）

查什么：证照上的二维码、条形码里写着统一社会信用代码或者名称的，与纸面印的比较。很多码里只有查询网址的编号，那就没有
可比的，不回答。码是真是假、网址是不是登记机关的，程序不看，也不上网查。

选项：
- ``uscc``：纸面统一社会信用代码的字段名。
- ``name``：纸面名称的字段名，可以不写。

例：

    - {id: code, rule: code_matches, with: {uscc: uscc, name: name}}

回答：
- 通过：码里的与纸面的一致。
- 有问题：不一致，而纸面读得准。
- 不能判断：不一致，而纸面没有读准或没有读出；码里的值作为建议。

默认：suspect，C01。
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from unicodedata import normalize
from urllib.parse import unquote

from intake_assist.model import Code, Evidence, Severity, State
from intake_assist.rules import base
from intake_assist.rules.base import Answer
from intake_assist.rules.context import OLD_NUMBER, Context, Occurrence
from intake_assist.rules.wording import shown
from intake_assist.values import parse

ID = "code_matches"
TITLE = "二维码与纸面一致"
SEVERITY = Severity.SUSPECT
CODE: str | None = "C01"
BASIS: str | None = None

_USCC = re.compile(r"(?<![0-9A-Z])[0-9A-HJ-NP-RTUWXY]{18}(?![0-9A-Z])")
_NAME = re.compile(r"(?:名称|企业名称|单位名称)[:=]([一-龥()A-Za-z0-9·]{4,60})")


class Options(base.Options):
    uscc: str
    name: str | None = None

    def references(self) -> tuple[str, ...]:
        return (self.uscc, self.name) if self.name else (self.uscc,)


def check(context: Context, options: Options) -> Iterator[Answer]:
    if context.document is None:
        return
    for page, code in _codes(context):
        text = normalize("NFKC", unquote(code.text))
        for name, pattern in ((options.uscc, _USCC), (options.name, _NAME)):
            held = _held(pattern, text) if name else None
            for place in context.fields(name) if name and held else ():
                yield _compared(place, held or "", Evidence(page, code.box))


def _codes(context: Context) -> Iterator[tuple[str, Code]]:
    paper = context.document
    assert paper is not None
    for name in paper.pages:
        page = context.pages.get(name)
        for code in page.codes if page else ():
            if paper.region is None or paper.region.contains(code.box):
                yield name, code


def _held(pattern: re.Pattern[str], text: str) -> str | None:
    """The value in a code's text; a social credit code must have a right check digit."""
    found = pattern.search(text)
    if found is None:
        return None
    if pattern is _NAME:
        return found[1]
    return found[0] if parse("uscc", found[0]).problem is None else None


def _compared(place: Occurrence, held: str, code: Evidence) -> Answer:
    def answer(state: State, message: str, suggestion: str | None = None) -> Answer:
        made = Answer.on(state, message, place, suggestion=suggestion, blocked=state is State.UNCERTAIN)
        return replace(made, evidence=(*made.evidence, code))

    if place.value is not None and normalize("NFKC", place.value) == held:
        return answer(State.PASS, f"{place.label}与二维码里的一致。")
    cut_short = place.field.problem is not None and place.field.problem.code in ("length", OLD_NUMBER)
    if place.value is None or not place.sure or cut_short:
        return answer(State.UNCERTAIN, f"{place.label}没有读准，二维码里是“{held}”，请对照原件核对。", held)
    return answer(
        State.FLAG,
        f"{place.label}印的是{shown(place)}，二维码里却是“{held}”，两者不一致。请核对原件；确实不一致的，证照可能改动过，请按本单位规定核实。",
        held,
    )
