"""Rosters come as the screen shows them, and what the file hides or has lost is said."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.chart import BarChart, Reference
from openpyxl.drawing.image import Image as Drawing
from openpyxl.worksheet.worksheet import Worksheet

from intake_assist.ingest import Limits, Rejected, SourceFile, pages, sheets
from intake_assist.ingest.workbook import display
from intake_assist.model import ILLEGIBLE, Source

from .making import DATA, SMALL, Desk, encoded, quadrants

Fill = Callable[[Worksheet], Any]


def edited(path: Path, old: bytes, new: bytes) -> bytes:
    """The workbook with a piece of its XML exchanged, for what the library does not write.

    An empty element may be written in three ways, depending on the XML library that is there.
    """
    out, found = io.BytesIO(), 0
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            body = source.read(name).replace(b"<v></v>", b"<v />").replace(b"<v/>", b"<v />")
            found += old in body
            target.writestr(name, body.replace(old, new))
    assert found
    return out.getvalue()


def roster(desk: Desk, fill: Fill) -> Any:
    return desk.load(desk.book("花名册.xlsx", lambda book: fill(book.active)))


@pytest.mark.parametrize(
    ("value", "number_format", "expected"),
    [
        (None, "General", ""),
        ("  张三 ", "General", "  张三 "),
        ("411000199001011233", "@", "411000199001011233"),
        (True, "General", "TRUE"),
        (False, "General", "FALSE"),
        (12, "General", "12"),
        (12.0, "General", "12"),
        (12.5, "General", "12.5"),
        (0.1 + 0.2, "General", "0.3"),
        (1e20, "General", "100000000000000000000"),
        (4.11e17, "General", "411000000000000000"),
        (411000199001011233, "0", "411000199001011233"),
        (1e-7, "General", "0.0000001"),
        (-3, "General", "-3"),
        (41000, "000000", "041000"),
        (7, "00", "07"),
        (5000, "#,##0.00", "5000.00"),
        (5000.5, "0.00", "5000.50"),
        (5000, "0.00_ ", "5000.00"),
        (5000, "#,##0", "5000"),
        (5000.4, '"¥"#,##0.00;[Red]-"¥"#,##0.00', "5000.40"),
        (0.08, "0%", "8%"),
        (0.085, "0.0%", "8.5%"),
        (float("inf"), "0.00", "inf"),
        (dt.datetime(2026, 3, 5), "yyyy/m/d", "2026-03-05"),
        (dt.datetime(2026, 3, 5), 'yyyy"年"m"月"d"日"', "2026-03-05"),
        (dt.datetime(2026, 3, 1), 'yyyy"年"m"月"', "2026-03"),
        (dt.datetime(2026, 3, 1), "yyyy-mm", "2026-03"),
        (dt.datetime(2026, 3, 1), "[$-804]yyyy-mm", "2026-03"),
        (dt.datetime(2026, 3, 1), "General", "2026-03-01"),
        (dt.datetime(2026, 3, 5, 9, 30), "yyyy/m/d h:mm", "2026-03-05 09:30:00"),
        (dt.date(2026, 3, 5), "General", "2026-03-05"),
        (dt.time(9, 30), "h:mm", "09:30:00"),
        (dt.timedelta(hours=30), "[h]:mm", "1 day, 6:00:00"),
        ("#N/A", "General", "#N/A"),
    ],
)
def test_display(value: object, number_format: str, expected: str) -> None:
    assert display(value, number_format) == expected


def test_dates_numbers_and_text_from_a_real_file(desk: Desk) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.append(["姓名", "证件号码", "出生日期", "参保年月", "缴费工资", "邮编"])
        sheet.append(["张三", "411000199001011233", dt.date(1990, 1, 1), dt.date(2026, 3, 1), 5000.0, 41000])
        sheet["D2"].number_format = 'yyyy"年"m"月"'
        sheet["F2"].number_format = "000000"

    sheet = roster(desk, fill)
    assert sheet.cells == (
        ("姓名", "证件号码", "出生日期", "参保年月", "缴费工资", "邮编"),
        ("张三", "411000199001011233", "1990-01-01", "2026-03", "5000", "041000"),
    )
    assert (sheet.image, sheet.dpi, sheet.quality) == (None, None, ())


def merge_unit(sheet: Worksheet) -> None:
    for row in (
        ["花名册", None, None],
        ["单位", "姓名", "险种"],
        ["甲公司", "张三", "养老"],
        [None, "李四", None],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("A3:A4")
    sheet.merge_cells("C3:C9")


def hide_rows(sheet: Worksheet) -> None:
    for name in "甲乙丙丁":
        sheet.append([name, "x"])
    sheet.row_dimensions[2].hidden = sheet.row_dimensions[3].hidden = True
    sheet.row_dimensions[90].hidden = True  # nothing in it


def hide_columns(sheet: Worksheet) -> None:
    sheet.append(["a", "b", "c", "d"])
    sheet.column_dimensions["B"].hidden = True
    sheet.column_dimensions.group("C", "D", hidden=True)


def merge_over_hidden(sheet: Worksheet) -> None:
    sheet.append(["甲公司", None, "张三"])
    sheet.append([None, None, "李四"])
    sheet.merge_cells("A1:B2")
    sheet.column_dimensions["A"].hidden = True
    sheet.row_dimensions[1].hidden = True


def far_away(sheet: Worksheet) -> None:
    sheet["C5"] = "a"
    sheet["XFD1048576"] = "b"


@pytest.mark.parametrize(
    ("fill", "cells", "codes"),
    [
        (
            merge_unit,
            (
                ("花名册", "", ""),
                ("单位", "姓名", "险种"),
                ("甲公司", "张三", "养老"),
                ("甲公司", "李四", "养老"),
            ),
            [],
        ),
        (hide_rows, (("甲", "x"), ("丁", "x")), ["hidden_rows"]),
        (hide_columns, (("a",),), ["hidden_columns"]),
        (merge_over_hidden, (("甲公司", "李四"),), ["hidden_rows", "hidden_columns"]),
        (far_away, (("a", ""), ("", "b")), []),
        (lambda sheet: sheet.append([" ", "\n", "x"]), (("x",),), []),
    ],
)
def test_layout(desk: Desk, fill: Fill, cells: tuple[tuple[str, ...], ...], codes: list[str]) -> None:
    sheet = roster(desk, fill)
    assert sheet.cells == cells
    assert [mark.code for mark in sheet.quality] == codes


def test_rows_and_columns_drawn_to_nothing_are_hidden(desk: Desk) -> None:
    def fill(book: Any) -> None:
        book.active.append(["a", "b"])
        book.active.append(["c", "d"])
        book.active.row_dimensions[2].height = 7
        book.active.column_dimensions["B"].width = 7

    path = desk.book("a.xlsx", fill)
    path = desk.put("b.xlsx", edited(path, b'ht="7"', b'ht="0"'))
    sheet = desk.load(desk.put("c.xlsx", edited(path, b'width="7"', b'width="0"')))
    assert sheet.cells == (("a",),)
    assert [mark.code for mark in sheet.quality] == ["hidden_rows", "hidden_columns"]


def test_what_is_hidden_is_named(desk: Desk) -> None:
    assert "有2行" in roster(desk, hide_rows).quality[0].message
    assert "第2、3行" in roster(desk, hide_rows).quality[0].message
    assert "B、C、D列" in roster(desk, hide_columns).quality[0].message


@pytest.mark.parametrize(
    ("value", "lost"),
    [
        ("411000199001011233", False),
        (411000199001011200, True),
        (4.110001990010112e17, True),
        (1_000_000_000_000_000, True),
        (999_999_999_999_999, False),
        (13800138000, False),
    ],
)
def test_numbers_too_long_for_a_number_are_flagged(desk: Desk, value: object, lost: bool) -> None:
    sheet = roster(desk, lambda sheet: sheet.append(["号码", value]))
    assert [mark.code for mark in sheet.quality] == (["precision_lost"] if lost else [])
    assert all("B1" in mark.message and "15位" in mark.message for mark in sheet.quality)
    whole = str(int(value))  # type: ignore[call-overload]
    assert sheet.cells[0][1] == (whole[:15] + ILLEGIBLE * (len(whole) - 15) if lost else whole)


def test_many_lost_numbers_give_one_short_mark(desk: Desk) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in range(50):
            sheet.append([411000199001011200 + row])

    (mark,) = roster(desk, fill).quality
    assert "A1、A2、A3、A4、A5等50处" in mark.message


@pytest.mark.parametrize(
    ("result", "cells", "codes"),
    [(b"<v>5</v>", (("2", "3", "5"),), []), (b"", (("2", "3", ILLEGIBLE),), ["formula_unsaved"])],
)
def test_formulas_give_their_saved_result(
    desk: Desk, result: bytes, cells: tuple[tuple[str, ...], ...], codes: list[str]
) -> None:
    path = desk.book("a.xlsx", lambda book: book.active.append([2, 3, "=A1+B1"]))
    sheet = desk.load(desk.put("b.xlsx", edited(path, b"</f><v />", b"</f>" + result)))
    assert sheet.cells == cells
    assert [mark.code for mark in sheet.quality] == codes
    assert all("C1" in mark.message for mark in sheet.quality)


def several(book: Any) -> None:
    book.active.title = "说明"
    book.create_sheet("增员").append(["张三"])
    book.create_sheet("旧数据").append(["李四"])
    book["旧数据"].sheet_state = "hidden"
    book.create_sheet("更旧").sheet_state = "veryHidden"
    chart = BarChart()
    chart.add_data(Reference(book["增员"], min_col=1, min_row=1))
    book.create_chartsheet("图").add_chart(chart)
    book.create_sheet("减员").append(["王五"])


def test_visible_sheets_with_content_are_the_pages(desk: Desk) -> None:
    file = desk.only(desk.book("a.xlsx", several))
    assert isinstance(file, SourceFile)
    assert list(pages(file)) == [Source(file.file, 1), Source(file.file, 2)]
    found = [sheet for sheet in sheets(file) if not isinstance(sheet, Rejected)]
    assert [sheet.cells for sheet in found] == [(("张三",),), (("王五",),)]
    assert {mark.message for sheet in found for mark in sheet.quality} == {
        "有2个隐藏的工作表没有读取：旧数据、更旧。"
    }
    assert desk.refusal(file.path, page=3).code == "no_such_page"


def only_hidden(book: Any) -> None:
    book.create_sheet("秘").append([1])
    book["秘"].sheet_state = "hidden"


def only_picture(book: Any) -> None:
    book.active.add_image(Drawing(io.BytesIO(encoded(quadrants(), "PNG"))), "A1")


@pytest.mark.parametrize(
    ("fill", "said"),
    [(lambda _: None, "没有可见的内容。"), (only_hidden, "只有图片或隐藏"), (only_picture, "只有图片或隐藏")],
)
def test_nothing_to_see(desk: Desk, fill: Callable[[Any], Any], said: str) -> None:
    error = desk.refusal(desk.book("a.xlsx", fill))
    assert (error.code, said in error.message) == ("workbook_empty", True)


def test_pictures_in_a_sheet_are_mentioned(desk: Desk) -> None:
    def fill(book: Any) -> None:
        only_picture(book)
        book.active["D9"] = "见图"

    assert [mark.code for mark in desk.load(desk.book("a.xlsx", fill)).quality] == ["pictures"]


@pytest.mark.parametrize("area", ["A1:XFD1048576", "B2:ZZ9000"])
@pytest.mark.parametrize("what", ["mergeCells", "hyperlinks"])
def test_huge_ranges_are_refused_before_they_are_built(desk: Desk, area: str, what: str) -> None:
    path = desk.book("a.xlsx", lambda book: book.active.append(["x"]))
    inner = (
        f'<mergeCell ref="{area}"/>' if what == "mergeCells" else f'<hyperlink ref="{area}" location="x"/>'
    )
    data = edited(path, b"</sheetData>", f"</sheetData><{what}>{inner}</{what}>".encode())
    assert desk.refusal(desk.put("b.xlsx", data)).code == "workbook_too_big"


@pytest.mark.parametrize("limits", [Limits(max_workbook_bytes=1000), Limits(max_cells=99)])
def test_size_limits(desk: Desk, limits: Limits) -> None:
    def fill(book: Any) -> None:
        for _ in range(10):
            book.active.append(list(range(10)))

    path = desk.book("a.xlsx", fill)
    assert desk.load(path).cells is not None
    assert desk.refusal(path, limits=limits).code == "workbook_too_big"


def test_zip_bomb_is_refused_unopened(desk: Desk) -> None:
    path = desk.book("a.xlsx", lambda book: book.active.append(["x"]))
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet9.xml", b" " * 50_000_000)
    assert desk.refusal(path, limits=Limits()).code == "workbook_too_big"


@pytest.mark.parametrize(("name", "code"), [("encrypted.xlsx", "password"), ("old.xls", "unsupported")])
def test_files_of_office(desk: Desk, name: str, code: str) -> None:
    assert desk.refusal(DATA / name, limits=SMALL).code == code


def test_macros_and_another_name_make_no_difference(desk: Desk) -> None:
    path = desk.book("名单.xlsm", lambda book: book.active.append(["张三"]))
    assert desk.load(path).cells == (("张三",),)
    assert desk.load(path.rename(path.with_suffix(".jpg"))).cells == (("张三",),)


def test_warnings_of_the_library_stay_inside(desk: Desk) -> None:
    path = desk.book("a.xlsx", lambda book: book.active.append(["x"]))
    extension = b'<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}"/></extLst></worksheet>'
    path = desk.put("b.xlsx", edited(path, b"</worksheet>", extension))
    with pytest.warns(UserWarning, match="not supported"):
        openpyxl.load_workbook(path)
    assert desk.load(path).cells == (("x",),)
