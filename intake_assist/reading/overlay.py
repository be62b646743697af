"""The lines of a page with those of a second look in their place."""

from __future__ import annotations

from collections.abc import Sequence

from intake_assist.model import Box, TextLine
from intake_assist.reading.fragments import same_row, upright
from intake_assist.values.stamp_words import is_stamp, reads_stamp
from intake_assist.values.text import squeeze

_CUT = 0.5  # heights of a line that a look may leave out at an end of it
_SAME_INK = 0.8  # heights of a line by which two lines may overlap and not be the same print


def overlaid(
    lines: Sequence[TextLine], seen: Sequence[TextLine], place: Box | None = None, share: float = 0.8
) -> tuple[TextLine, ...]:
    """A page's lines with those of a second look in their place.

    `seen` are the lines of the look, already in the page's pixels, `place` is what it looked at (None: as much as
    any line of the page needs). A line of the page gives way only where the look saw the whole of it, so that a
    look can add and correct but not lose; what the look's edge cut through is left as it was, unless `share`, of
    its width, says that less of it is enough. Slanting lines and the words of stamps keep nothing out: they run
    across print, and the upright box of the former lies over much that they do not cover.
    """
    inner = [line for line in seen if line.text.strip()]
    kept = [line for line in lines if _seen_again(line, inner) < share or _is_cut(line.box, place)]
    gone = [line for line in lines if line not in kept]
    level = [line for line in upright(kept) if not is_stamp(squeeze(line.text))]
    fresh = [
        new
        for new in inner
        if _covered(new.box, gone) >= 0.8 or not any(_same_ink(line.box, new.box) for line in level)
    ]
    return tuple(kept) + tuple(fresh)


def _is_cut(line: Box, place: Box | None) -> bool:
    """Whether more of a line than the slack of its box lies beside a place."""
    slack = _CUT * line.height
    return place is not None and (line.x0 < place.x0 - slack or line.x1 > place.x1 + slack)


def _same_ink(old: Box, new: Box) -> bool:
    """Whether two lines overlap by so much that they read the same characters."""
    common = old.intersection(new)
    if common is None:
        return False
    beside = same_row(old, new) and common.width > _SAME_INK * min(old.height, new.height)
    return beside or old.contains(new, 0.4)


def _seen_again(line: TextLine, seen: Sequence[TextLine]) -> float:
    """The share of a line's width over which another look saw print. The words of a stamp that lies askew make the
    line that was read with them too high."""
    lower = reads_stamp(squeeze(line.text))
    return _covered(line.box, seen, lower=lower)


def _covered(box: Box, lines: Sequence[TextLine], *, lower: bool = False) -> float:
    """The share of a box's width over which `lines` lie on it, over half of its height or, if `lower`, half of their
    own."""
    shares = [
        (common.width / max(box.width, 1.0))
        for line in lines
        if (common := line.box.intersection(box)) is not None
        and common.height > 0.5 * (min(box.height, line.box.height) if lower else box.height)
    ]
    return sum(shares)
