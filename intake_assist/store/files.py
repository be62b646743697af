"""Writing a file so that a power cut leaves it whole or not there."""

from __future__ import annotations

import os
import uuid
from pathlib import Path

PART = ".part"
"""The end of the name of a file that is being written; one that stays behind is of a program that died."""
_FLAGS = os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0)


def write_whole(path: Path, data: bytes, *, private: bool = False, new: bool = False) -> None:
    """The file is on the disk with all of `data` when this returns, or is what it was before.

    `private`: nobody else may read it. `new`: raises FileExistsError when there is one already.
    """
    part = path.with_name(f"{path.name}.{uuid.uuid4().hex}{PART}")
    try:
        descriptor = os.open(part, _FLAGS, 0o600 if private else 0o644)
        with open(descriptor, "wb") as file:  # noqa: PTH123 - a descriptor
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        _name(part, path, new=new)
    finally:
        part.unlink(missing_ok=True)
    sync_folder(path.parent)


def _name(part: Path, path: Path, *, new: bool) -> None:
    if not new:
        part.replace(path)
    elif os.name == "nt":
        part.rename(path)  # refuses to replace
    else:
        os.link(part, path)


def prove_writable(folder: Path) -> None:
    """Raises OSError when no file can be made there; what the rights say is not to be trusted on every system."""
    part = folder / f"{uuid.uuid4().hex}{PART}"
    os.close(os.open(part, _FLAGS, 0o600))
    part.unlink()


def sync_file(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """A renamed file survives a power cut only once its folder is on the disk; Windows has no such call."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
