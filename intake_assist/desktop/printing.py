"""Papers on paper: a `notice.Paper` drawn by Qt on a printer, in a preview, or into a PDF.

The words are laid out once for A4 and drawn page by page, with the agency, the page number and the paper's
number at the foot. Nothing but the QR code is loaded: a template cannot reach the disk or the network. All of
this runs in the thread of the application; `pdf` makes one where there is none.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QBuffer,
    QCoreApplication,
    QIODeviceBase,
    QMarginsF,
    QPointF,
    QRectF,
    QSizeF,
    Qt,
    QUrl,
)
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QGuiApplication,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPalette,
    QPdfWriter,
    QTextBlock,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextTable,
)
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrintPreviewDialog
from PySide6.QtWidgets import QDialog, QWidget

from intake_assist.notice import Paper
from intake_assist.notice.exports.files import write_whole
from intake_assist.notice.qr import qr_png
from intake_assist.notice.splitting import split_before

MARGINS = QMarginsF(22, 18, 22, 14)  # millimetres: left, top, right, bottom
LAYOUT_DPI = 96.0
DOTS_PER_METRE = round(LAYOUT_DPI / 0.0254)
AREA = QSizeF(166 / 25.4 * LAYOUT_DPI, 265 / 25.4 * LAYOUT_DPI)  # of A4 within the margins
FOOT = 36.0  # of it, at the lower end
FOOT_SIZE = 12
WORDS = 12  # for what a template gives no size
FACES = ["仿宋", "FangSong", "STFangsong", "SimSun", "AR PL SungtiL GB", "Noto Serif CJK SC"]
PDF_DPI = 1200
RULE = 2.0  # room for the line below a row
SECTION = 2  # the level of headings that head something
MOST_SPLITS = 100  # pages that one long table may run over
QR = "qr"  # the picture a template asks for


class PrintingError(RuntimeError):
    """The paper could not be printed or written; `message` says so to the clerk."""

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


def pdf(paper: Paper) -> bytes:
    """An A4 PDF/A-1b with its fonts in it and text that can be selected."""
    application = _application()
    buffer = QBuffer()
    buffer.open(QIODeviceBase.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPdfVersion(QPagedPaintDevice.PdfVersion.PdfVersion_A1b)
    writer.setTitle(f"{paper.title} {paper.number}")
    writer.setAuthor(paper.authority)
    writer.setCreator("intake-assist")
    writer.setResolution(PDF_DPI)
    draw(paper, writer)
    del writer, application  # in this order
    return bytes(buffer.data().data())


def write_pdf(paper: Paper, path: Path) -> None:
    """The PDF in a file, whole or not at all. Raises PrintingError when it cannot be written."""
    try:
        write_whole(path, pdf(paper))
    except OSError as error:
        raise PrintingError(f"不能写“{path}”：{error.strerror}。请检查文件夹、权限和磁盘空间。") from error


def print_with_dialog(paper: Paper, parent: QWidget | None = None) -> bool:
    """Asks for the printer, prints, and says whether it did. Raises PrintingError."""
    printer = _printer(paper)
    if QPrintDialog(printer, parent).exec() != QDialog.DialogCode.Accepted:
        return False
    draw(paper, printer)
    return True


class Preview(QPrintPreviewDialog):
    """A window that shows the pages as the printer will give them, and prints them."""

    def __init__(self, paper: Paper, parent: QWidget | None = None) -> None:
        self._paper, self._device = paper, _printer(paper)  # Qt keeps the printer, but does not own it
        super().__init__(self._device, parent)
        self.setWindowTitle(f"打印预览 {paper.title} {paper.number}")
        self.paintRequested.connect(self._draw)

    def _draw(self, printer: QPrinter) -> None:
        draw(self._paper, printer)


def draw(paper: Paper, device: QPrinter | QPdfWriter) -> None:
    """Draws every page; the device's page becomes A4. Raises PrintingError when it cannot be opened."""
    device.setPageLayout(page_layout())
    painter = QPainter()
    if not painter.begin(device):
        raise PrintingError(f"不能输出{paper.title}：打印机没有准备好，或者文件不能写入。请检查后再试。")
    try:
        _draw_pages(paper, device, painter)
    finally:
        finished = painter.end()
    if not finished:
        raise PrintingError(f"{paper.title}没有写完：请检查打印机或磁盘空间后再试。")


