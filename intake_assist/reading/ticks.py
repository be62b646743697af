"""Which of the printed options of a tick-box field are ticked, as far as the text tells."""

from __future__ import annotations

from collections.abc import Sequence

from intake_assist.model import Problem
from intake_assist.values import Parsed

_TICKED = "☑√✓✔■☒⊠"
_EMPTY = "□口O0ロ◻☐"


def ticked(text: str, choices: Sequence[str]) -> Parsed:
    """The ticked options joined by ``、``.

    An option is ticked when a ticked box stands before it. A recogniser often drops ticked boxes, so a single
    option without a box among options that all show empty ones counts as ticked too. Where more boxes were
    dropped, nobody can tell.
    """
    marks = _marks(text, choices)
    bare = [choice for choice, mark in marks.items() if mark == "none"]
    ticks = [choice for choice, mark in marks.items() if mark == "ticked"]
    if not ticks and len(bare) == 1 and len(marks) > 1:
        ticks, bare = bare, []
    if not ticks or bare:
        return Parsed(None, Problem("unread", "看不清勾选了哪几项，请查看原件。", uncertain=True))
    return Parsed("、".join(choice for choice in choices if choice in ticks), None)


def _marks(text: str, choices: Sequence[str]) -> dict[str, str]:
    """``ticked``, ``empty`` or ``none`` for every option that is in the text, the longest ones first, since one
    option may be part of another (``企业`` of ``民办非企业``)."""
    marks: dict[str, str] = {}
    for choice in sorted(choices, key=len, reverse=True):
        place = text.find(choice)
        if place < 0:
            continue
        before = text[place - 1] if place else ""
        marks[choice] = "ticked" if before and before in _TICKED else "empty" if before and before in _EMPTY else "none"
        text = text[:place] + "＿" * len(choice) + text[place + len(choice) :]
    return marks
