"""What must not lose anything: a program killed at any moment, a full disk, a disk that cannot be written, two
programs on one file. Each really happens."""

from __future__ import annotations

import itertools
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import pytest

from intake_assist.store import (
    BusyError,
    CaseStatus,
    DamagedError,
    Keys,
    NoSuchCaseError,
    Query,
    ReadOnlyError,
    Store,
    StoreError,
    restore,
)
from intake_assist.store import database as database_module

from .building import CLERK, both, corrected, opened, received
from .postgres import Server

HERE = Path(__file__).parent
CAN_FORK = hasattr(os, "fork")


# -- killed -----------------------------------------------------------------------------------------------


@dataclass
class Confirmed:
    """What the program was told is safe."""

    number: str = ""
    entries: int = 0
    readings: int = 0
    blobs: list[str] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    outcome: bool = False
    folder: str = ""
    status: set[str] = field(default_factory=lambda: {"open"})
    gone: bool = False
    may_be_gone: bool = False


class Writers:
    """Starts programs that write, and kills them."""

    def __init__(self, folder: Path, keys: Keys, database: str | None = None, what: str = "cases") -> None:
        words = [what, str(folder), keys.master.hex(), *([database] if database else [])]
        self._command = [sys.executable, str(HERE / "writer.py"), *words]
        self._process: subprocess.Popen[str] | None = None
        self.cases: dict[str, Confirmed] = defaultdict(Confirmed)

    def run_and_kill(self, seed: int, confirmed: int, seconds: float) -> set[str]:
        """Kills it some `seconds` after it has heard of so many writes `confirmed`. The cases it wrote to."""
        process = self._running()
        send, said = _pipes(process)
        send.write(f"{seed}\n")
        send.flush()
        words = json.loads(said.readline())
        if CAN_FORK:  # the child may be faster than the word of it
            words |= json.loads(said.readline())
        assert words["ready"]
        child = words["child"] if CAN_FORK else process.pid
        touched = set(itertools.islice(self._heard(said), confirmed))
        time.sleep(seconds)
        os.kill(child, signal.SIGKILL if CAN_FORK else signal.SIGTERM)
        return touched | set(self._heard(said))

    def stop(self) -> None:
        """A child that still writes finds nobody who listens, and ends too."""
        if self._process is not None:
            self._process.kill()
            for pipe in _pipes(self._process):
                pipe.close()
            self._process.wait()

    def _running(self) -> subprocess.Popen[str]:
        if self._process is not None and not CAN_FORK:
            self.stop()
            self._process = None
        if self._process is None:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                encoding="utf-8",
                cwd=HERE.parents[1],
            )
        return self._process

    def _heard(self, said: IO[str]) -> Iterator[str]:
        for line in said:
            words = json.loads(line)
            if "dead" in words:
                return
            self._note(self.cases[words["case"]], words)
            yield words["case"]

    def _note(self, case: Confirmed, words: dict[str, Any]) -> None:
        case.number = words.get("number", case.number)
        case.entries = words.get("entry", case.entries)
        case.readings = words.get("readings", case.readings)
        case.may_be_gone |= words.get("forgetting", False)
        case.gone |= words.get("forgotten", False)
        case.outcome |= words.get("outcome", False)
        case.folder = words.get("folder", "")
        if "notice" in words:
            case.notices.append(words["notice"])
        if "blob" in words:
            case.blobs.append(words["blob"])
        if "status" in words:
            case.status = {"open", "accepted"} if words["status"] == "asked" else {"accepted"}


def _pipes(process: subprocess.Popen[str]) -> tuple[IO[str], IO[str]]:
    assert process.stdin is not None
    assert process.stdout is not None
    return process.stdin, process.stdout


def check(store: Store, case_id: str, case: Confirmed) -> None:
    try:
        kept = store.load(case_id)
    except NoSuchCaseError:
        assert case.may_be_gone
        return
    assert not case.gone
    assert kept.header.number == case.number
    assert case.entries <= len(kept.entries) <= case.entries + 1
    assert case.readings <= len(kept.readings) <= case.readings + 1
    assert str(kept.header.status) in case.status
    for sha in case.blobs:
        assert store.get_blob(sha)
    assert not case.outcome or store.outcome(case_id) is not None
    kept_notices = [notice.number for notice in store.notices(case_id)]
    assert kept_notices[: len(case.notices)] == case.notices
    assert len(kept_notices) <= len(case.notices) + 1


