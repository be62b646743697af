"""Pictures as files, to be kept and shown."""

from __future__ import annotations

import cv2
import numpy as np

from intake_assist.vision.picture import Image

_QUALITY = 88
_TINY = 400  # pixels of the long side


def encoded(image: Image) -> bytes:
    """A JPEG, or a PNG for small pictures and for those of black and white alone; as many pixels as `image`."""
    if max(image.shape[:2]) <= _TINY or _is_bilevel(image):
        return _file(".png", _one_channel(image), [cv2.IMWRITE_PNG_COMPRESSION, 3])
    return _file(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, _QUALITY])


def _file(suffix: str, image: Image, settings: list[int]) -> bytes:
    done, data = cv2.imencode(suffix, image, settings)
    if not done:
        raise ValueError(f"a picture of shape {image.shape} cannot be written as {suffix}")
    return bytes(data)


def _is_bilevel(image: Image) -> bool:
    """Whether only black and white occur. A few rows tell most pictures apart before all is looked at."""
    return all(bool(((rows == 0) | (rows == 255)).all()) for rows in (image[::64], image))


def _one_channel(image: Image) -> Image:
    if (
        image.ndim == 3
        and np.array_equal(image[..., 0], image[..., 1])
        and np.array_equal(image[..., 1], image[..., 2])
    ):
        return image[..., 0]
    return image
