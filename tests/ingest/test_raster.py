"""Every way cameras, phones and scanners store a picture comes out as the same upright BGR."""

from __future__ import annotations

import io
import struct
import zlib
from typing import Any

import cv2
import numpy as np
import pytest
from PIL import Image

from intake_assist.ingest import Limits, Sheet
from intake_assist.ingest.raster import credible_dpi, to_bgr

from .making import SMALL, Desk, corners_of, encoded, quadrants

ORIENTATION = 0x0112
T = Image.Transpose
STORED_AS = {  # how a picture lies in the file when the tag has this value
    1: None,
    2: T.FLIP_LEFT_RIGHT,
    3: T.ROTATE_180,
    4: T.FLIP_TOP_BOTTOM,
    5: T.TRANSPOSE,
    6: T.ROTATE_90,
    7: T.TRANSVERSE,
    8: T.ROTATE_270,
}


@pytest.mark.parametrize(
    ("name", "format", "options"),
    [
        ("a.jpg", "JPEG", {"quality": 95}),
        ("a.jpg", "JPEG", {"quality": 95, "progressive": True}),
        ("a.png", "PNG", {}),
        ("a.bmp", "BMP", {}),
        ("a.webp", "WEBP", {"lossless": True}),
        ("a.webp", "WEBP", {"quality": 90}),
        ("a.heic", "HEIC", {"quality": 95}),
        ("a.gif", "GIF", {}),
        ("a.tif", "TIFF", {}),
        ("a.tif", "TIFF", {"compression": "tiff_lzw"}),
        ("a.tif", "TIFF", {"compression": "jpeg", "quality": 95}),
        ("a.tif", "TIFF", {"compression": "tiff_adobe_deflate"}),
        ("a.tif", "TIFF", {"big_tiff": True}),
        ("photo.png", "JPEG", {"quality": 95}),
        ("photo.jpg", "PNG", {}),
        ("无后缀", "BMP", {}),
        ("扫描 📷 1.jpg", "TIFF", {}),
    ],
)
def test_formats_by_content(desk: Desk, name: str, format: str, options: dict[str, Any]) -> None:
    sheet = desk.load(desk.image(name, quadrants(), format, **options))
    assert corners_of(sheet.image) == "RGBK"
    assert sheet.image is not None
    assert (sheet.image.shape, sheet.image.dtype) == ((40, 60, 3), np.uint8)
    assert sheet.image.flags.c_contiguous
    assert (sheet.cells, sheet.quality, sheet.digital_signatures) == (None, (), ())


@pytest.mark.parametrize("format", ["JPEG", "PNG", "TIFF", "WEBP"])
@pytest.mark.parametrize(("tag", "turn"), STORED_AS.items())
def test_orientation_tag(desk: Desk, format: str, tag: int, turn: T | None) -> None:
    stored = quadrants() if turn is None else quadrants().transpose(turn)
    exif = Image.Exif()
    exif[ORIENTATION] = tag
    sheet = desk.load(desk.image("a", stored, format, exif=exif))
    assert sheet.image is not None
    assert (corners_of(sheet.image), sheet.image.shape) == ("RGBK", (40, 60, 3))


def test_heic_from_a_phone_held_upright(desk: Desk) -> None:
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    stored = quadrants((128, 96)).transpose(T.ROTATE_90)
    sheet = desk.load(desk.image("a.heic", stored, "HEIC", quality=95, exif=exif.tobytes()))
    assert corners_of(sheet.image) == "RGBK"


@pytest.mark.parametrize(
    "exif", [b"Exif\0\0junk", b"Exif\0\0II*\0\xff\xff\xff\xff", b"Exif\0\0MM\0*\0\0\0\x08\xff\xff"]
)
def test_broken_exif_does_not_cost_the_page(desk: Desk, exif: bytes) -> None:
    assert corners_of(desk.load(desk.image("a.jpg", quadrants(), "JPEG", exif=exif)).image) == "RGBK"


def grey_quadrants(kind: str, top: float, low: float = 0) -> Image.Image:
    """White above left and below right, black elsewhere, in a deep mode."""
    white = np.zeros((40, 60), dtype=bool)
    white[:20, :30] = white[20:, 30:] = True
    return Image.fromarray(np.where(white, top, low).astype(kind))


@pytest.mark.parametrize(
    ("format", "kind", "top"),
    [
        ("PNG", "uint16", 65535),
        ("PNG", "uint16", 4095),  # 12 bits in 16
        ("PNG", "uint16", 1023),
        ("TIFF", "uint16", 65535),
        ("TIFF", "uint16", 4000),
        ("TIFF", "int32", 65535),
        ("TIFF", "float32", 1.0),
        ("TIFF", "float32", 255.0),
        ("TIFF", "float32", float("1e9")),
    ],
)
def test_deep_grey(desk: Desk, format: str, kind: str, top: float) -> None:
    sheet = desk.load(desk.image("a", grey_quadrants(kind, top), format))
    assert corners_of(sheet.image) == "WKKW"


