"""The applicant is back: what of the last notice is done, what is still open, and what is new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout
from shiboken6 import isValid

from intake_assist.casework.returning import Now, Returned, returned
from intake_assist.desktop import issuing, signs
from intake_assist.desktop.measures import open_at, unit
from intake_assist.desktop.parts import Choice, KeyList, button, label
from intake_assist.desktop.two_lines import PlainLines
from intake_assist.desktop.words import Look
from intake_assist.notice.told import told

if TYPE_CHECKING:
    from intake_assist.casework.returning import Standing
    from intake_assist.desktop.session import CaseSession
    from intake_assist.desktop.window import MainWindow
    from intake_assist.store import KeptNotice

_SIGN, _RATIO = 20, 2.0
Line = tuple[Look, str, str]
"""The sign with its word, what it is about, and the finding that shows it (empty: none)."""


class ReturningWindow(QDialog):
    """Beside the work, and follows it: what is read or decided while it is open shows at once. `finding_chosen`
    carries the key of a finding to go to."""

    finding_chosen = Signal(str)

    def __init__(self, window: MainWindow, session: CaseSession) -> None:
        super().__init__(window)
        self._window, self._session = window, session
        self._given: list[issuing.Given] = []
        self.setWindowTitle(self.tr("再次来：{number}").format(number=session.header.number))
        self.chooser = Choice(self.tr("对照哪一份告知书"))
        self.chooser.currentIndexChanged.connect(self.refresh)
        self.count = label("", "heading", wrap=True)
        self.list = KeyList()
        self.list.setObjectName("tile")
        self.list.setAccessibleName(self.tr("告知书各项现在怎样"))
        self.list.setWordWrap(True)
        self.lines = _Lines(self.list)
        self.list.setModel(self.lines)
        self.list.entered.connect(self._go)
        self.list.doubleClicked.connect(lambda _: self._go())
        column = QVBoxLayout(self)
        column.setSpacing(2 * unit(self.fontMetrics()))
        column.addWidget(self.chooser)
        column.addWidget(self.count)
        column.addWidget(self.list, 1)
        row = QHBoxLayout()
        row.addWidget(button(self.tr("到这个问题(&G)"), self._go))
        row.addStretch(1)
        row.addWidget(button(self.tr("关闭"), self.close))
        column.addLayout(row)
        open_at(self, 34, 26)
        session.changed.connect(self.refresh)
        self.refresh()
        self._load()

    def _load(self) -> None:
        desk = self._window.desk
        if desk.queue is not None:
            desk.background.when(desk.queue.notices(self._session.header.id), self._loaded, self._failed)

    def _loaded(self, kept: Iterable[KeptNotice]) -> None:
        if not isValid(self):
            return
        self._given = [issuing.given(each) for each in kept][::-1]
        self.chooser.clear()
        for each in self._given:
            words = self.tr("{number}，{day} 告知")
            day = each.notice.occasion.given_on
            self.chooser.addItem(words.format(number=each.kept.number, day=day), each.kept.number)
        self.refresh()

    def _failed(self, error: BaseException) -> None:
        if isValid(self):
            self.count.setText(getattr(error, "message", "") or self.tr("告知书打不开，请联系维护人员。"))

    def refresh(self) -> None:
        at = self.chooser.currentIndex()
        if not 0 <= at < len(self._given):
            self.count.setText(self.tr("这件业务还没有出具过告知书。"))
            self.lines.show([])
            return
        session, notice = self._session, self._given[at].notice
        found = returned(told(notice, session.matter, session.library.kinds), session.outcome)
        self.count.setText(self._counted(found))
        before = self.list.currentIndex().row()
        self.lines.show(list(self._described(found)))
        self.list.setCurrentIndex(self.lines.index(max(0, min(before, self.lines.rowCount() - 1))))

    def _counted(self, found: Returned) -> str:
        by = [standing.now for standing in found.standings]
        words = self.tr("告知 {all} 项：已补正 {done}，仍未补正 {open}，不能判断 {unclear}；新发现 {new} 项")
        return words.format(
            all=len(by),
            done=by.count(Now.DONE),
            open=by.count(Now.OPEN),
            unclear=by.count(Now.CANNOT_TELL),
            new=len(found.new),
        )

    def _described(self, found: Returned) -> Iterator[Line]:
        for standing in found.standings:
            key = standing.items[0].key if standing.items else ""
            yield self._look(standing.now), self._about(standing), key
        for item in found.new:
            look = Look("bang", self.tr("新发现"), "blue")
            words = self._joined(item.finding.material or "", item.finding.message)
            yield look, words, item.key

    def _look(self, now: Now) -> Look:
        return {
            Now.DONE: Look("check", self.tr("已补正"), "green"),
            Now.OPEN: Look("cross", self.tr("仍未补正"), "red"),
            Now.CANNOT_TELL: Look("question", self.tr("不能判断"), "amber"),
        }[now]

    def _about(self, standing: Standing) -> str:
        words = standing.told.words or (self.tr("未提交") if standing.told.absent else "")
        return self._joined(standing.told.material, words)

    def _joined(self, material: str, words: str) -> str:
        """Messages often begin with the material's title already."""
        title = self._title(material)
        if not words:
            return title
        return (
            words
            if words.startswith(title)
            else self.tr("{material}：{words}").format(material=title, words=words)
        )

    def _title(self, material: str) -> str:
        spec = self._session.matter.material(material) if material else None
        return spec.title if spec else self.tr("申请材料整体")

    def _go(self) -> None:
        row = self.list.currentIndex().row()
        if 0 <= row < len(self.lines.lines) and self.lines.lines[row][2]:
            self.finding_chosen.emit(self.lines.lines[row][2])


class _Lines(PlainLines):
    """Sign, word and words: never the colour alone."""

    lines: list[Line]

    def told(self, line: Line, role: int) -> object:
        look, words, _ = line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{look.word}　{words}"
        return signs.icon(look, _SIGN, _RATIO) if role == Qt.ItemDataRole.DecorationRole else None
