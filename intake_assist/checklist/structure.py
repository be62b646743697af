"""A tree against the model of its file: what pydantic finds wrong, in Chinese and with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from intake_assist.checklist.mistakes import Mistakes, Place, listed, nearest
from intake_assist.checklist.tree import Broken, Mapping, Node, Scalar, Sequence, data

Model = TypeVar("Model", bound=BaseModel)
Loc = tuple[int | str, ...]
FREE = frozenset({"with"})  # options of a rule: only the rule knows their types

_LONE_NAME = re.compile(r"\w+")
_BASIS = "《社会保险经办条例》第31条：除身份证件外要求的证明材料，须有法律、法规或国务院决定依据"
_LIST = "要写成列表：每行一项，以“- ”开头，或写成 [甲, 乙]"
_MAPPING = "要写成“名称: 内容”的若干行"
_NAME = "只能用英文字母、数字和下划线，以字母开头（代号和字段名用小写）"
TEXTS = {
    "missing": "缺少“{key}”",
    "extra_forbidden": "不认识“{key}”这一项",
    "string_type": "“{key}”要写成一段文字",
    "string_empty": "“{key}”不能空着",
    "string_too_short": "“{key}”太短，至少要有 {min_length} 个字，现在是“{input}”",
    "string_too_long": "“{key}”太长，最多 {max_length} 个字",
    "string_pattern_mismatch": f"“{{key}}”写成了“{{input}}”：{_NAME}",
    "int_type": "“{key}”要写成整数",
    "int_parsing": "“{key}”要写成整数，现在是“{input}”",
    "int_parsing_size": "“{key}”的数太大",
    "int_from_float": "“{key}”要写成整数，现在是“{input}”",
    "float_type": "“{key}”要写成数",
    "float_parsing": "“{key}”要写成数，现在是“{input}”",
    "finite_number": "“{key}”要写成普通的数，现在是“{input}”",
    "greater_than": "“{key}”要大于 {gt}，现在是 {input}",
    "greater_than_equal": "“{key}”不能小于 {ge}，现在是 {input}",
    "less_than": "“{key}”要小于 {lt}，现在是 {input}",
    "less_than_equal": "“{key}”不能大于 {le}，现在是 {input}",
    "bool_type": "“{key}”要写 true（是）或 false（否）",
    "bool_parsing": "“{key}”要写 true（是）或 false（否），现在是“{input}”",
    "iso_date": "“{key}”要写成 2026-11-01 这样真实的日期，现在是“{input}”",
    "date_from_datetime_parsing": "“{key}”要写成 2026-11-01 这样真实的日期，现在是“{input}”",
    "date_parsing": "“{key}”要写成 2026-11-01 这样真实的日期，现在是“{input}”",
    "default_answer": "“{key}”要写选项的值，或 true、false",
    "yes_no_default": "是非题的“{key}”要写 true（是）或 false（否），现在是“{input}”",
    "literal_error": "“{key}”写成了“{input}”，没有这种写法",
    "enum": "“{key}”写成了“{input}”，没有这种写法",
    "tuple_type": f"“{{key}}”{_LIST}",
    "list_type": f"“{{key}}”{_LIST}",
    "dict_type": f"“{{key}}”{_MAPPING}",
    "model_type": f"“{{key}}”{_MAPPING}",
    "model_attributes_type": f"“{{key}}”{_MAPPING}",
    "too_short": "“{key}”至少要有 {min_length} 项",
    "too_long": "“{key}”最多 {max_length} 项",
    "value_error": "“{key}”不对：{error}",
    "assertion_error": "“{key}”不对：{error}",
}


def validate(model: type[Model], tree: Mapping, mistakes: Mistakes) -> Model | None:
    """The tree as `model`, or None; what is wrong goes to `mistakes`."""
    try:
        return model.model_validate(data(tree, FREE))
    except ValidationError as error:
        report(model, tree, error, mistakes)
        return None


def report(model: type[BaseModel], tree: Mapping, error: ValidationError, mistakes: Mistakes) -> None:
    """Every error that pydantic found in `tree`."""
    for details in error.errors(include_url=False):
        _report(model, tree, details, mistakes)


def _report(model: type[BaseModel], tree: Mapping, details: ErrorDetails, mistakes: Mistakes) -> None:
    loc = details["loc"]
    if _is_echo(tree, details):
        return
    if details["type"] == "missing":
        parent, _ = _find(tree, loc[:-1])
        if not isinstance(parent, Broken):
            mistakes.missing(parent.place, _message(details))
        return
    node, key = _find(tree, loc)
    if details["type"] == "extra_forbidden":
        valid = _keys(model, loc[:-1])
        mistakes.error((key or node).place, _message(details) + listed(valid), nearest(str(loc[-1]), valid))
        return
    valid = _choices(details)
    mistakes.error(_value_place(node, key), _message(details) + listed(valid), _better(details, valid))


def _better(details: ErrorDetails, valid: list[str]) -> str | None:
    """What was probably meant: the nearest valid text, or a lone name as a list of one."""
    if details["input"] is None:
        return None
    given = str(details["input"])
    if details["type"] == "tuple_type" and _LONE_NAME.fullmatch(given):
        return f"[{given}]"
    return nearest(given, valid) if valid else None


def _is_echo(tree: Mapping, details: ErrorDetails) -> bool:
    """pydantic counts only the items without mistakes: a list of three bad ones is "too short" for it."""
    node, _ = _find(tree, details["loc"])
    return details["type"] == "too_short" and isinstance(node, Sequence) and len(node.items) > 0


def _value_place(node: Node, key: Scalar | None) -> Place:
    """A scalar's own place; of a list or mapping that should be something else, the key above it."""
    return node.place if isinstance(node, Scalar | Broken) or key is None else key.place


