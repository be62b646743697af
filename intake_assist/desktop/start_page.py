"""The page before a case: choose a matter, or go on with a case that is open."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt, Signal, SignalInstance
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from intake_assist.desktop.measures import unit
from intake_assist.desktop.parts import KeyList, button, label
from intake_assist.desktop.two_lines import TwoLines, TwoLinesDelegate

if TYPE_CHECKING:
    from intake_assist.checklist.models import MatterSpec
    from intake_assist.store import CaseHeader

Index = QModelIndex | QPersistentModelIndex


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


class _Lines(QAbstractListModel):
    """Pairs of a key and what its line says."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.lines: list[tuple[str, TwoLines]] = []

    def show(self, lines: list[tuple[str, TwoLines]]) -> None:
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not 0 <= index.row() < len(self.lines):
            return None
        line = self.lines[index.row()][1]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{line.first}，{line.second}，{line.right}"
        return line if role == Qt.ItemDataRole.UserRole else None


class StartPage(QWidget):
    """`matter_chosen` carries a matter's id, `case_chosen` a case's."""

    matter_chosen = Signal(str)
    case_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._matters: list[MatterSpec] = []
        self._titles: Mapping[str, str] = {}
        step = unit(self.fontMetrics())
        self.search = _Search()
        self.search.setPlaceholderText(self.tr("输入事项名称或拼音首字母，例如 qysb"))
        self.search.setAccessibleName(self.tr("查找事项"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._filter)
        self.matters, self._matter_lines = self._list(self.tr("事项"), self._choose_matter)
        self.search.moved.connect(self._move)
        self.search.returnPressed.connect(self._choose_matter)
        self.cases, self._case_lines = self._list(self.tr("办过的业务"), self._choose_case)
        self.pending = label("", "dim", wrap=True)
        self._state = label(self.tr("正在准备……"), "dim", wrap=True)
        self._begin = button(self.tr("开始收件(&B)"), self._choose_matter, primary=True)
        self._go_on = button(self.tr("继续办理(&G)"), self._choose_case)
        columns = QHBoxLayout(self)
        columns.setContentsMargins(14 * step, 10 * step, 14 * step, 10 * step)
        columns.setSpacing(10 * step)
        columns.addLayout(
            self._column(
                self.tr("新收一件"),
                self.tr("选事项，然后把材料拖进窗口、粘贴或扫描。"),
                self.search,
                self.matters,
                self._begin,
            ),
            3,
        )
        columns.addLayout(
            self._column(
                self.tr("办过的业务"),
                self.tr("最近的在前，只列收件号和事项。"),
                None,
                self.cases,
                self._go_on,
            ),
            2,
        )
        self._enable()

    def _column(
        self, title: str, hint: str, search: QWidget | None, view: QWidget, go: QWidget
    ) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(2 * unit(self.fontMetrics()))
        column.addWidget(label(title, "huge"))
        column.addWidget(label(hint, "dim", wrap=True))
        if search:
            column.addWidget(search)
        column.addWidget(view, 1)
        foot = QHBoxLayout()
        foot.addWidget(go)
        if search:
            foot.addWidget(self._state, 1)
            foot.addWidget(self.pending)
        foot.addStretch(1)
        column.addLayout(foot)
        return column

    def _list(self, name: str, chosen: object) -> tuple[KeyList, _Lines]:
        view = KeyList()
        view.setObjectName("tile")
        model = _Lines(view)
        view.setModel(model)
        view.setItemDelegate(TwoLinesDelegate(view))
        view.setAccessibleName(name)
        view.setMouseTracking(True)
        view.entered.connect(chosen)
        view.doubleClicked.connect(lambda _: chosen())  # type: ignore[operator]
        view.selectionModel().currentChanged.connect(self._enable)
        return view, model

    def show_matters(self, matters: Iterable[MatterSpec], recent: Sequence[str]) -> None:
        self._matters = ordered(matters, recent)
        self._titles = {matter.id: matter.title for matter in self._matters}
        self._state.setText("")
        self._filter(self.search.text())

    def show_cases(self, headers: Iterable[CaseHeader]) -> None:
        self._case_lines.show([(each.id, self._case_line(each)) for each in headers])
        if self._case_lines.lines:
            self.cases.setCurrentIndex(self._case_lines.index(0))
        self._enable()

    def say(self, text: str) -> None:
        self._state.setText(text)

    def show_pending(self, count: int) -> None:
        """Files that came before there was a case wait for it."""
        words = self.tr("{count} 个文件已收下，选好事项就放进去。").format(count=count)
        self.pending.setText(words if count else "")

    def _case_line(self, header: CaseHeader) -> TwoLines:
        words = {
            "open": self.tr("办理中"),
            "notified": self.tr("已告知"),
            "accepted": self.tr("已受理"),
            "withdrawn": self.tr("已撤回"),
        }
        when = header.changed_at.astimezone()
        matter = self._titles.get(header.matter, header.matter)
        return TwoLines(header.number, matter, f"{_day(when)}  {words[header.status.value]}")

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
        self._tell(self.matters, self._matter_lines, self.matter_chosen)

    def _choose_case(self) -> None:
        self._tell(self.cases, self._case_lines, self.case_chosen)

    def _tell(self, view: KeyList, model: _Lines, signal: SignalInstance) -> None:
        row = view.currentIndex().row()
        if 0 <= row < len(model.lines):
            signal.emit(model.lines[row][0])

    def _enable(self) -> None:
        self._begin.setEnabled(self.matters.currentIndex().isValid())
        self._go_on.setEnabled(self.cases.currentIndex().isValid())


class _Search(QLineEdit):
    """Up and down move in the list below while one types."""

    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if by:
            self.moved.emit(by)
        else:
            super().keyPressEvent(event)


def _day(when: datetime) -> str:
    today = datetime.now(when.tzinfo).date()
    return when.strftime("%H:%M" if when.date() == today else "%Y-%m-%d")
