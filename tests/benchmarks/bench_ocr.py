"""How fast, how big and how well pages are read, beside PaddleOCR and RapidOCR as they come.

    python tests/benchmarks/bench_ocr.py                    # 16 sample pages, three rounds: some 5 minutes
    python tests/benchmarks/bench_ocr.py --count 40         # more of them
    python tests/benchmarks/bench_ocr.py --pictures DIR     # other pictures
    python tests/benchmarks/bench_ocr.py --only worker --pages 300

Aims: three times as fast as PaddleOCR, 2.5 times as fast as RapidOCR, no value lost that they find; ten pages in
20 s from cold and 10 s warm; below 1.2 GB after 300 pages. Compare times of the clock only where little else is
running; CPU seconds suffer less.

First part: the same upright pictures are read by each reader in a process of its own, interleaved, so that a
busy machine hurts all alike; every picture is read once before the clock runs. All three run PP-OCRv6 small:
`Engine.read`; PaddleOCR(engine="onnxruntime") at its defaults, without the helper models, which it would
download; RapidOCR at its defaults (`pip install rapidocr`; left out where it is missing). What each finds is
held against the labels of the samples, or against PaddleOCR's reading for pictures without labels.

Second part: a case of ten pages through the worker from cold and warm, and its memory over many pages.
"""

from __future__ import annotations

import argparse
import itertools
import logging
import multiprocessing
import statistics
import sys
import tempfile
import time
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.util import find_spec
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import psutil

CASES = Path(__file__).parents[2] / "samples" / "cases"
SUFFIXES = {".jpg", ".jpeg", ".png", ".bmp", ".tif", ".tiff", ".webp"}
UNPRINTED = ("date", "period", "term", "type", "sex", "kind")
"""Parts of the names of fields whose labels are normalised and need not stand on the page as they are."""

COLD_SECONDS, WARM_SECONDS, MEMORY_MB = 20, 10, 1200

Read = Callable[[np.ndarray], list[str]]


# -- pictures -------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Picture:
    """An upright picture, saved without loss, and the texts known to stand on it."""

    name: str
    path: Path
    known: tuple[str, ...] = ()


def load(path: Path) -> np.ndarray:
    """OpenCV's own reading of files cannot do Chinese paths on Windows."""
    picture = cv2.imdecode(np.fromfile(path, np.uint8), cv2.IMREAD_COLOR)
    if picture is None:
        raise ValueError(f"{path} is no picture")
    return np.asarray(picture)


