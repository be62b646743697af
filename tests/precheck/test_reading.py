"""Real files through a real reader: in order, with progress, whatever single files or processes come to."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from intake_assist import ingest
from intake_assist.checklist import Library
from intake_assist.ingest import SourceFile
from intake_assist.model import Page
from intake_assist.precheck import Progress, Reader, read
from intake_assist.precheck.duplicates import with_duplicates
from tests.precheck.conftest import Outcome, Papers

CHINESE = re.compile(r"[一-鿿]{4,}")


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


def test_every_file_has_its_sheet(outcome: Outcome) -> None:
    assert [sheet.source.file for sheet in outcome.result.sheets] == list(outcome.files)
    assert all(sheet.problem for sheet in outcome.result.sheets[5:])


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


def process_of(reader: Reader) -> psutil.Process:
    """Not found among all children: other tests of the same run may have processes of their own."""
    pid = reader._worker.pid
    assert pid is not None
    return psutil.Process(pid)


class Killer(logging.Handler):
    """Kills the process in its second page, then each new one that reports ready, `times` in all."""

    def __init__(self, times: int, reader: Reader) -> None:
        super().__init__()
        self.left = times
        self.reader = reader
        self.told: list[Progress] = []

    def progress(self, told: Progress) -> None:
        self.told.append(told)
        if told.done == 1:
            time.sleep(0.2)  # by now the second page is being read, which takes longer
            self.kill()

    def emit(self, record: logging.LogRecord) -> None:
        if self.told and "process ready" in record.getMessage():
            self.kill()

    def kill(self) -> None:
        if self.left:
            self.left -= 1
            process_of(self.reader).kill()


@pytest.fixture
def killer(
    request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture, reader: Reader
) -> Iterator[Killer]:
    log = logging.getLogger("intake_assist.ocr.worker")
    made = Killer(request.param, reader)
    with caplog.at_level(logging.INFO, log.name):
        log.addHandler(made)
        yield made
        log.removeHandler(made)


@pytest.mark.parametrize("killer", [1, 2], ids=["once", "twice"], indirect=True)
def test_a_killed_process_costs_at_most_the_page_it_had(
    reader: Reader, killer: Killer, outcome: Outcome, request: pytest.FixtureRequest
) -> None:
    files = [Path(outcome.files[index]) for index in (0, 2, 4)]
    first, second, third = untimed([outcome.result.pages[index] for index in (0, 2, 4)])
    pages, rejected = reader.read(sources(files), killer.progress)
    assert (killer.left, rejected) == (0, ())
    assert [told.done for told in killer.told] == [1, 2, 3]
    if "once" in request.node.name:
        assert untimed(pages) == [first, second, third]
        return
    assert [untimed(pages)[0], untimed(pages)[2]] == [first, third]
    assert (pages[1].source, pages[1].lines) == (second.source, ())
    assert CHINESE.search(pages[1].problem or "")


# -- one reader, many cases ---------------------------------------------------------------------------------


def test_a_reader_serves_the_next_case_after_one_was_broken_off(reader: Reader, outcome: Outcome) -> None:
    class GivenUpError(Exception):
        pass

    def give_up(_: Progress) -> None:
        raise GivenUpError

    form, license_ = (sources([Path(outcome.files[index])]) for index in (0, 2))
    process = process_of(reader)
    with pytest.raises(GivenUpError):
        reader.read([*form, *form], give_up)
    pages, _ = reader.read(license_, silent)
    assert untimed(pages) == [replace(outcome.result.pages[2], seconds=0.0)]
    assert process_of(reader) == process


def test_no_files_are_no_pages(reader: Reader, library: Library) -> None:
    result = read([], library.kinds, reader=reader)
    assert (result.pages, result.documents, result.rejected, result.sheets) == ((), (), (), ())


ALONE = """
import sys
from pathlib import Path
import intake_assist.cli
from intake_assist.checklist import default_folder, load_library
from intake_assist.precheck import read

HEAVY = ("cv2", "paddleocr", "paddlex", "onnxruntime", "openvino", "PySide6")
if __name__ == "__main__":
    result = read([Path(sys.argv[1])], load_library(default_folder()).kinds)
    print(len(result.pages[0].lines) > 10, [name for name in HEAVY if name in sys.modules])
"""


def test_the_asking_process_loads_no_picture_library(papers: Papers) -> None:
    """Even when it had a page read, by a reader of its own."""
    path = str(papers.path(papers.license))
    result = subprocess.run(
        [sys.executable, "-c", ALONE, path], capture_output=True, timeout=300, check=False
    )
    assert (result.stdout.split(b"\n")[0].strip(), result.stderr) == (b"True []", b"")
