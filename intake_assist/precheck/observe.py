"""What is seen on a page beside its text: what spoils it, codes, signatures, ticks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from intake_assist import reading, vision
from intake_assist.checklist.models import KindSpec
from intake_assist.model import Document, Page, Signature
from intake_assist.vision.picture import Image


def observed(image: Image, page: Page, kinds: Mapping[str, KindSpec]) -> Page:
    """The page, whose lines and seals were read already, with what its picture shows beside them."""
    if page.blank:
        return page
    marks = vision.quality_marks(image, page.lines, page.skew, whole=page.region is None)
    documents = reading.read_page(page, kinds)
    return replace(
        page,
        quality=(*page.quality, *marks),
        signatures=_signatures(image, page, documents, kinds),
    )


def _signatures(
    image: Image, page: Page, documents: Sequence[Document], kinds: Mapping[str, KindSpec]
) -> tuple[Signature, ...]:
    return tuple(
        _signature(image, page, place) for place in reading.sign_places(page, documents, kinds)
    )


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
