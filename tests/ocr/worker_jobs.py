"""What the recognition process is asked to do in tests; importable, so that a spawned process finds it.

Each task is called with the real engine. Some note the process they run in, so that a test knows when a page
is in work, how often it was begun, and where.
"""

from __future__ import annotations

import logging
import os
import sys
import time
import warnings
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np

_kept: list[bytes] = []


def perform(engine: Any, task: Any) -> Any:
    return task(engine)


def words(engine: Any, text: str) -> str:
    """`text`, drawn on a page and read from it."""
    page = np.full((160, 1000, 3), 255, np.uint8)
    cv2.putText(page, text, (40, 100), cv2.FONT_HERSHEY_SIMPLEX, 2.0, (0, 0, 0), 4, cv2.LINE_AA)
    return " ".join(line.text for line in engine.read(page)).replace(" ", "")


def note(log: Path) -> None:
    """A line with the number of this process, written whole."""
    with log.open("a", encoding="utf-8") as file:
        file.write(f"{os.getpid()}\n")


@dataclass(frozen=True)
class Read:
    text: str

    def __call__(self, engine: Any) -> str:
        return words(engine, self.text)


@dataclass(frozen=True)
class ByAndBy:
    """Tells how it goes on the way; the end says which engine it had."""

    steps: int

    def __call__(self, engine: Any) -> Generator[int, None, str]:
        yield from range(self.steps)
        return type(engine).__name__


@dataclass(frozen=True)
class ReadUntil:
    """Reads one page over and over until the file `go` is there."""

    text: str
    log: Path
    go: Path

    def __call__(self, engine: Any) -> str:
        note(self.log)
        while not self.go.exists():
            words(engine, self.text)
        return words(engine, self.text)


@dataclass(frozen=True)
class Exit:
    """Ends the process as a crash in native code does."""

    log: Path

    def __call__(self, _: Any) -> None:
        note(self.log)
        os._exit(3)


@dataclass(frozen=True)
class Raise:
    """Fails, and says what stood on the page, in the error, its cause and its local variables."""

    text: str

    def __call__(self, _: Any) -> None:
        try:
            {}[self.text]
        except KeyError as error:
            raise ValueError(f"{self.text} 不对") from error


@dataclass(frozen=True)
class GiveUnsendable:
    """Answers with what no pipe can carry."""

    def __call__(self, _: Any) -> Any:
        return lambda: None


@dataclass(frozen=True)
class Hang:
    log: Path

    def __call__(self, _: Any) -> None:
        note(self.log)
        while True:
            time.sleep(0.05)


@dataclass(frozen=True)
class Grow:
    """Takes memory, never gives it back, and goes on for some seconds."""

    size: int
    seconds: float
    log: Path

    def __call__(self, _: Any) -> None:
        note(self.log)
        _kept.append(b"\1" * self.size)
        time.sleep(self.seconds)


@dataclass(frozen=True)
class Shout:
    """Prints in every way there is."""

    def __call__(self, _: Any) -> str:
        print("noise")
        print("noise", file=sys.stderr)
        os.write(1, b"noise\n")
        os.write(2, b"noise\n")
        warnings.warn("noise", stacklevel=1)
        logging.getLogger("paddlex").error("noise")
        return "quiet"


@dataclass(frozen=True)
class Fixable:
    """A job that ends every process it is given to, until the file `repaired` is there."""

    log: Path
    repaired: Path

    def __reduce__(self) -> tuple[Any, ...]:
        return _unpacked, (self.log, self.repaired)

    def __call__(self, engine: Any, task: Any) -> Any:
        return task(engine)


def _unpacked(log: Path, repaired: Path) -> Fixable:
    note(log)
    if not repaired.exists():
        os._exit(3)
    return Fixable(log, repaired)
