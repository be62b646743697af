"""What a camera, a lamp and a hasty hand do to a page. Conditions of `conditions`, used where they are asked for.

They are not among those drawn at random, so that a seed keeps giving the same case.
"""

from __future__ import annotations

import random

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Picture = Image.Image
Floats = NDArray[np.float64]

_DESKS = ((92, 74, 58), (60, 62, 66), (122, 98, 74), (40, 42, 44), (104, 110, 112))


def photograph(image: Picture, rng: random.Random, hard: bool) -> Picture:
    """The paper on a desk, seen at an angle in uneven light."""
    width, height = image.size
    reach = 0.09 if hard else 0.05
    margin = rng.uniform(0.05, 0.1)
    size = (round(width * (1 + 2 * margin + 2 * reach)), round(height * (1 + 2 * margin + 2 * reach)))
    corners = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    tilt = np.deg2rad(rng.uniform(-6, 6) if hard else rng.uniform(-3, 3))
    turn = np.array([[np.cos(tilt), -np.sin(tilt)], [np.sin(tilt), np.cos(tilt)]], np.float32)
    middle = np.array([width / 2, height / 2], np.float32)
    moved = (corners - middle) @ turn.T * np.float32(0.97) + np.array(size, np.float32) / 2
    moved += np.array(
        [(rng.uniform(-reach, reach) * width, rng.uniform(-reach, reach) * height) for _ in range(4)],
        np.float32,
    )
    desk = _desk(size, rng)
    matrix = cv2.getPerspectiveTransform(corners, moved)
    paper = cv2.warpPerspective(np.asarray(image.convert("RGB")), matrix, size, flags=cv2.INTER_AREA)
    lies = cv2.warpPerspective(np.full((height, width), 255, np.uint8), matrix, size, flags=cv2.INTER_LINEAR)
    fall = cv2.GaussianBlur(np.roll(lies, (6, 8), (0, 1)), (0, 0), size[0] / 120).astype(np.float64) / 255
    cover = lies[..., None].astype(np.float64) / 255
    scene = desk * (1 - 0.5 * fall[..., None]) * (1 - cover) + paper * cover
    return _picture(scene * _light(size, rng, 0.35 if hard else 0.2)[..., None] * 0.93)


def glare(image: Picture, rng: random.Random, hard: bool) -> Picture:
    """The reflection of a lamp: a burnt-out spot over the print, with soft edges."""
    width, height = image.size
    x, y = rng.uniform(0.3, 0.7) * width, rng.uniform(0.25, 0.7) * height
    wide, high = rng.uniform(0.12, 0.2) * width, rng.uniform(0.06, 0.12) * height
    yy, xx = np.mgrid[0:height, 0:width]
    away = np.hypot((xx - x) / wide, (yy - y) / high)
    lamp = np.clip(1.9 / (1 + np.exp((away - 1.1) * 5)), 0, 1)[..., None]
    dim = np.asarray(image.convert("RGB"), dtype=np.float64) * (0.78 if hard else 0.84)
    return _picture(dim + (256 - dim) * lamp)


def finger(image: Picture, rng: random.Random, hard: bool) -> Picture:
    """A finger that holds the paper down and stayed in the picture."""
    width, height = image.size
    unit = min(width, height)
    broad, long = (
        unit * rng.uniform(0.075, 0.1),
        unit * (rng.uniform(0.24, 0.32) if hard else rng.uniform(0.16, 0.24)),
    )
    side, along = rng.choice(("left", "right", "bottom")), rng.uniform(0.3, 0.7)
    tip = {
        "left": (long, along * height),
        "right": (width - long, along * height),
        "bottom": (along * width, height - long),
    }[side]
    roots = {
        "left": (-unit * 0.2, tip[1]),
        "right": (width + unit * 0.2, tip[1]),
        "bottom": (tip[0], height + unit * 0.2),
    }
    root = roots[side]
    yy, xx = np.mgrid[0:height, 0:width]
    dx, dy = root[0] - tip[0], root[1] - tip[1]
    along_ = np.clip(((xx - tip[0]) * dx + (yy - tip[1]) * dy) / (dx * dx + dy * dy), 0, 1)
    away = np.hypot(xx - tip[0] - along_ * dx, yy - tip[1] - along_ * dy) / (broad / 2)
    skin = np.array(rng.choice(((214, 168, 140), (198, 150, 122), (226, 184, 158))), np.float64)
    round_ = skin * (1 - 0.28 * np.clip(away, 0, 1)[..., None] ** 2)
    cover = np.clip((1.04 - away) * broad / 4, 0, 1)[..., None]
    shade = 1 - 0.35 * np.clip(1.35 - away, 0, 1)[..., None] * (1 - cover)
    return _picture(np.asarray(image.convert("RGB"), dtype=np.float64) * shade * (1 - cover) + round_ * cover)


