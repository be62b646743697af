"""What is wrong with a supervisor's templates, before an applicant sees it.

A template is parsed, then filled with invented notices that have something in every part. What a page must show
(the number, its QR code, every item, the places for signature, seal and date) is looked for in the result.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from jinja2 import TemplateRuntimeError, TemplateSyntaxError, Undefined, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from intake_assist.checklist.mistakes import Mistake, Mistakes, Place, listed, nearest
from intake_assist.notice.content import Notice, Receipt
from intake_assist.notice.example import BARE, DEFERRED_ONLY, RECEIPT, USUAL
from intake_assist.notice.forms import (
    FILES,
    HEAD,
    NOTICE,
    TITLE,
    TemplateFaultError,
    day,
    environment,
    shipped,
    templates,
)
from intake_assist.notice.forms import (
    RECEIPT as RECEIPT_FILE,
)
from intake_assist.notice.markup import Cell, Paragraph, Picture, Table, blocks

TOP = Place(1, 1)
UNSEEN_TAGS = frozenset(
    {
        "script",
        "iframe",
        "form",
        "input",
        "button",
        "svg",
        "canvas",
        "video",
        "audio",
        "object",
        "embed",
        "link",
    }
)
_WORDS = {
    "Encountered unknown tag": "不认识这个标签",
    "Unexpected end of template": "模板没有写完，缺少结束标签（如 endif、endfor）",
    "unexpected end of template": "模板没有写完，缺少结束标签（如 endif、endfor）",
    "unexpected '": "这里多了或错了符号",
    "expected token": "这里缺少符号",
    "No filter named": "没有这个过滤器",
    "No test named": "没有这个判断",
}
_SIGNED = re.compile("(?:签收|签字|签名)(?!日期)")
_SEALED = re.compile("盖章")
_DATED = re.compile("日期")


def lint(folder: Path) -> tuple[Mistake, ...]:
    """Everything that is wrong with the templates in `folder`, file by file. Templates the folder lacks are the
    program's own; a folder without any is told so."""
    own = [name for name in FILES if (folder / name).is_file()]
    if not own:
        return (Mistake(str(folder), 1, 1, f"这里没有模板；模板的文件名是：{'、'.join(FILES)}"),)
    try:
        texts = templates(folder)
    except TemplateFaultError as error:
        return (Mistake(str(folder), 1, 1, error.message),)
    return tuple(
        mistake for name in FILES if name in own for mistake in lint_text(str(folder / name), name, texts)
    )


def lint_text(file: str, name: str, texts: Mapping[str, str] | None = None) -> tuple[Mistake, ...]:
    """The mistakes of the template called `name` among `texts`; `file` is what to call it."""
    texts = shipped() if texts is None else texts
    mistakes = Mistakes(file)
    recorder = _Recorder()
    made = environment(texts, recorder.kind())
    tree = _parsed(made, texts[name], mistakes)
    if tree is None:
        return mistakes.sorted()
    _examine_tags(texts[name], mistakes)
    lacking: dict[str, None] = {}
    others = [made.parse(text) for other, text in texts.items() if other != name and _parses(made, text)]
    for page, subject, value in _SUBJECTS.get(name, ()):
        examined = _Page(page, subject, value, tree, tuple(others))
        lacking |= dict.fromkeys(_examine(made, examined, recorder, mistakes))
    for what in lacking:
        mistakes.missing(TOP, f"打印出来的纸上没有{what}")
    return mistakes.sorted()


# -- what stands there ------------------------------------------------------------------------------------


def _parsed(made: ImmutableSandboxedEnvironment, text: str, mistakes: Mistakes) -> nodes.Template | None:
    try:
        tree = made.parse(text)
        made.compile(text)
    except TemplateSyntaxError as error:
        mistakes.error(Place(error.lineno, 1), _syntax(made, error))
        return None
    return tree


def _parses(made: ImmutableSandboxedEnvironment, text: str) -> bool:
    try:
        made.parse(text)
    except TemplateSyntaxError:
        return False
    return True


def _syntax(made: ImmutableSandboxedEnvironment, error: TemplateSyntaxError) -> str:
    message = error.message or ""
    said = next((words for begin, words in _WORDS.items() if message.startswith(begin)), "写法不对")
    quoted = re.search("'([^']*)'", message)
    what = f"：“{quoted[1]}”" if quoted else ""
    near = nearest(quoted[1], made.filters) if quoted and message.startswith("No filter") else None
    return f"{said}{what}{f'（是不是想写“{near}”？）' if near else ''}"


def _examine_tags(text: str, mistakes: Mistakes) -> None:
    finder = _Tags()
    finder.feed(text)
    for line, column, tag in finder.found:
        mistakes.warn(Place(line, column), f"<{tag}> 打印不出来，请去掉")


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in UNSEEN_TAGS:
            line, column = self.getpos()
            self.found.append((line, column + 1, tag))


# -- what comes out ---------------------------------------------------------------------------------------


class _Recorder:
    """Remembers names that templates use and nobody knows, instead of stopping at the first."""

    def __init__(self) -> None:
        self.unknown: dict[str, Any] = {}

    def kind(self) -> type[Undefined]:
        unknown = self.unknown

        class Recorded(Undefined):
            def __init__(self, hint: Any = None, obj: Any = None, name: Any = None, exc: Any = None) -> None:
                super().__init__(hint, obj, name, exc or TemplateRuntimeError)
                if name is not None:
                    unknown.setdefault(str(name), obj)

            def __str__(self) -> str:
                return ""

            def __getattr__(self, name: str) -> Any:
                if name.startswith("__"):
                    raise AttributeError(name)
                return Undefined(name=name)

        return Recorded


