"""Dates whose parts lie about: ``2019`` ``01`` ``01`` in one row, ``年 月 日`` in another, half under a seal."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from intake_assist.model import Box
from intake_assist.reading.fragments import Fragment
from intake_assist.reading.values_at import Part

_FULL = re.compile(
    r"\d{4}[年.\-/]\d{1,2}[月.\-/]\d{1,2}日?|[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十廿]{1,3}日"
)
_TOKEN = re.compile(r"(\d{1,4})([年月日]?)")


class _Token(NamedTuple):
    """A number, the unit that follows it at once (or none), and where it begins and ends across the page."""

    x0: float
    x1: float
    digits: str
    unit: str
    piece: Fragment

    def covers(self, other: _Token) -> bool:
        return min(self.x1, other.x1) - max(self.x0, other.x0) > 0.5 * min(
            self.x1 - self.x0, other.x1 - other.x0
        )


def date_near(
    near: Box, pieces: Sequence[Fragment], free: Callable[[Fragment], bool]
) -> tuple[str, tuple[Part, ...]]:
    """The date that stands below or right of `near`: its text and parts.

    The text is only as complete as what was read: ``2019年7月`` when the day is lost under a seal. Empty when
    nothing like a date is there.
    """
    unit = near.height
    field = Box(near.x0 - 8 * unit, near.y0 - unit, near.x1 + 14 * unit, near.y1 + 12 * unit)
    around = [piece for piece in pieces if free(piece) and field.contains(piece.box, 0.6)]
    whole = [(piece, match) for piece in around if (match := _FULL.search(piece.text))]
    if whole:
        piece, match = min(whole, key=lambda found: _below(near, found[0].box))
        return match.group(), ((piece, match.start(), match.end()),)
    return _assembled([piece for piece in around if re.fullmatch(r"[\d年月日.,]+", piece.text)])


def _below(near: Box, box: Box) -> float:
    """How far under `near` a box lies; what is above it comes last."""
    return box.y0 - near.y1 if box.y0 > near.y0 else float("inf")


def _assembled(pieces: Sequence[Fragment]) -> tuple[str, tuple[Part, ...]]:
    tokens = [
        _Token(piece.edges[match.start()], piece.edges[match.end()], match.group(1), match.group(2), piece)
        for piece in pieces
        for match in _TOKEN.finditer(piece.text)
    ]
    found: dict[str, _Token] = {}
    for token in sorted(tokens, key=lambda token: token.x0):
        if token.unit:
            found.setdefault(token.unit, token)
    # A number that is seen again as part of its neighbour is no number of its own (``2019年7`` over ``7月``).
    bare = [token for token in tokens if not token.unit and not any(map(token.covers, found.values()))]
    for unit in "年月日":
        fitting = [token for token in bare if _fits(token, unit, found)]
        if unit not in found and fitting:
            found[unit] = min(fitting, key=lambda token: token.x0)
            bare.remove(found[unit])
    if "年" not in found:
        return "", ()
    text = "".join(found[unit].digits + unit for unit in "年月日" if unit in found)
    used = list(dict.fromkeys(found[unit].piece for unit in "年月日" if unit in found))
    return text, tuple((piece, 0, len(piece.text)) for piece in used)


def _fits(token: _Token, unit: str, found: Mapping[str, _Token]) -> bool:
    """Whether a number without a unit can be the year, month or day, beside those that are known."""
    if (len(token.digits) == 4) != (unit == "年"):
        return False
    order = "年月日".index(unit)
    return all((token.x0 > known.x0) == (order > "年月日".index(name)) for name, known in found.items())
