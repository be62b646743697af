"""Several documents on one sheet: identity cards copied on a page, a small card on a large one.

A wrong cut destroys a page, so every part must have the shape and size of a card (85.6 x 54 mm) and nothing
but stamps and short notes may be left beside the cards: forms, licences, letters and tables fail on that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from intake_assist.model import Box
from intake_assist.vision.content import Mask, Sheet, sheet_of, tight, without_specks
from intake_assist.vision.picture import Image

# ISO/IEC 7810 ID-1: 85.6 x 54 mm, 1.585 : 1. The print alone measures about 75 x 43 mm.
_GROUND_SHAPE = (1.42, 1.78)
_PRINT_SHAPE = (1.3, 2.05)
_TRUE_LONG = (62.0, 96.0)
_ENLARGED = 1.75
_ALIKE = 1.25
_MOST_CARDS = 4
_MOST_NOTES = 6
_NOTES_SHARE = 0.7
_NOTE_HEIGHT = 16.0
_SPECK, _LETTER = 1.2, 2.5
_LEAST_LETTERS = 0.5
"""Of what lies together as big as a letter. Of print it was 0.6 to 1.0, of dirt in a shadow 0 to 0.4."""
_STAMP = 62.0
_MOST_OF_SHEET = 0.6
_SPARSE, _FAINT = 0.15, 7.0
"""Share of a sheet on which something lies, and shades of 256: so little a pale scan may leave of the ground of
cards."""


@dataclass(frozen=True, slots=True)
class _Blob:
    """Content between blank bands; `long` and `short` are the sides of its smallest turned rectangle."""

    box: Box
    long: float
    short: float
    picture: bool

    @property
    def shape(self) -> float:
        return self.long / max(1.0, self.short)


@dataclass(frozen=True, slots=True)
class _Layout:
    cards: tuple[_Blob, ...]
    notes: tuple[Box, ...]


def split(image: Image, dpi: float | None) -> tuple[Box, ...]:
    """Boxes (pixels of `image`, with a margin) of the cards on a sheet, row by row from the top.

    One box is a single card that is small on its sheet: it is worth cropping. Stamps and short notes beside a
    card go into the box of the nearest card. Empty when the sheet is one document, or in any doubt.

    Cards whose ground or border shows are found in true size or enlarged up to 1.75 times, cards of which a
    photocopy left the print alone in true size on white paper only. `dpi` may be None or wrong (photos): a
    sheet of the shape of A4 is then taken for A4, and on others the shape of the cards alone must tell.
    Left whole are cards that a black and white stamp or a watermark over the sheet joins to one another.
    """
    return tuple(place.whole for place in places(image, dpi))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a card lies: `whole` with the stamps and notes that go with it, `card` without."""

    whole: Box
    card: Box


def places(image: Image, dpi: float | None) -> tuple[Place, ...]:
    """The boxes of `split`, each with that of its card alone."""
    sheet = sheet_of(image, dpi)
    layout = _by_ground(sheet) or _by_print(sheet)
    if layout is None and sheet.mask.mean() < _SPARSE:
        faint = sheet_of(image, dpi, _FAINT)
        layout = _by_ground(faint)
        if layout is not None and not _show_pictures(layout, sheet):
            return ()  # tinted panels of one paper
        sheet = faint
    if layout is None:
        return ()
    boxes = _parts(layout, sheet)
    if sum(box.area for box in boxes) > _MOST_OF_SHEET * sheet.mask.size and len(boxes) == 1:
        return ()
    cards = {box: _grown(blob.box, sheet.mm(4)) for box, blob in zip(boxes, layout.cards, strict=True)}
    return tuple(
        Place(_on_image(box, sheet, image), _on_image(cards[box].intersection(box) or box, sheet, image))
        for box in _in_reading_order(boxes)
    )


