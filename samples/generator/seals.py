"""Seals: round with star and ring text, oval, square; red, sometimes blue, partly faint."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from samples.generator.fonts import font
from samples.generator.sheet import Color, SealMark, Sheet

RED: Color = (214, 30, 36)
BLUE: Color = (40, 60, 170)
_SCALE = 2  # drawn larger and scaled down, so that turned characters stay smooth


def round_seal(
    text: str, diameter: float, *, code: str = "", middle: str = "", star: bool = True
) -> Image.Image:
    """Ink (L, white = ink) of a round seal, `diameter` in pixels. `middle` is the level line (财务专用章)."""
    size = round(diameter * _SCALE)
    ink = Image.new("L", (size, size), 0)
    draw = ImageDraw.Draw(ink)
    border = max(2, size // 38)
    draw.ellipse((1, 1, size - 2, size - 2), outline=255, width=border)
    _ring(ink, text, size, size / 2 * 0.735, height=_ring_height(text, size), arc=_ring_arc(text))
    if star:
        _star(draw, size / 2, size / 2, size * 0.155)
    if middle:
        height = round(min(size * 0.1, size * 0.72 / len(middle)))
        draw.text((size / 2, size * 0.74), middle, font=font("song_bold", height), fill=255, anchor="mm")
    if code:
        _foot(ink, code, size)
    return ink.resize((round(diameter), round(diameter)), Image.Resampling.LANCZOS)


def oval_seal(text: str, width: float, *, middle: str = "", code: str = "") -> Image.Image:
    """Ink of an oval seal, 3:2, without a star."""
    tall = round_seal(text, width, code=code, star=False)
    ink = tall.resize((round(width), round(width * 2 / 3)), Image.Resampling.LANCZOS)
    if middle:
        height = round(min(width * 0.09, width * 0.7 / len(middle)))
        ImageDraw.Draw(ink).text(
            (ink.width / 2, ink.height / 2), middle, font=font("song_bold", height), fill=255, anchor="mm"
        )
    return ink


def square_seal(text: str, side: float, *, middle: str = "") -> Image.Image:
    """Ink of a square special seal: the name and the purpose in rows within a border."""
    size = round(side * _SCALE)
    ink = Image.new("L", (size, size), 0)
    draw = ImageDraw.Draw(ink)
    draw.rectangle((1, 1, size - 2, size - 2), outline=255, width=max(2, size // 26))
    chars = text + middle
    across = math.ceil(math.sqrt(len(chars)))
    down = math.ceil(len(chars) / across)
    height = round(size * 0.86 / across)
    for place, char in enumerate(chars):
        row, column = divmod(place, across)
        at = (size * (0.07 + 0.86 * (column + 0.5) / across), size * (0.07 + 0.86 * (row + 0.5) / down))
        draw.text(at, char, font=font("song_bold", height), fill=255, anchor="mm")
    return ink.resize((round(side), round(side)), Image.Resampling.LANCZOS)


def name_seal(name: str, side: float) -> Image.Image:
    """Ink of a square name seal: characters in two columns, read from the right."""
    size = round(side * _SCALE)
    ink = Image.new("L", (size, size), 0)
    draw = ImageDraw.Draw(ink)
    draw.rectangle((1, 1, size - 2, size - 2), outline=255, width=max(2, size // 22))
    chars = (name.replace("·", "") + "之印")[:4] if len(name) < 4 else name.replace("·", "")[:4]
    if len(name) == 3:
        chars = name + "印"
    for place, char in enumerate(chars):
        column, row = divmod(place, 2)
        at = (size * (0.715 - 0.43 * column), size * (0.285 + 0.43 * row))
        draw.text(at, char, font=font("song_bold", round(size * 0.4)), fill=255, anchor="mm")
    return ink.resize((round(side), round(side)), Image.Resampling.LANCZOS)


def _ring_arc(text: str) -> float:
    """Degrees that the ring text covers."""
    return min(262.0, 70 + 16.5 * len(text))


def _ring_height(text: str, size: int) -> int:
    return round(min(size * 0.165, size * 0.735 * math.pi * _ring_arc(text) / 360 / max(6, len(text)) * 1.12))


def _ring(ink: Image.Image, text: str, size: int, radius: float, height: int, arc: float) -> None:
    step = arc / max(1, len(text) - 1)
    # many characters on the ring are set narrow, as seal makers do
    width = min(1.0, 2 * math.pi * radius * step / 360 / height * 0.97)
    for place, char in enumerate(text):
        angle = -arc / 2 + place * step
        tile = Image.new("L", (height * 2, height * 2), 0)
        ImageDraw.Draw(tile).text(
            (height, height), char, font=font("song_bold", height), fill=255, anchor="mm"
        )
        tile = tile.resize(
            (max(1, round(tile.width * width)), round(tile.height * 1.12)), Image.Resampling.BICUBIC
        )
        tile = tile.rotate(-angle, Image.Resampling.BICUBIC, expand=True)
        x = size / 2 + radius * math.sin(math.radians(angle)) - tile.width / 2
        y = size / 2 - radius * math.cos(math.radians(angle)) - tile.height / 2
        ink.paste(255, (round(x), round(y)), tile)


def _foot(ink: Image.Image, code: str, size: int) -> None:
    height, radius = max(6, round(size * 0.05)), size / 2 * 0.86
    for place, char in enumerate(code):
        angle = (place - (len(code) - 1) / 2) * -5.2
        tile = Image.new("L", (height * 2, height * 2), 0)
        ImageDraw.Draw(tile).text((height, height), char, font=font("hei", height), fill=255, anchor="mm")
        tile = tile.rotate(angle * -1, Image.Resampling.BICUBIC, expand=True)
        x = size / 2 - radius * math.sin(math.radians(angle)) - tile.width / 2
        y = size / 2 + radius * math.cos(math.radians(angle)) - tile.height / 2
        ink.paste(255, (round(x), round(y)), tile)


def _star(draw: ImageDraw.ImageDraw, cx: float, cy: float, radius: float) -> None:
    draw.polygon(star_points(cx, cy, radius), fill=255)


def star_points(cx: float, cy: float, radius: float, turn: float = 0) -> list[tuple[float, float]]:
    points = []
    for corner in range(10):
        reach = radius if corner % 2 == 0 else radius * 0.382
        angle = math.radians(turn + corner * 36)
        points.append((cx + reach * math.sin(angle), cy - reach * math.cos(angle)))
    return points


def worn(ink: Image.Image, rng: random.Random, strength: float = 1.0) -> Image.Image:
    """Uneven ink: mottled all over and fainter towards one side."""
    noise = np.random.default_rng(rng.randrange(2**32))
    height, width = ink.height, ink.width
    coarse = Image.fromarray((noise.random((9, 9)) * 255).astype(np.uint8)).resize(
        ink.size, Image.Resampling.BICUBIC
    )
    fine = noise.random((height, width))
    side = rng.uniform(0, 2 * math.pi)
    yy, xx = np.mgrid[0:height, 0:width]
    slope = ((xx / width - 0.5) * math.cos(side) + (yy / height - 0.5) * math.sin(side)) * rng.uniform(
        0, 0.55
    )
    keep = np.clip(0.84 + slope + (np.asarray(coarse) / 255 - 0.5) * 0.5 - (fine > 0.93) * 0.45, 0.12, 1)
    faded = np.asarray(ink, dtype=np.float64) * keep * strength
    return Image.fromarray(faded.clip(0, 255).astype(np.uint8)).filter(ImageFilter.GaussianBlur(0.4))


def stamp(
    sheet: Sheet,
    cx: float,
    cy: float,
    ink: Image.Image,
    mark: tuple[str, str],
    rng: random.Random,
    *,
    color: Color = RED,
    turn: float | None = None,
    strength: float = 1.0,
) -> None:
    """Press `ink` on the sheet around (`cx`, `cy`) millimetres. `mark` is shape and text for the label."""
    angle = rng.gauss(0, 7) if turn is None else turn
    pressed = worn(ink.rotate(angle, Image.Resampling.BICUBIC, expand=True), rng, strength)
    paper = Image.new("RGB", pressed.size, (255, 255, 255))
    paper.paste(color, (0, 0), pressed)
    left, top = round(sheet.px(cx) - pressed.width / 2), round(sheet.px(cy) - pressed.height / 2)
    box = sheet.multiply(paper, left, top)
    name = "blue" if color == BLUE else "red"
    sheet.seals.append(SealMark(mark[0], name, mark[1], box))


def official(
    sheet: Sheet,
    cx: float,
    cy: float,
    text: str,
    rng: random.Random,
    *,
    code: str = "",
    diameter: float = 40,
    title: str = "",
    **press: float,
) -> None:
    """The round official seal of an organisation, or a special one with a `title`; `diameter` in millimetres."""
    ink = round_seal(text, sheet.px(diameter), code=code, middle=title)
    mark = ("round", text + title)
    stamp(sheet, cx, cy, ink, mark, rng, turn=press.get("turn"), strength=press.get("strength", 1.0))


def square(sheet: Sheet, cx: float, cy: float, name: str, rng: random.Random) -> None:
    """The name seal of a person, now and then in blue."""
    color = BLUE if rng.random() < 0.15 else RED
    stamp(sheet, cx, cy, name_seal(name, sheet.px(18)), ("square", name), rng, color=color)


@dataclass(frozen=True)
class Press:
    """An official seal ready to be pressed; `seed` decides how well and how straight it comes out."""

    text: str
    code: str
    seed: int
    diameter: float = 40
    title: str = ""
    shape: str = "round"
    place: str = ""
    blue: bool = False

    def on(self, sheet: Sheet, x: float, y: float) -> None:
        """Press it around (x, y) mm, never exactly there; nothing if it has no text.

        `place` ``edge`` presses half of it beside the paper, ``smudged`` so that nobody can read it, ``far`` at the
        other end of the sheet.
        """
        if not self.text:
            return
        rng = random.Random(self.seed)
        at = (x + rng.uniform(-6, 6), y + rng.uniform(-4, 4))
        if self.place or self.blue or self.shape != "round":
            self._otherwise(sheet, at, rng)
            return
        official(
            sheet,
            *at,
            self.text,
            rng,
            code=self.code,
            diameter=self.diameter,
            title=self.title,
            strength=rng.choice((1.0, 1.0, 0.75)),
        )

    def _otherwise(self, sheet: Sheet, at: tuple[float, float], rng: random.Random) -> None:
        size = sheet.px(self.diameter)
        if self.shape == "oval":
            ink = oval_seal(self.text, size * 1.1, middle=self.title, code=self.code)
        elif self.shape == "square":
            ink = square_seal(self.text, size * 0.75, middle=self.title)
        else:
            ink = round_seal(self.text, size, code=self.code, middle=self.title)
        if self.place == "smudged":
            ink = ink.filter(ImageFilter.GaussianBlur(size / 34))
        width = sheet.image.width * 25.4 / sheet.dpi
        x = width - self.diameter * rng.uniform(-0.06, 0.06) if self.place == "edge" else at[0]
        color = BLUE if (self.shape == "oval" and rng.random() < 0.3) or self.blue else RED
        spot = _far_from(sheet, at) if self.place == "far" else (x, at[1])
        stamp(sheet, *spot, ink, (self.shape, self.text + self.title), rng, color=color)


def _far_from(sheet: Sheet, at: tuple[float, float]) -> tuple[float, float]:
    """A place near the left edge of the sheet, at the end that is farther from `at` (mm)."""
    height = sheet.image.height * 25.4 / sheet.dpi
    return 34.0, height - 34 if at[1] < height / 2 else 34.0
