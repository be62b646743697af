"""Rosters: the header in two lines or under a seal, merged pieces, empty cells, the closing row, spreadsheets."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intake_assist.model import ILLEGIBLE, Box, Document, Page, Row, Source
from intake_assist.reading import read_page
from tests.reading.papers import (
    ROSTER,
    ROSTER_COLUMNS,
    ROSTER_END,
    ROSTER_HEAD,
    ROSTER_ROWS,
    Entry,
    Kinds,
    Read,
    at,
    changed,
    page_of,
    reworded,
    without,
)

FIRST = {
    "serial": "1",
    "name": "徐青禾",
    "sex": "男",
    "id_number": "411002199003071236",
    "household": "本地城镇",
    "wage": "4200",
    "phone": "13800138000",
}
SECOND = {
    "serial": "2",
    "name": "郭爱柏",
    "sex": "女",
    "id_number": "411003200002290041",
    "household": "本地农村",
    "wage": "5100",
    "phone": "13800138001",
    "remark": "新增",
}
THIRD = {
    "serial": "3",
    "name": "吴秋芳",
    "sex": "男",
    "id_number": "411081197812305617",
    "household": "外地城镇",
    "wage": "6000",
    "phone": "13800138002",
}


def values(row: Row) -> dict[str, str | None]:
    return {name: field.value for name, field in row.fields.items()}


def problems(row: Row) -> dict[str, str]:
    return {name: field.problem.code for name, field in row.fields.items() if field.problem}


def test_head_and_rows(document: Read) -> None:
    found = document(ROSTER)
    assert (found.kind, found.titled) == ("roster", True)
    assert {name: field.value for name, field in found.fields.items()} == {
        "name": "许昌青禾云杉科技有限公司",
        "month": "2026-11",
        "total": "3",
        "filler": "周小禾",
    }
    assert [values(row) for row in found.rows] == [FIRST, SECOND, THIRD]
    assert [row.number for row in found.rows] == [1, 2, 3]
    assert not any(problems(row) for row in found.rows)


def test_row_and_cell_boxes_lie_on_their_texts(document: Read) -> None:
    second = document(ROSTER).rows[1]
    assert second.box is not None
    assert second.box.as_list() == [120, 360, 1510, 390]
    box = second.fields["name"].box
    assert box is not None
    assert box.as_list() == [190, 360, 280, 390]


def two_lines(old: str, upper: Entry, lower: Entry) -> list[Entry]:
    return changed(ROSTER, old, upper, lower)


@pytest.mark.parametrize(
    ("old", "upper", "lower", "column"),
    [
        ("公民身份号码", at("公民身份", 510, 222), at("号码", 540, 256), "id_number"),
        ("月缴费工资(元)", at("月缴费", 990, 222), at("工资(元)", 980, 256), "wage"),
        ("联系电话", at("联系", 1225, 222), at("电话", 1225, 256), "phone"),
        ("户籍类型", at("户籍", 810, 222), at("类型", 810, 256), "household"),
    ],
)
def test_header_in_two_lines(document: Read, old: str, upper: Entry, lower: Entry, column: str) -> None:
    rows = document(two_lines(old, upper, lower)).rows
    assert [row.fields[column].value for row in rows] == [FIRST[column], SECOND[column], THIRD[column]]
    assert [values(row) for row in rows] == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize("lost", ["姓名", "性别", "公民身份号码"])
def test_header_lost_under_a_seal_is_known_by_its_texts(document: Read, lost: str) -> None:
    rows = document(without(ROSTER, lost)).rows
    assert [values(row) for row in rows] == [FIRST, SECOND, THIRD]


@pytest.mark.parametrize(("lost", "column"), [("户籍类型", "household"), ("联系电话", "phone")])
def test_texts_of_an_unknown_column_fall_to_no_neighbour(document: Read, lost: str, column: str) -> None:
    rows = document(without(ROSTER, lost)).rows
    want = [{name: value for name, value in row.items() if name != column} for row in (FIRST, SECOND, THIRD)]
    assert [values(row) for row in rows] == want


def test_column_that_nobody_asks_for(document: Read) -> None:
    columns = reworded(ROSTER, "户籍类型", "学历")
    rows = document(columns).rows
    assert all("household" not in row.fields for row in rows)
    assert [row.fields["wage"].value for row in rows] == ["4200", "5100", "6000"]


def test_first_row_close_under_the_header_is_a_row(document: Read) -> None:
    """变动类型 with 新增 under it is a header and a cell, no header of two lines."""
    entries: list[Entry] = [
        *ROSTER_HEAD,
        *(
            at(text, x, 240)
            for text, x in (("序号", 100), ("姓名", 200), ("公民身份号码", 480), ("变动类型", 780))
        ),
    ]
    people = (
        ("徐青禾", "411002199003071236"),
        ("郭爱柏", "411003200002290041"),
        ("吴秋芳", "411081197812305617"),
    )
    for i, (name, number) in enumerate(people):
        y = 276 + 36 * i
        entries += [at(str(i + 1), 120, y), at(name, 190, y), at(number, 430, y), at("新增", 810, y)]
    rows = document(entries).rows
    assert [(row.fields["name"].value, row.fields["id_number"].value) for row in rows] == list(people)
    assert [row.fields["change_type"].value for row in rows] == ["新增"] * 3


def test_header_with_a_wrong_character(document: Read) -> None:
    rows = document(reworded(ROSTER, "公民身份号码", "公民身份号玛")).rows
    assert [values(row) for row in rows] == [FIRST, SECOND, THIRD]


def test_header_labels_in_one_piece(document: Read) -> None:
    entries = changed(without(ROSTER, "姓名"), "性别", ("姓名性别", (200, 240, 380, 270)))
    assert [values(row) for row in document(entries).rows] == [FIRST, SECOND, THIRD]


def test_label_with_a_note_in_brackets(document: Read) -> None:
    rows = document(reworded(ROSTER, "姓名", "姓名(签字)")).rows
    assert [row.fields["name"].value for row in rows] == ["徐青禾", "郭爱柏", "吴秋芳"]


@pytest.mark.parametrize(
    ("parts", "merged"),
    [
        (("1", "徐青禾"), ("1徐青禾", (120, 300, 280, 330))),
        (("男", "411002199003071236"), ("男411002199003071236", (335, 300, 727, 330))),
        (("411002199003071236", "本地城镇"), ("411002199003071236本地城镇", (430, 300, 900, 330))),
        (("徐青禾", "男"), ("徐青禾男", (190, 300, 365, 330))),
        (("1", "徐青禾", "男"), ("1徐青禾男", (120, 300, 365, 330))),
        (("徐青禾", "男", "411002199003071236"), ("徐青禾男411002199003071236", (190, 300, 727, 330))),
    ],
)
def test_merged_pieces_are_cut_into_their_columns(
    document: Read, parts: tuple[str, ...], merged: Entry
) -> None:
    kept = [entry for entry in ROSTER if not (entry[0] in parts and entry[1][1] == 300)]
    first, *others = document([*kept, merged]).rows
    assert values(first) == FIRST
    assert [values(row) for row in others] == [SECOND, THIRD]


def test_numbers_run_together_do_not_pass(document: Read) -> None:
    entries = [*without(ROSTER, "4200.00", "13800138000"), ("4200.0013800138000", (990, 300, 1361, 330))]
    assert problems(document(entries).rows[0])


def test_value_of_two_lines_in_a_cell(document: Read) -> None:
    entries = changed(ROSTER, "本地农村", at("本地", 790, 346, 26), at("农村", 790, 374, 26))
    second = document(entries).rows[1]
    assert second.fields["household"].value == "本地农村"
    assert values(second) == SECOND


def test_closing_row_and_what_stands_under_it_are_no_rows(document: Read) -> None:
    below = [
        at("4", 120, 560),
        at("周小禾", 190, 560),
        at("女", 335, 560),
        at("41100220080101002X", 430, 560),
    ]
    assert len(document(ROSTER + below).rows) == 3
    without_end = ROSTER_HEAD + ROSTER_COLUMNS + ROSTER_ROWS + below
    assert [row.fields["name"].value for row in document(without_end).rows][3:] == ["周小禾"]


def test_rows_with_nothing_but_a_number_are_left_out(document: Read) -> None:
    entries = ROSTER_HEAD + ROSTER_COLUMNS + ROSTER_ROWS + [at("4", 120, 480), at("5", 120, 540)]
    assert len(document(entries).rows) == 3


def test_a_person_with_nothing_but_an_id_number_is_a_row(document: Read) -> None:
    entries = ROSTER_HEAD + ROSTER_COLUMNS + ROSTER_ROWS + [at("41100220080101002X", 430, 480)]
    row = document(entries).rows[3]
    assert row.fields["id_number"].value == "41100220080101002X"
    assert problems(row) == {"name": "unread"}


def test_cell_without_text_is_unread(document: Read) -> None:
    second = document(without(ROSTER, "411003200002290041")).rows[1]
    cell = second.fields["id_number"]
    assert cell.value is None
    assert cell.problem is not None
    assert (cell.problem.code, cell.problem.uncertain) == ("unread", True)
    assert cell.box is not None
    assert Box(430, 360, 727, 390).intersection(cell.box) is not None


def test_cell_measured_empty_is_blank(kinds: Kinds) -> None:
    entries = without(ROSTER, "411003200002290041")
    page = page_of(entries)
    (before,) = read_page(page, kinds)
    place = before.rows[1].fields["id_number"].box
    assert place is not None
    (after,) = read_page(replace(page, empty_places=(place,)), kinds)
    problem = after.rows[1].fields["id_number"].problem
    assert problem is not None
    assert (problem.code, problem.uncertain) == ("blank", False)


def test_an_empty_place_elsewhere_changes_nothing(kinds: Kinds) -> None:
    page = replace(page_of(without(ROSTER, "411003200002290041")), empty_places=(Box(430, 300, 727, 330),))
    (found,) = read_page(page, kinds)
    assert problems(found.rows[1]) == {"id_number": "unread"}


def test_optional_cell_without_text_is_left_out(document: Read) -> None:
    first = document(without(ROSTER, "13800138000")).rows[0]
    assert "phone" not in first.fields
    assert not problems(first)


def test_wrong_check_digit_in_a_cell(document: Read) -> None:
    entries = reworded(ROSTER, "411003200002290041", "411003200002290042")
    found = document(entries).rows
    assert [problems(row) for row in found] == [{}, {"id_number": "check_digit"}, {}]


def test_without_a_header_there_are_no_rows(document: Read) -> None:
    only_one = [entry for entry in ROSTER if entry not in ROSTER_COLUMNS] + [at("序号", 100, 240)]
    found = document(only_one)
    assert found.kind == "roster"
    assert found.rows == ()


def test_a_header_without_rows(document: Read) -> None:
    assert document(ROSTER_HEAD + ROSTER_COLUMNS).rows == ()
    assert document(ROSTER_HEAD + ROSTER_COLUMNS + ROSTER_END).rows == ()


# -- spreadsheets -----------------------------------------------------------------------------------------

CELLS: tuple[tuple[str, ...], ...] = (
    ("参保人员花名册", "", "", "", "", ""),
    ("单位名称：", "许昌青禾云杉科技有限公司", "", "", "参保年月：", "2026年11月"),
    ("序号", "姓名", "性别", "公民身份号码", "月缴费工资(元)", "联系电话"),
    ("1", "徐青禾", "男", "411002199003071236", "4200", "13800138000"),
    ("2", "郭爱柏", "女", "411003200002290041", "5,100.00", ""),
    ("", "", "", "", "", ""),
    ("3", "吴秋芳", "男", "", "6000"),
    ("合计", "3人", "", "", "", ""),
    ("4", "周小禾", "女", "41100220080101002X", "4000", "13800138003"),
)


def read_cells(kinds: Kinds, cells: tuple[tuple[str, ...], ...]) -> Document:
    (found,) = read_page(Page(Source("a.xlsx"), cells=cells), kinds)
    return found


def test_spreadsheet(kinds: Kinds) -> None:
    found = read_cells(kinds, CELLS)
    assert found.kind == "roster"
    assert found.value("name") == "许昌青禾云杉科技有限公司"
    assert found.value("month") == "2026-11"
    assert [row.fields["name"].value for row in found.rows] == ["徐青禾", "郭爱柏", "吴秋芳"]
    assert [row.fields["wage"].value for row in found.rows] == ["4200", "5100", "6000"]
    assert [row.number for row in found.rows] == [1, 2, 3]


def test_spreadsheet_has_no_places(kinds: Kinds) -> None:
    found = read_cells(kinds, CELLS)
    assert found.region is None
    assert all(field.box is None for field in found.fields.values())
    assert all(row.box is None and row.page == "a.xlsx#1" for row in found.rows)
    assert all(cell.box is None for row in found.rows for cell in row.fields.values())


def test_empty_cell_of_a_spreadsheet_is_blank_beyond_doubt(kinds: Kinds) -> None:
    rows = read_cells(kinds, CELLS).rows
    assert [problems(row) for row in rows] == [{}, {}, {"id_number": "blank"}]
    blank = rows[2].fields["id_number"]
    assert blank.problem is not None
    assert not blank.problem.uncertain
    assert (blank.value, blank.confidence) == (None, 1.0)
    assert rows[1].fields["phone"].value is None


def test_a_cell_that_could_not_be_read_is_not_blank(kinds: Kinds) -> None:
    row = ("1", ILLEGIBLE, "男", "411002199003071236", "4200", "")
    cell = read_cells(kinds, (*CELLS[:3], row)).rows[0].fields["name"]
    assert cell.problem is not None
    assert (cell.value, cell.problem.code, cell.problem.uncertain) == (None, "unread", True)


def test_spreadsheet_header_far_down(kinds: Kinds) -> None:
    padded = CELLS[:2] + (("说明：本表由单位填写", "", "", "", "", ""),) * 5 + CELLS[2:]
    assert len(read_cells(kinds, padded).rows) == 3


def test_spreadsheet_without_a_header_has_no_rows(kinds: Kinds) -> None:
    found = read_cells(kinds, CELLS[:2] + CELLS[3:])
    assert found.rows == ()


def test_spreadsheet_of_blanks_is_a_document_of_no_kind(kinds: Kinds) -> None:
    found = read_cells(kinds, (("", " "), ("　",)))
    assert (found.kind, found.kind_confidence, dict(found.fields), found.rows) == (None, 0.0, {}, ())


def test_wrong_number_in_a_spreadsheet(kinds: Kinds) -> None:
    wrong = (*CELLS[:3], ("1", "徐青禾", "男", "411002199003071235", "4200", "13800138000"))
    (row,) = read_cells(kinds, wrong).rows
    assert row.fields["id_number"].value == "411002199003071235"
    assert problems(row) == {"id_number": "check_digit"}


@pytest.mark.parametrize("slope", [-0.035, 0.035])
def test_table_that_tilts_keeps_its_rows(document: Read, slope: float) -> None:
    tilted = [
        (text, (x0, y0 + slope * (x0 + x1) / 2, x1, y1 + slope * (x0 + x1) / 2), *rest)
        for text, (x0, y0, x1, y1), *rest in ROSTER
    ]
    level, found = document(ROSTER).rows, document(tilted).rows
    assert [{n: c.value for n, c in row.fields.items()} for row in found] == [
        {n: c.value for n, c in row.fields.items()} for row in level
    ]
    cell = found[0].fields["id_number"]
    assert any(cell.box is not None and Box(*entry[1]).contains(cell.box, 0.8) for entry in tilted)


def test_words_of_a_usage_stamp_are_no_cells(document: Read) -> None:
    box = next(entry[1] for entry in ROSTER if entry[0] == "411003200002290041")
    stamp = at("与原件一致", box[0] - 80, box[3] + 2, size=22)
    assert document([*ROSTER, stamp]).rows == document(ROSTER).rows


def test_number_of_a_seal_that_runs_into_a_code(document: Read) -> None:
    rows = document(reworded(ROSTER, "411002199003071236", "0669317411002199003071236")).rows
    assert rows[0].fields["id_number"].value == "411002199003071236"


@pytest.mark.parametrize(
    ("head", "name"),
    [
        ("许昌青禾云杉科技有限公参保年月：2026年11月", "许昌青禾云杉科技有限公司"),
        ("许昌青禾云杉餐饮股份有限参探月：2026年11月", "许昌青禾云杉餐饮股份有限公司"),
        ("许昌青禾农机服务农民专业合年月：2026年11月", "许昌青禾农机服务农民专业合作社"),
        ("许昌青禾咨询中心(有限保储月：2026年11月", "许昌青禾咨询中心(有限合伙)"),
    ],
)
@pytest.mark.parametrize("label", ["单位名称：", ""])
def test_name_printed_into_the_next_label(document: Read, label: str, head: str, name: str) -> None:
    apart = [] if label else [at("单位名称", 100, 160)]
    entries = [*ROSTER[:1], *apart, at(label + head, 100 if label else 240, 160), *ROSTER[3:]]
    found = document(entries)
    assert (found.value("name"), found.value("month")) == (name, "2026-11")
    assert found.fields["name"].problem is None


def test_name_torn_by_a_month_is_in_doubt(document: Read) -> None:
    head = at("单位名称：许昌青禾建筑有限公都区分2026年11月", 100, 160)
    name = document([ROSTER[0], head, *ROSTER[3:]]).fields["name"]
    assert name.problem is not None
    assert (name.text, name.problem.code, name.problem.uncertain) == (
        "许昌青禾建筑有限公都区分",
        "torn",
        True,
    )
    assert name.confidence <= 0.6


def test_months_of_columns_are_no_labels_of_the_head(document: Read) -> None:
    found = document([*ROSTER[:2], at("合同开始年月：2026年11月起", 1150, 160), *ROSTER[3:]])
    assert found.value("name") == "许昌青禾云杉科技有限公司"


def test_name_whose_label_was_not_read(document: Read) -> None:
    found = document([ROSTER[0], at("许昌青禾云杉科技有限公司", 300, 160), *ROSTER[2:]])
    assert found.value("name") == "许昌青禾云杉科技有限公司"


def test_two_names_without_a_label_are_nobodys(document: Read) -> None:
    names = [at("许昌青禾云杉科技有限公司", 300, 160), at("许昌市社会保险服务中心", 300, 20)]
    name = document([ROSTER[0], *names, *ROSTER[2:]]).fields["name"]
    assert (name.value, name.problem and name.problem.code) == (None, "unread")


def test_name_that_ends_within_its_brackets(document: Read) -> None:
    found = document([ROSTER[0], at("单位名称：许昌青禾咨询合伙企业(有限", 100, 160), *ROSTER[2:]])
    assert found.value("name") == "许昌青禾咨询合伙企业(有限合伙)"


def test_name_with_the_beginning_of_the_next_label(document: Read) -> None:
    head = [
        at("单位名称：许昌青禾云杉科技有限公司统一社", 100, 160),
        at("信用代码：91411002MA9TE5T04A", 760, 160),
    ]
    found = document([ROSTER[0], *head, *ROSTER[3:]])
    assert found.value("name") == "许昌青禾云杉科技有限公司"


def test_header_lost_under_a_seal_whose_number_runs_into_a_cell(document: Read) -> None:
    """One number in three is spoilt; the check digits of the others leave no doubt what the column holds."""
    entries = reworded(without(ROSTER, "公民身份号码"), "411002199003071236", "4110023341100219900307123")
    rows = document(entries).rows
    assert [row.fields["id_number"].value for row in rows][1:] == [
        SECOND["id_number"],
        THIRD["id_number"],
    ]
    assert rows[0].fields["id_number"].problem is not None


def test_a_number_that_is_right_by_chance_is_not_taken_out_of_a_longer_one(document: Read) -> None:
    """No county ever had 441005."""
    entries = reworded(ROSTER, "411002199003071236", "105029441005196612157597")
    found = document(entries).rows[0].fields["id_number"]
    assert found.value != "441005196612157597"
    assert found.problem is not None
