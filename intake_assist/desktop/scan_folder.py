"""A folder into which a scanner writes. Each file is taken once, when it is complete.

A file is claimed by moving it into a folder of its own inside; of two programs that watch the same folder one
gets it. On Windows a file that is still being written cannot be moved, elsewhere its size must rest and its
structure must have its end.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from intake_assist import ingest
from intake_assist.desktop.jobs import Background
from intake_assist.desktop.session import Paper
from intake_assist.ingest.complete import require_complete
from intake_assist.ingest.errors import ReadError
from intake_assist.ingest.paths import is_junk, is_note, natural_key

TAKEN = "已收件"
_LOOK_MS = 700
_REST_SECONDS = 1.0


class Claims:
    """What is in the folder and how long it has rested. Blocking calls, for one thread at a time."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self.folder = folder
        self._clock = clock
        self._seen: dict[Path, tuple[tuple[int, int], float]] = {}

    def waiting(self) -> list[Path]:
        """The files in the folder that could be papers, in natural order. Raises OSError."""
        found = [path for path in self.folder.iterdir() if path.is_file()]
        papers = [path for path in found if not is_junk(path.name) and not is_note(path.name)]
        return sorted(papers, key=lambda path: natural_key(path.name))

    def rested(self, path: Path) -> bool:
        """Whether the file has kept its size and time for a while. Raises OSError."""
        stat = path.stat()
        look, now = (stat.st_size, stat.st_mtime_ns), self._clock()
        before, since = self._seen.get(path, (None, now))
        if before != look:
            self._seen[path] = (look, now)
            return False
        return stat.st_size > 0 and now - since >= _REST_SECONDS

    def take(self, skip: frozenset[Path]) -> list[Paper]:
        """Claims what is complete, up to the first file that is not: pages keep the order of the scan."""
        papers: list[Paper] = []
        looked = [(path, self.rested(path)) for path in self.waiting() if path not in skip]
        for path, rested in looked:
            if not rested or not _complete(path):
                break
            paper = self._claimed(path)
            if paper is None:
                break
            papers.append(paper)
        return papers

    def _claimed(self, path: Path) -> Paper | None:
        with contextlib.suppress(OSError):
            target = _free(path.parent / TAKEN / path.name)
            target.parent.mkdir(exist_ok=True)
            path.rename(target)
            self._seen.pop(path, None)
            return Paper(path.name, target.read_bytes())
        return None


def _complete(path: Path) -> bool:
    """Files of a kind we do not read are taken too: the case says what is wrong with them."""
    for entry in ingest.expand([path]):
        if isinstance(entry, ingest.Rejected):
            return not entry.retryable
        try:
            with path.open("rb") as stream:
                require_complete(stream, entry.kind)
        except (ReadError, OSError):
            return False
    return True


def _free(path: Path) -> Path:
    number = 1
    found = path
    while found.exists():
        number += 1
        found = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return found


class ScanFolder(QObject):
    """Watches a folder while there is a case to take files for. `arrived` carries papers; `old` says how many
    files lay there before; `problem` what is wrong with the folder."""

    arrived = Signal(object)
    old = Signal(int)
    problem = Signal(str)

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._claims: Claims | None = None
        self._skip: frozenset[Path] = frozenset()
        self._busy = False
        self._told = ""
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._look)
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)

    @property
    def folder(self) -> Path | None:
        return self._claims.folder if self._claims else None

    def watch(self, folder: Path) -> None:
        """Take what comes from now on. What lies there already may be of another case and is left."""
        self.stop()
        claims = Claims(folder)
        self._claims = claims
        self._busy = True
        self._background.run(claims.waiting, lambda found: self._begin(claims, found), self._failed)

    def take_old(self) -> None:
        self._skip = frozenset()
        self._look()

    def stop(self) -> None:
        self._timer.stop()
        if self._watcher.directories():
            self._watcher.removePaths(self._watcher.directories())
        self._claims = None
        self._busy = False

    def _begin(self, claims: Claims, found: list[Path]) -> None:
        if claims is not self._claims:
            return
        self._busy = False
        self._skip = frozenset(found)
        self._watcher.addPath(str(claims.folder))
        self._timer.start()
        if found:
            self.old.emit(len(found))

    def _look(self) -> None:
        if self._claims is None or self._busy:
            return
        claims, skip = self._claims, self._skip
        self._busy = True
        self._background.run(lambda: claims.take(skip), self._took, self._failed)

    def _took(self, papers: list[Paper]) -> None:
        self._busy = False
        self._told = ""
        # What was claimed is moved already: it goes to the case that is open, whatever was changed meanwhile.
        if papers:
            self.arrived.emit(papers)

    def _failed(self, error: BaseException) -> None:  # noqa: ARG002
        self._busy = False
        self._timer.start()
        words = self.tr("扫描文件夹打不开，请检查它是否还在、网络盘是否连着。")
        if words != self._told:
            self._told = words
            self.problem.emit(words)
