"""社会保险登记表 in the wording of several cities, and a superseded form without the social credit code."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass

from samples.generator import say, seals
from samples.generator.pen import Pen, new_pen
from samples.generator.sheet import A4, Document, Sheet
from samples.generator.table import Block, Form, Label, Row, Ticks, Value, Words

Fields = Mapping[str, str]
_GAP = "　"
_TYPES = ("企业", "事业单位", "机关", "社会团体", "民办非企业单位", "个体工商户", "其他")
_INSURANCES = ("养老保险", "医疗保险", "工伤保险", "失业保险", "生育保险")
_LONG_INSURANCES = ("职工基本养老保险", "职工基本医疗保险", "工伤保险", "失业保险", "生育保险")


@dataclass(frozen=True)
class Wording:
    """One city's form. `line` are labelled values above the table: (label, field); `foot` below it."""

    title: str
    parts: tuple[Row | Block, ...]
    line: tuple[tuple[str, str], ...]
    foot: tuple[tuple[str, str], ...]
    seal: tuple[float, float]  # a negative height counts from the foot of the table
    subtitle: str = ""


_XUCHANG = Wording(
    "社会保险登记表",
    (
        Row(
            10,
            (
                Label("统一社会信用代码", 3),
                Value("uscc", 5),
                Label("登记类型", 2),
                Ticks("kind", ("新参保", "转入", "其他"), 5),
            ),
        ),
        Row(13, (Label("单位类型", 3), Ticks("entity_type", _TYPES, 12))),
        Row(11, (Label("单位地址", 3), Value("address", 7), Label("邮政编码", 2), Value("postcode", 3))),
        Row(
            10,
            (
                Label("所属行业", 3),
                Value("industry", 5),
                Label("隶属关系", 2),
                Ticks("level", ("中央", "省", "市", "县"), 5),
            ),
        ),
        Block(
            "工商登记\n执照信息",
            (
                Row(
                    10,
                    (
                        Label("执照种类", 2),
                        Words("营业执照", 4),
                        Label("发照日期", 2),
                        Value("license_date", 4),
                    ),
                ),
            ),
            2,
        ),
        Block(
            "法定代表\n人或负责\n人",
            (
                Row(
                    10,
                    (
                        Label("姓　　名", 2),
                        Value("principal", 3),
                        Label("联系电话", 2),
                        Value("principal_phone", 4),
                    ),
                ),
                Row(10, (Label("公民身份号码", 3), Value("principal_id_number", 8))),
            ),
            2,
        ),
        Block(
            "缴费单位\n专管员",
            (
                Row(
                    10,
                    (
                        Label("姓　　名", 2),
                        Value("agent_name", 3),
                        Label("所在部门", 2),
                        Value("agent_department", 4),
                    ),
                ),
                Row(10, (Label("联系电话", 2), Value("agent_phone", 9))),
            ),
            2,
        ),
        Block(
            "银行账户",
            (
                Row(11, (Label("开户银行", 2), Value("bank_name", 9))),
                Row(11, (Label("户　　名", 2), Value("account_name", 9))),
                Row(10, (Label("账　　号", 2), Value("account_no", 9))),
            ),
            2,
        ),
        Row(13, (Label("参加险种", 3), Ticks("insured_types", _INSURANCES, 12))),
        Row(
            22,
            (
                Label("社会保险经办\n机构审核意见", 3),
                Words(
                    f"\n{_GAP * 20}（章）\n{_GAP * 18}年　　月　　日",
                    12,
                ),
            ),
        ),
    ),
    (("单位名称（章）：", "name"),),
    (("单位负责人：", ""), ("填表人：", ""), ("申请日期：", "apply_date")),
    (64, 31),
)
_BEIJING = Wording(
    "社会保险单位信息登记表",
    (
        Row(11, (Label("*单位名称（全称）", 3), Value("name", 10))),
        Row(
            10,
            (
                Label("*统一社会信用代码", 3),
                Value("uscc", 4.5),
                Label("*成立日期", 2.5),
                Value("license_date", 3),
            ),
        ),
        Row(
            13,
            (
                Label("*单位类型", 3),
                Ticks(
                    "entity_type",
                    ("企业", "事业单位", "机关", "社会团体", "民办非企业", "个体工商户", "其他"),
                    10,
                ),
            ),
        ),
        Row(11, (Label("*注册地址", 3), Value("address", 6), Label("邮政编码", 2), Value("postcode", 2))),
        Row(10, (Label("行业名称", 3), Value("industry", 10))),
        Row(
            10,
            (
                Label("*法定代表人（负责人）姓名", 3.6),
                Value("principal", 2.4),
                Label("联系电话", 2),
                Value("principal_phone", 3.2),
            ),
        ),
        Row(10, (Label("*法定代表人证件号码", 3.6), Value("principal_id_number", 7.6))),
        Row(
            10,
            (
                Label("*单位经办人姓名", 3),
                Value("agent_name", 3),
                Label("所在部门", 2),
                Value("agent_department", 4),
            ),
        ),
        Row(10, (Label("*经办人联系电话", 3), Value("agent_phone", 9))),
        Row(11, (Label("*缴费开户银行", 3), Value("bank_name", 10))),
        Row(11, (Label("银行户名", 3), Value("account_name", 10))),
        Row(10, (Label("*银行账号", 3), Value("account_no", 10))),
        Row(13, (Label("*参加险种", 3), Ticks("insured_types", _INSURANCES, 10))),
        Row(
            24,
            (
                Label("单位意见", 3),
                Words("本单位承诺以上内容真实。\n\n　　　　　单位（公章）", 5),
                Label("经办机构意见", 3),
                Words("\n\n　　（业务章）", 4),
            ),
        ),
    ),
    (("填报单位（公章）", ""), ("组织机构：社会保险基金管理中心", "")),
    (("填表人：", "agent_signature"), ("填表日期：", "apply_date")),
    (36, 33),
    subtitle="（首次登记）",
)
_SUZHOU = Wording(
    "用人单位参保登记信息表",
    (
        Row(12, (Label("用人单位名称（章）", 3), Value("name", 9))),
        Row(10, (Label("统一社会信用代码", 3), Value("uscc", 4), Label("邮编", 1.5), Value("postcode", 3.5))),
        Row(12, (Label("单位住所（地址）", 3), Value("address", 9))),
        Row(
            13,
            (
                Label("单位类型", 3),
                Ticks("entity_type", ("企业", "机关", "事业单位", "社会团体", "个体工商户", "其他"), 9),
            ),
        ),
        Row(
            10,
            (
                Label("法定代表人/负责人", 3),
                Value("principal", 2.5),
                Label("手机号码", 2),
                Value("principal_phone", 4.5),
            ),
        ),
        Row(10, (Label("法人身份证号码", 3), Value("principal_id_number", 9))),
        Row(
            10,
            (
                Label("社保经办人", 3),
                Value("agent_name", 2.5),
                Label("移动电话", 2),
                Value("agent_phone", 4.5),
            ),
        ),
        Row(11, (Label("开户银行", 3), Value("bank_name", 9))),
        Row(11, (Label("开户名称", 3), Value("account_name", 9))),
        Row(10, (Label("银行账号", 3), Value("account_no", 9))),
        Row(14, (Label("参保险种", 3), Ticks("insured_types", _LONG_INSURANCES, 9))),
        Row(12, (Label("行业类别", 3), Value("industry", 9))),
        Row(
            20,
            (
                Label("声　明", 3),
                Words(
                    f"　　本单位对填报内容的真实性负责，打印表单已核对。\n{_GAP * 12}法定代表人（签章）：",
                    9,
                ),
            ),
        ),
    ),
    (),
    (("申报日期：", "apply_date"), ("受理人：", "")),
    (128, 40),
)
_SHENZHEN = Wording(
    "社会保险登记申请表",
    (
        Block(
            "单位\n基本\n信息",
            (
                Row(11, (Label("单位全称", 2.4), Value("name", 9))),
                Row(
                    10,
                    (
                        Label("社会信用代码", 2.4),
                        Value("uscc", 4.6),
                        Label("成立日期", 2),
                        Value("license_date", 2.6),
                    ),
                ),
                Row(
                    11,
                    (
                        Label("通讯地址", 2.4),
                        Value("address", 5.4),
                        Label("邮编", 1.2),
                        Value("postcode", 2.4),
                    ),
                ),
                Row(10, (Label("所属行业", 2.4), Value("industry", 9))),
                Row(13, (Label("单位性质", 2.4), Ticks("entity_type", _TYPES, 9))),
            ),
        ),
        Block(
            "人员\n信息",
            (
                Row(
                    10,
                    (
                        Label("法定代表人", 2.4),
                        Value("principal", 2.8),
                        Label("法人电话", 2),
                        Value("principal_phone", 4.2),
                    ),
                ),
                Row(10, (Label("法人身份证号", 2.4), Value("principal_id_number", 9))),
                Row(
                    10,
                    (
                        Label("经办人", 2.4),
                        Value("agent_name", 2.8),
                        Label("联系电话", 2),
                        Value("agent_phone", 4.2),
                    ),
                ),
            ),
        ),
        Block(
            "缴费\n账户",
            (
                Row(11, (Label("开户行", 2.4), Value("bank_name", 9))),
                Row(11, (Label("账户名称", 2.4), Value("account_name", 9))),
                Row(10, (Label("账号", 2.4), Value("account_no", 9))),
            ),
        ),
        Block("申报\n险种", (Row(13, (Ticks("insured_types", _INSURANCES, 9),)),)),
        Row(
            22,
            (
                Words(
                    f"　　本单位保证所填内容及所附材料真实有效。\n\n{_GAP * 26}申请单位（盖章）：",
                    9,
                ),
            ),
        ),
    ),
    (("登记类别：", "kind_words"), ("申请日期：", "apply_date")),
    (),
    (150, -14),
)
_OLD = Wording(
    "社会保险登记表",
    (
        Row(10, (Label("组织机构代码", 3), Words("□□□□□□□□－□", 5), Label("税务登记号", 2.5), Words("", 4))),
        Row(11, (Label("单位名称", 3), Value("name", 9))),
        Row(
            11, (Label("单位住所（地址）", 3), Value("address", 6), Label("邮编", 1.5), Value("postcode", 2))
        ),
        Block(
            "工商登记\n执照信息",
            (
                Row(10, (Label("执照种类", 2), Words("", 3), Label("执照号码", 2), Words("", 4))),
                Row(10, (Label("发照日期", 2), Value("license_date", 3), Label("有效期限", 2), Words("", 4))),
            ),
            2,
        ),
        Block(
            "法定代表\n人或负责\n人",
            (
                Row(
                    10,
                    (
                        Label("姓　　名", 2),
                        Value("principal", 3),
                        Label("电　　话", 2),
                        Value("principal_phone", 4),
                    ),
                ),
                Row(10, (Label("身份证号码", 2), Value("principal_id_number", 9))),
            ),
            2,
        ),
        Block(
            "缴费单位\n专管员",
            (
                Row(
                    10,
                    (
                        Label("姓　　名", 2),
                        Value("agent_name", 3),
                        Label("电　　话", 2),
                        Value("agent_phone", 4),
                    ),
                ),
            ),
            2,
        ),
        Row(10, (Label("经济类型", 3), Words("", 4), Label("隶属关系", 2), Words("", 4))),
        Row(11, (Label("开户银行", 3), Value("bank_name", 9))),
        Row(11, (Label("户　　名", 3), Value("account_name", 9))),
        Row(10, (Label("账　　号", 3), Value("account_no", 9))),
        Row(13, (Label("参加险种", 3), Ticks("insured_types", _INSURANCES, 9))),
        Row(14, (Label("社会保险登记证编码", 3), Words("", 4), Label("发证日期", 2), Words("", 4))),
    ),
    (("缴费单位（章）", ""),),
    (("填表人：", ""), ("填表日期：", "apply_date")),
    (60, 34),
    subtitle="（1999年式样）",
)
WORDINGS: dict[str, Wording] = {
    "xuchang": _XUCHANG,
    "beijing": _BEIJING,
    "suzhou": _SUZHOU,
    "shenzhen": _SHENZHEN,
    "old": _OLD,
}


