"""A recognition worker that stays for many cases."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from intake_assist.checklist.models import KindSpec
from intake_assist.ingest import Rejected, SourceFile
from intake_assist.model import EMPTY, Box, Page, Source
from intake_assist.ocr.worker import Backend, Done, Failed, Worker
from intake_assist.precheck.agreed import Expected
from intake_assist.precheck.task import CloserTask, CompareTask, ListTask, PageJob, PageTask, Task


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` sheets are read; `page_id` is the one that was just finished. A sheet that carried
    several papers becomes several pages, so there may be more of them in the end."""

    done: int
    total: int
    page_id: str


class Reader:
    """Reads files in a process of its own; a context manager.

    `threads` and `backend` are those of `ocr.Worker`. Not for use by two threads at once.
    """

    def __init__(
        self, kinds: Mapping[str, KindSpec], *, threads: int | None = None, backend: Backend = "auto"
    ) -> None:
        self._numbers = itertools.count()  # an answer left over from a broken-off call fits no later one
        self._worker: Worker = Worker(PageJob(dict(kinds)), threads=threads, backend=backend)

    def __enter__(self) -> Self:
        self._worker.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._worker.__exit__(kind, error, trace)

    def read(
        self,
        files: Sequence[SourceFile],
        progress: Callable[[Progress], None],
        pictures: Path | None = None,
    ) -> tuple[tuple[Page, ...], tuple[Rejected, ...]]:
        """The pages of `files` in their order, and what could not be opened.

        A page that the worker could not read, whatever happened to it, is a page with a `problem`. The upright
        pictures of the others are left in the folder `pictures`, if there is one; see `task.picture_path`.
        """
        sources: list[tuple[SourceFile, Source]] = []
        rejected: list[Rejected] = []
        for file, answer in zip(files, self._run([ListTask(file) for file in files]), strict=True):
            for entry in _listed(file, answer):
                if isinstance(entry, Rejected):
                    rejected.append(entry)
                else:
                    sources.append((file, entry))
        tasks = [PageTask(file, source, pictures) for file, source in sources]
        total = len(tasks)
        count = 0

        def tell(index: int) -> None:
            nonlocal count
            count += 1
            progress(Progress(count, total, sources[index][1].id))

        answers = self._run(tasks, tell)
        pages = [
            page
            for (_, source), answer in zip(sources, answers, strict=True)
            for page in _read(source, answer)
        ]
        return self._compared(tuple(pages)), tuple(rejected)

    def look_closer(
        self,
        files: Sequence[SourceFile],
        pages: Sequence[Page],
        places: Mapping[str, tuple[Box, ...]],
        wanted: Mapping[str, tuple[Expected, ...]] = EMPTY,
    ) -> tuple[Page, ...]:
        """The pages, those with `places` (pixels of the upright page, by its id) read again there. `wanted` are the
        names that may stand at some of them.

        `pages` come from `files`. A page that cannot be looked at again stays as it is.
        """
        known = {file.file: file for file in files}
        looked_at = [page for page in pages if page.id in places and page.source.file in known]
        tasks = [
            CloserTask(known[page.source.file], page, places[page.id], wanted.get(page.id, ()))
            for page in looked_at
        ]
        answers = self._run(tasks)
        seen = {
            page.id: answer.result
            for page, answer in zip(looked_at, answers, strict=True)
            if isinstance(answer, Done)
        }
        return tuple(seen.get(page.id, page) for page in pages)

    def _compared(self, pages: tuple[Page, ...]) -> tuple[Page, ...]:
        """The pages with duplicates marked. Failing that, the case goes on without the marks."""
        if len(pages) < 2:
            return pages
        (answer,) = self._run([CompareTask(pages)])
        marked: tuple[Page, ...] = answer.result if isinstance(answer, Done) else pages
        return marked

    def _run(
        self, tasks: Sequence[Task], tell: Callable[[int], None] = lambda _: None
    ) -> list[Done | Failed]:
        """What became of each task, in their order."""
        places = {str(next(self._numbers)): index for index in range(len(tasks))}
        for task_id, index in places.items():
            self._worker.submit(tasks[index], task_id)
        answers: dict[str, Done | Failed] = {}
        try:
            while len(answers) < len(tasks):
                event = self._worker.next_event()
                if isinstance(event, Done | Failed) and event.id in places:
                    answers[event.id] = event
                    tell(places[event.id])
        except BaseException:
            self._worker.cancel_all()
            raise
        return [answers[task_id] for task_id in places]


def _listed(file: SourceFile, answer: Done | Failed) -> Sequence[Source | Rejected]:
    if isinstance(answer, Failed):
        return [Rejected(file.file, answer.message, "worker")]
    listed: Sequence[Source | Rejected] = answer.result
    return listed


def _read(source: Source, answer: Done | Failed) -> Sequence[Page]:
    if isinstance(answer, Failed):
        return [Page(source, problem=answer.message)]
    pages: Sequence[Page] = answer.result
    return pages