def cut_edge(image: Picture, rng: random.Random, hard: bool) -> Picture:
    """The paper did not lie wholly on the glass: one side is missing, text and all."""
    width, height = image.size
    gone = rng.uniform(0.16, 0.24) if hard else rng.uniform(0.22, 0.32)
    if rng.random() < 0.5:
        return image.crop((0, 0, round(width * (1 - gone)), height))
    return image.crop((round(width * gone), 0, width, height))


def screen(image: Picture, rng: random.Random, hard: bool) -> Picture:
    """A photograph of the page on a monitor: every pixel shines through three coloured stripes."""
    fine = 3
    source = np.asarray(image.convert("RGB"), dtype=np.float32)
    height, width = source.shape[:2]
    shown = cv2.resize(source, (width * fine // 2, height * fine // 2), interpolation=cv2.INTER_AREA)
    column = np.arange(shown.shape[1]) % fine
    depth = np.float32(0.85 if hard else 0.7)
    dots = np.stack([np.where(column == light, 1.0, 1 - depth) for light in range(3)], axis=-1).astype(
        np.float32
    )
    rows = np.where(np.arange(shown.shape[0]) % fine == 0, 1 - 0.5 * depth, 1.0).astype(np.float32)
    lit = shown * dots[None] * rows[:, None, None]
    angle, scale = rng.uniform(1.0, 4.0) * rng.choice((-1, 1)), rng.uniform(0.93, 1.0) * 2 / fine
    middle = (shown.shape[1] / 2, shown.shape[0] / 2)
    matrix = np.asarray(cv2.getRotationMatrix2D(middle, angle, scale), np.float64)
    matrix[:, 2] += np.array([width - shown.shape[1], height - shown.shape[0]]) / 2
    seen = cv2.warpAffine(lit, matrix, (width, height), flags=cv2.INTER_LINEAR, borderValue=(30, 30, 32))
    seen = cv2.GaussianBlur(seen, (0, 0), 0.5)
    return _picture(np.asarray(seen, np.float64) * (215 / max(1.0, float(np.percentile(seen, 90)))))


def dark(image: Picture, rng: random.Random, hard: bool) -> Picture:
    """Too little light: the paper itself is dark and grainy."""
    own = np.random.default_rng(rng.randrange(2**32))
    level = rng.uniform(0.16, 0.22) if hard else rng.uniform(0.22, 0.3)
    array = np.asarray(image.convert("RGB"), dtype=np.float64) * level
    return _picture(array + own.normal(0, 3, (image.height, image.width, 1)))


def out_of_focus(image: Picture, rng: random.Random, hard: bool) -> Picture:
    """Blurred so far that every third word is lost to a reader."""
    strength = min(image.size) / 1240 * (rng.uniform(4.2, 5.0) if hard else rng.uniform(3.4, 4.0))
    return image.filter(ImageFilter.GaussianBlur(strength))


def too_small(image: Picture, rng: random.Random, hard: bool) -> Picture:
    """A preview or the thumbnail of a chat instead of the scan: print of six or seven pixels."""
    target = rng.uniform(500, 560) if hard else rng.uniform(560, 640)
    factor = target / max(image.size)
    return image.resize(
        (round(image.width * factor), round(image.height * factor)), Image.Resampling.BILINEAR
    )


def _desk(size: tuple[int, int], rng: random.Random) -> Floats:
    """A table top with a grain."""
    own = np.random.default_rng(rng.randrange(2**32))
    width, height = size
    grain = own.normal(0, 1, (max(2, height // 6), max(2, width // 60)))
    veins = cv2.resize(grain.astype(np.float32), size, interpolation=cv2.INTER_CUBIC)
    color = np.array(rng.choice(_DESKS), np.float64)
    return color * (1 + 0.06 * np.asarray(veins, np.float64)[..., None])


def _light(size: tuple[int, int], rng: random.Random, depth: float) -> Floats:
    """Brightness that falls off from one side to the other."""
    width, height = size
    angle = rng.uniform(0, 2 * np.pi)
    yy, xx = np.mgrid[0:height, 0:width]
    slope = (xx / width - 0.5) * np.cos(angle) + (yy / height - 0.5) * np.sin(angle)
    return np.asarray(1 - depth * (0.5 + slope / 1.42), np.float64)


def _picture(array: Floats) -> Picture:
    return Image.fromarray(array.clip(0, 255).astype(np.uint8))
