"""A case as a folder for the archive: its files, and a list of them by which each can be proved unchanged.

    20261122-0031/
        manifest.json           every other file with its length and SHA-256
        case.json, notice.pdf, originals/0001_....pdf ...

The list proves that nothing was damaged or changed by mistake. It is not signed: whoever can change the files on
purpose can write a new list, unless the digest of the list (`digest`) is kept elsewhere, as the audit trail does.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from intake_assist.disk import reason
from intake_assist.notice.exports.files import safe_name, write_whole

MANIFEST = "manifest.json"
_CHUNK = 1 << 20


class ArchiveError(RuntimeError):
    """The folder could not be written; `message` says why."""

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


@dataclass(frozen=True, slots=True)
class ArchiveFile:
    """`path` is relative, with ``/`` between its parts; `title` says what it is."""

    path: str
    data: bytes
    title: str = ""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the files come from: the case, when, by whose hand, by which program and checklist."""

    case_number: str
    made_at: dt.datetime
    made_by: str
    program: str
    checklist: str


class Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    path: str
    title: str = ""
    bytes: Annotated[int, Field(ge=0)]
    sha256: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class Manifest(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    format: int = 1
    origin: Origin
    files: tuple[Entry, ...]


def write_archive(folder: Path, origin: Origin, files: Iterable[ArchiveFile]) -> str:
    """Makes `folder`, which must not exist; it is there whole or not at all. Files are taken one at a time.
    Returns the SHA-256 of the manifest. Raises ArchiveError."""
    if folder.exists():
        raise ArchiveError(f"文件夹“{folder.name}”已经有了。请换一个名称，或先移走它。")
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        half = Path(tempfile.mkdtemp(prefix=".part-", dir=folder.parent))
    except OSError as error:
        raise ArchiveError(
            f"不能在“{folder.parent}”里建文件夹：{reason(error)}。请检查权限和磁盘空间。"
        ) from error
    try:
        manifest = Manifest(origin=origin, files=tuple(_written(half, file) for file in files))
        data = manifest.model_dump_json(indent=2).encode("utf-8")
        write_whole(half / MANIFEST, data)
        half.rename(folder)
    except OSError as error:
        raise ArchiveError(f"归档文件夹没有写成：{reason(error)}。请检查磁盘空间后重试。") from error
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return hashlib.sha256(data).hexdigest()


def _written(half: Path, file: ArchiveFile) -> Entry:
    parts = PurePosixPath(file.path).parts
    path = half.joinpath(*(safe_name(part) for part in parts))
    while path.exists() or path == half / MANIFEST:
        path = path.with_name(f"_{path.name}")
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, file.data)
    return Entry(
        path=path.relative_to(half).as_posix(),
        title=file.title,
        bytes=len(file.data),
        sha256=hashlib.sha256(file.data).hexdigest(),
    )


def verify(folder: Path, digest: str | None = None) -> tuple[str, ...]:
    """What is not as the list says, in sentences; nothing when all is well. `digest` is what `write_archive`
    returned, where it was kept."""
    try:
        data = (folder / MANIFEST).read_bytes()
        manifest = Manifest.model_validate_json(data)
    except OSError:
        return (f"打不开清单 {MANIFEST}：这不是归档文件夹，或者清单丢失了。",)
    except ValidationError:
        return (f"清单 {MANIFEST} 已损坏，不能核对。",)
    return tuple(_differences(folder, manifest, data, digest))


def _differences(folder: Path, manifest: Manifest, data: bytes, digest: str | None) -> Iterator[str]:
    if digest is not None and hashlib.sha256(data).hexdigest() != digest.lower():
        yield f"清单 {MANIFEST} 与归档时留存的校验值不一致，可能被改动过。"
    listed = {entry.path for entry in manifest.files}
    for entry in manifest.files:
        yield from _difference(folder, entry)
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    for path in sorted(there - listed - {MANIFEST}):
        yield f"多出文件：{path}，清单里没有。"


def _difference(folder: Path, entry: Entry) -> Iterator[str]:
    path = folder / entry.path
    if not path.resolve().is_relative_to(folder.resolve()):
        yield f"清单里的路径“{entry.path}”指到了文件夹外面，没有核对。"
    elif not path.is_file():
        yield f"缺少文件：{entry.path}。"
    else:
        try:
            same = path.stat().st_size == entry.bytes and _sha256(path) == entry.sha256
        except OSError:
            yield f"读不出文件：{entry.path}。"
            return
        if not same:
            yield f"文件已改动或损坏：{entry.path}。"


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def as_json(data: object) -> bytes:
    """Readable UTF-8."""
    return json.dumps(data, ensure_ascii=False, indent=2).encode("utf-8")
