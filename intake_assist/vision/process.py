"""From a sheet as it comes from the file to the documents on it, ready to be read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from intake_assist.model import Box
from intake_assist.vision.blank import is_blank
from intake_assist.vision.fingerprint import fingerprint
from intake_assist.vision.picture import Image, crop, turned
from intake_assist.vision.sheet import Place, places
from intake_assist.vision.turn import Classify, turn_of
from intake_assist.vision.upright import levelled, make_upright


@dataclass(frozen=True, slots=True)
class Part:
    """One document of a sheet.

    `image` is upright. `region` is None for a whole sheet; otherwise the rectangle the part was cut from, in
    pixels of the sheet turned back by its own quarter turn (not straightened). `rotation` and `skew` are what
    this part shows in the file, clockwise in degrees: the turn of the sheet and that of the part on it.
    """

    image: Image
    region: Box | None
    rotation: int
    skew: float
    blank: bool
    fingerprint: str


def prepare(image: Image, dpi: float | None, classify: Classify) -> tuple[Part, ...]:
    """The documents on a sheet: one in most cases, several when cards were laid side by side.

    `image` is BGR; `dpi` may be None. A blank sheet gives one part with `blank` set, as it came.
    """
    if is_blank(image):
        return (Part(image, None, 0, 0.0, True, fingerprint(image)),)
    turn, confidence = turn_of(image, classify)
    sheet = turned(image, -turn % 360)
    cards = places(sheet, dpi)
    if cards:
        return tuple(_cut(sheet, turn, cards, classify))
    whole = levelled(sheet, turn, confidence)
    return (Part(whole.image, None, turn, whole.skew, False, fingerprint(whole.image)),)


def parted(whole: Part, regions: tuple[Box, ...], classify: Classify) -> tuple[Part, ...]:
    """The parts of an upright sheet at `regions` of its picture, each turned upright by itself."""
    parts = _cut(whole.image, whole.rotation, [Place(region, region) for region in regions], classify)
    return tuple(replace(part, skew=round(part.skew + whole.skew, 2)) for part in parts)


def _cut(sheet: Image, turn: int, cards: Sequence[Place], classify: Classify) -> Iterator[Part]:
    for place in cards:
        part = make_upright(crop(sheet, place.whole), classify, crop(sheet, place.card))
        rotation = (turn + part.rotation) % 360
        yield Part(part.image, place.whole, rotation, part.skew, False, fingerprint(part.image))
