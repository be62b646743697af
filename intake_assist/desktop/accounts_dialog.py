"""Accounts, for the administrator: who may sign in, and what they may do. One's own password, for everybody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from intake_assist.desktop.measures import open_at, unit
from intake_assist.desktop.parts import Tick, button, label
from intake_assist.desktop.seat import Here, Seat
from intake_assist.desktop.sign_in import NewPassword, secret

if TYPE_CHECKING:
    from intake_assist.desktop.window import MainWindow
    from intake_assist.store import Account, Actor, Store

_COLUMNS = 6


def _there(owner: QObject, call: Callable[[Any], None]) -> Callable[[Any], None]:
    """`call`, unless its owner was closed while the answer was on its way."""
    return lambda answer: call(answer) if isValid(owner) else None


class PasswordDialog(QDialog):
    """One's own password. Whoever has none until now need not name it."""

    def __init__(self, parent: QWidget, seat: Seat) -> None:
        super().__init__(parent)
        assert seat.person is not None  # only asked then
        self._seat = seat
        self.setWindowTitle(self.tr("修改密码"))
        self.old = secret(self.tr("现在的密码"))
        self.old.setVisible(seat.person.has_password)
        self.fresh = NewPassword(self.tr("修改密码"))
        self.old.returnPressed.connect(self.fresh.first.setFocus)
        self.fresh.given.connect(self._change)
        column = QVBoxLayout(self)
        step = unit(self.fontMetrics())
        column.setContentsMargins(6 * step, 5 * step, 6 * step, 4 * step)
        column.setSpacing(3 * step)
        column.addWidget(label(seat.who(), "dim"))
        column.addWidget(self.old)
        column.addWidget(self.fresh)
        column.addStretch(1)
        column.addWidget(button(self.tr("关闭"), self.close), 0, Qt.AlignmentFlag.AlignRight)
        self.resize(self.fontMetrics().height() * 20, self.sizeHint().height())
        (self.old if seat.person.has_password else self.fresh.first).setFocus()

    def _change(self, new: str) -> None:
        changed, refused = _there(self, lambda _: self._changed()), _there(self, self._refused)
        self._seat.change_password(self.old.text(), new, lambda: changed(None), refused)

    def _changed(self) -> None:
        self.fresh.done()
        self.close()

    def _refused(self, error: BaseException) -> None:
        self.fresh.say(getattr(error, "message", type(error).__name__))
        self.old.clear()
        if self.old.isVisible():
            self.old.setFocus()


