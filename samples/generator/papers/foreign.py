"""Papers of people from Hong Kong, Macao, Taiwan and abroad: cards, travel permits, a passport's data page.

Each painter gives one face that fills the picture, to be laid on a sheet as identity cards are.
"""

from __future__ import annotations

import random
from collections.abc import Mapping

from samples.generator import ornament, say
from samples.generator.papers import id_card
from samples.generator.sheet import Color, Document, Sheet

Fields = Mapping[str, str]
KINDS = (
    "hmt_residence_portrait",
    "hmt_residence_emblem",
    "hmt_travel_permit",
    "permanent_residence",
    "passport",
)
_INK: Color = (32, 32, 36)
_LABEL: Color = (70, 110, 150)
_PASSPORT = (125.0, 88.0)


def paint_face(kind: str, fields: Fields, rng: random.Random, dpi: float) -> Sheet:
    """`kind` is one of KINDS."""
    painter = {
        "hmt_residence_portrait": _residence_portrait,
        "hmt_residence_emblem": _residence_emblem,
        "hmt_travel_permit": _travel_permit,
        "permanent_residence": _permanent,
        "passport": _passport,
    }[kind]
    sheet = Sheet.blank(_PASSPORT if kind == "passport" else id_card.CARD, dpi)
    id_card.ground(sheet, "emblem" if kind == "hmt_residence_emblem" else "portrait", rng)
    painter(sheet, sheet.document(kind), fields, rng)
    return sheet


def _region(fields: Fields) -> str:
    return "台湾" if fields["id_number"].startswith("83") else "港澳"


def _residence_portrait(sheet: Sheet, doc: Document, fields: Fields, rng: random.Random) -> None:
    face = rng.choice(("hei", "zenhei"))
    for y, name, label, text in (
        (11.5, "name", "姓名", fields["name"]),
        (18.2, "sex", "性别", fields["sex"]),
        (24.9, "birth", "出生日期", say.plain_date(fields["birth"])),
    ):
        sheet.text(5.5, y, label, "hei", 7.2, _LABEL)
        doc.put(name, fields[name], sheet.text(20.5, y, text, face, 9.0, _INK))
    sheet.text(5.5, 31.6, "住址", "hei", 7.2, _LABEL)
    box = sheet.paragraph(20.5, 31.6, fields["address"], 33, face, 8.2, _INK, leading=1.35)
    doc.put("address", fields["address"], box)
    sheet.text(5.5, 49.0, "公民身份号码", "hei", 8.0, _LABEL)
    box = sheet.text(28.5, 49.0, fields["id_number"], "ocrb", 10.2, _INK, spacing=0.03)
    doc.put("id_number", fields["id_number"], box)
    id_card.photo(sheet, rng)


def _residence_emblem(sheet: Sheet, doc: Document, fields: Fields, rng: random.Random) -> None:
    sheet.paste(ornament.emblem(round(sheet.px(14)), (198, 46, 50), (236, 214, 196)), 6, 5)
    sheet.spread(29, 13, "中华人民共和国", 41, "song_bold", 11.5, _INK)
    region = "台湾居民居住证" if fields["travel_no"][0].isdigit() else "港澳居民居住证"
    sheet.spread(25.5, 23.5, region, 50, "hei_bold", 15.5, _INK)
    face = rng.choice(("hei", "zenhei"))
    for y, name, label, text in (
        (35.0, "authority", "签发机关", fields["authority"]),
        (41.0, "term", "有效期限", say.card_term(fields["term"])),
        (47.0, "travel_no", "通行证号码", fields["travel_no"]),
    ):
        sheet.text(13, y, label, "hei", 6.6, _INK)
        doc.put(name, fields[name], sheet.text(30, y, text, face, 7.4, _INK))
    sheet.text(58, 47.0, "签发次数", "hei", 6.6, _INK)
    doc.put("issues", fields["issues"], sheet.text(74, 47.0, f"{int(fields['issues']):02d}", face, 7.4, _INK))


def _travel_permit(sheet: Sheet, doc: Document, fields: Fields, rng: random.Random) -> None:
    title = "台湾居民来往大陆通行证" if fields["travel_no"][0].isdigit() else "港澳居民来往内地通行证"
    sheet.spread(20, 9.5, title, 56, "hei_bold", 11, (150, 40, 60))
    face = rng.choice(("hei", "zenhei"))
    start, _, end = fields["term"].partition("/")
    for y, name, label, text in (
        (16.5, "name", "姓名", fields["name"]),
        (23.5, "birth", "出生日期", say.dotted_date(fields["birth"])),
        (30.5, "term", "有效期限", f"{say.dotted_date(start)}-{say.dotted_date(end)}"),
        (37.5, "authority", "签发机关", fields["authority"]),
        (45.0, "travel_no", "证件号码", fields["travel_no"]),
    ):
        sheet.text(31, y - 3.4, label, "hei", 5.6, _LABEL)
        doc.put(name, fields[name], sheet.text(31, y, text, face, 8.4, _INK))
    sheet.text(66, 20.1, "性别", "hei", 5.6, _LABEL)
    doc.put("sex", fields["sex"], sheet.text(66, 23.5, fields["sex"], face, 8.4, _INK))
    id_card.photo(sheet, rng, (3.5, 13.0), 24.0)


