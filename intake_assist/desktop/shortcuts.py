"""All actions of the window with their keys: one table for menus, buttons, the help page and the settings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from intake_assist.desktop.settings import Settings

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class Command:
    """`text` with its access key (``&``), `keys` as Qt writes them (several: separated by ``; ``)."""

    id: str
    group: str
    text: str
    keys: str = ""
    checkable: bool = False

    @property
    def title(self) -> str:
        """The text without access key and dots, for lists."""
        text = self.text.split("(&")[0] if "(&" in self.text else self.text.replace("&", "")
        return text.rstrip("…")


def commands() -> tuple[Command, ...]:
    case, edit = translate("Commands", "业务"), translate("Commands", "材料页")
    find, view, manage, help_ = (
        translate("Commands", "问题"),
        translate("Commands", "查看"),
        translate("Commands", "管理"),
        translate("Commands", "程序"),
    )
    return (
        Command("new_case", case, translate("Commands", "新收一件(&N)"), "Ctrl+N"),
        Command("open_case", case, translate("Commands", "办过的业务(&R)"), "Ctrl+Shift+O"),
        Command("add_files", case, translate("Commands", "添加材料…(&O)"), "Ctrl+O"),
        Command("add_folder", case, translate("Commands", "添加文件夹…(&D)"), "Ctrl+Shift+D"),
        Command("paste", case, translate("Commands", "粘贴材料(&V)"), "Ctrl+V"),
        Command("scan_folder", case, translate("Commands", "扫描文件夹…(&S)"), "Ctrl+Shift+S"),
        Command("read_again", case, translate("Commands", "重新识别没读出来的页(&A)"), "F5"),
        Command("stop_reading", case, translate("Commands", "停止识别(&T)"), "Shift+F5"),
        Command("notice", case, translate("Commands", "告知书(&P)"), "Ctrl+P"),
        Command("receipt", case, translate("Commands", "收件清单(&Q)"), "Ctrl+Shift+P"),
        Command("returning", case, translate("Commands", "申请人再次来(&J)"), "Ctrl+J"),
        Command("undo", edit, translate("Commands", "撤销(&U)"), "Ctrl+Z"),
        Command("redo", edit, translate("Commands", "重做(&R)"), "Ctrl+Y; Ctrl+Shift+Z"),
        Command("seen", edit, translate("Commands", "这一页看过了(&K)"), "F7", checkable=True),
        Command("move_page", edit, translate("Commands", "移到材料…(&M)"), "Ctrl+M"),
        Command("turn_right", edit, translate("Commands", "向右转(&T)"), "Ctrl+R"),
        Command("turn_left", edit, translate("Commands", "向左转(&L)"), "Ctrl+Shift+R"),
        Command("split", edit, translate("Commands", "拆分这一页…(&F)"), "Ctrl+T"),
        Command("replace", edit, translate("Commands", "用下一份替换这一页(&E)"), "Ctrl+Shift+E"),
        Command("insert", edit, translate("Commands", "下一份插在这一页后面(&I)"), "Ctrl+I"),
        Command("delete_page", edit, translate("Commands", "删除这一页(&X)"), "Ctrl+Del"),
        Command("confirm", find, translate("Commands", "确认，到下一个(&C)"), "Ctrl+Return"),
        Command("dismiss", find, translate("Commands", "排除…(&D)"), "Ctrl+D"),
        Command("fixed", find, translate("Commands", "已当场更正(&G)"), "Ctrl+G"),
        Command("pending", find, translate("Commands", "待核对(&H)"), "Ctrl+H"),
        Command("reopen", find, translate("Commands", "收回决定(&B)"), "Ctrl+B"),
        Command("add_finding", find, translate("Commands", "补记一个问题(&A)"), "Ctrl+Shift+A"),
        Command("next_problem", find, translate("Commands", "下一个未处理的问题(&N)"), "F8"),
        Command("previous_problem", find, translate("Commands", "上一个未处理的问题(&P)"), "Shift+F8"),
        Command("edit_field", find, translate("Commands", "更正字段(&E)"), "F2"),
        Command("spot", find, translate("Commands", "框选重读这个字段(&S)"), "F3", checkable=True),
        Command("previous_page", view, translate("Commands", "上一页(&P)"), "Ctrl+PgUp"),
        Command("next_page", view, translate("Commands", "下一页(&N)"), "Ctrl+PgDown"),
        Command("zoom_in", view, translate("Commands", "放大(&I)"), "Ctrl+=; Ctrl++"),
        Command("zoom_out", view, translate("Commands", "缩小(&O)"), "Ctrl+-"),
        Command("fit_page", view, translate("Commands", "整页(&F)"), "Ctrl+0"),
        Command("fit_width", view, translate("Commands", "适合宽度(&W)"), "Ctrl+9"),
        Command("go_materials", view, translate("Commands", "到材料栏(&1)"), "Alt+1"),
        Command("go_page", view, translate("Commands", "到页面(&2)"), "Alt+2"),
        Command("go_findings", view, translate("Commands", "到问题栏(&3)"), "Alt+3"),
        Command("go_fields", view, translate("Commands", "到字段栏(&4)"), "Alt+4"),
        Command("next_pane", view, translate("Commands", "下一栏"), "F6"),
        Command("previous_pane", view, translate("Commands", "上一栏"), "Shift+F6"),
        Command("larger", view, translate("Commands", "界面放大(&L)"), "Ctrl+Shift+="),
        Command("smaller", view, translate("Commands", "界面缩小(&S)"), "Ctrl+Shift+-"),
        Command("show_whole", view, translate("Commands", "按住显示完整号码"), "F9"),
        Command("handover", manage, translate("Commands", "交接给本单位系统…(&H)"), "Ctrl+Shift+H"),
        Command("export_case", manage, translate("Commands", "导出本件数据（JSON）…(&J)"), "Ctrl+Shift+J"),
        Command("archive", manage, translate("Commands", "导出归档文件夹…(&F)")),
        Command("export_cases", manage, translate("Commands", "导出业务列表…(&X)"), "Ctrl+Shift+X"),
        Command("day_list", manage, translate("Commands", "日终清单(&D)"), "Ctrl+Shift+T"),
        Command("statistics", manage, translate("Commands", "统计(&T)"), "Ctrl+Shift+I"),
        Command("retention", manage, translate("Commands", "保存期限和删除(&R)"), "Ctrl+Shift+K"),
        Command("lock", help_, translate("Commands", "锁定窗口(&L)"), "Ctrl+L"),
        Command("password", help_, translate("Commands", "修改密码…(&W)")),
        Command("accounts", help_, translate("Commands", "账号…(&U)")),
        Command("settings", help_, translate("Commands", "设置…(&S)"), "Ctrl+,"),
        Command("keys", help_, translate("Commands", "快捷键(&K)"), "F1; ?"),
        Command("about", help_, translate("Commands", "关于(&A)")),
        Command("quit", help_, translate("Commands", "退出(&X)"), "Ctrl+Q"),
    )


class Actions(Mapping[str, QAction]):
    """The actions of a window by id. `apply_keys` takes the keys from the settings again."""

    def __init__(self, parent: QWidget, settings: Settings) -> None:
        self._settings = settings
        self._actions = {command.id: _action(command, parent) for command in commands()}
        self.apply_keys()

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._actions)

    def __len__(self) -> int:
        return len(self._actions)

    def keys_of(self, command: Command) -> str:
        return self._settings.shortcut(command.id, command.keys)

    def apply_keys(self) -> None:
        for command in commands():
            keys = self.keys_of(command)
            # What is held is looked for by the window itself.
            self[command.id].setShortcuts(
                QKeySequence.listFromString(keys) if command.id != "show_whole" else []
            )
            hint = shown(keys)
            self[command.id].setToolTip(f"{command.title}（{hint}）" if hint else command.title)


def shown(keys: str) -> str:
    """Keys as people read them."""
    return " / ".join(
        each.toString(QKeySequence.SequenceFormat.NativeText) for each in QKeySequence.listFromString(keys)
    )


def clashes(chosen: Mapping[str, str]) -> dict[str, list[str]]:
    """Keys that are given to several commands (id -> keys): key -> the commands."""
    users: dict[str, list[str]] = {}
    for name, keys in chosen.items():
        for each in QKeySequence.listFromString(keys) if keys else ():
            users.setdefault(each.toString(), []).append(name)
    return {key: names for key, names in users.items() if len(names) > 1}


def _action(command: Command, parent: QWidget) -> QAction:
    action = QAction(command.text, parent)
    action.setObjectName(command.id)
    action.setCheckable(command.checkable)
    parent.addAction(action)
    return action
