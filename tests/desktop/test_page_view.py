"""The page in the middle, in a real window: what is seen, what the mouse and the keys do to it."""

from __future__ import annotations

import io
import os
from collections.abc import Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is loaded

import pytest
from PIL import Image, ImageDraw
from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from intake_assist.desktop import theme
from intake_assist.desktop.page_view import Fit, Mark, PageView, Place
from intake_assist.desktop.page_view_canvas import PageCanvas
from intake_assist.desktop.words import Look
from intake_assist.model import Box

A4 = (1240, 1754)
NAME = Mark("name", Box(300, 400, 700, 436), "单位名称", Look("check", "", "blue"), quiet=True)
CODE = Mark("code", Box(300, 800, 700, 836), "信用代码校验位不对", Look("cross", "错误", "red"))
DATE = Mark("date", Box(800, 1500, 1000, 1536), "看不清", Look("question", "请人工看", "amber"))
MARKS = (NAME, CODE, DATE)


def paper(size: tuple[int, int] = A4) -> bytes:
    """A page whose left half is white and right half is grey, with a red square at its upper left corner."""
    picture = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((size[0] // 2, 0, *size), fill=(128, 128, 128))
    draw.rectangle((0, 0, 99, 99), fill=(200, 0, 0))
    data = io.BytesIO()
    picture.save(data, "PNG")
    return data.getvalue()


@pytest.fixture
def view(qtbot: QtBot, qapp: QApplication) -> Iterator[PageView]:
    theme.apply(qapp, "light", 100)
    view = PageView()
    qtbot.addWidget(view)
    view.resize(800, 700)
    view.show()
    qtbot.waitExposed(view)
    yield view
    view.close_pictures()


@pytest.fixture
def page(view: PageView, qtbot: QtBot) -> PageView:
    """With a page and its picture, as it is painted when nothing is left to be done behind."""
    view.show_page("p", A4, MARKS, name="第1页")
    view.set_picture("p", paper())
    qtbot.waitUntil(lambda: view.missing() == ())
    settle(view, qtbot)
    return view


def settle(view: PageView, qtbot: QtBot) -> None:
    def painted() -> bool:
        view.canvas.viewport().grab()
        return view.canvas._picture()[1] or view.zoom > 1

    qtbot.waitUntil(painted)


def shot(view: PageView) -> QImage:
    return view.canvas.viewport().grab().toImage()


def at(view: PageView, x: float, y: float) -> QPoint:
    """Where a pixel of the page is, in the viewport."""
    return seen(view.canvas, Box(x, y, x, y)).topLeft().toPoint()


def seen(canvas: PageCanvas, box: Box) -> QRectF:
    """Where a box is, in logical pixels of the viewport."""
    place, ratio = canvas.place_of(box), canvas.devicePixelRatioF()
    return QRectF(place.x() / ratio, place.y() / ratio, place.width() / ratio, place.height() / ratio)


def colour(view: PageView, x: float, y: float) -> str:
    image = shot(view)
    place = view.canvas.place_of(Box(x, y, x, y))
    return image.pixelColor(round(place.x()), round(place.y())).name()


def wheel(view: PageView, where: QPoint, steps: int, modifier: Qt.KeyboardModifier) -> None:
    port = view.canvas.viewport()
    QApplication.sendEvent(
        port,
        QWheelEvent(
            QPointF(where),
            QPointF(port.mapToGlobal(where)),
            QPoint(),
            QPoint(0, 120 * steps),
            Qt.MouseButton.NoButton,
            modifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        ),
    )


def drag(
    qtbot: QtBot,
    view: PageView,
    start: QPoint,
    *ways: QPoint,
    button: Qt.MouseButton = Qt.MouseButton.LeftButton,
) -> None:
    port = view.canvas.viewport()
    qtbot.mousePress(port, button, pos=start)
    for way in ways:
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(way),
            QPointF(port.mapToGlobal(way)),
            Qt.MouseButton.NoButton,
            button,
            Qt.KeyboardModifier.NoModifier,
        )
        QApplication.sendEvent(port, event)
    qtbot.mouseRelease(port, button, pos=ways[-1])


# -- what is seen -------------------------------------------------------------------------------------------


def test_the_page_is_there_before_its_picture(view: PageView, qtbot: QtBot) -> None:
    view.show_page("p", A4, MARKS)
    assert view.missing() == ("p",)
    assert colour(view, 900, 600) == "#ffffff"
    view.set_picture("p", paper())
    qtbot.waitUntil(lambda: view.missing() == ())
    settle(view, qtbot)
    assert colour(view, 900, 600) == "#808080"
    assert colour(view, 50, 50) == "#c80000"


def test_a_picture_that_was_shown_is_at_hand(page: PageView) -> None:
    page.show_page("q", A4)
    assert page.missing() == ("q",)
    page.show_page("p", A4)
    assert page.missing() == ()


@pytest.mark.parametrize("zoom", [1.0, 0.5, 0.37])
def test_a_picture_is_copied_to_whole_pixels(page: PageView, qtbot: QtBot, zoom: float) -> None:
    """The edge between white and grey is as sharp as scaling made it: at 100 % perfectly so."""
    page.set_zoom(zoom)
    page.canvas._centre(620, 1200)
    page.set_marks(())
    settle(page, qtbot)
    image, y = shot(page), page.canvas.place_of(Box(0, 1200, 0, 1200)).y()
    x = page.canvas.place_of(Box(620, 0, 620, 0)).x()
    row = [image.pixelColor(round(x) + step, round(y)).red() for step in range(-4, 5)]
    between = [shade for shade in row if shade not in (255, 128)]
    assert row[0] == 255
    assert row[-1] == 128
    assert len(between) <= (0 if zoom == 1.0 else 1)


def test_bytes_that_are_no_picture_are_told(view: PageView, qtbot: QtBot) -> None:
    view.show_page("p", A4)
    with qtbot.waitSignal(view.picture_broken) as told:
        view.set_picture("p", b"no picture")
    assert told.args == ["p"]
    assert "打不开" in view.canvas.accessibleDescription()


def test_a_message_in_place_of_a_page(page: PageView) -> None:
    page.show_message("这一页还在识别。")
    assert page.missing() == ()
    assert page.canvas.accessibleDescription() == "这一页还在识别。"
    before = shot(page)
    assert any(
        before.pixelColor(x, before.height() // 2).name() != theme.colours().desk
        for x in range(before.width())
    )
    for deed in (page.zoom_in, page.fit_width, page.start_spot, page.start_cut, page.canvas.next_mark):
        deed()
    assert page.canvas.hand is None


@pytest.mark.parametrize("mark", MARKS, ids=lambda mark: mark.id)
def test_marks_are_told_apart_by_colour_line_and_sign(page: PageView, qtbot: QtBot, mark: Mark) -> None:
    page.set_zoom(1.0)
    page.canvas._centre(mark.box.cx, mark.box.cy)
    settle(page, qtbot)
    image, place, ratio = shot(page), page.canvas.place_of(mark.box), page.devicePixelRatioF()
    wanted = getattr(theme.LIGHT, mark.look.colour)
    rows = [
        [image.pixelColor(x, round(place.top() - 3 * ratio) + step).name() for x in range(*across(place))]
        for step in (-1, 0, 1)
    ]
    line = max(rows, key=lambda row: row.count(wanted))
    assert wanted in line
    assert (len(set(line)) > 1) == (mark.look.sign != "cross" and not mark.quiet)  # dashed or dotted
    side = round(14 * ratio)
    badge = image.copy(int(place.left()) - side, int(place.top()) - side, side, side)
    inner = range(round(9 * ratio))
    assert any(badge.pixelColor(x, y).name() == wanted for x in inner for y in inner) == (not mark.quiet)


def across(place: QRectF) -> tuple[int, int]:
    """The middle of the upper edge, which no sign covers."""
    return int(place.center().x()), int(place.right()) - 5


@pytest.mark.parametrize("name", ["dark", "contrast"])
def test_the_desk_follows_the_theme_and_the_paper_does_not(
    page: PageView, qapp: QApplication, name: str
) -> None:
    page.canvas.clearFocus()
    theme.apply(qapp, name, 100)
    image = shot(page)
    assert image.pixelColor(5, 60).name() == QColor(theme.THEMES[name].desk).name()
    assert colour(page, 300, 1000) == "#ffffff"


# -- going to a place ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("mark", MARKS, ids=lambda mark: mark.id)
def test_choosing_a_mark_makes_it_readable(page: PageView, mark: Mark) -> None:
    page.select_mark(mark.id)
    place = seen(page.canvas, mark.box)
    assert page.chosen == mark.id
    assert 23 <= place.height() <= 64
    view = page.canvas.viewport().rect()
    assert view.contains(place.toRect())
    assert mark.label in page.canvas.accessibleDescription()


def test_what_reads_well_is_left_where_it_is(page: PageView) -> None:
    page.select_mark("code")
    zoom, place = page.zoom, page.canvas.place_of(CODE.box)
    page.select_mark("code")
    assert (page.zoom, page.canvas.place_of(CODE.box)) == (zoom, place)
    page.select_mark(None)
    page.select_mark("gone")
    assert page.chosen is None
    assert page.canvas.place_of(CODE.box) == place


def test_the_next_page_is_fitted_again_after_a_place_was_gone_to(page: PageView) -> None:
    page.fit_page()
    page.select_mark("code")
    assert page.fit is Fit.FREE
    page.show_page("q", A4)
    assert page.fit is Fit.PAGE
    page.set_zoom(1.7)
    page.show_page("r", A4)
    assert page.fit is Fit.FREE
    assert page.zoom == 1.7


def test_choice_and_place_survive_new_marks_of_the_same_page(page: PageView) -> None:
    page.select_mark("code")
    place = page.canvas.place_of(CODE.box)
    page.show_page("p", A4, MARKS)
    assert (page.chosen, page.canvas.place_of(CODE.box)) == ("code", place)
    page.set_marks((NAME,))
    assert page.chosen is None


# -- zoom and pan -------------------------------------------------------------------------------------------


def test_zoom_by_keys_and_fitting(page: PageView, qtbot: QtBot) -> None:
    canvas = page.canvas
    assert page.fit is Fit.PAGE
    whole = page.zoom
    with qtbot.waitSignal(page.zoom_changed):
        qtbot.keyClick(canvas, Qt.Key.Key_Plus)
    assert (page.zoom, page.fit) == (pytest.approx(whole * 1.25), Fit.FREE)
    qtbot.keyClick(canvas, Qt.Key.Key_Minus)
    assert page.zoom == pytest.approx(whole)
    qtbot.keyClick(canvas, Qt.Key.Key_9)
    across = canvas.place_of(Box(0, 0, *map(float, A4)))
    assert page.fit is Fit.WIDTH
    assert 0.9 < across.width() / (canvas.viewport().width() * page.devicePixelRatioF()) <= 1.0
    page.resize(500, 700)
    assert canvas.place_of(Box(0, 0, *map(float, A4))).width() < across.width()
    qtbot.keyClick(canvas, Qt.Key.Key_0)
    assert page.fit is Fit.PAGE


def test_the_wheel_zooms_about_the_pointer(page: PageView) -> None:
    where = at(page, 500, 815)
    before = page.zoom
    wheel(page, where, 5, Qt.KeyboardModifier.ControlModifier)
    assert page.zoom == pytest.approx(before * 1.25**5)
    moved = at(page, 500, 815) - where
    assert abs(moved.x()) <= 2
    assert abs(moved.y()) <= 2
    place = page.canvas.place_of(CODE.box).y()
    wheel(page, where, -1, Qt.KeyboardModifier.NoModifier)
    assert page.canvas.place_of(CODE.box).y() < place
    wheel(page, where, 90, Qt.KeyboardModifier.ControlModifier)
    assert page.zoom == 8.0
    assert shot(page).width() > 0


@pytest.mark.parametrize("middle", [True, False])
def test_panning(page: PageView, qtbot: QtBot, middle: bool) -> None:
    page.set_zoom(page.devicePixelRatioF())
    page.canvas._centre(600, 800)
    before = at(page, 500, 815)
    if not middle:
        qtbot.keyPress(page.canvas, Qt.Key.Key_Space)
    button = Qt.MouseButton.MiddleButton if middle else Qt.MouseButton.LeftButton
    with qtbot.assertNotEmitted(page.mark_clicked):
        drag(qtbot, page, before, before + QPoint(-20, -10), before + QPoint(-60, -80), button=button)
    qtbot.keyRelease(page.canvas, Qt.Key.Key_Space)
    moved = at(page, 500, 815) - before
    assert abs(moved.x() + 60) <= 1
    assert abs(moved.y() + 80) <= 1
    assert page.canvas.viewport().cursor().shape() == Qt.CursorShape.ArrowCursor


def test_page_keys_go_on_to_the_next_page_at_the_end(page: PageView, qtbot: QtBot) -> None:
    page.set_zoom(1.0)
    bar = page.canvas.verticalScrollBar()
    bar.setValue(0)
    with qtbot.assertNotEmitted(page.page_asked):
        qtbot.keyClick(page.canvas, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    bar.setValue(bar.maximum())
    with qtbot.waitSignal(page.page_asked) as told:
        qtbot.keyClick(page.canvas, Qt.Key.Key_PageDown)
    assert told.args == [1]
    with qtbot.waitSignal(page.turn_asked) as told:
        qtbot.keyClick(page.canvas, Qt.Key.Key_BracketLeft)
    assert told.args == [-90]


def test_a_double_click_goes_between_the_whole_page_and_a_place(page: PageView, qtbot: QtBot) -> None:
    whole = page.zoom
    qtbot.mouseDClick(page.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at(page, 200, 1200))
    assert page.zoom > whole
    qtbot.mouseDClick(page.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at(page, 200, 1200))
    assert page.zoom == pytest.approx(whole)


# -- marks under mouse and keys -----------------------------------------------------------------------------


def test_a_click_names_the_mark(page: PageView, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.mark_clicked) as told:
        qtbot.mouseClick(page.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at(page, 500, 815))
    assert told.args == ["code"]
    with qtbot.assertNotEmitted(page.mark_clicked):
        qtbot.mouseClick(page.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at(page, 500, 1000))


def test_a_mark_pointed_at_shows_its_label(page: PageView) -> None:
    before = shot(page)
    port, where = page.canvas.viewport(), at(page, 500, 815)
    none = Qt.MouseButton.NoButton
    for point in (QPoint(5, 5), where):
        QApplication.sendEvent(
            port,
            QMouseEvent(
                QEvent.Type.MouseMove,
                QPointF(point),
                QPointF(port.mapToGlobal(point)),
                none,
                none,
                Qt.KeyboardModifier.NoModifier,
            ),
        )
    assert port.cursor().shape() == Qt.CursorShape.PointingHandCursor
    assert shot(page) != before
    QApplication.sendEvent(port, QEvent(QEvent.Type.Leave))
    assert shot(page) == before


def test_marks_are_reached_by_keys(page: PageView, qtbot: QtBot) -> None:
    canvas, reached = page.canvas, []
    page.mark_clicked.connect(reached.append)
    for key in (Qt.Key.Key_Period, Qt.Key.Key_Period, Qt.Key.Key_Period, Qt.Key.Key_Period, Qt.Key.Key_Comma):
        qtbot.keyClick(canvas, key)
        qtbot.keyClick(canvas, Qt.Key.Key_Return)
    assert reached == ["name", "code", "date", "name", "date"]
    assert "看不清" in canvas.accessibleDescription()
    assert canvas.accessibleName() == "第1页"


# -- a place is dragged -------------------------------------------------------------------------------------


def test_a_dragged_rectangle_is_told_in_pixels_of_the_page(page: PageView, qtbot: QtBot) -> None:
    page.start_spot()
    with qtbot.waitSignal(page.spot_dragged) as told:
        drag(qtbot, page, at(page, 700, 836), at(page, 400, 820), at(page, 300, 800))
    (box,) = told.args
    slack = 1.0 / page.zoom
    for found, wanted in zip((box.x0, box.y0, box.x1, box.y1), (300, 800, 700, 836), strict=True):
        assert found == pytest.approx(wanted, abs=slack)
    assert page.canvas.hand is None


def test_a_click_is_no_rectangle(page: PageView, qtbot: QtBot) -> None:
    page.start_spot()
    with qtbot.assertNotEmitted(page.spot_dragged):
        drag(qtbot, page, at(page, 700, 836), at(page, 701, 836))
    with qtbot.waitSignal(page.mode_left):
        qtbot.keyClick(page.canvas, Qt.Key.Key_Escape)
    assert page.canvas.hand is None


def test_a_rectangle_by_keys_begins_at_the_chosen_mark(page: PageView, qtbot: QtBot) -> None:
    page.select_mark("code")
    page.start_spot()
    assert "框选" in page.canvas.accessibleDescription()
    shift = Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page.canvas, Qt.Key.Key_Right)
    qtbot.keyClick(page.canvas, Qt.Key.Key_Down)
    qtbot.keyClick(page.canvas, Qt.Key.Key_Right, shift)
    shot(page)
    with qtbot.waitSignal(page.spot_dragged) as told:
        qtbot.keyClick(page.canvas, Qt.Key.Key_Return)
    (box,) = told.args
    step = 12 * page.devicePixelRatioF() / page.zoom
    assert (box.x0, box.y0) == (CODE.box.x0, pytest.approx(CODE.box.y0 + step))
    assert box.width == pytest.approx(CODE.box.width + step)


def test_a_rectangle_by_keys_begins_anywhere(page: PageView, qtbot: QtBot) -> None:
    page.start_spot()
    qtbot.keyClick(page.canvas, Qt.Key.Key_Left)
    with qtbot.waitSignal(page.spot_dragged) as told:
        qtbot.keyClick(page.canvas, Qt.Key.Key_Return)
    assert told.args[0].height <= 60


# -- a sheet is cut -----------------------------------------------------------------------------------------


def test_frames_are_drawn_moved_pulled_and_taken_away(page: PageView, qtbot: QtBot) -> None:
    page.start_cut()
    drag(qtbot, page, at(page, 100, 1000), at(page, 600, 1300), at(page, 700, 1500))
    drag(qtbot, page, at(page, 100, 100), at(page, 300, 300), at(page, 700, 600))
    slack = 2.0 / page.zoom
    upper, lower = page.cuts()
    assert (upper.y0, lower.y0) == (pytest.approx(100, abs=slack), pytest.approx(1000, abs=slack))
    drag(qtbot, page, at(page, 400, 300), at(page, 450, 350))
    drag(qtbot, page, at(page, 750, 450), at(page, 850, 450))
    moved = page.cuts()[0]
    assert (moved.x0, moved.y0) == (pytest.approx(150, abs=slack), pytest.approx(150, abs=slack))
    assert moved.x1 == pytest.approx(850, abs=slack)
    drag(qtbot, page, at(page, 1000, 1600), at(page, 1002, 1602))
    assert len(page.cuts()) == 2
    qtbot.mouseClick(page.canvas.viewport(), Qt.MouseButton.LeftButton, pos=at(page, 300, 1200))
    qtbot.keyClick(page.canvas, Qt.Key.Key_Delete)
    shot(page)
    with qtbot.waitSignal(page.cuts_accepted) as told:
        page.accept_cut()
    assert told.args == [(moved,)]


def test_a_sheet_is_cut_by_keys(page: PageView, qtbot: QtBot) -> None:
    page.start_cut([Box(100, 100, 700, 600)])
    assert "切分" in page.canvas.accessibleDescription()
    with qtbot.waitSignal(page.cuts_changed) as told:
        qtbot.keyClick(page.canvas, Qt.Key.Key_Insert)
    assert len(told.args[0]) == 2
    qtbot.keyClick(page.canvas, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(page.canvas, Qt.Key.Key_Left)
    first = page.cuts()[0]
    assert (first.x0, first.width) == (
        pytest.approx(100 - 12 * page.devicePixelRatioF() / page.zoom),
        pytest.approx(600),
    )
    qtbot.keyClick(page.canvas, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert page.cuts()[0].height == pytest.approx(500 + 12 * page.devicePixelRatioF() / page.zoom)
    page.cut_in_halves(beside=True)
    with qtbot.waitSignal(page.cuts_accepted) as told:
        qtbot.keyClick(page.canvas, Qt.Key.Key_Enter)
    assert told.args == [(Box(0, 0, 620, 1754), Box(620, 0, 1240, 1754))]


def test_another_page_ends_the_mode(page: PageView, qtbot: QtBot) -> None:
    page.start_cut()
    with qtbot.waitSignal(page.mode_left):
        page.show_page("q", A4)
    assert page.cuts() == ()


# -- two places, worksheets ---------------------------------------------------------------------------------


def test_two_places_side_by_side(view: PageView, qtbot: QtBot) -> None:
    view.show_pair(
        Place("登记表：单位名称", "p", A4, CODE),
        Place("营业执照：名称", "q", (1754, 1240), Mark("m", Box(900, 300, 1300, 330), "", CODE.look)),
    )
    assert view.missing() == ("p", "q")
    for key, size in (("p", A4), ("q", (1754, 1240))):
        view.set_picture(key, paper(size))
    qtbot.waitUntil(lambda: view.missing() == ())
    for side, box in zip(view._pair._sides, (CODE.box, Box(900, 300, 1300, 330)), strict=True):
        place = seen(side.canvas, box)
        assert side.canvas.viewport().rect().contains(place.toRect())
        assert place.height() >= 15
        assert side.canvas.accessibleName() == side.caption.text()
    with qtbot.waitSignal(view.mark_clicked) as told:
        side = view._pair._sides[1].canvas
        middle = seen(side, Box(900, 300, 1300, 330)).center().toPoint()
        qtbot.mouseClick(side.viewport(), Qt.MouseButton.LeftButton, pos=middle)
    assert told.args == ["m"]


def test_a_worksheet(page: PageView) -> None:
    page.canvas.setFocus()
    page.show_cells([["姓名", "证件号码"], ["赵明", "411002199003071236"]], name="名单.xlsx")
    table = page.findChild(QTableView)
    assert isinstance(table, QTableView)
    assert (table.model().rowCount(), table.model().columnCount()) == (2, 2)
    assert table.model().index(1, 0).data() == "赵明"
    assert table.accessibleName() == "名单.xlsx"
    assert not table.model().flags(table.model().index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    page.show_row(1)
    assert table.currentIndex().row() == 1
    page.show_row(7)
    page.show_page("p", A4)
    assert page.missing() == ()


def test_a_picture_is_shown_turned_before_the_page_is_read_again(page: PageView, qtbot: QtBot) -> None:
    page.show_page("p/90", (A4[1], A4[0]))
    page.set_picture("p/90", paper(), 90)
    qtbot.waitUntil(lambda: page.missing() == ())
    settle(page, qtbot)
    assert colour(page, A4[1] - 50, 50) == "#c80000"
