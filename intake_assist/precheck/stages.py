"""The way of one sheet inside the worker: ingest, vision, ocr, and the second look."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from intake_assist import ingest, reading, vision
from intake_assist.casework.results import Recipe
from intake_assist.checklist.models import KindSpec
from intake_assist.ingest.sheet import Rejected, Sheet, SourceFile
from intake_assist.model import Box, Document, Page, Source, TextLine
from intake_assist.ocr.engine import Engine
from intake_assist.precheck.closer import looked_closer
from intake_assist.precheck.crop import crop_of
from intake_assist.precheck.duplicates import with_duplicates
from intake_assist.precheck.observe import observed
from intake_assist.precheck.page_text import (
    holds_but_stamps,
    legible,
    looked_again,
    read_lines,
    without_seal_words,
)
from intake_assist.precheck.preview import taken
from intake_assist.precheck.seals import read_seals, with_sheet_seals
from intake_assist.precheck.task import (
    CloserKeptTask,
    CloserTask,
    NotNow,
    Opener,
    PageTask,
    SheetRead,
    SheetTask,
    SpotTask,
    SpotText,
    picture_path,
)
from intake_assist.precheck.void_marks import void_marks

__all__ = [
    "list_pages",
    "look_closer",
    "look_closer_kept",
    "read_kept",
    "read_sheet",
    "read_spot",
    "warmed_up",
    "with_duplicates",
]

Image = NDArray[np.uint8]

_GUESS = 0.5
_READS_WELL = 0.92  # confidence of the usual line of a page that is the right way up
_LEAST_SPOT = 6  # pixels of the shorter side of a place that is to be read again
_LINE = 64  # pixels; a place less high is enlarged to that


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
    papers = _timed(_ended(_read(engine, sheet, kinds)), start)
    if task.pictures is not None:
        _leave(task.pictures, papers)
    return tuple(paper.page for paper in papers)


def look_closer(engine: Engine, task: CloserTask) -> Page:
    """The page with what was seen at the places asked for; as it was when its file is gone."""
    page = task.page
    try:
        sheet = _squared(ingest.load(page.source, task.file.path))
    except ingest.IngestError:
        return page
    image = _upright(engine, sheet, page)
    if image is None or image.shape[:2] != (page.height, page.width):
        return page
    return looked_closer(engine, vision.without_specks(image), page, task.boxes, task.wanted)


def look_closer_kept(engine: Engine, opener: Opener, task: CloserKeptTask) -> tuple[Page, ...] | NotNow:
    """The pages of a kept sheet with what was seen at the places asked for."""
    pages = []
    wanted = task.wanted or ((),) * len(task.boxes)
    for page, picture, boxes, names in zip(
        task.reading.pages, task.reading.pictures, task.boxes, wanted, strict=True
    ):
        if not boxes:
            pages.append(page)
            continue
        try:
            image = ingest.load_from(Source(page.id), taken(opener, picture, page.id)).image
        except ingest.IngestError as error:
            return NotNow(error.message)
        if image is not None:
            page = looked_closer(engine, vision.without_specks(image), page, boxes, names)
        pages.append(page)
    return tuple(pages)


def _upright(engine: Engine, sheet: Sheet, page: Page) -> Image | None:
    """The picture of a page once more, made as it was made when the page was read."""
    if sheet.image is None:
        return None
    parts = vision.prepare(sheet.image, sheet.dpi, engine.orientation)
    if page.region is None and len(parts) == 1 and parts[0].rotation != page.rotation:
        parts = vision.prepare_as_told(sheet.image, sheet.dpi, engine.orientation, -page.rotation % 360, ())
    same = next((part for part in parts if part.region == page.region), None)
    if same is None and len(parts) == 1 and page.region is not None:
        turn = (page.rotation - parts[0].rotation) % 360
        (same,) = vision.parted(parts[0], (page.region,), lambda _: (turn, 1.0))
    return None if same is None else same.image


@dataclass(frozen=True, slots=True)
class _Paper:
    """A page and its upright picture, None for a worksheet. `print` is the picture without specks, `dpi` that of its
    sheet, `documents` are what the page is understood as once it was looked at closely."""

    page: Page
    image: Image | None
    print: Image | None = None
    dpi: float | None = None
    documents: tuple[Document, ...] = ()


_Papers = Generator[tuple[_Paper, ...], None, tuple[_Paper, ...]]


def _leave(folder: Path, papers: Sequence[_Paper]) -> None:
    """Leave the pictures behind; a full disk costs the picture and not the reading."""
    for paper in papers:
        if paper.image is not None:
            with contextlib.suppress(OSError):
                picture_path(folder, paper.page.id).write_bytes(vision.encoded(paper.image))


def _timed(papers: Sequence[_Paper], start: float) -> tuple[_Paper, ...]:
    each = round((time.perf_counter() - start) / len(papers), 3)
    return tuple(replace(paper, page=replace(paper.page, seconds=each)) for paper in papers)


def _ended(reading_: _Papers) -> tuple[_Paper, ...]:
    """What a reading comes to, for who does not want to hear of it before."""
    while True:
        try:
            next(reading_)
        except StopIteration as ended:
            found: tuple[_Paper, ...] = ended.value
            return found


def _read(
    engine: Engine, sheet: Sheet, kinds: Mapping[str, KindSpec], recipe: Recipe | None = None
) -> _Papers:
    """Yields the papers once they are recognised and before anything on them is looked at closely."""
    sheet = _squared(sheet)
    papers = yield from _papers(engine, sheet, kinds, recipe)
    pages = with_sheet_seals(engine, sheet, [paper.page for paper in papers])
    return tuple(replace(paper, page=page) for paper, page in zip(papers, pages, strict=True))


def _papers(
    engine: Engine, sheet: Sheet, kinds: Mapping[str, KindSpec], recipe: Recipe | None = None
) -> _Papers:
    image = sheet.image
    if image is None:
        cells = sheet.cells or ()
        page = Page(
            sheet.source, cells=cells, quality=sheet.quality, blank=not any(any(row) for row in cells)
        )
        return (_Paper(page, None),)
    recipe = recipe or Recipe(sheet.source.id)
    parts = vision.prepare_as_told(image, sheet.dpi, engine.orientation, recipe.turn, recipe.cuts)
    numbers = range(1, len(parts) + 1) if recipe.cuts or len(parts) > 1 else (0,)
    first = _recognised(engine, sheet, parts, numbers)
    yield first
    papers = tuple(_looked_closely(engine, paper, kinds) for paper in first)
    if recipe.cuts is None and len(parts) == 1:
        classify = engine.orientation if recipe.turn is None else vision.upright
        whole, paper = parts[0], papers[0]
        if recipe.turn is None:
            whole, paper = over_if_that_tells(engine, sheet, whole, paper, kinds)
        return _faces_apart(engine, sheet, whole, paper, kinds, classify)
    return papers


def over_if_that_tells(
    engine: Engine, sheet: Sheet, part: vision.Part, paper: _Paper, kinds: Mapping[str, KindSpec]
) -> tuple[vision.Part, _Paper]:
    """The sheet the other way up where it reads badly and is nothing that way, if it is something then.

    Stamps that stand upright on the copy of a card that lies on its head are the largest words on it.
    """
    assert sheet.image is not None
    if any(document.kind for document in paper.documents) or not _reads_badly(paper.page.lines):
        return part, paper
    turn = (180 - part.rotation) % 360
    (over,) = vision.prepare_as_told(sheet.image, sheet.dpi, engine.orientation, turn, ())
    other = _looked_closely(engine, _recognised_part(engine, sheet, over, paper.page.source.part), kinds)
    return (over, other) if any(document.kind for document in other.documents) else (part, paper)


def _reads_badly(lines: Sequence[TextLine]) -> bool:
    return bool(lines) and sum(line.confidence for line in lines) < _READS_WELL * len(lines)


def _squared(sheet: Sheet) -> Sheet:
    """A photograph of a paper as if it had been scanned; its resolution is that of no paper."""
    image = sheet.image
    if image is None:
        return sheet
    sheet = replace(sheet, quality=(*sheet.quality, *vision.screen_marks(image)))
    flat = vision.squared(image)
    return sheet if flat is None else replace(sheet, image=flat, dpi=None)


def _recognised(
    engine: Engine, sheet: Sheet, parts: Sequence[vision.Part], numbers: Iterable[int]
) -> tuple[_Paper, ...]:
    """The text of each part; `numbers` are their `Source.part`."""
    return tuple(
        _recognised_part(engine, sheet, part, number) for part, number in zip(parts, numbers, strict=True)
    )


def _faces_apart(
    engine: Engine,
    sheet: Sheet,
    whole: vision.Part,
    paper: _Paper,
    kinds: Mapping[str, KindSpec],
    classify: vision.Classify,
) -> tuple[_Paper, ...]:
    """The page parted into the two faces of a card, when that is what it shows; else the page itself."""
    if len(paper.documents) > 1:
        return (paper,)
    for cut in reading.cuts(paper.page, kinds):
        face, rest = vision.parted(whole, (cut.face, cut.rest), classify)
        (one,) = _recognised(engine, sheet, (face,), (1,))
        one = _looked_closely(engine, one, kinds)
        for part in (rest, on_its_head(rest, whole)):
            (other,) = _recognised(engine, sheet, (part,), (2,))
            other = _looked_closely(engine, other, kinds)
            found = [document.kind for side in (one, other) for document in side.documents]
            if _are_two_faces(found, kinds):
                return (one, other)
    return (paper,)


def on_its_head(part: vision.Part, whole: vision.Part) -> vision.Part:
    """The part turned over: a few words and a seal beside them tell little of which way up they are."""
    turn = (part.rotation - whole.rotation + 180) % 360
    assert part.region is not None
    return vision.parted(whole, (part.region,), lambda _: (turn, 1.0))[0]


def _are_two_faces(found: Sequence[str | None], kinds: Mapping[str, KindSpec]) -> bool:
    cards = [kind for kind in found if kind is not None and kinds[kind].recognise.card]
    return len(cards) == 2 == len(set(cards))


def _recognised_part(engine: Engine, sheet: Sheet, part: vision.Part, number: int) -> _Paper:
    height, width = part.image.shape[:2]
    print_ = part.image if part.blank else vision.without_specks(part.image)
    page = Page(
        source=replace(sheet.source, part=number),
        width=width,
        height=height,
        rotation=part.rotation,
        skew=part.skew,
        dpi=sheet.dpi,
        lines=() if part.blank else read_lines(engine, print_),
        second_looks=() if print_ is part.image else (read_lines(engine, part.image),),
        quality=sheet.quality,
        blank=part.blank,
        fingerprint=part.fingerprint,
        digital_signatures=sheet.digital_signatures,
        region=part.region,
        colourless=vision.is_colourless(part.image),
    )
    return _Paper(page, part.image, print_, sheet.dpi)


def _looked_closely(engine: Engine, paper: _Paper, kinds: Mapping[str, KindSpec]) -> _Paper:
    """With its seals, second readings, and what else its picture shows."""
    image, print_, page = paper.image, paper.print, paper.page
    assert image is not None
    assert print_ is not None
    if not page.blank:
        seals = read_seals(engine, image, paper.dpi)
        lines, *looks = (without_seal_words(seen, seals, image) for seen in (page.lines, *page.second_looks))
        page = replace(page, seals=seals, lines=lines, second_looks=tuple(looks))
        if not seals and holds_but_stamps(engine, page.lines, image):
            return replace(paper, page=replace(page, lines=(), second_looks=(), blank=True))
    page, documents = looked_again(engine, print_, page, kinds)
    page = replace(page, lines=(*page.lines, *void_marks(engine, image, page.seals, page.lines)))
    return replace(paper, page=observed(image, print_, page, documents, kinds), documents=documents)


# -- for a window --------------------------------------------------------------------------------------------


def warmed_up(engine: Engine, kinds: Mapping[str, KindSpec]) -> str:
    """Reads a drawn page once, which brings models, decoders and patterns into memory; the engine's name."""
    image = np.full((480, 640, 3), 255, np.uint8)
    cv2.putText(image, "91411002MA9TE5T04A", (40, 200), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (0, 0, 0), 3)
    data = vision.encoded(image)
    _ended(_read(engine, ingest.load_from(Source("warm up"), data), kinds))
    return engine.name


