"""Cases on a PostgreSQL server, which several counters share. The server is a real one."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import text

from intake_assist.store import (
    AddressError,
    BusyError,
    CaseChangedError,
    CaseStatus,
    Event,
    InDoubtError,
    KeyMissingError,
    Keys,
    NoSuchCaseError,
    Query,
    ReadOnlyError,
    RefusedError,
    Store,
    StoreError,
    StoreQueue,
    TooNewError,
    UnavailableError,
    WrittenNotice,
    WrongKeyError,
    restore,
)
from intake_assist.store import queue as queue_module
from intake_assist.store import server as server_module
from intake_assist.store import store as store_module

from .building import (
    CLERK,
    COMPANY,
    ENGINE,
    Clock,
    corrected,
    found,
    kinds,
    licence,
    opened,
    reading,
    received,
)
from .conftest import Opening
from .postgres import Server
from .proxy import Line, Moment
from .test_secrecy import SECRETS, fill

pytestmark = pytest.mark.skipif(os.name == "nt", reason="no PostgreSQL server is installed here")
WAIT = 30.0


@pytest.fixture
def database(server: Server) -> str:
    return server.new_schema()


@pytest.fixture
def whole_database(server: Server) -> str:
    """For a test that does something to all of it."""
    return server.new_database()


@pytest.fixture
def other(opening: Opening) -> Iterator[Store]:
    """The store as the next counter has it."""
    with opening() as opened:
        yield opened


# -- several counters -------------------------------------------------------------------------------------


def test_what_one_counter_keeps_the_other_has(store: Store, other: Store) -> None:
    case = opened(store)
    store.append(case.id, received(store), CLERK)
    store.keep_reading(case.id, reading(picture=store.put_blob(b"upright")))
    store.keep_outcome(case.id, found(licence()), ENGINE, kinds())
    (seen,) = other.search(Query(company=COMPANY))
    kept = other.load(seen.id)
    assert kept == store.load(case.id)
    assert other.get_blob(kept.readings[0].pictures[0]) == b"upright"
    assert other.verify().problem is None


def test_what_another_counter_did_meanwhile_is_not_overwritten(store: Store, other: Store) -> None:
    case = opened(store)
    store.append(case.id, corrected("甲"), CLERK, after=0)
    with pytest.raises(CaseChangedError, match="重新打开"):
        other.append(case.id, corrected("乙"), CLERK, after=0)
    other.append(case.id, corrected("丙"), CLERK, after=1)
    assert store.load(case.id).entries == (corrected("甲"), corrected("丙"))


def test_counters_that_write_at_once_give_each_number_once_and_one_trail(store: Store, other: Store) -> None:
    def notice(number: int) -> WrittenNotice:
        return WrittenNotice(f"20261122-03-{number:04d}", b"", b"", b"")

    given: list[str] = []
    case = opened(store)

    def work(mine: Store) -> None:
        for _ in range(12):
            given.append(opened(mine).number)
            given.append(mine.issue_notice(case.id, "20261122-03", notice, CLERK).number)
            mine.append(case.id, corrected("甲"), CLERK)

    threads = [threading.Thread(target=work, args=(each,)) for each in (store, other)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        assert store.verify().problem is None  # also while they write
    for thread in threads:
        thread.join()
    day = case.number[:8]
    assert sorted(given) == sorted(
        [*(f"{day}-{number:04d}" for number in range(2, 26)), *(f"20261122-03-{n:04d}" for n in range(1, 25))]
    )
    assert len(store.load(case.id).entries) == 24
    assert store.verify().problem is None


def test_a_counter_waits_for_its_turn_and_is_told_when_that_takes_too_long(
    opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_module, "_SETTINGS", ("SET lock_timeout = '200ms'",))
    with opening() as store, opening() as other:
        case = opened(store)
        with other._writing(), pytest.raises(BusyError, match="别的窗口") as refused:
            store.append(case.id, corrected("甲"), CLERK)
        assert refused.value.passing
        store.append(case.id, corrected("乙"), CLERK)
        assert store.load(case.id).entries == (corrected("乙"),)


def test_a_counter_that_falls_asleep_in_the_middle_lets_the_others_go_on(opening: Opening) -> None:
    with opening() as store, opening() as other:
        case = opened(store)

        def sleeps() -> None:
            with other._writing() as unit:
                wait = unit.session.execute(text("SHOW idle_in_transaction_session_timeout")).scalar_one()
                assert wait == "1min"
                # For this turn alone: a busy machine may make the others wait as long.
                unit.session.execute(text("SET LOCAL idle_in_transaction_session_timeout = '300ms'"))
                unit.record(Event.PRINTED, CLERK, case.id)
                store.append(case.id, corrected("甲"), CLERK)  # waits until the server ends the other's turn

        with pytest.raises(UnavailableError):
            sleeps()
        assert [record.event for record in store.audit(case.id)] == ["case_opened", "corrected"]
        other.append(case.id, corrected("乙"), CLERK)
        assert store.verify().problem is None


def test_numbers_and_times_go_by_the_servers_clock(
    folder: Path, keys: Keys, database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = store_module._now()
    monkeypatch.setattr(store_module, "_now", lambda: now - dt.timedelta(days=400))
    with Store.open(folder, url=database, keys=keys) as store:
        case = opened(store)
        assert abs(case.created_at - now) < dt.timedelta(minutes=5)
        assert case.number.startswith(f"{case.created_at.astimezone():%Y%m%d}-")
        assert [record.event for record in store.audit()] == ["case_opened"]


# -- a server that goes away ------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["immediate", "fast"])
def test_while_the_server_is_gone_calls_wait_and_none_is_lost_or_done_twice(
    store: Store, server: Server, how: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`immediate` leaves it as a power cut does."""
    monkeypatch.setattr(queue_module, "_PAUSES", (0.05,))
    errors: list[StoreError] = []
    with StoreQueue(store, errors.append, care=False) as queue:
        case = queue.new_case("m", "1", CLERK).result(WAIT)
        entries = [corrected(str(number)) for number in range(150)]
        done = [queue.append(case.id, entry, CLERK) for entry in entries]
        done[20].result(WAIT)
        server.stop(how)
        later = queue.new_case("m", "1", CLERK)
        with pytest.raises(UnavailableError, match="连不上数据库服务器"):
            queue.search(Query()).result(WAIT)
        unsaved = queue.unsaved
        server.start()
        assert queue.flush(WAIT)
        assert unsaved > 100
        assert store.load(case.id).entries == tuple(entries)
        assert later.result().number > case.number
        assert store.verify().problem is None
    assert {type(error) for error in errors} == {UnavailableError}