def sample_pictures(count: int) -> list[tuple[str, Path, tuple[str, ...]]]:
    """Single-page samples, spread over all cases, with what their labels say."""
    from intake_assist.evaluate import load_labels

    found = []
    for case in sorted(path.parent for path in CASES.glob("*/case.yaml")):
        for sheet in load_labels(case / "case.yaml").files:
            values = [value for document in sheet.documents for value in printed(document.fields)]
            if Path(sheet.file).suffix in SUFFIXES and values:
                found.append((f"{case.name}/{sheet.file}", case / sheet.file, tuple(values)))
    step = max(1, len(found) // count)
    return found[::step][:count]


def printed(fields: dict[str, str]) -> list[str]:
    return [
        value for name, value in fields.items() if len(value) > 1 and not any(p in name for p in UNPRINTED)
    ]


def prepare(folder: Path | None, count: int, place: Path) -> list[Picture]:
    from intake_assist.ocr.orientation import OrientationModel
    from intake_assist.vision import make_upright

    if folder is None:
        chosen = sample_pictures(count)
    else:
        chosen = [
            (file.name, file, ()) for file in sorted(folder.iterdir()) if file.suffix.lower() in SUFFIXES
        ]
    pictures = []
    for number, (name, file, known) in enumerate(chosen):
        path = place / f"{number:03d}.png"
        cv2.imwrite(str(path), make_upright(load(file), OrientationModel()).image)
        pictures.append(Picture(name, path, known))
    return pictures


# -- the readers, each in its process -------------------------------------------------------------------------


def ours() -> Read:
    from intake_assist.ocr.engine import Engine

    engine = Engine()
    return lambda picture: [line.text for line in engine.read(picture)]


def paddle() -> Read:
    from intake_assist.ocr import environment, weights

    environment.prepare()
    from paddleocr import PaddleOCR

    reader = PaddleOCR(
        text_detection_model_name=weights.DETECTION,
        text_detection_model_dir=str(weights.model_dir(weights.DETECTION)),
        text_recognition_model_name=weights.RECOGNITION,
        text_recognition_model_dir=str(weights.model_dir(weights.RECOGNITION)),
        use_doc_orientation_classify=False,
        use_doc_unwarping=False,
        use_textline_orientation=False,
        device="cpu",
        engine="onnxruntime",
    )
    return lambda picture: list(reader.predict(picture)[0]["rec_texts"])


def rapid() -> Read:
    from rapidocr import RapidOCR

    reader = RapidOCR()
    return lambda picture: list(getattr(reader(picture), "txts", None) or ())


READERS = {"ours": ours, "paddleocr": paddle, "rapidocr": rapid}


def serve(pipe: Connection, name: str) -> None:
    """Answer each path with (seconds, CPU seconds, texts), and None with the peak memory in MB."""
    logging.disable(logging.WARNING)
    read = READERS[name]()
    pipe.send("ready")
    while (path := pipe.recv()) is not None:
        picture = load(path)
        wall, cpu = time.perf_counter(), time.process_time()
        texts = read(picture)
        pipe.send((time.perf_counter() - wall, time.process_time() - cpu, texts))
    pipe.send(peak_memory())


def peak_memory() -> float:
    status = Path("/proc/self/status")
    if not status.exists():
        return float(getattr(psutil.Process().memory_info(), "peak_wset", 0) / 2**20)  # Windows
    lines = dict(line.split(":", 1) for line in status.read_text(encoding="ascii").splitlines())
    return int(lines["VmHWM"].split()[0]) / 1024


@dataclass
class Reader:
    name: str
    pipe: Connection
    start: float = 0.0
    peak: float = 0.0
    wall: dict[str, list[float]] = field(default_factory=dict)
    cpu: dict[str, list[float]] = field(default_factory=dict)
    texts: dict[str, list[str]] = field(default_factory=dict)

    def read(self, picture: Picture, timed: bool) -> None:
        self.pipe.send(picture.path)
        wall, cpu, self.texts[picture.name] = self.pipe.recv()
        if timed:
            self.wall.setdefault(picture.name, []).append(wall)
            self.cpu.setdefault(picture.name, []).append(cpu)

    def median(self, picture: Picture) -> float:
        return statistics.median(self.wall[picture.name])

    def cpu_seconds(self, pictures: Sequence[Picture]) -> float:
        return sum(statistics.median(self.cpu[picture.name]) for picture in pictures)


@contextmanager
def running(name: str) -> Iterator[Reader]:
    context = multiprocessing.get_context("spawn")
    pipe, theirs = context.Pipe()
    start = time.perf_counter()
    process = context.Process(target=serve, args=(theirs, name), daemon=True)
    process.start()
    theirs.close()
    assert pipe.recv() == "ready"
    reader = Reader(name, pipe, start=time.perf_counter() - start)
    yield reader
    pipe.send(None)
    reader.peak = pipe.recv()
    process.join()


def race(pictures: Sequence[Picture], rounds: int) -> list[Reader]:
    names = [name for name in READERS if name != "rapidocr" or find_spec("rapidocr")]
    opened = [running(name) for name in names]
    readers = [one.__enter__() for one in opened]
    for number, picture in itertools.product(range(rounds + 1), pictures):
        for reader in readers:
            reader.read(picture, timed=number > 0)
    for one in opened:
        one.__exit__(None, None, None)
    return readers


# -- what was found -------------------------------------------------------------------------------------------


def plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def found_values(reader: Reader, pictures: Sequence[Picture]) -> set[tuple[str, str]]:
    return {
        (picture.name, value)
        for picture in pictures
        for value in picture.known
        if plain(value) in plain("".join(reader.texts[picture.name]))
    }


def shared_characters(reader: Reader, other: Reader, pictures: Sequence[Picture]) -> float:
    """The share of the other's characters that this reader found, too."""
    here, there = (
        Counter(
            (picture.name, sign) for picture in pictures for sign in plain("".join(r.texts[picture.name]))
        )
        for r in (reader, other)
    )
    return (here & there).total() / max(1, there.total())


def report(readers: Sequence[Reader], pictures: Sequence[Picture]) -> None:
    mine = readers[0]
    print(f"{'picture':44}" + "".join(f"{reader.name:>12}" for reader in readers))
    for picture in pictures:
        print(f"{picture.name[-43:]:44}" + "".join(f"{reader.median(picture):11.2f}s" for reader in readers))
    known = sum(len(picture.known) for picture in pictures)
    for reader in readers:
        total = sum(reader.median(picture) for picture in pictures)
        times = [reader.median(picture) / mine.median(picture) for picture in pictures]
        cpu, least = reader.cpu_seconds(pictures), mine.cpu_seconds(pictures)
        right = found_values(reader, pictures)
        print(
            f"{reader.name:10} {total:6.1f} s of clock (x{total / sum(map(mine.median, pictures)):.2f}; "
            f"median page x{statistics.median(times):.2f}), {cpu:6.1f} s of CPU (x{cpu / least:.2f}), "
            f"start {reader.start:.1f} s, peak {reader.peak:.0f} MB; labelled values {len(right)} of {known}; "
            f"characters of paddleocr's {shared_characters(reader, readers[1], pictures):.1%}"
        )
        for name, value in sorted(right - found_values(mine, pictures)):
            print(f"    only {reader.name}: {name} {value}")


# -- the worker -----------------------------------------------------------------------------------------------


def read_path(engine: Any, path: Path) -> int:
    return len(engine.read(load(path)))


def through_worker(pictures: Sequence[Picture], pages: int, threads: int | None) -> None:
    from intake_assist.ocr.worker import Done, Started, Worker

    with Worker(read_path, threads=threads) as worker:

        def run(count: int) -> tuple[float, list[int], set[int | None]]:
            start = time.perf_counter()
            sizes: list[int] = []
            processes: set[int | None] = set()
            for number, picture in zip(range(count), itertools.cycle(pictures), strict=False):
                worker.submit(picture.path, str(number))
            while len(sizes) < count:
                event = worker.next_event()
                if isinstance(event, Started):
                    continue
                assert isinstance(event, Done), event
                processes.add(worker.pid)
                sizes.append(resident(worker.pid))
            return time.perf_counter() - start, sizes, processes

        for state, aim in (("from cold", COLD_SECONDS), ("warm", WARM_SECONDS)):
            print(f"worker: ten pages {state} {run(10)[0]:.1f} s (aim {aim} s)", flush=True)
        if pages:
            seconds, sizes, processes = run(pages)
            marks = ", ".join(f"{sizes[i] >> 20} MB after {i + 1}" for i in (0, pages // 2, pages - 1))
            print(
                f"worker: {pages} pages in {seconds:.0f} s, {marks}, highest {max(sizes) >> 20} MB "
                f"(aim {MEMORY_MB} MB), "
                f"{len(processes)} processes"
            )


def resident(pid: int | None) -> int:
    try:
        return int(psutil.Process(pid).memory_info().rss) if pid else 0
    except psutil.NoSuchProcess:
        return 0


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pictures", type=Path, help="a folder of pictures instead of the samples")
    parser.add_argument("--count", type=int, default=16, help="how many of the samples (default 16)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pages", type=int, default=0, help="watch the worker's memory over so many pages")
    parser.add_argument("--threads", type=int, help="the worker's threads")
    parser.add_argument("--only", choices=["readers", "worker"])
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        pictures = prepare(options.pictures, options.count, Path(place))
        if options.only != "worker":
            report(race(pictures, options.rounds), pictures)
        if options.only != "readers":
            through_worker(pictures, options.pages, options.threads)
    return 0


if __name__ == "__main__":
    sys.exit(main())
