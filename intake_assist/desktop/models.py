"""Qt models over the plain data of `presenting`. They hold it and tell what changed, nothing more."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QPixmap

from intake_assist.casework import Item
from intake_assist.desktop.presenting import Branch, FieldRow, Sheet

KEY = Qt.ItemDataRole.UserRole + 1
DATA = Qt.ItemDataRole.UserRole + 2
PAGES = "application/x-intake-assist-pages"

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


def pages_data(pages: Sequence[str]) -> QMimeData:
    data = QMimeData()
    data.setData(PAGES, "\n".join(pages).encode("utf-8"))
    return data


def dragged_pages(data: QMimeData) -> list[str]:
    return bytes(data.data(PAGES).data()).decode("utf-8").splitlines() if data.hasFormat(PAGES) else []


# -- materials and pages ----------------------------------------------------------------------------------


@dataclass(eq=False, slots=True)
class _Node:
    branch: Branch
    row: int
    parent: _Node | None = None
    children: list[_Node] = field(default_factory=list)

    @classmethod
    def of(cls, branch: Branch, row: int, parent: _Node | None) -> _Node:
        node = cls(branch, row, parent)
        node.children = [cls.of(child, at, node) for at, child in enumerate(branch.children)]
        return node

    def shape(self) -> tuple[Any, ...]:
        return (self.branch.key, *(child.shape() for child in self.children))


class MaterialsModel(QAbstractItemModel):
    """A tree of `Branch`. Pages dropped on a line that takes them are told by `pages_dropped`."""

    pages_dropped = Signal(list, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tops: list[_Node] = []

    def show(self, branches: Sequence[Branch]) -> bool:
        """Returns whether lines came or went, so that the view has to open and choose again."""
        fresh = [_Node.of(branch, at, None) for at, branch in enumerate(branches)]
        if [node.shape() for node in fresh] == [node.shape() for node in self._tops]:
            self._refresh(self._tops, fresh, QModelIndex())
            return False
        self.beginResetModel()
        self._tops = fresh
        self.endResetModel()
        return True

    def _refresh(self, nodes: Sequence[_Node], fresh: Sequence[_Node], parent: QModelIndex) -> None:
        for node, new in zip(nodes, fresh, strict=True):
            index = self.index(node.row, 0, parent)
            if node.branch != new.branch:
                node.branch = new.branch
                self.dataChanged.emit(index, index)
            self._refresh(node.children, new.children, index)

    def find(self, wanted: Callable[[Branch], bool]) -> QModelIndex:
        """The first line for which `wanted` holds, else an invalid index."""
        for node in self._walk(self._tops):
            if wanted(node.branch):
                return self.createIndex(node.row, 0, node)
        return QModelIndex()

    def _walk(self, nodes: Sequence[_Node]) -> Iterator[_Node]:
        for node in nodes:
            yield node
            yield from self._walk(node.children)

    def branch(self, index: Index) -> Branch | None:
        return index.internalPointer().branch if index.isValid() else None

    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        nodes = parent.internalPointer().children if parent.isValid() else self._tops
        return (
            self.createIndex(row, column, nodes[row])
            if 0 <= row < len(nodes) and not column
            else QModelIndex()
        )

    def parent(self, index: Index = _ROOT) -> QModelIndex:  # type: ignore[override]
        above = index.internalPointer().parent if index.isValid() else None
        return self.createIndex(above.row, 0, above) if above else QModelIndex()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return len(parent.internalPointer().children if parent.isValid() else self._tops)

    def columnCount(self, parent: Index = _ROOT) -> int:  # noqa: ARG002
        return 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        branch = self.branch(index)
        if branch is None:
            return None
        word = branch.look.word if branch.look else ""
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return branch.title
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(filter(None, (branch.title, branch.note, word)))
            case Qt.ItemDataRole.AccessibleTextRole:
                return "，".join(filter(None, (branch.title, word, branch.note)))
        return {KEY: branch.key, DATA: branch}.get(role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        branch = self.branch(index)
        if branch is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if branch.page and branch.material is not None:
            flags |= Qt.ItemFlag.ItemIsDragEnabled
        if branch.material is not None:
            flags |= Qt.ItemFlag.ItemIsDropEnabled
        return flags

    def mimeTypes(self) -> list[str]:
        return [PAGES]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        branches = [self.branch(index) for index in indexes]
        return pages_data([branch.page for branch in branches if branch and branch.page])

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def dropMimeData(
        self,
        data: QMimeData,
        action: Qt.DropAction,  # noqa: ARG002
        row: int,  # noqa: ARG002
        column: int,  # noqa: ARG002
        parent: Index,
    ) -> bool:
        branch = self.branch(parent)
        pages = dragged_pages(data)
        if branch is None or branch.material is None or not pages:
            return False
        self.pages_dropped.emit(pages, branch.material)
        return True


# -- lists ------------------------------------------------------------------------------------------------


class FindingsModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: list[Item] = []
        self.titles: dict[str, str] = {}
        self.whole = False

    def show(self, items: Sequence[Item], titles: dict[str, str]) -> bool:
        """Returns whether items came, went or moved."""
        self.titles = titles
        if [item.key for item in items] == [item.key for item in self.items]:
            for row, item in enumerate(items):
                if self.items[row] != item:
                    self.items[row] = item
                    self.dataChanged.emit(self.index(row), self.index(row))
            return False
        self.beginResetModel()
        self.items = list(items)
        self.endResetModel()
        return True

    def row_of(self, key: str | None) -> int:
        return next((row for row, item in enumerate(self.items) if item.key == key), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self.items):
            return None
        item = self.items[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.spoken(item)
        return {KEY: item.key, DATA: item}.get(role)

    def spoken(self, item: Item) -> str:
        """The item in words, for screen readers."""
        from intake_assist.desktop.presenting import decided
        from intake_assist.desktop.words import weight_look
        from intake_assist.values.mask import masked

        parts = (
            weight_look(item).word,
            self.titles.get(item.finding.material or "", ""),
            masked(item.finding.message),
            decided(item),
        )
        return "，".join(part for part in parts if part)


class SheetsModel(QAbstractListModel):
    """The strip of pages; `pictures`, by line, are set as they come."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheets: list[Sheet] = []
        self.pictures: dict[str, QPixmap] = {}

    def show(self, sheets: Sequence[Sheet]) -> bool:
        if [sheet.key for sheet in sheets] == [sheet.key for sheet in self.sheets]:
            for row, sheet in enumerate(sheets):
                if self.sheets[row] != sheet:
                    self.sheets[row] = sheet
                    self.dataChanged.emit(self.index(row), self.index(row))
            return False
        self.beginResetModel()
        self.sheets = list(sheets)
        self.endResetModel()
        return True

    def set_picture(self, key: str, picture: QPixmap) -> None:
        self.pictures[key] = picture
        row = self.row_of(key)
        if row >= 0:
            self.dataChanged.emit(self.index(row), self.index(row))

    def forget_pictures(self) -> None:
        self.pictures.clear()

    def row_of(self, key: str | None) -> int:
        return next((row for row, sheet in enumerate(self.sheets) if sheet.key == key), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.sheets)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self.sheets):
            return None
        sheet = self.sheets[index.row()]
        word = sheet.look.word if sheet.look else ""
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return sheet.title
            case Qt.ItemDataRole.DecorationRole:
                return self.pictures.get(sheet.key)
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(filter(None, (sheet.title, word, sheet.note)))
            case Qt.ItemDataRole.AccessibleTextRole:
                return "，".join(filter(None, (sheet.title, word)))
        return {KEY: sheet.key, DATA: sheet}.get(role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    def mimeTypes(self) -> list[str]:
        return [PAGES]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        return pages_data([index.data(KEY) for index in indexes])


class FieldsModel(QAbstractTableModel):
    """Name and value of the fields. Only the value can be edited; `corrected` tells what was typed.

    Values are masked unless `whole`, or for the row that is being checked. While `fixed` none can be edited.
    """

    corrected = Signal(object, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[FieldRow] = []
        self.whole = False
        self.fixed = False
        self._checked = -1

    def show(self, rows: Sequence[FieldRow]) -> bool:
        if [row.ref for row in rows] == [row.ref for row in self.rows]:
            for at, row in enumerate(rows):
                if self.rows[at] != row:
                    self.rows[at] = row
                    self.dataChanged.emit(self.index(at, 0), self.index(at, 1))
            return False
        self.beginResetModel()
        self.rows = list(rows)
        self._checked = -1
        self.endResetModel()
        return True

    def set_whole(self, whole: bool) -> None:
        self.whole = whole
        self._changed_all()

    def set_checked(self, row: int) -> None:
        if row != self._checked:
            self._checked = row
            self._changed_all()

    def _changed_all(self) -> None:
        if self.rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.rows) - 1, 1))

    def row_of(self, ref: object) -> int:
        return next((at for at, row in enumerate(self.rows) if row.ref == ref), -1)

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else 2

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (self.tr("字段"), self.tr("内容"))[section]
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not 0 <= index.row() < len(self.rows):
            return None
        row = self.rows[index.row()]
        text = row.shown(self.whole or index.row() == self._checked)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return text if index.column() else row.title
            case Qt.ItemDataRole.EditRole:
                return row.value
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(filter(None, (row.look.word, row.problem)))
            case Qt.ItemDataRole.AccessibleTextRole:
                return "，".join(filter(None, (row.title, text, row.look.word, row.problem)))
        return {DATA: row}.get(role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        editable = index.column() == 1 and not self.fixed
        return flags | Qt.ItemFlag.ItemIsEditable if editable else flags

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = self.rows[index.row()] if index.isValid() else None
        if row is None or role != Qt.ItemDataRole.EditRole or str(value).strip() == row.value:
            return False
        self.corrected.emit(row.ref, str(value).strip())
        return True
