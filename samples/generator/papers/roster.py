"""参保人员花名册 as a ruled table, and as a workbook."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from samples.generator import say, seals
from samples.generator.pen import Pen, new_pen
from samples.generator.sheet import A4, A4_LANDSCAPE, Document, Sheet

Fields = Mapping[str, str]
RowFields = Mapping[str, str]
# field -> weight of its column
_WIDTHS = {
    "serial": 1.1,
    "name": 2.3,
    "sex": 1.1,
    "id_number": 5.2,
    "birth": 2.9,
    "ethnicity": 1.6,
    "household": 2.8,
    "employment_date": 2.9,
    "insured_types": 4.2,
    "start_month": 2.3,
    "wage": 2.0,
    "phone": 3.2,
    "change_type": 2.0,
    "remark": 1.6,
}


@dataclass(frozen=True)
class RosterLayout:
    """Columns as (field, header). `dates` is how dates are printed."""

    title: str
    columns: tuple[tuple[str, str], ...]
    landscape: bool
    name_label: str
    filler_label: str
    dates: str = "dash"


LAYOUTS: dict[str, RosterLayout] = {
    "portrait_short": RosterLayout(
        "参保人员花名册",
        (
            ("serial", "序号"),
            ("name", "姓名"),
            ("sex", "性别"),
            ("id_number", "公民身份号码"),
            ("start_month", "参保年月"),
            ("wage", "月缴费工资"),
            ("remark", "备注"),
        ),
        False,
        "单位名称（章）：",
        "填表人：",
    ),
    "landscape_full": RosterLayout(
        "社会保险参保人员花名册",
        (
            ("serial", "序号"),
            ("name", "姓名"),
            ("sex", "性别"),
            ("ethnicity", "民族"),
            ("birth", "出生日期"),
            ("id_number", "公民身份号码"),
            ("household", "户籍类型"),
            ("employment_date", "入职日期"),
            ("start_month", "起缴年月"),
            ("wage", "月缴费工资（元）"),
            ("phone", "联系电话"),
        ),
        True,
        "单位名称（盖章）：",
        "制表人：",
        "dot",
    ),
    "increase": RosterLayout(
        "参保人员增加表",
        (
            ("serial", "序号"),
            ("name", "姓名"),
            ("id_number", "身份证号码"),
            ("change_type", "变动类型"),
            ("employment_date", "用工日期"),
            ("insured_types", "参保险种"),
            ("wage", "申报工资"),
            ("phone", "手机号码"),
        ),
        True,
        "参保单位：",
        "经办人：",
        "slash",
    ),
    "basic": RosterLayout(
        "参加社会保险人员基本情况表",
        (
            ("serial", "序号"),
            ("name", "职工姓名"),
            ("id_number", "社会保障号码"),
            ("birth", "出生年月日"),
            ("household", "户口性质"),
            ("employment_date", "参加工作时间"),
            ("start_month", "缴费起始年月"),
            ("wage", "缴费基数"),
        ),
        True,
        "填报单位（公章）：",
        "填报人：",
        "plain",
    ),
}
_DATES: dict[str, Callable[[str], str]] = {
    "dash": str,
    "dot": say.dotted_date,
    "slash": say.slash_date,
    "plain": lambda value: value.replace("-", ""),
}


def printed(layout: RosterLayout, name: str, value: str) -> str:
    """A normalised cell as this layout prints it."""
    if not value:
        return ""
    if name in ("birth", "employment_date"):
        return _DATES[layout.dates](value)
    if name == "start_month":
        return value.replace("-", "") if layout.dates in ("dash", "plain") else value.replace("-", ".")
    return value


def paint(
    fields: Fields,
    rows: Sequence[RowFields],
    layout: str,
    seal: seals.Press,
    hand: bool,
    rng: random.Random,
    dpi: float,
) -> Sheet:
    """`fields` name, uscc, month, total, filler; each of `rows` normalised values by column name."""
    plan = LAYOUTS[layout]
    size = A4_LANDSCAPE if plan.landscape else A4
    sheet = Sheet.blank(size, dpi)
    doc = sheet.document("roster", layout)
    pen = new_pen(rng, hand)
    sheet.text(size[0] / 2, 24, plan.title, rng.choice(("song_bold", "hei_bold")), 19, anchor="ms")
    _head(sheet, doc, plan, fields, pen)
    end = _grid(sheet, doc, plan, rows, pen, rng)
    _foot(sheet, doc, plan, fields, pen, end)
    foot = (size[0] - 60, min(end + 4, size[1] - 26))
    seal.on(sheet, *rng.choice(((62, 35), (62, 35), foot)))
    return sheet


def _head(sheet: Sheet, doc: Document, plan: RosterLayout, fields: Fields, pen: Pen) -> None:
    x = 15.0
    for label, name in ((plan.name_label, "name"), ("统一社会信用代码：", "uscc"), ("参保年月：", "month")):
        value = fields.get(name, "")
        if not value:
            continue
        y = 34.0
        if name == "uscc" and not plan.landscape:
            x, y = 15.0, 41.0
        sheet.text(x, y, label, "song", 11)
        x += sheet.width_of(label, "song", 11) + 1
        text = value.replace("-", "年") + "月" if name == "month" else value
        box = pen.line(sheet, x, y, text)
        doc.put(name, value, box)
        x = max(x + 40, box[2] * 25.4 / sheet.dpi + 8)


def _grid(
    sheet: Sheet, doc: Document, plan: RosterLayout, rows: Sequence[RowFields], pen: Pen, rng: random.Random
) -> float:
    left, top = 13.0, (38.0 if plan.landscape else 45.0)
    width = (297.0 if plan.landscape else 210.0) - 26
    unit = width / sum(_WIDTHS[name] for name, _ in plan.columns)
    room = (210.0 if plan.landscape else 297.0) - top - 32
    height = min(9.5, room / (len(rows) + 2.5))
    labels = Pen(rng, face="song", size=10)
    edges = [left]
    for name, _ in plan.columns:
        edges.append(edges[-1] + _WIDTHS[name] * unit)
    for place, (_, header) in enumerate(plan.columns):
        labels.cell(sheet, (edges[place], top, edges[place + 1], top + height * 1.3), header, center=True)
    y = top + height * 1.3
    spare = rng.choice((0, 1, 2)) if len(rows) < 12 else 0
    for number in range(len(rows) + spare):
        if number < len(rows):
            _person(sheet, doc, plan, rows[number], number, (edges, y, height), pen)
        y += height
    _rules(sheet, edges, top, height, len(rows) + spare)
    return y


def _person(
    sheet: Sheet,
    doc: Document,
    plan: RosterLayout,
    row: RowFields,
    number: int,
    place: tuple[list[float], float, float],
    pen: Pen,
) -> None:
    edges, y, height = place
    shown = {**row, "serial": str(number + 1)}
    small = Pen(pen.rng, pen.hand, pen.face, pen.size - 1, pen.color)
    for column, (name, _) in enumerate(plan.columns):
        text = printed(plan, name, shown.get(name, ""))
        small.cell(
            sheet, (edges[column], y, edges[column + 1], y + height), text, center=name != "insured_types"
        )
    labelled = [name for name, _ in plan.columns if name not in ("serial", "remark")]
    doc.rows.append({name: row[name] for name in labelled if row.get(name)})


def _rules(sheet: Sheet, edges: list[float], top: float, height: float, rows: int) -> None:
    bottom = top + height * (rows + 1.3)
    for x in edges:
        sheet.line(x, top, x, bottom)
    sheet.line(edges[0], top, edges[-1], top, 0.4)
    for row in range(rows + 1):
        y = top + height * (row + 1.3)
        sheet.line(edges[0], y, edges[-1], y)


def _foot(sheet: Sheet, doc: Document, plan: RosterLayout, fields: Fields, pen: Pen, end: float) -> None:
    y = end + 8
    if fields.get("total"):
        sheet.text(16, y, "合计：", "song", 11)
        doc.put("total", fields["total"], pen.line(sheet, 29, y, fields["total"]))
        sheet.text(38, y, "人", "song", 11)
    x = 150.0 if plan.landscape else 96.0
    sheet.text(x, y, plan.filler_label, "song", 11)
    if fields.get("filler"):
        doc.put("filler", fields["filler"], pen.line(sheet, x + 17, y, fields["filler"]))
    sheet.text(x + 50, y, "单位负责人：", "song", 11)
