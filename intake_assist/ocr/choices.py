"""A line of text with what else each of its characters may be.

Rare characters of company names, small and bent round a seal, are read for commoner ones. Whether a name that is
expected could stand there is told by the runners-up, which plain reading throws away.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from intake_assist.ocr.expected import Fit, fit

LINE_HEIGHT = 48
_STRIDE = 8
_WIDTHS = np.array([160, 232, 336, 480, 576, 696, 832, 1000, 1200, 1440])
_CHOICES = 24
_LEAST = 1e-6


@dataclass(frozen=True, slots=True)
class Reading:
    """`choices` has a string for each character of `text`: the character and its likeliest rivals, best first.
    `shares` (0..1) say how likely each of them is. `places` are the shares of the line's width at which the
    characters begin."""

    text: str = ""
    confidence: float = 0.0
    choices: tuple[str, ...] = ()
    places: tuple[float, ...] = ()
    shares: tuple[tuple[float, ...], ...] = ()

    def doubtful(self, least: float) -> tuple[tuple[int, str], ...]:
        """Where another letter or digit is at least as likely as `least`: the index in `text` and that character."""
        return tuple(
            (at, other)
            for at, (read, rivals, shares) in enumerate(
                zip(self.text, self.choices, self.shares, strict=True)
            )
            for other, share in zip(rivals[:2], shares, strict=False)
            if other != read and share >= least and other.isalnum() and _plain(other) != _plain(read)
        )


def _plain(char: str) -> str:
    return unicodedata.normalize("NFKC", char)


def read_choices(model: Any, line: NDArray[Any]) -> Reading:
    """Read a BGR picture of one line with PaddleX's recognition `model`, whichever engine runs it."""
    picture, filled = _input(line)
    scores = np.asarray(model.runner([picture])[0])[0]
    names = model.post_op.character
    best = scores.argmax(axis=1)
    steps = np.flatnonzero((best != 0) & np.concatenate([[True], best[1:] != best[:-1]]))
    if not len(steps):
        return Reading()
    ends = np.append(steps[1:], len(best))
    text, sure, choices, shares = "", [], [], []
    for start, end in zip(steps, ends, strict=True):
        run = scores[start:end][best[start:end] == best[start]]
        text += names[best[start]]
        sure.append(float(scores[start, best[start]]))
        rivals, likely = _rivals(run, names)
        choices.append(rivals)
        shares.append(likely)
    places = tuple(float(step) / (len(best) * filled) for step in steps)
    return Reading(text, sum(sure) / len(sure), tuple(choices), places, tuple(shares))


def read_expected(model: Any, line: NDArray[Any], texts: Sequence[str]) -> tuple[Fit, ...]:
    """How well a BGR picture of one line bears out each of `texts`."""
    picture, filled = _input(line)
    scores = np.asarray(model.runner([picture])[0])[0]
    names = list(model.post_op.character)
    return tuple(fit(scores, names, text, filled) for text in texts)


def _rivals(run: NDArray[Any], names: list[str]) -> tuple[str, tuple[float, ...]]:
    """The likeliest characters in a run of steps that read the same, and how likely each is."""
    peak = run.max(axis=0)
    peak[0] = 0
    likely = peak.argpartition(-_CHOICES)[-_CHOICES:]
    order = likely[peak[likely].argsort()[::-1]]
    found = [at for at in order if peak[at] > _LEAST and len(names[at]) == 1]
    return "".join(names[at] for at in found), tuple(float(peak[at]) for at in found)


def _input(line: NDArray[Any]) -> tuple[NDArray[np.float32], float]:
    """The picture as the model wants it, and the share of its width that the line fills."""
    height, width = line.shape[:2]
    wanted = LINE_HEIGHT * width / height
    total = int(_WIDTHS[min(len(_WIDTHS) - 1, int(np.searchsorted(_WIDTHS, wanted)))])
    resized = cv2.resize(line, (max(1, min(total, round(wanted))), LINE_HEIGHT), interpolation=cv2.INTER_AREA)
    padded = np.zeros((1, 3, LINE_HEIGHT, total), np.float32)
    padded[0, :, :, : resized.shape[1]] = resized.transpose(2, 0, 1) / np.float32(127.5) - 1
    return padded, resized.shape[1] / total
