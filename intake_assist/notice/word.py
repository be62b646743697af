"""A paper as a Word document (DOCX), for halls that file or finish it there."""

from __future__ import annotations

import datetime as dt
import io
from typing import Any

from docx import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from intake_assist.notice.markup import Cell, Paragraph, Picture, Table, blocks
from intake_assist.notice.papers import Paper
from intake_assist.notice.qr import qr_png

MIDDLE = WD_CELL_VERTICAL_ALIGNMENT.CENTER
BODY, TITLE, HEADING = "仿宋", "宋体", "黑体"
WIDTH = 166.0  # millimetres between the margins of A4
CODE = 20.0
ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
SIZES = {"authority": 16.0, "number": 10.5, "small": 9.0}
CENTRED = frozenset({"authority", "number"})
LINES = {"body": 19.0, "salute": 19.0, "sign": 24.0, "small": 13.0}
"""Points from line to line, as on the printed page."""
ABOVE = {"salute": 10.0, "small": 6.0}
GAP = 6.0  # between two tables, which Word would join without a paragraph
MARGINS = {"top": 50, "left": 90, "bottom": 50, "right": 90}  # of a ruled cell, in twentieths of a point


def docx(paper: Paper) -> bytes:
    """The document. It holds no date of its making, so that the same paper gives the same words and looks."""
    made = Document()
    _page(made, paper)
    before: object = None
    for block in blocks(paper.html):
        if isinstance(block, Table):
            # The place for signatures stands off from what it signs.
            if before is not None and (isinstance(before, Table) or not block.ruled):
                _gap(made.add_paragraph())
            _table(made, block, paper)
        elif isinstance(block, Paragraph):
            _write(made.add_paragraph(), block, 12.0)
        else:
            _picture(made.add_paragraph(), block, paper)
        before = block
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def _page(made: Any, paper: Paper) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.top_margin, section.bottom_margin = Mm(18), Mm(20)
    style = made.styles["Normal"]
    _face(style.font, style.element.get_or_add_rPr(), BODY, 12.0)
    style.paragraph_format.space_after = Pt(0)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, field in (
        (f"{paper.authority}    第 ", ""),
        ("", "PAGE"),
        (" 页 共 ", ""),
        ("", "NUMPAGES"),
        (f" 页    编号 {paper.number}", ""),
    ):
        if field:
            _field(foot, field)
        else:
            foot.add_run(text).font.size = Pt(9)
    properties = made.core_properties
    properties.title, properties.author = f"{paper.title} {paper.number}", paper.authority
    properties.comments = ""
    properties.created = properties.modified = dt.datetime(2000, 1, 1)


def _face(font: Any, properties: Any, name: str, size: float) -> None:
    """Word takes Chinese characters from a face of their own, which python-docx does not set."""
    font.name, font.size = name, Pt(size)
    properties.get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _field(into: Any, name: str) -> None:
    """Each part in a run of its own, or the number has another size than the words around it."""
    for kind, text in (("begin", ""), ("", name), ("separate", ""), ("shown", "1"), ("end", "")):
        run = into.add_run(text if kind == "shown" else "")
        run.font.size = Pt(9)
        if kind == "shown":
            continue
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = text
        run._r.append(element)


def _gap(into: Any) -> None:
    into.paragraph_format.line_spacing = Pt(GAP)
    into.paragraph_format.space_after = Pt(0)


def _write(into: Any, paragraph: Paragraph, size: float, face: str = BODY) -> None:
    centred = paragraph.level == 1 or paragraph.style in CENTRED
    into.alignment = ALIGN["center" if centred else paragraph.align or "left"]
    if paragraph.level:
        face, size = (TITLE, 22.0) if paragraph.level == 1 else (HEADING, 12.0)
        into.paragraph_format.keep_with_next = True
        into.paragraph_format.space_before = Pt(8)
        into.paragraph_format.space_after = Pt(3)
    size = SIZES.get(paragraph.style, size)
    run = into.add_run(paragraph.text)
    _face(run.font, run._r.get_or_add_rPr(), face, size)
    run.bold = paragraph.level == 1
    if paragraph.style in LINES:
        into.paragraph_format.line_spacing = Pt(LINES[paragraph.style])
    if paragraph.style in ABOVE:
        into.paragraph_format.space_before = Pt(ABOVE[paragraph.style])
    if paragraph.style == "body":
        into.paragraph_format.first_line_indent = Pt(2 * size)


def _picture(into: Any, picture: Picture, paper: Paper) -> None:
    if picture.name == "qr":
        into.alignment = ALIGN.get(picture.align, WD_ALIGN_PARAGRAPH.LEFT)
        into.add_run().add_picture(io.BytesIO(qr_png(paper.number)), width=Mm(CODE))


def _table(made: Any, table: Table, paper: Paper) -> None:
    columns = max(sum(cell.span for cell in row) for row in table.rows)
    widths = _widths(table, columns)
    grid = made.add_table(rows=0, cols=columns)
    grid.alignment, grid.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    for column, width in zip(grid.columns, widths, strict=True):
        column.width = Mm(width)
    if table.ruled:
        grid.style = "Table Grid"
        _roomy(grid)
    for row in table.rows:
        made_row = grid.add_row()
        _whole(made_row, head=all(cell.head for cell in row))
        for made_cell, width in zip(made_row.cells, widths, strict=True):
            made_cell.width = Mm(width)
            made_cell.vertical_alignment = MIDDLE if table.ruled or len(row) > 2 else None
        at = 0
        for cell in row:
            into = made_row.cells[at]
            if cell.span > 1:
                into = into.merge(made_row.cells[min(at + cell.span, columns) - 1])
            _cell(into, cell, paper)
            at += cell.span


def _roomy(grid: Any) -> None:
    margins = OxmlElement("w:tblCellMar")
    for side, width in MARGINS.items():
        element = OxmlElement(f"w:{side}")
        element.set(qn("w:w"), str(width))
        element.set(qn("w:type"), "dxa")
        margins.append(element)
    grid._tbl.tblPr.append(margins)


def _widths(table: Table, columns: int) -> list[float]:
    """In millimetres, from the first row that gives each column's; what is left over is shared."""
    shares = [0.0] * columns
    for row in table.rows:
        at = 0
        for cell in row:
            if cell.span == 1 and not shares[at]:
                shares[at] = cell.width
            at += cell.span
    rest, open_ones = max(0.0, 1 - sum(shares)), shares.count(0.0)
    shares = [share or rest / open_ones for share in shares]
    return [WIDTH * share / (sum(shares) or 1) for share in shares]


def _whole(row: Any, head: bool) -> None:
    """A row is not cut in two, and a head is repeated on every page."""
    properties = row._tr.get_or_add_trPr()
    for name in ("w:cantSplit", *(("w:tblHeader",) if head else ())):
        properties.append(OxmlElement(name))


def _cell(into: Any, cell: Cell, paper: Paper) -> None:
    face = HEADING if cell.head or cell.style in ("label", "group") else BODY
    align = "center" if cell.style == "label" else cell.align
    for number, part in enumerate(cell.content):
        paragraph = into.paragraphs[0] if not number else into.add_paragraph()
        if isinstance(part, Picture):
            _picture(paragraph, part, paper)
        else:
            size = 12.0 if part.style == "sign" else 10.5
            _write(paragraph, Paragraph(part.text, part.level, part.style, part.align or align), size, face)
