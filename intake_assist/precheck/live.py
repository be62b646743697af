"""Reading for a window: ask at any time, hear of it when it is done.

Nothing here waits for the recognition worker, which starts behind the window and reads one sheet at a time, the
one the clerk looks at first. Pages come with their upright pictures, so that what is shown and where the boxes
lie is the same. This module imports no picture library, nor does anything it needs.
"""

from __future__ import annotations

import contextlib
import hashlib
import itertools
import logging
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from intake_assist import __version__
from intake_assist.casework.results import Listing, Reading, Recipe
from intake_assist.casework.steps import ReceivedFile
from intake_assist.model import Box, Page, Source
from intake_assist.ocr.worker import Backend, Done, Failed, Worker, WorkerClosedError
from intake_assist.precheck.task import (
    CompareTask,
    ListKeptTask,
    LiveJob,
    LiveTask,
    NotNow,
    Opener,
    SheetRead,
    SheetTask,
    SpotTask,
    SpotText,
    WarmUpTask,
)

if TYPE_CHECKING:
    from intake_assist.checklist.models import KindSpec
    from intake_assist.ingest.sheet import Rejected

log = logging.getLogger(__name__)


# -- what is told -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class WorkerReady:
    """The worker is warm (again). `engine` is the name of the recognition engine, if it told it."""

    engine: str


@dataclass(frozen=True, slots=True)
class WorkerLost:
    """The worker cannot be started; everything that was asked is answered as failed. What is asked from now on
    makes it try again."""

    message: str


@dataclass(frozen=True, slots=True)
class Listed:
    """Which pages a file has; what cannot be opened is among the `problems` of the listing."""

    listing: Listing


@dataclass(frozen=True, slots=True)
class ListFailed:
    """A file that could not be looked at this time. `file` is `ReceivedFile.id`; it can be asked for again."""

    file: str
    message: str


@dataclass(frozen=True, slots=True)
class PageRead:
    """`pictures` are the upright pictures of `reading.pages` (JPEG or PNG; empty bytes where there is none), and
    `reading.pictures` their SHA-256 names. A sheet that is damaged is a page with a `problem`."""

    reading: Reading
    pictures: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class ReadFailed:
    """A sheet that could not be read this time; it can be asked for again."""

    recipe: Recipe
    message: str


@dataclass(frozen=True, slots=True)
class SpotRead:
    """What stands at a place of a page; the empty text when nothing was read there."""

    recipe: Recipe
    page_id: str
    box: Box
    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class SpotFailed:
    """A place that could not be read this time."""

    recipe: Recipe
    page_id: str
    box: Box
    message: str


@dataclass(frozen=True, slots=True)
class Compared:
    """The pages of `LiveReader.compare`, each copy of an earlier one marked."""

    pages: tuple[Page, ...]


LiveEvent = (
    WorkerReady | WorkerLost | Listed | ListFailed | PageRead | ReadFailed | SpotRead | SpotFailed | Compared
)
OnEvent = Callable[[LiveEvent], None]


# -- what is asked ------------------------------------------------------------------------------------------

_SPOT, _LOOKED_AT, _LIST, _READ, _COMPARE = range(5)  # what goes before what


@dataclass(slots=True)
class _Job:
    """`rank` is smaller for what is more urgent; of equals the first asked goes first. `wanted` turns False for
    one taken back while it is being done."""

    task: LiveTask
    rank: tuple[int, ...]
    wanted: bool = True


