"""The real window, the real worker, the real store; mostly by keyboard alone."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from shiboken6 import isValid

from intake_assist.casework import FieldRef
from intake_assist.casework import steps as said
from intake_assist.desktop.app import Front
from intake_assist.desktop.desk import Desk
from intake_assist.desktop.instance import Doorbell, wake_other
from intake_assist.desktop.models import pages_data
from intake_assist.desktop.presenting import UNSORTED_KEY
from intake_assist.desktop.window import MainWindow
from intake_assist.precheck import live
from intake_assist.store import KeptCase
from tests.desktop.conftest import MATTER, SAMPLE, settled, until


def press(
    widget: QWidget | None, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    assert widget is not None
    QTest.keyClick(widget, key, modifiers)


def drop(window: MainWindow, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    event = QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, left, none)
    window.dropEvent(event)


def test_files_dropped_before_there_is_a_case_wait_for_it(window: MainWindow) -> None:
    drop(window, SAMPLE / "01.jpg")
    assert "1" in window.start.pending.text()
    window.start.search.setText("qysb")
    press(window.start.search, Qt.Key.Key_Return)
    until(lambda: window.case is not None and window.case.session.state.files)
    assert window.case is not None
    assert [file.name for file in window.case.session.state.files] == ["01.jpg"]
    until(lambda: window.case is not None and window.case.pages.keys())
    window.case.session.stop_reading()


def test_a_matter_is_found_by_initials_and_by_characters(window: MainWindow) -> None:
    titles = []
    for typed in ("zgcb", "增员", "QYSB"):
        window.start.search.setText(typed)
        titles.append(window.start._matter_lines.lines[0][1].first)
    assert titles == ["职工参保增员登记", "职工参保增员登记", "企业社保开户（单位参保登记）"]
    window.start.search.setText("没有这种")
    assert not window.start._matter_lines.lines


def test_all_findings_are_walked_by_keyboard(opened: MainWindow) -> None:
    case = opened.case
    assert case is not None
    press(case.findings.list, Qt.Key.Key_F8)
    assert case.findings.current() is not None
    seen: list[str] = []
    while (item := case.findings.current()) and item.key not in seen and item.decision is None:
        seen.append(item.key)
        press(case.findings.list, Qt.Key.Key_Return)
    weighty = [i for i in case.session.outcome.items if i.finding.severity != "info"]
    assert sorted(seen) == sorted(item.key for item in weighty)
    assert len(case.session.outcome.confirmed) == len(weighty)
    assert "都处理过了" in case.findings._count.text()


def test_a_finding_is_dismissed_with_a_reason(opened: MainWindow) -> None:
    case = opened.case
    assert case is not None
    press(case.findings.list, Qt.Key.Key_F8)
    key = case.findings.current_key()
    case.findings.ask_reason()
    menu = QApplication.activePopupWidget()
    press(menu, Qt.Key.Key_2)
    item = case.session.item(key or "")
    assert item is not None
    assert item.decision is not None
    assert (item.decision.verdict, bool(item.decision.reason)) == ("dismissed", True)
    press(case.findings.list, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    undone = case.session.item(key or "")
    assert undone is not None
    assert undone.decision is None


def test_a_disagreement_shows_both_places(opened: MainWindow) -> None:
    case = opened.case
    assert case is not None
    item = next(
        item
        for item in case.session.outcome.items
        if len({e.page for e in item.finding.evidence if e.box}) > 1
    )
    case.findings.choose(item.key)
    assert case.pages.pair
    assert case.pages.view._stack.currentWidget() is case.pages.view._pair


def test_two_places_stay_beside_each_other_until_something_else_is_looked_at(opened: MainWindow) -> None:
    case = opened.case
    assert case is not None
    item = next(
        item
        for item in case.session.outcome.items
        if len({e.page for e in item.finding.evidence if e.box}) > 1
    )
    case.findings.choose(item.key)
    case.findings.decide("confirmed")
    case.findings.choose(item.key)
    before = [canvas.zoom for canvas in case.pages.view._pair.canvases()]
    opened.actions_["zoom_in"].trigger()
    case.refresh()
    assert case.pages.pair
    assert [canvas.zoom for canvas in case.pages.view._pair.canvases()] > before
    opened.actions_["spot"].trigger()
    assert case.pages.view._stack.currentWidget() is case.pages.view.canvas
    assert case.pages.view.canvas.hand is not None


def test_a_page_with_a_confirmed_defect_does_not_look_fine(opened: MainWindow) -> None:
    case = opened.case
    assert case is not None
    case.findings.list.setFocus()
    for _ in range(2 * len(case.session.outcome.items)):
        press(case.findings.list, Qt.Key.Key_Return)
    confirmed = case.session.outcome.confirmed
    assert len(confirmed) == sum(i.finding.severity.value != "info" for i in case.session.outcome.items)
    wrong = {evidence.page for item in confirmed for evidence in item.finding.evidence}
    assert wrong
    assert {sheet.look.word for sheet in case.pages.model.sheets if sheet.key in wrong if sheet.look} == {
        "有问题"
    }


def test_a_typed_value_does_not_jump_back_before_the_rules_have_run(opened: MainWindow) -> None:
    case = opened.case
    assert case is not None
    paper = next(each for each in case.session.outcome.case.documents if each.kind == "business_license")
    case.show_page(paper.pages[0])
    ref = FieldRef(paper.id, "principal")
    case.fields.corrected.emit(ref, "Ding")
    row = case.fields.model.rows[case.fields.model.row_of(ref)]
    assert (row.value, row.look.word, row.look.filled) == ("Ding", "人工更正", True)
    until(lambda: case.fields.model.rows[case.fields.model.row_of(ref)].look.sign != "clock")
    assert case.fields.model.rows[case.fields.model.row_of(ref)].value == "Ding"


def test_a_value_is_corrected_beside_its_picture(opened: MainWindow) -> None:
    case = opened.case
    assert case is not None
    paper = next(each for each in case.session.outcome.case.documents if each.kind == "business_license")
    case.show_page(paper.pages[0])
    case.fields.table.setFocus()
    row = next(at for at, each in enumerate(case.fields.model.rows) if each.ref.field == "principal")
    case.fields.table.setCurrentIndex(case.fields.model.index(row, 1))
    press(case.fields.table, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert editor is not None
    QTest.keyClick(editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(editor, "Ding")
    press(editor, Qt.Key.Key_Return)
    until(lambda: case.fields.model.rows[row].value == "Ding")
    assert case.fields.model.rows[row].corrected
    assert case.fields.model.rows[row].look.filled
    press(case.fields.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    until(lambda: not case.fields.model.rows[row].corrected)


def test_numbers_are_masked_until_a_key_is_held(opened: MainWindow) -> None:
    case = opened.case
    assert case is not None
    paper = next(each for each in case.session.outcome.case.documents if each.kind == "id_card_portrait")
    number = paper.value("id_number")
    assert number is not None
    case.show_page(paper.pages[0])
    case.fields.show_paper(paper.id)
    case.findings.list.setFocus()
    row = next(at for at, each in enumerate(case.fields.model.rows) if each.ref.field == "id_number")
    cell = case.fields.model.index(row, 1)
    assert number not in str(cell.data())
    assert "*" in str(cell.data())
    QTest.keyPress(opened, Qt.Key.Key_F9)
    assert number not in str(cell.data()), "nothing is shown before it is on record"
    until(lambda: cell.data() == number)
    QTest.keyRelease(opened, Qt.Key.Key_F9)
    assert "*" in str(cell.data())
    QTest.keyPress(opened, Qt.Key.Key_F9)
    QTest.keyRelease(opened, Qt.Key.Key_F9)
    QTest.keyPress(opened, Qt.Key.Key_F9)
    until(lambda: cell.data() == number)
    QTest.keyRelease(opened, Qt.Key.Key_F9)
    store = opened.desk.queue.store if opened.desk.queue else None
    assert store is not None
    seen = [each for each in store.audit(case.session.header.id) if each.event == "seen_whole"]
    assert [each.detail for each in seen] == [{"reason": "按住显示"}]
    case.fields.table.setFocus()
    case.fields.table.setCurrentIndex(cell)
    assert cell.data() == number  # it is being checked


def test_pages_are_moved_and_the_unsorted_are_never_hidden(opened: MainWindow) -> None:
    case = opened.case
    assert case is not None
    license_ = next(m for m in case.session.outcome.case.materials if m.id == "license")
    page = license_.pages[0]
    unsorted = case.materials.model.find(lambda branch: branch.key == UNSORTED_KEY)
    assert unsorted.isValid()
    assert case.materials.model.rowCount(unsorted) == 0
    case.materials.model.dropMimeData(pages_data([page]), Qt.DropAction.MoveAction, -1, -1, unsorted)
    until(lambda: page in case.session.outcome.unsorted_pages and settled(case.session))
    unsorted = case.materials.model.find(lambda branch: branch.key == UNSORTED_KEY)
    assert case.materials.model.rowCount(unsorted) == 1


def test_one_page_is_marked_while_a_key_is_held(opened: MainWindow) -> None:
    """Going to another problem with Ctrl down must not mark pages together: they might be deleted together."""
    case = opened.case
    assert case is not None
    case.show_page(case.pages.keys()[0])
    press(case.findings.list, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    QTest.keyPress(opened, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    opened.actions_["next_page"].trigger()
    press(case.findings.list, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    QTest.keyRelease(opened, Qt.Key.Key_Control)
    assert len(case.materials.chosen_pages()) == 1


def test_a_deleted_page_comes_back(opened: MainWindow) -> None:
    case = opened.case
    assert case is not None
    keys = case.pages.keys()
    case.show_page(keys[1])
    opened.actions_["delete_page"].trigger()
    until(lambda: len(case.pages.keys()) < len(keys))
    opened.actions_["undo"].trigger()
    until(lambda: case.pages.keys() == keys)


def test_machine_says_fine_looks_different_from_a_person_has_looked(opened: MainWindow) -> None:
    case = opened.case
    assert case is not None
    fine = next(sheet for sheet in case.pages.model.sheets if sheet.look)
    assert fine.look is not None
    assert not fine.look.filled
    case.show_page(fine.key)
    press(case.findings.list, Qt.Key.Key_F7)
    looked = case.pages.model.sheets[case.pages.model.row_of(fine.key)].look
    assert looked is not None
    assert looked.filled
    assert fine.key in case.session.state.seen


def test_the_same_case_is_there_after_a_restart(opened: MainWindow, desk: Desk) -> None:
    case = opened.case
    assert case is not None
    key = case.session.outcome.items[0].key
    case.session.do(said.FindingDecided(key, "pending"))
    items = case.session.outcome.items
    # Another window on the same data while the first was never closed, as after a kill.
    again = MainWindow(desk)
    again.take_up()
    until(lambda: again.case is not None and settled(again.case.session))
    assert again.case is not None
    assert (
        again.case.session.header == case.session.header
        or again.case.session.header.id == case.session.header.id
    )
    assert again.case.session.outcome.items == items
    again.close()


def test_a_picture_is_pasted(opened: MainWindow) -> None:
    case = opened.case
    assert case is not None
    image = QImage(60, 80, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    QApplication.clipboard().setImage(image)
    before = len(case.session.state.files)
    opened.paste()
    assert len(case.session.state.files) == before + 1
    case.session.stop_reading()


def test_the_lock_hides_everything(opened: MainWindow, desk: Desk) -> None:
    desk.settings.set_pin("2468")
    opened.lock()
    assert opened.stack.currentWidget() is opened.lock_page
    assert opened.menuBar().isHidden()
    assert opened.case is not None
    assert opened.case.session.header.number not in opened.windowTitle()
    opened.actions_["undo"].trigger()
    QTest.keyClicks(opened.lock_page.pin, "1111")
    press(opened.lock_page.pin, Qt.Key.Key_Return)
    until(lambda: opened.lock_page._wrong.text())
    assert opened.locked
    opened.lock_page._allow()
    opened.lock_page._wait.stop()
    QTest.keyClicks(opened.lock_page.pin, "2468")
    press(opened.lock_page.pin, Qt.Key.Key_Return)
    until(lambda: not opened.locked)
    desk.settings.set_pin("")
    assert opened.stack.currentWidget() is opened.case


def test_nothing_personal_is_in_the_title_or_the_recent_cases(opened: MainWindow) -> None:
    case = opened.case
    assert case is not None
    names = {
        field.value
        for document in case.session.outcome.case.documents
        for field in document.fields.values()
        if field.value and field.name in {"name", "principal", "agent_name", "id_number", "account_no"}
    }
    assert len(names) > 2
    opened.close_case()
    until(lambda: opened.start._case_lines.lines)
    shown = " ".join(f"{line.first} {line.second} {line.right}" for _, line in opened.start._case_lines.lines)
    assert not [name for name in names if name in opened.windowTitle() + shown]


def test_every_control_has_a_name(opened: MainWindow) -> None:
    opened._show_settings()
    nameless = []
    for widget in opened.findChildren(QWidget):
        takes_keys = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if not takes_keys or not widget.isVisibleTo(opened):
            continue
        text = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
        if not (widget.accessibleName() or text) and type(widget).__module__.startswith("intake_assist"):
            nameless.append(f"{type(widget).__name__} {widget.objectName()}")
    assert nameless == []


def test_the_panes_are_reached_by_keys(opened: MainWindow) -> None:
    case = opened.case
    assert case is not None
    opened.activateWindow()
    targets = {
        "go_materials": case.materials,
        "go_page": case.pages,
        "go_findings": case.findings,
        "go_fields": case.fields,
    }
    for name, pane in targets.items():
        opened.actions_[name].trigger()
        focus = opened.focusWidget()
        assert focus is not None
        assert pane.isAncestorOf(focus), name
    order = []
    case.materials.tree.setFocus()
    for _ in range(4):
        opened.actions_["next_pane"].trigger()
        focus = opened.focusWidget()
        order.append(next(name for name, pane in targets.items() if focus and pane.isAncestorOf(focus)))
    assert order == ["go_page", "go_findings", "go_fields", "go_materials"]


def test_a_second_start_rings_the_first(tmp_path: Path) -> None:
    bell = Doorbell(tmp_path)
    rung: list[bool] = []
    bell.rung.connect(lambda: rung.append(True))
    code = (
        "import sys; from pathlib import Path; from intake_assist.desktop.instance import wake_other;"
        "sys.exit(7 if wake_other(Path(sys.argv[1])) else 8)"
    )
    other = subprocess.Popen([sys.executable, "-c", code, str(tmp_path)])
    until(lambda: other.poll() is not None, 60_000)
    assert other.wait() == 7
    assert rung == [True]
    bell.close()
    assert not wake_other(tmp_path)


@pytest.mark.parametrize("scale", [100, 200])
def test_nothing_is_wider_than_the_window(
    opened: MainWindow, scale: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opened, "_is_too_wide", lambda: False)  # the screen of the tests is small
    opened.set_scale(scale)
    assert opened.desk.settings.scale == scale
    QApplication.processEvents()
    assert opened.minimumSizeHint().width() <= 1920
    opened.set_scale(100)


def test_a_scale_of_a_larger_screen_is_lowered_until_all_is_seen(opened: MainWindow) -> None:
    assert opened.case is not None
    before = opened.case
    opened.desk.settings.scale = 150
    assert opened.screen().availableSize().width() < 1400
    opened.open_case(opened.desk.settings.open_case)
    until(lambda: opened.case is not None and opened.case is not before)
    assert opened.desk.settings.scale == 100
    assert "150%" in opened.statusBar().currentMessage()


def test_another_language_is_spoken_at_once_and_the_case_stays(
    desk: Desk, kept: KeptCase, qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk, "start", lambda: None)  # it is ready
    desk.settings.open_case = kept.header.id
    front = Front(qapp, desk)
    first = front.window
    drop(first, SAMPLE / "01.jpg")
    first.take_up()
    until(lambda: first.case is not None and len(first.case.session.state.files) > len(kept.entries))
    try:
        first.set_language("en")
        until(lambda: front.window is not first and front.window.case is not None)
        case = front.window.case
        assert case is not None
        assert case.session.header.id == kept.header.id
        assert front.window.actions_["undo"].text().replace("&", "").isascii()
        assert not isValid(first) or not first.isVisible()
    finally:
        front.window.set_language("zh_CN")
        until(lambda: front.window.case is not None and not front.window.actions_["undo"].text().isascii())
        front.window.close()
        desk.settings.open_case = ""


def test_a_case_that_is_gone_is_said(window: MainWindow) -> None:
    window.open_case("no-such-case")
    until(lambda: window.start._state.text())
    assert window.case is None
    assert MATTER in {line[0] for line in window.start._matter_lines.lines}


def test_papers_are_seen_at_once_then_read_then_judged(window: MainWindow, tmp_path: Path) -> None:
    """Nothing that is said on the way is taken back in the end."""
    form = sorted(SAMPLE.glob("*.jpg"))[0]
    with Image.open(form) as picture:
        picture.save(tmp_path / "两页.pdf", save_all=True, append_images=[picture.rotate(180)])
    window.new_case(MATTER)
    until(lambda: window.case is not None and window.case.session.ready)
    case = window.case
    assert case is not None
    session, seen = case.session, []
    drop(window, tmp_path / "两页.pdf")
    until(lambda: len(case.pages.keys()) == 2)
    until(lambda: len(case.pages.model.pictures) == 2)
    assert not session.outcome.case.pages, "the pictures are there before anything is read"
    session.changed.connect(lambda: seen.append([item.key for item in session.outcome.items]))
    until(lambda: session.glimpses[0].pages if session.glimpses else session.settled, 120_000)
    assert session.glimpses, "the text is shown before it is looked at closely"
    until(lambda: case.fields.model.rows)
    assert case.fields.model.fixed
    assert {row.look.sign for row in case.fields.model.rows} == {"clock"}
    assert not any(row.problem for row in case.fields.model.rows)
    assert not window.actions_["edit_field"].isEnabled()
    assert not case.findings.model.items
    until(lambda: settled(session), 120_000)
    last = {item.key for item in session.outcome.items}
    assert last
    assert all(set(early) <= last for early in seen)
    assert not case.fields.model.fixed
    assert case.findings.model.items


def test_a_turned_page_keeps_its_place_and_is_seen_turned_at_once(opened: MainWindow) -> None:
    case = opened.case
    assert case is not None
    before = case.pages.keys()
    page = next(each for each in case.session.outcome.case.pages if not each.source.part and each.width)
    case.show_page(page.id)
    size = case.pages.view.canvas.page_size
    assert size[0] != size[1]
    opened.actions_["turn_right"].trigger()
    until(lambda: case.session.glimpse(page.id) is not None)
    until(lambda: case.pages.keys() == before)
    until(lambda: (case.pages.view.canvas.page_size[0] < size[0]) == (size[0] > size[1]))
    opened.actions_["undo"].trigger()
    until(lambda: settled(case.session))
    assert case.pages.keys() == before
    assert case.pages.view.canvas.page_size == size


def test_a_rectangle_is_dragged_and_that_place_is_read(opened: MainWindow) -> None:
    case = opened.case
    assert case is not None
    paper = next(each for each in case.session.outcome.case.documents if each.kind == "business_license")
    case.show_page(paper.pages[0])
    canvas = case.pages.view.canvas
    until(lambda: case.pages.view.missing() == ())
    case.fields.table.setFocus()
    case.fields.choose(FieldRef(paper.id, "principal"))
    opened.actions_["spot"].trigger()
    box = paper.fields["uscc"].box
    assert box is not None
    case.pages.view.fit_page()
    QApplication.processEvents()  # what was laid out anew for the remark and the scroll bars moves the page
    place = canvas.place_of(box).adjusted(-2, -2, 2, 2)
    ratio = canvas.devicePixelRatioF()
    start, end = ((point / ratio).toPoint() for point in (place.topLeft(), place.bottomRight()))
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(canvas.viewport(), left, none, start)
    QTest.mouseMove(canvas.viewport(), (start + end) / 2)
    QTest.mouseMove(canvas.viewport(), end)
    QTest.mouseRelease(canvas.viewport(), left, none, end)
    row = case.fields.model.row_of(FieldRef(paper.id, "principal"))
    until(lambda: case.fields.model.rows[row].corrected)
    assert "人工更正" in case.fields.model.rows[row].look.word
    read, right = case.fields.model.rows[row].value, paper.fields["uscc"].value or ""
    assert len(set(read) & set(right)) > 0.7 * len(set(right)), (read, right)


def test_a_page_that_was_not_read_says_so_and_is_read_again(opened: MainWindow, desk: Desk) -> None:
    case = opened.case
    assert case is not None
    assert desk.link is not None
    page = case.pages.keys()[0]
    case.show_page(page)
    opened.actions_["turn_right"].trigger()
    until(lambda: case.session.glimpses)
    recipe = case.session.glimpses[0].recipe
    desk.link.happened.emit(live.ReadFailed(recipe, "识别程序读这一页时两次中断。"))
    until(lambda: case.pages.trouble.isVisible())
    assert "两次中断" in " ".join(each.text() for each in case.pages.trouble.findChildren(QLabel))
    again = next(each for each in case.pages.trouble.findChildren(QAbstractButton) if each.text())
    again.click()
    until(lambda: settled(case.session) and not case.session.failures, 120_000)
    assert not case.pages.trouble.isVisible() or "两次中断" not in " ".join(
        each.text() for each in case.pages.trouble.findChildren(QLabel)
    )