@dataclass(frozen=True, slots=True)
class _Page:
    """A page to be filled on account of one template: `tree` is that template, `others` those it may include or
    be included by."""

    name: str
    subject: str
    value: Notice | Receipt
    tree: nodes.Template
    others: tuple[nodes.Template, ...]


def _examine(
    made: ImmutableSandboxedEnvironment, page: _Page, recorder: _Recorder, mistakes: Mistakes
) -> list[str]:
    """What the page lacks; unknown names and faults go to `mistakes`."""
    html = ""
    try:
        html = made.get_template(page.name).render({page.subject: page.value})
    except Exception as error:  # whatever other people's template does wrong
        if not recorder.unknown:
            line = getattr(error, "lineno", None) or 1
            mistakes.error(Place(line, 1), f"填不进内容：{type(error).__name__}。请对照自带的模板检查")
    for unknown, owner in recorder.unknown.items():
        _tell_unknown(unknown, owner, page, mistakes)
    return _lacking(html, page.value) if html and not recorder.unknown else []


def _tell_unknown(name: str, owner: Any, page: _Page, mistakes: Mistakes) -> None:
    known = _names_of(owner) if hasattr(owner, "__dataclass_fields__") else [page.subject, "counter", "loop"]
    lines = _lines_of(name, page.tree)
    if not lines and any(_lines_of(name, other) for other in page.others):
        return  # told where it stands
    for line in lines or [1]:
        mistakes.error(Place(line, 1), f"没有“{name}”这一项{listed(known)}", nearest(name, known))


def _names_of(owner: Any) -> list[str]:
    own = [name for name, value in vars(type(owner)).items() if isinstance(value, property)]
    return [each.name for each in fields(owner)] + own


def _lines_of(name: str, tree: nodes.Template) -> list[int]:
    lines = {node.lineno for node in tree.find_all(nodes.Getattr) if node.attr == name}
    lines |= {node.lineno for node in tree.find_all(nodes.Name) if node.name == name and node.ctx == "load"}
    return sorted(lines)


def _lacking(html: str, value: Notice | Receipt) -> list[str]:
    parts = list(_parts(html))
    text = "".join(part.text for part in parts if isinstance(part, Paragraph))
    lacking = [what for what, wanted in _wanted(value) if wanted and wanted not in text]
    if not any(isinstance(part, Picture) and part.name == "qr" for part in parts):
        lacking.append('编号的二维码（<img src="qr">）')
    places = (("申请人签收（签字）处", _SIGNED), ("盖章处", _SEALED), ("签收日期", _DATED))
    return [*lacking, *(what for what, words in places if not words.search(text))]


def _parts(html: str) -> Iterator[Paragraph | Picture]:
    for block in blocks(html):
        if isinstance(block, Table):
            cells: Iterable[Cell] = (cell for row in block.rows for cell in row)
            yield from (part for cell in cells for part in cell.content)
        else:
            yield block


def _wanted(value: Notice | Receipt) -> Iterator[tuple[str, str]]:
    """What the page must say, and the words by which that is seen."""
    yield "编号", value.occasion.number
    yield "申请单位", value.applicant.name
    yield "事项", value.matter.title
    yield "告知（收件）日期", day(value.occasion.given_on)
    yield "单位名称（落款）", value.office.authority
    if isinstance(value, Receipt):
        for entry in value.received:
            yield f"材料“{entry.title}”", entry.title
        return
    for missing in (*value.missing, *value.deferred):
        yield f"材料“{missing.title}”的名称", missing.title
        yield f"材料“{missing.title}”的要求", missing.demand
        yield f"材料“{missing.title}”的依据", missing.basis
        yield f"容缺材料“{missing.title}”的补交期限", day(missing.until)
    for group in value.faults:
        yield f"有问题的材料“{group.title}”", group.title
        for fault in group.faults:
            yield f"问题“{fault.place}”的现状", fault.found
            yield f"问题“{fault.place}”的要求", fault.required
            yield f"问题“{fault.place}”的补正办法", fault.mend
            yield f"问题“{fault.place}”的依据", fault.basis
    yield "补正期限", day(value.supplement_by)
    yield "逾期后果", value.consequence
    yield from ((f"补正渠道“{channel}”", channel) for channel in value.channels)
    yield from ((f"提示“{hint}”", hint) for hint in value.hints)
    yield "窗口的备注", value.remarks


_SUBJECTS: Mapping[str, tuple[tuple[str, str, Notice | Receipt], ...]] = {
    NOTICE: ((NOTICE, "notice", USUAL), (NOTICE, "notice", DEFERRED_ONLY), (NOTICE, "notice", BARE)),
    RECEIPT_FILE: ((RECEIPT_FILE, "receipt", RECEIPT),),
    HEAD: ((NOTICE, "notice", USUAL), (RECEIPT_FILE, "receipt", RECEIPT)),
    TITLE: ((NOTICE, "notice", USUAL), (RECEIPT_FILE, "receipt", RECEIPT)),
}
"""Which pages are filled, and with what, to see what becomes of a template."""
