"""The notice as it is given: a number of the series, kept, printed again as the very same paper."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QMenu, QPlainTextEdit, QWidget

from intake_assist.casework import steps as said
from intake_assist.desktop.app import install_translations
from intake_assist.desktop.desk import Desk
from intake_assist.desktop.issuing import counter_code, same_words
from intake_assist.desktop.notice_window import NoticeWindow
from intake_assist.desktop.paper_sheet import enlarged
from intake_assist.desktop.paper_window import PaperWindow
from intake_assist.desktop.receipt_window import ReceiptWindow
from intake_assist.desktop.session import CaseSession
from intake_assist.desktop.window import MainWindow
from intake_assist.notice import edits_from_json, notice_from_json, paper_from_json, receipt_from_json
from intake_assist.notice import templates as shipped_templates
from intake_assist.store import CaseStatus, KeptNotice, Query
from tests.desktop.conftest import settled, until


def confirm(session: CaseSession, at: int) -> None:
    weighty = [item for item in session.outcome.items if item.finding.severity != "info"]
    session.do(said.FindingDecided(weighty[at].key, "confirmed"))


def kept(desk: Desk, session: CaseSession) -> tuple[KeptNotice, ...]:
    assert desk.queue is not None
    return desk.queue.notices(session.header.id).result(30)


@pytest.fixture
def session(opened: MainWindow) -> CaseSession:
    assert opened.case is not None
    return opened.case.session


def say(field: QWidget, text: str) -> None:
    """As a Chinese input method gives it."""
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(field, event)


def write(dialog: PaperWindow, entry: str, slot: str, text: str) -> None:
    """Type into a field of an entry as a clerk does, and go on to the next field."""
    dialog.editor.choose(entry)
    assert dialog.editor.current() == entry
    dialog.editor.edit()
    field = dialog.editor.field(slot)
    assert not isinstance(field, QCheckBox)
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    say(field, text)
    QTest.keyClick(field, Qt.Key.Key_Escape)


def shown(opened: MainWindow) -> NoticeWindow:
    opened.actions_["notice"].trigger()
    dialog = opened._dialogs["notice"]
    assert isinstance(dialog, NoticeWindow)
    return dialog


def test_a_notice_is_issued_once_and_printed_again_the_same(
    opened: MainWindow, session: CaseSession, desk: Desk, tmp_path: Path
) -> None:
    desk.settings.set_office("counter", "３号窗口")
    confirm(session, 0)
    dialog = shown(opened)
    write(dialog, "terms", "remarks", "请带原件")
    assert "草稿" in dialog.text.toPlainText()
    assert kept(desk, session) == ()
    dialog.save_pdf(tmp_path / "one.pdf")
    until((tmp_path / "one.pdf").exists)
    (given,) = kept(desk, session)
    assert given.number.startswith(f"{dt.date.today():%Y%m%d}-3-")
    assert given.number in dialog.text.toPlainText()
    assert edits_from_json(given.edits).remarks == "请带原件"
    paper = dialog._paper
    dialog.close()
    until(lambda: "notice" not in opened._dialogs)

    again = shown(opened)
    until(lambda: given.number in again.text.toPlainText())
    assert notice_from_json(given.notice).remarks == "请带原件"
    assert again._paper == paper
    again.save_pdf(tmp_path / "two.pdf")
    until((tmp_path / "two.pdf").exists)
    assert kept(desk, session) == (given,)

    confirm(session, 1)
    assert again._paper == paper
    again._choose(again.chooser.findData(""))
    again.save_pdf(tmp_path / "three.pdf")
    until((tmp_path / "three.pdf").exists)
    numbers = [each.number for each in kept(desk, session)]
    assert len(numbers) == 2
    assert numbers == sorted(numbers)
    assert notice_from_json(kept(desk, session)[1].notice).occasion.number == numbers[1]

    assert desk.queue is not None
    assert desk.queue.flush(30)
    store = desk.queue.store
    events = [(record.event, record.detail.get("number")) for record in store.audit(session.header.id)]
    assert [each for each in events if each[0] in ("notice_issued", "printed")] == [
        ("notice_issued", numbers[0]),
        ("printed", numbers[0]),
        ("printed", numbers[0]),
        ("notice_issued", numbers[1]),
        ("printed", numbers[1]),
    ]
    assert store.header(session.header.id).status is CaseStatus.NOTIFIED
    assert store.verify().problem is None


def test_what_was_found_when_a_notice_was_given_is_kept_with_it(
    opened: MainWindow, session: CaseSession, desk: Desk, tmp_path: Path
) -> None:
    confirm(session, 0)
    shown(opened).save_pdf(tmp_path / "one.pdf")
    until((tmp_path / "one.pdf").exists)
    assert desk.queue is not None
    assert desk.queue.flush(30)
    found = desk.queue.store.outcome(session.header.id, acted_on=True)
    assert found is not None
    assert [item.decision.verdict for item in found.items if item.decision] == ["confirmed"]


def test_a_paper_asked_for_before_the_given_ones_are_known_is_the_given_one(
    opened: MainWindow, session: CaseSession, desk: Desk, tmp_path: Path
) -> None:
    confirm(session, 0)
    dialog = shown(opened)
    dialog.save_pdf(tmp_path / "one.pdf")
    until((tmp_path / "one.pdf").exists)
    dialog.close()
    until(lambda: "notice" not in opened._dialogs)
    shown(opened).save_pdf(tmp_path / "two.pdf")
    until((tmp_path / "two.pdf").exists)
    assert len(kept(desk, session)) == 1


def test_a_supervisors_template_takes_the_place_of_the_programs_own(
    opened: MainWindow, session: CaseSession, desk: Desk, tmp_path: Path
) -> None:
    confirm(session, 0)
    own = desk.templates / "notice.html"
    own.parent.mkdir()
    try:
        text = shipped_templates()["notice.html"]
        own.write_text(text + "<p>本大厅自己的一行</p>", encoding="utf-8")
        dialog = shown(opened)
        assert "本大厅自己的一行" in dialog.text.toPlainText()
        dialog.save_pdf(tmp_path / "own.pdf")
        until((tmp_path / "own.pdf").exists)
        (given,) = kept(desk, session)
        assert "本大厅自己的一行" in paper_from_json(given.paper).html
        dialog.close()
        until(lambda: "notice" not in opened._dialogs)
        own.write_text("{{ notice.nothing }", encoding="utf-8")
        confirm(session, 1)
        broken = shown(opened)
        assert "notice lint" in broken._note.text()
        broken.save_pdf(tmp_path / "broken.pdf")
        until(lambda: given.number in broken.text.toPlainText() or broken._fetched)
        assert len(kept(desk, session)) == 1
    finally:
        shutil.rmtree(own.parent)


def test_without_a_confirmed_finding_nothing_is_issued(
    opened: MainWindow, session: CaseSession, desk: Desk, tmp_path: Path
) -> None:
    dialog = shown(opened)
    assert "没有要告知的内容" in dialog._note.text()
    dialog.save_pdf(tmp_path / "none.pdf")
    assert kept(desk, session) == ()
    assert not any(each.isEnabled() for each in dialog._buttons)


def test_the_same_notice_is_offered_again_rather_than_a_second_one(
    opened: MainWindow, session: CaseSession, tmp_path: Path
) -> None:
    confirm(session, 0)
    dialog = shown(opened)
    dialog.save_pdf(tmp_path / "one.pdf")
    until((tmp_path / "one.pdf").exists)
    assert [dialog.chooser.itemData(at) for at in range(dialog.chooser.count())] == [dialog._chosen]
    assert dialog._draft is not None
    tomorrow = dt.date.today() + dt.timedelta(days=1)
    later = replace(dialog._draft.occasion, given_on=tomorrow)
    given = dialog._given[dialog._chosen or ""].notice
    assert same_words(replace(dialog._draft, occasion=later, supplement_by=tomorrow), given)
    assert not same_words(replace(dialog._draft, remarks="别的"), given)
    confirm(session, 1)
    assert dialog.chooser.findData("") == 0


@pytest.mark.parametrize(
    ("name", "code"),
    [("３号窗口", "3"), ("a-12", "A12"), ("综合窗口", "0"), ("", "0"), ("ABCDEFGHIJ", "ABCDEFGH")],
)
def test_a_counter_has_a_code_for_numbers(name: str, code: str) -> None:
    assert counter_code(name) == code


def test_a_field_is_as_tall_as_its_lines(opened: MainWindow, session: CaseSession) -> None:
    confirm(session, 0)
    dialog = shown(opened)
    dialog.editor.choose("terms")
    field = dialog.editor.field("remarks")
    assert isinstance(field, QPlainTextEdit)
    field.setPlainText("请带原件\n周五以前\n在三号窗口")
    QApplication.processEvents()
    assert field.verticalScrollBar().maximum() == 0


def test_nothing_is_typed_into_what_was_given(
    opened: MainWindow, session: CaseSession, tmp_path: Path
) -> None:
    """The window may be behind a file dialog when its paper is given."""
    confirm(session, 0)
    dialog = shown(opened)
    dialog.editor.edit()
    opened.activateWindow()
    dialog.save_pdf(tmp_path / "one.pdf")
    until((tmp_path / "one.pdf").exists)
    at = dialog.focusWidget()
    assert at is not None
    assert not dialog.editor.isAncestorOf(at)


def test_what_is_unfinished_is_said_in_the_language_of_the_window(
    opened: MainWindow, session: CaseSession, qapp: QApplication
) -> None:
    confirm(session, 0)
    translators = install_translations(qapp, "en")
    try:
        said = shown(opened).remark.text.text()
    finally:
        for translator in translators:
            qapp.removeTranslator(translator)
        QLocale.setDefault(QLocale("zh_CN"))
    assert said
    assert not re.search("[\u4e00-\u9fff]", said)


def test_an_item_is_worded_anew_and_that_is_kept_with_the_case(
    opened: MainWindow, session: CaseSession, desk: Desk, tmp_path: Path
) -> None:
    confirm(session, 0)
    dialog = shown(opened)
    item = dialog.editor.current()
    slot = "found" if item.startswith("faults/") else "lack"
    before = dialog._draft
    write(dialog, item, slot, "章不清楚")
    assert "章不清楚" in dialog.text.toPlainText()
    write(dialog, "terms", "supplement_by", "2099年12月22日")
    write(dialog, "office", "phone", "0374-5550101")
    assert "2099年12月22日" in dialog.text.toPlainText()
    assert "0374-5550101" in dialog.text.toPlainText()
    name = session.header.id
    opened.close_case()
    assert desk.queue is not None
    assert desk.queue.flush(30)

    opened.open_case(name)
    until(lambda: opened.case is not None and settled(opened.case.session))
    again = shown(opened)
    assert "章不清楚" in again.text.toPlainText()
    again.editor.choose(item)
    again.editor._restore.click()
    assert "章不清楚" not in again.text.toPlainText()
    assert "0374-5550101" in again.text.toPlainText()
    assert before is not None
    again.save_pdf(tmp_path / "notice.pdf")
    until((tmp_path / "notice.pdf").exists)
    assert opened.case is not None
    (given,) = kept(desk, opened.case.session)
    edits = edits_from_json(given.edits)
    assert edits.office.phone == "0374-5550101"
    assert edits.supplement_by == dt.date(2099, 12, 22)


def test_a_day_that_is_none_is_not_taken(opened: MainWindow, session: CaseSession) -> None:
    confirm(session, 0)
    dialog = shown(opened)
    write(dialog, "terms", "supplement_by", "后天")
    assert dialog.editor._wrong.isVisible()
    assert "后天" in dialog.editor._wrong.text()
    assert dialog._edits.supplement_by is None


def test_an_item_is_left_out_for_a_reason_and_comes_back_with_undo(
    opened: MainWindow, session: CaseSession
) -> None:
    confirm(session, 0)
    confirm(session, 1)
    dialog = shown(opened)
    items = [entry for entry in dialog._entries(dialog._draft) if entry.findings]
    assert len(items) == 2
    dialog.editor.choose(items[0].name)
    QTest.keyClick(dialog.editor.list, Qt.Key.Key_Delete)
    (menu,) = [each for each in dialog.editor.findChildren(QMenu) if each.isVisible()]
    QTest.keyClick(menu, Qt.Key.Key_2)
    left = [entry.name for entry in dialog._entries(dialog._draft) if entry.findings]
    assert left == [items[1].name]
    decision = session.state.decisions[items[0].findings[0]]
    assert (decision.verdict, decision.reason) == ("dismissed", "已核对原件，没有问题")
    session.undo()
    assert len([entry for entry in dialog._entries(dialog._draft) if entry.findings]) == 2


def test_an_item_is_added_and_items_are_moved_by_keyboard(opened: MainWindow, session: CaseSession) -> None:
    dialog = shown(opened)
    for words in ("第一个问题", "第二个问题"):
        dialog.editor.more.setFocus()
        say(dialog.editor.more, words)
        QTest.keyClick(dialog.editor.more, Qt.Key.Key_Return)
    text = dialog.text.toPlainText()
    assert text.index("第一个问题") < text.index("第二个问题")
    assert [item.finding.message for item in session.outcome.confirmed] == ["第一个问题", "第二个问题"]
    QTest.keyClick(dialog.editor.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    text = dialog.text.toPlainText()
    assert text.index("第二个问题") < text.index("第一个问题")
    session.undo()
    text = dialog.text.toPlainText()
    assert text.index("第一个问题") < text.index("第二个问题")


def test_what_is_typed_is_not_lost_when_the_window_is_closed(
    opened: MainWindow, session: CaseSession
) -> None:
    confirm(session, 0)
    dialog = shown(opened)
    dialog.editor.choose("terms")
    field = dialog.editor.field("remarks")
    field.setFocus()
    say(field, "周五前到")
    dialog.close()
    until(lambda: "notice" not in opened._dialogs)
    assert edits_from_json(session.state.papers["notice"]).remarks == "周五前到"
    session.undo()
    assert "notice" not in session.state.papers


def test_a_notice_is_copied_and_saved_for_word(
    opened: MainWindow, session: CaseSession, desk: Desk, tmp_path: Path
) -> None:
    confirm(session, 0)
    dialog = shown(opened)
    dialog.copy_text()
    until(lambda: len(dialog._given) == 1)
    (number,) = dialog._given
    assert number in QGuiApplication.clipboard().text()
    assert "<" not in QGuiApplication.clipboard().text()
    dialog.save_word(tmp_path / "notice.docx")
    assert (tmp_path / "notice.docx").read_bytes()[:2] == b"PK"
    assert len(kept(desk, session)) == 1
    dialog.save_word(tmp_path / "nowhere" / "notice.docx")
    assert "nowhere" in dialog._note.text()


def test_a_receipt_is_given_kept_and_printed_again_the_same(
    opened: MainWindow, session: CaseSession, desk: Desk, tmp_path: Path
) -> None:
    opened.actions_["receipt"].trigger()
    dialog = opened._dialogs["receipt"]
    assert isinstance(dialog, ReceiptWindow)
    assert dialog._draft is not None
    first = dialog._draft.received[0]
    write(dialog, f"received/{first.material}", "copies", "3")
    write(dialog, f"received/{first.material}", "remark", "验看了原件")
    write(dialog, "terms", "remarks", "共两袋")
    dialog.save_pdf(tmp_path / "one.pdf")
    until((tmp_path / "one.pdf").exists)
    assert desk.queue is not None
    (given,) = desk.queue.receipts(session.header.id).result(30)
    assert given.number.startswith(f"S{dt.date.today():%Y%m%d}-")
    told = receipt_from_json(given.notice)
    assert (told.received[0].copies, told.received[0].remark, told.remarks) == (3, "验看了原件", "共两袋")
    assert kept(desk, session) == ()
    paper = dialog._paper
    dialog.close()
    until(lambda: "receipt" not in opened._dialogs)
    opened.actions_["receipt"].trigger()
    again = opened._dialogs["receipt"]
    until(lambda: given.number in again.text.toPlainText())
    assert again._paper == paper
    assert not again.editor.isVisible()
    again.save_pdf(tmp_path / "two.pdf")
    assert len(desk.queue.receipts(session.header.id).result(30)) == 1
    assert desk.queue.flush(30)
    store = desk.queue.store
    assert store.header(session.header.id).status is CaseStatus.OPEN
    assert store.verify().problem is None
    found = desk.queue.search(Query(text=given.number)).result(30)
    assert [header.id for header in found] == [session.header.id]
    events = [record.event for record in store.audit(session.header.id)]
    assert events.count("receipt_issued") == 1
    assert events.count("printed") == 2


def test_the_sheet_on_the_screen_grows_with_the_words_of_the_window() -> None:
    html = '<style>h1 { font-size: 12pt; line-height: 20px; }</style><img src="qr" width="76" height="76"><p>3px</p>'
    assert enlarged(html, 2) == (
        "<style>h1 { font-size: 32.0px; line-height: 40.0px; }</style>"
        '<img src="qr" width="152" height="152"><p>3px</p>'
    )
