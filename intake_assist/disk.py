"""What the operating system says when a file cannot be read or written, in words that a clerk can act on."""

from __future__ import annotations

import errno

_REASONS = {
    errno.ENOSPC: "磁盘已满",
    errno.EFBIG: "文件太大，磁盘放不下",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EROFS: "磁盘是只读的",
    errno.ENOENT: "没有这个文件或文件夹",
    errno.ENOTDIR: "路径中间的一段是文件，不是文件夹",
    errno.EISDIR: "这里要写文件名，而它是文件夹",
    errno.EEXIST: "已有同名的文件",
    errno.ENAMETOOLONG: "文件名或路径太长",
    errno.EINVAL: "文件名里有不能用的字符",
    errno.EBUSY: "正被其他程序占用",
    errno.EIO: "磁盘读写出错",
    errno.ENOEXEC: "不是可以运行的程序",
}


def known_reason(error: OSError) -> str | None:
    """The cause in Chinese when it lies in the surroundings, which the user can change."""
    return _REASONS.get(error.errno or 0)


def reason(error: OSError) -> str:
    """The cause in Chinese; of a rare one its code."""
    code = errno.errorcode.get(error.errno or 0, type(error).__name__)
    return known_reason(error) or f"读写出错（{code}）"
