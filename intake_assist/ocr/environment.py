"""What must be true of the process before PaddleX and OpenVINO are imported.

PaddleX reads its switches from the environment when it is imported; left alone it asks model hosts on the
network whether they are there, and writes to the home folder. OpenVINO's tools carry telemetry.
"""

from __future__ import annotations

import os

import platformdirs

SWITCHES = {
    "PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK": "True",
    "PADDLE_PDX_EAGER_INIT": "False",
    "OPENVINO_TELEMETRY": "0",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
}


def prepare() -> None:
    """Turn network checks and telemetry off, and send PaddleX's cache to the user's cache folder.

    Call before the first import of paddlex; calling again changes nothing.
    """
    os.environ.update(SWITCHES)
    cache = platformdirs.user_cache_path("intake-assist", appauthor=False) / "paddlex"
    os.environ.setdefault("PADDLE_PDX_CACHE_HOME", str(cache))
