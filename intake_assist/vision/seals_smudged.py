"""Round seals whose ink ran, so that neither border nor characters stand out: a red ring around an empty one.

Emblems, medals and thumb prints are inked in the middle as well, headings and stamps with a frame are not round.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator

from intake_assist.vision import seals_ring
from intake_assist.vision.seals_ink import Strength
from intake_assist.vision.seals_ring import Ring, at

FAINT = 0.1
"""Strength of ink that has run."""
_LEAST_RADIUS = 1.3
"""Times the least radius of a seal: what is smaller and blurred is a thumb print or a name seal."""
_FLAT = 1.25
_LEAST = 0.05
_EMPTY = 0.4
_BEYOND = 0.25
_EVEN = 0.2


def smudged(ink: Strength, rings: Iterable[Ring], sizes: tuple[float, float]) -> Iterator[Ring]:
    """Those of the `rings` around pieces of ink that are such seals. `sizes` are the least and greatest radius."""
    for ring in rings:
        if _is_of_size(ring, sizes) and _is_smudged(ink, ring):
            yield ring


def _is_of_size(ring: Ring, sizes: tuple[float, float]) -> bool:
    low, high = sorted((ring.a, ring.b))
    return low >= _LEAST_RADIUS * sizes[0] and high <= min(1.1 * sizes[1], _FLAT * low)


def _is_smudged(ink: Strength, ring: Ring) -> bool:
    polar, inside = seals_ring.around(ink, ring)
    if inside.mean() < 1.0:
        return False
    level = polar.mean(axis=0)
    border, writing, core, beyond = (
        float(level[at(start) : at(end)].mean())
        for start, end in ((0.8, 1.0), (0.62, 0.8), (0.38, 0.58), (1.12, 1.3))
    )
    twelfth = math.ceil(len(polar) / 12)
    sectors = [float(polar[i : i + twelfth, at(0.7) : at(1.0)].mean()) for i in range(0, len(polar), twelfth)]
    return (
        border > _LEAST
        and core < _EMPTY * min(border, writing)
        and beyond < _BEYOND * border
        and min(sectors) > _EVEN * max(sectors)
    )
