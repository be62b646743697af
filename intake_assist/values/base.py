"""What every value parser returns."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from intake_assist.model import Problem


class Parsed(NamedTuple):
    """`value` in its normal form, None when the text gives none; `problem` None when nothing is wrong."""

    value: str | None
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class ValueType:
    """A kind of value. `parse` never raises; `looks_like` says from 0 to 1 how much a text looks like it. `length`
    is how many characters every one has, 0 where they differ."""

    id: str
    title: str
    parse: Callable[[str], Parsed]
    looks_like: Callable[[str], float]
    length: int = 0


def quoted(text: str, longest: int = 20) -> str:
    """The text for a message: shortened, and with the middle of long numbers left out."""
    return re.sub(r"([0-9]{3})[0-9]{7,}([0-9]{2})", r"\1…\2", text[:longest])


def unread(title: str) -> Parsed:
    return Parsed(None, Problem("unread", f"没有读到{title}"))


def wrong(
    code: str,
    message: str,
    value: str | None = None,
    *,
    suggestion: str | None = None,
    uncertain: bool = False,
) -> Parsed:
    return Parsed(value, Problem(code, message, suggestion, uncertain))


def misread(title: str, suggestion: str, value: str | None = None, code: str = "malformed") -> Parsed:
    """A value that one likely misreading explains."""
    message = f"{title}中可能有字读错，请与原件核对"
    return wrong(code, message, value, suggestion=suggestion, uncertain=True)
