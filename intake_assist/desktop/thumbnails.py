"""Small pictures of pages for the strip, decoded behind the event loop."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader, QTransform

from intake_assist.desktop.jobs import Background
from intake_assist.desktop.session import CaseSession

_SIDE = 220
_LARGEST = 120_000_000


class Thumbnails:
    """Each picture is decoded once; `then` is called with it by name, and not at all when there is none."""

    def __init__(self, session: CaseSession, background: Background) -> None:
        self._session, self._background = session, background
        self._asked: dict[str, tuple[str, int]] = {}
        self._open = True

    def close(self) -> None:
        self._open = False

    def want(self, key: str, sha: str, then: Callable[[str, QImage], None], turn: int = 0) -> None:
        """Have the picture `sha`, turned clockwise, for the line `key`; asking again for the same costs nothing."""
        wanted = (sha, turn)
        if not sha or self._asked.get(key) == wanted:
            return
        self._asked[key] = wanted

        def told(image: QImage) -> None:
            # What was asked for since takes its place, whichever is ready first.
            if self._open and not image.isNull() and self._asked.get(key) == wanted:
                then(key, image)

        self._background.when(
            self._session.blob(sha),
            lambda data: self._background.run(lambda: small(data, turn), told),
            lambda _: self._forget(key),
        )

    def _forget(self, key: str) -> None:
        """It could not be had; it may be asked for again."""
        self._asked.pop(key, None)


def small(data: bytes, turn: int = 0) -> QImage:
    """A picture of at most 220 pixels either way; a null one for what Qt cannot decode."""
    raw = QByteArray(data)
    buffer = QBuffer(raw)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > _LARGEST:
        return QImage()
    if max(size.width(), size.height()) > _SIDE:
        reader.setScaledSize(size.scaled(QSize(_SIDE, _SIDE), Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return image.transformed(QTransform().rotate(turn)) if turn else image
