"""What the package imports: nothing heavy where recognition is only asked for, all of it declared."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

HEAVY = ("cv2", "paddleocr", "paddlex", "onnxruntime", "openvino", "PySide6")


@pytest.mark.parametrize(
    "module",
    ["intake_assist.model", "intake_assist.precheck", "intake_assist.evaluate", "intake_assist.cli"],
)
def test_nothing_heavy_is_imported(module: str) -> None:
    code = f"import sys, {module}; print(*[name for name in {HEAVY!r} if name in sys.modules])"
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert result.stdout.split() == []


def imported(path: Path) -> Iterator[str]:
    """The top-level names of all absolute imports in a file, those inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield str(node.module).split(".")[0]


def distribution(name: str) -> str:
    return re.split(r"[^\w.-]", name)[0].replace("_", "-").lower()


def test_every_library_used_is_declared() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    declared = {distribution(requirement) for requirement in project["dependencies"]}
    declared.add("pydantic-core")  # part of pydantic
    modules = {name for path in (ROOT / "intake_assist").rglob("*.py") for name in imported(path)}
    foreign = modules - set(sys.stdlib_module_names) - {"intake_assist"}
    origin = packages_distributions()
    known = {name: {distribution(found) for found in origin.get(name, [])} for name in foreign}
    assert {name for name, found in known.items() if not found & declared} == set()
