"""Words that end a paper's validity (作废) which plain reading does not see: stamped over a seal, it takes both for
one seal; large and in a frame, for no text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import reduce

import numpy as np

from intake_assist import vision
from intake_assist.model import Box, Seal, TextLine
from intake_assist.ocr.choices import Reading
from intake_assist.ocr.engine import Engine
from intake_assist.values.text import squeeze
from intake_assist.values.void_words import is_void, void_word
from intake_assist.vision.picture import Image

_GUESS, _SURE = 0.5, 0.8
_RIVALS = 8
_LESS_SURE = 0.6
"""Confidence of words of which a character was read as another that looks like it."""
_MARGIN = 6  # pixels


def void_marks(
    engine: Engine, image: Image, seals: Sequence[Seal], lines: Sequence[TextLine] = ()
) -> tuple[TextLine, ...]:
    """A line of text for each place of the BGR page where such words are stamped over red `seals` or by themselves,
    and that is none of its `lines` yet."""
    seen = [line for line in lines if is_void(line.text)]
    marks = _large(engine, image, seen)
    for seal in seals:
        known = any(mark.box.intersection(seal.box) for mark in marks)
        round_ = seal.shape != "square" and seal.color == "red"
        if round_ and not known and (mark := _mark(engine, image, seal)) is not None:
            marks.append(mark)
    return tuple(marks)


def _large(engine: Engine, image: Image, seen: Sequence[TextLine]) -> list[TextLine]:
    """The words by themselves, but those that were seen."""
    places = [
        place
        for place in vision.large_words(image)
        if not any(line.box.intersection(place.box) for line in seen)
    ]
    return [mark for place in places if (mark := _read_as_void(engine, place)) is not None]


def _read_as_void(engine: Engine, place: vision.Overprint) -> TextLine | None:
    read = engine.read_crops(place.pictures)
    said = [(squeeze(text), sure) for text, sure in read if sure >= _SURE and is_void(text)]
    return TextLine(said[0][0], place.box, said[0][1]) if said else None


def _mark(engine: Engine, image: Image, seal: Seal) -> TextLine | None:
    stamped = vision.overprint(image, seal)
    if stamped is None:
        return None
    for picture in stamped.pictures:
        lines = engine.read(picture)
        clear = [line for line in lines if line.confidence >= _GUESS and is_void(line.text)]
        if clear:
            return TextLine(squeeze(clear[0].text), stamped.box, clear[0].confidence)
        word = _likely(engine.read_choices([_cut(picture, lines)])[0])
        if word is not None:
            return TextLine(word, stamped.box, _LESS_SURE)
    return None


def _cut(picture: Image, lines: Sequence[TextLine]) -> Image:
    """The part of the picture where lines were found, else where ink is."""
    if lines:
        x0, y0, x1, y1 = reduce(Box.union, (line.box for line in lines)).as_list()
    else:
        ys, xs = np.nonzero(picture[:, :, 0] < 128)
        x0, y0, x1, y1 = int(xs.min()), int(ys.min()), int(xs.max()), int(ys.max())
    return picture[max(0, y0 - _MARGIN) : y1 + _MARGIN, max(0, x0 - _MARGIN) : x1 + _MARGIN]


def _likely(reading: Reading) -> str | None:
    return void_word([choice[:_RIVALS] for choice in reading.choices])
