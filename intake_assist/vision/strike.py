"""Writing that was struck through."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from intake_assist.model import Box, Seal, TextLine
from intake_assist.vision.picture import Image

_DARKER = 0.72
_RUN = 2.2  # of a line's height: longer than any stroke, and over the gap between two characters
_MOST_OF = 0.5
_MIDDLE = (0.28, 0.72)
_THICK = 0.22
_ON = 1.2
_TALL = 1.7
_FRAME = 0.4  # of the height of the words of a stamp: how far beyond them its frame may be
_DASHES = frozenset("一-—－–_＿~～…=＝.·*□☐☑")

Mask = NDArray[np.uint8]


def struck(
    image: Image, lines: Sequence[TextLine], seals: Sequence[Seal] = (), stamps: Sequence[Box] = ()
) -> tuple[Box, ...]:
    """The lines (their boxes) of a BGR page through the middle of which a stroke runs over most of the text.

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
    return tuple(
        line.box
        for line in plain
        if line.box.height < _TALL * usual < _TALL * line.box.width and _is_struck(page, line.box)
    )


def _framed(words: Box) -> Box:
    margin = _FRAME * words.height
    return Box(words.x0 - margin, words.y0 - margin, words.x1 + margin, words.y1 + margin)


def _is_struck(page: Image, box: Box) -> bool:
    height = box.height
    x0, y0 = max(0, round(box.x0 - 2 * height)), max(0, round(box.y0))
    crop = page[y0 : round(box.y1), x0 : round(box.x1 + 2 * height)]
    if min(crop.shape) < 10:
        return False
    dark = np.where(crop < _DARKER * float(np.percentile(crop, 80)), 255, 0).astype(np.uint8)
    bridged = cv2.dilate(dark, np.ones((3, 1), np.uint8))
    run = round(max(min(_RUN * height, 0.6 * box.width), _MOST_OF * box.width))
    runs = np.asarray(cv2.morphologyEx(bridged, cv2.MORPH_OPEN, np.ones((1, run), np.uint8)), np.uint8)
    _, _, stats, _ = cv2.connectedComponentsWithStats(runs, connectivity=8)
    inner = Box(box.x0 - x0, 0.0, box.x1 - x0, height)
    return any(
        _is_stroke(Box(x, y, x + w, y + h), inner, crop.shape[1]) for x, y, w, h, _ in stats[1:].tolist()
    )


def _is_stroke(run: Box, line: Box, width: int) -> bool:
    """Through the middle of the line, thin, and ending where its text ends."""
    height = line.height
    through = _MIDDLE[0] * height < run.cy < _MIDDLE[1] * height
    thin = run.height < _THICK * height + 0.1 * run.width
    on = max(run.x0, line.x0) < min(run.x1, line.x1) - height
    ends = run.x0 > max(1.0, line.x0 - _ON * height) and run.x1 < min(width - 1.0, line.x1 + _ON * height)
    return through and thin and on and ends
