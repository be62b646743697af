"""What holds for every test: nothing reaches the network, nothing is left running."""

from __future__ import annotations

import gc
import os
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import psutil
import pytest
from hypothesis import settings

# Nothing is left in the vault of whoever runs the tests, and no test's own vault is taken for the machine's.
os.environ["PYTHON_KEYRING_BACKEND"] = "keyring.backends.fail.Keyring"

# Shared machines are slow at times; how long one example takes says nothing about the code.
settings.register_profile("project", deadline=None, print_blob=True)
settings.load_profile("project")

LOOPBACK = ("127.", "::1", "localhost")
GRACE = 5.0
MUCH = 100_000  # objects that came and stayed


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--all-samples", action="store_true", help="evaluate all committed cases, not a telling part of them"
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest come first, so that no process is left with one at the end."""
    items.sort(key=lambda item: item.path.parent.name != "end_to_end")


@pytest.fixture(autouse=True, scope="session")
def warned_alone() -> None:
    """The test command has Python warn of files opened without an encoding. It has reached this process; the
    programs that tests start are seen as they are elsewhere, without warnings about libraries."""
    os.environ.pop("PYTHONWARNDEFAULTENCODING", None)


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    """Refuse connections to anything but this machine."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        outward = self.family in (socket.AF_INET, socket.AF_INET6)
        if outward and not str(address[0]).startswith(LOOPBACK):
            raise AssertionError(f"a test tried to reach {address}")
        real(self, address)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        yield


def threads() -> set[threading.Thread]:
    # tqdm, which paddlex uses, keeps one watcher thread for the life of the process.
    return {thread for thread in threading.enumerate() if type(thread).__name__ != "TMonitor"}


def children() -> set[psutil.Process]:
    if childless():
        return set()
    return {child for child in psutil.Process().children(recursive=True) if not is_tracker(child)}


def childless() -> bool:
    """Known at once, where the system can be asked; to look at all processes takes long, twice for each test."""
    if not hasattr(os, "waitid"):
        return False
    try:
        os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOHANG | os.WNOWAIT)
    except ChildProcessError:
        return True
    return False


def is_tracker(process: psutil.Process) -> bool:
    """Whether it is the helper that multiprocessing starts once and keeps to its end, or already dead."""
    try:
        return process.status() == psutil.STATUS_ZOMBIE or "resource_tracker" in " ".join(process.cmdline())
    except psutil.Error:
        return True


@pytest.fixture(autouse=True)
def no_heap_of_garbage() -> Iterator[None]:
    """Tests of the window switch collecting off for the life of the process; it is made up for between tests."""
    yield
    if not gc.isenabled() and gc.get_count()[0] > MUCH:
        gc.collect()


@pytest.fixture(autouse=True)
def nothing_left_running() -> Iterator[None]:
    """Fail a test that leaves a thread or a process behind. Fixtures of wider scope are set up before."""
    before: set[object] = {*threads(), *children()}
    yield
    until = time.monotonic() + GRACE
    while (left := {*threads(), *children()} - before) and time.monotonic() < until:
        time.sleep(0.05)
    assert not left, f"left running: {left}"
