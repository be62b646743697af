"""How lines of the lists look: sign, words, colour. Measures follow the font, so they follow the scale."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QPainter,
    QPalette,
    QPen,
    QPixmap,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from intake_assist.casework import Item
from intake_assist.desktop import signs
from intake_assist.desktop.measures import unit
from intake_assist.desktop.models import DATA, FindingsModel
from intake_assist.desktop.presenting import Branch, FieldRow, Sheet, decided
from intake_assist.desktop.theme import colours
from intake_assist.desktop.words import Look, decision_look, weight_look
from intake_assist.values.mask import masked

Index = QModelIndex | QPersistentModelIndex
_LINES = 3


def _ground(painter: QPainter, option: QStyleOptionViewItem) -> bool:
    """Paint the ground of a line; returns whether it is the chosen one."""
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    if chosen:
        painter.fillRect(option.rect, QColor(colours().chosen))
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(option.rect, QColor(colours().raised))
    return chosen


def _pen(painter: QPainter, colour: str, chosen: bool) -> None:
    painter.setPen(QColor(colours().on_chosen if chosen else getattr(colours(), colour)))


def _sign(painter: QPainter, look: Look, place: QRect, chosen: bool) -> None:
    """On the chosen line of the high-contrast theme only the text's own colour can be seen."""
    if chosen and colours().chosen == colours().accent:
        look = Look(look.sign, look.word, "on_chosen", look.filled)
    signs.paint(painter, look, QRectF(place))


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.9)
    return small


class MaterialDelegate(QStyledItemDelegate):
    """A material with its state, or a page under it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        branch: Branch = index.data(DATA)
        step = unit(option.fontMetrics)
        return QSize(10 * step, option.fontMetrics.height() + (3 if branch.page else 4) * step)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        branch: Branch = index.data(DATA)
        painter.save()
        chosen = _ground(painter, option)
        if branch.page:
            self._page(painter, option, branch, chosen)
        else:
            self._material(painter, option, branch, chosen)
        painter.restore()

    def _material(
        self, painter: QPainter, option: QStyleOptionViewItem, branch: Branch, chosen: bool
    ) -> None:
        metrics, step = option.fontMetrics, unit(option.fontMetrics)
        rect = option.rect.adjusted(step, 0, -2 * step, 0)
        side = metrics.height()
        word = (branch.look.word if branch.look else "") or branch.note
        if branch.look:
            spot = QRect(rect.left(), rect.center().y() - side // 2, side, side)
            _sign(painter, branch.look, spot, chosen)
        width = metrics.horizontalAdvance(word)
        _pen(painter, branch.look.colour if branch.look else "dim", chosen)
        painter.setFont(option.font)
        painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, word)
        _pen(painter, "text", chosen)
        room = rect.adjusted(side + 2 * step, 0, -width - 2 * step, 0)
        text = metrics.elidedText(branch.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)

    def _page(self, painter: QPainter, option: QStyleOptionViewItem, branch: Branch, chosen: bool) -> None:
        font = _small(option.font)
        metrics, step = QFontMetrics(font), unit(option.fontMetrics)
        rect = option.rect.adjusted(step, 0, -2 * step, 0)
        painter.setFont(font)
        right = 0
        if branch.look:
            side = metrics.height()
            words = branch.look.word
            right = side + (metrics.horizontalAdvance(words) + step if words else 0)
            spot = QRect(rect.right() - side, rect.center().y() - side // 2, side, side)
            _sign(painter, branch.look, spot, chosen)
            _pen(painter, branch.look.colour, chosen)
            painter.drawText(
                rect.adjusted(0, 0, -side - step, 0),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                words,
            )
        room = rect.adjusted(0, 0, -right - step, 0)
        _pen(painter, "text", chosen)
        title = metrics.elidedText(branch.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, title)
        _pen(painter, "dim", chosen)
        used = metrics.horizontalAdvance(title) + 2 * step
        rest = metrics.elidedText(branch.note, Qt.TextElideMode.ElideMiddle, max(0, room.width() - used))
        painter.drawText(room.adjusted(used, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, rest)


class FindingDelegate(QStyledItemDelegate):
    """Sign, how heavy and which material; the message over some lines; what was decided."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        item: Item = index.data(DATA)
        step = unit(option.fontMetrics)
        width = _width(option)
        text = _layout(masked(item.finding.message), option.font, width - self._indent(option) - 2 * step)
        small = QFontMetrics(_small(option.font)).height()
        height = small + text.boundingRect().height() + 5 * step
        if decided(item):
            height += small + step
        return QSize(width, round(height))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        item: Item = index.data(DATA)
        model = index.model()
        titles = model.titles if isinstance(model, FindingsModel) else {}
        painter.save()
        chosen = _ground(painter, option)
        step, small = unit(option.fontMetrics), _small(option.font)
        metrics = QFontMetrics(small)
        rect = option.rect.adjusted(2 * step, 2 * step, -2 * step, -2 * step)
        look = weight_look(item)
        side = metrics.height()
        decision = decision_look(item)
        shown = decision if decision and not item.open else look
        _sign(painter, shown, QRect(rect.left(), rect.top(), side, side), chosen)
        room = rect.adjusted(self._indent(option) - 2 * step, 0, 0, 0)
        painter.setFont(small)
        _pen(painter, look.colour if item.open else "dim", chosen)
        painter.drawText(room, 0, look.word)
        _pen(painter, "dim", chosen)
        used = metrics.horizontalAdvance(look.word) + 2 * step
        title = titles.get(item.finding.material or "", "")
        title = metrics.elidedText(title, Qt.TextElideMode.ElideRight, max(0, room.width() - used))
        painter.drawText(room.adjusted(used, 0, 0, 0), 0, title)
        _pen(painter, "text" if item.open else "dim", chosen)
        text = _layout(masked(item.finding.message), option.font, room.width())
        text.draw(painter, QPoint(room.left(), room.top() + metrics.height() + step))
        if decision:
            top = room.top() + metrics.height() + 2 * step + round(text.boundingRect().height())
            _sign(painter, decision, QRect(room.left(), top, side, side), chosen)
            painter.setFont(small)
            _pen(painter, decision.colour, chosen)
            words = metrics.elidedText(decided(item), Qt.TextElideMode.ElideRight, room.width() - side - step)
            painter.drawText(QRect(room.left() + side + step, top, room.width(), side), 0, words)
        painter.setPen(QPen(QColor(colours().line), 1))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.restore()

    def _indent(self, option: QStyleOptionViewItem) -> int:
        return QFontMetrics(_small(option.font)).height() + 4 * unit(option.fontMetrics)