def read_kept(
    engine: Engine, opener: Opener, task: SheetTask, kinds: Mapping[str, KindSpec]
) -> Generator[SheetRead, None, SheetRead | NotNow]:
    """The papers on one sheet of a kept file. A sheet that cannot be decoded is a page with a `problem`.

    Yields them first as they are after the first recognition, with nothing looked at closely.
    """
    start = time.perf_counter()
    try:
        sheet = ingest.load_from(task.source, taken(opener, task.blob, task.source.file))
    except ingest.IngestError as error:
        if error.retryable:
            return NotNow(error.message)
        return SheetRead((Page(task.source, problem=error.message),), (b"",), engine.name)
    encoded: dict[int, bytes] = {}
    steps = _read(engine, sheet, kinds, task.recipe)
    papers = yield from _as_told(steps, lambda papers: _sheet_read(papers, engine.name, encoded))
    return _sheet_read(_timed(papers, start), engine.name, encoded)


def _as_told(
    steps: _Papers, told: Callable[[Sequence[_Paper]], SheetRead]
) -> Generator[SheetRead, None, Any]:
    """The steps in the form in which they are told; what they come to."""
    while True:
        try:
            papers = next(steps)
        except StopIteration as ended:
            return ended.value
        yield told(papers)


def _sheet_read(papers: Sequence[_Paper], engine: str, encoded: dict[int, bytes]) -> SheetRead:
    """`encoded` remembers the pictures, which a step and the end mostly have in common."""
    for image in (paper.image for paper in papers):
        if image is not None and id(image) not in encoded:
            encoded[id(image)] = vision.encoded(image)
    pictures = tuple(encoded.get(id(paper.image), b"") for paper in papers)
    return SheetRead(tuple(paper.page for paper in papers), pictures, engine)


