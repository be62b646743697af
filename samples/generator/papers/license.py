"""营业执照: landscape form of 2019, portrait form of 2014, and a print of the electronic licence."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from samples.generator import ornament, say, seals
from samples.generator.entities import Entity
from samples.generator.sheet import A4, A4_LANDSCAPE, BLACK, Color, Document, Rect, Sheet, fit, union

Fields = Mapping[str, str]
_SITE = "http://www.gsxt.gov.cn"
_OLIVE: Color = (134, 139, 88)
_TAN: Color = (157, 150, 126)


@dataclass(frozen=True)
class Entry:
    """A labelled entry as it will be printed."""

    name: str
    label: str
    text: str


def paint(fields: Fields, entity: Entity, layout: str, rng: random.Random, dpi: float) -> Sheet:
    """Draw the licence. `fields` are normalised; what is not in `fields` is not printed."""
    painter: Callable[[Fields, Entity, random.Random, float], Sheet] = {
        "landscape2019": _landscape,
        "portrait2014": _portrait,
        "electronic": _electronic,
    }[layout]
    return painter(fields, entity, rng, dpi)


def _entries(fields: Fields, entity: Entity, names: tuple[str, ...], rng: random.Random) -> list[Entry]:
    labels = {
        "name": "名称",
        "type": "类型",
        "principal": entity.principal_label,
        "capital": entity.capital_label,
        "composing": "组成形式",
        "estab_date": entity.estab_label,
        "term": entity.term_label,
        "address": entity.address_label,
        "scope": entity.scope_label,
    }
    shown = {**fields, "composing": entity.composing}
    return [Entry(name, labels[name], _printed(name, shown[name], rng)) for name in names if shown.get(name)]


def _printed(name: str, value: str, rng: random.Random) -> str:
    if name == "estab_date":
        return say.chinese_date(value)
    if name == "term":
        return say.business_term(value, rng)
    if name == "capital":
        return say.capital(value, rng)
    return (
        say.wide_brackets(value) if name in ("name", "principal", "scope") and rng.random() < 0.6 else value
    )


# -- the form of 2019 ---------------------------------------------------------------------------------------


def _landscape(fields: Fields, entity: Entity, rng: random.Random, dpi: float) -> Sheet:
    sheet = Sheet.blank(A4_LANDSCAPE, dpi)
    doc = sheet.document("business_license", "landscape2019")
    frame = (12.0, 21.0, 285.0, 191.0)
    _ground(sheet, frame, rng)
    _bar(sheet, rng)
    _landscape_head(sheet, doc, fields, rng)
    _columns(sheet, doc, fields, entity, rng)
    _authority(sheet, doc, fields, (228, 150, 172), rng)
    _landscape_foot(sheet, fields, rng)
    return sheet


def _ground(sheet: Sheet, frame: Rect, rng: random.Random) -> None:
    white = rng.random() < 0.4
    color = (253, 253, 252) if white else (246, 243, 235)
    ornament.paper_texture(sheet, frame, color, rng)
    pale = tuple(part - 13 for part in color)
    ornament.pattern(
        sheet, "SCJDGL", "hei_bold", 26, (pale[0] + 4, pale[1], pale[2] - 4), (76, 27), (24, 44, 278, 182)
    )
    if rng.random() < 0.4:
        sheet.text(104, 118, "市 场 监 督 管 理", "hei_bold", 34, (pale[0], pale[1] - 4, pale[2] - 8))
    ornament.guilloche_frame(sheet, frame, rng.choice((_OLIVE, _TAN)))
    badge = ornament.emblem(round(sheet.px(31)))
    sheet.paste(badge, 148.5 - 15.5, 8)


def _bar(sheet: Sheet, rng: random.Random) -> None:
    if rng.random() > 0.35:
        return
    digits = f"{rng.randrange(10**9):09d}"
    sheet.paste(ornament.bar_code(digits, round(sheet.px(52)), round(sheet.px(7))), 230, 5)
    sheet.text(231, 17, "*" + digits + "*", "hei", 9, spacing=2.6)


def _landscape_head(sheet: Sheet, doc: Document, fields: Fields, rng: random.Random) -> None:
    title_color = rng.choice((BLACK, BLACK, BLACK, (150, 128, 62), (228, 214, 150)))
    sheet.spread(107, 62, "营业执照", 82, "hei_bold", 46, title_color)
    if fields.get("copy_kind") == "副本":
        box = sheet.text(136, 72.5, "（副　本）", rng.choice(("song_bold", "hei", "simsun")), 16)
        doc.put("copy_kind", "副本", box)
        if rng.random() < 0.6:
            sheet.text(170, 72.5, f"（副本号：{rng.choice(('1-1', '2-1', '1-1', '2-2'))}）", "simsun", 12)
    else:
        doc.put("copy_kind", "正本", None)
    if rng.random() < 0.35:
        sheet.text(27, 44.5, f"编号：{rng.choice('SNG')}{rng.randrange(10**13):013d}", "hei", 10)
    sheet.spread(27, 53.5, "统一社会信用代码", rng.choice((45, 48)), "hei_bold", 13)
    face = rng.choice(("song", "simsun", "song", "hei"))
    doc.put("uscc", fields.get("uscc", ""), sheet.text(27, 61.5, fields.get("uscc", ""), face, 13.5))
    code = ornament.qr_code(f"{_SITE}/index?uniscid={_coded(fields)}", round(sheet.px(22)))
    sheet.paste(code, 217, 51)
    words = rng.choice(
        (
            "扫描二维码登录“国家企业信用信息公示系统”了解更多登记、备案、许可、监管信息。",
            "扫描市场主体身份码了解更多登记、备案、许可、监管信息，体验更多应用服务。",
        )
    )
    sheet.paragraph(242, 54, words, 30, rng.choice(("simsun", "song")), 8, leading=1.25)


def _columns(sheet: Sheet, doc: Document, fields: Fields, entity: Entity, rng: random.Random) -> None:
    face = rng.choice(("song", "simsun", "song", "songti", "hei"))
    size = rng.choice((12.0, 13.0, 14.5))
    pitch = rng.choice((10.6, 11.2, 12.0))
    left = _entries(fields, entity, ("name", "type", "principal", "scope"), rng)
    right = _entries(fields, entity, ("capital", "composing", "estab_date", "term", "address"), rng)
    label_width = 26.0 if len(entity.principal_label) <= 5 else 33.0
    _column(sheet, doc, fields, left, (27, 88, label_width, 140), (face, size, pitch), rng)
    _column(
        sheet,
        doc,
        fields,
        right,
        (162, 88, 26 if len(entity.address_label) < 6 else 32, 274),
        (face, size, pitch),
        rng,
    )


def _column(
    sheet: Sheet,
    doc: Document,
    fields: Fields,
    entries: list[Entry],
    place: tuple[float, float, float, float],
    type_: tuple[str, float, float],
    rng: random.Random,
) -> None:
    """Entries below each other. `place` is x, first base line, width of labels, right edge."""
    x, y, label_width, edge = place
    face, size, pitch = type_
    gap = rng.uniform(2.2, 5.0)
    for entry in entries:
        sheet.spread(x, y, entry.label, label_width, "hei_bold", 13.5)
        start, width = x + label_width + gap, edge - x - label_width - gap
        own = _value_size(sheet, entry, width, face, size)
        shift = rng.gauss(0, 0.5)
        box = sheet.paragraph(start, y + shift, entry.text, width, face, own, leading=1.25)
        if entry.name in fields:
            doc.put(entry.name, fields[entry.name], box)
        lines = len(sheet.wrap(entry.text, width, face, own))
        y += max(pitch, (lines - 1) * own * 0.44 + pitch * 0.95)


def _value_size(sheet: Sheet, entry: Entry, width: float, face: str, size: float) -> float:
    if entry.name == "scope":
        return size - 1.5 if len(entry.text) < 90 else size - 3 if len(entry.text) < 170 else size - 4
    return fit(sheet, entry.text, width, face, (size, size - 1, size - 1.5)) if entry.name == "name" else size


def _authority(
    sheet: Sheet, doc: Document, fields: Fields, at: tuple[float, float, float], rng: random.Random
) -> None:
    """登记机关, the date and the seal over it. `at`: the seal's centre x and y, x of the words 登记机关."""
    x, y, words_x = at
    box = sheet.spread(words_x, y + rng.uniform(-2, 3), "登记机关", 30, "hei", 14)
    _date_line(sheet, doc, fields["issue_date"], x, y + rng.uniform(15, 20), rng)
    authority = fields["authority"]
    seals.official(sheet, x + rng.uniform(-3, 6), y + rng.uniform(-2, 3), authority, rng, diameter=42)
    doc.put("authority", authority, union(box, sheet.seals[-1].box))


