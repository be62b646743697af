"""Paths as people give them: long ones, junk files, natural order."""

from __future__ import annotations

import ntpath
import os
import re
from pathlib import Path

JUNK_NAMES = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", "__macosx", "$recycle.bin", "icon\r"})
JUNK_PREFIXES = (".", "~$")

# Texts that programs put beside scans. One that is handed over by name is still answered for.
NOTE_SUFFIXES = (".yaml", ".yml", ".json", ".md", ".log", ".txt")

_WINDOWS_MAX = 248  # folders may have 248 characters, files 260; the prefix does no harm earlier
_NUMBER = re.compile(r"(\d+)")


def is_junk(name: str) -> bool:
    """Whether a name belongs to a hidden, lock or bookkeeping file that nobody means to hand in."""
    lower = name.lower()
    office_temporary = lower.startswith("~") and lower.endswith(".tmp")
    return office_temporary or lower in JUNK_NAMES or lower.startswith(JUNK_PREFIXES)


def is_note(name: str) -> bool:
    """Whether a file found in a folder is a note beside the scans rather than one of them."""
    return name.lower().endswith(NOTE_SUFFIXES)


def natural_key(name: str) -> tuple[tuple[bool, int, str], ...]:
    """Sort key under which 2.jpg comes before 10.jpg, whatever the case of the letters."""
    return tuple(
        (False, int(part), part) if part.isdecimal() else (True, 0, part.casefold())
        for part in _NUMBER.split(name)
        if part
    )


def long_path(path: str) -> str:
    r"""An absolute Windows path in the form that Windows accepts beyond 260 characters (``\\?\``).

    Short paths, relative ones and those that carry the prefix already come back as they are. A pure
    function of the text, so it can be asked anywhere about a Windows path.
    """
    if len(path) < _WINDOWS_MAX or path.startswith("\\\\?\\") or not ntpath.isabs(path):
        return path
    plain = ntpath.normpath(path)
    return "\\\\?\\UNC\\" + plain[2:] if plain.startswith("\\\\") else "\\\\?\\" + plain


def native(path: Path) -> Path:
    """The path to hand to the operating system; absolute and prefixed on Windows when it is long."""
    return Path(long_path(str(path.absolute()))) if os.name == "nt" else path
