"""From paths to sheets: the one way in for everyone else."""

from __future__ import annotations

import io
import os
import stat
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import BinaryIO

from intake_assist.ingest import pdf, raster, workbook
from intake_assist.ingest.errors import DAMAGED, UNFINISHED, IngestError, ReadError, guarded
from intake_assist.ingest.kinds import Kind, sniff
from intake_assist.ingest.limits import DEFAULT_LIMITS, MB, Limits
from intake_assist.ingest.paths import is_junk, is_note, native, natural_key
from intake_assist.ingest.sheet import Rejected, Sheet, SourceFile
from intake_assist.model import Source


@dataclass(frozen=True, slots=True)
class Reader:
    """How files of one kind are counted and loaded; both get the open file."""

    count: Callable[[BinaryIO, Kind, Limits], int]
    load: Callable[[BinaryIO, Kind, Source, Limits], Sheet]


_RASTER = Reader(raster.count, raster.load)
_READERS: Mapping[Kind, Reader] = {
    **dict.fromkeys(Kind, _RASTER),
    Kind.PDF: Reader(pdf.count, pdf.load),
    Kind.XLSX: Reader(workbook.count, workbook.load),
}
_MANY_PAGES = frozenset({Kind.PDF, Kind.TIFF})


def expand(paths: Sequence[Path], limits: Limits = DEFAULT_LIMITS) -> Iterator[SourceFile | Rejected]:
    """The files behind `paths`: folders are walked (natural order, links to folders not followed).

    Junk (hidden, lock and bookkeeping files) is left out without a word, a file that turns up twice comes
    once. Each file is opened to tell its kind. Never raises; what is not read comes as Rejected.
    """
    seen: set[Path] = set()
    for path in _walk_all(paths, limits):
        if isinstance(path, Rejected):
            yield path
            continue
        absolute = path.absolute()
        if absolute in seen:
            continue
        if len(seen) >= limits.max_files:
            yield Rejected.of(ReadError("too_many_files", limit=limits.max_files).about(str(path)), str(path))
            return
        seen.add(absolute)
        yield _source_file(path, absolute, limits)


def count(file: SourceFile, limits: Limits = DEFAULT_LIMITS) -> int:
    """Pages of a file, without decoding them. Raises IngestError."""
    with _opened(file.file, file.path, limits, DAMAGED) as (stream, kind):
        return _count(stream, kind, limits)


def pages(file: SourceFile, limits: Limits = DEFAULT_LIMITS) -> Iterator[Source | Rejected]:
    """The sources of a file's pages, ready to be sent to a worker and loaded there. Never raises.

    A file with more than `limits.max_pages` pages ends with a Rejected that says so.
    """
    try:
        total = count(file, limits)
    except IngestError as error:
        yield Rejected.of(error, file.file)
        return
    yield from _numbered(file.file, total, limits)


def pages_in(file: str, data: bytes, limits: Limits = DEFAULT_LIMITS) -> Iterator[Source | Rejected]:
    """Like `pages`, of a file of which only the bytes are at hand. `file` names it in sources and messages."""
    try:
        with _held(file, data, limits, DAMAGED) as (stream, kind):
            total = _count(stream, kind, limits)
    except IngestError as error:
        yield Rejected.of(error, file)
        return
    yield from _numbered(file, total, limits)


def load(source: Source, path: Path | None = None, limits: Limits = DEFAULT_LIMITS) -> Sheet:
    """Decodes exactly one page. `path` is where the file is when `source.file` is not valid here.

    The kind is told anew from the content, so nothing but the Source need travel to a worker. Raises
    IngestError and nothing else; `retryable` says that another try is worthwhile.
    """
    bad_page = ReadError("page_damaged", page=source.page)
    with _opened(source.file, path or Path(source.file), limits, bad_page) as (stream, kind):
        return _READERS[kind].load(stream, kind, source, limits)


def load_from(source: Source, data: bytes, limits: Limits = DEFAULT_LIMITS) -> Sheet:
    """Like `load`, from the bytes of the file."""
    bad_page = ReadError("page_damaged", page=source.page)
    with _held(source.file, data, limits, bad_page) as (stream, kind):
        return _READERS[kind].load(stream, kind, source, limits)


def not_kept(file: str, message: str | None = None) -> IngestError:
    """The error for a file whose bytes could not be fetched from where they are kept."""
    error = ReadError("not_kept").about(file)
    return IngestError(error.code, message or error.message, error.retryable)


def sheets(file: SourceFile, limits: Limits = DEFAULT_LIMITS) -> Iterator[Sheet | Rejected]:
    """All pages of a file, each loaded when it is asked for. One bad page never stops the others."""
    for page in pages(file, limits):
        if isinstance(page, Rejected):
            yield page
            continue
        try:
            yield load(page, file.path, limits)
        except IngestError as error:
            yield Rejected.of(error, file.file, page.page)