def _date_line(sheet: Sheet, doc: Document, value: str, x: float, y: float, rng: random.Random) -> None:
    """Year, month and day set into the printed `年 月 日`, rarely quite on the line."""
    year, month, day = value.split("-")
    if rng.random() < 0.5:
        month, day = str(int(month)), str(int(day))
    drop = rng.choice((0, 0.6, 1.2, -0.8))
    box = None
    for start, number, word in ((x - 22, year, "年"), (x - 1, month, "月"), (x + 14, day, "日")):
        one = sheet.text(start, y + drop, number, "simsun", 13)
        other = sheet.text(start + (10 if word == "年" else 7), y, word, "simsun", 13)
        box = union(union(one, other), box) if box else union(one, other)
    doc.put("issue_date", value, box)


def _landscape_foot(sheet: Sheet, fields: Fields, rng: random.Random) -> None:
    sheet.text(12, 198, "国家企业信用信息公示系统网址：", "song", 9.5)
    sheet.text(60, 199 if rng.random() < 0.5 else 198, _SITE, "song", 9.5)
    if fields.get("copy_kind") == "副本":
        sheet.text(142, 197, "市场主体应当于每年1月1日 至 6月30日通过", "song", 8.5)
        sheet.text(142, 201, "国家企业信用信息公示系统报送公示年度报告", "song", 8.5)
    sheet.text(285, 198, "国家市场监督管理总局监制", "song", 9.5, anchor="rs")


