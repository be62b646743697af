"""Small pictures of pages for the strip, decoded behind the event loop."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from intake_assist.desktop.jobs import Background
from intake_assist.desktop.session import CaseSession

_SIDE = 220
_LARGEST = 120_000_000


class Thumbnails:
    """Each picture is decoded once; `then` is called with it by name, and not at all when there is none."""

    def __init__(self, session: CaseSession, background: Background) -> None:
        self._session, self._background = session, background
        self._asked: set[tuple[str, str]] = set()
        self._open = True

    def close(self) -> None:
        self._open = False

    def want(self, key: str, sha: str, then: Callable[[str, QImage], None]) -> None:
        """Have the picture `sha` for the line `key`; asking again for the same costs nothing."""
        if not sha or (key, sha) in self._asked:
            return
        self._asked.add((key, sha))

        def told(image: QImage) -> None:
            if self._open and not image.isNull():
                then(key, image)

        self._background.when(
            self._session.blob(sha),
            lambda data: self._background.run(lambda: small(data), told),
            lambda _: self._asked.discard((key, sha)),
        )


def small(data: bytes) -> QImage:
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
    return reader.read()
