"""Files of which only the bytes are at hand are read like those on the disk."""

from __future__ import annotations

import contextlib
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from intake_assist.ingest import IngestError, Limits, Rejected, load, load_from, not_kept, pages_in
from intake_assist.model import Source
from tests.ingest.making import corners_of, encoded, quadrants

NAME = "0007/扫描件.jpg"


@pytest.mark.parametrize("format", ["JPEG", "PNG", "TIFF", "HEIC", "PDF"])
def test_the_content_tells_the_format(format: str, tmp_path: Path) -> None:
    data = encoded(quadrants((400, 300)), format)
    path = tmp_path / "x"
    path.write_bytes(data)
    source = Source(NAME)
    assert list(pages_in(NAME, data)) == [source]
    sheet, same = load_from(source, data), load(source, path)
    assert corners_of(sheet.image) == "RGBK"
    assert sheet.image is not None
    assert np.array_equal(sheet.image, same.image)
    assert (sheet.dpi, sheet.source) == (same.dpi, source)


def test_all_pages_of_a_tiff() -> None:
    data = encoded(quadrants(), "TIFF", save_all=True, append_images=[Image.new("RGB", (30, 20), "white")])
    assert list(pages_in(NAME, data)) == [Source(NAME, 1), Source(NAME, 2)]
    assert corners_of(load_from(Source(NAME, 2), data).image) == "WWWW"
    with pytest.raises(IngestError, match="没有第3页"):
        load_from(Source(NAME, 3), data)


@pytest.mark.parametrize(
    ("data", "code"), [(b"", "empty"), (b"text", "unsupported"), (b"%PDF-1.7\n", "truncated")], ids=str
)
def test_what_cannot_be_read_is_named_as_the_clerk_knows_it(data: bytes, code: str) -> None:
    (rejected,) = pages_in(NAME, data)
    assert isinstance(rejected, Rejected)
    assert (rejected.code, rejected.file, rejected.retryable) == (code, NAME, False)
    assert rejected.message.startswith("“扫描件.jpg”")
    with pytest.raises(IngestError) as refused:
        load_from(Source(NAME), data)
    assert refused.value.message == rejected.message


def test_limits_hold_for_bytes_too() -> None:
    data = encoded(quadrants(), "TIFF", save_all=True, append_images=[quadrants()] * 3)
    *_, rest = pages_in(NAME, data, Limits(max_pages=2))
    assert isinstance(rest, Rejected)
    assert (rest.code, rest.page) == ("pages_left", 3)
    for limits, code in (
        (Limits(max_file_bytes=10), "too_big"),
        (Limits(max_document_pages=3), "too_many_pages"),
    ):
        (rejected,) = pages_in(NAME, data, limits)
        assert isinstance(rejected, Rejected)
        assert rejected.code == code


def test_what_cannot_be_fetched_is_worth_another_try() -> None:
    plain, worded = not_kept(NAME), not_kept(NAME, "磁盘满了。")
    assert (plain.code, plain.retryable, worded.message) == ("not_kept", True, "磁盘满了。")
    assert "“扫描件.jpg”" in plain.message


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    for entry in pages_in(NAME, data):
        if isinstance(entry, Source):
            with contextlib.suppress(IngestError):
                load_from(entry, data)
