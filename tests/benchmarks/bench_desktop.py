"""How long a clerk waits, and how long the window's event loop stalls while pages are read.

    python tests/benchmarks/bench_desktop.py [FOLDER] [--platform xcb]

Starts the window as the command does, opens a case, drops the folder's files (ten pages by default) and prints:
window on the screen, case open, first page, first finding, all findings, and the gaps between turns of the
loop (median, 99th percentile, longest) from the drop to the end.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles

START = time.perf_counter()
ROOT = Path(__file__).parents[2]
MATTER = "si_employer_registration"
TICK = 0.005


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "samples/cases/case_01_clean_company")
    parser.add_argument("--platform", default="offscreen")
    chosen = parser.parse_args()
    os.environ.setdefault("QT_QPA_PLATFORM", chosen.platform)
    sys.path.insert(0, str(ROOT))
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home:
        measure(chosen.folder, Path(home))


def measure(folder: Path, home: Path) -> None:
    from PySide6.QtCore import Qt, QTimer
    from PySide6.QtWidgets import QApplication

    from intake_assist.desktop.app import open_window
    from intake_assist.desktop.collector import Collector
    from intake_assist.desktop.desk import Desk

    application = QApplication([])
    collector = Collector()
    desk = Desk(home)
    window = open_window(application, desk)
    application.processEvents()
    said("window on the screen", START)

    def until(condition: Callable[[], object]) -> None:
        while not condition():
            application.processEvents()
            time.sleep(0.001)

    until(lambda: desk.link is not None)
    said("ready for a case", START)
    opened = time.perf_counter()
    window.new_case(MATTER)
    until(lambda: window.case is not None)
    said("case open", opened)
    session = window.case.session
    until(lambda: session.ready)

    beats: list[float] = []
    timer = QTimer(interval=round(TICK * 1000), timerType=Qt.TimerType.PreciseTimer)
    timer.timeout.connect(lambda: beats.append(time.perf_counter()))
    timer.start()
    dropped = time.perf_counter()
    window.add_paths([folder])
    until(lambda: session.outcome.case.pages)
    said("first page, with its findings", dropped)
    until(lambda: session.state.files and not session.outcome.unlisted and session.settled)
    said("all pages and findings", dropped)
    timer.stop()
    gaps = sorted(max(0.0, after - before - TICK) * 1000 for before, after in pairwise(beats))
    share = quantiles(gaps, n=100)
    print(f"{len(session.outcome.case.pages)} pages, {len(session.outcome.items)} findings")
    print(f"stalls: median {median(gaps):.1f} ms, 99% {share[98]:.1f} ms, longest {gaps[-1]:.1f} ms")
    window.close()
    desk.close()
    collector.close()


def said(what: str, since: float) -> None:
    print(f"{what:32} {time.perf_counter() - since:6.2f} s", flush=True)


if __name__ == "__main__":
    main()
