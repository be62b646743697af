"""Signing in: name and password, or the word of the operating system; a first password is changed at once."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from intake_assist.desktop.measures import unit
from intake_assist.desktop.parts import button, label
from intake_assist.desktop.seat import Here, Seat

_WIDTH = 17  # line heights
_MOST = 128
_AGAIN_MS = 3000


def secret(words: str) -> QLineEdit:
    line = QLineEdit()
    line.setEchoMode(QLineEdit.EchoMode.Password)
    line.setAccessibleName(words)
    line.setPlaceholderText(words)
    line.setMaxLength(_MOST)
    return line


class NewPassword(QWidget):
    """A new password, typed twice. `given` with it once both are the same."""

    given = Signal(str)

    def __init__(self, words: str) -> None:
        super().__init__()
        self.first, self.again = secret(self.tr("新密码，至少 8 个字符")), secret(self.tr("再输一次新密码"))
        self.first.returnPressed.connect(self.again.setFocus)
        self.again.returnPressed.connect(self.give)
        self.wrong = label("", "red", wrap=True)
        self.button = button(words, self.give, primary=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * unit(self.fontMetrics()))
        for widget in (self.first, self.again, self.button, self.wrong):
            column.addWidget(widget)

    def clear(self) -> None:
        self.first.clear()
        self.again.clear()
        self.wrong.setText("")

    def give(self) -> None:
        if not self.button.isEnabled():
            return
        if self.first.text() != self.again.text():
            self.say(self.tr("两次输入的不一样，请再输一次。"))
            return
        self.button.setEnabled(False)
        self.given.emit(self.first.text())

    def say(self, text: str) -> None:
        """Why it was not taken."""
        self.button.setEnabled(True)
        self.clear()
        self.wrong.setText(text)
        self.first.setFocus()

    def done(self) -> None:
        self.button.setEnabled(True)
        self.clear()


class SignInForm(QWidget):
    """`signed_in` when somebody has, and needs no other password first."""

    signed_in = Signal()

    def __init__(self, seat: Seat) -> None:
        super().__init__()
        self._seat = seat
        self._here: Here | None = None
        self._old = ""
        self._trying = False
        self._again = QTimer(self, singleShot=True, interval=_AGAIN_MS)
        self._again.timeout.connect(self._ask_again)
        seat.changed.connect(self._in)
        self.name = QLineEdit()
        self.name.setAccessibleName(self.tr("账号"))
        self.name.setPlaceholderText(self.tr("账号"))
        self.name.setMaxLength(_MOST)
        self.password = secret(self.tr("密码"))
        self.name.returnPressed.connect(self.password.setFocus)
        self.password.returnPressed.connect(self._try)
        self.enter = button(self.tr("登录"), self._try, primary=True)
        self.walk_in = button("", self._walk_in)
        self.wrong = label("", "red", wrap=True)
        self.fresh = NewPassword(self.tr("改好，开始工作"))
        self.fresh.given.connect(self._change)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._first_page())
        self.pages.addWidget(self._second_page())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pages)
        self.setFixedWidth(_WIDTH * self.fontMetrics().height())

    def _first_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * unit(self.fontMetrics()))
        for widget in (self.name, self.password, self.enter, self.walk_in, self.wrong):
            column.addWidget(widget)
        column.addStretch(1)
        return page

    def _second_page(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3 * unit(self.fontMetrics()))
        words = self.tr("这个密码是管理员给的，请先改成只有自己知道的。")
        column.addWidget(label(words, wrap=True))
        column.addWidget(self.fresh)
        column.addStretch(1)
        return page

    def begin(self) -> None:
        """Nothing typed before is left. Who was here last need not type the name again."""
        self.pages.setCurrentIndex(0)
        self.fresh.done()
        self._old = ""
        self.name.setText(self._seat.last.name if self._seat.last else "")
        self.password.clear()
        self.wrong.setText("")
        self.enter.setEnabled(True)
        self.walk_in.hide()
        (self.password if self.name.text() else self.name).setFocus()
        self._ask()

    def _ask(self) -> None:
        self._seat.ask_here(self._know, lambda _: self._again.start())

    def _ask_again(self) -> None:
        """A disk or a server that was away may have come back."""
        if self._seat.must_sign_in:
            self._ask()

    def _know(self, here: Here) -> None:
        """Who is signed in at the operating system."""
        self._here = here
        account = here.account
        if account is None or account.disabled or not self._seat.must_sign_in:
            return
        if not self.name.text():
            self.name.setText(account.name)
            self.password.setFocus()
        if here.walks_in:
            words = self.tr("以“{name}”继续（{account}）")
            self.walk_in.setText(words.format(name=account.title, account=here.os_account.name))
            self.walk_in.setAccessibleName(self.walk_in.text())
            self.walk_in.show()
            last = self._seat.last
            if not self.password.text() and (last is None or last.id == account.id):
                self.walk_in.setFocus()

    def _try(self) -> None:
        if not self.enter.isEnabled():
            return
        if not self.name.text().strip() or not self.password.text():
            (self.password if self.name.text().strip() else self.name).setFocus()
            return
        self._wait()
        self._old = self.password.text()
        self._seat.sign_in(self.name.text(), self._old, self._refused)

    def _walk_in(self) -> None:
        if self._here is not None:
            self._wait()
            self._seat.walk_in(self._here.os_account, self._refused)

    def _wait(self) -> None:
        self._trying = True
        self.enter.setEnabled(False)
        self.walk_in.setEnabled(False)
        self.wrong.setText("")

    def _refused(self, error: BaseException) -> None:
        self._trying = False
        self._old = ""
        self.enter.setEnabled(True)
        self.walk_in.setEnabled(True)
        self.password.clear()
        self.password.setFocus()
        self.wrong.setText(self._words(error))

    def _in(self) -> None:
        if not self._trying:
            return
        self._trying = False
        self.enter.setEnabled(True)
        self.walk_in.setEnabled(True)
        self.password.clear()
        person = self._seat.person
        if person is not None and person.must_change_password:
            self.fresh.clear()
            self.pages.setCurrentIndex(1)
            self.fresh.first.setFocus()
        else:
            self._old = ""
            self.signed_in.emit()

    def _change(self, new: str) -> None:
        self._seat.change_password(
            self._old, new, self._changed, lambda error: self.fresh.say(self._words(error))
        )

    def _changed(self) -> None:
        self._old = ""
        self.fresh.done()
        self.signed_in.emit()

    def _words(self, error: BaseException) -> str:
        return getattr(error, "message", "") or self.tr("登录时程序出错，请联系维护人员。")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Return on a button presses it, as everywhere on this page."""
        focused = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and focused is self.walk_in:
            self.walk_in.click()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and focused is self.enter:
            self.enter.click()
        else:
            super().keyPressEvent(event)