def kill_again_and_again(
    folder: Path, keys: Keys, times: int, seed: int, database: str | None = None
) -> None:
    dice = random.Random(seed)
    writers = Writers(folder, keys, database)
    try:
        for at in range(times):
            touched = writers.run_and_kill(seed * 1000 + at, dice.randint(0, 20), dice.uniform(0.0, 0.02))
            with Store.open(folder, url=database, keys=keys) as store:
                for case_id in touched:
                    check(store, case_id, writers.cases[case_id])
    finally:
        writers.stop()
    with Store.open(folder, url=database, keys=keys) as store:
        for case_id, case in writers.cases.items():
            check(store, case_id, case)
        assert store.verify().problem is None
        numbers = [header.number for header in store.search(Query(limit=100_000))]
    assert len(numbers) == len(set(numbers))
    assert len(writers.cases) > times // 2


def test_killed_at_any_moment_nothing_confirmed_is_lost(folder: Path, keys: Keys) -> None:
    kill_again_and_again(folder, keys, 12 if CAN_FORK else 3, seed=1)


@pytest.mark.skipif(not CAN_FORK, reason="starts many processes")
def test_killed_while_a_store_is_made_it_is_made_the_next_time(tmp_path: Path, keys: Keys) -> None:
    dice = random.Random(4)
    writers = Writers(tmp_path, keys, what="opening")
    try:
        for seed in range(12):
            writers.run_and_kill(seed, 0, dice.uniform(0.0, 0.4))
    finally:
        writers.stop()
    made = {case.folder: case_id for case_id, case in writers.cases.items()}
    folders = [path for path in tmp_path.iterdir() if path.is_dir()]
    assert len(folders) > len(made)
    for folder in folders:
        with Store.open(folder, keys=keys) as store:
            known = {header.id: header.number for header in store.search(Query())}
            assert folder.name not in made or made[folder.name] in known
            # A number that was noted for a case that never came to be is not given again.
            fresh = int(opened(store).number[-4:])
            assert fresh - len(known) in (1, 2)
            assert fresh > max((int(number[-4:]) for number in known.values()), default=0)
            assert store.verify().problem is None


def reopened(folder: Path, keys: Keys) -> Store:
    """With the backup that is offered when there is no database."""
    try:
        return Store.open(folder, keys=keys)
    except DamagedError as error:
        offered = error.backup
    assert offered is not None
    return restore(folder, offered, CLERK, keys=keys)


@pytest.mark.skipif(not CAN_FORK, reason="starts many processes")
def test_killed_while_a_backup_is_brought_back_it_is_still_there(folder: Path, keys: Keys) -> None:
    with Store.open(folder, keys=keys) as store:
        case = opened(store)
        store.append(case.id, received(store), CLERK)
        store.back_up()
        given = opened(store).number
    dice = random.Random(5)
    writers = Writers(folder, keys, what="restoring")
    try:
        for seed in range(20):
            writers.run_and_kill(seed, dice.randint(0, 1), dice.uniform(0.0, 0.1))
            with reopened(folder, keys) as store:
                assert len(store.load(case.id).entries) == 1
                assert opened(store).number > given
                assert store.verify().problem is None
    finally:
        writers.stop()


@pytest.mark.skipif(not CAN_FORK, reason="starts many processes")
def test_counters_killed_at_any_moment_leave_the_server_whole(
    folder: Path, keys: Keys, server: Server
) -> None:
    kill_again_and_again(folder, keys, 10, seed=3, database=server.new_database())


@pytest.mark.slow
def test_killed_at_two_hundred_moments(folder: Path, keys: Keys) -> None:
    kill_again_and_again(folder, keys, 200 if CAN_FORK else 20, seed=2)


# -- full, not writable -----------------------------------------------------------------------------------


def on_a_disk_of_its_own(what: str, folder: Path, keys: Keys, size: str = "4m") -> dict[str, Any]:
    """Runs disks.py with a small file system in `folder`, which only it sees and which ends with it."""
    folder.mkdir()
    script = f'mount -t tmpfs -o size={size} none "$1" && exec "$2" "$3" "$4" "$1" "$5"'
    words = [str(folder), sys.executable, str(HERE / "disks.py"), what, keys.master.hex()]
    command = ["unshare", "-r", "-m", "sh", "-c", script, "sh", *words]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", cwd=HERE.parents[1], check=False)
    if done.returncode and not done.stdout and done.stderr.startswith(("unshare:", "mount:")):
        pytest.skip("this machine gives no file system to a test")
    assert done.returncode == 0, done.stderr
    result: dict[str, Any] = json.loads(done.stdout)
    return result


