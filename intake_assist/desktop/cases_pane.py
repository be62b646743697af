"""The cases that are kept: looked for, opened again, closed and taken up again. Keyboard first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDate, QTimer, Signal
from PySide6.QtWidgets import QDateEdit, QGridLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from intake_assist.desktop.measures import unit
from intake_assist.desktop.parts import Choice, KeyList, Search, button, label
from intake_assist.desktop.two_lines import Lines, TwoLines, list_of_lines
from intake_assist.desktop.words import statuses

if TYPE_CHECKING:
    from intake_assist.store import CaseHeader

_TYPING_MS = 250
_CHOSEN = -1
"""The period that the two dates give."""


class CasesPane(QWidget):
    """`asked` carries what to look for (`wanted`), `case_chosen` a case's id, `status_wanted` an id and a
    status by its value."""

    asked = Signal(object)
    case_chosen = Signal(str)
    status_wanted = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self._titles: Mapping[str, str] = {}
        self._headers: dict[str, CaseHeader] = {}
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self.ask)
        self.search = self._search()
        self.matter = self._choice(self.tr("事项"), [("", self.tr("全部事项"))])
        states = [("", self.tr("全部状态")), *self._states().items()]
        self.status = self._choice(self.tr("状态"), states)
        self.clerk = QLineEdit()
        self.clerk.setAccessibleName(self.tr("经办人"))
        self.clerk.setPlaceholderText(self.tr("全部经办人"))
        self.clerk.textChanged.connect(lambda: self._typing.start())
        self.period = self._choice(
            self.tr("收件日期"),
            [
                (None, self.tr("不限日期")),
                (0, self.tr("今天")),
                (6, self.tr("近 7 天")),
                (29, self.tr("近 30 天")),
                (_CHOSEN, self.tr("自选日期")),
            ],
        )
        self.since, self.until = self._date(self.tr("从哪天")), self._date(self.tr("到哪天"))
        self.list, self.lines = self._list()
        self.note = label("", "dim", wrap=True)
        self.note.hide()
        self._open = button(self.tr("继续办理(&G)"), self._choose)
        self._accept = button(self.tr("已受理(&A)"), lambda: self._set("accepted"))
        self._withdraw = button(self.tr("已撤回(&W)"), lambda: self._set("withdrawn"))
        self._again = button(self.tr("重新办理(&R)"), lambda: self._set("open"))
        self._lay_out()
        self._enable()

    # -- building ---------------------------------------------------------------------------------------

    def _search(self) -> Search:
        search = Search()
        search.setAccessibleName(self.tr("查找业务"))
        search.setPlaceholderText(self.tr("收件号、告知书编号，或完整的单位名称、代码、证件号码、姓名"))
        search.setClearButtonEnabled(True)
        search.textChanged.connect(lambda: self._typing.start())
        search.moved.connect(self._move)
        search.returnPressed.connect(self._choose)
        return search

    def _choice(self, name: str, items: Iterable[tuple[Any, str]]) -> Choice:
        choice = Choice(name)
        for key, words in items:
            choice.addItem(words, key)
        choice.currentIndexChanged.connect(self._filtered)
        return choice

    def _date(self, name: str) -> QDateEdit:
        edit = QDateEdit(QDate.currentDate())
        edit.setAccessibleName(name)
        edit.setDisplayFormat("yyyy-MM-dd")
        edit.setCalendarPopup(True)
        edit.dateChanged.connect(self.ask)
        edit.hide()
        return edit

    def _list(self) -> tuple[KeyList, Lines]:
        view, model = list_of_lines(self.tr("办过的业务"))
        view.setMouseTracking(True)
        view.entered.connect(self._choose)
        view.doubleClicked.connect(lambda _: self._choose())
        view.selectionModel().currentChanged.connect(self._enable)
        return view, model

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2 * unit(self.fontMetrics()))
        column.addWidget(label(self.tr("办过的业务"), "huge"))
        column.addWidget(label(self.tr("最近的在前，号码只显示头尾。"), "dim", wrap=True))
        column.addWidget(self.search)
        filters = QGridLayout()
        for at, each in enumerate(
            (self.matter, self.status, self.clerk, self.period, self.since, self.until)
        ):
            filters.addWidget(each, at // 2, at % 2)
        for at in (0, 1):
            filters.setColumnStretch(at, 1)
        column.addLayout(filters)
        column.addWidget(self.list, 1)
        column.addWidget(self.note)
        foot = QHBoxLayout()
        for one in (self._open, self._accept, self._withdraw, self._again):
            foot.addWidget(one)
        foot.addStretch(1)
        column.addLayout(foot)

    def _states(self) -> dict[str, str]:
        return statuses()

    # -- what is asked ----------------------------------------------------------------------------------

    def wanted(self) -> dict[str, Any]:
        """What to look for, by the names of `store.Query`; None where it does not matter."""
        since, until = self._days()
        return {
            "text": self.search.text().strip() or None,
            "matter": self.matter.currentData() or None,
            "status": self.status.currentData() or None,
            "clerk": self.clerk.text().strip() or None,
            "since": since,
            "until": until,
        }

    def ask(self) -> None:
        self._typing.stop()
        self.asked.emit(self.wanted())

    def _days(self) -> tuple[dt.date | None, dt.date | None]:
        chosen = self.period.currentData()
        if chosen is None:
            return None, None
        if chosen != _CHOSEN:
            return dt.date.today() - dt.timedelta(days=chosen), None
        first, last = sorted(
            dt.date(day.year(), day.month(), day.day()) for day in (self.since.date(), self.until.date())
        )
        return first, last

    def _filtered(self) -> None:
        for edit in (self.since, self.until):
            edit.setVisible(self.period.currentData() == _CHOSEN)
        self.ask()

    # -- what was found ---------------------------------------------------------------------------------

    def know(self, titles: Mapping[str, str]) -> None:
        """The matters by their ids, in the order in which they are offered."""
        if titles == self._titles:
            return
        chosen, self._titles = self.matter.currentData(), dict(titles)
        self.matter.blockSignals(True)
        while self.matter.count() > 1:
            self.matter.removeItem(1)
        for name, title in titles.items():
            self.matter.addItem(title, name)
        self.matter.setCurrentIndex(max(0, self.matter.findData(chosen)))
        self.matter.blockSignals(False)

    def show_cases(self, headers: Iterable[CaseHeader]) -> None:
        before = self.chosen()
        self._headers = {each.id: each for each in headers}
        self.lines.show([(each.id, self._line(each)) for each in self._headers.values()])
        names = list(self._headers)
        if names:
            self.list.setCurrentIndex(self.lines.index(names.index(before) if before in names else 0))
        asked = any(value is not None for value in self.wanted().values())
        none = self.tr("没有找到。名称和号码要输入完整的，不能只输一部分。")
        none_yet = self.tr("还没有办过的业务。新收的一件会列在这里，随时可以接着办。")
        self.note.setText("" if names or not self.isEnabled() else none if asked else none_yet)
        self.note.setVisible(bool(self.note.text()))
        self._enable()

    def chosen(self) -> str | None:
        row = self.list.currentIndex().row()
        return self.lines.lines[row][0] if 0 <= row < len(self.lines.lines) else None

    def _line(self, header: CaseHeader) -> TwoLines:
        when = f"{header.changed_at.astimezone():%Y-%m-%d %H:%M}"
        matter = self._titles.get(header.matter, header.matter)
        below = "　".join(filter(None, (matter, header.uscc, header.clerk)))
        return TwoLines(header.number, below, f"{when}  {self._states()[header.status.value]}")

    def _move(self, by: int) -> None:
        row = min(max(0, self.list.currentIndex().row() + by), len(self.lines.lines) - 1)
        self.list.setCurrentIndex(self.lines.index(max(0, row)))

    def _choose(self) -> None:
        if self._typing.isActive():  # Return came before what was typed was looked for
            self.ask()
            return
        chosen = self.chosen()
        if chosen:
            self.case_chosen.emit(chosen)

    def _set(self, status: str) -> None:
        chosen = self.chosen()
        if chosen:
            self.status_wanted.emit(chosen, status)

    def _enable(self) -> None:
        header = self._headers.get(self.chosen() or "")
        closed = header is not None and header.status.closed
        self._open.setEnabled(header is not None)
        self._accept.setEnabled(header is not None and not closed)
        self._withdraw.setEnabled(header is not None and not closed)
        self._again.setEnabled(closed)
