"""The end of the day, figures, keeping and forgetting: what is done beside the cases."""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from intake_assist.casework import steps as said
from intake_assist.desktop.day_window import DayWindow
from intake_assist.desktop.desk import Desk
from intake_assist.desktop.retention_window import ANY_MATTER, RetentionWindow
from intake_assist.desktop.session import CaseSession
from intake_assist.desktop.statistics_window import StatisticsWindow
from intake_assist.desktop.window import MainWindow
from intake_assist.notice.exports.handover import Outbox
from intake_assist.store import CaseStatus, NoSuchCaseError, Store
from tests.desktop.conftest import MATTER, new_case, until


@pytest.fixture
def store(desk: Desk) -> Store:
    assert desk.queue is not None
    return desk.queue.store


def shown(window: MainWindow, name: str) -> object:
    window.actions_[name].trigger()
    return window._dialogs[name]


# -- the end of the day -----------------------------------------------------------------------------------------


def test_the_day_is_listed_opened_and_printed(window: MainWindow, desk: Desk, tmp_path: Path) -> None:
    case = new_case(desk).header
    dialog = shown(window, "day_list")
    assert isinstance(dialog, DayWindow)
    until(lambda: any(name == case.id for name, _ in dialog.lines.lines))
    assert f"共 {len(dialog.lines.lines)} 件" in dialog.count.text()
    dialog.save_pdf(tmp_path / "day.pdf")
    document = pypdfium2.PdfDocument(tmp_path / "day.pdf")
    text = "".join(page.get_textpage().get_text_range() for page in document)
    assert case.number in text
    assert "日终清单" in text
    assert "办理中" in text
    document.close()
    assert desk.queue is not None
    assert desk.queue.flush(30)
    assert desk.queue.store.audit(last=1)[0].detail["what"] == "day_list"
    names = [name for name, _ in dialog.lines.lines]
    dialog.list.setCurrentIndex(dialog.lines.index(names.index(case.id)))
    QTest.keyClick(dialog.list, Qt.Key.Key_Return)
    until(lambda: window.case is not None)
    assert window.case is not None
    assert window.case.session.header.id == case.id


def test_a_day_without_cases_has_nothing_to_print(window: MainWindow) -> None:
    dialog = shown(window, "day_list")
    assert isinstance(dialog, DayWindow)
    dialog.day.setDate(dialog.day.date().addYears(-1))
    until(lambda: "共 0 件" in dialog.count.text())
    assert not any(each.isEnabled() for each in dialog._buttons)


# -- figures ----------------------------------------------------------------------------------------------------


def row(dialog: StatisticsWindow, title: str) -> list[str]:
    table = dialog.figures
    rows = [[table.item(at, n).text() for n in range(table.columnCount())] for at in range(table.rowCount())]
    return next((each[1:] for each in rows if each[0] == title), [])


def test_figures_follow_the_work(opened: MainWindow, desk: Desk, tmp_path: Path) -> None:
    assert opened.case is not None
    session: CaseSession = opened.case.session
    weighty = [item for item in session.outcome.items if item.finding.severity != "info"]
    session.do(said.FindingDecided(weighty[0].key, "dismissed", "程序读错"))
    session.do(said.FindingDecided(weighty[1].key, "confirmed"))
    session._keep.stop()
    session._keep_outcome()
    opened.actions_["notice"].trigger()
    opened._dialogs["notice"].copy_text()
    until(lambda: len(opened._dialogs["notice"]._given) == 1)
    assert desk.queue is not None
    assert desk.queue.flush(30)
    dialog = shown(opened, "statistics")
    assert isinstance(dialog, StatisticsWindow)
    until(lambda: row(dialog, "退补件率"))
    ways = desk.queue.store.ways(dt.date.today(), dt.date.today())
    told = sum(bool(way.notices) for way in ways)
    assert row(dialog, "　其中出具告知书")[0].endswith(f"{told}/{len(ways)}")
    assert row(dialog, "一次告知完整率")[0].endswith(f"/{told}")
    rules = {dialog.rules.item(at, 0).text(): at for at in range(dialog.rules.rowCount())}
    at = rules[weighty[0].finding.rule]
    assert int(dialog.rules.item(at, 3).text()) >= 1
    dialog.compared.setChecked(True)
    until(lambda: dialog.changes.rowCount() == 8)
    assert dialog.changes.item(0, 1).text() == "—"
    dialog.save_table(tmp_path / "figures.csv")
    text = (tmp_path / "figures.csv").read_text(encoding="utf-8-sig")
    assert any(line[:1] == ["退补件率"] for line in csv.reader(text.splitlines()))


