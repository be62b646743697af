"""PaddleOCR, built for this program: local weights, the CPU, no helper models, no network.

Importing this module imports paddleocr, which takes seconds; call `environment.prepare` before.
"""

from __future__ import annotations

import logging
from typing import Any

import paddleocr
from paddleocr import _common_args

from intake_assist.ocr import weights

log = logging.getLogger(__name__)

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


def build_openvino(threads: int) -> paddleocr.PaddleOCR:
    """Raises ImportError or RuntimeError where OpenVINO cannot load or the processor lacks what it needs."""
    from intake_assist.ocr import openvino_engine

    known = _common_args.SUPPORTED_INFERENCE_ENGINE_LIST
    if openvino_engine.NAME not in known:
        known.append(openvino_engine.NAME)  # PaddleOCR checks names against this list, not PaddleX's registry
    return _build(openvino_engine.NAME, {"threads": threads}, batch=ALL_LINES)


def build_onnxruntime(threads: int) -> paddleocr.PaddleOCR:
    """PaddleOCR's own way without paddlepaddle."""
    return _build("onnxruntime", {"intra_op_num_threads": threads, "enable_cpu_mem_arena": False}, batch=6)


def _build(engine: str, config: dict[str, Any], batch: int) -> paddleocr.PaddleOCR:
    for name in ("paddlex", "paddleocr"):
        logging.getLogger(name).setLevel(logging.WARNING)
    return paddleocr.PaddleOCR(
        text_detection_model_name=weights.DETECTION,
        text_detection_model_dir=str(weights.model_dir(weights.DETECTION)),
        text_recognition_model_name=weights.RECOGNITION,
        text_recognition_model_dir=str(weights.model_dir(weights.RECOGNITION)),
        text_recognition_batch_size=batch,
        use_doc_orientation_classify=False,
        use_doc_unwarping=False,
        use_textline_orientation=False,
        text_det_limit_type="max",
        text_det_limit_side_len=DETECTION_SIDE,
        text_det_unclip_ratio=UNCLIP,
        text_rec_score_thresh=FLOOR,
        device="cpu",
        engine=engine,
        engine_config=config,
    )
