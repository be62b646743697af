"""The upper right pane: the findings in order of weight, and the one that is looked at with its decision."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QMenu,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from intake_assist.casework import BY_CLERK, Item
from intake_assist.desktop.delegates import FindingDelegate
from intake_assist.desktop.measures import unit
from intake_assist.desktop.models import FindingsModel
from intake_assist.desktop.parts import Elided, KeyList, bar, button, label, tool
from intake_assist.desktop.presenting import decided, evidence_place, next_open, open_count
from intake_assist.desktop.shortcuts import Actions
from intake_assist.desktop.words import dismissals
from intake_assist.model import Case
from intake_assist.values.mask import masked


class FindingsPane(QWidget):
    """`chosen` carries the key of the finding that is looked at; `decided` key, verdict (None: taken back) and
    reason; `place_chosen` the number of one of its places; `suggested` the key of a finding whose suggestion is
    taken; `added` the words of a finding of the clerk's own."""

    chosen = Signal(str)
    decided = Signal(str, object, str)
    place_chosen = Signal(str, int)
    suggested = Signal(str)
    added = Signal(str)

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._actions = actions
        self._quiet = False
        self._whole = False
        self._shown_key = ""
        self._case: Case | None = None
        self.model = FindingsModel(self)
        self.list = self._list()
        self._count = Elided("dim")
        self._card = _Card(actions)
        self._card.place_chosen.connect(lambda at: self.place_chosen.emit(self.current_key() or "", at))
        self._card.suggestion.clicked.connect(lambda: self.suggested.emit(self.current_key() or ""))
        self._typed = _Typed()
        self._typed.typed.connect(self._on_typed)
        self._typed.left.connect(self.list.setFocus)
        self._typing = ""
        self._left: int | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(
            bar(
                "toolstrip",
                label(self.tr("问题"), "heading"),
                self._count,
                None,
                tool(actions["add_finding"]),
            )
        )
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.list)
        split.addWidget(self._card)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setChildrenCollapsible(False)
        line = self.fontMetrics().height()
        split.setSizes([line * 16, line * 7])
        self._card.setMinimumHeight(line * 4)
        self.list.setMinimumHeight(line * 5)
        column.addWidget(split, 1)
        column.addWidget(self._typed)
        column.addWidget(self._buttons())

    def _list(self) -> KeyList:
        view = KeyList()
        view.setModel(self.model)
        view.setItemDelegate(FindingDelegate(view))
        view.setResizeMode(QListView.ResizeMode.Adjust)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        view.setMouseTracking(True)
        view.setAccessibleName(self.tr("问题列表，按回车确认并到下一个"))
        view.selectionModel().currentChanged.connect(self._on_current)
        view.entered.connect(self._on_enter)
        return view

    def _buttons(self) -> QWidget:
        names = ("confirm", "dismiss", "fixed", "pending", "reopen")
        words = (self.tr("确认"), self.tr("排除"), self.tr("已更正"), self.tr("待核对"), self.tr("收回"))
        made = [tool(self._actions[name], word) for name, word in zip(names, words, strict=True)]
        for each in made:
            each.setProperty("flat", False)
        return bar("footer", *made, None)

    # -- showing ----------------------------------------------------------------------------------------

    def show_items(self, items: Sequence[Item], case: Case, left: int | None = 0) -> None:
        """`left` sheets are still to be read, and more may be found; None: nothing is known yet."""
        key = self.current_key()
        row = self.list.currentIndex().row()
        self._case, self._left = case, left
        titles = {material.id: material.title for material in case.materials}
        self._quiet = True
        if self.model.show(items, titles) and key:
            at = self.model.row_of(key)
            self._go(at if at >= 0 else min(row, len(items) - 1))
        self._quiet = False
        self._say_count()
        self._show_card()

    def set_whole(self, whole: bool) -> None:
        self._whole = whole
        self._show_card()

    def current_key(self) -> str | None:
        item = self.current()
        return item.key if item else None

    def current(self) -> Item | None:
        row = self.list.currentIndex().row()
        return self.model.items[row] if 0 <= row < len(self.model.items) else None

    def choose(self, key: str) -> None:
        row = self.model.row_of(key)
        if row >= 0:
            self._go(row)

    def step(self, by: int) -> bool:
        """To the next (1) or previous (-1) open finding; False when there is none."""
        at = self.current()
        # A line that only got the focus has not been shown to anybody yet.
        unseen = at is not None and at.open and at.key != self._shown_key
        found = at if unseen else next_open(self.model.items, self.current_key(), by)
        if found and found.key == self.current_key():
            self._show_key(found.key)
        if found:
            self.choose(found.key)
            self.list.setFocus()
        return found is not None

    def _go(self, row: int) -> None:
        index = self.model.index(max(0, row))
        self.list.setCurrentIndex(index)
        self.list.scrollTo(index)

    def _say_count(self) -> None:
        left, total = open_count(self.model.items), len(self.model.items)
        if self._left is None:
            self._count.setText("")
        elif self._left:
            words = self.tr("{total} 个，还有 {left} 页没有读完")
            self._count.setText(words.format(total=total, left=self._left))
        elif not total:
            self._count.setText(self.tr("没有"))
        elif left:
            self._count.setText(self.tr("{left} 个待处理，共 {total} 个").format(left=left, total=total))
        else:
            self._count.setText(self.tr("都处理过了，共 {total} 个").format(total=total))

    def _on_current(self, index: QModelIndex) -> None:
        self._show_card()
        self._typed.hide()
        if not self._quiet and index.isValid():
            self._show_key(self.current_key() or "")

    def _show_key(self, key: str) -> None:
        self._shown_key = key
        self.chosen.emit(key)

    def _show_card(self) -> None:
        item = self.current()
        self._card.show_item(item, self._case, self._whole)
        if item is None:
            self._card.say(self._nothing_chosen())
        for name in ("confirm", "dismiss", "fixed", "pending"):
            self._actions[name].setEnabled(item is not None)
        self._actions["reopen"].setEnabled(item is not None and item.decision is not None)

    def _nothing_chosen(self) -> str:
        if self._left is None:
            return ""
        if self._left and not self.model.items:
            return self.tr("正在识别。缺件和材料之间是否一致，全部读完才能核对。")
        if not self.model.items:
            return self.tr("没有发现问题。")
        key = self._actions["next_problem"].shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        return self.tr("没有选中问题。按 {key} 到下一个。").format(key=key)

    # -- deciding ---------------------------------------------------------------------------------------

    def decide(self, verdict: str | None, reason: str = "") -> None:
        """Decide the current finding and go to the next open one."""
        item = self.current()
        if item is None:
            return
        if item.key != self._shown_key:
            self._show_key(item.key)  # nothing is decided that was not looked at
            return
        self.decided.emit(item.key, verdict, reason)
        if verdict is not None:
            self.step(1)

    def _on_enter(self) -> None:
        """Confirm; where no finding is chosen yet, go to the first open one."""
        if self.current() is None:
            self._actions["next_problem"].trigger()
        else:
            self._actions["confirm"].trigger()

    def ask_reason(self) -> None:
        """The short list of reasons; the last line lets the clerk type another."""
        item = self.current()
        if item is None:
            return
        menu = QMenu(self)
        menu.setAccessibleName(self.tr("排除的理由"))
        for number, reason in enumerate(dismissals(), start=1):
            menu.addAction(f"&{number}  {reason}", partial(self.decide, "dismissed", reason))
        menu.addSeparator()
        menu.addAction(self.tr("&0  其他理由…"), self._type_reason)
        menu.setActiveAction(menu.actions()[0])
        menu.popup(self.list.viewport().mapToGlobal(self._below_current()))

    def _below_current(self) -> QPoint:
        rect = self.list.visualRect(self.list.currentIndex())
        return QPoint(max(0, rect.left()), max(0, min(rect.bottom(), self.list.viewport().height())))

    def _type_reason(self) -> None:
        self._typing = "reason"
        self._typed.ask(self.tr("为什么排除（回车确定，Esc 取消）"))

    def type_finding(self) -> None:
        self._typing = "finding"
        self._typed.ask(self.tr("要补记的问题（回车记下，Esc 取消）"))

    def _on_typed(self, text: str) -> None:
        if self._typing == "reason":
            self.decide("dismissed", text)
        else:
            self.added.emit(text)


