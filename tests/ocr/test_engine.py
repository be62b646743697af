"""Both engines, with the real models, on drawn pages."""

from __future__ import annotations

import logging
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from intake_assist.model import Box, TextLine
from intake_assist.ocr import environment
from intake_assist.ocr.engine import Engine
from intake_assist.ocr.weights import WeightsError
from tests.ocr.drawing import CELLS, FORM, crop, page, table


def texts(lines: tuple[TextLine, ...]) -> list[str]:
    return [line.text.replace(" ", "").replace(":", "：") for line in lines]


def test_reads_every_line_of_a_form(engine: Engine) -> None:
    assert texts(engine.read(page(FORM))) == list(FORM)


def test_reads_every_cell_of_a_dense_table(openvino: Engine) -> None:
    found = Counter(texts(openvino.read(table(CELLS))))
    assert {cell: found[cell] for cell in CELLS} == dict.fromkeys(CELLS, 12)


def test_the_fallback_finds_every_cell_too(onnxruntime: Engine) -> None:
    """PaddleOCR's own recognition misreads a two-character cell now and then (强 for 強)."""
    found = Counter(text.replace("強", "强") for text in texts(onnxruntime.read(table(CELLS))))
    assert sum(12 - min(12, found[cell]) for cell in CELLS) <= 2


def test_reads_small_print_of_a_large_scan(engine: Engine) -> None:
    """Ten points at 300 dpi: the page is found at half its resolution and read at all of it."""
    lines = [
        f"第{number}条　用人单位应当自用工之日起三十日内办理参保登记{number:04d}" for number in range(1, 31)
    ]
    found = texts(engine.read(page(lines, size=(2480, 3900), pixels=42)))
    assert found == [line.replace("　", "") for line in lines]


def test_boxes_are_in_the_pixels_of_the_picture(engine: Engine) -> None:
    for number, line in enumerate(engine.read(page(FORM, size=(1800, 1600)))):
        assert line.box.y0 <= 100 + number * 102 + 17 <= line.box.y1
        assert 80 <= line.box.x0 <= 110
        assert 30 <= line.box.height <= 75
        assert 0.9 < line.confidence <= 1


def test_grey_pictures_read_as_colour_ones(openvino: Engine) -> None:
    grey = page(FORM[:2])[:, :, 0]
    assert texts(openvino.read(grey)) == list(FORM[:2])


@pytest.mark.parametrize("shape", [(400, 300, 3), (20, 4000, 3), (3, 3, 3), (1, 1), (700, 5)])
def test_a_page_without_text_has_no_lines(engine: Engine, shape: tuple[int, ...]) -> None:
    assert engine.read(np.full(shape, 255, np.uint8)) == ()


@pytest.mark.parametrize(
    "picture",
    [np.zeros((9, 9, 4), np.uint8), np.zeros((9, 9, 3), np.float32), np.zeros((0, 9, 3), np.uint8)],
    ids=["four channels", "floats", "empty"],
)
def test_what_is_no_picture_is_refused(openvino: Engine, picture: np.ndarray) -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        openvino.read(picture)


def test_crops_come_back_in_their_order(engine: Engine) -> None:
    wanted = ("91441900MA4WQ1U54T", "男", *FORM[:3], "440105199003076154")
    read = engine.read_crops([crop(text) for text in wanted])
    assert [text.replace(":", "：") for text, _ in read] == list(wanted)
    assert all(confidence > 0.8 for _, confidence in read)


def test_crops_without_text_and_no_crops(engine: Engine) -> None:
    assert engine.read_crops([]) == ()
    assert (
        engine.read_crops([np.full((30, 90, 3), 255, np.uint8), np.zeros((1, 1), np.uint8)])
        == (("", 0.0),) * 2
    )


def test_a_plain_code_reads_alike_however_closely_it_is_looked_at(engine: Engine) -> None:
    picture = page(["91441900MA4WQ1U54T"])
    (line,) = engine.read(picture)
    (best, share), *_ = engine.read_closely(picture, line.box)
    assert best == "91441900MA4WQ1U54T"
    assert share > 0.9


def test_a_code_whose_box_cuts_the_last_character_is_among_the_readings(openvino: Engine) -> None:
    picture = page(["9111011157319077XC"])
    (line,) = openvino.read(picture)
    cut = Box(line.box.x0, line.box.y0, line.box.x1 - 0.4 * line.box.height, line.box.y1)
    found = openvino.read_closely(picture, cut)
    assert len(found) > 1
    assert "9111011157319077XC" in [text for text, _ in found]
    assert sum(share for _, share in found) == pytest.approx(1.0)


@pytest.mark.parametrize("box", [Box(600, 600, 900, 640), Box(10, 10, 10, 10), Box(-90, -90, -10, -10)])
def test_looking_closely_where_nothing_is_finds_nothing(openvino: Engine, box: Box) -> None:
    assert openvino.read_closely(page(FORM[:1]), box) == ()


@pytest.mark.parametrize("turns", range(4))
def test_orientation_is_the_clockwise_turn_shown(openvino: Engine, turns: int) -> None:
    clockwise = np.rot90(page(FORM * 2, size=(1000, 1600)), -turns)
    turn, confidence = openvino.orientation(clockwise)
    assert turn == 90 * turns
    assert confidence > 0.6


def test_orientation_of_a_strip_does_not_fail(openvino: Engine) -> None:
    assert openvino.orientation(np.zeros((1, 900), np.uint8))[0] in {0, 90, 180, 270}


def test_a_missing_openvino_is_replaced_and_said(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    environment.prepare()
    from intake_assist.ocr import paddle

    def unavailable(_threads: int) -> None:
        raise ImportError("libopenvino.so: cannot open shared object file")

    monkeypatch.setattr(paddle, "build_openvino", unavailable)
    with caplog.at_level(logging.WARNING, "intake_assist"):
        engine = Engine("auto", threads=1)
    assert engine.name == "onnxruntime"
    assert "libopenvino.so" in caplog.text
    assert texts(engine.read(page(FORM[:1]))) == [FORM[0]]
    with pytest.raises(ImportError):
        Engine("openvino", threads=1)


def test_altered_weights_are_no_reason_to_fall_back(monkeypatch: pytest.MonkeyPatch) -> None:
    environment.prepare()
    from intake_assist.ocr import paddle

    def altered(_threads: int) -> None:
        raise WeightsError("inference.onnx", "已损坏或被改动")

    monkeypatch.setattr(paddle, "build_openvino", altered)
    with pytest.raises(WeightsError, match="重新安装"):
        Engine("auto", threads=1)


def test_a_line_is_cut_wider_than_found_but_never_into_its_neighbours() -> None:
    environment.prepare()
    from intake_assist.ocr.crops import cut

    picture = np.full((200, 600, 3), 255, np.uint8)
    quads = [
        np.array([(x0, y), (x1, y), (x1, y + 40), (x0, y + 40)], np.int16)
        for x0, x1, y in ((100, 200, 50), (205, 300, 52), (0, 100, 120))
    ]
    with ThreadPoolExecutor(2) as pool:
        widths = [crop.shape[1] for crop in cut(picture, quads, pool)]
        assert cut(picture, [], pool) == []
    assert widths == pytest.approx([100 + 12 + 5, 95 + 5 + 12, 100 + 12], abs=2)
