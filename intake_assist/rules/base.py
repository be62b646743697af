"""What a rule is made of: its options, the answers it gives and its entry in the registry."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Protocol

from intake_assist.checklist.models import Spec
from intake_assist.model import Evidence, Severity, State
from intake_assist.rules.context import Context, Occurrence

Place = tuple[str, str]
"""Id of a document and the name of one of its fields; or id of a page and the empty string."""


class Options(Spec):
    """Base of every rule's options (the ``with`` of a check)."""

    def references(self) -> tuple[str, ...]:
        """The field references among the options, so that a checklist can be examined for dead ones.

        Bare names in a kind file, ``material.field`` in a matter file.
        """
        return ()


class FieldOptions(Options):
    """Options of a rule that looks at each of some fields by itself."""

    fields: tuple[str, ...]

    def references(self) -> tuple[str, ...]:
        return self.fields


@dataclass(frozen=True, slots=True)
class Answer:
    """What a rule says about one thing; the engine adds who says it and how heavy it is.

    `severity` may only make a flag lighter than the check is. `code` and `basis` replace the rule's own.
    `places` are the fields (or pages) the answer speaks of. `blocked` marks a *cannot tell* that has no other
    reason than that those could not be read; it joins a finding about them that there is anyway.
    """

    state: State
    message: str
    material: str | None = None
    field: str | None = None
    suggestion: str | None = None
    evidence: tuple[Evidence, ...] = ()
    severity: Severity | None = None
    code: str | None = None
    basis: str | None = None
    places: tuple[Place, ...] = ()
    blocked: bool = False

    @classmethod
    def on(
        cls,
        state: State,
        message: str,
        *found: Occurrence,
        suggestion: str | None = None,
        severity: Severity | None = None,
        code: str | None = None,
        basis: str | None = None,
        blocked: bool = False,
    ) -> Answer:
        """An answer about fields; it is filed under the first of them."""
        first = found[0]
        return cls(
            state,
            message,
            first.material,
            first.spec.name,
            suggestion,
            tuple(place.evidence for place in found),
            severity,
            code,
            basis,
            tuple(place.place for place in found),
            blocked,
        )


Check = Callable[[Context, Any], Iterator[Answer]]


class RuleModule(Protocol):
    """What a module of a rule offers. Its docstring is the manual page."""

    @property
    def ID(self) -> str: ...  # noqa: N802 - these are constants of modules

    @property
    def TITLE(self) -> str: ...  # noqa: N802

    @property
    def SEVERITY(self) -> Severity: ...  # noqa: N802

    @property
    def CODE(self) -> str | None: ...  # noqa: N802

    @property
    def BASIS(self) -> str | None: ...  # noqa: N802

    @property
    def Options(self) -> type[Options]: ...  # noqa: N802

    @property
    def check(self) -> Check: ...


@dataclass(frozen=True, slots=True)
class RuleKind:
    """An entry of the registry. `title` names the check for a clerk."""

    id: str
    title: str
    options: type[Options]
    check: Check
    severity: Severity
    code: str | None
    basis: str | None
    manual: str
