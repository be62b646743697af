"""What the machine made of the received files, kept apart from what the clerk did.

A result belongs to a recipe: the same sheet turned by hand has another. Undoing a turn finds the old reading
again, and nothing is read twice.
"""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import TypeAdapter

from intake_assist.model import Box, Page


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a sheet is to be read. `turn` None: as the machine thinks upright; `cuts` None: as it thinks cut."""

    sheet: str
    turn: int | None = None
    cuts: tuple[Box, ...] | None = None

    @property
    def key(self) -> str:
        """The same for equal recipes, for use as a name."""
        return _RECIPE.dump_json(self).decode("utf-8")


@dataclass(frozen=True, slots=True)
class Listing:
    """Which pages a file has. `problems` are ``(page, message)`` for pages that cannot be opened; page 0 is the
    whole file."""

    file: str
    pages: tuple[int, ...]
    problems: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """`pages` of one sheet; `pictures` are the SHA-256 names of their upright pictures (JPEG or PNG), the empty
    string where there is none. `engine` says what read them. `closer` are the places of each page (its pixels) that
    were looked at once more because papers disagreed there; () when none was."""

    recipe: Recipe
    pages: tuple[Page, ...]
    pictures: tuple[str, ...] = ()
    engine: str = ""
    closer: tuple[tuple[Box, ...], ...] = ()


_RECIPE: TypeAdapter[Recipe] = TypeAdapter(Recipe)
_LISTING: TypeAdapter[Listing] = TypeAdapter(Listing)
_READING: TypeAdapter[Reading] = TypeAdapter(Reading)


def reading_to_json(reading: Reading) -> bytes:
    return _READING.dump_json(reading)


def reading_from_json(text: str | bytes) -> Reading:
    """Raises pydantic.ValidationError for anything else."""
    return _READING.validate_json(text)


def listing_to_json(listing: Listing) -> bytes:
    return _LISTING.dump_json(listing)


def listing_from_json(text: str | bytes) -> Listing:
    """Raises pydantic.ValidationError for anything else."""
    return _LISTING.validate_json(text)
