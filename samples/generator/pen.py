"""How a form is filled in: printed or by hand, fitted into its cell."""

from __future__ import annotations

import random
from dataclasses import dataclass

from samples.generator.sheet import BLACK, Color, Rect, Sheet, union


@dataclass(frozen=True)
class Pen:
    """`hand` writes with jitter, else the text is set. Sizes in points."""

    rng: random.Random
    hand: bool = False
    face: str = "song"
    size: float = 11
    color: Color = BLACK

    def line(self, sheet: Sheet, x: float, y: float, text: str, size: float | None = None) -> Rect:
        """One line with its base line at `y`."""
        own = size or self.size
        if self.hand:
            return sheet.hand(x, y, text, self.rng, own, self.color, self.face)
        return sheet.text(x, y, text, self.face, own, self.color)

    def cell(self, sheet: Sheet, rect: Rect, text: str, center: bool = False) -> Rect | None:
        """Fit `text` into `rect` (mm): smaller if need be, on as many lines as it takes."""
        if not text:
            return None
        x0, y0, x1, y1 = rect
        width = x1 - x0 - 2.4
        size, lines = self._fit(sheet, text, width, y1 - y0)
        step = size * 25.4 / 72 * 1.18
        first = (y0 + y1) / 2 - step * (len(lines) - 1) / 2 + size * 25.4 / 72 * 0.36
        box: Rect | None = None
        for number, line in enumerate(lines):
            pad = (width - sheet.width_of(line, self.face, size)) / 2 if center else 0
            one = self.line(sheet, x0 + 1.2 + max(0, pad), first + number * step, line, size)
            box = union(box, one) if box else one
        return box

    def _fit(self, sheet: Sheet, text: str, width: float, height: float) -> tuple[float, list[str]]:
        """The largest size at which the text fits; wrapped text never overflows the height."""
        spare = 1.06 if self.hand else 1.0
        for size in (self.size, self.size * 0.92, self.size * 0.84, self.size * 0.76, self.size * 0.68):
            lines = sheet.wrap(text, width / spare, self.face, size)
            rows = max(1, int(height / (size * 25.4 / 72 * 1.2)))
            unbroken = len(lines) == 1 or not text.isascii()
            if len(lines) <= rows and unbroken:
                return size, lines
        return self.size * 0.6, sheet.wrap(text, width, self.face, self.size * 0.6)


def new_pen(rng: random.Random, hand: bool) -> Pen:
    if not hand:
        return Pen(
            rng, face=rng.choice(("song", "simsun", "song", "kai", "hei")), size=rng.choice((10.5, 11, 12))
        )
    ink = rng.choice(((20, 20, 24), (22, 28, 74), (28, 34, 104)))
    return Pen(rng, True, rng.choice(("kai", "wenkai", "ukai")), rng.choice((12.5, 13.5)), ink)