def _coded(fields: Fields) -> str:
    """The social credit code in the QR code: that of the print, unless it was to be another."""
    return fields.get("coded_uscc") or fields.get("uscc", "")


# -- the form of 2014 ---------------------------------------------------------------------------------------


def _portrait(fields: Fields, entity: Entity, rng: random.Random, dpi: float) -> Sheet:
    sheet = Sheet.blank(A4, dpi)
    doc = sheet.document("business_license", "portrait2014")
    frame = (14.0, 20.0, 196.0, 276.0)
    ornament.paper_texture(sheet, frame, rng.choice(((255, 255, 254), (250, 248, 240))), rng)
    ornament.guilloche_frame(sheet, frame, rng.choice(((176, 160, 118), (150, 150, 130))), 6.0, 7.0)
    sheet.paste(ornament.emblem(round(sheet.px(35))), 105 - 17.5, 30)
    if rng.random() < 0.5:
        sheet.text(196, 14, f"编号：{rng.randrange(10**9):09d}", "simsun", 13, anchor="rs")
    _portrait_head(sheet, doc, fields, rng)
    foot = _portrait_entries(sheet, doc, fields, entity, rng)
    _portrait_foot(sheet, doc, fields, max(foot, 232), rng)
    return sheet


def _portrait_head(sheet: Sheet, doc: Document, fields: Fields, rng: random.Random) -> None:
    color = rng.choice((BLACK, (92, 74, 20), (140, 112, 40)))
    sheet.spread(56, 93, "营业执照", 104, "hei_bold", 52, color)
    if fields.get("copy_kind") == "副本":
        doc.put("copy_kind", "副本", sheet.text(95, 105.5, "(副　本)", "hei", 17, color))
        sheet.text(129, 105.5, rng.choice(("(1-1)", "(2-1)", "(1-1)")), "simsun", 12)
    else:
        doc.put("copy_kind", "正本", None)
    code, face = fields.get("uscc", ""), rng.choice(("song", "simsun"))
    x = min(149.0, 179 - sheet.width_of(code, face, 12))  # the frame begins at 182
    doc.put("uscc", code, sheet.text(x, 119.5, code, face, 12))
    sheet.text(x - 1.5, 119.5, "统一社会信用代码", "hei", 12.5, anchor="rs")


