"""The middle of the workbench: a page, two places beside each other, or the cells of a worksheet."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedLayout, QVBoxLayout, QWidget

from intake_assist.desktop import page_view_geometry as geometry
from intake_assist.desktop.page_view_canvas import Fit, PageCanvas
from intake_assist.desktop.page_view_cells import CellsView
from intake_assist.desktop.page_view_marks import Mark
from intake_assist.desktop.page_view_pictures import Pictures
from intake_assist.model import Box

__all__ = ["Fit", "Mark", "PageView", "Place"]


@dataclass(frozen=True, slots=True)
class Place:
    """A place to be shown beside another. `caption` says in words what stands where. `size` is that of the page;
    without a `mark` the whole page is shown. `key` is as in `PageView.show_page`."""

    caption: str
    key: str
    size: tuple[int, int]
    mark: Mark | None = None


class PageView(QWidget):
    """Shows pages whose pictures come later: after `show_page` and `show_pair`, hand over with `set_picture` what
    `missing` names. Decoding and scaling happen behind the event loop; pictures are held by their key.

    Boxes are pixels of the upright page. `turn_asked` gives degrees clockwise as seen, `page_asked` +1 or -1 at
    the end or beginning of a page. `spot_dragged(box)` and `cuts_accepted(boxes)` end the modes begun with
    `start_spot` and `start_cut`; `mode_left` tells that one ended without a result. `zoom_changed` gives device
    pixels per pixel of the page. Call `close_pictures` before the program ends.
    """

    mark_clicked = Signal(str)
    spot_dragged = Signal(Box)
    cuts_changed = Signal(tuple)
    cuts_accepted = Signal(tuple)
    mode_left = Signal()
    turn_asked = Signal(int)
    page_asked = Signal(int)
    zoom_changed = Signal(float)
    picture_broken = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures = Pictures(self)
        self._canvas = PageCanvas(self._pictures)
        self._pair = _Pair(self._pictures)
        self._cells = CellsView()
        self._stack = QStackedLayout(self)
        for widget in (self._canvas, self._pair, self._cells):
            self._stack.addWidget(widget)
        self.setFocusProxy(self._canvas)
        canvas = self._canvas
        canvas.mark_clicked.connect(self.mark_clicked)
        canvas.spot_dragged.connect(self.spot_dragged)
        canvas.cuts_changed.connect(self.cuts_changed)
        canvas.cuts_accepted.connect(self.cuts_accepted)
        canvas.left.connect(self.mode_left)
        canvas.turn_asked.connect(self.turn_asked)
        canvas.page_asked.connect(self.page_asked)
        canvas.zoom_changed.connect(self.zoom_changed)
        self._pictures.broken.connect(self.picture_broken)
        self._pair.mark_clicked.connect(self.mark_clicked)

    # -- what is shown ------------------------------------------------------------------------------------

    def show_page(
        self, key: str, size: tuple[int, int], marks: Iterable[Mark] = (), *, name: str = ""
    ) -> None:
        """A page of `size` pixels whose picture is called `key`; `name` is what a screen reader calls it."""
        self._canvas.setAccessibleName(name or self.tr("页面"))
        self._canvas.show_page(key, size, marks)
        self._show(self._canvas)

    def show_pair(self, left: Place, right: Place) -> None:
        """Two places side by side, e.g. two papers that disagree."""
        self._canvas.leave_mode()
        self._pair.show_places(left, right)
        self._show(self._pair)

    def show_cells(self, rows: Sequence[Sequence[str]], *, name: str = "") -> None:
        """A worksheet."""
        self._canvas.leave_mode()
        self._cells.setAccessibleName(name or self.tr("表格"))
        self._cells.show_rows(rows)
        self._show(self._cells)

    def show_message(self, text: str = "") -> None:
        """No page, and why."""
        self._canvas.show_nothing(text)
        self._show(self._canvas)

    def missing(self) -> tuple[str, ...]:
        """Keys of the pictures that are shown and not at hand."""
        shown = self._stack.currentWidget()
        keys = (
            self._pair.keys() if shown is self._pair else (self._canvas.key,) if shown is self._canvas else ()
        )
        return tuple(key for key in dict.fromkeys(keys) if key and self._pictures.whole(key) is None)

    def set_picture(self, key: str, data: bytes, turn: int = 0) -> None:
        """The bytes of a picture (JPEG, PNG), to be turned clockwise, whether it is shown or will be."""
        self._pictures.decode(key, data, turn)

    def set_marks(self, marks: Iterable[Mark]) -> None:
        self._canvas.set_marks(marks)

    def select_mark(self, name: str | None) -> None:
        """Go to a mark of the page and make it well readable; None: no mark is chosen."""
        self._canvas.select_mark(name)

    def show_row(self, row: int) -> None:
        """Go to a row (from 0) of the worksheet."""
        self._cells.choose_row(row)

    @property
    def chosen(self) -> str | None:
        return self._canvas.chosen

    @property
    def canvas(self) -> PageCanvas:
        return self._canvas

    @property
    def zoom(self) -> float:
        return self._canvas.zoom

    @property
    def fit(self) -> Fit:
        return self._canvas.fit

    # -- what is done -------------------------------------------------------------------------------------

    def fit_page(self) -> None:
        for canvas in self._in_view():
            canvas.fit_page()

    def fit_width(self) -> None:
        for canvas in self._in_view():
            canvas.fit_width()

    def zoom_in(self) -> None:
        for canvas in self._in_view():
            canvas.zoom_in()

    def zoom_out(self) -> None:
        for canvas in self._in_view():
            canvas.zoom_out()

    def _in_view(self) -> tuple[PageCanvas, ...]:
        return self._pair.canvases() if self._stack.currentWidget() is self._pair else (self._canvas,)

    def set_zoom(self, zoom: float) -> None:
        self._canvas.set_zoom(zoom)

    def start_spot(self) -> None:
        """Let a rectangle be dragged, or set with the arrow keys and Enter."""
        if self._stack.currentWidget() is self._canvas:
            self._canvas.start_spot()
            self._canvas.setFocus()

    def start_cut(self, parts: Iterable[Box] = ()) -> None:
        """Let the papers on the sheet be framed, beginning with `parts`."""
        if self._stack.currentWidget() is self._canvas:
            self._canvas.start_cut(parts)
            self._canvas.setFocus()

    def cut_in_halves(self, *, beside: bool) -> None:
        """Two equal frames, one beside or one above the other, in the middle of cutting."""
        self._canvas.set_cuts(geometry.halves(self._canvas.page_size, beside=beside))

    def accept_cut(self) -> None:
        self._canvas.accept()

    def leave_mode(self) -> None:
        self._canvas.leave_mode()

    def cuts(self) -> tuple[Box, ...]:
        return self._canvas.cuts()

    def close_pictures(self) -> None:
        self._pictures.close()

    def _show(self, widget: QWidget) -> None:
        held = self._stack.currentWidget() is not widget and _holds_focus(self._stack.currentWidget())
        self._stack.setCurrentWidget(widget)
        self.setFocusProxy(widget)
        if held:
            widget.setFocus()


class _Pair(QWidget):
    """Two canvases under their captions."""

    mark_clicked = Signal(str)

    def __init__(self, pictures: Pictures) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(1)
        self._sides = tuple(_Side(pictures) for _ in range(2))
        self._places: tuple[Place, ...] = ()
        for side in self._sides:
            row.addWidget(side, 1)
            side.canvas.mark_clicked.connect(self.mark_clicked)
        self.setFocusProxy(self._sides[0].canvas)

    def keys(self) -> tuple[str, ...]:
        return tuple(place.key for place in self._places)

    def canvases(self) -> tuple[PageCanvas, ...]:
        return tuple(side.canvas for side in self._sides)

    def show_places(self, *places: Place) -> None:
        self._places = places
        for side, place in zip(self._sides, places, strict=True):
            side.show_place(place)


class _Side(QWidget):
    """One of two places. It is gone to anew when the room changes, since both are looked at at once."""

    def __init__(self, pictures: Pictures) -> None:
        super().__init__()
        self.caption = QLabel()
        self.caption.setWordWrap(True)
        self.caption.setObjectName("heading")
        self.caption.setMargin(8)
        self.caption.setTextFormat(Qt.TextFormat.PlainText)
        self.canvas = PageCanvas(pictures)
        self.canvas.resized.connect(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.caption)
        column.addWidget(self.canvas, 1)
        self._place: Place | None = None

    def show_place(self, place: Place) -> None:
        self._place = place
        self.caption.setText(place.caption)
        self.canvas.setAccessibleName(place.caption)
        self.canvas.fit_page()
        self.canvas.show_page(place.key, place.size, () if place.mark is None else (place.mark,))
        self._go()

    def _go(self) -> None:
        if self._place is not None and self._place.mark is not None:
            self.canvas.select_mark(self._place.mark.id)


def _holds_focus(widget: QWidget | None) -> bool:
    return widget is not None and (widget.hasFocus() or widget.isAncestorOf(widget.focusWidget() or widget))
