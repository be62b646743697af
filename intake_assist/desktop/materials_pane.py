"""The left pane: what the clerk knows about the applicant, and the materials with their pages."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QScrollArea,
    QSizePolicy,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from intake_assist.checklist.models import MatterSpec
from intake_assist.desktop.delegates import MaterialDelegate
from intake_assist.desktop.measures import unit
from intake_assist.desktop.models import DATA, MaterialsModel
from intake_assist.desktop.parts import KeyTree, Notice, bar, label
from intake_assist.desktop.presenting import NOT_WANTED_KEY, Branch
from intake_assist.desktop.questions import QuestionsForm


class MaterialsPane(QWidget):
    """`page_chosen` carries a page (or sheet), `material_chosen` a material; `menu_wanted` where and for which
    page, `pages_dropped` pages and the material they were put to."""

    page_chosen = Signal(str)
    material_chosen = Signal(str)
    pages_dropped = Signal(list, str)
    menu_wanted = Signal(QPoint, str)

    def __init__(self, matter: MatterSpec) -> None:
        super().__init__()
        self.setObjectName("pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._quiet = False
        self.questions = QuestionsForm(matter)
        self.notice = Notice()
        self.model = MaterialsModel(self)
        self.model.pages_dropped.connect(self.pages_dropped)
        self.tree = self._tree()
        self._toggle = self._question_head()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._area = self._question_area()
        column.addWidget(bar("toolstrip", self._toggle))
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self._area)
        split.addWidget(self._lower())
        split.setStretchFactor(1, 1)
        split.setChildrenCollapsible(False)
        column.addWidget(split, 1)

    def _lower(self) -> QWidget:
        lower = QWidget()
        column = QVBoxLayout(lower)
        step = unit(self.fontMetrics())
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        holder = QVBoxLayout()
        holder.setContentsMargins(2 * step, 0, 2 * step, 0)
        holder.addWidget(self.notice)
        column.addWidget(bar("toolstrip", label(self.tr("材料"), "heading"), None))
        column.addLayout(holder)
        column.addWidget(self.tree, 1)
        return lower

    def _question_head(self) -> QToolButton:
        head = QToolButton()
        head.setProperty("flat", True)
        head.setCheckable(True)
        head.setChecked(True)
        head.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        head.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        head.setAccessibleName(self.tr("办理情况"))
        head.toggled.connect(self._fold)
        return head

    def _question_area(self) -> QScrollArea:
        area = QScrollArea()
        area.setWidget(self.questions)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.viewport().setAutoFillBackground(False)
        self.questions.setAutoFillBackground(False)
        return area

    def _tree(self) -> KeyTree:
        tree = KeyTree()
        tree.setModel(self.model)
        tree.setItemDelegate(MaterialDelegate(tree))
        tree.setHeaderHidden(True)
        tree.setMouseTracking(True)
        tree.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        tree.setDefaultDropAction(Qt.DropAction.MoveAction)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        tree.setAccessibleName(self.tr("材料和页"))
        tree.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        tree.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        tree.setIndentation(4 * unit(self.fontMetrics()))
        tree.setExpandsOnDoubleClick(False)
        tree.customContextMenuRequested.connect(self._menu)
        tree.selectionModel().currentChanged.connect(self._chosen)
        return tree

    def fold_questions(self, folded: bool) -> None:
        self._toggle.setChecked(not folded)

    def _fold(self, opened: bool) -> None:
        self._area.setVisible(opened)
        self._say_summary()

    def _say_summary(self) -> None:
        opened = self._toggle.isChecked()
        self._toggle.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)
        words = self.tr("办理情况")
        summary = self.questions.summary()
        self._toggle.setText(words if opened else f"{words}  {summary}")
        self._toggle.setToolTip(summary)

    def show_answers(self, answers: dict[str, str | bool]) -> None:
        self.questions.show_answers(answers)
        self._say_summary()

    def show_branches(self, branches: Sequence[Branch]) -> None:
        current = self.current()
        closed = self._closed_keys()
        self._quiet = True
        if self.model.show(branches):
            self._open_all(closed)
            if current:
                self._choose(lambda branch: branch.key == current.key)
        self._quiet = False

    def current(self) -> Branch | None:
        return self.model.branch(self.tree.currentIndex())

    def chosen_pages(self) -> list[str]:
        branches = [index.data(DATA) for index in self.tree.selectionModel().selectedIndexes()]
        return [branch.page for branch in branches if branch.page]

    def show_page(self, page: str) -> None:
        """Mark the line of a page without telling anybody."""
        current = self.current()
        if current and current.page == page:
            return
        self._quiet = True
        self._choose(lambda branch: branch.page == page)
        self._quiet = False

    def _choose(self, wanted: object) -> None:
        index = self.model.find(wanted)  # type: ignore[arg-type]
        if index.isValid():
            # Not setCurrentIndex: it heeds the keys that are held, and would mark one more page with Ctrl down.
            command = QItemSelectionModel.SelectionFlag.ClearAndSelect
            self.tree.selectionModel().setCurrentIndex(index, command)
            self.tree.scrollTo(index)

    def _closed_keys(self) -> set[str]:
        """Lines that were closed by hand; what does not apply is closed until it is opened."""
        rows = [self.model.index(row, 0) for row in range(self.model.rowCount())]
        if not rows:
            return {NOT_WANTED_KEY}
        return {str(i.data(DATA).key) for i in rows if self.model.rowCount(i) and not self.tree.isExpanded(i)}

    def _open_all(self, closed: set[str]) -> None:
        for row in range(self.model.rowCount()):
            index = self.model.index(row, 0)
            key = index.data(DATA).key
            if key != NOT_WANTED_KEY or NOT_WANTED_KEY not in closed:
                self.tree.setExpanded(index, key not in closed)

    def _chosen(self, index: QModelIndex) -> None:
        branch = self.model.branch(index)
        if self._quiet or branch is None:
            return
        if branch.page:
            self.page_chosen.emit(branch.page)
        elif branch.material:
            self.material_chosen.emit(branch.material)

    def _menu(self, at: QPoint) -> None:
        branch = self.model.branch(self.tree.indexAt(at))
        if branch and branch.page:
            self.menu_wanted.emit(self.tree.viewport().mapToGlobal(at), branch.page)
