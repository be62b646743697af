"""The store as the rest of the program sees it."""

from __future__ import annotations

import datetime as dt
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import platformdirs
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from intake_assist.casework import Do, Listing, Outcome, Reading, Redo, Undo
from intake_assist.store import backup, cases, notices, outcomes, retention, searching
from intake_assist.store.audit import PROGRAM, Event, Mark, Record, Trail, records
from intake_assist.store.backup import Backup
from intake_assist.store.blobs import BLOBS, BlobOpener, Blobs
from intake_assist.store.database import (
    DATABASE,
    check_file,
    for_writing,
    mostly_empty,
    open_engine,
    revision_of,
    sqlite_file,
)
from intake_assist.store.errors import (
    BusyError,
    DamagedError,
    MigrationError,
    RefusedError,
    StoreError,
    translated,
)
from intake_assist.store.files import prove_writable
from intake_assist.store.keys import Keys, keys_of
from intake_assist.store.outcomes import KeptOutcome, Kinds
from intake_assist.store.records import CaseHeader, CaseStatus, KeptCase, KeptNotice, Query
from intake_assist.store.retention import Forgotten
from intake_assist.store.schema import REVISION
from intake_assist.store.sealing import Vault
from intake_assist.store.unit import Unit
from intake_assist.store.verifying import Verdict, verify
from intake_assist.values.mask import masked

HOME_VARIABLE = "INTAKE_ASSIST_HOME"
BACKUP_EVERY = dt.timedelta(hours=20)
BACKUP_DAYS = 14
_ORPHAN_AGE = 24 * 3600.0


