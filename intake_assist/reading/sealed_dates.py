"""Dates under a seal: where to look again for what it hides of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intake_assist.checklist.models import KindSpec
from intake_assist.model import Box, Document, Page
from intake_assist.reading.fragments import Fragment, fragments
from intake_assist.reading.look import WAYS, Look, within_page
from intake_assist.reading.scattered import anchor, date_row
from intake_assist.reading.undated import open_date

_BESIDE_SEAL = 1.7  # heights of a line by which a date goes beyond the seal over it
_TIGHT = 0.7


def under_seals(page: Page, document: Document, kind: KindSpec) -> list[Look]:
    """The neighbourhood of a date that stands under a seal and was not read whole."""
    pieces = fragments(page.lines)
    looks: list[Look] = []
    for spec in kind.fields:
        found = document.fields.get(spec.name)
        if spec.near is None or (found is not None and found.value is not None and not found.problem):
            continue
        at = anchor(spec.near, pieces)
        if at is None:
            continue
        unit = at.height
        box = within_page(page, at.x0 - 4 * unit, at.y0 - unit, at.x1 + 12 * unit, at.y1 + 9 * unit)
        if box is not None:
            looks.append(Look(box, 2.0 if unit < 40 else 1.0, dark_ink=True))
        looks.extend(_along_the_row(page, at, pieces))
    return looks


def _along_the_row(page: Page, near: Box, pieces: Sequence[Fragment]) -> list[Look]:
    """The line of a date of which a seal left only pieces, read as one line and as what stands there."""
    row = date_row(near, pieces)
    if row is None:
        return []
    over = [seal.box for seal in page.seals if seal.box.y0 < row.cy < seal.box.y1]
    beside = [box for box in over if box.x0 - row.height < row.x1 and box.x1 + row.height > row.x0]
    reach = _BESIDE_SEAL * row.height
    x0 = min([row.x0, *(box.x0 - reach for box in beside)])
    x1 = max([row.x1, *(box.x1 + reach for box in beside)])
    box = within_page(page, x0, row.y0 - 0.1 * row.height, x1, row.y1 + 0.1 * row.height)
    if box is None:
        return []
    tight = within_page(page, row.x0 - _TIGHT * row.height, box.y0, row.x1 + _TIGHT * row.height, box.y1)
    around = [Look(tight, 1.5, round=5)] if tight is not None else []
    return [Look(box, 1.5, round=1), *around, *(replace(way, box=box) for way in WAYS)]


def rooms_of_date(page: Page, document: Document, kind: KindSpec) -> list[Look]:
    """Where the figures of a date would stand of which no more was read than 年月日; a seal may lie over them."""
    region = document.region
    pieces = [piece for piece in fragments(page.lines) if region is None or region.contains(piece.box, 0.5)]
    found = open_date(pieces, kind, document.fields)
    rooms = found.rooms if found is not None else ()
    return [Look(room, strip=room, only_ink=True, without_red=True) for room in rooms]
