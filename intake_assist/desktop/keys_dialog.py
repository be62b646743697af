"""The list of shortcuts, as they are set now."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from intake_assist.desktop.measures import open_at, unit
from intake_assist.desktop.parts import button, label
from intake_assist.desktop.shortcuts import Actions, Command, commands, shown


class KeysDialog(QDialog):
    def __init__(self, parent: QWidget, actions: Actions) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("快捷键"))
        inner = QWidget()
        grid = QGridLayout(inner)
        step = unit(self.fontMetrics())
        grid.setHorizontalSpacing(5 * step)
        grid.setVerticalSpacing(step)
        row = 0
        for group, members in _groups().items():
            grid.addWidget(label(group, "title"), row, 0, 1, 2)
            row += 1
            for command in members:
                grid.addWidget(label(command.title), row, 0)
                grid.addWidget(label(shown(actions.keys_of(command)), "heading"), row, 1)
                row += 1
        grid.addWidget(label(self.tr("在问题栏里：回车 确认并到下一个"), "dim", wrap=True), row, 0, 1, 2)
        grid.addWidget(label(self.tr("在字段栏里：回车 更正"), "dim", wrap=True), row + 1, 0, 1, 2)
        area = QScrollArea()
        area.setWidget(inner)
        area.setWidgetResizable(True)
        area.setAccessibleName(self.tr("快捷键表"))
        column = QVBoxLayout(self)
        column.addWidget(area)
        column.addWidget(button(self.tr("关闭"), self.close), 0, Qt.AlignmentFlag.AlignRight)
        open_at(self, 26, 34)


def _groups() -> dict[str, list[Command]]:
    groups: dict[str, list[Command]] = {}
    for command in commands():
        if command.keys:
            groups.setdefault(command.group, []).append(command)
    return groups
