"""Numbers of notices: one series a counter and a day.

A number is short and of letters that every keyboard has, because it is typed and scanned when the applicant
comes back: ``20261122-03-0007`` is the seventh notice of counter 03 on that day.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

_NUMBER = re.compile(r"(\d{8})-([0-9A-Z]{1,8})-(\d{4,6})")
_COUNTER = re.compile(r"[0-9A-Z]{1,8}")

DRAFT_NUMBER = "草稿"
"""What stands for the number of a paper that has none yet; papers are Chinese in every window."""


@dataclass(frozen=True, slots=True, order=True)
class NoticeNumber:
    """`counter` is one to eight digits or capital letters, `sequence` counts from 1. Raises ValueError
    otherwise."""

    day: dt.date
    counter: str
    sequence: int

    def __post_init__(self) -> None:
        if not _COUNTER.fullmatch(self.counter):
            raise ValueError(f"窗口号“{self.counter}”只能用 1 到 8 个数字或大写字母。")
        if not 1 <= self.sequence <= 999_999:
            raise ValueError("告知书的顺序号从 1 开始，最多 999999。")

    def __str__(self) -> str:
        return f"{self.day:%Y%m%d}-{self.counter}-{self.sequence:04d}"

    @classmethod
    def parse(cls, text: str) -> NoticeNumber:
        """Raises ValueError with a Chinese message."""
        match = _NUMBER.fullmatch(text.strip().upper())
        try:
            if match is not None:
                day = dt.datetime.strptime(match[1], "%Y%m%d").date()
                return cls(day, match[2], int(match[3]))
        except ValueError:
            pass
        raise ValueError(f"“{text}”不是告知书编号，编号像 20261122-03-0007 这样。")


def next_number(day: dt.date, counter: str, last: NoticeNumber | None) -> NoticeNumber:
    """The number after `last`, the highest given so far for this counter and day."""
    same = last is not None and (last.day, last.counter) == (day, counter)
    return NoticeNumber(day, counter, last.sequence + 1 if same and last else 1)
