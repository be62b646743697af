"""Wrong use ends with code 2, nothing on standard output, and a Chinese sentence that helps."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from intake_assist.checklist import default_folder
from tests.cli.conftest import HEARING, Run, launch

MATTER = "si_employer_registration"
FILE = str(default_folder() / f"{MATTER}.yaml")


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (["chek", "a"], ["没有命令“chek”", "是不是“check”"]),
        (["read"], ["缺少 文件"]),
        (["read", "--jsn", FILE], ["没有选项 --jsn", "是不是“--json”"]),
        (["check", FILE], ["缺少 --matter"]),
        (["check", FILE, "--matter"], ["--matter", "缺少值"]),
        (["check", FILE, "--matter", "si_employer_registratoin"], ["没有事项", f"是不是“{MATTER}”"]),
        (["check", FILE, "--matter", MATTER, "--today", "2026-02-30"], ["日期“2026-02-30”不对"]),
        (["check", FILE, "--matter", MATTER, "--today", "明天"], ["日期“明天”不对"]),
        (["check", FILE, "--matter", MATTER, "--answer", "agent_type"], ["问题=回答", "“agent_type”"]),
        (["check", FILE, "--matter", MATTER, "--answer", "agent_tpe=委托"], ["agent_tpe", "agent_type"]),
        (["check", FILE, "--matter", MATTER, "--answer", "agent_type=代办"], ["代办", "委托"]),
        (["check", FILE, "--matter", MATTER, "--answer", "data_shared=maybe"], ["data_shared", "maybe"]),
        (
            ["check", FILE, "--matter", MATTER, *(["--answer", "agent_type=委托"] * 2)],
            ["agent_type", "两次"],
        ),
        (["check", FILE + "l", "--matter", MATTER], ["没有这个文件", f"是不是“{MATTER}.yaml”"]),
        (["evaluate", FILE], ["要一个文件夹"]),
        (["evaluate", "--workers", "0", "."], ["--workers", "不对"]),
        (["evaluate", "."], ["没有标注样例"]),
        (["evaluate", ".", "--baseline", FILE], ["--baseline", "不是 evaluate --json 输出的文件"]),
        (["evaluate", ".", "--baseline", "nowhere.json"], ["--baseline", "nowhere.json"]),
        (["evaluate", ".", "--html", "."], ["--html", "文件夹"]),
        (["evaluate", ".", "--html", "nowhere/report.html"], ["没有这个文件夹"]),
        (["evaluate", ".", "--whole"], ["--whole", "--html"]),
        (["checklist", "schema", "matters"], ["不对"]),
        (["checklist", "lint", "nowhere"], ["没有这个文件"]),
        (["read", "nowhere.jpg", "nobody.jpg"], ["没有这个文件", "nowhere.jpg"]),
        (["read", FILE, "--checklists", "nowhere"], ["没有这个文件"]),
    ],
    ids=lambda value: " ".join(value).replace(FILE, "FILE") if isinstance(value, list) else None,
)
def test_wrong_use(run: Run, arguments: list[str], parts: list[str]) -> None:
    result = run(*arguments)
    message = result.stderr.decode("utf-8")
    assert result.returncode == 2, message
    assert result.stdout == b""
    assert all(part in message for part in parts), message
    assert "Traceback" not in message


def test_a_broken_checklist_is_named_with_its_line(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "my.yaml"
    path.write_text("id: my\ntitel: x\n", encoding="utf-8")
    result = run("checklist", "list", "--checklists", tmp_path)
    assert result.returncode == 2
    assert f"{path}:2:1".encode() in result.stderr


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there is always a display")
def test_without_a_display_the_commands_are_named(run: Run) -> None:
    result = run(DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
    assert result.returncode == 2
    assert result.stdout == b""
    assert "intake-assist check" in result.stderr.decode("utf-8")


def _long(suffix: str) -> str:
    return "长" * 100 + suffix


@pytest.mark.parametrize(
    ("arguments", "parts"),
    [
        (["read", _long(".jpg")], ["太长"]),
        (["evaluate", _long("")], ["太长"]),
        (["store", "status", "--home", _long("")], ["太长"]),
        (["checklist"], ["缺少命令", "lint"]),
        (["checklist", "lint", "."], ["没有清单文件"]),
        (["checklist", "list", "--checklists", "."], ["没有清单文件"]),
        (["evaluate", ".", "--workers", "x"], ["--workers", "1-16"]),
        (["read", "."], ["一页也没有读"]),
        (["notice", "templates", FILE], ["不能把模板写到", "同名"]),
        (["notice", "render", "--to", "nowhere/n.txt"], ["没有这个文件或文件夹"]),
        (["evaluate", ".", "--baseline", "nowhere.json"], ["没有这个文件或文件夹"]),
    ],
    ids=lambda value: " ".join(value)[:40].replace(FILE, "FILE") if isinstance(value, list) else None,
)
def test_faults_of_the_surroundings_are_told_in_chinese(
    run: Run, arguments: list[str], parts: list[str]
) -> None:
    result = run(*arguments)
    message = result.stderr.decode("utf-8")
    assert result.returncode == 2, message
    assert all(part in message for part in parts), message
    assert not any(word in message for word in ("Errno", "No such", "程序内部出错", "Missing", "Traceback"))


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="needs a user who may be refused")
def test_a_file_without_permission_does_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    for name in ("closed.jpg", "empty.jpg"):
        (tmp_path / name).touch()
    (tmp_path / "closed.jpg").chmod(0)
    said = run("read", "closed.jpg", "empty.jpg").stdout.decode("utf-8")
    assert "没有权限" in said
    assert "空文件" in said


def test_files_of_one_name_are_told_apart_by_their_folders(run: Run, tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "same.jpg").touch()
    (tmp_path / "a" / "other.jpg").touch()
    said = run("read", "a", "b").stdout.decode("utf-8")
    assert all(name in said for name in ("a/same.jpg 第 1 页", "b/same.jpg 第 1 页"))
    assert "a/other.jpg" not in said


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
@pytest.mark.parametrize("command", ["schema", "list"])
def test_a_full_disk_for_the_results_is_no_fault_of_the_program(command: str, tmp_path: Path) -> None:
    with Path("/dev/full").open("wb") as full:
        result = launch("checklist", command, cwd=tmp_path, stdout=full)
    message = result.stderr.decode("utf-8")
    assert result.returncode == 2, message
    assert "磁盘已满" in message
    assert "Exception" not in message


@pytest.mark.skipif(sys.platform == "win32", reason="a program cannot be interrupted alone there")
def test_an_interruption_while_loading_is_told_by_the_code(tmp_path: Path) -> None:
    early = "import _thread, threading; threading.Timer(0.02, _thread.interrupt_main).start(); main()"
    result = launch(
        "checklist", "list", cwd=tmp_path, main=f"{HEARING}from intake_assist.cli import main; {early}"
    )
    assert result.returncode == 130, result.stderr
    assert b"Traceback" not in result.stderr
