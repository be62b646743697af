"""A large stamp of words (作废) pressed over a round red seal, laid bare for the recogniser.

The strokes of such words are thicker than all of a seal but its star. Where they cross the star red light still
tells them from it: two layers of ink lie there, one on the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from intake_assist.model import Box, Seal
from intake_assist.vision.picture import Image

_RADIUS = 90.0  # pixels of the seal in the picture that is worked on
_REACH = 2.2  # radii around its middle
_BRUSHES = (0.06, 0.085)  # of the radius: print, characters and mostly the border of a seal are thinner
_DARK = 76  # of 255
_COLOURED = 25  # of 255; more of one light is taken than of another
_FILLED = 0.8
_STAR, _HEART = 0.37, 0.12  # of the radius
_BORDER = (0.86, 1.1)
_TWOFOLD = 1.45  # times as dark in red light as one layer of ink
_LEAST = 0.1
"""Of the square of the radius: two characters 12 mm high have more thick ink than that."""
_ANGLES = (0.0, 13.0, -13.0)

Mask = NDArray[Any]


@dataclass(frozen=True, slots=True)
class Overprint:
    """`box` is where on the page it lies, `pictures` (BGR, black on white) what may be read of it, likeliest first."""

    box: Box
    pictures: tuple[Image, ...]


def overprint(image: Image, seal: Seal) -> Overprint | None:
    """What is stamped in red or blue over a round red `seal` of the BGR page; None where nothing is."""
    reach = _REACH * max(seal.box.width, seal.box.height) / 2
    left, top = (max(0, round(middle - reach)) for middle in (seal.box.cx, seal.box.cy))
    place = image[top : round(seal.box.cy + reach), left : round(seal.box.cx + reach)]
    scale = 2 * _RADIUS / max(seal.box.width, seal.box.height)
    if min(place.shape[:2]) * scale < _RADIUS:
        return None
    dark = _darkness(_scaled(place, scale))
    far = _distance(dark.shape[:2], (seal.box.cx - left) * scale, (seal.box.cy - top) * scale)
    thickest = _layer(dark, far, _BRUSHES[-1])
    if not _is_stamped(thickest, cv2.absdiff(dark[:, :, 0], dark[:, :, 2]), far):
        return None
    x, y, width, height = (side / scale for side in cv2.boundingRect(thickest))
    layers = [*(_layer(dark, far, brush) for brush in _BRUSHES[:-1]), thickest]
    pictures = tuple(_picture(layer, angle) for angle in _ANGLES for layer in layers)
    return Overprint(Box(x, y, x + width, y + height).moved(left, top), pictures)


def _scaled(place: Image, scale: float) -> Image:
    how = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    return cv2.resize(place, None, fx=scale, fy=scale, interpolation=how)


def _darkness(place: Image) -> Image:
    """What is taken out of the light of the paper, 0..255, in blue, green and red light."""
    paper = np.percentile(place[::4, ::4].reshape(-1, 3), 88, axis=0)
    light = [
        cv2.convertScaleAbs(channel, alpha=255 / max(40.0, float(level)))
        for channel, level in zip(cv2.split(place), paper, strict=True)
    ]
    return cv2.bitwise_not(cv2.merge(light))


def _distance(shape: tuple[int, ...], x: float, y: float) -> NDArray[Any]:
    """How far each pixel is from the middle of the seal, in its radii."""
    down = np.arange(shape[0], dtype=np.float32)[:, None] - np.float32(y)
    across = np.arange(shape[1], dtype=np.float32)[None, :] - np.float32(x)
    return np.asarray(np.sqrt(across**2 + down**2) / np.float32(_RADIUS))


def _layer(dark: NDArray[Any], far: NDArray[Any], brush: float) -> Mask:
    """1 where thick ink lies that is not the seal's: blue ink, if there is any, else the red without the star."""
    in_blue, in_green, in_red = cv2.split(dark)
    blue = _thick(in_red > _DARK, brush)
    if _is_stamped(blue, cv2.subtract(in_red, in_blue), far):
        return blue
    red = _thick(in_green > _DARK, brush)
    if (in_green[far < _HEART] > _DARK).mean() > _FILLED:
        one_layer = float(np.percentile(in_red[far < _HEART], 30))
        red[(far < _STAR) & (in_red < _TWOFOLD * one_layer)] = 0
    return red


def _thick(ink: NDArray[np.bool_], brush: float) -> Mask:
    size = max(2, round(brush * _RADIUS))
    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size))
    return cv2.morphologyEx(ink.astype(np.uint8), cv2.MORPH_OPEN, kernel)


def _is_stamped(layer: Mask, colour: Image, far: NDArray[Any]) -> bool:
    """Whether there is more thick coloured ink than the seal itself may have, star and border left out."""
    thick = layer.astype(bool) & (colour > _COLOURED)
    if np.count_nonzero(thick) < _LEAST * _RADIUS**2:
        return False
    seals_own = (far < _STAR) | ((far > _BORDER[0]) & (far < _BORDER[1]))
    return bool(np.count_nonzero(thick & ~seals_own) > _LEAST * _RADIUS**2)


def _picture(layer: Mask, angle: float) -> Image:
    """The layer turned clockwise, as print."""
    height, width = layer.shape
    grey = cv2.cvtColor(255 - 255 * layer, cv2.COLOR_GRAY2BGR)
    if not angle:
        return grey
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), -angle, 1.0)
    return cv2.warpAffine(grey, turn, (width, height), borderValue=(255, 255, 255))
