"""What counts are worth: intervals, figures by condition, calibration of the confidence. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from intake_assist.evaluate.labels import HAND
from intake_assist.evaluate.records import DefectRecord, FieldRecord

CLEAN = "clean"
"""Stands for sheets that were scanned under no bad condition, whoever filled them in."""
EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 1.0)
WANTED = 0.9
"""The share of right values at the line below which the clerk is asked to look, unless another one is wanted."""
_Z = 1.959963984540054  # two-sided 95%


def interval(right: int, total: int) -> tuple[float, float]:
    """The 95% interval of a share after Wilson (1927); the whole range when nothing was counted."""
    if total == 0:
        return 0.0, 1.0
    share, spread = right / total, _Z * _Z / total
    centre = (share + spread / 2) / (1 + spread)
    reach = _Z / (1 + spread) * math.sqrt(share * (1 - share) / total + spread / (4 * total))
    return max(0.0, centre - reach), min(1.0, centre + reach)


@dataclass(frozen=True, slots=True)
class ConditionFigures:
    """Key fields read right, defects found and false alarms on sheets of one condition."""

    fields: int = 0
    right: int = 0
    planted: int = 0
    found: int = 0
    false_alarms: int = 0


def by_condition(
    fields: Iterable[FieldRecord], defects: Iterable[DefectRecord]
) -> Mapping[str, ConditionFigures]:
    """A sheet with several conditions counts for each of them."""
    counted: dict[str, list[int]] = {}
    for record in fields:
        if record.key:
            _count(counted, record.conditions, (1, int(record.right), 0, 0, 0))
    for defect in defects:
        row = (0, 0, 1, int(defect.found), 0) if defect.planted else (0, 0, 0, 0, 1)
        _count(counted, defect.conditions, row)
    return {name: ConditionFigures(*counted[name]) for name in sorted(counted)}


def _count(counted: dict[str, list[int]], conditions: Sequence[str], row: Sequence[int]) -> None:
    for name in conditions if set(conditions) - {HAND} else (CLEAN, *conditions):
        old = counted.setdefault(name, [0] * len(row))
        counted[name] = [a + b for a, b in zip(old, row, strict=True)]


def by_hand(records: Iterable[FieldRecord]) -> tuple[FieldRecord, ...]:
    """The values of papers that were filled in by hand."""
    return tuple(record for record in records if HAND in record.conditions)


@dataclass(frozen=True, slots=True)
class Reliability:
    """Of the values read with a confidence of at least `low` and below `high`: how many there are, how many
    right, and the mean of their confidences."""

    low: float
    high: float
    total: int
    right: int
    confidence: float


def reliability(records: Iterable[FieldRecord], edges: Sequence[float] = EDGES) -> tuple[Reliability, ...]:
    """The reliability table of what was read; empty steps are left out. The last step includes its end."""
    read = [record for record in records if record.found is not None]
    table = []
    for low, high in pairwise(edges):
        last = high == edges[-1]
        inside = [
            record for record in read if low <= record.confidence and (record.confidence < high or last)
        ]
        if inside:
            mean = sum(record.confidence for record in inside) / len(inside)
            table.append(Reliability(low, high, len(inside), sum(r.right for r in inside), mean))
    return tuple(table)


def calibration_error(table: Sequence[Reliability]) -> float | None:
    """The mean distance between confidence and truth, weighted by count (expected calibration error)."""
    total = sum(step.total for step in table)
    if total == 0:
        return None
    return sum(abs(step.right - step.confidence * step.total) for step in table) / total


def threshold(records: Iterable[FieldRecord], wanted: float) -> float | None:
    """The least confidence from which on at least the share `wanted` of the values is right, None when there is
    none."""
    read = sorted(
        (record for record in records if record.found is not None), key=lambda record: -record.confidence
    )
    best, right = None, 0
    for count, record in enumerate(read, start=1):
        right += record.right
        follows = read[count].confidence if count < len(read) else -1.0
        if follows < record.confidence and right >= wanted * count:
            best = record.confidence
    return best


@dataclass(frozen=True, slots=True)
class Cut:
    """A confidence that parts the values read: how many lie at or above and below it, and how many are right."""

    confidence: float
    above: int
    above_right: int
    below: int
    below_right: int


def cut_at(records: Iterable[FieldRecord], confidence: float) -> Cut:
    read = [record for record in records if record.found is not None]
    above = [record.right for record in read if record.confidence >= confidence]
    below = [record.right for record in read if record.confidence < confidence]
    return Cut(confidence, len(above), sum(above), len(below), sum(below))


def cut_for(records: Iterable[FieldRecord], wanted: float) -> Cut | None:
    """The least confidence at which a value is right in at least the share `wanted` of the cases; None when none is.

    That is the share right *at* a confidence and not of all values from it on, among which the many sure ones would
    hide the few doubtful. It is estimated by the rising function that fits best (isotonic regression).
    """
    read = [record for record in records if record.found is not None]
    for level, share in _rising(read):
        if share >= wanted:
            return cut_at(read, level)
    return None


def _rising(read: Sequence[FieldRecord]) -> list[tuple[float, float]]:
    """(least confidence, share right) of blocks with rising shares, by pooling neighbours that fall."""
    counted: dict[float, list[int]] = {}
    for record in read:
        one = counted.setdefault(record.confidence, [0, 0])
        one[0] += 1
        one[1] += record.right
    blocks: list[tuple[float, int, int]] = []
    for level in sorted(counted):
        total, right = counted[level]
        block = (level, total, right)
        while blocks and blocks[-1][2] * block[1] >= block[2] * blocks[-1][1]:
            before = blocks.pop()
            block = (before[0], before[1] + block[1], before[2] + block[2])
        blocks.append(block)
    return [(level, right / total) for level, total, right in blocks]
