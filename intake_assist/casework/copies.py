"""Pages that came in twice: found by comparing pictures, kept apart from the readings, which no other page changes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from intake_assist.casework.results import Reading
from intake_assist.model import Page

Copies = Mapping[str, tuple[str | None, str | None]]
"""Page -> the earlier page it is a copy of, and the one it nearly is."""


def copies_among(pages: Iterable[Page]) -> Copies:
    """What a comparison marked on its pages."""
    marks = {page.id: (page.duplicate_of, page.near_duplicate_of) for page in pages}
    return {page: mark for page, mark in marks.items() if any(mark)}


def with_copies(readings: Iterable[Reading], copies: Copies) -> list[Reading]:
    return [replace(each, pages=tuple(_marked(page, copies) for page in each.pages)) for each in readings]


def _marked(page: Page, copies: Copies) -> Page:
    same, near = copies.get(page.id, (None, None))
    if same == page.duplicate_of and near == page.near_duplicate_of:
        return page
    return replace(page, duplicate_of=same, near_duplicate_of=near)
