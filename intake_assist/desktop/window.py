"""The main window: start page, case or lock; menus, status line, and where papers come in."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QMimeData, QObject, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QMainWindow, QStackedWidget

from intake_assist.desktop import theme
from intake_assist.desktop.desk import Desk
from intake_assist.desktop.errands import Errands
from intake_assist.desktop.lock import LockPage
from intake_assist.desktop.parts import Elided, Sign
from intake_assist.desktop.permitted import grey
from intake_assist.desktop.shortcuts import Actions, commands
from intake_assist.desktop.start_page import StartPage
from intake_assist.desktop.words import Look

if TYPE_CHECKING:
    from intake_assist.desktop.case_view import CaseView
    from intake_assist.desktop.papers import Collected
    from intake_assist.desktop.scan_folder import ScanFolder
    from intake_assist.desktop.session import Paper
    from intake_assist.store import CaseHeader, KeptCase

_SAYS_MS = 8000
_SCALE_STEP = 25
_KINDS = "*.jpg *.jpeg *.png *.tif *.tiff *.bmp *.webp *.heic *.pdf *.ofd *.xlsx"
_INPUT = {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel}


class MainWindow(QMainWindow):
    """One window, at most one case open in it. Papers that come before there is a case wait for one.

    `language_changed` asks for a window in the language that is set now.
    """

    language_changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.case: CaseView | None = None
        self._scan: ScanFolder | None = None
        self._waiting_paths: list[Path] = []
        self._waiting_papers: list[Paper] = []
        self._dialogs: dict[str, Any] = {}
        self._errands = Errands(self)
        self._locked = self._held = False
        self.setAcceptDrops(True)
        self.actions_ = Actions(self, desk.settings)
        self.start = StartPage()
        self.lock_page = LockPage(desk.settings, desk.background, desk.seat)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.start)
        self.stack.addWidget(self.lock_page)
        self.setCentralWidget(self.stack)
        self._make_menus()
        self._make_status()
        self._idle = QTimer(self, singleShot=True)
        self._idle.timeout.connect(lambda: self.lock("idle"))
        self._connect()
        self._restore()
        self._say_title()
        self._enable()
        if desk.settings.has_pin:
            self.lock()

    # -- building ---------------------------------------------------------------------------------------

    def _make_menus(self) -> None:
        access = "CEFVMH"
        groups: dict[str, list[str]] = {}
        for command in commands():
            groups.setdefault(command.group, []).append(command.id)
        breaks = {"read_again", "notice", "seen", "turn_right", "replace", "delete_page", "next_problem", "edit_field",
                  "export_case", "day_list", "statistics", "zoom_in", "go_materials", "larger", "settings",
                  "quit"}  # fmt: skip
        for letter, (group, names) in zip(access, groups.items(), strict=True):
            menu = self.menuBar().addMenu(f"{group}(&{letter})")
            for name in names:
                if name in breaks:
                    menu.addSeparator()
                menu.addAction(self.actions_[name])

    def _make_status(self) -> None:
        self._worker_sign, self._worker = Sign(), Elided("dim")
        self._saved, self._person = Elided("dim"), Elided("dim")
        for widget in (self._saved, self._person, self._worker_sign, self._worker, QLabel("")):
            self.statusBar().addPermanentWidget(widget)
        self.statusBar().setSizeGripEnabled(False)
        self._say_worker()

    def _connect(self) -> None:
        desk = self.desk
        desk.ready.connect(self.take_up)
        desk.failed.connect(self._on_failed)
        desk.not_saved.connect(self._on_not_saved)
        desk.refused.connect(self._on_refused)
        desk.seat.changed.connect(self._say_person)
        desk.worker_changed.connect(self._say_worker)
        self.start.matter_chosen.connect(self.new_case)
        self.start.case_chosen.connect(self.open_case)
        self.start.kept.asked.connect(self._look_for)
        self.start.kept.status_wanted.connect(self._set_status)
        self.lock_page.unlocked.connect(self.unlock)
        for name, call in self._commands().items():
            self.actions_[name].triggered.connect(lambda _=False, call=call: call())
        for name in self.actions_:
            if name not in self._commands():
                self.actions_[name].triggered.connect(lambda _=False, name=name: self._in_case(name))
        application = QApplication.instance()
        assert application is not None
        application.installEventFilter(self)
        self._restart_idle()

    def _commands(self) -> dict[str, Callable[[], object]]:
        """What the window itself does; everything else is done by the case that is open."""
        return {
            "new_case": self.close_case,
            "open_case": self._show_cases,
            "add_files": self._ask_files,
            "add_folder": self._ask_folder,
            "paste": self.paste,
            "scan_folder": self._ask_scan_folder,
            "notice": self._show_notice,
            "returning": self._show_returning,
            **self._errands.commands(),
            "larger": lambda: self.set_scale(self.desk.settings.scale + _SCALE_STEP),
            "smaller": lambda: self.set_scale(self.desk.settings.scale - _SCALE_STEP),
            "show_whole": lambda: None,
            "lock": self.lock,
            "password": self._show_password,
            "accounts": self._show_accounts,
            "settings": self._show_settings,
            "keys": self._show_keys,
            "about": self._show_about,
            "quit": self.close,
        }

    def _in_case(self, name: str) -> None:
        if self.case is not None and not self._locked:
            command = self.case.commands().get(name)
            if command:
                command()

    # -- coming up --------------------------------------------------------------------------------------

    def take_up(self) -> None:
        """Take up the work of a desk that is ready; happens by itself when it becomes so."""
        from intake_assist.desktop.scan_folder import ScanFolder

        library = self.desk.library
        assert library is not None
        self.start.show_matters(library.matters.values(), self.desk.settings.recent_matters)
        self._scan = ScanFolder(self.desk.background, self)
        self._scan.arrived.connect(self.take)
        self._scan.old.connect(self._on_old_scans)
        self._scan.problem.connect(self.say)
        self._say_worker()
        if self.desk.seat.must_sign_in:
            self.lock()
        elif self._locked and self.desk.seat.person is not None:
            self.unlock()  # the PIN is for a desk without accounts
        else:
            self._take_seat()

    def _take_seat(self) -> None:
        """Whoever sits here now goes on with what is open, if it is theirs to do."""
        work = self.desk.may("work")
        if self.case is not None and not work:
            self._close_view()
            self._show_page()
            self._say_title()
        self.start.allow(work, self.desk.why_not("work"))
        self._say_person()
        self._enable()
        self._remind_of_recovery_key()
        if self.case is not None:
            self.case.session.actor = self.desk.actor
            self._give_waiting()
        elif work and self.desk.settings.open_case:
            self.open_case(self.desk.settings.open_case)
        if work:
            self._refresh_cases()

    def _on_failed(self, message: str) -> None:
        self.start.stop(message)

    def _refresh_cases(self) -> None:
        if self.desk.queue is not None and self.desk.may("work"):
            self.start.kept.ask()

    def _look_for(self, wanted: dict[str, Any]) -> None:
        if self.desk.queue is not None:
            self.desk.search(wanted, lambda found: self._found(wanted, found))

    def _found(self, wanted: dict[str, Any], found: list[CaseHeader]) -> None:
        """What was typed meanwhile has an answer of its own on its way."""
        if wanted == self.start.kept.wanted():
            self.start.show_cases(found)

    def _set_status(self, case_id: str, status: str) -> None:
        if self.desk.queue is not None:
            if self.case is not None and self.case.session.header.id == case_id:
                self.case.session.keep_now()
            self.desk.set_status(case_id, status, self._refresh_cases)

    def _remind_of_recovery_key(self) -> None:
        """Beside the work, until somebody says that it is done."""
        self.start.remark.hide()
        known = self.desk.settings.recovery_key_kept or not self.desk.may("recovery_key")
        if not known and self.desk.queue is not None:
            words = self.tr("收件数据已加密。请打印恢复密钥并锁好：没有它，换电脑或重装系统后数据无法打开。")
            self.start.remark.say(words, (self.tr("恢复密钥…"), self._show_recovery_key), closable=False)

    def _show_recovery_key(self) -> None:
        from intake_assist.desktop.recovery_dialog import RecoveryDialog

        def make() -> RecoveryDialog:
            dialog = RecoveryDialog(self, self.desk)
            dialog.kept.connect(self.desk.recovery_key_is_kept)
            dialog.destroyed.connect(self._remind_of_recovery_key)
            return dialog

        self._show_dialog("recovery", make)

    # -- cases ------------------------------------------------------------------------------------------

    def new_case(self, matter: str) -> None:
        if self.desk.queue is None:
            return
        self.desk.settings.used_matter(matter)
        self.desk.new_case(matter, self._open_new)

    def _open_new(self, header: CaseHeader) -> None:
        from intake_assist.store import KeptCase

        self._open(KeptCase(header))

    def open_case(self, case_id: str) -> None:
        if self.desk.queue is not None:
            self.desk.load(case_id, self._open, self._not_opened)

    def _not_opened(self, error: BaseException) -> None:
        self.desk.settings.open_case = ""
        self.start.say(getattr(error, "message", "") or self.tr("这件业务打不开，请联系维护人员。"))
        self.say(self.tr("这件业务打不开。"))

    def _open(self, kept: KeptCase) -> None:
        from intake_assist.desktop.case_view import CaseView

        self._close_view()
        try:
            session = self.desk.session(kept)
        except LookupError as error:
            self.start.say(str(error))
            return
        self.case = CaseView(session, self.actions_, self.desk.background)
        self.case.said.connect(self.say)
        session.problem.connect(self.say)
        session.changed.connect(self._say_saved)
        self.stack.addWidget(self.case)
        self._restore_splits()
        self.desk.settings.open_case = kept.header.id
        self._show_page()
        self._fit_to_screen()
        self._say_title()
        self._enable()
        self._watch_scans()
        self._give_waiting()
        self.case.start_work()
        self._say_returning()

    def close_case(self) -> None:
        """Back to the start page; the case is kept as it is."""
        self.desk.settings.open_case = ""
        self._close_view()
        self._show_page()
        self._say_title()
        self._enable()
        if self.desk.library is not None:
            self.start.show_matters(self.desk.library.matters.values(), self.desk.settings.recent_matters)
        self._refresh_cases()
        self.start.search.setFocus()

    def _show_cases(self) -> None:
        self.close_case()
        self.start.kept.search.setFocus()

    def _close_view(self) -> None:
        if self._scan is not None:
            self._scan.stop()
        if self.case is not None:
            for name in ("notice", "returning", *self._errands.beside_case):
                if name in self._dialogs:
                    self._dialogs[name].close()
            self._keep_splits()
            self.stack.removeWidget(self.case)
            self.case.close_case()
            self.case.deleteLater()
            self.case = None

    def _show_page(self) -> None:
        if self._locked:
            self.stack.setCurrentWidget(self.lock_page)
        else:
            self.stack.setCurrentWidget(self.case or self.start)

    # -- papers -----------------------------------------------------------------------------------------

    def add_paths(self, paths: Sequence[Path]) -> None:
        """Files and folders; read behind the event loop. Without a case they wait."""
        if not paths:
            return
        if self.case is None or self.desk.queue is None:
            self._waiting_paths.extend(paths)
            self._say_waiting()
            return
        from intake_assist.desktop.papers import collect

        case, chosen = self.case, list(paths)
        self.say(self.tr("正在收下……"))
        self.desk.background.run(
            lambda: collect(chosen),
            lambda found: self._collected(case, found),
            lambda _: self._not_collected(),
        )

    def _collected(self, case: CaseView, found: Collected) -> None:
        if case is not self.case:
            # The clerk has gone on to another case meanwhile; these papers are not of that one.
            self.say(self.tr("业务已切换，刚才的文件没有收下，请重新拖入。"))
            return
        self.take(found.papers)
        case.refuse(found.refused)
        self.say(self.tr("收下 {count} 个文件。").format(count=len(found.papers)))

    def _not_collected(self) -> None:
        self.say(self.tr("文件没有收下，请再试一次。"))

    def take(self, papers: Sequence[Paper]) -> None:
        """Papers that are at hand already: scanned or pasted."""
        if self.case is None or self.desk.seat.must_sign_in:
            self._waiting_papers.extend(papers)
            self._say_waiting()
        else:
            self.case.receive(papers)

    def paste(self) -> None:
        from intake_assist.desktop.papers import paths_of, picture_of

        data = QGuiApplication.clipboard().mimeData()
        paths = paths_of(data)
        if paths:
            self.add_paths(paths)
            return
        picture = picture_of(data, self.tr("粘贴的图片"))
        if picture is not None:
            self.take([picture])
        else:
            self.say(self.tr("剪贴板里没有文件或图片。"))

    def _give_waiting(self) -> None:
        papers, self._waiting_papers = self._waiting_papers, []
        paths, self._waiting_paths = self._waiting_paths, []
        self._say_waiting()
        self.take(papers) if papers else None
        self.add_paths(paths)

    def _say_waiting(self) -> None:
        self.start.show_pending(len(self._waiting_paths) + len(self._waiting_papers))

    @property
    def waiting(self) -> tuple[list[Path], list[Paper]]:
        """What came before there was a case."""
        return self._waiting_paths, self._waiting_papers

    def take_over(self, waiting: tuple[list[Path], list[Paper]]) -> None:
        """What has been waiting in another window."""
        self._waiting_paths, self._waiting_papers = waiting
        self._say_waiting()

    def _ask_files(self) -> None:
        words = self.tr("图像、PDF、表格 ({kinds});;所有文件 (*)").format(kinds=_KINDS)
        names, _ = QFileDialog.getOpenFileNames(self, self.tr("添加材料"), "", words)
        self.add_paths([Path(name) for name in names])

    def _ask_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(self, self.tr("添加文件夹里的全部材料"))
        if name:
            self.add_paths([Path(name)])

    def _ask_scan_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(
            self, self.tr("扫描仪把文件存到哪个文件夹"), self.desk.settings.scan_folder
        )
        if name:
            self.set_scan_folder(name)

    def set_scan_folder(self, name: str) -> None:
        """An empty one: none is watched."""
        self.desk.settings.scan_folder = name
        self._watch_scans()

    def _watch_scans(self) -> None:
        folder = self.desk.settings.scan_folder
        if self._scan is None:
            return
        if folder and self.case is not None:
            self._scan.watch(Path(folder))
        else:
            self._scan.stop()

    def _on_old_scans(self, count: int) -> None:
        if self.case is not None and self._scan is not None:
            words = self.tr("扫描文件夹里原来就有 {count} 个文件，可能是别人的，没有收。").format(count=count)
            self.case.materials.notice.say(words, (self.tr("收进本件"), self._scan.take_old))

    # -- what is said -----------------------------------------------------------------------------------

    def say(self, text: str) -> None:
        self.statusBar().showMessage(text, _SAYS_MS)

    def say_fault(self, kind: str, place: str) -> None:
        words = self.tr(
            "程序内部出错（{kind}，{place}）。已做的操作都已保存，可以继续；请把这句话告诉维护人员。"
        )
        self.say(words.format(kind=kind, place=place))

    def _on_not_saved(self, message: str) -> None:
        self.say(message)
        self._say_saved()

    def _on_refused(self, message: str, sign_in: bool) -> None:
        """The store has not done it. What the case shows is what is kept, so it is opened again."""
        self.say(message)
        if sign_in and not self.desk.seat.must_sign_in:
            self.desk.seat.shut_out()
            self._close_view()
            self.lock()
        elif not sign_in and self.case is not None and not self._locked:
            self.open_case(self.case.session.header.id)

    def _say_person(self) -> None:
        self._person.setText(self.desk.seat.who())

    def _say_saved(self) -> None:
        left = self.desk.queue.unsaved if self.desk.queue else 0
        self._saved.setText(self.tr("正在保存……") if left else "")
        if left:
            QTimer.singleShot(500, self, self._say_saved)

    def _say_worker(self) -> None:
        state = self.desk.link.state if self.desk.link else None
        name = type(state).__name__ if state is not None else ""
        if name == "WorkerReady":
            look, words = Look("check", "", "green"), self.tr("识别程序就绪")
        elif name == "WorkerLost":
            look, words = Look("cross", "", "red"), str(getattr(state, "message", ""))
        else:
            look, words = Look("clock", "", "blue"), self.tr("识别程序准备中，可以先收材料")
        self._worker_sign.show_look(look)
        self._worker.setText(words)

    def _say_title(self) -> None:
        """The number and the matter, nothing of the people."""
        name = self.tr("智能收件辅助")
        if self.case is None:
            self.setWindowTitle(name)
        else:
            session = self.case.session
            self.setWindowTitle(f"{session.header.number}  {session.matter.title} — {name}")

    def _enable(self) -> None:
        own = set(self._commands())
        needs_case = {"new_case", "notice", "returning"} | self._errands.of_case | (set(self.actions_) - own)
        for name in needs_case:
            self.actions_[name].setEnabled(self.case is not None)
        if self.case is not None:
            self.case.refresh()
        grey(self.actions_, self.desk.seat)

    # -- looks ------------------------------------------------------------------------------------------

    def set_theme(self, name: str) -> None:
        self.desk.settings.theme = name
        self._restyle()

    def set_scale(self, per_cent: int) -> None:
        before = self.desk.settings.scale
        self.desk.settings.scale = min(200, max(100, per_cent))
        self._restyle()
        if self.desk.settings.scale > before and self._is_too_wide():
            self.desk.settings.scale = before
            self._restyle()
            self.say(self.tr("这个屏幕放不下更大的界面。"))
        else:
            self.say(self.tr("界面大小 {scale}%").format(scale=self.desk.settings.scale))

    def _fit_to_screen(self) -> None:
        """A scale that was chosen on a larger screen is lowered until nothing is cut off."""
        settings = self.desk.settings
        wanted = settings.scale
        while settings.scale > 100 and self._is_too_wide():
            settings.scale = max(100, settings.scale - _SCALE_STEP)
            self._restyle()
        if settings.scale < wanted:
            words = self.tr("这个屏幕放不下 {wanted}% 的界面，已改为 {scale}%。")
            self.say(words.format(wanted=wanted, scale=settings.scale))

    def _is_too_wide(self) -> bool:
        return self.minimumSizeHint().width() > self.screen().availableSize().width()

    def set_language(self, name: str) -> None:
        if name != self.desk.settings.language:
            self.desk.settings.language = name
            self.language_changed.emit()

    def _restyle(self) -> None:
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        theme.apply(application, self.desk.settings.theme, self.desk.settings.scale)
        if self.case is not None:
            self.case.restyle()

    def _restore(self) -> None:
        line = self.fontMetrics().height()
        self.resize(line * 80, line * 48)
        settings = self.desk.settings
        if not settings.layout("window").isEmpty():
            self.restoreGeometry(settings.layout("window"))

    def _restore_splits(self) -> None:
        if self.case is not None:
            for name, split in self.case.splits().items():
                state = self.desk.settings.layout(name)
                if not state.isEmpty():
                    split.restoreState(state)

    def _keep_splits(self) -> None:
        if self.case is not None:
            for name, split in self.case.splits().items():
                self.desk.settings.set_layout(name, split.saveState())

    # -- lock -------------------------------------------------------------------------------------------

    def lock(self, why: str = "locked") -> None:
        self._locked = True
        self.desk.settings.locked = self.desk.seat.shut
        for dialog in self._dialogs.values():
            dialog.close()
        self.menuBar().hide()
        self.statusBar().clearMessage()
        self._show_page()
        self._set_actions(False)
        self.setWindowTitle(self.tr("智能收件辅助"))
        self.lock_page.begin()
        # Only now: what was being typed was taken when its place lost the focus.
        self.desk.seat.leave(why)
        self._person.setText("")

    def unlock(self) -> None:
        self._locked = False
        self.desk.settings.locked = False
        self.menuBar().show()
        self._set_actions(True)
        self._show_page()
        self._say_title()
        if self._scan is not None:
            self._take_seat()
        self._enable()
        self._restart_idle()
        (self.case.findings.list if self.case else self.start.search).setFocus()

    @property
    def locked(self) -> bool:
        return self._locked

    def _set_actions(self, on: bool) -> None:
        for action in self.actions_.values():
            action.setEnabled(on)

    def _restart_idle(self) -> None:
        minutes = self.desk.seat.lock_minutes
        if minutes and not self._locked:
            self._idle.start(minutes * 60_000)
        else:
            self._idle.stop()

    # -- dialogs ----------------------------------------------------------------------------------------

    def _show_settings(self) -> None:
        from intake_assist.desktop.settings_dialog import SettingsDialog

        self._show_dialog("settings", lambda: SettingsDialog(self))

    def _show_keys(self) -> None:
        from intake_assist.desktop.keys_dialog import KeysDialog

        self._show_dialog("keys", lambda: KeysDialog(self, self.actions_))

    def _show_password(self) -> None:
        from intake_assist.desktop.accounts_dialog import PasswordDialog

        if self.desk.seat.person is not None:
            self._show_dialog("password", lambda: PasswordDialog(self, self.desk.seat))

    def _show_accounts(self) -> None:
        from intake_assist.desktop.accounts_dialog import AccountsDialog

        if self.desk.queue is not None and self.desk.may("accounts"):
            self._show_dialog("accounts", lambda: AccountsDialog(self, self.desk.seat))

    def _show_about(self) -> None:
        from intake_assist.desktop.about import AboutDialog

        self._show_dialog("about", lambda: AboutDialog(self, self.desk))

    def _show_notice(self) -> None:
        from intake_assist.desktop.notice_window import NoticeWindow

        if self.case is not None:
            session = self.case.session
            self._show_dialog("notice", lambda: NoticeWindow(self, session))

    def _show_returning(self) -> None:
        from intake_assist.desktop.returning_window import ReturningWindow

        if self.case is None:
            return
        case = self.case

        def make() -> ReturningWindow:
            dialog = ReturningWindow(self, case.session)
            dialog.finding_chosen.connect(case.findings.choose)
            return dialog

        self._show_dialog("returning", make)

    def _say_returning(self) -> None:
        """A case that was given a notice is opened again: most often because the applicant is back."""
        if self.case is not None and self.desk.queue is not None:
            case, notices = self.case, self.desk.queue.notices(self.case.session.header.id)
            self.desk.background.when(notices, lambda found: self._offer_returning(case, len(found)))

    def _offer_returning(self, case: CaseView, count: int) -> None:
        if count and case is self.case:
            words = self.tr("这件业务出具过告知书。申请人再次来时，收下新材料，可以逐项对照。")
            case.materials.notice.say(words, (self.tr("逐项对照"), self._show_returning))

    def _show_dialog(self, name: str, make: Callable[[], Any]) -> None:
        """Dialogs stand beside the work; none stops it. Each is there once."""
        if name not in self._dialogs:
            dialog = make()
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.destroyed.connect(lambda: self._dialogs.pop(name, None))
            self._dialogs[name] = dialog
        self._dialogs[name].show()
        self._dialogs[name].raise_()
        self._dialogs[name].activateWindow()

    # -- events -----------------------------------------------------------------------------------------

    def come_forward(self) -> None:
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        self.raise_()
        self.activateWindow()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not self._locked and _has_papers(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        from intake_assist.desktop.papers import paths_of, picture_of

        event.acceptProposedAction()
        paths = paths_of(event.mimeData())
        picture = None if paths else picture_of(event.mimeData(), self.tr("拖入的图片"))
        if picture is not None:
            self.take([picture])
        self.add_paths(paths)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind in _INPUT:
            self._restart_idle()
        if kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease) and isinstance(event, QKeyEvent):
            self._hold(event)
        elif kind == QEvent.Type.ApplicationDeactivate and self.case is not None:
            self._hide()
        return super().eventFilter(watched, event)

    def _hold(self, event: QKeyEvent) -> None:
        """Numbers are whole as long as the key is held, once that is on record."""
        if self.case is None or event.isAutoRepeat():
            return
        command = next(each for each in commands() if each.id == "show_whole")
        held = QKeySequence.listFromString(self.actions_.keys_of(command))
        if any(keys.toString() == QKeySequence(event.key()).toString() for keys in held):
            if event.type() == QEvent.Type.KeyPress and not self._locked:
                self._reveal(self.case)
            else:
                self._hide()

    def _reveal(self, case: CaseView) -> None:
        def show() -> None:
            if self._held and case is self.case and not self._locked:
                case.set_whole(True)

        self._held = self.desk.may("reveal")
        if self._held:
            self.desk.reveal(case.session.header.id, show)
        else:
            self.say(self.desk.why_not("reveal"))

    def _hide(self) -> None:
        self._held = False
        if self.case is not None:
            self.case.set_whole(False)

    def keep_layout(self) -> None:
        self._keep_splits()
        self.desk.settings.set_layout("window", self.saveGeometry())

    def closeEvent(self, event: QCloseEvent) -> None:
        self.keep_layout()
        for dialog in list(self._dialogs.values()):
            dialog.close()
        application = QApplication.instance()
        if application is not None:
            application.removeEventFilter(self)
        self.hide()
        self._close_view()
        super().closeEvent(event)


def _has_papers(data: QMimeData) -> bool:
    return any(url.isLocalFile() for url in data.urls()) or data.hasImage()
