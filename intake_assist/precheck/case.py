"""Reading files and checking a case."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from intake_assist import ingest, reading
from intake_assist.checklist.models import KindSpec, MatterSpec
from intake_assist.ingest import Rejected, SourceFile
from intake_assist.model import Case, Document, Page
from intake_assist.precheck.agreed import expected
from intake_assist.precheck.disputed import disputed
from intake_assist.precheck.reader import Progress, Reader
from intake_assist.rules.engine import judge

Kinds = Mapping[str, KindSpec]
OnProgress = Callable[[Progress], None]
Entry = SourceFile | Rejected


@dataclass(frozen=True, slots=True)
class ReadResult:
    """`pages` in the order of the files, `documents` in the order of the pages. `rejected` are files that could
    not be read at all; they are no pages. In `sheets` each of them stands among the pages where its file was
    given, as a page with a `problem`."""

    pages: tuple[Page, ...]
    documents: tuple[Document, ...]
    rejected: tuple[Rejected, ...]
    sheets: tuple[Page, ...]
    seconds: float


def read(
    paths: Sequence[Path],
    kinds: Kinds,
    *,
    reader: Reader | None = None,
    progress: OnProgress | None = None,
    pictures: Path | None = None,
) -> ReadResult:
    """Read files and folders. Without a `reader` one is started for this call alone.

    The upright pictures of the pages are left in the folder `pictures`, if there is one.
    """
    entries = tuple(ingest.expand(paths))
    with _reader(reader, kinds) as worker:
        return _read(worker, entries, kinds, progress or _silent, pictures)


def _read(
    worker: Reader, entries: Sequence[Entry], kinds: Kinds, progress: OnProgress, pictures: Path | None
) -> ReadResult:
    start = time.perf_counter()
    pages, unread = worker.read(_files(entries), progress, pictures)
    documents = reading.read(pages, kinds)
    rejected = (*(entry for entry in entries if isinstance(entry, Rejected)), *unread)
    sheets = _in_order(entries, pages, rejected)
    return ReadResult(pages, documents, rejected, sheets, round(time.perf_counter() - start, 3))


def _in_order(
    entries: Sequence[Entry], pages: Sequence[Page], rejected: Sequence[Rejected]
) -> tuple[Page, ...]:
    order = {entry.file: at for at, entry in enumerate(entries)}
    unread = (Page(entry.source, problem=entry.message) for entry in rejected)
    return tuple(sorted((*pages, *unread), key=lambda page: (order[page.source.file], page.source.page)))


def _files(entries: Sequence[Entry]) -> tuple[SourceFile, ...]:
    return tuple(entry for entry in entries if isinstance(entry, SourceFile))


def check(
    paths: Sequence[Path],
    matter: MatterSpec,
    kinds: Kinds,
    answers: Mapping[str, Any],
    today: dt.date,
    *,
    reader: Reader | None = None,
    progress: OnProgress | None = None,
    pictures: Path | None = None,
) -> Case:
    """Read the papers of a case and hold them against the checklist of `matter`.

    `answers` must be complete (`checklist.resolve_answers`). A file that could not be read is a page with a
    `problem`. `pictures` as in `read`. Where papers disagree they are read once more before anybody hears of it.
    """
    start = time.perf_counter()
    entries = tuple(ingest.expand(paths))
    with _reader(reader, kinds) as worker:
        found = _read(worker, entries, kinds, progress or _silent, pictures)
        case = judged(matter, kinds, answers, today, found.sheets, found.documents)
        wanted = expected(case.documents, kinds)
        places = disputed(case.findings, case.pages, wanted=wanted)
        if places:
            pages = worker.look_closer(_files(entries), case.pages, places, wanted)
            case = judged(matter, kinds, answers, today, pages, reading.read(pages, kinds))
    return replace(case, seconds=round(time.perf_counter() - start, 3))


def judged(
    matter: MatterSpec,
    kinds: Kinds,
    answers: Mapping[str, Any],
    today: dt.date,
    pages: Sequence[Page],
    documents: Sequence[Document],
) -> Case:
    """The case that these pages and documents make; quick, so that it can be asked again after a correction."""
    judgement = judge(matter, kinds, answers, today, pages, documents)
    return Case(
        matter=matter.id,
        checklist_version=matter.version,
        answers=dict(answers),
        today=today,
        pages=tuple(pages),
        documents=tuple(documents),
        materials=judgement.materials,
        findings=judgement.findings,
    )


def _reader(reader: Reader | None, kinds: Kinds) -> AbstractContextManager[Reader]:
    return nullcontext(reader) if reader is not None else Reader(kinds)


def _silent(_: Progress) -> None:
    """Progress that nobody wants to hear of."""
