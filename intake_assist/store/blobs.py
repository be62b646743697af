"""Files of bytes beside the database, sealed and named by what they hold.

A file is named by a keyed hash of its content's SHA-256: equal contents are kept once, and the names tell
nothing to whoever finds the disk.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from intake_assist.store.errors import BlobDamagedError, BlobMissingError, DamagedError, translated
from intake_assist.store.files import write_whole
from intake_assist.store.sealing import Sealer

BLOBS = "blobs"
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Blobs:
    """Content-addressed files under ``folder/blobs``. Safe to use from several threads and processes."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder / BLOBS
        self._names = HKDFExpand(SHA256(), 32, b"names").derive(key)
        self._sealer = Sealer(HKDFExpand(SHA256(), 32, b"content").derive(key))

    def name(self, sha: str) -> str:
        """Under which name the content with this SHA-256 is kept."""
        return hmac.new(self._names, sha.encode("ascii", "replace"), hashlib.sha256).hexdigest()

    def put(self, data: bytes) -> str:
        """The SHA-256 of `data`, which is on the disk when this returns."""
        sha = hashlib.sha256(data).hexdigest()
        name = self.name(sha)
        path = self._path(name)
        with translated():
            if self._holds(path, sha, len(data)):
                return sha
            path.parent.mkdir(parents=True, exist_ok=True)
            write_whole(path, self._sealer.seal(data, name))
        return sha

    def get(self, sha: str) -> bytes:
        """Raises BlobMissingError, or BlobDamagedError when what is there is not what was put."""
        name = self.name(sha)
        with translated():
            try:
                sealed = self._path(name).read_bytes()
            except FileNotFoundError:
                raise BlobMissingError(_MISSING) from None
        try:
            data = self._sealer.open(sealed, name)
        except DamagedError:
            raise BlobDamagedError(_DAMAGED) from None
        if hashlib.sha256(data).hexdigest() != sha:
            raise BlobDamagedError(_DAMAGED)
        return data

    def has(self, sha: str) -> bool:
        return bool(_SHA256.fullmatch(sha)) and self._path(self.name(sha)).exists()

    def remove(self, name: str) -> None:
        """Takes the file of that *name* away; one that is not there is no error."""
        with translated():
            self._path(name).unlink(missing_ok=True)

    def kept(self) -> Iterator[tuple[str, float]]:
        """Every file's name and its age in seconds; files half written by a program that died among them."""
        now = time.time()
        with translated():
            for path in self._folder.glob("??/*"):
                try:
                    yield path.name, now - path.stat().st_mtime
                except FileNotFoundError:
                    continue

    def _holds(self, path: Path, sha: str, size: int) -> bool:
        """Whether the content is there and whole; a damaged one is written again. Its time is set anew, so
        that it is not swept away before something names it."""
        if not path.exists() or path.stat().st_size < size:
            return False
        try:
            self.get(sha)
        except BlobDamagedError:
            return False
        os.utime(path)
        return True

    def _path(self, name: str) -> Path:
        return self._folder / name[:2] / name


class BlobOpener:
    """Reads blobs in another process: ``opener(sha) -> bytes``. Can be pickled; it carries the key of the blobs
    and no other."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder, self._key = folder, key

    def __call__(self, sha: str) -> bytes:
        return Blobs(self._folder, self._key).get(sha)

    def __repr__(self) -> str:
        return f"BlobOpener({str(self._folder)!r})"


_MISSING = "一个材料文件不在数据文件夹里，可能被移走或删除。请重新扫描或从备份拷回。"
_DAMAGED = "一个材料文件已损坏或被改动，不能使用。请重新扫描这份材料。"
