"""Pictures out of the store, decoded behind the event loop: whole ones for the page, small ones for the strip."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

from intake_assist.desktop.jobs import Background
from intake_assist.desktop.session import CaseSession

_KEPT = 6
_SMALL = 220
_LARGEST = 60_000_000


class Pictures:
    """By name in the store. `then` is called with None for what cannot be shown; never after `forget`."""

    def __init__(self, session: CaseSession, background: Background) -> None:
        self._session, self._background = session, background
        self._whole: OrderedDict[str, QImage] = OrderedDict()
        self._round = 0

    def forget(self) -> None:
        self._round += 1
        self._whole.clear()

    def whole(self, sha: str, then: Callable[[QImage | None], None]) -> None:
        if sha in self._whole:
            self._whole.move_to_end(sha)
            then(self._whole[sha])
            return

        def keep(image: QImage | None) -> None:
            if image is not None:
                self._whole[sha] = image
                while len(self._whole) > _KEPT:
                    self._whole.popitem(last=False)
            then(image)

        self._load(sha, _decoded, keep)

    def small(self, sha: str, then: Callable[[QImage | None], None]) -> None:
        self._load(sha, _thumbnail, then)

    def _load(
        self, sha: str, decode: Callable[[bytes], QImage | None], then: Callable[[QImage | None], None]
    ) -> None:
        number = self._round

        def told(image: QImage | None) -> None:
            if number == self._round:
                then(image)

        self._background.when(
            self._session.blob(sha),
            lambda data: self._background.run(lambda: decode(data), told, lambda _: told(None)),
            lambda _: told(None),
        )


def _decoded(data: bytes) -> QImage | None:
    return _read(data, None)


def _thumbnail(data: bytes) -> QImage | None:
    return _read(data, QSize(_SMALL, _SMALL))


def _read(data: bytes, fit: QSize | None) -> QImage | None:
    """Decodes what Qt can (JPEG, PNG, BMP, WebP); the file's own orientation is followed."""
    raw = QByteArray(data)
    buffer = QBuffer(raw)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > _LARGEST:
        return None
    if fit is not None:
        reader.setScaledSize(size.scaled(fit, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    return None if image.isNull() else image
