"""Which of the printed options of a tick-box field are ticked, as far as the text tells."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from intake_assist.model import Box, Problem, TextLine
from intake_assist.values import Parsed

_SEEN_TICKED, _SEEN_EMPTY, _SEEN_UNCLEAR = "☑", "☐", "▣"
"""What stands before an option whose box was looked at in the picture."""

_TICKED = "☑√✓✔■☒⊠"
_EMPTY = "□口O0ロ◻☐"
_BOXES = _TICKED + "□◻☐▣"
_SIGNS = _BOXES + "口"
_GAP = 0.8  # of a character: what lies between an option and the next box
_WIDTHS = (0.7, 2.0)  # of a character, in widths of its box
_UNEVEN = 0.45
_STEEPEST = 0.03  # pixels a pixel: a row on a page that was not straightened quite
_LEAST_MISREAD = 4  # characters of an option
_LEAST_CUT = 2  # characters of an option of which a seal hides the end
_MOST = 14
_SEVERAL = 3


@dataclass(frozen=True, slots=True)
class BoxSeen:
    """A square in a line of text; `ticked` is None when it cannot be told."""

    box: Box
    ticked: bool | None


Look = Callable[[Box], Sequence[BoxSeen]]
"""The squares in the row of a box, from left to right."""


def ticked(text: str, choices: Sequence[str]) -> Parsed:
    """The ticked options joined by ``、``.

    An option is ticked when a ticked box stands before it, or behind it where the text ends with a box and does not
    begin with one. A recogniser often drops ticked boxes, so a single option without a box among options that all
    show empty ones counts as ticked too. Where more boxes were dropped, nobody can tell.
    """
    marks = _marks(text, choices)
    bare = [choice for choice, mark in marks.items() if mark == "none"]
    ticks = [choice for choice, mark in marks.items() if mark == "ticked"]
    if not ticks and len(bare) == 1 and len(marks) > 1:
        ticks, bare = bare, []
    if len(marks) > 1 and len(marks) == text.count(_SEEN_EMPTY):
        return Parsed(None, Problem("blank", "没有勾选任何一项。"))
    if not ticks or bare or _SEEN_UNCLEAR in text:
        return Parsed(None, Problem("unread", "看不清勾选了哪几项，请查看原件。", uncertain=True))
    return Parsed("、".join(choice for choice in choices if choice in ticks), None)


def _marks(text: str, choices: Sequence[str]) -> dict[str, str]:
    """``ticked``, ``empty`` or ``none`` for every option that is in the text, the longest ones first, since one
    option may be part of another (``企业`` of ``民办非企业``)."""
    behind = bool(text) and text[-1] in _SIGNS and text[0] not in _SIGNS
    marks: dict[str, str] = {}
    for choice in sorted(choices, key=len, reverse=True):
        place = text.find(choice)
        if place < 0:
            continue
        end = place + len(choice)
        sign = text[end : end + 1] if behind else text[max(0, place - 1) : place]
        marks[choice] = (
            "ticked" if sign and sign in _TICKED else "empty" if sign and sign in _EMPTY else "none"
        )
        text = text[:place] + "＿" * len(choice) + text[end:]
    return marks


def with_boxes(line: TextLine, choices: Sequence[str], look: Look) -> TextLine:
    """The line with a sign before each of its options for the box that the picture shows before or behind it.

    The recogniser drops boxes, or takes one for a sign of its own. A line stays as it is unless it holds
    options alone and there is a box for each of them.
    """
    options = _options(line.text, choices)
    if not options:
        return line
    seen = look(line.box)
    boxes = min((_before(seen, options, line.box), _behind(seen, options, line.box)), key=_misfit_of).boxes
    if boxes is None:
        return line
    return replace(
        line, text="".join(_sign(box) + option for box, option in zip(boxes, options, strict=True))
    )


def _sign(seen: BoxSeen) -> str:
    return {True: _SEEN_TICKED, False: _SEEN_EMPTY, None: _SEEN_UNCLEAR}[seen.ticked]


def holds_options(text: str, choices: Sequence[str]) -> bool:
    """Whether a text is several of the options, with or without their boxes, and nothing else."""
    return len(_options(text, choices)) >= _SEVERAL


def _options(text: str, choices: Sequence[str]) -> list[str]:
    """The options of a line in their order; none when it holds anything else. Of the last one the end may be
    missing, over which a seal lies."""
    rest, found = text, list[tuple[int, str]]()
    for choice in sorted(choices, key=len, reverse=True):
        place = rest.find(choice)
        if place >= 0:
            found.append((place, choice))
            rest = _taken(rest, place, choice)
    read = {choice for _, choice in found}
    misread = [(at, choice) for choice in choices if choice not in read for at in _misread_at(rest, choice)]
    if len(misread) == 1 and len(found) >= _SEVERAL:
        found += misread
        rest = _taken(rest, *misread[0])
    options = [choice for _, choice in sorted(found)]
    other = "".join(char for char in rest if char not in _BOXES + _EMPTY + "\0" and char.isalnum())
    if not other:
        return options
    begun = [choice for choice in choices if choice.startswith(other) and choice not in options]
    whole = len(other) >= _LEAST_CUT and rest.rstrip().endswith(other) and len(begun) == 1
    return [*options, *begun] if options and whole else []


def _taken(rest: str, place: int, choice: str) -> str:
    return rest[:place] + "\0" * len(choice) + rest[place + len(choice) :]


def _misread_at(rest: str, choice: str) -> list[int]:
    """Where an option of several characters stands with one of them misread (``生有保险``)."""
    parts = [rest[at : at + len(choice)] for at in range(len(rest) - len(choice) + 1)]
    return [
        at
        for at, part in enumerate(parts)
        if len(choice) >= _LEAST_MISREAD
        and "\0" not in part
        and sum(a != b for a, b in zip(part, choice, strict=True)) == 1
    ]


class _Fit(NamedTuple):
    """One box for each option, None when there are none, and how ill they fit."""

    misfit: float
    boxes: Sequence[BoxSeen] | None


def _misfit_of(fit: _Fit) -> float:
    return fit.misfit


def _before(seen: Sequence[BoxSeen], options: Sequence[str], row: Box) -> _Fit:
    """One box for each option: of too many those between which the options fit best.

    Boxes of a row are of one size and stand on one line, the first before all text. Some signs (国, 日) have a
    square in them.
    """
    tried: list[tuple[BoxSeen, ...]] = []
    for first in seen:
        alike = [other for other in seen if other.box.x0 >= first.box.x0 and _alike(first.box, other.box)]
        if first.box.x0 < row.x0 + 0.4 * row.height and len(options) <= len(alike) <= _MOST:
            rest = itertools.combinations(alike[1:], len(options) - 1)
            tried.extend((first, *others) for others in rest)
    misfits = [(_misfit(some, options, row.x1), at) for at, some in enumerate(tried)]
    least, best = min(misfits, default=(float("inf"), 0))
    return _Fit(least, tried[best]) if least < _UNEVEN else _Fit(float("inf"), None)


def _behind(seen: Sequence[BoxSeen], options: Sequence[str], row: Box) -> _Fit:
    """The same of a row whose boxes stand behind their options: it is one with boxes before them in a mirror."""
    mirrored = [replace(box, box=_mirrored(box.box)) for box in reversed(seen)]
    misfit, boxes = _before(mirrored, options[::-1], _mirrored(row))
    back = [replace(box, box=_mirrored(box.box)) for box in reversed(boxes)] if boxes is not None else None
    return _Fit(misfit, back)


def _mirrored(box: Box) -> Box:
    return replace(box, x0=-box.x1, x1=-box.x0)


def _alike(a: Box, b: Box) -> bool:
    tilted = _STEEPEST * abs(a.cx - b.cx)
    return abs(a.height - b.height) <= 0.15 * a.height and abs(a.cy - b.cy) <= 0.2 * a.height + tilted


def _misfit(boxes: Sequence[BoxSeen], options: Sequence[str], end: float) -> float:
    """How unevenly wide the characters are, in box widths, when the options stand between these boxes."""
    size = boxes[0].box.width
    starts = [seen.box.x1 for seen in boxes]
    ends = [*(seen.box.x0 for seen in boxes[1:]), end + _GAP * size]
    widths = [
        (right - left) / (len(option) + _GAP) / size
        for left, right, option in zip(starts, ends, options, strict=True)
    ]
    plausible = all(_WIDTHS[0] < width < _WIDTHS[1] for width in widths)
    return max(widths) - min(widths) if plausible else float("inf")
