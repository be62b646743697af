"""How PaddleX's detection and recognition spend their time when OpenVINO runs the models.

The stock predictors spend most of it on nothing. Detection here looks at the written part of a page alone: blank
margins are cut off before the model and are blank in its answer. Recognition is another:

* the stock one pads every line to 320 pixels and to the longest of its batch; ours resizes a line to the nearest
  of a geometric series of widths, so that little is padded and few shapes ever occur (each new shape costs
  OpenVINO 20 to 50 ms);
* lines are independent, so they run side by side, one single-threaded stream per thread, instead of one after
  the other with every thread on small layers; short ones of a width share a call, which saves a tenth to a fifth.

Every line is read once, at its full width. Reading squeezed lines first and the doubtful ones again costs about
as much and loses digits without a doubt: two equal ones run together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain, groupby
from typing import Any

import cv2
import numpy as np
from paddlex.inference.models.text_detection import TextDetRunnerPredictor
from paddlex.inference.models.text_recognition import TextRecRunnerPredictor

LINE_HEIGHT = 48
"""Pixels; what the recognition model is made for."""
WIDTHS = np.array(
    [128, 160, 192, 232, 280, 336, 400, 480, 576, 696, 832, 1000, 1200, 1440, 1728, 2072, 2488, 2984, 3200]
)
"""Every width a line is recognised at: steps of about 1.2, multiples of the model's stride of 8. Below the first
the model takes 黄 for 黃 and 嫣 for 媽 in names of two and three characters."""
TOGETHER, SHORT = 4, 280
"""So many lines of a width up to `SHORT` share a call: on one core 19 % less time at 128, 10 % at 280, nothing
beyond 400."""
STEP = 64
"""The written part of a page grows to a multiple of this, so that the pages of a case share shapes."""
_MARGIN = 32  # of paper left around what is written: pixels of the picture for detection, as are the others
_FAINT = (
    8  # levels of grey between neighbouring pixels: less is grain, and far paler than print that can be read
)


class PagePredictor(TextDetRunnerPredictor):  # type: ignore[misc]
    """Detection of the lines of one page."""

    def process(self, batch_data: Any, **_: Any) -> dict[str, Any]:
        pages = self.pre_tfs["Read"](imgs=batch_data.instances)
        pictures, sizes = self.pre_tfs["Resize"](
            imgs=pages,
            limit_side_len=self.limit_side_len,
            limit_type=self.limit_type,
            max_side_limit=self.max_side_limit,
        )
        quads, scores = self.post_op([[self._text_of(picture) for picture in pictures]], sizes)
        return {
            "input_path": batch_data.input_paths,
            "page_index": batch_data.page_indexes,
            "input_img": pages,
            "dt_polys": quads,
            "dt_scores": scores,
        }

    def _text_of(self, picture: np.ndarray) -> np.ndarray:
        """(1, height, width): the probability that a pixel is text."""
        rows, columns = written(picture)
        text = np.zeros((1, *picture.shape[:2]), np.float32)
        self.runner.infer(
            [picture[rows, columns][None]], lambda outputs: np.copyto(text[:, rows, columns], outputs[0][0])
        )
        return text


def written(picture: np.ndarray) -> tuple[slice, slice]:
    """The rows and columns of a BGR picture that hold all that stands out of the paper; everything when nothing
    does. Their numbers are multiples of `STEP`, or all there are."""
    grey = cv2.blur(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), (3, 3))
    change = cv2.morphologyEx(grey, cv2.MORPH_GRADIENT, np.ones((3, 3), np.uint8))
    x, y, width, height = cv2.boundingRect(cv2.threshold(change, _FAINT, 255, cv2.THRESH_BINARY)[1])
    if not width:
        return slice(0, picture.shape[0]), slice(0, picture.shape[1])
    return _room(y, y + height, picture.shape[0]), _room(x, x + width, picture.shape[1])


def _room(start: int, end: int, length: int) -> slice:
    """`start` to `end` with a margin on both sides, as long as wanted, within 0 to `length`."""
    first, last = max(0, start - _MARGIN), min(length, end + _MARGIN)
    wanted = min(length, -(-(last - first) // STEP) * STEP)
    first = min(first, length - wanted)
    return slice(first, first + wanted)


class LinePredictor(TextRecRunnerPredictor):  # type: ignore[misc]
    """Recognition of all lines of a page at once."""

    def process(self, batch_data: Any, **_: Any) -> dict[str, Any]:
        lines = self.pre_tfs["Read"](imgs=batch_data.instances)
        readings = self._read(lines)
        return {
            "input_path": batch_data.input_paths,
            "page_index": batch_data.page_indexes,
            "input_img": lines,
            "rec_text": [text for text, _ in readings],
            "rec_score": [confidence for _, confidence in readings],
            "vis_font": [self.vis_font] * len(lines),
        }

    def _read(self, lines: Sequence[np.ndarray]) -> list[tuple[str, float]]:
        """The longest calls are begun first, so that all threads end together."""
        widths = [width_of(line) for line in lines]
        calls = sorted(shared(widths), key=lambda call: -len(call) * widths[call[0]])
        with ThreadPoolExecutor(self.runner.streams) as pool:
            found = pool.map(lambda call: self._read_call([lines[at] for at in call], widths[call[0]]), calls)
            readings = dict(zip(chain.from_iterable(calls), chain.from_iterable(found), strict=True))
        return [readings[at] for at in range(len(lines))]

    def _read_call(self, lines: Sequence[np.ndarray], width: int) -> list[tuple[str, float]]:
        best, scores = self.runner.infer([_line_input(lines, width)], _best)
        readings = self.post_op.decode(best, scores, is_remove_duplicate=True)
        return [(text, float(confidence)) for text, confidence in readings]


def width_of(line: np.ndarray) -> int:
    """At which of `WIDTHS` a line is recognised."""
    nearest = np.abs(np.log(WIDTHS / _wanted(line))).argmin()
    return int(WIDTHS[nearest])


def _wanted(line: np.ndarray) -> int:
    height, width = line.shape[:2]
    wanted: int = max(1, round(LINE_HEIGHT * width / height))
    return wanted


def shared(widths: Sequence[int]) -> Iterator[list[int]]:
    """Which lines share a call, by their places in `widths`: `TOGETHER` short ones of a width, or one alone."""
    places = sorted(range(len(widths)), key=widths.__getitem__)
    for width, group in groupby(places, widths.__getitem__):
        alike = list(group)
        full = len(alike) - len(alike) % TOGETHER if width <= SHORT else 0
        yield from (alike[at : at + TOGETHER] for at in range(0, full, TOGETHER))
        yield from ([at] for at in alike[full:])


def _line_input(lines: Sequence[np.ndarray], width: int) -> np.ndarray:
    """(lines, 3, LINE_HEIGHT, width) float32 in -1..1, 0 right of a line shorter than the first of `WIDTHS`."""
    padded = np.zeros((len(lines), 3, LINE_HEIGHT, width), np.float32)
    for place, line in zip(padded, lines, strict=True):
        taken = min(_wanted(line), width) if width == WIDTHS[0] else width
        resized = cv2.resize(line, (taken, LINE_HEIGHT))
        np.multiply(resized.transpose(2, 0, 1), np.float32(1 / 127.5), out=place[:, :, :taken])
        place[:, :, :taken] -= 1
    return padded


def _best(outputs: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """The likeliest character of each step and its probability, from (lines, steps, characters)."""
    best = outputs[0].argmax(axis=-1)
    return best, np.take_along_axis(outputs[0], best[..., None], axis=-1)[..., 0]