def _permanent(sheet: Sheet, doc: Document, fields: Fields, rng: random.Random) -> None:
    sheet.spread(22, 8.6, "外国人永久居留身份证", 56, "hei_bold", 11, _INK)
    sheet.text(22, 12.0, "FOREIGN PERMANENT RESIDENT ID CARD", "hei", 5.8, _INK)
    sheet.paste(ornament.emblem(round(sheet.px(10)), (198, 46, 50), (236, 214, 196)), 6, 3)
    start, _, end = fields["term"].partition("/")
    sex = "女/F" if fields["sex"] == "女" else "男/M"
    for x, y, name, label, text in (
        (30, 19.5, "name", "姓名/Name", fields["name"]),
        (30, 26.5, "sex", "性别/Sex", sex),
        (48, 26.5, "birth", "出生日期/Date of Birth", say.dotted_date(fields["birth"])),
        (30, 33.5, "nationality", "国籍/Nationality", fields["nationality"]),
        (30, 40.5, "term", "有效期限/Period of Validity", f"{say.dotted_date(start)}-{say.dotted_date(end)}"),
        (30, 48.5, "id_number", "证件号码/ID No.", fields["id_number"]),
    ):
        sheet.text(x, y - 3.3, label, "hei", 5.2, _LABEL)
        doc.put(name, fields[name], sheet.text(x, y, text, "hei", 8.0, _INK))
    id_card.photo(sheet, rng, (3.5, 15.5), 24.0)


def _passport(sheet: Sheet, doc: Document, fields: Fields, rng: random.Random) -> None:
    code = fields["nationality"]
    sheet.text(6, 8.5, "PASSPORT", "hei_bold", 10, _INK)
    sheet.text(40, 8.5, _COUNTRIES[code], "hei", 8, _INK)
    family, _, given = fields["name"].partition(" ")
    for x, y, label, text in (
        (44, 19, "Type", "P"),
        (62, 19, "Code", code),
        (84, 19, "Passport No.", fields["passport_no"]),
        (44, 28, "Surname", family),
        (44, 37, "Given names", given),
        (44, 46, "Nationality", _COUNTRIES[code]),
        (84, 46, "Sex", "F" if fields["sex"] == "女" else "M"),
        (44, 55, "Date of birth", _english(fields["birth"])),
        (84, 55, "Date of expiry", _english(fields["expiry"])),
    ):
        sheet.text(x, y - 3.6, label, "hei", 5.4, _LABEL)
        sheet.text(x, y, text, "hei", 8.6, _INK)
    id_card.photo(sheet, rng, (6, 14), 34.0)
    sheet.draw.rectangle(
        (0, sheet.px(66), sheet.image.width, sheet.image.height),
        fill=rng.choice(((250, 250, 248), (244, 246, 248))),
    )
    first, second = machine_lines(fields)
    upper = sheet.text(6, 75, first, "ocrb", 10.4, _INK, spacing=0.02)
    lower = sheet.text(6, 82.5, second, "ocrb", 10.4, _INK, spacing=0.02)
    doc.put("name", fields["name"], upper)
    for name in ("passport_no", "nationality", "birth", "sex", "expiry"):
        doc.put(name, fields[name], lower)


_COUNTRIES = {
    "CAN": "CANADA",
    "DEU": "DEUTSCHLAND",
    "GBR": "UNITED KINGDOM",
    "SGP": "SINGAPORE",
    "FRA": "FRANCE",
}
_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]


def _english(value: str) -> str:
    year, month, day = value.split("-")
    return f"{day} {_MONTHS[int(month) - 1]} {year}"


def machine_lines(fields: Fields) -> tuple[str, str]:
    """The two machine-readable lines of a passport (ICAO Doc 9303 part 4), 44 characters each."""
    family, _, given = fields["name"].partition(" ")
    first = f"P<{fields['nationality']}{family}<<{given.replace(' ', '<')}"
    number = fields["passport_no"].ljust(9, "<")
    birth, expiry = (fields[name][2:].replace("-", "") for name in ("birth", "expiry"))
    personal = "<" * 14
    body = (
        f"{number}{_check(number)}{fields['nationality']}{birth}{_check(birth)}"
        f"{'F' if fields['sex'] == '女' else 'M'}{expiry}{_check(expiry)}{personal}<"
    )
    whole = body[:10] + body[13:20] + body[21:43]
    return first.ljust(44, "<")[:44], body + _check(whole)


def _check(text: str) -> str:
    """Weights 7, 3, 1; digits count as themselves, letters from 10, the filler 0."""
    values = [0 if char == "<" else int(char, 36) for char in text]
    return str(sum(value * (7, 3, 1)[place % 3] for place, value in enumerate(values)) % 10)
