"""Pictures of pages, decoded and scaled behind the event loop."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage, QTransform

from intake_assist.desktop.jobs import Background

_WHOLE_BYTES = 200 * 1024 * 1024
_SCALED_BYTES = 64 * 1024 * 1024

Size = tuple[int, int]


class _Shelf:
    """Pictures up to so many bytes; the one not asked for longest goes first. The last one stays in any case."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._held: OrderedDict[tuple[str, Size], QImage] = OrderedDict()

    def get(self, key: str, size: Size = (0, 0)) -> QImage | None:
        image = self._held.get((key, size))
        if image is not None:
            self._held.move_to_end((key, size))
        return image

    def put(self, key: str, image: QImage, size: Size = (0, 0)) -> None:
        self._held[key, size] = image
        while len(self._held) > 1 and sum(each.sizeInBytes() for each in self._held.values()) > self._limit:
            self._held.popitem(last=False)

    def widest(self, key: str) -> QImage | None:
        found = [image for (name, _), image in self._held.items() if name == key]
        return max(found, key=QImage.width, default=None)


class Pictures(QObject):
    """Decoded pictures by name. `ready` tells that a picture, or a scaled version of it, can be had now;
    `broken` that the bytes are no picture."""

    ready = Signal(str)
    broken = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = Background("pictures", parent=self)
        self._whole = _Shelf(_WHOLE_BYTES)
        self._scaled = _Shelf(_SCALED_BYTES)
        self._decoding: set[str] = set()
        self._wanted: dict[object, tuple[str, Size]] = {}
        self._scaling = False

    def close(self) -> None:
        self._background.close()

    def whole(self, key: str) -> QImage | None:
        return self._whole.get(key)

    def decode(self, key: str, data: bytes, turn: int = 0) -> None:
        """Have a picture decoded, once, and turned by so many degrees clockwise."""
        if key in self._decoding or self.whole(key) is not None:
            return
        self._decoding.add(key)
        self._background.run(
            lambda: _decoded(data, turn),
            lambda image: self._on_decoded(key, image),
            lambda _: self._on_decoded(key, None),
        )

    def at_size(self, key: str, size: Size, asker: object) -> QImage | None:
        """The picture in exactly `size` pixels if it is at hand; else it is made, unless `asker` wants another
        one before that."""
        found = self._scaled.get(key, size)
        if found is None:
            self._wanted[asker] = (key, size)
            self._scale_next()
        return found

    def nearest(self, key: str) -> QImage | None:
        """What can be drawn until the right size is there: quick, not sharp."""
        return self._scaled.widest(key) or self.whole(key)

    def _on_decoded(self, key: str, image: QImage | None) -> None:
        self._decoding.discard(key)
        if image is None:
            self.broken.emit(key)
            return
        self._whole.put(key, image)
        self.ready.emit(key)

    def _scale_next(self) -> None:
        if self._scaling or not self._wanted:
            return
        asker, (key, size) = next(iter(self._wanted.items()))
        del self._wanted[asker]
        image = self.whole(key)
        if image is None:
            self._scale_next()
            return
        self._scaling = True
        self._background.run(
            _scaler(image, size),
            lambda scaled: self._on_scaled(key, size, scaled),
            lambda _: self._on_scaled(key, size, None),
        )

    def _on_scaled(self, key: str, size: Size, image: QImage | None) -> None:
        self._scaling = False
        if image is not None and not image.isNull():  # it is when memory is short: the page stays unsharp
            self._scaled.put(key, image, size)
            self.ready.emit(key)
        self._scale_next()


def _decoded(data: bytes, turn: int) -> QImage | None:
    image = QImage.fromData(data)
    if image.isNull():
        return None
    upright = image.transformed(QTransform().rotate(turn)) if turn else image
    return upright.convertToFormat(QImage.Format.Format_RGB32)


def _scaler(image: QImage, size: Size) -> Callable[[], QImage]:
    smooth = Qt.TransformationMode.SmoothTransformation
    return lambda: image.scaled(*size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
