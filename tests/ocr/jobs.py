"""Jobs for the worker's tests; they run in the spawned process."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import psutil

from intake_assist.ocr.engine import Engine


@dataclass(frozen=True)
class Order:
    """What to do: a method name of this module and its argument."""

    what: str
    argument: Any = None


def obey(engine: Engine, order: Order) -> Any:
    return ORDERS[order.what](engine, order.argument)


def read(engine: Engine, picture: np.ndarray) -> list[str]:
    print("noise that must not reach anybody's standard output")
    return [line.text for line in engine.read(picture)]


def vitals(_engine: Engine, _: None) -> tuple[int, int, int]:
    """Process id, resident bytes, niceness."""
    me = psutil.Process()
    return me.pid, me.memory_info().rss, int(me.nice())


def leave(_engine: Engine, code: int) -> None:
    os._exit(code)


def leave_once(_engine: Engine, mark: Path) -> str:
    """Die the first time, leaving `mark`; the second time say so."""
    if mark.exists():
        return "second time"
    mark.touch()
    os._exit(3)


def sleep_once(_engine: Engine, mark: Path) -> str:
    """Hang the first time, leaving `mark`."""
    if mark.exists():
        return "second time"
    mark.touch()
    time.sleep(300)
    return "never"


def sleep(_engine: Engine, seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def grow(_engine: Engine, size: int) -> None:
    kept = np.ones(size, np.uint8)
    time.sleep(300)
    del kept


def fail(_engine: Engine, secret: str) -> None:
    raise LookupError(secret)


def give_unsendable(_engine: Engine, _: None) -> Any:
    return lambda: None


ORDERS = {
    job.__name__: job
    for job in (read, vitals, leave, leave_once, sleep_once, sleep, grow, fail, give_unsendable)
}
