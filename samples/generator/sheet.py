"""A sheet of paper being drawn: sizes in millimetres, text that remembers where it stands.

Everything is drawn at `dpi`; boxes are pixels of the finished upright sheet.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from PIL import Image, ImageChops, ImageDraw

from samples.generator.fonts import font

Rect = tuple[float, float, float, float]
Color = tuple[int, int, int]
BLACK: Color = (25, 25, 28)
A4 = (210.0, 297.0)
A4_LANDSCAPE = (297.0, 210.0)
_CLOSING = "，。、；：！？）》」』】”’,.;:!?)"


@dataclass
class Document:
    """What one paper on the sheet says: its true values as printed and where they stand."""

    kind: str
    layout: str = ""
    material: str | None = None
    fields: dict[str, str] = field(default_factory=dict)
    boxes: dict[str, Rect] = field(default_factory=dict)
    rows: list[dict[str, str]] = field(default_factory=list)
    turned: int = 0

    def put(self, name: str, value: str, box: Rect | None) -> None:
        """Note that field `name` is printed with the normalised `value` in `box`; empty values are not."""
        if value == "":
            return
        self.fields[name] = value
        if box is not None:
            old = self.boxes.get(name)
            self.boxes[name] = union(old, box) if old else box


@dataclass
class SealMark:
    """A seal that was stamped: for labels of seal detection."""

    shape: str
    color: str
    text: str
    box: Rect


def union(a: Rect, b: Rect) -> Rect:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3])


@dataclass
class Sheet:
    """A picture with its labels. Lengths of the drawing methods are millimetres, sizes points."""

    image: Image.Image
    dpi: float
    documents: list[Document] = field(default_factory=list)
    seals: list[SealMark] = field(default_factory=list)

    @classmethod
    def blank(cls, size: tuple[float, float], dpi: float, color: Color = (255, 255, 255)) -> Sheet:
        width, height = (round(side * dpi / 25.4) for side in size)
        return cls(Image.new("RGB", (width, height), color), dpi)

    @property
    def draw(self) -> ImageDraw.ImageDraw:
        return ImageDraw.Draw(self.image)

    def px(self, mm: float) -> float:
        return mm * self.dpi / 25.4

    def points(self, size: float) -> int:
        return round(size * self.dpi / 72)

    # -- text -------------------------------------------------------------------------------------------

    def width_of(self, text: str, face: str, size: float) -> float:
        """Width in millimetres."""
        return float(font(face, self.points(size)).getlength(text)) * 25.4 / self.dpi

    def text(
        self,
        x: float,
        y: float,
        text: str,
        face: str = "song",
        size: float = 12,
        color: Color = BLACK,
        anchor: str = "ls",
        spacing: float = 0,
    ) -> Rect:
        """Set one line with its base line at `y`; `spacing` is added after each character (mm)."""
        if spacing:
            return self._spaced(x, y, text, face, size, color, spacing)
        type_ = font(face, self.points(size))
        at = (self.px(x), self.px(y))
        self.draw.text(at, text, font=type_, fill=color, anchor=anchor)
        return self.draw.textbbox(at, text, font=type_, anchor=anchor)

    def _spaced(
        self, x: float, y: float, text: str, face: str, size: float, color: Color, spacing: float
    ) -> Rect:
        box: Rect | None = None
        for char in text:
            one = self.text(x, y, char, face, size, color)
            box = union(box, one) if box and char != " " else box or one
            x += self.width_of(char, face, size) + spacing
        return box or (self.px(x), self.px(y), self.px(x), self.px(y))

    def spread(
        self,
        x: float,
        y: float,
        text: str,
        width: float,
        face: str = "song",
        size: float = 12,
        color: Color = BLACK,
    ) -> Rect:
        """Set `text` justified over `width` millimetres, as printed labels are (`名　　称`)."""
        natural = self.width_of(text, face, size)
        gap = (width - natural) / max(1, len(text) - 1)
        return self.text(x, y, text, face, size, color, spacing=max(gap, 0.01))

    def wrap(self, text: str, width: float, face: str, size: float) -> list[str]:
        """Break `text` into lines not wider than `width`, no closing mark at the head of a line."""
        lines, line = [], ""
        for char in text:
            if char == "\n" or (
                line and self.width_of(line + char, face, size) > width and char not in _CLOSING
            ):
                lines.append(line)
                line = ""
            line += char.strip("\n")
        return [*lines, line] if line else lines

    def paragraph(
        self,
        x: float,
        y: float,
        text: str,
        width: float,
        face: str = "song",
        size: float = 12,
        color: Color = BLACK,
        leading: float = 1.3,
    ) -> Rect:
        """Set wrapped lines, the first with its base line at `y`."""
        box: Rect | None = None
        step = size * 25.4 / 72 * leading
        for number, line in enumerate(self.wrap(text, width, face, size)):
            one = self.text(x, y + number * step, line, face, size, color)
            box = union(box, one) if box else one
        return box or (self.px(x), self.px(y), self.px(x), self.px(y))

    def hand(
        self,
        x: float,
        y: float,
        text: str,
        rng: random.Random,
        size: float = 14,
        color: Color | None = None,
        face: str = "kai",
    ) -> Rect:
        """Write `text` by hand: every character with its own size, slant, height and strength of ink."""
        ink = color or rng.choice(((20, 20, 24), (22, 28, 74), (30, 36, 110)))
        box: Rect | None = None
        for char in text:
            own = size * rng.uniform(0.92, 1.08)
            one = self._stroke(x, y + rng.gauss(0, 0.012) * size * 0.35, char, own, ink, face, rng)
            box = union(box, one) if box else one
            x += self.width_of(char, face, size) * rng.uniform(0.94, 1.06)
        return box or (self.px(x), self.px(y), self.px(x), self.px(y))

    def _stroke(
        self, x: float, y: float, char: str, size: float, ink: Color, face: str, rng: random.Random
    ) -> Rect:
        """One hand-written character, sheared and turned a little."""
        pixels = self.points(size)
        pad = pixels // 2
        tile = Image.new("L", (pixels * 2, pixels * 2), 0)
        ImageDraw.Draw(tile).text(
            (pad, pad + pixels), char, font=font(face, pixels), fill=rng.randint(205, 255), anchor="ls"
        )
        shear = rng.gauss(0.05, 0.05)
        tile = tile.transform(
            tile.size,
            Image.Transform.AFFINE,
            (1, shear, -shear * (pad + pixels * 0.6), rng.gauss(0, 0.03), 1, 0),
            Image.Resampling.BICUBIC,
        )
        tile = tile.rotate(rng.gauss(0, 2.2), Image.Resampling.BICUBIC)
        left, top = round(self.px(x)) - pad, round(self.px(y)) - pad - pixels
        self.image.paste(ink, (left, top), tile)
        found = tile.getbbox() or (pad, pad, pad, pad)
        return left + found[0], top + found[1], left + found[2], top + found[3]

    # -- lines and pictures -----------------------------------------------------------------------------

    def line(
        self, x0: float, y0: float, x1: float, y1: float, width: float = 0.25, color: Color = BLACK
    ) -> None:
        points = [self.px(x0), self.px(y0), self.px(x1), self.px(y1)]
        self.draw.line(points, fill=color, width=max(1, round(self.px(width))))

    def frame(
        self, x0: float, y0: float, x1: float, y1: float, width: float = 0.25, color: Color = BLACK
    ) -> None:
        points = [self.px(x0), self.px(y0), self.px(x1), self.px(y1)]
        self.draw.rectangle(points, outline=color, width=max(1, round(self.px(width))))

    def paste(self, picture: Image.Image, x: float, y: float) -> Rect:
        left, top = round(self.px(x)), round(self.px(y))
        mask = picture if picture.mode == "RGBA" else None
        self.image.paste(picture, (left, top), mask)
        return left, top, left + picture.width, top + picture.height

    def multiply(self, picture: Image.Image, left: int, top: int) -> Rect:
        """Lay ink (dark on white) over what is there."""
        box = (left, top, left + picture.width, top + picture.height)
        region = self.image.crop(box)
        self.image.paste(ImageChops.multiply(region, picture.convert("RGB")), (left, top))
        return box

    def document(self, kind: str, layout: str = "", **more: Any) -> Document:
        """Begin the labels of a document on this sheet."""
        made = Document(kind, layout, **more)
        self.documents.append(made)
        return made


def tick_box(sheet: Sheet, x: float, y: float, ticked: bool, size: float = 3.2, style: str = "tick") -> None:
    """A square with its foot at `y`, ticked or not: with a ``tick``, a ``cross``, ``filled``, or with a ``loose`` tick
    that a hurried hand made larger than the box."""
    sheet.frame(x, y - size, x + size, y, 0.25)
    if ticked and style == "filled":
        sheet.draw.rectangle([sheet.px(side) for side in (x, y - size, x + size, y)], fill=BLACK)
    elif ticked and style == "cross":
        sheet.line(x + 0.1 * size, y - 0.9 * size, x + 0.9 * size, y - 0.1 * size, 0.4)
        sheet.line(x + 0.9 * size, y - 0.9 * size, x + 0.1 * size, y - 0.1 * size, 0.4)
    elif ticked and style == "loose":
        ink: Color = (24, 30, 90)
        sheet.line(x - 0.1 * size, y - 0.75 * size, x + 0.4 * size, y + 0.1 * size, 0.6, ink)
        sheet.line(x + 0.4 * size, y + 0.1 * size, x + 1.5 * size, y - 1.5 * size, 0.6, ink)
    elif ticked:
        sheet.line(x + 0.15 * size, y - 0.5 * size, x + 0.42 * size, y - 0.15 * size, 0.45)
        sheet.line(x + 0.42 * size, y - 0.15 * size, x + 0.95 * size, y - 1.05 * size, 0.45)


def fit(sheet: Sheet, text: str, width: float, face: str, sizes: Sequence[float]) -> float:
    """The largest of `sizes` at which `text` is not wider than `width`, else the last one."""
    return next((size for size in sizes if sheet.width_of(text, face, size) <= width), sizes[-1])
