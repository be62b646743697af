"""The way of one sheet inside the worker: ingest, vision, ocr, and the second look."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from intake_assist import ingest, reading, vision
from intake_assist.checklist.models import KindSpec
from intake_assist.ingest.sheet import Rejected, Sheet, SourceFile
from intake_assist.model import Box, Page, Source, TextLine
from intake_assist.ocr.engine import Engine
from intake_assist.precheck.duplicates import with_duplicates
from intake_assist.precheck.task import PageTask

__all__ = ["list_pages", "read_sheet", "with_duplicates"]

Image = NDArray[np.uint8]

_GUESS = 0.5


def list_pages(file: SourceFile) -> tuple[Source | Rejected, ...]:
    """The pages of a file, or why there are none."""
    try:
        return tuple(ingest.pages(file))
    except ingest.IngestError as error:
        return (Rejected.of(error, file.file),)


def read_sheet(engine: Engine, task: PageTask, kinds: Mapping[str, KindSpec]) -> tuple[Page, ...]:
    """The papers on one sheet, read. A sheet that cannot be decoded is a page with a `problem`."""
    start = time.perf_counter()
    try:
        sheet = ingest.load(task.source, task.file.path)
    except ingest.IngestError as error:
        return (Page(task.source, problem=error.message),)
    return tuple(paper.page for paper in _timed(_read(engine, sheet, kinds), start))


@dataclass(frozen=True, slots=True)
class _Paper:
    """A page and its upright picture, None for a worksheet."""

    page: Page
    image: Image | None


def _timed(papers: Sequence[_Paper], start: float) -> tuple[_Paper, ...]:
    each = round((time.perf_counter() - start) / len(papers), 3)
    return tuple(replace(paper, page=replace(paper.page, seconds=each)) for paper in papers)


def _read(
    engine: Engine, sheet: Sheet, kinds: Mapping[str, KindSpec], recipe: Recipe | None = None
) -> tuple[_Paper, ...]:
    if sheet.image is None:
        cells = sheet.cells or ()
        page = Page(sheet.source, cells=cells, quality=sheet.quality, blank=not any(any(row) for row in cells))
        return (_Paper(page, None),)
    if recipe is not None and (recipe.turn is not None or recipe.cuts is not None):
        return _read_as_told(engine, sheet, kinds, recipe)
    parts = vision.prepare(sheet.image, sheet.dpi, engine.orientation)
    return _read_parts(engine, sheet, parts, kinds)


def _read_as_told(
    engine: Engine, sheet: Sheet, kinds: Mapping[str, KindSpec], recipe: Recipe
) -> tuple[_Paper, ...]:
    """A sheet that was turned or cut by hand; every cut is a part, even a single one."""
    parts = _parts_as_told(engine, sheet, recipe)
    if recipe.cuts is None:
        return _read_parts(engine, sheet, parts, kinds)
    count = len(parts) if not recipe.cuts else max(2, len(parts))
    return tuple(_read_part(engine, sheet, part, at, count, kinds) for at, part in enumerate(parts))


def _read_parts(
    engine: Engine, sheet: Sheet, parts: Sequence[vision.Part], kinds: Mapping[str, KindSpec]
) -> tuple[_Paper, ...]:
    papers = tuple(_read_part(engine, sheet, part, at, len(parts), kinds) for at, part in enumerate(parts))
    return _faces_apart(engine, sheet, parts[0], papers[0], kinds) if len(parts) == 1 else papers


def _are_two_faces(found: Sequence[str | None], kinds: Mapping[str, KindSpec]) -> bool:
    cards = [kind for kind in found if kind is not None and kinds[kind].recognise.card]
    return len(cards) == 2 == len(set(cards))


def _read_part(
    engine: Engine, sheet: Sheet, part: vision.Part, index: int, count: int, kinds: Mapping[str, KindSpec]
) -> Page:
    height, width = part.image.shape[:2]
    page = Page(
        source=replace(sheet.source, part=index + 1 if count > 1 else 0),
        width=width,
        height=height,
        rotation=part.rotation,
        skew=part.skew,
        dpi=sheet.dpi,
        lines=() if part.blank else read_lines(engine, part.image),
        quality=sheet.quality,
        blank=part.blank,
        fingerprint=part.fingerprint,
        digital_signatures=sheet.digital_signatures,
        region=part.region,
    )
    return _looked_again(engine, part.image, page, kinds)


def read_lines(engine: Engine, image: Image) -> tuple[TextLine, ...]:
    """The lines of a page, those under seals read with the red taken out.

    A line that was read through a seal gives way to its clean reading; what only the seal itself said (its
    ring, its number) is no text of the page.
    """
    lines = _legible(engine.read(image))
    for place in _stamped(vision.red_places(image), lines):
        look = reading.Look(place, without_red=True)
        clean = _legible(_lines_of(engine, image, look))
        lines = reading.overlaid(lines, clean)
        lines = tuple(line for line in lines if line in clean or not _is_seal_text(line, image))
    return lines


def _legible(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """What is more than a guess: of a page too blurred to read there must be no text at all."""
    return tuple(line for line in lines if line.confidence >= _GUESS)


def _stamped(places: Sequence[Box], lines: Sequence[TextLine]) -> list[Box]:
    """Seal-shaped places that text runs through, each with the whole of its lines; overlapping ones joined."""
    found: list[Box] = []
    for place in places:
        touched = [line.box for line in lines if line.box.intersection(place)]
        if not touched or not 0.5 < place.width / place.height < 2.0:
            continue
        area = place
        for box in touched:
            area = area.union(box)
        margin = 0.25 * place.height
        area = Box(max(0.0, area.x0 - margin), max(0.0, area.y0 - 8), area.x1 + margin, area.y1 + 8)
        for other in [box for box in found if box.intersection(area)]:
            found.remove(other)
            area = area.union(other)
        found.append(area)
    return found[:3]


def _is_seal_text(line: TextLine, image: Image) -> bool:
    """Whether the ink of a line is red."""
    x0, y0, x1, y1 = (max(0, int(v)) for v in (line.box.x0, line.box.y0, line.box.x1, line.box.y1))
    return vision.is_red(image[y0:y1, x0:x1])


def _looked_again(engine: Engine, image: Image, page: Page, kinds: Mapping[str, KindSpec]) -> Page:
    """The page with second readings of the places that deserve one."""
    looks = reading.wanted_looks(page, reading.read_page(page, kinds), kinds)
    whole: list[tuple[TextLine, ...]] = []
    rounds: dict[int, tuple[TextLine, ...]] = {}
    for look in looks:
        if look.only_ink:
            continue
        seen = _lines_of(engine, image, look)
        if look.box.area >= page.width * page.height:
            whole.append(seen)
        else:
            rounds[look.round] = reading.overlaid(rounds.get(look.round, page.lines), seen)
    lines = rounds.get(0, page.lines)
    close = [found for found in rounds.values() if found != page.lines]
    empty = tuple(look.strip for look in looks if look.strip and _found_empty(image, look.strip, lines))
    return replace(page, second_looks=(*whole, *close), empty_places=empty)


def _found_empty(image: Image, strip: Box, lines: Sequence[TextLine]) -> bool:
    return not any(strip.contains(line.box, 0.5) for line in lines) and vision.is_empty(image, strip)


def _lines_of(engine: Engine, image: Image, look: reading.Look) -> tuple[TextLine, ...]:
    """What the engine reads at a look's place, in the page's pixels."""
    crop = _crop(image, look.box, look)
    x0, y0 = int(look.box.x0), int(look.box.y0)
    lines = tuple(
        TextLine(line.text, _back(line.box, look.scale, x0, y0), line.confidence) for line in engine.read(crop)
    )
    strip = look.strip
    if strip is None or any(strip.intersection(line.box) for line in lines) or vision.is_empty(image, strip):
        return lines
    text, confidence = engine.read_crops([_crop(image, strip, look)])[0]
    return (*lines, TextLine(text, strip, confidence)) if text.strip() else lines


def _crop(image: Image, box: Box, look: reading.Look) -> Image:
    crop = image[max(0, int(box.y0)) : int(box.y1) + 1, max(0, int(box.x0)) : int(box.x1) + 1]
    if look.without_red or look.dark_ink:
        crop = vision.without_red(crop)
    if look.dark_ink:
        crop = vision.dark_ink(crop)
    if look.scale != 1.0:
        size = (round(crop.shape[1] * look.scale), round(crop.shape[0] * look.scale))
        crop = np.asarray(cv2.resize(crop, size, interpolation=cv2.INTER_CUBIC), dtype=np.uint8)
    return np.ascontiguousarray(crop)


def _back(box: Box, scale: float, dx: float, dy: float) -> Box:
    return Box(box.x0 / scale + dx, box.y0 / scale + dy, box.x1 / scale + dx, box.y1 / scale + dy)
