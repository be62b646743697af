"""The little language in which a checklist says when something applies.

    entity_type in ['企业法人', '分支机构'] and not data_shared

Names are questions of the matter. A yes/no question stands alone or is compared with ``true``/``false``; a
choice is compared (``==``, ``!=``, ``in [..]``, ``not in [..]``) with option values in quotes. ``and``,
``or``, ``not`` and parentheses combine. The text is parsed by `ast` and translated through a whitelist;
nothing of it is ever executed.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

Answer = str | bool
MAX_LENGTH = 500

_WIDE = re.compile("[“”‘’（）【】「」，；：！＝＂＇［］]")
_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_SINGLE_EQUAL = re.compile(r"(?<![=!<>])=(?!=)")
_CONSTANTS = {"true": True, "false": False}
_HOW = "可以用 ==、!=、in [..]、not in [..]、and、or、not 和括号"


class ConditionError(ValueError):
    """The text is no condition. `column` counts characters from 1 within the text."""

    def __init__(self, message: str, column: int = 1) -> None:
        super().__init__(message)
        self.message = message
        self.column = column


@dataclass(frozen=True, slots=True)
class Constant:
    value: bool


@dataclass(frozen=True, slots=True)
class Test:
    """Whether the answer `name` is (not) among `values`. A bare name is a test for ``True``."""

    __test__ = False  # not one of pytest's

    name: str
    values: tuple[Answer, ...]
    negated: bool = False
    bare: bool = False
    column: int = 1
    value_columns: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Not:
    part: Expr


@dataclass(frozen=True, slots=True)
class Both:
    parts: tuple[Expr, ...]


@dataclass(frozen=True, slots=True)
class Either:
    parts: tuple[Expr, ...]


Expr = Constant | Test | Not | Both | Either


@dataclass(frozen=True, slots=True)
class Condition:
    """A parsed condition. `names` are the questions it depends on."""

    text: str
    expr: Expr

    @classmethod
    def parse(cls, text: str) -> Condition:
        """Raises ConditionError with a Chinese message and the column."""
        plain = " ".join(text.split("\n"))
        _refuse(plain)
        return cls(text, _Translator(plain).translate(_syntax(plain)))

    @property
    def tests(self) -> tuple[Test, ...]:
        return tuple(_tests(self.expr))

    @property
    def names(self) -> frozenset[str]:
        return frozenset(test.name for test in self.tests)

    def holds(self, answers: Mapping[str, Answer]) -> bool:
        """Raises KeyError when an answer it depends on is missing."""
        return _holds(self.expr, answers)


def _holds(expr: Expr, answers: Mapping[str, Answer]) -> bool:
    match expr:
        case Constant(value):
            return value
        case Test():
            return (answers[expr.name] in expr.values) is not expr.negated
        case Not(part):
            return not _holds(part, answers)
        case Both(parts):
            return all(_holds(part, answers) for part in parts)
        case Either(parts):
            return any(_holds(part, answers) for part in parts)


def _tests(expr: Expr) -> Iterator[Test]:
    match expr:
        case Test():
            yield expr
        case Not(part):
            yield from _tests(part)
        case Both(parts) | Either(parts):
            for part in parts:
                yield from _tests(part)


def _refuse(text: str) -> None:
    """What Python's own parser would report in a way that helps nobody here."""
    if not text.strip():
        raise ConditionError("条件是空的；总是需要请写 true，从不需要请写 false")
    if len(text) > MAX_LENGTH:
        raise ConditionError(f"条件太长，最多 {MAX_LENGTH} 个字")
    if "\\" in text:
        raise ConditionError("条件里不能用反斜杠", text.index("\\") + 1)
    bare = _QUOTED.sub(lambda quoted: "_" * len(quoted[0]), text)
    if wide := _WIDE.search(bare):
        raise ConditionError(f"条件里用了全角符号“{wide[0]}”，请改成英文半角符号", wide.start() + 1)
    if equal := _SINGLE_EQUAL.search(bare):
        raise ConditionError("比较是否相等要写两个等号 ==", equal.start() + 1)


def _syntax(text: str) -> ast.expr:
    lead = len(text) - len(text.lstrip())
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text.strip(), mode="eval").body
    except SyntaxError as error:
        at_end = error.offset == 0  # so Python tells that something is missing at the end
        column = len(text.rstrip()) if at_end else min((error.offset or 1) + lead, len(text))
        raise ConditionError(f"条件写法不对；{_HOW}", column) from None
    except (ValueError, RecursionError, MemoryError):
        raise ConditionError(f"条件写法不对；{_HOW}") from None


class _Translator:
    """Python's syntax tree of a condition into ours; everything not listed here is refused."""

    def __init__(self, text: str) -> None:
        self._lead = len(text) - len(text.lstrip())
        self._bytes = text.strip().encode()

    def column(self, node: ast.expr) -> int:
        return len(self._bytes[: node.col_offset].decode(errors="ignore")) + 1 + self._lead

    def translate(self, node: ast.expr) -> Expr:
        match node:
            case ast.BoolOp(op=ast.And(), values=values):
                return Both(tuple(map(self.translate, values)))
            case ast.BoolOp(op=ast.Or(), values=values):
                return Either(tuple(map(self.translate, values)))
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                return Not(self.translate(operand))
            case ast.Compare(left=ast.Name() as left, ops=[op], comparators=[right]):
                return self._test(left, op, right)
            case ast.Name() | ast.Constant():
                return self._single(node)
        raise ConditionError(f"条件里只{_HOW}，不能用别的写法", self.column(node))

    def _single(self, node: ast.Name | ast.Constant) -> Expr:
        value = _literal(node)
        if isinstance(value, bool):
            return Constant(value)
        if isinstance(node, ast.Constant):
            raise ConditionError("单独一个值不成条件，请写成“问题 == '选项'”", self.column(node))
        return Test(node.id, (True,), bare=True, column=self.column(node))

    def _test(self, left: ast.Name, op: ast.cmpop, right: ast.expr) -> Test:
        if left.id in _CONSTANTS:
            raise ConditionError("比较的左边要写问题的名字", self.column(left))
        if isinstance(op, ast.In | ast.NotIn):
            items = self._items(right)
        elif isinstance(op, ast.Eq | ast.NotEq):
            items = [right]
        else:
            raise ConditionError(f"条件里不能比较大小；{_HOW}", self.column(left))
        return Test(
            left.id,
            tuple(map(self._value, items)),
            negated=isinstance(op, ast.NotEq | ast.NotIn),
            column=self.column(left),
            value_columns=tuple(map(self.column, items)),
        )

    def _items(self, node: ast.expr) -> list[ast.expr]:
        if isinstance(node, ast.List) and node.elts:
            return node.elts
        raise ConditionError("in 的右边要写列表，例如 ['企业法人', '分支机构']", self.column(node))

    def _value(self, node: ast.expr) -> Answer:
        value = _literal(node)
        if value is None:
            raise ConditionError("要比较的选项请写在引号里，例如 '企业法人'", self.column(node))
        return value


def _literal(node: ast.expr) -> Answer | None:
    match node:
        case ast.Name(id=name) if name in _CONSTANTS:
            return _CONSTANTS[name]
        case ast.Constant(value=bool() | str() as value):
            return value
    return None
