from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from intake_assist.store import Keys, Store

from .building import Clock

KEYS = Keys(bytes(range(32)))


@pytest.fixture
def keys() -> Keys:
    return KEYS


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture
def store(folder: Path, keys: Keys, clock: Clock) -> Iterator[Store]:
    with Store.open(folder, keys=keys, clock=clock) as opened:
        yield opened
