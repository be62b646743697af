"""Small widgets used all over."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QTreeView,
    QWidget,
)

from intake_assist.desktop import signs
from intake_assist.desktop.measures import unit
from intake_assist.desktop.words import Look


def label(text: str = "", style: str = "", wrap: bool = False) -> QLabel:
    made = QLabel(text)
    made.setObjectName(style)
    made.setWordWrap(wrap)
    made.setTextFormat(Qt.TextFormat.PlainText)
    return made


class Elided(QLabel):
    """A label that gives way: it shows what fits, and everything when it is pointed at."""

    def __init__(self, style: str = "", least: float = 1) -> None:
        """`least` is how many line heights wide it stays."""
        super().__init__()
        self._least = least
        self.setObjectName(style)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        """A little more than the advances come to: the last letter may lean over its own."""
        return super().sizeHint() + QSize(self.fontMetrics().height() // 4, 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(round(self.fontMetrics().height() * self._least), super().minimumSizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, text)
        painter.end()
        self.setToolTip(self.text() if text != self.text() else "")


def button(text: str, clicked: Callable[[], object] | None = None, primary: bool = False) -> QPushButton:
    made = QPushButton(text)
    made.setAccessibleName(text.split("(&")[0].replace("&", ""))
    made.setProperty("primary", primary)
    made.setAutoDefault(False)
    if clicked:
        made.clicked.connect(lambda: clicked())
    return made


def tool(action: QAction, text: str = "") -> QToolButton:
    """A flat button for an action. Its text is the action's without the access key, unless `text` is given."""
    return _Tool(action, text)


class _Tool(QToolButton):
    """Goes away with its case while the action stays, so that only a method of its own may be connected."""

    def __init__(self, action: QAction, text: str) -> None:
        super().__init__()
        self._text = text
        self.setProperty("flat", True)
        self.setDefaultAction(action)
        self.setAccessibleName(action.text().split("(&")[0])
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
        action.changed.connect(self._follow)
        self._follow()

    def _follow(self) -> None:
        self.setText(self._text or self.defaultAction().text().split("(&")[0].rstrip("…"))


def bar(style: str, *widgets: QWidget | None, margin: int = 2) -> QFrame:
    """Widgets side by side; None is a spring."""
    frame = QFrame()
    frame.setObjectName(style)
    frame.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    row = QHBoxLayout(frame)
    step = unit(frame.fontMetrics())
    row.setContentsMargins(margin * step, step, margin * step, step)
    row.setSpacing(step)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return frame


class Sign(QWidget):
    """One sign, as large as a line of text."""

    def __init__(self, look: Look | None = None) -> None:
        super().__init__()
        self._look = look
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_look(self, look: Look | None) -> None:
        self._look = look
        self.setAccessibleName(look.word if look else "")
        self.update()

    def sizeHint(self) -> QSize:
        side = self.fontMetrics().height()
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if self._look:
            painter = QPainter(self)
            signs.paint(painter, self._look, QRectF(self.rect()))
            painter.end()


class Notice(QFrame):
    """A remark at the place it is about, with what can be done; stays until it is answered or put away."""

    closed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("notice")
        self.text = label(wrap=True)
        self._row = QHBoxLayout(self)
        step = unit(self.fontMetrics())
        self._row.setContentsMargins(2 * step, step, step, step)
        self._sign = Sign(Look("bang", "", "amber"))
        self._row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(self.text, 1)
        self._buttons: list[QPushButton] = []
        self.hide()

    def say(self, text: str, *answers: tuple[str, Callable[[], object]], closable: bool = True) -> None:
        for old in self._buttons:
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.text.setText(text)
        self.setAccessibleName(text)
        self._buttons = [button(words, self._answer(call)) for words, call in answers]
        if closable:
            self._buttons.append(button(self.tr("知道了"), self.put_away))
        for each in self._buttons:
            self._row.addWidget(each, 0, Qt.AlignmentFlag.AlignVCenter)
        self.show()

    def put_away(self) -> None:
        self.hide()
        self.closed.emit()

    def _answer(self, call: Callable[[], object]) -> Callable[[], object]:
        def answered() -> None:
            self.hide()
            call()

        return answered


class Tick(QCheckBox):
    """A box to tick whose words run over several lines. Put `row` into the layout."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.setAccessibleName(text)
        self.words = _TickWords(text, self)
        self.row = QHBoxLayout()
        self.row.addWidget(self, 0, Qt.AlignmentFlag.AlignTop)
        self.row.addWidget(self.words, 1)


class _TickWords(QLabel):
    def __init__(self, text: str, box: QCheckBox) -> None:
        super().__init__(text)
        self._box = box
        self.setWordWrap(True)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: ARG002
        self._box.toggle()


class Choice(QComboBox):
    """A choice that the mouse wheel does not change by accident, and that may be narrower than its words."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The arrow is ours: a box with a border of the style sheet has none."""
        super().paintEvent(event)
        step = unit(self.fontMetrics())
        middle = QPointF(self.width() - 3 * step, self.height() / 2)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(self.foregroundRole()), max(1.0, step / 3)))
        corners = ((-step / 1.4, -step / 3), (0.0, step / 2.6), (step / 1.4, -step / 3))
        painter.drawPolyline([middle + QPointF(x, y) for x, y in corners])
        painter.end()


class KeyList(QListView):
    """A list that tells when Return is pressed on a line."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() & ~(
            Qt.KeyboardModifier.KeypadModifier
        ):
            self.entered.emit()
            event.accept()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()


class Search(QLineEdit):
    """Up and down move in the list below while one types."""

    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if by:
            self.moved.emit(by)
        else:
            super().keyPressEvent(event)


class KeyTree(QTreeView):
    """A tree that tells when Return is pressed on a line."""

    entered = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
            event.accept()
        else:
            super().keyPressEvent(event)
