"""Where the writing of a seal lies, found by a model that knows seals of every making."""

from __future__ import annotations

from functools import cached_property

import cv2
import numpy as np
import onnxruntime
from numpy.typing import NDArray

from intake_assist.ocr import weights

Mask = NDArray[np.float32]

SIDE = 640
STRIDE = 32
MEAN = np.array([0.485, 0.456, 0.406], dtype=np.float32)
DEVIATION = np.array([0.229, 0.224, 0.225], dtype=np.float32)
_TEXT, _LINE = 0.2, 0.45  # of probability: what may be text, and, on average, a line of it
_LEAST = 0.005  # share of the picture


class SealModel:
    """PP-OCRv4 seal text detection; 0.15 s a seal on one core. Compiled when the first seal needs it.

    Raises `weights.WeightsError` when the model is missing or altered.
    """

    def __init__(self) -> None:
        self._path = weights.model_dir(weights.SEAL_DETECTION) / "inference.onnx"

    def __call__(self, image: NDArray[np.uint8]) -> Mask:
        """The longest line of writing on the BGR picture of a seal: 1 on it, 0 elsewhere, as large as the picture."""
        probable = self._session.run(None, {"x": _input(image)})[0][0, 0]
        height, width = image.shape[:2]
        return np.asarray(cv2.resize(_largest(probable), (width, height)), np.float32)

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        return onnxruntime.InferenceSession(str(self._path), options, providers=["CPUExecutionProvider"])


def _input(image: NDArray[np.uint8]) -> NDArray[np.float32]:
    """The picture as the model wants it: (1, 3, height, width), both sides multiples of STRIDE."""
    scale = SIDE / max(image.shape[:2])
    height, width = (max(STRIDE, round(side * scale / STRIDE) * STRIDE) for side in image.shape[:2])
    kind = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    picture = cv2.resize(image, (width, height), interpolation=kind).astype(np.float32)
    normal = ((picture / 255 - MEAN) / DEVIATION).transpose(2, 0, 1)[None]
    return np.asarray(normal, np.float32)


def _largest(probable: NDArray[np.float32]) -> Mask:
    """The largest piece that is text, a pixel wider all round; nothing where there is none."""
    count, pieces, figures, _ = cv2.connectedComponentsWithStats((probable > _TEXT).astype(np.uint8))
    areas = figures[:, cv2.CC_STAT_AREA]
    lines = [
        piece
        for piece in range(1, count)
        if areas[piece] >= _LEAST * probable.size and probable[pieces == piece].mean() >= _LINE
    ]
    best = max(lines, key=areas.__getitem__, default=-1)
    return np.asarray(cv2.dilate((pieces == best).astype(np.float32), np.ones((3, 3))), np.float32)
