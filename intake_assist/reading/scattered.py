"""Dates whose parts lie about: ``2019`` ``01`` ``01`` in one row, ``年 月 日`` in another, half under a seal."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from intake_assist.model import Box
from intake_assist.reading.fragments import Fragment, right_of, same_row
from intake_assist.reading.labels import find_labels
from intake_assist.reading.values_at import Part
from intake_assist.values.text import squeeze

_FULL = re.compile(
    r"\d{4}年\d{1,2}月\d{1,2}[日旦曰目]|\d{4}[.\-/]\d{1,2}[.\-/]\d{1,2}|[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十廿]{1,3}日"
)
# Months and days are both filled up with a zero or neither is: else a digit was lost under the seal.
_LOST_DIGIT = re.compile(r"年0\d月\d\D|年[1-9]月0\d")
_DAY_SIGN = re.compile("[旦曰目]$")
_ROW_PIECE = re.compile(r"[^\d年月]{0,2}[\d年月日旦曰目HB.,]+[^\d年月期]{0,4}")
_TELLS = re.compile(r"[年月]|\d日|^\d{4}$")
_TOKEN = re.compile(r"(?<!\d)(\d{1,4})(?!\d)([年月日]?)")


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
    around = [piece for piece in _around(near, pieces) if free(piece)]
    whole = [(piece, match) for piece in around if (match := _FULL.search(piece.text))]
    if whole:
        piece, match = min(whole, key=lambda found: _below(near, found[0].box))
        text = _without_broken_day(_DAY_SIGN.sub("日", match.group()))
        return text, ((piece, match.start(), match.start() + len(text)),)
    return _assembled([piece for piece in around if re.fullmatch(r"[\d年月日.,]+", piece.text)])


def anchor(label: str, pieces: Sequence[Fragment]) -> Box | None:
    """Where the printed `label` of a seal stands; of one with a note in brackets (``开户银行(盖章)``) a stamp often
    leaves the one or the other, which stands alone then, below all else like it."""
    text = squeeze(label)
    hits = find_labels(pieces, [("", text)])
    if hits:
        return hits[0].box
    head, bracket, note = text.partition("(")
    halves = [piece for piece in pieces if bracket and piece.text.strip(":") in (head, bracket + note)]
    alone = [piece for piece in halves if not _has_value(piece, pieces)]
    return max((piece.box for piece in alone), key=lambda box: box.cy, default=None)


def _has_value(piece: Fragment, pieces: Sequence[Fragment]) -> bool:
    following = right_of(piece, pieces)
    return following is not None and following.box.x0 - piece.box.x1 < 8 * piece.box.height


def date_row(near: Box, pieces: Sequence[Fragment]) -> Box | None:
    """Where the pieces of a date stand in a row, below or right of `near`; None when there are none."""
    found = [
        piece
        for piece in _around(near, pieces)
        if _ROW_PIECE.fullmatch(piece.text) and _TELLS.search(piece.text)
    ]
    longest = max(found, key=lambda piece: len(piece.text), default=None)
    if longest is None:
        return None
    row = longest.box
    for piece in found:
        row = row.union(piece.box) if same_row(piece.box, longest.box) else row
    return row


def _around(near: Box, pieces: Sequence[Fragment]) -> list[Fragment]:
    unit = near.height
    field = Box(near.x0 - 8 * unit, near.y0 - unit, near.x1 + 14 * unit, near.y1 + 12 * unit)
    return [piece for piece in pieces if field.contains(piece.box, 0.6)]


def _without_broken_day(text: str) -> str:
    """A date up to its month when the number of its day lost a digit."""
    return text[: text.index("月") + 1] if _LOST_DIGIT.search(text) else text


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
    if "日" in found and _lacks_its_end(found["日"], found):
        del found["日"]
    text = _without_broken_day("".join(found[unit].digits + unit for unit in "年月日" if unit in found))
    used = list(dict.fromkeys(found[unit].piece for unit in "年月日" if unit in found))
    return text, tuple((piece, 0, len(piece.text)) for piece in used)


def _lacks_its_end(day: _Token, found: Mapping[str, _Token]) -> bool:
    """Whether a day without 日 ends a piece that prints the 月 before it: a digit may be lost with the 日."""
    month = found.get("月")
    return not day.unit and month is not None and bool(month.unit) and month.piece is day.piece


def _fits(token: _Token, unit: str, found: Mapping[str, _Token]) -> bool:
    """Whether a number without a unit can be the year, month or day, beside those that are known."""
    if (len(token.digits) == 4) != (unit == "年"):
        return False
    order = "年月日".index(unit)
    return all((token.x0 > known.x0) == (order > "年月日".index(name)) for name, known in found.items())
