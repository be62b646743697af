from __future__ import annotations

from pathlib import Path

import pytest

from intake_assist.checklist import load_kinds
from intake_assist.model import Document
from intake_assist.reading import read_page
from tests.reading.papers import Entry, Kinds, Read, page_of

KINDS_FOLDER = Path(__file__).parents[2] / "checklists" / "kinds"


@pytest.fixture(scope="session")
def kinds() -> Kinds:
    return load_kinds(KINDS_FOLDER)


@pytest.fixture
def document(kinds: Kinds) -> Read:
    """Reads entries as one page and gives its only document."""

    def read(entries: list[Entry], width: int = 1650, height: int = 1280) -> Document:
        (found,) = read_page(page_of(entries, width, height), kinds)
        return found

    return read
