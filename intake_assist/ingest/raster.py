"""Pictures: every mode, depth and orientation that cameras, scanners and phones write, as BGR."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageChops, ImageCms, ImageFile, TiffImagePlugin
from pillow_heif import HeifImageFile

from intake_assist.ingest.complete import has_empty_tail, require_complete
from intake_assist.ingest.errors import ReadError
from intake_assist.ingest.kinds import Kind
from intake_assist.ingest.limits import Limits
from intake_assist.ingest.sheet import Sheet
from intake_assist.model import QualityMark, Source

ANIMATED = QualityMark("animated", "这是动图或多幅图，只读取了第一幅。")
GREY_TAIL = QualityMark("maybe_truncated", "图片右下角是一片灰色，可能没有传完，请核对原件。")
EMPTY_TAIL = QualityMark("maybe_truncated", "文件末尾是空的，可能没有传完，请核对原件。")

_FORMATS: Mapping[Kind, str] = {
    Kind.JPEG: "JPEG",
    Kind.PNG: "PNG",
    Kind.BMP: "BMP",
    Kind.GIF: "GIF",
    Kind.WEBP: "WEBP",
    Kind.TIFF: "TIFF",
}
FEWEST_PIXELS = 16  # on the short side; of less nothing can be said
_ORIENTATION = 0x0112
_TURNS: Mapping[int, Image.Transpose] = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_STRIPS = ((273, 279), (324, 325))  # offsets and byte counts of strips, of tiles
_PHOTOMETRIC, _WHITE_IS_ZERO = 262, 0
_DEPTHS = (1, 255, 1023, 4095, 16383, 65535)
_PLACEHOLDER_DPI = (1, 72, 96)  # written by programs that do not know
_MAX_INCHES = 18.0  # A3 with room to spare
_MIN_INCHES = 0.5


def count(stream: BinaryIO, kind: Kind, limits: Limits) -> int:
    """Pages of a TIFF; 1 for everything else, whose further images are frames and not pages.

    A TIFF page whose directory is broken is counted, so that loading it says so.
    """
    if kind != Kind.TIFF:
        return 1
    with _open(stream, kind) as image:
        return _count_frames(image, limits.max_document_pages + 1)


def load(stream: BinaryIO, kind: Kind, source: Source, limits: Limits) -> Sheet:
    """Decodes one page. Raises ReadError or whatever the decoder raises."""
    require_complete(stream, kind)
    marks = [EMPTY_TAIL] if has_empty_tail(stream, kind) else []
    with _open(stream, kind) as image:
        _select(image, kind, source.page)
        _require_sane_size(image.size, limits)
        if kind != Kind.TIFF and _is_animated(image):
            marks.append(ANIMATED)
        dpi, full_side = _dpi(image), max(image.size)
        _reduce_while_decoding(image, kind, limits.max_long_side)
        image.load()
        if kind == Kind.JPEG and _has_grey_tail(image):
            marks.append(GREY_TAIL)
        flat = _flat(_shrunk(_simple_mode(image), limits.max_long_side))
        upright = _upright(flat, image)
    scale = max(upright.size) / full_side
    return Sheet(source, to_bgr(upright), dpi=dpi and round(dpi * scale, 1), quality=tuple(marks))


def to_bgr(image: Image.Image) -> NDArray[np.uint8]:
    return np.ascontiguousarray(np.asarray(image.convert("RGB"), dtype=np.uint8)[..., ::-1])


def credible_dpi(dpi: float, long_side: int) -> float | None:
    """`dpi` when a page of `long_side` pixels has a size that fits on a scanner, else None."""
    if not math.isfinite(dpi) or dpi <= 1 or round(dpi) in _PLACEHOLDER_DPI:
        return None
    return dpi if _MIN_INCHES <= long_side / dpi <= _MAX_INCHES else None


def _open(stream: BinaryIO, kind: Kind) -> ImageFile.ImageFile:
    stream.seek(0)
    if kind == Kind.HEIC:
        return HeifImageFile(stream)  # type: ignore[no-untyped-call]
    return Image.open(stream, formats=(_FORMATS[kind],))


def _count_frames(image: ImageFile.ImageFile, limit: int) -> int:
    """Frames up to `limit`; two broken directories in a row end the count, the chain is lost there."""
    number, broken = 1, False
    while number < limit:
        try:
            image.seek(number)
        except EOFError:
            break
        except Exception:  # any decoder error: this page is bad, the next one need not be
            if broken:
                break
            broken = True
        else:
            broken = False
        number += 1
    return number


def _select(image: ImageFile.ImageFile, kind: Kind, page: int) -> None:
    if page == 1:
        if kind == Kind.TIFF:
            _require_strips(image)
        return
    if kind != Kind.TIFF:
        raise ReadError("no_such_page", page=page, pages=1)
    try:
        _seek_over_broken(image, page)
    except EOFError:
        raise ReadError("no_such_page", page=page, pages=image.tell() + 1) from None
    _require_strips(image)


def _seek_over_broken(image: ImageFile.ImageFile, page: int) -> None:
    """Pages before the wanted one are passed one by one, their faults are their own."""
    for number in range(1, page - 1):
        try:
            image.seek(number)
        except EOFError:
            raise
        except Exception:
            continue
    image.seek(page - 1)


def _require_strips(image: ImageFile.ImageFile) -> None:
    """Raises ReadError("truncated") when picture data of the current TIFF page lies beyond the file's end."""
    assert isinstance(image, TiffImagePlugin.TiffImageFile)
    assert image.fp is not None
    at = image.fp.tell()
    size = image.fp.seek(0, io.SEEK_END)
    image.fp.seek(at)
    for offsets, counts in _STRIPS:
        ends = zip(image.tag_v2.get(offsets, ()), image.tag_v2.get(counts, ()), strict=False)
        if any(offset + length > size for offset, length in ends):
            raise ReadError("truncated")


