"""Cases leave the program: to the hall's own system, tried again and again, and as files."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from intake_assist.casework import steps as said
from intake_assist.desktop.desk import Desk
from intake_assist.desktop.exporting import Exports
from intake_assist.desktop.handing import split_command
from intake_assist.desktop.handover_window import HandoverWindow
from intake_assist.desktop.session import CaseSession
from intake_assist.desktop.window import MainWindow
from intake_assist.notice.exports import handover
from intake_assist.notice.exports.archive import verify
from tests.desktop.conftest import until


@pytest.fixture
def session(opened: MainWindow) -> CaseSession:
    assert opened.case is not None
    return opened.case.session


@pytest.fixture
def outbox(desk: Desk, tmp_path: Path) -> Iterator[Path]:
    desk.settings.handover_folder = str(tmp_path / "outbox")
    yield tmp_path / "outbox"
    desk.settings.handover_folder = desk.settings.handover_command = ""


def shown(opened: MainWindow) -> HandoverWindow:
    opened.actions_["handover"].trigger()
    dialog = opened._dialogs["handover"]
    assert isinstance(dialog, HandoverWindow)
    return dialog


def taker(tmp_path: Path, code: int, words: str = "") -> str:
    """A command of the hall's that answers so."""
    script = tmp_path / "taker.py"
    script.write_text(f"import sys\nprint({words!r}, file=sys.stderr)\nsys.exit({code})\n", encoding="utf-8")
    return f'"{sys.executable}" "{script}"'


def test_without_a_folder_nothing_is_handed_over(opened: MainWindow) -> None:
    dialog = shown(opened)
    assert not dialog.hand.isEnabled()
    assert "没有设定" in dialog.state.text()
    dialog.folder.setText("不完整")
    dialog._set_folder()
    assert "完整的路径" in dialog.note.text()


def test_a_case_waits_in_the_folder_with_its_papers(
    opened: MainWindow, session: CaseSession, desk: Desk, outbox: Path
) -> None:
    weighty = next(item for item in session.outcome.items if item.finding.severity != "info")
    session.do(said.FindingDecided(weighty.key, "confirmed"))
    opened.actions_["notice"].trigger()
    opened._dialogs["notice"].copy_text()
    until(lambda: len(opened._dialogs["notice"]._given) == 1)
    (number,) = opened._dialogs["notice"]._given
    dialog = shown(opened)
    until(lambda: "没有交接过" in dialog.state.text())
    dialog.hand.click()
    until(lambda: "等待取走" in dialog.state.text())
    name = session.header.number
    data = json.loads((outbox / f"{name}.json").read_text(encoding="utf-8"))
    assert (data["number"], data["status"], data["notices"]) == (name, "notified", [number])
    titles = [file["title"] for file in data["files"]]
    assert f"一次性告知书 {number}" in titles
    assert {file.name for file in session.state.files} < set(titles)
    assert desk.queue is not None
    told = [
        record.detail for record in desk.queue.store.audit(session.header.id) if record.event == "exported"
    ]
    assert told == [{"how": "handover", "job": name}]
    dialog.hand_over()
    until(lambda: f"{name}-2" in dialog._jobs)


def test_what_a_command_refuses_is_said_to_be_tried_again(
    opened: MainWindow, outbox: Path, tmp_path: Path
) -> None:
    dialog = shown(opened)
    dialog.command.setText(taker(tmp_path, 3, "对方没有开机"))
    dialog._set_command()
    dialog.hand.click()
    until(lambda: "待重试" in dialog.state.text())
    assert "对方没有开机" in dialog.lines.lines[0][1].second
    assert not list((outbox / "dead").iterdir())


def test_what_a_command_refuses_for_good_is_put_aside_and_tried_again_by_hand(
    opened: MainWindow, outbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handover, "MINUTES", ())
    dialog = shown(opened)
    dialog.command.setText(taker(tmp_path, 3, "编号重复"))
    dialog._set_command()
    dialog.hand.click()
    until(lambda: "已搁置" in dialog.state.text())
    line = dialog.lines.lines[0][1]
    assert "编号重复" in line.second
    assert "已试 1 次" in line.second
    assert "搁置" in opened.statusBar().currentMessage()
    dialog.command.setText(taker(tmp_path, 0))
    dialog._set_command()
    assert dialog.again.isEnabled()
    dialog.again.click()
    until(lambda: "已交出" in dialog.state.text())
    assert list((outbox / "dead").iterdir()) == []


def test_a_command_is_taken_apart_as_it_was_meant() -> None:
    assert split_command('"/opt/hall system/take" --from intake') == (
        "/opt/hall system/take",
        "--from",
        "intake",
    )
    assert split_command('"/opt/hall') == ()


def test_a_case_is_exported_as_data_and_for_the_archive(
    opened: MainWindow, session: CaseSession, desk: Desk, tmp_path: Path
) -> None:
    Exports(opened).save_case(session, tmp_path / "case.json")
    until((tmp_path / "case.json").exists)
    data = json.loads((tmp_path / "case.json").read_text(encoding="utf-8"))
    assert data["matter"] == session.matter.id
    folder = tmp_path / session.header.number
    Exports(opened).save_archive(session, folder)
    until(folder.exists)
    until(lambda: str(folder) in opened.statusBar().currentMessage())
    assert verify(folder) == ()
    originals = {path.read_bytes() for path in (folder / "originals").iterdir()}
    assert len(originals) == len({file.blob for file in session.state.files})
    assert desk.queue is not None
    assert desk.queue.flush(30)
    (json_told, archived) = [
        record.detail for record in desk.queue.store.audit(session.header.id) if record.event == "exported"
    ]
    assert json_told == {"how": "json"}
    assert verify(folder, archived["manifest"]) == ()
    Exports(opened).save_archive(session, folder)
    until(lambda: "已经有了" in opened.statusBar().currentMessage())


def test_the_cases_in_view_become_a_table(opened: MainWindow, session: CaseSession, tmp_path: Path) -> None:
    code = next(
        field.value
        for paper in session.outcome.case.documents
        for name, field in paper.fields.items()
        if paper.kind == "business_license" and name == "uscc" and field.value
    )
    session.keep_now()
    assert opened.desk.queue is not None
    assert opened.desk.queue.flush(30)
    wanted = {**opened.start.kept.wanted(), "text": session.header.number}
    Exports(opened).save_cases(wanted, tmp_path / "cases.xlsx")
    until((tmp_path / "cases.xlsx").exists)
    rows = list(load_workbook(tmp_path / "cases.xlsx").active.iter_rows(values_only=True))
    assert [row[0] for row in rows] == ["收件编号", session.header.number]
    assert rows[1][1] == session.matter.title
    assert rows[1][3] == code, "a company's code is public"
    Exports(opened).save_cases(wanted, tmp_path / "cases.csv")
    until(lambda: "cases.csv" in opened.statusBar().currentMessage())
    text = (tmp_path / "cases.csv").read_text(encoding="utf-8-sig")
    assert [row[0] for row in csv.reader(text.splitlines())] == ["收件编号", session.header.number]
    Exports(opened).save_cases(wanted, tmp_path / "nowhere" / "cases.csv")
    until(lambda: "不能写" in opened.statusBar().currentMessage())
