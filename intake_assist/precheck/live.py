"""Reading for a window: ask at any time, hear of it when it is done.

Nothing here waits for the recognition worker, which starts behind the window and reads one sheet at a time, the
one the clerk looks at first. A second, small worker says at once which pages a file has and how they look. Pages
come with their upright pictures, so that what is shown and where the boxes lie is the same. This module imports
no picture library, nor does anything it needs.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from intake_assist.casework.results import Reading, Recipe
from intake_assist.casework.steps import ReceivedFile
from intake_assist.model import Box, Page, Source
from intake_assist.ocr.worker import Backend, Worker
from intake_assist.precheck.agreed import Expected
from intake_assist.precheck.live_events import (
    Compared,
    FirstRead,
    Listed,
    ListFailed,
    LiveEvent,
    LookedCloser,
    OnEvent,
    PageRead,
    Previewed,
    ReadBegun,
    ReadFailed,
    SpotFailed,
    SpotRead,
    WorkerLost,
    WorkerReady,
)
from intake_assist.precheck.live_line import Line
from intake_assist.precheck.task import (
    CloserKeptTask,
    CompareTask,
    GlanceJob,
    ListKeptTask,
    LiveJob,
    Opener,
    PreviewTask,
    SheetTask,
    SpotTask,
)

if TYPE_CHECKING:
    from intake_assist.checklist.models import KindSpec

__all__ = [
    "Compared",
    "FirstRead",
    "ListFailed",
    "Listed",
    "LiveEvent",
    "LiveReader",
    "LookedCloser",
    "OnEvent",
    "PageRead",
    "Previewed",
    "ReadBegun",
    "ReadFailed",
    "SpotFailed",
    "SpotRead",
    "WorkerLost",
    "WorkerReady",
]

log = logging.getLogger(__name__)

_SPOT, _LOOKED_AT, _READ, _COMPARE = range(4)  # what goes before what
_LIST, _PREVIEW = range(2)
_GLANCE_MEMORY = 700 * 1024 * 1024
_GLANCE_SECONDS = 30.0


class LiveReader:
    """Reads sheets for a window, in processes of their own that are started at once and behind this call.

    All methods return immediately and may be called from any thread. `on_event` is called from threads of
    this object, one for each worker; what it raises is logged and dropped. `opener` is called in the worker
    processes, so that no file need lie open on the disk. Something asked twice is done once. Close it, or use it
    as a context manager.
    """

    def __init__(
        self,
        kinds: Mapping[str, KindSpec],
        opener: Opener,
        on_event: OnEvent,
        *,
        threads: int | None = None,
        backend: Backend = "auto",
    ) -> None:
        self._on_event = on_event
        reading = Worker(LiveJob(dict(kinds), opener), threads=threads, backend=backend)
        glancing = Worker(
            GlanceJob(opener),
            threads=1,
            backend="none",
            memory_limit=_GLANCE_MEMORY,
            task_seconds=_GLANCE_SECONDS,
        )
        self._glances = Line("glancing", glancing, self._tell, warm=False)
        self._reads = Line("live reading", reading, self._tell, warm=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def list_file(self, file: ReceivedFile) -> None:
        """Ask which pages a file has: `Listed` or `ListFailed`."""
        self._glances.ask(("list", file.id), ListKeptTask(file.id, file.blob), _LIST)

    def preview(self, file: ReceivedFile, page: int) -> None:
        """Ask how a sheet looks before it is read: `Previewed`."""
        source = Source(file.id, page)
        self._glances.ask(("preview", source.id), PreviewTask(source, file.blob), _PREVIEW)

    def read(self, recipe: Recipe, file: ReceivedFile, page: int, priority: int = 0) -> None:
        """Ask for a sheet: `ReadBegun`, mostly `FirstRead`, then `PageRead` or `ReadFailed`.

        Sheets are read in the order in which they were asked for, those with a higher `priority` first. Asking
        again for a sheet that still waits gives it the new priority.
        """
        rank = _LOOKED_AT if priority > 0 else _READ
        task = SheetTask(Source(file.id, page), file.blob, recipe)
        self._reads.ask(("read", recipe), task, rank, priority)

    def read_spot(self, recipe: Recipe, page_id: str, picture: str, box: Box) -> None:
        """Ask what stands in `box` (pixels of the upright page `page_id`): `SpotRead` or `SpotFailed`.

        `picture` is the name of the page's picture (`Reading.pictures`), under which the opener gives it.
        Goes before everything else.
        """
        self._reads.ask(("spot", page_id, box), SpotTask(recipe, page_id, picture, box), _SPOT)

    def look_closer(
        self,
        reading: Reading,
        boxes: tuple[tuple[Box, ...], ...],
        wanted: tuple[tuple[Expected, ...], ...] = (),
    ) -> None:
        """Ask what the lines at `boxes` of a reading's pages (pixels of each) may also say, and whether the names
        `wanted` stand there: `LookedCloser`."""
        self._reads.ask(("closer", reading.recipe), CloserKeptTask(reading, boxes, wanted), _SPOT)

    def compare(self, pages: tuple[Page, ...]) -> None:
        """Ask which pages came in twice: `Compared`. Only the last of several such questions is answered."""
        self._reads.ask("compare", CompareTask(pages), _COMPARE)

    def cancel(self, recipe: Recipe) -> None:
        """Take a sheet back. Nothing more is told of it, except what is being told at this moment."""
        self._take_back(lambda key: key in (("read", recipe), ("closer", recipe), ("preview", recipe.sheet)))

    def cancel_all(self) -> None:
        """Take back everything that was asked."""
        self._take_back(lambda _: True)

    def close(self) -> None:
        """End the workers now. Nothing more is told."""
        self._glances.close()
        self._reads.close()

    def _take_back(self, chosen: Callable[[Any], bool]) -> None:
        self._glances.take_back(chosen)
        self._reads.take_back(chosen)

    def _tell(self, event: LiveEvent) -> None:
        try:
            self._on_event(event)
        except Exception as error:  # its text may be personal, so it is not logged with its trace
            log.error("telling %s failed: %s", type(event).__name__, type(error).__name__)  # noqa: TRY400
