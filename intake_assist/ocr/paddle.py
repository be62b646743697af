"""PaddleOCR's detection and recognition, built for this program: local weights, the CPU, no network.

Importing this module imports paddleocr, which takes seconds; call `environment.prepare` before.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
import paddleocr
from paddleocr import _common_args
from paddlex.inference.pipelines.components import SortQuadBoxes

from intake_assist.ocr import weights
from intake_assist.ocr.choices import Reading, read_choices, read_expected
from intake_assist.ocr.crops import cut
from intake_assist.ocr.expected import Fit

DETECTION_SIDE = 1280
"""Pages are shrunk to this many pixels on the long side to find the lines; lines are read at full resolution.

Measured on licences, an A4 page of 10 pt text at 300 dpi and rosters of 50 rows (8 pt at 200 dpi, 7 pt at 300):
no line is lost against 2560, while 960 loses account numbers and cells. Pages are never enlarged.
"""
UNCLIP = 1.8
"""How far found lines are widened. At PaddleOCR's 1.5 the last character of long lines is cut now and then."""
FLOOR = 0.3
"""Readings below this confidence are texture (seals, guilloche), not text."""
ALL_LINES = 1000
"""Batch size for an engine that schedules the lines of a page itself."""
_INK = 0.3  # of probability: what is text rather than ground, and, on average, a line rather than texture
_LINE = 0.6


class Reader:
    """Detection and recognition, one after the other."""

    def __init__(self, engine: str, config: dict[str, Any], *, threads: int, batch: int) -> None:
        common = {"device": "cpu", "engine": engine, "engine_config": config}
        self._threads = threads
        self._batch = batch
        self._sort = SortQuadBoxes()
        self._detection = paddleocr.TextDetection(
            model_name=weights.DETECTION,
            model_dir=str(weights.model_dir(weights.DETECTION)),
            limit_type="max",
            limit_side_len=DETECTION_SIDE,
            thresh=_INK,
            box_thresh=_LINE,
            unclip_ratio=UNCLIP,
            **common,
        )
        self._recognition = paddleocr.TextRecognition(
            model_name=weights.RECOGNITION, model_dir=str(weights.model_dir(weights.RECOGNITION)), **common
        )

    def read(self, image: np.ndarray) -> list[tuple[np.ndarray, str, float]]:
        """Corners (4, 2), text and confidence of the lines from top to bottom, none below `FLOOR`."""
        quads = self._sort(self._detection.predict(image)[0]["dt_polys"])
        with ThreadPoolExecutor(self._threads) as pool:
            crops = cut(image, quads, pool)
        whole = [(quad, crop) for quad, crop in zip(quads, crops, strict=True) if crop.size]
        readings = self.recognise([crop for _, crop in whole])
        found = [(quad, *reading) for (quad, _), reading in zip(whole, readings, strict=True)]
        return [(quad, text, confidence) for quad, text, confidence in found if confidence >= FLOOR]

    def recognise(self, crops: Sequence[np.ndarray]) -> list[tuple[str, float]]:
        """Text and confidence of each picture of one line. Those of like length are read side by side."""
        order = sorted(range(len(crops)), key=lambda index: crops[index].shape[1] / crops[index].shape[0])
        ordered = [crops[index] for index in order]
        found = self._recognition.predict(ordered, batch_size=self._batch) if crops else []
        readings = {
            index: (one["rec_text"], float(one["rec_score"])) for index, one in zip(order, found, strict=True)
        }
        return [readings[index] for index in range(len(crops))]

    def choices(self, crop: np.ndarray) -> Reading:
        """The reading of a picture of one line, with the rivals of every character."""
        return read_choices(self._recognition.paddlex_predictor, crop)

    def expected(self, crop: np.ndarray, texts: Sequence[str]) -> tuple[Fit, ...]:
        """How well a picture of one line bears out each of `texts`."""
        return read_expected(self._recognition.paddlex_predictor, crop, texts)


def build_openvino(threads: int) -> Reader:
    """Raises ImportError or RuntimeError where OpenVINO cannot load or the processor lacks what it needs."""
    from intake_assist.ocr import openvino_engine

    known = _common_args.SUPPORTED_INFERENCE_ENGINE_LIST
    if openvino_engine.NAME not in known:
        known.append(openvino_engine.NAME)  # PaddleOCR checks names against this list, not PaddleX's registry
    return _build(openvino_engine.NAME, {"threads": threads}, threads, batch=ALL_LINES)


def build_onnxruntime(threads: int) -> Reader:
    """PaddleOCR's own way without paddlepaddle."""
    config = {"intra_op_num_threads": threads, "enable_cpu_mem_arena": False}
    return _build("onnxruntime", config, threads, batch=6)


def _build(engine: str, config: dict[str, Any], threads: int, batch: int) -> Reader:
    for name in ("paddlex", "paddleocr"):
        logging.getLogger(name).setLevel(logging.WARNING)
    return Reader(engine, config, threads=threads, batch=batch)
