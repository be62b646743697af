"""The process that asks for recognition loads none of it; the work is done elsewhere."""

from __future__ import annotations

import subprocess
import sys

import pytest

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
