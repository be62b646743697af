"""The picture of one line, cut out of the page."""

from __future__ import annotations

import numpy as np
from paddlex.inference.pipelines.components import CropByPolys

ENDS = 0.25
"""How much further than the line was found, at either end, the cut goes, in line heights. Detection now and then
stops within the first or last character: a C cut so is a 0, a 广 is lost."""
_UPRIGHT = 1.2  # times as high as wide: writing from top to bottom, turned by PaddleX, or a lone character

_cut = CropByPolys(det_box_type="quad").get_minarea_rect_crop


def cut(image: np.ndarray, quad: np.ndarray) -> np.ndarray:
    """The line within `quad`, its corners (4, 2) clockwise from the upper left, laid level; may be empty."""
    crop: np.ndarray = _cut(image, _longer(quad.astype(np.float64), image.shape[1], image.shape[0]))
    return crop


def _longer(quad: np.ndarray, width: int, height: int) -> np.ndarray:
    """The quad with both ends moved out, within the page."""
    top_left, top_right, bottom_right, bottom_left = quad
    long, high = np.linalg.norm(top_right - top_left), np.linalg.norm(bottom_left - top_left)
    if long == 0 or high > _UPRIGHT * long:
        return quad
    share = ENDS * high / long
    top, bottom = share * (top_right - top_left), share * (bottom_right - bottom_left)
    moved = np.array([top_left - top, top_right + top, bottom_right + bottom, bottom_left - bottom])
    return np.clip(moved, 0, [width, height])
