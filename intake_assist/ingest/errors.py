"""What can go wrong with a file, as Chinese sentences, and the one place where library exceptions end."""

from __future__ import annotations

import errno
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import PurePath

from PIL import Image

MESSAGES: Mapping[str, str] = {
    "missing": "找不到“{name}”。可能已被移动、改名或删除，请重新选择文件。",
    "folder": "“{name}”是文件夹，不是文件。请选择其中的文件。",
    "empty_folder": "文件夹“{name}”里没有可以识读的文件。请看看是否选错了文件夹。",
    "not_a_file": "“{name}”不是普通文件，无法读取。请换成图片、PDF 或 XLSX 文件。",
    "denied": "没有权限打开“{name}”。请把文件复制到自己的文件夹，或请管理员开放权限。",
    "busy": "“{name}”正在被写入或被其他程序占用。请等扫描或复制结束、关闭打开它的程序后再试。",
    "io": "读取“{name}”时出错（{detail}）。请检查U盘、网络盘是否连好，再试一次。",
    "not_kept": "“{name}”暂时取不出来（保存的内容打不开）。请再试一次；仍不行请重新放入这个文件。",
    "empty": "“{name}”是空文件（0字节）。请重新扫描或重新复制。",
    "too_big": "“{name}”有{size_mb} MB，超过上限{limit_mb} MB。请降低扫描分辨率，或拆成几个文件。",
    "too_many_pixels": "“{name}”的图像太大{size}，没有读取。请用300 dpi以下重新扫描。",
    "too_few_pixels": "“{name}”的图像只有{width}×{height}像素，上面看不出任何内容。请确认是否选错文件，或重新扫描。",
    "too_many_pages": "“{name}”页数太多（超过{limit}页），一页都没有读取。请确认是否选错文件，或拆分后再放入。",
    "pages_left": "“{name}”共{pages}页，只读取前{limit}页，其余没有读取。请把其余页拆成另一个文件再放入。",
    "no_such_page": "“{name}”没有第{page}页（共{pages}页）。文件可能已被替换，请重新放入。",
    "truncated": "“{name}”不完整（没有传完或保存中断），不能当作完整材料。请重新扫描或重新复制。",
    "damaged": "“{name}”打不开：内容已损坏或写法特殊。请重新扫描，或用看图软件另存为 JPEG/PDF 后再放入。",
    "page_damaged": "“{name}”的第{page}页读不出来：内容已损坏。请重新扫描这一页。",
    "password": "“{name}”有密码保护。请先用密码打开，另存为不带密码的文件后再放入。",
    "unsupported": "“{name}”{advice}",
    "workbook_damaged": "“{name}”打不开：表格已损坏或写法特殊。请用 Excel 或 WPS 打开后另存为 .xlsx 再放入。",
    "workbook_empty": "“{name}”里没有可见的内容{detail}。请确认是否选错文件，或取消隐藏、填写后再放入。",
    "workbook_too_big": "“{name}”的表格太大。请只保留需要的行和列，另存为新的 .xlsx 后再放入。",
    "out_of_memory": "电脑内存不够，“{name}”没有读取。请关闭其他程序后再试，或降低扫描分辨率。",
    "too_deep": "“{name}”里的文件夹层数太多，更深的没有读取。请把需要的文件放到一个文件夹里。",
    "too_many_files": "“{name}”及以后的文件没有读取：一次最多{limit}个文件。请确认是否选错文件夹，或分批放入。",
}
RETRYABLE = frozenset({"busy", "io", "not_kept", "out_of_memory"})
UNFINISHED = frozenset({"empty", "truncated", "damaged", "page_damaged", "workbook_damaged"})

_WINDOWS_LOCKED = frozenset({32, 33})
_LOCKED = frozenset({errno.EBUSY, errno.EAGAIN, errno.EDEADLK})


class IngestError(Exception):
    """The only exception that leaves this package. Picklable.

    `code` is one of the keys of ``MESSAGES``, `message` a Chinese sentence that names the file and says what
    to do, `retryable` says that the same file may well be readable a moment later.
    """

    def __init__(self, code: str, message: str, retryable: bool = False) -> None:
        super().__init__(code, message, retryable)
        self.code = code
        self.message = message
        self.retryable = retryable

    def __str__(self) -> str:
        return self.message


class ReadError(Exception):
    """A fault found by a reader, which knows the facts but not the file's name. Stays inside the package."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code, facts)
        self.code = code
        self.facts = facts

    def about(self, file: str) -> IngestError:
        message = MESSAGES[self.code].format(name=short_name(file), **self.facts)
        return IngestError(self.code, message, self.code in RETRYABLE)


def short_name(file: str) -> str:
    """The last part of a path for messages: its middle left out when over 60 characters, always printable."""
    name = (PurePath(file).name or file).encode("utf-8", "replace").decode("utf-8")
    return name if len(name) <= 60 else f"{name[:36]}…{name[-20:]}"


DAMAGED = ReadError("damaged")


@contextmanager
def guarded(file: str, damaged: ReadError = DAMAGED) -> Iterator[None]:
    """Turns every exception into an IngestError about `file` and keeps libraries' warnings from surfacing.

    `damaged` stands for whatever a library raises on bytes it cannot read: decoders of hostile bytes raise
    nearly every built-in exception, so what is not known by type is taken as damage of the file.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    except IngestError:
        raise
    except ReadError as fault:
        raise fault.about(file) from fault
    except Exception as error:
        raise fault_of(error, damaged).about(file) from error


def fault_of(error: Exception, damaged: ReadError = DAMAGED) -> ReadError:
    """The fault that an exception of the system or of a library stands for."""
    found = next((make for kind, make in _KNOWN if isinstance(error, kind)), None)
    return found(error, damaged) if found else damaged


def _os_fault(error: Exception, damaged: ReadError) -> ReadError:
    assert isinstance(error, OSError)
    if getattr(error, "winerror", None) in _WINDOWS_LOCKED or error.errno in _LOCKED:
        return ReadError("busy")
    if error.errno is None:  # image decoders raise bare OSErrors
        return damaged
    return ReadError("io", detail=errno.errorcode.get(error.errno, str(error.errno)))


def _permission_fault(error: Exception, damaged: ReadError) -> ReadError:
    fault = _os_fault(error, damaged)
    return fault if fault.code == "busy" else ReadError("denied")


def _always(code: str, **facts: object) -> Callable[[Exception, ReadError], ReadError]:
    return lambda _error, _damaged: ReadError(code, **facts)


_KNOWN: tuple[tuple[type[Exception], Callable[[Exception, ReadError], ReadError]], ...] = (
    (Image.DecompressionBombError, _always("too_many_pixels", size="")),
    (zipfile.BadZipFile, lambda _error, damaged: damaged),
    (MemoryError, _always("out_of_memory")),
    (FileNotFoundError, _always("missing")),
    (NotADirectoryError, _always("missing")),
    (IsADirectoryError, _always("folder")),
    (PermissionError, _permission_fault),
    (OSError, _os_fault),
)
