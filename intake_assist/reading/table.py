"""Rows of a ruled table, from a picture or from a spreadsheet.

The header row is the row in which most column labels stand; a label may run over two lines. Each piece of
text below belongs to the column whose span it lies in; a piece that spans several columns (``1张三男``) is cut
where the kind of character changes. Rows are told by their vertical places.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from intake_assist.checklist.models import ColumnSpec, TableSpec
from intake_assist.model import ILLEGIBLE, Box, Field, Problem, Row
from intake_assist.reading.fragments import Fragment, right_of, rows, without_stamps
from intake_assist.reading.values_at import STRICT, box_of, confidence_of, likeness, value_text
from intake_assist.values import TYPES, parse
from intake_assist.values.codes import code_within
from intake_assist.values.text import HAN, squeeze

_RUNS = re.compile(r"[A-Za-z0-9.,:/\-*√☑]+|[^A-Za-z0-9.,:/\-*√☑]+")
_DIGIT = re.compile(r"[0-9]")
_LETTERS = re.compile(rf"[{HAN}]{{2,}}")
_FUZZY = 80.0
_ENOUGH_PAIRS = 8
_STEEPEST = 0.06  # pixels a pixel: what is left when a page was straightened badly


# Types that texts give away without any header.
_TELLING = frozenset({"sex", "id_number", "person"})


@dataclass(frozen=True, slots=True)
class _Column:
    """`spec` is None for a column that nobody knows."""

    spec: ColumnSpec | None
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
    slope = _slope(pieces)
    level = [_moved(piece, -slope * piece.box.cx) for piece in without_stamps(pieces)]
    blank = [box.moved(0, -slope * box.cx) for box in empty]
    return tuple(_back(row, slope) for row in _level_rows(level, table, page, blank))


def _level_rows(
    pieces: Sequence[Fragment], table: TableSpec, page: str, empty: Sequence[Box]
) -> tuple[Row, ...]:
    header = _find_header(pieces, table)
    if header is None:
        return ()
    body = _above_end([piece for piece in pieces if piece.box.cy > header.bottom], table)
    bands = _bands(body)
    found = [_row(band, header, page, empty) for band in bands]
    filled = [cells for cells in found if _is_filled(cells)]
    return tuple(Row(number, cells, page, _extent(cells)) for number, cells in enumerate(filled, start=1))


def _slope(pieces: Sequence[Fragment]) -> float:
    """By how much the lines of text fall for every pixel to the right; 0 when too few stand side by side.

    A wide table is torn apart by a tilt that a letter bears easily: over twenty cells it comes to a whole row.
    """
    slopes: list[float] = []
    for piece in pieces:
        beside = right_of(piece, pieces)
        if beside is not None and beside.box.x0 - piece.box.x1 < 12 * piece.box.height:
            slopes.append((beside.box.cy - piece.box.cy) / (beside.box.cx - piece.box.cx))
    slope = statistics.median(slopes) if len(slopes) >= _ENOUGH_PAIRS else 0.0
    return slope if abs(slope) < _STEEPEST else 0.0


def _moved(piece: Fragment, down: float) -> Fragment:
    return replace(piece, box=piece.box.moved(0, down))


def _back(row: Row, slope: float) -> Row:
    """The row with its boxes where they stand on the page."""
    fields = {
        name: replace(cell, box=cell.box.moved(0, slope * cell.box.cx)) if cell.box else cell
        for name, cell in row.fields.items()
    }
    return replace(row, fields=fields, box=_extent(fields))


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
    for stack in _stacks(band):
        text = "".join(piece.text for piece in stack)
        column = _best_column(text, table)
        if column is None or not _spelt_out(text, column[0]):
            continue
        box = stack[0].box
        for piece in stack[1:]:
            box = box.union(piece.box)
        # A line of a label in two lines may look like a label of its own (联系 / 电话).
        cells = [cell for cell in cells if not box.contains(cell[1], 0.8)]
        cells.append((column[0], box))
    if len(cells) < 2:
        return None
    cells.sort(key=lambda cell: cell[1].cx)
    low = max(box.y1 for _, box in cells)
    body = _above_end([piece for piece in pieces if piece.box.cy > low], table)
    return _Header(_spans(_without_repeats(cells), body, table), low)


def _spelt_out(text: str, spec: ColumnSpec) -> bool:
    """Whether a text is a header label to the last character but one: a label with the cell under it is not."""
    return any(Levenshtein.distance(text, squeeze(label)) <= (len(text) >= 6) for label in spec.labels)


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


def _spans(
    cells: Sequence[tuple[ColumnSpec, Box]], body: Sequence[Fragment], table: TableSpec
) -> tuple[_Column, ...]:
    """Where each column lies: its header text and the texts under it, the borders half way between columns.

    A column whose header was not read (a seal lies over it) is known by what stands in it, or stays nobody's:
    its texts must not fall to a neighbour.
    """
    centres = [box.cx for _, box in cells]
    single = [piece for piece in body if sum(piece.box.x0 < x < piece.box.x1 for x in centres) < 2]
    extents: list[list[Any]] = [[spec, box.x0, box.x1] for spec, box in cells]
    for x0, x1 in _stripes(single):
        shared = [entry for entry in extents if entry[0] and min(x1, entry[2]) > max(x0, entry[1])]
        for entry in shared[:1] if len(shared) == 1 else ():
            entry[1], entry[2] = min(entry[1], x0), max(entry[2], x1)
        if not shared:
            texts = [piece.text for piece in single if x0 <= piece.box.cx <= x1]
            extents.append([_known_by_texts(texts, table, [entry[0] for entry in extents]), x0, x1])
    extents.sort(key=lambda entry: entry[1] + entry[2])
    edges = [(a[2] + b[1]) / 2 for a, b in pairwise(extents)]
    starts = [extents[0][1] - 20, *edges]
    ends = [*edges, extents[-1][2] + 20]
    return tuple(
        _Column(spec, start, max(start, end))
        for (spec, _, _), start, end in zip(extents, starts, ends, strict=True)
    )


def _stripes(pieces: Sequence[Fragment]) -> list[tuple[float, float]]:
    """The x ranges in which the texts of the body stand, told apart by the blanks between them."""
    if not pieces:
        return []
    step = 4.0
    left = min(piece.box.x0 for piece in pieces)
    count = int((max(piece.box.x1 for piece in pieces) - left) / step) + 2
    cover = [0] * count
    for piece in pieces:
        for i in range(int((piece.box.x0 - left) / step), int((piece.box.x1 - left) / step) + 1):
            cover[i] += 1
    least = max(1, round(0.2 * len(_bands(pieces))))
    stripes: list[tuple[float, float]] = []
    start: int | None = None
    for i, many in enumerate([*cover, 0]):
        if many >= least and start is None:
            start = i
        elif many < least and start is not None:
            stripes.append((left + start * step, left + i * step))
            start = None
    return stripes


def _known_by_texts(
    texts: Sequence[str], table: TableSpec, taken: Sequence[ColumnSpec | None]
) -> ColumnSpec | None:
    """The column that texts without a header must be, when their form leaves no doubt."""
    for spec in table.columns:
        if spec.type in _TELLING and spec not in taken:
            alike = sum(likeness(spec.type, text) > 0.8 for text in texts)
            if alike >= 0.7 * len(texts) or _sound_codes(spec.type, texts) >= 0.5 * len(texts):
                return spec
    return None


def _sound_codes(type_id: str, texts: Sequence[str]) -> int:
    """How many texts are codes that their check digit proves; a seal over the header spoils those next to it."""
    codes = [text for text in texts if len(text) == TYPES[type_id].length]
    return sum(parse(type_id, text).problem is None for text in codes) if codes else -1


def _above_end(below: Sequence[Fragment], table: TableSpec) -> list[Fragment]:
    """Pieces above the closing row."""
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
    """A piece as it is when it lies in one column, else cut into what belongs to each.

    It is cut where the kind of character changes, and what still spans several columns at the column borders.
    """
    inside = [c for c in header.columns if min(c.x1, piece.box.x1) - max(c.x0, piece.box.x0) > 0]
    centre = next((c for c in header.columns if c.x0 <= piece.box.cx < c.x1), None)
    if len(inside) >= 2 and (cut := _clean_cut(piece, header)):
        return cut
    if len(inside) < 2 or (centre and _fits(centre, piece.text) > 0.8):
        return [piece]
    runs = [piece.part(match.start(), match.end()) for match in _RUNS.finditer(piece.text)]
    return [token for run in runs for token in _clean_cut(run, header) or _at_borders(run, header)]


def _clean_cut(piece: Fragment, header: _Header) -> list[Fragment]:
    """A piece cut at column borders when every part then is just what its column wants (``张三男``)."""
    parts = _by_owner(piece, header)
    fitting = [
        part
        for part, column in parts
        if column is not None and column.spec is not None and _fits(column, part.text) >= 0.8
    ]
    return fitting if len(parts) > 1 and len(fitting) == len(parts) else []


def _by_owner(piece: Fragment, header: _Header) -> list[tuple[Fragment, _Column | None]]:
    """The runs of characters that lie in one column each."""
    owners = [_column_at((piece.edges[i] + piece.edges[i + 1]) / 2, header) for i in range(len(piece.text))]
    cuts = [0, *(i for i in range(1, len(owners)) if owners[i] is not owners[i - 1]), len(owners)]
    return [(piece.part(a, b), owners[a]) for a, b in pairwise(cuts)]


def _at_borders(run: Fragment, header: _Header) -> list[Fragment]:
    """A run of like characters cut at the borders of columns that hold whole characters of it."""
    home = _column_for(run, header)
    if home is None or _fits(home, run.text) >= 0.5 or len(run.text) < 2:
        return [run]
    return [part for part, _ in _by_owner(run, header)]


def _column_at(x: float, header: _Header) -> _Column | None:
    return next((column for column in header.columns if column.x0 <= x < column.x1), None)


def _row(band: Sequence[Fragment], header: _Header, page: str, empty: Sequence[Box]) -> dict[str, Field]:
    cells: dict[str, list[Fragment]] = {}
    for piece in sorted(band, key=lambda p: p.box.x0):
        for token in _tokens(piece, header):
            column = _column_for(token, header)
            if column is not None and column.spec is not None and not _is_header(token, column.spec):
                cells.setdefault(column.spec.name, []).append(token)
    specs = {column.spec.name: column.spec for column in header.columns if column.spec}
    made = {name: _cell(specs[name], found, page) for name, found in cells.items()}
    for column in header.columns:
        if column.spec and column.spec.name not in made and not column.spec.optional:
            place = _empty_place(band, column)
            problem = _nothing(column.spec, place, empty)
            made[column.spec.name] = Field(column.spec.name, None, "", 0.0, place, page, problem)
    return made


def _is_header(token: Fragment, spec: ColumnSpec) -> bool:
    """Whether a text is the column's own label, of a header that is not level."""
    return token.text in map(squeeze, spec.labels)


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
        scored.append((share * (0.3 + 0.7 * _fits(column, token.text)), column))
    return max(scored, key=lambda entry: entry[0])[1] if scored else None


