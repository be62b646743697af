"""Lists of cases for a spreadsheet. What applicants wrote is never taken for a formula."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

HEADS: Mapping[str, int] = {
    "收件编号": 18,
    "事项": 30,
    "申请单位": 36,
    "统一社会信用代码": 22,
    "状态": 10,
    "窗口人员": 12,
    "收件时间": 18,
    "最后修改": 18,
    "清单版本": 14,
}
"""Headings and widths in characters."""
STATUSES: Mapping[str, str] = {
    "open": "办理中",
    "notified": "已告知",
    "accepted": "已受理",
    "withdrawn": "已撤回",
}
BOM = b"\xef\xbb\xbf"
_FORMULA = re.compile(r"^[\s\x00-\x1f]*[=+\-@＝＋－＠]|^[\t\r\n]")
_LONG_NUMBER = re.compile(r"\d{12,}")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Listed(Protocol):
    """What is known of a case without opening it; times are aware."""

    @property
    def number(self) -> str: ...
    @property
    def matter(self) -> str: ...
    @property
    def checklist_version(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def created_at(self) -> dt.datetime: ...
    @property
    def changed_at(self) -> dt.datetime: ...
    @property
    def clerk(self) -> str: ...
    @property
    def company(self) -> str | None: ...
    @property
    def uscc(self) -> str | None: ...


def cases_csv(cases: Iterable[Listed], titles: Mapping[str, str], zone: dt.tzinfo | None = None) -> bytes:
    """UTF-8 with the mark by which Excel knows it. `titles` names matters by id; times are told in `zone`, by
    default this machine's. A text that a spreadsheet would compute gets an apostrophe before it, a number too
    long for it a tab."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(HEADS)
    for case in cases:
        writer.writerow([guarded(text) for text in _row(case, titles, zone)])
    return BOM + out.getvalue().encode("utf-8", "replace")


def cases_xlsx(cases: Iterable[Listed], titles: Mapping[str, str], zone: dt.tzinfo | None = None) -> bytes:
    """A workbook with one sheet, its head fixed and filterable. Every cell is text."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("案件")
    sheet.freeze_panes = "A2"
    for at, width in enumerate(HEADS.values(), start=1):
        sheet.column_dimensions[get_column_letter(at)].width = width
    sheet.append([_cell(sheet, head, bold=True) for head in HEADS])
    rows = [_row(case, titles, zone) for case in cases]
    for row in rows:
        sheet.append([_cell(sheet, text) for text in row])
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(HEADS))}{len(rows) + 1}"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def guarded(text: str) -> str:
    """The text as a CSV may hold it without a spreadsheet computing or rounding it."""
    if _FORMULA.search(text):
        return f"'{text}"
    return f"\t{text}" if _LONG_NUMBER.fullmatch(text) else text


def _cell(sheet: Any, text: str, *, bold: bool = False) -> Any:
    cell = WriteOnlyCell(sheet, value=_UNPRINTABLE.sub("", text))
    cell.data_type = "s"  # openpyxl would make a formula of a text that begins with =
    cell.number_format = "@"
    cell.alignment = Alignment(vertical="center")
    if bold:
        cell.font = Font(bold=True)
    return cell


def _row(case: Listed, titles: Mapping[str, str], zone: dt.tzinfo | None) -> list[str]:
    return [
        case.number,
        titles.get(case.matter, case.matter),
        case.company or "",
        case.uscc or "",
        STATUSES.get(case.status, case.status),
        case.clerk,
        f"{case.created_at.astimezone(zone):%Y-%m-%d %H:%M}",
        f"{case.changed_at.astimezone(zone):%Y-%m-%d %H:%M}",
        case.checklist_version,
    ]
