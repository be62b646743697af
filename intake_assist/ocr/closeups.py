"""One line looked at several times, for a value that is in doubt."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from intake_assist.model import Box

SIDES = (0.0, 0.08, 0.16)
"""Taken off above and below, in line heights."""
ENDS = (0.0, 0.3)
"""Added left and right, in line heights: a box now and then ends within the last character."""
PROPORTIONS = (0.85, 1.0, 1.2)
"""Of the width: equal digits run together in the one, characters come apart in the other."""


def closeups(image: np.ndarray, box: Box) -> list[np.ndarray]:
    """18 pictures of the upright line in `box`; none of a box without area. Plain print reads alike in all."""
    cuts = [_cut(image, box, side, end) for side in SIDES for end in ENDS]
    return [
        cv2.resize(cut, None, fx=proportion, fy=1.0, interpolation=cv2.INTER_CUBIC)
        for cut in cuts
        if min(cut.shape[:2]) > 1
        for proportion in PROPORTIONS
    ]


def tally(readings: Sequence[tuple[str, float]]) -> tuple[tuple[str, float], ...]:
    """The different texts and their shares of all votes, the best supported first; a vote counts its confidence."""
    votes: dict[str, float] = {}
    for text, confidence in readings:
        if text.strip():
            votes[text] = votes.get(text, 0.0) + confidence
    ranked = sorted(votes.items(), key=lambda vote: -vote[1])
    return tuple((text, support / sum(votes.values())) for text, support in ranked)


def _cut(image: np.ndarray, box: Box, side: float, end: float) -> np.ndarray:
    height = box.y1 - box.y0
    top, bottom = round(box.y0 + side * height), round(box.y1 - side * height)
    left, right = round(box.x0 - end * height), round(box.x1 + end * height)
    return image[max(0, top) : max(0, bottom), max(0, left) : max(0, right)]
