from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from intake_assist.store import Keys, Store

from .building import Clock

if TYPE_CHECKING:
    from .postgres import Server

KEYS = Keys(bytes(range(32)))
Opening = Callable[[], Store]


@pytest.fixture
def keys() -> Keys:
    return KEYS


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """The server must be there: only Windows may go without."""
    if os.name == "nt":
        pytest.skip("no PostgreSQL server is installed here")
    from .postgres import Server, programs

    binaries = programs()
    assert binaries is not None, "the tests need a PostgreSQL server: apt-get install postgresql"
    server = Server(binaries)
    server.start()
    yield server
    server.remove()


@pytest.fixture
def server_first(request: pytest.FixtureRequest) -> None:
    """The server lives as long as the run: it is started before anybody counts what a test leaves running."""
    called = getattr(request.node, "callspec", None)
    if called is not None and called.params.get("database") == "server":
        request.getfixturevalue("server")


@pytest.fixture(autouse=True)
def nothing_left_running(server_first: None, nothing_left_running: None) -> None:
    """The same as everywhere, in this order."""


@pytest.fixture
def database(request: pytest.FixtureRequest) -> str | None:
    """Where the cases are: None for a file, else the address of a fresh one. A test that is to run with
    both is marked ``@both``."""
    if getattr(request, "param", "file") == "file":
        return None
    address: str = request.getfixturevalue("server").new_schema()
    return address


@pytest.fixture
def opening(folder: Path, keys: Keys, clock: Clock, database: str | None) -> Opening:
    """Opens the store, as often as wanted."""
    return lambda: Store.open(folder, url=database, keys=keys, clock=clock)


@pytest.fixture
def store(opening: Opening) -> Iterator[Store]:
    with opening() as opened:
        yield opened
