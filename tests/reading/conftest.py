from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from intake_assist.checklist import load_kinds
from intake_assist.checklist.models import KindSpec
from intake_assist.model import Document
from intake_assist.reading import read_page
from tests.reading.papers import Entry, page_of

KINDS_FOLDER = Path(__file__).parents[2] / "checklists" / "kinds"


@pytest.fixture(scope="session")
def kinds() -> Mapping[str, KindSpec]:
    return load_kinds(KINDS_FOLDER)


@pytest.fixture
def document(kinds: Mapping[str, KindSpec]) -> Callable[..., Document]:
    """Reads entries as one page and gives its only document."""

    def read(entries: list[Entry], width: int = 1650, height: int = 1280) -> Document:
        (found,) = read_page(page_of(entries, width, height), kinds)
        return found

    return read