class AccountsDialog(QDialog):
    """The list, and what can be done to the chosen account. Stands before the window until it is closed."""

    def __init__(self, window: MainWindow, seat: Seat) -> None:
        super().__init__(window)
        self._window, self._seat = window, seat
        self._accounts: Sequence[Account] = ()
        self.setWindowTitle(self.tr("账号"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.about = label("", "dim", wrap=True)
        self.about.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.table = self._made_table()
        self.wrong = label("", "red", wrap=True)
        self.add = button(self.tr("新建账号…(&N)"), self._ask_new, primary=True)
        self.edit = button(self.tr("修改…(&E)"), self._ask_change)
        self.reset = button(self.tr("重设密码…(&P)"), self._ask_password)
        self.switch = button(self.tr("停用(&D)"), self._switch)
        self._of_one = (self.edit, self.reset, self.switch)
        column = QVBoxLayout(self)
        step = unit(self.fontMetrics())
        column.setContentsMargins(5 * step, 4 * step, 5 * step, 4 * step)
        column.setSpacing(3 * step)
        for widget in (self.about, self.table, self.wrong):
            column.addWidget(widget)
        row = QHBoxLayout()
        for each in (self.add, *self._of_one):
            row.addWidget(each)
        row.addStretch(1)
        row.addWidget(button(self.tr("关闭"), self.close))
        column.addLayout(row)
        open_at(self, 44, 24)
        self._ask()

    def _made_table(self) -> QTableWidget:
        table = QTableWidget(0, _COLUMNS)
        table.setAccessibleName(self.tr("账号"))
        table.setHorizontalHeaderLabels(
            [
                self.tr("账号"),
                self.tr("姓名"),
                self.tr("角色"),
                self.tr("状态"),
                self.tr("登录方式"),
                self.tr("上次登录"),
            ]
        )
        table.verticalHeader().hide()
        table.setShowGrid(False)
        table.setTabKeyNavigation(False)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        table.currentCellChanged.connect(lambda *_: self._enable())
        table.itemActivated.connect(lambda _: self._ask_change())
        return table

    @property
    def current(self) -> Account | None:
        row = self.table.currentRow()
        return self._accounts[row] if 0 <= row < len(self._accounts) else None

    # -- what is shown ------------------------------------------------------------------------------------

    def _ask(self) -> None:
        self._say()
        if self._seat.shut:
            self._manage(lambda store, actor: store.gate.accounts(actor), self._show)
        else:
            self._show(())

    def _say(self) -> None:
        if self._seat.shut:
            words = self.tr("账号不能删除，只能停用：审计记录里有它。改动立即生效。")
        else:
            words = self.tr(
                "还没有账号：使用这台电脑的人可以做全部操作，不用登录。新建第一个账号（管理员）以后，使用程序都要先登录。"
                "一个人管一个窗口的，给自己同时选上主管和管理员。"
            )
        self.about.setText(words)
        for each in self._of_one:
            each.setVisible(self._seat.shut)

    def _show(self, accounts: Sequence[Account]) -> None:
        name = self.current.name if self.current else None
        self._accounts = accounts
        self.table.setRowCount(len(accounts))
        for row, account in enumerate(accounts):
            for column, text in enumerate(self._line(account)):
                self.table.setItem(row, column, QTableWidgetItem(text))
        names = [account.name for account in accounts]
        self.table.setCurrentCell(names.index(name) if name in names else 0 if names else -1, 0)
        self.table.setVisible(self._seat.shut)
        self._enable()
        (self.table if accounts else self.add).setFocus()

    def _line(self, account: Account) -> tuple[str, ...]:
        words = self._seat.role_words()
        roles = self.tr("、").join(words[role] for role in words if role in account.roles)
        ways = [self.tr("密码")] if account.has_password else []
        ways += [account.os_name] if account.os_name else []
        last = account.signed_in_at
        seen = f"{last.astimezone():%Y-%m-%d %H:%M}" if last else ""
        return account.name, account.title, roles, self._state(account), self.tr("、").join(ways), seen

    def _state(self, account: Account) -> str:
        if account.disabled:
            return self.tr("已停用")
        if account.blocked_until is not None:
            return self.tr("密码错误，锁定中")
        return self.tr("要改初始密码") if account.must_change_password else self.tr("可用")

    def _enable(self) -> None:
        account = self.current
        for each in self._of_one:
            each.setEnabled(account is not None)
        back = account is not None and (account.disabled or account.blocked_until is not None)
        self.switch.setText(self.tr("启用(&D)") if back else self.tr("停用(&D)"))
        self.switch.setAccessibleName(self.switch.text().split("(&")[0])

    # -- what is done -------------------------------------------------------------------------------------

    def _ask_new(self) -> None:
        AccountForm(self, self._seat, None, self._done_first if not self._seat.shut else self._ask).open()

    def _ask_change(self) -> None:
        if self.current is not None:
            AccountForm(self, self._seat, self.current, self._ask).open()

    def _ask_password(self) -> None:
        if self.current is not None:
            ResetForm(self, self._seat, self.current, self._ask).open()

    def _switch(self) -> None:
        account = self.current
        if account is None:
            return
        back = account.disabled or account.blocked_until is not None
        self._call(
            lambda store, actor: (store.gate.enable if back else store.gate.disable)(actor, account.name)
        )

    def _call(self, call: Callable[[Store, Actor], Any]) -> None:
        self.wrong.setText("")
        self._manage(call, lambda _: self._ask())

    def _manage(self, call: Callable[[Store, Actor], Any], then: Callable[[Any], None]) -> None:
        self._seat.manage(call, _there(self, then), _there(self, self._refused))

    def _refused(self, error: BaseException) -> None:
        self.wrong.setText(getattr(error, "message", type(error).__name__))

    def _done_first(self) -> None:
        """The first account shuts the gate: from now on one signs in, here too."""
        self._seat.shut_out()
        self.close()
        self._window.lock()


class _Form(QDialog):
    """Something about one account: its button calls `save`, until the store has taken what that gives it."""

    saved = Signal()

    def __init__(
        self, parent: QWidget, seat: Seat, save: Callable[[], None], then: Callable[[], None]
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._seat = seat
        self.saved.connect(then)
        self.wrong = label("", "red", wrap=True)
        self.form = QFormLayout()
        self.form.setVerticalSpacing(3 * unit(self.fontMetrics()))
        self.ok = button(self.tr("保存"), save, primary=True)
        self.ok.setDefault(True)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.ok)
        row.addWidget(button(self.tr("取消"), self.close))
        column = QVBoxLayout(self)
        step = unit(self.fontMetrics())
        column.setContentsMargins(6 * step, 5 * step, 6 * step, 4 * step)
        column.setSpacing(3 * step)
        column.addLayout(self.form)
        column.addWidget(self.wrong)
        column.addLayout(row)
        self.setMinimumWidth(self.fontMetrics().height() * 26)

    def _take(self, call: Callable[[Store, Actor], Any]) -> None:
        self.ok.setEnabled(False)
        self.wrong.setText("")
        self._seat.manage(call, _there(self, lambda _: self._saved()), _there(self, self._refused))

    def _saved(self) -> None:
        self.saved.emit()
        self.close()

    def _refused(self, error: BaseException) -> None:
        self.say(getattr(error, "message", type(error).__name__))

    def say(self, text: str) -> None:
        self.ok.setEnabled(True)
        self.wrong.setText(text)

    def _passwords(self) -> tuple[QLineEdit, QLineEdit]:
        first, again = secret(self.tr("至少 8 个字符")), secret(self.tr("再输一次"))
        self.form.addRow(self.tr("密码"), first)
        self.form.addRow("", again)
        return first, again

    def _same(self, first: QLineEdit, again: QLineEdit) -> bool:
        if first.text() == again.text():
            return True
        self.say(self.tr("两次输入的密码不一样。"))
        again.clear()
        again.setFocus()
        return False


class AccountForm(_Form):
    """A new account, or one that is changed: what nobody touches stays."""

    def __init__(
        self, parent: QWidget, seat: Seat, account: Account | None, then: Callable[[], None]
    ) -> None:
        super().__init__(parent, seat, self.save, then)
        self._account, self._here = account, ""
        first = account is None and not seat.shut
        self.setWindowTitle(self.tr("修改账号") if account else self.tr("新建账号"))
        self.name, self.title = QLineEdit(account.name if account else ""), QLineEdit()
        self.name.setEnabled(account is None)
        self.name.setAccessibleName(self.tr("账号"))
        self.title.setText(account.title if account else "")
        self.title.setAccessibleName(self.tr("姓名"))
        self.os_name = QLineEdit(account.os_name if account else "")
        self.os_name.setAccessibleName(self.tr("Windows 账号"))
        self.os_name.setPlaceholderText(self.tr("域\\用户名，可不填"))
        self.use_here = button(self.tr("用现在登录的"), self._use_here)
        self.use_here.hide()
        self.form.addRow(self.tr("账号"), self.name)
        self.form.addRow(self.tr("姓名"), self.title)
        self.roles = self._role_ticks(account, first)
        row = QHBoxLayout()
        row.addWidget(self.os_name, 1)
        row.addWidget(self.use_here)
        self.form.addRow(self.tr("Windows 账号"), row)
        words = self.tr("填了 Windows 账号，这个人登录 Windows 以后就不用再登录；密码可以不设。")
        self.form.addRow("", label(words, "dim", wrap=True))
        self.first: QLineEdit | None = None
        self.again: QLineEdit | None = None
        if account is None:
            self.first, self.again = self._passwords()
        if not account and not first:
            words = self.tr("本人第一次登录时要改掉这个密码。")
            self.form.addRow("", label(words, "dim", wrap=True))
        seat.ask_here(_there(self, self._know))
        (self.title if account else self.name).setFocus()

    def _role_ticks(self, account: Account | None, first: bool) -> dict[str, Tick]:
        about = {
            "clerk": self.tr("收件、处理提示、出具告知书、受理和撤回、查看完整号码、交接"),
            "supervisor": self.tr(
                "办事员的全部，加上看别人的收件、统计、导出、发布清单、停止删除、删除、审计"
            ),
            "administrator": self.tr("账号、本窗口设置、备份和恢复、恢复密钥、保存期限、审计；不看收件"),
        }
        had = {str(role) for role in account.roles} if account else set()
        chosen = {"supervisor", "administrator"} if first else had
        ticks = {}
        for role, words in self._seat.role_words().items():
            ticks[role] = tick = Tick(self.tr("{role}：{about}").format(role=words, about=about[role]))
            tick.setChecked(role in chosen)
            self.form.addRow(self.tr("角色") if len(ticks) == 1 else "", tick.row)
        return ticks

    def _know(self, here: Here) -> None:
        if here.account is None:
            self._here = here.os_account.sid or here.os_account.name
            self.use_here.setToolTip(here.os_account.name)
            self.use_here.setVisible(True)

    def _use_here(self) -> None:
        self.os_name.setText(self._here)

    def save(self) -> None:
        from intake_assist.store import Role

        name, title, os_name = self.name.text().strip(), self.title.text(), self.os_name.text().strip()
        roles = {Role(role) for role, tick in self.roles.items() if tick.isChecked()}
        if self._account is not None:
            self._take(
                lambda store, by: store.gate.change(by, name, title=title, roles=roles, os_name=os_name)
            )
        elif self.first is not None and self.again is not None and self._same(self.first, self.again):
            word = self.first.text() or None
            self._take(
                lambda store, by: store.gate.add(by, name, roles, title=title, password=word, os_name=os_name)
            )


class ResetForm(_Form):
    """A password for somebody who has forgotten theirs. It ends a lock-out, too."""

    def __init__(self, parent: QWidget, seat: Seat, account: Account, then: Callable[[], None]) -> None:
        super().__init__(parent, seat, self.save, then)
        self._name = account.name
        self.setWindowTitle(self.tr("重设密码"))
        self.form.addRow(self.tr("账号"), label(account.name))
        self.first, self.again = self._passwords()
        words = self.tr("当面告诉本人；本人登录后要改掉它。")
        self.form.addRow("", label(words, "dim", wrap=True))
        self.first.setFocus()

    def save(self) -> None:
        if self._same(self.first, self.again):
            word = self.first.text()
            self._take(lambda store, by: store.gate.set_password(by, self._name, word))
