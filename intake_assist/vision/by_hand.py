"""A sheet turned or cut on the word of a person who sees it."""

from __future__ import annotations

from dataclasses import replace

from intake_assist.model import Box
from intake_assist.vision.blank import is_blank
from intake_assist.vision.fingerprint import fingerprint
from intake_assist.vision.picture import Image, turned
from intake_assist.vision.process import Part, parted, prepare
from intake_assist.vision.turn import Classify
from intake_assist.vision.upright import make_upright

_LEAST = 16  # pixels; anything smaller is no paper


def prepare_as_told(
    image: Image, dpi: float | None, classify: Classify, turn: int | None, cuts: tuple[Box, ...] | None
) -> tuple[Part, ...]:
    """The documents on a sheet, like `prepare`.

    `turn` (0, 90, 180, 270 clockwise) makes the sheet upright, and so are the papers on it: `classify` is not
    asked. `cuts` are the papers in pixels of the whole upright sheet, straightened as it is when it is not
    cut; none of them: the sheet is one paper. None leaves either to the machine.
    """
    asked = classify if turn is None else upright
    sheet = turned(image, turn or 0)
    if cuts is None:
        parts = prepare(sheet, dpi, asked)
    else:
        uncut = _whole(sheet, asked)
        parts = _cut_out(uncut, cuts, asked) if cuts else (uncut,)
    return tuple(replace(part, rotation=(part.rotation - (turn or 0)) % 360) for part in parts)


def upright(_: Image) -> tuple[int, float]:
    """A `Classify` for what is known to be upright."""
    return 0, 1.0


def _whole(sheet: Image, classify: Classify) -> Part:
    if is_blank(sheet):
        return Part(sheet, None, 0, 0.0, True, fingerprint(sheet))
    whole = make_upright(sheet, classify)
    return Part(whole.image, None, whole.rotation, whole.skew, False, fingerprint(whole.image))


def _cut_out(whole: Part, cuts: tuple[Box, ...], classify: Classify) -> tuple[Part, ...]:
    height, width = whole.image.shape[:2]
    inside = tuple(_inside(cut, width, height) for cut in cuts)
    return tuple(replace(part, blank=is_blank(part.image)) for part in parted(whole, inside, classify))


def _inside(cut: Box, width: int, height: int) -> Box:
    """`cut` within the sheet, and large enough to be looked at wherever it was drawn."""
    x0 = min(max(0.0, cut.x0), max(0.0, width - _LEAST))
    y0 = min(max(0.0, cut.y0), max(0.0, height - _LEAST))
    x1, y1 = (max(x0 + _LEAST, min(width, cut.x1)), max(y0 + _LEAST, min(height, cut.y1)))
    return Box(x0, y0, x1, y1)
