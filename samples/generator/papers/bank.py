"""开户许可证, 基本存款账户信息, 印鉴卡 and 开户证明."""

from __future__ import annotations

import random
from collections.abc import Mapping

from samples.generator import ornament, say, seals
from samples.generator.pen import Pen
from samples.generator.sheet import A4, A4_LANDSCAPE, Document, Sheet

Fields = Mapping[str, str]


def paint(fields: Fields, kind: str, rng: random.Random, dpi: float) -> Sheet:
    """`kind` is account_permit, account_info, seal_card or bank_certificate."""
    painter = {
        "account_permit": _permit,
        "account_info": _info,
        "seal_card": _seal_card,
        "bank_certificate": _certificate,
    }[kind]
    return painter(fields, rng, dpi)


# -- 开户许可证 ----------------------------------------------------------------------------------------------


def _permit(fields: Fields, rng: random.Random, dpi: float) -> Sheet:
    sheet = Sheet.blank(A4_LANDSCAPE, dpi)
    doc = sheet.document("account_permit")
    frame = (22.0, 22.0, 275.0, 186.0)
    ornament.paper_texture(sheet, frame, rng.choice(((252, 250, 244), (244, 249, 246), (255, 255, 255))), rng)
    ornament.guilloche_frame(
        sheet, frame, rng.choice(((160, 120, 100), (104, 140, 120), (150, 140, 110))), 6.5, 7.5
    )
    sheet.spread(106, 55, "开户许可证", 85, "song_bold", 40)
    face = rng.choice(("song", "simsun", "kai"))
    _pair(sheet, doc, (42, 72), "核准号：", "approval_no", fields, face)
    _pair(sheet, doc, (182, 72), "编号：", "serial_no", fields, face)
    _permit_text(sheet, doc, fields, face)
    _pair(sheet, doc, (48, 128), "法定代表人（单位负责人）", "principal", fields, face, 62)
    _pair(sheet, doc, (48, 140), "开户银行", "bank_name", fields, face, 24)
    _pair(sheet, doc, (48, 152), "账　　号", "account_no", fields, face, 24)
    _sealed_date(sheet, doc, fields, (222, 160), "发证机关（盖章）", rng)
    return sheet


def _pair(
    sheet: Sheet,
    doc: Document,
    at: tuple[float, float],
    label: str,
    name: str,
    fields: Fields,
    face: str,
    reach: float = 0,
) -> None:
    """A label and its value behind it; `reach` is the distance of the value when it is fixed."""
    x, y = at
    sheet.text(x, y, label, "hei", 13)
    start = x + (reach or sheet.width_of(label, "hei", 13) + 1)
    value = fields.get(name, "")
    if value:
        doc.put(name, value, sheet.text(start, y, value, face, 13.5))


def _permit_text(sheet: Sheet, doc: Document, fields: Fields, face: str) -> None:
    """经审核，<name> 符合开户条件，准予开立基本存款账户。 The name is set into the sentence."""
    x = 54.0
    sheet.text(x, 96, "经审核，", "song", 15)
    x += sheet.width_of("经审核，", "song", 15) + 2
    box = sheet.text(x, 96, fields["account_name"], face, 14.5)
    doc.put("account_name", fields["account_name"], box)
    end = max(x + 96, box[2] * 25.4 / sheet.dpi + 2)
    sheet.line(x - 1, 98, end, 98, 0.25)
    sheet.text(end + 2, 96, "符合开户条件，准予", "song", 15)
    sheet.text(42, 109, "开立基本存款账户。", "song", 15)


def _sealed_date(
    sheet: Sheet, doc: Document, fields: Fields, at: tuple[float, float], label: str, rng: random.Random
) -> None:
    x, y = at
    sheet.text(x - 52, y, label, "hei", 13)
    box = sheet.text(x - 18, y + 13, say.chinese_date(fields["issue_date"]), "simsun", 13)
    doc.put("issue_date", fields["issue_date"], box)
    authority = fields["authority"]
    seals.official(sheet, x + rng.uniform(-2, 8), y + rng.uniform(-2, 3), authority, rng, diameter=42)
    doc.put("authority", authority, sheet.seals[-1].box)


# -- 基本存款账户信息 ----------------------------------------------------------------------------------------


def _info(fields: Fields, rng: random.Random, dpi: float) -> Sheet:
    sheet = Sheet.blank(A4, dpi)
    doc = sheet.document("account_info")
    sheet.text(105, 40, "基本存款账户信息", rng.choice(("song_bold", "hei_bold")), 22, anchor="ms")
    if fields.get("serial_no"):
        sheet.text(24, 54, "编号：", "song", 11)
        doc.put("serial_no", fields["serial_no"], sheet.text(37, 54, fields["serial_no"], "song", 11))
    if rng.random() < 0.5:
        _info_table(sheet, doc, fields, rng)
    else:
        _info_lines(sheet, doc, fields, rng)
    return sheet


_INFO = (
    ("账户名称", "account_name"),
    ("账户号码", "account_no"),
    ("开户银行", "bank_name"),
    ("法定代表人（单位负责人）", "principal"),
    ("基本存款账户编号", "approval_no"),
)


