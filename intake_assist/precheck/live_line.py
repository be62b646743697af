"""What was asked of a worker, done one after the other, the most urgent first."""

from __future__ import annotations

import contextlib
import itertools
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from intake_assist.ocr.worker import Done, Failed, Part, Worker, WorkerClosedError
from intake_assist.precheck.live_events import LiveEvent, WorkerLost, WorkerReady, begun, told
from intake_assist.precheck.task import LiveTask, WarmUpTask


@dataclass(slots=True)
class _Job:
    """`rank` is smaller for what is more urgent; of equals the first asked goes first. `wanted` turns False for
    one taken back while it is being done."""

    task: LiveTask
    rank: tuple[int, ...]
    wanted: bool = True


class Line:
    """The tasks of one worker, which is started at once and behind this call.

    `tell` is called from a thread of this object. With `warm` the worker reads a page nobody asked for before the
    first one, and its coming and going is told. Something asked twice is done once.
    """

    def __init__(self, name: str, worker: Worker, tell: Callable[[LiveEvent], None], *, warm: bool) -> None:
        self._worker = worker
        self._on_event = tell
        self._warm = warm
        self._numbers = itertools.count()
        self._state = threading.Condition()
        self._waiting: dict[Any, _Job] = {}
        self._running: tuple[Any, _Job] | None = None
        self._ready = not warm
        self._closing = False
        self._thread = threading.Thread(target=self._serve, name=name, daemon=True)
        self._worker.__enter__()
        self._thread.start()

    def ask(self, key: Any, task: LiveTask, rank: int, priority: int = 0) -> None:
        """Asking again for what still waits (the same `key`) gives it the new rank."""
        with self._state:
            if self._closing:
                return
            if self._running is not None and self._running[0] == key:
                self._running[1].wanted = self._running[1].task == task
                if self._running[1].wanted:
                    return
            before = self._waiting.get(key)
            number = before.rank[-1] if before else next(self._numbers)
            self._waiting[key] = _Job(task, (rank, -priority, number))
            self._state.notify_all()

    def take_back(self, chosen: Callable[[Any], bool]) -> None:
        """Nothing more is told of the chosen keys, except what is being told at this moment."""
        with self._state:
            self._waiting = {key: job for key, job in self._waiting.items() if not chosen(key)}
            if self._running is not None and chosen(self._running[0]):
                self._running[1].wanted = False

    def close(self) -> None:
        """End the worker now. Nothing more is told."""
        with self._state:
            self._closing = True
            self._waiting.clear()
            self._state.notify_all()
        self._worker.close()
        if threading.current_thread() is not self._thread:
            self._thread.join()

    # -- the serving thread -------------------------------------------------------------------------------

    def _serve(self) -> None:
        with contextlib.suppress(WorkerClosedError):
            if self._warm:
                self._warm_up()
            while (job := self._next_job()) is not None:
                lost = None if self._ready else self._warm_up()
                answer = lost or self._done(job)
                self._answer(job, answer)
                if lost is None and isinstance(answer, Failed) and answer.code == "cannot_start":
                    self._give_up(answer)

    def _next_job(self) -> _Job | None:
        with self._state:
            while not self._waiting and not self._closing:
                self._state.wait()
            if self._closing:
                return None
            key = min(self._waiting, key=lambda waiting: self._waiting[waiting].rank)
            self._running = (key, self._waiting.pop(key))
            return self._running[1]

    def _warm_up(self) -> Failed | None:
        """None once the worker is ready, else why it is not."""
        answer = self._done(_Job(WarmUpTask(), (), wanted=False))
        if isinstance(answer, Failed) and answer.code == "cannot_start":
            self._give_up(answer)
            return answer
        self._ready = True  # should only the warming up have failed, the pages will tell themselves
        self._tell(WorkerReady(answer.result if isinstance(answer, Done) else ""))
        return None

    def _done(self, job: _Job) -> Done | Failed:
        """The worker's answer; what it says before is told. Raises WorkerClosedError."""
        self._tell_of(job, begun(job.task))
        self._worker.submit(job.task, "live")
        while True:
            event = self._worker.next_event()
            if isinstance(event, Done | Failed):
                return event
            if isinstance(event, Part):
                self._tell_of(job, told(job.task, event))

    def _tell_of(self, job: _Job, event: LiveEvent | None) -> None:
        if event is not None and job.wanted:
            self._tell(event)

    def _answer(self, job: _Job, answer: Done | Failed) -> None:
        with self._state:
            self._running = None
            wanted = job.wanted
        if wanted:
            self._tell(told(job.task, answer))

    def _give_up(self, failed: Failed) -> None:
        """The worker does not start: whoever waits is told now and not one after the other."""
        if self._warm:
            self._ready = False
            self._tell(WorkerLost(failed.message))
        with self._state:
            jobs = sorted(self._waiting.values(), key=lambda job: job.rank)
            self._waiting.clear()
        for job in jobs:
            self._tell(told(job.task, failed))

    def _tell(self, event: LiveEvent) -> None:
        if not self._closing:
            self._on_event(event)
