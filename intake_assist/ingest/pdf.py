"""PDF pages as pictures. What is read is what the eye sees: a hidden text layer is never used.

PDFium is not thread-safe: everything here runs under one lock, so that a window may count pages in one
thread while another loads. Rendering itself cannot be interrupted; a page that takes too long must be ended
by whoever runs the worker process.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, BinaryIO

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
from numpy.typing import NDArray

from intake_assist.ingest.complete import require_complete
from intake_assist.ingest.errors import ReadError
from intake_assist.ingest.kinds import Kind
from intake_assist.ingest.limits import Limits
from intake_assist.ingest.pdf_signatures import signatures
from intake_assist.ingest.raster import credible_dpi
from intake_assist.ingest.sheet import Sheet
from intake_assist.model import QualityMark, Source

POINTS_PER_INCH = 72.0
XFA = QualityMark(
    "dynamic_form", "这是动态表单（XFA），显示可能不全。请在 Adobe Reader 中打印成 PDF 后再放入。"
)
LOST_PICTURE = QualityMark("picture_lost", "页面里有图片无法显示，内容可能不全，请核对原件或重新扫描。")

_LOCK = threading.Lock()
_MAX_OBJECTS = 2000
_COVERING = 0.8
_PASSWORD_ERRORS = frozenset({raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY})


@dataclass(frozen=True, slots=True)
class PagePlan:
    """What decides the scale: page size in points, pixels per point of the one picture that is the page."""

    width: float
    height: float
    native_scale: float | None = None


def count(stream: BinaryIO, _kind: Kind, limits: Limits) -> int:
    """Number of pages. Raises ReadError: password, truncated, damaged, too_many_pages."""
    with _document(stream) as document:
        pages = len(document)
    if pages > limits.max_document_pages:
        raise ReadError("too_many_pages", limit=limits.max_document_pages)
    return pages


def load(stream: BinaryIO, _kind: Kind, source: Source, limits: Limits) -> Sheet:
    """Renders one page. Raises ReadError or whatever PDFium raises."""
    with _document(stream) as document:
        if not 1 <= source.page <= len(document):
            raise ReadError("no_such_page", page=source.page, pages=len(document))
        marks = _document_marks(document)
        with _page(document, source.page) as page:
            scale, image, lost = _render(page, limits)
        signed = signatures(document.raw, stream)
    if lost:
        marks.append(LOST_PICTURE)
    dpi = credible_dpi(scale * POINTS_PER_INCH, max(image.shape[:2]))
    return Sheet(source, image, dpi=dpi and round(dpi, 1), digital_signatures=signed, quality=tuple(marks))


def render_scale(plan: PagePlan, limits: Limits) -> float:
    """Pixels per point: `pdf_dpi`, more on small pages, never more than the scanned picture itself has."""
    long_side = max(plan.width, plan.height)
    wanted = max(limits.pdf_dpi / POINTS_PER_INCH, limits.pdf_min_long_side / long_side)
    if plan.native_scale is not None:
        wanted = min(wanted, plan.native_scale)
    return float(min(wanted, (limits.max_long_side - 1) / long_side))


@contextmanager
def _document(stream: BinaryIO) -> Iterator[Any]:
    require_complete(stream, Kind.PDF)
    with _LOCK:
        try:
            document = pdfium.PdfDocument(stream)
        except pdfium.PdfiumError as error:
            raise ReadError("password" if error.err_code in _PASSWORD_ERRORS else "damaged") from error
        try:
            if document.get_formtype() in {raw.FORMTYPE_ACRO_FORM, raw.FORMTYPE_XFA_FOREGROUND}:
                document.init_forms()  # filled-in fields and visible seals of signatures are form fields
            yield document
        finally:
            document.close()


@contextmanager
def _page(document: Any, number: int) -> Iterator[Any]:
    page = document[number - 1]
    try:
        yield page
    finally:
        page.close()


def _document_marks(document: Any) -> list[QualityMark]:
    marks = [XFA] if document.get_formtype() == raw.FORMTYPE_XFA_FULL else []
    attached = document.count_attachments()
    if attached > 0:
        message = f"这个 PDF 里夹带了{attached}个附件，没有读取。如需要请先另存出来。"
        marks.append(QualityMark("attachments", message))
    return marks


def _render(page: Any, limits: Limits) -> tuple[float, NDArray[np.uint8], bool]:
    """Scale, picture, and whether the page has pictures but shows nothing."""
    width, height = page.get_size()
    if not (0 < width < 1e6 and 0 < height < 1e6):
        raise ReadError("damaged")
    objects = _objects(page)
    pictures = [item for item in objects if item.type == raw.FPDF_PAGEOBJ_IMAGE]
    _require_sane_pictures(pictures, limits)
    scale = render_scale(PagePlan(width, height, _native_scale(objects, pictures, width * height)), limits)
    bitmap = page.render(scale=scale)
    image = np.array(bitmap.to_numpy()[..., :3], dtype=np.uint8, order="C")
    bitmap.close()
    return scale, image, bool(pictures) and bool((image == image[0, 0]).all()) and _any_lost(pictures)


def _objects(page: Any) -> Sequence[Any]:
    found: list[Any] = []
    for item in page.get_objects():
        found.append(item)
        if len(found) >= _MAX_OBJECTS:
            break
    return found


def _require_sane_pictures(pictures: Sequence[Any], limits: Limits) -> None:
    for width, height in (picture.get_px_size() for picture in pictures):
        if width * height > limits.max_pixels:
            raise ReadError("too_many_pixels", size=f"（{width}×{height}像素）")


def _native_scale(objects: Sequence[Any], pictures: Sequence[Any], page_area: float) -> float | None:
    """Pixels per point of the one picture that covers the page; None when anything else is to be seen."""
    if len(pictures) != 1 or not all(_is_picture_or_hidden(item) for item in objects):
        return None
    (x0, y0), (x1, y1), _, (x3, y3) = pictures[0].get_quad_points()
    across, up = np.hypot(x1 - x0, y1 - y0), np.hypot(x3 - x0, y3 - y0)
    if pictures[0].level or across * up < _COVERING * page_area:
        return None  # the place of nested pictures is given in their container's coordinates
    return float(max(np.divide(sorted(pictures[0].get_px_size()), sorted((across, up)))))


def _is_picture_or_hidden(item: Any) -> bool:
    if item.type == raw.FPDF_PAGEOBJ_TEXT:
        return bool(raw.FPDFTextObj_GetTextRenderMode(item) == raw.FPDF_TEXTRENDERMODE_INVISIBLE)
    return bool(item.type in {raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_FORM})


def _any_lost(pictures: Sequence[Any]) -> bool:
    return any(not _decodes(picture) for picture in pictures)


def _decodes(picture: Any) -> bool:
    try:
        picture.get_bitmap().close()
    except pdfium.PdfiumError:
        return False
    return True
