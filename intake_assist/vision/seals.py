"""Seals on a page: round, oval and square, pressed in red or blue, or grey on a photocopy.

A seal is known by its border: a thin closed line with writing inside it and, for round ones, an empty ring
between writing and star. National emblems are filled, headings and thumb prints have no border, frames of tables
and notes are not of its size or shape. Whether a grey ring is the print of a wet seal cannot be told.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from intake_assist.model import Box
from intake_assist.vision import seals_ring, seals_smudged, seals_square
from intake_assist.vision.picture import Image, reduced
from intake_assist.vision.seals_ink import BLUE, GREY, RED, Strength, ground_of, inks, strength, strongest
from intake_assist.vision.seals_ring import Ring, at
from intake_assist.vision.seals_square import Square

_SIDE = 1000
_RADII_MM = (9.5, 33.0)
_RADII = (0.028, 0.2)
"""Of the longer side, where the size of the page is not known: from A3 to a card."""
_CARD_MM, _LEAST_OF_CARD = 130.0, 0.045
"""A picture said to be no longer than a card may as well be a whole page that was made small, and the radius of a
seal on such a page, of its longer side."""
_CUTTING = 800
"""Pixels of the longer side: a smaller picture may show little but the seal."""
_PAGE_MM = (50.0, 450.0)
_LEAST_COLOURED = 0.0004
"""Share of the page: a small faint seal has more coloured ink."""
_STRONG, _STRONG_GREY = 0.16, 0.3
_FRESH, _LEAST_FRESH = 0.35, 0.001  # the strongest ink of a page that is not faded, and its share of the page
_MOST_FADED = 2.0
_LEAST_STROKES, _FEWEST_STROKES = 9, 7
"""The second is that of the seal of a trader with his own name of three or four characters, well printed."""
_BARE, _FEWEST_BARE = 0.05, 2
"""Of a seal with no more than two characters in its ring: the share of ink there may be where none belongs, and how
often ink begins, going round."""
_SURE = 0.85
"""A ring less certain than this that lies over a seal is made of pieces of it."""
_LIKELY = 0.75
_OVAL = 1.18  # times as wide as high
_CERTAIN, _PARTLY = 0.9, 0.55
_UNCUT = 0.97  # of a border on the page
_STEPS = 3
_MIDDLE, _WITHIN = 0.2, 0.93
"""Of the span and the area of a certain seal: what is no further from its middle, or within it, is the same seal,
with room for the fit."""
_LEAST, _LEAST_GREY = 0.42, 0.8
"""Share of a border that has to be there: among print, chance makes many a broken ring."""


@dataclass(frozen=True, slots=True)
class Found:
    """A seal in pixels of the page. `outline` is its border; `inside` the share of it that lies on the page.

    `confidence` is that it is a seal, `coverage` the share of its border that came out. Of a `smudged` one nothing can
    be read.
    """

    box: Box
    shape: str
    color: str
    outline: Ring | Square
    confidence: float
    coverage: float
    inside: float
    size_mm: tuple[float, float] | None = None
    smudged: bool = False


def find_seals(image: Image, dpi: float | None) -> tuple[Found, ...]:
    """The seals on a BGR page, from top to bottom. `dpi` may be None or nonsense."""
    small = reduced(image, _SIDE)
    factor = small.shape[1] / image.shape[1]
    per_mm = believed(image, dpi)
    sizes = _sizes(small, per_mm * factor if per_mm else None)
    ink = inks(small, ground_of(small))
    red = strength(ink[RED], _faded(ink[RED]))
    found = [*_coloured(red, RED, sizes), *_coloured(strength(ink[BLUE]), BLUE, sizes)]
    found += [
        seal for seal in _smudged(red, sizes) if not any(_overlap(seal, other) > 0.1 for other in found)
    ]
    found += [seal for seal in _grey(ink, sizes) if not any(_overlap(seal, other) > 0.3 for other in found)]
    placed = [_placed(seal, image, factor, per_mm) for seal in found]
    return tuple(sorted(placed, key=lambda seal: (seal.box.y0, seal.box.x0)))


def _faded(ink: Image) -> float:
    """How many times stronger red was that is faint all over the page. (Blue is the colour of watermarks too,
    which are faint on any page.)"""
    return float(np.clip(_FRESH / max(strongest(ink, _LEAST_FRESH), 1e-6), 1.0, _MOST_FADED))


def believed(image: Image, dpi: float | None) -> float | None:
    """Pixels per millimetre, None when `dpi` makes no page of a likely size."""
    longer = max(image.shape[:2])
    return dpi / 25.4 if dpi and _PAGE_MM[0] <= longer / dpi * 25.4 <= _PAGE_MM[1] else None


def _sizes(small: Image, per_mm: float | None) -> tuple[float, float]:
    """The least and the greatest radius of a seal, in pixels."""
    longer = max(small.shape[:2])
    low, high = (each * per_mm for each in _RADII_MM) if per_mm else (each * longer for each in _RADII)
    if per_mm and longer < _CARD_MM * per_mm:
        low = min(low, _LEAST_OF_CARD * longer)
    if per_mm is None and longer < _CUTTING:
        high = 0.48 * longer
    return max(8.0, low), max(12.0, min(high, 0.5 * longer))


# -- coloured -----------------------------------------------------------------------------------------------


def _coloured(ink: Strength, color: str, sizes: tuple[float, float]) -> list[Found]:
    strong = ink > _STRONG
    if np.count_nonzero(strong) < _LEAST_COLOURED * ink.size:
        return []
    found = _rounds(ink, color, sizes, sizes[0], _ovals(strong, sizes))
    squares = seals_square.likely_squares(strong, sizes)
    beside = seals_square.likely_squares(_without(strong, found), sizes) if found else ()
    marked = [seal for square in (*squares, *beside) if (seal := _square(ink, square, color)) is not None]
    return _best([*found, *marked])


def _smudged(ink: Strength, sizes: tuple[float, float]) -> Iterator[Found]:
    for ring in seals_smudged.smudged(ink, _ovals(ink > seals_smudged.FAINT, sizes), sizes):
        yield Found(ring.box, "round", RED, ring, _LIKELY, 0.0, 1.0, smudged=True)


def _without(strong: NDArray[Any], found: Sequence[Found]) -> NDArray[Any]:
    """The ink outside round seals, for a square one that overlaps them."""
    rest = strong.astype(np.uint8)
    for seal in found:
        o = seal.outline
        axes = (2.1 * o.a, 2.1 * o.b)
        cv2.ellipse(rest, ((o.x, o.y), axes, math.degrees(o.turn)), (0,), -1)
    return rest.astype(bool)


def _ovals(strong: NDArray[Any], sizes: tuple[float, float]) -> Iterator[Ring]:
    """Ellipses around pieces of ink that hang together or nearly so."""
    size = max(3, round(0.25 * sizes[0]))
    joined = cv2.morphologyEx(strong.astype(np.uint8), cv2.MORPH_CLOSE, np.ones((size, size), np.uint8))
    yield from _ellipses(cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)[0], sizes)


def _ellipses(outlines: Sequence[NDArray[Any]], sizes: tuple[float, float]) -> Iterator[Ring]:
    for outline in outlines:
        _, _, width, height = cv2.boundingRect(outline)
        if min(width, height) < 1.4 * sizes[0] or max(width, height) > 2.6 * sizes[1] or len(outline) < 20:
            continue
        hull = cv2.convexHull(outline)
        if len(hull) < 8:
            continue
        (x, y), (wide, high), degrees = cv2.fitEllipseAMS(hull)
        if min(wide, high) > 2 and max(wide, high) < 2 * min(wide, high):
            yield Ring(x, y, wide / 2, high / 2, math.radians(degrees))


def _rounds(
    ink: Strength, color: str, sizes: tuple[float, float], smallest: float, ovals: Iterable[Ring] = ()
) -> list[Found]:
    """The round and oval seals. Where one is certain no other reading of the same place is tried."""
    found: list[Found] = []

    def taken(x: float, y: float) -> bool:
        return any(_is_certain(seal) and _is_middle(x, y, seal) for seal in found)

    for ring in chain(seals_ring.likely_rings(ink, smallest, sizes[1], taken), ovals):
        if any(_is_certain(seal) and _is_of(ring, seal) for seal in found):
            continue
        if seals_ring.promising(ink, ring) and (seal := _round(ink, ring, color, sizes)) is not None:
            found.append(seal)
    return _best([_whole(ink, seal, sizes) for seal in _best(found)])


def _whole(ink: Strength, seal: Found, sizes: tuple[float, float]) -> Found:
    """The seal, or the larger one of which it is an end: a square seal that touches an oval one keeps its border from
    being followed all the way round."""
    if seal.coverage >= _CERTAIN or seal.inside < _UNCUT or not isinstance(seal.outline, Ring):
        return seal
    others = (
        _round(ink, ring, seal.color, sizes)
        for ring in seals_ring.around_more(seal.outline)
        if seals_ring.promising(ink, ring)
    )
    best = max((ring for ring in others if ring is not None), key=_weight, default=seal)
    return best if best.coverage >= _CERTAIN else seal


def _is_certain(seal: Found) -> bool:
    return seal.confidence >= _CERTAIN and seal.coverage >= _CERTAIN


def _is_middle(x: float, y: float, seal: Found) -> bool:
    """Whether any ring around the point would be another reading of the seal; see `_same`."""
    return math.hypot(x - seal.box.cx, y - seal.box.cy) < _MIDDLE * _span(seal)


def _is_of(ring: Ring, seal: Found) -> bool:
    """Whether the ring lies within the seal or around its middle."""
    return _is_middle(ring.x, ring.y, seal) or _common(ring.box, seal.box) > _WITHIN


def _round(ink: Strength, ring: Ring, color: str, sizes: tuple[float, float]) -> Found | None:
    ring, signs = _settled(ink, seals_ring.fitted(ink, ring), color)
    if ring.radius < 0.8 * sizes[0] or max(ring.a, ring.b) > 1.15 * sizes[1]:
        return None
    confidence = signs.confidence(color)
    if confidence < 0.5:
        return None
    flat = max(ring.a, ring.b) / min(ring.a, ring.b)
    shape = "oval" if flat > _OVAL else "round"
    return Found(ring.box, shape, color, ring, confidence, signs.coverage, signs.inside)


def _settled(ink: Strength, ring: Ring, color: str) -> tuple[Ring, Signs]:
    """The ring fitted on as long as it gains: one that started on a part of an oval gets on to the whole of it."""
    signs = signs_of(ink, ring)
    for _ in range(_STEPS):
        if not _PARTLY < signs.coverage < _CERTAIN:
            break
        further = seals_ring.fitted(ink, ring)
        gained = signs_of(ink, further)
        if gained.coverage <= signs.coverage or gained.confidence(color) < signs.confidence(color):
            break
        ring, signs = further, gained
    return ring, signs


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for a ring being the border of a seal; shares of 0..1.

    `coverage` of its angles have a line there, `beside` is the ink just within the line, `beyond` just outside
    (both as a share of that on the line), `writing` the ink where the text runs, `core` that between text and
    star. `even` tells a text of many characters from a few blots, `strokes` (how often ink begins, going round)
    from the rings of a logo or a thumb; of a seal that is partly outside the page they are what the whole would have.
    """

    coverage: float
    beside: float
    beyond: float
    writing: float
    core: float
    even: float
    strokes: int
    inside: float

    @property
    def _is_closed(self) -> bool:
        """Whether the line runs all the way round and stands alone."""
        return self.coverage > 0.93 and self.beside < 0.1 and self.beyond < 0.1 and self.core < 0.1

    @property
    def _is_nearly_bare(self) -> bool:
        """Whether nothing but two characters, far apart, stands in a clean border: the seal of a trader whose name
        has no more."""
        return (
            self._is_closed
            and max(self.beside, self.beyond, self.core) < _BARE
            and self.writing > 0.5 * _BARE
            and self.even > 0.15
            and _FEWEST_BARE <= self.strokes < _LEAST_STROKES
        )

    def confidence(self, color: str) -> float:
        written = self._written(color)
        bare = not written and color != GREY and self.inside > _UNCUT and self._is_nearly_bare
        return _CERTAIN if bare else written

    def _written(self, color: str) -> float:
        if (
            self.inside < 0.3
            or self.core > 0.55
            or not 0.05 < self.writing < 0.75
            or self.even < 0.25
            or self.strokes < (_FEWEST_STROKES if self._is_closed else _LEAST_STROKES)
        ):
            return 0.0
        least = _LEAST_GREY if color == GREY else _LEAST
        if self.coverage < least or self.beside > 0.75 or self.beyond > 0.7:
            return 0.0
        line = min(1.0, (self.coverage - least) / (0.9 - least))
        clean = 1.0 - 0.5 * self.beside - 0.3 * self.beyond
        return round(min(1.0, 0.5 + 0.5 * line * clean + 0.1 * self.even), 3)


