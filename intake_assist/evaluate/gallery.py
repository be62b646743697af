"""Pictures of what went wrong, cut out of each case's pages as soon as it is scored.

Only the cuttings stay, as files; the pages are gone before the next case, so that hundreds of cases fit.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from intake_assist.checklist.models import KindSpec
from intake_assist.evaluate.hiding import places_to_cover
from intake_assist.evaluate.mistakes import mistakes, sheet_of
from intake_assist.evaluate.scoring import CaseScore
from intake_assist.model import Box, Case, Evidence, Page
from intake_assist.precheck.task import picture_path

if TYPE_CHECKING:
    from PIL.Image import Image

_CLOSE_UPS = 3  # of one mistake
_PARTS = 2  # pages shown of a sheet that was cut apart
_QUALITY = 72  # with all of the colour, or a thin red frame turns pale
_WIDEST = 900  # pixels of a cutting
_LONGEST = 1200  # pixels of a page shown whole
_LEAST_WIDTH = 0.45  # of the page: the label beside the value is to be seen
_TO_LEFT = 0.7
"""The share of the room beside the box that is given to its left, where labels stand."""
_AROUND = 2.0  # heights of the box above and below it
_RED = (200, 0, 0)
_GREY = (120, 120, 120)


class Gallery:
    """Keeps pictures in `folder`, which must exist and belong to it alone.

    Numbers of people are covered in the pictures unless `whole`. Several cases may be taken at the same time.
    """

    def __init__(self, folder: Path, kinds: Mapping[str, KindSpec], *, whole: bool = False) -> None:
        self._folder = folder
        self._kinds = kinds
        self._whole = whole

    @contextmanager
    def pages(self) -> Iterator[Path]:
        """A folder for the upright pictures of one case (`precheck.check`), emptied afterwards."""
        with TemporaryDirectory(dir=self._folder, ignore_cleanup_errors=True) as folder:
            yield Path(folder)

    def take(self, name: str, case: Case, score: CaseScore, pages: Path) -> None:
        """Keep what shows the mistakes of the case `name`. A picture that is not there is left out."""
        wrong = mistakes(score)
        for number, mistake in enumerate(wrong):
            for at, place in enumerate(mistake.boxed[:_CLOSE_UPS]):
                self._keep(self._close_up(name, number, at), case, place, pages)
        for sheet in dict.fromkeys(mistake.sheet for mistake in wrong if not mistake.boxed):
            for at, page in enumerate(_pages_of(case, sheet)):
                self._keep(self._sheet(name, sheet, at), case, Evidence(page.id), pages)

    def close_ups(self, name: str, number: int) -> Sequence[Path]:
        """JPEG files that show the mistake `number` of `mistakes(score)`."""
        return _there(self._close_up(name, number, at) for at in range(_CLOSE_UPS))

    def sheets(self, name: str, sheet: str) -> Sequence[Path]:
        """JPEG files of a sheet on which a mistake has no place of its own."""
        return _there(self._sheet(name, sheet, at) for at in range(_PARTS))

    def _keep(self, target: Path, case: Case, place: Evidence, pages: Path) -> None:
        """A picture that cannot be had is no reason to lose a score."""
        page = case.page(place.page)
        source = picture_path(pages, place.page)
        if page is None or not source.is_file():
            return
        covered = () if self._whole else places_to_cover(case, page, self._kinds)
        with contextlib.suppress(OSError, ValueError):
            _cut_out(source, target, place.box, covered)

    def _close_up(self, name: str, number: int, at: int) -> Path:
        return self._folder / f"{_short(name)}-{number}-{at}.jpg"

    def _sheet(self, name: str, sheet: str, at: int) -> Path:
        return self._folder / f"{_short(name)}-{_short(sheet)}-{at}.jpg"


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:20]


def _there(paths: Iterator[Path]) -> Sequence[Path]:
    return [path for path in paths if path.is_file()]


def _pages_of(case: Case, sheet: str) -> Sequence[Page]:
    return [page for page in case.pages if sheet and sheet_of(page.id) == sheet][:_PARTS]


def _cut_out(source: Path, target: Path, box: Box | None, covered: Sequence[Box]) -> None:
    from PIL import Image, ImageDraw

    with Image.open(source) as opened:
        picture = opened.convert("RGB")
    draw = ImageDraw.Draw(picture)
    for place in covered:
        draw.rectangle(_corners(place), fill=_GREY)
    if box is not None:
        thick = max(2, round(max(picture.size) / 700))
        draw.rectangle(_corners(_grown(box, 2 * thick)), outline=_RED, width=thick)
        picture = picture.crop(surroundings(box, *picture.size))
    _reduced(picture, _WIDEST if box is not None else _LONGEST).save(
        target, "JPEG", quality=_QUALITY, subsampling=0
    )


def surroundings(box: Box, width: int, height: int) -> tuple[int, int, int, int]:
    """What to cut out of a page to show `box`: with the lines around it, and wide enough for its label."""
    room = max(_AROUND * min(box.height, box.width), 0.015 * height)
    spare = _LEAST_WIDTH * width - box.width
    left, right = box.x0 - max(room, _TO_LEFT * spare), box.x1 + max(room, (1 - _TO_LEFT) * spare)
    left, right = left - max(0.0, right - width), right - min(0.0, left)
    x0, x1 = max(0, int(left)), min(width, int(right) + 1)
    y0, y1 = max(0, int(box.y0 - room)), min(height, int(box.y1 + room) + 1)
    return (
        min(x0, width - 1),
        min(y0, height - 1),
        max(x1, min(x0, width - 1) + 1),
        max(y1, min(y0, height - 1) + 1),
    )


def _grown(box: Box, by: float) -> Box:
    return Box(box.x0 - by, box.y0 - by, box.x1 + by, box.y1 + by)


def _corners(box: Box) -> tuple[float, float, float, float]:
    return box.x0, box.y0, box.x1, box.y1


def _reduced(picture: Image, longest: int) -> Image:
    factor = longest / max(picture.size)
    if factor >= 1:
        return picture
    width, height = picture.size
    return picture.resize((max(1, round(width * factor)), max(1, round(height * factor))))
