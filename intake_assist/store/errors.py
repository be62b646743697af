"""What can go wrong with the store, said in words the clerk can act on."""

from __future__ import annotations

import errno
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError, ProgrammingError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from intake_assist.disk import reason

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


class InDoubtError(UnavailableError):
    """The connection broke while the server was making a step final: it may be kept or not.

    `or_else` finds out and does the call again only when it is not.
    """

    def __init__(self, message: str, happened: Callable[[], bool]) -> None:
        super().__init__(message)
        self._happened = happened
        self.result: Any = None

    def or_else(self, call: Callable[[], Any]) -> Any:
        """The result that the first call had, or that of `call`. Raises UnavailableError as long as the server
        cannot be asked."""
        return self.result if self._happened() else call()


class DamagedError(StoreError):
    """The database cannot be trusted. `backup` is the last good copy, None when there is none."""

    def __init__(self, message: str, backup: Backup | None = None) -> None:
        super().__init__(message)
        self.backup = backup


class TooNewError(StoreError):
    """A newer program has written this database."""


class MigrationError(StoreError):
    """The database could not be brought to this program's version; it is as it was before."""


class AddressError(StoreError):
    """The store is not where the program was told to look: no such kind of database, or another's."""


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


class NotAllowedError(RefusedError):
    """The account lacks the right."""


class NotSignedInError(NotAllowedError):
    """Nobody has signed in, or the account was disabled meanwhile."""


class SignInError(StoreError):
    """The sign-in failed; `wait` seconds have to pass before the next attempt counts."""

    def __init__(self, message: str, wait: float = 0.0) -> None:
        super().__init__(message)
        self.wait = wait


_FULL = frozenset({errno.ENOSPC, errno.EFBIG, errno.EDQUOT} if hasattr(errno, "EDQUOT") else {errno.ENOSPC})
_READ_ONLY = frozenset({errno.EROFS, errno.EACCES, errno.EPERM})

_SQLITE: tuple[tuple[frozenset[int], type[StoreError], str], ...] = (
    (
        frozenset({sqlite3.SQLITE_FULL}),
        DiskFullError,
        "磁盘已满，这一步没有存上。请清出空间，程序会再存一次。",
    ),
    (
        frozenset({sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_AUTH}),
        ReadOnlyError,
        "数据文件夹不可写，这一步没有存上。请检查文件夹权限或磁盘的写保护。",
    ),
    (
        frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}),
        BusyError,
        "另一个程序正在使用数据，这一步没有存上。请关闭多余的程序窗口后再试。",
    ),
    (
        frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}),
        DamagedError,
        "数据库已损坏，不能继续使用。请关闭程序，用最近的备份恢复。",
    ),
    (
        frozenset({sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_PROTOCOL}),
        UnavailableError,
        "读写磁盘失败，这一步没有存上。请检查磁盘是否已满、已断开或有故障。",
    ),
)


# By the beginning of the SQLSTATE that PostgreSQL gives, longer ones first.
_SERVER: tuple[tuple[tuple[str, ...], type[StoreError], str], ...] = (
    (("53100",), DiskFullError, "数据库服务器的磁盘已满，这一步没有存上。请告诉信息科，程序会再存一次。"),
    (
        ("25006", "42501", "3F000"),
        ReadOnlyError,
        "数据库不让写，这一步没有存上。请信息科检查数据库用户的权限，以及服务器是不是只读的备机。",
    ),
    (
        ("55P03", "40001", "40P01", "57014"),
        BusyError,
        "别的窗口正在写数据，这一步没有存上。程序会再存一次；总是这样，请信息科看数据库服务器。",
    ),
    (("XX001", "XX002"), DamagedError, "服务器上的数据库已损坏，不能继续使用。请信息科用备份恢复。"),
    (("28",), UnavailableError, "数据库服务器不接受这个用户或密码。请信息科检查数据库地址和密码。"),
    (("3D",), AddressError, "数据库服务器上没有这个数据库。请信息科检查数据库地址。"),
    (("08", "53", "57", "58", "25P03"), UnavailableError, ""),
)
_NO_SERVER = "连不上数据库服务器，这一步没有存上。请检查网络和服务器；程序会再存一次。"


@contextmanager
def translated() -> Iterator[None]:
    """Turns what the database and the disk raise into a `StoreError`; other exceptions pass."""
    try:
        yield
    except DBAPIError as error:
        raise from_database(error) from error
    except NoConnectionError as error:
        raise BusyError("同时要做的事太多，这一步没有做成。请稍后再试。") from error
    except sqlite3.Error as error:
        raise _from_sqlite(error) from error
    except OSError as error:
        raise from_disk(error) from error


def from_database(error: DBAPIError) -> StoreError:
    """The cause is told by the driver's error; one that is no fault of the surroundings is ours."""
    if isinstance(error.orig, sqlite3.Error):
        return _from_sqlite(error.orig)
    return _from_server(error, getattr(error.orig, "sqlstate", None) or "")


def _from_server(error: DBAPIError, state: str) -> StoreError:
    for beginnings, kind, message in _SERVER:
        if state and state.startswith(beginnings):
            return kind(message or _NO_SERVER)
    if not state and isinstance(error, OperationalError | InterfaceError):  # nothing came back from there
        return UnavailableError(_NO_SERVER)
    if not state and isinstance(error, ProgrammingError):  # the driver understands not even the address
        return AddressError("数据库地址写得不对，里面有驱动不认识的选项。请信息科检查。")
    return StoreError(
        f"数据库拒绝了这一步（{type(error.orig).__name__} {state}）。请告诉维护人员。".replace(" ）", "）")
    )


def _from_sqlite(error: sqlite3.Error) -> StoreError:
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
    for codes, kind, message in _SQLITE:
        if code in codes:
            return kind(message)
    return StoreError(f"数据库拒绝了这一步（{type(error).__name__}）。请告诉维护人员。")


def from_disk(error: OSError) -> StoreError:
    if error.errno in _FULL:
        return DiskFullError("磁盘已满，没有存上。请清出空间，程序会再存一次。")
    if error.errno in _READ_ONLY:
        return ReadOnlyError("数据文件夹不可写。请检查文件夹权限或磁盘的写保护。")
    return UnavailableError(f"读写磁盘失败：{reason(error)}。请检查磁盘和文件夹。")