def _find(tree: Node, loc: Iterable[int | str]) -> tuple[Node, Scalar | None]:
    """The node at `loc`, as deep as the tree goes, and its key when it is a mapping's value."""
    node: Node = tree
    key: Scalar | None = None
    for step in loc:
        if isinstance(node, Mapping) and isinstance(step, str) and (entry := node.entry(step)):
            key, node = entry
        elif isinstance(node, Sequence) and isinstance(step, int) and step < len(node.items):
            node, key = node.items[step], None
        else:
            break
    return node, key


def _message(details: ErrorDetails) -> str:
    key = _name(details["loc"])
    if details["type"] == "missing" and details["loc"][-1] == "basis":
        return f"缺少“basis”（依据）。{_BASIS}"
    if details["input"] is None and details["type"] not in ("missing", "extra_forbidden"):
        return f"“{key}”后面没有内容"
    text = TEXTS.get(_type(details), "“{key}”的内容不对")
    message = text.format(**{"error": ""} | details.get("ctx", {}), key=key, input=_short(details["input"]))
    if "，" in _short(details["input"]) and details["type"] == "string_pattern_mismatch":
        message += "；列表各项之间用英文半角逗号"
    if isinstance(details["input"], str) and "：" in details["input"] and _MAPPING in message:
        message += "；冒号要用英文半角“:”，后面空一格"
    return message


def _type(details: ErrorDetails) -> str:
    return (
        "string_empty" if details["type"] == "string_too_short" and not details["input"] else details["type"]
    )


def _name(loc: Loc) -> str:
    """``accept 第 2 项`` for ('materials', 0, 'accept', 1)."""
    tail = [step for step in loc if isinstance(step, str)][-1:] or ["清单"]
    numbers: list[str] = []
    for step in reversed(loc):
        if isinstance(step, str):
            break
        numbers.insert(0, f" 第 {step + 1} 项")
    return f"{tail[0]}{''.join(numbers)}"


def _short(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else f"{text[:40]}…"


def _choices(details: ErrorDetails) -> list[str]:
    return re.findall(r"'([^']*)'", str(details.get("ctx", {}).get("expected", "")))


def _keys(model: type[BaseModel], loc: Loc) -> list[str]:
    """The keys that may stand in the mapping at `loc`."""
    for step in loc:
        if isinstance(step, str):
            field = next((f for name, f in model.model_fields.items() if (f.alias or name) == step), None)
            below = _model_inside(field.annotation) if field else None
            if below is None:
                return []
            model = below
    return [field.alias or name for name, field in model.model_fields.items()]


def _model_inside(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for part in get_args(annotation) if (found := _model_inside(part))), None)
