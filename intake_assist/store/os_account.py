"""Who is signed in at the operating system, as the system itself says: not as a variable or a user says."""

from __future__ import annotations

import re
import sys
import unicodedata
from dataclasses import dataclass

_SID = re.compile(r"S-1-[0-9]+(-[0-9]+){1,15}")
_NAME = re.compile(r"[^\\/\s\"\[\]:|<>+=;,?*@%]([^\\/\"\[\]:|<>+=;,?*@%]*[^\\/\s\"\[\]:|<>+=;,?*@%])?")


@dataclass(frozen=True, slots=True)
class OsAccount:
    """`name` is ``DOMAIN\\user`` on Windows and the user's name elsewhere; `sid` is Windows' own number of it."""

    name: str
    sid: str = ""

    @property
    def keys(self) -> tuple[str, ...]:
        """Under which it may be entered in an account, the surest first."""
        return tuple(key for key in (normal(self.sid), normal(self.name)) if key)


def normal(text: str) -> str:
    """A SID or a name of an operating system's account so that equal ones are equal; empty for anything else."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if _SID.fullmatch(plain.upper()):
        return plain.upper()
    parts = plain.split("\\")
    if len(parts) > 2 or not all(part.isprintable() and _NAME.fullmatch(part) for part in parts):
        return ""
    return "\\".join(unicodedata.normalize("NFKC", part.casefold()) for part in parts)


if sys.platform == "win32":

    def os_account() -> OsAccount:
        import ctypes
        from ctypes import wintypes

        secur32 = ctypes.WinDLL("secur32", use_last_error=True)
        size = wintypes.ULONG(512)
        name = ctypes.create_unicode_buffer(size.value)
        sam_compatible = 2
        secur32.GetUserNameExW.argtypes = [ctypes.c_int, wintypes.LPWSTR, ctypes.POINTER(wintypes.ULONG)]
        secur32.GetUserNameExW.restype = wintypes.BOOLEAN
        known = secur32.GetUserNameExW(sam_compatible, name, ctypes.byref(size))
        return OsAccount(name.value if known else "", _sid())

    def _sid() -> str:
        """Of the user this process runs as; empty when Windows does not say."""
        import ctypes
        from ctypes import wintypes

        kernel32 = ctypes.WinDLL("kernel32", use_last_error=True)
        advapi32 = ctypes.WinDLL("advapi32", use_last_error=True)
        kernel32.GetCurrentProcess.restype = wintypes.HANDLE
        kernel32.CloseHandle.argtypes = [wintypes.HANDLE]
        kernel32.LocalFree.argtypes = [ctypes.c_void_p]
        advapi32.OpenProcessToken.argtypes = [
            wintypes.HANDLE,
            wintypes.DWORD,
            ctypes.POINTER(wintypes.HANDLE),
        ]
        advapi32.GetTokenInformation.argtypes = [
            wintypes.HANDLE,
            ctypes.c_int,
            ctypes.c_void_p,
            wintypes.DWORD,
            ctypes.POINTER(wintypes.DWORD),
        ]
        advapi32.ConvertSidToStringSidW.argtypes = [ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p)]
        token_query, token_user = 0x0008, 1
        token, length = wintypes.HANDLE(), wintypes.DWORD()
        if not advapi32.OpenProcessToken(kernel32.GetCurrentProcess(), token_query, ctypes.byref(token)):
            return ""
        try:
            advapi32.GetTokenInformation(token, token_user, None, 0, ctypes.byref(length))
            data = ctypes.create_string_buffer(max(length.value, 1))
            if not advapi32.GetTokenInformation(token, token_user, data, length, ctypes.byref(length)):
                return ""
            sid = ctypes.c_void_p.from_buffer(data)  # the first member of TOKEN_USER points to the SID
            text = ctypes.c_void_p()
            if not advapi32.ConvertSidToStringSidW(sid, ctypes.byref(text)):
                return ""
            try:
                return ctypes.wstring_at(text.value or 0)
            finally:
                kernel32.LocalFree(text)
        finally:
            kernel32.CloseHandle(token)

else:

    def os_account() -> OsAccount:
        import os
        import pwd

        try:
            return OsAccount(pwd.getpwuid(os.getuid()).pw_name)
        except KeyError:  # a user without an entry, as in some containers
            return OsAccount(f"uid-{os.getuid()}")
