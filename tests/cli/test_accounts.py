"""``account`` and who gives the other commands, as they are typed."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from intake_assist.cli import main
from intake_assist.store import Credentials, Role, Store, os_account, passwords

BOSS, WORD, FIRST = "林站长", "Kaifeng-2026", "first-word 1"


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Done]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """``run(*arguments, say=lines typed)``, in this process."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    monkeypatch.setattr(passwords, "_NOBODY", [])
    monkeypatch.setenv("INTAKE_ASSIST_HOME", str(tmp_path))
    monkeypatch.setenv("COLUMNS", "160")

    def run(*arguments: str, say: Iterable[str] = ()) -> Done:
        monkeypatch.setattr(sys, "argv", ["intake-assist", *arguments])
        monkeypatch.setattr(sys, "stdin", io.StringIO("".join(f"{line}\n" for line in say)))
        with pytest.raises(SystemExit) as ended:
            main()
        said = capsys.readouterr()
        return Done(int(ended.value.code or 0), said.out, said.err)

    return run


@pytest.fixture
def boss(run: Run) -> tuple[str, str]:
    """The first administrator; gives what to type to sign in."""
    done = run("account", "add", BOSS, "--role", "administrator", say=(WORD, WORD))
    assert done.returncode == 0, done.stderr
    assert "已新建账号" in done.stdout
    return BOSS, WORD


def states(text: str) -> dict[str, tuple[bool, list[str]]]:
    return {each["name"]: (each["disabled"], each["roles"]) for each in json.loads(text)["accounts"]}


def test_a_new_store_has_no_accounts_and_asks_nobody(run: Run, tmp_path: Path) -> None:
    assert "还没有保存过收件" in run("account", "list").stderr
    Store.open(tmp_path / "store").close()
    done = run("account", "list")
    assert (done.returncode, "不用登录" in done.stdout) == (0, True)
    assert "不用密码" in run("account", "password").stderr
    assert run("store", "backup").returncode == 0


def test_accounts_are_made_and_changed(run: Run, boss: tuple[str, str]) -> None:
    made = run("account", "add", "chen.lan", "--role", "clerk", "--title", "陈兰", say=(*boss, FIRST, FIRST))
    assert made.returncode == 0, made.stderr
    assert FIRST not in made.stdout + made.stderr
    for arguments in (
        ("change", "chen.lan", "--role", "supervisor", "--windows", "HALL\\chenlan"),
        ("disable", "chen.lan"),
    ):
        done = run("account", *arguments, say=boss)
        assert done.returncode == 0, done.stderr
    assert states(run("account", "list", "--json", say=boss).stdout) == {
        BOSS: (False, ["administrator"]),
        "chen.lan": (True, ["supervisor"]),
    }
    assert run("account", "enable", "chen.lan", say=boss).returncode == 0
    table = run("account", "list", say=boss).stdout
    assert all(word in table for word in ("陈兰", "主管", "HALL\\chenlan", "要改初始密码"))


def test_what_cannot_be_is_told(run: Run, boss: tuple[str, str]) -> None:
    for arguments, say, told in (
        (("add", "chen", "--role", "clerk"), (*boss, FIRST, "other"), "两次输入的密码不一样"),
        (("add", "chen"), (*boss, FIRST, FIRST), "请至少选一个角色"),
        (("add", "chen", "--role", "boss"), (), "--role 的值不对"),
        (("add", "chen", "--role", "clerk"), boss, "要输入新密码"),
        (("disable", BOSS), boss, "最后一个能用的管理员"),
        (("disable", "nobody"), boss, "没有账号“nobody”"),
        (("change", BOSS), (), "请写明要改什么"),
        (("change", BOSS, "--here", "--windows", "a"), (), "只能写一个"),
        (("list",), (BOSS, "wrong"), "账号或密码不对"),
        (("list",), (), "要输入账号"),
    ):
        done = run("account", *arguments, say=say)
        assert (done.returncode, done.stdout) == (2, ""), arguments
        assert told in done.stderr, done.stderr


def test_who_is_signed_in_at_the_system_types_nothing(
    run: Run, boss: tuple[str, str], tmp_path: Path
) -> None:
    assert run("account", "change", BOSS, "--here", say=boss).returncode == 0
    assert run("account", "add", "chen", "--role", "clerk", say=(FIRST, FIRST)).returncode == 0
    assert run("audit", "verify").returncode == 0
    with Store.open(tmp_path / "store") as store:
        store.gate.sign_in(os_account())
        last = [(record.event, record.actor, record.detail.get("why")) for record in store.audit()][-3:]
    assert last == [("signed_in", BOSS, None), ("signed_out", BOSS, "ended"), ("signed_in", BOSS, None)]


def test_commands_are_refused_without_the_right(run: Run, boss: tuple[str, str], tmp_path: Path) -> None:
    run("account", "add", "chen", "--role", "clerk", say=(*boss, FIRST, FIRST))
    chen = ("chen", WORD + "!")
    assert "初始密码" in run("audit", "verify", say=("chen", FIRST)).stderr
    changed = run("account", "password", say=("chen", FIRST, FIRST, chen[1], chen[1]))
    assert changed.returncode == 0, changed.stderr
    for arguments, whom in (
        (("audit", "verify"), "主管或管理员"),
        (("audit", "show"), "主管或管理员"),
        (("store", "backup"), "管理员"),
        (("store", "recovery"), "管理员"),
        (("store", "forget", "--yes"), "主管或管理员"),
        (("account", "list"), "管理员"),
    ):
        done = run(*arguments, say=chen)
        assert (done.returncode, done.stdout) == (2, ""), arguments
        assert f"请由{whom}操作" in done.stderr, done.stderr
    assert run("store", "backup", say=boss).returncode == 0
    assert "这个账号不能备份和恢复" in run("store", "restore", "--yes", say=chen).stderr
    assert run("store", "restore", "--yes", say=boss).returncode == 0
    with Store.open(tmp_path / "store") as store:
        store.gate.sign_in(Credentials(*boss))
        assert [record.event for record in store.audit()][-2:] == ["restored", "signed_in"]
        assert store.verify().problem is None


def test_the_recovery_key_gives_an_administrator_a_new_password(run: Run, boss: tuple[str, str]) -> None:
    recovery = run("store", "recovery", say=boss).stdout.strip()
    wrong = run("account", "rescue", BOSS, say=(recovery[:-1] + "0", "another-word 7", "another-word 7"))
    assert wrong.returncode == 2
    assert "恢复密钥" in wrong.stderr
    assert run("account", "rescue", BOSS, say=(recovery, "another-word 7", "another-word 7")).returncode == 0
    assert run("account", "list", say=(BOSS, "another-word 7")).returncode == 0


def test_an_administrator_reads_the_trail_of_a_case_by_its_number(
    run: Run, boss: tuple[str, str], tmp_path: Path
) -> None:
    with Store.open(tmp_path / "store") as store:
        root = store.gate.sign_in(Credentials(*boss))
        store.gate.add(root, "chen", {Role.CLERK}, os_name=os_account().name)
        case = store.new_case("si_employer_registration", "1", store.gate.sign_in(os_account()))
        store.gate.set_password(root, "chen", FIRST)
        store.gate.change(root, "chen", os_name="")
    shown = run("audit", "show", "--case", case.number, say=boss)
    assert "建件" in shown.stdout, shown.stderr
    assert "没有收件号" in run("audit", "show", "--case", "20000101-0001", say=boss).stderr
