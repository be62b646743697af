"""The single lines and places that key fields in doubt stand in, each looked at in several ways."""

from __future__ import annotations

from dataclasses import replace

from intake_assist.checklist.models import KindSpec
from intake_assist.model import Box, Document, Page
from intake_assist.reading.card_places import known_places
from intake_assist.reading.code_places import code_lines, unread_codes, whole_codes
from intake_assist.reading.doubt import in_doubt
from intake_assist.reading.fragments import fragments
from intake_assist.reading.look import CARD_WAYS, CODE_WAYS, WAYS, Look, stands_in, within_page
from intake_assist.reading.name_ends import ends_at_seal, room_for, up_to_seal, whole_names, whole_persons

_USUAL = (2.7, 4.5)  # heights of a place: the length of most usual words, and of longer ones
_ROOM = 0.15
_INSET = 0.05  # heights of a line


def doubtful_lines(page: Page, document: Document, kind: KindSpec) -> list[Look]:
    """The lines in which key fields stand that were read with any doubt or not at all, each in three ways.

    What a stamp, a rule or a tight box does to a line differs from way to way, so that two ways seldom agree in
    a mistake.
    """
    keys = [document.fields[spec.name] for spec in kind.fields if spec.key and spec.name in document.fields]
    doubtful = [found for found in keys if found.box and found.text and in_doubt(found, page, kind)]
    cells = [
        cell
        for row in document.rows
        for cell in row.fields.values()
        if cell.problem is not None and cell.text
    ]
    places = [found.box for found in (*doubtful, *cells) if found.box is not None]
    boxes = [line.box for line in page.lines if any(stands_in(place, line.box) for place in places)]
    boxes += [whole for found in doubtful for whole in whole_codes(page, kind, found)]
    boxes += [whole for found in doubtful for whole in whole_names(page, kind, found)]
    boxes += [whole for found in doubtful for whole in whole_persons(page, kind, found)]
    boxes += [place for _, place in unread_codes(document, kind)]
    unread = [found for found in keys if found.box and found.value is None and not found.text]
    boxes += [room for found in unread if (room := room_for(page, kind, found))]
    looks = [replace(way, box=box) for box in dict.fromkeys(boxes) for way in WAYS]
    usual = _places_of_usual_words(page, document, kind)
    looks += [
        replace(way, box=box, round=way.round + at * len(WAYS))
        for places in usual
        for at, box in enumerate(places)
        for way in WAYS
    ]
    codes = [box for found in doubtful for box in code_lines(page, kind, found)]
    looks += [replace(way, box=box) for box in dict.fromkeys(codes) for way in CODE_WAYS]
    return looks + [
        replace(way, box=box, round=way.round + len(WAYS))
        for found in doubtful
        if found.box and ends_at_seal(page, kind, found) and (box := up_to_seal(page, found.box))
        for way in WAYS
    ]


def _places_of_usual_words(page: Page, document: Document, kind: KindSpec) -> list[list[Box]]:
    """The beginning of the places of values that were not read and consist of usual words (个体工商户), each in two
    lengths: nobody who looks for lines of text finds what a watermark runs across, and its end is of no use."""
    unread = [
        found.box
        for spec in kind.fields
        if spec.vocabulary and not spec.from_seal and (found := document.fields.get(spec.name)) is not None
        if found.box is not None and found.value is None and not found.text
    ]
    return [[place for long in _USUAL if (place := _beginning(page, box, long))] for box in unread]


def _beginning(page: Page, box: Box, long: float) -> Box | None:
    """The first part of a place, `long` times as wide as it is high, without the room over and under its line."""
    room = _ROOM * box.height
    return within_page(page, box.x0, box.y0 + room, min(box.x1, box.x0 + long * box.height), box.y1 - room)


def places_on_card(page: Page, document: Document, kind: KindSpec) -> list[Look]:
    """The places of a card's key fields that were read with any doubt or not at all, with the stamps over them gone."""
    if not kind.recognise.card:
        return []
    keys = [document.fields[spec.name] for spec in kind.fields if spec.key and spec.name in document.fields]
    doubtful = [found for found in keys if found.value is None or in_doubt(found, page, kind)]
    places = known_places(kind, document, fragments(page.lines)) if doubtful else {}
    boxes = [places.get(found.name, found.box) for found in doubtful]
    inside = [within_page(page, box.x0, box.y0, box.x1, box.y1) for box in boxes if box is not None]
    wide = [box for box in inside if box is not None and box.width > box.height]
    within, around = CARD_WAYS
    return [
        look
        for box in dict.fromkeys(wide)
        for look in (replace(around, box=box), replace(within, box=_inset(box)))
    ]


def _inset(box: Box) -> Box:
    """The place a little smaller: two looks at the very same place do not count as two."""
    by = _INSET * box.height
    return Box(box.x0 + by, box.y0 + by, box.x1 - by, box.y1 - by)