class LiveReader:
    """Reads sheets for a window, in a process of its own that is started at once and behind this call.

    All methods return immediately and may be called from any thread. `on_event` is called from one thread of
    this object; what it raises is logged and dropped. `opener` is called in the worker process, so that no
    file need lie open on the disk. Something asked twice is done once. Close it, or use it as a context manager.
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
        self._worker = Worker(LiveJob(dict(kinds), opener), threads=threads, backend=backend)
        self._on_event = on_event
        self._numbers = itertools.count()
        self._state = threading.Condition()
        self._waiting: dict[Any, _Job] = {}
        self._running: tuple[Any, _Job] | None = None
        self._ready = False
        self._closing = False
        self._thread = threading.Thread(target=self._serve, name="live reading", daemon=True)
        self._worker.__enter__()
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def list_file(self, file: ReceivedFile) -> None:
        """Ask which pages a file has: `Listed` or `ListFailed`."""
        self._ask(("list", file.id), ListKeptTask(file.id, file.blob), _LIST)

    def read(self, recipe: Recipe, file: ReceivedFile, page: int, priority: int = 0) -> None:
        """Ask for a sheet: `PageRead` or `ReadFailed`.

        Sheets are read in the order in which they were asked for, those with a higher `priority` first, and
        those with one above 0 even before other files are listed. Asking again for a sheet that still waits
        gives it the new priority.
        """
        rank = _LOOKED_AT if priority > 0 else _READ
        self._ask(("read", recipe), SheetTask(Source(file.id, page), file.blob, recipe), rank, priority)

    def read_spot(self, recipe: Recipe, page_id: str, picture: str, box: Box) -> None:
        """Ask what stands in `box` (pixels of the upright page `page_id`): `SpotRead` or `SpotFailed`.

        `picture` is the name of the page's picture (`Reading.pictures`), under which the opener gives it.
        Goes before everything else.
        """
        self._ask(("spot", page_id, box), SpotTask(recipe, page_id, picture, box), _SPOT)

    def compare(self, pages: tuple[Page, ...]) -> None:
        """Ask which pages came in twice: `Compared`. Only the last of several such questions is answered."""
        self._ask("compare", CompareTask(pages), _COMPARE)

    def cancel(self, recipe: Recipe) -> None:
        """Take a sheet back. Nothing more is told of it, except what is being told at this moment."""
        self._take_back(lambda key: key == ("read", recipe))

    def cancel_all(self) -> None:
        """Take back everything that was asked."""
        self._take_back(lambda _: True)

    def close(self) -> None:
        """End the worker now. Nothing more is told."""
        with self._state:
            self._closing = True
            self._waiting.clear()
            self._state.notify_all()
        self._worker.close()
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def _ask(self, key: Any, task: LiveTask, rank: int, priority: int = 0) -> None:
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

    def _take_back(self, chosen: Callable[[Any], bool]) -> None:
        with self._state:
            self._waiting = {key: job for key, job in self._waiting.items() if not chosen(key)}
            if self._running is not None and chosen(self._running[0]):
                self._running[1].wanted = False

    # -- the serving thread -------------------------------------------------------------------------------

    def _serve(self) -> None:
        with contextlib.suppress(WorkerClosedError):
            self._warm_up()
            while (job := self._next_job()) is not None:
                lost = None if self._ready else self._warm_up()
                answer = lost or self._done(job.task)
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
        answer = self._done(WarmUpTask())
        if isinstance(answer, Failed) and answer.code == "cannot_start":
            self._give_up(answer)
            return answer
        self._ready = True  # should only the warming up have failed, the pages will tell themselves
        self._tell(WorkerReady(answer.result if isinstance(answer, Done) else ""))
        return None

    def _done(self, task: LiveTask) -> Done | Failed:
        """The worker's answer. Raises WorkerClosedError."""
        self._worker.submit(task, "live")
        while True:
            event = self._worker.next_event()
            if isinstance(event, Done | Failed):
                return event

    def _answer(self, job: _Job, answer: Done | Failed) -> None:
        with self._state:
            self._running = None
            wanted = job.wanted
        if wanted:
            self._tell(_told(job.task, answer))

    def _give_up(self, failed: Failed) -> None:
        """The worker does not start: whoever waits is told now and not one after the other."""
        self._ready = False
        self._tell(WorkerLost(failed.message))
        with self._state:
            jobs = sorted(self._waiting.values(), key=lambda job: job.rank)
            self._waiting.clear()
        for job in jobs:
            self._tell(_told(job.task, failed))

    def _tell(self, event: LiveEvent) -> None:
        if self._closing:
            return
        try:
            self._on_event(event)
        except Exception as error:  # its text may be personal, so it is not logged with its trace
            log.error("telling %s failed: %s", type(event).__name__, type(error).__name__)  # noqa: TRY400


def _told(task: LiveTask, answer: Done | Failed) -> LiveEvent:
    """What the asking side is told about a task."""
    if isinstance(answer, Failed) or isinstance(answer.result, NotNow):
        return _failed(task, answer.message if isinstance(answer, Failed) else answer.result.message)
    match task:
        case ListKeptTask():
            return Listed(_listing(task.file, answer.result))
        case SheetTask():
            return _page_read(task.recipe, answer.result)
        case SpotTask():
            said: SpotText = answer.result
            return SpotRead(task.recipe, task.page_id, task.box, said.text, said.confidence)
    return Compared(answer.result)


def _failed(task: LiveTask, message: str) -> LiveEvent:
    match task:
        case ListKeptTask():
            return ListFailed(task.file, message)
        case SheetTask():
            return ReadFailed(task.recipe, message)
        case SpotTask():
            return SpotFailed(task.recipe, task.page_id, task.box, message)
        case CompareTask():
            return Compared(task.pages)  # the case goes on without the marks
    return WorkerLost(message)


def _listing(file: str, found: Sequence[Source | Rejected]) -> Listing:
    pages = tuple(entry.page for entry in found if isinstance(entry, Source))
    problems = tuple((entry.page or 0, entry.message) for entry in found if not isinstance(entry, Source))
    return Listing(file, pages, problems)


def _page_read(recipe: Recipe, found: SheetRead) -> PageRead:
    names = tuple(hashlib.sha256(picture).hexdigest() if picture else "" for picture in found.pictures)
    return PageRead(Reading(recipe, found.pages, names, f"{__version__} {found.engine}"), found.pictures)
