"""Signs painted as shapes, sharp at every scale. A hollow one is the machine's word, a filled one a person's."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

from intake_assist.desktop.theme import colours
from intake_assist.desktop.words import Look


def paint(painter: QPainter, look: Look, place: QRectF) -> None:
    """Draw a sign into `place` in the colours in force."""
    side = min(place.width(), place.height())
    square = QRectF(0, 0, side, side)
    square.moveCenter(place.center())
    colour = QColor(getattr(colours(), look.colour))
    ground = QColor(colours().base)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    width = max(1.2, side * 0.1)
    ring = square.adjusted(width / 2, width / 2, -width / 2, -width / 2)
    painter.setPen(QPen(colour, width))
    painter.setBrush(colour if look.filled else Qt.BrushStyle.NoBrush)
    painter.drawPath(_outline(look.sign, ring))
    pen = QPen(ground if look.filled else colour, width * 1.15)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_mark(look.sign, square))
    painter.restore()


def icon(look: Look, size: int, ratio: float = 1.0) -> QIcon:
    return _icon(look, size, ratio, colours().base)


@lru_cache(maxsize=256)
def _icon(look: Look, size: int, ratio: float, ground: str) -> QIcon:  # noqa: ARG001 - tells themes apart
    pixmap = QPixmap(round(size * ratio), round(size * ratio))
    pixmap.setDevicePixelRatio(ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    paint(painter, look, QRectF(0, 0, size, size))
    painter.end()
    return QIcon(pixmap)


def _outline(sign: str, ring: QRectF) -> QPainterPath:
    path = QPainterPath()
    if sign == "bang":  # a triangle
        top, bottom = QPointF(ring.center().x(), ring.top()), ring.bottom() - ring.height() * 0.06
        path.moveTo(top)
        path.lineTo(ring.right(), bottom)
        path.lineTo(ring.left(), bottom)
        path.closeSubpath()
    elif sign == "cross":  # a square
        path.addRoundedRect(ring, ring.width() * 0.2, ring.width() * 0.2)
    else:
        path.addEllipse(ring)
    return path


def _mark(sign: str, box: QRectF) -> QPainterPath:
    def at(x: float, y: float) -> QPointF:
        return QPointF(box.left() + box.width() * x, box.top() + box.height() * y)

    path = QPainterPath()
    strokes = {
        "check": [[(0.29, 0.52), (0.44, 0.67), (0.72, 0.36)]],
        "cross": [[(0.32, 0.32), (0.68, 0.68)], [(0.68, 0.32), (0.32, 0.68)]],
        "bang": [[(0.5, 0.38), (0.5, 0.62)], [(0.5, 0.775), (0.5, 0.785)]],
        "dash": [[(0.32, 0.5), (0.68, 0.5)]],
        "pass": [[(0.28, 0.5), (0.68, 0.5)], [(0.54, 0.36), (0.7, 0.5), (0.54, 0.64)]],
        "clock": [[(0.5, 0.28), (0.5, 0.52), (0.66, 0.6)]],
        "question": [[(0.5, 0.765), (0.5, 0.775)]],
    }
    for stroke in strokes.get(sign, []):
        path.moveTo(at(*stroke[0]))
        for point in stroke[1:]:
            path.lineTo(at(*point))
    if sign == "question":
        hook = QRectF(at(0.36, 0.24), at(0.64, 0.52))
        path.arcMoveTo(hook, 180)
        path.arcTo(hook, 180, -225)
        path.lineTo(at(0.5, 0.6))
    return path
