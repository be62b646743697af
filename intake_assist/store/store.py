"""The store as the rest of the program sees it."""

from __future__ import annotations

import datetime as dt
import hmac
import os
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

import platformdirs
from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from intake_assist.casework import Do, Listing, Outcome, Reading, Redo, Undo
from intake_assist.checklist import Library
from intake_assist.store import (
    backup,
    cases,
    editions,
    figures,
    notices,
    numbers,
    outboxes,
    outcomes,
    retention,
    searching,
    server,
)
from intake_assist.store.audit import PROGRAM, Event, Mark, Record, Trail, detail_of, records
from intake_assist.store.backup import Backup
from intake_assist.store.blobs import BLOBS, BlobOpener, Blobs
from intake_assist.store.database import (
    DATABASE,
    check_file,
    for_writing,
    lacks_tables,
    mostly_empty,
    open_file,
    revision_of,
    sqlite_file,
)
from intake_assist.store.editions import Edition
from intake_assist.store.errors import (
    BusyError,
    DamagedError,
    InDoubtError,
    MigrationError,
    NoSuchCaseError,
    NotSignedInError,
    RefusedError,
    StoreError,
    TooNewError,
    UnavailableError,
    WrongKeyError,
    from_database,
    translated,
)
from intake_assist.store.figures import CaseWay, RuleCount
from intake_assist.store.files import prove_writable
from intake_assist.store.gate import Claim, Gate
from intake_assist.store.keys import DESCRIPTION, Keys, is_on_server, keys_of
from intake_assist.store.outcomes import KeptOutcome, Kinds
from intake_assist.store.people import Actor
from intake_assist.store.proofs import Prover, untold
from intake_assist.store.records import CaseHeader, CaseStatus, KeptCase, KeptNotice, Query
from intake_assist.store.restoring import restorer
from intake_assist.store.retention import Forgotten
from intake_assist.store.rights import Right
from intake_assist.store.schema import REVISION, AuditRow, CaseRow
from intake_assist.store.sealing import Vault
from intake_assist.store.unit import Unit
from intake_assist.store.verifying import Verdict, verify
from intake_assist.values.mask import masked

T = TypeVar("T")
Clock = Callable[[], dt.datetime]
HOME_VARIABLE = "INTAKE_ASSIST_HOME"
STORE_VARIABLE = "INTAKE_ASSIST_STORE"
BACKUP_EVERY = dt.timedelta(hours=20)
BACKUP_DAYS = 14
_IN_DOUBT = (
    "与数据库服务器的连接在最后一刻断了，这一步可能已经存上。窗口程序接通以后会先核对，没有存上才再存一次；"
    "用命令做的，请先查看结果，不要重复。"
)
_ORPHAN_AGE = 24 * 3600.0
_SEEN_ONCE = dt.timedelta(minutes=1)


_CASES = frozenset({Right.WORK, Right.OTHERS})
_PAPERS = _CASES | {Right.EXPORT, Right.HAND_OVER}
# What is noted of things done outside the store, and which rights any of which they ask for.
_OUTSIDE: Mapping[Event, frozenset[Right]] = {
    Event.PRINTED: frozenset({Right.NOTICE, Right.WORK, Right.EXPORT, Right.AUDIT, Right.RECOVERY_KEY}),
    Event.EXPORTED: frozenset({Right.NOTICE, Right.EXPORT, Right.HAND_OVER, Right.AUDIT}),
    Event.SEEN_WHOLE: frozenset({Right.REVEAL, Right.RECOVERY_KEY}),
    Event.SETTING_CHANGED: frozenset({Right.SETTINGS, Right.RETENTION, Right.RECOVERY_KEY}),
}


def default_folder(home: Path | None = None) -> Path:
    """Where the store of a home is: `home`, what the variable INTAKE_ASSIST_HOME names, or the user's own.
    INTAKE_ASSIST_STORE names the store itself, for counters that share one and have each a home of their own."""
    if shared := os.environ.get(STORE_VARIABLE):
        return Path(shared)
    known = home or os.environ.get(HOME_VARIABLE)
    base = Path(known) if known else platformdirs.user_data_path("intake-assist", appauthor=False)
    return base / "store"


