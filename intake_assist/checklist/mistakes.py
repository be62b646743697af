"""What is wrong with a checklist file, and where. Lines and columns count from 1."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from rapidfuzz import fuzz, process

_NEAR = 50.0  # similarity from which a name is worth suggesting, 0..100
_TRIED = 500  # so many valid names are compared; more only a hostile file has
_LISTED = 16  # so many valid names are still readable in one sentence


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """Where a text stands in its file; both numbers count from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake of one file, in words for the person who edits it.

    `suggestion` is the nearest valid text, when one is near. A `warning` does not keep the file from being
    used; an `error` does.
    """

    file: str
    line: int
    column: int
    message: str
    suggestion: str | None = None
    severity: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        hint = f"（是不是想写“{self.suggestion}”？）" if self.suggestion else ""
        mark = "提醒：" if self.severity == "warning" else ""
        return f"{self.file}:{self.line}:{self.column}: {mark}{self.message}{hint}"


class ChecklistError(ValueError):
    """One or more checklist files cannot be used. `mistakes` lists everything that is wrong with them."""

    def __init__(self, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(map(str, self.mistakes)))


class Mistakes:
    """Collects the mistakes of one file.

    A place that already has an error gets no second one, as that would only be its echo; a missing key is
    always kept, because it has no place of its own and is reported where its mapping begins.
    """

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: list[Mistake] = []
        self._taken: set[tuple[Place, str]] = set()

    def error(self, place: Place, message: str, suggestion: str | None = None) -> None:
        self._add(place, message, suggestion, "error")

    def warn(self, place: Place, message: str, suggestion: str | None = None) -> None:
        if (place, "error") not in self._taken:
            self._add(place, message, suggestion, "warning")

    def missing(self, place: Place, message: str) -> None:
        self._found.append(Mistake(self.file, place.line, place.column, message))

    def _add(
        self, place: Place, message: str, suggestion: str | None, severity: Literal["error", "warning"]
    ) -> None:
        if (place, severity) in self._taken:
            return
        self._taken.add((place, severity))
        self._found.append(Mistake(self.file, place.line, place.column, message, suggestion, severity))

    def __bool__(self) -> bool:
        """Whether there is an error; warnings alone leave the file usable."""
        return any(mistake.severity == "error" for mistake in self._found)

    def sorted(self) -> tuple[Mistake, ...]:
        return tuple(sorted(self._found, key=lambda mistake: (mistake.line, mistake.column)))


def nearest(name: str, valid: Iterable[str]) -> str | None:
    """The valid name most like `name`, None when none is near."""
    found = process.extractOne(name, list(islice(valid, _TRIED)), scorer=fuzz.ratio, score_cutoff=_NEAR)
    return found[0] if found else None


def listed(valid: Iterable[str]) -> str:
    """``；可用的有：甲、乙``, or nothing when there are none or too many to read."""
    names = list(dict.fromkeys(valid))
    return f"；可用的有：{'、'.join(names)}" if 0 < len(names) <= _LISTED else ""