def _width(option: QStyleOptionViewItem) -> int:
    view = option.widget
    viewport = getattr(view, "viewport", None)
    return int(viewport().width()) if viewport else option.rect.width()


def _layout(text: str, font: QFont, width: int) -> QTextLayout:
    """The text broken into at most three lines, the last one cut with an ellipsis."""
    lines = _broken(text, font, width)
    if len(lines) > _LINES:
        rest = "".join(lines[_LINES - 1 :])
        last = QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
        text = "".join(lines[: _LINES - 1]) + last
    layout = QTextLayout(text, font)
    _lay_out(layout, width)
    return layout


def _broken(text: str, font: QFont, width: int) -> list[str]:
    layout = QTextLayout(text, font)
    _lay_out(layout, width)
    spans = [layout.lineAt(at) for at in range(layout.lineCount())]
    return [text[line.textStart() : line.textStart() + line.textLength()] for line in spans]


def _lay_out(layout: QTextLayout, width: int) -> None:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    y = 0.0
    while (line := layout.createLine()).isValid():
        line.setLineWidth(max(40, width))
        line.setPosition(QPoint(0, 0).toPointF() + QPoint(0, round(y)).toPointF())
        y += line.height() * 1.08
    layout.endLayout()


class SheetDelegate(QStyledItemDelegate):
    """A page of the strip: its picture, the sign of its state, its name."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        height = option.fontMetrics.height()
        return QSize(round(height * 5.4), round(height * 6.6))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        sheet: Sheet = index.data(DATA)
        painter.save()
        chosen = _ground(painter, option)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        step, font = unit(option.fontMetrics), _small(option.font)
        metrics = QFontMetrics(font)
        rect = option.rect.adjusted(step, step, -step, -step)
        room = rect.adjusted(0, 0, 0, -metrics.height() - step)
        self._picture(painter, index.data(Qt.ItemDataRole.DecorationRole), room)
        if sheet.look:
            side = round(metrics.height() * 1.1)
            spot = QRect(room.right() - side, room.bottom() - side, side, side)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours().base))
            painter.drawRoundedRect(spot.adjusted(-3, -3, 3, 3), 4, 4)
            _sign(painter, sheet.look, spot, False)
        painter.setFont(font)
        _pen(painter, "text" if sheet.read else "dim", chosen)
        line = QRect(rect.left(), room.bottom() + step, rect.width(), metrics.height())
        name = metrics.elidedText(sheet.title, Qt.TextElideMode.ElideMiddle, rect.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignCenter, name)
        painter.restore()

    def _picture(self, painter: QPainter, picture: QPixmap | None, room: QRect) -> None:
        painter.setPen(QPen(QColor(colours().line), 1))
        if picture is None or picture.isNull():
            painter.setBrush(QColor(colours().raised))
            width = round(room.height() * 0.71)
            painter.drawRect(QRect(room.center().x() - width // 2, room.top(), width, room.height() - 1))
            return
        size = picture.size().scaled(room.size(), Qt.AspectRatioMode.KeepAspectRatio)
        frame = QRect(QPoint(0, 0), size)
        frame.moveCenter(room.center())
        painter.drawPixmap(frame, picture)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(frame.adjusted(0, 0, -1, -1))


class FieldDelegate(QStyledItemDelegate):
    """Name with its sign; value, and under it what is wrong with it."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        row: FieldRow = index.data(DATA)
        step = unit(option.fontMetrics)
        lines = option.fontMetrics.height() + 3 * step
        if row.problem:
            lines += QFontMetrics(_small(option.font)).height()
        return QSize(12 * step, lines)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: FieldRow = index.data(DATA)
        painter.save()
        chosen = _ground(painter, option)
        step = unit(option.fontMetrics)
        rect = option.rect.adjusted(step, step, -step, -step)
        if index.column() == 0:
            self._name(painter, option, row, rect, chosen)
        else:
            self._value(painter, option, index, rect, chosen)
        painter.restore()

    def _name(
        self, painter: QPainter, option: QStyleOptionViewItem, row: FieldRow, rect: QRect, chosen: bool
    ) -> None:
        step, side = unit(option.fontMetrics), round(option.fontMetrics.height() * 0.85)
        top = rect.top() + (option.fontMetrics.height() - side) // 2 + step // 2
        _sign(painter, row.look, QRect(rect.left(), top, side, side), chosen)
        room = rect.adjusted(side + step, step // 2, 0, 0)
        _pen(painter, "dim", chosen)
        painter.setFont(option.font)
        text = option.fontMetrics.elidedText(row.title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, 0, text)

    def _value(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index, rect: QRect, chosen: bool
    ) -> None:
        row: FieldRow = index.data(DATA)
        metrics, step = option.fontMetrics, unit(option.fontMetrics)
        text = str(index.data(Qt.ItemDataRole.DisplayRole) or "")
        painter.setFont(option.font)
        _pen(painter, "text" if text else row.look.colour, chosen)
        line = rect.adjusted(0, step // 2, 0, 0)
        painter.drawText(
            line, 0, metrics.elidedText(text or row.look.word, Qt.TextElideMode.ElideRight, line.width())
        )
        if row.problem:
            small = _small(option.font)
            painter.setFont(small)
            _pen(painter, row.look.colour, chosen)
            below = line.adjusted(0, metrics.height(), 0, 0)
            words = QFontMetrics(small).elidedText(row.problem, Qt.TextElideMode.ElideRight, below.width())
            painter.drawText(below, 0, words)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:  # noqa: ARG002
        editor = QLineEdit(parent)
        row: FieldRow = index.data(DATA)
        editor.setAccessibleName(row.title)
        editor.setPlaceholderText(self.tr("纸面上没有就留空"))
        palette = QApplication.palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(colours().base))
        editor.setPalette(palette)
        return editor

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: ARG002
        rect = QRect(option.rect)
        rect.setHeight(
            max(editor.sizeHint().height(), option.fontMetrics.height() + 2 * unit(option.fontMetrics))
        )
        editor.setGeometry(rect)
