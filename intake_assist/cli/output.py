"""The two streams: results on standard output, everything else on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from intake_assist.cli.outcome import WrongUseError


def tolerate_any_code_page() -> None:
    """Keep a character that the terminal's code page lacks from ending the program."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")


def results() -> Console:
    return Console(highlight=False, soft_wrap=False)


def notes() -> Console:
    return Console(stderr=True, highlight=False)


def print_json(data: Any) -> None:
    """Print JSON in UTF-8 whatever the code page of the terminal is.

    A file name that is no valid text comes out with its stray bytes as JSON escapes.
    """
    if not isinstance(sys.stdout, TextIOWrapper):
        raise WrongUseError("标准输出是关着的，结果没有地方写。请把输出转到文件或另一个程序。")
    text = json.dumps(data, ensure_ascii=False, indent=2)
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace") + b"\n")
    sys.stdout.buffer.flush()


def complain(text: str) -> None:
    notes().print(text, style="red", markup=False, soft_wrap=True)


@contextmanager
def progress_bar(what: str) -> Iterator[Callable[[int, int, str], None]]:
    """A bar on standard error, shown on a terminal only; call it with done, total and a word on the step."""
    console = notes()
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(what, total=None)

        def show(done: int, total: int, step: str) -> None:
            bar.update(task, completed=done, total=total, description=f"{what} {step}".strip())

        yield show
