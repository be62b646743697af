"""Writing that was struck through."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from intake_assist.model import Box, Seal, TextLine
from intake_assist.vision.ink import without_blue
from intake_assist.vision.picture import Image
from intake_assist.vision.red import blue_places

_DARKER = 0.72
_DEEP = 0.6
_RUN = 2.2  # of a line's height: longer than any stroke, and over the gap between two characters
_OVER_TEXT, _OVER_FIGURES, _BARS = 0.6, 0.75, "44"
_MOST_OF = 0.5
_MIDDLE = (0.28, 0.72)
_THICK = 0.22
_ON = 1.2
_TALL = 1.7
_FRAME = 0.4  # of the height of the words of a stamp: how far beyond them its frame may be
_BESIDE = 0.12  # of the height of a line: the ink that touches a stroke
_CHARACTER = 0.9
_CROSSED = 0.6  # of the characters
_SOLID = 0.95  # of the length: ink all along is the edge of a block
_WAVER = 0.06
_LINE = 1.5  # heights of a line of text that a straight line is long at least
_FLAT = 0.5
_OUT = 0.15  # heights of a line of text
_DASHES = frozenset("一-—－–_＿~～…=＝.·*□☐☑")

Mask = NDArray[np.uint8]


def struck(
    image: Image, lines: Sequence[TextLine], seals: Sequence[Seal] = (), stamps: Sequence[Box] = ()
) -> tuple[Box, ...]:
    """Where text of a BGR page was struck through: the box of a line through the middle of which a stroke runs
    over most of the text, or the part of it that a shorter stroke runs over.

    Rules of tables that run on beyond the text, underlines and dashes are none; the edges of seals and stamps
    that cross a line are left out with it. `stamps` are the words of stamps, around which a frame may run.
    """
    covered = [*(seal.box for seal in seals), *(_framed(words) for words in stamps)]
    plain = [
        line
        for line in lines
        if len(line.text) >= 3
        and not _DASHES & set(line.text)
        and not any(line.box.intersection(box) for box in covered)
    ]
    if not plain:
        return ()
    page, blue = image[:, :, 2], blue_places(image)
    stamped = [line for line in plain if any(line.box.intersection(at) for at in blue)]
    paler = without_blue(image)[:, :, 2] if stamped else page
    usual = float(np.median([line.box.height for line in plain]))
    found = (
        _struck_part(paler if line in stamped else page, line.box, _shortest(line))
        for line in plain
        if line.box.height < _TALL * usual < _TALL * line.box.width
    )
    return tuple(part for part in found if part is not None)


def _framed(words: Box) -> Box:
    margin = _FRAME * words.height
    return Box(words.x0 - margin, words.y0 - margin, words.x1 + margin, words.y1 + margin)


def _shortest(line: TextLine) -> float:
    """How long a stroke through a line is at least. The bars of two figures (44) run together over half of a short
    number."""
    share = _OVER_FIGURES if _BARS in line.text else _OVER_TEXT
    return min(_RUN * line.box.height, share * line.box.width)


def _struck_part(page: Image, box: Box, shortest: float) -> Box | None:
    height = box.height
    x0, y0 = max(0, round(box.x0 - 2 * height)), max(0, round(box.y0))
    crop = page[y0 : round(box.y1), x0 : round(box.x1 + 2 * height)]
    if min(crop.shape) < 10:
        return None
    limit = _DARKER * float(np.percentile(crop, 80))
    dark = np.where(crop < limit, 255, 0).astype(np.uint8)
    inner = Box(box.x0 - x0, 0.0, box.x1 - x0, height)
    for stroke in _strokes(dark, inner, shortest):
        if _goes_on(page < limit, stroke.moved(x0, y0), box):
            continue
        if stroke.width >= _MOST_OF * box.width:
            return box
        if _is_deep(crop, stroke) and _crosses_text(dark, stroke, height):
            return Box(x0 + stroke.x0, box.y0, x0 + stroke.x1, box.y1)
    return None


def _strokes(dark: Mask, line: Box, shortest: float) -> list[Box]:
    bridged = cv2.dilate(dark, np.ones((3, 1), np.uint8))
    runs = cv2.morphologyEx(bridged, cv2.MORPH_OPEN, np.ones((1, round(shortest)), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(np.asarray(runs, np.uint8), connectivity=8)
    found = (Box(x, y, x + w, y + h) for x, y, w, h, _ in stats[1:].tolist())
    return [run for run in found if _is_stroke(run, line, dark.shape[1])]


def _goes_on(dark: NDArray[np.bool_], stroke: Box, line: Box) -> bool:
    """Whether a straight line that holds the stroke runs on out of the line of text, as the frame of a stamp set
    askew does."""
    height = line.height
    x0, y0 = max(0, round(stroke.x0 - 4 * height)), max(0, round(line.y0 - 2 * height))
    around = dark[y0 : round(line.y1 + 2 * height), x0 : round(stroke.x1 + 4 * height)].astype(np.uint8)
    least = round(_LINE * height)
    found: object = cv2.HoughLinesP(around, 1, np.pi / 360, least // 2, minLineLength=least, maxLineGap=1)
    ends = np.zeros((0, 4)) if found is None else np.asarray(found).reshape(-1, 4)
    segments = np.add(ends, (x0, y0, x0, y0)).tolist()
    return any(_holds(segment, stroke, height) and _leaves(segment, line) for segment in segments)


def _holds(segment: Sequence[float], stroke: Box, height: float) -> bool:
    x0, y0, x1, y1 = segment
    left, right = max(min(x0, x1), stroke.x0), min(max(x0, x1), stroke.x1)
    if right - left < 0.5 * min(stroke.width, height) or x0 == x1:
        return False
    slope, middle = (y1 - y0) / (x1 - x0), (left + right) / 2
    near = abs(y0 + slope * (middle - x0) - stroke.cy) < 0.5 * stroke.height + _WAVER * height
    return abs(slope) < _FLAT and near


def _leaves(segment: Sequence[float], line: Box) -> bool:
    margin = _OUT * line.height
    return any(
        y < line.y0 - margin
        or y > line.y1 + margin
        or x < line.x0 - _ON * line.height
        or x > line.x1 + _ON * line.height
        for x, y in (segment[:2], segment[2:])
    )


def _is_deep(crop: Image, stroke: Box) -> bool:
    """Dark all along, as a pen draws: small print that runs together is paler between its characters."""
    around = max(1, round(_WAVER * crop.shape[0]))
    rows = slice(max(0, round(stroke.y0) - around), round(stroke.y1) + around)
    darkest = crop[rows, round(stroke.x0) : round(stroke.x1)].min(axis=0)
    return bool(np.percentile(darkest, 95) < _DEEP * float(np.percentile(crop, 80)))


def _is_stroke(run: Box, line: Box, width: int) -> bool:
    """Through the middle of the line, thin, and ending where its text ends."""
    height = line.height
    through = _MIDDLE[0] * height < run.cy < _MIDDLE[1] * height
    thin = run.height < _THICK * height + 0.1 * run.width
    on = max(run.x0, line.x0) < min(run.x1, line.x1) - height
    ends = run.x0 > max(1.0, line.x0 - _ON * height) and run.x1 < min(width - 1.0, line.x1 + _ON * height)
    return through and thin and on and ends


def _crosses_text(dark: Mask, stroke: Box, height: float) -> bool:
    """Whether ink touches the stroke from above and from below, character after character: a dash, a rule under
    text and the edge of a cell have it on one side at most."""
    x0, x1, beside = round(stroke.x0), round(stroke.x1), max(2, round(_BESIDE * height))
    top, bottom = round(stroke.y0), round(stroke.y1)
    above = dark[max(0, top - beside) : top, x0:x1].any(axis=0)
    below = dark[bottom : bottom + beside, x0:x1].any(axis=0)
    characters = max(2, round(stroke.width / (_CHARACTER * height)))
    parts = zip(np.array_split(above, characters), np.array_split(below, characters), strict=True)
    crossed = sum(bool(over.any() and under.any()) for over, under in parts)
    return crossed >= _CROSSED * characters and max(above.mean(), below.mean()) < _SOLID
