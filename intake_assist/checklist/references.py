"""What both kinds of file have in common: names that must be unique, names that must exist, checks."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ValidationError

from intake_assist.checklist import tree
from intake_assist.checklist.conditions import Condition, ConditionError
from intake_assist.checklist.mistakes import Mistakes, Place, listed, nearest
from intake_assist.checklist.structure import report
from intake_assist.checklist.tree import Scalar

RuleOptions = Mapping[str, type[BaseModel]]
"""Id of a rule -> the model of its options."""

_DOTTED = re.compile(r"\w+\.\w+")


@dataclass(frozen=True, slots=True)
class Unknown:
    """Why a reference leads nowhere."""

    message: str
    suggestion: str | None = None


Resolve = Callable[[str], Unknown | None]


@dataclass(frozen=True, slots=True)
class KindFacts:
    """What other files need to know of a document kind, even when its own file has mistakes."""

    id: str
    fields: tuple[str, ...]
    columns: tuple[str, ...]
    readable: bool = True

    @classmethod
    def of(cls, root: tree.Mapping, name: str) -> KindFacts:
        """`name` is used when the file does not tell its id."""
        own = tree.scalar(root.get("id"))
        table = root.get("table")
        columns = table.get("columns") if isinstance(table, tree.Mapping) else None
        return cls(own.text if own else name, _names(root.get("fields")), _names(columns))


def _names(node: tree.Node | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.text for name in named(node, "name")))


def named(node: tree.Node | None, key: str) -> list[Scalar]:
    """The text under `key` of every mapping in a list."""
    return [name for item in tree.mappings(node) if (name := tree.scalar(item.get(key)))]


def unique(names: Iterable[Scalar], what: str, mistakes: Mistakes) -> None:
    seen: dict[str, Scalar] = {}
    for name in names:
        first = seen.setdefault(name.text, name)
        if first is not name:
            mistakes.error(name.place, f"{what}“{name.text}”与第 {first.place.line} 行重复")


def known(names: Iterable[Scalar], valid: Collection[str], what: str, mistakes: Mistakes) -> None:
    for name in names:
        if name.text not in valid:
            message = f"没有{what}“{name.text}”{listed(valid)}"
            mistakes.error(name.place, message, nearest(name.text, valid))


def condition(node: tree.Node | None, mistakes: Mistakes) -> Condition | None:
    """The condition a node holds; None when there is none or it is wrong, which `mistakes` then tells."""
    text = tree.scalar(node)
    if text is None:
        return None
    try:
        return Condition.parse(text.text)
    except ConditionError as error:
        mistakes.error(inside(text, error.column), error.message)
        return None


def inside(text: Scalar, column: int) -> Place:
    """The place of a character (from 1) within a text that stands in one line; else where the text begins."""
    if text.style in ("|", ">") or "\n" in text.text:
        return text.place
    quote = 1 if text.style else 0
    return Place(text.place.line, text.place.column + quote + column - 1)


def examine_checks(
    node: tree.Node | None, rules: RuleOptions | None, resolve: Resolve, mistakes: Mistakes
) -> None:
    """Ids, rules and their options, and the references among the options. Without `rules` only the ids."""
    unique(named(node, "id"), "核对规则的编号", mistakes)
    if rules is None:
        return
    for check in tree.mappings(node):
        rule = tree.scalar(check.get("rule"))
        if rule is None:
            continue
        known([rule], rules, "规则", mistakes)
        if rule.text in rules:
            _examine_options(check, rules[rule.text], rule.place, resolve, mistakes)


def _examine_options(
    check: tree.Mapping, model: type[BaseModel], place: Place, resolve: Resolve, mistakes: Mistakes
) -> None:
    given = check.get("with") or tree.Mapping({}, place)
    if not isinstance(given, tree.Mapping):
        return  # reported as structure already
    try:
        references = _references(model.model_validate(tree.typed(given)))
    except ValidationError as error:
        report(model, given, error, mistakes)
        references = {text.text for text in _texts(given) if _DOTTED.fullmatch(text.text)}
    for text in _texts(given):
        unknown = resolve(text.text) if text.text in references else None
        if unknown:
            mistakes.error(text.place, unknown.message, unknown.suggestion)


def _references(options: Any) -> set[str]:
    """What the options say they refer to; options that say nothing are judged by the look of their texts."""
    if hasattr(options, "references"):
        return set(options.references())
    return set()


def _texts(node: tree.Node) -> list[Scalar]:
    match node:
        case Scalar():
            return [node]
        case tree.Sequence(nodes):
            return [text for item in nodes for text in _texts(item)]
        case tree.Mapping(entries):
            return [text for _, value in entries.values() for text in _texts(value)]
    return []
