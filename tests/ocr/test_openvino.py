"""What is done to spare OpenVINO work: the same must come out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_assist.ocr import environment, weights
from intake_assist.ocr.engine import Engine
from tests.ocr.drawing import FORM, crop, page

environment.prepare()

import openvino as ov  # noqa: E402 (only once the environment is prepared)

from intake_assist.ocr import openvino_graphs as graphs  # noqa: E402
from intake_assist.ocr import openvino_predictors as predictors  # noqa: E402


def run(alter: Callable[[ov.Model], ov.Model], x: np.ndarray) -> np.ndarray:
    core = ov.Core()
    model = core.read_model(Path(weights.model_dir(weights.DETECTION)) / "inference.onnx")
    compiled = core.compile_model(
        alter(model), "CPU", {"INFERENCE_PRECISION_HINT": "f32", "INFERENCE_NUM_THREADS": "1"}
    )
    found: np.ndarray = compiled([x])[0]
    return found


def test_the_altered_detection_model_says_the_same() -> None:
    picture = page(FORM[:3], size=(512, 480), pixels=22)
    mean, deviation = (np.array(each, np.float32) for each in (graphs.MEAN, graphs.DEVIATION))
    normal = (picture.astype(np.float32) / 255 - mean) / deviation
    before = run(lambda model: model, np.ascontiguousarray(normal.transpose(2, 0, 1)[None]))
    after = run(graphs.detection, picture[None])
    assert after.shape == before.shape == (1, 1, 480, 512)
    assert np.count_nonzero(before > 0.5) > 1000
    assert np.abs(after - before).max() < 1e-3


def test_only_the_written_part_of_a_page_is_looked_at() -> None:
    picture = page(["单位名称"], size=(896, 1280))
    rows, columns = predictors.written(picture)
    assert (rows.stop - rows.start, columns.stop - columns.start) == (128, 256)
    assert rows.start < 100 < 134 < rows.stop
    assert columns.start < 100 < 236 < columns.stop


def test_a_page_on_which_nothing_stands_out_is_looked_at_whole() -> None:
    assert predictors.written(np.full((640, 480, 3), 240, np.uint8)) == (slice(0, 640), slice(0, 480))


def test_pale_print_stands_out() -> None:
    pale = (255 - (255 - page(["单位名称"], size=(896, 1280)).astype(int)) // 8).astype(np.uint8)
    rows, _ = predictors.written(pale)
    assert rows.start < 100 < 134 < rows.stop < 300


@given(start=st.integers(0, 1200), size=st.integers(1, 1200), length=st.sampled_from([32, 480, 896, 1280]))
def test_the_part_looked_at_holds_what_is_written(start: int, size: int, length: int) -> None:
    start = min(start, length - 1)
    end = min(length, start + size)
    part = predictors._room(start, end, length)
    assert 0 <= part.start <= start < end <= part.stop <= length
    assert part.stop - part.start == length or (part.stop - part.start) % predictors.STEP == 0


@pytest.mark.parametrize("place", [(8, 8), (900, 1400), (20, 1400), (450, 700)])
def test_a_line_is_found_wherever_it_stands(openvino: Engine, place: tuple[int, int]) -> None:
    x, y = place
    text = crop("91441900MA4WQ1U54T")
    picture = np.full((1500, 1300, 3), 255, np.uint8)
    picture[y : y + text.shape[0], x : x + text.shape[1]] = text
    (line,) = openvino.read(picture)
    assert line.text == "91441900MA4WQ1U54T"
    assert abs(line.box.cx - (x + text.shape[1] / 2)) < 8
    assert abs(line.box.cy - (y + text.shape[0] / 2)) < 8


@given(st.lists(st.sampled_from([int(width) for width in predictors.WIDTHS]), max_size=60))
def test_every_line_is_in_one_call_with_lines_of_its_width(widths: list[int]) -> None:
    calls = list(predictors.shared(widths))
    assert sorted(at for call in calls for at in call) == list(range(len(widths)))
    for call in calls:
        assert len({widths[at] for at in call}) == 1
        assert len(call) in (1, predictors.TOGETHER)
        assert len(call) == 1 or widths[call[0]] <= predictors.SHORT


def test_lines_that_share_a_call_read_as_they_do_alone(openvino: Engine) -> None:
    texts = ("黄磊", "徐静", "朱强", "3402", "2024-05", "欧阳静怡", "9860.50", "男")
    crops = [crop(text) for text in texts]
    together = openvino.read_crops(crops)
    alone = tuple(openvino.read_crops([each])[0] for each in crops)
    assert [text for text, _ in together] == [text for text, _ in alone] == list(texts)
    assert [sure for _, sure in together] == pytest.approx([sure for _, sure in alone], abs=0.02)
