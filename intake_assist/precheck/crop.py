"""What a look sees of a page."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from intake_assist import reading, vision
from intake_assist.model import Box

Image = NDArray[np.uint8]


def crop_of(image: Image, box: Box, look: reading.Look) -> Image:
    """The pixels in `box` of a BGR page, with the ink and of the size that the look asks for; its own box and the
    margin are not regarded. No pixels where the box, which may be a guess, lies outside the page."""
    crop = image[max(0, int(box.y0)) : int(box.y1) + 1, max(0, int(box.x0)) : int(box.x1) + 1]
    if not crop.size:
        return crop
    if look.black_ink:
        crop = vision.black_ink(crop)
    elif look.without_blue:
        crop = vision.without_blue(crop)
    elif look.without_red or look.dark_ink:
        crop = vision.without_red(crop)
    if look.dark_ink:
        crop = vision.dark_ink(crop)
    if look.scale != 1.0:
        size = (round(crop.shape[1] * look.scale), round(crop.shape[0] * look.scale))
        crop = np.asarray(cv2.resize(crop, size, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)
    return np.ascontiguousarray(crop)
