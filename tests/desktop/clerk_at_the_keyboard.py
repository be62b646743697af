"""A clerk's whole case by keyboard alone, on a screen nobody sees; screenshots to be looked at.

    python tests/desktop/clerk_at_the_keyboard.py OUT [--scale 150] [--theme dark] [--language en] [--case FOLDER]

Needs Xvfb, xdotool and ImageMagick's ``import``. Chooses the matter by its initials, brings the papers in
through the folder dialog, waits for the worker, walks and decides the findings, corrects a field, undoes it,
shows the keys, locks and unlocks, is killed and started again, and ends with Ctrl+Q. Prints what was waited for.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
DISPLAY = ":83"
NAMES = "智能收件辅助|Intake Assist"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("out", type=Path)
    parser.add_argument("--scale", type=int, default=100)
    parser.add_argument("--theme", default="light")
    parser.add_argument("--language", default="zh_CN")
    parser.add_argument("--size", default="1600x960", help="of the window")
    parser.add_argument("--case", type=Path, default=ROOT / "samples/cases/case_22_name_character_differs")
    parser.add_argument("--reading", type=float, default=60, help="seconds to wait for the worker")
    chosen = parser.parse_args()
    chosen.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home, screen():
        Path(home, "desktop.ini").write_text(
            f"[look]\ntheme={chosen.theme}\nscale={chosen.scale}\nlanguage={chosen.language}\n",
            encoding="utf-8",
        )
        os.environ["INTAKE_ASSIST_HOME"] = home
        work(Clerk(chosen.out, chosen.size), chosen.case.resolve(), chosen.reading)


def work(clerk: Clerk, papers: Path, reading: float) -> None:
    clerk.start()
    time.sleep(8)
    clerk.picture("1_start")
    clerk.types("qysb")
    clerk.keys("Return")
    time.sleep(3)
    clerk.picture("2_empty")
    clerk.keys("ctrl+shift+d")
    time.sleep(2)
    clerk.types(str(papers))
    clerk.keys("Return")
    time.sleep(2)
    clerk.picture("3_arrived")
    clerk.focus()
    time.sleep(reading / 4)
    clerk.picture("3_reading")
    time.sleep(reading)
    clerk.keys("F8")
    time.sleep(2)
    clerk.picture("4_first_problem")
    clerk.keys("Return")
    time.sleep(1)
    clerk.keys("ctrl+d")
    time.sleep(1)
    clerk.picture("5_why_dismissed")
    clerk.keys("2")
    time.sleep(1)
    clerk.keys("ctrl+h")
    time.sleep(1)
    clerk.picture("6_decided")
    clerk.keys("alt+4", "Down", "F2")
    time.sleep(1)
    clerk.picture("7_correcting")
    clerk.keys("ctrl+a")
    clerk.types("12345")
    clerk.keys("Return")
    time.sleep(2)
    clerk.picture("8_corrected")
    clerk.keys("ctrl+z", "F7")
    time.sleep(2)
    clerk.picture("9_looked_at")
    clerk.keys("F1")
    time.sleep(1)
    clerk.picture("10_keys")
    clerk.keys("Escape")
    time.sleep(1)
    clerk.focus()
    clerk.keys("ctrl+l")
    time.sleep(1)
    clerk.picture("11_locked")
    clerk.keys("Return")
    clerk.kill()
    clerk.start()
    time.sleep(12)
    clerk.picture("12_as_it_was")
    clerk.keys("ctrl+q")
    print("ended with", clerk.ended())


class Clerk:
    """Hands at the keyboard and eyes on the screen."""

    def __init__(self, out: Path, size: str) -> None:
        self._out, self._size = out, size
        self._program: subprocess.Popen[bytes] | None = None
        self._window = ""

    def start(self) -> None:
        begin = time.perf_counter()
        command = [sys.executable, "-c", "from intake_assist.cli import main; main()"]
        self._program = subprocess.Popen(command, cwd=ROOT)
        window = ""
        while not window and time.perf_counter() - begin < 30:
            window = self._tool("search", "--onlyvisible", "--name", NAMES)
        print(f"window on the screen after {time.perf_counter() - begin:.2f} s", flush=True)
        time.sleep(1)
        self._window = window.split()[0]
        self._tool("windowmove", self._window, "0", "0")
        self._tool("windowsize", self._window, *self._size.split("x"))
        self.focus()

    def focus(self) -> None:
        """There is no window manager here to give the keyboard back when a dialog goes."""
        self._tool("windowfocus", self._window)
        time.sleep(0.5)

    def keys(self, *names: str) -> None:
        for name in names:
            self._tool("key", name)
            time.sleep(0.3)

    def types(self, text: str) -> None:
        self._tool("type", "--delay", "20", text)

    def picture(self, name: str) -> None:
        target = str(self._out / f"{name}.png")
        subprocess.run(["import", "-window", "root", "-crop", f"{self._size}+0+0", target], check=False)

    def kill(self) -> None:
        assert self._program is not None
        self._program.send_signal(signal.SIGKILL)
        self._program.wait()

    def ended(self) -> int:
        assert self._program is not None
        return self._program.wait(60)

    def _tool(self, *arguments: str) -> str:
        result = subprocess.run(["xdotool", *arguments], capture_output=True, text=True, check=False)
        return result.stdout


@contextlib.contextmanager
def screen() -> Iterator[None]:
    server = subprocess.Popen(["Xvfb", DISPLAY, "-screen", "0", "1920x1080x24"], stderr=subprocess.DEVNULL)
    os.environ["DISPLAY"] = DISPLAY
    os.environ.pop("QT_QPA_PLATFORM", None)
    time.sleep(1.5)
    try:
        yield
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
