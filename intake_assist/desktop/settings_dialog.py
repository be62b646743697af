"""Settings beside the work: everything counts at once, there is nothing to confirm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from intake_assist.desktop.measures import open_at, unit
from intake_assist.desktop.parts import Choice, button, label
from intake_assist.desktop.shortcuts import clashes, commands

if TYPE_CHECKING:
    from intake_assist.desktop.window import MainWindow

_LEAST_PIN = 4


class SettingsDialog(QDialog):
    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._settings = window.desk.settings
        self.setWindowTitle(self.tr("设置"))
        tabs = QTabWidget()
        tabs.addTab(self._looks(), self.tr("外观"))
        tabs.addTab(self._work(), self.tr("窗口"))
        tabs.addTab(self._office(), self.tr("告知书"))
        tabs.addTab(_Keys(window), self.tr("快捷键"))
        column = QVBoxLayout(self)
        column.addWidget(tabs)
        if why := self._window.desk.why_not("settings"):
            column.addWidget(label(self.tr("灰色的是本窗口的设置。") + why, "dim", wrap=True))
        column.addWidget(button(self.tr("关闭"), self.close), 0, Qt.AlignmentFlag.AlignRight)
        open_at(self, 30, 26)

    def _form(self) -> tuple[QWidget, QFormLayout]:
        page = QWidget()
        form = QFormLayout(page)
        form.setVerticalSpacing(3 * unit(self.fontMetrics()))
        form.setContentsMargins(*[4 * unit(self.fontMetrics())] * 4)
        return page, form

    def _looks(self) -> QWidget:
        page, form = self._form()
        themes = Choice(self.tr("主题"))
        for name, words in (
            ("system", self.tr("跟随系统")),
            ("light", self.tr("浅色")),
            ("dark", self.tr("深色")),
            ("contrast", self.tr("高对比度")),
        ):
            themes.addItem(words, name)
        themes.setCurrentIndex(themes.findData(self._settings.theme))
        themes.currentIndexChanged.connect(lambda at: self._window.set_theme(themes.itemData(at)))
        scale = QSpinBox()
        scale.setRange(100, 200)
        scale.setSingleStep(25)
        scale.setSuffix("%")
        scale.setValue(self._settings.scale)
        scale.setAccessibleName(self.tr("界面大小"))
        scale.valueChanged.connect(self._window.set_scale)
        languages = Choice(self.tr("语言"))
        languages.addItem("中文", "zh_CN")
        languages.addItem("English", "en")
        languages.setCurrentIndex(languages.findData(self._settings.language))
        languages.activated.connect(lambda at: self._window.set_language(languages.itemData(at)))
        form.addRow(self.tr("主题"), themes)
        form.addRow(self.tr("界面大小"), scale)
        form.addRow(self.tr("语言"), languages)
        return page

    def _work(self) -> QWidget:
        page, form = self._form()
        seat = self._window.desk.seat
        clerk = QLineEdit("" if seat.shut else self._settings.clerk)
        clerk.setAccessibleName(self.tr("窗口或工号"))
        clerk.setPlaceholderText(str(self._window.desk.actor))
        clerk.editingFinished.connect(lambda: setattr(self._settings, "clerk", clerk.text()))
        clerk.setEnabled(not seat.shut)  # the account says who it is
        self._folder = QLineEdit(self._settings.scan_folder)
        self._folder.setReadOnly(True)
        self._folder.setAccessibleName(self.tr("扫描文件夹"))
        row = QHBoxLayout()
        row.addWidget(self._folder, 1)
        row.addWidget(button(self.tr("选择…"), self._ask_folder))
        row.addWidget(button(self.tr("不用"), lambda: self._set_folder("")))
        minutes = QSpinBox()
        minutes.setRange(1 if seat.shut else 0, 120)
        minutes.setSpecialValueText(self.tr("不自动锁定"))
        minutes.setSuffix(self.tr(" 分钟"))
        minutes.setValue(seat.lock_minutes)
        minutes.setEnabled(self._window.desk.may("settings"))
        minutes.setAccessibleName(self.tr("多久不用就锁定"))
        minutes.valueChanged.connect(self._set_minutes)
        form.addRow(self.tr("窗口或工号"), clerk)
        form.addRow(self.tr("扫描文件夹"), row)
        form.addRow("", label(self.tr("扫描仪存进这个文件夹的文件会自动收进打开的业务。"), "dim", wrap=True))
        form.addRow(self.tr("自动锁定"), minutes)
        if not seat.shut:
            form.addRow(self.tr("解锁 PIN 码"), self._pin())
        return page

    def _office(self) -> QWidget:
        page, form = self._form()
        for name, words in (
            ("authority", self.tr("机构全称")),
            ("counter", self.tr("窗口")),
            ("phone", self.tr("电话")),
            ("address", self.tr("地址")),
            ("hours", self.tr("办公时间")),
        ):
            line = QLineEdit(self._settings.office(name))
            line.setAccessibleName(words)
            line.editingFinished.connect(lambda name=name, line=line: self._set_office(name, line.text()))
            line.setEnabled(self._window.desk.may("settings"))
            form.addRow(words, line)
        form.addRow("", label(self.tr("印在告知书和回执上。"), "dim", wrap=True))
        return page

    def _set_minutes(self, value: int) -> None:
        before, self._settings.lock_minutes = self._settings.lock_minutes, value
        self._window.desk.note_setting("lock_minutes", before, value)

    def _set_office(self, name: str, text: str) -> None:
        before = self._settings.office(name)
        self._settings.set_office(name, text)
        self._window.desk.note_setting(f"office/{name}", before, self._settings.office(name))

    def _pin(self) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        pin = QLineEdit()
        pin.setEchoMode(QLineEdit.EchoMode.Password)
        pin.setMaxLength(32)
        pin.setAccessibleName(self.tr("新的 PIN 码"))
        pin.setPlaceholderText(self.tr("至少 4 位"))
        state = label(self._pin_state(), "dim")

        def keep(value: str) -> None:
            if value and len(value) < _LEAST_PIN:
                state.setText(self.tr("至少 4 位"))
                return
            before = self._settings.has_pin
            self._settings.set_pin(value)
            self._window.desk.note_setting("pin", before, bool(value))
            pin.clear()
            state.setText(self._pin_state())

        row.addWidget(pin, 1)
        row.addWidget(button(self.tr("设定"), lambda: keep(pin.text())))
        row.addWidget(button(self.tr("取消 PIN"), lambda: keep("")))
        row.addWidget(state)
        return holder

    def _pin_state(self) -> str:
        return self.tr("已设定") if self._settings.has_pin else self.tr("没有设定")

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(
            self, self.tr("扫描仪把文件存到哪个文件夹"), self._folder.text()
        )
        if name:
            self._set_folder(name)

    def _set_folder(self, name: str) -> None:
        self._folder.setText(name)
        self._window.set_scan_folder(name)


class _Keys(QWidget):
    """All commands with their keys. Two commands with one key are pointed out and not taken."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__()
        self._window = window
        self._commands = commands()
        self._table = QTableWidget(len(self._commands), 2)
        self._table.setHorizontalHeaderLabels([self.tr("命令"), self.tr("快捷键")])
        self._table.setAccessibleName(self.tr("快捷键表"))
        self._table.verticalHeader().hide()
        self._table.setShowGrid(False)
        self._table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        self._table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self._edit = QKeySequenceEdit()
        self._edit.setAccessibleName(self.tr("新的快捷键"))
        self._edit.setClearButtonEnabled(True)
        self._note = label("", "red", wrap=True)
        row = QHBoxLayout()
        row.addWidget(self._edit, 1)
        row.addWidget(button(self.tr("设定"), self._set))
        row.addWidget(button(self.tr("恢复默认"), self._reset))
        column = QVBoxLayout(self)
        column.addWidget(self._table, 1)
        column.addLayout(row)
        column.addWidget(self._note)
        self._table.currentCellChanged.connect(lambda at, *_: self._show(at))
        self._fill()

    def _fill(self) -> None:
        for at, command in enumerate(self._commands):
            keys = QKeySequence.listFromString(self._window.actions_.keys_of(command))
            words = " / ".join(each.toString(QKeySequence.SequenceFormat.NativeText) for each in keys)
            self._table.setItem(at, 0, QTableWidgetItem(command.title))
            self._table.setItem(at, 1, QTableWidgetItem(words))

    def _show(self, at: int) -> None:
        if 0 <= at < len(self._commands):
            keys = QKeySequence.listFromString(self._window.actions_.keys_of(self._commands[at]))
            self._edit.setKeySequence(keys[0] if keys else QKeySequence())
        self._note.setText("")

    def _set(self) -> None:
        self._keep(self._edit.keySequence().toString())

    def _reset(self) -> None:
        self._keep(None)

    def _keep(self, keys: str | None) -> None:
        at = self._table.currentRow()
        if at < 0:
            return
        command, actions = self._commands[at], self._window.actions_
        chosen = {each.id: actions.keys_of(each) for each in self._commands}
        chosen[command.id] = command.keys if keys is None else keys
        for key, names in clashes(chosen).items():
            if command.id in names:
                other = next(
                    each.title for each in self._commands if each.id in names and each is not command
                )
                self._note.setText(
                    self.tr("{key} 已经是“{command}”的快捷键。").format(key=key, command=other)
                )
                return
        self._window.desk.settings.set_shortcut(command.id, keys)
        actions.apply_keys()
        self._note.setText("")
        self._fill()
