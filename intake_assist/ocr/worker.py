"""A recognition process beside the program, and what happens when it is killed.

Recognition is slow, big and built on native libraries that can crash; so it runs in one process of its own,
spawned, with lower priority and one thread less than there are cores. The asking side keeps all tasks. The
process gets one at a time and holds nothing that is not also held here. Therefore, in the middle of a case:

- the process dies (killed, out of memory, a crash in native code): finished pages are safe, the page that was
  being read is read once more by a fresh process, the rest waits and goes on. A page that kills two processes
  is answered with `Failed`, and the rest goes on all the same;
- a page takes longer than `task_seconds`: the process is killed, the page is `Failed`, the rest goes on;
- the process grows above `memory_limit`: it is replaced between two pages, and nobody notices; above twice
  that in the middle of a page, it counts as died;
- the process cannot start at all (broken installation): after two tries all waiting tasks are `Failed` with
  the reason. A later task tries again;
- the asking program dies: the process sees its pipe close and ends.

Recycling, crashes and starts are logged; task contents never are.
"""

from __future__ import annotations

import contextlib
import logging
import multiprocessing
import os
import queue
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from multiprocessing.reduction import ForkingPickler
from types import TracebackType
from typing import Any, Literal, Self

import psutil

from intake_assist.ocr.process import Settings, run

Backend = Literal["auto", "openvino", "onnxruntime", "none"]
"""`none` is for work beside recognition: the job gets no engine."""
Job = Callable[[Any, Any], Any]

log = logging.getLogger(__name__)

MEMORY_LIMIT = 1100 * 1024 * 1024
_TICK = 0.2  # seconds between looks at the clock and the memory while a page is being read
_START_SECONDS = 120.0
_CRASHED = "识别程序读这一页时两次中断，这一页没有读出来。请重新扫描这一页，或换一种格式再试。"
_TOO_LONG = "这一页读了{seconds:.0f}秒还没有读完，已放弃。请降低分辨率重新扫描这一页。"
_CANNOT_START = "识别程序启动不了：{reason}。请联系信息技术人员检查安装。"
_NO_REASON = "启动时意外中断"


@dataclass(frozen=True, slots=True)
class Started:
    """The task is being worked on (again, after a crash)."""

    id: str


@dataclass(frozen=True, slots=True)
class Part:
    """Something a task tells on its way; more comes. Told again when the task is begun again."""

    id: str
    result: Any


@dataclass(frozen=True, slots=True)
class Done:
    id: str
    result: Any
    seconds: float


@dataclass(frozen=True, slots=True)
class Failed:
    """`code` is crashed, too_long, cannot_start or error; `message` says it to the clerk."""

    id: str
    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Cancelled:
    id: str


Event = Started | Part | Done | Failed | Cancelled


class WorkerClosedError(RuntimeError):
    """The worker was closed while, or before, it was asked."""


