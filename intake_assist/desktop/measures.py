"""Distances that follow the font, and so the interface scale."""

from __future__ import annotations

from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget


def unit(metrics: QFontMetrics) -> int:
    """A quarter of a line, the step of all distances."""
    return max(3, metrics.height() // 4)


def open_at(window: QWidget, across: int, down: int) -> None:
    """Give a window its first size, in lines of text, but no more than the screen holds with a title bar."""
    line, room = window.fontMetrics().height(), window.screen().availableSize()
    window.resize(min(line * across, room.width()), min(line * down, room.height() - 2 * line))
