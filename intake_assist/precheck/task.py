"""What the recognition worker is asked to do. Light: the asking process imports no picture library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from intake_assist.checklist.models import KindSpec
from intake_assist.ingest.sheet import SourceFile
from intake_assist.model import Page, Source

if TYPE_CHECKING:
    from intake_assist.ocr.engine import Engine


@dataclass(frozen=True, slots=True)
class ListTask:
    """Say which pages a file has. The answer is a tuple of `Source` and `Rejected`."""

    file: SourceFile


@dataclass(frozen=True, slots=True)
class PageTask:
    """Read one sheet. The answer is a tuple of `Page`, one for each paper on it."""

    file: SourceFile
    source: Source


@dataclass(frozen=True, slots=True)
class CompareTask:
    """Mark the pages of a case that came in twice. The answer is the same pages."""

    pages: tuple[Page, ...]


Task = ListTask | PageTask | CompareTask


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
        return stages.read_sheet(engine, task, self.kinds)