def _show_pictures(layout: _Layout, sheet: Sheet) -> bool:
    """Whether half of the cards at least show a photo or an emblem that is darker than the tint of their ground."""
    places = (np.s_[card.box.y0 : card.box.y1, card.box.x0 : card.box.x1] for card in layout.cards)
    shown = sum(_has_picture(sheet.mask[place], sheet) for place in places)
    return 2 * shown >= len(layout.cards)


def _by_ground(sheet: Sheet) -> _Layout | None:
    """Cards that stand out as filled rectangles."""
    solid = _filled(cv2.morphologyEx(sheet.mask, cv2.MORPH_CLOSE, sheet.brush(2)))
    solid = cv2.morphologyEx(solid, cv2.MORPH_OPEN, sheet.brush(7))
    outlines, _ = cv2.findContours(solid, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    cards, place = [], np.zeros_like(sheet.mask)
    for outline in outlines:
        blob = _outlined(outline, sheet)
        if blob and _is_visible_card(blob, sheet):
            cards.append(blob)
            cv2.fillPoly(place, [outline], (1,))
    rest = sheet.mask & (1 - cv2.dilate(place, sheet.brush(5)))
    notes = _notes(rest, sheet)
    return _layout(cards, notes, sheet) if notes is not None else None


def _filled(mask: Mask) -> Mask:
    outlines, _ = cv2.findContours(mask, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    filled: Mask = np.zeros_like(mask)
    cv2.drawContours(filled, outlines, -1, (1,), cv2.FILLED)
    return filled


def _outlined(outline: NDArray[Any], sheet: Sheet) -> _Blob | None:
    """The blob of a filled outline, None when it is no rectangle."""
    _, sides, _ = cv2.minAreaRect(outline)
    if cv2.contourArea(outline) < 0.88 * sides[0] * sides[1]:
        return None
    x, y, w, h = cv2.boundingRect(outline)
    box = Box(x, y, x + w, y + h)
    return _Blob(box, max(sides), min(sides), _has_picture(sheet.mask[y : y + h, x : x + w], sheet))


def _is_visible_card(blob: _Blob, sheet: Sheet) -> bool:
    if not _GROUND_SHAPE[0] <= blob.shape <= _GROUND_SHAPE[1]:
        return False
    if sheet.scale is None:
        return bool(blob.long > 0.15 * max(sheet.mask.shape))
    return bool(_TRUE_LONG[0] <= blob.long / sheet.scale <= _TRUE_LONG[1] * _ENLARGED)


def _notes(rest: Mask, sheet: Sheet) -> tuple[Box, ...] | None:
    """The lines of print and the stamps in `rest`; None when there is more than that."""
    print_ = without_specks(rest, sheet.mm(_SPECK))
    letters = without_specks(print_, sheet.mm(_LETTER))
    joined = cv2.morphologyEx(print_, cv2.MORPH_CLOSE, sheet.brush(4))
    outlines, _ = cv2.findContours(joined, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    boxes = []
    for outline in outlines:
        sides = cv2.minAreaRect(outline)[1]
        x, y, w, h = cv2.boundingRect(outline)
        place = np.s_[y : y + h, x : x + w]
        if max(sides) < sheet.mm(2) or letters[place].sum() < _LEAST_LETTERS * print_[place].sum():
            continue
        if min(sides) > sheet.mm(_NOTE_HEIGHT) and not _is_stamp(max(sides), min(sides), sheet):
            return None
        boxes.append(Box(x, y, x + w, y + h))
    return tuple(boxes) if len(boxes) <= _MOST_NOTES else None


def _is_stamp(long: float, short: float, sheet: Sheet) -> bool:
    return long <= sheet.mm(_STAMP) and long < 1.35 * short


def _by_print(sheet: Sheet) -> _Layout | None:
    """Cards of which only the print, the photo and the emblem are left, told apart by blank bands."""
    content = tight(sheet.mask, Box(0, 0, sheet.mask.shape[1], sheet.mask.shape[0]))
    large = sheet.scale is not None and max(sheet.mask.shape) / sheet.scale >= 250
    if content is None or not large or not sheet.paper:
        return None
    layouts = [(way.gap, _sorted_out(way.blobs, sheet)) for way in _ways(sheet, content, depth=3)]
    found = [(gap, layout) for gap, layout in layouts if layout is not None]
    return max(found, key=lambda one: (one[0], len(one[1].cards)))[1] if found else None


def _sorted_out(blobs: Sequence[_Blob], sheet: Sheet) -> _Layout | None:
    cards = [blob for blob in blobs if _is_printed_card(blob, sheet)]
    return _layout(cards, [blob.box for blob in blobs if blob not in cards], sheet)


@dataclass(frozen=True, slots=True)
class _Way:
    """A way to cut a region into `blobs`; `gap` is the narrowest of the blank bands it was cut at."""

    blobs: tuple[_Blob, ...]
    gap: float = float("inf")


def _ways(sheet: Sheet, region: Box, depth: int) -> Iterator[_Way]:
    """All ways to cut `region` at blank bands into cards, notes and stamps."""
    blob = _blob(sheet, region)
    note = blob.short <= sheet.mm(_NOTE_HEIGHT) or _is_stamp(blob.long, blob.short, sheet)
    if note or _is_printed_card(blob, sheet):
        yield _Way((blob,))
    if depth == 0 or blob.long < sheet.mm(40):
        return
    for size, first, second in _cuts(sheet, region):
        tails = list(_ways(sheet, second, depth - 1))
        for head in _ways(sheet, first, depth - 1) if tails else ():
            yield from (_Way(head.blobs + tail.blobs, min(size, head.gap, tail.gap)) for tail in tails)


def _cuts(sheet: Sheet, region: Box) -> Iterator[tuple[int, Box, Box]]:
    """The widest blank bands of `region`, each as its size and what lies on its two sides."""
    x0, y0, x1, y1 = region.as_list()
    inside = sheet.mask[y0:y1, x0:x1]
    bands = [
        (size, axis, at) for axis in (0, 1) for size, at in _bands(inside, axis) if size >= sheet.mm(2.5)
    ]
    for size, axis, at in sorted(bands, reverse=True)[:4]:
        if axis == 0:
            halves = (Box(x0, y0, x1, y0 + at), Box(x0, y0 + at, x1, y1))
        else:
            halves = (Box(x0, y0, x0 + at, y1), Box(x0 + at, y0, x1, y1))
        first, second = (tight(sheet.mask, half) for half in halves)
        if first and second:
            yield size, first, second


def _bands(mask: Mask, axis: int) -> Iterator[tuple[int, int]]:
    """(size, middle) of the runs of blank rows (axis 0) or columns (axis 1) between content."""
    used = np.flatnonzero(mask.any(axis=1 - axis))
    for before, after in pairwise(used.tolist()):
        if after - before > 1:
            yield after - before - 1, (before + after + 1) // 2


def _blob(sheet: Sheet, region: Box) -> _Blob:
    x0, y0, x1, y1 = region.as_list()
    inside = sheet.mask[y0:y1, x0:x1]
    sides = cv2.minAreaRect(_outermost(inside))[1]
    blob = _Blob(region, max(sides), min(sides), False)
    if not _is_printed_card(blob, sheet):
        return blob
    return _Blob(region, blob.long, blob.short, _has_picture(inside, sheet))


def _outermost(mask: Mask) -> NDArray[Any]:
    """The first and the last pixel of every row: the corners of the content are among them."""
    rows = np.flatnonzero(mask.any(axis=1))
    first = mask[rows].argmax(axis=1)
    last = mask.shape[1] - 1 - mask[rows, ::-1].argmax(axis=1)
    points: NDArray[Any] = np.concatenate([np.stack([first, rows], axis=1), np.stack([last, rows], axis=1)])
    return points.astype(np.int32, copy=False)


def _has_picture(mask: Mask, sheet: Sheet) -> bool:
    """Whether a photo or an emblem is there, something dark over 6 x 6 mm: print is not, nor are boxes."""
    closed = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, sheet.brush(0.8))
    brush = sheet.brush(6)
    return bool(cv2.erode(closed, brush, borderType=cv2.BORDER_CONSTANT, borderValue=(0,)).any())


def _is_printed_card(blob: _Blob, sheet: Sheet) -> bool:
    shaped = _PRINT_SHAPE[0] <= blob.shape <= _PRINT_SHAPE[1]
    return shaped and _TRUE_LONG[0] <= blob.long / sheet.mm(1) <= _TRUE_LONG[1]


def _layout(cards: Sequence[_Blob], notes: Sequence[Box], sheet: Sheet) -> _Layout | None:
    """One to four cards of one size, a photo or an emblem on at least half of them, and few notes."""
    if not 1 <= len(cards) <= _MOST_CARDS or len(notes) > _MOST_NOTES:
        return None
    sizes = [card.long for card in cards]
    if max(sizes) > _ALIKE * min(sizes) or 2 * sum(card.picture for card in cards) < len(cards):
        return None
    if sum(note.area for note in notes) > _NOTES_SHARE * sum(card.box.area for card in cards):
        return None
    return _Layout(tuple(cards), (*notes, *sheet.seals))


def _parts(layout: _Layout, sheet: Sheet) -> list[Box]:
    """Each card with 4 mm around it and the notes nearest to it, but nothing of the other cards."""
    cards = [card.box for card in layout.cards]
    boxes = [_grown(card, sheet.mm(4)) for card in cards]
    for note in layout.notes:
        nearest = min(range(len(cards)), key=lambda i: _distance(cards[i], note))
        boxes[nearest] = boxes[nearest].union(_grown(note, sheet.mm(1)))
    for i, card in enumerate(cards):
        for other in cards[:i] + cards[i + 1 :]:
            boxes[i] = _clear_of(boxes[i], card, other)
    return boxes


def _clear_of(box: Box, card: Box, other: Box) -> Box:
    """`box` of `card`, cut back half way to `other` on the side where that lies."""
    right, left = other.x0 - card.x1, card.x0 - other.x1
    below, above = other.y0 - card.y1, card.y0 - other.y1
    gap = max(right, left, below, above)
    if gap <= 0 or box.intersection(_grown(other, gap / 2)) is None:
        return box
    if gap == right:
        return Box(box.x0, box.y0, min(box.x1, card.x1 + gap / 2), box.y1)
    if gap == left:
        return Box(max(box.x0, card.x0 - gap / 2), box.y0, box.x1, box.y1)
    if gap == below:
        return Box(box.x0, box.y0, box.x1, min(box.y1, card.y1 + gap / 2))
    return Box(box.x0, max(box.y0, card.y0 - gap / 2), box.x1, box.y1)


def _distance(a: Box, b: Box) -> float:
    dx = max(0.0, a.x0 - b.x1, b.x0 - a.x1)
    dy = max(0.0, a.y0 - b.y1, b.y0 - a.y1)
    return float(np.hypot(dx, dy))


def _grown(box: Box, margin: float) -> Box:
    return Box(box.x0 - margin, box.y0 - margin, box.x1 + margin, box.y1 + margin)


def _on_image(box: Box, sheet: Sheet, image: Image) -> Box:
    height, width = image.shape[:2]
    x0, y0, x1, y1 = (round(side / sheet.factor) for side in (box.x0, box.y0, box.x1, box.y1))
    return Box(max(0, x0), max(0, y0), min(width, x1), min(height, y1))


def _in_reading_order(boxes: list[Box]) -> list[Box]:
    """Rows from the top, each from the left; boxes whose middles lie within half a height share a row."""
    rows: list[list[Box]] = []
    for box in sorted(boxes, key=lambda box: box.cy):
        if rows and box.cy - rows[-1][0].cy < 0.5 * min(box.height, rows[-1][0].height):
            rows[-1].append(box)
        else:
            rows.append([box])
    return [box for row in rows for box in sorted(row, key=lambda box: box.x0)]
