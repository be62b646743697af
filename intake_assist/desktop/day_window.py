"""The end of the day: what was received, how it stands, and the list on paper or as a table."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import QDateEdit, QDialog, QFileDialog, QHBoxLayout, QVBoxLayout
from shiboken6 import isValid

from intake_assist.desktop.exporting import MOST_CASES, Exports
from intake_assist.desktop.measures import open_at, unit
from intake_assist.desktop.parts import KeyList, button, label
from intake_assist.desktop.printing import Preview, PrintingError, print_with_dialog, write_pdf
from intake_assist.desktop.two_lines import Lines, TwoLines, TwoLinesDelegate
from intake_assist.desktop.words import statuses
from intake_assist.notice import Paper
from intake_assist.notice.day import day_paper, rows
from intake_assist.store import Event, Query

if TYPE_CHECKING:
    from intake_assist.desktop.window import MainWindow
    from intake_assist.store import CaseHeader


class DayWindow(QDialog):
    """Return opens the chosen case."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._cases: tuple[CaseHeader, ...] = ()
        self.setWindowTitle(self.tr("日终清单"))
        self.day = QDateEdit(QDate.currentDate())
        self.day.setAccessibleName(self.tr("哪一天"))
        self.day.setDisplayFormat("yyyy-MM-dd")
        self.day.setCalendarPopup(True)
        self.day.dateChanged.connect(self.refresh)
        self.count = label("", "heading", wrap=True)
        self.list = KeyList()
        self.list.setObjectName("tile")
        self.list.setAccessibleName(self.tr("这一天收的业务，回车打开"))
        self.lines = Lines(self.list)
        self.list.setModel(self.lines)
        self.list.setItemDelegate(TwoLinesDelegate(self.list))
        self.list.entered.connect(self._open)
        self.list.doubleClicked.connect(lambda _: self._open())
        self.note = label("", "dim", wrap=True)
        self._buttons = [
            button(self.tr("打印…(&P)"), self.print_list, primary=True),
            button(self.tr("预览(&V)"), self.preview),
            button(self.tr("存为 PDF…(&S)"), self._ask_pdf),
            button(self.tr("存为表格…(&X)"), self._ask_table),
        ]
        self._lay_out()
        self.refresh()
        self.list.setFocus()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(2 * unit(self.fontMetrics()))
        head = QHBoxLayout()
        head.addWidget(self.day)
        head.addWidget(self.count, 1)
        column.addLayout(head)
        column.addWidget(self.list, 1)
        column.addWidget(self.note)
        foot = QHBoxLayout()
        for each in self._buttons:
            foot.addWidget(each)
        foot.addStretch(1)
        foot.addWidget(button(self.tr("关闭"), self.close))
        column.addLayout(foot)
        open_at(self, 36, 30)

    def wanted(self) -> dt.date:
        day = self.day.date()
        return dt.date(day.year(), day.month(), day.day())

    def refresh(self) -> None:
        desk, day = self._window.desk, self.wanted()
        if desk.queue is not None:
            asked = desk.queue.search(Query(since=day, until=day, limit=MOST_CASES))
            desk.background.when(asked, lambda found: self._show(day, found), self._failed)

    def _failed(self, error: BaseException) -> None:
        if isValid(self):
            self.note.setText(getattr(error, "message", "") or self.tr("查不出来，请联系维护人员。"))

    def _show(self, day: dt.date, found: Iterable[CaseHeader]) -> None:
        if not isValid(self) or day != self.wanted():
            return
        self._cases = tuple(sorted(found, key=lambda each: each.number))
        words, titles = statuses(), self._titles()
        self.lines.show(
            [
                (
                    each.id,
                    TwoLines(
                        each.number,
                        "　".join(filter(None, (titles.get(each.matter), each.company, each.clerk))),
                        f"{each.created_at.astimezone():%H:%M}  {words[each.status.value]}",
                    ),
                )
                for each in self._cases
            ]
        )
        if self._cases:
            self.list.setCurrentIndex(self.lines.index(0))
        by = [f"{words[name]} {n}" for name in words if (n := self._count(name))]
        total = self.tr("共 {count} 件").format(count=len(self._cases))
        self.count.setText("　".join([total, *by]))
        for each in self._buttons:
            each.setEnabled(bool(self._cases))

    def _count(self, status: str) -> int:
        return sum(each.status.value == status for each in self._cases)

    def _titles(self) -> dict[str, str]:
        library = self._window.desk.library
        return {each.id: each.title for each in library.matters.values()} if library else {}

    def _open(self) -> None:
        row = self.list.currentIndex().row()
        if 0 <= row < len(self._cases):
            self._window.open_case(self._cases[row].id)
            self.close()

    # -- out of the program -----------------------------------------------------------------------------

    def paper(self) -> Paper:
        settings = self._window.desk.settings
        listed = rows(self._cases, self._titles())
        return day_paper(self.wanted(), listed, settings.office("authority"), settings.office("counter"))

    def print_list(self) -> None:
        try:
            if print_with_dialog(self.paper(), self):
                self._printed("printer")
        except PrintingError as error:
            self.note.setText(error.message)

    def preview(self) -> None:
        preview = Preview(self.paper(), self)
        preview.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        preview.accepted.connect(lambda: self._printed("printer"))
        preview.open()

    def _ask_pdf(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, self.tr("存为 PDF"), f"{self._name()}.pdf", "PDF (*.pdf)")
        if name:
            self.save_pdf(Path(name))

    def save_pdf(self, path: Path) -> None:
        try:
            write_pdf(self.paper(), path)
        except PrintingError as error:
            self.note.setText(error.message)
        else:
            self.note.setText(self.tr("已存到 {path}").format(path=path))
            self._printed("pdf")

    def _ask_table(self) -> None:
        kinds = self.tr("Excel 表格 (*.xlsx);;CSV 表格 (*.csv)")
        name, _ = QFileDialog.getSaveFileName(self, self.tr("存为表格"), f"{self._name()}.xlsx", kinds)
        if name:
            Exports(self._window).save_cases({"since": self.wanted(), "until": self.wanted()}, Path(name))

    def _name(self) -> str:
        return self.tr("日终清单 {day}").format(day=self.wanted())

    def _printed(self, how: str) -> None:
        desk = self._window.desk
        if desk.queue is not None:
            day = f"{self.wanted():%Y-%m-%d}"
            desk.queue.record(Event.PRINTED, desk.actor, None, what="day_list", day=day, how=how)
