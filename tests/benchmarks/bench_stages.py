"""Where the time of a page goes, from its file to what is seen on it.

    python tests/benchmarks/bench_stages.py                  # 12 sample pages
    python tests/benchmarks/bench_stages.py --count 40
    python tests/benchmarks/bench_stages.py --pictures DIR   # other pictures

Everything runs in this process on one thread, and CPU seconds are counted: other programs hurt little. Each stage
is charged for itself alone, without the stages it calls. `eyes` are seals, quality, codes, strokes, signatures and
ticks; the aim is a quarter of the time of reading at most.
"""

from __future__ import annotations

import argparse
import logging
import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import wraps
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).parents[2]
AIM = 0.25


class Clock:
    """CPU seconds by stage. A stage that calls another stands still meanwhile."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self.calls: defaultdict[str, int] = defaultdict(int)
        self._under_way: list[str] = ["the rest"]
        self._since = time.process_time()

    def _turn(self) -> None:
        now = time.process_time()
        self.seconds[self._under_way[-1]] += now - self._since
        self._since = now

    def watch(self, owner: Any, name: str, stage: str) -> None:
        """Charge every call of `owner.name` to `stage`."""
        function: Callable[..., Any] = getattr(owner, name)

        @wraps(function)
        def timed(*arguments: Any, **named: Any) -> Any:
            self._turn()
            self._under_way.append(stage)
            self.calls[stage] += 1
            try:
                return function(*arguments, **named)
            finally:
                self._turn()
                self._under_way.pop()

        setattr(owner, name, timed)

    def start(self) -> None:
        self.seconds.clear()
        self.calls.clear()
        self._since = time.process_time()

    def stop(self) -> None:
        self._turn()


READING, EYES = "reading", "eyes"


def watched(clock: Clock) -> dict[str, str]:
    """Put every stage under the clock. The group of each: reading, eyes or neither."""
    from intake_assist import ingest, reading, vision
    from intake_assist.precheck import observe, page_text, stages

    places: Sequence[tuple[ModuleType, str, str, str]] = (
        (ingest, "load", "open the file", READING),
        (vision, "squared", "find the paper on a photograph", READING),
        (vision, "prepare_as_told", "turn upright, straighten, part", READING),
        (stages, "read_lines", "read the lines", READING),
        (stages, "looked_again", "look again", READING),
        (reading, "read_page", "understand", READING),
        (reading, "cuts", "look for faces of a card", READING),
        (vision, "is_colourless", "colour or grey", EYES),
        (vision, "screen_marks", "quality", EYES),
        (stages, "read_seals", "seals", EYES),
        (stages, "with_sheet_seals", "seals", EYES),
        (stages, "void_marks", "stamps over seals", EYES),
        (vision, "quality_marks", "quality", EYES),
        (vision, "read_codes", "codes", EYES),
        (vision, "struck", "strokes", EYES),
        (observe, "_signatures", "signatures", EYES),
        (observe, "_with_boxes", "ticks", EYES),
        (page_text, "_stamped", "find stamps", READING),
    )
    groups = {}
    for owner, name, stage, group in places:
        if hasattr(owner, name):
            clock.watch(owner, name, stage)
            groups[stage] = group
    return groups


def samples(count: int) -> list[Path]:
    cases = sorted((ROOT / "samples" / "cases").iterdir())
    found = [file for case in cases for file in sorted(case.glob("0*.[jp][pn]g"))]
    return found[:: max(1, len(found) // count)][:count]


def tasks(files: Sequence[Path]) -> Iterator[Any]:
    from intake_assist import ingest
    from intake_assist.model import Source
    from intake_assist.precheck.task import PageTask

    for file in ingest.expand(files):
        if isinstance(file, ingest.SourceFile):
            for source in ingest.pages(file):
                if isinstance(source, Source):
                    yield PageTask(file, source)


def report(clock: Clock, groups: dict[str, str], pages: int) -> None:
    whole = sum(clock.seconds.values())
    print(f"{'stage':32}{'ms a page':>10}{'share':>8}{'calls':>8}  group")
    for stage, seconds in sorted(clock.seconds.items(), key=lambda entry: -entry[1]):
        print(
            f"{stage:32}{1000 * seconds / pages:10.1f}{seconds / whole:8.1%}{clock.calls[stage] / pages:8.1f}"
            f"  {groups.get(stage, '')}"
        )
    totals = {
        group: sum(seconds for stage, seconds in clock.seconds.items() if groups.get(stage) == group)
        for group in (READING, EYES)
    }
    print(
        f"{'all':32}{1000 * whole / pages:10.1f}; eyes are {totals[EYES] / totals[READING]:.0%} of reading "
        f"(aim {AIM:.0%})"
    )


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pictures", type=Path, help="a folder of files instead of the samples")
    parser.add_argument("--count", type=int, default=12, help="how many of the samples (default 12)")
    parser.add_argument("--rounds", type=int, default=1, help="how often each is read (default once)")
    options = parser.parse_args()
    logging.disable(logging.WARNING)
    os.environ["OMP_NUM_THREADS"] = "1"

    import cv2

    from intake_assist.checklist import load_library
    from intake_assist.ocr.engine import Engine
    from intake_assist.precheck import stages
    from intake_assist.rules import options_models
    from intake_assist.values import TYPES

    cv2.setNumThreads(1)
    engine = Engine(threads=1)
    kinds = load_library(ROOT / "checklists", rules=options_models(), types=TYPES).kinds
    files = sorted(options.pictures.iterdir()) if options.pictures else samples(options.count)
    wanted = list(tasks(files))
    clock = Clock()
    groups = watched(clock)
    for task in wanted:  # shapes and models into memory
        stages.read_sheet(engine, task, kinds)
    clock.start()
    for _ in range(options.rounds):
        for task in wanted:
            stages.read_sheet(engine, task, kinds)
    clock.stop()
    report(clock, groups, options.rounds * len(wanted))
    return 0


if __name__ == "__main__":
    sys.exit(main())
