"""Files that are not whole never pass for whole ones."""

from __future__ import annotations

import io
import os
import time
from collections.abc import Callable
from typing import Any

import openpyxl
import pytest
from PIL import Image

from intake_assist.ingest import IngestError, SourceFile, pages

from .making import SMALL, Desk, PdfPage, corners_of, encoded, pdf_pages, quadrants

NOISE = Image.effect_noise((240, 160), 90).convert("RGB")


def workbook() -> bytes:
    book, buffer = openpyxl.Workbook(), io.BytesIO()
    for row in range(40):
        book.active.append([f"职工{row}", row])
    book.save(buffer)
    return buffer.getvalue()


WHOLE: dict[str, bytes] = {
    "jpeg": encoded(NOISE, "JPEG"),
    "progressive": encoded(NOISE, "JPEG", progressive=True),
    "grey jpeg": encoded(NOISE.convert("L"), "JPEG"),
    "png": encoded(NOISE, "PNG"),
    "bmp": encoded(NOISE, "BMP"),
    "gif": encoded(NOISE, "GIF"),
    "webp": encoded(NOISE, "WEBP"),
    "heic": encoded(NOISE, "HEIC"),
    "tiff": encoded(NOISE, "TIFF"),
    "tiff lzw": encoded(NOISE, "TIFF", compression="tiff_lzw"),
    "tiff g4": encoded(NOISE.convert("1"), "TIFF", compression="group4"),
    "tiff jpeg": encoded(NOISE, "TIFF", compression="jpeg"),
    "pdf": pdf_pages([PdfPage(picture=NOISE)]),
    "pillow pdf": encoded(NOISE, "PDF"),
    "xlsx": workbook(),
}
CUT_OFF = frozenset({"truncated", "damaged", "page_damaged", "workbook_damaged"})


def cut(data: bytes, share: float) -> bytes:
    return data[: int(len(data) * share)]


def zero_filled(data: bytes, share: float) -> bytes:
    """What an interrupted copy leaves when the room was taken beforehand."""
    return cut(data, share).ljust(len(data), b"\0")


@pytest.mark.parametrize("name", WHOLE)
def test_the_whole_file_reads_without_a_mark(desk: Desk, name: str) -> None:
    assert desk.load(desk.put("a", WHOLE[name])).quality == ()


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9, 0.98])
@pytest.mark.parametrize("name", WHOLE)
def test_truncated(desk: Desk, name: str, share: float) -> None:
    error = desk.refusal(desk.put("扫描件", cut(WHOLE[name], share)))
    assert error.code in CUT_OFF


@pytest.mark.parametrize("name", ["jpeg", "progressive", "grey jpeg", "png", "webp", "heic", "pdf", "xlsx"])
def test_truncation_is_called_by_its_name(desk: Desk, name: str) -> None:
    error = desk.refusal(desk.put("扫描件", cut(WHOLE[name], 0.9)))
    assert (error.code, "不完整" in error.message) == ("truncated", True)


@pytest.mark.parametrize("share", [0.4, 0.8])
@pytest.mark.parametrize(
    "name", ["jpeg", "progressive", "png", "gif", "tiff lzw", "webp", "heic", "pdf", "xlsx"]
)
def test_tail_of_zeros(desk: Desk, name: str, share: float) -> None:
    path = desk.put("扫描件", zero_filled(WHOLE[name], share))
    try:
        sheet = desk.load(path)
    except IngestError:
        assert desk.refusal(path).code in CUT_OFF
    else:  # lossy decoders cannot tell zeros from a picture; then the page says so itself
        assert [mark.code for mark in sheet.quality] == ["maybe_truncated"]


@pytest.mark.parametrize("share", [0.3, 0.6, 0.9])
@pytest.mark.parametrize("name", ["jpeg", "grey jpeg"])
def test_jpeg_whose_end_was_glued_on_is_marked(desk: Desk, name: str, share: float) -> None:
    sheet = desk.load(desk.put("a.jpg", cut(WHOLE[name], share) + b"\xff\xd9"))
    assert [mark.code for mark in sheet.quality] == ["maybe_truncated"]


