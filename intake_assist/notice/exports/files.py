"""Files that are there whole or not at all."""

from __future__ import annotations

import os
import re
import tempfile
from pathlib import Path

_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]')
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)")
_LONGEST = 120


def write_whole(path: Path, data: bytes) -> None:
    """Writes beside `path` first, to the disk, then takes its name. Raises OSError; nothing is left then."""
    handle, name = tempfile.mkstemp(prefix=".part-", dir=path.parent)
    made = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        made.replace(path)
    except BaseException:
        made.unlink(missing_ok=True)
        raise


def safe_name(name: str) -> str:
    """A file name that Windows and Linux both allow, as like `name` as can be."""
    cleaned = _FORBIDDEN.sub("_", name).strip(" .") or "_"
    stem, dot, suffix = cleaned.rpartition(".")
    if len(cleaned) > _LONGEST:
        cleaned = f"{stem[: _LONGEST - len(suffix) - 1]}{dot}{suffix}" if stem else cleaned[:_LONGEST]
    return f"_{cleaned}" if _RESERVED.match(cleaned) else cleaned
