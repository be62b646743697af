"""A small pile of papers of a sample case, some of them spoilt, and what a real reader makes of it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest
from PIL import Image, ImageEnhance

from intake_assist.checklist import Library, default_folder, load_library
from intake_assist.evaluate import Labels, find_cases, load_labels
from intake_assist.evaluate.labels import HAND, LabelledSheet
from intake_assist.precheck import Progress, Reader, ReadResult, read
from tests.conftest import children

CASES = Path(__file__).parents[2] / "samples" / "cases"


@dataclass(frozen=True)
class Papers:
    """`form` and `license` are two good papers of the case that `labels` describes."""

    labels: Labels
    folder: Path
    form: LabelledSheet
    license: LabelledSheet

    def path(self, sheet: LabelledSheet) -> Path:
        return self.folder / sheet.file


@dataclass(frozen=True)
class Outcome:
    """What came of a folder: its files in their order, and everything the reader told."""

    files: tuple[str, ...]
    progress: tuple[Progress, ...]
    result: ReadResult


def _plain(labels: Labels, kind: str) -> LabelledSheet | None:
    """A faultless scan of one required paper of that kind, filled in by whatever means."""
    for sheet in labels.files:
        fits = [document for document in sheet.documents if document.kind == kind and document.material]
        alone = len(sheet.documents) == len(fits) == 1
        if alone and sheet.file.endswith(".jpg") and set(sheet.conditions) <= {HAND} and not sheet.rotation:
            return sheet
    return None


def _chosen(folder: Path) -> Papers | None:
    try:
        labels = load_labels(folder / "case.yaml")
    except ValueError:
        return None
    form, license_ = _plain(labels, "registration_form"), _plain(labels, "business_license")
    complete = all((folder / sheet.file).is_file() for sheet in labels.files)
    return Papers(labels, folder, form, license_) if complete and form and license_ else None


@pytest.fixture(scope="session")
def papers() -> Papers:
    """From the first case that has what is needed."""
    return next(found for folder in find_cases(CASES) if (found := _chosen(folder)) is not None)


@pytest.fixture(scope="session")
def library() -> Library:
    return load_library(default_folder())


@pytest.fixture(scope="session")
def pile(papers: Papers, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with good papers, copies and files that cannot be read."""
    folder = tmp_path_factory.mktemp("收件")
    form, license_ = papers.path(papers.form), papers.path(papers.license)
    shutil.copy(form, folder / "1.jpg")
    (folder / "2.jpg").write_bytes(_with_lost_middle(form.read_bytes()))
    shutil.copy(license_, folder / "3.jpg")
    shutil.copy(license_, folder / "4.jpg")
    with Image.open(form) as picture:
        ImageEnhance.Brightness(picture).enhance(0.95).save(folder / "5.jpg", quality=85)
    (folder / "6.pdf").write_bytes(b"%PDF-1.7\n" + bytes(3000))
    (folder / "7.doc").write_bytes("不是扫描件".encode())
    return folder


def _with_lost_middle(jpeg: bytes) -> bytes:
    """A picture that is still seen to be one, and cannot be decoded: its tables are overwritten."""
    return jpeg[:4] + bytes(len(jpeg) - 4)


@pytest.fixture(autouse=True, scope="package")  # and so set up before the reader
def nothing_left_running() -> Iterator[set[psutil.Process]]:
    """In place of the check after each test: the shared reader gets new processes in the middle of some.

    Gives the processes that were there before the reader."""
    before = children()
    yield before
    assert not children() - before


@pytest.fixture(scope="package")
def reader(library: Library) -> Iterator[Reader]:
    with Reader(library.kinds, threads=1) as opened:
        yield opened


@pytest.fixture(scope="package")
def outcome(reader: Reader, pile: Path, library: Library) -> Outcome:
    told: list[Progress] = []
    result = read([pile], library.kinds, reader=reader, progress=told.append)
    return Outcome(tuple(sorted(str(path) for path in pile.iterdir())), tuple(told), result)
