"""Whether the picture bears out a name or a number that other papers say, at a place where another was read."""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterable, Iterator
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
-8 in two thirds of the cases; a name of which one character is quite another -11 at best. Of 1152
names with one character changed, tried where the right one stands, none was taken; of those with one left out, none
but such that lack an end which was not read at all. Characters that look alike cost less; see `_UNLIKELY`."""
_LEAST_SHARE = 0.01  # of every character in one of the looks
_OF_CODE, _OF_SHORT_NAME = (-6.5, 0.05), (-3.5, 0.05)
"""The loss and the share for a code and for the name of a person: digits look alike, so that one that differs costs
less, and there is little beside the one character of a short name that may differ. Measured as above."""
_OF_UNREAD = (-2.0, 0.3)
"""The same for a name where none was read, so that it cannot be weighed against that."""
_SHORT = 5  # characters
_UNLIKELY, _HOPELESS = -3.5, -15.0
"""How much less likely than what was read, in most looks, a name of as many characters may be; the second is the least
that counts. Of 18 names misread under stamps none was less likely; of 13 with one character that looks alike, which
the limits above let pass, 10 were. 己 and 已 cannot be told so."""
_SLIPS = 2  # characters of a name that somebody wrote otherwise
_ENOUGH = 9  # looks
_BEYOND = 2  # characters
_BESIDE = 1.6  # steps from one character to the next
_POOR, _CLEARLY_ANOTHER = 0.1, 0.95
_WIDEST_GAP = 1.6  # from one character of a name to the next; where one is left out it is 2
_LABEL = re.compile(r".*(?:[：:]|[(（][盖公签]?章?[)）]?|[盖公签]章[)）]?)|[)）]")
"""What ends a label, whole or as a stamp leaves it: ``单位名称：``, ``(盖章)``, ``(盖``."""
_LEAST_SIDE = 4
_DOT = "·"


def borne_out(engine: Engine, image: Image, page: Page, wanted: Iterable[Expected]) -> tuple[TextLine, ...]:
    """Those of the values that the picture bears out, one a place."""
    found: dict[Box, TextLine] = {}
    for one in wanted:
        if one.box in found:
            continue
        tried = (_confidence(engine, image, page, part) for part in (one, *_lines_of(page, one)))
        sure = next((sure for sure in tried if sure is not None), None)
        if sure is not None:
            found[one.box] = TextLine(one.value, one.box, sure)
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
        rest = one.value[len(before) : len(one.value) - len(after)]
        if len(lines) > 1 and rest and one.value == f"{before}{rest}{after}":
            yield replace(one, box=line.box, value=rest, read=line.text)
            if _DOT in rest:
                yield replace(one, box=line.box, value=rest.replace(_DOT, ""), read=line.text)


def _confidence(engine: Engine, image: Image, page: Page, one: Expected) -> float | None:
    """How sure the value is, None where the picture speaks against it."""
    most = [0.0] * len(one.value)
    best: Fit | None = None
    worst, least = _limits(one)
    alike = not _is_code(one) and _looks_alike(one)
    odds: list[float] = []
    for look in _looks(image, page, one):
        place = widened(look)
        crop = crop_of(image, place, look)
        if min(crop.shape[:2]) < _LEAST_SIDE:
            continue
        fit, *read = engine.expected(crop, one.value, *([one.read] if alike else ()))
        odds += [max(_HOPELESS, fit.loss - other.loss) for other in read]
        if fit.loss < worst or _says_more(fit, place, one.box):
            continue
        most = [max(pair) for pair in zip(most, fit.shares, strict=True)]
        if best is None or fit.loss > best.loss:
            best = fit
        if fit.loss > _CLEAR and (not alike or len(odds) >= _ENOUGH):
            break
    if best is None or min(most) < least or _is_another(best):
        return None
    if odds and statistics.median(odds) < _UNLIKELY:
        return None
    return best.confidence if _is_code(one) or best.gap <= _WIDEST_GAP else None


def _looks_alike(one: Expected) -> bool:
    """Whether the value may be what was read but for a character or two, which a mistake of the paper is too."""
    pairs = zip(one.read, one.value, strict=False)
    return len(one.read) == len(one.value) and sum(a != b for a, b in pairs) <= _SLIPS


def _limits(one: Expected) -> tuple[float, float]:
    if _is_code(one):
        return _OF_CODE
    if not one.read:
        return _OF_UNREAD
    return _OF_SHORT_NAME if len(one.value) < _SHORT else (_LOSS, _LEAST_SHARE)


def _is_code(one: Expected) -> bool:
    return one.type in reading.CODES


def _looks(image: Image, page: Page, one: Expected) -> Iterator[reading.Look]:
    """The place by itself, then drawn out by what the name is longer than it, as a stamp hides either end, and by some
    more, to see whether it goes on."""
    unit = _line_height(page, one.box)
    pitch = _PITCH_OF_CODE if _is_code(one) else _PITCH
    more = max(0.0, (pitch * (len(one.value) + _BEYOND) + 1) * unit - one.box.width)
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
    """Whether more than the end of a label was read with the value: in the place that the value takes, or beside it
    without a gap."""
    before = "".join(reversed(_with_it(fit, reversed(fit.before), fit.start, place, box)))
    return bool(before and not _LABEL.fullmatch(before)) or bool(
        _with_it(fit, fit.after, fit.end, place, box)
    )


def _with_it(fit: Fit, read: Iterable[tuple[float, str]], edge: float, place: Box, box: Box) -> list[str]:
    """What was read with the value, from its `edge` outwards."""
    found = []
    for at, char in read:
        within = box.x0 <= place.x0 + at * place.width <= box.x1
        beside = abs(at - edge) <= _BESIDE * fit.pitch
        if char.strip() and (within or beside):
            found.append(char)
        if beside:
            edge = at
    return found


def _is_another(fit: Fit) -> bool:
    """Whether a character of the name is another one, plain to see."""
    return any(
        share < _POOR and rival > _CLEARLY_ANOTHER
        for share, rival in zip(fit.shares, fit.rivals, strict=True)
    )
