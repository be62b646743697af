"""Rosters: the visible worksheets of an XLSX file as rows of text, as the screen shows them."""

from __future__ import annotations

import datetime as dt
import math
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, BinaryIO

import openpyxl
from openpyxl.utils.cell import get_column_letter, range_boundaries

from intake_assist.ingest.errors import ReadError
from intake_assist.ingest.kinds import Kind
from intake_assist.ingest.limits import Limits
from intake_assist.ingest.sheet import Sheet
from intake_assist.model import ILLEGIBLE, QualityMark, Source

EXACT_DIGITS = 15  # what a spreadsheet keeps of a number

_RANGES = re.compile(
    rb'<(?:\w+:)?(?:mergeCell|hyperlink)\b[^>]*?\bref="([A-Za-z]{1,3}\d{1,7}:[A-Za-z]{1,3}\d{1,7})"'
)
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
_FEW = 5

Cells = tuple[tuple[str, ...], ...]
Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Table:
    """One visible worksheet. Wholly empty rows and columns are left out, rows are of one length."""

    title: str
    cells: Cells
    marks: tuple[QualityMark, ...]


def count(stream: BinaryIO, _kind: Kind, limits: Limits) -> int:
    """Number of visible worksheets with content. Raises ReadError: workbook_empty, workbook_too_big."""
    return len(_tables(stream, limits))


def load(stream: BinaryIO, _kind: Kind, source: Source, limits: Limits) -> Sheet:
    """The n-th visible worksheet with content."""
    tables = _tables(stream, limits)
    if not 1 <= source.page <= len(tables):
        raise ReadError("no_such_page", page=source.page, pages=len(tables))
    table = tables[source.page - 1]
    return Sheet(source, cells=table.cells, quality=table.marks)


