"""The clerk's workbench: the only package that imports PySide6.

`run` opens it and returns the exit code. What is heavy (the engine, the database) is imported behind the
window, so that it is on the screen at once.
"""

from __future__ import annotations

from pathlib import Path

__all__ = ["run"]


def run(home: Path | None = None) -> int:
    """Open the window, or bring the one that is open to the front. `home` replaces the folder of all data."""
    from intake_assist.desktop.app import run_window

    return run_window(home)
