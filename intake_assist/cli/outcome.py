"""How a command ends: exit codes, and the exception for wrong use."""

from __future__ import annotations

from difflib import get_close_matches
from enum import IntEnum


class ExitCode(IntEnum):
    """What other programs may rely on. Findings for information only leave the code at `CLEAN`."""

    CLEAN = 0
    FINDINGS = 1
    UNUSABLE = 2  # wrong use, or nothing that could be read
    INTERNAL = 3  # a fault of the program itself
    INTERRUPTED = 130


class WrongUseError(Exception):
    """The command cannot be carried out as given. The text is a Chinese sentence that says what to do."""


def hint(name: str, valid: list[str]) -> str:
    """``是不是“…”？`` with the nearest valid name, or nothing."""
    near = get_close_matches(name, valid, n=1, cutoff=0.5)
    return f"是不是“{near[0]}”？" if near else ""
