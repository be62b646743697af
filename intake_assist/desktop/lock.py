"""What is shown while the window is locked or nobody has signed in: nothing of any case."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from intake_assist.desktop.jobs import Background
from intake_assist.desktop.measures import unit
from intake_assist.desktop.parts import button, label
from intake_assist.desktop.seat import Seat
from intake_assist.desktop.settings import Settings
from intake_assist.desktop.sign_in import SignInForm

_WAIT_MS = 3000


class LockPage(QWidget):
    """Covers everything until somebody signs in. Where there are no accounts: until the PIN is typed; without a PIN
    until Return is pressed."""

    unlocked = Signal()

    def __init__(self, settings: Settings, background: Background, seat: Seat) -> None:
        super().__init__()
        self._settings, self._background, self._seat = settings, background, seat
        self.pin = QLineEdit()
        self.pin.setEchoMode(QLineEdit.EchoMode.Password)
        self.pin.setAccessibleName(self.tr("PIN 码"))
        self.pin.setPlaceholderText(self.tr("PIN 码"))
        self.pin.setMaxLength(32)
        self.pin.setMaximumWidth(24 * self.fontMetrics().averageCharWidth())
        self.pin.returnPressed.connect(self._try)
        self._open = button(self.tr("解锁"), self._try, primary=True)
        self._wrong = label("", "red")
        self._wait = QTimer(self, singleShot=True, interval=_WAIT_MS)
        self._wait.timeout.connect(self._allow)
        self._title = label("", "huge")
        self._about = label("", "dim")
        self.form = SignInForm(seat)
        self.form.signed_in.connect(self.unlocked)
        column = QVBoxLayout(self)
        column.setSpacing(3 * unit(self.fontMetrics()))
        column.addStretch(2)
        for widget in (self._title, self._about, self.form, self.pin, self._open, self._wrong):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)

    def begin(self) -> None:
        self.pin.clear()
        self._wrong.setText("")
        signing, first = self._seat.shut, self._seat.last is None
        self._title.setText(self.tr("请登录") if signing and first else self.tr("已锁定"))
        self._about.setText(self.tr("业务都已保存，识别继续进行。"))
        self._about.setVisible(not (signing and first))
        self.form.setVisible(signing)
        self.pin.setVisible(not signing and self._settings.has_pin)
        self._open.setVisible(not signing)
        if signing:
            self.form.begin()
        else:
            (self.pin if self._settings.has_pin else self._open).setFocus()

    def _try(self) -> None:
        if self._wait.isActive():
            return
        if not self._settings.has_pin:
            self.unlocked.emit()
            return
        pin = self.pin.text()
        self._open.setEnabled(False)
        self._background.run(lambda: self._settings.pin_is(pin), self._answer)

    def _answer(self, right: bool) -> None:
        self.pin.clear()
        if self._seat.must_sign_in:
            return
        if right:
            self._allow()
            self.unlocked.emit()
        else:
            self._wrong.setText(self.tr("PIN 码不对，请稍后再试。"))
            self._wait.start()

    def _allow(self) -> None:
        self._open.setEnabled(True)
        self._wrong.setText("")
