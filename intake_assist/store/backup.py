"""Copies of the database: made while it is in use, verified, kept for some days, and brought back.

Material files are not copied every day: their names are their contents, they never change. `backup_to`
copies what is new of them to another disk.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from intake_assist.disk import reason
from intake_assist.store import numbers
from intake_assist.store.blobs import BLOBS
from intake_assist.store.database import DATABASE, check, sqlite_file
from intake_assist.store.errors import (
    BusyError,
    DamagedError,
    RefusedError,
    StoreError,
    UnavailableError,
    translated,
)
from intake_assist.store.files import PART, sync_file, sync_folder, write_whole
from intake_assist.store.keys import DESCRIPTION, same_store

BACKUPS = "backups"
DELETED = "deleted.txt"
_NAME = re.compile(r"store-(\d{8}T\d{6})Z(-[a-z0-9_]+)?\.sqlite3")
_IN_USE = "数据库正被另一个程序使用，不能恢复。请关闭所有程序窗口后再试。"
_STAMP = "%Y%m%dT%H%M%S"


@dataclass(frozen=True, slots=True)
class Backup:
    """A verified copy. `cases` and `entries` are what it holds, -1 when it could not be read."""

    path: Path
    taken_at: dt.datetime
    cases: int = -1
    entries: int = -1


def backups(folder: Path) -> tuple[Backup, ...]:
    """The copies in the store's folder, newest first."""
    found = []
    for path in (folder / BACKUPS).glob("store-*.sqlite3"):
        named = _NAME.fullmatch(path.name)
        if named:
            taken = dt.datetime.strptime(named[1], _STAMP).replace(tzinfo=dt.UTC)
            found.append(Backup(path, taken))
    return tuple(sorted(found, key=lambda copy: (copy.taken_at, copy.path.name), reverse=True))


def last_good(folder: Path) -> Backup | None:
    """The newest copy that passes its check, with what it holds."""
    for copy in backups(folder):
        try:
            return _verified(copy)
        except StoreError:
            continue
    return None


def make_backup(folder: Path, now: dt.datetime, why: str = "") -> Backup:
    """A copy of the database in use. It gets its name only after it was read from end to end and found good."""
    target = folder / BACKUPS / f"store-{now.astimezone(dt.UTC):{_STAMP}}Z{f'-{why}' if why else ''}.sqlite3"
    with translated():
        target.parent.mkdir(parents=True, exist_ok=True)
        part = target.with_name(target.name + PART)
        part.unlink(missing_ok=True)
        try:
            _copy(folder / DATABASE, part)
            copy = _verified(Backup(part, now))
            part.replace(target)
        except BaseException:
            part.unlink(missing_ok=True)
            raise
        sync_folder(target.parent)
        write_whole(target.parent / DESCRIPTION, (folder / DESCRIPTION).read_bytes())
    return Backup(target, copy.taken_at, copy.cases, copy.entries)


def drop_old(folder: Path, now: dt.datetime, days: int) -> None:
    """Takes away copies, and databases set aside, older than `days`, and what a program that died has left half
    written; the newest copy always stays."""
    limit = now - dt.timedelta(days=days)
    with translated():
        for copy in backups(folder)[1:]:
            if copy.taken_at < limit:
                copy.path.unlink(missing_ok=True)
        _drop(folder.glob(f"{DATABASE}.damaged-*"), limit)
        yesterday = now - dt.timedelta(days=1)
        _drop(folder.glob(f"*{PART}*"), yesterday)
        _drop((folder / BACKUPS).glob(f"*{PART}*"), yesterday)


def _drop(paths: Iterable[Path], limit: dt.datetime) -> None:
    for path in paths:
        if dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC) < limit:
            path.unlink(missing_ok=True)


def put_back(folder: Path, copy: Backup, now: dt.datetime) -> Backup:
    """Makes `copy` the database; what was there is set aside as ``store.sqlite3.damaged-TIME``.

    Raises RefusedError while a program has the store open, DamagedError when the copy is no better. A write log
    that is left beside the old database goes aside with it.
    """
    good = _verified(copy)
    _refuse_in_use(folder / DATABASE)
    with translated():
        new = folder / f"{DATABASE}.new"
        shutil.copyfile(copy.path, new)
        sync_file(new)
        stamp = f"{now.astimezone(dt.UTC):{_STAMP}}Z"
        numbers.note(folder, _numbers_of(folder / DATABASE))
        for tail in ("-wal", "-shm", ""):
            old = folder / f"{DATABASE}{tail}"
            if old.exists():
                _set_aside(old, folder / f"{DATABASE}.damaged-{stamp}{tail}")
        new.replace(folder / DATABASE)
        sync_folder(folder)
    return good


def _numbers_of(database: Path) -> dict[str, int]:
    """The last numbers that were given, as far as that can still be read: the note beside it may be gone, too."""
    try:
        with sqlite_file(database, "ro") as connection:
            return dict(connection.execute("SELECT name, last FROM series").fetchall())
    except (StoreError, sqlite3.Error):
        return {}


