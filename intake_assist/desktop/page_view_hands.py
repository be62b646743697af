"""What dragging and the keys do on a page while a place is shown or a sheet is cut."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from intake_assist.desktop import page_view_geometry as geometry
from intake_assist.desktop.theme import LIGHT, colours
from intake_assist.model import Box

Place = Callable[[Box], QRectF]

_ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_EDGE_CURSORS = {
    "l": Qt.CursorShape.SizeHorCursor,
    "r": Qt.CursorShape.SizeHorCursor,
    "t": Qt.CursorShape.SizeVerCursor,
    "b": Qt.CursorShape.SizeVerCursor,
    "lt": Qt.CursorShape.SizeFDiagCursor,
    "rb": Qt.CursorShape.SizeFDiagCursor,
    "rt": Qt.CursorShape.SizeBDiagCursor,
    "lb": Qt.CursorShape.SizeBDiagCursor,
}


class Hand(Protocol):
    """Points and steps are in pixels of the page; `slack` is how near counts as on an edge."""

    def press(self, x: float, y: float, slack: float) -> None: ...
    def drag(self, x: float, y: float) -> None: ...
    def release(self) -> None: ...
    def key(self, key: Qt.Key, step: float, resize: bool) -> bool: ...
    def cursor(self, x: float, y: float, slack: float) -> Qt.CursorShape: ...
    def focus(self) -> Box | None: ...
    def paint(self, painter: QPainter, place: Place, ratio: float) -> None: ...


class SpotHand:
    """One rectangle. Nothing is framed until it is dragged or the keys ask for it: then it begins at `start`."""

    def __init__(self, size: tuple[int, int], start: Box) -> None:
        self._size = size
        self._start = start
        self._from: tuple[float, float] | None = None
        self.box: Box | None = None

    def press(self, x: float, y: float, slack: float) -> None:  # noqa: ARG002
        self._from = (x, y)
        self.box = None

    def drag(self, x: float, y: float) -> None:
        if self._from is not None:
            self.box = geometry.spanned(self._from, (x, y), self._size)

    def release(self) -> None:
        self._from = None

    def key(self, key: Qt.Key, step: float, resize: bool) -> bool:
        if key not in _ARROWS:
            return False
        dx, dy = (direction * step for direction in _ARROWS[key])
        if self.box is None:
            self.box = self._begin()
        elif resize:
            self.box = geometry.pulled(self.box, "rb", dx, dy, self._size)
        else:
            self.box = geometry.shifted(self.box, dx, dy, self._size)
        return True

    def cursor(self, x: float, y: float, slack: float) -> Qt.CursorShape:  # noqa: ARG002
        return Qt.CursorShape.CrossCursor

    def focus(self) -> Box | None:
        return self.box

    def paint(self, painter: QPainter, place: Place, ratio: float) -> None:
        if self.box is not None:
            _frame(painter, place(self.box), ratio, chosen=True)

    def _begin(self) -> Box:
        """A line high in the middle of what is shown, or what is marked."""
        start = self._start
        if start.height <= 0.3 * self._size[1]:
            return start
        width, height = 0.5 * start.width, min(0.06 * start.height, 60.0)
        corner = start.cx - width / 2, start.cy - height / 2
        return geometry.spanned(corner, (corner[0] + width, corner[1] + height), self._size)


class CutHand:
    """Frames around the papers on a sheet. `current` is the one that keys work on."""

    def __init__(self, size: tuple[int, int], parts: tuple[Box, ...]) -> None:
        self._size = size
        self.parts = list(parts)
        self.current: int | None = 0 if parts else None
        self._last: tuple[float, float] | None = None
        self._edges = ""
        self._new_from: tuple[float, float] | None = None

    def result(self) -> tuple[Box, ...]:
        return geometry.sorted_parts([part for part in self.parts if geometry.large_enough(part)])

    def press(self, x: float, y: float, slack: float) -> None:
        self._last, self._new_from = (x, y), None
        self.current, self._edges = self._at(x, y, slack)
        if self.current is None:
            self._new_from = (x, y)
            self.parts.append(geometry.spanned((x, y), (x, y), self._size))
            self.current = len(self.parts) - 1

    def drag(self, x: float, y: float) -> None:
        if self._last is None or self.current is None:
            return
        dx, dy = x - self._last[0], y - self._last[1]
        self._last = (x, y)
        part = self.parts[self.current]
        if self._new_from is not None:
            self.parts[self.current] = geometry.spanned(self._new_from, (x, y), self._size)
        elif self._edges:
            self.parts[self.current] = geometry.pulled(part, self._edges, dx, dy, self._size)
        else:
            self.parts[self.current] = geometry.shifted(part, dx, dy, self._size)

    def release(self) -> None:
        self._last = self._new_from = None
        if self.current is not None and not geometry.large_enough(self.parts[self.current]):
            self.remove()

    def remove(self) -> None:
        if self.current is not None:
            del self.parts[self.current]
            self.current = min(self.current, len(self.parts) - 1) if self.parts else None

    def add(self) -> None:
        """A frame in the middle, to be moved by the keys."""
        width, height = self._size
        self.parts.append(Box(width * 0.25, height * 0.3, width * 0.75, height * 0.6))
        self.current = len(self.parts) - 1

    def step(self, by: int) -> bool:
        """To the next frame; False when there is none and the focus may go on."""
        at = (-1 if by > 0 else len(self.parts)) if self.current is None else self.current
        if not 0 <= at + by < len(self.parts):
            return False
        self.current = at + by
        return True

    def key(self, key: Qt.Key, step: float, resize: bool) -> bool:
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove()
        elif key == Qt.Key.Key_Insert:
            self.add()
        elif key in _ARROWS and self.current is not None:
            dx, dy = (direction * step for direction in _ARROWS[key])
            part = self.parts[self.current]
            moved = (
                geometry.pulled(part, "rb", dx, dy, self._size)
                if resize
                else geometry.shifted(part, dx, dy, self._size)
            )
            self.parts[self.current] = moved
        else:
            return False
        return True

    def cursor(self, x: float, y: float, slack: float) -> Qt.CursorShape:
        at, edges = self._at(x, y, slack)
        if at is None:
            return Qt.CursorShape.CrossCursor
        return _EDGE_CURSORS.get(edges, Qt.CursorShape.SizeAllCursor)

    def focus(self) -> Box | None:
        return None if self.current is None else self.parts[self.current]

    def paint(self, painter: QPainter, place: Place, ratio: float) -> None:
        """What lies in no frame is darkened: it will be left out."""
        shade = QPainterPath()
        shade.addRect(place(Box(0, 0, *self._size)))
        for part in self.parts:
            inner = QPainterPath()
            inner.addRect(place(part))
            shade = shade.subtracted(inner)
        if self.parts:
            painter.fillPath(shade, QColor(20, 24, 30, 110))
        for number, part in enumerate(self.parts):
            _frame(painter, place(part), ratio, chosen=number == self.current)
        for number, part in enumerate(self.result(), start=1):
            _number(painter, str(number), place(part), ratio)

    def _at(self, x: float, y: float, slack: float) -> tuple[int | None, str]:
        """The frame at a point and its edges there; the current one before others."""
        order = sorted(range(len(self.parts)), key=lambda at: (at != self.current, self.parts[at].area))
        for at in order:
            part = self.parts[at]
            edges = geometry.edges_at(part, x, y, slack)
            if edges or (part.x0 <= x <= part.x1 and part.y0 <= y <= part.y1):
                return at, edges
        return None, ""


def _frame(painter: QPainter, place: QRectF, ratio: float, *, chosen: bool) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(255, 255, 255, 230), (5 if chosen else 4) * ratio))
    painter.drawRect(place)
    style = Qt.PenStyle.SolidLine if chosen else Qt.PenStyle.DashLine
    painter.setPen(QPen(QColor(LIGHT.blue), (2.5 if chosen else 1.6) * ratio, style))
    painter.drawRect(place)
    if chosen:
        side = 7 * ratio
        painter.setBrush(QColor(LIGHT.blue))
        painter.setPen(QPen(QColor("white"), ratio))
        for corner in (place.topLeft(), place.topRight(), place.bottomLeft(), place.bottomRight()):
            painter.drawRect(QRectF(corner.x() - side / 2, corner.y() - side / 2, side, side))


def _number(painter: QPainter, text: str, place: QRectF, ratio: float) -> None:
    side = 24 * ratio
    disc = QRectF(place.left() + 8 * ratio, place.top() + 8 * ratio, side, side)
    painter.setPen(QPen(QColor(LIGHT.blue), 1.5 * ratio))
    painter.setBrush(QColor(colours().base))
    painter.drawEllipse(disc)
    painter.setPen(QColor(colours().text))
    painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, text)
