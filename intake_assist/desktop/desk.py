"""What a workplace has besides its window: checklists, store, recognition worker. Made ready behind the window."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from intake_assist.desktop.jobs import Background
from intake_assist.desktop.seat import Seat, admitted
from intake_assist.desktop.settings import Settings, home_folder

if TYPE_CHECKING:
    from intake_assist.checklist import Library
    from intake_assist.desktop.link import ReaderLink
    from intake_assist.desktop.session import CaseSession, PageMemory
    from intake_assist.store import Actor, CaseHeader, KeptCase, Person, Store, StoreError, StoreQueue

CHECKLISTS = "INTAKE_ASSIST_CHECKLISTS"
_MOST_CASES = 200
_CLOSE_SECONDS = 20.0


@dataclass(frozen=True, slots=True)
class _Prepared:
    library: Library
    store: Store
    shut: bool
    person: Person | None


class Desk(QObject):
    """`ready` when cases can be opened, `failed` with words when they cannot; `not_saved` says why something is
    not on the disk yet. `worker_changed` tells that the recognition worker came or went (see `link.state`).
    `refused` when the store did not let the one at the `seat` do something: the words, and whether they must sign
    in."""

    ready = Signal()
    failed = Signal(str)
    not_saved = Signal(str)
    worker_changed = Signal()
    refused = Signal(str, bool)

    def __init__(self, home: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.home = home_folder(home)
        self.settings = Settings(self.home)
        self.background = Background("desk", threads=2, parent=self)
        self.judging = Background("judging", parent=self)
        self.seat = Seat(self.settings, self.background, self)
        self.library: Library | None = None
        self.queue: StoreQueue | None = None
        self.link: ReaderLink | None = None
        self._memory: PageMemory | None = None

    @property
    def actor(self) -> Actor:
        """Who does what is done here, for the store."""
        return self.seat.actor

    @property
    def templates(self) -> Path:
        """Where a supervisor puts templates of notices and receipts that take the place of the program's own."""
        return self.home / "templates"

    def may(self, right: str) -> bool:
        return self.seat.may(right)

    def why_not(self, right: str) -> str:
        return self.seat.why_not(right)

    def start(self) -> None:
        locked = self.settings.locked
        self.background.run(lambda: _prepare(self.home, locked), self._prepared, self._not_prepared)

    def new_case(self, matter: str, then: Callable[[CaseHeader], None]) -> None:
        assert self.library and self.queue  # noqa: PT018 - only asked when ready
        version = self.library.matter(matter).version
        self.background.when(self.queue.new_case(matter, version, self.actor), then, self._said)

    def load(
        self, case_id: str, then: Callable[[KeptCase], None], failed: Callable[[BaseException], None]
    ) -> None:
        assert self.queue
        self.background.when(self.queue.load(case_id), then, lambda error: self._not_loaded(error, failed))

    def search(self, wanted: Mapping[str, Any], then: Callable[[list[CaseHeader]], None]) -> None:
        """`wanted` by the names of a `store.Query`, the status by its value."""
        from intake_assist.store import CaseStatus, Query

        assert self.queue
        status = wanted.get("status")
        query = Query(**{**wanted, "status": CaseStatus(status) if status else None}, limit=_MOST_CASES)
        self.background.when(self.queue.search(query), then, self._said)

    def set_status(self, case_id: str, status: str, then: Callable[[], None]) -> None:
        from intake_assist.store import CaseStatus

        assert self.queue
        done = self.queue.set_status(case_id, CaseStatus(status), self.actor)
        self.background.when(done, lambda _: then(), self._said)

    def reveal(self, case_id: str, then: Callable[[], None]) -> None:
        """`then` when the one at the seat may see the numbers of this case whole and that is on record."""
        assert self.queue
        store, actor, reason = self.queue.store, self.actor, self.tr("按住显示")
        seen = self.queue.submit(lambda: store.reveal(case_id, actor, reason))
        self.background.when(seen, lambda _: then(), self._said)

    def recovery_key_is_kept(self) -> None:
        """Somebody says that it is printed and locked away; nobody is reminded any more."""
        from intake_assist.store import Event

        assert self.queue
        self.settings.recovery_key_kept = True
        self.queue.record(Event.SETTING_CHANGED, self.actor, setting="recovery_key_kept", after=True)

    def note_setting(self, name: str, before: object, after: object) -> None:
        """A setting of this workplace was changed."""
        from intake_assist.store import Event

        if self.queue is not None and before != after:
            self.queue.record(Event.SETTING_CHANGED, self.actor, setting=name, before=before, after=after)

    def session(self, kept: KeptCase) -> CaseSession:
        from intake_assist.desktop.session import CaseSession, PageMemory

        self._memory = self._memory or PageMemory()
        assert self.library and self.queue and self.link  # noqa: PT018 - only asked when ready
        return CaseSession(kept, self.library, self.queue, self.link, self.judging, self.actor, self._memory)

    def close(self) -> None:
        """Everything asked for is on the disk when this returns, unless the disk refuses."""
        if self.link is not None:
            self.link.close()
        self.judging.close()
        self.background.close()
        if self.queue is not None:
            self.seat.leave("ended")
            self.queue.close(_CLOSE_SECONDS)
            self.queue.store.close()
        self.settings.save()

    def _prepared(self, made: _Prepared) -> None:
        from intake_assist.desktop.link import ReaderLink
        from intake_assist.precheck.live import LiveReader
        from intake_assist.store import StoreQueue

        self.library = made.library
        self.queue = StoreQueue(made.store, self._on_store_error)
        self.seat.open(self.queue, made.shut, made.person)
        opener, kinds = made.store.blob_opener(), made.library.kinds

        def start(take: Callable[[Any], None]) -> Any:
            return LiveReader(kinds, opener, take)

        self.link = ReaderLink(start, self)
        self.link.happened.connect(lambda _: self.worker_changed.emit())
        self.ready.emit()

    def _not_prepared(self, error: BaseException) -> None:
        self.failed.emit(self._words(error))

    def _on_store_error(self, error: StoreError) -> None:
        """Called from the writing thread; the signal carries it over."""
        self._said(error)

    def _said(self, error: BaseException) -> None:
        from intake_assist.store import NotAllowedError, NotSignedInError

        words = self._words(error)
        if isinstance(error, NotAllowedError):
            self.refused.emit(words, isinstance(error, NotSignedInError))
        else:
            self.not_saved.emit(words)

    def _not_loaded(self, error: BaseException, failed: Callable[[BaseException], None]) -> None:
        from intake_assist.store import NotSignedInError

        if isinstance(error, NotSignedInError):
            self._said(error)
        else:
            failed(error)

    def _words(self, error: BaseException) -> str:
        from intake_assist.checklist import ChecklistError

        if isinstance(error, ChecklistError):
            return self.tr("清单文件有错误，不能使用：\n{mistakes}").format(mistakes=error)
        message = getattr(error, "message", "")
        kind = type(error).__name__
        return str(message) or self.tr("程序内部出错（{kind}），请联系维护人员。").format(kind=kind)


def _prepare(home: Path, was_locked: bool) -> _Prepared:
    """Imports everything heavy, so that the event loop need not."""
    import pypinyin  # noqa: F401

    import intake_assist.desktop.case_view
    import intake_assist.desktop.notice_window
    import intake_assist.desktop.papers
    import intake_assist.desktop.scan_folder
    import intake_assist.precheck.live  # noqa: F401
    from intake_assist.checklist import default_folder, load_library
    from intake_assist.rules import options_models
    from intake_assist.store import Store, default_address
    from intake_assist.store import default_folder as default_store
    from intake_assist.values import TYPES

    chosen = os.environ.get(CHECKLISTS)
    folder = Path(chosen) if chosen else default_folder()
    library = load_library(folder, rules=options_models(), types=TYPES)
    store = Store.open(default_store(home), url=default_address())
    try:
        store.note_checklists(library)
        return _Prepared(library, store, *admitted(store, was_locked))
    except BaseException:
        store.close()
        raise