def signs_of(ink: Strength, ring: Ring) -> Signs:
    polar, inside = seals_ring.around(ink, ring)
    on_page = inside[:, : at(1.02)].all(axis=1)
    share = float(inside[:, at(0.96) : at(1.0)].mean())
    if np.count_nonzero(on_page) < seals_ring.ANGLES // 5:
        return Signs(0, 1, 1, 0, 1, 0, 0, share)
    polar = polar[on_page]
    line = polar[:, at(0.955) : at(1.045)].max(axis=1)
    full = max(0.12, float(np.percentile(line, 75)))
    polar = np.minimum(polar / full, 1.0)
    line = np.minimum(line / full, 1.0)
    on = line > 0.4
    within = polar[:, at(0.84) : at(0.95)].min(axis=1) < 0.55 * line
    without = polar[:, at(1.05) : at(1.16)].min(axis=1) < 0.55 * line
    writing = polar[:, at(0.62) : at(0.88)]
    return Signs(
        coverage=float((on & within & without).mean()),
        beside=float((~within)[on].mean()) if on.any() else 1.0,
        beyond=float((~without)[on].mean()) if on.any() else 1.0,
        writing=float((writing > 0.4).mean()),
        core=float((polar[:, at(0.38) : at(0.58)] > 0.4).mean()),
        even=_evenness(writing),
        strokes=round(_strokes(writing) / float(on_page.mean())),
        inside=share,
    )


