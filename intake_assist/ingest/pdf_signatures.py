"""What the signature dictionaries of a PDF claim: who, when, why. Nothing is verified."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Callable
from typing import Any, BinaryIO

import pypdfium2.raw as raw

_MAX_SIGNATURES = 20
_NEAR = 16 * 1024
_NAME = re.compile(rb"/Name\s*(\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f\s]*>)", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"} | dict.fromkeys(
    (b"\n", b"\r", b"\r\n"), b""
)
_OCTAL = frozenset(bytes([digit]) for digit in b"01234567")
_TIME = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?")


def signatures(document: Any, stream: BinaryIO) -> tuple[str, ...]:
    """One Chinese sentence for each signature of the document, in the order of the file."""
    total = min(raw.FPDF_GetSignatureCount(document), _MAX_SIGNATURES)
    encrypted = raw.FPDF_GetSecurityHandlerRevision(document) != -1
    found = (raw.FPDF_GetSignatureObject(document, index) for index in range(max(0, total)))
    return tuple(_sentence(item, None if encrypted else stream) for item in found if item)


def _sentence(signature: Any, stream: BinaryIO | None) -> str:
    facts = (
        ("签名人", _name(signature, stream) if stream else ""),
        ("时间", _time(_ascii(raw.FPDFSignatureObj_GetTime, signature))),
        ("原因", _wide(raw.FPDFSignatureObj_GetReason, signature)),
    )
    told = [f"{label}：{value}" for label, value in facts if value]
    return "数字签名（未验证）" + ("：" + "，".join(told) if told else "，文件里没有写明签名人")


def _name(signature: Any, stream: BinaryIO) -> str:
    """PDFium does not give /Name; it stands beside the contents, where the signed range has its hole."""
    size = raw.FPDFSignatureObj_GetByteRange(signature, None, 0)
    if size != 4:
        return ""
    ranges = (ctypes.c_int * size)()
    raw.FPDFSignatureObj_GetByteRange(signature, ranges, size)
    before, after = ranges[0] + ranges[1], ranges[2]
    if not 0 < before < after:
        return ""
    found = _NAME.search(_dictionary(stream, before, after))
    return _pdf_text(found.group(1)) if found else ""


def _dictionary(stream: BinaryIO, before: int, after: int) -> bytes:
    """The signature dictionary around the hole in the signed range, without the contents."""
    start = max(0, before - _NEAR)
    stream.seek(start)
    head = stream.read(before - start).rpartition(b" obj")[2]
    stream.seek(after)
    return head + b" " + stream.read(_NEAR).partition(b"endobj")[0]


def _pdf_text(literal: bytes) -> str:
    """A PDF string, in brackets or hexadecimal, as text."""
    if literal.startswith(b"<"):
        digits = re.sub(rb"\s", b"", literal[1:-1])
        data = bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode("ascii"))
    else:
        data = _ESCAPE.sub(_unescape, literal[1:-1])
    if data.startswith(b"\xfe\xff"):
        return _clean(data[2:].decode("utf-16-be", "replace"))
    return _clean(data.decode("utf-8", "replace") if not data.isascii() else data.decode("ascii"))


def _unescape(found: re.Match[bytes]) -> bytes:
    mark = found.group(1)
    return bytes([int(mark, 8) & 0xFF]) if mark[:1] in _OCTAL else _ESCAPED.get(mark, mark)


def _ascii(get: Callable[[Any, Any, int], int], signature: Any) -> str:
    return _clean(_bytes(get, signature).decode("ascii", "replace"))


def _wide(get: Callable[[Any, Any, int], int], signature: Any) -> str:
    return _clean(_bytes(get, signature).decode("utf-16-le", "replace"))


def _bytes(get: Callable[[Any, Any, int], int], signature: Any) -> bytes:
    size = get(signature, None, 0)
    buffer = ctypes.create_string_buffer(size)
    get(signature, buffer, size)
    return buffer.raw


def _clean(text: str) -> str:
    return "".join(letter for letter in text if letter.isprintable()).strip()[:100]


def _time(stamp: str) -> str:
    """``D:20261122093000+08'00'`` as ``2026-11-22 09:30``; as it stands when it is not of that form."""
    found = _TIME.match(stamp)
    if not found:
        return stamp
    year, month, day, hour, minute = found.groups()
    date = "-".join(part for part in (year, month, day) if part)
    return f"{date} {hour}:{minute}" if hour and minute else date
