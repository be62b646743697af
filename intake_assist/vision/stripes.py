"""Stripes over a whole picture (a photographed screen, a moire), taken out where only lines of print are sought."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from intake_assist.vision.picture import Image

_TILE = 128
_TILES = 6
_LEAST_SPREAD = 3.0
"""Levels of grey: on paper without print there is less, and stripes as faint do no harm."""
_PERIODS = (2.2, 20.0)  # pixels; lines of print are further apart
_CLEAR = 0.25
"""Of all that varies on a piece of empty paper, how much is one wave: grain is spread over all of them."""
_AGREE = 4
_WAVES = 2

Floats = NDArray[Any]
Wave = tuple[float, float]
"""Cycles per pixel, across and down."""


def without_stripes(page: Image) -> Image:
    """A grey page smoothed along the waves that run over its emptiest parts; the page itself where none do."""
    for _ in range(_WAVES):
        wave = _common(page)
        if wave is None:
            return page
        page = _smoothed(page, wave)
    return page


def _common(page: Image) -> Wave | None:
    """The wave that most of the emptiest squares have in common."""
    tiles = _empty_tiles(page)
    if len(tiles) < _TILES or np.median([tile.std() for tile in tiles]) < _LEAST_SPREAD:
        return None
    waves = [wave for tile in tiles if (wave := _wave(tile)) is not None]
    alike = [sum(_near(one, other) for other in waves) for one in waves]
    return waves[int(np.argmax(alike))] if alike and max(alike) >= _AGREE else None


def _empty_tiles(page: Image) -> list[Image]:
    rows, columns = (length // _TILE for length in page.shape[:2])
    tiles = [
        page[y * _TILE : (y + 1) * _TILE, x * _TILE : (x + 1) * _TILE]
        for y in range(rows)
        for x in range(columns)
    ]
    return sorted(tiles, key=lambda tile: float(tile.std()))[:_TILES]


def _wave(tile: Image) -> Wave | None:
    level = tile.astype(np.float32)
    power = np.square(np.abs(np.fft.rfft2((level - cv2.blur(level, (31, 31))) * _WINDOW))) * _OPEN
    at = divmod(int(power.argmax()), power.shape[1])
    around = power[max(0, at[0] - 2) : at[0] + 3, max(0, at[1] - 2) : at[1] + 3]
    clear = float(around.sum()) > _CLEAR * float(power.sum())
    return (float(_ACROSS[at]), float(_DOWN[at])) if clear else None


def _near(one: Wave, other: Wave) -> bool:
    return abs(one[0] - other[0]) < 2.5 / _TILE and abs(one[1] - other[1]) < 2.5 / _TILE


def _smoothed(page: Image, wave: Wave) -> Image:
    """The mean over one period, in the direction in which the wave runs more."""
    across, down = abs(wave[0]), abs(wave[1])
    size = (max(2, round(1 / across)), 1) if across > down else (1, max(2, round(1 / down)))
    return cv2.blur(page, size)


_WINDOW = np.outer(np.hanning(_TILE), np.hanning(_TILE)).astype(np.float32)
_DOWN, _ACROSS = np.meshgrid(np.fft.fftfreq(_TILE), np.fft.rfftfreq(_TILE), indexing="ij")
_RADIUS = np.hypot(_DOWN, _ACROSS)
_OPEN = ((_RADIUS * _PERIODS[1] > 1) & (_RADIUS * _PERIODS[0] < 1)).astype(np.float32)
