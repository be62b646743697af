"""What is known of sheets before they are read: how they look, and what the first recognition said."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from intake_assist.casework import Reading, Recipe
from intake_assist.model import Document, Page, Source


@dataclass(frozen=True, slots=True)
class Glimpse:
    """A sheet that is not read yet. `picture` names how it lies in its file, to be turned by `turn` degrees
    clockwise; `pages`, `pictures` and `papers` are of the first recognition, `busy` while it is being read."""

    recipe: Recipe
    picture: str = ""
    busy: bool = False
    pages: tuple[Page, ...] = ()
    pictures: tuple[str, ...] = ()
    papers: tuple[Document, ...] = ()

    @property
    def source(self) -> Source:
        return source_of(self.recipe.sheet)

    @property
    def turn(self) -> int:
        return self.recipe.turn or 0

    @property
    def keys(self) -> tuple[str, ...]:
        """The lines it takes in a list: its pages, or the sheet while they are not known."""
        return tuple(page.id for page in self.pages) or (self.recipe.sheet,)

    def page(self, key: str) -> Page | None:
        return next((page for page in self.pages if page.id == key), None)

    def picture_of(self, key: str) -> tuple[str, int]:
        """The name of what is to be seen of a line, and how far it is to be turned."""
        for page, name in zip(self.pages, self.pictures, strict=True):
            if page.id == key and name:
                return name, 0
        return self.picture, self.turn


class Glimpses:
    """Kept in memory alone, until a sheet is read."""

    def __init__(self) -> None:
        self._previews: dict[str, str] = {}
        self._first: dict[Recipe, Glimpse] = {}
        self._busy: Recipe | None = None
        self._held: dict[str, bytes] = {}

    def blob(self, name: str) -> bytes | None:
        return self._held.get(name)

    def has_preview(self, sheet: str) -> bool:
        return sheet in self._previews

    def previewed(self, sheet: str, picture: bytes) -> None:
        self._previews[sheet] = self._hold(picture)

    def begun(self, recipe: Recipe) -> None:
        self._busy = recipe

    def first_read(self, reading: Reading, pictures: Sequence[bytes], papers: Sequence[Document]) -> None:
        for picture in pictures:
            self._hold(picture)
        self._first[reading.recipe] = Glimpse(
            reading.recipe, pages=reading.pages, pictures=reading.pictures, papers=tuple(papers)
        )

    def ended(self, recipe: Recipe) -> None:
        """The sheet was read, or will not be."""
        if self._busy == recipe:
            self._busy = None
        first = self._first.pop(recipe, None)
        for name in first.pictures if first else ():
            self._held.pop(name, None)

    def of(self, recipe: Recipe) -> Glimpse:
        known = self._first.get(recipe, Glimpse(recipe))
        return replace(known, picture=self._previews.get(recipe.sheet, ""), busy=recipe == self._busy)

    def preview(self, sheet: str) -> str:
        """The name of how a sheet lies in its file, empty while it is not known."""
        return self._previews.get(sheet, "")

    def _hold(self, picture: bytes) -> str:
        if not picture:
            return ""
        name = hashlib.sha256(picture).hexdigest()
        self._held[name] = picture
        return name


def source_of(sheet: str) -> Source:
    """The sheet named ``file#page``."""
    file, _, number = sheet.rpartition("#")
    return Source(file, int(number))


def sheet_of(page: Page) -> str:
    return replace(page.source, part=0).id
