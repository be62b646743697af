"""Writing that was struck through."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from intake_assist.model import Box, Seal, TextLine
from intake_assist.vision.picture import Image

_DARKER = 0.72
_DEEP = 0.6
_RUN = 2.2  # of a line's height: longer than any stroke, and over the gap between two characters
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
_FURTHER = (0.3, 2.3)  # heights beyond the end of a stroke where it would go on
_LOOKS = 25
_WAVER = 0.06
_DRAWN = 0.85
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
    page = image[:, :, 2]
    usual = float(np.median([line.box.height for line in plain]))
    found = (
        _struck_part(page, line.box)
        for line in plain
        if line.box.height < _TALL * usual < _TALL * line.box.width
    )
    return tuple(part for part in found if part is not None)


def _framed(words: Box) -> Box:
    margin = _FRAME * words.height
    return Box(words.x0 - margin, words.y0 - margin, words.x1 + margin, words.y1 + margin)


def _struck_part(page: Image, box: Box) -> Box | None:
    height = box.height
    x0, y0 = max(0, round(box.x0 - 2 * height)), max(0, round(box.y0))
    crop = page[y0 : round(box.y1), x0 : round(box.x1 + 2 * height)]
    if min(crop.shape) < 10:
        return None
    limit = _DARKER * float(np.percentile(crop, 80))
    dark = np.where(crop < limit, 255, 0).astype(np.uint8)
    inner = Box(box.x0 - x0, 0.0, box.x1 - x0, height)
    for stroke, slope in _strokes(dark, inner, min(_RUN * height, 0.6 * box.width)):
        if _goes_on(page < limit, stroke.moved(x0, y0), slope, height):
            continue
        if stroke.width >= _MOST_OF * box.width:
            return box
        if _is_deep(crop, stroke, slope) and _crosses_text(dark, stroke, height):
            return Box(x0 + stroke.x0, box.y0, x0 + stroke.x1, box.y1)
    return None


def _strokes(dark: Mask, line: Box, shortest: float) -> list[tuple[Box, float]]:
    """And how far each falls for a pixel to the right."""
    bridged = cv2.dilate(dark, np.ones((3, 1), np.uint8))
    runs = cv2.morphologyEx(bridged, cv2.MORPH_OPEN, np.ones((1, round(shortest)), np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(np.asarray(runs, np.uint8), connectivity=8)
    found = (
        (number, Box(x, y, x + w, y + h)) for number, (x, y, w, h, _) in enumerate(stats[1:].tolist(), 1)
    )
    return [(run, _slope(labels == number)) for number, run in found if _is_stroke(run, line, dark.shape[1])]


def _slope(run: NDArray[np.bool_]) -> float:
    y, x = np.nonzero(run)
    return float(np.polyfit(x, y, 1)[0])


def _goes_on(dark: NDArray[np.bool_], stroke: Box, slope: float, height: float) -> bool:
    """Whether it runs on beyond either end, out of the line of text: the frame of a stamp, a rule set askew."""
    return any(
        _is_drawn(dark, end, stroke.cy + slope * (end - stroke.cx), slope, way, height)
        for end, way in ((stroke.x0, -1), (stroke.x1, 1))
    )


def _is_drawn(dark: NDArray[np.bool_], x: float, y: float, slope: float, way: int, height: float) -> bool:
    beyond = way * np.linspace(*_FURTHER, num=_LOOKS) * height
    at = np.stack([x + beyond, y + slope * beyond]).round().astype(int)
    on = [_is_dark(dark, column, row, max(2, round(_WAVER * height))) for column, row in at.T.tolist()]
    return sum(on) >= _DRAWN * len(on)


def _is_deep(crop: Image, stroke: Box, slope: float) -> bool:
    """Dark all along, as a pen draws: small print that runs together is paler between its characters."""
    columns = np.arange(round(stroke.x0), round(stroke.x1))
    rows = np.round(stroke.cy + slope * (columns - stroke.cx)).astype(int)
    around = max(1, round(_WAVER * crop.shape[0]))
    at = [np.clip(rows + by, 0, crop.shape[0] - 1) for by in range(-around, around + 1)]
    darkest = np.stack([crop[row, columns] for row in at]).min(axis=0)
    return bool(np.percentile(darkest, 95) < _DEEP * float(np.percentile(crop, 80)))


def _is_dark(dark: NDArray[np.bool_], x: int, y: int, around: int) -> bool:
    inside = 0 <= x < dark.shape[1] and y >= 0
    return inside and bool(dark[max(0, y - around) : y + around + 1, x].any())


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
