"""What can go wrong with the store, said in words the clerk can act on."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sqlalchemy.exc import DBAPIError

if TYPE_CHECKING:
    from intake_assist.store.backup import Backup


class StoreError(Exception):
    """Base of all. `message` is a Chinese sentence for the screen; it holds no personal data.

    `passing` says that the same call may succeed later, once the cause is removed.
    """

    passing = False

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class DiskFullError(StoreError):
    passing = True


class ReadOnlyError(StoreError):
    passing = True


class BusyError(StoreError):
    """Another program is writing to the same store."""

    passing = True


class UnavailableError(StoreError):
    """The disk, the share or the database server did not answer."""

    passing = True


class DamagedError(StoreError):
    """The database cannot be trusted. `backup` is the last good copy, None when there is none."""

    def __init__(self, message: str, backup: Backup | None = None) -> None:
        super().__init__(message)
        self.backup = backup


class TooNewError(StoreError):
    """A newer program has written this database."""


class MigrationError(StoreError):
    """The database could not be brought to this program's version; it is as it was before."""


class KeyMissingError(StoreError):
    """The key of this store is not on this machine; it opens with the recovery key."""


class WrongKeyError(StoreError):
    """The key given is not this store's, or was mistyped."""


class BlobMissingError(StoreError):
    pass


class BlobDamagedError(StoreError):
    pass


class NoSuchCaseError(StoreError):
    pass


class CaseChangedError(StoreError):
    """Somebody else has worked on the case since it was loaded."""


class RefusedError(StoreError):
    """The request goes against a rule, e.g. deleting under a legal hold."""


_FULL = frozenset({errno.ENOSPC, errno.EFBIG, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC})
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})

_SQLITE: tuple[tuple[frozenset[int], type[StoreError], str], ...] = (
    (
        frozenset({sqlite3.SQLITE_FULL}),
        DiskFullError,
        "磁盘已满,这一步没有存上。请清出空间,程序会再存一次。",
    ),
    (
        frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}),
        ReadOnlyError,
        "数据文件夹不可写,这一步没有存上。请检查文件夹权限或磁盘的写保护。",
    ),
    (
        frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}),
        BusyError,
        "另一个程序正在使用数据,这一步没有存上。请关闭多余的程序窗口后再试。",
    ),
    (
        frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}),
        DamagedError,
        "数据库已损坏,不能继续使用。请关闭程序,用最近的备份恢复。",
    ),
    (
        frozenset({sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PROTOCOL}),
        UnavailableError,
        "读写磁盘失败,这一步没有存上。请检查磁盘是否已满、已断开或有故障。",
    ),
)


@contextmanager
def translated() -> Iterator[None]:
    """Turns what the database and the disk raise into a `StoreError`; other exceptions pass."""
    try:
        yield
    except DBAPIError as error:
        raise from_database(error) from error
    except sqlite3.Error as error:
        raise _from_sqlite(error) from error
    except OSError as error:
        raise from_disk(error) from error


def from_database(error: DBAPIError) -> StoreError:
    """The cause is told by the driver's error; one that is no fault of the surroundings is ours."""
    if isinstance(error.orig, sqlite3.Error):
        return _from_sqlite(error.orig)
    if error.connection_invalidated:
        return UnavailableError("与数据库的连接断了,这一步没有存上。请检查数据库服务。")
    return StoreError(f"数据库拒绝了这一步({type(error.orig).__name__})。请告诉维护人员。")


def _from_sqlite(error: sqlite3.Error) -> StoreError:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    for codes, kind, message in _SQLITE:
        if code in codes:
            return kind(message)
    return StoreError(f"数据库拒绝了这一步({type(error).__name__})。请告诉维护人员。")


def from_disk(error: OSError) -> StoreError:
    if error.errno in _FULL:
        return DiskFullError("磁盘已满,没有存上。请清出空间,程序会再存一次。")
    if error.errno in _READ_ONLY:
        return ReadOnlyError("数据文件夹不可写。请检查文件夹权限或磁盘的写保护。")
    reason = errno.errorcode.get(error.errno or 0, type(error).__name__)
    return UnavailableError(f"读写磁盘失败({reason})。请检查磁盘。")