def holds_store(folder: Path) -> bool:
    """Whether a store, or what is left of one, is there. Makes nothing."""
    with translated():
        return any((folder / name).exists() for name in (DESCRIPTION, DATABASE, backup.BACKUPS, BLOBS))


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class Store:
    """Cases on the disk. Every method blocks until what it did is safe, and may be called from any thread.

    All raise `StoreError`s and nothing else for what the surroundings do. Opened by `Store.open`.

    Once there are accounts (see `gate`), an `actor` is a `Person` who has signed in, and has the right for what is
    asked; what shows something goes by who sits at the store. Otherwise NotAllowedError is raised and that is
    recorded. What the machine finds is kept in a case that somebody who may has opened here.
    """

    def __init__(
        self, folder: Path, engine: Engine, keys: Keys, clock: Clock | None, on_server: bool
    ) -> None:
        self.folder = folder
        self.key_location = keys.location
        self._keys = keys
        self._vault = Vault(keys)
        self._blobs = Blobs(folder, self._vault.blob_key)
        self._trail = Trail(self._vault.chain_key)
        self._prover = Prover(self._vault.proof_key, self._vault.rows)
        self._engine = engine
        self._writing_engine = server.for_writing(engine) if on_server else for_writing(engine)
        self._clock = clock or _now
        self._ask_server = on_server and clock is None
        self._on_server = on_server
        self._lock = threading.RLock()
        self._editions: Mapping[str, Edition] = {}
        self.gate = Gate(self)

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        url: str | None = None,
        keys: Keys | None = None,
        clock: Clock | None = None,
    ) -> Store:
        """The store in `folder`, made when there is none; `url` names a PostgreSQL database in place of a file.
        Then every counter names the same folder, where the material files are. `clock` is the machine's, or the
        server's.

        Raises KeyMissingError, WrongKeyError, AddressError, DamagedError (with the last good backup), TooNewError,
        MigrationError, or what the disk or the server raises.
        """
        with translated():
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            prove_writable(folder)
        opened = cls._at_server if url is not None else cls._in_file
        store = opened(folder, url or "", keys, clock)
        try:
            store._bring_up_to_date()
            store._prove_key()
            store._remember_numbers()
        except BaseException:
            store.close()
            raise
        return store

    @classmethod
    def _in_file(cls, folder: Path, _url: str, keys: Keys | None, clock: Clock | None) -> Store:
        known = keys_of(folder, keys, has_data=(folder / DATABASE).exists())
        with translated():
            _check(folder)
        return cls(folder, open_file(folder), known, clock, False)

    @classmethod
    def _at_server(cls, folder: Path, url: str, keys: Keys | None, clock: Clock | None) -> Store:
        engine = server.open_server(url)
        try:
            with translated(), engine.connect() as connection:
                server.refuse_unfit(connection)
                has_data = revision_of(connection) is not None
            known = keys_of(folder, keys, has_data=has_data, server=True)
        except BaseException:
            engine.dispose()
            raise
        return cls(folder, engine, known, clock, True)

    def close(self) -> None:
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # -- cases --------------------------------------------------------------------------------------------

    def new_case(self, matter_id: str, checklist_version: str, actor: Actor) -> CaseHeader:
        header = self.gate.act(
            actor, {Right.WORK}, lambda unit, by: cases.new_case(unit, matter_id, checklist_version, by)
        )
        self.gate.opened(header.id)
        return header

    def load(self, case_id: str) -> KeptCase:
        """Raises NoSuchCaseError; DamagedError when a record of it has been tampered with."""
        kept = self.gate.look(_CASES, lambda unit: cases.load(unit, case_id))
        self.gate.opened(case_id)
        return kept

    def append(
        self, case_id: str, entry: Do | Undo | Redo, actor: Actor, *, after: int | None = None
    ) -> None:
        """One more line of the case's history, on the disk when this returns.

        The blobs it names must have been put. `after` is the number of entries the caller knows of: when
        somebody else has added one since, CaseChangedError is raised and nothing is written.
        """
        self.gate.act(
            actor, {Right.WORK}, lambda unit, by: cases.append(unit, case_id, entry, by, after), case_id
        )

    def keep_listing(self, case_id: str, listing: Listing) -> None:
        self.gate.keep(case_id, lambda unit: cases.keep_listing(unit, case_id, listing))

    def keep_reading(self, case_id: str, reading: Reading) -> None:
        """Takes the place of an earlier reading of the same recipe."""
        self.gate.keep(case_id, lambda unit: cases.keep_reading(unit, case_id, reading))

    def keep_outcome(self, case_id: str, outcome: Outcome, engine: str, kinds: Kinds) -> None:
        """What the program found at this moment: for search, statistics and proof, never loaded as the case.

        `kinds` tell by the types of their fields what the case can be found by. An outcome takes the place of
        the one before, unless the case's status was set in between.
        """
        edition = self._editions.get(outcome.case.matter)
        digest = edition.digest if edition else ""
        self.gate.keep(
            case_id, lambda unit: outcomes.keep_outcome(unit, case_id, outcome, engine, kinds, digest)
        )

    def outcome(self, case_id: str, *, acted_on: bool = False) -> KeptOutcome | None:
        """What was found last, or when the status was last set (`acted_on`)."""
        return self.gate.look(_CASES, lambda unit: outcomes.load_outcome(unit, case_id, pinned=acted_on))

    def set_status(self, case_id: str, status: CaseStatus, actor: Actor) -> None:
        self.gate.act(
            actor, {Right.STATUS}, lambda unit, by: cases.set_status(unit, case_id, status, by), case_id
        )

    # -- notices ------------------------------------------------------------------------------------------

    def issue_notice(self, case_id: str, series: str, write: notices.Write, actor: Actor) -> KeptNotice:
        """A notice gets the next number of its series (day and counter) and is kept for good.

        `write` makes it of that number. Whether the paper then comes out of a printer is recorded by itself.
        """
        return self.gate.act(
            actor, {Right.NOTICE}, lambda unit, by: notices.issue(unit, case_id, series, write, by), case_id
        )

    def notices(self, case_id: str) -> tuple[KeptNotice, ...]:
        """Those given in a case, oldest first. Raises DamagedError for one that was tampered with."""
        return self.gate.look(_CASES, lambda unit: notices.of_case(unit, case_id))

    def receipts(self, case_id: str) -> tuple[KeptNotice, ...]:
        """The same for receipts (收件清单), whose numbers begin with `notices.RECEIPT`."""
        return self.gate.look(_CASES, lambda unit: notices.of_case(unit, case_id, receipts=True))

    # -- figures ------------------------------------------------------------------------------------------

    def ways(self, since: dt.date, until: dt.date) -> tuple[CaseWay, ...]:
        """How the cases received on these days went, those deleted since too."""
        return self.gate.look({Right.STATISTICS}, lambda unit: figures.ways(unit, since, until))

    def rule_counts(self, since: dt.date, until: dt.date) -> tuple[RuleCount, ...]:
        """What became of the program's findings in the cases received on these days."""
        return self.gate.look({Right.STATISTICS}, lambda unit: figures.rule_counts(unit, since, until))

    # -- finding ------------------------------------------------------------------------------------------

    def search(self, query: Query) -> list[CaseHeader]:
        """Without the right to leaf through the cases of others, these are only found by what names one: its whole
        number, its notice's, or a company, code, ID number or person in it."""

        def found(unit: Unit) -> list[CaseHeader]:
            asked = searching.within(query, self.gate.only_own(unit))
            return [
                unit.header(row) for row in unit.session.execute(searching.chosen(asked, self._vault.words))
            ]

        return self.gate.look(_CASES, found)

    def listed(self, query: Query, actor: Actor) -> list[CaseHeader]:
        """What is found, for a list that leaves the program. Credit codes are public and whole; only that of an
        individual household, which stands for a person, is masked for who may not see persons' numbers whole."""

        def found(unit: Unit, _by: str) -> list[CaseHeader]:
            may = self.gate.refusal(unit, actor, {Right.REVEAL}) is None
            rows = unit.session.execute(searching.chosen(query, self._vault.words))
            return [unit.header(row, whole=True, persons=may) for row in rows]

        return self.gate.act(actor, {Right.EXPORT}, found)

    def header(self, case_id: str) -> CaseHeader:
        return self.gate.look(_CASES, lambda unit: unit.header(unit.case(case_id)))

    def reveal(self, case_id: str, actor: Actor, reason: str) -> CaseHeader:
        """The header with nothing masked; that it was looked at, by whom and why, is recorded, though not again within
        a minute."""

        def seen(unit: Unit, by: str) -> CaseHeader:
            header = unit.header(unit.case(case_id), whole=True)
            if not _just_seen(unit, case_id, by, masked(reason)):
                unit.record(Event.SEEN_WHOLE, by, case_id, reason=masked(reason))
            return header

        return self.gate.act(actor, {Right.REVEAL}, seen, case_id)

    # -- blobs --------------------------------------------------------------------------------------------

    def put_blob(self, data: bytes) -> str:
        self.gate.require_to_put()
        return self._blobs.put(data)

    def get_blob(self, sha: str) -> bytes:
        self.gate.require_to_see(_PAPERS)
        return self._blobs.get(sha)

    def blob_opener(self) -> BlobOpener:
        """Reads blobs in another process; can be pickled."""
        return BlobOpener(self.folder, self._vault.blob_key)

    # -- trail --------------------------------------------------------------------------------------------

    def require(self, actor: Actor, right: Right, case_id: str | None = None) -> None:
        """For what happens outside the store: raises NotAllowedError, and records it, unless the actor may."""
        self.gate.act(actor, {right}, lambda _unit, _by: None, case_id)

    def record(self, event: Event, actor: Actor, case_id: str | None = None, **detail: Any) -> None:
        """Notes what happens outside the store: printing, exporting. `detail` is plain data without names of
        applicants; numbers in its texts are masked."""
        said = {name: masked(value) if isinstance(value, str) else value for name, value in detail.items()}
        rights = _OUTSIDE.get(event, frozenset())
        self.gate.act(actor, rights, lambda unit, by: unit.record(event, by, case_id, **said), case_id)

    def note_checklists(self, library: Library) -> None:
        """Outcomes are kept from now on with the digest of these checklists. A matter whose checklist says something
        else than last noted, under whatever version, is recorded with both digests."""
        self._editions = editions.editions(library)
        with self._reading() as unit:
            same = editions.noted(unit.session) == self._editions
        if not same:
            self._write(lambda unit: editions.note(unit, self._editions))

    def audit(self, case_id: str | None = None, *, last: int | None = None) -> tuple[Record, ...]:
        return self.gate.look({Right.AUDIT}, lambda unit: records(unit.session, case_id, last=last))

    def case_named(self, number: str) -> str:
        """The id of a case, also for somebody who may read what was done to it but not the case. Raises
        NoSuchCaseError."""

        def found(unit: Unit) -> str:
            case_id = unit.session.scalar(select(CaseRow.id).where(CaseRow.number == number))
            if case_id is None:
                raise NoSuchCaseError(f"没有收件号 {number}。")
            return case_id

        return self.gate.look(_CASES | {Right.AUDIT}, found)

    def audit_mark(self) -> Mark:
        """Where the trail ends now; noted on paper it proves later that nothing was taken away."""
        with self._reading() as unit:
            return self._trail.mark(unit.session)

    def verify(self, known: Mark | None = None) -> Verdict:
        """Whether the trail and the cases are as they were written; reads everything, so it takes its time."""
        return self.gate.look({Right.AUDIT}, lambda unit: verify(unit, known))

    # -- keeping and forgetting ---------------------------------------------------------------------------

    def set_retention(self, matter: str, days: int | None, actor: Actor) -> None:
        """Days that closed cases of `matter` (``*``: of every other matter) are kept; None: for ever."""
        self.gate.act(actor, {Right.RETENTION}, lambda unit, by: retention.set_days(unit, matter, days, by))

    def retention(self) -> dict[str, int]:
        return self.gate.look({Right.RETENTION}, retention.days_kept)

    def set_unfinished(self, matter: str, days: int | None, actor: Actor) -> None:
        """Days that cases of `matter` which nobody finishes are kept, from their last step; None: for ever."""
        self.gate.act(
            actor, {Right.RETENTION}, lambda unit, by: retention.set_unfinished(unit, matter, days, by)
        )

    def unfinished(self) -> dict[str, int | None]:
        """``*`` is always among them."""
        return self.gate.look({Right.RETENTION}, retention.unfinished_kept)

    def due(self) -> tuple[CaseHeader, ...]:
        """What `forget_due` would delete: time to hand it to the archive."""
        return self.gate.look({Right.RETENTION}, retention.due)

    def note_outbox(self, outbox: Path, actor: Actor) -> None:
        """Cases that are deleted are taken out of this folder, too."""
        self.gate.act(actor, {Right.HAND_OVER}, lambda _unit, _by: outboxes.note(self.folder, outbox))

    def forget_due(self, actor: Actor, *, sure: bool = False) -> Forgotten:
        """Deletes the cases whose days are over. Raises RefusedError when it was last done so long ago
        that the clock may be wrong, unless the caller is `sure` of the date."""
        return self._cleared(
            self.gate.act(
                actor, {Right.RETENTION}, lambda unit, by: retention.forget_due(unit, by, sure=sure)
            )
        )

    def forget(self, case_ids: list[str], actor: Actor, rule: str) -> Forgotten:
        return self._cleared(
            self.gate.act(actor, {Right.DELETE}, lambda unit, by: retention.forget(unit, case_ids, by, rule))
        )

    def about_person(self, id_number: str) -> Forgotten:
        """What `forget_person` would delete and what it would leave; nothing is changed."""
        return self.gate.look({Right.FORGET_PERSON}, lambda unit: retention.about_person(unit, id_number))

    def forget_person(self, id_number: str, actor: Actor) -> Forgotten:
        return self._cleared(
            self.gate.act(
                actor, {Right.FORGET_PERSON}, lambda unit, by: retention.forget_person(unit, id_number, by)
            )
        )

    def _forget_again(self, by: str) -> Forgotten:
        """The cases that a backup has brought back."""
        gone = backup.deleted(self.folder)
        return self._cleared(self._write(lambda unit: retention.forget_again(unit, gone, by, "restored")))

    def hold(self, case_id: str, actor: Actor, reason: str | None) -> None:
        self.gate.act(
            actor, {Right.HOLD}, lambda unit, by: retention.hold(unit, case_id, by, reason), case_id
        )

    # -- care ---------------------------------------------------------------------------------------------

    @property
    def recovery_key(self) -> str:
        """For printing once and locking away; opens the store on any machine."""
        return self.gate.look({Right.RECOVERY_KEY}, lambda _: self._keys.recovery)

    def prove_recovery(self, text: str) -> None:
        """Raises WrongKeyError unless this is the recovery key of this store."""
        if not hmac.compare_digest(Keys.from_recovery(text).master, self._keys.master):
            raise WrongKeyError("这把恢复密钥不是这份数据的。请用与这份数据一起打印的那一张。")

    def care_due(self) -> bool:
        """Whether the last backup, or on a server the last care, is so old that `care` should be called."""
        with self._reading() as unit:
            last = retention.last_swept(unit) if self._on_server else _last_backup(self.folder)
            return last is None or unit.now - last > BACKUP_EVERY

    def care(self, *, days: int = BACKUP_DAYS) -> Backup | None:
        """What is to be done once a day, and may be done beside the writing: a verified backup, unless a server
        has the data; backups older than `days` and files that nothing names are taken away; cases that were
        deleted and that somebody's backup has brought back are deleted again; cases whose days are over are
        deleted.

        Raises RefusedError, the rest being done, when the clock is too doubtful to delete by it.
        """
        made = None if self._on_server else backup.make_backup(self.folder, self._clock())
        backup.drop_old(self.folder, self._clock(), days)
        old = [name for name, age in self._blobs.kept() if age > _ORPHAN_AGE]
        with self._reading() as unit:
            old = list(retention.unneeded(unit, old))
        self._sweep(old)
        self._wipe()
        self._write(lambda _: numbers.tidy(self.folder))
        self._note_deleted()
        self._forget_again(PROGRAM)
        self._take_out_all()
        self._cleared(self._write(lambda unit: retention.forget_due(unit, PROGRAM)))
        return made

    @property
    def on_server(self) -> bool:
        return self._on_server

    @property
    def place(self) -> str:
        """Where the cases are, for the screen; shows no password."""
        return server.shown(self._engine) if self._on_server else str(self.folder / DATABASE)

    def copy_blobs(self, other: Path) -> int:
        """What is new of the material files, and what tells their key, to `other`; how many are there then."""
        self.gate.look({Right.BACKUP}, lambda _: None)
        return backup.copy_blobs(self.folder, other)

    def back_up(self, other: Path | None = None) -> Backup:
        """A verified copy of the database, to `other` with the material files too. Raises RefusedError where the
        database is on a server, whose keepers make the backups."""
        self.gate.look({Right.BACKUP}, lambda _: None)
        if self._on_server:
            raise RefusedError(
                "收件的数据库在服务器上，由信息科用服务器的工具（pg_dump）备份，程序不备份它。"
                "材料文件在数据文件夹里，用 intake-assist store backup --to 备份到另一个磁盘。"
            )
        if other is not None:
            return backup.backup_to(self.folder, other, self._clock())
        return backup.make_backup(self.folder, self._clock())

    # -- inside -------------------------------------------------------------------------------------------

    def _write(self, work: Callable[[Unit], T]) -> T:
        """What `work` gives, once everything it did is on the disk."""
        done: list[T] = []
        try:
            with self._writing() as unit:
                done.append(work(unit))
        except InDoubtError as error:
            error.result = done[0]
            raise
        return done[0]

    @contextmanager
    def _writing(self) -> Iterator[Unit]:
        """A transaction that is on the disk when the block ends, and undone when the block raises."""
        with self._lock, translated(), Session(self._writing_engine) as session, _let_go(session):
            self._prover.watch(session)
            unit = self._unit(session, asking=self._ask_server)
            self._refuse_newer(session)
            unit.note_clock()
            yield unit
            self._prover.refuse_untold(session)
            self._commit(session)

    def _commit(self, session: Session) -> None:
        """A connection that breaks just now leaves open whether it is done; the trail tells it later."""
        try:
            session.commit()
        except DBAPIError as error:
            told, mark = from_database(error), self._trail.added(session)
            if self._on_server and mark is not None and isinstance(told, UnavailableError):
                raise InDoubtError(_IN_DOUBT, lambda: self._happened(mark)) from error
            raise

    def _happened(self, mark: Mark) -> bool:
        """Asked when it is our turn: by then the connection that broke is over for the server, too."""
        with self._lock, translated(), Session(self._writing_engine) as session:
            return self._trail.holds(session, mark)

    def _refuse_newer(self, session: Session) -> None:
        """Somebody may have brought the database up to date since it was opened."""
        found = revision_of(session.connection())
        if found != REVISION:
            raise TooNewError(
                "数据已由更新版本的程序升级，这一步没有存上。请关闭程序，安装最新版本后再打开。"
            )

    @contextmanager
    def _reading(self) -> Iterator[Unit]:
        """One state of the store, whatever is written meanwhile."""
        with translated(), Session(self._engine) as session, _let_go(session):
            yield self._unit(session)

    def _unit(self, session: Session, *, asking: bool = False) -> Unit:
        now = server.time_of(session.connection()) if asking else self._clock()
        return Unit(session, self._vault, self._blobs, self._trail, now, self.folder, self._prover)

    def _prove_key(self) -> None:
        """A database that was put here from elsewhere opens with no case readable."""
        with self._reading() as unit:
            try:
                ours = self._trail.is_ours(unit.session)
            except DamagedError as error:
                raise self._damaged(error.message) from error
            if not ours:
                raise WrongKeyError(
                    "数据库和这个数据文件夹的密钥对不上：可能接到了别处的数据库，或者数据库被改动过。"
                    "请核对数据文件夹和数据库的地址。"
                )

    def _damaged(self, message: str) -> DamagedError:
        if self._on_server:
            return DamagedError(f"{message}请信息科用备份恢复。")
        return _with_backup(self.folder, message)

    def _remember_numbers(self) -> None:
        """What is noted beside the database and what it holds are made the same. A database that knows less is
        an older one."""
        given = numbers.noted(self.folder)
        with self._reading() as unit:
            behind, ahead = numbers.behind(unit.session, given), numbers.ahead(unit.session, given)
        if behind:
            self._write(lambda unit: _skip(unit, numbers.noted(self.folder)))
        if ahead:
            self._write(lambda _: numbers.note(self.folder, ahead))

    def _bring_up_to_date(self) -> None:
        with translated(), self._engine.connect() as connection:
            found = revision_of(connection)
            lacking = lacks_tables(connection, found)
        if lacking:
            raise self._damaged("数据库里少了表，已损坏，不能继续使用。")
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
                else:
                    self._tell_what_is_kept(connection)
        except StoreError:
            raise
        except Exception as error:
            raise MigrationError(
                f"数据没能升级到新版本（{type(error).__name__}），数据还是原来的样子。请告诉维护人员。"
            ) from error

    def _tell_what_is_kept(self, connection: Connection) -> None:
        """Of cases that an earlier version has written: from now on they are proven as they are."""
        with Session(connection) as session:
            unit = self._unit(session)
            lacking = untold(session)
            kept = self._prover.kept(session) if lacking else {}
            for case_id in lacking:
                state = self._prover.sealed(case_id, tuple(kept[case_id]))
                unit.trail.add(session, unit.now, PROGRAM, Event.PROVEN, case_id, state=state)
            session.flush()

    def _cleared(self, forgotten: Forgotten) -> Forgotten:
        """What was deleted from the tables goes from everywhere else."""
        if forgotten.deleted:
            with translated():
                backup.note_deleted(self.folder, [header.id for header in forgotten.deleted])
            self._sweep(forgotten.blobs)
            self._wipe()
            numbers_gone = {header.number for header in forgotten.deleted}
            return replace(forgotten, handed=self._take_out(numbers_gone))
        return forgotten

    def _take_out(self, numbers_gone: Collection[str]) -> int:
        """Jobs of deleted cases in outboxes; those out of reach go with the next `care`."""
        done = outboxes.take_out(self.folder, numbers_gone)

        def tell(unit: Unit) -> None:
            for number, jobs in sorted(done.items()):
                unit.record(Event.TAKEN_OUT, PROGRAM, number=number, jobs=jobs)

        if done:
            self._write(tell)
        return sum(done.values())

    def _take_out_all(self) -> None:
        if outboxes.known(self.folder):
            with self._reading() as unit:
                gone = retention.recorded_numbers(unit)
            self._take_out(gone)

    def _note_deleted(self) -> None:
        """What a program that died has deleted without noting it beside the database."""
        with self._reading() as unit, translated():
            lacking = retention.recorded(unit) - set(backup.deleted(self.folder))
            backup.note_deleted(self.folder, sorted(lacking))

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


