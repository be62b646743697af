"""What else is on papers and is no seal: a thumb print in red ink, a gold medal."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from samples.generator.fonts import font
from samples.generator.seals import star_points
from samples.generator.sheet import Color, Sheet

INK: Color = (206, 34, 44)
_GOLD: Color = (212, 168, 62)
_DARK_GOLD: Color = (150, 106, 28)
_RIBBON: Color = (196, 30, 36)
_RIDGE = 0.55  # mm from one ridge of a finger to the next


def thumb(sheet: Sheet, cx: float, cy: float, rng: random.Random) -> None:
    """The print of a thumb around (`cx`, `cy`) millimetres, 14 by 19 of them."""
    width, height = round(sheet.px(14)), round(sheet.px(19))
    noise = np.random.default_rng(rng.randrange(2**32))
    yy, xx = np.mgrid[0:height, 0:width]
    x, y = (xx / width - 0.5) * 14, (yy / height - 0.5) * 19
    bend = noise.uniform(0.5, 0.9)
    away = np.hypot(x, (y + 2.0) * bend) + 0.35 * np.sin(y * 0.7 + noise.uniform(0, 6))
    ridges = np.sin(2 * np.pi * away / _RIDGE) * 0.5 + 0.5
    inside = np.hypot(x / 7.0, y / 9.5)
    edge = np.clip((1.0 - inside) * 5, 0, 1)
    coarse = Image.fromarray((noise.random((8, 6)) * 255).astype(np.uint8)).resize(
        (width, height), Image.Resampling.BICUBIC
    )
    patchy = np.clip(np.asarray(coarse) / 255 * 1.2, 0.35, 1)
    ink = Image.fromarray((np.clip(ridges * 1.3, 0, 1) * edge * patchy * 235).astype(np.uint8))
    turned = ink.rotate(rng.uniform(-25, 25), Image.Resampling.BICUBIC, expand=True)
    paper = Image.new("RGB", turned.size, (255, 255, 255))
    paper.paste(INK, (0, 0), turned)
    sheet.multiply(paper, round(sheet.px(cx) - turned.width / 2), round(sheet.px(cy) - turned.height / 2))


def medal(sheet: Sheet, cx: float, cy: float, rng: random.Random) -> None:
    """A gold medal with its ribbons, as printed or stuck on papers, around (`cx`, `cy`) millimetres."""
    size = round(sheet.px(26)) * 2
    image = Image.new("RGBA", (size, round(size * 1.35)), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    middle = size / 2
    for side in (-1, 1):
        shape = [(0.06, 0.7), (0.34, 0.7), (0.4, 1.33), (0.24, 1.22), (0.1, 1.33)]
        draw.polygon([(middle + side * size * x, size * y) for x, y in shape], fill=(*_RIBBON, 255))
    draw.polygon(_toothed(middle, size * 0.49, 32), fill=(*_GOLD, 255))
    for share in (0.41, 0.37):
        reach = size * share
        box = (middle - reach, middle - reach, middle + reach, middle + reach)
        draw.ellipse(box, outline=(*_DARK_GOLD, 255), width=size // 90)
    draw.polygon(star_points(middle, size * 0.36, size * 0.15), fill=(*_DARK_GOLD, 255))
    words = rng.choice(("诚信单位", "先进单位", "示范单位"))
    draw.text(
        (middle, size * 0.63), words, font=font("hei_bold", size // 9), fill=(*_DARK_GOLD, 255), anchor="mm"
    )
    small = image.resize((image.width // 2, image.height // 2), Image.Resampling.LANCZOS)
    done = small.filter(ImageFilter.GaussianBlur(0.4))
    to_mm = 25.4 / sheet.dpi
    sheet.paste(done, cx - done.width / 2 * to_mm, cy - done.height / 2 * to_mm)


def _toothed(middle: float, reach: float, teeth: int) -> list[tuple[float, float]]:
    """The rim of a medal."""
    angles = np.linspace(0, 2 * np.pi, teeth * 2, endpoint=False)
    radii = np.where(np.arange(teeth * 2) % 2, reach * 0.93, reach)
    return [(middle + r * np.cos(a), middle + r * np.sin(a)) for r, a in zip(radii, angles, strict=True)]


EXTRAS: Mapping[str, Callable[[Sheet, float, float, random.Random], None]] = {"thumb": thumb, "medal": medal}