@pytest.fixture
def line(server: Server) -> Iterator[Line]:
    folder = Path(tempfile.mkdtemp(prefix="line-", dir="/tmp"))
    with closing(Line(folder, server.folder)) as line:
        yield line
    shutil.rmtree(folder)


def break_next(line: Line, store: Store, moment: Moment) -> None:
    """The next step, not the connecting again after the last break."""
    store.search(Query())
    line.cut = moment


@pytest.mark.parametrize("moment", ["before", "after"])
def test_an_answer_that_was_lost_does_a_step_neither_twice_nor_not_at_all(
    folder: Path,
    keys: Keys,
    database: str,
    server: Server,
    line: Line,
    moment: Moment,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The connection breaks while the server makes the step final: nobody here can know whether it has."""
    monkeypatch.setattr(queue_module, "_PAUSES", (0.05,))
    url = database.replace(str(server.folder), str(line.folder))
    errors: list[StoreError] = []
    with (
        Store.open(folder, url=url, keys=keys) as store,
        StoreQueue(store, errors.append, care=False) as queue,
    ):
        break_next(line, store, moment)
        case = queue.new_case("m", "1", CLERK).result(WAIT)
        break_next(line, store, moment)
        queue.append(case.id, corrected("甲"), CLERK).result(WAIT)
        break_next(line, store, moment)
        sha = queue.put_blob(b"upright").result(WAIT)
        queue.keep_reading(case.id, reading(picture=sha)).result(WAIT)
        break_next(line, store, moment)
        queue.set_status(case.id, CaseStatus.NOTIFIED, CLERK).result(WAIT)
        assert line.broken == 4
        assert [type(error) for error in errors] == [InDoubtError] * 4
        (header,) = store.search(Query())
        assert (header.id, header.number[-4:]) == (case.id, "0001")
        kept = store.load(case.id)
        assert (kept.entries, len(kept.readings)) == ((corrected("甲"),), 1)
        events = [record.event for record in store.audit()]
        assert events == ["case_opened", "corrected", "read", "status_set"]
        assert store.verify().problem is None


def test_who_calls_without_the_queue_is_told_that_it_may_have_been_done(
    folder: Path, keys: Keys, database: str, server: Server, line: Line
) -> None:
    url = database.replace(str(server.folder), str(line.folder))
    with Store.open(folder, url=url, keys=keys) as store:
        for moment, numbers in (("after", ["0001"]), ("before", ["0001"])):
            break_next(line, store, moment)  # type: ignore[arg-type]
            with pytest.raises(InDoubtError, match="可能已经存上") as told:
                opened(store)
            assert [case.number[-4:] for case in store.search(Query())] == numbers
            settled = told.value.or_else(lambda: opened(store))
            assert store.header(settled.id) == settled
        assert store.verify().problem is None


def test_a_server_that_does_not_let_us_write_is_told(
    folder: Path, keys: Keys, whole_database: str, server: Server
) -> None:
    with Store.open(folder, url=whole_database, keys=keys) as store:
        case = opened(store)
        name = whole_database.partition("@/")[2].partition("?")[0]
        server.run(whole_database, f"ALTER DATABASE {name} SET default_transaction_read_only = on")
        store.close()
        with pytest.raises(ReadOnlyError, match="备机") as refused:
            store.append(case.id, corrected("甲"), CLERK)
        assert refused.value.passing
        server.run(server.address("postgres"), f"ALTER DATABASE {name} RESET ALL")
        store.close()
        store.append(case.id, corrected("乙"), CLERK)


# -- the wrong place --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("address", "kind", "word"),
    [
        ("", AddressError, "postgresql://"),
        ("not an address", AddressError, "写得不对"),
        ("postgresql://clerk:geheim@host:port/db", AddressError, "写得不对"),
        ("postgresql://clerk:geheim@host", AddressError, "没有数据库的名字"),
        ("mysql://clerk:geheim@host/db", AddressError, "只能用 PostgreSQL"),
        ("sqlite:///store.sqlite3", AddressError, "只能用 PostgreSQL"),
        ("oracle+nonsense://clerk:geheim@host/db", AddressError, "只能用 PostgreSQL"),
        ("postgresql+psycopg2://clerk:geheim@host/db", AddressError, "只能用 PostgreSQL"),
        ("postgresql://clerk:geheim@127.0.0.1:9/收件", UnavailableError, "连不上"),
        ("postgresql://clerk:geheim@/t?host=/no/such/folder", UnavailableError, "连不上"),
        ("postgresql://clerk:geheim@127.0.0.1:9/t?nonsense=1", AddressError, "写得不对"),
    ],
)
def test_an_address_that_leads_nowhere_is_said_without_its_password(
    folder: Path, keys: Keys, address: str, kind: type[StoreError], word: str
) -> None:
    with pytest.raises(kind, match=word) as refused:
        Store.open(folder, url=address, keys=keys)
    assert "geheim" not in refused.value.message
    assert not (folder / "store.json").exists()


def test_a_database_that_is_not_there_or_cannot_hold_chinese_is_refused(
    folder: Path, keys: Keys, server: Server
) -> None:
    with pytest.raises(UnavailableError):
        Store.open(folder, url=server.address("no_such"), keys=keys)
    latin = server.new_database("TEMPLATE template0 ENCODING LATIN1 LOCALE_PROVIDER libc LOCALE 'C'")
    with pytest.raises(AddressError, match="LATIN1"):
        Store.open(folder, url=latin, keys=keys)


def test_a_user_without_rights_is_told(
    store: Store, folder: Path, keys: Keys, database: str, whole_database: str, server: Server
) -> None:
    server.run(database, "CREATE ROLE somebody LOGIN")
    for number, address in enumerate((server.new_schema(), whole_database)):
        with pytest.raises(ReadOnlyError, match="权限"):
            Store.open(
                folder.with_name(f"{number}"), url=address.replace("postgres@", "somebody@"), keys=keys
            )
    opened(store)
    schema = database.rpartition("%3D")[2]
    server.run(database, f"GRANT USAGE ON SCHEMA {schema} TO somebody")
    server.run(database, f"GRANT SELECT ON ALL TABLES IN SCHEMA {schema} TO somebody")
    with Store.open(folder, url=database.replace("postgres@", "somebody@"), keys=keys) as reader:
        assert len(reader.search(Query())) == 1
        with pytest.raises(ReadOnlyError, match="权限"):
            opened(reader)


@pytest.mark.usefixtures("store")
def test_a_store_on_a_server_is_not_opened_as_a_file_nor_the_other_way_round(
    folder: Path, tmp_path: Path, keys: Keys, database: str
) -> None:
    """One counter that lacks the address would have a store of its own."""
    with pytest.raises(AddressError, match="INTAKE_ASSIST_DATABASE"):
        Store.open(folder, keys=keys)
    assert not (folder / "store.sqlite3").exists()
    in_a_file = tmp_path / "file"
    Store.open(in_a_file, keys=keys).close()
    with pytest.raises(AddressError, match="本机的数据库文件"):
        Store.open(in_a_file, url=database, keys=keys)


def test_a_database_and_a_folder_that_do_not_belong_together_are_refused(
    store: Store, server: Server, tmp_path: Path, database: str
) -> None:
    opened(store)
    with pytest.raises(KeyMissingError, match=r"store\.json"):
        Store.open(tmp_path / "new", url=database)
    theirs = tmp_path / "theirs"
    with Store.open(theirs, url=server.new_database()) as another:
        opened(another)
    with pytest.raises(WrongKeyError, match="对不上"):
        Store.open(theirs, url=database)


def test_the_password_shows_nowhere(folder: Path, keys: Keys, database: str) -> None:
    address = database.replace("postgres@", "postgres:geheim@")
    with Store.open(folder, url=address, keys=keys) as store:
        assert "geheim" not in store.place
        assert store.place.startswith("postgresql://postgres")
        opened(store)
    assert not any(b"geheim" in path.read_bytes() for path in folder.rglob("*") if path.is_file())


# -- secrecy, care, backups -------------------------------------------------------------------------------


def test_the_servers_files_show_no_name_and_no_number(store: Store, server: Server) -> None:
    fill(store)
    server.checkpoint()
    clerk_seen = False
    for path in server.files():
        data = path.read_bytes()
        for secret in SECRETS:
            for encoding in ("utf-8", "gb18030"):
                assert secret.encode(encoding) not in data, f"{secret} in {path}"
        clerk_seen |= CLERK.encode() in data
    assert clerk_seen


def test_a_number_is_found_by_its_beginning_whatever_the_servers_language(store: Store) -> None:
    """The server of the tests passes over hyphens when it compares."""
    first, second = opened(store), opened(store)
    assert {case.id for case in store.search(Query(text=first.number[:9]))} == {first.id, second.id}
    assert [case.id for case in store.search(Query(text=second.number))] == [second.id]
    assert store.search(Query(text="20")) == store.search(Query())
    assert store.search(Query(number="2026112")) == store.search(Query())
    assert store.search(Query(number="19")) == []


def test_backups_are_the_servers_and_material_files_are_ours(
    store: Store, folder: Path, tmp_path: Path, keys: Keys
) -> None:
    case = opened(store)
    store.append(case.id, received(store), CLERK)
    for call in (store.back_up, lambda: store.back_up(tmp_path / "disk")):
        with pytest.raises(RefusedError, match="pg_dump"):
            call()
    assert store.copy_blobs(tmp_path / "disk") == 1
    assert store.copy_blobs(tmp_path / "disk") == 1
    assert len(list((tmp_path / "disk" / "blobs").glob("??/*"))) == 1
    from intake_assist.store import Backup

    with pytest.raises(RefusedError, match="pg_restore"):
        restore(folder, Backup(tmp_path / "x", store._clock()), CLERK, keys=keys)


def test_care_is_due_once_a_day_at_whichever_counter(store: Store, other: Store, clock: Clock) -> None:
    store.set_retention("m", 7, CLERK)
    case = opened(store, "m")
    store.set_status(case.id, CaseStatus.ACCEPTED, CLERK)
    assert store.care_due()
    assert store.care() is None
    assert not other.care_due()
    clock.go(days=8)
    assert other.care_due()
    other.care()
    with pytest.raises(NoSuchCaseError):
        store.load(case.id)
    assert not store.care_due()
    assert list(store.folder.glob("backups/*")) == []


def test_a_database_brought_back_gives_no_number_twice_and_no_deleted_case_back(
    folder: Path, keys: Keys, whole_database: str, server: Server
) -> None:
    """As after a pg_restore: the database is that of yesterday, the folder that of today."""
    with Store.open(folder, url=whole_database, keys=keys) as store:
        gone = opened(store)
        received(store)
    yesterday = server.copy_of(whole_database)
    with Store.open(folder, url=whole_database, keys=keys) as store:
        given = [opened(store).number for _ in range(3)]
        store.forget([gone.id], CLERK, "by_hand")
    with Store.open(folder, url=yesterday, keys=keys) as store:
        assert opened(store).number == f"{given[-1][:-1]}5"
        assert [record.event for record in store.audit()] == ["case_opened", "numbers_skipped", "case_opened"]
        assert store.header(gone.id)
        store.care()
        with pytest.raises(NoSuchCaseError):
            store.load(gone.id)
        assert store.verify().problem is None


def test_a_newer_database_is_refused_also_while_it_is_open(
    store: Store, opening: Opening, database: str, server: Server
) -> None:
    case = opened(store)
    server.run(database, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(TooNewError, match="最新版本"):
        opening()
    with pytest.raises(TooNewError, match="没有存上"):
        store.append(case.id, corrected("甲"), CLERK)
    assert server.run(database, "SELECT count(*) FROM entries") == [(0,)]


def test_a_record_edited_on_the_server_is_named(store: Store, database: str, server: Server) -> None:
    case = opened(store)
    store.append(case.id, corrected("甲"), CLERK)
    server.run(database, "UPDATE audit SET actor = 'x' WHERE number = 2")
    assert "第 2 条" in str(store.verify().problem)
    server.run(database, "DELETE FROM audit WHERE number = 2")
    assert "第 2 条" in str(store.verify().problem)
    with psycopg.connect(database) as bare:
        bare.execute("UPDATE entries SET payload = 'x'")
    with pytest.raises(StoreError, match="改动"):
        store.load(case.id)
