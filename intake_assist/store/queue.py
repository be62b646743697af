"""The one writer: a thread that does the store's calls in order, so that the interface never waits on the disk."""

from __future__ import annotations

import threading
from collections import Counter, deque
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from types import TracebackType
from typing import Any, Self, TypeVar

from intake_assist.casework import Do, Listing, Outcome, Reading, Redo, Undo
from intake_assist.store.audit import Event
from intake_assist.store.errors import BlobMissingError, InDoubtError, StoreError, UnavailableError
from intake_assist.store.notices import Write
from intake_assist.store.outcomes import Kinds
from intake_assist.store.people import Actor
from intake_assist.store.records import CaseHeader, CaseStatus, KeptCase, KeptNotice, Query
from intake_assist.store.store import Store

T = TypeVar("T")
OnError = Callable[[StoreError], None]
_PAUSES = (0.5, 1.0, 2.0, 5.0)
_CARE_FIRST, _CARE_AGAIN = 60.0, 3600.0


def _nobody_listens(_error: StoreError) -> None:
    """The error is in the call's future all the same."""


@dataclass(frozen=True, slots=True)
class _Job:
    call: Callable[[], Any]
    future: Future[Any]
    case_id: str | None


class StoreQueue:
    """Each method of `Store` that is here returns at once with a future.

    Writing is done one by one in the order of the calls. When the disk is full, busy or gone, the call at the
    head is tried again until it succeeds and everything behind it waits: nothing is dropped, and nothing
    overtakes what it builds on. `unsaved` tells how many calls are not on the disk yet. What only reads does
    not wait behind them, except what reads one case that has some.

    `on_error` is called from the writing thread: once for a call that has to wait, once for a call that
    failed for good (its future raises the error, too). `care` makes the daily backup in the background.
    """

    def __init__(self, store: Store, on_error: OnError | None = None, *, care: bool = True) -> None:
        self.store = store
        self.on_error: OnError = on_error or _nobody_listens
        self._jobs: deque[_Job] = deque()
        self._of_case: Counter[str] = Counter()
        self._changed = threading.Condition()
        self._closing = threading.Event()
        self._readers = ThreadPoolExecutor(1, "store-reader")
        self._writer = threading.Thread(target=self._write, name="store-writer", daemon=True)
        self._writer.start()
        self._carer = threading.Thread(target=self._care, name="store-care", daemon=True)
        if care:
            self._carer.start()

    # -- calls that write ---------------------------------------------------------------------------------

    def new_case(self, matter_id: str, checklist_version: str, actor: Actor) -> Future[CaseHeader]:
        return self.submit(lambda: self.store.new_case(matter_id, checklist_version, actor))

    def append(
        self, case_id: str, entry: Do | Undo | Redo, actor: Actor, *, after: int | None = None
    ) -> Future[None]:
        return self.submit(lambda: self.store.append(case_id, entry, actor, after=after), case_id)

    def keep_listing(self, case_id: str, listing: Listing) -> Future[None]:
        return self.submit(lambda: self.store.keep_listing(case_id, listing), case_id)

    def keep_reading(self, case_id: str, reading: Reading) -> Future[None]:
        return self.submit(lambda: self.store.keep_reading(case_id, reading), case_id)

    def keep_outcome(
        self, case_id: str, outcome: Outcome | Callable[[], Outcome], engine: str, kinds: Kinds
    ) -> Future[None]:
        """An outcome that is still to be worked out is, by the writing thread, so that nothing overtakes it."""

        def keep() -> None:
            found = outcome() if callable(outcome) else outcome
            self.store.keep_outcome(case_id, found, engine, kinds)

        return self.submit(keep, case_id)

    def set_status(self, case_id: str, status: CaseStatus, actor: Actor) -> Future[None]:
        return self.submit(lambda: self.store.set_status(case_id, status, actor), case_id)

    def issue_notice(self, case_id: str, series: str, write: Write, actor: Actor) -> Future[KeptNotice]:
        return self.submit(lambda: self.store.issue_notice(case_id, series, write, actor), case_id)

    def record(self, event: Event, actor: Actor, case_id: str | None = None, **detail: Any) -> Future[None]:
        return self.submit(lambda: self.store.record(event, actor, case_id, **detail), case_id)

    def put_blob(self, data: bytes) -> Future[str]:
        return self.submit(lambda: self.store.put_blob(data))

    def submit(self, call: Callable[[], T], case_id: str | None = None) -> Future[T]:
        """Any other call of the store, in its turn."""
        future: Future[T] = Future()
        with self._changed:
            if self._closing.is_set():
                raise RuntimeError("the queue is closed")
            self._jobs.append(_Job(call, future, case_id))
            if case_id is not None:
                self._of_case[case_id] += 1
            self._changed.notify_all()
        return future

    # -- calls that read ----------------------------------------------------------------------------------

    def load(self, case_id: str) -> Future[KeptCase]:
        """With everything that was asked to be written before."""
        return self._after_writing(case_id, lambda: self.store.load(case_id))

    def notices(self, case_id: str) -> Future[tuple[KeptNotice, ...]]:
        """With those that are being issued."""
        return self._after_writing(case_id, lambda: self.store.notices(case_id))

    def receipts(self, case_id: str) -> Future[tuple[KeptNotice, ...]]:
        """With those that are being issued."""
        return self._after_writing(case_id, lambda: self.store.receipts(case_id))

    def ask(self, call: Callable[[], T]) -> Future[T]:
        """Any other call that reads; it does not wait behind the writes."""
        return self._readers.submit(call)

    def search(self, query: Query) -> Future[list[CaseHeader]]:
        return self._readers.submit(self.store.search, query)

    def get_blob(self, sha: str) -> Future[bytes]:
        """Of a blob that is still to be written, too."""
        return self._readers.submit(self._blob, sha)

    # -- state --------------------------------------------------------------------------------------------

    @property
    def unsaved(self) -> int:
        with self._changed:
            return len(self._jobs)

    def flush(self, timeout: float | None = None) -> bool:
        """Waits until everything asked for so far is done; False when that took longer than `timeout` seconds."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._jobs, timeout)

    def close(self, timeout: float | None = 30.0) -> int:
        """Waits for what is unsaved, then ends the threads. Returns how many calls could not be saved in time;
        their futures raise UnavailableError. The store itself stays open."""
        self.flush(timeout)
        with self._changed:
            self._closing.set()
            self._changed.notify_all()
        self._writer.join()
        lost = self._give_up()
        self._readers.shutdown()
        if self._carer.ident is not None:
            self._carer.join()
        return lost

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- threads ------------------------------------------------------------------------------------------

    def _after_writing(self, case_id: str, call: Callable[[], T]) -> Future[T]:
        with self._changed:
            waiting = self._of_case[case_id] > 0
        return self.submit(call, case_id) if waiting else self._readers.submit(call)

    def _blob(self, sha: str) -> bytes:
        try:
            return self.store.get_blob(sha)
        except BlobMissingError:
            return self.submit(lambda: self.store.get_blob(sha)).result()

    def _write(self) -> None:
        while (job := self._next()) is not None:
            if job.future.running() or job.future.set_running_or_notify_cancel():
                done = self._tried(job)
                if not done:
                    return
            with self._changed:
                self._take_away(job)

    def _next(self) -> _Job | None:
        """The job stays at the head until it is done: it counts as unsaved."""
        with self._changed:
            self._changed.wait_for(lambda: self._jobs or self._closing.is_set())
            return self._jobs[0] if self._jobs and not self._closing.is_set() else None

    def _tried(self, job: _Job) -> bool:
        """Until it succeeds or fails for good; False when the queue was closed before."""
        attempt, call = 0, job.call
        while True:
            try:
                result = call()
            except StoreError as error:
                if isinstance(error, InDoubtError):
                    call = partial(error.or_else, call)
                if attempt == 0:
                    self.on_error(error)
                if not error.passing:
                    job.future.set_exception(error)
                    return True
                if self._closing.wait(_PAUSES[min(attempt, len(_PAUSES) - 1)]):
                    return False
                attempt += 1
            except BaseException as error:  # a fault of ours must not end the thread that saves
                job.future.set_exception(error)
                return True
            else:
                job.future.set_result(result)
                return True

    def _take_away(self, job: _Job) -> None:
        self._jobs.popleft()
        if job.case_id is not None:
            self._of_case[job.case_id] -= 1
            if not self._of_case[job.case_id]:
                del self._of_case[job.case_id]
        self._changed.notify_all()

    def _give_up(self) -> int:
        lost = 0
        with self._changed:
            while self._jobs:
                job = self._jobs[0]
                self._take_away(job)
                if job.future.running() or job.future.set_running_or_notify_cancel():
                    job.future.set_exception(UnavailableError("程序关闭前没能存上这一步。"))
                    lost += 1
        return lost

    def _care(self) -> None:
        pause = _CARE_FIRST
        while not self._closing.wait(pause):
            pause = _CARE_AGAIN
            try:
                if self.store.care_due():
                    self.store.care()
            except StoreError as error:
                self.on_error(error)
