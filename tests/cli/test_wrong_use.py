"""Wrong use ends with code 2, nothing on standard output, and a Chinese sentence that helps."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from intake_assist.checklist import default_folder
from tests.cli.conftest import Run

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
