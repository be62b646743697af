"""Which right a command asks for: without it the command is greyed and says why. The store refuses it anyhow."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QAction

from intake_assist.desktop.seat import Seat

RIGHTS: Mapping[str, str] = {
    "new_case": "work",
    "open_case": "work",
    "add_files": "work",
    "add_folder": "work",
    "paste": "work",
    "notice": "notice",
    "receipt": "notice",
    "handover": "hand_over",
    "export_case": "hand_over",
    "archive": "export",
    "export_cases": "export",
    "statistics": "statistics",
    "day_list": "work",
    "accounts": "accounts",
}


def grey(actions: Mapping[str, QAction], seat: Seat) -> None:
    """What is not permitted; what is stays as it is."""
    for name, right in RIGHTS.items():
        if name in actions:
            why = seat.why_not(right)
            actions[name].setStatusTip(why)
            if why:
                actions[name].setEnabled(False)
    actions["password"].setEnabled(seat.person is not None)
