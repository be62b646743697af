"""The entries of a paper as a list, and the slots of the chosen one as a form. By keyboard: Return goes from the
list into the form and Escape back, Alt with an arrow moves an item, Delete leaves it out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from intake_assist.desktop.measures import unit
from intake_assist.desktop.paper_slots import Entry, Slot, as_text, from_text
from intake_assist.desktop.parts import Choice, KeyList, button, label
from intake_assist.desktop.two_lines import Lines, TwoLines, list_of_lines
from intake_assist.desktop.words import dismissals

_TYPING_MS = 350
_ROWS = 3
Field = QLineEdit | QPlainTextEdit | QCheckBox


class PaperEditor(QWidget):
    """`typed` carries entry, slot and value while one types, `left` says that a slot was left. `moved` carries an
    entry and a direction, `restored` an entry. `left_out` carries the entry, the verdict and the reason, `added`
    the material and the words of an item."""

    typed = Signal(str, str, object)
    left = Signal()
    moved = Signal(str, int)
    restored = Signal(str)
    left_out = Signal(str, str, str)
    added = Signal(str, str)

    def __init__(self, has_items: bool) -> None:
        super().__init__()
        self._entries: tuple[Entry, ...] = ()
        self._fields: dict[str, Field] = {}
        self._shown = ""
        self._typing = QTimer(self, singleShot=True, interval=_TYPING_MS)
        self._typing.timeout.connect(self._tell)
        self._changed: str | None = None
        self._filling = False
        self.list, self._lines = self._list()
        self._form_host = QScrollArea()
        self._form_host.setWidgetResizable(True)
        self._form_host.setObjectName("tile")
        self._wrong = label("", "red", wrap=True)
        self._wrong.hide()
        self._up = button(self.tr("上移(&U)"), lambda: self._move(-1))
        self._down = button(self.tr("下移(&D)"), lambda: self._move(1))
        self._leave_out = button(self.tr("不写这条…(&X)"), self.ask_reason)
        self._restore = button(self.tr("恢复原文(&R)"), self._restored)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(unit(self.fontMetrics()))
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.list)
        split.addWidget(self._form_host)
        split.setSizes([400, 500])
        split.setChildrenCollapsible(False)
        column.addWidget(split, 1)
        column.addWidget(self._wrong)
        row = QHBoxLayout()
        for each in (*((self._up, self._down, self._leave_out) if has_items else ()), self._restore):
            row.addWidget(each)
        row.addStretch(1)
        column.addLayout(row)
        self.material = Choice(self.tr("补写的这条属于哪份材料"))
        self.more = QLineEdit()
        self.more.setAccessibleName(self.tr("补写一条"))
        self.more.setPlaceholderText(self.tr("补写一条：写明问题，按回车"))
        self.more.returnPressed.connect(self._add)
        if has_items:
            below = QHBoxLayout()
            below.addWidget(self.material, 1)
            below.addWidget(self.more, 2)
            column.addLayout(below)
        self._enable()

    def _list(self) -> tuple[KeyList, Lines]:
        view, model = list_of_lines(self.tr("各项内容，回车修改"))
        view.entered.connect(self.edit)
        view.doubleClicked.connect(lambda _: self.edit())
        view.selectionModel().currentChanged.connect(self._chosen)
        view.installEventFilter(self)
        return view, model

    # -- what is shown ----------------------------------------------------------------------------------

    def know(self, materials: Iterable[tuple[str, str]]) -> None:
        """The materials by id and title that an item can be added to."""
        self.material.clear()
        self.material.addItem(self.tr("申请材料整体"), "")
        for name, title in materials:
            self.material.addItem(title, name)

    def show_entries(self, entries: Sequence[Entry], changed: Iterable[str]) -> None:
        """`changed` are the names of those that differ from what the program wrote."""
        before, mine = self.current(), set(changed)
        self._entries = tuple(entries)
        mark = self.tr("已改")
        lines = [
            (each.name, TwoLines(each.title, each.words, mark if each.name in mine else ""))
            for each in self._entries
        ]
        if lines != self._lines.lines:
            self._lines.show(lines)
        names = [each.name for each in self._entries]
        row = names.index(before) if before in names else 0
        if self.list.currentIndex().row() != row:
            self.list.setCurrentIndex(self._lines.index(row))
        self._show_form()
        self._enable()

    def current(self) -> str:
        row = self.list.currentIndex().row()
        return self._lines.lines[row][0] if 0 <= row < len(self._lines.lines) else ""

    def choose(self, name: str) -> None:
        names = [each.name for each in self._entries]
        if name in names:
            self.list.setCurrentIndex(self._lines.index(names.index(name)))

    def field(self, slot: str) -> Field:
        """The widget of a slot of the chosen entry. Raises KeyError."""
        return self._fields[slot]

    def edit(self) -> None:
        """Into the first field of the chosen entry."""
        first = next(iter(self._fields.values()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.TabFocusReason)
            if isinstance(first, QLineEdit):
                first.selectAll()

    def _entry(self) -> Entry | None:
        return next((each for each in self._entries if each.name == self.current()), None)

    def _chosen(self) -> None:
        self.flush()
        self._show_form()
        self._enable()

    def _show_form(self) -> None:
        """The form of the chosen entry; a field that is being typed into keeps what was typed."""
        entry = self._entry()
        key = f"{entry.name} {[slot.name for slot in entry.slots]}" if entry else ""
        if key != self._shown:
            self._shown = key
            self._build(entry.slots if entry else ())
        for slot in entry.slots if entry else ():
            field = self._fields[slot.name]
            if slot.name != self._changed and field is not self.window().focusWidget():
                self._fill(field, slot)

    def _build(self, slots: Iterable[Slot]) -> None:
        host = QWidget()
        host.setObjectName("card")
        form = QFormLayout(host)
        step = unit(self.fontMetrics())
        form.setContentsMargins(3 * step, 2 * step, 3 * step, 2 * step)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        self._fields = {}
        for slot in slots:
            field = self._field(slot)
            self._fields[slot.name] = field
            if isinstance(field, QCheckBox):
                form.addRow(field)
            else:
                form.addRow(slot.title, field)
        self._form_host.setWidget(host)
        self._wrong.hide()

    def _field(self, slot: Slot) -> Field:
        field: Field
        if slot.input == "tick":
            field = QCheckBox(slot.title)
            field.clicked.connect(partial(self._ticked, slot.name))
        elif slot.input in ("text", "lines"):
            field = QPlainTextEdit()
            field.setTabChangesFocus(True)
            field.setFixedHeight(self.fontMetrics().lineSpacing() * _ROWS + 5 * unit(self.fontMetrics()))
        else:
            field = QLineEdit()
            if slot.input == "date":
                field.setPlaceholderText(self.tr("例如 2026-12-22"))
        field.setAccessibleName(slot.title)
        field.installEventFilter(self)
        self._fill(field, slot)
        if isinstance(field, QLineEdit):
            field.textEdited.connect(partial(self._begin, slot.name))
        elif isinstance(field, QPlainTextEdit):
            field.textChanged.connect(partial(self._begin_text, slot.name))
        return field

    # -- what is typed ----------------------------------------------------------------------------------

    def _begin(self, slot: str, _text: str = "") -> None:
        if self._changed not in (None, slot):
            self._tell()
        self._changed = slot
        self._typing.start()

    def _begin_text(self, slot: str) -> None:
        if not self._filling:
            self._begin(slot)

    def _ticked(self, slot: str, on: bool) -> None:
        self.flush()
        self.typed.emit(self.current(), slot, on)
        self.left.emit()

    def _tell(self) -> None:
        self._typing.stop()
        slot, self._changed = self._changed, None
        name = self._shown.partition(" ")[0]
        entry = next((each for each in self._entries if each.name == name), None)
        found = next((each for each in entry.slots if each.name == slot), None) if entry else None
        if found is None:
            return
        field = self._fields[found.name]
        text = field.toPlainText() if isinstance(field, QPlainTextEdit) else field.text()
        try:
            value = from_text(found.input, text)
        except ValueError:
            words = (
                self.tr("“{text}”不是日期，没有采用。") if found.input == "date" else self.tr("请填数字。")
            )
            self._wrong.setText(words.format(text=text))
            self._wrong.show()
            return
        self._wrong.hide()
        if value != found.value:
            self.typed.emit(name, found.name, value)

    def flush(self) -> None:
        """What is typed counts now."""
        if self._changed is not None:
            self._tell()
        self.left.emit()

    # -- items ------------------------------------------------------------------------------------------

    def _move(self, by: int) -> None:
        self.flush()
        entry = self._entry()
        if entry is not None and entry.findings:
            self.moved.emit(entry.name, by)

    def _restored(self) -> None:
        self._changed = None
        self._typing.stop()
        if self._entry() is not None:
            self.restored.emit(self.current())

    def ask_reason(self) -> None:
        """An item is left out for a reason, which is kept as that of its dismissal, or until it has been looked
        into."""
        entry = self._entry()
        if entry is None or not entry.findings:
            return
        menu = QMenu(self)
        menu.setAccessibleName(self.tr("为什么不写"))
        for number, reason in enumerate(dismissals(), start=1):
            menu.addAction(f"&{number}  {reason}", partial(self._leave, "dismissed", reason))
        menu.addSeparator()
        menu.addAction(self.tr("&0  先不写，留待核对"), partial(self._leave, "pending", ""))
        menu.setActiveAction(menu.actions()[0])
        menu.popup(self._leave_out.mapToGlobal(self._leave_out.rect().bottomLeft()))

    def _leave(self, verdict: str, reason: str) -> None:
        self.left_out.emit(self.current(), verdict, reason)

    def _add(self) -> None:
        words = self.more.text().strip()
        if words:
            self.more.clear()
            self.added.emit(str(self.material.currentData() or ""), words)

    def _enable(self) -> None:
        entry = self._entry()
        is_item = entry is not None and bool(entry.findings)
        for each in (self._up, self._down, self._leave_out):
            each.setEnabled(is_item)
        self._restore.setEnabled(entry is not None)

    # -- keys -------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(watched, event) or super().eventFilter(watched, event)
        if event.type() == QEvent.Type.FocusOut and watched in self._fields.values():
            self.flush()
        return super().eventFilter(watched, event)

    def _key(self, watched: QObject, event: QKeyEvent) -> bool:
        key, alt = event.key(), event.modifiers() & Qt.KeyboardModifier.AltModifier
        if watched is self.list:
            if alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._move(-1 if key == Qt.Key.Key_Up else 1)
                return True
            if key == Qt.Key.Key_Delete:
                self.ask_reason()
                return True
        elif key == Qt.Key.Key_Escape:
            self.flush()
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(watched, QLineEdit):
            self.focusNextChild()
            return True
        return False

    def _fill(self, field: Field, slot: Slot) -> None:
        self._filling = True
        _fill(field, slot)
        self._filling = False


def _fill(field: Field, slot: Slot) -> None:
    if isinstance(field, QCheckBox):
        field.setChecked(bool(slot.value))
    elif isinstance(field, QPlainTextEdit):
        if field.toPlainText() != as_text(slot.value):
            field.setPlainText(as_text(slot.value))
    elif field.text() != as_text(slot.value):
        field.setText(as_text(slot.value))
