"""What a window is told of its reading, and how the worker's answers become that."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from intake_assist import __version__
from intake_assist.casework.results import Listing, Reading, Recipe
from intake_assist.model import Box, Page, Source
from intake_assist.ocr.worker import Done, Failed, Part
from intake_assist.precheck.task import (
    CloserKeptTask,
    CompareTask,
    ListKeptTask,
    LiveTask,
    NotNow,
    PreviewTask,
    SheetRead,
    SheetTask,
    SpotTask,
    SpotText,
)

if TYPE_CHECKING:
    from intake_assist.ingest.sheet import Rejected


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
class Previewed:
    """How a sheet (`Recipe.sheet`) lies in its file: a small JPEG, empty where there is nothing to be seen."""

    sheet: str
    picture: bytes


@dataclass(frozen=True, slots=True)
class ReadBegun:
    """A sheet is being read now."""

    recipe: Recipe


@dataclass(frozen=True, slots=True)
class FirstRead:
    """A sheet after the first recognition: the text, without what a closer look finds (seals, signatures, doubtful
    places). Like `PageRead`, which follows."""

    reading: Reading
    pictures: tuple[bytes, ...]


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
class LookedCloser:
    """A reading once more, with what its places in `closer` may also say; without that when they could not be looked
    at."""

    reading: Reading


@dataclass(frozen=True, slots=True)
class Compared:
    """The pages of `LiveReader.compare`, each copy of an earlier one marked."""

    pages: tuple[Page, ...]


LiveEvent = (
    WorkerReady
    | WorkerLost
    | Listed
    | ListFailed
    | Previewed
    | ReadBegun
    | FirstRead
    | PageRead
    | ReadFailed
    | SpotRead
    | SpotFailed
    | LookedCloser
    | Compared
)
OnEvent = Callable[[LiveEvent], None]


def begun(task: LiveTask) -> LiveEvent | None:
    """What is told when a task is taken up, if anything."""
    return ReadBegun(task.recipe) if isinstance(task, SheetTask) else None


def told(task: LiveTask, answer: Part | Done | Failed) -> LiveEvent:
    """What the asking side is told about a task."""
    if isinstance(answer, Failed) or isinstance(answer.result, NotNow):
        return _failed(task, answer.message if isinstance(answer, Failed) else answer.result.message)
    match task:
        case ListKeptTask():
            return Listed(_listing(task.file, answer.result))
        case PreviewTask():
            return Previewed(task.source.id, answer.result)
        case SheetTask():
            reading, pictures = _read(task.recipe, answer.result)
            return FirstRead(reading, pictures) if isinstance(answer, Part) else PageRead(reading, pictures)
        case SpotTask():
            said: SpotText = answer.result
            return SpotRead(task.recipe, task.page_id, task.box, said.text, said.confidence)
        case CloserKeptTask():
            return LookedCloser(_closer(task, answer.result))
    return Compared(answer.result)


def _failed(task: LiveTask, message: str) -> LiveEvent:
    match task:
        case ListKeptTask():
            return ListFailed(task.file, message)
        case PreviewTask():
            return Previewed(task.source.id, b"")
        case SheetTask():
            return ReadFailed(task.recipe, message)
        case SpotTask():
            return SpotFailed(task.recipe, task.page_id, task.box, message)
        case CloserKeptTask():
            return LookedCloser(_closer(task, task.reading.pages))  # the case goes on with what was read
        case CompareTask():
            return Compared(task.pages)  # the case goes on without the marks
    return WorkerLost(message)


def _listing(file: str, found: Sequence[Source | Rejected]) -> Listing:
    pages = tuple(entry.page for entry in found if isinstance(entry, Source))
    problems = tuple((entry.page or 0, entry.message) for entry in found if not isinstance(entry, Source))
    return Listing(file, pages, problems)


def _closer(task: CloserKeptTask, pages: tuple[Page, ...]) -> Reading:
    before = task.reading.closer or ((),) * len(pages)
    closer = tuple((*old, *new) for old, new in zip(before, task.boxes, strict=True))
    return replace(task.reading, pages=pages, closer=closer)


def _read(recipe: Recipe, found: SheetRead) -> tuple[Reading, tuple[bytes, ...]]:
    names = tuple(hashlib.sha256(picture).hexdigest() if picture else "" for picture in found.pictures)
    return Reading(recipe, found.pages, names, f"{__version__} {found.engine}"), found.pictures
