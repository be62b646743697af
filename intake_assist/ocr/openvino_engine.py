"""OpenVINO as an inference engine of PaddleX.

PaddleX keeps a registry of engines by name, and a registry that binds (model, engine) to a predictor class.
Importing this module enters the engine `openvino` in the first and our detection and recognition models in
the second; PaddleOCR then runs them like its own. Raises ImportError where OpenVINO cannot load.

Models run in bfloat16 on processors that compute it natively, else in float32; on labelled lines neither reads
better than the other.
"""

from __future__ import annotations

import queue
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

import numpy as np
import openvino as ov
from paddlex.inference.models.bindings import register_predictor_binding_map
from paddlex.inference.models.engines import RunnerEngine
from paddlex.inference.models.runners.inference_runner import InferenceRunner
from pydantic import BaseModel, ConfigDict

from intake_assist.ocr import openvino_graphs, weights
from intake_assist.ocr.openvino_predictors import LinePredictor, PagePredictor

NAME = "openvino"

FEW_SHAPES = MappingProxyType({"CPU_RUNTIME_CACHE_CAPACITY": "600"})
"""What detection keeps for sizes of pages it has seen: those of about fifteen, 4 MB each, instead of a hundred."""

T = TypeVar("T")


class OpenVINOConfig(BaseModel):
    """Options of the engine. `precision` None means bf16 where the processor computes it natively, else f32."""

    model_config = ConfigDict(extra="forbid")

    threads: int = 1
    precision: str | None = None


class OpenVINORunner(InferenceRunner):  # type: ignore[misc]
    """One compiled model. As many calls as it has streams run side by side, further ones wait."""

    def __init__(
        self,
        model: Path,
        config: OpenVINOConfig,
        streams: int = 1,
        alter: Callable[[ov.Model], ov.Model] = lambda model: model,
        further: Mapping[str, str] = MappingProxyType({}),
    ) -> None:
        core = ov.Core()
        options = {**_options(core, config, streams), **further}
        compiled = core.compile_model(alter(core.read_model(model)), "CPU", options)
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
    path = Path(model_dir) / "inference.onnx"
    if model_name == weights.DETECTION:
        return OpenVINORunner(path, config, alter=openvino_graphs.detection, further=FEW_SHAPES)
    return OpenVINORunner(path, config, streams=config.threads)


register_predictor_binding_map(PagePredictor, {NAME: [weights.DETECTION]})
register_predictor_binding_map(LinePredictor, {NAME: [weights.RECOGNITION]})
