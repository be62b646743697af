"""What the README shows works as shown."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from intake_assist.checklist import default_folder
from tests.cli.conftest import Run

README = Path(__file__).parents[2] / "README.md"


def test_the_yaml_examples_are_good_checklists(run: Run, tmp_path: Path) -> None:
    shutil.copytree(default_folder(), tmp_path / "checklists")
    examples = re.findall(r"```yaml\n# (\S+)\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert len(examples) == 2
    for name, text in examples:
        (tmp_path / name).write_text(text, encoding="utf-8")
    result = run("checklist", "lint", *(name for name, _ in examples))
    assert (result.returncode, result.stdout.decode("utf-8").strip()) == (0, "0 个错误，0 个提醒")


def test_every_command_shown_exists(run: Run) -> None:
    blocks = re.findall(r"```bash\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    shown = set(re.findall(r"^intake-assist (checklist \w+|\w+)", "\n".join(blocks), re.MULTILINE))
    assert shown == {"read", "check", "evaluate", "checklist list", "checklist lint"}
    for command in sorted(shown):
        assert run(*command.split(), "--help").returncode == 0
