"""Seals of a sheet that was cut into several papers: a copy of two cards is sealed once, beside them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intake_assist.ingest.sheet import Sheet
from intake_assist.model import Page
from intake_assist.ocr.engine import Engine
from intake_assist.ocr.seal_text import read_seals


def with_sheet_seals(engine: Engine, sheet: Sheet, pages: Sequence[Page]) -> tuple[Page, ...]:
    """The pages of one sheet, told of every seal on it when they are parts of it."""
    if sheet.image is None or not any(page.source.part for page in pages):
        return tuple(pages)
    seals = read_seals(engine, sheet.image, sheet.dpi)
    return tuple(replace(page, sheet_seals=seals) for page in pages)