def default_threads() -> int:
    """One less than the cores this process may use, so that the clerk's other programs stay usable."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, cores - 1)


@dataclass
class _Child:
    process: BaseProcess
    pipe: Connection
    pid: int | None

    def rss(self) -> int:
        try:
            return int(psutil.Process(self.pid).memory_info().rss)
        except psutil.Error:
            return 0

    def end(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()
        self.process.close()


class _LostError(Exception):
    """The process is gone, or was ended for the reason in `code`."""

    def __init__(self, code: str, reason: str = _NO_REASON) -> None:
        super().__init__(code)
        self.code = code
        self.reason = reason


class Worker:
    """Runs `job(engine, task)` for each submitted task in a process of its own; a context manager.

    `job`, tasks and results must be picklable. Entering starts the process at once, so that it warms up while
    files are still being chosen. `submit` and `cancel` may be called from any thread; events come from
    `next_event` in the order in which they happen, exactly one of `Done`, `Failed` and `Cancelled` for each
    task. `threads` defaults to `default_threads()`.
    """

    def __init__(
        self,
        job: Job,
        *,
        backend: Backend = "auto",
        threads: int | None = None,
        memory_limit: int = MEMORY_LIMIT,
        task_seconds: float = 120.0,
    ) -> None:
        self._settings = Settings(job, backend, threads or default_threads())
        self._memory_limit = memory_limit
        self._task_seconds = task_seconds
        self._events: queue.SimpleQueue[Event | None] = queue.SimpleQueue()
        self._state = threading.Condition()
        self._waiting: deque[tuple[str, memoryview]] = deque()  # tasks as pickled
        self._cancelled: set[str] = set()
        self._running: str | None = None
        self._closing = False
        self._child: _Child | None = None
        self._thread = threading.Thread(target=self._supervise, name="recognition", daemon=True)

    @property
    def pid(self) -> int | None:
        """The process at work, None while there is none."""
        child = self._child
        return child.pid if child is not None else None

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def submit(self, task: Any, task_id: str) -> None:
        """Put a task at the end of the line. Ids must be unique among tasks under way.

        Raises what pickle raises for a task that cannot be sent.
        """
        packed = ForkingPickler.dumps(task)
        with self._state:
            if self._closing:
                raise WorkerClosedError
            self._waiting.append((task_id, packed))
            self._state.notify_all()

    def cancel(self, task_id: str) -> None:
        """Take a task back. One that is being worked on is finished, but its result is dropped."""
        with self._state:
            for entry in [entry for entry in self._waiting if entry[0] == task_id]:
                self._waiting.remove(entry)
                self._events.put(Cancelled(task_id))
            if self._running == task_id:
                self._cancelled.add(task_id)

    def cancel_all(self) -> None:
        with self._state:
            ids = [task_id for task_id, _ in self._waiting]
            running = self._running
        for task_id in ids if running is None else [*ids, running]:
            self.cancel(task_id)

    def next_event(self, timeout: float | None = None) -> Event:
        """The next event. Raises queue.Empty after `timeout` seconds, WorkerClosedError once closed."""
        event = self._events.get(timeout=timeout)
        if event is None:
            self._events.put(None)
            raise WorkerClosedError
        return event

    def close(self) -> None:
        """End the process now. Tasks under way get no event any more."""
        with self._state:
            self._closing = True
            self._waiting.clear()
            self._state.notify_all()
        if self._thread.is_alive():
            self._thread.join()
        self._events.put(None)

    # -- the supervising thread ---------------------------------------------------------------------------

    def _supervise(self) -> None:
        try:
            self._warm_up()
            while (entry := self._next_task()) is not None:
                self._answer(*entry)
        finally:
            self._end_child()

    def _warm_up(self) -> None:
        with contextlib.suppress(_LostError):
            self._start_child()

    def _next_task(self) -> tuple[str, memoryview] | None:
        with self._state:
            self._running = None
            while not self._waiting and not self._closing:
                self._state.wait()
            if self._closing:
                return None
            task_id, task = self._waiting.popleft()
            self._running = task_id
            return task_id, task

    def _answer(self, task_id: str, task: memoryview) -> None:
        event = self._work(task_id, task)
        if event is None:
            return
        with self._state:
            dropped = task_id in self._cancelled
            self._cancelled.discard(task_id)
            self._running = None
        self._events.put(Cancelled(task_id) if dropped else event)
        child = self._child
        if child is not None and child.rss() > self._memory_limit:
            log.info("recognition process replaced, it had grown to its memory limit")
            self._end_child()

    def _work(self, task_id: str, task: memoryview) -> Event | None:
        """Try a task, twice if the process dies over it. None when the worker is being closed."""
        lost = _LostError("crashed")
        for _ in range(2):
            self._events.put(Started(task_id))
            try:
                return self._attempt(task_id, task)
            except _LostError as error:
                lost = error
                self._end_child()
                if lost.code == "closing":
                    return None
                log.warning("recognition process ended: %s", lost.code)
                if lost.code != "crashed":
                    break
        return self._failure(task_id, lost)

    def _failure(self, task_id: str, lost: _LostError) -> Failed:
        message = {
            "too_long": _TOO_LONG.format(seconds=self._task_seconds),
            "cannot_start": _CANNOT_START.format(reason=lost.reason),
        }.get(lost.code, _CRASHED)
        if lost.code == "cannot_start":
            self._fail_waiting(message)
        return Failed(task_id, lost.code, message)

    def _fail_waiting(self, message: str) -> None:
        with self._state:
            waiting = list(self._waiting)
            self._waiting.clear()
        for task_id, _ in waiting:
            self._events.put(Failed(task_id, "cannot_start", message))

    def _attempt(self, task_id: str, task: memoryview) -> Event:
        child = self._ready_child()
        start = time.monotonic()
        self._send(child, task)
        kind, payload = self._receive(child, start + self._task_seconds, "too_long", task_id)
        seconds = round(time.monotonic() - start, 3)
        if kind == "done":
            return Done(task_id, payload, seconds)
        return Failed(task_id, "error", f"读这一页时出错（{payload}），这一页没有读出来。请重新扫描这一页。")

    def _send(self, child: _Child, task: memoryview) -> None:
        try:
            child.pipe.send_bytes(task)
        except OSError as error:
            raise _LostError("crashed") from error

    def _ready_child(self) -> _Child:
        """The process, started and warm. Raises _LostError when it does not come up in two tries."""
        if self._child is not None and self._child.process.is_alive():
            return self._child
        self._end_child()
        try:
            return self._start_child()
        except _LostError as lost:
            if lost.code == "closing":
                raise
            return self._start_child()

    def _start_child(self) -> _Child:
        """A new process, warm. Raises _LostError, and leaves none behind, when it does not come up."""
        try:
            self._child = child = _spawn(self._settings)
            engine = self._greeting(child)
        except _LostError as lost:
            self._end_child()
            if lost.code != "closing":
                log.warning("recognition process did not start: %s", lost.code)
            raise
        log.info("recognition process ready, engine %s, %d threads", engine, self._settings.threads)
        return child

    def _greeting(self, child: _Child) -> str:
        """The name of the engine, once the process has it. Raises _LostError."""
        try:
            kind, payload = self._receive(child, time.monotonic() + _START_SECONDS, "cannot_start")
        except _LostError as lost:
            raise lost if lost.code == "closing" else _LostError("cannot_start") from lost
        if kind != "ready":
            raise _LostError("cannot_start", str(payload))
        return str(payload)

    def _receive(self, child: _Child, deadline: float, late: str, task_id: str = "") -> tuple[str, Any]:
        """The next answer. Raises _LostError when the process dies, outgrows its limit or is late."""
        while True:
            message = _message(child)
            if message is not None and message[0] not in ("log", "part"):
                return message
            if message is not None:
                self._pass_on(task_id, *message)
            elif not child.process.is_alive():
                raise _LostError("crashed")
            if self._closing:
                raise _LostError("closing")
            if time.monotonic() > deadline:
                raise _LostError(late)
            if child.rss() > 2 * self._memory_limit:
                raise _LostError("crashed")

    def _pass_on(self, task_id: str, kind: str, payload: Any) -> None:
        """What the process says beside its answer."""
        if kind == "part":
            self._events.put(Part(task_id, payload))
        else:
            name, level, text = payload
            logging.getLogger(name).log(level, "%s", text)

    def _end_child(self) -> None:
        child, self._child = self._child, None
        if child is not None:
            child.end()


@contextmanager
def _no_interrupts() -> Iterator[None]:
    """A process started in here never hears Ctrl-C: the asking side ends it in its own time."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _spawn(settings: Settings) -> _Child:
    """A new process, not yet warm. Raises _LostError when the system refuses one."""
    context = multiprocessing.get_context("spawn")
    try:
        ours, theirs = context.Pipe()
        with theirs:
            process = context.Process(
                target=run, args=(theirs, settings), name="intake-assist-recognition", daemon=True
            )
            with _no_interrupts():
                process.start()
    except Exception as error:  # no memory, no handles, a job that cannot be sent: the user is told which
        raise _LostError("cannot_start", str(error)) from error
    return _Child(process, ours, process.pid)


def _message(child: _Child) -> tuple[str, Any] | None:
    """What the process says within a tick, None for nothing. Raises _LostError when it has hung up."""
    try:
        if not wait([child.pipe, child.process.sentinel], timeout=_TICK) or not child.pipe.poll():
            return None
        message: tuple[str, Any] = child.pipe.recv()
    except (EOFError, OSError) as error:  # on Windows the look into a broken pipe raises, too
        raise _LostError("crashed") from error
    return message