@pytest.mark.parametrize("low", [float("nan"), float("-inf"), -5.0])
def test_float_grey_with_impossible_values(desk: Desk, low: float) -> None:
    assert corners_of(desk.load(desk.image("a", grey_quadrants("float32", 1.0, low), "TIFF")).image) == "WKKW"


def test_all_black_deep_grey_stays_black(desk: Desk) -> None:
    image = desk.load(desk.image("a", grey_quadrants("uint16", 1, 1), "PNG")).image
    assert image is not None
    assert image.max() <= 1


def test_deep_grey_stored_inverted(desk: Desk) -> None:
    data = encoded(grey_quadrants("uint16", 0, 65535), "TIFF", tiffinfo={262: 0})
    assert Image.open(io.BytesIO(data)).tag_v2[262] == 0  # type: ignore[attr-defined]
    assert corners_of(desk.load(desk.put("a.tif", data)).image) == "WKKW"


@pytest.mark.parametrize("suffix", [".png", ".tiff"])
def test_deep_colour(desk: Desk, suffix: str) -> None:
    deep = to_bgr(quadrants()).astype(np.uint16) * 257
    ok, data = cv2.imencode(suffix, deep)
    assert ok
    assert corners_of(desk.load(desk.put("a" + suffix, data.tobytes())).image) == "RGBK"


def on_alpha(mode: str) -> Image.Image:
    """Black above, wholly transparent black below."""
    image = Image.new(mode, (60, 40))
    image.putalpha(Image.fromarray(np.repeat(np.uint8([255, 0]), 20)[:, None].repeat(60, axis=1)))
    return image


def palette_with_alpha() -> Image.Image:
    image = Image.new("P", (60, 40), 0)
    image.putpalette([0, 0, 0, 9, 9, 9])
    image.paste(1, (0, 20, 60, 40))
    return image


@pytest.mark.parametrize(
    ("image", "format", "options"),
    [
        (on_alpha("RGBA"), "PNG", {}),
        (on_alpha("LA"), "PNG", {}),
        (on_alpha("RGBA"), "WEBP", {"lossless": True}),
        (on_alpha("RGBA"), "TIFF", {}),
        (on_alpha("LA"), "TIFF", {}),
        (palette_with_alpha(), "PNG", {"transparency": 1}),
        (palette_with_alpha(), "PNG", {"transparency": bytes([255, 0])}),
        (palette_with_alpha(), "GIF", {"transparency": 1}),
        (palette_with_alpha().convert("RGB"), "PNG", {"transparency": (9, 9, 9)}),
        (palette_with_alpha().convert("L"), "PNG", {"transparency": 9}),
    ],
)
def test_transparency_lies_on_white_paper(
    desk: Desk, image: Image.Image, format: str, options: dict[str, Any]
) -> None:
    assert corners_of(desk.load(desk.image("a", image, format, **options)).image) == "KKWW"


@pytest.mark.parametrize(
    ("mode", "format", "options"),
    [
        ("1", "PNG", {}),
        ("1", "BMP", {}),
        ("1", "TIFF", {"compression": "group4"}),
        ("1", "TIFF", {"compression": "group3"}),
        ("1", "TIFF", {"compression": "packbits"}),
        ("L", "JPEG", {}),
        ("L", "TIFF", {}),
        ("P", "PNG", {}),
        ("P", "BMP", {}),
        ("P", "TIFF", {}),
        ("YCbCr", "TIFF", {}),
    ],
)
def test_modes(desk: Desk, mode: str, format: str, options: dict[str, Any]) -> None:
    image = quadrants((64, 48), "WKKW").convert(mode)
    assert corners_of(desk.load(desk.image("a", image, format, **options)).image) == "WKKW"


def cmyk_profile(paper: tuple[int, int, int], ink: tuple[int, int, int]) -> bytes:
    """A printer profile (Lab, 8 bits) in which no ink looks like `paper` and any cyan like `ink`."""
    grid = b"".join(bytes(ink if cell & 8 else paper) for cell in range(16))
    ramp = bytes(range(256))
    matrix = struct.pack(">9i", *(65536 if n % 4 == 0 else 0 for n in range(9)))
    a2b = b"mft1" + bytes(4) + bytes([4, 3, 2, 0]) + matrix + ramp * 4 + grid + ramp * 3
    white = b"XYZ " + bytes(4) + struct.pack(">3i", 63190, 65536, 54061)
    desc = b"desc" + bytes(4) + struct.pack(">I", 2) + b"p\0" + bytes(78)
    text = b"text" + bytes(4) + b"none\0"
    tags = {b"desc": desc, b"cprt": text, b"wtpt": white, b"A2B0": a2b}
    at, table, body = 128 + 4 + 12 * len(tags), b"", b""
    for name, data in tags.items():
        padded = data + bytes(-len(data) % 4)
        table += name + struct.pack(">II", at + len(body), len(data))
        body += padded
    size = at + len(body)
    head = struct.pack(">I4s4s4s4s4s", size, b"none", b"\x02\x10\0\0", b"prtr", b"CMYK", b"Lab ")
    head += bytes(12) + b"acsp" + bytes(28) + struct.pack(">3i", 63190, 65536, 54061)
    return head.ljust(128, b"\0") + struct.pack(">I", len(tags)) + table + body


