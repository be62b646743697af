"""How the work goes, for the supervisor: figures of a period by day or week, rules that cry wolf, two periods
held against each other."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDate, Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDateEdit,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
)
from shiboken6 import isValid

from intake_assist.desktop.measures import open_at, unit
from intake_assist.desktop.parts import Choice, button, label
from intake_assist.disk import reason
from intake_assist.notice.exports.files import write_whole
from intake_assist.notice.exports.lists import BOM, guarded
from intake_assist.statistics import Difference, Gathered, Share, Times, differences, gathered
from intake_assist.store import Event

if TYPE_CHECKING:
    from intake_assist.desktop.window import MainWindow

Rows = list[list[str]]
_DAYS = 27
_NOTHING = "—"


class StatisticsWindow(QDialog):
    """Everything is worked out anew when a day is chosen. Nothing leaves the machine."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._asked = 0
        self.setWindowTitle(self.tr("统计"))
        today = QDate.currentDate()
        self.since = self._date(self.tr("从哪天"), today.addDays(-_DAYS))
        self.until = self._date(self.tr("到哪天"), today)
        self.by = Choice(self.tr("怎样分列"))
        for name, words in (("week", self.tr("按周")), ("day", self.tr("按天"))):
            self.by.addItem(words, name)
        self.by.currentIndexChanged.connect(self.refresh)
        self.compared = QCheckBox(self.tr("和另一段时间比(&C)"))
        self.compared.toggled.connect(self._compare)
        self.before_since = self._date(self.tr("对照期从哪天"), today.addDays(-2 * _DAYS - 1))
        self.before_until = self._date(self.tr("对照期到哪天"), today.addDays(-_DAYS - 1))
        self.figures = _table(self.tr("各项指标"))
        self.rules = _table(self.tr("各规则的提示"))
        self.changes = _table(self.tr("两段时间的差别"))
        self.note = label("", "dim", wrap=True)
        self._lay_out()
        self._compare(False)

    def _date(self, name: str, day: QDate) -> QDateEdit:
        edit = QDateEdit(day)
        edit.setAccessibleName(name)
        edit.setDisplayFormat("yyyy-MM-dd")
        edit.setCalendarPopup(True)
        edit.dateChanged.connect(self.refresh)
        return edit

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setSpacing(2 * unit(self.fontMetrics()))
        head = QHBoxLayout()
        for widget in (self.since, label(self.tr("至")), self.until, self.by):
            head.addWidget(widget)
        head.addStretch(1)
        column.addLayout(head)
        compare = QHBoxLayout()
        compare.addWidget(self.compared)
        compare.addWidget(self.before_since)
        compare.addWidget(self.before_until)
        compare.addStretch(1)
        column.addLayout(compare)
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(self.tr("统计"))
        for page, words in (
            (self.figures, self.tr("指标(&1)")),
            (self.rules, self.tr("各规则(&2)")),
            (self.changes, self.tr("对照(&3)")),
        ):
            self.tabs.addTab(page, words)
        column.addWidget(self.tabs, 1)
        column.addWidget(self.note)
        foot = QHBoxLayout()
        foot.addWidget(button(self.tr("存为表格…(&S)"), self._ask_table))
        foot.addStretch(1)
        foot.addWidget(button(self.tr("关闭"), self.close))
        column.addLayout(foot)
        open_at(self, 46, 32)

    # -- what is asked ----------------------------------------------------------------------------------

    def _compare(self, on: bool) -> None:
        for edit in (self.before_since, self.before_until):
            edit.setEnabled(on)
        self.tabs.setTabEnabled(2, on)
        self.refresh()

    def refresh(self) -> None:
        """What was asked before counts no more."""
        queue = self._window.desk.queue
        if queue is None:
            return
        self._asked += 1
        asked, store, by = self._asked, queue.store, str(self.by.currentData())
        period = _period(self.since, self.until)
        other = _period(self.before_since, self.before_until) if self.compared.isChecked() else None

        def work() -> tuple[Gathered, Gathered | None]:
            return gathered(store, *period, by), gathered(store, *other, by) if other else None

        self.note.setText(self.tr("正在统计……"))
        # It may take seconds; whoever waits for a picture shall not wait for it.
        self._window.desk.background.run(work, lambda found: self._show(asked, *found), self._failed)

    def _failed(self, error: BaseException) -> None:
        if isValid(self):
            self.note.setText(getattr(error, "message", "") or self.tr("统计不出来，请联系维护人员。"))

    # -- what is shown ----------------------------------------------------------------------------------

    def _show(self, asked: int, found: Gathered, before: Gathered | None) -> None:
        if not isValid(self) or asked != self._asked:
            return
        _fill(self.figures, *self._figures(found))
        _fill(self.rules, *self._rules(found))
        _fill(self.changes, *self._changes(differences(before.whole, found.whole) if before else ()))
        self.note.setText(
            self.tr("括号里是 95% 的范围。件数少的时候，比例和差别都不可靠；试点结论要看几周。")
        )

    def titles(self) -> dict[str, str]:
        return {
            "sent_back": self.tr("退补件率"),
            "notified": self.tr("　其中出具告知书"),
            "withdrawn": self.tr("　其中撤回"),
            "first_time": self.tr("一次办结率"),
            "complete": self.tr("一次告知完整率"),
            "corrected": self.tr("人工改写率"),
            "handling": self.tr("受理时长（分钟）"),
            "prechecking": self.tr("预检时长（分钟）"),
        }

    def _figures(self, found: Gathered) -> tuple[list[str], Rows]:
        columns = [found.whole, *found.parts.values()]
        rows = [[self.tr("收件"), *(str(each.cases) for each in columns)]]
        rows += [
            [title, *(self._words(getattr(each, name)) for each in columns)]
            for name, title in self.titles().items()
        ]
        return ["", self.tr("全部"), *found.parts], rows

    def _rules(self, found: Gathered) -> tuple[list[str], Rows]:
        heads = [
            self.tr("规则"),
            self.tr("确认"),
            self.tr("当场更正"),
            self.tr("排除"),
            self.tr("没有决定"),
            self.tr("误报率"),
        ]
        rows = [
            [
                each.rule,
                *map(str, (each.confirmed, each.fixed, each.dismissed, each.open)),
                self._words(each.false_alarms),
            ]
            for each in found.rules
        ]
        return heads, rows

    def _changes(self, changes: Sequence[Difference]) -> tuple[list[str], Rows]:
        heads = ["", self.tr("对照期"), self.tr("本期"), self.tr("差（95% 的范围）"), self.tr("p 值")]
        return heads, [self._change(each) for each in changes]

    def _change(self, each: Difference) -> list[str]:
        is_time = each.name in ("handling", "prechecking")
        shown = [_number(value, is_time) for value in (each.before, each.after)]
        by = _NOTHING
        if each.low is not None and each.high is not None:
            by = self.tr("{low} 到 {high}").format(low=f"{each.low:+.1%}", high=f"{each.high:+.1%}")
        return [
            self.titles()[each.name].strip(),
            *shown,
            by,
            f"{each.p:.4f}" if each.p is not None else _NOTHING,
        ]

    def _words(self, value: Share | Times) -> str:
        if isinstance(value, Times):
            if value.median is None:
                return _NOTHING
            words = self.tr("中位 {median}，P90 {p90}")
            return words.format(median=f"{value.median:.1f}", p90=f"{value.p90:.1f}")
        if value.rate is None:
            return _NOTHING
        low, high = value.interval
        words = self.tr("{rate}（{low}–{high}）{part}/{whole}")
        return words.format(
            rate=f"{value.rate:.1%}",
            low=f"{low:.0%}",
            high=f"{high:.0%}",
            part=value.part,
            whole=value.whole,
        )

    # -- out of the program -----------------------------------------------------------------------------

    def _ask_table(self) -> None:
        start = self.tr("统计 {day}").format(day=dt.date.today()) + ".csv"
        kinds = self.tr("CSV 表格 (*.csv)")
        name, _ = QFileDialog.getSaveFileName(self, self.tr("存为表格"), start, kinds)
        if name:
            self.save_table(Path(name))

    def save_table(self, path: Path) -> None:
        """All three tables, one under the other."""
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        for table in (self.figures, self.rules, self.changes):
            for row in _rows(table):
                writer.writerow([guarded(text) for text in row])
            writer.writerow([])
        try:
            write_whole(path, BOM + out.getvalue().encode("utf-8"))
        except OSError as error:
            words = self.tr("不能写“{path}”：{reason}。请检查文件夹、权限和磁盘空间。")
            self.note.setText(words.format(path=path, reason=reason(error)))
            return
        self.note.setText(self.tr("已存到 {path}").format(path=path))
        desk = self._window.desk
        if desk.queue is not None:
            desk.queue.record(Event.EXPORTED, desk.actor, None, how="statistics")


