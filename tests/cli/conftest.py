"""Runs the real command line in a process of its own, as other programs do."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import IO

import pytest

import intake_assist

Run = Callable[..., subprocess.CompletedProcess[bytes]]
# A program started in the background is born deaf to Ctrl-C; the ones under test are not.
HEARING = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
MAIN = HEARING + "from intake_assist.cli import main; main()"
HERE = {
    "PYTHONPATH": str(Path(intake_assist.__file__).parents[1]),
    "PYTHONIOENCODING": "utf-8",
    "COLUMNS": "100",
}


def launch(
    *arguments: str | Path,
    cwd: Path,
    main: str = MAIN,
    stdout: IO[bytes] | int = subprocess.PIPE,
    **environment: str,
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-X", "warn_default_encoding", "-c", main, *map(str, arguments)],
        env=os.environ | HERE | environment,
        stdout=stdout,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        timeout=300,
        cwd=cwd,
        check=False,
    )


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """``run(*arguments, **environment)`` in an empty folder; its output is bytes."""
    return partial(launch, cwd=tmp_path)