def cmyk_quadrants() -> Image.Image:
    """Red, green, blue, black in ink."""
    return quadrants().convert("CMYK")


@pytest.mark.parametrize("format", ["JPEG", "TIFF"])
@pytest.mark.parametrize("options", [{}, {"icc_profile": b"not a profile"}])
def test_cmyk(desk: Desk, format: str, options: dict[str, Any]) -> None:
    assert corners_of(desk.load(desk.image("a", cmyk_quadrants(), format, **options)).image) == "RGBK"


@pytest.mark.parametrize("format", ["JPEG", "TIFF"])
def test_cmyk_by_its_profile(desk: Desk, format: str) -> None:
    profile = cmyk_profile(paper=(255, 128, 128), ink=(138, 208, 195))  # Lab of white and red
    image = Image.new("CMYK", (60, 40))
    image.paste((255, 0, 0, 0), (0, 0, 60, 20))
    sheet = desk.load(desk.image("a", image, format, icc_profile=profile))
    assert corners_of(sheet.image) == "RRWW"


def test_cmyk_jpeg_that_is_not_adobes(desk: Desk) -> None:
    """Without Adobe's marker ink is stored plainly, not inverted."""
    plain = cmyk_quadrants().point(lambda value: 255 - value)
    data = encoded(plain, "JPEG", quality=95)
    at = data.index(b"\xff\xee\x00\x0eAdobe")
    sheet = desk.load(desk.put("a.jpg", data[:at] + data[at + 16 :]))
    assert corners_of(sheet.image) == "RGBK"


@pytest.mark.parametrize("format", ["GIF", "WEBP", "PNG"])
def test_animation_gives_its_first_frame_and_says_so(desk: Desk, format: str) -> None:
    second = quadrants(corners="KKKK")
    sheet = desk.load(
        desk.image("a", quadrants(), format, save_all=True, append_images=[second], lossless=True)
    )
    assert corners_of(sheet.image) == "RGBK"
    assert [mark.code for mark in sheet.quality] == ["animated"]


def test_second_image_of_a_phone_photo_is_no_animation(desk: Desk) -> None:
    path = desk.image("a.jpg", quadrants(), "MPO", save_all=True, append_images=[quadrants(corners="KKKK")])
    sheet = desk.load(path)
    assert (corners_of(sheet.image), sheet.quality) == ("RGBK", ())
    assert desk.refusal(path, page=2).code == "no_such_page"


@pytest.mark.parametrize(
    ("dpi", "long_side", "expected"),
    [
        (300, 3508, 300),
        (200, 2339, 200),
        (100, 1169, 100),
        (600, 9921, 600),
        (300, 450, 300),
        (72, 842, None),  # what programs write that do not know
        (96, 1123, None),
        (1, 100, None),
        (0, 100, None),
        (-300, 3508, None),
        (300, 12000, None),  # a page of one metre
        (5000, 600, None),  # a page of 3 mm
        (float("nan"), 3508, None),
        (float("inf"), 3508, None),
    ],
)
def test_credible_dpi(dpi: float, long_side: int, expected: float | None) -> None:
    assert credible_dpi(dpi, long_side) == expected


@pytest.mark.parametrize(
    ("format", "dpi", "expected"),
    [
        ("JPEG", (300, 300), 300),
        ("PNG", (300, 300), 300),
        ("TIFF", (300, 300), 300),
        ("BMP", (300, 300), 300),
        ("TIFF", (204, 98), None),
        ("TIFF", (0, 0), None),
        ("JPEG", (72, 72), None),
        ("PNG", (30000, 30000), None),
    ],
)
def test_dpi_in_the_file(desk: Desk, format: str, dpi: tuple[int, int], expected: float | None) -> None:
    sheet = desk.load(desk.image("a", quadrants((600, 400)), format, dpi=dpi))
    assert sheet.dpi == pytest.approx(expected, abs=0.5) if expected else sheet.dpi is None


