"""Who may not do something is told so, and the store refuses in any case."""

from __future__ import annotations

from pathlib import Path

import pytest

from intake_assist.desktop.desk import Desk
from intake_assist.desktop.errands import Errands
from intake_assist.desktop.handover_window import HandoverWindow
from intake_assist.desktop.window import MainWindow
from intake_assist.store.rights import ROLES, Right, Role


def test_every_right_that_is_asked_for_is_one() -> None:
    asked = {right for rights in Errands.rights.values() for right in rights}
    assert asked <= {right.value for right in Right}


@pytest.mark.parametrize("role", Role)
def test_windows_open_for_whom_the_store_would_answer(
    window: MainWindow, desk: Desk, monkeypatch: pytest.MonkeyPatch, role: Role
) -> None:
    monkeypatch.setattr(desk.seat, "may", lambda right: Right(right) in ROLES[role])
    window.actions_["statistics"].trigger()
    assert ("statistics" in window._dialogs) == (Right.STATISTICS in ROLES[role])
    window.actions_["retention"].trigger()
    assert ("retention" in window._dialogs) == (role is not Role.CLERK)
    if role is Role.CLERK:
        assert window.statusBar().currentMessage()


def test_without_a_case_the_hand_over_can_be_set_up(window: MainWindow, desk: Desk, tmp_path: Path) -> None:
    window.actions_["handover"].trigger()
    dialog = window._dialogs["handover"]
    assert isinstance(dialog, HandoverWindow)
    assert not dialog.hand.isEnabled()
    dialog.folder.setText(str(tmp_path / "outbox"))
    dialog._set_folder()
    assert desk.settings.handover_folder == str(tmp_path / "outbox")
    assert not dialog.hand.isEnabled()
    assert desk.queue is not None
    assert desk.queue.flush(30)
    told = desk.queue.store.audit(last=1)[0]
    assert (told.event, told.detail["setting"]) == ("setting_changed", "handover_folder")
    desk.settings.handover_folder = ""
