"""Material files: sealed, named by content, checked when read."""

from __future__ import annotations

import hashlib
import multiprocessing
import pickle
from pathlib import Path

import pytest

from intake_assist.store import BlobDamagedError, BlobMissingError, Store

DATA = b"\xff\xd8 a page of somebody" * 100


def files(folder: Path) -> list[Path]:
    return sorted((folder / "blobs").glob("??/*"))


def test_what_was_put_comes_back(store: Store) -> None:
    for data in (DATA, b"", b"\x00"):
        sha = store.put_blob(data)
        assert sha == hashlib.sha256(data).hexdigest()
        assert store.get_blob(sha) == data


def test_equal_contents_are_kept_once_and_nothing_else_lies_about(store: Store, folder: Path) -> None:
    store.put_blob(DATA)
    store.put_blob(DATA)
    (file,) = files(folder)
    assert file.suffix == ""


def test_neither_content_nor_hash_shows_on_the_disk(store: Store, folder: Path) -> None:
    sha = store.put_blob(DATA)
    (file,) = files(folder)
    assert sha not in str(file)
    assert b"somebody" not in file.read_bytes()


@pytest.mark.parametrize("damage", ["flip", "cut", "empty", "swap"])
def test_a_damaged_file_is_told_and_put_again_it_is_whole(store: Store, folder: Path, damage: str) -> None:
    sha = store.put_blob(DATA)
    (file,) = files(folder)
    sealed = file.read_bytes()
    if damage == "flip":
        file.write_bytes(sealed[:50] + bytes([sealed[50] ^ 1]) + sealed[51:])
    elif damage == "cut":
        file.write_bytes(sealed[:-10])
    elif damage == "empty":
        file.write_bytes(b"")
    else:
        store.put_blob(b"other" * 1000)
        (other,) = (path for path in files(folder) if path != file)
        file.write_bytes(other.read_bytes())
    with pytest.raises(BlobDamagedError, match="重新扫描"):
        store.get_blob(sha)
    assert store.put_blob(DATA) == sha
    assert store.get_blob(sha) == DATA


def test_a_missing_file_is_told(store: Store, folder: Path) -> None:
    sha = store.put_blob(DATA)
    files(folder)[0].unlink()
    with pytest.raises(BlobMissingError, match="不在数据文件夹里"):
        store.get_blob(sha)
    with pytest.raises(BlobMissingError):
        store.get_blob("../../etc/passwd")


def test_another_process_reads_through_the_opener(store: Store) -> None:
    sha = store.put_blob(DATA)
    opener = pickle.loads(pickle.dumps(store.blob_opener()))
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        assert pool.apply(opener, (sha,)) == DATA
        pool.close()
        pool.join()
