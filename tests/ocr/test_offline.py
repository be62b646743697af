"""A fresh process with an empty home reads a page: it opens no socket and leaves no client ids behind.

The libraries used here do both when they are left alone, some from Python and some from native threads, so it is
looked for on both levels.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import cv2
import pytest

from tests.ocr.drawing import FORM, page

ROOT = Path(__file__).parents[2]
BACKENDS = ["openvino", "onnxruntime"]

READ = """
import sys, time
import cv2
from intake_assist.ocr.engine import Engine
picture = cv2.imread(sys.argv[1])
engine = Engine(sys.argv[2], threads=1)
print(len(engine.read(picture)), engine.read_crops([picture[95:145]])[0][0], engine.orientation(picture)[0])
time.sleep(float(sys.argv[3]))
"""
FORBID = """
import socket

class Forbidden(socket.socket):
    def __init__(self, *args, **kwargs):
        raise SystemExit("a socket was opened")

def refuse(*args, **kwargs):
    raise SystemExit("a name was looked up")

socket.socket = Forbidden
socket.create_connection = socket.getaddrinfo = socket.gethostbyname = refuse
"""


@pytest.fixture
def home(tmp_path: Path) -> Path:
    cv2.imwrite(str(tmp_path / "page.png"), page(FORM))
    place = tmp_path / "home"
    place.mkdir()
    return place


def read_page(home: Path, script: str, backend: str, wait: float, before: Sequence[str] = ()) -> None:
    """Run `script` on the drawn page with switches and home as on a computer that knows nothing of us."""
    ours = ("PADDLE_PDX", "XDG_", "HF_", "ORT_", "DO_NOT_TRACK")
    clean = {key: value for key, value in os.environ.items() if not key.startswith(ours)}
    run = subprocess.run(
        [*before, sys.executable, "-c", script, str(home.parent / "page.png"), backend, str(wait)],
        env={
            **clean,
            "PYTHONPATH": str(ROOT),
            "HOME": str(home),
            "USERPROFILE": str(home),
            "LOCALAPPDATA": str(home),
        },
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == [str(len(FORM)), FORM[0], "0"]


@pytest.mark.parametrize("backend", BACKENDS)
def test_python_opens_no_socket(home: Path, backend: str) -> None:
    read_page(home, FORBID + READ, backend, 0)


@pytest.mark.parametrize("backend", BACKENDS)
def test_nothing_is_written_outside_our_cache(home: Path, backend: str) -> None:
    read_page(home, READ, backend, 0)
    written = [path.relative_to(home) for path in home.rglob("*") if path.is_file()]
    assert not [path for path in written if "intake-assist" not in path.parts]


@pytest.mark.parametrize("backend", BACKENDS)
def test_the_system_is_asked_for_no_socket(home: Path, backend: str) -> None:
    """Native telemetry waits some seconds before it speaks, so the process lingers after reading."""
    trace = home.parent / "trace"
    strace = ["strace", "-f", "-qq", "-e", "trace=socket,connect,bind,sendto,sendmsg", "-o", str(trace)]
    if not may_trace(strace):
        pytest.skip("strace is missing or not allowed here")
    read_page(home, READ, backend, 8, before=strace)
    assert trace.read_text(encoding="utf-8", errors="replace") == ""


def may_trace(strace: Sequence[str]) -> bool:
    return bool(shutil.which("strace")) and subprocess.run([*strace, "true"], check=False).returncode == 0
