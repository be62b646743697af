"""What the recognition worker is asked to do. Light: the asking process imports no picture library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from intake_assist.checklist.models import KindSpec
from intake_assist.ingest.sheet import SourceFile
from intake_assist.model import Source

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
class PageJob:
    """The worker's job. The second look needs to know the fields, so the kinds travel with it, once."""

    kinds: Mapping[str, KindSpec]

    def __call__(self, engine: Engine, task: ListTask | PageTask) -> Any:
        from intake_assist.precheck import stages

        if isinstance(task, ListTask):
            return stages.list_pages(task.file)
        return stages.read_sheet(engine, task, self.kinds)
