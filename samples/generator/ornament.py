"""Emblem, guilloche borders, security patterns, watermarks, QR and bar codes."""

from __future__ import annotations

import math
import random
from functools import lru_cache

import numpy as np
import zxingcpp
from PIL import Image, ImageDraw, ImageFilter

from samples.generator.fonts import font
from samples.generator.seals import star_points
from samples.generator.sheet import Color, Rect, Sheet

EMBLEM_RED: Color = (226, 38, 44)


@lru_cache(maxsize=32)
def emblem(pixels: int, color: Color = EMBLEM_RED, gold: Color = (255, 236, 214)) -> Image.Image:
    """A national emblem in outline, `pixels` wide: a wreath, five stars, a gate, a cog wheel."""
    size = pixels * 3
    image = Image.new("RGBA", (size, round(size * 1.12)), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    pale = (*gold, 255)
    full = (*color, 255)
    draw.ellipse((0, 0, size - 1, size - 1), fill=full)
    _wreath(draw, size, pale)
    draw.ellipse((size * 0.16, size * 0.13, size * 0.84, size * 0.81), fill=full)
    draw.polygon(star_points(size / 2, size * 0.27, size * 0.085), fill=pale)
    for angle in (-62, -24, 24, 62):
        cx = size / 2 + math.sin(math.radians(angle)) * size * 0.215
        cy = size * 0.24 + math.cos(math.radians(angle)) * size * 0.19
        draw.polygon(star_points(cx, cy, size * 0.042, angle), fill=pale)
    _gate(draw, size, pale)
    _foot(draw, size, pale, full)
    return image.resize((pixels, round(pixels * 1.12)), Image.Resampling.LANCZOS)


def _wreath(draw: ImageDraw.ImageDraw, size: int, pale: tuple[int, ...]) -> None:
    for step in range(-150, 151, 7):
        angle = math.radians(step + 180)
        for reach, length in ((0.455, 0.022), (0.405, 0.02)):
            cx = size / 2 - math.sin(angle) * size * reach
            cy = size / 2 + math.cos(angle) * size * reach * -1
            dot = size * length
            draw.ellipse((cx - dot, cy - dot * 0.7, cx + dot, cy + dot * 0.7), fill=pale)


def _gate(draw: ImageDraw.ImageDraw, size: int, pale: tuple[int, ...]) -> None:
    for x0, y0, x1, y1 in ((0.40, 0.505, 0.60, 0.525), (0.37, 0.545, 0.63, 0.57), (0.28, 0.61, 0.72, 0.665)):
        draw.rectangle((size * x0, size * y0, size * x1, size * y1), fill=pale)
    for place in range(7):
        x = 0.405 + place * 0.029
        draw.rectangle((size * x, size * 0.57, size * (x + 0.014), size * 0.605), fill=pale)


def _foot(draw: ImageDraw.ImageDraw, size: int, pale: tuple[int, ...], full: tuple[int, ...]) -> None:
    draw.ellipse((size * 0.40, size * 0.74, size * 0.60, size * 0.94), fill=pale)
    draw.ellipse((size * 0.445, size * 0.785, size * 0.555, size * 0.895), fill=full)
    draw.polygon(
        [(size * x, size * y) for x, y in ((0.2, 0.86), (0.42, 0.9), (0.4, 1.1), (0.24, 1.04))], fill=full
    )
    draw.polygon(
        [(size * x, size * y) for x, y in ((0.8, 0.86), (0.58, 0.9), (0.6, 1.1), (0.76, 1.04))], fill=full
    )
    draw.line(
        [(size * x, size * y) for x, y in ((0.24, 0.9), (0.40, 0.94), (0.60, 0.94), (0.76, 0.9))],
        fill=pale,
        width=size // 60,
    )


def guilloche_frame(sheet: Sheet, rect: Rect, color: Color, depth: float = 7.5, scallop: float = 8.0) -> None:
    """A border of woven curves inside `rect` (mm), its inner edge scalloped."""
    x0, y0, x1, y1 = rect
    sheet.frame(x0, y0, x1, y1, 0.5, color)
    sheet.frame(x0 + 1, y0 + 1, x1 - 1, y1 - 1, 0.2, color)
    for side, length in (("top", x1 - x0), ("bottom", x1 - x0), ("left", y1 - y0), ("right", y1 - y0)):
        for curve in _weave(length, depth, scallop):
            points = [_place(side, rect, along, across) for along, across in curve]
            sheet.draw.line([(sheet.px(x), sheet.px(y)) for x, y in points], fill=color, width=1)


def _weave(length: float, depth: float, scallop: float) -> list[list[tuple[float, float]]]:
    """Curves as (along, across) points in millimetres: bows at the inner edge, waves in the band."""
    count = max(1, round(length / scallop))
    width = length / count
    along = np.linspace(0, length, count * 24)
    curves = []
    for part in range(7):
        bow = depth * (0.62 + 0.055 * part) + depth * 0.05 * (part + 1) * np.abs(
            np.sin(np.pi * along / width)
        )
        wave = depth * 0.34 + depth * 0.26 * np.sin(2 * np.pi * along / width * 1.5 + part * 0.9)
        curves += [
            list(zip(along.tolist(), bow.tolist(), strict=True)),
            list(zip(along.tolist(), wave.tolist(), strict=True)),
        ]
    return curves


def _place(side: str, rect: Rect, along: float, across: float) -> tuple[float, float]:
    x0, y0, x1, y1 = rect
    return {
        "top": (x0 + along, y0 + across),
        "bottom": (x0 + along, y1 - across),
        "left": (x0 + across, y0 + along),
        "right": (x1 - across, y0 + along),
    }[side]


def pattern(
    sheet: Sheet, text: str, face: str, size: float, color: Color, step: tuple[float, float], inset: Rect
) -> None:
    """Pale words in rows, every second row shifted, inside `inset` (mm)."""
    x0, y0, x1, y1 = inset
    row = 0
    y = y0
    while y < y1:
        x = x0 + (row % 2) * step[0] / 2
        while x < x1 - sheet.width_of(text, face, size) * 0.6:
            sheet.text(x, y, text, face, size, color)
            x += step[0]
        y += step[1]
        row += 1


def diagonal(
    sheet: Sheet, text: str, size: float, shade: int, angle: float, step: float, gap: float = 18
) -> None:
    """A translucent grey text repeated across the whole sheet (此复印件仅用于…)."""
    width, height = sheet.image.size
    reach = round(math.hypot(width, height))
    layer = Image.new("L", (reach, reach), 0)
    draw = ImageDraw.Draw(layer)
    type_ = font("hei", sheet.points(size))
    length = type_.getlength(text) + sheet.px(gap)
    for row, y in enumerate(range(0, reach, max(20, round(sheet.px(step))))):
        start = -(row % 3) * length / 3
        for place in range(round(reach / length) + 2):
            draw.text((start + place * length, y), text, font=type_, fill=shade)
    layer = layer.rotate(angle, Image.Resampling.BICUBIC).crop(
        (
            (reach - width) // 2,
            (reach - height) // 2,
            (reach - width) // 2 + width,
            (reach - height) // 2 + height,
        )
    )
    sheet.image.paste((120, 120, 124), (0, 0), layer)


def voided(sheet: Sheet, text: str, rng: random.Random, middle: tuple[float, float] | None = None) -> None:
    """A large rubber stamp in a frame across the sheet (作废), around a `middle` (mm) or somewhere."""
    height = round(sheet.px(rng.uniform(15, 22)))
    type_ = font("hei_bold", height)
    tile = Image.new("L", (round(type_.getlength(text) * 1.25) + height, round(height * 1.8)), 0)
    draw = ImageDraw.Draw(tile)
    draw.rectangle((2, 2, tile.width - 3, tile.height - 3), outline=200, width=max(3, height // 12))
    step = tile.width / (len(text) + 0.6)
    for place, char in enumerate(text):
        at = (step * (place + 0.8), tile.height / 2)
        draw.text(at, char, font=type_, fill=200, anchor="mm")
    tile = tile.rotate(rng.uniform(-18, 18), Image.Resampling.BICUBIC, expand=True)
    ink = Image.new("RGB", tile.size, (255, 255, 255))
    ink.paste(rng.choice(((204, 36, 44), (40, 52, 150))), (0, 0), tile)
    left = round((sheet.image.width - tile.width) * rng.uniform(0.25, 0.7))
    top = round((sheet.image.height - tile.height) * rng.uniform(0.3, 0.6))
    if middle is not None:
        left, top = (round(sheet.px(at) - side / 2) for at, side in zip(middle, tile.size, strict=True))
    sheet.multiply(ink, left, top)


def qr_code(text: str, pixels: int) -> Image.Image:
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode)
    array = np.array(zxingcpp.write_barcode_to_image(code, scale=1))
    return Image.fromarray(array).convert("RGB").resize((pixels, pixels), Image.Resampling.NEAREST)


def bar_code(text: str, width: int, height: int) -> Image.Image:
    code = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code39)
    array = np.array(zxingcpp.write_barcode_to_image(code, scale=1))
    return Image.fromarray(array[2:3]).convert("RGB").resize((width, height), Image.Resampling.NEAREST)


def paper_texture(sheet: Sheet, rect: Rect, color: Color, rng: random.Random) -> None:
    """Tint a part of the sheet like printed security paper."""
    left, top, right, bottom = (round(sheet.px(side)) for side in rect)
    noise = np.random.default_rng(rng.randrange(2**32))
    size = (right - left, bottom - top)
    cloud = Image.fromarray((noise.random((12, 16)) * 255).astype(np.uint8)).resize(
        size, Image.Resampling.BICUBIC
    )
    grain = Image.fromarray((noise.random((size[1], size[0])) * 255).astype(np.uint8)).filter(
        ImageFilter.GaussianBlur(0.7)
    )
    shade = (np.asarray(cloud, dtype=np.float64) - 128) * 0.035 + (
        np.asarray(grain, dtype=np.float64) - 128
    ) * 0.03
    tinted = np.asarray(color, dtype=np.float64) + shade[..., None]
    sheet.image.paste(Image.fromarray(tinted.clip(0, 255).astype(np.uint8)), (left, top))