def _portrait_entries(
    sheet: Sheet, doc: Document, fields: Fields, entity: Entity, rng: random.Random
) -> float:
    """Returns the base line below the last entry."""
    order = ("name", "type", "address", "principal", "capital", "composing", "estab_date", "term", "scope")
    face, y = rng.choice(("simsun", "song", "songti")), 131.0
    label_width = 27 if len(entity.principal_label) < 6 else 33
    for entry in _entries(fields, entity, order, rng):
        sheet.spread(44, y, entry.label, label_width, "hei", 13)
        start = 44 + label_width + 6
        long = entry.name == "scope"
        size = (11.0 if len(entry.text) < 150 else 9.5) if long else 12.5
        box = sheet.paragraph(start, y, entry.text, 186 - start, face, size, leading=1.22)
        if entry.name in fields:
            doc.put(entry.name, fields[entry.name], box)
        lines = len(sheet.wrap(entry.text, 186 - start, face, size))
        y += max(7.9, lines * size * 0.43 + 2.6)
    return y


def _portrait_foot(sheet: Sheet, doc: Document, fields: Fields, y: float, rng: random.Random) -> None:
    y = min(y, 240)
    sheet.paste(ornament.qr_code(f"http://gsxt.gov.cn/{_coded(fields)}", round(sheet.px(29))), 40, y - 12)
    sheet.text(38, y + 22, "在线扫码获取详细信息", "hei", 9)
    _authority(sheet, doc, fields, (162, y + 4, 98), rng)
    sheet.text(39, y + 29, "提示：每年1月1日至6月30日通过企业信用信息公示系统", "simsun", 9.5)
    sheet.text(31, y + 33, "报送上一年度年度报告并公示。", "simsun", 9.5)
    sheet.text(16, 283, "企业信用信息公示系统网址：", "song", 9)
    sheet.text(68, 284, "http://gsxt.saic.gov.cn", "simsun", 9)
    sheet.text(196, 283, "中华人民共和国国家工商行政管理总局监制", "song", 9, anchor="rs")


# -- the electronic licence ---------------------------------------------------------------------------------


def _electronic(fields: Fields, entity: Entity, rng: random.Random, dpi: float) -> Sheet:
    sheet = Sheet.blank(A4_LANDSCAPE, dpi)
    doc = sheet.document("business_license", "electronic")
    frame = (12.0, 21.0, 285.0, 186.0)
    ornament.paper_texture(sheet, frame, (252, 252, 250), rng)
    ornament.guilloche_frame(sheet, frame, rng.choice((_OLIVE, _TAN)))
    sheet.paste(ornament.emblem(round(sheet.px(31))), 133, 8)
    text = rng.choice(("电子营业执照", "仅供办理社会保险业务使用", "电子营业执照  仅用于社保登记"))
    ornament.diagonal(sheet, text, rng.choice((16, 20)), rng.randint(48, 80), 28, 42, 30)
    _landscape_head(sheet, doc, fields, rng)
    _columns(sheet, doc, fields, entity, rng)
    _authority(sheet, doc, fields, (228, 146, 172), rng)
    sheet.text(12, 193, "本电子营业执照由市场监管部门签发，与纸质营业执照具有同等法律效力。", "song", 9)
    sheet.text(12, 198, "使用用途：办理社会保险登记", "song", 9)
    sheet.text(285, 193, f"下载编号：{rng.randrange(10**16):016d}", "song", 9, anchor="rs")
    sheet.text(285, 198, "国家市场监督管理总局监制", "song", 9.5, anchor="rs")
    return sheet
