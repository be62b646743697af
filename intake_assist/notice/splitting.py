"""Tables cut in two between rows, where a page ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_TAG = re.compile(r"<(/?)(table|thead|tr)\b[^>]*>", re.IGNORECASE)
_BREAK = (
    '<p style="margin:0; font-size:1px; line-height:1px; -qt-line-height-type:fixed;'
    ' page-break-before:always"></p>'
)


@dataclass(slots=True)
class _Table:
    opening: str
    head: str = ""
    rows: tuple[int, ...] = ()
    """Where each row begins."""


def split_before(html: str, table: int, row: int) -> str | None:
    """The page broken before `row` of a `table` (both count from 0, rows of the head too): its second part is
    a table of its own with the same head. None for a table that holds another one or has no such row."""
    tables = list(_tables(html))
    if table >= len(tables) or (found := tables[table]) is None or not 0 < row < len(found.rows):
        return None
    at = found.rows[row]
    return f"{html[:at]}</table>{_BREAK}{found.opening}{found.head}{html[at:]}"


def _tables(html: str) -> Iterator[_Table | None]:
    """The tables that lie in no other one, None for those that hold others."""
    depth, nested, head = 0, False, 0
    current = _Table("")
    for tag in _TAG.finditer(html):
        closing, name = bool(tag[1]), tag[2].lower()
        if name == "table":
            depth += -1 if closing else 1
            nested = nested or depth > 1
            if not closing and depth == 1:
                current, nested = _Table(tag[0]), False
            elif closing and depth == 0:
                yield None if nested else current
        elif name == "thead" and closing:
            current.head = html[head : tag.end()]
        elif name == "thead":
            head = tag.start()
        elif not closing:
            current.rows = (*current.rows, tag.start())
