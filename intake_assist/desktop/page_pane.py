"""The middle pane: the page in view with its tools, remarks about it, and the strip of all pages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QImage, QImageIOHandler, QImageReader, QPixmap
from PySide6.QtWidgets import QAbstractItemView, QListView, QVBoxLayout, QWidget

from intake_assist.desktop.delegates import SheetDelegate
from intake_assist.desktop.glimpses import source_of
from intake_assist.desktop.jobs import Background
from intake_assist.desktop.measures import unit
from intake_assist.desktop.models import KEY, SheetsModel
from intake_assist.desktop.page_view import Mark, PageView, Place
from intake_assist.desktop.parts import Elided, KeyList, Notice, Sign, bar, tool
from intake_assist.desktop.presenting import Sheet, place, place_of
from intake_assist.desktop.shortcuts import Actions
from intake_assist.model import Box, Page

Fetch = Callable[[Callable[[bytes], None]], None]


@dataclass(frozen=True, slots=True)
class Side:
    """One of two places shown beside each other. `fetch` gets the picture called `key`."""

    page: Page
    caption: str
    mark: Mark
    key: str
    fetch: Fetch | None


class PagePane(QWidget):
    """`page_chosen` carries a page or sheet of the strip; `mark_chosen` a mark; `spot_dragged` a Box of the page;
    `parts_chosen` the papers framed on a sheet; `turn_asked` degrees; `page_asked` +1 or -1; `read_again` a sheet.
    """

    page_chosen = Signal(str)
    menu_wanted = Signal(QPoint, str)
    mark_chosen = Signal(str)
    spot_dragged = Signal(object)
    parts_chosen = Signal(object)
    turn_asked = Signal(int)
    page_asked = Signal(int)
    mode_left = Signal()
    read_again = Signal(str)

    def __init__(self, actions: Actions, background: Background) -> None:
        super().__init__()
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.background = background
        self._actions = actions
        self._quiet = False
        self._closed = False
        self._key = ""
        self._shown: tuple[str, tuple[int, int]] = ("", (0, 0))
        self.pair: tuple[str, ...] = ()  # the pictures that are shown beside each other
        self.view = PageView()
        self.model = SheetsModel(self)
        self.strip = self._strip()
        self._name = Elided("heading", least=4)
        self._look = Sign()
        self._word = Elided("dim", least=0)
        self.trouble, self.expecting, self.spot = Notice(), Notice(), Notice()
        self._connect()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._tools())
        holder = QVBoxLayout()
        step = unit(self.fontMetrics())
        holder.setContentsMargins(2 * step, 0, 2 * step, 0)
        for notice in (self.trouble, self.expecting, self.spot):
            holder.addWidget(notice)
        column.addLayout(holder)
        column.addWidget(self.view, 1)
        column.addWidget(self.strip)

    def _tools(self) -> QWidget:
        a = self._actions
        return bar(
            "toolstrip",
            tool(a["previous_page"], "‹"),
            tool(a["next_page"], "›"),
            self._look,
            self._name,
            self._word,
            None,
            tool(a["seen"], self.tr("看过了")),
            tool(a["turn_left"], "↺"),
            tool(a["turn_right"], "↻"),
            tool(a["zoom_out"], "－"),
            tool(a["zoom_in"], "＋"),
            tool(a["fit_page"], "▭"),
            tool(a["fit_width"], "↔"),
        )

    def _strip(self) -> KeyList:
        strip = KeyList()
        strip.setModel(self.model)
        strip.setItemDelegate(SheetDelegate(strip))
        strip.setFlow(QListView.Flow.LeftToRight)
        strip.setWrapping(False)
        strip.setUniformItemSizes(True)
        strip.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        strip.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        strip.setMouseTracking(True)
        strip.setDragEnabled(True)
        strip.setAccessibleName(self.tr("全部页"))
        strip.setFixedHeight(round(self.fontMetrics().height() * 7.8))
        strip.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        strip.customContextMenuRequested.connect(self._menu)
        strip.selectionModel().currentChanged.connect(self._chosen)
        return strip

    def _connect(self) -> None:
        view, a = self.view, self._actions
        view.mark_clicked.connect(self.mark_chosen)
        view.spot_dragged.connect(self.spot_dragged)
        view.cuts_accepted.connect(self._on_parts)
        view.mode_left.connect(self._on_mode_left)
        view.turn_asked.connect(self.turn_asked)
        view.page_asked.connect(self.page_asked)
        for name, call in (
            ("zoom_in", view.zoom_in),
            ("zoom_out", view.zoom_out),
            ("fit_page", view.fit_page),
            ("fit_width", view.fit_width),
        ):
            a[name].triggered.connect(call)

    def close_view(self) -> None:
        """Pictures that are still on their way are not shown any more."""
        self._closed = True
        for name in ("zoom_in", "zoom_out", "fit_page", "fit_width"):
            call = getattr(self.view, name)
            self._actions[name].triggered.disconnect(call)
        self.view.close_pictures()

    def restyle(self) -> None:
        """After a change of scale."""
        self.strip.setFixedHeight(round(self.fontMetrics().height() * 7.8))
        self.strip.scheduleDelayedItemsLayout()

    # -- the strip --------------------------------------------------------------------------------------

    def keys(self) -> list[str]:
        return [sheet.key for sheet in self.model.sheets]

    def show_sheets(self, sheets: Sequence[Sheet]) -> None:
        self._quiet = True
        self.model.show(sheets)
        self.strip.setVisible(bool(sheets))
        self._mark_current()
        self._quiet = False

    def set_thumbnail(self, key: str, image: QImage) -> None:
        self.model.set_picture(key, QPixmap.fromImage(image))

    def _mark_current(self) -> None:
        row = self.model.row_of(self._key)
        if row >= 0 and row != self.strip.currentIndex().row():
            index = self.model.index(row)
            self.strip.setCurrentIndex(index)
            self.strip.scrollTo(index)

    def _chosen(self, index: QModelIndex) -> None:
        if not self._quiet and index.isValid():
            self.page_chosen.emit(index.data(KEY))

    def _menu(self, at: QPoint) -> None:
        index = self.strip.indexAt(at)
        if index.isValid():
            self.menu_wanted.emit(self.strip.viewport().mapToGlobal(at), index.data(KEY))

    # -- the page ---------------------------------------------------------------------------------------

    def show_page(
        self,
        key: str,
        page: Page | None,
        picture: str,
        fetch: Fetch | None,
        marks: Sequence[Mark],
        retry: bool = False,
        turn: int = 0,
    ) -> None:
        """A page, or a sheet of which nothing is read yet (`page` None). `picture` names its picture, which `fetch`
        gets and which is shown turned by `turn` degrees clockwise; `retry`: it could not be read this time and may
        be tried again."""
        self.pair = ()
        self.show_state(key, page, retry)
        if page and page.cells:
            self._shown = ("", (0, 0))
            self.view.show_cells(page.cells, name=place(page))
        elif not picture or fetch is None:
            self._shown = ("", (0, 0))
            self.view.show_message(self._why_nothing(key, page))
        elif page and page.width:
            self._show_picture(picture, (page.width, page.height), marks, fetch, place(page))
        else:
            self._show_unread(key, page, picture, fetch, turn)

    def show_state(self, key: str, page: Page | None, retry: bool = False) -> None:
        """What is said of the page in view; the picture stays as it is."""
        self._key = key
        self._say_name(key, page)
        self._say_trouble(key, page, retry)
        self._quiet = True
        self._mark_current()
        self._quiet = False

    def _why_nothing(self, key: str, page: Page | None) -> str:
        if not key:
            return self.tr("把材料拖到这里，或按 Ctrl+O 选文件、Ctrl+V 粘贴。")
        if page and page.problem:
            return page.problem
        return self.tr("这一页正在等待识别。")

    def _show_picture(
        self,
        picture: str,
        size: tuple[int, int],
        marks: Sequence[Mark],
        fetch: Fetch,
        name: str,
        turn: int = 0,
    ) -> None:
        if self._shown == (picture, size):
            self.view.set_marks(marks)
            return
        self._shown = (picture, size)
        self.view.show_page(picture, size, marks, name=name)
        if picture in self.view.missing():
            fetch(lambda data: self._set_picture(picture, data, turn))

    def _show_unread(self, key: str, page: Page | None, picture: str, fetch: Fetch, turn: int) -> None:
        """How the sheet lies in its file, until it is read."""
        name = f"{picture}@{turn}"
        if self._shown[0] == name:
            return
        if self._shown[0].partition("@")[0] != picture:
            self.view.show_message(self._why_nothing(key, page))

        def show(data: bytes) -> None:
            size = _size_of(data)
            if size and not self._closed and self._key == key and not self.pair:
                size = size[::-1] if turn % 180 else size
                self._show_picture(name, size, (), fetch, key, turn)

        fetch(show)

    def go_to(self, mark: str) -> None:
        self.view.select_mark(mark)

    def show_pair(self, left: Side, right: Side) -> None:
        self.pair = (left.key, right.key)
        self._shown = ("", (0, 0))
        places = [
            Place(side.caption, side.key, (side.page.width, side.page.height), side.mark)
            for side in (left, right)
        ]
        self.view.show_pair(*places)
        for side in (left, right):
            if side.key in self.view.missing() and side.fetch:
                side.fetch(lambda data, key=side.key: self._set_picture(key, data))  # type: ignore[misc]

    def _set_picture(self, picture: str, data: bytes, turn: int = 0) -> None:
        if not self._closed:
            self.view.set_picture(picture, data, turn)

    def _say_name(self, key: str, page: Page | None) -> None:
        row = self.model.row_of(key)
        look = self.model.sheets[row].look if row >= 0 else None
        self._look.show_look(look)
        self._word.setText(look.word if look else "")
        self._name.setText(place(page) if page else place_of(source_of(key)) if key else "")

    def _say_trouble(self, key: str, page: Page | None, retry: bool) -> None:
        if page and page.problem:
            answers = [(self.tr("重新识别"), lambda: self.read_again.emit(key))] if retry else []
            self.trouble.say(page.problem, *answers, closable=False)
        elif page and page.quality:
            self.trouble.say("；".join(mark.message for mark in page.quality), closable=False)
        else:
            self.trouble.hide()

    # -- modes ------------------------------------------------------------------------------------------

    def begin_spot(self, field: str) -> None:
        self.view.start_spot()
        words = self.tr("在页面上框出“{field}”（也可以用方向键和回车），框住的地方会重新识别。").format(
            field=field
        )
        self.spot.say(words, (self.tr("取消"), self.view.leave_mode), closable=False)

    def end_spot(self) -> None:
        self.spot.hide()

    def say_spot_waits(self) -> None:
        self.spot.say(self.tr("正在读框住的地方……"), closable=False)

    def say_spot_failed(self, why: str) -> None:
        self.spot.say(why)

    def begin_split(self) -> None:
        """Let the papers on the sheet be framed."""
        self.view.start_cut()
        self.spot.say(
            self.tr("框出这一页上的每份材料，然后按回车。"),
            (self.tr("左右两份"), lambda: self._halves(beside=True)),
            (self.tr("上下两份"), lambda: self._halves(beside=False)),
            (self.tr("取消"), self.view.leave_mode),
            closable=False,
        )

    def _halves(self, beside: bool) -> None:
        self.view.cut_in_halves(beside=beside)
        self.view.setFocus()
        self.spot.say(
            self.tr("拖动边线调整，按回车拆开。"),
            (self.tr("拆开"), self.view.accept_cut),
            (self.tr("取消"), self.view.leave_mode),
            closable=False,
        )

    def _on_parts(self, parts: tuple[Box, ...]) -> None:
        self.spot.hide()
        self.parts_chosen.emit(parts)

    def _on_mode_left(self) -> None:
        self.spot.hide()
        self.mode_left.emit()

    def say_expecting(self, text: str, *answers: tuple[str, Callable[[], object]]) -> None:
        self.expecting.say(text, *answers, closable=False)

    def end_expecting(self) -> None:
        self.expecting.hide()


def _size_of(data: bytes) -> tuple[int, int] | None:
    """The size of a picture as it is shown, from its head alone; None for what Qt cannot show."""
    raw = QByteArray(data)
    buffer = QBuffer(raw)
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    size = reader.size()
    if not size.isValid():
        return None
    if reader.transformation() & QImageIOHandler.Transformation.TransformationRotate90:
        size.transpose()
    return size.width(), size.height()
