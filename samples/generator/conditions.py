"""What scanners, copiers and people do to a sheet. Each condition is picture -> picture.

`normal` and `hard` are strengths; even hard pages stay readable for a person. Labels keep speaking of the
upright, undistorted sheet.
"""

from __future__ import annotations

import io
import math
import random
from collections.abc import Callable

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageDraw, ImageEnhance, ImageFilter

from samples.generator import camera
from samples.generator.fonts import font

Picture = Image.Image
Condition = Callable[[Picture, random.Random, bool], Picture]
_WHITE = (255, 255, 255)


def skew(image: Picture, rng: random.Random, hard: bool) -> Picture:
    angle = rng.choice((-1, 1)) * (rng.uniform(2.5, 6.0) if hard else rng.uniform(0.4, 2.5))
    return image.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=_edge(image))


def blur(image: Picture, rng: random.Random, hard: bool) -> Picture:
    strength = image.width / 1240 if image.width < image.height else image.height / 1240
    return image.filter(
        ImageFilter.GaussianBlur(
            (rng.uniform(1.1, 1.5) if hard else rng.uniform(0.6, 1.0)) * max(0.6, strength)
        )
    )


def pale(image: Picture, rng: random.Random, hard: bool) -> Picture:
    keep = rng.uniform(0.32, 0.45) if hard else rng.uniform(0.5, 0.75)
    paper = rng.randint(238, 252)
    array = paper - (255 - np.asarray(image, dtype=np.float64)) * keep
    return _picture(array)


def colour_scan(image: Picture) -> Picture:
    """What a scanner that sees colour makes of a sheet: no paper is wholly white, black print or not."""
    tint = np.asarray((1.0, 0.996, 0.98))
    return _picture(np.asarray(image.convert("RGB"), dtype=np.float64) * tint)


def grey(image: Picture, rng: random.Random, hard: bool) -> Picture:
    copy = ImageEnhance.Contrast(image.convert("L")).enhance(rng.uniform(1.0, 1.5 if hard else 1.25))
    return copy.convert("RGB")


def black_white(image: Picture, _rng: random.Random, hard: bool) -> Picture:
    grey_ = np.asarray(image.convert("L"))
    block = round(min(image.size) / 26) | 1
    cut = cv2.adaptiveThreshold(
        grey_, 255, cv2.ADAPTIVE_THRESH_GAUSSIAN_C, cv2.THRESH_BINARY, block, 16 if hard else 13
    )
    return Image.fromarray(cut).convert("RGB")


def low_resolution(image: Picture, rng: random.Random, hard: bool) -> Picture:
    """Down to 100-120 dots per inch of an A4."""
    target = rng.uniform(100, 108) if hard else rng.uniform(110, 122)
    factor = min(1.0, target / (max(image.size) / 11.69))
    return image.resize(
        (round(image.width * factor), round(image.height * factor)), Image.Resampling.BILINEAR
    )


def jpeg(image: Picture, rng: random.Random, hard: bool) -> Picture:
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "JPEG", quality=rng.randint(18, 28) if hard else rng.randint(30, 50))
    return Image.open(io.BytesIO(buffer.getvalue())).convert("RGB")


def shadow(image: Picture, rng: random.Random, hard: bool) -> Picture:
    depth = rng.uniform(0.4, 0.55) if hard else rng.uniform(0.15, 0.35)
    angle = rng.uniform(0, 2 * math.pi)
    yy, xx = np.mgrid[0 : image.height, 0 : image.width]
    slope = (xx / image.width - 0.5) * math.cos(angle) + (yy / image.height - 0.5) * math.sin(angle)
    shade = 1 - depth / (1 + np.exp(-(slope - rng.uniform(-0.1, 0.2)) * rng.uniform(5, 12)))
    return _picture(np.asarray(image, dtype=np.float64) * shade[..., None])


def noise(image: Picture, rng: random.Random, hard: bool) -> Picture:
    own = np.random.default_rng(rng.randrange(2**32))
    array = np.asarray(image, dtype=np.float64) + own.normal(
        0, 11 if hard else 6, (image.height, image.width, 1)
    )
    specks = own.random((image.height, image.width)) < (0.0012 if hard else 0.0005)
    grown = cv2.dilate(specks.astype(np.uint8), np.ones((2, 2), np.uint8)).astype(bool)
    array[grown] = rng.randint(40, 110)
    return _picture(array)


def perspective(image: Picture, rng: random.Random, hard: bool) -> Picture:
    reach = 0.045 if hard else 0.02
    width, height = image.size
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    moved = np.array(
        [
            (x + rng.uniform(-reach, reach) * width, y + rng.uniform(-reach, reach) * height)
            for x, y in corners.tolist()
        ],
        np.float32,
    )
    pad = np.array((reach * width, reach * height), np.float32)
    matrix = cv2.getPerspectiveTransform(corners, moved + pad)
    size = (round(width * (1 + 2 * reach)), round(height * (1 + 2 * reach)))
    table = rng.choice(((92, 84, 76), (60, 62, 66), (150, 140, 128)))
    return Image.fromarray(
        cv2.warpPerspective(np.asarray(image), matrix, size, flags=cv2.INTER_AREA, borderValue=table)
    )


