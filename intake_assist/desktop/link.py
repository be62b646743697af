"""The recognition worker as the interface sees it: requests go out, answers come as signals in the event loop."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal, Slot

from intake_assist.casework import Reading, ReceivedFile, Recipe
from intake_assist.model import Box, Page
from intake_assist.precheck.agreed import Expected


class Reads(Protocol):
    """What the window needs of a `precheck.live.LiveReader`."""

    def list_file(self, file: ReceivedFile) -> None: ...
    def read(self, recipe: Recipe, file: ReceivedFile, page: int, priority: int = 0) -> None: ...
    def preview(self, file: ReceivedFile, page: int) -> None: ...
    def read_spot(self, recipe: Recipe, page_id: str, picture: str, box: Box) -> None: ...
    def look_closer(
        self,
        reading: Reading,
        boxes: tuple[tuple[Box, ...], ...],
        wanted: tuple[tuple[Expected, ...], ...] = (),
    ) -> None: ...
    def compare(self, pages: tuple[Page, ...]) -> None: ...
    def cancel(self, recipe: Recipe) -> None: ...
    def cancel_all(self) -> None: ...
    def close(self) -> None: ...


class ReaderLink(QObject):
    """Owns the reader. `happened` carries the events of `precheck.live`, in the thread of the event loop.

    `start` is called with the function that takes the events; it may be called from any thread. Sheets of two
    cases have the same names, so after `forget_all` what was asked before is not told any more.
    """

    happened = Signal(object)
    _arrived = Signal(int, object)

    def __init__(
        self, start: Callable[[Callable[[Any], None]], Reads], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._open = True
        self._round = 0
        self.state: Any = None
        self._arrived.connect(self._pass_on)
        self.reader = start(self._take)

    def forget_all(self) -> None:
        self.reader.cancel_all()
        self._round += 1

    def close(self) -> None:
        self._open = False
        self.reader.close()

    def _take(self, event: Any) -> None:
        if self._open:
            self._arrived.emit(self._round, event)

    @Slot(int, object)
    def _pass_on(self, number: int, event: Any) -> None:
        of_worker = type(event).__name__ in ("WorkerReady", "WorkerLost")
        if of_worker:
            self.state = event
        if self._open and (of_worker or number == self._round):
            self.happened.emit(event)