@pytest.mark.parametrize("format", ["JPEG", "PNG", "TIFF", "WEBP"])
@pytest.mark.parametrize("mode", ["RGB", "L", "1", "P"])
def test_large_pictures_are_reduced(desk: Desk, format: str, mode: str) -> None:
    if (format, mode) in {("JPEG", "1"), ("JPEG", "P"), ("WEBP", "1"), ("WEBP", "P")}:
        mode = "L"
    image = quadrants((1500, 1000), "WKKW").convert(mode)
    options = {"dpi": (300, 300)} if format != "WEBP" else {}
    sheet = desk.load(desk.image("a", image, format, **options), limits=Limits(max_long_side=400))
    assert sheet.image is not None
    assert sheet.image.shape[:2] in {(267, 400), (250, 375)}
    assert corners_of(sheet.image) == "WKKW"
    assert sheet.dpi == (pytest.approx(300 * sheet.image.shape[1] / 1500, abs=0.1) if options else None)


@pytest.mark.parametrize(
    ("side", "limit", "expected"),
    [(400, 400, 400), (401, 400, 400), (760, 400, 380), (1700, 400, 400), (390, 400, 390), (3000, 400, 375)],
)
def test_reduced_size_is_between_nine_tenths_and_the_limit(
    desk: Desk, side: int, limit: int, expected: int
) -> None:
    path = desk.image("a.jpg", quadrants((side, side // 2)), "JPEG")
    image = desk.load(path, limits=Limits(max_long_side=limit)).image
    assert image is not None
    assert image.shape[1] == expected


def test_a_thin_strip_keeps_its_pixels(desk: Desk) -> None:
    image = desk.load(
        desk.image("a.png", Image.new("L", (9000, 16)), "PNG"), limits=Limits(max_long_side=100)
    ).image
    assert image is not None
    assert image.shape == (1, 100, 3)


def test_a_speck_is_no_page(desk: Desk) -> None:
    error = desk.refusal(desk.image("a.png", Image.new("L", (9000, 15)), "PNG"))
    assert error.code == "too_few_pixels"
    assert "9000×15" in error.message


def png_of(width: int, height: int) -> bytes:
    """A few bytes that promise a picture of any size."""

    def chunk(name: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0"))
        + chunk(b"IEND", b"")
    )


@pytest.mark.parametrize("size", [(11_000, 11_000), (20_000, 20_000), (2**31 - 1, 2**31 - 1), (1, 2**31 - 1)])
def test_pixel_bombs_are_refused_by_their_header(desk: Desk, size: tuple[int, int]) -> None:
    error = desk.refusal(desk.put("b.png", png_of(*size)), limits=Limits())
    assert error.code == "too_many_pixels"
    assert "300 dpi" in error.message


def test_pixel_limit_is_inclusive(desk: Desk) -> None:
    path = desk.image("a.png", quadrants((50, 40)), "PNG")
    assert desk.load(path, limits=Limits(max_pixels=2000)).image is not None
    assert desk.refusal(path, limits=Limits(max_pixels=1999)).code == "too_many_pixels"


def read_all(desk: Desk, data: bytes, pages: int) -> list[Sheet]:
    path = desk.put("a.tif", data)
    return [desk.load(path, number, SMALL) for number in range(1, pages + 1)]


def test_pages_of_a_tiff_keep_their_own_size_mode_and_dpi(desk: Desk) -> None:
    first, second = quadrants((60, 40)), quadrants((90, 150), "WKKW").convert("1")
    second.encoderinfo = {"compression": "group4", "dpi": (200, 200)}
    third = quadrants((40, 60), "KGBR")
    data = encoded(first, "TIFF", save_all=True, append_images=[second, third], dpi=(100, 100))
    sheets = read_all(desk, data, 3)
    assert [corners_of(sheet.image) for sheet in sheets] == ["RGBK", "WKKW", "KGBR"]
    assert [sheet.image.shape[:2] for sheet in sheets if sheet.image is not None] == [
        (40, 60),
        (150, 90),
        (60, 40),
    ]
    assert [sheet.source.page for sheet in sheets] == [1, 2, 3]


def test_page_behind_the_last(desk: Desk) -> None:
    error = desk.refusal(desk.image("a.tif", quadrants(), "TIFF"), page=2)
    assert (error.code, "第2页（共1页）" in error.message) == ("no_such_page", True)


def test_an_unknown_size_is_left_out_of_the_message(desk: Desk) -> None:
    """Pillow refuses the largest pictures itself, without saying how large they are."""
    known = desk.refusal(desk.put("a.png", png_of(11_000, 11_000)), limits=Limits())
    unknown = desk.refusal(desk.put("b.png", png_of(2**31 - 1, 2**31 - 1)), limits=Limits())
    assert "11000×11000" in known.message
    assert "?" not in unknown.message
