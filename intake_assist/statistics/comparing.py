"""Two periods held against each other: what changed, how sure that is. Pure.

Shares: Newcombe's interval of the difference (1998, method 10) and the two-sided z test with the pooled share.
Times: the test of Mann and Whitney with the normal approximation, corrected for ties.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import NormalDist

from intake_assist.statistics.measures import Measures, Share, Times

SHARES = ("sent_back", "notified", "withdrawn", "first_time", "complete", "corrected")
TIMES = ("handling", "prechecking")


@dataclass(frozen=True, slots=True)
class Difference:
    """`before` and `after` are shares, or medians in minutes; `low` and `high` bound ``after - before`` with 95%
    (shares only). `p`: how likely so great a difference is by chance alone. None where too little is known."""

    name: str
    before: float | None
    after: float | None
    low: float | None = None
    high: float | None = None
    p: float | None = None


def differences(before: Measures, after: Measures) -> tuple[Difference, ...]:
    shares = (share_difference(name, getattr(before, name), getattr(after, name)) for name in SHARES)
    times = (time_difference(name, getattr(before, name), getattr(after, name)) for name in TIMES)
    return (*shares, *times)


def share_difference(name: str, before: Share, after: Share) -> Difference:
    one, other = before.rate, after.rate
    if one is None or other is None:
        return Difference(name, one, other)
    (low1, high1), (low2, high2) = before.interval, after.interval
    by = other - one
    low = by - math.hypot(other - low2, high1 - one)
    high = by + math.hypot(high2 - other, one - low1)
    return Difference(name, one, other, low, high, _z_test(before, after))


def time_difference(name: str, before: Times, after: Times) -> Difference:
    p = mann_whitney(before.minutes, after.minutes)
    return Difference(name, before.median, after.median, p=p)


def _z_test(one: Share, other: Share) -> float | None:
    pooled = (one.part + other.part) / (one.whole + other.whole)
    spread = math.sqrt(pooled * (1 - pooled) * (1 / one.whole + 1 / other.whole))
    if not spread:
        return None
    return _two_sided(abs(one.part / one.whole - other.part / other.whole) / spread)


def mann_whitney(one: Sequence[float], other: Sequence[float]) -> float | None:
    """None when one is empty or all are equal."""
    n, m = len(one), len(other)
    ranks = _ranks([*one, *other])
    ties = Counter([*one, *other]).values()
    total = n + m
    if not n or not m or total < 2:
        return None
    spread = n * m / 12 * (total + 1 - sum(t**3 - t for t in ties) / (total * (total - 1)))
    if spread <= 0:
        return None
    u = sum(ranks[:n]) - n * (n + 1) / 2
    return _two_sided(max(0.0, abs(u - n * m / 2) - 0.5) / math.sqrt(spread))


def _ranks(values: Sequence[float]) -> list[float]:
    """From 1; equal ones share the mean of theirs."""
    order = sorted(range(len(values)), key=values.__getitem__)
    ranks = [0.0] * len(values)
    at = 0
    while at < len(order):
        end = at
        while end < len(order) and values[order[end]] == values[order[at]]:
            end += 1
        for each in order[at:end]:
            ranks[each] = (at + 1 + end) / 2
        at = end
    return ranks


def _two_sided(z: float) -> float:
    return 2 * (1 - NormalDist().cdf(z))
