"""Resident identity card: both faces, and the ways they are put on a sheet.

Measures on the card are millimetres of the real card (85.6 x 54).
"""

from __future__ import annotations

import math
import random
from collections.abc import Mapping

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from samples.generator import ornament, say
from samples.generator.fonts import font
from samples.generator.sheet import A4, Color, Document, Rect, Sheet

Fields = Mapping[str, str]
CARD = (85.6, 54.0)
_LABEL: Color = (62, 140, 190)
_INK: Color = (32, 32, 36)


def paint_face(fields: Fields, face: str, rng: random.Random, dpi: float) -> Sheet:
    """One face, filling the picture. `face` is portrait or emblem; corners are not yet rounded."""
    sheet = Sheet.blank(CARD, dpi)
    ground(sheet, face, rng)
    return _portrait(sheet, fields, rng) if face == "portrait" else _emblem(sheet, fields, rng)


# -- the faces ----------------------------------------------------------------------------------------------


def ground(sheet: Sheet, face: str, rng: random.Random) -> None:
    """The printed ground of a card, over the whole sheet."""
    width, height = sheet.image.size
    xx = np.linspace(0, 1, width)[None, :, None]
    yy = np.linspace(0, 1, height)[:, None, None]
    blue, pink = np.array((205.0, 226.0, 238.0)), np.array((236.0, 220.0, 234.0))
    mix = np.clip(np.sin(np.pi * xx) * (0.75 + 0.25 * yy), 0, 1)
    if face == "emblem":
        mix = np.clip(0.35 + 0.5 * np.sin(np.pi * xx * 1.2), 0, 1) * (0.7 + 0.3 * yy)
    sheet.image.paste(Image.fromarray((blue * (1 - mix) + pink * mix).astype(np.uint8)), (0, 0))
    _waves(sheet, (184, 212, 230), rng, 0.9)
    _waves(sheet, (232, 200, 218), rng, 1.5)


def _waves(sheet: Sheet, color: Color, rng: random.Random, pitch: float) -> None:
    phase = rng.uniform(0, 6)
    for number in range(round(80 / pitch)):
        y0 = -12 + number * pitch
        line = []
        for step in range(0, 90, 2):
            bend = 3.2 * math.sin(step / 9 + phase + number / 11) + 1.5 * math.sin(step / 4 - number / 6)
            line.append((sheet.px(step), sheet.px(y0 + bend)))
        sheet.draw.line(line, fill=color, width=1)


def _portrait(sheet: Sheet, fields: Fields, rng: random.Random) -> Sheet:
    doc = sheet.document("id_card_portrait")
    face = rng.choice(("hei", "hei", "zenhei"))
    _labels(sheet)
    name = fields["name"]
    size, spacing = (10.0, 2.2 if len(name) == 2 else 0.4) if len(name) < 7 else (8.6, 0.15)
    doc.put("name", name, sheet.text(16.0, 11.1, name, face, size, _INK, spacing=spacing))
    doc.put("sex", fields["sex"], sheet.text(16.0, 17.7, fields["sex"], face, 8.4, _INK))
    doc.put("ethnicity", fields["ethnicity"], sheet.text(33.0, 17.7, fields["ethnicity"], face, 8.4, _INK))
    _birth(sheet, doc, fields["birth"], face)
    box = sheet.paragraph(16.0, 31.2, fields["address"], 35.2, face, 8.8, _INK, leading=1.42)
    doc.put("address", fields["address"], box)
    doc.put(
        "id_number",
        fields["id_number"],
        sheet.text(29.0, 49.0, fields["id_number"], "ocrb", 10.2, _INK, spacing=0.03),
    )
    photo(sheet, rng)
    return sheet


def _labels(sheet: Sheet) -> None:
    for x, y, label in (
        (6.2, 11.1, "姓名"),
        (6.2, 17.7, "性别"),
        (25.0, 17.7, "民族"),
        (6.2, 24.3, "出生"),
        (6.2, 31.2, "住址"),
    ):
        sheet.text(x, y, label, "hei", 7.2, _LABEL, spacing=1.2)
    sheet.text(6.2, 49.0, "公民身份号码", "hei", 8.4, _LABEL)


