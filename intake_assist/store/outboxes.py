"""What was put into outboxes of deleted cases goes with them.

The folders are remembered beside the database, so that a case is taken out of them whichever program deletes it.
Each is laid out as `notice.exports.handover` says: ``NUMBER.json``, ``NUMBER.files`` and ``NUMBER.attempts``, or with
``-2``, ``-3`` behind the number, in the folder itself and in ``sent`` and ``dead``.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

from intake_assist.store.errors import translated

KNOWN = "outboxes.txt"
_PARTS = ("", "sent", "dead")
_ENDS = (".json", ".files", ".attempts")


def note(folder: Path, outbox: Path) -> None:
    """From now on cases are taken out of this outbox, too."""
    if outbox not in known(folder):
        with translated(), (folder / KNOWN).open("a", encoding="utf-8", newline="") as file:
            file.write(f"\n{outbox}")
            file.flush()
            os.fsync(file.fileno())


def known(folder: Path) -> tuple[Path, ...]:
    """Those of other machines among them, where several share the store."""
    path = folder / KNOWN
    with translated():
        text = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
    return tuple(dict.fromkeys(Path(line) for line in text.split("\n") if line))


def take_out(folder: Path, numbers: Collection[str]) -> dict[str, int]:
    """How many jobs of which cases were deleted from the outboxes within reach. What another program holds open stays
    until the next time."""
    done: dict[str, int] = {}
    for outbox in known(folder):
        for part in _PARTS:
            for number, paths in _jobs(outbox / part, numbers).items():
                gone = [_delete(path) for path in paths]
                done[number] = done.get(number, 0) + sum(gone)
    return {number: count for number, count in done.items() if count}


def _jobs(folder: Path, numbers: Collection[str]) -> dict[str, list[Path]]:
    found: dict[str, list[Path]] = {}
    with suppress(OSError):
        for path in folder.iterdir():
            if path.suffix in _ENDS:
                for number in _names(path.stem) & set(numbers):
                    found.setdefault(number, []).append(path)
    return found


def _names(stem: str) -> set[str]:
    """The cases whose job it may be."""
    number, _, count = stem.rpartition("-")
    return {stem, number} if count.isdecimal() else {stem}


def _delete(path: Path) -> bool:
    """Whether that was a job: it is one as long as its ``.json`` is there."""
    with suppress(OSError):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
        return path.suffix == ".json"
    return False
