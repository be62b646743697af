"""A date that was left open: 年, 月 and 日 printed in a row, and nothing written before and between them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from intake_assist.checklist.models import FieldSpec, KindSpec
from intake_assist.model import Box, Field, Problem
from intake_assist.reading.fragments import Fragment, rows

_OPEN = re.compile(r"(?<![\d〇○零一二三四五六七八九十])年月日$")
_BEFORE = 2.2  # heights of the line: room for the year
_SIGN = 0.75  # width of a sign: the box of a line has margins
_ASIDE, _LEAST_ROOM = 0.1, 0.4


@dataclass(frozen=True, slots=True)
class OpenDate:
    """The date field that stands open on a paper: the place of 年月日, and the rooms that a date would fill."""

    field: str
    box: Box
    rooms: tuple[Box, ...]


def open_date(pieces: Sequence[Fragment], kind: KindSpec, fields: Mapping[str, Field]) -> OpenDate | None:
    """None where no row ends in 年月日, and where it is not plain of which of the paper's dates."""
    lacking = [spec for spec in kind.fields if spec.type == "date" and _is_lacking(fields.get(spec.name))]
    open_rows = [signs for row in rows(pieces) if (signs := _signs(row))]
    if len(lacking) != 1 or len(open_rows) != 1:
        return None
    rooms = _rooms(open_rows[0], pieces)
    whole = open_rows[0][0].union(open_rows[0][2])
    return OpenDate(lacking[0].name, whole, rooms) if rooms else None


def with_open_date(
    fields: Mapping[str, Field], pieces: Sequence[Fragment], kind: KindSpec, page: str, empty: Sequence[Box]
) -> dict[str, Field]:
    """The fields of a paper, the date left open among them as blank; `empty` are places measured to hold no ink."""
    found = open_date(pieces, kind, fields)
    if found is None or not all(any(place.contains(room, 0.9) for place in empty) for room in found.rooms):
        return dict(fields)
    spec = kind.field(found.field)
    assert spec is not None
    return {**fields, found.field: _blank(spec, found.box, page)}


def _blank(spec: FieldSpec, box: Box, page: str) -> Field:
    problem = Problem("blank", f"“{spec.title}”处只印着年、月、日，没有填写。")
    return Field(spec.name, None, "", 1.0, box, page, problem)


def _is_lacking(found: Field | None) -> bool:
    return found is None or (found.value is None and found.text.strip(" :") in ("", "年月日"))


def _signs(row: Sequence[Fragment]) -> tuple[Box, Box, Box] | None:
    """The places of 年, 月 and 日 at the end of a row."""
    if not _OPEN.search("".join(piece.text for piece in row)):
        return None
    signs = [piece.part(at, at + 1).box for piece in row for at in range(len(piece.text))][-3:]
    last = row[-1]
    return _spread(last) if last.text.endswith("年月日") else (signs[0], signs[1], signs[2])


def _spread(piece: Fragment) -> tuple[Box, Box, Box]:
    """The same of three signs that were read as one word: the outer ones at its ends, the third in the middle."""
    word = piece.part(len(piece.text) - 3, len(piece.text)).box
    size = min(_SIGN * word.height, word.width / 3)
    starts = (word.x0, word.cx - size / 2, word.x1 - size)
    year, month, day = (replace(word, x0=start, x1=start + size) for start in starts)
    return year, month, day


def _rooms(signs: tuple[Box, Box, Box], pieces: Sequence[Fragment]) -> tuple[Box, ...]:
    """What is between the signs and before the first, up to what else is printed there; none where no figure fits."""
    year, month, day = signs
    height = year.height
    aside, least = _ASIDE * height, _LEAST_ROOM * height
    row = [piece.box for piece in pieces if piece.box.y0 < year.cy < piece.box.y1 and piece.box.x1 <= year.x0]
    start = max([year.x0 - _BEFORE * height, 0.0, *(box.x1 for box in row)])
    gaps = ((start, year.x0), (year.x1, month.x0), (month.x1, day.x0))
    if any(right - left < least + 2 * aside for left, right in gaps):
        return ()
    return tuple(replace(year, x0=left + aside, x1=right - aside) for left, right in gaps)
