"""Seals and signatures a material asks for, as far as the two rules about them share it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, TypeVar

from intake_assist.model import MaterialStatus, State
from intake_assist.rules.base import Answer
from intake_assist.rules.context import Context, evidence_of
from intake_assist.rules.standing import standing


class Want(Protocol):
    @property
    def at(self) -> str | None: ...

    @property
    def when(self) -> str | None: ...

    @property
    def basis(self) -> str | None: ...


W = TypeVar("W", bound=Want)


def applying(context: Context, wants: tuple[W, ...]) -> Iterator[W]:
    """The wants that hold for a material that is there."""
    spec = context.material
    if spec is not None and standing(context, spec).status is MaterialStatus.PRESENT:
        yield from (want for want in wants if context.holds(want.when))


def please_look(context: Context, want: Want, what: str, how: str) -> Answer:
    """The *cannot tell* about a want, showing the whole paper it belongs on."""
    assert context.material is not None
    spec = context.material
    at = f"{want.at}处" if want.at else ""
    evidence = tuple(place for paper in context.papers(spec.id) for place in evidence_of(paper))
    text = f"{spec.title}{at}应有{what}。{how}，请人工查看。"
    return Answer(State.UNCERTAIN, text, spec.id, evidence=evidence, basis=want.basis)
