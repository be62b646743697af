"""Cases are found by what is typed and chosen, closed and taken up again; the recovery key is asked for once."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from intake_assist.casework import FieldRef
from intake_assist.casework.steps import FieldCorrected
from intake_assist.desktop.desk import Desk
from intake_assist.desktop.recovery_dialog import RecoveryDialog
from intake_assist.desktop.session import CaseSession
from intake_assist.desktop.settings import Settings
from intake_assist.desktop.start_page import StartPage
from intake_assist.desktop.window import MainWindow
from intake_assist.store import CaseStatus
from tests.desktop.conftest import MATTER, new_case, until


def shown(window: MainWindow) -> list[str]:
    return [name for name, _ in window.start.kept.lines.lines]


def test_a_case_is_found_and_opened_by_keyboard(window: MainWindow, desk: Desk) -> None:
    case, other = new_case(desk).header, new_case(desk).header
    window.actions_["open_case"].trigger()
    pane = window.start.kept
    QTest.keyClicks(pane.search, case.number)
    until(lambda: shown(window) == [case.id])
    pane.search.clear()
    until(lambda: {case.id, other.id} <= set(shown(window)))
    QTest.keyClicks(pane.search, other.number)
    until(lambda: shown(window) == [other.id])
    QTest.keyClick(pane.search, Qt.Key.Key_Return)
    until(lambda: window.case is not None)
    assert window.case is not None
    assert window.case.session.header.id == other.id


def test_a_case_is_found_by_the_whole_code_which_stays_hidden(opened: MainWindow, desk: Desk) -> None:
    case = opened.case
    assert case is not None
    session = case.session
    code = next(
        field.value
        for paper in session.outcome.case.documents
        for name, field in paper.fields.items()
        if name == "uscc" and field.value
    )
    session._keep.stop()
    session._keep_outcome()
    assert desk.queue is not None
    assert desk.queue.flush(30)
    opened.close_case()
    pane = opened.start.kept
    pane.search.setText(code)
    until(lambda: session.header.id in shown(opened))
    lines = " ".join(line.second for _, line in pane.lines.lines)
    assert code[:6] in lines
    assert code not in lines
    pane.search.setText(code[:9])
    until(lambda: not shown(opened))
    assert "完整" in pane.note.text()


def test_a_list_without_cases_says_so(qtbot: QtBot) -> None:
    page = StartPage()
    qtbot.addWidget(page)
    page.show_cases(())
    assert page.kept.note.text().startswith("还没有办过的业务")
    page.kept.search.setText("许昌")
    page.show_cases(())
    assert page.kept.note.text().startswith("没有找到")
    page.kept.search.clear()
    page.allow(False, "只管账号，不看收件。")
    assert page.kept.note.text() == ""


def test_why_nothing_can_be_done_is_said_where_one_looks(qtbot: QtBot) -> None:
    page = StartPage()
    qtbot.addWidget(page)
    page.show()
    page.stop("数据库已损坏，不能打开。")
    assert page.remark.isVisible()
    assert page.remark.text.text() == "数据库已损坏，不能打开。"
    assert not page.search.isEnabled()
    assert not page.kept.isEnabled()


def values(session: CaseSession, name: str) -> list[str]:
    """What stands in the fields of that name without doubt."""
    found = [paper.fields.get(name) for paper in session.outcome.case.documents]
    return [field.value for field in found if field and field.value and not field.problem]


def test_a_case_is_found_by_company_person_and_id_number(opened: MainWindow, desk: Desk) -> None:
    case = opened.case
    assert case is not None
    session = case.session
    asked = [
        values(session, name)[0] for name in ("name", "id_number", "legal_person_id") if values(session, name)
    ]
    assert len(asked) > 1
    session._keep.stop()
    session._keep_outcome()
    assert desk.queue is not None
    assert desk.queue.flush(30)
    opened.close_case()
    pane = opened.start.kept
    for text in asked:
        pane.search.clear()
        until(lambda: len(shown(opened)) > 1)
        pane.search.setText(f" {text} ")
        until(lambda: session.header.id in shown(opened))
        pane.search.setText(f"{text}9")
        until(lambda: not shown(opened))


def test_filters_narrow_the_list(window: MainWindow, desk: Desk) -> None:
    case = new_case(desk).header
    pane = window.start.kept
    pane.matter.setCurrentIndex(pane.matter.findData(MATTER))
    pane.status.setCurrentIndex(pane.status.findData("open"))
    pane.period.setCurrentIndex(pane.period.findData(0))
    pane.clerk.setText(desk.actor)
    until(lambda: case.id in shown(window))
    pane.clerk.setText("没有这个人")
    until(lambda: not shown(window))
    pane.clerk.clear()
    pane.period.setCurrentIndex(pane.period.findText("自选日期"))
    assert pane.since.isVisible()
    yesterday = pane.since.date().addDays(-1)
    pane.since.setDate(yesterday)
    pane.until.setDate(yesterday)
    until(lambda: not shown(window))
    pane.until.setDate(yesterday.addDays(1))
    until(lambda: case.id in shown(window))


def test_a_case_is_closed_and_taken_up_again(window: MainWindow, desk: Desk) -> None:
    case = new_case(desk).header
    pane = window.start.kept
    pane.search.setText(case.number)
    until(lambda: shown(window) == [case.id])
    assert desk.queue is not None
    store = desk.queue.store
    for press, status in (
        (pane._accept, CaseStatus.ACCEPTED),
        (pane._again, CaseStatus.OPEN),
        (pane._withdraw, CaseStatus.WITHDRAWN),
        (pane._again, CaseStatus.OPEN),
    ):
        assert press.isEnabled()
        press.click()
        until(lambda status=status: pane._headers[case.id].status is status)
    assert not pane._again.isEnabled()
    events = [record for record in store.audit(case.id) if record.event == "status_set"]
    assert [record.detail["status"] for record in events] == ["accepted", "open", "withdrawn", "open"]
    assert {record.actor for record in events} == {desk.actor}


def test_a_case_that_is_closed_at_once_holds_what_was_found_last(opened: MainWindow, desk: Desk) -> None:
    """The value was corrected, the rules have not run yet, and the case is accepted from the list."""
    assert opened.case is not None
    session = opened.case.session
    paper = next(each for each in session.outcome.case.documents if each.fields.get("name"))
    session.do(FieldCorrected(FieldRef(paper.id, "name"), "洛阳市改过名的商贸有限公司"))
    assert not session.settled
    opened._set_status(session.header.id, "accepted")
    opened.close_case()
    assert desk.queue is not None
    assert desk.queue.flush(60)
    store = desk.queue.store
    kept = store.outcome(session.header.id, acted_on=True)
    assert kept is not None
    values = [each.value for each in kept.fields if (each.document, each.field) == (paper.id, "name")]
    assert values == ["洛阳市改过名的商贸有限公司"]
    assert store.header(session.header.id).status is CaseStatus.ACCEPTED
    events = [record.event for record in store.audit(session.header.id)]
    assert events.index("status_set") > max(at for at, event in enumerate(events) if event == "corrected")
    assert store.verify().problem is None


def test_the_recovery_key_is_asked_for_until_it_is_kept(
    window: MainWindow, desk: Desk, tmp_path: Path
) -> None:
    assert not desk.settings.recovery_key_kept
    assert desk.queue is not None
    store = desk.queue.store
    assert window.start.remark.isVisible()
    window._show_recovery_key()
    dialog = window._dialogs["recovery"]
    assert isinstance(dialog, RecoveryDialog)
    assert not dialog.isModal()
    assert dialog.key.text().replace("\n", "-") == store.recovery_key
    printer = QPrinter()
    printer.setOutputFileName(str(tmp_path / "key.pdf"))
    dialog.print_on(printer)
    assert (tmp_path / "key.pdf").stat().st_size > 1000
    dialog.close()
    until(lambda: "recovery" not in window._dialogs and window.start.remark.isVisible())
    window._show_recovery_key()
    window._dialogs["recovery"]._done()
    until(lambda: "recovery" not in window._dialogs and not window.start.remark.isVisible())
    assert Settings(desk.home).recovery_key_kept
    assert desk.queue.flush(30)
    trail = [(record.event, record.detail) for record in store.audit(last=4)]
    assert trail == [
        ("seen_whole", {"what": "recovery_key"}),
        ("printed", {"what": "recovery_key"}),
        ("seen_whole", {"what": "recovery_key"}),
        ("setting_changed", {"setting": "recovery_key_kept", "after": True}),
    ]
    desk.settings.recovery_key_kept = False