def page_layout() -> QPageLayout:
    return QPageLayout(
        QPageSize(QPageSize.PageSizeId.A4),
        QPageLayout.Orientation.Portrait,
        MARGINS,
        QPageLayout.Unit.Millimeter,
    )


def _application() -> QCoreApplication:
    """The application, made for a machine without a screen where there is none (only Linux can lack one)."""
    if sys.platform == "linux" and not {"DISPLAY", "WAYLAND_DISPLAY"} & os.environ.keys():
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return QGuiApplication.instance() or QGuiApplication(["intake-assist"])


def _printer(paper: Paper) -> QPrinter:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setPageLayout(page_layout())
    printer.setDocName(f"{paper.title} {paper.number}")
    printer.setCreator("intake-assist")
    return printer


# -- pages ------------------------------------------------------------------------------------------------


def _draw_pages(paper: Paper, device: QPrinter | QPdfWriter, painter: QPainter) -> None:
    document = laid_out(paper)
    painter.scale(device.logicalDpiX() / LAYOUT_DPI, device.logicalDpiY() / LAYOUT_DPI)
    pages = document.pageCount()
    for page in range(pages):
        if page:
            device.newPage()
        _draw_words(document, page, painter)
        _draw_foot(paper, page + 1, pages, painter)


def _font(size: int) -> QFont:
    """A font of the paper's own, whatever the window's is; `size` in 96ths of an inch."""
    font = QFont()
    font.setFamilies(FACES)
    font.setPixelSize(size)
    return font


def _draw_words(document: QTextDocument, page: int, painter: QPainter) -> None:
    size = document.pageSize()
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = QRectF(QPointF(0, page * size.height()), size)
    context.palette.setColor(QPalette.ColorRole.Text, Qt.GlobalColor.black)  # the window may be dark
    painter.save()
    painter.translate(0, -page * size.height())
    painter.setClipRect(context.clip.adjusted(-1, -1, 1, 1))  # rules lie half outside of their table
    document.documentLayout().draw(painter, context)
    painter.restore()


def _draw_foot(paper: Paper, page: int, pages: int, painter: QPainter) -> None:
    painter.setFont(_font(FOOT_SIZE))
    painter.setPen(Qt.GlobalColor.black)
    line = QRectF(0, AREA.height() - 2 * FOOT_SIZE, AREA.width(), 2 * FOOT_SIZE)
    for text, side in (
        (paper.authority, Qt.AlignmentFlag.AlignLeft),
        (f"第 {page} 页 共 {pages} 页", Qt.AlignmentFlag.AlignHCenter),
        (f"编号 {paper.number}", Qt.AlignmentFlag.AlignRight),
    ):
        painter.drawText(line, side | Qt.AlignmentFlag.AlignVCenter, text)


# -- layout -----------------------------------------------------------------------------------------------


class _Sheet(QTextDocument):
    """A document that knows one picture and loads nothing else."""

    def __init__(self, number: str) -> None:
        super().__init__()
        self.setDocumentMargin(0)
        self.setDefaultFont(_font(WORDS))
        self.setUseDesignMetrics(True)
        self._code = QImage.fromData(qr_png(number))
        self._nothing = QImage(1, 1, QImage.Format.Format_ARGB32)
        self._nothing.fill(Qt.GlobalColor.transparent)
        # Whatever the screen is like, a point is a 72nd and a pixel a 96th of an inch.
        self._ruler = QImage(1, 1, QImage.Format.Format_Mono)
        self._ruler.setDotsPerMeterX(DOTS_PER_METRE)
        self._ruler.setDotsPerMeterY(DOTS_PER_METRE)
        self.documentLayout().setPaintDevice(self._ruler)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        if kind != QTextDocument.ResourceType.ImageResource.value:
            return None
        asked = name.toString() if isinstance(name, QUrl) else name
        # Given nothing, Qt would look for a file of that name.
        return self._code if asked == QR else self._nothing


