"""Which of the printed options of a tick-box field are ticked, as far as the text tells."""

from __future__ import annotations

from collections.abc import Sequence

from intake_assist.model import Problem
from intake_assist.values import Parsed

_TICKED = "☑√✓✔■☒⊠"
_EMPTY = "□口O0ロ◻☐"


def ticked(text: str, choices: Sequence[str]) -> Parsed:
    """The ticked options joined by ``、``.

    An option is ticked when a ticked box stands before it. A recogniser tends to drop ticked boxes altogether,
    so an option without any box counts as ticked too where others show empty ones. When no box is seen at all,
    nobody can tell.
    """
    marks = _marks(text, choices)
    ticks = [choice for choice, mark in marks.items() if mark == "ticked"]
    empty = [choice for choice, mark in marks.items() if mark == "empty"]
    if not ticks and empty:
        ticks = [choice for choice, mark in marks.items() if mark == "none"]
    if not ticks:
        return Parsed(None, Problem("unread", "看不清勾选了哪一项，请查看原件。", uncertain=True))
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
