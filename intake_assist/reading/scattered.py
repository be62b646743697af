"""Dates whose parts lie about: ``2019`` ``01`` ``01`` in one row, ``年 月 日`` in another, half under a seal."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from intake_assist.model import Box
from intake_assist.reading.fragments import Fragment
from intake_assist.reading.values_at import Part

_FULL = re.compile(
    r"\d{4}[年.\-/]\d{1,2}[月.\-/]\d{1,2}日?|[〇○零一二三四五六七八九]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十廿]{1,3}日"
)
_TOKEN = re.compile(r"(\d{1,4})([年月日]?)")


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
        (piece.edges[match.start()], match.group(1), match.group(2), piece)
        for piece in pieces
        for match in _TOKEN.finditer(piece.text)
    ]
    tokens.sort(key=lambda token: token[0])
    found: dict[str, tuple[str, Fragment]] = {}
    for _, digits, unit, piece in tokens:
        name = unit or ("年" if len(digits) == 4 else "月" if "月" not in found else "日")
        if name not in found and (len(digits) == 4) == (name == "年"):
            found[name] = (digits, piece)
    if "年" not in found:
        return "", ()
    text = "".join(found[name][0] + name for name in "年月日" if name in found)
    used = list(dict.fromkeys(found[name][1] for name in "年月日" if name in found))
    return text, tuple((piece, 0, len(piece.text)) for piece in used)
