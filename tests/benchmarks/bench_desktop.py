"""How long a clerk waits, and how long the window's event loop stalls while pages are read.

    python tests/benchmarks/bench_desktop.py [FOLDER] [--platform xcb]

Starts the window as the command does, opens a case, drops the folder's files (ten pages by default) and prints:
window on the screen, case open, first and last small picture, first text, first page, first finding, all findings,
and the gaps between turns of the loop (median, 99th percentile, longest) from the drop to the end. The last lines
are of one more page in the case that was read, with a worker that is warm.
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
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from intake_assist.desktop.models import SheetsModel
    from intake_assist.desktop.session import CaseSession
    from intake_assist.desktop.window import MainWindow

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

    from intake_assist.desktop.app import Front
    from intake_assist.desktop.collector import Collector
    from intake_assist.desktop.desk import Desk

    application = QApplication([])
    collector = Collector()
    desk = Desk(home)
    desk.ready.connect(collector.begin)
    front = Front(application, desk)
    window = front.window
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
    strip = window.case.pages.model
    watch = Firsts(
        {
            "first small picture": lambda: strip.pictures,
            "all small pictures": lambda: session.state.files and complete(session, strip),
            "first text, provisional": lambda: any(glimpse.pages for glimpse in session.glimpses),
            "first page": lambda: session.outcome.case.pages,
            "first finding": lambda: session.outcome.items and session.outcome.case.pages,
        },
        dropped,
    )
    session.changed.connect(watch.look)
    strip.dataChanged.connect(watch.look)
    until(lambda: session.state.files and not session.outcome.unlisted and session.settled)
    said("all pages and findings", dropped)
    timer.stop()
    gaps = sorted(max(0.0, after - before - TICK) * 1000 for before, after in pairwise(beats))
    share = quantiles(gaps, n=100)
    print(f"{len(session.outcome.case.pages)} pages, {len(session.outcome.items)} findings")
    print(f"stalls: median {median(gaps):.1f} ms, 99% {share[98]:.1f} ms, longest {gaps[-1]:.1f} ms")
    one_more(window, session, folder, until)
    window.close()
    desk.close()
    collector.close()


class Firsts:
    """Prints when something is so for the first time."""

    def __init__(self, wanted: dict[str, Callable[[], object]], since: float) -> None:
        self._wanted, self._since = wanted, since

    def look(self) -> None:
        for what in [what for what, so in self._wanted.items() if so()]:
            said(what, self._since)
            del self._wanted[what]


def complete(session: CaseSession, strip: SheetsModel) -> bool:
    keys = [sheet.key for sheet in strip.sheets]
    return not session.outcome.unlisted and bool(keys) and set(keys) <= set(strip.pictures)


def one_more(
    window: MainWindow, session: CaseSession, folder: Path, until: Callable[[Callable[[], object]], None]
) -> None:
    """The first page again, as if it had been scanned once more."""
    source = next(path for path in sorted(folder.iterdir()) if path.suffix in (".jpg", ".png"))
    before = len(session.outcome.case.pages)
    again = time.perf_counter()
    window.add_paths([source])
    until(lambda: session.glimpses and session.glimpses[0].picture)
    said("one more: small picture", again)
    until(lambda: session.glimpses and session.glimpses[0].pages)
    said("one more: text, provisional", again)
    until(lambda: len(session.outcome.case.pages) > before and session.settled)
    said("one more: page and all findings", again)


def said(what: str, since: float) -> None:
    print(f"{what:32} {time.perf_counter() - since:6.2f} s", flush=True)


if __name__ == "__main__":
    main()
