"""A fresh process without any socket and with an empty home reads a page."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import cv2
import pytest

from tests.ocr.drawing import FORM, page

SCRIPT = """
import socket, sys

class Forbidden(socket.socket):
    def __init__(self, *args, **kwargs):
        raise SystemExit("a socket was opened")

def refuse(*args, **kwargs):
    raise SystemExit("a name was looked up")

socket.socket = Forbidden
socket.create_connection = socket.getaddrinfo = socket.gethostbyname = refuse
import cv2
from intake_assist.ocr.engine import Engine
engine = Engine(sys.argv[2], threads=1)
print(len(engine.read(cv2.imread(sys.argv[1]))), engine.read_crops([cv2.imread(sys.argv[1])[95:145]])[0][0])
"""


@pytest.mark.parametrize("backend", ["openvino", "onnxruntime"])
def test_no_socket_is_opened_and_nothing_is_written_at_home(tmp_path: Path, backend: str) -> None:
    cv2.imwrite(str(tmp_path / "page.png"), page(FORM))
    home = tmp_path / "home"
    home.mkdir()
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PADDLE_PDX", "XDG_"))}
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path / "page.png"), backend],
        env={**clean, "HOME": str(home), "USERPROFILE": str(home), "LOCALAPPDATA": str(home / "local")},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    assert run.stdout.split() == [str(len(FORM)), FORM[0]]
    assert {path.name for path in home.iterdir()} <= {".cache", "local", "Library"}
