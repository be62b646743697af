"""The model weights that came with the package: where they lie, and that they are the ones we tested.

`weights.json` is the one table of files and digests; the build hook reads it too.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from importlib.resources import files
from pathlib import Path

DETECTION = "PP-OCRv6_small_det"
RECOGNITION = "PP-OCRv6_small_rec"
ORIENTATION = "PP-LCNet_x1_0_doc_ori"
SEAL_DETECTION = "PP-OCRv4_mobile_seal_det"

_PACKAGE = Path(str(files("intake_assist.ocr")))


class WeightsError(RuntimeError):
    """A weight file is missing or is not the one that was tested. The message is for the clerk."""

    def __init__(self, file: str, what: str) -> None:
        super().__init__(
            f"识别模型文件{what}（{file}），程序无法识别图片。请重新安装本程序，或联系技术人员。"
        )
        self.file = file


@cache
def model_dir(model: str) -> Path:
    """The folder of `model` after every file of it was found and its SHA-256 compared, once per process.

    Raises WeightsError, and KeyError for a model the table does not list.
    """
    entries = _table()[model]
    for target, digest in entries.items():
        _verify(_PACKAGE / "models" / target, target, digest)
    return _PACKAGE / "models" / model


def _verify(path: Path, name: str, digest: str) -> None:
    try:
        with path.open("rb") as stream:
            found = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise WeightsError(name, "缺失或无法读取") from error
    if found != digest:
        raise WeightsError(name, "已损坏或被改动")


@cache
def _table() -> dict[str, dict[str, str]]:
    """Model name -> {file under `models`: SHA-256}."""
    table: dict[str, dict[str, str]] = {}
    for entry in json.loads((_PACKAGE / "weights.json").read_text(encoding="utf-8"))["files"]:
        model = entry["target"].split("/")[0]
        table.setdefault(model, {})[entry["target"]] = entry["sha256"]
    return table
