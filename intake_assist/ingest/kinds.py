"""What a file is, told by its first bytes and never by its name; and what to do with what is not read."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from enum import StrEnum
from pathlib import PurePath
from typing import BinaryIO

from intake_assist.ingest.errors import ReadError


class Kind(StrEnum):
    """The file formats that are read."""

    JPEG = "jpeg"
    PNG = "png"
    BMP = "bmp"
    GIF = "gif"
    WEBP = "webp"
    TIFF = "tiff"
    HEIC = "heic"
    PDF = "pdf"
    XLSX = "xlsx"


READ = "可以读取 JPEG、PNG、BMP、WebP、HEIC、TIFF、PDF 和 XLSX。"
_SAVE_XLSX = "请用 Excel 或 WPS 打开，另存为 .xlsx 后再放入。"
_SAVE_PDF = "请用 Word 或 WPS 打开，另存为 PDF 后再放入。"
_UNPACK = "是压缩包。请先解压，再放入里面的文件。"

ADVICE: Mapping[str, str] = {
    "xls": f"是旧版 Excel 表格（.xls）。{_SAVE_XLSX}",
    "xlsb": f"是二进制 Excel 表格（.xlsb）。{_SAVE_XLSX}",
    "ods": f"是 ODF 表格（.ods）。{_SAVE_XLSX}",
    "csv": f"是文本表格（CSV）。{_SAVE_XLSX}",
    "html_table": f"其实是网页表格，不是真正的 Excel 文件。{_SAVE_XLSX}",
    "doc": f"是 Word 文档。{_SAVE_PDF}",
    "docx": f"是 Word 文档。{_SAVE_PDF}",
    "odt": f"是 ODF 文档。{_SAVE_PDF}",
    "rtf": f"是 RTF 文档。{_SAVE_PDF}",
    "ppt": "是演示文稿。请用 PowerPoint 或 WPS 打开，另存为 PDF 后再放入。",
    "ofd": "是 OFD 文件，目前不能直接读取。请用 OFD 阅读器打开，另存或打印为 PDF 后再放入。",
    "zip": _UNPACK,
    "rar": _UNPACK,
    "7z": _UNPACK,
    "gzip": _UNPACK,
    "avif": "是 AVIF 图片，目前不能读取。请另存为 JPEG 后再放入。",
    "jp2": "是 JPEG 2000 图片，目前不能读取。请另存为 JPEG 或 PDF 后再放入。",
    "psd": "是 Photoshop 文件。请另存为 JPEG 或 PDF 后再放入。",
    "raw": "是相机 RAW 照片。请另存为 JPEG 后再放入。",
    "video": "是视频。请改为拍照或扫描，再放入图片。",
    "msg": "是邮件。请先保存其中的附件，再放入附件。",
    "lnk": "是快捷方式。请放入它指向的那个文件。",
    "program": "是程序，不是材料，没有打开。请确认是否选错文件。",
    "html": "是网页。请打印成 PDF 后再放入。",
    "text": f"是文本文件，不是图片或扫描件。{READ}",
    "ole": f"是旧版 Office 文件，看不出是哪一种。请另存为 .xlsx 或 PDF 后再放入。{READ}",
    "unknown": f"不是可以读取的文件。{READ}",
}

_HEAD = 4096
_TEXT_SAMPLE = 512

_MAGIC: tuple[tuple[int, bytes, Kind | str], ...] = (
    (0, b"\xff\xd8\xff", Kind.JPEG),
    (0, b"\x89PNG\r\n\x1a\n", Kind.PNG),
    (0, b"GIF87a", Kind.GIF),
    (0, b"GIF89a", Kind.GIF),
    (8, b"CR\x02\x00", "raw"),
    (0, b"II*\x00", Kind.TIFF),
    (0, b"MM\x00*", Kind.TIFF),
    (0, b"II+\x00", Kind.TIFF),
    (0, b"MM\x00+", Kind.TIFF),
    (0, b"%PDF-", Kind.PDF),
    (0, b"PK\x03\x04", "zip"),
    (0, b"PK\x05\x06", "zip"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (0, b"Rar!\x1a\x07", "rar"),
    (0, b"7z\xbc\xaf\x27\x1c", "7z"),
    (0, b"\x1f\x8b", "gzip"),
    (0, b"{\\rtf", "rtf"),
    (0, b"8BPS", "psd"),
    (0, b"\x00\x00\x00\x0cjP  ", "jp2"),
    (0, b"\xff\x4f\xff\x51", "jp2"),
    (0, b"L\x00\x00\x00\x01\x14\x02\x00", "lnk"),
    (0, b"MZ", "program"),
    (0, b"\x7fELF", "program"),
    (0, b"\x1aE\xdf\xa3", "video"),
    (8, b"AVI ", "video"),
)
_HEIC_BRANDS = frozenset(
    {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1"}
)
_AVIF_BRANDS = frozenset({b"avif", b"avis"})
_RAW_SUFFIXES = frozenset({".dng", ".nef", ".arw", ".cr2", ".cr3", ".rw2", ".orf", ".raf", ".pef"})

_ZIP_ENTRIES: tuple[tuple[str, Kind | str], ...] = (
    ("OFD.xml", "ofd"),
    ("xl/workbook.bin", "xlsb"),
    ("xl/workbook.xml", Kind.XLSX),
    ("word/", "docx"),
    ("ppt/", "ppt"),
)
_ODF = {
    b"application/vnd.oasis.opendocument.spreadsheet": "ods",
    b"application/vnd.oasis.opendocument.text": "odt",
}
_OLE_STREAMS: tuple[tuple[str, str], ...] = (
    ("EncryptedPackage", "password"),
    ("WordDocument", "doc"),
    ("PowerPoint Document", "ppt"),
    ("__substg1.0_", "msg"),
    ("Workbook", "xls"),
    ("Book", "xls"),
)
_OLE_SEARCH = 64 * 1024 * 1024


def sniff(stream: BinaryIO, name: str) -> Kind:
    """The kind of the file behind `stream` by its content; `name` only helps to word the advice.

    Raises ReadError: unsupported (with what to do), password, truncated. Leaves the stream at its start.
    """
    stream.seek(0)
    found = _kind(stream, stream.read(_HEAD), PurePath(name).suffix.lower())
    stream.seek(0)
    if isinstance(found, Kind):
        return found
    raise ReadError("password") if found == "password" else ReadError("unsupported", advice=ADVICE[found])


def _kind(stream: BinaryIO, head: bytes, suffix: str) -> Kind | str:
    found = next((kind for at, magic, kind in _MAGIC if head.startswith(magic, at)), None)
    if found == Kind.TIFF and suffix in _RAW_SUFFIXES:
        return "raw"
    if found == "zip":
        return _zip_kind(stream)
    if found == "ole":
        return _ole_kind(stream)
    return found or _container_kind(head) or _loose_kind(head, suffix)


def _container_kind(head: bytes) -> Kind | str | None:
    """RIFF and ISO media files, whose kind stands behind a length."""
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return Kind.WEBP
    if head[4:8] != b"ftyp":
        return None
    brands = {head[8:12], *(head[at : at + 4] for at in range(16, min(64, int.from_bytes(head[:4])), 4))}
    if brands & _AVIF_BRANDS:
        return "avif"
    return Kind.HEIC if brands & _HEIC_BRANDS else "video"


def _loose_kind(head: bytes, suffix: str) -> Kind | str:
    """Kinds without a mark at a fixed place."""
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return Kind.BMP
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if not _is_text(head[:_TEXT_SAMPLE]):
        return "unknown"
    if b"<html" in head.lower() or b"<table" in head.lower():
        return "html_table" if suffix in {".xls", ".xlsx"} else "html"
    return "csv" if suffix == ".csv" else "text"


def _is_text(sample: bytes) -> bool:
    if sample.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return b"\0" not in sample and sum(byte < 32 and byte not in b"\t\r\n\f\x1b" for byte in sample) == 0


def _zip_kind(stream: BinaryIO) -> Kind | str:
    try:
        with zipfile.ZipFile(stream) as archive:
            names = archive.namelist()
            mime = archive.read("mimetype")[:80] if "mimetype" in names[:1] else b""
    except zipfile.BadZipFile:
        raise ReadError("truncated") from None
    if mime in _ODF:
        return _ODF[mime]
    lead = next((kind for entry, kind in _ZIP_ENTRIES if any(name.startswith(entry) for name in names)), None)
    return lead or "zip"


def _ole_kind(stream: BinaryIO) -> str:
    """Old Office files name their parts in UTF-16 in a directory that may lie anywhere."""
    stream.seek(0)
    data = stream.read(_OLE_SEARCH)
    return next((kind for part, kind in _OLE_STREAMS if part.encode("utf-16-le") in data), "ole")