def _period(since: QDateEdit, until: QDateEdit) -> tuple[dt.date, dt.date]:
    """In whichever order they were chosen."""
    days = [dt.date(day.year(), day.month(), day.day()) for day in (since.date(), until.date())]
    return min(days), max(days)


def _number(value: float | None, is_time: bool) -> str:
    if value is None:
        return _NOTHING
    return f"{value:.1f}" if is_time else f"{value:.1%}"


def _table(name: str) -> QTableWidget:
    table = QTableWidget()
    table.setAccessibleName(name)
    table.verticalHeader().hide()
    table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
    table.setTabKeyNavigation(False)
    table.setShowGrid(False)
    table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    return table


def _fill(table: QTableWidget, heads: Sequence[str], rows: Rows) -> None:
    table.setColumnCount(len(heads))
    table.setRowCount(len(rows))
    table.setHorizontalHeaderLabels(list(heads))
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            item = QTableWidgetItem(text)
            if column:
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            table.setItem(at, column, item)
    table.resizeRowsToContents()


def _rows(table: QTableWidget) -> list[list[str]]:
    columns = range(table.columnCount())
    heads = [table.horizontalHeaderItem(at) for at in columns]
    rows: list[Any] = [[table.item(row, at) for at in columns] for row in range(table.rowCount())]
    return [[item.text() if item else "" for item in line] for line in (heads, *rows)]
