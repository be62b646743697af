"""Real files through a real reader: in order, with progress, whatever single files or processes come to."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import psutil
import pytest

from intake_assist import ingest
from intake_assist.checklist import Library
from intake_assist.ingest import SourceFile
from intake_assist.model import Page
from intake_assist.precheck import Progress, Reader, read
from intake_assist.precheck.duplicates import with_duplicates
from tests.conftest import children
from tests.precheck.conftest import Outcome, Papers

CHINESE = re.compile(r"[一-鿿]{4,}")


@pytest.fixture(autouse=True, scope="package")
def nothing_left_running() -> Iterator[None]:
    """In place of the check after each test: the shared reader gets new processes in the middle of some."""
    before = children()
    yield
    assert not children() - before


def sources(paths: Sequence[Path]) -> list[SourceFile]:
    return [file for file in ingest.expand(paths) if isinstance(file, SourceFile)]


def untimed(pages: Sequence[Page]) -> list[Page]:
    return [replace(page, seconds=0.0) for page in pages]


def silent(_: Progress) -> None:
    pass


# -- a pile of papers ---------------------------------------------------------------------------------------


def test_pages_come_in_the_order_of_the_files(outcome: Outcome) -> None:
    assert [page.source.file for page in outcome.result.pages] == list(outcome.files[:5])


def test_progress_counts_every_page(outcome: Outcome) -> None:
    assert [(told.done, told.total) for told in outcome.progress] == [(n, 5) for n in range(1, 6)]
    assert [told.page_id for told in outcome.progress] == [page.id for page in outcome.result.pages]


def test_a_spoilt_picture_is_a_page_with_a_problem(outcome: Outcome) -> None:
    problems = {page.source.file: page.problem for page in outcome.result.pages if page.problem}
    assert list(problems) == [outcome.files[1]]
    assert CHINESE.search(problems[outcome.files[1]])
    assert outcome.result.pages[1].lines == ()


def test_what_is_no_paper_at_all_is_rejected(outcome: Outcome) -> None:
    rejected = {entry.file: entry.message for entry in outcome.result.rejected}
    assert set(rejected) == set(outcome.files[5:])
    assert all(CHINESE.search(message) for message in rejected.values())


def test_the_good_papers_among_them_are_read(outcome: Outcome, papers: Papers) -> None:
    kinds = {document.pages[0]: document.kind for document in outcome.result.documents}
    ids = [page.id for page in outcome.result.pages]
    expected = ["registration_form", None, "business_license", "business_license", "registration_form"]
    assert [kinds.get(page) for page in ids] == expected
    fields = {document.pages[0]: document.value("uscc") for document in outcome.result.documents}
    assert fields[ids[2]] == papers.license.documents[0].fields["uscc"]
    assert all(page.seconds > 0 for page in outcome.result.pages if not page.problem)


def test_copies_are_marked(outcome: Outcome) -> None:
    form, _, license_, _, _ = (page.id for page in outcome.result.pages)
    assert [page.duplicate_of for page in outcome.result.pages] == [None, None, None, license_, None]
    assert [page.near_duplicate_of for page in outcome.result.pages] == [None, None, None, None, form]


def test_every_copy_refers_to_the_first(outcome: Outcome) -> None:
    page = outcome.result.pages[0]
    copies = [replace(page, source=replace(page.source, file=name)) for name in "abc"]
    assert [copy.duplicate_of for copy in with_duplicates(copies)] == [None, "a#1", "a#1"]


@pytest.mark.parametrize("change", [{"blank": True}, {"fingerprint": ""}], ids=str)
def test_empty_and_unread_pages_are_nobodys_copies(outcome: Outcome, change: dict[str, object]) -> None:
    page = replace(outcome.result.pages[0], **change)
    other = replace(page, source=replace(page.source, file="other"))
    marks = [(copy.duplicate_of, copy.near_duplicate_of) for copy in with_duplicates([page, other])]
    assert marks == [(None, None)] * 2


# -- the reader's process is killed -------------------------------------------------------------------------


@dataclass
class Killer(logging.Handler):
    """Kills the reading process as soon as a page is done, then each new one that reports ready, in all
    `times` times."""

    times: int
    before: set[psutil.Process]
    killed: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    __hash__ = object.__hash__

    def page_done(self, progress: Progress) -> None:
        if progress.done == 1:
            self.kill()

    def emit(self, record: logging.LogRecord) -> None:
        if "process ready" in record.getMessage():
            self.kill()

    def kill(self) -> None:
        if len(self.killed) < self.times:
            (process,) = children() - self.before
            self.killed.append(process.pid)
            process.kill()


@pytest.fixture
def killed_reader(library: Library) -> Iterator[Callable[[int], tuple[Reader, Killer]]]:
    """``killed_reader(times)``: a warm reader with a killer that waits for its first page."""
    log = logging.getLogger("intake_assist.ocr.worker")
    level, before, reader = log.level, children(), Reader(library.kinds, threads=1)

    def arm(times: int) -> tuple[Reader, Killer]:
        reader.__enter__()
        reader.read((), silent)
        killer = Killer(times, before)
        return reader, killer

    log.setLevel(logging.INFO)
    yield arm
    for handler in [handler for handler in log.handlers if isinstance(handler, Killer)]:
        log.removeHandler(handler)
    log.setLevel(level)
    reader.__exit__(None, None, None)


def read_killed(
    reader: Reader, killer: Killer, files: Sequence[SourceFile]
) -> tuple[tuple[Page, ...], list[Progress]]:
    told: list[Progress] = []

    def tell(progress: Progress) -> None:
        told.append(progress)
        killer.page_done(progress)
        logging.getLogger("intake_assist.ocr.worker").addHandler(killer)

    pages, rejected = reader.read(files, tell)
    assert rejected == ()
    return pages, told
