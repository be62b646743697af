"""What is wrong with a matter file beyond its structure."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, product
from math import prod

from intake_assist.checklist import tree
from intake_assist.checklist.conditions import Answer, Condition, Test
from intake_assist.checklist.mistakes import Mistakes, listed, nearest
from intake_assist.checklist.models import MAX_ALTERNATIVES
from intake_assist.checklist.references import (
    KindFacts,
    Resolve,
    RuleOptions,
    Unknown,
    condition,
    examine_checks,
    inside,
    known,
    named,
    unique,
)

_CATCH_ALL = re.compile(
    r"其[他它](?:相关|有关|必要|必需|必须|所需|需要|需|应|应当|要求|规定|提交|提供|补充|的)*"
    r"(?:材料|资料|文件|证件|证明|手续)"
    r"|^其[他它]$"
    r"|^(?:相关|有关|必要|所需)的?(?:证明)?(?:材料|资料|文件|证件|证明|手续)$"
    r"|等(?:相关|有关|其[他它])?的?(?:材料|资料|文件|证件|手续)$"
)
_CATCH_ALL_MESSAGE = (
    "“{}”是兜底项：每份材料都要写出具体名称和依据（《社会保险经办条例》第31条），不得笼统要“其他材料”"
)
_COMBINATIONS = 20_000  # so many sets of answers are tried to see whether a condition can change


@dataclass(frozen=True, slots=True)
class _Asked:
    """The answers a question can have; `values` None when its own mistakes keep us from knowing."""

    values: tuple[Answer, ...] | None
    yes_no: bool


def examine_matter(
    root: tree.Mapping,
    kinds: Mapping[str, KindFacts] | None,
    rules: RuleOptions | None,
    today: dt.date | None,
    mistakes: Mistakes,
) -> None:
    """Everything a matter says against itself and the kinds. `kinds`, `rules`, `today` None: not examined."""
    questions = _examine_questions(root.get("questions"), mistakes)
    _examine_conditions(root, questions, mistakes)
    _examine_dates(root, today, mistakes)
    materials = root.get("materials")
    unique(named(materials, "id"), "材料代号", mistakes)
    for material in tree.mappings(materials):
        _examine_title(material, mistakes)
        _examine_terms(material, mistakes)
        _examine_accept(material, kinds, mistakes)
    _examine_obsolete(root, mistakes)
    if kinds is not None:
        _examine_fields(root, kinds, rules, mistakes)
    else:
        examine_checks(root.get("checks"), rules, lambda _: None, mistakes)


# -- questions and conditions -----------------------------------------------------------------------------


def _examine_questions(node: tree.Node | None, mistakes: Mistakes) -> dict[str, _Asked]:
    unique(named(node, "id"), "问题代号", mistakes)
    asked = {}
    for question in tree.mappings(node):
        name, kind = tree.scalar(question.get("id")), tree.scalar(question.get("type"))
        if name is not None:
            asked[name.text] = _examine_question(question, kind.text if kind else "", mistakes)
    return asked


def _examine_question(question: tree.Mapping, kind: str, mistakes: Mistakes) -> _Asked:
    options = named(question.get("options"), "value")
    unique(options, "选项", mistakes)
    if kind == "yes_no":
        if options and (key := question.key("options")):
            mistakes.error(key.place, "是非题（yes_no）不用写选项")
        return _Asked((True, False), yes_no=True)
    if kind == "choice" and not tree.items(question.get("options")):
        mistakes.missing(question.place, "单选题（choice）要写选项 options")
    values = tuple(option.text for option in options)
    default = tree.scalar(question.get("default"))
    if kind == "choice" and default and values:
        known([default], values, "选项", mistakes)
    return _Asked(values if kind == "choice" and values else None, yes_no=False)


def _conditions(root: tree.Mapping) -> Iterator[tree.Node | None]:
    for material in tree.mappings(root.get("materials")):
        yield material.get("required_when")
        yield material.get("waived_when")
        for part in ("seals", "signatures"):
            yield from (want.get("when") for want in tree.mappings(material.get(part)))
        note = material.get("copy_note")
        yield note.get("when") if isinstance(note, tree.Mapping) else None
    for check in tree.mappings(root.get("checks")):
        yield check.get("when")


def _examine_conditions(root: tree.Mapping, questions: Mapping[str, _Asked], mistakes: Mistakes) -> None:
    used: set[str] = set()
    readable = True
    for node in _conditions(root):
        parsed = condition(node, mistakes)
        if parsed is None or not isinstance(node, tree.Scalar):
            readable = readable and node is None
            continue
        used |= parsed.names
        sensible = [_examine_test(node, test, questions, mistakes) for test in parsed.tests]
        if all(sensible):
            _examine_outcome(node, parsed, questions, mistakes)
    for name in named(root.get("questions"), "id"):
        if readable and name.text not in used:
            mistakes.warn(name.place, f"问题“{name.text}”没有任何条件用到，不必问")


def _examine_test(node: tree.Scalar, test: Test, questions: Mapping[str, _Asked], mistakes: Mistakes) -> bool:
    """Whether the comparison makes sense."""
    place = inside(node, test.column)
    asked = questions.get(test.name)
    if asked is None:
        message = f"没有问题“{test.name}”{listed(questions)}"
        mistakes.error(place, message, nearest(test.name, questions))
    elif asked.yes_no and not all(isinstance(value, bool) for value in test.values):
        mistakes.error(place, f"“{test.name}”是是非题，直接写 {test.name} 或 not {test.name}")
    elif not asked.yes_no and test.bare:
        mistakes.error(place, f"“{test.name}”是单选题，要写成 {test.name} == '选项'")
    else:
        return asked.values is None or _examine_values(node, test, asked.values, mistakes)
    return False


def _examine_values(node: tree.Scalar, test: Test, options: tuple[Answer, ...], mistakes: Mistakes) -> bool:
    valid = [str(option) for option in options]
    unknown = [pair for pair in zip(test.values, test.value_columns, strict=False) if pair[0] not in options]
    for value, column in unknown:
        message = f"问题“{test.name}”没有选项“{value}”{listed(valid)}"
        mistakes.error(inside(node, column), message, nearest(str(value), valid))
    return not unknown


def _examine_outcome(
    node: tree.Scalar, parsed: Condition, questions: Mapping[str, _Asked], mistakes: Mistakes
) -> None:
    """Warns of a condition that no answer can change."""
    names = sorted(parsed.names)
    options = [asked.values for name in names if (asked := questions.get(name)) and asked.values]
    if not names or len(options) < len(names) or prod(map(len, options)) > _COMBINATIONS:
        return
    outcomes = {parsed.holds(dict(zip(names, answers, strict=True))) for answers in product(*options)}
    if len(outcomes) == 1:
        what = "总是成立" if outcomes.pop() else "永远不成立"
        mistakes.warn(node.place, f"条件“{parsed.text}”{what}，请检查是不是写错了")


def _examine_dates(root: tree.Mapping, today: dt.date | None, mistakes: Mistakes) -> None:
    effective, review = _date(root.get("effective")), _date(root.get("review_by"))
    node = root.get("review_by")
    if review is None or node is None:
        return
    if effective and review < effective:
        mistakes.error(node.place, "复核期限早于生效日期")
    elif today and review < today:
        mistakes.warn(node.place, f"清单的复核期限 {review} 已过，请对照现行办事指南重新核对")


def _date(node: tree.Node | None) -> dt.date | None:
    text = tree.scalar(node)
    try:
        return dt.date.fromisoformat(text.text) if text else None
    except ValueError:
        return None


# -- materials --------------------------------------------------------------------------------------------


def _examine_title(material: tree.Mapping, mistakes: Mistakes) -> None:
    title = tree.scalar(material.get("title"))
    if title and _CATCH_ALL.search(title.text):
        mistakes.error(title.place, _CATCH_ALL_MESSAGE.format(title.text))


def _examine_terms(material: tree.Mapping, mistakes: Mistakes) -> None:
    """Settings of a material that contradict each other."""
    tier, deferrable = tree.scalar(material.get("tier")), tree.scalar(material.get("deferrable"))
    if deferrable and deferrable.text == "true" and (tier is None or tier.text == "primary"):
        mistakes.warn(deferrable.place, "主要材料不能容缺；可以容缺的材料请写 tier: secondary")
    if (key := material.key("waived_by")) and material.get("waived_when") is None:
        mistakes.warn(key.place, "写了免提交的原因 waived_by，却没有写条件 waived_when")


def _examine_accept(
    material: tree.Mapping, kinds: Mapping[str, KindFacts] | None, mistakes: Mistakes
) -> None:
    alternatives = [node for node in tree.items(material.get("accept")) if isinstance(node, tree.Sequence)]
    for alternative in alternatives:
        names = list(tree.scalars(alternative))
        if not alternative.items:
            mistakes.error(alternative.place, "替代方案是空的，任何情况都算交齐；认不出的材料请写 accept: []")
        unique(names, "文件种类", mistakes)
        if kinds is not None:
            known(names, kinds, "文件种类", mistakes)
    _examine_alternatives(alternatives[:MAX_ALTERNATIVES], mistakes)


def _examine_alternatives(alternatives: list[tree.Sequence], mistakes: Mistakes) -> None:
    """An alternative that asks for all that another one asks for can never decide anything."""
    sets = [(frozenset(name.text for name in tree.scalars(node)), node) for node in alternatives]
    for (first, _), (second, node) in combinations(sets, 2):
        if first and first <= second:
            mistakes.error(node.place, f"这个替代方案永远用不上：有了{'、'.join(sorted(first))}就已经够了")
    for (first, node), (second, _) in combinations(sets, 2):
        if second and second < first:
            mistakes.error(node.place, f"这个替代方案永远用不上：有了{'、'.join(sorted(second))}就已经够了")


def _examine_obsolete(root: tree.Mapping, mistakes: Mistakes) -> None:
    gone = [name for item in tree.mappings(root.get("obsolete")) for name in _obsolete_names(item)]
    for title in named(root.get("materials"), "title"):
        for name in gone:
            if name.text in title.text:
                message = f"“{title.text}”要的是已取消的“{name.text}”（第 {name.place.line} 行），不得再要"
                mistakes.error(title.place, message)


def _obsolete_names(item: tree.Mapping) -> Iterator[tree.Scalar]:
    if title := tree.scalar(item.get("title")):
        yield title
    yield from tree.scalars(item.get("aliases"))


# -- fields -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Fields:
    """What can be read from a material: the fields and table columns of all kinds it accepts."""

    fields: tuple[str, ...]
    columns: tuple[str, ...]
    blind: bool  # no kind is accepted
    vague: bool  # an accepted kind does not exist or cannot be read, which is reported where it stands


def _fields_of(material: tree.Mapping, kinds: Mapping[str, KindFacts]) -> _Fields:
    parts = tree.items(material.get("accept"))
    names = [name.text for part in parts for name in tree.scalars(part)]
    facts = [kinds[name] for name in names if name in kinds]
    fields = dict.fromkeys(field for kind in facts for field in kind.fields)
    columns = dict.fromkeys(column for kind in facts for column in kind.columns)
    misshapen = any(not isinstance(part, tree.Sequence) for part in parts)
    vague = misshapen or len(facts) < len(names) or not all(kind.readable for kind in facts)
    return _Fields(tuple(fields), tuple(columns), not names, vague)


def _examine_fields(
    root: tree.Mapping, kinds: Mapping[str, KindFacts], rules: RuleOptions | None, mistakes: Mistakes
) -> None:
    readable = {
        name.text: _fields_of(material, kinds)
        for material in reversed([*tree.mappings(root.get("materials"))])  # of equal ids the first counts
        if (name := tree.scalar(material.get("id")))
    }

    def resolve(reference: str) -> Unknown | None:
        return _resolve(reference, readable)

    for material in tree.mappings(root.get("materials")):
        _examine_required(material, _fields_of(material, kinds), mistakes)
        _examine_holder(material, _fields_of(material, kinds), resolve, mistakes)
    _examine_seal_names(root.get("seal_names"), resolve, mistakes)
    _examine_twins(root, mistakes)
    examine_checks(root.get("checks"), rules, resolve, mistakes)


def _resolve(reference: str, readable: Mapping[str, _Fields]) -> Unknown | None:
    """Why ``material.field`` leads nowhere; None when it leads to a field."""
    material, dot, field = reference.partition(".")
    if not dot:
        return Unknown(f"“{reference}”要写成“材料.字段名”")
    if material not in readable:
        near = nearest(material, readable)
        return Unknown(f"没有材料“{material}”{listed(readable)}", near and f"{near}.{field}")
    unknown = _unknown_field(field, readable[material])
    if unknown is None:
        return None
    better = unknown.suggestion and f"{material}.{unknown.suggestion}"
    return Unknown(f"材料“{material}”{unknown.message}", better)


def _unknown_field(name: str, readable: _Fields) -> Unknown | None:
    if name in readable.fields or readable.vague:
        return None
    if readable.blind:
        return Unknown(f"没有可识别的文件种类（accept 是空的），取不到字段“{name}”")
    if name in readable.columns:
        return Unknown(f"的“{name}”是表格里的列，不是字段")
    return Unknown(f"没有字段“{name}”{listed(readable.fields)}", nearest(name, readable.fields))


def _examine_required(material: tree.Mapping, readable: _Fields, mistakes: Mistakes) -> None:
    fields = list(tree.scalars(material.get("required_fields")))
    unique(fields, "必填字段", mistakes)
    for field in fields:
        if unknown := _unknown_field(field.text, readable):
            mistakes.error(field.place, f"这份材料{unknown.message}", unknown.suggestion)


def _examine_holder(material: tree.Mapping, readable: _Fields, resolve: Resolve, mistakes: Mistakes) -> None:
    holder = material.get("holder")
    if not isinstance(holder, tree.Mapping):
        return
    field = tree.scalar(holder.get("field"))
    if field and (unknown := _unknown_field(field.text, readable)):
        mistakes.error(field.place, f"这份材料{unknown.message}", unknown.suggestion)
    for reference in tree.scalars(holder.get("same_as")):
        if unknown := resolve(reference.text):
            mistakes.error(reference.place, unknown.message, unknown.suggestion)


def _examine_seal_names(node: tree.Node | None, resolve: Resolve, mistakes: Mistakes) -> None:
    if not isinstance(node, tree.Mapping):
        return
    for part in ("unit", "principal"):
        for reference in tree.scalars(node.get(part)):
            if unknown := resolve(reference.text):
                mistakes.error(reference.place, unknown.message, unknown.suggestion)


def _examine_twins(root: tree.Mapping, mistakes: Mistakes) -> None:
    """Two materials that accept the same kind need a holder to tell their papers apart."""
    first: dict[str, str] = {}
    for material in tree.mappings(root.get("materials")):
        name = tree.scalar(material.get("id"))
        if name is None or material.get("holder") is not None:
            continue
        kinds = [kind.text for part in tree.items(material.get("accept")) for kind in tree.scalars(part)]
        for kind in dict.fromkeys(kinds):
            other = first.setdefault(kind, name.text)
            if other != name.text:
                message = f"“{other}”和“{name.text}”都收“{kind}”，分不清交来的是哪一份：请写 holder（是谁的）"
                mistakes.warn(name.place, message)