def display(value: object, number_format: str = "General") -> str:
    """A cell's value as text: dates ISO 8601, numbers in full, without exponent or separators."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case dt.datetime():
            return _date(value, number_format)
        case dt.date() | dt.time():
            return value.isoformat()
        case int() | float():
            return _number(value, number_format)
        case _:
            return str(value)


def _tables(stream: BinaryIO, limits: Limits) -> list[Table]:
    computes, pictures = _survey(stream, limits)
    book = _open(stream, data_only=True)
    formulas = _open(stream, data_only=False) if computes else None
    hidden = [sheet.title for sheet in book.worksheets if sheet.sheet_state != "visible"]
    visible = (sheet for sheet in book.worksheets if sheet.sheet_state == "visible")
    shared = tuple(_book_marks(hidden, pictures))
    read = (_table(sheet, formulas and formulas[sheet.title], shared, limits) for sheet in visible)
    tables = [table for table in read if table.cells]
    if not tables:
        raise ReadError("workbook_empty", detail="（只有图片或隐藏的工作表）" if hidden or pictures else "")
    return tables


def _open(stream: BinaryIO, data_only: bool) -> Any:
    stream.seek(0)
    return openpyxl.load_workbook(stream, data_only=data_only, keep_links=False)


def _survey(stream: BinaryIO, limits: Limits) -> tuple[bool, bool]:
    """Whether there are formulas and pictures. Raises ReadError for what is too big to open."""
    stream.seek(0)
    with zipfile.ZipFile(stream) as archive:
        if sum(part.file_size for part in archive.infolist()) > limits.max_workbook_bytes:
            raise ReadError("workbook_too_big")
        parts = [archive.read(name) for name in archive.namelist() if _SHEET_PART.fullmatch(name)]
        pictures = any(name.startswith("xl/media/") for name in archive.namelist())
    spans = (_span(found.decode("ascii")) for part in parts for found in _RANGES.findall(part))
    if sum(spans) > limits.max_cells:  # each cell of a merged range becomes an object
        raise ReadError("workbook_too_big")
    return any(_FORMULA.search(part) for part in parts), pictures


def _span(ref: str) -> int:
    """Cells of a range; whole columns (A:B) do not match the pattern and are not met here."""
    left, top, right, bottom = (bound or 0 for bound in range_boundaries(ref))
    return (abs(right - left) + 1) * (abs(bottom - top) + 1)


def _book_marks(hidden: Sequence[str], pictures: bool) -> Iterator[QualityMark]:
    if hidden:
        yield QualityMark("hidden_sheets", f"有{len(hidden)}个隐藏的工作表没有读取：{_few(hidden)}。")
    if pictures:
        yield QualityMark("pictures", "表格里有图片，图片没有读取。如是证照请另存为图片后放入。")


def _table(sheet: Any, formulas: Any, shared: tuple[QualityMark, ...], limits: Limits) -> Table:
    hidden_rows, hidden_columns = _hidden_rows(sheet), _hidden_columns(sheet)
    shown = {
        place: cell
        for place, cell in sheet._cells.items()  # the only view that does not make up cells in between
        if cell.value is not None and place[0] not in hidden_rows and place[1] not in hidden_columns
    }
    texts = {place: text for place, cell in shown.items() if (text := _text(cell)).strip()}
    unsaved = [cell for cell in _unsaved(sheet, formulas) if _is_shown(cell, hidden_rows, hidden_columns)]
    texts |= {(cell.row, cell.column): ILLEGIBLE for cell in unsaved}
    texts |= _merged(sheet, texts, hidden_rows, hidden_columns)
    marks = (
        *shared,
        *_hidden_marks(sheet, hidden_rows, hidden_columns),
        *_cell_marks("precision_lost", _LOST_DIGITS, filter(_lost_digits, shown.values())),
        *_cell_marks("formula_unsaved", _UNSAVED, unsaved),
    )
    return Table(sheet.title, _grid(texts, limits), marks)


_LOST_DIGITS = "以数字格式存放了超过15位的号码，后几位已不可靠：{cells}。请把这一列设为文本格式后重新填写。"
_UNSAVED = "公式没有保存计算结果，读不出来：{cells}。请用 Excel 或 WPS 打开并保存一次后再放入。"


def _is_shown(cell: Any, hidden_rows: set[int], hidden_columns: set[int]) -> bool:
    return cell.row not in hidden_rows and cell.column not in hidden_columns


def _grid(texts: Mapping[Place, str], limits: Limits) -> Cells:
    rows = sorted({row for row, _ in texts})
    columns = sorted({column for _, column in texts})
    if len(rows) * len(columns) > limits.max_cells:
        raise ReadError("workbook_too_big")
    return tuple(tuple(texts.get((row, column), "") for column in columns) for row in rows)


def _text(cell: Any) -> str:
    """As shown; digits that the file has lost are illegible."""
    text = display(cell.value, cell.number_format)
    if not _lost_digits(cell):
        return text
    kept = re.match(rf"\D*(?:\d\D*){{{EXACT_DIGITS}}}", text)
    rest = text[kept.end() :] if kept else text
    return (kept.group() if kept else "") + re.sub(r"\d", ILLEGIBLE, rest)


def _merged(
    sheet: Any, texts: Mapping[Place, str], hidden_rows: set[int], hidden_columns: set[int]
) -> dict[Place, str]:
    """A merged cell's text stands in every visible row it covers, in its first visible column only.

    So a unit's name that spans many people belongs to each of them, and a title does not fill its row.
    """
    rows = {row for row, _ in texts}
    found: dict[Place, str] = {}
    for area in sheet.merged_cells.ranges:
        text = _text(sheet.cell(area.min_row, area.min_col))
        column = next((n for n in range(area.min_col, area.max_col + 1) if n not in hidden_columns), None)
        if text.strip() and column is not None:
            covered = (row for row in range(area.min_row, area.max_row + 1) if row not in hidden_rows)
            found |= {(row, column): text for row in covered if row in rows}
    return found


def _hidden_rows(sheet: Any) -> set[int]:
    return {number for number, row in sheet.row_dimensions.items() if row.hidden or row.height == 0}


def _hidden_columns(sheet: Any) -> set[int]:
    hidden = (column for column in sheet.column_dimensions.values() if column.hidden or column.width == 0)
    return {number for column in hidden for number in range(column.min or 0, (column.max or 0) + 1)}


def _hidden_marks(sheet: Any, rows: set[int], columns: set[int]) -> Iterator[QualityMark]:
    """Only hidden rows and columns that hold something are worth a word."""
    filled = {place for place, cell in sheet._cells.items() if cell.value is not None}
    lost_rows = sorted({row for row, _ in filled} & rows)
    lost_columns = sorted({column for _, column in filled} & columns)
    if lost_rows:
        message = f"有{len(lost_rows)}行被隐藏或筛选掉，没有读取：第{_few(lost_rows)}行。"
        yield QualityMark("hidden_rows", message)
    if lost_columns:
        letters = [get_column_letter(column) for column in lost_columns]
        yield QualityMark("hidden_columns", f"有{len(letters)}列被隐藏，没有读取：{_few(letters)}列。")


def _cell_marks(code: str, message: str, cells: Iterable[Any]) -> Iterator[QualityMark]:
    names = [cell.coordinate for cell in cells]
    if names:
        yield QualityMark(code, message.format(cells=_few(names)))


def _few(names: Sequence[object]) -> str:
    return "、".join(str(name) for name in names[:_FEW]) + (f"等{len(names)}处" if len(names) > _FEW else "")


def _lost_digits(cell: Any) -> bool:
    return isinstance(cell.value, int | float) and abs(cell.value) >= 10**EXACT_DIGITS


def _unsaved(sheet: Any, formulas: Any) -> Iterator[Any]:
    """Cells with a formula for which the file keeps no result."""
    if formulas is None:
        return
    for (row, column), cell in formulas._cells.items():
        result = sheet._cells.get((row, column))
        if cell.data_type == "f" and (result is None or result.value is None):
            yield cell


def _date(value: dt.datetime, number_format: str) -> str:
    """A format that shows year and month only (2026年3月) gives ``2026-03``."""
    plain = _LITERAL.sub("", number_format).lower()
    if value.time() != dt.time():
        return value.isoformat(sep=" ", timespec="seconds")
    return value.date().isoformat() if "d" in plain or "m" not in plain else f"{value:%Y-%m}"


def _number(value: int | float, number_format: str) -> str:
    if not math.isfinite(value):
        return str(value)
    exact = Decimal(value) if value == int(value) else Decimal(f"{value:.{EXACT_DIGITS}g}")
    shape = _LITERAL.sub("", number_format.split(";")[0]).strip()
    decimals = len(shape.rstrip("%").partition(".")[2])
    if re.fullmatch(r"0{2,}", shape):
        return f"{exact:.0f}".zfill(len(shape))
    if shape.endswith("%"):
        return f"{exact * 100:.{decimals}f}%"
    if re.fullmatch(r"[#,0]*0\.0+", shape):
        return f"{exact:.{decimals}f}"
    return f"{exact:f}"