@pytest.mark.skipif(sys.platform != "linux", reason="needs a small file system")
def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path, keys: Keys) -> None:
    result = on_a_disk_of_its_own("full", tmp_path / "disk", keys)
    assert result["said"]["blob"] == {"error": "DiskFullError", "passing": True, "lost": 0}
    assert result["said"]["entry"] == {"error": "DiskFullError", "passing": True, "lost": 0}
    assert result["said"]["backup"] == {"error": "DiskFullError"}
    assert result["entries"] == result["kept"] + 1
    assert result["problem"] is None
    assert result["parts"] == []


@pytest.mark.skipif(sys.platform != "linux", reason="needs a file system that can be made read-only")
def test_a_disk_that_cannot_be_written_is_told(tmp_path: Path, keys: Keys) -> None:
    result = on_a_disk_of_its_own("read-only", tmp_path / "disk", keys)
    assert result["said"] == dict.fromkeys(("blob", "open", "new"), "ReadOnlyError")
    assert result["entries"] == 1
    assert result["problem"] is None


def test_a_database_that_cannot_be_written_any_more_is_told(store: Store) -> None:
    case = opened(store)
    with store._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only=ON")
    with pytest.raises(ReadOnlyError, match="写保护"):
        store.append(case.id, corrected("甲"), CLERK)
    with store._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only=OFF")
    store.append(case.id, corrected("乙"), CLERK)
    assert store.load(case.id).entries == (corrected("乙"),)


@contextmanager
def files_no_larger_than(size: int) -> Iterator[None]:
    import resource

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no limit for a process's files")
def test_a_write_that_is_cut_short_is_told_and_loses_nothing(store: Store) -> None:
    case = opened(store)
    store.append(case.id, received(store), CLERK)
    confirmed = 1
    with files_no_larger_than(400_000):
        refused = None
        while refused is None and confirmed < 1000:
            try:
                store.append(case.id, corrected(os.urandom(6000).hex()), CLERK)
                confirmed += 1
            except StoreError as error:
                refused = error
        with pytest.raises(StoreError, match="磁盘"):
            store.put_blob(bytes(500_000))
    assert refused is not None
    assert refused.passing
    assert "磁盘" in refused.message
    assert confirmed > 1
    assert len(store.load(case.id).entries) == confirmed
    store.append(case.id, corrected("又能写了"), CLERK)
    assert store.verify().problem is None


# -- two programs -----------------------------------------------------------------------------------------


@pytest.mark.skipif(not CAN_FORK, reason="starts many processes")
@both
def test_two_programs_write_to_one_store_and_neither_loses_anything(
    folder: Path, keys: Keys, database: str | None
) -> None:
    """Both start with nothing there, so that both want to make the store."""
    writers = [Writers(folder, keys, database) for _ in range(2)]
    try:
        for number, each in enumerate(writers):
            send, _ = _pipes(each._running())
            send.write(f"{number}\n")
            send.flush()
        children = [json.loads(_pipes(each._running())[1].readline())["child"] for each in writers]
        for each in writers:
            assert json.loads(_pipes(each._running())[1].readline()) == {"ready": True}
        for each in writers:
            assert next(each._heard(_pipes(each._running())[1]), None)
        time.sleep(1.0)
        for each, child in zip(writers, children, strict=True):
            os.kill(child, signal.SIGKILL)
            list(each._heard(_pipes(each._running())[1]))
    finally:
        for each in writers:
            each.stop()
    with Store.open(folder, url=database, keys=keys) as store:
        for each in writers:
            for case_id, case in each.cases.items():
                check(store, case_id, case)
        assert store.verify().problem is None
        numbers = [header.number for header in store.search(Query(limit=100_000))]
        assert len(numbers) == len(set(numbers))


def test_a_store_that_another_program_holds_is_said_to_be_busy(
    folder: Path, keys: Keys, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "BUSY_SECONDS", 0.1)
    with Store.open(folder, keys=keys) as store:
        case = opened(store)
        with database_module.sqlite_file(folder / "store.sqlite3") as other:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(BusyError, match="另一个程序") as refused:
                store.append(case.id, corrected("甲"), CLERK)
            assert refused.value.passing
            assert store.load(case.id).entries == ()
            other.execute("ROLLBACK")
        store.append(case.id, corrected("甲"), CLERK)
        store.set_status(case.id, CaseStatus.NOTIFIED, CLERK)
        assert len(store.load(case.id).entries) == 1
