"""Python's garbage is collected in the thread of the event loop alone.

Left to itself the collector runs in whatever thread happens to allocate, and would destroy widgets, timers and
pixmaps in a thread that Qt does not allow it in.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 2000
_FULL_AFTER = 60  # seconds of work between two full collections, which take the longest


class Collector(QObject):
    """Takes over from its making until `close`. Collects from `begin` on: what is there by then, above all the
    modules, stays for good and is never looked through again."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._enabled = gc.isenabled()
        self._thresholds = gc.get_threshold()
        self._rounds = 0
        gc.disable()
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self._look)

    def begin(self) -> None:
        gc.freeze()
        self._timer.start()

    def close(self) -> None:
        self._timer.stop()
        gc.unfreeze()
        if self._enabled:
            gc.enable()

    def _look(self) -> None:
        self._rounds += 1
        if self._rounds * _EVERY_MS >= _FULL_AFTER * 1000:
            self._rounds = 0
            gc.collect()
        elif gc.get_count()[0] > self._thresholds[0]:
            gc.collect(1)
