"""Certificates of organisations that are no companies, and the permit for labour dispatch."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass

from samples.generator import ornament, say, seals
from samples.generator.sheet import A4_LANDSCAPE, Color, Document, Sheet

Fields = Mapping[str, str]


@dataclass(frozen=True)
class Certificate:
    """What a certificate calls its entries: (field, label) in two columns or one, and who issues it."""

    title: str
    left: tuple[tuple[str, str], ...]
    right: tuple[tuple[str, str], ...]
    issuer: str
    color: Color
    note: str = ""
    colon: bool = False


CERTIFICATES: dict[str, Certificate] = {
    "institution_certificate": Certificate(
        "事业单位法人证书",
        (("name", "名称"), ("scope", "宗旨和业务范围"), ("address", "住所")),
        (
            ("principal", "法定代表人"),
            ("funding", "经费来源"),
            ("capital", "开办资金"),
            ("sponsor", "举办单位"),
        ),
        "登记管理机关",
        (176, 84, 70),
        "国家事业单位登记管理局监制　　请于每年3月31日前向登记管理机关报送上一年度的年度报告",
    ),
    "association_certificate": Certificate(
        "社会团体法人登记证书",
        (("name", "名称"), ("scope", "业务范围"), ("address", "住所"), ("principal", "法定代表人")),
        (("area", "活动地域"), ("capital", "注册资金"), ("supervisor", "业务主管单位")),
        "发证机关",
        (150, 120, 70),
        "中华人民共和国民政部印制",
        True,
    ),
    "nonprofit_certificate": Certificate(
        "民办非企业单位登记证书",
        (("name", "名称"), ("address", "住所"), ("scope", "业务范围")),
        (("principal", "法定代表人"), ("capital", "开办资金"), ("supervisor", "业务主管单位")),
        "发证机关",
        (96, 128, 104),
        "中华人民共和国民政部印制",
        True,
    ),
    "dispatch_permit": Certificate(
        "劳务派遣经营许可证",
        (("name", "单位名称"), ("address", "住所"), ("principal", "法定代表人")),
        (("capital", "注册资本"), ("matter", "许可经营事项"), ("term", "有效期限")),
        "发证机关",
        (120, 110, 150),
        "中华人民共和国人力资源和社会保障部监制",
    ),
}


def paint(fields: Fields, kind: str, rng: random.Random, dpi: float) -> Sheet:
    """`kind` is a key of CERTIFICATES; what is not in `fields` is not printed."""
    plan = CERTIFICATES[kind]
    sheet = Sheet.blank(A4_LANDSCAPE, dpi)
    doc = sheet.document(kind)
    frame = (16.0, 16.0, 281.0, 194.0)
    ornament.paper_texture(sheet, frame, rng.choice(((253, 252, 247), (250, 246, 240), (255, 255, 255))), rng)
    ornament.guilloche_frame(sheet, frame, plan.color, 6.5, 7.5)
    sheet.paste(ornament.emblem(round(sheet.px(24))), 136.5, 24)
    sheet.spread(86, 70, plan.title, 125, rng.choice(("hei_bold", "song_bold")), 34)
    _head(sheet, doc, kind, fields)
    face, size = rng.choice(("song", "simsun", "kai")), rng.choice((12.5, 13.5))
    _entries(sheet, doc, plan, plan.left, fields, (34, 98, 150), (face, size))
    _entries(sheet, doc, plan, plan.right, fields, (160, 98, 268), (face, size))
    _foot(sheet, doc, plan, kind, fields, rng)
    return sheet


def _head(sheet: Sheet, doc: Document, kind: str, fields: Fields) -> None:
    if kind == "dispatch_permit":
        sheet.text(196, 82, "编号：", "song", 13)
        doc.put("permit_no", fields["permit_no"], sheet.text(211, 82, fields["permit_no"], "song", 13))
        return
    sheet.text(34, 83, "统一社会信用代码", "hei", 13)
    doc.put("uscc", fields["uscc"], sheet.text(78, 83, fields["uscc"], "song", 13.5))
    coded = fields.get("coded_uscc") or fields["uscc"]
    code = ornament.qr_code(f"统一社会信用代码:{coded}", round(sheet.px(20)))
    sheet.paste(code, 246, 66)


def _entries(
    sheet: Sheet,
    doc: Document,
    plan: Certificate,
    entries: tuple[tuple[str, str], ...],
    fields: Fields,
    place: tuple[float, float, float],
    type_: tuple[str, float],
) -> None:
    """Entries below each other. `place` is x, first base line, right edge."""
    x, y, edge = place
    face, size = type_
    for name, label in entries:
        value = fields.get(name, "")
        if not value:
            continue
        mark = label + ("：" if plan.colon else "")
        sheet.text(x, y, mark, "hei", 12.5)
        start = x + (sheet.width_of(mark, "hei", 12.5) + 1 if plan.colon else 34)
        text = _printed(name, value)
        box = sheet.paragraph(start, y, text, edge - start, face, size, leading=1.3)
        doc.put(name, value, box)
        y += max(11.5, len(sheet.wrap(text, edge - start, face, size)) * size * 0.46 + 5)


def _printed(name: str, value: str) -> str:
    if name == "term":
        start, _, end = value.partition("/")
        return f"{say.chinese_date(start)}至{say.chinese_date(end)}"
    return say.capital_words(int(value)) if name == "capital" else value


def _foot(
    sheet: Sheet, doc: Document, plan: Certificate, kind: str, fields: Fields, rng: random.Random
) -> None:
    if kind != "dispatch_permit":
        label = "有效期" if kind == "institution_certificate" else "有效期限"
        sheet.text(34, 158, label, "hei", 12.5)
        text = "自" + _printed("term", fields["term"])
        doc.put("term", fields["term"], sheet.text(58, 158, text, "song", 12.5))
    x, y = 224.0, 158.0
    sheet.text(x - 34, y, plan.issuer, "hei", 12.5)
    box = sheet.text(x - 14, y + 14, say.chinese_date(fields["issue_date"]), "simsun", 12.5)
    if kind != "institution_certificate":
        doc.put("issue_date", fields["issue_date"], box)
    seals.official(sheet, x + rng.uniform(0, 8), y + rng.uniform(0, 4), fields["authority"], rng, diameter=42)
    doc.put("authority", fields["authority"], sheet.seals[-1].box)
    sheet.text(148.5, 190, plan.note, "song", 9, anchor="ms")
