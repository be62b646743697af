"""Whether two printed pages look alike, whatever fonts they are printed in.

Every Chinese font fills the same square with each character, and the templates fix the height of lines, so that
rules and words stand at the same places in all of them. What differs is the shape and weight of the strokes. So
two things are compared: where the ruled lines run (to a millimetre), and where there is print at all: a square of
3 mm that has ink on one page must have some on the other, in itself or beside it. In the font in which a page was
approved a third is: where every line of words begins, to half a millimetre.
"""

from __future__ import annotations

import ctypes
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c
from numpy.typing import NDArray
from PIL import Image

DPI = 100
CELL = 12  # pixels: 3 mm
PRINTED = 0.35  # of the usual ink of a printed square
BLANK = 0.08
RULE = 0.08  # a line of ink over this share of the page's width or height is a rule
NEAR = 4  # pixels: 1 mm
Picture = NDArray[np.float64]
MOVED = 0.5  # millimetres
_MM = 25.4 / 72


@dataclass(frozen=True)
class Difference:
    """`rules` are ruled lines and `spots` printed squares (row, column) that only one of the two has."""

    rules: tuple[str, ...]
    spots: tuple[tuple[int, int], ...]

    def __bool__(self) -> bool:
        return bool(self.rules or self.spots)


def pages(pdf: bytes) -> list[Picture]:
    """The ink on every page, 0 (white) to 1."""
    document = pdfium.PdfDocument(pdf)
    try:
        return [_ink(page.render(scale=DPI / 72, grayscale=True).to_pil()) for page in document]
    finally:
        document.close()


def _ink(image: Image.Image) -> Picture:
    return 1.0 - np.asarray(image.convert("L"), dtype=np.float64) / 255.0


def kept(path: Path) -> Picture:
    with Image.open(path) as image:
        return _ink(image)


def keep(page: Picture, path: Path) -> None:
    picture = Image.fromarray(((1.0 - page) * 255).astype(np.uint8))
    picture.quantize(16).save(path, optimize=True)


def difference(one: Picture, other: Picture) -> Difference:
    if one.shape != other.shape:
        return Difference((f"size {one.shape} {other.shape}",), ())
    lines = []
    for name, axis in (("y", 1), ("x", 0)):
        here, there = _rules(one, axis), _rules(other, axis)
        lines += [f"{name}={at}" for at in _unmatched(here, there) + _unmatched(there, here)]
    ours, theirs = _squares(one), _squares(other)
    return Difference(tuple(lines), (*_spots(ours, theirs), *_spots(theirs, ours)))


def _rules(page: Picture, axis: int) -> list[int]:
    """Rows (axis 1) or columns (axis 0) with an unbroken run of ink."""
    dark = page > 0.25
    dark = dark if axis == 1 else dark.T
    length = RULE * dark.shape[1]
    return [at for at, row in enumerate(dark) if _longest_run(row) >= length]


def _longest_run(row: NDArray[np.bool_]) -> int:
    edges = np.flatnonzero(np.diff(np.concatenate(([0], row.astype(np.int8), [0]))))
    return int((edges[1::2] - edges[::2]).max(initial=0))


def _unmatched(ours: list[int], theirs: list[int]) -> list[int]:
    return [at for at in ours if not any(abs(at - other) <= NEAR for other in theirs)]


def _squares(page: Picture) -> Picture:
    """The ink of each square, 1 being what a printed one usually has."""
    height, width = (side // CELL * CELL for side in page.shape)
    cells = page[:height, :width].reshape(height // CELL, CELL, width // CELL, CELL).mean(axis=(1, 3))
    printed = cells[cells > 0.02]
    return cells / np.median(printed) if printed.size else cells


def _spots(ours: Picture, theirs: Picture) -> list[tuple[int, int]]:
    padded = np.pad(theirs, 1)
    rows, columns = theirs.shape
    around = np.max([padded[dy : dy + rows, dx : dx + columns] for dy in range(3) for dx in range(3)], axis=0)
    return [(int(y), int(x)) for y, x in np.argwhere((ours >= PRINTED) & (around <= BLANK))]


# -- lines of words ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline without a wide gap; where the first begins, in millimetres from the page's lower left."""

    page: int
    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True)
class Written:
    """The lines of all pages in the order in which they are written, and the names of their fonts."""

    fonts: tuple[str, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Sign:
    text: str
    x: float
    y: float
    size: float
    font: str


def written(pdf: bytes) -> Written:
    document = pdfium.PdfDocument(pdf)
    try:
        pages = [_signs(page.get_textpage()) for page in document]
    finally:
        document.close()
    fonts = {sign.font for signs in pages for sign in signs}
    lines = (line for number, signs in enumerate(pages, 1) for line in _lines(number, signs))
    return Written(tuple(sorted(fonts)), tuple(lines))


def keep_written(found: Written, path: Path) -> None:
    rows = [json.dumps([each.page, each.x, each.y, each.text], ensure_ascii=False) for each in found.lines]
    fonts, lines = json.dumps(found.fonts, ensure_ascii=False), ",\n".join(rows)
    path.write_text(f'{{"fonts": {fonts},\n"lines": [\n{lines}\n]}}\n', encoding="utf-8")


def kept_written(path: Path) -> Written:
    data = json.loads(path.read_text(encoding="utf-8"))
    return Written(tuple(data["fonts"]), tuple(Line(*row) for row in data["lines"]))


def moved(before: Written, now: Written) -> list[Line]:
    """The lines that only one of the two has in that place."""
    return [*_unplaced(before.lines, now.lines), *_unplaced(now.lines, before.lines)]


def _unplaced(ours: Iterable[Line], theirs: Iterable[Line]) -> list[Line]:
    return [line for line in ours if not any(_same_place(line, other) for other in theirs)]


def _same_place(one: Line, other: Line) -> bool:
    near = abs(one.x - other.x) <= MOVED and abs(one.y - other.y) <= MOVED
    return near and (one.page, one.text) == (other.page, other.text)


def _lines(number: int, signs: Sequence[_Sign]) -> Iterator[Line]:
    begins = [0, *(at for at, two in enumerate(pairwise(signs), 1) if _apart(*two)), len(signs)]
    for begin, end in pairwise(begins):
        words = signs[begin:end]
        if words:
            yield Line(number, words[0].x, words[0].y, "".join(sign.text for sign in words))


def _signs(page: pdfium.PdfTextPage) -> list[_Sign]:
    return [sign for at in range(page.count_chars()) if (sign := _sign(page, at)).text.strip()]


def _sign(page: pdfium.PdfTextPage, at: int) -> _Sign:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium_c.FPDFText_GetCharOrigin(page.raw, at, x, y)
    size = pdfium_c.FPDFText_GetFontSize(page.raw, at)
    place = round(x.value * _MM, 1), round(y.value * _MM, 1)
    return _Sign(page.get_text_range(at, 1), *place, size * _MM, _font(page, at))


def _font(page: pdfium.PdfTextPage, at: int) -> str:
    name = ctypes.create_string_buffer(128)
    pdfium_c.FPDFText_GetFontInfo(page.raw, at, name, len(name), None)
    return name.value.decode("utf-8", "replace").rpartition("+")[2]


def _apart(one: _Sign, other: _Sign) -> bool:
    return abs(one.y - other.y) > MOVED or not 0 <= other.x - one.x <= 3 * max(one.size, 3.0)
