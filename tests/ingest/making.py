"""Makes the files that the tests read: pictures whose corners can be told apart, PDFs, workbooks."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import openpyxl
import pytest
from numpy.typing import NDArray
from PIL import Image
from pillow_heif import from_pillow

from intake_assist.ingest import IngestError, Limits, Rejected, Sheet, SourceFile, expand, load
from intake_assist.model import Source

DATA = Path(__file__).parent / "data"
CORNERS = {"R": (255, 0, 0), "G": (0, 255, 0), "B": (0, 0, 255), "K": (0, 0, 0), "W": (255, 255, 255)}
SMALL = Limits(max_pixels=2_000_000, max_file_bytes=5_000_000, max_cells=20_000)


def quadrants(size: tuple[int, int] = (60, 40), corners: str = "RGBK") -> Image.Image:
    """A picture of four plain quarters: top left, top right, bottom left, bottom right."""
    image = Image.new("RGB", size)
    width, height = size[0] // 2, size[1] // 2
    places = ((0, 0), (width, 0), (0, height), (width, height))
    for place, corner in zip(places, corners, strict=True):
        image.paste(CORNERS[corner], (*place, place[0] + size[0] - width, place[1] + size[1] - height))
    return image


def corners_of(image: NDArray[np.uint8] | None) -> str:
    """The nearest plain colours in the middle of the four quarters, e.g. ``RGBK``."""
    assert image is not None
    height, width = image.shape[:2]
    ys, xs = (height // 4, 3 * height // 4), (width // 4, 3 * width // 4)
    return "".join(_nearest(image[y, x]) for y in ys for x in xs)


def _nearest(bgr: NDArray[np.uint8]) -> str:
    red, green, blue = (int(value) for value in bgr[::-1])
    return min(
        CORNERS,
        key=lambda name: sum(abs(a - b) for a, b in zip(CORNERS[name], (red, green, blue), strict=True)),
    )


def encoded(image: Image.Image, format: str, **options: Any) -> bytes:
    buffer = io.BytesIO()
    if format == "HEIC":
        from_pillow(image).save(buffer, **options)
    else:
        image.save(buffer, format, **options)
    return buffer.getvalue()


def pdf_stream(data: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)


def pdf_bytes(objects: Sequence[bytes]) -> bytes:
    """A PDF of the given objects, numbered from 1; the first is the catalog."""
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


@dataclass(frozen=True)
class PdfPage:
    """A page with one optional picture drawn over `place` (points) and more drawing operators behind it."""

    size: tuple[float, float] = (595, 842)
    picture: Image.Image | bytes | None = None
    place: tuple[float, float, float, float] | None = None
    operators: bytes = b""
    entries: bytes = b""


def pdf_pages(pages: Sequence[PdfPage], catalog: bytes = b"", extra: Sequence[bytes] = ()) -> bytes:
    """Objects: 1 catalog, 2 pages, 3 font, then `extra`, then page, contents and picture of each page."""
    first = 4 + len(extra)
    kids = b" ".join(b"%d 0 R" % (first + 3 * number) for number in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *extra,
    ]
    for number, page in enumerate(pages):
        objects += _page_objects(page, first + 3 * number)
    return pdf_bytes(objects)


def _page_objects(page: PdfPage, number: int) -> list[bytes]:
    x0, y0, x1, y1 = page.place or (0, 0, *page.size)
    paint = b"q %f 0 0 %f %f %f cm /P Do Q\n" % (x1 - x0, y1 - y0, x0, y0) if page.picture else b""
    head = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %f %f] /Contents %d 0 R %s" % (
        *page.size,
        number + 1,
        page.entries,
    )
    resources = b" /Resources << /Font << /F 3 0 R >> /XObject << /P %d 0 R >> >> >>" % (number + 2)
    return [head + resources, pdf_stream(paint + page.operators), _picture_object(page.picture)]


_PICTURE = b"/Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /%s"


def _picture_object(picture: Image.Image | bytes | None) -> bytes:
    if picture is None:
        return b"null"
    if isinstance(picture, bytes):
        return pdf_stream(picture, _PICTURE % (100, 100, b"DCTDecode"))
    return pdf_stream(
        zlib.compress(picture.convert("RGB").tobytes()), _PICTURE % (*picture.size, b"FlateDecode")
    )


class Desk:
    """A folder to put files into, and short ways to read them back."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, name: str, data: bytes) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return path

    def image(self, name: str, image: Image.Image, format: str, **options: Any) -> Path:
        return self.put(name, encoded(image, format, **options))

    def book(self, name: str, fill: Callable[[openpyxl.Workbook], None]) -> Path:
        book = openpyxl.Workbook()
        fill(book)
        buffer = io.BytesIO()
        book.save(buffer)
        return self.put(name, buffer.getvalue())

    def load(self, path: Path, page: int = 1, limits: Limits = SMALL) -> Sheet:
        return load(Source(str(path), page), limits=limits)

    def refusal(self, path: Path, page: int = 1, limits: Limits = SMALL) -> IngestError:
        """The error that loading must end with; its message names the file."""
        with pytest.raises(IngestError) as caught:
            self.load(path, page, limits)
        assert path.name[:36] in caught.value.message
        return caught.value

    def only(self, path: Path, limits: Limits = SMALL) -> SourceFile | Rejected:
        found = list(expand([path], limits))
        assert len(found) == 1
        return found[0]
