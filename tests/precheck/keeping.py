"""Kept files for the live reader's tests. The opener runs in the spawned process, so it lives in a module."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path


class LostError(Exception):
    message = "存放收件的磁盘打不开。请检查磁盘后再试。"


@dataclass(frozen=True)
class Kept:
    """Files by the SHA-256 of their bytes. One that is missing is a fault that has words of its own only when a
    file of that name with `.lost` behind it lies there."""

    folder: Path

    def __call__(self, name: str) -> bytes:
        if (self.folder / f"{name}.lost").exists():
            raise LostError
        return (self.folder / name).read_bytes()

    def put(self, data: bytes) -> str:
        name = hashlib.sha256(data).hexdigest()
        (self.folder / name).write_bytes(data)
        return name
