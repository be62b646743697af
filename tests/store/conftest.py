from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from intake_assist.store import Keys, Store

from .building import Clock

KEYS = Keys(bytes(range(32)))


@pytest.fixture(autouse=True)
def no_vault(monkeypatch: pytest.MonkeyPatch) -> None:
    """The tests leave nothing in the vault of whoever runs them."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


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