@contextmanager
def _let_go(session: Session) -> Iterator[None]:
    """What breaks off in the middle of a table would leave its connection in the past for as long as somebody keeps
    the error: the connection is not used again."""
    try:
        yield
    except DamagedError:
        session.invalidate()
        raise


def refuse_on_server(folder: Path) -> None:
    """Raises RefusedError where not we but a server's keepers bring backups back."""
    if is_on_server(folder):
        raise RefusedError("收件的数据库在服务器上，请信息科用服务器的工具（pg_restore）恢复。")


def restore(
    folder: Path,
    copy: Backup,
    actor: str,
    *,
    claim: Claim | None = None,
    keys: Keys | None = None,
    clock: Clock = _now,
) -> Store:
    """Puts `copy` in the place of the database and opens it. What was there is set aside.

    Cases that were deleted since the copy was made are deleted again. Where there are accounts, `claim` tells who
    does it in place of `actor`. Raises SignInError and NotAllowedError.
    """
    refuse_on_server(folder)
    known = keys_of(folder, keys, has_data=True)
    by = _restorer(folder, copy, actor, claim, known, clock)
    backup.put_back(folder, copy, clock())
    store = Store.open(folder, keys=keys, clock=clock)
    store._write(lambda unit: unit.record(Event.RESTORED, by, backup=copy.path.name))
    store._forget_again(by)
    return store