def border(image: Picture, rng: random.Random, hard: bool) -> Picture:
    """Dark edges where the paper did not cover the scanner's glass."""
    sides = [round(rng.uniform(0, 0.035 if hard else 0.018) * image.width) for _ in range(4)]
    dark = tuple([rng.randint(8, 50)] * 3)
    framed = Image.new("RGB", (image.width + sides[0] + sides[2], image.height + sides[1] + sides[3]), dark)
    framed.paste(image, (sides[0], sides[1]))
    return framed


def holes(image: Picture, rng: random.Random, _hard: bool) -> Picture:
    """Two punch holes at the left edge, or the mark of a staple in a corner."""
    done = image.copy()
    draw = ImageDraw.Draw(done)
    unit = min(image.size) / 210
    if rng.random() < 0.6:
        for y in (image.height / 2 - 40 * unit, image.height / 2 + 40 * unit):
            draw.ellipse((7 * unit, y - 3 * unit, 13 * unit, y + 3 * unit), fill=(70, 70, 72))
    else:
        draw.line((9 * unit, 14 * unit, 17 * unit, 8 * unit), fill=(90, 90, 96), width=max(2, round(unit)))
        draw.line(
            (10 * unit, 15 * unit, 18 * unit, 9 * unit), fill=(190, 190, 194), width=max(1, round(unit * 0.7))
        )
    return done


def stamp(image: Picture, rng: random.Random, hard: bool) -> Picture:
    """A rubber stamp in a frame, pressed somewhere over the text."""
    text, color = rng.choice(
        (
            ("原件已核", (196, 40, 48)),
            ("与原件一致", (40, 60, 160)),
            ("仅供社保登记使用", (40, 60, 160)),
            ("收  件", (196, 40, 48)),
        )
    )
    height = round(min(image.size) / (26 if hard else 34))
    type_ = font("hei_bold", height)
    tile = Image.new("L", (round(type_.getlength(text)) + height, height * 2), 0)
    draw = ImageDraw.Draw(tile)
    draw.rectangle((1, 1, tile.width - 2, tile.height - 2), outline=190, width=max(2, height // 12))
    draw.text((tile.width / 2, tile.height / 2), text, font=type_, fill=190, anchor="mm")
    tile = tile.rotate(rng.uniform(-15, 15), Image.Resampling.BICUBIC, expand=True)
    ink = Image.new("RGB", tile.size, _WHITE)
    ink.paste(color, (0, 0), tile)
    left = round(rng.uniform(0.1, 0.6) * (image.width - tile.width))
    top = round(rng.uniform(0.2, 0.75) * (image.height - tile.height))
    done = image.copy()
    region = done.crop((left, top, left + tile.width, top + tile.height))
    done.paste(ImageChops.multiply(region, ink), (left, top))
    return done


def unreadable(image: Picture, rng: random.Random, _hard: bool) -> Picture:
    """Blurred beyond reading; planted as a defect, never chosen at random."""
    return image.filter(ImageFilter.GaussianBlur(min(image.size) / 1240 * rng.uniform(13, 16)))


CONDITIONS: dict[str, Condition] = {
    "skew": skew,
    "blur": blur,
    "pale": pale,
    "grey": grey,
    "black_white": black_white,
    "low_resolution": low_resolution,
    "jpeg": jpeg,
    "shadow": shadow,
    "noise": noise,
    "perspective": perspective,
    "border": border,
    "holes": holes,
    "stamp": stamp,
}
# never drawn at random: planted as a defect, or asked for by name
ON_REQUEST: dict[str, Condition] = {
    "unreadable": unreadable,
    "photograph": camera.photograph,
    "glare": camera.glare,
    "finger": camera.finger,
    "cut_edge": camera.cut_edge,
    "screen": camera.screen,
    "dark": camera.dark,
    "out_of_focus": camera.out_of_focus,
    "too_small": camera.too_small,
}
# the order in which they happen to a sheet: on paper, on the copier, on the glass, in the file
_ORDER = (
    "stamp",
    "holes",
    "grey",
    "pale",
    "shadow",
    "skew",
    "perspective",
    "border",
    "blur",
    "low_resolution",
    "noise",
    "black_white",
    "jpeg",
)
# together they would leave nothing to read
_EXCLUSIVE = (
    {"perspective", "skew", "border"},
    {"black_white", "pale", "shadow", "jpeg"},
    {"blur", "low_resolution", "black_white", "pale"},
    {"noise", "black_white", "low_resolution"},
)


def choose(rng: random.Random, count: int) -> list[str]:
    """`count` conditions that go together, in the order in which they happen."""
    chosen: list[str] = []
    for name in rng.sample(sorted(CONDITIONS), len(CONDITIONS)):
        if len(chosen) == count:
            break
        if not any(name in group and group & set(chosen) for group in _EXCLUSIVE):
            chosen.append(name)
    return sorted(chosen, key=_ORDER.index)


def apply(image: Picture, names: list[str], rng: random.Random, hard: bool) -> Picture:
    for name in names:
        image = {**CONDITIONS, **ON_REQUEST}[name](image, rng, hard)
    return image


def turn(image: Picture, clockwise: int) -> Picture:
    """Turn the picture clockwise by 0, 90, 180 or 270 degrees."""
    return image.rotate(-clockwise, expand=True) if clockwise else image


def _edge(image: Picture) -> tuple[int, int, int]:
    corner = image.convert("RGB").getpixel((2, 2))
    return corner if isinstance(corner, tuple) and min(corner) < 140 else _WHITE  # type: ignore[return-value]


def _picture(array: NDArray[np.float64]) -> Picture:
    return Image.fromarray(array.clip(0, 255).astype(np.uint8))
