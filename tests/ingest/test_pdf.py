"""PDF pages are read as the eye sees them."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from PIL import Image

from intake_assist.ingest import (
    DEFAULT_LIMITS,
    IngestError,
    Limits,
    Rejected,
    Sheet,
    SourceFile,
    count,
    pages,
    sheets,
)
from intake_assist.ingest.pdf import PagePlan, render_scale
from intake_assist.model import Source

from .making import DATA, SMALL, Desk, PdfPage, corners_of, encoded, pdf_pages, pdf_stream, quadrants

A4 = (595.3, 841.9)
BIG = Limits(max_pixels=20_000_000)


@pytest.mark.parametrize(
    ("plan", "long_side"),
    [
        (PagePlan(*A4), 2339),  # 200 dpi
        (PagePlan(841.9, 595.3), 2339),
        (PagePlan(841.9, 1190.6), 3307),  # A3
        (PagePlan(2384, 3370), 4095),  # A0
        (PagePlan(243, 153), 1600),  # a card drawn at its true size
        (PagePlan(*A4, native_scale=300 / 72), 2339),  # scanned with 300 dpi
        (PagePlan(*A4, native_scale=100 / 72), 1169),  # no sharper than it was scanned
        (PagePlan(3000, 4000, native_scale=1.0), 4000),  # a photo, a pixel a point
        (PagePlan(6000, 8000, native_scale=1.0), 4095),
        (PagePlan(300, 200, native_scale=1.0), 300),  # a small picture is not blown up
        (PagePlan(243, 153, native_scale=4.0), 972),
        (PagePlan(0.5, 0.5), 1600),
    ],
)
def test_scale(plan: PagePlan, long_side: int) -> None:
    assert render_scale(plan, DEFAULT_LIMITS) * max(plan.width, plan.height) == pytest.approx(
        long_side, abs=1
    )


@pytest.mark.parametrize(
    ("page", "shape", "dpi"),
    [
        (PdfPage(A4, quadrants((600, 849))), (849, 600), 72.6),
        (PdfPage(A4, quadrants((1200, 1697))), (1697, 1200), 145.1),
        (PdfPage(A4, quadrants((300, 400)), (50, 50, 300, 400)), (2339, 1654), 200),  # a picture on a page
        (PdfPage(A4, quadrants((600, 849)), operators=b"0 0 9 9 re f"), (2339, 1654), 200),
        (PdfPage((60, 40), quadrants((60, 40))), (40, 60), None),
        (PdfPage(A4, quadrants((849, 600)), entries=b"/Rotate 90"), None, None),
    ],
)
def test_rendered_size(desk: Desk, page: PdfPage, shape: tuple[int, int] | None, dpi: float | None) -> None:
    sheet = desk.load(desk.put("a.pdf", pdf_pages([page])), limits=BIG)
    assert sheet.image is not None
    if shape:
        assert sheet.image.shape[:2] == pytest.approx(shape, abs=1)
        assert sheet.dpi == (pytest.approx(dpi, abs=0.3) if dpi else None)
    else:
        assert sheet.image.shape[1] > sheet.image.shape[0]
    assert sheet.image.dtype == np.uint8
    assert sheet.image.flags.owndata
    assert sheet.image.flags.c_contiguous


def test_page_is_turned_as_the_file_says(desk: Desk) -> None:
    plain, turned = (PdfPage(A4, quadrants((60, 84)), entries=entry) for entry in (b"", b"/Rotate 90"))
    path = desk.put("a.pdf", pdf_pages([plain, turned]))
    assert [corners_of(desk.load(path, number).image) for number in (1, 2)] == ["RGBK", "BRKG"]


@pytest.mark.parametrize("mode", ["RGB", "L", "1", "CMYK"])
def test_pictures_saved_as_pdf(desk: Desk, mode: str) -> None:
    sheet = desk.load(desk.image("a.pdf", quadrants((120, 80), "WKKW").convert(mode), "PDF", resolution=150))
    assert corners_of(sheet.image) == "WKKW"


def text_page(mode: int, layer: bytes = b"") -> PdfPage:
    return PdfPage((200, 200), operators=b"BT /F 60 Tf %d Tr 10 80 Td (HIDDEN) Tj ET" % mode + layer)


@pytest.mark.parametrize(("mode", "seen"), [(0, True), (3, False)])
def test_hidden_text_is_not_seen(desk: Desk, mode: int, seen: bool) -> None:
    image = desk.load(desk.put("a.pdf", pdf_pages([text_page(mode)]))).image
    assert image is not None
    assert bool((image < 128).any()) is seen


def test_scan_with_a_hidden_text_layer_keeps_its_own_resolution(desk: Desk) -> None:
    hidden = b"BT /F 9 Tf 3 Tr 10 80 Td (recognised text) Tj ET"
    path = desk.put("a.pdf", pdf_pages([PdfPage(A4, quadrants((600, 849)), operators=hidden)]))
    image = desk.load(path).image
    assert image is not None
    assert image.shape[:2] == pytest.approx((849, 600), abs=1)


def signed(entries: bytes, visible: bool = True) -> bytes:
    """A form with one signature field whose appearance is a red square: how electronic seals are stored."""
    look = pdf_stream(b"1 0 0 rg 0 0 100 100 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 100 100]")
    field = b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (s) /V 6 0 R /F 4 /Rect [50 50 150 150] %s >>"
    contents = b"/Type /Sig /Filter /Adobe.PPKLite /SubFilter /adbe.pkcs7.detached /Contents <00112233>"
    extra = [look, field % (b"/AP << /N 4 0 R >>" if visible else b""), b"<< %s %s >>" % (contents, entries)]
    page = PdfPage((200, 200), entries=b"/Annots [5 0 R]")
    data = pdf_pages([page], b"/AcroForm << /Fields [5 0 R] /SigFlags 3 >>", extra)
    hole = data.index(b"<00112233>")
    ranges = b"/ByteRange [0 %08d %08d %08d]" % (hole, hole + 10, len(data) - hole - 10)
    return data.replace(b"/ByteRange [0 00000000 00000000 00000000]", ranges)


RANGE = b"/ByteRange [0 00000000 00000000 00000000] "
UTF16_NAME = "张三".encode("utf-16-be").hex().encode()
UTF16_REASON = b"<FEFF" + "社保登记".encode("utf-16-be").hex().encode() + b">"


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        (b"", "数字签名（未验证），文件里没有写明签名人"),
        (RANGE + b"/Name (Zhang San)", "数字签名（未验证）：签名人：Zhang San"),
        (RANGE + b"/Name <FEFF" + UTF16_NAME + b">", "数字签名（未验证）：签名人：张三"),
        (RANGE + b"/Name (" + "张三".encode() + b")", "数字签名（未验证）：签名人：张三"),
        (RANGE + rb"/Name (A \(B\) \101\\)", "数字签名（未验证）：签名人：A (B) A\\"),
        (b"/M (D:20261122093000+08'00')", "数字签名（未验证）：时间：2026-11-22 09:30"),
        (b"/M (D:20261122)", "数字签名（未验证）：时间：2026-11-22"),
        (b"/M (yesterday)", "数字签名（未验证）：时间：yesterday"),
        (b"/Reason " + UTF16_REASON, "数字签名（未验证）：原因：社保登记"),
        (
            RANGE + b"/Name (Li Si) /M (D:20260102030405Z) /Reason (ok)",
            "数字签名（未验证）：签名人：Li Si，时间：2026-01-02 03:04，原因：ok",
        ),
        (b"/ByteRange [0 5] /Name (X)", "数字签名（未验证），文件里没有写明签名人"),
        (b"/ByteRange [0 -5 -9 3] /Name (X)", "数字签名（未验证），文件里没有写明签名人"),
        (b"/ByteRange [0 2000000000 2000000009 3] /Name (X)", "数字签名（未验证），文件里没有写明签名人"),
    ],
)
def test_digital_signatures_are_told_not_verified(desk: Desk, entries: bytes, expected: str) -> None:
    assert desk.load(desk.put("a.pdf", signed(entries))).digital_signatures == (expected,)


@pytest.mark.parametrize("visible", [True, False])
def test_the_seal_of_a_signature_is_on_the_picture(desk: Desk, visible: bool) -> None:
    image = desk.load(desk.put("a.pdf", signed(b"", visible))).image
    assert image is not None
    height, width = image.shape[:2]
    assert tuple(image[height // 2, width // 2]) == ((0, 0, 255) if visible else (255, 255, 255))


def test_unsigned(desk: Desk) -> None:
    assert desk.load(desk.put("a.pdf", pdf_pages([PdfPage()]))).digital_signatures == ()


def test_attachments_are_mentioned(desk: Desk) -> None:
    extra = [b"<< /Type /Filespec /F (a.txt) /UF (a.txt) /EF << /F 5 0 R >> >>", pdf_stream(b"x")]
    catalog = b"/Names << /EmbeddedFiles << /Names [(a.txt) 4 0 R] >> >>"
    sheet = desk.load(desk.put("a.pdf", pdf_pages([PdfPage()], catalog, extra)))
    assert [mark.code for mark in sheet.quality] == ["attachments"]
    assert "1个附件" in sheet.quality[0].message


def test_dynamic_form_is_mentioned(desk: Desk) -> None:
    extra = [pdf_stream(b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'/>")]
    catalog = b"/NeedsRendering true /AcroForm << /Fields [] /XFA 4 0 R >>"
    sheet = desk.load(desk.put("a.pdf", pdf_pages([PdfPage()], catalog, extra)))
    assert [mark.code for mark in sheet.quality] == ["dynamic_form"]


@pytest.mark.parametrize(
    ("picture", "codes"),
    [(encoded(quadrants((100, 100)), "JPEG"), []), (b"\xff\xd8\xff\xe0 not a picture", ["picture_lost"])],
)
def test_a_picture_that_cannot_be_shown_leaves_no_clean_white_page(
    desk: Desk, picture: bytes, codes: list[str]
) -> None:
    sheet = desk.load(desk.put("a.pdf", pdf_pages([PdfPage((100, 100), picture)])))
    assert [mark.code for mark in sheet.quality] == codes


def test_a_white_picture_is_not_lost(desk: Desk) -> None:
    page = PdfPage((100, 100), Image.new("RGB", (100, 100), "white"))
    assert desk.load(desk.put("a.pdf", pdf_pages([page]))).quality == ()


@pytest.mark.parametrize(("name", "code"), [("encrypted.pdf", "password")])
def test_password(desk: Desk, name: str, code: str) -> None:
    error = desk.refusal(DATA / name)
    assert (error.code, "密码" in error.message, error.retryable) == (code, True, False)


def test_owner_password_alone_does_not_keep_from_reading(desk: Desk) -> None:
    assert desk.load(DATA / "owner_password.pdf").image is not None


def test_one_bad_page_never_stops_the_others(desk: Desk) -> None:
    good = PdfPage((100, 100), quadrants((100, 100)))
    data = pdf_pages([good, PdfPage(), good])
    bad = data.replace(b"7 0 R 10 0 R", b"1 0 R 10 0 R")  # the second page is no page
    file = desk.only(desk.put("a.pdf", bad))
    assert isinstance(file, SourceFile)
    found = list(sheets(file, SMALL))
    assert [type(item) for item in found] == [Sheet, Rejected, Sheet]
    rejected = found[1]
    assert isinstance(rejected, Rejected)
    assert (rejected.page, rejected.source, "第2页" in rejected.message) == (2, Source(file.file, 2), True)


@pytest.mark.parametrize("box", [b"0 0 9e9 100", b"0 0 0.0001 0.0001", b"5 5 5 5", b"1 2", b"0 0 -100 -100"])
def test_absurd_page_sizes_end_well(desk: Desk, box: bytes) -> None:
    data = pdf_pages([PdfPage((777, 100))]).replace(b"0 0 777.000000 100.000000", box.ljust(25))
    path = desk.put("a.pdf", data)
    try:
        image = desk.load(path).image
    except IngestError:
        assert desk.refusal(path).code == "page_damaged"
    else:
        assert image is not None
        assert max(image.shape) <= SMALL.max_long_side


def test_picture_bomb_inside_a_pdf(desk: Desk) -> None:
    data = pdf_pages([PdfPage(picture=quadrants((60, 40)))])
    path = desk.put("a.pdf", data.replace(b"/Width 60 /Height 40", b"/Width 60000 /Height 40000"))
    assert desk.refusal(path).code == "too_many_pixels"


def many_pages(number: int) -> bytes:
    data = pdf_pages([PdfPage((10, 10))])
    kids = b"/Count %d /Kids [%s]" % (number, b"4 0 R " * number)
    return data.replace(b"/Count 1 /Kids [4 0 R]", kids)


@pytest.mark.parametrize(
    ("number", "sources", "code"),
    [(300, 300, None), (301, 300, "pages_left"), (2000, 300, "pages_left"), (2001, 0, "too_many_pages")],
)
def test_page_limits(desk: Desk, number: int, sources: int, code: str | None) -> None:
    file = desk.only(desk.put("a.pdf", many_pages(number)))
    assert isinstance(file, SourceFile)
    found = list(pages(file))
    assert sum(isinstance(item, Source) for item in found) == sources
    refused = [item for item in found if isinstance(item, Rejected)]
    assert [item.code for item in refused] == ([code] if code else [])
    limit = "超过2000页" if code == "too_many_pages" else f"共{number}页，只读取前300页"
    assert all(limit in item.message for item in refused)


def test_count_decodes_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_page(*_: Any) -> None:
        raise AssertionError("a page was opened")

    monkeypatch.setattr("pypdfium2.PdfDocument.get_page", no_page)
    file = desk.only(desk.put("a.pdf", many_pages(7)))
    assert isinstance(file, SourceFile)
    assert count(file) == 7


@pytest.mark.parametrize("page", [0, 2, -1])
def test_page_that_is_not_there(desk: Desk, page: int) -> None:
    assert desk.refusal(desk.put("a.pdf", pdf_pages([PdfPage()])), page=page).code == "no_such_page"


def test_junk_before_the_header_is_allowed(desk: Desk) -> None:
    page = PdfPage((100, 100), quadrants((100, 100)))
    assert corners_of(desk.load(desk.put("a.pdf", b"HTTP/1.1 200\r\n" + pdf_pages([page]))).image) == "RGBK"
