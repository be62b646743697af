"""What is wrong with a document-kind file beyond its structure."""

from __future__ import annotations

import re
import warnings
from collections.abc import Collection

from intake_assist.checklist import tree
from intake_assist.checklist.mistakes import Mistakes, listed, nearest
from intake_assist.checklist.references import (
    KindFacts,
    RuleOptions,
    Unknown,
    condition,
    examine_checks,
    known,
    named,
    unique,
)

_TOKEN = re.compile(
    r"(?P<atom>\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\(\?(?:#[^)]*|P=\w+|[a-zA-Z-]+)\))"
    r"|(?P<open>\((?:\?(?:P<\w+>|<[=!]|[a-zA-Z-]*:|[=!>]))?)"
    r"|(?P<close>\))"
    r"|(?P<repeat>[*+]|\{\d*,\d*\})"
    r"|.",
    re.DOTALL,
)


def examine_kind(
    root: tree.Mapping, rules: RuleOptions | None, types: Collection[str] | None, mistakes: Mistakes
) -> None:
    """Names, value types, patterns, layouts and checks. `rules` and `types` None: not examined."""
    facts = KindFacts.of(root, "")
    table = root.get("table")
    columns = table.get("columns") if isinstance(table, tree.Mapping) else None
    unique(named(root.get("fields"), "name"), "字段", mistakes)
    unique(named(columns, "name"), "列", mistakes)
    unique(named(root.get("layouts"), "id"), "版式", mistakes)
    if types is not None:
        known(named(root.get("fields"), "type") + named(columns, "type"), types, "值类型", mistakes)
    for field in tree.mappings(root.get("fields")):
        for pattern in tree.scalars(field.get("patterns")):
            _examine_pattern(pattern, 1, mistakes)
    for opening in tree.scalars(root.get("openings")):
        _examine_pattern(opening, None, mistakes)
    for layout in tree.mappings(root.get("layouts")):
        _examine_layout(layout, facts, mistakes)
    fields = list(tree.mappings(root.get("fields")))
    tellers = [tree.scalar(field.get("told_by")) for field in fields]
    unfilled = [each for field in fields if isinstance(each := field.get("unfilled"), tree.Mapping)]
    tellers += [tree.scalar(each.get("field")) for each in unfilled]
    known([teller for teller in tellers if teller], facts.fields, "字段", mistakes)
    _examine_places(root.get("places"), facts, mistakes)
    _examine_checks(root, facts, rules, mistakes)


def _examine_layout(layout: tree.Mapping, facts: KindFacts, mistakes: Mistakes) -> None:
    names = [name for column in tree.items(layout.get("columns")) for name in tree.scalars(column)]
    known(names, facts.fields, "字段", mistakes)
    unique(names, "版式里的字段", mistakes)


def _examine_places(places: tree.Node | None, facts: KindFacts, mistakes: Mistakes) -> None:
    if isinstance(places, tree.Mapping):
        boxes = places.get("boxes")
        keys = [key for key, _ in boxes.entries.values()] if isinstance(boxes, tree.Mapping) else []
        origin = tree.scalar(places.get("origin"))
        known([*([origin] if origin else []), *keys], facts.fields, "字段", mistakes)
        if origin is None and places.get("title") is None and keys:
            mistakes.error(
                keys[0].place, "固定位置要写明从哪里量起：请补上 origin（字段）或 title（印好的字）"
            )


def _examine_checks(
    root: tree.Mapping, facts: KindFacts, rules: RuleOptions | None, mistakes: Mistakes
) -> None:
    def resolve(reference: str) -> Unknown | None:
        if reference in facts.fields:
            return None
        return Unknown(
            f"这种文件没有字段“{reference}”{listed(facts.fields)}", nearest(reference, facts.fields)
        )

    examine_checks(root.get("checks"), rules, resolve, mistakes)
    for check in tree.mappings(root.get("checks")):
        condition(check.get("when"), mistakes)  # its names belong to the matter that will ask for the kind


def _examine_pattern(pattern: tree.Scalar, wanted: int | None, mistakes: Mistakes) -> None:
    """A regular expression with the `wanted` number of groups (None: any)."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what a later Python may read otherwise
            groups = re.compile(pattern.text).groups
    except (re.error, OverflowError, RecursionError) as error:
        at = getattr(error, "pos", None)
        where = "" if at is None else f"第 {at + 1} 个字附近"
        mistakes.error(pattern.place, f"正则表达式{where}写法不对")
        return
    if wanted is not None and groups != wanted:
        mistakes.error(
            pattern.place, f"正则表达式要恰好有一个括号组，现在有 {groups} 个；不取值的括号写成 (?:…)"
        )
    elif nests_repeats(pattern.text):
        mistakes.error(pattern.place, "正则表达式里重复套重复（如 (a+)+），遇到长文字会卡死，请改写")


def nests_repeats(pattern: str) -> bool:
    """Whether a repeated group holds a repetition, which can take exponential time to match."""
    holds = [False]  # for every open group: whether a repetition stands in it
    closed = False  # whether the group that ends just here holds one
    for token in _TOKEN.finditer(pattern):
        if token.lastgroup == "repeat":
            if closed:
                return True
            holds[-1] = True
        closed = token.lastgroup == "close" and len(holds) > 1 and holds.pop()
        holds[-1] = holds[-1] or closed
        if token.lastgroup == "open":
            holds.append(False)
    return False
