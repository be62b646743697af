"""The supervisor's part of keeping and forgetting: days by matter, what is due, holds, deletion on request.

Nothing is deleted at the first press: what will go is said first, and the answer is asked for beside it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from intake_assist.desktop.measures import open_at, unit
from intake_assist.desktop.parts import KeyList, Notice, button, label
from intake_assist.desktop.two_lines import Lines, TwoLines, TwoLinesDelegate
from intake_assist.desktop.words import statuses
from intake_assist.store import Query, RefusedError

if TYPE_CHECKING:
    from intake_assist.desktop.window import MainWindow
    from intake_assist.store import CaseHeader, Forgotten, Store

ANY_MATTER = "*"
_MOST_DAYS = 36_525
_MOST_HELD = 1_000
_CLOSED, _UNFINISHED = 1, 2
"""The columns of days."""


class RetentionWindow(QDialog):
    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.setWindowTitle(self.tr("保存期限和删除"))
        self.days, self.holds, self.person = _Days(window), _Holds(window), _Person(window)
        tabs = QTabWidget()
        tabs.setAccessibleName(self.tr("保存期限和删除"))
        tabs.addTab(self.days, self.tr("保存期限(&1)"))
        tabs.addTab(self.holds, self.tr("停止删除(&2)"))
        tabs.addTab(self.person, self.tr("按个人要求删除(&3)"))
        column = QVBoxLayout(self)
        column.addWidget(tabs, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(button(self.tr("关闭"), self.close))
        column.addLayout(foot)
        open_at(self, 38, 34)


class _Page(QWidget):
    """What the three pages share: asking the store, and saying how it went."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        self.remark = Notice()
        self.note = label("", "dim", wrap=True)
        self.list = KeyList()
        self.list.setObjectName("tile")
        self.lines = Lines(self.list)
        self.list.setModel(self.lines)
        self.list.setItemDelegate(TwoLinesDelegate(self.list))
        self.column = QVBoxLayout(self)
        self.column.setSpacing(2 * unit(self.fontMetrics()))

    @property
    def _store(self) -> Store:
        assert self._window.desk.queue is not None
        return self._window.desk.queue.store

    def _read(self, call: Callable[[], Any], then: Callable[[Any], None]) -> None:
        queue = self._window.desk.queue
        if queue is not None:
            self._when(queue.ask(call), then)

    def _write(
        self,
        call: Callable[[], Any],
        then: Callable[[Any], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        queue = self._window.desk.queue
        if queue is not None:
            self._when(queue.submit(call), then, failed)

    def _when(
        self,
        future: Future[Any],
        then: Callable[[Any], None],
        failed: Callable[[BaseException], None] | None = None,
    ) -> None:
        def done(result: Any) -> None:
            if isValid(self):
                then(result)

        def not_done(error: BaseException) -> None:
            if isValid(self):
                (failed or self._say_why)(error)

        self._window.desk.background.when(future, done, not_done)

    def _say_why(self, error: BaseException) -> None:
        self.note.setText(getattr(error, "message", "") or self.tr("没有做成，请联系维护人员。"))

    def _show_cases(self, headers: Iterable[CaseHeader], remarks: dict[str, str] | None = None) -> None:
        words = statuses()
        self.lines.show(
            [
                (
                    each.id,
                    TwoLines(
                        each.number,
                        "　".join(filter(None, (each.company, (remarks or {}).get(each.id) or each.hold))),
                        f"{each.changed_at.astimezone():%Y-%m-%d}  {words[each.status.value]}",
                    ),
                )
                for each in headers
            ]
        )
        if self.lines.lines:
            self.list.setCurrentIndex(self.lines.index(0))

    def _chosen(self) -> str:
        row = self.list.currentIndex().row()
        return self.lines.lines[row][0] if 0 <= row < len(self.lines.lines) else ""

    def _deleted(self, forgotten: Forgotten) -> None:
        words = self.tr("已删除 {count} 件，审计记录里留有哪一件、何时、按什么规则。")
        if forgotten.handed:
            words += self.tr("交接文件夹里它们的 {handed} 份也删除了。")
        self.note.setText(words.format(count=len(forgotten.deleted), handed=forgotten.handed))
        self._window._refresh_cases()


class _Days(_Page):
    """Days that cases are kept, closed ones and those that nobody finishes, by matter, and what they make due
    today."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        library = window.desk.library
        matters = library.matters.values() if library else ()
        self._matters = [*((each.id, each.title) for each in matters), (ANY_MATTER, self.tr("其他事项"))]
        self._filling = False
        self._never = self.tr("不自动删除")
        self.table = QTableWidget(len(self._matters), 3)
        self.table.setAccessibleName(self.tr("各事项保存天数"))
        self.table.setHorizontalHeaderLabels(
            [self.tr("事项"), self.tr("结案后保存天数"), self.tr("未办结保存天数")]
        )
        self.table.verticalHeader().hide()
        self.table.setTabKeyNavigation(False)
        self.table.setShowGrid(False)
        self.table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        for column in (_CLOSED, _UNFINISHED):
            self.table.horizontalHeader().setSectionResizeMode(
                column, QHeaderView.ResizeMode.ResizeToContents
            )
        self.table.itemChanged.connect(self._typed)
        self.due = label("", "heading", wrap=True)
        self.list.setAccessibleName(self.tr("今天到期的业务"))
        self.delete = button(self.tr("删除到期的…(&D)"), self._ask)
        words = self.tr(
            "结案（已受理、已撤回）的从结案算起，没办结的从最后一步操作算起，F2 修改天数。每天自动删除一次到期的。"
        )
        self.column.addWidget(label(words, "dim", wrap=True))
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.due)
        self.column.addWidget(self.list, 1)
        self.column.addWidget(self.remark)
        self.column.addWidget(self.note)
        row = QHBoxLayout()
        row.addWidget(self.delete)
        row.addStretch(1)
        self.column.addLayout(row)
        self.refresh()

    def refresh(self) -> None:
        self._read(lambda: (self._store.retention(), self._store.unfinished(), self._store.due()), self._show)

    def _show(self, found: tuple[dict[str, int], dict[str, int | None], tuple[CaseHeader, ...]]) -> None:
        closed, unfinished, due = found
        self._filling = True
        for at, (matter, title) in enumerate(self._matters):
            name = QTableWidgetItem(title)
            name.setFlags(name.flags() & ~Qt.ItemFlag.ItemIsEditable)
            self.table.setItem(at, 0, name)
            self.table.setItem(at, _CLOSED, QTableWidgetItem(self._days(closed, matter)))
            self.table.setItem(at, _UNFINISHED, QTableWidgetItem(self._days(unfinished, matter)))
        self.table.resizeRowsToContents()
        self._filling = False
        self._show_cases(due)
        self.due.setText(self.tr("今天到期 {count} 件").format(count=len(due)))
        self.delete.setEnabled(bool(due))

    def _days(self, terms: Mapping[str, int | None], matter: str) -> str:
        """What holds for this matter, said of it or of every other."""
        days = terms.get(matter, terms.get(ANY_MATTER))
        return self._never if days is None else str(days)

    def _typed(self, item: QTableWidgetItem) -> None:
        if self._filling or item.column() not in (_CLOSED, _UNFINISHED):
            return
        text, matter = item.text().strip().replace(self._never, ""), self._matters[item.row()][0]
        if text and not (text.isdecimal() and int(text) <= _MOST_DAYS):
            self.note.setText(self.tr("“{text}”不是天数，没有采用。").format(text=text))
            self.refresh()
            return
        days, actor = int(text) if text else None, self._window.desk.actor
        store, unfinished = self._store, item.column() == _UNFINISHED
        change = store.set_unfinished if unfinished else store.set_retention
        self.note.setText("")
        self._write(lambda: change(matter, days, actor), lambda _: self.refresh(), self._not_set)

    def _not_set(self, error: BaseException) -> None:
        self._say_why(error)
        self.refresh()

    def _ask(self) -> None:
        words = self.tr("删除这 {count} 件？材料和记录都不能找回，需要归档的请先导出。")
        count = self.lines.rowCount()
        self.remark.say(words.format(count=count), (self.tr("删除"), lambda: self._forget(sure=False)))

    def _forget(self, sure: bool) -> None:
        actor = self._window.desk.actor

        def gone(forgotten: Forgotten) -> None:
            self._deleted(forgotten)
            self.refresh()

        self._write(lambda: self._store.forget_due(actor, sure=sure), gone, self._doubt)

    def _doubt(self, error: BaseException) -> None:
        """The store doubts the clock; a person may be sure of it."""
        if not isinstance(error, RefusedError):
            self._say_why(error)
            return
        answer = (self.tr("日期没错，删除"), lambda: self._forget(sure=True))
        self.remark.say(self.tr("很久没有删除过到期的业务了。请先核对电脑的日期。"), answer)


class _Holds(_Page):
    """A case under a hold is not deleted, whatever rule says so."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self.number = QLineEdit()
        self.number.setAccessibleName(self.tr("收件号"))
        self.number.setPlaceholderText(self.tr("收件号，例如 20261122-0031"))
        self.reason = QLineEdit()
        self.reason.setAccessibleName(self.tr("停止删除的原因"))
        self.reason.setPlaceholderText(self.tr("停止删除的原因，例如 行政复议"))
        self.reason.returnPressed.connect(self.set_hold)
        self.number.returnPressed.connect(self.reason.setFocus)
        self.list.setAccessibleName(self.tr("停止删除的业务"))
        row = QHBoxLayout()
        row.addWidget(self.number, 1)
        row.addWidget(self.reason, 2)
        row.addWidget(button(self.tr("停止删除(&S)"), self.set_hold))
        self.lift = button(self.tr("解除所选的(&L)"), self.lift_hold)
        self.column.addLayout(row)
        self.column.addWidget(self.list, 1)
        self.column.addWidget(self.note)
        foot = QHBoxLayout()
        foot.addWidget(self.lift)
        foot.addStretch(1)
        self.column.addLayout(foot)
        self.refresh()

    def refresh(self) -> None:
        self._read(lambda: self._store.search(Query(held=True, limit=_MOST_HELD)), self._show)

    def _show(self, found: list[CaseHeader]) -> None:
        self._show_cases(found)
        self.lift.setEnabled(bool(found))

    def set_hold(self) -> None:
        number, reason = self.number.text().strip(), self.reason.text().strip()
        if not number or not reason:
            self.note.setText(self.tr("请写收件号和原因。"))
            return
        store, actor = self._store, self._window.desk.actor

        def held() -> bool:
            found = [each for each in store.search(Query(number=number)) if each.number == number]
            for each in found:
                store.hold(each.id, actor, reason)
            return bool(found)

        self._write(held, self._was_set)

    def _was_set(self, found: bool) -> None:
        if not found:
            self.note.setText(self.tr("没有这个收件号。"))
            return
        self.note.setText("")
        self.number.clear()
        self.reason.clear()
        self.refresh()

    def lift_hold(self) -> None:
        chosen, actor = self._chosen(), self._window.desk.actor
        if chosen:
            self._write(lambda: self._store.hold(chosen, actor, None), lambda _: self.refresh())


class _Person(_Page):
    """The data of one person, on that person's request."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._asked = ""
        self.number = QLineEdit()
        self.number.setAccessibleName(self.tr("证件号码"))
        self.number.setPlaceholderText(self.tr("要求删除的人的完整证件号码"))
        self.number.returnPressed.connect(self.look)
        self.number.textEdited.connect(self._forget_answer)
        self.list.setAccessibleName(self.tr("有这个人的业务"))
        self.delete = button(self.tr("删除…(&D)"), self._ask)
        self.delete.setEnabled(False)
        row = QHBoxLayout()
        row.addWidget(self.number, 1)
        row.addWidget(button(self.tr("查看会删除什么(&V)"), self.look))
        words = self.tr("一份材料不能拆开，有这个人的业务整件删除；一天之内还在办理的和停止删除的留着。")
        self.column.addWidget(label(words, "dim", wrap=True))
        self.column.addLayout(row)
        self.column.addWidget(self.list, 1)
        self.column.addWidget(self.remark)
        self.column.addWidget(self.note)
        foot = QHBoxLayout()
        foot.addWidget(self.delete)
        foot.addStretch(1)
        self.column.addLayout(foot)

    def _forget_answer(self) -> None:
        """What was found is of another number."""
        self.delete.setEnabled(False)
        self.remark.hide()
        self.lines.show([])

    def look(self) -> None:
        asked = self.number.text().strip()
        if asked:
            self._read(lambda: self._store.about_person(asked), lambda found: self._show(asked, found))

    def _show(self, asked: str, found: Forgotten) -> None:
        self._asked = asked
        remarks = {header.id: self.tr("留着：{reason}").format(reason=why) for header, why in found.kept}
        going = {header.id: self.tr("会删除") for header in found.deleted}
        self._show_cases((*found.deleted, *(header for header, _ in found.kept)), remarks | going)
        words = self.tr("会删除 {gone} 件，留着 {kept} 件。")
        self.note.setText(words.format(gone=len(found.deleted), kept=len(found.kept)))
        self.delete.setEnabled(bool(found.deleted))

    def _ask(self) -> None:
        words = self.tr("删除标为“会删除”的业务？不能找回。")
        self.remark.say(words, (self.tr("删除"), self._delete))

    def _delete(self) -> None:
        asked, actor = self._asked, self._window.desk.actor

        def gone(forgotten: Forgotten) -> None:
            self.number.clear()
            self._forget_answer()
            self._deleted(forgotten)

        self._write(lambda: self._store.forget_person(asked, actor), gone)
