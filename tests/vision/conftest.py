from __future__ import annotations

import pytest

from intake_assist.ocr.orientation import OrientationModel
from intake_assist.vision import Classify


@pytest.fixture(scope="session")
def classify() -> Classify:
    """The real orientation model."""
    return OrientationModel()
