"""Whether the picture bears out a name or a number that other papers say, at a place where another was read."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from intake_assist import reading, vision
from intake_assist.model import Box, Page, TextLine
from intake_assist.ocr.engine import Engine
from intake_assist.precheck.agreed import Expected
from intake_assist.precheck.crop import crop_of
from intake_assist.precheck.page_text import widened

if TYPE_CHECKING:
    from intake_assist.ocr.expected import Fit

Image = NDArray[np.uint8]

_MARGINS = (0.0, 0.12, -0.08)  # heights of a line
_PITCH, _PITCH_OF_CODE = 0.8, 0.55  # heights of a line that a character is wide
_LOSS = -8.0
_CLEAR = -0.5  # no other look will tell more
"""Measured on 100 names read otherwise than other papers say, half of them under stamps. What stands there costs 0 to
-8 in two thirds of the cases; a name of which one character differs -11 at best. Of 1152 names
with one character changed, tried where the right one stands, none was taken; of those with one left out, none but such
that lack an end which was not read at all."""
_LEAST_SHARE = 0.01  # of every character in one of the looks
_OF_CODE, _OF_SHORT_NAME = (-6.5, 0.05), (-3.5, 0.05)
"""The loss and the share for a code and for the name of a person: digits look alike, so that one that differs costs
less, and there is little beside the one character of a short name that may differ. Measured as above."""
_SHORT = 5  # characters
_MOST_HIDDEN, _NOTHING = 0.2, 0.3
"""Share of a company's name of which the picture tells nothing, and how likely any other character may then be."""
_POOR, _CLEARLY_ANOTHER = 0.1, 0.95
_WIDEST_GAP = 1.6  # from one character of a name to the next; where one is left out it is 2
_LABEL = re.compile(r".*(?:[：:]|[(（][盖公签]?章?[)）]?|[盖公签]章[)）]?)")
"""What ends a label, whole or as a stamp leaves it: ``单位名称：``, ``(盖章)``, ``(盖``."""
_LEAST_SIDE = 4
_DOT = "·"


def borne_out(engine: Engine, image: Image, page: Page, wanted: Iterable[Expected]) -> tuple[TextLine, ...]:
    """Those of the names that the picture bears out, one a place."""
    found: dict[Box, TextLine] = {}
    for one in wanted:
        if one.box in found:
            continue
        tried = (_confidence(engine, image, page, part) for part in (one, *_lines_of(page, one)))
        sure = next((sure for sure in tried if sure is not None), None)
        if sure is not None:
            found[one.box] = TextLine(one.name, one.box, sure)
    return tuple(found.values())


def _lines_of(page: Page, one: Expected) -> Iterator[Expected]:
    """Of a value that runs over lines what may stand in one of them, the others being read as it wants them; and the
    same without the small dot of a name, which goes under first."""
    lines = sorted(
        (line for line in page.lines if one.box.contains(line.box, 0.5)), key=lambda line: line.box.cy
    )
    texts = [line.text for line in lines]
    for at, line in enumerate(lines):
        before, after = "".join(texts[:at]), "".join(texts[at + 1 :])
        rest = one.name[len(before) : len(one.name) - len(after)]
        if len(lines) > 1 and rest and one.name == f"{before}{rest}{after}":
            yield Expected(line.box, rest)
            if _DOT in rest:
                yield Expected(line.box, rest.replace(_DOT, ""))


def _confidence(engine: Engine, image: Image, page: Page, one: Expected) -> float | None:
    """How sure the name is, None where the picture speaks against it."""
    most = [0.0] * len(one.name)
    best: Fit | None = None
    loss, least = _limits(one)
    for look in _looks(image, page, one):
        place = widened(look)
        crop = crop_of(image, place, look)
        if min(crop.shape[:2]) < _LEAST_SIDE:
            continue
        fit = engine.expected(crop, one.name)
        if fit.loss < loss or _says_more(fit, place, one.box):
            continue
        most = [max(pair) for pair in zip(most, fit.shares, strict=True)]
        if best is None or fit.loss > best.loss:
            best = fit
        if fit.loss > _CLEAR:
            break
    if best is None or _is_another(best) or not _is_told(best, most, least, one):
        return None
    return best.confidence if _is_code(one) or best.gap <= _WIDEST_GAP else None


def _limits(one: Expected) -> tuple[float, float]:
    if _is_code(one):
        return _OF_CODE
    return _OF_SHORT_NAME if len(one.name) < _SHORT else (_LOSS, _LEAST_SHARE)


def _is_code(one: Expected) -> bool:
    return one.name.isascii()


def _looks(image: Image, page: Page, one: Expected) -> Iterator[reading.Look]:
    """The place by itself, then drawn out by what the name is longer than it: a stamp hides either end."""
    unit = _line_height(page, one.box)
    pitch = _PITCH_OF_CODE if _is_code(one) else _PITCH
    more = max(0.0, (pitch * len(one.name) + 1) * unit - one.box.width)
    ends = [(0.0, 0.0), *([(more, 0.0), (0.0, more), (more, more)] if more else [])]
    width = float(image.shape[1])
    for left, right in ends:
        box = replace(one.box, x0=max(0.0, one.box.x0 - left), x1=min(width, one.box.x1 + right))
        for way in _ways(image, box):
            yield from (replace(way, margin=margin) for margin in _MARGINS)


def _ways(image: Image, box: Box) -> list[reading.Look]:
    plain = reading.Look(box)
    ways = [plain, replace(plain, dark_ink=True)]
    if any(box.intersection(place) for place in vision.red_places(image)):
        ways.insert(1, replace(plain, without_red=True))
    if any(box.intersection(place) for place in vision.blue_places(image)):
        ways.insert(1, replace(plain, without_blue=True))
    return ways


def _line_height(page: Page, box: Box) -> float:
    """The height of the lines at a place: a box around two of them, or a line caught with a seal, is higher."""
    heights = sorted(line.box.height for line in page.lines if box.contains(line.box, 0.5))
    return min(box.height, heights[len(heights) // 2]) if heights else box.height


def _says_more(fit: Fit, place: Box, box: Box) -> bool:
    """Whether more than the end of a label was read beside the name in the place that the value takes."""
    before = "".join(_inside(fit.before, place, box))
    return bool(before and not _LABEL.fullmatch(before)) or bool(_inside(fit.after, place, box))


def _inside(read: Sequence[tuple[float, str]], place: Box, box: Box) -> list[str]:
    return [char for at, char in read if box.x0 <= place.x0 + at * place.width <= box.x1 and char.strip()]


def _is_told(fit: Fit, most: Sequence[float], least: float, one: Expected) -> bool:
    """Whether every character was made out; of a company's name a stamp may hide a few wholly."""
    hidden = [rival for share, rival in zip(most, fit.rivals, strict=True) if share < least]
    if _is_code(one) or len(one.name) < _SHORT:
        return not hidden
    return len(hidden) <= _MOST_HIDDEN * len(one.name) and max(hidden, default=0.0) < _NOTHING


def _is_another(fit: Fit) -> bool:
    """Whether a character of the name is another one, plain to see."""
    return any(
        share < _POOR and rival > _CLEARLY_ANOTHER
        for share, rival in zip(fit.shares, fit.rivals, strict=True)
    )
