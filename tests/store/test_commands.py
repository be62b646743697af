"""The commands about kept cases, as they are typed."""

from __future__ import annotations

import io
import json
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from intake_assist.cli import main
from intake_assist.store import CaseStatus, Query, Store, default_address

from .building import CLERK, corrected, opened, received
from .postgres import Server


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """``run(*arguments, home=folder, say="typed")``, in this process."""

    def run(*arguments: str, home: Path, say: str = "") -> Done:
        monkeypatch.setenv("INTAKE_ASSIST_HOME", str(home))
        monkeypatch.setenv("COLUMNS", "160")
        monkeypatch.setattr(sys, "argv", ["intake-assist", *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO(say))
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return Done(int(ended.value.code or 0), said.out, said.err)

    return run


@pytest.fixture
def home(tmp_path: Path) -> Path:
    with Store.open(tmp_path / "store") as store:
        case = opened(store)
        store.append(case.id, corrected("甲"), CLERK)
        store.back_up()
        store.append(case.id, corrected("乙"), CLERK)
    return tmp_path


def test_an_edited_database_is_named_by_audit_verify(home: Path, run: Run) -> None:
    whole = run("audit", "verify", "--json", home=home)
    said = json.loads(whole.stdout)
    assert (whole.returncode, said["problem"], said["records"]) == (0, None, 3)
    with closing(sqlite3.connect(home / "store" / "store.sqlite3")) as bare:
        bare.execute("UPDATE audit SET actor='别人' WHERE number=2")
        bare.commit()
    edited = run("audit", "verify", home=home)
    assert edited.returncode == 1
    assert "第 2 条审计记录被改动" in edited.stdout
    marked = run("audit", "verify", "--mark", "9:00", home=home)
    assert marked.returncode == 1
    wrong = run("audit", "verify", "--mark", "nothing", home=home)
    assert (wrong.returncode, wrong.stdout) == (2, "")
    assert "校验值" in wrong.stderr


def test_records_are_shown_and_a_backup_brought_back(home: Path, run: Run) -> None:
    assert "人工改写" in run("audit", "show", home=home).stdout
    missing = run("audit", "show", "--case", "20000101-0001", home=home)
    assert (missing.returncode, "没有收件号" in missing.stderr) == (2, True)
    assert "store-" in run("store", "status", home=home).stdout
    refused = run("store", "restore", "no such", "--yes", home=home)
    assert "没有备份" in refused.stderr
    done = run("store", "restore", "--yes", home=home)
    assert done.returncode == 0, done.stderr
    assert "大约 0 件、1 步操作会丢失" in done.stdout
    with Store.open(home / "store") as store:
        assert [record.event for record in store.audit()] == ["case_opened", "corrected", "restored"]


def test_a_key_that_was_lost_comes_back_with_the_printed_one(home: Path, run: Run) -> None:
    recovery = run("store", "recovery", home=home).stdout.strip()
    for path in (home / "store").glob("*.key"):
        path.unlink()
    lost = run("audit", "verify", home=home)
    assert lost.returncode == 2
    assert "恢复密钥" in lost.stderr
    wrong = run("store", "unlock", home=home, say=recovery[:-1] + "\n")
    assert "55 个" in wrong.stderr
    assert run("store", "unlock", home=home, say=recovery + "\n").returncode == 0
    assert run("audit", "verify", home=home).returncode == 0


def test_looking_makes_no_store(tmp_path: Path, run: Run) -> None:
    result = run("audit", "verify", home=tmp_path)
    assert result.returncode == 2
    assert "还没有保存过收件" in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "command", [["status"], ["backup"], ["recovery"], ["forget", "--yes"], ["restore", "--yes"]]
)
def test_a_folder_without_a_store_stays_without_one(tmp_path: Path, run: Run, command: list[str]) -> None:
    (tmp_path / "store").mkdir()
    result = run("store", *command, home=tmp_path)
    assert result.returncode == 2
    assert "还没有保存过收件" in result.stderr
    assert "INTAKE_ASSIST_HOME" in result.stderr
    assert list((tmp_path / "store").iterdir()) == []


def test_a_backup_to_a_place_that_will_not_do_says_so_and_changes_nothing(
    home: Path, tmp_path: Path, run: Run
) -> None:
    (tmp_path / "file").write_text("mine", encoding="utf-8")
    theirs = tmp_path / "theirs"
    Store.open(theirs).close()
    before = sorted(path.name for path in theirs.iterdir())
    for place, word in (
        (tmp_path / "file", "是一个文件"),
        (tmp_path / "file" / "below", "文件"),
        (home / "store" / "backups" / "mine", "请换另一个磁盘"),
        (theirs, "另一份收件数据"),
    ):
        result = run("store", "backup", "--to", str(place), home=home)
        assert (result.returncode, word in result.stderr) == (2, True), result.stderr
    assert (tmp_path / "file").read_text(encoding="utf-8") == "mine"
    assert sorted(path.name for path in theirs.iterdir()) == before
    assert not (home / "store" / "backups" / "mine").exists()
    done = run("store", "backup", "--to", str(tmp_path / "E 盘 💾" / "收件备份"), home=home)
    assert (done.returncode, "已备份 1 件" in done.stdout) == (0, True)


@pytest.mark.skipif(sys.platform == "win32", reason="no PostgreSQL server is installed here")
def test_the_commands_work_with_a_server(
    tmp_path: Path, run: Run, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = tmp_path / "shared"
    monkeypatch.setenv("INTAKE_ASSIST_STORE", str(shared))
    monkeypatch.setenv("INTAKE_ASSIST_DATABASE", server.new_schema())
    with Store.open(shared, url=default_address()) as store:
        case = opened(store)
        store.append(case.id, received(store), CLERK)
    status = run("store", "status", home=tmp_path / "mine")
    assert "pg_dump" in status.stdout
    assert "postgresql://" in status.stdout
    assert run("audit", "verify", home=tmp_path / "mine").returncode == 0
    assert "pg_dump" in run("store", "backup", home=tmp_path / "mine").stderr
    copied = run("store", "backup", "--to", str(tmp_path / "disk"), home=tmp_path / "mine")
    assert (copied.returncode, "已备份 1 个材料文件" in copied.stdout) == (0, True)
    assert "pg_restore" in run("store", "restore", "--yes", home=tmp_path / "mine").stderr
    monkeypatch.delenv("INTAKE_ASSIST_DATABASE")
    assert "INTAKE_ASSIST_DATABASE" in run("store", "status", home=tmp_path / "mine").stderr
    assert not (tmp_path / "mine").exists()


def test_what_is_due_is_deleted_when_somebody_says_so(home: Path, run: Run) -> None:
    with Store.open(home / "store") as store:
        (case,) = store.search(Query())
        store.set_retention("*", 0, CLERK)
        store.set_status(case.id, CaseStatus.WITHDRAWN, CLERK)
    assert run("store", "forget", home=home, say="n\n").returncode == 2
    done = run("store", "forget", home=home, say="y\n")
    assert "到期的有 1 件" in done.stdout
    assert "已删除 1 件" in done.stdout
    with Store.open(home / "store") as store:
        assert store.search(Query()) == []
        assert store.verify().problem is None