class _Typed(QLineEdit):
    """A line to type into that comes when it is needed and goes again."""

    typed = Signal(str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setMaxLength(200)
        self.returnPressed.connect(self._done)
        self.hide()

    def ask(self, what: str) -> None:
        self.setPlaceholderText(what)
        self.setAccessibleName(what)
        self.clear()
        self.show()
        self.setFocus()

    def keyPressEvent(self, event: object) -> None:
        if event.key() == Qt.Key.Key_Escape:  # type: ignore[attr-defined]
            self.hide()
            self.left.emit()
        else:
            super().keyPressEvent(event)  # type: ignore[arg-type]

    def _done(self) -> None:
        text = self.text().strip()
        if text:
            self.hide()
            self.left.emit()
            self.typed.emit(text)


class _Card(QScrollArea):
    """One finding in full: its words, ground, suggestion and places."""

    place_chosen = Signal(int)

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self._actions = actions
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inner = QWidget()
        inner.setObjectName("card")
        inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWidget(inner)
        column = QVBoxLayout(inner)
        step = unit(self.fontMetrics())
        column.setContentsMargins(3 * step, 2 * step, 3 * step, 2 * step)
        column.setSpacing(step)
        self._message = label("", "heading", wrap=True)
        self._decision = label("", "dim", wrap=True)
        self._basis = label("", "dim", wrap=True)
        self.suggestion = button("")
        self._places = QHBoxLayout()
        column.addWidget(self._message)
        column.addWidget(self._decision)
        column.addWidget(self.suggestion, 0, Qt.AlignmentFlag.AlignLeft)
        column.addLayout(self._places)
        column.addWidget(self._basis)
        column.addStretch(1)

    def say(self, words: str) -> None:
        self._message.setText(words)

    def show_item(self, item: Item | None, case: Case | None, whole: bool) -> None:
        self._clear_places()
        if item is None or case is None:
            for widget in (self._decision, self._basis, self.suggestion):
                widget.hide()
            return
        finding = item.finding
        self._message.setText(finding.message if whole else masked(finding.message))
        self._say(self._decision, decided(item))
        own = finding.rule == BY_CLERK
        self._say(self._basis, self.tr("依据：{basis}").format(basis=finding.basis) if finding.basis else "")
        if own:
            self._say(self._basis, self.tr("窗口人员补记"))
        self.suggestion.setVisible(bool(finding.suggestion and finding.field))
        self.suggestion.setText(
            self.tr("采用建议：{value}").format(
                value=finding.suggestion if whole else masked(finding.suggestion or "")
            )
        )
        self._show_places(item, case)

    def _show_places(self, item: Item, case: Case) -> None:
        for at, evidence in enumerate(item.finding.evidence[:4]):
            words = evidence_place(evidence, case)
            if words:
                place = button(words, partial(self.place_chosen.emit, at))
                place.setProperty("flat", True)
                self._places.addWidget(place)
        self._places.addStretch(1)

    def _clear_places(self) -> None:
        while (taken := self._places.takeAt(0)) is not None:
            if widget := taken.widget():
                widget.hide()
                widget.deleteLater()

    def _say(self, target: QWidget, text: str) -> None:
        target.setVisible(bool(text))
        target.setText(text)  # type: ignore[attr-defined]
