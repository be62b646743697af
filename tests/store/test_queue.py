"""The writing thread: in order, nothing dropped, reading does not wait."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future
from pathlib import Path

import pytest

from intake_assist.store import (
    BlobMissingError,
    CaseStatus,
    DiskFullError,
    Keys,
    NoSuchCaseError,
    Query,
    Store,
    StoreError,
    StoreQueue,
    UnavailableError,
    backups,
)
from intake_assist.store import queue as queue_module

from .building import (
    CLERK,
    ENGINE,
    MATTER,
    both,
    corrected,
    found,
    kinds,
    licence,
    listing,
    reading,
    received,
)

WAIT = 20.0


@pytest.fixture
def errors() -> list[StoreError]:
    return []


@pytest.fixture
def queue(store: Store, errors: list[StoreError], monkeypatch: pytest.MonkeyPatch) -> Iterator[StoreQueue]:
    monkeypatch.setattr(queue_module, "_PAUSES", (0.01,))
    with StoreQueue(store, errors.append, care=False) as queue:
        yield queue


class Gate:
    """Holds the writing thread until it is opened."""

    def __init__(self, queue: StoreQueue) -> None:
        self._open = threading.Event()
        queue.submit(lambda: self._open.wait(WAIT))

    def open(self) -> None:
        self._open.set()


@both
def test_calls_are_done_in_order_and_give_their_results(queue: StoreQueue) -> None:
    case = queue.new_case(MATTER, "2026.11", CLERK).result(WAIT)
    gate = Gate(queue)
    sha = queue.put_blob(b"a scan")
    entries = [corrected(str(number)) for number in range(40)]
    done = [queue.append(case.id, entry, CLERK) for entry in entries]
    queue.keep_listing(case.id, listing())
    queue.keep_reading(case.id, reading())
    queue.keep_outcome(case.id, found(licence()), ENGINE, kinds())
    queue.set_status(case.id, CaseStatus.NOTIFIED, CLERK)
    kept = queue.load(case.id)
    assert not any(future.done() for future in (*done, kept, sha))
    assert queue.unsaved > 40
    gate.open()
    assert list(kept.result(WAIT).entries) == entries
    assert kept.result().header.status is CaseStatus.NOTIFIED
    assert queue.get_blob(sha.result(WAIT)).result(WAIT) == b"a scan"
    assert queue.flush(WAIT)
    assert queue.unsaved == 0


def test_reading_does_not_wait_behind_writing(queue: StoreQueue) -> None:
    case = queue.new_case(MATTER, "2026.11", CLERK).result(WAIT)
    other = queue.new_case(MATTER, "2026.11", CLERK).result(WAIT)
    sha = queue.put_blob(b"a scan").result(WAIT)
    gate = Gate(queue)
    queue.append(case.id, corrected("甲"), CLERK)
    assert queue.get_blob(sha).result(WAIT) == b"a scan"
    assert len(queue.search(Query()).result(WAIT)) == 2
    assert queue.load(other.id).result(WAIT).entries == ()
    assert not queue.flush(0.05)
    gate.open()


def test_a_blob_still_to_be_written_is_read_when_it_is(queue: StoreQueue) -> None:
    gate = Gate(queue)
    put = queue.put_blob(b"on its way")
    import hashlib

    got = queue.get_blob(hashlib.sha256(b"on its way").hexdigest())
    never = queue.get_blob("0" * 64)
    time.sleep(0.05)
    assert not got.done()
    gate.open()
    assert got.result(WAIT) == b"on its way"
    assert put.done()
    with pytest.raises(BlobMissingError):
        never.result(WAIT)


def test_a_call_that_cannot_succeed_fails_alone(queue: StoreQueue, errors: list[StoreError]) -> None:
    case = queue.new_case(MATTER, "2026.11", CLERK).result(WAIT)
    failed = queue.append("no such case", corrected("甲"), CLERK)
    broken: Future[None] = queue.submit(lambda: [][0])
    good = queue.append(case.id, corrected("乙"), CLERK)
    good.result(WAIT)
    with pytest.raises(NoSuchCaseError):
        failed.result()
    with pytest.raises(IndexError):
        broken.result()
    assert [type(error) for error in errors] == [NoSuchCaseError]


def test_while_the_disk_is_full_calls_wait_and_are_done_when_there_is_room(
    queue: StoreQueue, store: Store, errors: list[StoreError]
) -> None:
    """What a full disk raises is in test_faults; here, what the queue makes of it."""
    case = queue.new_case(MATTER, "2026.11", CLERK).result(WAIT)
    room = threading.Event()

    def write() -> None:
        if not room.is_set():
            raise DiskFullError("磁盘已满")
        store.append(case.id, corrected("甲"), CLERK)

    first = queue.submit(write, case.id)
    second = queue.append(case.id, corrected("乙"), CLERK)
    time.sleep(0.2)
    assert not first.done()
    assert not second.done()
    assert queue.unsaved == 2
    assert [error.message for error in errors] == ["磁盘已满"]
    room.set()
    second.result(WAIT)
    assert store.load(case.id).entries == (corrected("甲"), corrected("乙"))


def test_closing_waits_for_what_is_unsaved(store: Store) -> None:
    queue = StoreQueue(store, care=False)
    case = queue.new_case(MATTER, "2026.11", CLERK).result(WAIT)
    gate = Gate(queue)
    done = queue.append(case.id, corrected("甲"), CLERK)
    threading.Timer(0.1, gate.open).start()
    assert queue.close() == 0
    assert done.done()
    with pytest.raises(RuntimeError):
        queue.append(case.id, corrected("乙"), CLERK)


def test_closing_says_what_could_not_be_saved(store: Store) -> None:
    queue = StoreQueue(store, care=False)

    def full() -> None:
        raise DiskFullError("磁盘已满")

    stuck, behind = queue.submit(full), queue.put_blob(b"x")
    asked = queue.get_blob("0" * 64)
    assert queue.close(timeout=0.2) == 3
    for future in (stuck, behind, asked):
        with pytest.raises(UnavailableError, match="没能存上"):
            future.result()


def test_the_daily_backup_is_made_beside_the_writing(
    folder: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queue_module, "_CARE_FIRST", 0.01)
    with Store.open(folder, keys=keys) as store, StoreQueue(store) as queue:
        case = queue.new_case(MATTER, "2026.11", CLERK).result(WAIT)
        until = time.monotonic() + WAIT
        while not backups(folder) and time.monotonic() < until:
            queue.append(case.id, corrected("甲"), CLERK).result(WAIT)
        assert backups(folder)


@both
def test_many_threads_write_at_once(store: Store) -> None:
    """Without the queue, too, nothing is lost and the trail stays whole."""
    case = store.new_case(MATTER, "2026.11", CLERK)
    entry = received(store)

    def write() -> None:
        for _ in range(10):
            store.append(case.id, entry, CLERK)
            store.search(Query())

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.load(case.id).entries == (entry,) * 40
    assert store.verify().problem is None
