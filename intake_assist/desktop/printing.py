"""Papers on paper: a `notice.Paper` drawn by Qt on a printer, in a preview, or into a PDF.

The words are laid out once for A4 and drawn page by page, with the agency, the page number and the paper's
number at the foot. Nothing but the QR code is loaded: a template cannot reach the disk or the network. All of
this needs a QGuiApplication and runs in its thread.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMarginsF, QPointF, QRectF, QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QFont,
    QImage,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
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
from intake_assist.notice.qr import qr_png

MARGINS = QMarginsF(22, 18, 22, 14)  # millimetres: left, top, right, bottom
LAYOUT_DPI = 96.0
DOTS_PER_METRE = round(LAYOUT_DPI / 0.0254)
AREA = QSizeF(166 / 25.4 * LAYOUT_DPI, 265 / 25.4 * LAYOUT_DPI)  # of A4 within the margins
FOOT = 36.0  # of it, at the lower end
FOOT_SIZE = 12
FOOT_FACES = ["仿宋", "FangSong", "STFangsong", "SimSun", "AR PL SungtiL GB", "Noto Serif CJK SC"]
PDF_DPI = 1200
SECTION = 2  # the level of headings that head something
QR = "qr"  # the picture a template asks for


class PrintingError(RuntimeError):
    """The paper could not be printed or written; `message` says so to the clerk."""

    def __init__(self, message: str) -> None:
        self.message = message
        super().__init__(message)


def write_pdf(paper: Paper, path: Path) -> None:
    """An A4 PDF/A-1b with its fonts in it and text that can be selected.

    Raises PrintingError when the file cannot be written.
    """
    writer = QPdfWriter(str(path))
    writer.setPdfVersion(QPagedPaintDevice.PdfVersion.PdfVersion_A1b)
    writer.setTitle(f"{paper.title} {paper.number}")
    writer.setAuthor(paper.authority)
    writer.setCreator("intake-assist")
    writer.setResolution(PDF_DPI)
    draw(paper, writer)


def print_with_dialog(paper: Paper, parent: QWidget | None = None) -> bool:
    """Asks for the printer, prints, and says whether it did. Raises PrintingError."""
    printer = _printer(paper)
    if QPrintDialog(printer, parent).exec() != QDialog.DialogCode.Accepted:
        return False
    draw(paper, printer)
    return True


def preview(paper: Paper, parent: QWidget | None = None) -> QPrintPreviewDialog:
    """A window that shows the pages as the printer will give them, and prints them. The caller opens it."""
    window = QPrintPreviewDialog(_printer(paper), parent)
    window.setWindowTitle(f"打印预览 {paper.title} {paper.number}")
    window.paintRequested.connect(lambda printer: draw(paper, printer))
    return window


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


def _draw_words(document: QTextDocument, page: int, painter: QPainter) -> None:
    size = document.pageSize()
    context = QAbstractTextDocumentLayout.PaintContext()
    context.clip = QRectF(QPointF(0, page * size.height()), size)
    painter.save()
    painter.translate(0, -page * size.height())
    painter.setClipRect(context.clip.adjusted(-1, -1, 1, 1))  # rules lie half outside of their table
    document.documentLayout().draw(painter, context)
    painter.restore()


def _draw_foot(paper: Paper, page: int, pages: int, painter: QPainter) -> None:
    font = QFont()
    font.setFamilies(FOOT_FACES)
    font.setPixelSize(FOOT_SIZE)
    painter.setFont(font)
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
        self.setUseDesignMetrics(True)
        self._code = QImage.fromData(qr_png(number))
        # Whatever the screen is like, a point is a 72nd and a pixel a 96th of an inch.
        self._ruler = QImage(1, 1, QImage.Format.Format_Mono)
        self._ruler.setDotsPerMeterX(DOTS_PER_METRE)
        self._ruler.setDotsPerMeterY(DOTS_PER_METRE)
        self.documentLayout().setPaintDevice(self._ruler)

    def loadResource(self, kind: int, name: QUrl | str) -> Any:
        picture = kind == QTextDocument.ResourceType.ImageResource.value
        asked = name.toString() if isinstance(name, QUrl) else name
        return self._code if picture and asked == QR else None


def laid_out(paper: Paper) -> QTextDocument:
    """The words on pages, in 96ths of an inch, the same for every device: a heading stays with what it heads,
    a row of a table and the place for signatures are not cut in two."""
    document = _Sheet(paper.number)
    document.setHtml(paper.html)
    document.setPageSize(QSizeF(AREA.width(), AREA.height() - FOOT))
    tables = {table.firstPosition(): table for table in _tables(document)}
    for block in _blocks(document):
        if block.blockFormat().headingLevel() == SECTION:
            _keep_with_next(document, block, tables.get(block.next().position()))
        elif block.position() in tables:
            _keep_rows_whole(document, tables[block.position()])
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
    following = heading.next()
    if table:
        first = min(table.format().toTableFormat().headerRowCount(), table.rows() - 1)
        first += _is_caption(table, first)
        following = _tallest(document, table, first)
    if following.isValid() and _ends_on(document, following) != _begins_on(document, heading):
        style = heading.blockFormat()
        style.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
        QTextCursor(heading).setBlockFormat(style)


def _keep_rows_whole(document: QTextDocument, table: QTextTable) -> None:
    """Rows that would be cut go to the next page: the row above is made to reach the end of its own. A table
    without repeated heads is small and goes as a whole."""
    heads = table.format().toTableFormat().headerRowCount()
    if not heads:
        _keep_whole(document, table)
    for row in range(heads + 1, table.rows()):
        below = row + _is_caption(table, row)
        if _begins_on(document, _tallest(document, table, row)) != _ends_on(
            document, _tallest(document, table, below)
        ):
            _stretch(document, table, row - 1, row)


def _keep_whole(document: QTextDocument, table: QTextTable) -> None:
    box = document.documentLayout().frameBoundingRect(table)
    height = document.pageSize().height()
    if box.top() // height != (box.bottom() - 1) // height:
        style = table.format().toTableFormat()
        style.setPageBreakPolicy(QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore)
        table.setFormat(style)


def _stretch(document: QTextDocument, table: QTextTable, row: int, below: int) -> None:
    """Makes `row` so high that nothing of `below` fits on the page."""
    height = document.pageSize().height()
    top = document.documentLayout().blockBoundingRect(_tallest(document, table, below)).top()
    room = height - top % height
    for column in range(table.columns()):
        cell = table.cellAt(row, column)
        style = cell.format().toTableCellFormat()
        style.setBottomPadding(table.format().toTableFormat().cellPadding() + room - 1)
        cell.setFormat(style)


def _is_caption(table: QTextTable, row: int) -> bool:
    """A row of one cell that says what the rows below are about; it does not end a page."""
    return table.cellAt(row, 0).columnSpan() == table.columns() > 1 and row + 1 < table.rows()


def _tallest(document: QTextDocument, table: QTextTable, row: int) -> QTextBlock:
    """The last paragraph of the cell with the most text; cells are centred, so that it tells the row's ends."""
    blocks = [table.cellAt(row, column).lastCursorPosition().block() for column in range(table.columns())]
    return max(blocks, key=lambda block: document.documentLayout().blockBoundingRect(block).height())


def _begins_on(document: QTextDocument, block: QTextBlock) -> int:
    box = document.documentLayout().blockBoundingRect(block)
    return int((box.top() + 1) // document.pageSize().height())


def _ends_on(document: QTextDocument, block: QTextBlock) -> int:
    box = document.documentLayout().blockBoundingRect(block)
    return int((box.bottom() - 1) // document.pageSize().height())