def _restorer(folder: Path, copy: Backup, actor: str, claim: Claim | None, known: Keys, clock: Clock) -> str:
    """By the accounts of the database as it is, or, where it is past asking, by those of the copy."""
    try:
        with Store.open(folder, keys=known, clock=clock) as store:
            if not store.gate.in_use():
                return actor
            if claim is None:
                raise NotSignedInError("请先登录，再恢复备份。")
            person = store.gate.sign_in(claim)
            store.require(person, Right.BACKUP)
            return person.name
    except (DamagedError, MigrationError, TooNewError, WrongKeyError):
        return restorer(copy.path, known, actor, claim)


def _just_seen(unit: Unit, case_id: str, by: str, reason: str) -> bool:
    last = select(AuditRow.at, AuditRow.detail).where(
        AuditRow.case_id == case_id,
        AuditRow.event == str(Event.SEEN_WHOLE),
        AuditRow.actor == by,
        AuditRow.at > unit.now - _SEEN_ONCE,
        AuditRow.at <= unit.now,
    )
    return any(detail_of(row.detail).get("reason") == reason for row in unit.session.execute(last))


def _skip(unit: Unit, given: Mapping[str, int]) -> None:
    behind = numbers.behind(unit.session, given)
    numbers.catch_up(unit.session, given)
    series = {name: [last, given[name]] for name, last in sorted(behind.items())}
    unit.record(Event.NUMBERS_SKIPPED, PROGRAM, series=series)


def _last_backup(folder: Path) -> dt.datetime | None:
    return next((copy.taken_at for copy in backup.backups(folder)), None)


def _check(folder: Path) -> None:
    """A database that is not there though something speaks of it is damaged, not new."""
    path = folder / DATABASE
    try:
        if path.exists() and path.stat().st_size > 0:
            check_file(path)
        else:
            _check_new(folder)
    except DamagedError as error:
        raise _with_backup(folder, error.message) from error


def _with_backup(folder: Path, message: str) -> DamagedError:
    """Says what the last good backup would lose, and brings it along."""
    copy = backup.last_good(folder)
    told = backup.what_is_lost(folder, copy) if copy else "没有可用的备份，请把数据文件夹交给维护人员。"
    return DamagedError(f"{message}{told}", copy)


def _check_new(folder: Path) -> None:
    if backup.backups(folder) or (folder / BLOBS).exists():
        raise DamagedError("数据库文件不见了或是空的。")
