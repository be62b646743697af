"""Runs all rules over a case. Never stops early: a notice has to name everything at once."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pydantic import ValidationError

from intake_assist.checklist.conditions import ConditionError
from intake_assist.checklist.models import CheckSpec, KindSpec, MaterialSpec, MatterSpec
from intake_assist.model import EMPTY, Document, Finding, Material, MaterialStatus, Page, Severity, State
from intake_assist.rules import IMPLIED_FOR_CASE, IMPLIED_FOR_MATERIAL, RULES, field_format
from intake_assist.rules.base import Answer, Options, Place, RuleKind
from intake_assist.rules.context import Answers, Context
from intake_assist.rules.doubt import doubted
from intake_assist.rules.sorting import sorted_context
from intake_assist.rules.standing import Standing, standing

_LOG = logging.getLogger(__name__)
_WEIGHTS = tuple(Severity)


@dataclass(frozen=True, slots=True)
class Judgement:
    """`materials` in the order of the matter; `findings` heaviest first, passes last."""

    materials: tuple[Material, ...]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class _Run:
    """One rule about to be run. `check` is None for an implied rule."""

    rule: RuleKind
    context: Context
    check: CheckSpec | None = None

    @property
    def id(self) -> str:
        return self.check.id if self.check else self.rule.id


@dataclass(frozen=True, slots=True)
class _Said:
    run: _Run
    answer: Answer
    also: tuple[str, ...] = ()


def judge(
    matter: MatterSpec,
    kinds: Mapping[str, KindSpec],
    answers: Answers,
    today: dt.date,
    pages: Sequence[Page],
    documents: Sequence[Document],
    placed: Mapping[str, str] = EMPTY,
) -> Judgement:
    """Sorts the documents to the matter's materials and runs every rule over them.

    `answers` may leave questions out, whose defaults then count. Pages and documents come in scanning order.
    `placed` are papers sorted by hand (id of the document -> id of the material, empty for none).
    """
    papers = {paper.id: paper for paper in documents}
    sheets = {page.id: page for page in pages}
    context = sorted_context(Context(matter, kinds, answers, today, papers, sheets, placed=placed))
    said = [_Said(run, _doubted(run, answer)) for run in _runs(context) for answer in _answers(run)]
    findings = [_finding(context, entry) for entry in _merged(_folded(said))]
    order = {spec.id: at for at, spec in enumerate(matter.materials)}
    findings.sort(key=lambda finding: _rank(finding, order))
    return Judgement(tuple(_material(context, spec) for spec in matter.materials), tuple(findings))


# -- what is run ------------------------------------------------------------------------------------------


def _runs(context: Context) -> Iterator[_Run]:
    """Every rule there is to run, in the order in which one answer may take in a later one."""
    for rule in IMPLIED_FOR_MATERIAL:
        yield from (_Run(rule, context.about(material=spec)) for spec in context.matter.materials)
    yield from (_Run(rule, context) for rule in IMPLIED_FOR_CASE)
    for paper in context.sorted_papers():
        kind = context.kinds.get(paper.kind or "")
        checks = kind.checks if kind else ()
        yield from (_Run(_rule(check), context.about(document=paper), check) for check in checks)
    yield from (_Run(_rule(check), context, check) for check in context.matter.checks)


def _rule(check: CheckSpec) -> RuleKind:
    """The rule a check asks for; one that does not exist fails when it is run, like any other mistake."""
    unknown = RuleKind(check.rule, check.rule, Options, _no_such_rule, Severity.SUSPECT, None, None, "")
    return RULES.get(check.rule, unknown)


def _no_such_rule(_context: Context, _options: Options) -> Iterator[Answer]:
    raise LookupError("no such rule")


def _answers(run: _Run) -> list[Answer]:
    """What the rule says; a rule that fails says that it cannot tell, and the others go on."""
    try:
        if run.check is not None and not run.context.holds(run.check.when):
            return []
        return list(run.rule.check(run.context, _options(run)))
    except Exception as error:
        _LOG.error("rule %s (%s) failed: %s", run.id, run.rule.id, type(error).__name__)
        return [_failed(run, error)]


def _doubted(run: _Run, answer: Answer) -> Answer:
    """Hints stay hints, whatever they were read from."""
    return answer if _severity(run, answer) is Severity.INFO else doubted(run.context, answer)


def _options(run: _Run) -> Options:
    return run.rule.options.model_validate(run.check.with_ if run.check else {})


def _failed(run: _Run, error: Exception) -> Answer:
    spec = run.context.material
    owner = run.context.owner(run.context.document) if run.context.document else None
    settings = isinstance(error, ValidationError | ConditionError | LookupError)
    hint = "清单里这条规则的设置有误，请联系管理员" if settings else "程序出错，请联系管理员"
    text = f"“{run.rule.title}”（{run.id}）没有完成：{hint}。请人工核对此项。"
    return Answer(State.UNCERTAIN, text, spec.id if spec else owner)


# -- one cause, one finding -------------------------------------------------------------------------------


def _folded(said: Sequence[_Said]) -> list[_Said]:
    """Answers that only say "unread" join a finding that speaks of the same fields for a reason of its own.

    Without such a finding the first of them stays, and the others join it.
    """
    hosts: dict[Place, int] = {}
    for blocked in (False, True):
        for at, entry in enumerate(said):
            if entry.answer.state is not State.PASS and entry.answer.blocked is blocked:
                for place in entry.answer.places:
                    hosts.setdefault(place, at)
    guests: dict[int, list[str]] = {}
    kept: list[int] = []
    for at, entry in enumerate(said):
        places = entry.answer.places if entry.answer.blocked else ()
        if places and all(hosts[place] != at for place in places):
            guests.setdefault(hosts[places[0]], []).extend(_prevented(entry.run.rule))
        else:
            kept.append(at)
    return [replace(said[at], also=tuple(guests.get(at, ()))) for at in kept]


def _prevented(rule: RuleKind) -> tuple[str, ...]:
    """What is told not to have been done. A doubt of the value itself is the cause of that, no consequence."""
    return () if rule.id == field_format.ID else (rule.title,)


def _merged(said: Iterable[_Said]) -> list[_Said]:
    """The same words about the same thing on several copies are said once, with all the places."""
    found: dict[tuple[str, State, str, str | None, str | None], _Said] = {}
    for entry in said:
        answer = entry.answer
        key = (entry.run.id, answer.state, answer.message, answer.material, answer.field)
        first = found.get(key)
        if first is None:
            found[key] = entry
            continue
        evidence = tuple(dict.fromkeys((*first.answer.evidence, *answer.evidence)))
        both = (*first.also, *entry.also)
        found[key] = replace(first, answer=replace(first.answer, evidence=evidence), also=both)
    return list(found.values())


# -- findings and materials -------------------------------------------------------------------------------


def _finding(context: Context, said: _Said) -> Finding:
    run, answer = said.run, said.answer
    spec = context.matter.material(answer.material or "")
    bases = (run.check.basis if run.check else None, answer.basis, run.rule.basis)
    return Finding(
        run.id,
        answer.state,
        _severity(run, answer),
        _message(said),
        _code(run, answer),
        answer.material,
        answer.field,
        answer.suggestion,
        next((basis for basis in bases if basis), spec.basis if spec else None),
        answer.evidence,
    )


def _severity(run: _Run, answer: Answer) -> Severity:
    """An answer may be lighter than its check, never heavier; a *cannot tell* is always suspect."""
    if answer.state is State.UNCERTAIN:
        return Severity.SUSPECT
    if answer.state is State.PASS:
        return Severity.INFO
    asked = run.check.severity if run.check and run.check.severity else run.rule.severity
    return max(asked, answer.severity or asked, key=_WEIGHTS.index)


def _code(run: _Run, answer: Answer) -> str | None:
    return answer.code or (run.check.code if run.check else None) or run.rule.code


def _message(said: _Said) -> str:
    check, state = said.run.check, said.answer.state
    text = check.message if check and check.message and state is State.FLAG else said.answer.message
    if not said.also:
        return text
    also = "、".join(f"“{title}”" for title in dict.fromkeys(said.also))
    return f"{text}因此{also}也无法核对。"


def _rank(finding: Finding, order: Mapping[str, int]) -> tuple[bool, int, bool, int]:
    """Passes last; then by weight, what is wrong before what is uncertain, by material."""
    return (
        finding.state is State.PASS,
        _WEIGHTS.index(finding.severity),
        finding.state is State.UNCERTAIN,
        order.get(finding.material or "", len(order)),
    )


def _material(context: Context, spec: MaterialSpec) -> Material:
    found = standing(context, spec)
    own = [paper.id for paper in context.papers(spec.id)]
    copies = [copy for copy, original in context.duplicates.items() if original in own]
    papers = tuple(paper for paper in context.documents if paper in {*own, *copies})
    pages = tuple(dict.fromkeys(page for paper in papers for page in context.documents[paper].pages))
    return Material(spec.id, spec.title, found.status, papers, pages, found.waived, _note(spec, found))


def _note(spec: MaterialSpec, found: Standing) -> str:
    if found.waived:
        return f"免提交：{spec.waived_by}" if spec.waived_by else "免提交"
    if found.status is MaterialStatus.NOT_REQUIRED:
        return "不适用"
    return spec.note or ""
