"""Whatever the bytes are: a page, or an IngestError; never another exception, never a hang."""

from __future__ import annotations

import io
from contextlib import suppress
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake_assist.ingest import IngestError, Limits, Rejected, Sheet, SourceFile, expand, load, sheets
from intake_assist.model import Source

from .making import DATA, PdfPage, encoded, pdf_pages, quadrants

LIMITS = Limits(
    max_pixels=300_000, max_pages=4, max_long_side=300, max_workbook_bytes=500_000, max_cells=2000
)
FEW = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])


def workbook() -> bytes:
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["姓名", 1.5, "=A1"])
    book.active.merge_cells("A2:B3")
    book.save(buffer)
    return buffer.getvalue()


SEEDS: dict[str, bytes] = {
    "jpeg": encoded(quadrants(), "JPEG"),
    "progressive": encoded(quadrants().convert("CMYK"), "JPEG", progressive=True),
    "png": encoded(quadrants().convert("P"), "PNG"),
    "bmp": encoded(quadrants(), "BMP"),
    "gif": encoded(quadrants(), "GIF", save_all=True, append_images=[quadrants(corners="KKKK")]),
    "webp": encoded(quadrants(), "WEBP"),
    "heic": encoded(quadrants((64, 64)), "HEIC"),
    "tiff": encoded(quadrants(), "TIFF", save_all=True, append_images=[quadrants()]),
    "tiff g4": encoded(quadrants().convert("1"), "TIFF", compression="group4"),
    "tiff lzw": encoded(quadrants(), "TIFF", compression="tiff_lzw"),
    "pdf": pdf_pages(
        [PdfPage((60, 40), quadrants()), PdfPage((60, 40), encoded(quadrants((100, 100)), "JPEG"))]
    ),
    "pillow pdf": encoded(quadrants(), "PDF"),
    "locked pdf": (DATA / "owner_password.pdf").read_bytes(),
    "xlsx": workbook(),
    "xls": (DATA / "old.xls").read_bytes(),
}
HEADS = [data[:length] for data in SEEDS.values() for length in (4, 12, 64)] + [b""]


def read_everything(path: Path, data: bytes) -> None:
    """Reads the file in both ways there are; anything but IngestError fails the test."""
    path.write_bytes(data)
    for file in expand([path], LIMITS):
        for sheet in sheets(file, LIMITS) if isinstance(file, SourceFile) else [file]:
            require_sound(sheet)
    with suppress(IngestError):
        require_sound(load(Source(str(path), 2), limits=LIMITS))


def require_sound(sheet: Sheet | Rejected) -> None:
    if isinstance(sheet, Rejected):
        assert sheet.message.endswith("。")
        return
    assert (sheet.image is None) is not (sheet.cells is None)
    if sheet.image is not None:
        assert (sheet.image.ndim, sheet.image.shape[2], sheet.image.dtype) == (3, 3, np.uint8)
        assert 0 < max(sheet.image.shape) <= LIMITS.max_long_side


@FEW
@given(head=st.sampled_from(HEADS), tail=st.binary(max_size=400))
def test_random_bytes(tmp_path: Path, head: bytes, tail: bytes) -> None:
    read_everything(tmp_path / "a.jpg", head + tail)


@FEW
@given(share=st.floats(0, 1))
@pytest.mark.parametrize("name", SEEDS)
def test_random_truncation(tmp_path: Path, name: str, share: float) -> None:
    data = SEEDS[name]
    read_everything(tmp_path / "a.pdf", data[: round(len(data) * share)])


@FEW
@given(
    flips=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 7)), min_size=1, max_size=8)
)
@pytest.mark.parametrize("name", SEEDS)
def test_random_bit_flips(tmp_path: Path, name: str, flips: list[tuple[float, int]]) -> None:
    data = bytearray(SEEDS[name])
    for place, bit in flips:
        data[int(place * len(data))] ^= 1 << bit
    read_everything(tmp_path / "a.xlsx", bytes(data))


@FEW
@given(at=st.floats(0, 1, exclude_max=True), new=st.binary(min_size=1, max_size=12))
@pytest.mark.parametrize("name", SEEDS)
def test_random_overwriting(tmp_path: Path, name: str, at: float, new: bytes) -> None:
    data = bytearray(SEEDS[name])
    start = int(at * min(len(data), 600))  # headers, where lengths and offsets are
    data[start : start + len(new)] = new
    read_everything(tmp_path / "a", bytes(data))