def laid_out(paper: Paper) -> QTextDocument:
    """The words on pages, in 96ths of an inch, the same for every device: a heading stays with what it heads, a
    row of a table and the place for signatures are not cut in two."""
    html = paper.html
    for _ in range(MOST_SPLITS):
        document = _set_in_type(paper.number, html)
        html = next(_split(document, html), "")
        if not html:
            break
    return document


def _set_in_type(number: str, html: str) -> QTextDocument:
    document = _Sheet(number)
    document.setHtml(html)
    document.setPageSize(QSizeF(AREA.width(), AREA.height() - FOOT))
    tables = {table.firstPosition(): table for table in _tables(document)}
    for block in _blocks(document):
        table = tables.get(block.position())
        if block.blockFormat().headingLevel() == SECTION:
            _keep_with_next(document, block, tables.get(block.next().position()))
        elif table and not table.format().toTableFormat().headerRowCount():
            _keep_whole(document, table)
    return document


def _blocks(document: QTextDocument) -> Iterator[QTextBlock]:
    block = document.firstBlock()
    while block.isValid():
        yield block
        block = block.next()


def _tables(document: QTextDocument) -> list[QTextTable]:
    return [frame for frame in document.rootFrame().childFrames() if isinstance(frame, QTextTable)]


def _keep_with_next(document: QTextDocument, heading: QTextBlock, table: QTextTable | None) -> None:
    """Moves a heading to the next page if the first line below it, or the table's first row, is there."""
    below = [heading.next()]
    if table:
        first = min(table.format().toTableFormat().headerRowCount(), table.rows() - 1)
        below = _paragraphs(table, first + _is_caption(table, first))
    here = _pages_of(document, [heading])
    rim = table.format().toTableFormat().cellPadding() + RULE if table else 0.0
    if below[0].isValid() and _pages_of(document, below, rim) != here:
        style = heading.blockFormat()
        style.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
        QTextCursor(heading).setBlockFormat(style)


def _keep_whole(document: QTextDocument, table: QTextTable) -> None:
    box = document.documentLayout().frameBoundingRect(table)
    height = document.pageSize().height()
    if box.top() // height != (box.bottom() - 1) // height:
        style = table.format().toTableFormat()
        style.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
        table.setFormat(style)


def _split(document: QTextDocument, html: str) -> Iterator[str]:
    """The words with a table ended where its page ends: before the first row that is not whole on the page of
    the row above. Qt's own way leaves the page without a closing line."""
    for at, table in enumerate(_tables(document)):
        heads = table.format().toTableFormat().headerRowCount()
        rim = table.format().toTableFormat().cellPadding() + RULE
        for row in range(heads + 1, table.rows()) if heads else ():
            if _is_caption(table, row - 1):
                continue  # goes where the row below it goes
            together = [
                each
                for near in (row - 1, row, row + _is_caption(table, row))
                for each in _paragraphs(table, near)
            ]
            if len(_pages_of(document, together, rim)) > 1 and (split := split_before(html, at, row)):
                yield split


def _is_caption(table: QTextTable, row: int) -> bool:
    """A row of one cell that says what the rows below are about; it does not end a page."""
    return table.cellAt(row, 0).columnSpan() == table.columns() > 1 and row + 1 < table.rows()


def _paragraphs(table: QTextTable, row: int) -> list[QTextBlock]:
    cells = [table.cellAt(row, column) for column in range(table.columns())]
    return [
        block
        for cell in cells
        for block in (cell.firstCursorPosition().block(), cell.lastCursorPosition().block())
    ]


def _pages_of(document: QTextDocument, blocks: list[QTextBlock], below: float = 0.0) -> set[int]:
    """The pages on which these paragraphs begin and end; `below` is what belongs to the end of each."""
    height = document.pageSize().height()
    boxes = [document.documentLayout().blockBoundingRect(block) for block in blocks]
    return {int(edge // height) for box in boxes for edge in (box.top() + 1, box.bottom() - 1 + below)}
