"""A workplace as it is: the real store in a folder of its own, the real worker, a sample case read once."""

from __future__ import annotations

import faulthandler
import gc
import os
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import wait
from pathlib import Path

import pytest
from PySide6.QtCore import QDeadlineTimer, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from intake_assist.casework import Do
from intake_assist.desktop import theme
from intake_assist.desktop.collector import Collector
from intake_assist.desktop.desk import Desk
from intake_assist.desktop.papers import collect
from intake_assist.desktop.session import CaseSession
from intake_assist.desktop.window import MainWindow
from intake_assist.store import KeptCase, Query

SAMPLE = Path(__file__).parents[2] / "samples" / "cases" / "case_24_wrong_card"
MATTER = "si_employer_registration"
READING = 240_000  # milliseconds; a busy machine may take long for a few pages


def until(condition: Callable[[], object], milliseconds: int = 120_000) -> None:
    """Run the event loop until something holds; it sleeps between, the worker needs the processor. Where it is
    waited for in vain, what each thread was doing is told."""
    deadline, loop = QDeadlineTimer(milliseconds), QEventLoop()
    while not condition():
        if deadline.hasExpired():
            faulthandler.dump_traceback(sys.__stderr__)
            pytest.fail("waited in vain")
        QTimer.singleShot(15, loop.quit)
        loop.exec()


def _warm(desk: Desk) -> None:
    """Threads that come when they are first needed would look like left ones to the test that needs them."""
    gate = threading.Barrier(3)
    jobs = [desk.background._pool.submit(gate.wait) for _ in range(2)]
    gate.wait()
    wait([*jobs, desk.judging._pool.submit(int)])
    assert desk.queue is not None
    desk.queue.search(Query()).result(30)
    until(lambda: desk.link is not None and desk.link.state is not None, 120_000)


@pytest.fixture(scope="session", autouse=True)
def collector(qapp: QApplication) -> Iterator[Collector]:  # noqa: ARG001
    """Garbage is collected as in the program. Left alone, the thread through which a process of tests talks to
    the others would end sockets and file watchers of Qt that a test has dropped."""
    collector = Collector()
    yield collector
    gc.unfreeze()
    gc.collect()
    collector.close()


@pytest.fixture(scope="session")
def desk(
    qapp: QApplication, collector: Collector, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Desk]:
    desk = Desk(tmp_path_factory.mktemp("home"))
    desk.settings.lock_minutes = 0
    theme.apply(qapp, "light", 100)
    desk.start()
    until(lambda: desk.link is not None, 60_000)
    collector.begin()
    _warm(desk)
    yield desk
    desk.close()


def new_case(desk: Desk) -> KeptCase:
    made: list[KeptCase] = []
    desk.new_case(MATTER, lambda header: made.append(KeptCase(header)))
    until(lambda: made)
    return made[0]


def settled(session: CaseSession) -> bool:
    state = session.state
    return session.ready and bool(state.files) and not session.outcome.unlisted and session.settled


@pytest.fixture(scope="session")
def read_case(desk: Desk) -> KeptCase:
    """The sample, read by the worker; kept, so that other cases can be made of the same results."""
    session = desk.session(new_case(desk))
    session.receive(collect([SAMPLE]).papers)
    until(lambda: settled(session), READING)
    session.close()
    assert desk.queue is not None
    assert desk.queue.flush(30)
    return desk.queue.load(session.header.id).result(30)


@pytest.fixture
def kept(desk: Desk, read_case: KeptCase) -> KeptCase:
    """A fresh case with the papers of the sample and what was read of them."""
    case = new_case(desk)
    assert desk.queue is not None
    received = read_case.entries[0]
    assert isinstance(received, Do)
    desk.queue.append(case.header.id, received, "test")
    for listing in read_case.listings:
        desk.queue.keep_listing(case.header.id, listing)
    for reading in read_case.readings:
        desk.queue.keep_reading(case.header.id, reading)
    return desk.queue.load(case.header.id).result(30)


@pytest.fixture
def session(desk: Desk, kept: KeptCase) -> Iterator[CaseSession]:
    session = desk.session(kept)
    until(lambda: settled(session))
    yield session
    session.close()


@pytest.fixture
def window(desk: Desk) -> Iterator[MainWindow]:
    """A window on a desk that is ready, without a case."""
    desk.settings.open_case = ""
    window = MainWindow(desk)
    window.resize(1400, 900)
    window.show()
    window.take_up()
    yield window
    window.close()
    window.deleteLater()
    QApplication.processEvents()


@pytest.fixture
def opened(window: MainWindow, kept: KeptCase) -> MainWindow:
    """The window with the sample case in it."""
    window.open_case(kept.header.id)
    until(lambda: window.case is not None and settled(window.case.session))
    return window
