"""YAML text into a tree of nodes that know their place.

Plain YAML only: mappings, lists and scalars. Anchors, aliases, tags, several documents in a file and keys
that are not simple texts are mistakes, so that a file means what it shows and cannot blow up. A scalar keeps
its text; what it means (a number, a date, yes or no) is decided where it is used, which is why ``version:
1.10``, ``region: 411000`` and an option called ``no`` arrive as they were written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import yaml

from intake_assist.checklist.mistakes import Mistakes, Place

MAX_BYTES = 1_000_000
MAX_DEPTH = 20
MAX_NODES = 20_000  # twenty times the longest list in use; keeps a hostile file from taking minutes

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_START = Place(1, 1)
_WIDE_COLON = "冒号要用英文半角“:”，后面空一格"
# Control characters, and what no editor shows: soft hyphens, blanks without width, marks of direction, line ends
# that only YAML takes for such.
_UNSEEN = re.compile(
    "[^\t\n\r -~\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
    "|[\xad\u200b\u200e\u200f\u2028-\u202e\u2060]"
)
_MOST_UNSEEN = 50  # a file of another kind has thousands
_NULLS = {"", "~", "null", "Null", "NULL"}
_BOOLS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?\d{1,18}")
_FLOAT = re.compile(r"[-+]?(?:\d{1,18}\.\d{0,18}|\.\d{1,18})")


@dataclass(frozen=True, slots=True)
class Scalar:
    """`style` is the quote (``'`` or ``"``) or block sign (``|``, ``>``), empty for plain text."""

    text: str
    place: Place
    style: str = ""

    @property
    def null(self) -> bool:
        return not self.style and self.text in _NULLS


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Mapping:
    """`entries` are keys and values by the text of the key, of equal keys the first."""

    entries: dict[str, tuple[Scalar, Node]]
    place: Place

    def entry(self, key: str) -> tuple[Scalar, Node] | None:
        return self.entries.get(key)

    def get(self, key: str) -> Node | None:
        entry = self.entry(key)
        return entry[1] if entry else None

    def key(self, key: str) -> Scalar | None:
        entry = self.entry(key)
        return entry[0] if entry else None


@dataclass(frozen=True, slots=True)
class Broken:
    """Stands where something was that has been reported as a mistake already."""

    place: Place


Node = Scalar | Sequence | Mapping | Broken


# -- asking a tree ----------------------------------------------------------------------------------------


def items(node: Node | None) -> tuple[Node, ...]:
    """The items of a list, nothing for anything else."""
    return node.items if isinstance(node, Sequence) else ()


def mappings(node: Node | None) -> Iterator[Mapping]:
    """Those items of a list that are mappings."""
    return (item for item in items(node) if isinstance(item, Mapping))


def scalars(node: Node | None) -> Iterator[Scalar]:
    """Those items of a list that hold a text."""
    return (item for item in items(node) if isinstance(item, Scalar) and not item.null)


def scalar(node: Node | None) -> Scalar | None:
    """The node itself if it holds a text."""
    return node if isinstance(node, Scalar) and not node.null else None


def data(node: Node, free: frozenset[str] = frozenset()) -> Any:
    """Plain Python data: texts, lists, dicts and None; `typed` below a key in `free`."""
    match node:
        case Scalar():
            return None if node.null else node.text
        case Sequence(nodes):
            return [data(item, free) for item in nodes]
        case Mapping(entries):
            return {
                name: typed(value) if name in free else data(value, free)
                for name, (_, value) in entries.items()
            }
        case Broken():
            return None


def typed(node: Node) -> Any:
    """Plain Python data with the types that YAML 1.2 (core schema) gives plain scalars."""
    match node:
        case Scalar(style="", text=text) if not node.null:
            return _core(text)
        case Sequence(nodes):
            return [typed(item) for item in nodes]
        case Mapping(entries):
            return {name: typed(value) for name, (_, value) in entries.items()}
    return data(node)


def _core(text: str) -> str | bool | int | float:
    if text in _BOOLS:
        return _BOOLS[text]
    if _INT.fullmatch(text):
        return int(text)
    return float(text) if _FLOAT.fullmatch(text) else text


# -- making a tree ----------------------------------------------------------------------------------------


def read_tree(raw: bytes, mistakes: Mistakes) -> Mapping | None:
    """The file's top mapping; None when nothing can be made of the file. What is wrong goes to `mistakes`."""
    text = _decode(raw, mistakes)
    if text is None or (text := _seen(text, mistakes)) is None:
        return None
    builder = _Builder(mistakes)
    try:
        for event in yaml.parse(text, Loader=_Loader):
            builder.feed(event)
    except yaml.YAMLError as error:
        _report_syntax(text, error, mistakes)
        return None
    except _TooMuchError:
        return None
    return _top(builder.root, mistakes)


def _top(root: Node | None, mistakes: Mistakes) -> Mapping | None:
    if isinstance(root, Mapping):
        return root
    if root is None or (isinstance(root, Scalar) and root.null):
        mistakes.error(_START, "文件是空的")
    else:
        mistakes.error(root.place, f"文件要由“名称: 内容”的行组成，例如 id: my_matter；{_WIDE_COLON}")
    return None


def _decode(raw: bytes, mistakes: Mistakes) -> str | None:
    if len(raw) > MAX_BYTES:
        mistakes.error(_START, f"文件太大，清单文件不超过 {MAX_BYTES // 1000} KB")
        return None
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        mistakes.error(_START, "文件是 UTF-16（Unicode）编码，请在编辑器里另存为 UTF-8")
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        good = raw[: error.start]
        column = len(good.rpartition(b"\n")[2].decode("utf-8", errors="ignore")) + 1
        mistakes.error(Place(good.count(b"\n") + 1, column), _encoding_message(raw))
        return None


def _encoding_message(raw: bytes) -> str:
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return "文件不是 UTF-8 文本，请在编辑器里另存为 UTF-8"
    return "文件是 GBK（ANSI）编码，请在编辑器里另存为 UTF-8"


def _seen(text: str, mistakes: Mistakes) -> str | None:
    """The text with blanks for the characters that nobody sees in an editor, each of which is told."""
    found = list(islice(_UNSEEN.finditer(text), _MOST_UNSEEN))
    for each in found:
        before = text[: each.start()]
        place = Place(before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1)
        mistakes.error(place, f"这里有看不见的字符（U+{ord(each[0]):04X}），请删去")
    return _UNSEEN.sub(" ", text) if len(found) < _MOST_UNSEEN else None


class _TooMuchError(Exception):
    pass


@dataclass(slots=True)
class _Frame:
    """A list or mapping under construction; of a mapping, `nodes` holds key, value, key, value."""

    place: Place
    mapping: bool
    nodes: list[Node]


def _place(event: yaml.Event) -> Place:
    mark = event.start_mark
    return Place(mark.line + 1, mark.column + 1) if mark else _START


class _Builder:
    """Builds the tree from parser events, without recursion. Raises _TooMuchError."""

    def __init__(self, mistakes: Mistakes) -> None:
        self.root: Node | None = None
        self._mistakes = mistakes
        self._open: list[_Frame] = []
        self._documents = 0
        self._nodes = 0

    def feed(self, event: yaml.Event) -> None:
        self._refuse(event)
        self._count(event)
        match event:
            case yaml.DocumentStartEvent():
                self._document(event)
            case yaml.ScalarEvent():
                self._add(self._scalar(event))
            case yaml.AliasEvent():
                self._mistakes.error(_place(event), "清单里不用引用（*名称），请把内容写全")
                self._add(Broken(_place(event)))
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                self._begin(event)
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                self._end()

    def _refuse(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.NodeEvent) and event.anchor and not isinstance(event, yaml.AliasEvent):
            self._mistakes.error(_place(event), "清单里不用锚点（&名称），请删去")
        if getattr(event, "tag", None) not in (None, "!"):
            self._mistakes.error(_place(event), "清单里不用类型标签（!…），请删去；要当文字请加引号")

    def _count(self, event: yaml.Event) -> None:
        self._nodes += isinstance(event, yaml.NodeEvent)
        if self._nodes > MAX_NODES:
            self._mistakes.error(_place(event), f"内容太多，一个文件最多 {MAX_NODES} 项，请分成几个文件")
            raise _TooMuchError

    def _document(self, event: yaml.Event) -> None:
        self._documents += 1
        if self._documents == 2:
            self._mistakes.error(_place(event), "一个文件只能写一份清单，请删去“---”，或分成两个文件")

    def _scalar(self, event: yaml.ScalarEvent) -> Scalar:
        place = _place(event)
        if not event.value and not event.style and self._open and self._open[-1].nodes:
            place = self._open[-1].nodes[-1].place  # an empty value: point at its key
        return Scalar(event.value, place, event.style or "")

    def _begin(self, event: yaml.Event) -> None:
        if len(self._open) >= MAX_DEPTH:
            self._mistakes.error(_place(event), f"层次太深，最多 {MAX_DEPTH} 层")
            raise _TooMuchError
        self._open.append(_Frame(_place(event), isinstance(event, yaml.MappingStartEvent), []))

    def _end(self) -> None:
        frame = self._open.pop()
        made = self._mapping(frame) if frame.mapping else Sequence(tuple(frame.nodes), frame.place)
        self._add(made)

    def _add(self, node: Node) -> None:
        if self._open:
            self._open[-1].nodes.append(node)
        elif self._documents == 1:
            self.root = node

    def _mapping(self, frame: _Frame) -> Mapping:
        seen: dict[str, tuple[Scalar, Node]] = {}
        for key, value in zip(frame.nodes[::2], frame.nodes[1::2], strict=True):
            if isinstance(key, Scalar) and key.text == "<<" and not key.style:
                self._mistakes.error(key.place, "清单里不用合并（<<），请把内容写全")
            elif not isinstance(key, Scalar):
                self._mistakes.error(key.place, "冒号前面只能是简单的名称；花括号、方括号开头的文字请加引号")
            elif key.text in seen:
                lines = sorted({seen[key.text][0].place.line, key.place.line})
                where = "和".join(f"第 {line} 行" for line in lines)
                self._mistakes.error(key.place, f"“{key.text}”写了两次（{where}）")
            else:
                seen[key.text] = (key, value)
        return Mapping(seen, frame.place)


# -- syntax errors in Chinese -----------------------------------------------------------------------------

_TABS = "缩进不能用制表符（Tab），请改用空格"
_ODD_INDENT = "缩进用了全角空格或不间断空格，请改用普通的（半角）空格"
_SYNTAX = (  # what the parser's problem contains, what to say
    ("'\\t' that cannot start", _TABS),
    ("found a tab character", _TABS),
    ("mapping values are not allowed", "这里不该有冒号：检查上一行是否缩进不对，或内容里的“: ”没有加引号"),
    ("while scanning a quoted scalar", "引号没有闭合：前后要用同一种英文半角引号"),
    ("could not find expected ':'", "这一行要写成“名称: 内容”"),
    ("block sequence entries are not allowed", "“- ”不能写在这里：请另起一行并缩进"),
    ("unknown escape character", "双引号里的反斜杠写法不对，请改用单引号"),
    ("expected escape sequence", "双引号里的反斜杠写法不对，请改用单引号"),
    ("that cannot start any token", "内容不能以这个符号开头，请把内容放进引号"),
    ("while parsing a flow sequence", "方括号里的写法不对：各项用半角逗号隔开，最后要有“]”"),
    ("while parsing a flow mapping", "花括号里的写法不对：各项用半角逗号隔开，最后要有“}”"),
    ("while parsing a block mapping", "缩进不对：同一层的各项要对齐，下一层多缩进两个空格"),
    ("while parsing a block collection", "缩进不对：同一层的“- ”要对齐，它下面的各行也要互相对齐"),
    ("while scanning a block scalar", "“|”或“>”后面要换行，下面各行要缩进"),
    ("expected <document start>", "缩进不对：这一行与上面的内容接不上"),
    ("while scanning an alias", "内容不能以“*”开头，请把内容放进引号"),
    ("while scanning an anchor", "内容不能以“&”开头，请把内容放进引号"),
    ("tag", "内容不能以“!”开头，请把内容放进引号"),
    ("incompatible YAML document", "请删去“%YAML”这一行"),
    ("while scanning a directive", "行首不能是“%”，请把内容放进引号"),
)


_WHERE_IT_BEGAN = ("quoted scalar", "simple key", "flow sequence", "flow mapping")
_EXPLAINABLE = 200_000  # characters; the slow parser takes seconds for more
_NO_SPACE = re.compile(r"[\w'\"]:[^\s/]")
_DASH_WITHOUT_SPACE = re.compile(r" *-[^\s-]")
_ODD_BLANK = re.compile(r" *([\u3000\xa0])")


def _report_syntax(text: str, fast: yaml.YAMLError, mistakes: Mistakes) -> None:
    """One syntax mistake; the fast parser's error is judged again by the slow one, which explains better."""
    error = _explained(text, fast)
    began = any(what in str(getattr(error, "context", "")) for what in _WHERE_IT_BEGAN)
    marks = [getattr(error, name, None) for name in ("problem_mark", "context_mark")]
    mark = next(filter(None, reversed(marks) if began else marks), None)
    place = Place(mark.line + 1, mark.column + 1) if mark else _START
    lines = text.splitlines()
    for at in (place.line, place.line - 1):  # a line that is indented so is told by the next one only
        blank = _ODD_BLANK.match(lines[at - 1]) if 1 <= at <= len(lines) else None
        if blank:
            mistakes.error(Place(at, blank.start(1) + 1), _ODD_INDENT)
            return
    mistakes.error(place, _syntax_message(error, lines[place.line - 1] if place.line <= len(lines) else ""))


def _explained(text: str, fast: yaml.YAMLError) -> yaml.YAMLError:
    if len(text) > _EXPLAINABLE:
        return fast
    try:
        for _ in yaml.parse(text, Loader=yaml.SafeLoader):
            pass
    except yaml.YAMLError as slow:
        return slow
    return fast


def _syntax_message(error: yaml.YAMLError, line: str) -> str:
    if line.lstrip(" ").startswith("\t"):
        return _TABS
    told = f"{getattr(error, 'context', '')} {getattr(error, 'problem', '')}"
    message = next((ours for theirs, ours in _SYNTAX if theirs in told), "这里的 YAML 写法不对")
    if _DASH_WITHOUT_SPACE.match(line):
        return f"{message}；“-”后面要空一格"
    if "：" in line or (_NO_SPACE.search(line) and "could not find expected ':'" in told):
        return f"{message}；{_WIDE_COLON}"
    return message
