"""Signing in at the real window, taking over a desk, and the administrator's accounts; by keyboard alone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import wait
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from intake_assist.casework import steps
from intake_assist.desktop.accounts_dialog import AccountForm, AccountsDialog, PasswordDialog, ResetForm
from intake_assist.desktop.desk import Desk
from intake_assist.desktop.permitted import RIGHTS
from intake_assist.desktop.seat import admitted
from intake_assist.desktop.session import Paper
from intake_assist.desktop.window import MainWindow
from intake_assist.store import (
    Account,
    BusyError,
    Credentials,
    OsAccount,
    Right,
    Role,
    Store,
    os_account,
    passwords,
)
from intake_assist.store.audit import Record, records
from tests.desktop.conftest import new_case, until

BOSS, CHEN, ZHAO, TECH = "林站长", "chen.lan", "zhao.min", "信息科"
WORD, FIRST = "Kaifeng-2026", "first-word 1"
STAFF = {
    BOSS: {Role.ADMINISTRATOR, Role.SUPERVISOR},
    CHEN: {Role.CLERK},
    ZHAO: {Role.CLERK},
    TECH: {Role.ADMINISTRATOR},
}


@pytest.fixture(scope="module", autouse=True)
def quick() -> Iterator[None]:
    """Passwords are hashed for real, at the least cost that argon2 allows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        patch.setattr(passwords, "_NOBODY", [])
        yield


def started(home: Path) -> Desk:
    desk = Desk(home)
    desk.settings.recovery_key_kept = True
    desk.start()
    until(lambda: desk.queue is not None)
    assert desk.queue is not None
    # Threads that come when they are first needed would look like left ones to the test that needs them.
    gate = threading.Barrier(3)
    jobs = [desk.background._pool.submit(gate.wait) for _ in range(2)]
    gate.wait()
    wait([*jobs, desk.judging._pool.submit(int), desk.queue._readers.submit(int)])
    until(lambda: desk.link is not None and desk.link.state is not None, 120_000)
    return desk


def shown(desk: Desk) -> MainWindow:
    window = MainWindow(desk)
    window.resize(1300, 850)
    window.show()
    window.take_up()
    return window


def put_away(window: MainWindow) -> None:
    window.close()
    window.deleteLater()
    QApplication.processEvents()


