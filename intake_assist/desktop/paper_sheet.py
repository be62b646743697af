"""A paper on the screen as it reads, for windows that give papers."""

from __future__ import annotations

import re

from PySide6.QtCore import QUrl
from PySide6.QtGui import QFont, QImage, QPalette
from PySide6.QtWidgets import QApplication, QTextBrowser

from intake_assist.desktop.printing import FACES, QR, WORDS
from intake_assist.notice import Paper
from intake_assist.notice.qr import qr_png

_SIZE = re.compile(r"(?<![\w#])(\d+(?:\.\d+)?)(px|pt)\b")
_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
_PICTURE = re.compile(r'(<img src="qr" width=")(\d+)(" height=")(\d+)')
_PIXELS = {"px": 1.0, "pt": 96 / 72}
_USUAL = 10.0  # points of the window's font at 100%


class PaperSheet(QTextBrowser):
    """Shows a paper with its QR code, black on white whatever the window is like, and as large as the window's
    other words; loads nothing else."""

    def __init__(self) -> None:
        super().__init__()
        self.setOpenLinks(False)
        self.setTabChangesFocus(True)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, "#ffffff")
        palette.setColor(QPalette.ColorRole.Text, "#000000")
        self.setPalette(palette)
        self.setStyleSheet("QTextBrowser { background: #ffffff; color: #000000; }")
        self._number = ""

    def show_paper(self, paper: Paper | None) -> None:
        at = self.verticalScrollBar().value()
        self._number = paper.number if paper else ""
        by = QApplication.font().pointSizeF() / _USUAL
        font = QFont()
        font.setFamilies(FACES)
        font.setPixelSize(round(WORDS * by))  # in pixels: with points Qt would make headings larger
        self.document().setDefaultFont(font)
        self.setHtml(enlarged(paper.html, by) if paper else "")
        self.verticalScrollBar().setValue(at)

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: ARG002
        if self._number and QUrl(name).toString() == QR:
            return QImage.fromData(qr_png(self._number))
        return QImage()


def enlarged(html: str, by: float) -> str:
    """All sizes of the page's style, and of its code, in pixels and `by` times as large."""

    def pixels(size: re.Match[str]) -> str:
        return f"{float(size[1]) * _PIXELS[size[2]] * by:.1f}px"

    styled = _STYLE.sub(lambda style: _SIZE.sub(pixels, style[0]), html)
    return _PICTURE.sub(
        lambda tag: f"{tag[1]}{round(int(tag[2]) * by)}{tag[3]}{round(int(tag[4]) * by)}", styled
    )