def _refuse_in_use(database: Path) -> None:
    """Leaving the write log takes the file for oneself alone; a file too damaged for that is in nobody's use."""
    try:
        with suppress(DamagedError, UnavailableError), sqlite_file(database) as connection:
            connection.execute("PRAGMA busy_timeout=0")
            connection.execute("PRAGMA journal_mode=DELETE")
    except BusyError:
        raise RefusedError(_IN_USE) from None


def _set_aside(old: Path, new: Path) -> None:
    try:
        old.replace(new)
    except PermissionError:  # how Windows says that another program has it open
        raise RefusedError(_IN_USE) from None


def backup_to(folder: Path, other: Path, now: dt.datetime) -> Backup:
    """The database and the material files in `other`, e.g. on another disk; files that are there stay as they are.

    Opens there as a store of its own, with the same key. Material files that its cases do not need are taken away:
    those of cases that were deleted since.
    """
    _prepare(folder, other)
    with translated():
        copy = make_backup(folder, now)
        copy_blobs(folder, other)
        part = other / f"{DATABASE}{PART}"
        shutil.copyfile(copy.path, part)
        sync_file(part)
        part.replace(other / DATABASE)
        sync_folder(other)
        _drop_deleted(folder, other)
    return copy


def _drop_deleted(folder: Path, other: Path) -> None:
    """What no case of the copy needs and the store itself has no more."""
    with sqlite_file(other / DATABASE, "ro") as connection:
        needed = {name for (name,) in connection.execute("SELECT name FROM blob_refs")}
    for path in (other / BLOBS).glob("??/*"):
        if path.name not in needed and not (folder / BLOBS / path.parent.name / path.name).exists():
            path.unlink(missing_ok=True)


def copy_blobs(folder: Path, other: Path) -> int:
    """What is new of the material files, and the description of their key, to `other`. How many are there then."""
    _prepare(folder, other)
    count = 0
    with translated():
        for source in (folder / BLOBS).glob("??/*"):
            if source.name.endswith(PART):
                continue
            count += 1
            target = other / BLOBS / source.parent.name / source.name
            if not target.exists():
                target.parent.mkdir(parents=True, exist_ok=True)
                with suppress(FileNotFoundError):  # a case was deleted meanwhile
                    write_whole(target, source.read_bytes())
        write_whole(other / DESCRIPTION, (folder / DESCRIPTION).read_bytes())
    return count


def _prepare(folder: Path, other: Path) -> None:
    """Raises RefusedError for a place that is no folder, or part of the store itself, or another store's."""
    with translated():
        if other.resolve().is_relative_to(folder.resolve()):
            raise RefusedError("备份不能放在数据文件夹里：这个磁盘坏了，备份也就没有了。请换另一个磁盘。")
    try:
        other.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise RefusedError(
            f"“{other}”是一个文件，备份要放进文件夹。请换一个文件夹，例如 E:\\收件备份。"
        ) from None
    except OSError as error:
        raise RefusedError(
            f"不能建立文件夹“{other}”（{reason(error)}）。请检查磁盘是否插好、能否写入。"
        ) from error
    with translated():
        theirs = other / DESCRIPTION
        if theirs.exists() and not same_store(theirs, folder / DESCRIPTION):
            raise RefusedError(f"“{other}”里是另一份收件数据，没有动它。请换一个空的文件夹。")


def _copy(source: Path, target: Path) -> None:
    with sqlite_file(source) as old, sqlite_file(target, "rwc") as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
    sync_file(target)


def _verified(copy: Backup) -> Backup:
    with sqlite_file(copy.path, "ro") as connection:
        check(connection)
        return Backup(copy.path, copy.taken_at, *_counted(connection))


def _counted(connection: sqlite3.Connection) -> tuple[int, int]:
    cases, entries = connection.execute(
        "SELECT (SELECT count(*) FROM cases), (SELECT count(*) FROM entries)"
    ).fetchone()
    return int(cases), int(entries)


def what_is_lost(folder: Path, copy: Backup) -> str:
    """In Chinese: what `copy` does not have of the damaged database, as far as that can still be read."""
    since = f"{copy.taken_at.astimezone():%Y-%m-%d %H:%M}"
    try:
        with sqlite_file(folder / DATABASE) as connection:
            cases, entries = _counted(connection)
    except (StoreError, sqlite3.Error, DamagedError):
        return f"恢复到 {since} 的备份（{copy.cases} 件），那以后存的内容会丢失。"
    more = max(cases - copy.cases, 0), max(entries - copy.entries, 0)
    return f"恢复到 {since} 的备份（{copy.cases} 件），那以后存的大约 {more[0]} 件、{more[1]} 步操作会丢失。"


def note_deleted(folder: Path, case_ids: Iterable[str]) -> None:
    """Remembers outside the database what was deleted, so that no backup brings it back."""
    ids = list(case_ids)
    if not ids:
        return
    with (folder / DELETED).open("a", encoding="ascii") as file:
        file.writelines(f"{case_id}\n" for case_id in ids)
        file.flush()
        os.fsync(file.fileno())


def deleted(folder: Path) -> tuple[str, ...]:
    path = folder / DELETED
    return tuple(path.read_text(encoding="ascii", errors="replace").split()) if path.exists() else ()
