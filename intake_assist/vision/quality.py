"""What spoils a page, so that it can be scanned again while the applicant is still there.

A mark is set only for what hinders reading: blur that reading survives, the shadow of a fold or a grey copy
are no reason to send anyone back. Thresholds stand where reading begins to suffer; on the ordinary scans and
on the worse ones among the sample cases none is set.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence

from intake_assist.model import Box, QualityMark, TextLine
from intake_assist.vision.cut import cut_sides
from intake_assist.vision.legibility import Print, print_of, sharpness
from intake_assist.vision.moire import is_screen
from intake_assist.vision.obstacle import fingers, glares
from intake_assist.vision.picture import Image

_BLUR = 0.056  # of the height of a line: at 0.05 every word is read, at 0.07 every fourth is lost
_LEAST_BLUR = 1.6  # pixels; less is the grid of the pixels itself
_SMEARED = 2.6  # pixels, on a page without a line of text
_SMALL = 15.5  # pixels of a line's height, its margins included
_SMALLISH, _POORLY = 18.5, 0.95  # where small print is read with less confidence than this, it is too small
_PALE = 45.0
_DARK = 90.0
_SHADOW = 0.5

_SIDES = {"top": "上", "bottom": "下", "left": "左", "right": "右"}


def quality_marks(
    image: Image, lines: Sequence[TextLine], skew: float = 0.0, *, whole: bool = True
) -> tuple[QualityMark, ...]:
    """What spoils an upright page, worst first; nothing for a good scan.

    `image` is the upright page (BGR), `lines` what was read on it, `skew` the angle that was taken out of it.
    `whole` is false for a part cut out of a sheet, whose edges are not those of the scan.
    Codes: ``blur``, ``too_small``, ``dark``, ``pale``, ``shadow``, ``glare``, ``finger``, ``screen``, ``cut``.
    """
    found = print_of(image, lines)
    marks = [*_print_marks(image, found, lines), *_light_marks(image, found)]
    return (*marks, *_edge_marks(image, lines, skew)) if whole else tuple(marks)


def screen_marks(image: Image) -> tuple[QualityMark, ...]:
    """``screen`` when a picture is a photograph of a screen.

    To be asked of the picture as it came: turning it upright by a small angle blurs the stripes.
    """
    if not is_screen(image):
        return ()
    return (QualityMark("screen", "有屏幕条纹，像是翻拍屏幕。请扫描原件。"),)


def _print_marks(image: Image, found: Print | None, lines: Sequence[TextLine]) -> Iterator[QualityMark]:
    if found is None:
        if sharpness(image) > _SMEARED:
            yield QualityMark("blur", "影像模糊，读不出文字。请放平、对准焦距后重新扫描。")
        return
    if found.height < _SMALL or (found.height < _SMALLISH and _confidence(lines) < _POORLY):
        yield QualityMark("too_small", "文字太小，分辨率不够。请用 300 dpi 重新扫描，或靠近些重拍。")
    elif found.blur > _BLUR and found.blur * found.height > _LEAST_BLUR:
        yield QualityMark("blur", "影像模糊，文字看不清。请放平、对准焦距后重新扫描。")
    if found.paper < _DARK:
        yield QualityMark("dark", "影像太暗。请调亮或在光线充足处重新扫描。")
    elif found.contrast < _PALE:
        yield QualityMark("pale", "影像太淡，字迹看不清。请调深后重新扫描。")


def _confidence(lines: Sequence[TextLine]) -> float:
    return statistics.fmean(line.confidence for line in lines)


def _light_marks(image: Image, found: Print | None) -> Iterator[QualityMark]:
    if found is not None and found.evenness < _SHADOW:
        yield QualityMark(
            "shadow", f"{_where(found.darkest, image)}有阴影，文字看不清。请避开遮挡后重新扫描。"
        )
    if found is not None and (places := glares(image, found.paper)):
        yield QualityMark("glare", f"{_where(places[0], image)}反光，字迹看不见。请避开灯光后重新扫描。")
    if places := fingers(image):
        yield QualityMark("finger", f"{_where(places[0], image)}有手指遮挡。请移开手后重新扫描。")
    yield from screen_marks(image)


def _edge_marks(image: Image, lines: Sequence[TextLine], skew: float) -> Iterator[QualityMark]:
    sides = cut_sides(image, lines, skew)
    if sides:
        yield QualityMark("cut", f"{_named(sides)}被裁，内容不全。请放正后重新扫描整页。")


def _named(sides: Sequence[str]) -> str:
    """``右下角`` for two sides that meet, otherwise the sides one by one."""
    upright = [side for side in sides if side in ("top", "bottom")]
    across = [side for side in sides if side in ("left", "right")]
    if len(upright) == len(across) == 1:
        return f"{_SIDES[across[0]]}{_SIDES[upright[0]]}角"
    return "、".join(f"{_SIDES[side]}边" for side in sides)


def _where(place: Box, image: Image) -> str:
    """The part of the page, in words."""
    height, width = image.shape[:2]
    across = ("左", "", "右")[min(2, int(3 * place.cx / width))]
    down = ("上", "", "下")[min(2, int(3 * place.cy / height))]
    if across and down:
        return f"{across}{down}角"
    return f"{across or down}部" if across or down else "中部"