def _birth(sheet: Sheet, doc: Document, value: str, face: str) -> None:
    year, month, day = value.split("-")
    one = sheet.text(16.0, 24.3, year, face, 8.4, _INK)
    sheet.text(25.0, 24.3, "年", "hei", 7.2, _LABEL)
    sheet.text(32.2, 24.3, str(int(month)), face, 8.4, _INK, anchor="rs")
    sheet.text(33.0, 24.3, "月", "hei", 7.2, _LABEL)
    sheet.text(40.2, 24.3, str(int(day)), face, 8.4, _INK, anchor="rs")
    last = sheet.text(41.0, 24.3, "日", "hei", 7.2, _LABEL)
    doc.put("birth", value, (one[0], min(one[1], last[1]), last[2], max(one[3], last[3])))


def photo(
    sheet: Sheet, rng: random.Random, at: tuple[float, float] = (54.5, 10.0), wide: float = 25.0
) -> None:
    """A head and shoulders in flat colours, blurred; `at` is the top left corner, `wide` the width, in mm."""
    width, height = round(sheet.px(wide)), round(sheet.px(wide * 1.24))
    size = (width * 2, height * 2)
    picture = Image.new("RGBA", size, (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    w, h = size
    hair, skin = (
        rng.choice(((28, 24, 26), (46, 38, 36), (90, 88, 90))),
        rng.choice(((226, 186, 160), (214, 170, 144))),
    )
    coat = rng.choice(((40, 46, 66), (30, 30, 32), (92, 40, 48), (70, 92, 120)))
    draw.ellipse((w * -0.02, h * 0.74, w * 1.02, h * 1.3), fill=(*coat, 255))
    draw.polygon([(w * 0.38, h * 0.76), (w * 0.62, h * 0.76), (w * 0.5, h * 0.95)], fill=(240, 240, 240, 255))
    draw.rectangle((w * 0.4, h * 0.6, w * 0.6, h * 0.8), fill=(*skin, 255))
    draw.ellipse((w * 0.24, h * 0.06, w * 0.76, h * 0.56), fill=(*hair, 255))
    draw.ellipse((w * 0.28, h * 0.16, w * 0.72, h * 0.7), fill=(*skin, 255))
    for x in (0.4, 0.6):
        draw.ellipse((w * (x - 0.035), h * 0.4, w * (x + 0.035), h * 0.425), fill=(50, 40, 40, 255))
    draw.ellipse((w * 0.44, h * 0.57, w * 0.56, h * 0.595), fill=(176, 96, 92, 255))
    draw.rectangle((0, h - 1, w, h), fill=(*coat, 255))
    picture = picture.filter(ImageFilter.GaussianBlur(w / 160)).resize(
        (width, height), Image.Resampling.LANCZOS
    )
    sheet.paste(picture, *at)


def _emblem(sheet: Sheet, fields: Fields, rng: random.Random) -> Sheet:
    doc = sheet.document("id_card_emblem")
    badge = ornament.emblem(round(sheet.px(15)), (198, 46, 50), (236, 214, 196))
    sheet.paste(badge, 6.5, 5.5)
    face = rng.choice(("song_bold", "hei_bold"))
    sheet.spread(29, 13.2, "中华人民共和国", 41, face, 12.2, _INK)
    sheet.spread(26.5, 23.8, "居民身份证", 46, "hei_bold", 17.5, _INK)
    sheet.text(20.5, 41.2, "签发机关", "hei", 7.0, _INK)
    sheet.text(20.5, 47.8, "有效期限", "hei", 7.0, _INK)
    value_face = rng.choice(("hei", "zenhei"))
    doc.put(
        "authority", fields["authority"], sheet.text(34.5, 41.2, fields["authority"], value_face, 7.6, _INK)
    )
    doc.put(
        "term", fields["term"], sheet.text(34.5, 47.8, say.card_term(fields["term"]), value_face, 7.8, _INK)
    )
    return sheet


# -- ways to put cards on a sheet ---------------------------------------------------------------------------


def cut(card: Sheet) -> Image.Image:
    """The card with rounded corners (RGBA)."""
    mask = Image.new("L", (card.image.width * 2, card.image.height * 2), 0)
    ImageDraw.Draw(mask).rounded_rectangle(
        (0, 0, mask.width - 1, mask.height - 1), card.px(3.2) * 2, fill=255
    )
    picture = card.image.convert("RGBA")
    picture.putalpha(mask.resize(card.image.size, Image.Resampling.LANCZOS))
    return picture


def lay(sheet: Sheet, card: Sheet, x: float, y: float, turned: int = 0) -> None:
    """Put a card with its top left corner at (x, y) mm, turned by 0 or 180 degrees; its labels move along."""
    picture = cut(card)
    if turned == 180:
        picture = picture.transpose(Image.Transpose.ROTATE_180)
    left, top, _, _ = sheet.paste(picture, x, y)
    for doc in card.documents:
        doc.boxes = {name: _moved(box, card, turned, left, top) for name, box in doc.boxes.items()}
        doc.turned = turned
        sheet.documents.append(doc)


def _moved(box: Rect, card: Sheet, turned: int, left: float, top: float) -> Rect:
    x0, y0, x1, y1 = box
    if turned == 180:
        width, height = card.image.size
        x0, y0, x1, y1 = width - x1, height - y1, width - x0, height - y0
    return x0 + left, y0 + top, x1 + left, y1 + top


def on_paper(cards: list[Sheet], rng: random.Random, *, turned: tuple[int, ...] = ()) -> Sheet:
    """A photocopy: cards at true size on a white A4, one below the other, rarely side by side."""
    sheet = Sheet.blank(A4, cards[0].dpi)
    beside = len(cards) == 2 and rng.random() < 0.2
    x, y = rng.uniform(52, 72), rng.uniform(45, 70)
    for number, card in enumerate(cards):
        place = (
            (rng.uniform(10, 14) + number * 94, y)
            if beside
            else (x + rng.uniform(-3, 3), y + number * rng.uniform(66, 90))
        )
        lay(sheet, card, *place, turned[number] if number < len(turned) else 0)
    return sheet


def on_desk(card: Sheet, rng: random.Random) -> Sheet:
    """A photograph of the card lying on a desk."""
    sheet = Sheet.blank((CARD[0] + rng.uniform(10, 26), CARD[1] + rng.uniform(9, 22)), card.dpi)
    color = rng.choice(((206, 190, 168), (172, 138, 104), (120, 122, 126), (224, 220, 214)))
    noise = np.random.default_rng(rng.randrange(2**32))
    width, height = sheet.image.size
    grain = noise.normal(0, 5, (height, 1)) + noise.normal(0, 2, (height, width))
    wood = np.asarray(color, dtype=np.float64) + grain[..., None]
    sheet.image.paste(
        Image.fromarray(wood.clip(0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(1.2)), (0, 0)
    )
    x = (width * 25.4 / sheet.dpi - CARD[0]) / 2
    y = (height * 25.4 / sheet.dpi - CARD[1]) / 2
    shadow = Image.new("L", sheet.image.size, 0)
    ImageDraw.Draw(shadow).rounded_rectangle(
        (sheet.px(x + 0.8), sheet.px(y + 0.8), sheet.px(x + CARD[0] + 1), sheet.px(y + CARD[1] + 1)),
        sheet.px(3),
        fill=110,
    )
    sheet.image.paste((40, 36, 32), (0, 0), shadow.filter(ImageFilter.GaussianBlur(sheet.px(0.7))))
    lay(sheet, card, x, y)
    return sheet


def filling(card: Sheet) -> Sheet:
    """A scan of the card alone."""
    sheet = Sheet.blank(CARD, card.dpi, (250, 250, 250))
    lay(sheet, card, 0, 0)
    return sheet


def usage_note(sheet: Sheet, rng: random.Random) -> None:
    """A line across the copy saying what it is for."""
    text = rng.choice(("仅供办理社会保险登记使用", "此复印件仅用于办理社保开户，再次复印无效", "与原件一致"))
    type_ = font("hei", sheet.points(15))
    tile = Image.new("L", (round(type_.getlength(text)) + 10, sheet.points(24)), 0)
    ImageDraw.Draw(tile).text((5, 2), text, font=type_, fill=170)
    tile = tile.rotate(rng.uniform(8, 24), Image.Resampling.BICUBIC, expand=True)
    sheet.image.paste((96, 96, 100), (round(sheet.px(70)), round(sheet.px(rng.uniform(60, 120)))), tile)
