"""The applicant is back: every item of the notice is shown as it stands now."""

from __future__ import annotations

from pathlib import Path

from intake_assist.casework import steps as said
from intake_assist.desktop.notice_window import NoticeWindow
from intake_assist.desktop.returning_window import ReturningWindow
from intake_assist.desktop.window import MainWindow
from intake_assist.model import Severity
from tests.desktop.conftest import settled, until


def signs(dialog: ReturningWindow) -> list[str]:
    return [look.word for look, _, _ in dialog.lines.lines]


def compared(opened: MainWindow) -> ReturningWindow:
    opened.actions_["returning"].trigger()
    dialog = opened._dialogs["returning"]
    assert isinstance(dialog, ReturningWindow)
    return dialog


def test_a_case_without_a_notice_says_so(opened: MainWindow) -> None:
    dialog = compared(opened)
    until(lambda: "没有出具过" in dialog.count.text())
    assert dialog.lines.lines == []
    assert opened.case is not None
    assert not opened.case.materials.notice.isVisible()


def test_old_items_are_open_until_they_are_settled_and_others_are_new(
    opened: MainWindow, tmp_path: Path
) -> None:
    case = opened.case
    assert case is not None
    session = case.session
    weighty = [item for item in session.outcome.items if item.finding.severity is not Severity.INFO]
    assert len(weighty) > 1
    session.do(said.FindingDecided(weighty[0].key, "confirmed"))
    opened.actions_["notice"].trigger()
    notice = opened._dialogs["notice"]
    assert isinstance(notice, NoticeWindow)
    notice.save_pdf(tmp_path / "notice.pdf")
    until((tmp_path / "notice.pdf").exists)
    name = session.header.id
    opened.close_case()

    opened.open_case(name)
    until(lambda: opened.case is not None and settled(opened.case.session))
    again = opened.case
    assert again is not None
    until(again.materials.notice.isVisible)
    dialog = compared(opened)
    until(lambda: signs(dialog)[:1] == ["仍未补正"])
    assert set(signs(dialog)[1:]) == {"新发现"}
    dialog.list.setCurrentIndex(dialog.lines.index(0))
    dialog._go()
    assert again.findings.current_key() == weighty[0].key
    again.session.do(said.FindingDecided(weighty[0].key, "fixed"))
    until(lambda: signs(dialog)[0] == "已补正")
    assert "已补正 1，仍未补正 0" in dialog.count.text()
    opened.close_case()
    until(lambda: "returning" not in opened._dialogs)