def _info_table(sheet: Sheet, doc: Document, fields: Fields, rng: random.Random) -> None:
    pen = Pen(rng, face=rng.choice(("song", "simsun")), size=12)
    labels = Pen(rng, face="song", size=12)
    y = 62.0
    for label, name in _INFO:
        sheet.frame(24, y, 82, y + 14)
        sheet.frame(82, y, 186, y + 14)
        labels.cell(sheet, (24, y, 82, y + 14), label)
        doc.put(name, fields.get(name, ""), pen.cell(sheet, (82, y, 186, y + 14), fields.get(name, "")))
        y += 14
    _bank_seal(sheet, doc, fields, y + 34, rng)


def _info_lines(sheet: Sheet, doc: Document, fields: Fields, rng: random.Random) -> None:
    y, pen = 72.0, Pen(rng, face=rng.choice(("song", "simsun", "hei")), size=13)
    for label, name in _INFO:
        sheet.text(28, y, label + "：", "song", 13)
        start = 30 + sheet.width_of(label + "：", "song", 13)
        value = fields.get(name, "")
        doc.put(name, value, pen.cell(sheet, (start, y - 6, 188, y + 4), value))
        y += 15
    _bank_seal(sheet, doc, fields, y + 30, rng)


def _bank_seal(sheet: Sheet, doc: Document, fields: Fields, y: float, rng: random.Random) -> None:
    sheet.text(118, y, "开户银行（盖章）", "song", 12)
    doc.put(
        "issue_date",
        fields["issue_date"],
        sheet.text(124, y + 10, say.chinese_date(fields["issue_date"]), "song", 12),
    )
    ink = seals.round_seal(fields["authority"], sheet.px(40), middle="业务专用章", star=rng.random() < 0.6)
    seals.stamp(sheet, 150 + rng.uniform(-4, 6), y - 2, ink, ("round", fields["authority"]), rng)
    doc.put("authority", fields["authority"], sheet.seals[-1].box)


# -- 印鉴卡 -------------------------------------------------------------------------------------------------


def _seal_card(fields: Fields, rng: random.Random, dpi: float) -> Sheet:
    sheet = Sheet.blank(A4_LANDSCAPE, dpi)
    doc = sheet.document("seal_card")
    sheet.text(148, 34, "银行预留印鉴卡", "song_bold", 24, anchor="ms")
    pen = Pen(rng, face=rng.choice(("song", "kai")), size=12)
    labels = Pen(rng, face="song", size=12)
    y = 46.0
    for label, name in (
        ("户　　名", "account_name"),
        ("账　　号", "account_no"),
        ("开户银行", "bank_name"),
        ("法定代表人", "principal"),
    ):
        sheet.frame(30, y, 66, y + 13)
        sheet.frame(66, y, 267, y + 13)
        labels.cell(sheet, (30, y, 66, y + 13), label, center=True)
        doc.put(name, fields.get(name, ""), pen.cell(sheet, (66, y, 267, y + 13), fields.get(name, "")))
        y += 13
    sheet.frame(30, y, 66, y + 62)
    sheet.frame(66, y, 267, y + 62)
    labels.cell(sheet, (30, y, 66, y + 62), "预留印鉴", center=True)
    sheet.text(180, y + 56, "启用日期：", "song", 12)
    doc.put(
        "issue_date",
        fields["issue_date"],
        sheet.text(204, y + 56, say.chinese_date(fields["issue_date"]), "song", 12),
    )
    ink = seals.round_seal(fields["account_name"], sheet.px(38), middle="财务专用章")
    seals.stamp(sheet, 110, y + 30, ink, ("round", fields["account_name"] + "财务专用章"), rng)
    seals.square(sheet, 160, y + 32, fields["principal"], rng)
    return sheet


# -- 开户证明 -----------------------------------------------------------------------------------------------


def _certificate(fields: Fields, rng: random.Random, dpi: float) -> Sheet:
    sheet = Sheet.blank(A4, dpi)
    doc = sheet.document("bank_certificate")
    sheet.text(
        105, 46, rng.choice(("开户证明", "银行开户证明", "单位账户开立证明")), "song_bold", 24, anchor="ms"
    )
    face = rng.choice(("song", "kai"))
    sheet.text(36, 70, "兹证明", "song", 14)
    name = fields["account_name"]
    box = sheet.text(52, 70, name, face, 14)
    sheet.text(box[2] * 25.4 / dpi + 1, 70, "已在我行开立", "song", 14)
    sheet.text(26, 82, "基本存款账户，账户状态正常。账户信息如下：", "song", 14)
    y = 98.0
    for label, field in (
        ("户　　名：", "account_name"),
        ("账　　号：", "account_no"),
        ("开户银行：", "bank_name"),
    ):
        sheet.text(36, y, label, "song", 14)
        doc.put(field, fields[field], sheet.text(62, y, fields[field], face, 14))
        y += 13
    sheet.text(36, y + 4, "特此证明。", "song", 14)
    _bank_seal(sheet, doc, fields, y + 40, rng)
    return sheet
