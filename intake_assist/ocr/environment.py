"""What must be true of the process before the recognition libraries are imported.

Several of them reach for the network when left alone: ONNX Runtime uploads usage events to Microsoft, OpenVINO's
Python tools to Google Analytics, PaddleX asks model hosts whether they are there, its hub clients know telemetry
of their own. They also write client ids to the home folder. Nothing of this may happen here.
"""

from __future__ import annotations

import contextlib
import os
import socket
import sys
from importlib import import_module

import platformdirs

SWITCHES = {
    "ORT_DISABLE_TELEMETRY": "1",
    "PADDLE_PDX_DISABLE_MODEL_SOURCE_CHECK": "True",
    "PADDLE_PDX_EAGER_INIT": "False",
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "DO_NOT_TRACK": "1",
}


def switch_off() -> None:
    """Set the switches that are read from the environment. The package does so when it is imported."""
    os.environ.update(SWITCHES)


def prepare() -> None:
    """Do the rest, and send PaddleX's cache to the user's cache folder.

    Call before the first import of openvino or paddlex; calling again changes nothing.
    """
    switch_off()
    cache = platformdirs.user_cache_path("intake-assist", appauthor=False) / "paddlex"
    os.environ.setdefault("PADDLE_PDX_CACHE_HOME", str(cache))
    # Not to be found: OpenVINO then takes its own stand-in, which does nothing. It has no other switch.
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    _import_urllib3_quietly()


def _import_urllib3_quietly() -> None:
    """paddlex imports urllib3, which tries on import whether a socket can be bound to ::1; spare it that."""
    with_ipv6, socket.has_ipv6 = socket.has_ipv6, False
    try:
        with contextlib.suppress(ImportError):
            import_module("urllib3.util.connection")
    finally:
        socket.has_ipv6 = with_ipv6
