"""Which way up a page lies."""

from __future__ import annotations

import cv2
import numpy as np
import onnxruntime

from intake_assist.ocr import weights

TURNS = (0, 90, 180, 270)
SHORT_SIDE = 256
CROP = 224
MEAN = np.array([0.485, 0.456, 0.406], dtype=np.float32)
DEVIATION = np.array([0.229, 0.224, 0.225], dtype=np.float32)


class OrientationModel:
    """PP-LCNet page orientation; 5 to 10 ms on one core, too small a model to spread over more."""

    def __init__(self) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        model = weights.model_dir(weights.ORIENTATION) / "inference.onnx"
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])

    def __call__(self, image: np.ndarray) -> tuple[int, float]:
        """The clockwise turn the BGR picture shows (0, 90, 180, 270), and the confidence, at most about 0.93."""
        scores = self._session.run(None, {"x": _input(image)})[0][0]
        best = int(np.argmax(scores))
        return TURNS[best], float(scores[best])


def _input(image: np.ndarray) -> np.ndarray:
    """The middle of the page as the model wants it: (1, 3, CROP, CROP) float32."""
    height, width = image.shape[:2]
    scale = SHORT_SIDE / min(height, width)
    small = cv2.resize(image, (max(CROP, round(width * scale)), max(CROP, round(height * scale))))
    top, left = (small.shape[0] - CROP) // 2, (small.shape[1] - CROP) // 2
    middle = small[top : top + CROP, left : left + CROP].astype(np.float32)
    normal: np.ndarray = (middle / 255 - MEAN) / DEVIATION
    return normal.transpose(2, 0, 1)[None]
