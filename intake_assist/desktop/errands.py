"""What is done beside the work on a case: papers, hand-over, exports, the end of the day, the supervisor's part.

Nothing of it is imported before it is asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from intake_assist.desktop.handing import Handing

if TYPE_CHECKING:
    from intake_assist.desktop.window import MainWindow


class Errands:
    """The commands by id. `of_case` are those for which a case must be open, `beside_case` the windows that go when
    it is closed. `rights` says what somebody must be allowed to do: any of them. The store asks again."""

    of_case = frozenset({"receipt", "export_case", "archive"})
    beside_case = frozenset({"receipt", "handover"})
    rights: Mapping[str, tuple[str, ...]] = {
        "receipt": ("notice",),
        "handover": ("hand_over", "settings"),
        "export_case": ("export",),
        "archive": ("export",),
        "export_cases": ("export",),
        "statistics": ("statistics",),
        "retention": ("retention", "hold", "forget_person"),
    }

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self.handing = Handing(window)

    def commands(self) -> dict[str, Callable[[], object]]:
        own: dict[str, Callable[[], object]] = {
            "receipt": self.show_receipt,
            "handover": self.show_handover,
            "export_case": self.export_case,
            "archive": self.export_archive,
            "export_cases": self.export_cases,
            "day_list": self.show_day,
            "statistics": self.show_statistics,
            "retention": self.show_retention,
        }
        return {name: partial(self._if_allowed, name, call) for name, call in own.items()}

    def _if_allowed(self, name: str, call: Callable[[], object]) -> None:
        desk = self._window.desk
        rights = self.rights.get(name, ())
        if not rights or any(desk.may(right) for right in rights):
            call()
        else:
            self._window.say(desk.why_not(rights[0]))

    def show_receipt(self) -> None:
        from intake_assist.desktop.receipt_window import ReceiptWindow

        window = self._window
        if window.case is not None:
            session = window.case.session
            window._show_dialog("receipt", lambda: ReceiptWindow(window, session))

    def show_handover(self) -> None:
        from intake_assist.desktop.handover_window import HandoverWindow

        window = self._window
        session = window.case.session if window.case is not None else None
        window._show_dialog("handover", lambda: HandoverWindow(window, session, self.handing))

    def export_case(self) -> None:
        from intake_assist.desktop.exporting import Exports

        if self._window.case is not None:
            Exports(self._window).ask_case(self._window.case.session)

    def export_archive(self) -> None:
        from intake_assist.desktop.exporting import Exports

        if self._window.case is not None:
            Exports(self._window).ask_archive(self._window.case.session)

    def export_cases(self) -> None:
        from intake_assist.desktop.exporting import Exports

        Exports(self._window).ask_cases(self._window.start.kept.wanted())

    def show_day(self) -> None:
        from intake_assist.desktop.day_window import DayWindow

        window = self._window
        window._show_dialog("day_list", lambda: DayWindow(window))

    def show_statistics(self) -> None:
        from intake_assist.desktop.statistics_window import StatisticsWindow

        window = self._window
        window._show_dialog("statistics", lambda: StatisticsWindow(window))

    def show_retention(self) -> None:
        from intake_assist.desktop.retention_window import RetentionWindow

        window = self._window
        window._show_dialog("retention", lambda: RetentionWindow(window))
