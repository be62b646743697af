from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from intake_assist.ocr import weights

MODELS = (weights.DETECTION, weights.RECOGNITION, weights.ORIENTATION, weights.SEAL_DETECTION)


@pytest.fixture
def copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A copy of the package's weights that the module believes to be the package's."""
    shutil.copy(weights._PACKAGE / "weights.json", tmp_path)
    shutil.copytree(weights._PACKAGE / "models", tmp_path / "models")
    monkeypatch.setattr(weights, "_PACKAGE", tmp_path)
    weights.model_dir.cache_clear()
    yield tmp_path / "models"
    weights.model_dir.cache_clear()


@pytest.mark.parametrize("model", MODELS)
def test_the_shipped_weights_are_right(model: str) -> None:
    assert (weights.model_dir(model) / "inference.onnx").is_file()


@pytest.mark.parametrize("model", MODELS)
def test_one_changed_byte_is_found(copied: Path, model: str) -> None:
    file = copied / model / "inference.onnx"
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.write_bytes(content)
    with pytest.raises(weights.WeightsError, match=r"已损坏或被改动.*重新安装") as caught:
        weights.model_dir(model)
    assert caught.value.file == f"{model}/inference.onnx"


@pytest.mark.parametrize("file", ["inference.onnx", "inference.yml"])
def test_a_missing_file_is_found(copied: Path, file: str) -> None:
    (copied / weights.RECOGNITION / file).unlink()
    with pytest.raises(weights.WeightsError, match="缺失"):
        weights.model_dir(weights.RECOGNITION)


def test_an_unknown_model_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(KeyError):
        weights.model_dir("PP-OCRv6_huge")
