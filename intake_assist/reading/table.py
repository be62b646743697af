"""Rows of a ruled table, from a picture or from a spreadsheet.

The header row is the row in which most column labels stand; a label may run over two lines. Each piece of
text below belongs to the column whose span it lies in; a piece that spans several columns (``1张三男``) is cut
where the kind of character changes. Rows are told by their vertical places.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from intake_assist.checklist.models import ColumnSpec, TableSpec
from intake_assist.model import Box, Field, Problem, Row
from intake_assist.reading.fragments import Fragment, rows
from intake_assist.reading.values_at import box_of, confidence_of, likeness
from intake_assist.values import parse
from intake_assist.values.text import squeeze

_RUNS = re.compile(r"[A-Za-z0-9.,:/\-*√☑]+|[^A-Za-z0-9.,:/\-*√☑]+")
_FUZZY = 80.0


@dataclass(frozen=True, slots=True)
class _Column:
    spec: ColumnSpec
    x0: float
    x1: float


@dataclass(frozen=True, slots=True)
class _Header:
    columns: tuple[_Column, ...]
    bottom: float


def table_rows(
    pieces: Sequence[Fragment], table: TableSpec, page: str, empty: Sequence[Box] = ()
) -> tuple[Row, ...]:
    """The filled rows of the table among `pieces`; none when no header row is found.

    `empty` are cells measured to hold no ink: they are ``blank``, others without text are ``unread``.
    """
    header = _find_header(pieces, table)
    if header is None:
        return ()
    body = _body(pieces, header, table)
    bands = _bands(body)
    found = [_row(band, header, page, empty) for band in bands]
    filled = [cells for cells in found if _is_filled(cells)]
    return tuple(
        Row(number, cells, page, _extent(cells)) for number, cells in enumerate(filled, start=1)
    )


def _label_match(text: str, spec: ColumnSpec) -> float:
    """How well a header text names a column, 0..1."""
    plain = squeeze(text)
    best = 0.0
    for label in map(squeeze, spec.labels):
        if plain == label:
            return 1.0
        if len(label) >= 4:
            ratio = fuzz.ratio(plain, label)
            best = max(best, ratio / 100 if ratio >= _FUZZY else 0.0)
        if len(plain) > len(label) and plain.startswith(label) and plain[len(label)] in "(（/、":
            best = max(best, 0.9)
    return best


def _best_column(text: str, table: TableSpec) -> tuple[ColumnSpec, float] | None:
    scored = [(match, spec) for spec in table.columns if (match := _label_match(text, spec)) > 0]
    if not scored:
        return None
    match, spec = max(scored, key=lambda entry: entry[0])
    return spec, match


def _find_header(pieces: Sequence[Fragment], table: TableSpec) -> _Header | None:
    best: tuple[int, list[Fragment]] = (0, [])
    for row in rows(pieces):
        score = sum(1 for piece in _header_cells(row, table))
        if score > best[0]:
            best = (score, row)
    if best[0] < 2:
        return None
    return _header_of(best[1], pieces, table)


def _header_cells(row: Sequence[Fragment], table: TableSpec) -> list[tuple[ColumnSpec, Box]]:
    """Columns named in one row: single pieces, or a piece that holds several labels in a run."""
    found: list[tuple[ColumnSpec, Box]] = []
    for piece in row:
        column = _best_column(piece.text, table)
        if column is not None:
            found.append((column[0], piece.box))
        else:
            found.extend(_labels_within(piece, table))
    return found


def _labels_within(piece: Fragment, table: TableSpec) -> list[tuple[ColumnSpec, Box]]:
    """Labels that the recogniser put into one piece (``姓名性别民族``): all of it must be labels."""
    found: list[tuple[ColumnSpec, Box]] = []
    position = 0
    labels = sorted(
        ((squeeze(label), spec) for spec in table.columns for label in spec.labels), key=lambda e: -len(e[0])
    )
    while position < len(piece.text):
        hit = next((entry for entry in labels if piece.text.startswith(entry[0], position)), None)
        if hit is None:
            return found if len(found) >= 2 else []
        found.append((hit[1], piece.part(position, position + len(hit[0])).box))
        position += len(hit[0])
    return found if len(found) >= 2 else []


def _header_of(row: list[Fragment], pieces: Sequence[Fragment], table: TableSpec) -> _Header | None:
    """Columns from the header row and from labels that stand over two lines around it."""
    height = statistics.median(piece.box.height for piece in row)
    top = min(piece.box.y0 for piece in row) - 1.3 * height
    bottom = max(piece.box.y1 for piece in row) + 1.3 * height
    band = [piece for piece in pieces if piece.box.y0 >= top and piece.box.y1 <= bottom]
    cells = _header_cells(row, table)
    named = {spec.name for spec, _ in cells}
    for stack in _stacks([piece for piece in band if _best_column(piece.text, table) is None]):
        text = "".join(piece.text for piece in stack)
        column = _best_column(text, table)
        if column is not None and column[0].name not in named:
            box = stack[0].box
            for piece in stack[1:]:
                box = box.union(piece.box)
            cells.append((column[0], box))
            named.add(column[0].name)
    if len(cells) < 2:
        return None
    cells.sort(key=lambda cell: cell[1].cx)
    low = max(box.y1 for _, box in cells)
    body = [piece.box for piece in pieces if piece.box.cy > low]
    return _Header(_spans(_without_repeats(cells), body), low)


def _without_repeats(cells: list[tuple[ColumnSpec, Box]]) -> list[tuple[ColumnSpec, Box]]:
    first: dict[str, tuple[ColumnSpec, Box]] = {}
    for cell in cells:
        first.setdefault(cell[0].name, cell)
    return list(first.values())


def _stacks(pieces: Sequence[Fragment]) -> list[list[Fragment]]:
    """Pieces that stand above each other, in one column of the header band."""
    stacks: list[list[Fragment]] = []
    for piece in sorted(pieces, key=lambda p: p.box.cy):
        for stack in stacks:
            over = min(stack[-1].box.x1, piece.box.x1) - max(stack[-1].box.x0, piece.box.x0)
            if over > 0.5 * min(stack[-1].box.width, piece.box.width):
                stack.append(piece)
                break
        else:
            stacks.append([piece])
    return [stack for stack in stacks if len(stack) > 1]


def _spans(cells: Sequence[tuple[ColumnSpec, Box]], body: Sequence[Box]) -> tuple[_Column, ...]:
    """Column spans: borders between neighbouring header texts, where the fewest texts of the body cross."""
    edges = [_border(a, b, body) for (_, a), (_, b) in zip(cells, cells[1:], strict=False)]
    first, last = cells[0][1], cells[-1][1]
    starts = [first.x0 - first.width, *edges]
    ends = [*edges, last.x1 + 2 * last.width]
    return tuple(_Column(spec, x0, x1) for (spec, _), x0, x1 in zip(cells, starts, ends, strict=True))


def _border(a: Box, b: Box, body: Sequence[Box]) -> float:
    middle = (a.x1 + b.x0) / 2
    places = [a.cx + (b.cx - a.cx) * step / 40 for step in range(4, 37)]

    def cost(x: float) -> tuple[int, float]:
        return sum(box.x0 + 2 < x < box.x1 - 2 for box in body), abs(x - middle)

    return min(places, key=cost, default=middle)


def _body(pieces: Sequence[Fragment], header: _Header, table: TableSpec) -> list[Fragment]:
    """Pieces under the header and above the closing row."""
    below = [piece for piece in pieces if piece.box.cy > header.bottom]
    closing = [piece.box.y0 for piece in below if any(piece.text.startswith(end) for end in table.end)]
    floor = min(closing, default=float("inf"))
    return [piece for piece in below if piece.box.cy < floor]


def _bands(body: Sequence[Fragment]) -> list[list[Fragment]]:
    """The body cut into rows. A new row begins where the centres jump by more than half a line."""
    if not body:
        return []
    height = statistics.median(piece.box.height for piece in body)
    bands: list[list[Fragment]] = []
    for piece in sorted(body, key=lambda p: p.box.cy):
        if bands and piece.box.cy - statistics.median(p.box.cy for p in bands[-1]) <= 0.6 * height:
            bands[-1].append(piece)
        else:
            bands.append([piece])
    return bands


def _tokens(piece: Fragment, header: _Header) -> list[Fragment]:
    """A piece as it is when it lies in one column, else cut where the kind of character changes."""
    inside = [c for c in header.columns if min(c.x1, piece.box.x1) - max(c.x0, piece.box.x0) > 0]
    centre = next((c for c in header.columns if c.x0 <= piece.box.cx < c.x1), None)
    if len(inside) < 2 or (centre and likeness(centre.spec.type, piece.text) > 0.8):
        return [piece]
    return [piece.part(match.start(), match.end()) for match in _RUNS.finditer(piece.text)]


def _row(
    band: Sequence[Fragment], header: _Header, page: str, empty: Sequence[Box]
) -> dict[str, Field]:
    cells: dict[str, list[Fragment]] = {}
    for piece in sorted(band, key=lambda p: p.box.x0):
        for token in _tokens(piece, header):
            column = _column_for(token, header)
            if column is not None:
                cells.setdefault(column.spec.name, []).append(token)
    specs = {column.spec.name: column.spec for column in header.columns}
    made = {name: _cell(specs[name], found, page) for name, found in cells.items()}
    for column in header.columns:
        if column.spec.name not in made and not column.spec.optional:
            place = _empty_place(band, column)
            problem = _nothing(column.spec, place, empty)
            made[column.spec.name] = Field(column.spec.name, None, "", 0.0, place, page, problem)
    return made


def _nothing(spec: ColumnSpec, place: Box, empty: Sequence[Box]) -> Problem:
    if any(box.contains(place, 0.5) for box in empty):
        return Problem("blank", f"“{spec.title}”一栏是空的，没有填写。")
    return Problem("unread", f"“{spec.title}”一栏没有读到内容，请查看原件。", uncertain=True)


def _empty_place(band: Sequence[Fragment], column: _Column) -> Box:
    y0 = min(piece.box.y0 for piece in band)
    y1 = max(piece.box.y1 for piece in band)
    margin = 0.1 * (column.x1 - column.x0)
    return Box(max(0.0, column.x0 + margin), y0, max(column.x1 - margin, 1.0), y1)


def _column_for(token: Fragment, header: _Header) -> _Column | None:
    """The column of a token: where most of it lies, corrected by its form (an ID number is no name)."""
    scored: list[tuple[float, _Column]] = []
    for column in header.columns:
        overlap = min(column.x1, token.box.x1) - max(column.x0, token.box.x0)
        if overlap <= 0:
            continue
        share = overlap / max(token.box.width, 1.0)
        scored.append((share * (0.3 + 0.7 * likeness(column.spec.type, token.text)), column))
    return max(scored, key=lambda entry: entry[0])[1] if scored else None


def _cell(spec: ColumnSpec, tokens: Sequence[Fragment], page: str) -> Field:
    parts = tuple((token, 0, len(token.text)) for token in tokens)
    text = "".join(token.text for token in tokens)
    value, problem = parse(spec.type, text)
    return Field(spec.name, value, text, confidence_of(parts), box_of(parts), page, problem)


def _is_filled(cells: Mapping[str, Field]) -> bool:
    """A row that says something of a person, not just its number or a stray mark."""
    said = [name for name, cell in cells.items() if cell.text and name not in ("serial", "remark")]
    return len(said) >= 2 or "id_number" in said


def _extent(cells: Mapping[str, Field]) -> Box | None:
    boxes = [cell.box for cell in cells.values() if cell.box is not None and cell.text]
    if not boxes:
        return None
    whole = boxes[0]
    for box in boxes[1:]:
        whole = whole.union(box)
    return whole


def cell_rows(cells: Sequence[Sequence[str]], table: TableSpec, page: str) -> tuple[Row, ...]:
    """The filled rows of a spreadsheet. Confidence is 1: nothing had to be recognised."""
    header = _sheet_header(cells, table)
    if header is None:
        return ()
    start, columns = header
    made: list[dict[str, Field]] = []
    for line in cells[start + 1 :]:
        if any(squeeze(text).startswith(end) for text in line[:3] for end in table.end if text):
            break
        row = {spec.name: _sheet_cell(spec, line, index, page) for index, spec in columns.items()}
        if _is_filled(row):
            made.append(row)
    return tuple(Row(number, row, page) for number, row in enumerate(made, start=1))


def _sheet_header(
    cells: Sequence[Sequence[str]], table: TableSpec
) -> tuple[int, dict[int, ColumnSpec]] | None:
    best: tuple[int, dict[int, ColumnSpec]] | None = None
    for number, line in enumerate(cells[:40]):
        found = {i: column[0] for i, text in enumerate(line) if text and (column := _best_column(text, table))}
        if len(found) >= 2 and (best is None or len(found) > len(best[1])):
            best = (number, found)
    return best


def _sheet_cell(spec: ColumnSpec, line: Sequence[str], index: int, page: str) -> Field:
    text = line[index] if index < len(line) else ""
    if not text.strip():
        problem = None if spec.optional else Problem("blank", f"“{spec.title}”一栏为空。")
        return Field(spec.name, None, "", 1.0, None, page, problem)
    value, problem = parse(spec.type, text)
    return Field(spec.name, value, text, 1.0, None, page, problem)
