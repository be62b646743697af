"""How well the print of a page stands out: sharp, large, dark enough, in even light."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from intake_assist.model import Box, TextLine
from intake_assist.vision.picture import Image, grey, reduced

_MOST = 60
_PIECE = 120
_FEWEST = 3
_SIDE = 1600
_TILE = 64
_GAUSS = float(np.sqrt(2 * np.pi))


@dataclass(frozen=True, slots=True)
class Print:
    """The text of a page on the whole.

    `height` is that of a line in pixels; `blur` the spread of its edges as a share of that height. `contrast`
    is how much darker ink is than paper and `paper` how bright the paper, 0..255. `evenness` is the paper of
    the darkest lines against that of the brightest, `darkest` where those lie.
    """

    height: float
    blur: float
    contrast: float
    paper: float
    evenness: float
    darkest: Box


def print_of(image: Image, lines: Sequence[TextLine]) -> Print | None:
    """None when hardly a line was read."""
    page = grey(image)
    chosen = [line.box for line in lines if len(line.text) >= 2]
    chosen = chosen[:: max(1, len(chosen) // _MOST)]
    pieces = [(box, piece) for box in chosen if (piece := _middle(page, box)).size]
    if len(pieces) < _FEWEST:
        return None
    levels = np.array([np.percentile(piece, (2, 85)) for _, piece in pieces])
    ink, paper = levels.T
    heights = np.array([min(box.height, box.width) for box, _ in pieces])
    spreads = [
        _spread(piece, dark, bright) for (_, piece), dark, bright in zip(pieces, ink, paper, strict=True)
    ]
    low, high = np.percentile(paper, (8, 92))
    return Print(
        float(np.median(heights)),
        float(np.median(np.array(spreads) / heights)),
        float(np.median(paper - ink)),
        float(np.median(paper)),
        float(low / max(high, 1.0)),
        pieces[int(paper.argmin())][0],
    )


def sharpness(image: Image) -> float:
    """The spread of the sharpest edges in pixels of a picture of at most 1600; 0.0 where nothing is drawn.

    For pages on which no text was found.
    """
    page = grey(reduced(image, _SIDE))
    rows, columns = page.shape[0] // _TILE, page.shape[1] // _TILE
    tiles = (
        page[y * _TILE : (y + 1) * _TILE, x * _TILE : (x + 1) * _TILE]
        for y in range(rows)
        for x in range(columns)
    )
    drawn = [tile for tile in tiles if int(tile.max()) - int(tile.min()) > 60]
    if len(drawn) < 12:
        return 0.0
    spreads = [
        _spread(tile, float(tile.min()), float(tile.max())) for tile in drawn[:: max(1, len(drawn) // 80)]
    ]
    return float(np.percentile(spreads, 20))


def _middle(page: Image, box: Box) -> Image:
    x0, y0, x1, y1 = box.as_list()
    middle = (x0 + x1) // 2
    x0, x1 = max(0, x0, middle - _PIECE), max(0, min(x1, middle + _PIECE))
    piece = page[max(0, y0) : max(0, y1), x0:x1]
    return piece if min(piece.shape) >= 6 else piece[:0]


def _spread(piece: Image, ink: float, paper: float) -> float:
    """Standard deviation in pixels of the blur that makes the steepest edges as flat as they are."""
    steep = float(np.percentile(np.abs(cv2.Sobel(piece, cv2.CV_16S, 1, 0, ksize=1)), 99.5)) / 2
    return (paper - ink) / max(steep * _GAUSS, 1e-6)
