"""Lines of two: what it is, and a remark under it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from intake_assist.desktop.measures import unit
from intake_assist.desktop.parts import KeyList
from intake_assist.desktop.theme import colours

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class TwoLines:
    first: str
    second: str
    right: str = ""


class PlainLines(QAbstractListModel):
    """A list that is shown anew as a whole; `told` says what a line shows."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[Any] = []

    def show(self, lines: list[Any]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self.told(self.lines[index.row()], role) if 0 <= index.row() < len(self.lines) else None

    def told(self, line: Any, role: int) -> object:
        raise NotImplementedError


class Lines(PlainLines):
    """Pairs of a key and what its line says."""

    lines: list[tuple[str, TwoLines]]

    def told(self, pair: tuple[str, TwoLines], role: int) -> object:
        _, line = pair
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{line.first}，{line.second}，{line.right}"
        return line if role == Qt.ItemDataRole.UserRole else None


class TwoLinesDelegate(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:  # noqa: ARG002
        step = unit(option.fontMetrics)
        return QSize(20 * step, 2 * option.fontMetrics.height() + 6 * step)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        line: TwoLines = index.data(Qt.ItemDataRole.UserRole)
        c, metrics, step = colours(), option.fontMetrics, unit(option.fontMetrics)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        if chosen:
            painter.fillRect(option.rect, QColor(c.chosen))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(c.raised))
        rect = option.rect.adjusted(3 * step, 2 * step, -3 * step, -2 * step)
        small = option.font
        small.setPointSizeF(small.pointSizeF() * 0.9)
        right = QFontMetrics(small).horizontalAdvance(line.right)
        painter.setPen(QColor(c.on_chosen if chosen else c.text))
        room = rect.adjusted(0, 0, -right - 2 * step, 0)
        painter.drawText(room, 0, metrics.elidedText(line.first, Qt.TextElideMode.ElideRight, room.width()))
        painter.setPen(QColor(c.on_chosen if chosen else c.dim))
        painter.setFont(small)
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight, line.right)
        below = rect.adjusted(0, metrics.height() + step, 0, 0)
        words = QFontMetrics(small).elidedText(line.second, Qt.TextElideMode.ElideRight, below.width())
        painter.drawText(below, 0, words)
        painter.setPen(QPen(QColor(c.line), 1))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.restore()


def list_of_lines(name: str) -> tuple[KeyList, Lines]:
    """A list of such lines, and what is in it. `name` is for screen readers."""
    view = KeyList()
    view.setObjectName("tile")
    model = Lines(view)
    view.setModel(model)
    view.setItemDelegate(TwoLinesDelegate(view))
    view.setAccessibleName(name)
    return view, model
