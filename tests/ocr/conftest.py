from __future__ import annotations

import pytest

from intake_assist.ocr.engine import Engine


@pytest.fixture(scope="session")
def openvino() -> Engine:
    return Engine("openvino", threads=2)


@pytest.fixture(scope="session")
def onnxruntime() -> Engine:
    return Engine("onnxruntime", threads=2)


@pytest.fixture(scope="session", params=["openvino", "onnxruntime"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Each engine in turn."""
    found: Engine = request.getfixturevalue(request.param)
    return found
