"""The one door to background work: a function runs in a thread, its result comes back to the event loop."""

from __future__ import annotations

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Signal, Slot
from shiboken6 import isValid

_Result = TypeVar("_Result")
_log = logging.getLogger(__name__)


class Background(QObject):
    """Threads of one purpose. `then` and `failed` run in the thread of the event loop, never after `close`, and not
    when the widget they work on (what they are bound to, or close over) is gone by then.

    A fault that nobody asked about is logged by its kind alone: its words may hold personal data.
    """

    _back = Signal(object)

    def __init__(self, name: str, threads: int = 1, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix=name)
        self._open = True
        self._back.connect(self._deliver)

    def run(
        self,
        work: Callable[[], _Result],
        then: Callable[[_Result], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        if self._open:
            self.when(self._pool.submit(work), then, failed)

    def when(
        self,
        future: Future[_Result],
        then: Callable[[_Result], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        """The same for work that somebody else does."""
        future.add_done_callback(lambda done: self._post(done, then, failed))

    def close(self) -> None:
        """Waits for what is running; what waits is dropped."""
        self._open = False
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _post(
        self, done: Future[Any], then: Callable[[Any], None], failed: Callable[[BaseException], None] | None
    ) -> None:
        if not self._open or done.cancelled():
            return
        error = done.exception()
        try:
            if error is None:
                result = done.result()
                self._back.emit(lambda: then(result) if _is_wanted(then) else None)
            elif failed is not None:
                self._back.emit(lambda: failed(error) if _is_wanted(failed) else None)
            else:
                _log.error("background work failed: %s", type(error).__name__)
        except RuntimeError:  # the interface is gone already
            _log.debug("a result came after the end")

    @Slot(object)
    def _deliver(self, call: Callable[[], None]) -> None:
        if self._open:
            call()


def _is_wanted(call: Callable[..., object]) -> bool:
    cells = getattr(call, "__closure__", None) or ()
    held = [getattr(call, "__self__", None), *(cell.cell_contents for cell in cells)]
    return all(isValid(each) for each in held if isinstance(each, QObject))


class Latest(QObject):
    """Calculations of which only the last one asked for counts: one runs, at most one waits."""

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._running = False
        self._next: (
            tuple[Callable[[], Any], Callable[[Any], None], Callable[[BaseException], None]] | None
        ) = None

    @property
    def busy(self) -> bool:
        return self._running

    def ask(
        self,
        work: Callable[[], _Result],
        then: Callable[[_Result], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        self._next = (work, then, failed)
        if not self._running:
            self._start()

    def _start(self) -> None:
        if self._next is None:
            return
        (work, then, failed), self._next = self._next, None
        self._running = True
        self._background.run(work, lambda result: self._ended(then, result), lambda e: self._ended(failed, e))

    def _ended(self, tell: Callable[[Any], None], result: Any) -> None:
        self._running = False
        if self._next is None:
            tell(result)
        else:
            self._start()
