"""One page: its picture, what is marked on it, and the hands on it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from intake_assist.desktop import page_view_geometry as geometry
from intake_assist.desktop.page_view_hands import CutHand, Hand, SpotHand
from intake_assist.desktop.page_view_marks import Mark, paint_label, paint_mark
from intake_assist.desktop.page_view_pictures import Pictures
from intake_assist.desktop.theme import colours
from intake_assist.model import Box

_MARGIN = 14.0  # logical pixels around the page
_WHEEL_STEP = 120


class Fit(StrEnum):
    PAGE = "page"
    WIDTH = "width"
    FREE = "free"


class PageCanvas(QAbstractScrollArea):
    """Shows one page. Scroll bars count device pixels, so that the picture always lies on whole ones.

    `zoom_changed` gives device pixels per pixel of the page. `spot_dragged` and `cuts_changed` are in pixels of
    the page. `left` tells that a mode was left without a result.
    """

    zoom_changed = Signal(float)
    mark_clicked = Signal(str)
    spot_dragged = Signal(Box)
    cuts_changed = Signal(tuple)
    cuts_accepted = Signal(tuple)
    left = Signal()
    turn_asked = Signal(int)
    page_asked = Signal(int)
    broken = Signal(str)
    resized = Signal()

    def __init__(self, pictures: Pictures, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._key = ""
        self._size = (0, 0)
        self._message = ""
        self._marks: tuple[Mark, ...] = ()
        self._chosen: str | None = None
        self._hot: str | None = None
        self._at: str | None = None  # the mark that the keys have come to
        self._zoom = 1.0
        self._fit = Fit.PAGE
        self._fit_before: Fit | None = None  # what holds again on the next page when a place was gone to
        self._hand: Hand | None = None
        self._pan: QPointF | None = None
        self._space = False
        self._press: QPointF | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setCornerWidget(QWidget())
        self.viewport().setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("页面"))
        pictures.ready.connect(self._on_ready)
        pictures.broken.connect(self._on_broken)

    # -- what is shown ------------------------------------------------------------------------------------

    @property
    def key(self) -> str:
        return self._key

    @property
    def page_size(self) -> tuple[int, int]:
        return self._size

    @property
    def zoom(self) -> float:
        return self._zoom

    @property
    def fit(self) -> Fit:
        return self._fit

    @property
    def chosen(self) -> str | None:
        return self._chosen

    @property
    def hand(self) -> Hand | None:
        return self._hand

    def show_page(self, key: str, size: tuple[int, int], marks: Iterable[Mark] = ()) -> None:
        """Show the picture `key`, as soon as it is there, of a page of `size` pixels. A page of the same key
        keeps its place and zoom."""
        if key != self._key or size != self._size:
            self.leave_mode()
            self._key, self._size = key, size
            self._chosen = self._hot = self._at = None
            self._fit, self._fit_before = self._fit_before or self._fit, None
            if self._fit is not Fit.FREE:
                self._refit()
            else:
                self._layout()
            self.verticalScrollBar().setValue(0)
        self._message = ""
        self.set_marks(marks)

    def show_nothing(self, message: str = "") -> None:
        """No page; `message` says why."""
        self.leave_mode()
        self._key, self._size, self._message, self._marks = "", (0, 0), message, ()
        self._chosen = self._hot = self._at = None
        self._layout()
        self._tell_screen_reader()

    def set_marks(self, marks: Iterable[Mark]) -> None:
        self._marks = tuple(marks)
        names = {mark.id for mark in self._marks}
        self._chosen, self._hot, self._at = (
            name if name in names else None for name in (self._chosen, self._hot, self._at)
        )
        self._tell_screen_reader()
        self.viewport().update()

    def select_mark(self, name: str | None) -> None:
        """Choose a mark and go there: its place is well readable, with what stands around it. A place that is
        so already is not moved."""
        self._chosen = self._at = name if self._mark(name) else None
        mark = self._mark(self._chosen)
        if mark is not None:
            self.show_place(mark.box)
        self._tell_screen_reader()
        self.viewport().update()

    def show_place(self, box: Box) -> None:
        zoom = geometry.readable(box, self._view(), self._zoom, self._ratio())
        if zoom != self._zoom:
            before = self._fit_before or self._fit
            self._set_zoom(zoom, Fit.FREE)
            self._fit_before = before
            self._centre(box.cx, box.cy)
        elif not geometry.comfortable(box, self._shown()):
            self._centre(box.cx, box.cy)
        self.viewport().update()

    # -- zoom ---------------------------------------------------------------------------------------------

    def fit_page(self) -> None:
        self._fit = Fit.PAGE
        self._refit()

    def fit_width(self) -> None:
        self._fit = Fit.WIDTH
        self._refit()

    def zoom_in(self) -> None:
        self.set_zoom(self._zoom * geometry.STEP)

    def zoom_out(self) -> None:
        self.set_zoom(self._zoom / geometry.STEP)

    def set_zoom(self, zoom: float, about: QPointF | None = None) -> None:
        """Keeps what is at `about` (logical pixels of the viewport; its middle for None) where it is."""
        view = self._view()
        at = self._device(about) if about is not None else QPointF(view[0] / 2, view[1] / 2)
        x, y = self._to_page(at)
        self._set_zoom(geometry.clamped(zoom), Fit.FREE)
        origin = self._origin()
        horizontal, vertical = self.horizontalScrollBar(), self.verticalScrollBar()
        horizontal.setValue(horizontal.value() + round(origin.x() + x * self._zoom - at.x()))
        vertical.setValue(vertical.value() + round(origin.y() + y * self._zoom - at.y()))

    # -- modes --------------------------------------------------------------------------------------------

    def start_spot(self) -> None:
        """A rectangle is to be dragged (or set with the arrow keys and Enter)."""
        if self._size != (0, 0):
            start = self._mark(self._chosen)
            self._set_hand(SpotHand(self._size, start.box if start else self._shown()))

    def start_cut(self, parts: Iterable[Box] = ()) -> None:
        """The papers on the sheet are to be framed, beginning with `parts`."""
        if self._size != (0, 0):
            self._set_hand(CutHand(self._size, tuple(parts)))

    def set_cuts(self, parts: Iterable[Box]) -> None:
        """Other frames in the middle of cutting."""
        if isinstance(self._hand, CutHand):
            self._hand.parts = list(parts)
            self._hand.current = 0 if self._hand.parts else None
            self._hand_changed()

    def cuts(self) -> tuple[Box, ...]:
        """The frames as they are, in reading order."""
        return self._hand.result() if isinstance(self._hand, CutHand) else ()

    def accept(self) -> None:
        """What Enter does in a mode."""
        hand = self._hand
        if isinstance(hand, SpotHand) and hand.box is not None and geometry.large_enough(hand.box, 4.0):
            self._set_hand(None)
            self.spot_dragged.emit(hand.box)
        elif isinstance(hand, CutHand):
            self._set_hand(None)
            self.cuts_accepted.emit(hand.result())

    def leave_mode(self) -> None:
        """Back to looking, without a result."""
        if self._hand is not None:
            self._set_hand(None)
            self.left.emit()

    def _set_hand(self, hand: Hand | None) -> None:
        self._hand = hand
        self._press = None
        self._show_cursor()
        self._tell_screen_reader()
        self.viewport().update()

    def _hand_changed(self) -> None:
        if isinstance(self._hand, CutHand):
            self.cuts_changed.emit(self._hand.result())
        if self._hand is not None and (box := self._hand.focus()) is not None:
            self._bring_into_view(box)
        self.viewport().update()

    # -- places -------------------------------------------------------------------------------------------

    def _ratio(self) -> float:
        return self.devicePixelRatioF()

    def _view(self) -> tuple[float, float]:
        size = self.viewport().size()
        return size.width() * self._ratio(), size.height() * self._ratio()

    def _content(self) -> tuple[int, int]:
        return max(1, round(self._size[0] * self._zoom)), max(1, round(self._size[1] * self._zoom))

    def _margin(self) -> int:
        return round(_MARGIN * self._ratio())

    def _origin(self) -> QPoint:
        """Device pixel of the viewport at which the page's upper left corner lies."""
        (width, height), (across, down), margin = self._content(), self._view(), self._margin()
        wide, tall = width + 2 * margin > across, height + 2 * margin > down
        x = margin - self.horizontalScrollBar().value() if wide else round((across - width) / 2)
        y = margin - self.verticalScrollBar().value() if tall else round((down - height) / 2)
        return QPoint(x, y)

    def _device(self, point: QPointF) -> QPointF:
        return point * self._ratio()

    def _to_page(self, device: QPointF) -> tuple[float, float]:
        origin = self._origin()
        return (device.x() - origin.x()) / self._zoom, (device.y() - origin.y()) / self._zoom

    def place_of(self, box: Box) -> QRectF:
        """Device pixels of the viewport."""
        origin = self._origin()
        return QRectF(
            origin.x() + box.x0 * self._zoom,
            origin.y() + box.y0 * self._zoom,
            box.width * self._zoom,
            box.height * self._zoom,
        )

    def _shown(self) -> Box:
        """The part of the page that is seen."""
        view = self._view()
        corners = self._to_page(QPointF(0, 0)), self._to_page(QPointF(view[0], view[1]))
        return geometry.spanned(*corners, self._size)

    def _centre(self, x: float, y: float) -> None:
        """Bring a point of the page to the middle, a little above it: one reads downwards."""
        view, margin = self._view(), self._margin()
        self.horizontalScrollBar().setValue(round(x * self._zoom + margin - view[0] / 2))
        self.verticalScrollBar().setValue(round(y * self._zoom + margin - view[1] * 0.45))

    def _bring_into_view(self, box: Box) -> None:
        shown = self._shown()
        if not shown.contains(box, 0.98) and box.width <= shown.width and box.height <= shown.height:
            self._centre(box.cx, box.cy)

    def _layout(self) -> None:
        (width, height), margin = self._content(), self._margin()
        if self._size == (0, 0):
            width = height = 0
            margin = 0
        # Whether a bar is shown changes the room for the other one, so it is asked a second time.
        for _ in range(2):
            across, down = self._view()
            for bar, length, room in (
                (self.horizontalScrollBar(), width + 2 * margin, across),
                (self.verticalScrollBar(), height + 2 * margin, down),
            ):
                bar.setRange(0, max(0, round(length - room)))
                bar.setPageStep(max(1, round(room)))
                bar.setSingleStep(round(40 * self._ratio()))
        self.viewport().update()

    def _refit(self) -> None:
        if self._size == (0, 0) or self._fit is Fit.FREE:
            self._layout()
            return
        full, margin = self.maximumViewportSize(), 2 * _MARGIN
        room = ((full.width() - margin) * self._ratio(), (full.height() - margin) * self._ratio())
        zoom = geometry.fit_page(self._size, room)
        if self._fit is Fit.WIDTH:
            zoom = geometry.fit_width(self._size, room)
            if self._size[1] * zoom > room[1]:
                bar = self.verticalScrollBar().sizeHint().width()
                zoom = geometry.fit_width(self._size, (room[0] - bar * self._ratio(), room[1]))
        self._set_zoom(zoom, self._fit)

    def _set_zoom(self, zoom: float, fit: Fit) -> None:
        changed = zoom != self._zoom
        self._zoom, self._fit, self._fit_before = zoom, fit, None
        self._layout()
        if changed:
            self.zoom_changed.emit(zoom)

    def _mark(self, name: str | None) -> Mark | None:
        return next((mark for mark in self._marks if mark.id == name), None)

    def _mark_at(self, device: QPointF) -> str | None:
        x, y = self._to_page(device)
        slack = 3 * self._ratio() / self._zoom
        return geometry.under(((mark.id, mark.box) for mark in self._marks), x, y, slack)

    # -- painting -----------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self._ratio()
        painter = QPainter(self.viewport())
        painter.fillRect(event.rect(), QColor(colours().desk))
        if self._size == (0, 0):
            self._paint_message(painter)
            return
        _to_device_pixels(painter)
        self._paint_paper(painter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPixelSize(max(1, round(self.fontMetrics().height() * 0.72 * ratio)))
        painter.setFont(font)
        if self._hand is not None:
            self._hand.paint(painter, self.place_of, ratio)
        else:
            self._paint_marks(painter, ratio)
        self._paint_focus(painter, ratio)

    def _paint_message(self, painter: QPainter) -> None:
        painter.setPen(QColor(colours().dim))
        room = self.viewport().rect().adjusted(32, 32, -32, -32)
        painter.drawText(room, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self._message)

    def _paint_paper(self, painter: QPainter) -> None:
        width, height = self._content()
        place = QRect(self._origin().x(), self._origin().y(), width, height)
        image, exact = self._picture()
        line = QColor(colours().line)
        painter.fillRect(place.adjusted(-1, -1, 1, 1), line)
        if image is None:
            painter.fillRect(place, Qt.GlobalColor.white)
            painter.setPen(QColor("#555f6d"))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self.tr("正在打开图片……"))
        elif exact:
            painter.drawImage(place.topLeft(), image)
        else:
            _draw_stretched(painter, image, place, QRectF(0, 0, *self._view()))

    def _picture(self) -> tuple[QImage | None, bool]:
        """The best picture at hand, and whether it has exactly the size it is shown in."""
        whole = self._pictures.whole(self._key)
        size = self._content()
        if whole is None:
            return self._pictures.nearest(self._key), False
        if (whole.width(), whole.height()) == size:
            return whole, True
        if size[0] >= whole.width():
            return whole, False
        scaled = self._pictures.at_size(self._key, size, self)
        return (scaled, True) if scaled is not None else (self._pictures.nearest(self._key), False)

    def _paint_marks(self, painter: QPainter, ratio: float) -> None:
        order = sorted(
            self._marks, key=lambda mark: (mark.id == self._chosen, mark.id == self._hot, not mark.quiet)
        )
        view = QRectF(0, 0, *self._view()).adjusted(-40 * ratio, -40 * ratio, 40 * ratio, 40 * ratio)
        for mark in order:
            if not view.intersects(self.place_of(mark.box)):
                continue
            chosen, hot = (
                mark.id == self._chosen,
                mark.id in (self._hot, self._at if self.hasFocus() else None),
            )
            paint_mark(painter, mark, self.place_of(mark.box), ratio, chosen=chosen, hot=hot)
        by_keys = self._at if self.hasFocus() and self._at != self._chosen else None
        told = self._mark(self._hot) or self._mark(by_keys)
        if told is not None:
            # A field and what is found wrong with it lie on the same place.
            text = "　".join(mark.label for mark in self._marks if mark.box == told.box and mark.label)
            paint_label(painter, text, self.place_of(told.box), QRectF(0, 0, *self._view()), ratio)

    def _paint_focus(self, painter: QPainter, ratio: float) -> None:
        if self.hasFocus():
            painter.setPen(QPen(QColor(colours().blue), 2 * ratio))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            view = self._view()
            painter.drawRect(QRectF(ratio, ratio, view[0] - 2 * ratio, view[1] - 2 * ratio))

    def _on_ready(self, key: str) -> None:
        if key == self._key:
            self.viewport().update()

    def _on_broken(self, key: str) -> None:
        if key == self._key:
            self.show_nothing(self.tr("这一页的图片打不开。请重新读取这一页。"))
            self.broken.emit(key)

    # -- mouse --------------------------------------------------------------------------------------------

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            steps = event.angleDelta().y() / _WHEEL_STEP
            self.set_zoom(self._zoom * geometry.STEP**steps, event.position())
            event.accept()
            return
        super().wheelEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        middle = event.button() == Qt.MouseButton.MiddleButton
        if middle or (self._space and event.button() == Qt.MouseButton.LeftButton):
            self._pan = event.position()
            self._show_cursor()
        elif event.button() == Qt.MouseButton.LeftButton and self._size != (0, 0):
            self._press = event.position()
            if self._hand is not None:
                self._hand.press(*self._to_page(self._device(event.position())), self._slack())
                self._hand_changed()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pan is not None:
            moved = (self._pan - event.position()) * self._ratio()
            self._pan = event.position()
            self._scroll(moved.x(), moved.y())
        elif self._hand is not None:
            x, y = self._to_page(self._device(event.position()))
            if self._press is not None:
                self._hand.drag(x, y)
                self.viewport().update()
            self._show_cursor(self._hand.cursor(x, y, self._slack()))
        else:
            self._set_hot(self._mark_at(self._device(event.position())))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pan is not None:
            self._pan = None
            self._show_cursor()
            return
        if event.button() != Qt.MouseButton.LeftButton or self._press is None:
            return
        self._press = None
        if self._hand is not None:
            self._hand.release()
            self._hand_changed()
            if isinstance(self._hand, SpotHand):
                self.accept()
        elif (name := self._mark_at(self._device(event.position()))) is not None:
            self._at = name
            self.mark_clicked.emit(name)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Between the whole page and the place pointed at."""
        if self._hand is not None or event.button() != Qt.MouseButton.LeftButton:
            return
        if self._mark_at(self._device(event.position())) is None:
            if self._fit is Fit.PAGE:
                self.set_zoom(max(self._zoom * 2, min(1.0, self._ratio())), event.position())
            else:
                self.fit_page()

    def _slack(self) -> float:
        return 7 * self._ratio() / self._zoom

    def _scroll(self, dx: float, dy: float) -> None:
        horizontal, vertical = self.horizontalScrollBar(), self.verticalScrollBar()
        horizontal.setValue(horizontal.value() + round(dx))
        vertical.setValue(vertical.value() + round(dy))

    def _set_hot(self, name: str | None) -> None:
        if name != self._hot:
            self._hot = name
            self._show_cursor()
            self.viewport().update()

    def _show_cursor(self, shape: Qt.CursorShape | None = None) -> None:
        if self._pan is not None:
            shape = Qt.CursorShape.ClosedHandCursor
        elif self._space:
            shape = Qt.CursorShape.OpenHandCursor
        elif shape is None and self._hand is not None:
            shape = Qt.CursorShape.CrossCursor
        elif shape is None:
            shape = Qt.CursorShape.PointingHandCursor if self._hot else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    # -- keys ---------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = True
            self._show_cursor()
            return
        if event.key() == Qt.Key.Key_Escape and self._hand is not None:
            self.leave_mode()
            return
        if self._hand is not None and self._hand_key(event):
            return
        if not self._look_key(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self._show_cursor()
            return
        super().keyReleaseEvent(event)

    def focusNextPrevChild(self, next: bool) -> bool:
        """In cutting, Tab goes from frame to frame before it leaves the page."""
        if isinstance(self._hand, CutHand) and self._hand.step(1 if next else -1):
            self._hand_changed()
            return True
        return bool(super().focusNextPrevChild(next))

    def _hand_key(self, event: QKeyEvent) -> bool:
        assert self._hand is not None
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
            return True
        fine = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        step = (1.0 if fine else 12.0) * self._ratio() / self._zoom
        resize = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        done = self._hand.key(Qt.Key(event.key()), step, resize)
        if done:
            self._hand_changed()
        return done

    def _look_key(self, event: QKeyEvent) -> bool:
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        deed = _KEYS.get(Qt.Key(event.key())) if plain else None
        if deed is None:
            return False
        deed(self)
        return True

    def next_mark(self) -> None:
        self._step_mark(1)

    def previous_mark(self) -> None:
        self._step_mark(-1)

    def press_mark(self) -> None:
        """What a click on the mark that the keys have come to does."""
        if self._at is not None:
            self.mark_clicked.emit(self._at)

    def next_screen(self) -> None:
        self._step_screen(1)

    def previous_screen(self) -> None:
        self._step_screen(-1)

    def _step_mark(self, step: int) -> None:
        names = geometry.in_reading_order((mark.id, mark.box) for mark in self._marks)
        if not names:
            return
        here = names.index(self._at) if self._at in names else (-1 if step > 0 else 0)
        self._at = names[(here + step) % len(names)]
        mark = self._mark(self._at)
        assert mark is not None
        self.show_place(mark.box)
        self._tell_screen_reader()

    def _step_screen(self, step: int) -> None:
        """A screen further, and at the end of the page the next one."""
        bar = self.verticalScrollBar()
        if bar.value() == (bar.maximum() if step > 0 else bar.minimum()):
            self.page_asked.emit(step)
        else:
            bar.setValue(bar.value() + step * round(bar.pageStep() * 0.9))

    # -- the rest -----------------------------------------------------------------------------------------

    def scrollContentsBy(self, dx: int, dy: int) -> None:  # noqa: ARG002
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()
        self.resized.emit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._refit()
        return bool(super().event(event))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._set_hot(None)
        return bool(super().viewportEvent(event))

    def _tell_screen_reader(self) -> None:
        self.setAccessibleDescription(self._spoken())

    def _spoken(self) -> str:
        if self._size == (0, 0):
            return self._message
        if isinstance(self._hand, SpotHand):
            return self.tr("框选要重读的位置：方向键移动，Shift 加方向键改大小，回车重读，Esc 取消")
        if isinstance(self._hand, CutHand):
            return self.tr(
                "切分：Insert 加框，Delete 删框，Tab 换框，方向键移动，Shift 加方向键改大小，回车完成，Esc 取消"
            )
        mark = self._mark(self._at)
        said = self.tr("%n 处标记", None, len(self._marks))
        return f"{said}，{mark.label}" if mark is not None else said


_KEYS: dict[Qt.Key, Callable[[PageCanvas], None]] = {
    Qt.Key.Key_Plus: PageCanvas.zoom_in,
    Qt.Key.Key_Equal: PageCanvas.zoom_in,
    Qt.Key.Key_Minus: PageCanvas.zoom_out,
    Qt.Key.Key_0: PageCanvas.fit_page,
    Qt.Key.Key_9: PageCanvas.fit_width,
    Qt.Key.Key_Period: PageCanvas.next_mark,
    Qt.Key.Key_Comma: PageCanvas.previous_mark,
    Qt.Key.Key_Return: PageCanvas.press_mark,
    Qt.Key.Key_Enter: PageCanvas.press_mark,
    Qt.Key.Key_PageDown: PageCanvas.next_screen,
    Qt.Key.Key_PageUp: PageCanvas.previous_screen,
    Qt.Key.Key_BracketRight: lambda canvas: canvas.turn_asked.emit(90),
    Qt.Key.Key_BracketLeft: lambda canvas: canvas.turn_asked.emit(-90),
}


def _to_device_pixels(painter: QPainter) -> None:
    """Lets the painter count device pixels, from a whole one on, so that a picture is copied and never resampled,
    whatever the scale of the screen and the place of the widget in its window."""
    painter.resetTransform()
    base = painter.deviceTransform()
    corner = base.map(QPointF(0, 0))
    back, possible = base.inverted()
    if possible:
        painter.setTransform(QTransform.fromTranslate(round(corner.x()), round(corner.y())) * back)


def _draw_stretched(painter: QPainter, image: QImage, place: QRect, view: QRectF) -> None:
    """Only the part that is seen: a page at 800 % is far larger than the screen."""
    seen = QRectF(place).intersected(view)
    if seen.isEmpty():
        return
    across, down = image.width() / place.width(), image.height() / place.height()
    part = QRectF(
        (seen.x() - place.x()) * across,
        (seen.y() - place.y()) * down,
        seen.width() * across,
        seen.height() * down,
    )
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(seen, image, part)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, on=False)