def choices(layout: str, name: str) -> tuple[str, ...]:
    """The printed options of the tick-box field `name`."""
    rows = [
        row for part in WORDINGS[layout].parts for row in (part.rows if isinstance(part, Block) else (part,))
    ]
    return next(
        cell.options for row in rows for cell in row.cells if isinstance(cell, Ticks) and cell.name == name
    )


def paint(
    fields: Fields,
    layout: str,
    seal: seals.Press,
    hand: bool,
    rng: random.Random,
    dpi: float,
    ticks: str = "tick",
    altered: Fields | None = None,
) -> Sheet:
    """Draw the form of `layout` (a key of WORDINGS). `seal` is the official seal to press on it.

    `ticks` and `altered` are those of `plan.Paper`.
    """
    wording = WORDINGS[layout]
    sheet = Sheet.blank(A4, dpi)
    doc = sheet.document("registration_form", layout)
    pen = new_pen(rng, hand)
    sheet.text(105, 24, wording.title, rng.choice(("song_bold", "hei_bold")), 20, anchor="ms")
    sheet.text(105, 31, wording.subtitle, "song", 11, anchor="ms")
    y = _labelled(sheet, doc, wording.line, fields, pen, 39)
    dates = rng.choice((say.chinese_date, say.dotted_date, say.chinese_date))

    def show(name: str, value: str) -> str:
        return dates(value) if name.endswith("_date") else value

    filled = {"kind": "新参保", "level": "县", **fields}
    form = Form(
        sheet, doc, filled, pen, show, stretch=rng.uniform(1.0, 1.22), ticks=ticks, altered=altered or {}
    )
    end = form.draw(wording.parts, 18, y + 3 if wording.line else 36, 174)
    _labelled(sheet, doc, wording.foot, fields, pen, end + 9)
    _drop(doc, ("kind", "level"))
    _press(sheet, wording, seal, end)
    return sheet


def _labelled(
    sheet: Sheet, doc: Document, entries: tuple[tuple[str, str], ...], fields: Fields, pen: Pen, y: float
) -> float:
    """Labels with values in one line across the sheet."""
    step = 174 / max(1, len(entries))
    for number, (label, name) in enumerate(entries):
        x = 20 + number * step
        sheet.text(x, y, label, "song", 11)
        value = fields.get(name, "")
        text = say.plain_date(value) if value and name.endswith("_date") else value
        text = (
            "新参保"
            if name == "kind_words"
            else fields.get("agent_name", "")
            if name == "agent_signature"
            else text
        )
        start = x + sheet.width_of(label, "song", 11) + 1
        box = pen.line(sheet, start, y, text, 11 if not pen.hand else 13) if text else None
        doc.put(name, value, box)
    return y


def _drop(doc: Document, names: tuple[str, ...]) -> None:
    """Ticked boxes that are no field of the kind."""
    for name in names:
        doc.fields.pop(name, None)
        doc.boxes.pop(name, None)


def _press(sheet: Sheet, wording: Wording, seal: seals.Press, end: float) -> None:
    x, y = wording.seal
    seal.on(sheet, x + 1.5, y + 1.5 if y > 0 else end + y)
