"""What is seen on a page beside its text: what spoils it, codes, signatures, strokes, ticks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from intake_assist import reading, vision
from intake_assist.checklist.models import KindSpec
from intake_assist.model import Box, Document, Page, Signature, TextLine
from intake_assist.values.stamp_words import holds_stamp
from intake_assist.values.text import squeeze
from intake_assist.values.void_words import is_void
from intake_assist.vision.picture import Image


def observed(
    image: Image, print_: Image, page: Page, documents: Sequence[Document], kinds: Mapping[str, KindSpec]
) -> Page:
    """The page, whose lines and seals were read already, with what its picture shows beside them.

    `print_` is the picture without specks, of which a row may look like a stroke; `documents` are what the page is
    understood as.
    """
    if page.blank:
        return page
    marks = vision.quality_marks(image, page.lines, page.skew, whole=page.region is None)
    seen = replace(
        page,
        quality=(*page.quality, *(mark for mark in marks if mark not in page.quality)),
        codes=vision.read_codes(image),
        strikes=vision.struck(print_, page.lines, page.seals, _stamped_words(page)),
        signatures=_signatures(image, page, documents, kinds),
    )
    return _with_boxes(image, seen, documents, kinds)


def _stamped_words(page: Page) -> list[Box]:
    return [line.box for line in page.lines if is_void(line.text) or holds_stamp(squeeze(line.text))]


def _signatures(
    image: Image, page: Page, documents: Sequence[Document], kinds: Mapping[str, KindSpec]
) -> tuple[Signature, ...]:
    return tuple(_signature(image, page, place) for place in reading.sign_places(page, documents, kinds))


def _signature(image: Image, page: Page, place: reading.SignPlace) -> Signature:
    seen = vision.writing_at(
        image,
        place.box,
        place.label_box,
        read=place.text,
        confidence=place.confidence,
        printed=place.printed,
        seals=page.seals,
    )
    return Signature(seen.box, seen.confidence, seen.state, place.by, place.label)


def _with_boxes(
    image: Image, page: Page, documents: Sequence[Document], kinds: Mapping[str, KindSpec]
) -> Page:
    """The page with its tick boxes in the text as the picture shows them."""
    known = [kind for document in documents if (kind := kinds.get(document.kind or ""))]
    choices = tuple({choice for kind in known for spec in kind.fields for choice in spec.choices})
    if not choices:
        return page

    @cache
    def look(row: Box) -> tuple[reading.BoxSeen, ...]:
        return tuple(reading.BoxSeen(seen.box, seen.ticked) for seen in vision.tick_boxes(image, row))

    def seen_in(lines: Iterable[TextLine]) -> tuple[TextLine, ...]:
        return tuple(reading.with_boxes(line, choices, look) for line in lines)

    return replace(page, lines=seen_in(page.lines), second_looks=tuple(map(seen_in, page.second_looks)))
