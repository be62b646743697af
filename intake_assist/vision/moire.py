"""The stripes that the pixels of a screen leave in a photograph of it."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from intake_assist.vision.picture import Image

_TILE = 256
_TILES = 6
_PERIODS = (3.0, 48.0)  # pixels
_CLEAR = 14.0
_AMPLITUDE = 1.2
_AGREE = 0.6
_FRINGE = 0.5  # radians
_NEAR = 0.06
_BLOCK = 16  # pixels of a block of colour in a JPEG
_EDGE = 2.5 / _TILE

Floats = NDArray[Any]


def is_screen(image: Image) -> bool:
    """Whether one and the same fine stripe runs over the emptiest parts of the page, in fringes of colour.

    The red, green and blue dots of a screen lie side by side, so that their stripes do too; a printed pattern
    has one stripe for all. Level and upright stripes as wide as the blocks of JPEG and their parts do not count.
    """
    tiles = _empty_tiles(image)
    if len(tiles) < 4:
        return False
    least = _AGREE * len(tiles)
    waves: list[tuple[float, float]] = []
    for at, tile in enumerate(tiles):
        if (wave := _wave(tile)) is not None:
            waves.append(wave)
        if len(waves) + len(tiles) - at - 1 < least:
            return False  # mostly after three squares
    return bool(max(_alike(wave, waves) for wave in waves) >= least)


def _empty_tiles(page: Image) -> list[Image]:
    """Squares with the least print, from all over the page."""
    height, width = page.shape[:2]
    rows, columns = height // _TILE, width // _TILE
    tiles = [
        page[y * _TILE : (y + 1) * _TILE, x * _TILE : (x + 1) * _TILE]
        for y in range(rows)
        for x in range(columns)
    ]
    return sorted(tiles, key=lambda tile: float(tile[::4, ::4, 1].std()))[:_TILES]


def _wave(tile: Image) -> tuple[float, float] | None:
    """The frequency (cycles per pixel, across and down) of the clearest coloured stripe of a square."""
    level = cv2.cvtColor(tile, cv2.COLOR_BGR2GRAY).astype(np.float32)
    level = (level - cv2.blur(level, (25, 25))) * _WINDOW
    real, imaginary = cv2.split(cv2.dft(level, flags=cv2.DFT_COMPLEX_OUTPUT)[:, : _TILE // 2])
    spectrum = cv2.magnitude(real, imaginary)
    waves = (_clearest(spectrum, open_) for open_ in (_SLANTING, _STRAIGHT))
    return next((wave for wave in waves if wave is not None and _fringe(tile, *wave) > _FRINGE), None)


def _clearest(spectrum: Floats, open_: Floats) -> tuple[float, float] | None:
    heights = spectrum * open_
    at = divmod(int(heights.argmax()), heights.shape[1])
    peak = float(heights[at])
    amplitude = 2 * peak / float(_WINDOW.sum())
    if amplitude < _AMPLITUDE or peak < _CLEAR * float(np.median(spectrum[_SLANTING > 0][::4])):
        return None
    return float(_ACROSS[at]), float(_DOWN[at])


def _fringe(tile: Image, across: float, down: float) -> float:
    """How far (radians) the stripes of red and blue light lie apart."""
    ramp = np.arange(_TILE)
    stripe = _WINDOW * np.exp(-2j * np.pi * (across * ramp[None, :] + down * ramp[:, None]))
    blue, red = (complex((tile[:, :, light] * stripe).sum()) for light in (0, 2))
    return float(abs(np.angle(blue * red.conjugate())))


def _open(*, straight: bool) -> Floats:
    """The frequencies to look at: of stripes that slant, or of level and upright ones."""
    radius = np.hypot(_DOWN, _ACROSS)
    open_ = (radius > 1 / _PERIODS[1]) & (radius < 1 / _PERIODS[0])
    level, upright = _ACROSS <= _EDGE, np.abs(_DOWN) <= _EDGE
    if straight:
        open_ &= (level & ~_of_blocks(_DOWN)) | (upright & ~_of_blocks(_ACROSS))
    else:
        open_ &= ~level & ~upright
    return np.asarray(open_, np.float32)


def _of_blocks(frequency: Floats) -> NDArray[np.bool_]:
    """Where stripes repeat with the blocks of JPEG or are one of their harmonics."""
    return np.asarray(np.abs(frequency - np.round(frequency * _BLOCK) / _BLOCK) < 1.6 / _TILE)


_WINDOW = np.outer(np.hanning(_TILE), np.hanning(_TILE)).astype(np.float32)
_DOWN, _ACROSS = np.meshgrid(np.fft.fftfreq(_TILE), np.arange(_TILE // 2) / _TILE, indexing="ij")
_SLANTING, _STRAIGHT = _open(straight=False), _open(straight=True)


def _alike(wave: tuple[float, float], waves: list[tuple[float, float]]) -> int:
    """How many stripes run like `wave`; a screen seen at an angle changes them slowly over the page."""
    size = float(np.hypot(*wave))
    return sum(
        np.hypot(wave[0] - other[0], wave[1] - other[1]) < max(_NEAR * 4 * size, 3 / _TILE) for other in waves
    )
