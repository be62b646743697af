"""What runs inside the recognition process."""

from __future__ import annotations

import contextlib
import inspect
import logging
import multiprocessing
import os
import sys
import threading
from collections.abc import Callable, Generator
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

import psutil


@dataclass(frozen=True, slots=True)
class Settings:
    """`job` is called with the engine and each task. Of a generator, what it returns is the answer, and what it
    yields before is told on its way. The backend "none" has no engine: None takes its place."""

    job: Callable[[Any, Any], Any]
    backend: Any
    threads: int


class _Forward(logging.Handler):
    """Sends log records to the asking side. They carry no personal data, since nothing logs any."""

    def __init__(self, pipe: Connection) -> None:
        super().__init__(logging.INFO)
        self._pipe = pipe

    def emit(self, record: logging.LogRecord) -> None:
        with contextlib.suppress(OSError, ValueError):
            self._pipe.send(("log", (record.name, record.levelno, record.getMessage())))


def run(pipe: Connection, settings: Settings) -> None:
    """Serve tasks until the pipe closes. Answers are ("ready", engine name), ("broken", reason),
    ("part", something on the way), ("done", result), ("failed", name of the error) and ("log", ...)."""
    _be_quiet()
    _be_modest()
    _end_with_parent()
    ours = logging.getLogger("intake_assist")
    ours.addHandler(_Forward(pipe))
    ours.setLevel(logging.INFO)
    with contextlib.suppress(EOFError, OSError, KeyboardInterrupt):
        ready, engine = _engine(pipe, settings)
        while ready:
            task = pipe.recv()
            pipe.send(_answer(pipe, settings, engine, task))


def _engine(pipe: Connection, settings: Settings) -> tuple[bool, Any]:
    """Whether tasks can be served, and with what."""
    if settings.backend == "none":
        pipe.send(("ready", settings.backend))
        return True, None
    try:
        _limit_threads(settings.threads)
        from intake_assist.ocr.engine import Engine

        engine = Engine(settings.backend, settings.threads)
    except Exception as error:  # whatever a broken installation raises is the reason the user is told
        pipe.send(("broken", str(error) or type(error).__name__))
        return False, None
    pipe.send(("ready", engine.name))
    return True, engine


def _answer(pipe: Connection, settings: Settings, engine: Any, task: Any) -> tuple[str, Any]:
    try:
        result = settings.job(engine, task)
        return "done", _told(pipe, result) if inspect.isgenerator(result) else result
    except Exception as error:  # one bad page must not end the process; its text may be personal
        logging.getLogger(__name__).warning("page failed: %s", _where(error))
        return "failed", type(error).__name__


def _told(pipe: Connection, steps: Generator[Any, Any, Any]) -> Any:
    """Passes on what comes on the way; the result."""
    while True:
        try:
            part = next(steps)
        except StopIteration as ended:
            return ended.value
        pipe.send(("part", part))


def _where(error: BaseException) -> str:
    """Type and place of an error, without its message: that may hold what stands on the page."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_qualname}:{trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__} at {place}"


def _be_quiet() -> None:
    """Native libraries and paddlex print; the asking program's standard output is for its results."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere:  # noqa: PTH123
        for stream in (1, 2):
            with contextlib.suppress(OSError):
                os.dup2(nowhere.fileno(), stream)
    sys.stdout = sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115


def _be_modest() -> None:
    """Lower priority: the clerk's other programs go first."""
    with contextlib.suppress(psutil.Error, OSError):
        process = psutil.Process()
        process.nice(getattr(psutil, "BELOW_NORMAL_PRIORITY_CLASS", 10))  # the constant is Windows' own


def _end_with_parent() -> None:
    """End when the asking program does, in the middle of a page too: nobody is left to stop it there."""
    parent = multiprocessing.parent_process()

    def watch() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=watch, name="parent", daemon=True).start()


def _limit_threads(threads: int) -> None:
    """No library takes more threads than it was given. Raises what a broken OpenCV raises on import."""
    os.environ["OMP_NUM_THREADS"] = str(threads)
    import cv2

    cv2.setNumThreads(threads)
