"""Whether a file has its end. Decoders are lenient: they fill the missing part with grey or drop pages."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Mapping
from typing import BinaryIO

from intake_assist.ingest.errors import ReadError
from intake_assist.ingest.kinds import Kind

_MAX_PARTS = 100_000
_JPEG_MARKER = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")
_JPEG_BARE = frozenset({0x01, *range(0xD0, 0xD9)})
_SOS, _EOI = 0xDA, 0xD9
_PNG_END = b"IEND\xaeB`\x82"
_PDF_END = re.compile(rb"%%EOF|startxref\s+\d+\s")
_EMPTY_TAIL = 512
_ZEROS_DECODE = frozenset({Kind.WEBP, Kind.HEIC})
_PDF_TAIL = 64 * 1024


def require_complete(stream: BinaryIO, kind: Kind) -> None:
    """Raises ReadError("truncated") when the structure of the file says that its end is missing.

    For kinds without a check here the decoder itself notices (BMP, GIF) or the page is checked (TIFF).
    """
    check = _CHECKS.get(kind)
    if check and not check(stream):
        raise ReadError("truncated")
    stream.seek(0)


def jpeg_has_end(stream: BinaryIO) -> bool:
    """Walks the markers to the first image's end; what follows (a video, a second image) is free."""
    stream.seek(0)
    data = stream.read()
    at = 2
    for _ in range(_MAX_PARTS):
        found = _JPEG_MARKER.search(data, at)
        if not found:
            return False
        marker, at = data[found.end() - 1], found.end()
        if marker == _EOI:
            return True
        if marker not in _JPEG_BARE:
            at += int.from_bytes(data[at : at + 2])
    return False


def png_has_end(stream: BinaryIO) -> bool:
    stream.seek(0)
    return _PNG_END in stream.read()


def webp_has_end(stream: BinaryIO) -> bool:
    stream.seek(4)
    return int.from_bytes(stream.read(4), "little") + 8 <= _size(stream)


def heic_has_end(stream: BinaryIO) -> bool:
    """Walks the top-level boxes: each must lie within the file."""
    size, at = _size(stream), 0
    for _ in range(_MAX_PARTS):
        if at == size:
            return True
        stream.seek(at)
        length = _box_length(stream.read(16), size - at)
        if length < 8 or at + length > size:
            return False
        at += length
    return False


def has_empty_tail(stream: BinaryIO, kind: Kind) -> bool:
    """Whether compressed data ends in zeros: an interrupted copy into room that was taken beforehand.

    Told only of kinds whose structure does not end with a mark of its own and whose decoder takes zeros.
    """
    size = _size(stream)
    if kind not in _ZEROS_DECODE or size <= _EMPTY_TAIL:
        return False
    stream.seek(size - _EMPTY_TAIL)
    empty = not any(stream.read())
    stream.seek(0)
    return empty


def _box_length(head: bytes, rest: int) -> int:
    """0 stands for the rest of the file, 1 for a 64-bit length behind the name."""
    length = int.from_bytes(head[:4])
    if length == 0:
        return rest if head[4:8] == b"mdat" else 0
    return int.from_bytes(head[8:16]) if length == 1 else length


def pdf_has_end(stream: BinaryIO) -> bool:
    """A PDF ends with ``startxref`` and ``%%EOF``; zeros behind them (padded copies) are ignored."""
    stream.seek(max(0, _size(stream) - _PDF_TAIL))
    return bool(_PDF_END.search(stream.read().rstrip(b"\0 \r\n\t")[-1024:] + b"\n"))


def _size(stream: BinaryIO) -> int:
    at = stream.tell()
    size = stream.seek(0, io.SEEK_END)
    stream.seek(at)
    return size


_CHECKS: Mapping[Kind, Callable[[BinaryIO], bool]] = {
    Kind.JPEG: jpeg_has_end,
    Kind.PNG: png_has_end,
    Kind.WEBP: webp_has_end,
    Kind.HEIC: heic_has_end,
    Kind.PDF: pdf_has_end,
}
