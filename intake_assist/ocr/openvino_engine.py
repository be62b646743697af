"""OpenVINO as an inference engine of PaddleX.

PaddleX keeps a registry of engines by name, and a registry that binds (model, engine) to a predictor class.
Importing this module enters the engine `openvino` in the first and our detection and recognition models in
the second; PaddleOCR then runs them like its own. Raises ImportError where OpenVINO cannot load.

Recognition has its own predictor, because the stock one spends most of its work on nothing:

* it pads every line to 320 pixels and to the longest of its batch; ours resizes a line to the nearest of a
  geometric series of widths, so that little is padded and few shapes ever occur (each new shape costs OpenVINO
  20 to 50 ms);
* lines are independent, so they run side by side, one single-threaded stream per thread, instead of one after
  the other with every thread on small layers.

Every line is read once, at its full width. Reading squeezed lines first and the doubtful ones again costs about
as much and loses digits without a doubt: two equal ones run together.

Models run in bfloat16 on processors that compute it natively, else in float32; on labelled lines neither reads
better than the other.
"""

from __future__ import annotations

import queue
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import cv2
import numpy as np
import openvino as ov
from paddlex.inference.models.bindings import register_predictor_binding_map
from paddlex.inference.models.engines import RunnerEngine
from paddlex.inference.models.runners.inference_runner import InferenceRunner
from paddlex.inference.models.text_detection import TextDetRunnerPredictor
from paddlex.inference.models.text_recognition import TextRecRunnerPredictor
from pydantic import BaseModel, ConfigDict

from intake_assist.ocr import weights

NAME = "openvino"

LINE_HEIGHT = 48
"""Pixels; what the recognition model is made for."""
WIDTHS = np.array(
    [128, 160, 192, 232, 280, 336, 400, 480, 576, 696, 832, 1000, 1200, 1440, 1728, 2072, 2488, 2984, 3200]
)
"""Every width a line is recognised at: steps of about 1.2, multiples of the model's stride of 8. Below the first
the model takes 黄 for 黃 and 嫣 for 媽 in names of two and three characters."""

T = TypeVar("T")


class OpenVINOConfig(BaseModel):
    """Options of the engine. `precision` None means bf16 where the processor computes it natively, else f32."""

    model_config = ConfigDict(extra="forbid")

    threads: int = 1
    precision: str | None = None


class OpenVINORunner(InferenceRunner):  # type: ignore[misc]
    """One compiled model. As many calls as it has streams run side by side, further ones wait."""

    def __init__(self, model: Path, config: OpenVINOConfig, streams: int) -> None:
        core = ov.Core()
        compiled = core.compile_model(core.read_model(model), "CPU", _options(core, config, streams))
        self._idle: queue.SimpleQueue[ov.InferRequest] = queue.SimpleQueue()
        for _ in range(streams):
            self._idle.put(compiled.create_infer_request())
        self.streams = streams

    def __call__(self, x: Sequence[np.ndarray] | None = None, **_: Any) -> list[np.ndarray]:
        """All outputs, as PaddleX wants them."""
        if x is None:
            raise TypeError("the input x is missing")
        return self.infer(x, lambda outputs: [output.copy() for output in outputs])

    def infer(self, x: Sequence[np.ndarray], use: Callable[[list[np.ndarray]], T]) -> T:
        """What `use` makes of the outputs; it must not keep them, the next inference overwrites them."""
        request = self._idle.get()
        try:
            request.infer([np.ascontiguousarray(part) for part in x], share_inputs=True)
            return use([tensor.data for tensor in request.output_tensors])
        finally:
            self._idle.put(request)

    def close(self) -> None:
        """Nothing to do: the memory goes with the object."""


def _options(core: ov.Core, config: OpenVINOConfig, streams: int) -> dict[str, str]:
    native = "BF16" in core.get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    return {
        "INFERENCE_NUM_THREADS": str(config.threads),
        "NUM_STREAMS": str(streams),
        "INFERENCE_PRECISION_HINT": config.precision or ("bf16" if native else "f32"),
        "ENABLE_CPU_PINNING": "NO",  # the clerk's other programs go first
        "CACHE_DIR": "",
    }


class OpenVINOEngine(RunnerEngine):  # type: ignore[misc]
    entities = NAME

    @property
    def name(self) -> str:
        return NAME

    @property
    def engine_config_model(self) -> type[OpenVINOConfig]:
        return OpenVINOConfig

    def get_supported_model_formats(self) -> tuple[str, ...]:
        return ("onnx",)

    def get_default_runner_builder(self) -> Callable[..., OpenVINORunner]:
        return _build_runner

    def validate_runner(self, runner: InferenceRunner) -> None:
        if not isinstance(runner, OpenVINORunner):
            raise TypeError(f"engine {NAME!r} cannot run a {type(runner).__name__}")


def _build_runner(
    *, model_name: str, model_dir: Path, engine_config: dict[str, Any], **_: Any
) -> OpenVINORunner:
    config = OpenVINOConfig(**engine_config)
    streams = config.threads if model_name == weights.RECOGNITION else 1
    return OpenVINORunner(Path(model_dir) / "inference.onnx", config, streams)


class LinePredictor(TextRecRunnerPredictor):  # type: ignore[misc]
    """Recognition of all lines of a page at once."""

    def process(self, batch_data: Any, **_: Any) -> dict[str, Any]:
        lines = self.pre_tfs["Read"](imgs=batch_data.instances)
        readings = self._read(lines)
        return {
            "input_path": batch_data.input_paths,
            "page_index": batch_data.page_indexes,
            "input_img": lines,
            "rec_text": [text for text, _ in readings],
            "rec_score": [confidence for _, confidence in readings],
            "vis_font": [self.vis_font] * len(lines),
        }

    def _read(self, lines: Sequence[np.ndarray]) -> list[tuple[str, float]]:
        """PaddleOCR gives the narrowest line first; the widest are begun first, so that all threads end together."""
        with ThreadPoolExecutor(self.runner.streams) as pool:
            return list(pool.map(self._read_line, reversed(lines)))[::-1]

    def _read_line(self, line: np.ndarray) -> tuple[str, float]:
        best, scores = self.runner.infer([_line_input(line)], _best)
        text, confidence = self.post_op.decode(best, scores, is_remove_duplicate=True)[0]
        return text, float(confidence)


def _line_input(line: np.ndarray) -> np.ndarray:
    """(1, 3, LINE_HEIGHT, one of WIDTHS) float32 in -1..1, 0 right of a line shorter than the first width."""
    height, width = line.shape[:2]
    wanted = max(1, round(LINE_HEIGHT * width / height))
    total = int(WIDTHS[np.abs(np.log(WIDTHS / wanted)).argmin()])
    resized = cv2.resize(line, (min(wanted, total) if total == WIDTHS[0] else total, LINE_HEIGHT))
    padded = np.zeros((1, 3, LINE_HEIGHT, total), np.float32)
    padded[0, :, :, : resized.shape[1]] = resized.transpose(2, 0, 1) / np.float32(127.5) - 1
    return padded


def _best(outputs: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    """The likeliest character of each step and its probability, from (1, steps, characters)."""
    best = outputs[0].argmax(axis=-1)
    return best, np.take_along_axis(outputs[0], best[..., None], axis=-1)[..., 0]


register_predictor_binding_map(TextDetRunnerPredictor, {NAME: [weights.DETECTION]})
register_predictor_binding_map(LinePredictor, {NAME: [weights.RECOGNITION]})
