"""Seals and signatures a material asks for, as far as the two rules about them share it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol, TypeVar

from intake_assist.model import MaterialStatus
from intake_assist.rules.context import Context
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
