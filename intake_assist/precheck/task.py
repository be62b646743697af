"""What the recognition worker is asked to do. Light: the asking process imports no picture library."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from intake_assist.casework.results import Reading, Recipe
from intake_assist.model import Box, Page, Source

if TYPE_CHECKING:
    from intake_assist.checklist.models import KindSpec
    from intake_assist.ingest.sheet import SourceFile
    from intake_assist.ocr.engine import Engine
    from intake_assist.precheck.agreed import Expected

Opener = Callable[[str], bytes]
"""Name of what is kept (`ReceivedFile.blob`, `Reading.pictures`) -> its bytes. Must be picklable: it is called in
the worker. What it raises may carry a Chinese `message`."""


@dataclass(frozen=True, slots=True)
class ListTask:
    """Say which pages a file has. The answer is a tuple of `Source` and `Rejected`."""

    file: SourceFile


@dataclass(frozen=True, slots=True)
class PageTask:
    """Read one sheet. The answer is a tuple of `Page`, one for each paper on it.

    Their upright pictures are left in the folder `pictures` under `picture_path`, if there is one.
    """

    file: SourceFile
    source: Source
    pictures: Path | None = None


def picture_path(folder: Path, page_id: str) -> Path:
    """Where the upright picture of a page (JPEG or PNG) is left in a folder of pictures."""
    return folder / hashlib.sha256(page_id.encode("utf-8", "surrogatepass")).hexdigest()[:24]


@dataclass(frozen=True, slots=True)
class CompareTask:
    """Mark the pages of a case that came in twice. The answer is the same pages."""

    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class CloserTask:
    """Look closely at the lines at `boxes` (pixels of the upright page) of a page of a file, and whether the names
    `wanted` stand where they may. The answer is the page with what was seen."""

    file: SourceFile
    page: Page
    boxes: tuple[Box, ...]
    wanted: tuple[Expected, ...] = ()


Task = ListTask | PageTask | CompareTask | CloserTask


@dataclass(frozen=True, slots=True)
class PageJob:
    """The worker's job. The second look needs to know the fields, so the kinds travel with it, once."""

    kinds: Mapping[str, KindSpec]

    def __call__(self, engine: Engine, task: Task) -> Any:
        from intake_assist.precheck import stages

        if isinstance(task, ListTask):
            return stages.list_pages(task.file)
        if isinstance(task, CompareTask):
            return stages.with_duplicates(task.pages)
        if isinstance(task, CloserTask):
            return stages.look_closer(engine, task)
        return stages.read_sheet(engine, task, self.kinds)


# -- for a window: files are kept in a store, sheets are read as a recipe says --------------------------------


@dataclass(frozen=True, slots=True)
class WarmUpTask:
    """Read a page that nobody asked for, so that the first one is read quickly. The answer is the engine's name."""


@dataclass(frozen=True, slots=True)
class ListKeptTask:
    """Say which pages a kept file has. The answer is a tuple of `Source` and `Rejected`."""

    file: str
    blob: str


@dataclass(frozen=True, slots=True)
class PreviewTask:
    """Show how a sheet of a kept file looks before it is read. The answer is a JPEG, empty where there is none."""

    source: Source
    blob: str


@dataclass(frozen=True, slots=True)
class SheetTask:
    """Read one sheet of a kept file as `recipe` says. The answer is `SheetRead` or `NotNow`; a `SheetRead` of the
    first recognition alone is told on the way."""

    source: Source
    blob: str
    recipe: Recipe


@dataclass(frozen=True, slots=True)
class CloserKeptTask:
    """Look closely at the lines at `boxes` of the pages of `reading`, whose upright pictures are kept, page by page,
    and whether the names `wanted` stand where they may. The answer is the pages with what was seen, or `NotNow`."""

    reading: Reading
    boxes: tuple[tuple[Box, ...], ...]
    wanted: tuple[tuple[Expected, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class SpotTask:
    """Read the place `box` of the kept upright `picture` of a page again. The answer is `SpotText` or `NotNow`."""

    recipe: Recipe
    page_id: str
    picture: str
    box: Box


GlanceTask = ListKeptTask | PreviewTask
LiveTask = WarmUpTask | SheetTask | SpotTask | CloserKeptTask | CompareTask | GlanceTask


@dataclass(frozen=True, slots=True)
class SheetRead:
    """The papers on one sheet and their upright pictures (JPEG or PNG, as many pixels as the page says; empty
    bytes where there is none). `engine` is the name of what read them."""

    pages: tuple[Page, ...]
    pictures: tuple[bytes, ...]
    engine: str


@dataclass(frozen=True, slots=True)
class SpotText:
    """What stands at a place; the empty text when nothing was read. `confidence` is that of the weakest line."""

    text: str
    confidence: float


@dataclass(frozen=True, slots=True)
class NotNow:
    """It could not be done, and another try may well succeed."""

    message: str


@dataclass(frozen=True, slots=True)
class LiveJob:
    """The worker's job for a window, as far as it takes the engine."""

    kinds: Mapping[str, KindSpec]
    opener: Opener

    def __call__(
        self, engine: Engine, task: WarmUpTask | SheetTask | SpotTask | CloserKeptTask | CompareTask
    ) -> Any:
        from intake_assist.precheck import stages

        match task:
            case WarmUpTask():
                return stages.warmed_up(engine, self.kinds)
            case CompareTask():
                return stages.with_duplicates(task.pages)
            case SpotTask():
                return stages.read_spot(engine, self.opener, task)
            case CloserKeptTask():
                return stages.look_closer_kept(engine, self.opener, task)
        return stages.read_kept(engine, self.opener, task, self.kinds)


@dataclass(frozen=True, slots=True)
class GlanceJob:
    """The job of a worker without an engine, which answers at once what needs none."""

    opener: Opener

    def __call__(self, _engine: None, task: GlanceTask) -> Any:
        from intake_assist.precheck import preview

        if isinstance(task, ListKeptTask):
            return preview.list_kept(self.opener, task)
        return preview.preview_kept(self.opener, task)
