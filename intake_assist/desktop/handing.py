"""Handing cases over to the hall's own system: into a folder that is watched, or to a command, tried again and
again. Nothing is sent over a network."""

from __future__ import annotations

import datetime as dt
import os
import shlex
import threading
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from intake_assist.desktop.session import CaseSession
    from intake_assist.desktop.window import MainWindow
    from intake_assist.notice.exports.handover import Delivery, Job
    from intake_assist.store import Store

_EVERY_MS = 60_000
Failed = Callable[[BaseException], None]


class Handing(QObject):
    """Lives as long as the window. `changed` says that the outbox may be another."""

    changed = Signal()

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._busy = False
        self._timer = QTimer(self, interval=_EVERY_MS)
        self._timer.timeout.connect(self.deliver)
        self._timer.start()

    @property
    def folder(self) -> Path | None:
        chosen = self._window.desk.settings.handover_folder
        return Path(chosen) if chosen else None

    @property
    def command(self) -> tuple[str, ...]:
        return split_command(self._window.desk.settings.handover_command)

    def jobs(self, case: str, then: Callable[[tuple[Job, ...]], None], failed: Failed) -> None:
        """What is in the outbox that matters to this case, and what waits or is dead of others."""
        folder = self.folder
        if folder is not None:
            self._window.desk.background.run(lambda: _jobs(folder, case), then, failed)

    def hand_over(self, session: CaseSession, then: Callable[[str], None], failed: Failed) -> None:
        """Put the case into the outbox; `then` gets the name of the job."""
        from intake_assist.desktop.exporting import Parcel, with_parcel

        folder, desk = self.folder, self._window.desk
        if folder is None:
            return

        def put(sent: Parcel, store: Store) -> None:
            actor = desk.actor
            desk.background.run(lambda: _put(folder, store, actor, sent), told, failed)

        def told(name: str) -> None:
            then(name)
            self.changed.emit()
            self.deliver()

        with_parcel(self._window, session, put, failed)

    def try_again(self, name: str, failed: Failed) -> None:
        """A dead job is given another chance."""
        folder = self.folder
        if folder is not None:

            def revived(_: None) -> None:
                self.changed.emit()
                self.deliver()

            self._window.desk.background.run(lambda: _revive(folder, name), revived, failed)

    def deliver(self) -> None:
        """Run the command for what is due, in a thread that nothing waits for: a command may hang, and a job that
        was interrupted is offered again."""
        folder, command = self.folder, self.command
        if folder is None or not command or self._busy or not folder.is_dir():
            return
        self._busy = True
        done: Future[tuple[Delivery, ...]] = Future()
        self._window.desk.background.when(done, self._delivered, self._failed)
        threading.Thread(target=_deliver, args=(folder, command, done), daemon=True).start()

    def _delivered(self, found: tuple[Delivery, ...]) -> None:
        self._busy = False
        dead = [each.name for each in found if each.state == "dead"]
        if dead:
            words = self.tr("{names} 多次没有交出去，已搁置。请在“交接”里查看原因。")
            self._window.say(words.format(names="、".join(dead)))
        if found:
            self.changed.emit()

    def _failed(self, error: BaseException) -> None:
        self._busy = False
        self._window.say(getattr(error, "message", "") or self.tr("交接时出错，请联系维护人员。"))


def split_command(text: str) -> tuple[str, ...]:
    """A command and its arguments as typed on one line; with blanks inside they stand in quotes. Nothing for what
    cannot be taken apart."""
    try:
        parts = shlex.split(text, posix=os.name != "nt")
    except ValueError:
        return ()
    return tuple(part.strip('"') for part in parts)


def _jobs(folder: Path, case: str) -> tuple[Job, ...]:
    from intake_assist.notice.exports.handover import Outbox

    return Outbox(folder).jobs(case)


def _put(folder: Path, store: Store, actor: Any, sent: Any) -> str:
    from intake_assist.desktop.exporting import files_of
    from intake_assist.notice.exports.handover import Outbox
    from intake_assist.store import Event
    from intake_assist.store.rights import Right

    store.require(actor, Right.HAND_OVER, sent.case_id)
    store.note_outbox(folder, actor)
    name = Outbox(folder).put(sent.number, sent.data, files_of(sent, store))
    store.record(Event.EXPORTED, actor, sent.case_id, how="handover", job=name)
    return name


def _revive(folder: Path, name: str) -> None:
    from intake_assist.notice.exports.handover import Outbox

    Outbox(folder).revive(name)


def _deliver(folder: Path, command: tuple[str, ...], done: Future[tuple[Delivery, ...]]) -> None:
    from intake_assist.notice.exports.handover import Outbox, hook_of

    try:
        done.set_result(Outbox(folder).deliver(hook_of(command), dt.datetime.now(dt.UTC)))
    except Exception as error:  # whatever it is, the window is told
        done.set_exception(error)
