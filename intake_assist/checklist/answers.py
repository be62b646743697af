"""The clerk's answers to the questions of a matter, made complete."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from unicodedata import normalize

from intake_assist.checklist.conditions import Answer
from intake_assist.checklist.mistakes import listed, nearest
from intake_assist.checklist.models import MatterSpec, Question, parse_yes_no


@dataclass(frozen=True, slots=True)
class AnswerMistake:
    """An answer that cannot be used: `question` as given, and the nearest valid text when one is near."""

    question: str
    message: str
    suggestion: str | None = None

    def __str__(self) -> str:
        hint = f"（是不是“{self.suggestion}”？）" if self.suggestion else ""
        return f"{self.message}{hint}"


class AnswersError(ValueError):
    """`mistakes` lists every answer that is wrong."""

    def __init__(self, mistakes: tuple[AnswerMistake, ...]) -> None:
        self.mistakes = mistakes
        super().__init__("\n".join(map(str, mistakes)))


def resolve_answers(matter: MatterSpec, given: Mapping[str, Answer]) -> Mapping[str, Answer]:
    """An answer to every question: as given, else the default.

    Yes/no questions take True/False, ``true/false``, ``yes/no``, ``是/否``; choices take an option's value or
    its title. Raises AnswersError with all mistakes at once.
    """
    known = [question.id for question in matter.questions]
    mistakes = [
        AnswerMistake(name, f"这个事项没有问题“{name}”{listed(known)}", nearest(name, known))
        for name in given
        if name not in known
    ]
    answers = {question.id: question.default for question in matter.questions}
    for question in matter.questions:
        if question.id in given:
            result = _READ[question.type](question, given[question.id])
            if isinstance(result, AnswerMistake):
                mistakes.append(result)
            else:
                answers[question.id] = result
    if mistakes:
        raise AnswersError(tuple(mistakes))
    return MappingProxyType(answers)


def _yes_no(question: Question, given: Answer) -> Answer | AnswerMistake:
    value = given if isinstance(given, bool) else parse_yes_no(given)
    if value is None:
        return AnswerMistake(
            question.id, f"“{question.title}”（{question.id}）请回答“是”或“否”，现在是“{given}”"
        )
    return value


def _choice(question: Question, given: Answer) -> Answer | AnswerMistake:
    wanted = _same(str(given))
    for option in question.options:
        if wanted in (_same(option.value), _same(option.title or option.value)):
            return option.value
    values = [option.value for option in question.options]
    message = f"“{question.title}”（{question.id}）没有选项“{given}”{listed(values)}"
    return AnswerMistake(question.id, message, nearest(str(given), values))


def _same(text: str) -> str:
    return normalize("NFKC", text).strip().casefold()


_READ: dict[str, Callable[[Question, Answer], Answer | AnswerMistake]] = {
    "yes_no": _yes_no,
    "choice": _choice,
}
