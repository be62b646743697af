"""A paper on the screen as it reads, for windows that give papers."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QImage, QPalette
from PySide6.QtWidgets import QTextBrowser

from intake_assist.desktop.printing import QR
from intake_assist.notice import Paper
from intake_assist.notice.qr import qr_png


class PaperSheet(QTextBrowser):
    """Shows a paper with its QR code, black on white whatever the window is like; loads nothing else."""

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
        self.setHtml(paper.html if paper else "")
        self.verticalScrollBar().setValue(at)

    def loadResource(self, kind: int, name: QUrl | str) -> object:  # noqa: ARG002
        if self._number and QUrl(name).toString() == QR:
            return QImage.fromData(qr_png(self._number))
        return QImage()