def read_spot(engine: Engine, opener: Opener, task: SpotTask) -> SpotText | NotNow:
    """What stands at a place of an upright picture, with and without its red ink, whichever reads better."""
    try:
        image = ingest.load_from(Source(task.page_id), taken(opener, task.picture, task.page_id)).image
    except ingest.IngestError as error:
        return NotNow(error.message)
    place = _spot(image, task.box) if image is not None else None
    if place is None:
        return SpotText("", 0.0)
    looks = [place, vision.without_red(place)] if _has_red(place) else [place]
    return max((_spot_text(engine, look) for look in looks), key=_worth)


def _spot(image: Image, box: Box) -> Image | None:
    """The place under `box`, small print enlarged, on a margin of its own paper; None when there is none."""
    crop = crop_of(image, box, reading.Look(box))
    if min(crop.shape[:2]) < _LEAST_SPOT:
        return None
    scale = min(4.0, max(1.0, _LINE / crop.shape[0]))
    larger = cv2.resize(crop, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    paper = [float(shade) for shade in np.percentile(larger.reshape(-1, 3), 80, axis=0)]
    margin = _LINE // 3
    bordered = cv2.copyMakeBorder(larger, margin, margin, margin, margin, cv2.BORDER_CONSTANT, value=paper)
    return np.asarray(bordered, dtype=np.uint8)


def _has_red(place: Image) -> bool:
    blue, green, red = (place[..., channel].astype(np.int16) for channel in range(3))
    return bool(np.count_nonzero((red - np.maximum(blue, green)) > 40) > 0.005 * red.size)


def _spot_text(engine: Engine, place: Image) -> SpotText:
    """Everything on the place in reading order; one line is tried where no text is detected."""
    lines = sorted(legible(engine.read(place)), key=lambda line: line.box.cy)
    if lines:
        return SpotText(_in_order(lines), min(line.confidence for line in lines))
    text, confidence = engine.read_crops([place])[0]
    return SpotText(text, confidence) if confidence >= _GUESS and text.strip() else SpotText("", 0.0)


def _in_order(lines: Sequence[TextLine]) -> str:
    """Lines of text as one: those beside each other from left to right, with a blank between Latin words."""
    rows: list[list[TextLine]] = []
    for line in lines:
        if rows and line.box.y0 < rows[-1][0].box.cy:
            rows[-1].append(line)
        else:
            rows.append([line])
    texts = [line.text.strip() for row in rows for line in sorted(row, key=lambda line: line.box.x0)]
    whole = texts[0]
    for text in texts[1:]:
        whole += (" " if whole[-1].isascii() and text[0].isascii() else "") + text
    return whole


def _worth(said: SpotText) -> float:
    return said.confidence * min(1.0, len(said.text) / 2)
