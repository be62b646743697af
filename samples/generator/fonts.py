"""The fonts the papers are set in. They come from Debian packages (see samples/README.md)."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from PIL import ImageFont

ROOT = Path("/usr/share/fonts")
# face -> (file, index in the collection, Debian package)
FACES: dict[str, tuple[str, int, str]] = {
    "song": ("opentype/noto/NotoSerifCJK-Regular.ttc", 2, "fonts-noto-cjk"),
    "song_bold": ("opentype/noto/NotoSerifCJK-Bold.ttc", 2, "fonts-noto-cjk"),
    "hei": ("opentype/noto/NotoSansCJK-Regular.ttc", 2, "fonts-noto-cjk"),
    "hei_bold": ("opentype/noto/NotoSansCJK-Bold.ttc", 2, "fonts-noto-cjk"),
    "simsun": ("truetype/arphic/uming.ttc", 0, "fonts-arphic-uming"),
    "songti": ("truetype/arphic-gbsn00lp/gbsn00lp.ttf", 0, "fonts-arphic-gbsn00lp"),
    "kai": ("truetype/arphic-gkai00mp/gkai00mp.ttf", 0, "fonts-arphic-gkai00mp"),
    "ukai": ("truetype/arphic/ukai.ttc", 0, "fonts-arphic-ukai"),
    "wenkai": ("truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", 0, "fonts-lxgw-wenkai"),
    "wenkai_light": ("truetype/lxgw-wenkai/LXGWWenKai-Light.ttf", 0, "fonts-lxgw-wenkai"),
    "zenhei": ("truetype/wqy/wqy-zenhei.ttc", 0, "fonts-wqy-zenhei"),
    "ocrb": ("opentype/ocr-b/OCRB.otf", 0, "fonts-ocr-b"),
}


class MissingFontError(RuntimeError):
    """A font file is not there; the message names the package to install."""


@lru_cache(maxsize=256)
def font(face: str, pixels: int) -> ImageFont.FreeTypeFont:
    """The font `face` (a key of FACES) at a size of `pixels`. Raises MissingFontError."""
    name, index, package = FACES[face]
    path = ROOT / name
    if not path.is_file():
        raise MissingFontError(f"缺少字体 {path}，请先安装：apt-get install {package}")
    return ImageFont.truetype(str(path), max(4, pixels), index=index)


def missing() -> list[str]:
    """Debian packages of fonts that are not installed."""
    return sorted({package for name, _, package in FACES.values() if not (ROOT / name).is_file()})
