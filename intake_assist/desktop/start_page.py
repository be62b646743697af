"""The page before a case: choose a matter, or go on with a case that is open."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from intake_assist.desktop.cases_pane import CasesPane
from intake_assist.desktop.measures import unit
from intake_assist.desktop.parts import KeyList, Notice, Search, button, label
from intake_assist.desktop.two_lines import Lines, TwoLines, list_of_lines

if TYPE_CHECKING:
    from intake_assist.checklist.models import MatterSpec
    from intake_assist.store import CaseHeader


@lru_cache(maxsize=1024)
def initials(text: str) -> str:
    """The first letters of the readings of a Chinese text, latin letters and digits as they are."""
    from pypinyin import Style, lazy_pinyin

    letters = lazy_pinyin(text, style=Style.FIRST_LETTER, errors="default")
    return "".join(letters).casefold()


def matches(matter: MatterSpec, typed: str) -> bool:
    """Whether what was typed is part of the title, its initials, or the matter's id."""
    wanted = "".join(unicodedata.normalize("NFKC", typed).casefold().split())
    return any(wanted in text for text in (matter.title.casefold(), initials(matter.title), matter.id))


def ordered(matters: Iterable[MatterSpec], recent: Sequence[str]) -> list[MatterSpec]:
    """The recent ones first, the rest by the initials of their titles."""
    rank = {name: at for at, name in enumerate(recent)}
    return sorted(matters, key=lambda matter: (rank.get(matter.id, len(rank)), initials(matter.title)))


class StartPage(QWidget):
    """`matter_chosen` carries a matter's id, `case_chosen` a case's. `remark` is about the workplace as a whole."""

    matter_chosen = Signal(str)
    case_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._matters: list[MatterSpec] = []
        step = unit(self.fontMetrics())
        self.remark = Notice()
        self.search = Search()
        self.search.setPlaceholderText(self.tr("输入事项名称或拼音首字母，例如 qysb"))
        self.search.setAccessibleName(self.tr("查找事项"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.matters, self._matter_lines = self._list()
        self.search.moved.connect(self._move)
        self.search.returnPressed.connect(self._choose_matter)
        self.kept = CasesPane()
        self.kept.case_chosen.connect(self.case_chosen)
        self.cases, self._case_lines = self.kept.list, self.kept.lines
        self.pending = label("", "dim", wrap=True)
        self._state = label(self.tr("正在准备……"), "dim", wrap=True)
        self._begin = button(self.tr("开始收件(&B)"), self._choose_matter, primary=True)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(14 * step, 10 * step, 14 * step, 10 * step)
        rows.setSpacing(5 * step)
        rows.addWidget(self.remark)
        columns = QHBoxLayout()
        columns.setSpacing(10 * step)
        columns.addLayout(self._left(), 1)
        columns.addWidget(self.kept, 1)
        rows.addLayout(columns, 1)
        self._enable()

    def _left(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2 * unit(self.fontMetrics()))
        column.addWidget(label(self.tr("新收一件"), "huge"))
        column.addWidget(label(self.tr("选事项，然后把材料拖进窗口、粘贴或扫描。"), "dim", wrap=True))
        column.addWidget(self.search)
        column.addWidget(self.matters, 1)
        foot = QHBoxLayout()
        foot.addWidget(self._begin)
        foot.addWidget(self._state, 1)
        foot.addWidget(self.pending)
        foot.addStretch(1)
        column.addLayout(foot)
        return column

    def _list(self) -> tuple[KeyList, Lines]:
        view, model = list_of_lines(self.tr("事项"))
        view.setMouseTracking(True)
        view.entered.connect(self._choose_matter)
        view.doubleClicked.connect(lambda _: self._choose_matter())
        view.selectionModel().currentChanged.connect(self._enable)
        return view, model

    def show_matters(self, matters: Iterable[MatterSpec], recent: Sequence[str]) -> None:
        self._matters = ordered(matters, recent)
        titles: Mapping[str, str] = {matter.id: matter.title for matter in self._matters}
        self.kept.know(titles)
        self._state.setText("")
        self._filter(self.search.text())

    def show_cases(self, headers: Iterable[CaseHeader]) -> None:
        self.kept.show_cases(headers)

    def allow(self, work: bool, why: str) -> None:
        """Whoever may not work on cases sees none; `why` says so."""
        for widget in (self.search, self.matters, self.kept):
            widget.setEnabled(work)
        if not work:
            self.kept.show_cases(())
            self.matters.setCurrentIndex(QModelIndex())
        self._state.setText(why)
        self._enable()

    def say(self, text: str) -> None:
        self._state.setText(text)

    def stop(self, why: str) -> None:
        """Nothing can be done here: the store or the checklists cannot be used."""
        self.allow(False, "")
        self.remark.say(why, closable=False)

    def show_pending(self, count: int) -> None:
        """Files that came before there was a case wait for it."""
        words = self.tr("{count} 个文件已收下，选好事项就放进去。").format(count=count)
        self.pending.setText(words if count else "")

    def _filter(self, typed: str) -> None:
        found = [matter for matter in self._matters if matches(matter, typed)]
        lines = [
            (each.id, TwoLines(each.title, self.tr("清单版本 {version}").format(version=each.version), ""))
            for each in found
        ]
        self._matter_lines.show(lines)
        if lines:
            self.matters.setCurrentIndex(self._matter_lines.index(0))
        elif self._matters:
            self._state.setText(self.tr("没有这样的事项。"))
        if lines:
            self._state.setText("")
        self._enable()

    def _move(self, by: int) -> None:
        row = min(max(0, self.matters.currentIndex().row() + by), len(self._matter_lines.lines) - 1)
        self.matters.setCurrentIndex(self._matter_lines.index(max(0, row)))

    def _choose_matter(self) -> None:
        row = self.matters.currentIndex().row()
        if 0 <= row < len(self._matter_lines.lines):
            self.matter_chosen.emit(self._matter_lines.lines[row][0])

    def _enable(self) -> None:
        self._begin.setEnabled(self.matters.currentIndex().isValid() and self.matters.isEnabled())
