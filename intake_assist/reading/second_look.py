"""Which places of a page deserve to be read again.

A second look costs time, so only a place that matters gets one: a key field that is unread, empty, fails its
check or is weakly read, a table cell that fails its check, and a strip in which a line may have been missed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from intake_assist.checklist.models import FieldSpec, KindSpec
from intake_assist.model import Box, Document, Page
from intake_assist.reading.doubt import is_poor
from intake_assist.reading.doubtful_lines import doubtful_lines, places_on_card
from intake_assist.reading.fragments import watermarked
from intake_assist.reading.gaps import strips
from intake_assist.reading.look import GAP_WAY, Look, within_page
from intake_assist.reading.sealed_dates import rooms_of_date, under_seals
from intake_assist.values.stamp_words import is_stamp
from intake_assist.values.text import squeeze

_SMALL = 1000  # pixels of the long side below which the whole page is read again, larger
_LARGE = 1280  # the long side it is enlarged to
_MOST = 8
_MOST_LINES = 24


def wanted_looks(
    page: Page, documents: Sequence[Document], kinds: Mapping[str, KindSpec]
) -> tuple[Look, ...]:
    """The looks a page deserves, the most useful first: eight readings at most, single lines, strips in which a
    line may have been missed, and all places to test for ink."""
    looks: list[Look] = []
    single: list[Look] = []
    ink: list[Look] = []
    gaps: list[Box] = []
    if not page.width or not page.height:
        return ()  # no picture: a worksheet
    for document in documents:
        kind = kinds.get(document.kind or "")
        if kind is None:
            continue
        poor = [spec for spec in kind.fields if is_poor(spec, document)]
        if poor and max(page.width, page.height) < _SMALL:
            looks.append(_whole(page))
        elif poor and watermarked(page.lines):
            looks.append(replace(_whole(page), scale=1.0, dark_ink=True))
        for spec in poor:
            if spec.near is None:
                looks.extend(_looks_at(page, spec, document))
        single.extend(doubtful_lines(page, document, kind))
        single.extend(places_on_card(page, document, kind))
        for look in under_seals(page, document, kind):
            (single if look.line else looks).append(look)
        looks.extend(_doubtful_cells(page, document))
        ink.extend(_empty_cells(document))
        ink.extend(rooms_of_date(page, document, kind))
        gaps.extend(strips(page, document, kind))
    most = tuple(dict.fromkeys(looks))[:_MOST] + tuple(dict.fromkeys(single))[:_MOST_LINES]
    return most + tuple(replace(GAP_WAY, box=box) for box in gaps) + tuple(ink)


def _whole(page: Page) -> Look:
    return Look(Box(0, 0, page.width, page.height), round(_LARGE / max(page.width, page.height), 2))


def _looks_at(page: Page, spec: FieldSpec, document: Document) -> list[Look]:
    """Around a field's place; a page on which nothing tells the place gets none.

    A value that was read but fails is looked at twice, once as dark ink only and once just enlarged: what
    misleads the recogniser in one picture often does not in the other.
    """
    found = document.fields.get(spec.name)
    if found is None or found.box is None:
        return []
    place, height = found.box, found.box.height
    if spec.multi_line and found.text:
        height = min(height, 60.0)
    box = within_page(
        page, place.x0 - 2 * height, place.y0 - 0.8 * height, place.x1 + 2 * height, place.y1 + 0.8 * height
    )
    if box is None:
        return []
    scale = 2.0 if height < 60 else 1.0
    if not found.text:
        stamped = [Look(box, scale, without_blue=True, round=5)] if _lies_under_stamp(page, place) else []
        return [Look(box, scale, dark_ink=True, strip=place), *stamped]
    return [Look(box, scale, dark_ink=True), Look(box, 0.75 * scale, round=1)]


def _lies_under_stamp(page: Page, place: Box) -> bool:
    """Whether a usage stamp was read there, which may be too pale a blue to be seen in the picture."""
    return any(is_stamp(squeeze(line.text)) and line.box.intersection(place) for line in page.lines)


def _doubtful_cells(page: Page, document: Document) -> list[Look]:
    """Table cells whose value fails its check."""
    looks: list[Look] = []
    for row in document.rows:
        for cell in row.fields.values():
            if cell.box is not None and cell.text and cell.problem is not None:
                place, height = cell.box, cell.box.height
                above, below = place.y0 - 0.4 * height, place.y1 + 0.4 * height
                box = within_page(page, place.x0 - height, above, place.x1 + height, below)
                if box is not None:
                    looks.append(Look(box, 2.0))
    return looks


def _empty_cells(document: Document) -> list[Look]:
    """Table cells in which nothing was read although every row must have them."""
    return [
        Look(cell.box, strip=cell.box, only_ink=True)
        for row in document.rows
        for cell in row.fields.values()
        if cell.box is not None and cell.value is None and not cell.text
    ]
