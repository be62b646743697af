"""Commands that read no picture."""

from __future__ import annotations

import json
import re
import shutil
import sys
from pathlib import Path

import pytest

from intake_assist import __version__
from intake_assist.checklist import default_folder
from tests.cli.conftest import Run


def test_version(run: Run) -> None:
    result = run("--version")
    assert (result.returncode, result.stdout.decode().strip()) == (0, __version__)


@pytest.mark.parametrize(
    "command",
    ["", "read", "check", "evaluate", "checklist", "checklist list", "checklist lint", "checklist schema"],
)
def test_help_is_in_chinese(run: Run, command: str) -> None:
    result = run(*command.split(), "--help")
    text = result.stdout.decode("utf-8")
    assert result.returncode == 0
    assert "显示这份说明" in text
    english = r"\b(Options|Arguments|Commands|Show|OPTIONS|ARGS|COMMAND|required|default)\b"
    assert not re.search(english, text), text


@pytest.mark.parametrize(("encoding", "words"), [("cp936", "智能收件辅助"), ("ascii", "intake-assist")])
def test_help_survives_a_terminal_without_unicode(run: Run, encoding: str, words: str) -> None:
    result = run("--help", PYTHONIOENCODING=encoding)
    assert result.returncode == 0
    assert words in result.stdout.decode(encoding)


def test_own_checklists_have_no_error(run: Run) -> None:
    result = run("checklist", "lint", "--json")
    mistakes = json.loads(result.stdout)["mistakes"]
    assert [mistake for mistake in mistakes if mistake["severity"] == "error"] == []
    assert result.returncode == 0


def test_lint_says_where(run: Run, tmp_path: Path) -> None:
    folder = shutil.copytree(default_folder(), tmp_path / "checklists")
    path = folder / "si_employer_registration.yaml"
    lines = path.read_text(encoding="utf-8").splitlines()
    number = next(i for i, line in enumerate(lines, start=1) if line.startswith("title:"))
    lines[number - 1] = lines[number - 1].replace("title:", "titel:")
    path.write_text("\n".join(lines), encoding="utf-8")
    result = run("checklist", "lint", folder)
    assert result.returncode == 1
    assert f"{path}:{number}:1".encode() in result.stdout


def test_list_shows_a_changed_folder(run: Run, tmp_path: Path) -> None:
    folder = shutil.copytree(default_folder(), tmp_path / "checklists")
    path = folder / "si_employer_registration.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("title: ", "title: 试行", 1), encoding="utf-8")
    result = run("checklist", "list", "--json", INTAKE_ASSIST_CHECKLISTS=str(folder))
    titles = {matter["id"]: matter["title"] for matter in json.loads(result.stdout)["matters"]}
    assert titles["si_employer_registration"].startswith("试行")


@pytest.mark.parametrize(
    ("name", "key"), [("matter", "materials"), ("kind", "recognise"), ("seals", "issuers")]
)
def test_schema(run: Run, name: str, key: str) -> None:
    schema = json.loads(run("checklist", "schema", name).stdout)
    assert schema["additionalProperties"] is False
    assert key in schema["properties"]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there is always a display")
def test_home_alone_is_for_the_window_and_before_a_command_for_the_command(run: Run, tmp_path: Path) -> None:
    home = tmp_path / "数据"
    told = run("--home", home, "store", "status", INTAKE_ASSIST_HOME=str(tmp_path / "else"))
    assert str(home) in told.stderr.decode("utf-8")
    for words in (("--home", home), (f"--home={home}",)):
        window = run(*words, DISPLAY="", WAYLAND_DISPLAY="", QT_QPA_PLATFORM="")
        assert window.returncode == 2
        assert "打不开窗口" in window.stderr.decode("utf-8")
    assert run("--home").returncode == 2
