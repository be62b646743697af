"""What numbers were given, remembered beside the database, so that a backup put in its place gives none twice.

One line for each number, written before the number is: what a line speaks of may not have come to pass, but no
number exists without its line. Numbers say nothing about applicants.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_assist.store.errors import translated
from intake_assist.store.files import write_whole
from intake_assist.store.schema import SeriesRow

GIVEN = "numbers.txt"
_MANY = 5_000


def note(folder: Path, given: Mapping[str, int]) -> None:
    """Adds the last number of each series; on the disk when this returns.

    A line begins with its line break, so that one which a power cut tore does not run into the next.
    """
    with translated(), (folder / GIVEN).open("a", encoding="utf-8", newline="") as file:
        file.writelines(f"\n{series}\t{number}" for series, number in given.items())
        file.flush()
        os.fsync(file.fileno())


def noted(folder: Path) -> dict[str, int]:
    """The highest number of each series."""
    highest: dict[str, int] = {}
    for series, number in _lines(folder):
        highest[series] = max(number, highest.get(series, 0))
    return highest


def tidy(folder: Path) -> None:
    """One line for each series, when there are many more. Only for who has the turn to write."""
    highest = noted(folder)
    if sum(1 for _ in _lines(folder)) > len(highest) + _MANY:
        text = "".join(f"\n{series}\t{number}" for series, number in highest.items())
        with translated():
            write_whole(folder / GIVEN, text.encode("utf-8"))


def behind(session: Session, given: Mapping[str, int]) -> dict[str, int]:
    """The series in which the database knows of fewer numbers, with its last one."""
    known: dict[str, int] = dict(session.execute(select(SeriesRow.name, SeriesRow.last)).all())
    return {series: known.get(series, 0) for series, number in given.items() if known.get(series, 0) < number}


def ahead(session: Session, given: Mapping[str, int]) -> dict[str, int]:
    """The series of which the database knows more than was noted, with its last number."""
    known = session.execute(select(SeriesRow.name, SeriesRow.last))
    return {series: last for series, last in known if last > given.get(series, 0)}


def catch_up(session: Session, given: Mapping[str, int]) -> None:
    for series in behind(session, given):
        session.merge(SeriesRow(name=series, last=given[series]))


def _lines(folder: Path) -> list[tuple[str, int]]:
    """What is no such line is passed over."""
    path = folder / GIVEN
    with translated():
        text = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
    parts = (line.rpartition("\t") for line in text.split("\n"))
    return [(series, int(number)) for series, _, number in parts if series and _is_number(number)]


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 9
