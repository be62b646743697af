"""The lower right pane: the fields of the paper in view, corrected beside its picture."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QVBoxLayout, QWidget

from intake_assist.casework import CaseState, FieldRef, Item
from intake_assist.checklist.models import KindSpec
from intake_assist.desktop.delegates import FieldDelegate
from intake_assist.desktop.models import FieldsModel
from intake_assist.desktop.parts import Choice, Elided, bar, label, tool
from intake_assist.desktop.presenting import FieldRow, field_rows, first_rows
from intake_assist.desktop.shortcuts import Actions
from intake_assist.model import Document


class FieldsPane(QWidget):
    """`chosen` carries the `FieldRow` that is looked at, `corrected` field and new text, `dropped` a field whose
    correction is taken back; `emptied`: there are no fields any more where the keyboard was."""

    chosen = Signal(object)
    corrected = Signal(object, str)
    dropped = Signal(object)
    emptied = Signal()

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._quiet = False
        self._documents: list[Document] = []
        self._kinds: Mapping[str, KindSpec] = {}
        self._state = CaseState()
        self._items: Sequence[Item] = ()
        self.model = FieldsModel(self)
        self.model.corrected.connect(self.corrected)
        self.papers = Choice(self.tr("这一页上的材料"))
        self.papers.currentIndexChanged.connect(self._on_paper)
        self._title = Elided("heading")
        self._none = label("", "dim", wrap=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._none.setMargin(self.fontMetrics().height() // 2)
        self.table = self._table()
        self._actions = actions
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(
            bar(
                "toolstrip",
                self._title,
                self.papers,
                None,
                tool(actions["spot"], self.tr("框选重读")),
                tool(actions["edit_field"], self.tr("更正")),
            )
        )
        column.addWidget(self._none)
        column.addWidget(self.table, 1)

    def _table(self) -> QTableView:
        table = _Table()
        table.setModel(self.model)
        table.setItemDelegate(FieldDelegate(table))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setMouseTracking(True)
        table.setAccessibleName(self.tr("字段，按 F2 更正"))
        table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        table.customContextMenuRequested.connect(self._menu)
        table.verticalHeader().hide()
        table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header = table.horizontalHeader()
        header.hide()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        table.setColumnWidth(
            0, self.fontMetrics().horizontalAdvance("统一社会信用代码") + 4 * self.fontMetrics().height() // 2
        )
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.selectionModel().currentChanged.connect(self._on_current)
        table.focused.connect(self._check_current)
        table.entered.connect(self.edit)
        return table

    # -- showing ----------------------------------------------------------------------------------------

    def show_documents(
        self,
        documents: Sequence[Document],
        kinds: Mapping[str, KindSpec],
        state: CaseState,
        empty: str = "",
        fixed: bool = False,
        items: Sequence[Item] = (),
    ) -> None:
        """The papers on the page in view, and what was found on them. `empty` is said when there is none; `fixed`:
        nothing can be corrected yet, a closer look may still change it."""
        before = self._paper()
        self._documents, self._kinds, self._state, self._items = list(documents), kinds, state, items
        names = [self._name(document) for document in documents]
        self.model.fixed = fixed
        self._quiet = True
        self.papers.clear()
        self.papers.addItems(names)
        at = next((i for i, each in enumerate(documents) if before and each.id == before.id), 0)
        self.papers.setCurrentIndex(at if documents else -1)
        self._quiet = False
        self.papers.setVisible(len(names) > 1)
        self._title.setVisible(len(names) <= 1)
        self._title.setText(names[0] if names else self.tr("字段"))
        self._none.setText(empty)
        self._fill()

    def show_paper(self, document: str) -> None:
        at = next((i for i, each in enumerate(self._documents) if each.id == document), -1)
        if at >= 0:
            self.papers.setCurrentIndex(at)

    def _name(self, document: Document) -> str:
        kind = self._kinds.get(document.kind or "")
        return kind.title if kind else self.tr("认不出的材料")

    def _paper(self) -> Document | None:
        at = self.papers.currentIndex()
        return self._documents[at] if 0 <= at < len(self._documents) else None

    def _fill(self) -> None:
        paper = self._paper()
        rows: tuple[FieldRow, ...] = ()
        if paper:
            fixed = self.model.fixed
            rows = (
                first_rows(paper, self._kinds)
                if fixed
                else field_rows(paper, self._kinds, self._state, self._items)
            )
        current = self.current()
        self._quiet = True
        if self.model.show(rows) and current:
            row = self.model.row_of(current.ref)
            if row >= 0:
                self.table.setCurrentIndex(self.model.index(row, 1))
        self._quiet = False
        held = self.table.hasFocus()
        self.table.setVisible(bool(rows))
        if held and not rows:
            self.emptied.emit()
        if not rows and paper and not self._none.text():
            self._none.setText(self.tr("程序不认识这份材料，没有可列的字段。可以移到对应的材料下面再看。"))
        self._none.setVisible(not rows)
        self._enable()

    def _enable(self) -> None:
        for name in ("edit_field", "spot"):
            self._actions[name].setEnabled(self.current() is not None and not self.model.fixed)

    # -- choosing and correcting ------------------------------------------------------------------------

    def current(self) -> FieldRow | None:
        row = self.table.currentIndex().row()
        return self.model.rows[row] if 0 <= row < len(self.model.rows) else None

    def choose(self, ref: FieldRef, tell: bool = True) -> None:
        row = self.model.row_of(ref)
        if row >= 0:
            self._quiet = not tell
            self.table.setCurrentIndex(self.model.index(row, 1))
            self._quiet = False

    def edit(self) -> None:
        index = self.table.currentIndex()
        if index.isValid() and not self.model.fixed:
            self.table.setFocus()
            self.table.edit(self.model.index(index.row(), 1))

    def _on_current(self, index: QModelIndex) -> None:
        self._check_current()
        self._enable()
        if not self._quiet and index.isValid():
            self.chosen.emit(self.model.rows[index.row()])

    def _check_current(self) -> None:
        """A field that is being checked shows its value whole."""
        self.model.set_checked(self.table.currentIndex().row() if self.table.hasFocus() else -1)

    def _on_paper(self) -> None:
        if not self._quiet:
            self._fill()

    def _menu(self, at: QPoint) -> None:
        row = self.current()
        if row is None or self.model.fixed:
            return
        menu = QMenu(self)
        menu.addAction(self._actions["edit_field"])
        menu.addAction(self._actions["spot"])
        if row.suggestion:
            words = self.tr("采用建议：{value}").format(value=row.suggestion)
            menu.addAction(words, lambda: self.corrected.emit(row.ref, row.suggestion))
        if row.corrected:
            menu.addAction(self.tr("恢复程序读出的内容"), lambda: self.dropped.emit(row.ref))
        menu.popup(self.table.viewport().mapToGlobal(at))


class _Table(QTableView):
    """Tells when it gets and loses the focus, and when Return is pressed."""

    focused = Signal()
    entered = Signal()  # type: ignore[assignment]

    def focusInEvent(self, event: object) -> None:
        super().focusInEvent(event)  # type: ignore[arg-type]
        self.focused.emit()

    def focusOutEvent(self, event: object) -> None:
        super().focusOutEvent(event)  # type: ignore[arg-type]
        self.focused.emit()

    def keyPressEvent(self, event: object) -> None:
        key = event.key()  # type: ignore[attr-defined]
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.state() != QTableView.State.EditingState:
            self.entered.emit()
        else:
            super().keyPressEvent(event)  # type: ignore[arg-type]
