"""劳动合同: its first page and the page with the signatures."""

from __future__ import annotations

import random
from collections.abc import Mapping

from samples.generator import say, seals
from samples.generator.pen import Pen, new_pen
from samples.generator.sheet import A4, Document, Sheet

Fields = Mapping[str, str]
LAYOUTS = ("first", "signature")
_FIRST = (
    "　　根据《中华人民共和国劳动法》《中华人民共和国劳动合同法》等法律法规政策规定，甲乙双方遵循合法、公平、"
    "平等自愿、协商一致、诚实信用的原则订立本合同。",
    "一、劳动合同期限",
    "　　第一条　甲乙双方约定按固定期限确定劳动合同期限：自{start}起至{end}止，其中试用期自用工之日起两个月。",
    "二、工作内容和工作地点",
    "　　第二条　乙方同意根据甲方工作需要，从事甲方安排的岗位工作，工作地点为甲方住所地及其经营场所。",
    "三、工作时间和休息休假",
    "　　第三条　甲方安排乙方执行标准工时制度，每日工作不超过八小时，每周工作不超过四十小时。",
    "四、劳动报酬",
    "　　第四条　甲方以货币形式按月支付乙方工资，不得低于当地最低工资标准，每月十五日前发放。",
)
_LAST = (
    "十、其他",
    "　　第二十一条　因履行本合同发生争议，双方可以协商解决，也可以依法申请调解、仲裁、提起诉讼。",
    "　　第二十二条　本合同中的空白处经双方协商一致后填写，不得涂改。本合同一式两份，甲乙双方各执一份。",
    "　　（以下无正文）",
)


def paint(
    fields: Fields,
    layout: str,
    seal: seals.Press,
    hand: bool,
    rng: random.Random,
    dpi: float,
    unsigned: tuple[str, ...] = (),
) -> Sheet:
    """`layout` is one of LAYOUTS; `unsigned` may name employee and principal."""
    sheet = Sheet.blank(A4, dpi)
    doc = sheet.document("labor_contract", layout)
    if layout == "first":
        _first(sheet, doc, fields, new_pen(rng, hand), rng)
    else:
        _signatures(sheet, doc, fields, seal, rng, unsigned)
    return sheet


def _first(sheet: Sheet, doc: Document, fields: Fields, pen: Pen, rng: random.Random) -> None:
    title = rng.choice(("劳动合同书", "劳 动 合 同", "劳动合同书（固定期限）"))
    sheet.text(105, 38, title, "song_bold", 24, anchor="ms")
    y = 58.0
    for label, name in (
        ("甲方（用人单位）：", "employer"),
        ("统一社会信用代码：", "uscc"),
        ("法定代表人（主要负责人）：", "principal"),
        ("乙方（劳动者）：", "employee"),
        ("居民身份证号码：", "id_number"),
    ):
        sheet.text(28, y, label, "song", 13)
        start = 29 + sheet.width_of(label, "song", 13)
        doc.put(name, fields[name], pen.line(sheet, start, y, fields[name], pen.size + 2))
        y += 11
    _clauses(sheet, doc, _FIRST, fields, y + 4)
    sheet.text(105, 284, "1", "song", 10, anchor="ms")


def _clauses(sheet: Sheet, doc: Document, clauses: tuple[str, ...], fields: Fields, y: float) -> float:
    start, _, end = fields["term"].partition("/")
    for clause in clauses:
        text = clause.format(start=say.plain_date(start), end=say.plain_date(end))
        box = sheet.paragraph(28, y, text, 156, "song", 12.5, leading=1.75)
        if "{start}" in clause:
            doc.put("term", fields["term"], box)
        y += len(sheet.wrap(text, 156, "song", 12.5)) * 12.5 * 25.4 / 72 * 1.75 + 2
    return y


def _signatures(
    sheet: Sheet,
    doc: Document,
    fields: Fields,
    seal: seals.Press,
    rng: random.Random,
    unsigned: tuple[str, ...],
) -> None:
    """The end of the contract. What is signed is no field of this page; only its date is."""
    y = _clauses(sheet, doc, _LAST, fields, 40) + 16
    hand = Pen(rng, True, rng.choice(("kai", "wenkai")), 17, (24, 26, 60))
    sheet.text(28, y, "甲方（盖章）：", "song", 13)
    sheet.text(112, y, "乙方（签字）：", "song", 13)
    sheet.text(28, y + 24, "法定代表人（签字）：", "song", 13)
    if "employee" not in unsigned:
        hand.line(sheet, 146, y, fields["employee"])
    if "principal" not in unsigned:
        hand.line(sheet, 74, y + 24, fields["principal"])
    sheet.text(28, y + 42, f"签订日期：{say.plain_date(fields['sign_date'])}", "song", 13)
    box = sheet.text(112, y + 42, f"签订日期：{say.plain_date(fields['sign_date'])}", "song", 13)
    doc.put("sign_date", fields["sign_date"], box)
    seal.on(sheet, 72, y + 6)
    sheet.text(105, 284, "6", "song", 10, anchor="ms")
