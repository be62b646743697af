"""Which right a command asks for: without it the command is greyed and says why. The store refuses it anyhow."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtGui import QAction

from intake_assist.desktop.errands import Errands
from intake_assist.desktop.seat import Seat

RIGHTS: Mapping[str, tuple[str, ...]] = {
    "new_case": ("work",),
    "open_case": ("work",),
    "add_files": ("work",),
    "add_folder": ("work",),
    "paste": ("work",),
    "notice": ("notice",),
    "day_list": ("work",),
    "accounts": ("accounts",),
    **Errands.rights,
}
"""By the id of a command: any of these."""


def grey(actions: Mapping[str, QAction], seat: Seat) -> None:
    """What is not permitted; what is stays as it is."""
    for name, rights in RIGHTS.items():
        may = any(seat.may(right) for right in rights)
        actions[name].setStatusTip("" if may else seat.why_not(rights[0]))
        if not may:
            actions[name].setEnabled(False)
    actions["password"].setEnabled(seat.person is not None)