def _require_sane_size(size: tuple[int, int], limits: Limits) -> None:
    width, height = size
    if width < 1 or height < 1:
        raise ReadError("damaged")
    if width * height > limits.max_pixels:
        raise ReadError("too_many_pixels", size=f"（{width}×{height}像素）")
    if min(width, height) < FEWEST_PIXELS:
        raise ReadError("too_few_pixels", width=width, height=height)


def _is_animated(image: ImageFile.ImageFile) -> bool:
    """Phones put previews and depth maps behind a JPEG (MPO): the first image is the photo, not a frame."""
    return image.format != "MPO" and bool(getattr(image, "is_animated", False))


def _dpi(image: ImageFile.ImageFile) -> float | None:
    """The header's resolution when it is credible and the same both ways."""
    try:
        across, down = (float(value) for value in image.info["dpi"])
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    if not (math.isfinite(across) and math.isfinite(down)) or abs(across - down) > 0.05 * abs(across):
        return None
    return credible_dpi(across, max(image.size))


def _reduce_while_decoding(image: ImageFile.ImageFile, kind: Kind, max_side: int) -> None:
    """JPEG decodes at 1/2, 1/4 or 1/8 in a fraction of time and memory."""
    share = 0.9 * max_side / max(image.size)
    if kind == Kind.JPEG and share < 1:
        image.draft(image.mode, (math.ceil(image.width * share), math.ceil(image.height * share)))


def _has_grey_tail(image: Image.Image) -> bool:
    """What a decoder leaves where the data ended early but an end marker follows: exactly middle grey."""
    if image.mode not in {"L", "RGB"} or min(image.size) < 64:
        return False
    corner = image.crop((image.width - 16, image.height - 16, image.width, image.height))
    return bool((np.asarray(corner) == 128).all())


def _simple_mode(image: Image.Image) -> Image.Image:
    """L, RGB, CMYK or RGBA: modes that can be scaled."""
    if image.mode.startswith("I") or image.mode == "F":
        return Image.fromarray(_narrow(np.asarray(image), _is_white_zero(image)))
    if image.has_transparency_data:
        return image.convert("LA").convert("RGBA") if image.mode == "La" else image.convert("RGBA")
    if image.mode == "1":
        return image.convert("L")
    if image.mode == "CMYK" and image.format in {"JPEG", "MPO"} and "adobe" not in image.info:
        return ImageChops.invert(image)  # only Adobe stores ink inverted, Pillow takes every JPEG for Adobe's
    return image if image.mode in {"L", "RGB", "CMYK"} else image.convert("RGB")


def _is_white_zero(image: Image.Image) -> bool:
    """Pillow inverts such pictures itself up to 8 bits."""
    tags = getattr(image, "tag_v2", {})
    return tags.get(_PHOTOMETRIC) == _WHITE_IS_ZERO


def _narrow(deep: NDArray[np.generic], inverted: bool) -> NDArray[np.uint8]:
    """Deep grey to 8 bits. Scanners put 10, 12 or 14 bits into 16: the brightest pixel tells how many."""
    values = np.nan_to_num(deep.astype(np.float32), nan=0.0, posinf=0.0, neginf=0.0).clip(min=0)
    brightest = float(values.max(initial=0))
    top = next((depth for depth in _DEPTHS if brightest <= depth), brightest)
    if deep.dtype.kind != "f" and top == 1:
        top = 255
    grey = np.rint(values * (255 / top)).astype(np.uint8)
    return 255 - grey if inverted else grey


def _shrunk(image: Image.Image, max_side: int) -> Image.Image:
    side = max(image.size)
    if side <= max_side:
        return image
    size = (max(1, round(image.width * max_side / side)), max(1, round(image.height * max_side / side)))
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _flat(image: Image.Image) -> Image.Image:
    """L or RGB: on white paper, in screen colours."""
    if image.mode == "RGBA":
        paper = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(paper, image).convert("RGB")
    return _from_cmyk(image) if image.mode == "CMYK" else image


def _from_cmyk(image: Image.Image) -> Image.Image:
    """By the embedded profile where there is a usable one."""
    try:
        profile = ImageCms.ImageCmsProfile(io.BytesIO(image.info["icc_profile"]))
        screen = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(image, profile, screen, outputMode="RGB")
    except (KeyError, TypeError, OSError, ImageCms.PyCMSError):
        converted = None
    return converted or image.convert("RGB")


def _upright(flat: Image.Image, decoded: Image.Image) -> Image.Image:
    """Turned by the orientation tag. Broken EXIF data must not cost the page."""
    try:
        turn = _TURNS.get(decoded.getexif().get(_ORIENTATION, 1))
    except Exception:
        turn = None
    return flat.transpose(turn) if turn is not None else flat
