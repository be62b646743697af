"""What is not read is refused with a word on what to do."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from intake_assist.ingest import Kind, Rejected, SourceFile
from intake_assist.ingest.kinds import ADVICE

from .making import DATA, Desk, encoded, quadrants


def zipped(*names: str, mimetype: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "x")
    return buffer.getvalue()


def ole(*streams: str) -> bytes:
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(600)
        + b"".join(name.encode("utf-16-le") for name in streams)
    )


def media(brand: bytes) -> bytes:
    return struct.pack(">I", 16) + b"ftyp" + brand + bytes(4) + bytes(64)


HTML = "<html><body><table><tr><td>姓名</td></tr></table>".encode()


@pytest.mark.parametrize(
    ("name", "data", "kind", "said"),
    [
        ("a.docx", zipped("[Content_Types].xml", "word/document.xml"), "docx", "PDF"),
        ("a.pptx", zipped("[Content_Types].xml", "ppt/presentation.xml"), "ppt", "PDF"),
        ("a.xlsb", zipped("[Content_Types].xml", "xl/workbook.bin"), "xlsb", ".xlsx"),
        ("a.ofd", zipped("OFD.xml", "Doc_0/Document.xml"), "ofd", "OFD 阅读器"),
        ("a.zip", zipped("1.jpg"), "zip", "解压"),
        ("a.zip", b"PK\x05\x06" + bytes(18), "zip", "解压"),
        ("a.ods", zipped(mimetype="application/vnd.oasis.opendocument.spreadsheet"), "ods", ".xlsx"),
        ("a.odt", zipped(mimetype="application/vnd.oasis.opendocument.text"), "odt", "PDF"),
        ("a.jpg", zipped("word/document.xml"), "docx", "Word"),
        ("a.doc", ole("WordDocument"), "doc", "PDF"),
        ("a.ppt", ole("PowerPoint Document"), "ppt", "PDF"),
        ("a.msg", ole("__substg1.0_0037001F"), "msg", "附件"),
        ("a.wps", ole(), "ole", "另存为"),
        ("a.rtf", rb"{\rtf1 x}", "rtf", "PDF"),
        ("a.rar", b"Rar!\x1a\x07\x01\x00", "rar", "解压"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c\x00", "7z", "解压"),
        ("a.gz", b"\x1f\x8b\x08", "gzip", "解压"),
        ("a.avif", media(b"avif"), "avif", "JPEG"),
        ("a.mp4", media(b"isom"), "video", "图片"),
        ("a.mov", media(b"qt  "), "video", "图片"),
        ("a.avi", b"RIFF\0\0\0\0AVI LIST", "video", "图片"),
        ("a.jp2", encoded(quadrants(), "JPEG2000"), "jp2", "JPEG"),
        ("a.psd", b"8BPS\0\1", "psd", "JPEG"),
        ("a.cr2", b"II*\0\x10\0\0\0CR\x02\0", "raw", "JPEG"),
        ("a.dng", encoded(quadrants(), "TIFF"), "raw", "JPEG"),
        ("a.lnk", b"L\0\0\0\x01\x14\x02\0" + bytes(20), "lnk", "指向"),
        ("扫描.jpg", b"MZ\x90\0\x03", "program", "选错"),
        ("run.pdf", b"\x7fELF\x02", "program", "选错"),
        ("a.csv", "姓名，号码\n张三，1".encode("gbk"), "csv", ".xlsx"),
        ("a.txt", "说明".encode(), "text", "PDF"),
        ("a.txt", "说明".encode("utf-16"), "text", "PDF"),
        ("a.jpg", b"just text", "text", "JPEG"),
        ("a.html", HTML, "html", "PDF"),
        ("名单.xls", HTML, "html_table", ".xlsx"),
        ("a.caj", b"\x01\x02\x03\x04", "unknown", "PDF"),
        ("a.jpg", bytes(100), "unknown", "JPEG"),
    ],
)
def test_unsupported(desk: Desk, name: str, data: bytes, kind: str, said: str) -> None:
    found = desk.only(desk.put(name, data))
    assert isinstance(found, Rejected)
    assert (found.code, found.retryable, found.page) == ("unsupported", False, None)
    assert found.message == f"“{name}”{ADVICE[kind]}"
    assert said in found.message


def test_real_old_excel_file(desk: Desk) -> None:
    found = desk.only(DATA / "old.xls")
    assert isinstance(found, Rejected)
    assert ADVICE["xls"] in found.message


@pytest.mark.parametrize(("format", "kind"), [("JPEG", Kind.JPEG), ("PNG", Kind.PNG), ("PDF", Kind.PDF)])
@pytest.mark.parametrize("suffix", [".jpg", ".PDF", ".xls", ""])
def test_content_beats_the_name(desk: Desk, format: str, kind: Kind, suffix: str) -> None:
    found = desk.only(desk.image("a" + suffix, quadrants(), format))
    assert isinstance(found, SourceFile)
    assert found.kind is kind


def test_every_advice_is_a_sentence_with_something_to_do() -> None:
    assert all(text.endswith("。") for text in ADVICE.values())
    assert all("请" in text or "可以读取" in text for text in ADVICE.values())


def test_truncated_archive_is_called_truncated(desk: Desk) -> None:
    found = desk.only(desk.put("a.xlsx", zipped("xl/workbook.xml")[:40]))
    assert isinstance(found, Rejected)
    assert found.code == "truncated"


def test_bitmap_needs_more_than_two_letters(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    assert isinstance(desk.only(desk.put("a.txt", b"BMW is a car")), Rejected)
    assert isinstance(desk.only(desk.image("b", Image.new("L", (3, 3)), "BMP")), SourceFile)