def _fits(column: _Column, text: str) -> float:
    return likeness(column.spec.type, text) if column.spec else 0.5


def _cell(spec: ColumnSpec, tokens: Sequence[Fragment], page: str) -> Field:
    parts = tuple((token, 0, len(token.text)) for token in tokens)
    text = value_text(spec.type, parts)
    value, problem = parse(spec.type, text)
    if problem is not None and (code := code_within(spec.type, text)):
        text, (value, problem) = code, parse(spec.type, code)
    if problem is not None and (figures := _only_figures(spec.type, tokens)):
        return _cell(spec, [figures], page)
    return Field(spec.name, value, text, confidence_of(parts), box_of(parts), page, problem)


def _only_figures(type_id: str, tokens: Sequence[Fragment]) -> Fragment | None:
    """The one token of a number or date that is right by itself, among letters of a seal that lies over the cell."""
    figures = [token for token in tokens if _DIGIT.search(token.text)]
    if type_id not in STRICT or len(tokens) < 2 or len(figures) != 1:
        return None
    letters = all(_LETTERS.fullmatch(token.text) for token in tokens if token is not figures[0])
    return figures[0] if letters and parse(type_id, figures[0].text).problem is None else None


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
        found = {
            i: column[0] for i, text in enumerate(line) if text and (column := _best_column(text, table))
        }
        if len(found) >= 2 and (best is None or len(found) > len(best[1])):
            best = (number, found)
    return best


def _sheet_cell(spec: ColumnSpec, line: Sequence[str], index: int, page: str) -> Field:
    text = line[index] if index < len(line) else ""
    if not text.strip():
        problem = None if spec.optional else Problem("blank", f"“{spec.title}”一栏为空。")
        return Field(spec.name, None, "", 1.0, None, page, problem)
    if ILLEGIBLE in text:
        unread = Problem("unread", f"“{spec.title}”一栏读不出来，请查看原表。", uncertain=True)
        return Field(spec.name, None, text, 0.0, None, page, unread)
    value, problem = parse(spec.type, text)
    return Field(spec.name, value, text, 1.0, None, page, problem)
