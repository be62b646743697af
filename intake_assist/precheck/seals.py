"""Seals as the rules compare them, and those of a sheet that was cut into several papers: a copy of two cards is
sealed once, beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from intake_assist import reading
from intake_assist.ingest.sheet import Sheet
from intake_assist.model import Page, Seal
from intake_assist.ocr import seal_text
from intake_assist.ocr.engine import Engine

Image = NDArray[np.uint8]


def read_seals(engine: Engine, image: Image, dpi: float | None) -> tuple[Seal, ...]:
    """The seals on an upright BGR page, read, in the simplified characters that seals here are cut in."""
    return tuple(map(_simplified, seal_text.read_seals(engine, image, dpi)))


def _simplified(seal: Seal) -> Seal:
    """What is small and bent comes out as traditional forms now and then (銀行), which no list of words has."""
    owner, title, text = (_as_printed(words) for words in (seal.owner, seal.title, seal.text))
    return replace(seal, owner=owner, title=title, text=text, choices=tuple(map(_as_printed, seal.choices)))


def _as_printed(text: str) -> str:
    return "".join(map(reading.as_printed, text))


def with_sheet_seals(engine: Engine, sheet: Sheet, pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages of one sheet, told of every seal on it when they are parts of it."""
    if sheet.image is None or not any(page.source.part for page in pages):
        return tuple(pages)
    seals = read_seals(engine, sheet.image, sheet.dpi)
    return tuple(replace(page, sheet_seals=seals) for page in pages)
