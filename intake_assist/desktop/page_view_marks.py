"""Marks over a page: fields and findings, told apart by colour, line and sign."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from intake_assist.desktop import signs
from intake_assist.desktop.theme import LIGHT, colours
from intake_assist.desktop.words import Look
from intake_assist.model import Box

_BADGE = 17.0
_LINES: dict[str, tuple[Qt.PenStyle, float]] = {
    "cross": (Qt.PenStyle.SolidLine, 2.2),
    "bang": (Qt.PenStyle.DashLine, 2.0),
    "question": (Qt.PenStyle.DotLine, 2.2),
    "check": (Qt.PenStyle.SolidLine, 1.2),
    "dash": (Qt.PenStyle.DashDotLine, 1.4),
}


@dataclass(frozen=True, slots=True)
class Mark:
    """A place on a page. `label` is shown when it is pointed at and spoken by screen readers. `look` gives colour,
    line and sign; a `quiet` one (a field with nothing to be said about it) is a thin line without a sign."""

    id: str
    box: Box
    label: str
    look: Look
    quiet: bool = False


def paint_mark(
    painter: QPainter, mark: Mark, place: QRectF, ratio: float, *, chosen: bool, hot: bool
) -> None:
    """`place` is the mark's box in device pixels, `ratio` device per logical pixel.

    Papers are white in every theme, so are the colours of the lines those of the light one. A white rim keeps
    them visible on dark photos.
    """
    colour = QColor(getattr(LIGHT, mark.look.colour))
    style, width = (
        (Qt.PenStyle.SolidLine, 1.0)
        if mark.quiet
        else _LINES.get(mark.look.sign, (Qt.PenStyle.SolidLine, 1.4))
    )
    width *= 1.5 if chosen else 1.25 if hot else 1.0
    thick = max(1, round(width * ratio))
    grown = _on_whole_pixels(place.adjusted(-3 * ratio, -3 * ratio, 3 * ratio, 3 * ratio), thick)
    _fill(painter, colour, grown, 34 if chosen else 22 if hot else 0 if mark.quiet else 10)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if not mark.quiet or chosen:
        painter.setPen(QPen(QColor(255, 255, 255, 170), thick + 2 * round(ratio)))
        painter.drawRect(grown)
    pen = QPen(colour, thick, style)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    painter.setPen(pen)
    painter.drawRect(grown)
    if chosen:
        _corners(painter, colour, grown.adjusted(-4 * ratio, -4 * ratio, 4 * ratio, 4 * ratio), ratio)
    if not mark.quiet:
        _badge(painter, mark.look, grown, ratio)


def paint_label(painter: QPainter, text: str, place: QRectF, view: QRectF, ratio: float) -> QRectF:
    """A chip with `text` above `place`, or below where there is no room; where it was painted."""
    metrics = QFontMetricsF(painter.font())
    text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, view.width() - 32 * ratio)
    size = metrics.boundingRect(text).size()
    chip = QRectF(0, 0, metrics.horizontalAdvance(text) + 16 * ratio, size.height() + 8 * ratio)
    above = place.top() - chip.height() - (_BADGE / 2 + 4) * ratio
    chip.moveTopLeft(QPointF(place.left(), above))
    if chip.top() < view.top() + 2 * ratio:
        chip.moveTop(min(place.bottom() + 8 * ratio, view.bottom() - chip.height() - 2 * ratio))
    chip.moveLeft(min(max(chip.left(), view.left() + 4 * ratio), view.right() - chip.width() - 4 * ratio))
    painter.setPen(QPen(QColor(colours().line), ratio))
    painter.setBrush(QColor(colours().base))
    painter.drawRoundedRect(chip, 4 * ratio, 4 * ratio)
    painter.setPen(QColor(colours().text))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)
    return chip


def _on_whole_pixels(place: QRectF, thick: int) -> QRectF:
    """`place` so that a line `thick` pixels wide on its edge covers whole pixels."""
    shift = 0.5 if thick % 2 else 0.0
    left, top = round(place.left()) + shift, round(place.top()) + shift
    return QRectF(left, top, round(place.width()), round(place.height()))


def _fill(painter: QPainter, colour: QColor, place: QRectF, alpha: int) -> None:
    if alpha:
        tint = QColor(colour)
        tint.setAlpha(alpha)
        painter.fillRect(place, tint)


def _corners(painter: QPainter, colour: QColor, place: QRectF, ratio: float) -> None:
    """Brackets around what is chosen: it is found without its colour."""
    arm = min(14 * ratio, place.width() / 3, place.height() / 2)
    for corner, dx, dy in (
        (place.topLeft(), arm, arm),
        (place.topRight(), -arm, arm),
        (place.bottomLeft(), arm, -arm),
        (place.bottomRight(), -arm, -arm),
    ):
        for pen in (QPen(QColor(255, 255, 255, 220), 5 * ratio), QPen(colour, 3 * ratio)):
            painter.setPen(pen)
            painter.drawLine(corner, corner + QPointF(dx, 0))
            painter.drawLine(corner, corner + QPointF(0, dy))


def _badge(painter: QPainter, look: Look, place: QRectF, ratio: float) -> None:
    """The sign on the upper left corner, on a ground of its own in the colours of the theme."""
    side = _BADGE * ratio
    square = QRectF(place.left() - side * 0.62, place.top() - side * 0.62, side, side)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours().base))
    painter.drawRoundedRect(square, 3 * ratio, 3 * ratio)
    signs.paint(painter, look, square.adjusted(ratio, ratio, -ratio, -ratio))