def default_folder() -> Path:
    """Where a store is kept unless told otherwise; the variable INTAKE_ASSIST_HOME names another home."""
    home = os.environ.get(HOME_VARIABLE)
    base = Path(home) if home else platformdirs.user_data_path("intake-assist", appauthor=False)
    return base / "store"


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Store:
    """Cases on the disk. Every method blocks until what it did is safe, and may be called from any thread.

    All raise `StoreError`s and nothing else for what the surroundings do. Opened by `Store.open`.
    """

    def __init__(
        self, folder: Path, engine: Engine, keys: Keys, clock: Callable[[], dt.datetime], on_server: bool
    ) -> None:
        self.folder = folder
        self.key_location = keys.location
        self._keys = keys
        self._vault = Vault(keys)
        self._blobs = Blobs(folder, self._vault.blob_key)
        self._trail = Trail(self._vault.chain_key)
        self._engine, self._writing_engine = engine, for_writing(engine)
        self._clock = clock
        self._on_server = on_server
        self._lock = threading.RLock()

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        url: str | None = None,
        keys: Keys | None = None,
        clock: Callable[[], dt.datetime] = _now,
    ) -> Store:
        """The store in `folder`, made when there is none; `url` names a database server in place of a file.

        Raises KeyMissingError, WrongKeyError, DamagedError (with the last good backup), TooNewError,
        MigrationError, or what the disk raises.
        """
        with translated():
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            prove_writable(folder)
        known = keys_of(folder, keys, has_data=(folder / DATABASE).exists())
        if url is None:
            with translated():
                _check(folder)
        store = cls(folder, open_engine(folder, url), known, clock, url is not None)
        try:
            store._bring_up_to_date()
        except BaseException:
            store.close()
            raise
        return store

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- cases --------------------------------------------------------------------------------------------

    def new_case(self, matter_id: str, checklist_version: str, actor: str) -> CaseHeader:
        with self._writing() as unit:
            return cases.new_case(unit, matter_id, checklist_version, actor)

    def load(self, case_id: str) -> KeptCase:
        """Raises NoSuchCaseError; DamagedError when a record of it has been tampered with."""
        with self._reading() as unit:
            return cases.load(unit, case_id)

    def append(self, case_id: str, entry: Do | Undo | Redo, actor: str, *, after: int | None = None) -> None:
        """One more line of the case's history, on the disk when this returns.

        The blobs it names must have been put. `after` is the number of entries the caller knows of: when
        somebody else has added one since, CaseChangedError is raised and nothing is written.
        """
        with self._writing() as unit:
            cases.append(unit, case_id, entry, actor, after)

    def keep_listing(self, case_id: str, listing: Listing) -> None:
        with self._writing() as unit:
            cases.keep_listing(unit, case_id, listing)

    def keep_reading(self, case_id: str, reading: Reading) -> None:
        """Takes the place of an earlier reading of the same recipe."""
        with self._writing() as unit:
            cases.keep_reading(unit, case_id, reading)

    def keep_outcome(self, case_id: str, outcome: Outcome, engine: str, kinds: Kinds) -> None:
        """What the program found at this moment: for search, statistics and proof, never loaded as the case.

        `kinds` tell by the types of their fields what the case can be found by. An outcome takes the place of
        the one before, unless the case's status was set in between.
        """
        with self._writing() as unit:
            outcomes.keep_outcome(unit, case_id, outcome, engine, kinds)

    def outcome(self, case_id: str, *, acted_on: bool = False) -> KeptOutcome | None:
        """What was found last, or when the status was last set (`acted_on`)."""
        with self._reading() as unit:
            return outcomes.load_outcome(unit, case_id, pinned=acted_on)

    def set_status(self, case_id: str, status: CaseStatus, actor: str) -> None:
        with self._writing() as unit:
            cases.set_status(unit, case_id, status, actor)

    # -- notices ------------------------------------------------------------------------------------------

    def issue_notice(self, case_id: str, series: str, write: notices.Write, actor: str) -> KeptNotice:
        """A notice gets the next number of its series (day and counter) and is kept for good.

        `write` makes it of that number. Whether the paper then comes out of a printer is recorded by itself.
        """
        with self._writing() as unit:
            return notices.issue(unit, case_id, series, write, actor)

    def notices(self, case_id: str) -> tuple[KeptNotice, ...]:
        """Those given in a case, oldest first. Raises DamagedError for one that was tampered with."""
        with self._reading() as unit:
            return notices.of_case(unit, case_id)

    # -- finding ------------------------------------------------------------------------------------------

    def search(self, query: Query) -> list[CaseHeader]:
        with self._reading() as unit:
            found = unit.session.execute(searching.chosen(query, self._vault.words))
            return [unit.header(row) for row in found]

    def header(self, case_id: str) -> CaseHeader:
        with self._reading() as unit:
            return unit.header(unit.case(case_id))

    def reveal(self, case_id: str, actor: str, reason: str) -> CaseHeader:
        """The header with nothing masked; that it was looked at, by whom and why, is recorded."""
        with self._writing() as unit:
            unit.record(Event.SEEN_WHOLE, actor, case_id, reason=masked(reason))
            return unit.header(unit.case(case_id), whole=True)

    # -- blobs --------------------------------------------------------------------------------------------

    def put_blob(self, data: bytes) -> str:
        return self._blobs.put(data)

    def get_blob(self, sha: str) -> bytes:
        return self._blobs.get(sha)

    def blob_opener(self) -> BlobOpener:
        """Reads blobs in another process; can be pickled."""
        return BlobOpener(self.folder, self._vault.blob_key)

    # -- trail --------------------------------------------------------------------------------------------

    def record(self, event: Event, actor: str, case_id: str | None = None, **detail: Any) -> None:
        """Notes what happens outside the store: signing in, printing, exporting. `detail` is plain data without
        names of applicants; numbers in its texts are masked."""
        said = {name: masked(value) if isinstance(value, str) else value for name, value in detail.items()}
        with self._writing() as unit:
            unit.record(event, actor, case_id, **said)

    def audit(self, case_id: str | None = None, *, last: int | None = None) -> tuple[Record, ...]:
        with self._reading() as unit:
            return records(unit.session, case_id, last=last)

    def audit_mark(self) -> Mark:
        """Where the trail ends now; noted on paper it proves later that nothing was taken away."""
        with self._reading() as unit:
            return self._trail.mark(unit.session)

    def verify(self, known: Mark | None = None) -> Verdict:
        """Whether the trail and the cases are as they were written; reads everything, so it takes its time."""
        with self._reading() as unit:
            return verify(unit.session, self._trail, known)

    # -- keeping and forgetting ---------------------------------------------------------------------------

    def set_retention(self, matter: str, days: int | None, actor: str) -> None:
        """Days that closed cases of `matter` (``*``: of every other matter) are kept; None: for ever."""
        with self._writing() as unit:
            retention.set_days(unit, matter, days, actor)

    def retention(self) -> dict[str, int]:
        with self._reading() as unit:
            return retention.days_kept(unit)

    def due(self) -> tuple[CaseHeader, ...]:
        """What `forget_due` would delete: time to hand it to the archive."""
        with self._reading() as unit:
            return retention.due(unit)

    def forget_due(self, actor: str, *, sure: bool = False) -> Forgotten:
        """Deletes the closed cases whose days are over. Raises RefusedError when it was last done so long ago
        that the clock may be wrong, unless the caller is `sure` of the date."""
        return self._forgetting(lambda unit: retention.forget_due(unit, actor, sure=sure))

    def forget(self, case_ids: list[str], actor: str, rule: str) -> Forgotten:
        return self._forgetting(lambda unit: retention.forget(unit, case_ids, actor, rule))

    def forget_person(self, id_number: str, actor: str) -> Forgotten:
        return self._forgetting(lambda unit: retention.forget_person(unit, id_number, actor))

    def forget_again(self, case_ids: Iterable[str], actor: str) -> Forgotten:
        """For cases that a backup has brought back."""
        return self._forgetting(lambda unit: retention.forget_again(unit, case_ids, actor, "restored"))

    def hold(self, case_id: str, actor: str, reason: str | None) -> None:
        with self._writing() as unit:
            retention.hold(unit, case_id, actor, reason)

    # -- care ---------------------------------------------------------------------------------------------

    @property
    def recovery_key(self) -> str:
        """For printing once and locking away; opens the store on any machine."""
        return self._keys.recovery

    def care_due(self) -> bool:
        """Whether the last backup is so old that `care` should be called."""
        last = next(iter(backup.backups(self.folder)), None)
        return not self._on_server and (last is None or self._clock() - last.taken_at > BACKUP_EVERY)

    def care(self, *, days: int = BACKUP_DAYS) -> Backup:
        """What is to be done once a day, and may be done beside the writing: a verified backup; backups older
        than `days` and files that nothing names are taken away; cases whose days are over are deleted.

        Raises RefusedError, the rest being done, when the clock is too doubtful to delete by it.
        """
        made = self.back_up()
        backup.drop_old(self.folder, self._clock(), days)
        old = [name for name, age in self._blobs.kept() if age > _ORPHAN_AGE]
        with self._reading() as unit:
            old = list(retention.unneeded(unit, old))
        self._sweep(old)
        self._wipe()
        self.forget_due(PROGRAM)
        return made

    def back_up(self, other: Path | None = None) -> Backup:
        """A verified copy of the database, to `other` with the material files too."""
        if self._on_server:
            raise RefusedError("数据在数据库服务器上,请用服务器自己的备份。")
        if other is not None:
            return backup.backup_to(self.folder, other, self._clock())
        return backup.make_backup(self.folder, self._clock())

    # -- inside -------------------------------------------------------------------------------------------

    @contextmanager
    def _writing(self) -> Iterator[Unit]:
        """A transaction that is on the disk when the block ends, and undone when the block raises."""
        with self._lock, translated(), Session(self._writing_engine) as session, session.begin():
            unit = self._unit(session)
            unit.note_clock()
            yield unit

    @contextmanager
    def _reading(self) -> Iterator[Unit]:
        """One state of the store, whatever is written meanwhile."""
        with translated(), Session(self._engine) as session:
            yield self._unit(session)

    def _unit(self, session: Session) -> Unit:
        return Unit(session, self._vault, self._blobs, self._trail, self._clock())

    def _bring_up_to_date(self) -> None:
        with translated(), self._engine.connect() as connection:
            found = revision_of(connection)
        if found == REVISION:
            return
        from intake_assist.store import migrating  # Alembic takes its time to load

        if found is not None:
            migrating.refuse_newer(found)
            if not self._on_server:
                backup.make_backup(self.folder, self._clock(), f"before_{REVISION}")
        try:
            with translated(), self._writing_engine.begin() as connection:
                if migrating.migrate(connection):
                    self._trail.start(connection)
        except StoreError:
            raise
        except Exception as error:
            raise MigrationError(
                f"数据没能升级到新版本({type(error).__name__}),数据还是原来的样子。请告诉维护人员。"
            ) from error

    def _forgetting(self, work: Callable[[Unit], Forgotten]) -> Forgotten:
        with self._writing() as unit:
            forgotten = work(unit)
        if forgotten.deleted:
            with translated():
                backup.note_deleted(self.folder, [header.id for header in forgotten.deleted])
            self._sweep(forgotten.blobs)
            self._wipe()
        return forgotten

    def _sweep(self, names: Iterable[str]) -> None:
        """Deletes the blobs no case needs, while nothing else can come to need them. One that another program is
        reading just now stays until the next `care`."""
        with self._writing() as unit:
            for name in retention.unneeded(unit, names):
                with suppress(StoreError):
                    self._blobs.remove(name)

    def _wipe(self) -> None:
        """What was deleted goes from the write log too, and a file that is mostly empty is made small. While
        somebody reads that cannot be; the next time will do."""
        if self._on_server:
            return
        with self._lock, suppress(BusyError), sqlite_file(self.folder / DATABASE) as connection:
            connection.execute("PRAGMA busy_timeout=1000")
            if mostly_empty(connection):
                connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def restore(
    folder: Path,
    copy: Backup,
    actor: str,
    *,
    keys: Keys | None = None,
    clock: Callable[[], dt.datetime] = _now,
) -> Store:
    """Puts `copy` in the place of the database and opens it. What was there is set aside.

    Cases that were deleted since the copy was made are deleted again.
    """
    keys_of(folder, keys, has_data=True)
    backup.put_back(folder, copy, clock())
    store = Store.open(folder, keys=keys, clock=clock)
    store.record(Event.RESTORED, actor, backup=copy.path.name)
    store.forget_again(backup.deleted(folder), actor)
    return store


def _check(folder: Path) -> None:
    """A database that is not there though something speaks of it is damaged, not new."""
    path = folder / DATABASE
    try:
        if path.exists() and path.stat().st_size > 0:
            check_file(path)
        else:
            _check_new(folder)
    except DamagedError as error:
        copy = backup.last_good(folder)
        told = backup.what_is_lost(folder, copy) if copy else "没有可用的备份,请把数据文件夹交给维护人员。"
        raise DamagedError(f"{error.message}{told}", copy) from error


def _check_new(folder: Path) -> None:
    if backup.backups(folder) or (folder / BLOBS).exists():
        raise DamagedError("数据库文件不见了或是空的。")