@contextmanager
def _opened(file: str, path: Path, limits: Limits, bad_page: ReadError) -> Iterator[tuple[BinaryIO, Kind]]:
    """The open file and its kind. A file that changes under the reader's eyes is reported as busy."""
    with guarded(file):
        before = _look(path, limits)
        try:
            with guarded(file), native(path).open("rb") as stream:
                kind = _kind(stream, path, before)
                with guarded(file, _damage(kind, bad_page)):
                    yield stream, kind
        except IngestError as error:
            _require_unchanged(path, before, limits)
            raise _perhaps_later(error, before, limits) from error.__cause__
        _require_unchanged(path, before, limits)


@contextmanager
def _held(file: str, data: bytes, limits: Limits, bad_page: ReadError) -> Iterator[tuple[BinaryIO, Kind]]:
    """The bytes of a file as an open one, and its kind."""
    with guarded(file):
        if not data:
            raise ReadError("empty")
        _require_small(len(data), limits)
        stream = io.BytesIO(data)
        kind = sniff(stream, PurePath(file).name)
        with guarded(file, _damage(kind, bad_page)):
            yield stream, kind


def _count(stream: BinaryIO, kind: Kind, limits: Limits) -> int:
    pages = _READERS[kind].count(stream, kind, limits)
    if pages > limits.max_document_pages:
        raise ReadError("too_many_pages", limit=limits.max_document_pages)
    return pages


def _numbered(file: str, total: int, limits: Limits) -> Iterator[Source | Rejected]:
    yield from (Source(file, number) for number in range(1, min(total, limits.max_pages) + 1))
    if total > limits.max_pages:
        rest = ReadError("pages_left", pages=total, limit=limits.max_pages).about(file)
        yield Rejected.of(rest, file, limits.max_pages + 1)


def _kind(stream: BinaryIO, path: Path, looked: os.stat_result) -> Kind:
    if not looked.st_size:
        raise ReadError("empty")
    return sniff(stream, path.name)


def _damage(kind: Kind, bad_page: ReadError) -> ReadError:
    if kind == Kind.XLSX:
        return ReadError("workbook_damaged")
    return bad_page if kind in _MANY_PAGES else DAMAGED


def _look(path: Path, limits: Limits) -> os.stat_result:
    found = native(path).stat()
    if stat.S_ISDIR(found.st_mode):
        raise ReadError("folder")
    if not stat.S_ISREG(found.st_mode):
        raise ReadError("not_a_file")
    _require_small(found.st_size, limits)
    return found


def _require_small(size: int, limits: Limits) -> None:
    if size > limits.max_file_bytes:
        raise ReadError("too_big", size_mb=round(size / MB), limit_mb=limits.max_file_bytes // MB)


def _require_unchanged(path: Path, before: os.stat_result, limits: Limits) -> None:
    now = _look(path, limits)
    if (now.st_size, now.st_mtime_ns) != (before.st_size, before.st_mtime_ns):
        raise ReadError("busy")


def _perhaps_later(error: IngestError, looked: os.stat_result, limits: Limits) -> IngestError:
    """A broken file that was written a moment ago may be whole in another."""
    fresh = abs(time.time() - looked.st_mtime) < limits.settle_seconds
    again = error.retryable or (fresh and error.code in UNFINISHED)
    return IngestError(error.code, error.message, again)


def _source_file(path: Path, absolute: Path, limits: Limits) -> SourceFile | Rejected:
    try:
        with _opened(str(path), path, limits, DAMAGED) as (_, kind):
            return SourceFile(str(path), absolute, kind)
    except IngestError as error:
        return Rejected.of(error, str(path))


def _walk_all(paths: Sequence[Path], limits: Limits) -> Iterator[Path | Rejected]:
    for path in paths:
        if not is_junk(path.name):
            yield from _walk_named(path, limits.max_depth)


def _walk_named(path: Path, depth: int) -> Iterator[Path | Rejected]:
    """What is at or under a path that was given. It gets a word when there is nothing; folders in it do not."""
    empty = True
    for found in _walk(path, depth):
        empty = False
        yield found
    if empty:
        yield Rejected.of(ReadError("empty_folder").about(str(path)), str(path))


def _walk(path: Path, depth: int) -> Iterator[Path | Rejected]:
    """The files at or under `path`; what cannot be walked comes as Rejected."""
    try:
        with guarded(str(path)):
            entries = _entries(path, depth)
    except IngestError as error:
        yield Rejected.of(error, str(path))
        return
    if entries is None:
        yield path
        return
    for entry in entries:
        yield from _walk(entry, depth - 1)


def _entries(path: Path, depth: int) -> list[Path] | None:
    """What a folder holds, in natural order; None for a file."""
    if not native(path).is_dir():
        return None
    if depth <= 0:
        raise ReadError("too_deep")
    names = sorted((entry.name for entry in os.scandir(native(path)) if _is_wanted(entry)), key=natural_key)
    return [path / name for name in names]


def _is_wanted(entry: os.DirEntry[str]) -> bool:
    skipped = is_junk(entry.name) or (is_note(entry.name) and not entry.is_dir())
    return not skipped and not (entry.is_symlink() and entry.is_dir())