def _evenness(writing: NDArray[Any]) -> float:
    """The share of twelve sectors in which something is written."""
    sectors = np.array_split((writing > 0.4).mean(axis=1), 12)
    return sum(float(sector.mean()) > 0.04 for sector in sectors) / 12


def _strokes(writing: NDArray[Any]) -> int:
    """How often ink begins, going round; a line of print is high, so that this is so at many distances."""
    inked = cv2.GaussianBlur(writing, (0, 0), 0.7) > 0.4
    return int(np.percentile((inked[1:] & ~inked[:-1]).sum(axis=0), 65))


def _square(ink: Strength, square: Square, color: str) -> Found | None:
    confidence, coverage, inside = seals_square.judged(ink, square)
    return (
        Found(square.box, "square", color, square, confidence, coverage, inside)
        if confidence >= 0.5
        else None
    )


# -- grey ---------------------------------------------------------------------------------------------------


def _grey(ink: Mapping[str, Image], sizes: tuple[float, float]) -> list[Found]:
    """Rings among the print, and squares that touch none of it: every cell of a table is square."""
    coloured = cv2.max(ink[RED], ink[BLUE])
    grey = strength(ink[GREY] * (coloured < ink[GREY] // 2))
    rounds = _rounds(grey, GREY, sizes, 1.3 * sizes[0], _grey_ovals(grey, sizes))
    lone = seals_square.lone_squares(grey > _STRONG_GREY, sizes)
    among = (square for square in lone if seals_square.is_seal_among_print(grey, square))
    return _best([*rounds, *(seal for square in among if (seal := _square(grey, square, GREY)) is not None)])


def _grey_ovals(grey: Strength, sizes: tuple[float, float]) -> Iterator[Ring]:
    """Lines of print that run around an oval; the votes for its middle are scattered. Sought at half the size."""
    dark = cv2.dilate((grey > _STRONG_GREY).astype(np.uint8), np.ones((2, 2), np.uint8))[::2, ::2]
    outlines, _ = cv2.findContours(np.ascontiguousarray(dark), cv2.RETR_LIST, cv2.CHAIN_APPROX_NONE)
    for ring in _ellipses(outlines, (0.5 * sizes[0], 0.5 * sizes[1])):
        if max(ring.a, ring.b) > _OVAL * min(ring.a, ring.b):
            yield ring.scaled(2)


# -- choice -------------------------------------------------------------------------------------------------


def _best(seals: Sequence[Found]) -> list[Found]:
    """Of several readings of one seal the surest; of rings within one another the outer one."""
    kept: list[Found] = []
    for seal in sorted(seals, key=_weight, reverse=True):
        rivals = [other for other in kept if _overlap(seal, other) > 0.3]
        if not any(_same(seal, other) for other in kept) and not (rivals and seal.confidence < _SURE):
            kept.append(seal)
    return kept


def _weight(seal: Found) -> float:
    return seal.confidence + 0.2 * seal.coverage + (0.05 if seal.shape == "round" else 0.0)


def _same(one: Found, other: Found) -> bool:
    """Whether two readings must be of one seal: they cover the same place, or one lies in the middle of the other."""
    apart = math.hypot(one.box.cx - other.box.cx, one.box.cy - other.box.cy)
    larger, smaller = max(_span(one), _span(other)), min(_span(one), _span(other))
    common = _overlap(one, other)
    within = common > 0.85 and "square" not in (one.shape, other.shape)
    return apart < 0.25 * larger or within or (smaller > 0.75 * larger and common > 0.6)


def _span(seal: Found) -> float:
    return (seal.box.width + seal.box.height) / 2


def _overlap(one: Found, other: Found) -> float:
    return _common(one.box, other.box)


def _common(one: Box, other: Box) -> float:
    """What share of the smaller box the other covers."""
    common = one.intersection(other)
    return common.area / min(one.area, other.area) if common else 0.0


def _placed(seal: Found, image: Image, factor: float, per_mm: float | None) -> Found:
    """The seal in pixels of the whole page, its box cut at the edges."""
    height, width = image.shape[:2]
    box = seal.box
    placed = Box(
        min(max(0.0, box.x0 / factor), width - 1.0),
        min(max(0.0, box.y0 / factor), height - 1.0),
        max(min(float(width), box.x1 / factor), 1.0),
        max(min(float(height), box.y1 / factor), 1.0),
    )
    outline = seal.outline.scaled(1 / factor)
    size = tuple(round(2 * half / per_mm, 1) for half in outline.extent) if per_mm else None
    return Found(
        placed,
        seal.shape,
        seal.color,
        outline,
        seal.confidence,
        round(seal.coverage, 3),
        round(seal.inside, 3),
        (size[0], size[1]) if size else None,
        seal.smudged,
    )
