"""How well a picture of a line bears out a text that is expected there.

Plain reading takes the likeliest character everywhere, so that a stamp over a name makes another one of it. Held
against the probabilities of every step, what really stands there costs little, and a text of which one clearly
printed character differs costs much.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

_LEAST = 1e-9
_IMPOSSIBLE = -1e9
_READ = 0.8  # of probability, from which a character beside the text was read
_ALIKE = {"(": "（", ")": "）", ":": "："}
_STAY, _STEP, _SKIP, _START = range(4)


@dataclass(frozen=True, slots=True)
class Fit:
    """`loss` (0 or less) is the logarithm of how much less likely the text is than the likeliest reading of the part
    of the line where it stands. `shares` say how likely each of its characters is, `rivals` how likely the likeliest
    other one is there. `gap` is the widest step from one to the next, measured by the usual one, the `pitch`. `before`
    and `after` are the characters read beside the text, from `start` to `end`; all are shares of the line's width."""

    loss: float
    shares: tuple[float, ...] = ()
    rivals: tuple[float, ...] = ()
    gap: float = 1.0
    before: tuple[tuple[float, str], ...] = ()
    after: tuple[tuple[float, str], ...] = ()
    start: float = 0.0
    end: float = 0.0
    pitch: float = 0.0

    @property
    def confidence(self) -> float:
        return sum(self.shares) / len(self.shares) if self.shares else 0.0


NO_FIT = Fit(_IMPOSSIBLE)


def fit(scores: NDArray[Any], names: list[str], text: str, filled: float = 1.0) -> Fit:
    """The best place of `text` in a line. `scores` are the probabilities (steps, characters) of a recogniser whose
    character 0 is the blank, `names` its characters; `filled` is the share of the steps that the line takes."""
    scores = scores[: max(1, round(len(scores) * filled))].copy()
    known = {name: at for at, name in enumerate(names)}
    for plain, wide in _ALIKE.items():
        if plain in known and wide in known:
            scores[:, known[plain]] += scores[:, known[wide]]
            scores[:, known[wide]] = 0
    if not text or any(char not in known for char in text):
        return NO_FIT
    labels = np.array([known[char] for char in text])
    loss, steps = _aligned(scores, labels)
    if not steps:
        return NO_FIT
    rivals = [_rival(scores[at], label) for at, label in zip(steps, labels, strict=True)]
    shares = [float(scores[at, label].max()) for at, label in zip(steps, labels, strict=True)]
    read = _read(scores, names)
    apart = np.diff([(at[0] + at[-1]) / 2 for at in steps])
    pitch = max(1.0, float(np.median(apart))) if len(apart) else 1.0
    gap = float(apart.max()) / pitch if len(apart) else 1.0  # where a character is lacking it is wide
    return Fit(
        loss,
        tuple(shares),
        tuple(rivals),
        gap,
        tuple((at / len(scores), char) for at, char in read if at < steps[0][0]),
        tuple((at / len(scores), char) for at, char in read if at > steps[-1][-1]),
        steps[0][0] / len(scores),
        steps[-1][-1] / len(scores),
        pitch / len(scores),
    )


def _rival(scores: NDArray[Any], label: int) -> float:
    others = scores.max(axis=0)
    others[[0, label]] = 0
    return float(others.max())


def _aligned(scores: NDArray[Any], labels: NDArray[Any]) -> tuple[float, list[list[int]]]:
    """The least loss against the likeliest reading, and the steps at which each label stands (CTC's best path). What
    lies before and after costs nothing."""
    states = np.zeros(2 * len(labels) - 1, int)
    states[::2] = labels
    skips = np.zeros(len(states), bool)
    skips[2::2] = labels[1:] != labels[:-1]
    logs = np.log(np.maximum(scores, _LEAST))
    costs = (logs - logs.max(axis=1, keepdims=True))[:, states]
    sums = np.full(len(states), _IMPOSSIBLE)
    moves = np.zeros(costs.shape, np.int8)
    best, end = _IMPOSSIBLE, -1
    for step, cost in enumerate(costs):
        ways = np.full((4, len(states)), _IMPOSSIBLE)
        ways[_STAY] = sums
        ways[_STEP, 1:] = sums[:-1]
        ways[_SKIP, 2:] = np.where(skips[2:], sums[:-2], _IMPOSSIBLE)
        ways[_START, 0] = 0.0
        moves[step] = ways.argmax(axis=0)
        sums = ways.max(axis=0) + cost
        if sums[-1] > best:
            best, end = float(sums[-1]), step
    if best <= _IMPOSSIBLE / 2:
        return _IMPOSSIBLE, []
    return best, _steps(moves, end, len(labels))


def _steps(moves: NDArray[Any], end: int, count: int) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in range(count)]
    state = moves.shape[1] - 1
    for step in range(end, -1, -1):
        if state % 2 == 0:
            found[state // 2].insert(0, step)
        move = moves[step, state]
        if move == _START:
            break
        state -= int(move)
    return found


def _read(scores: NDArray[Any], names: list[str]) -> list[tuple[int, str]]:
    """The characters that were read with some certainty, and the steps at which they begin."""
    best = scores.argmax(axis=1)
    first = (best != 0) & np.concatenate([[True], best[1:] != best[:-1]])
    return [(int(at), names[best[at]]) for at in np.flatnonzero(first) if scores[at, best[at]] >= _READ]