# -- keeping and forgetting -------------------------------------------------------------------------------------


@pytest.fixture
def retention(window: MainWindow, store: Store) -> Iterator[RetentionWindow]:
    dialog = shown(window, "retention")
    assert isinstance(dialog, RetentionWindow)
    until(lambda: dialog.days.table.item(0, 1) is not None)
    yield dialog
    for matter in store.retention():
        store.set_retention(matter, None, "test")


def matter_row(dialog: RetentionWindow, matter: str) -> int:
    return [name for name, _ in dialog.days._matters].index(matter)


def test_what_is_due_is_said_and_deleted_when_it_was_answered(
    retention: RetentionWindow, desk: Desk, store: Store
) -> None:
    case = new_case(desk).header
    store.set_status(case.id, CaseStatus.WITHDRAWN, "test")
    page = retention.days
    page.table.item(matter_row(retention, ANY_MATTER), 1).setText("十天")
    assert "不是天数" in page.note.text()
    until(lambda: page.table.item(matter_row(retention, ANY_MATTER), 1).text() == "不自动删除")
    assert page.table.item(matter_row(retention, ANY_MATTER), 2).text() == "180"
    page.table.item(matter_row(retention, MATTER), 2).setText("90")
    until(lambda: store.unfinished() == {ANY_MATTER: 180, MATTER: 90})
    until(lambda: page.table.item(matter_row(retention, MATTER), 2).text() == "90")
    page.table.item(matter_row(retention, MATTER), 1).setText("0")
    until(lambda: any(name == case.id for name, _ in page.lines.lines))
    assert store.retention() == {MATTER: 0}
    page.delete.click()
    assert store.header(case.id).id == case.id
    page.remark._buttons[0].click()
    until(lambda: "已删除" in page.note.text())
    with pytest.raises(NoSuchCaseError):
        store.header(case.id)
    deleted = [record for record in store.audit(case.id) if record.event == "deleted"]
    assert deleted[0].detail["rule"] == "retention:0d"


def test_a_case_is_held_and_let_go(retention: RetentionWindow, desk: Desk, store: Store) -> None:
    case = new_case(desk).header
    page = retention.holds
    page.set_hold()
    assert "收件号和原因" in page.note.text()
    page.number.setText("20200101-0001")
    page.reason.setText("行政复议")
    page.set_hold()
    until(lambda: "没有这个收件号" in page.note.text())
    page.number.setText(case.number)
    page.set_hold()
    until(lambda: [name for name, _ in page.lines.lines] == [case.id])
    assert "行政复议" in page.lines.lines[0][1].second
    assert store.header(case.id).hold == "行政复议"
    page.lift.click()
    until(lambda: not page.lines.lines)
    assert not store.header(case.id).held


def test_a_persons_data_goes_on_request_and_what_goes_is_said_before(
    opened: MainWindow, store: Store, tmp_path: Path
) -> None:
    assert opened.case is not None
    session = opened.case.session
    number = next(
        field.value
        for paper in session.outcome.case.documents
        for name, field in paper.fields.items()
        if name == "id_number" and field.value and not field.problem
    )
    session._keep.stop()
    session._keep_outcome()
    case = session.header.id
    opened.close_case()
    dialog = shown(opened, "retention")
    assert isinstance(dialog, RetentionWindow)
    page = dialog.person
    page.number.setText(number)
    page.look()
    until(lambda: "留着" in page.note.text())
    kept = {name: line.second for name, line in page.lines.lines}
    assert "一天之内还在办理" in kept[case]
    name = store.header(case).number
    store.note_outbox(tmp_path / "outbox", "test")
    Outbox(tmp_path / "outbox").put(name, {"number": name})
    store.set_status(case, CaseStatus.ACCEPTED, "test")
    page.look()
    until(lambda: "会删除 1 件" in page.note.text())
    page.delete.click()
    assert store.header(case).id == case
    page.remark._buttons[0].click()
    until(lambda: "已删除 1 件" in page.note.text())
    assert "它们的 1 份也删除了" in page.note.text()
    assert not list((tmp_path / "outbox").glob("*.json"))
    with pytest.raises(NoSuchCaseError):
        store.header(case)