@pytest.mark.parametrize("tail", [b"\0" * 5000, b"\xff\xda\xff\xd8 video " * 50, b"\r\n", b"\xff"])
@pytest.mark.parametrize("name", ["jpeg", "progressive", "png"])
def test_what_follows_the_end_is_nobodys_business(desk: Desk, name: str, tail: bytes) -> None:
    assert desk.load(desk.put("a", WHOLE[name] + tail)).quality == ()


@pytest.mark.parametrize("tail", [b"\0" * 50_000, b"\r\n\r\n", b" "])
def test_padded_pdf_is_whole(desk: Desk, tail: bytes) -> None:
    assert desk.load(desk.put("a.pdf", WHOLE["pdf"] + tail)).quality == ()


def test_truncated_page_of_a_tiff_does_not_stop_the_others(desk: Desk) -> None:
    """The middle page's data claims to lie behind the end of the file."""
    data = bytearray(encoded(quadrants(), "TIFF", save_all=True, append_images=[quadrants(), quadrants()]))
    with Image.open(io.BytesIO(data)) as image:
        image.seek(1)
        offset: int = image.tag_v2[273][0]  # type: ignore[attr-defined]
    entry = (273).to_bytes(2, "little") + (4).to_bytes(2, "little") + (1).to_bytes(4, "little")
    at = data.index(entry + offset.to_bytes(4, "little"))
    data[at + 8 : at + 12] = (10_000_000).to_bytes(4, "little")
    path = desk.put("a.tif", bytes(data))
    assert desk.refusal(path, page=2).code == "truncated"
    assert [corners_of(desk.load(path, number).image) for number in (1, 3)] == ["RGBK", "RGBK"]


@pytest.mark.parametrize(
    ("target", "codes"),
    [(0x7FFFFFFF, {"page_damaged", "truncated", "no_such_page"}), (8, {"no_such_page"})],
)
def test_broken_chain_of_tiff_pages(desk: Desk, target: int, codes: set[str]) -> None:
    """The link to the second page leads nowhere or back: the first page is read, nothing hangs."""
    data = bytearray(encoded(quadrants(), "TIFF", save_all=True, append_images=[quadrants()]))
    start = int.from_bytes(data[4:8], "little")
    link = start + 2 + 12 * int.from_bytes(data[start : start + 2], "little")
    data[link : link + 4] = target.to_bytes(4, "little")
    path = desk.put("a.tif", bytes(data))
    assert corners_of(desk.load(path).image) == "RGBK"
    assert desk.refusal(path, page=2).code in codes
    file = desk.only(path)
    assert isinstance(file, SourceFile)
    assert 1 <= len(list(pages(file, SMALL))) <= 2


@pytest.mark.parametrize("age", [0.0, 3600.0])
@pytest.mark.parametrize(
    "data", [b"", cut(WHOLE["jpeg"], 0.5), cut(WHOLE["pdf"], 0.5), cut(WHOLE["xlsx"], 0.5)]
)
def test_a_broken_file_written_just_now_is_worth_another_try(desk: Desk, data: bytes, age: float) -> None:
    path = desk.put("新扫描", data)
    then = time.time() - age
    os.utime(path, (then, then))
    assert desk.refusal(path).retryable is (age == 0)


@pytest.mark.parametrize("change", ["grow", "touch", "vanish"])
def test_a_file_that_changes_while_it_is_read(
    desk: Desk, change: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = desk.put("a.jpg", WHOLE["jpeg"])
    changes: dict[str, Callable[[], Any]] = {
        "grow": lambda: path.write_bytes(WHOLE["jpeg"] + b"\0"),
        "touch": lambda: os.utime(path, (1, 1)),
        "vanish": path.unlink,
    }
    real = Image.open

    def open_and_change(*args: Any, **options: Any) -> Any:
        changes[change]()
        return real(*args, **options)

    monkeypatch.setattr(Image, "open", open_and_change)
    error = desk.refusal(path)
    assert (error.code, error.retryable) == (("missing", False) if change == "vanish" else ("busy", True))
