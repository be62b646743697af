"""Page image -> text lines. The door to PaddleOCR; none of its types leave the package."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from intake_assist.model import Box, TextLine
from intake_assist.ocr import environment

if TYPE_CHECKING:
    from intake_assist.ocr.choices import Reading
    from intake_assist.ocr.expected import Fit
    from intake_assist.ocr.paddle import Reader

log = logging.getLogger(__name__)

Backend = Literal["auto", "openvino", "onnxruntime"]


class Engine:
    """Reads text with PP-OCRv6 small on the CPU. Not safe for use from several threads.

    Building one takes seconds (imports, compilation); a process needs one. `auto` takes OpenVINO and falls back
    to ONNX Runtime with a warning in the log where OpenVINO cannot load; `name` tells which it became. `threads`
    None takes every core the process may use. Raises `weights.WeightsError` when a model is missing or altered.

    Pictures are uint8 arrays (height, width, 3) in BGR order; (height, width) greys are taken too, anything else
    is a ValueError.
    """

    def __init__(self, backend: Backend = "auto", threads: int | None = None) -> None:
        if backend not in get_args(Backend):
            raise ValueError(f"there is no engine {backend!r}")
        environment.prepare()
        from intake_assist.ocr.orientation import OrientationModel
        from intake_assist.ocr.seal_model import SealModel

        self.name, self._reader = _build(backend, threads or _cores())
        self._orientation = OrientationModel()
        self._seal = SealModel()

    def read(self, image: np.ndarray) -> tuple[TextLine, ...]:
        """The lines of a page from top to bottom, their boxes upright in the pixels of `image`.

        Lines that lie at an angle get the upright box around them. Empty readings and those below
        `paddle.FLOOR` confidence are left out; what is merely doubtful stays in.
        """
        lines = self._reader.read(_bgr(image))
        return tuple(
            TextLine(text, _box(quad), confidence) for quad, text, confidence in lines if text.strip()
        )

    def read_crops(self, images: Sequence[np.ndarray]) -> tuple[tuple[str, float], ...]:
        """Text and confidence of pictures that each show one line and little else; "" and 0 where none is."""
        return tuple(self._reader.recognise([_bgr(image) for image in images]))

    def read_choices(self, images: Sequence[np.ndarray]) -> tuple[Reading, ...]:
        """Like `read_crops`, with the rivals of every character. Slower: for the few lines that matter."""
        return tuple(self._reader.choices(_bgr(image)) for image in images)

    def expected(self, image: np.ndarray, *texts: str) -> tuple[Fit, ...]:
        """How well the picture of one line bears out each of `texts`: what other papers say, what was read."""
        return self._reader.expected(_bgr(image), texts)

    def read_closely(self, image: np.ndarray, box: Box) -> tuple[tuple[str, float], ...]:
        """The different readings of the one line in `box`, the best supported first, with their shares of all votes.

        For a value that failed its check. The line is recognised 18 times, cut closer and wider and in other
        proportions; a reading's votes are the confidences it was read with. It costs what reading 18 lines of
        its length costs: 0.2 to 0.5 s on one idle core. Where a character is cut or faint the right reading is often
        the second, so try the check on each; a share above 0.9 means that looking closer changes nothing.
        `box` is in the pixels of `image`, best that of a `TextLine`; () where nothing is read.
        """
        from intake_assist.ocr.closeups import closeups, tally

        return tally(self.read_crops(closeups(_bgr(image), box)))

    def orientation(self, image: np.ndarray) -> tuple[int, float]:
        """The clockwise turn the picture shows and the confidence: turning it back by that makes it upright.

        A page that was turned clockwise by 90 degrees, so that its top is on the right, gives 90.
        """
        return self._orientation(_bgr(image))

    def seal_text(self, image: np.ndarray) -> np.ndarray:
        """1 on the longest line of writing on the picture of a seal, 0 elsewhere: float32, as large as the picture."""
        return self._seal(_bgr(image))


def _build(backend: Backend, threads: int) -> tuple[str, Reader]:
    from intake_assist.ocr import paddle
    from intake_assist.ocr.weights import WeightsError

    if backend != "onnxruntime":
        try:
            return "openvino", paddle.build_openvino(threads)
        except (ImportError, OSError, RuntimeError) as error:
            if backend == "openvino" or isinstance(error, WeightsError):
                raise
            log.warning("OpenVINO cannot be used, recognition falls back to ONNX Runtime: %s", error)
    return "onnxruntime", paddle.build_onnxruntime(threads)


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _bgr(image: np.ndarray) -> np.ndarray:
    if image.dtype != np.uint8 or image.size == 0:
        raise ValueError(f"a picture of {image.dtype} and shape {image.shape} cannot be read")
    if image.ndim == 2:
        return np.repeat(image[:, :, None], 3, axis=2)
    if image.ndim != 3 or image.shape[2] != 3:
        raise ValueError(f"a picture of shape {image.shape} cannot be read")
    return np.ascontiguousarray(image)


def _box(quad: np.ndarray) -> Box:
    """The upright box around four corners."""
    (x0, y0), (x1, y1) = quad.min(axis=0).tolist(), quad.max(axis=0).tolist()
    return Box(float(x0), float(y0), float(x1), float(y1))
