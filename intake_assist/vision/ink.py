"""Ink: whether a place is empty, and pictures without stamps and watermarks."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from intake_assist.model import Box

Image = NDArray[np.uint8]

_BLUE, _RED = 0, 2  # channels
_DARKEST = 0.03  # of the paper's brightness; below that a channel tells nothing
_LEAST_PRINT = 0.006  # share of dark pixels: half a line of small print in a seal has that
_BLACK, _LEAST_CONTRAST = 0.36, 12  # of the way from ink to paper, and shades of grey
_LEAST_INK = 0.004  # share of dark pixels: a single thin stroke in a field already has more
_SPECK, _LEAST_SPECK = 0.06, 3  # of the height of a place, and pixels: both sides of a speck of dust
_MOST_SPECKS = 0.02  # share of dark pixels: more of them are print that came apart


def is_empty(image: Image, box: Box) -> bool:
    """Whether nothing is written at `box` of a BGR page. Ruled lines that cross the place and specks do not count."""
    x0, y0 = max(0, int(box.x0)), max(0, int(box.y0))
    place = image[y0 : int(box.y1), x0 : int(box.x1)]
    if place.shape[0] < 4 or place.shape[1] < 4:
        return False
    dark = _dark(place)
    height, width = dark.shape
    rules = _runs(dark, (max(15, int(0.6 * width)), 1)) | _runs(dark, (1, max(9, int(0.75 * height))))
    near_rules = cv2.dilate(rules, np.ones((3, 3), np.uint8))
    unruled = dark & ~np.asarray(near_rules, dtype=np.uint8)
    written = np.asarray(cv2.morphologyEx(unruled, cv2.MORPH_OPEN, np.ones((2, 2), np.uint8)), dtype=np.uint8)
    if np.count_nonzero(written) >= _MOST_SPECKS * dark.size:
        return False
    return bool(np.count_nonzero(_without_specks(written)) < _LEAST_INK * dark.size)


def _without_specks(written: NDArray[np.uint8]) -> NDArray[np.bool_]:
    most = max(_LEAST_SPECK, _SPECK * written.shape[0])
    _, parts, measures, _ = cv2.connectedComponentsWithStats(written, connectivity=8)
    sides = np.maximum(measures[:, cv2.CC_STAT_WIDTH], measures[:, cv2.CC_STAT_HEIGHT])
    large = sides > most
    large[0] = False  # the paper
    return np.asarray(large[parts], dtype=np.bool_)


def _dark(place: Image) -> NDArray[np.uint8]:
    """255 where a pixel is clearly darker than the paper around it."""
    grey = cv2.cvtColor(place, cv2.COLOR_BGR2GRAY)
    paper = float(np.percentile(grey, 80))
    return np.where(grey < 0.72 * paper, 255, 0).astype(np.uint8)


def _runs(dark: NDArray[np.uint8], size: tuple[int, int]) -> NDArray[np.uint8]:
    kernel = cv2.getStructuringElement(cv2.MORPH_RECT, size)
    return np.asarray(cv2.morphologyEx(dark, cv2.MORPH_OPEN, kernel), dtype=np.uint8)


def dark_ink(image: Image) -> Image:
    """The picture with only its dark ink: red seals and pale watermarks become paper. BGR in, BGR out.

    Red ink is as bright as paper in red light; what is left of it, and grey watermarks, lie between ink and
    paper and are pushed to white.
    """
    red_light = image[:, :, 2]
    ink = float(np.percentile(red_light, 1))
    white = ink + 0.6 * (float(np.percentile(red_light, 80)) - ink)
    if white - ink < 20:
        return image
    stretched = np.clip((red_light.astype(np.float32) - ink) * (255.0 / (white - ink)), 0, 255).astype(
        np.uint8
    )
    return np.asarray(cv2.cvtColor(stretched, cv2.COLOR_GRAY2BGR), dtype=np.uint8)


def black_ink(image: Image) -> Image:
    """The picture with only its blackest ink: stamps become paper, those too that a scanner without colour made
    grey. BGR in, BGR out.

    Coloured ink is bright in one of the channels at least; grey ink is paler than the print beside it.
    """
    brightest = image.max(axis=2)
    ink = float(np.percentile(brightest, 1))
    white = ink + _BLACK * (float(np.percentile(brightest, 80)) - ink)
    if white - ink < _LEAST_CONTRAST:
        return image
    stretched = np.clip((brightest.astype(np.float32) - ink) * (255.0 / (white - ink)), 0, 255)
    return np.asarray(cv2.cvtColor(stretched.astype(np.uint8), cv2.COLOR_GRAY2BGR), dtype=np.uint8)


def without_red(image: Image) -> Image:
    """The picture with its red ink taken off the print under it. BGR in, grey as BGR out."""
    return _without(image, _RED)


def without_blue(image: Image) -> Image:
    """The picture with its blue ink taken off: a blue stamp, but also what was written in blue."""
    return _without(image, _BLUE)


def _without(image: Image, clear: int) -> Image:
    """The picture without the ink that is nearly clear in one channel.

    A stamp and the print below it darken the paper one after the other, so their shades multiply. How much of
    its shade a stamp has in its clear channel is measured where the ink has clearly that colour; that part is
    divided out, and what remains is the print: pale print stays as it is, and print under the stamp is not
    washed away.
    """
    paper = np.maximum(np.percentile(image.reshape(-1, 3), 85, axis=0), 1.0).astype(np.float32)
    shades = np.log(np.clip(image.astype(np.float32) / paper, _DARKEST, 1.0))
    in_clear, otherwise = shades[:, :, clear], np.delete(shades, clear, axis=2).mean(axis=2)
    share, depth = _stamp_ink(in_clear, otherwise)
    stamp = share * np.maximum(otherwise, depth)
    print_ = np.exp(np.minimum((in_clear - stamp) / (1.0 - share), 0.0))
    return np.asarray(cv2.cvtColor((print_ * 255).astype(np.uint8), cv2.COLOR_GRAY2BGR), dtype=np.uint8)


def _stamp_ink(in_clear: NDArray[np.float32], otherwise: NDArray[np.float32]) -> tuple[float, float]:
    """What part of its shade coloured ink has in its clear channel, and how deep it is in the others (log)."""
    ink = otherwise < np.log(0.85)
    ratios = in_clear[ink] / otherwise[ink]
    coloured = ratios < 0.5
    if np.count_nonzero(coloured) < 50:
        return 0.0, 0.0
    share = float(np.clip(np.median(ratios[coloured]), 0.02, 0.45))
    return share, float(np.median(otherwise[ink][coloured]))


def shows_print(image: Image) -> bool:
    """Whether print remains on a picture that was taken `without_red`."""
    dark = cv2.morphologyEx(_dark(image), cv2.MORPH_OPEN, np.ones((2, 2), np.uint8))
    return bool(np.count_nonzero(dark) > _LEAST_PRINT * dark.size)