@pytest.fixture(scope="module")
def staffed(qapp: QApplication, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:  # noqa: ARG001
    """A desk with accounts for a hall."""
    home = tmp_path_factory.mktemp("hall")
    with Store.open(home / "store") as store:
        store.gate.add("root", BOSS, STAFF[BOSS], password=WORD)
        boss = store.gate.sign_in(Credentials(BOSS, WORD))
        for name in (CHEN, ZHAO, TECH):
            store.gate.add(boss, name, STAFF[name], password=FIRST)
            store.gate.change_password(store.gate.sign_in(Credentials(name, FIRST)), FIRST, WORD)
    desk = started(home)
    yield desk
    desk.close()


@pytest.fixture
def hall(staffed: Desk) -> Iterator[MainWindow]:
    """The window of that desk, at which nobody has signed in."""
    staffed.seat.leave("ended")
    staffed.settings.open_case = ""
    window = shown(staffed)
    until(lambda: window.locked)
    yield window
    put_away(window)


def press(widget: QWidget, key: Qt.Key) -> None:
    QTest.keyClick(widget, key)


def type_in(window: MainWindow, name: str, password: str) -> None:
    form = window.lock_page.form
    form.name.setText(name)
    form.name.setFocus()
    press(form.name, Qt.Key.Key_Return)
    QTest.keyClicks(form.password, password)
    press(form.password, Qt.Key.Key_Return)
    until(form.enter.isEnabled)


def sign_in(window: MainWindow, name: str) -> None:
    type_in(window, name, WORD)
    until(lambda: not window.locked)


def trail(desk: Desk) -> list[Record]:
    assert desk.queue is not None
    assert desk.queue.flush(30)
    with desk.queue.store._reading() as unit:
        return list(records(unit.session))


def told(widget: QWidget) -> str:
    return " ".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


# -- signing in -------------------------------------------------------------------------------------------


def test_nothing_is_shown_before_somebody_signs_in(hall: MainWindow, staffed: Desk) -> None:
    assert hall.stack.currentWidget() is hall.lock_page
    assert "请登录" in told(hall.lock_page) or "已锁定" in told(hall.lock_page)
    assert not hall.menuBar().isVisible()
    assert not any(action.isEnabled() for action in hall.actions_.values())
    sign_in(hall, CHEN)
    assert hall.stack.currentWidget() is hall.start
    assert hall._person.text() == f"{CHEN}（办事员）"
    assert str(staffed.actor) == CHEN
    assert [(record.event, record.actor) for record in trail(staffed)][-1] == ("signed_in", CHEN)


def test_a_wrong_password_is_told_and_nothing_opens(hall: MainWindow) -> None:
    type_in(hall, CHEN, "wrong")
    form = hall.lock_page.form
    assert form.wrong.text() == "账号或密码不对。"
    assert hall.locked
    assert form.password.text() == ""
    press(form.password, Qt.Key.Key_Return)
    assert form.enter.isEnabled(), "an empty password is not tried"
    for _ in range(4):
        type_in(hall, CHEN, "wrong")
    assert "1 分钟后再试" in form.wrong.text()
    type_in(hall, CHEN, WORD)
    assert hall.locked
    type_in(hall, BOSS, WORD)
    until(lambda: not hall.locked)
    store, boss = hall.desk.queue.store, hall.desk.seat.person  # type: ignore[union-attr]
    assert boss is not None
    store.gate.enable(boss, CHEN)


def test_a_first_password_is_changed_before_work_begins(hall: MainWindow, staffed: Desk) -> None:
    sign_in(hall, BOSS)
    assert staffed.queue is not None
    assert staffed.seat.person is not None
    staffed.queue.store.gate.set_password(staffed.seat.person, ZHAO, FIRST)
    hall.lock()
    type_in(hall, ZHAO, FIRST)
    form = hall.lock_page.form
    until(lambda: form.pages.currentIndex() == 1)
    assert hall.locked
    fresh = form.fresh
    for word, again, complaint in (
        (WORD, FIRST, "不一样"),
        (FIRST, FIRST, "不能和现在的一样"),
        ("short", "short", "8 到"),
    ):
        fresh.first.setText(word)
        fresh.again.setText(again)
        press(fresh.again, Qt.Key.Key_Return)
        until(fresh.button.isEnabled)
        until(lambda complaint=complaint: complaint in fresh.wrong.text())
        assert hall.locked
    fresh.first.setText(WORD)
    fresh.again.setText(WORD)
    press(fresh.again, Qt.Key.Key_Return)
    until(lambda: not hall.locked)
    assert str(staffed.actor) == ZHAO


def test_whom_windows_vouches_for_goes_on_by_return(hall: MainWindow, staffed: Desk) -> None:
    sign_in(hall, BOSS)
    assert staffed.queue is not None
    gate, boss = staffed.queue.store.gate, staffed.seat.person
    assert boss is not None
    gate.add(boss, "walks.in", {Role.CLERK}, os_name=os_account().name)
    try:
        hall.lock()
        form = hall.lock_page.form
        until(form.walk_in.isVisible)
        assert os_account().name in form.walk_in.text()
        assert hall.focusWidget() is form.password, "somebody else was here last"
        form.walk_in.setFocus()
        press(form.walk_in, Qt.Key.Key_Return)
        until(lambda: not hall.locked)
        assert str(staffed.actor) == "walks.in"
        hall.lock()
        until(form.walk_in.isVisible)
        assert hall.focusWidget() is form.walk_in
    finally:
        boss = gate.sign_in(Credentials(BOSS, WORD))
        gate.change(boss, "walks.in", os_name="HALL\\walks.in")


def test_a_store_that_does_not_answer_is_asked_again(
    hall: MainWindow, staffed: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(hall, BOSS)
    assert staffed.queue is not None
    gate, boss = staffed.queue.store.gate, staffed.seat.person
    assert boss is not None
    account_of, tries = gate.account_of, []

    def busy_at_first(account: OsAccount) -> Account | None:
        tries.append(account)
        if len(tries) == 1:
            raise BusyError("别的窗口正在保存，请稍候再试。")
        return account_of(account)

    gate.add(boss, "comes.later", {Role.CLERK}, os_name=os_account().name)
    try:
        monkeypatch.setattr(gate, "account_of", busy_at_first)
        hall.lock()
        until(hall.lock_page.form.walk_in.isVisible)
        assert len(tries) == 2
    finally:
        boss = gate.sign_in(Credentials(BOSS, WORD))
        gate.change(boss, "comes.later", os_name="HALL\\comes.later")


def test_who_need_not_sign_in_when_the_program_starts(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        assert admitted(store, was_locked=False) == (False, None)
        store.gate.add("root", BOSS, STAFF[BOSS], password=WORD)
        assert admitted(store, was_locked=False) == (True, None)
        boss = store.gate.sign_in(Credentials(BOSS, WORD))
        store.gate.add(boss, CHEN, {Role.CLERK}, os_name=os_account().name)
        shut, person = admitted(store, was_locked=False)
        assert shut
        assert person is not None
        assert person.name == CHEN
        assert admitted(store, was_locked=True) == (True, None), "it was locked when the program ended"
        store.gate.disable(boss, CHEN)
        assert admitted(store, was_locked=False) == (True, None)


# -- taking over ------------------------------------------------------------------------------------------


def test_another_one_takes_over_the_desk_with_the_case(hall: MainWindow, staffed: Desk) -> None:
    sign_in(hall, CHEN)
    case = new_case(staffed)
    hall.open_case(case.header.id)
    until(lambda: hall.case is not None)
    assert hall.case is not None
    session = hall.case.session
    session.do(steps.FindingAdded("a", "缺一份委托书"))
    hall.lock()
    assert hall.stack.currentWidget() is hall.lock_page
    assert staffed.settings.locked
    sign_in(hall, ZHAO)
    assert hall.case is not None
    assert hall.case.session is session
    assert not staffed.settings.locked
    session.do(steps.FindingAdded("b", "印章不清"))
    done = [
        (record.event, record.actor)
        for record in trail(staffed)
        if record.event in ("step", "signed_out", "signed_in")
    ]
    assert done[-4:] == [("step", CHEN), ("signed_out", CHEN), ("signed_in", ZHAO), ("step", ZHAO)]
    assert staffed.queue is not None
    assert len(staffed.queue.load(case.header.id).result(30).entries) == 2


def test_papers_scanned_while_the_desk_is_locked_wait_for_who_signs_in(
    hall: MainWindow, staffed: Desk
) -> None:
    sign_in(hall, CHEN)
    hall.open_case(new_case(staffed).header.id)
    until(lambda: hall.case is not None)
    assert hall.case is not None
    session = hall.case.session
    hall.lock()
    hall.take([Paper("扫描 1.jpg", b"no picture")])
    assert session.state.files == ()
    sign_in(hall, ZHAO)
    assert [file.name for file in session.state.files] == ["扫描 1.jpg"]
    received = [record.actor for record in trail(staffed) if record.event == "files_received"]
    assert received == [ZHAO]


def test_what_is_being_typed_when_the_desk_locks_is_kept(hall: MainWindow, staffed: Desk) -> None:
    sign_in(hall, BOSS)
    hall._show_settings()
    (line,) = (
        each for each in hall._dialogs["settings"].findChildren(QLineEdit) if each.accessibleName() == "地址"
    )
    line.setFocus()
    line.setText("开元大道 1 号")
    line.setModified(True)
    hall.lock()
    last = [(record.event, record.actor) for record in trail(staffed)][-2:]
    assert last[-1] == ("signed_out", BOSS)
    assert ("refused", "(未登录)") not in last


def test_a_desk_nobody_uses_locks_itself(hall: MainWindow, staffed: Desk) -> None:
    staffed.settings.lock_minutes = 0
    assert staffed.seat.lock_minutes == 10, "accounts do not allow never"
    sign_in(hall, CHEN)
    assert hall._idle.isActive()
    hall._idle.timeout.emit()
    assert hall.locked
    last = trail(staffed)[-1]
    assert (last.event, last.actor, last.detail) == ("signed_out", CHEN, {"why": "idle"})
    until(lambda: hall.lock_page.form.name.text() == CHEN)
    assert hall.lock_page.form.password.text() == ""


def test_who_does_no_business_takes_over_no_case(hall: MainWindow, staffed: Desk) -> None:
    sign_in(hall, CHEN)
    case = new_case(staffed)
    hall.open_case(case.header.id)
    until(lambda: hall.case is not None)
    hall.lock()
    sign_in(hall, TECH)
    assert hall.case is None
    assert not hall.start.matters.isEnabled()
    assert "请由办事员或主管操作" in told(hall.start)
    for name in ("open_case", "add_files", "statistics"):
        assert not hall.actions_[name].isEnabled(), name
        assert "操作" in hall.actions_[name].statusTip(), name
    assert hall.actions_["accounts"].isEnabled()
    hall.lock()
    sign_in(hall, CHEN)
    until(lambda: hall.case is not None)
    assert hall.case is not None
    assert hall.case.session.header.id == case.header.id
    assert hall.start.matters.isEnabled()
    assert hall.actions_["open_case"].isEnabled()
    assert not hall.actions_["accounts"].isEnabled()
    assert "请由管理员操作" in hall.actions_["accounts"].statusTip()
    hall._show_accounts()
    assert "accounts" not in hall._dialogs


def test_who_is_disabled_at_work_has_to_stop_and_the_case_is_what_was_kept(
    hall: MainWindow, staffed: Desk
) -> None:
    sign_in(hall, CHEN)
    case = new_case(staffed)
    hall.open_case(case.header.id)
    until(lambda: hall.case is not None)
    assert hall.case is not None
    assert staffed.queue is not None
    with Store.open(staffed.home / "store") as other:
        boss = other.gate.sign_in(Credentials(BOSS, WORD))
        other.gate.disable(boss, CHEN)
        hall.case.session.do(steps.FindingAdded("a", "缺一份委托书"))
        until(lambda: hall.locked)
        other.gate.enable(boss, CHEN)
    assert hall.case is None
    sign_in(hall, ZHAO)
    until(lambda: hall.case is not None)
    assert hall.case is not None
    assert hall.case.session.header.id == case.header.id
    assert not hall.case.session.state.added
    assert ("refused", CHEN) in [(record.event, record.actor) for record in trail(staffed)]


# -- the administrator ------------------------------------------------------------------------------------


def saved(form: AccountForm | ResetForm) -> None:
    press(form.focusWidget() or form, Qt.Key.Key_Return)


def form_of(dialog: AccountsDialog, kind: type[AccountForm] | type[ResetForm]) -> AccountForm | ResetForm:
    until(lambda: dialog.findChild(kind) is not None)
    found = dialog.findChild(kind)
    assert isinstance(found, (AccountForm, ResetForm))
    return found


def choose(dialog: AccountsDialog, name: str) -> None:
    until(lambda: name in [each.name for each in dialog._accounts])
    dialog.table.setCurrentCell([each.name for each in dialog._accounts].index(name), 0)


def test_the_first_account_is_made_in_the_window_and_locks_it(tmp_path: Path, qapp: QApplication) -> None:  # noqa: ARG001
    desk = started(tmp_path)
    window = shown(desk)
    try:
        assert not window.locked
        assert not window.actions_["password"].isEnabled()
        window.actions_["accounts"].trigger()
        dialog = window._dialogs["accounts"]
        assert "还没有账号" in dialog.about.text()
        press(dialog.add, Qt.Key.Key_Space)
        form = form_of(dialog, AccountForm)
        assert isinstance(form, AccountForm)
        assert [role for role, tick in form.roles.items() if tick.isChecked()] == [
            "supervisor",
            "administrator",
        ]
        form.roles["administrator"].setChecked(False)
        QTest.keyClicks(form.name, "lin")
        assert form.first is not None
        assert form.again is not None
        for line in (form.first, form.again):
            QTest.keyClicks(line, WORD)
        saved(form)
        until(lambda: "第一个账号必须是管理员" in form.wrong.text())
        form.roles["administrator"].setChecked(True)
        saved(form)
        until(lambda: window.locked)
        sign_in(window, "LIN")
        assert window._person.text() == "lin（主管、管理员）"
        assert window.actions_["password"].isEnabled()
        window.actions_["accounts"].trigger()
        choose(window._dialogs["accounts"], "lin")
    finally:
        put_away(window)
        desk.close()
    with Store.open(tmp_path / "store") as store:
        store.gate.sign_in(Credentials("lin", WORD))
        why = [record.detail["why"] for record in store.audit() if record.event == "signed_out"]
        assert why == ["ended"]
        assert store.verify().problem is None


def test_accounts_are_managed_by_keyboard(hall: MainWindow, staffed: Desk) -> None:
    sign_in(hall, BOSS)
    hall.actions_["accounts"].trigger()
    dialog = hall._dialogs["accounts"]
    choose(dialog, TECH)
    press(dialog.edit, Qt.Key.Key_Space)
    form = form_of(dialog, AccountForm)
    assert isinstance(form, AccountForm)
    assert not form.name.isEnabled()
    form.title.setText("信息科小王")
    form.os_name.setText("a\\b\\c")
    saved(form)
    until(lambda: "域" in form.wrong.text())
    form.os_name.setText("HALL\\tech")
    saved(form)
    until(lambda: any(each.title == "信息科小王" for each in dialog._accounts))
    line = [item.text() for at in range(5) if (item := dialog.table.item(dialog.table.currentRow(), at))]
    assert line == [TECH, "信息科小王", "管理员", "可用", "密码、HALL\\tech"]
    press(dialog.reset, Qt.Key.Key_Space)
    form = form_of(dialog, ResetForm)
    assert isinstance(form, ResetForm)
    form.first.setText("second-word 2")
    form.again.setText("second-word 3")
    saved(form)
    until(lambda: "不一样" in form.wrong.text())
    form.again.setText("second-word 2")
    saved(form)
    until(lambda: any(each.name == TECH and each.must_change_password for each in dialog._accounts))
    choose(dialog, TECH)
    press(dialog.switch, Qt.Key.Key_Space)
    until(lambda: any(each.name == TECH and each.disabled for each in dialog._accounts))
    choose(dialog, TECH)
    assert dialog.switch.text().startswith("启用")
    press(dialog.switch, Qt.Key.Key_Space)
    until(lambda: not any(each.disabled for each in dialog._accounts))
    assert staffed.queue is not None
    gate = staffed.queue.store.gate
    gate.change_password(gate.sign_in(Credentials(TECH, "second-word 2")), "second-word 2", WORD)


def test_ones_own_password_is_changed(hall: MainWindow, staffed: Desk) -> None:
    sign_in(hall, CHEN)
    hall.actions_["password"].trigger()
    dialog = hall._dialogs["password"]
    assert isinstance(dialog, PasswordDialog)
    dialog.old.setText("wrong")
    dialog.fresh.first.setText("another-word 7")
    dialog.fresh.again.setText("another-word 7")
    press(dialog.fresh.again, Qt.Key.Key_Return)
    until(lambda: "现在的密码不对" in dialog.fresh.wrong.text())
    dialog.old.setText(WORD)
    dialog.fresh.first.setText("another-word 7")
    dialog.fresh.again.setText("another-word 7")
    press(dialog.fresh.again, Qt.Key.Key_Return)
    until(lambda: "password" not in hall._dialogs)
    assert staffed.queue is not None
    gate, person = staffed.queue.store.gate, staffed.seat.person
    assert person is not None
    gate.change_password(person, "another-word 7", WORD)
    assert [record.event for record in trail(staffed)][-2:] == ["password_changed"] * 2


def test_settings_of_the_workplace_are_the_administrators(hall: MainWindow, staffed: Desk) -> None:
    for name, may in ((CHEN, False), (BOSS, True)):
        sign_in(hall, name)
        hall._show_settings()
        dialog = hall._dialogs["settings"]
        lines = [each for each in dialog.findChildren(QLineEdit) if each.accessibleName() == "电话"]
        assert [each.isEnabled() for each in lines] == [may]
        assert ("请由管理员操作" in " ".join(each.text() for each in dialog.findChildren(QLabel))) is not may
        if may:
            lines[0].setText("0379-12345")
            lines[0].editingFinished.emit()
        hall.lock()
    changed = [record for record in trail(staffed) if record.event == "setting_changed"]
    assert (changed[-1].actor, changed[-1].detail["setting"]) == (BOSS, "office/phone")


def test_every_greyed_command_asks_for_a_right_that_there_is(hall: MainWindow) -> None:
    assert {right for rights in RIGHTS.values() for right in rights} <= {str(right) for right in Right}
    assert set(RIGHTS) <= set(hall.actions_)
