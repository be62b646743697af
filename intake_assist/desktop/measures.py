"""Distances that follow the font, and so the interface scale."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics


def unit(metrics: QFontMetrics) -> int:
    """A quarter of a line, the step of all distances."""
    return max(3, metrics.height() // 4)
