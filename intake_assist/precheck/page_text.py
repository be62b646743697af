"""The text of an upright page: read once whole, then again where stamps lie and where a reading is in doubt."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from intake_assist import reading, vision
from intake_assist.checklist.models import KindSpec
from intake_assist.model import Box, Document, Page, Seal, TextLine
from intake_assist.ocr.engine import Engine
from intake_assist.precheck.code_lines import read_code
from intake_assist.precheck.crop import crop_of
from intake_assist.values.stamp_words import is_stamp
from intake_assist.values.void_words import is_void

__all__ = [
    "holds_but_stamps",
    "legible",
    "looked_again",
    "read_lines",
    "widened",
    "without_seal_words",
]

Image = NDArray[np.uint8]

_GUESS = 0.5
_STAMP_SHAPE = (0.3, 8.0)  # width by height: round and square seals, and stamps of one line of words
_MOST_STAMPS = 4
_LOWER = 0.4  # than a line in a place, by its height
_SURER = 0.02  # of confidence
_MOST_OF_IT = 0.6  # of a line, in place of which a place of it is read: the rest is what was made of a label
_SOME_OF_IT = 0.3  # the same where only its print is left of what was read there through a stamp
_LEAST_SIDE = 2  # pixels
_FRAME = 0.8  # heights of a stamp's line that its frame lies around it
_MOST_STRIPS, _STRIP_READINGS = 24, 3  # in which a missed line is looked for; how many readings come of them
_WHOLE = 0.75  # confidence
_LARGER = 1.7  # times as high
_LARGE_LETTER = 1.5  # the same of a letter by the lines under it
_MISSED = 100  # the first of their rounds
_NEARLY = 0.95  # of a reading's confidence
_MOST_WIDENINGS, _WIDENING = 3, 8  # times a place is read anew, and heights of a line it grows by each time


def read_lines(engine: Engine, image: Image) -> tuple[TextLine, ...]:
    """The lines of a page, those under seals read with the red taken out.

    A line that was read through a seal gives way to its clean reading; what only the seal itself said (its
    ring, its number) is no text of the page. Words that end the validity of a paper stay, whatever their ink.
    """
    first = legible(engine.read(image))
    lines: Sequence[TextLine] = first
    pale = reading.watermarked(lines)
    if pale:
        lines = _without_watermark(engine, image, lines)
    red = vision.red_places(image)
    for area in _stamped(image, red, lines):
        clean = _read_whole_lines(engine, image, reading.Look(area, without_red=True, dark_ink=pale))
        lines = reading.overlaid(_without_letters(lines, red, clean), clean)
        lines = tuple(line for line in lines if line in clean or not _is_seal_text(line, image, red))
    blue = vision.blue_places(image)
    for area in _stamped(image, blue, lines):
        clean = _read_whole_lines(engine, image, reading.Look(area, without_blue=True, dark_ink=pale))
        lines = [line for line in lines if not _is_usage_stamp(line, blue)]
        lines = reading.overlaid(_without_letters(lines, blue, clean), clean)
    return (*lines, *(line for line in first if is_void(line.text) and not _is_known(line, lines)))


def _without_letters(
    lines: Sequence[TextLine], stamps: Sequence[Box], clean: Sequence[TextLine]
) -> list[TextLine]:
    """The lines without the large letters of a stamp, each read by itself (``收`` and ``件``), that are gone once its
    ink is taken off."""
    usual = float(np.median([line.box.height for line in clean])) if clean else 0.0
    said = {line.text for line in clean}
    large = [
        line
        for line in lines
        if len(line.text) == 1 and line.text not in said and line.box.height > _LARGE_LETTER * usual > 0
    ]
    letters: list[TextLine] = []
    for stamp in stamps:
        inside = sorted(
            (line for line in large if stamp.contains(line.box, 0.5)), key=lambda line: line.box.x0
        )
        if is_stamp("".join(line.text for line in inside)):
            letters += inside
    return [line for line in lines if line not in letters]


def _is_known(words: TextLine, lines: Sequence[TextLine]) -> bool:
    return any(words.box.intersection(line.box) and is_void(line.text) for line in lines)


def _without_watermark(engine: Engine, image: Image, lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """The lines read once more with all that is pale gone, since slanting words tear the lines they cross.

    Pale print suffers from that too: what was surer before stays.
    """
    height, width = image.shape[:2]
    whole = reading.Look(Box(0, 0, width, height), dark_ink=True)
    upright = reading.upright(lines)
    clean = legible(_lines_of(engine, image, whole))
    both = reading.overlaid(
        upright, [line for line in reading.upright(clean) if not _was_surer(line, upright)]
    )
    shreds = reading.shreds_of_watermark((*lines, *clean))
    kept = [line for line in both if line not in shreds]
    said = {char for line in lines if line not in upright for char in line.text}
    return _as_printed(engine, image, kept, [line for line in kept if line not in upright], said)


def _as_printed(
    engine: Engine,
    image: Image,
    lines: Sequence[TextLine],
    new: Sequence[TextLine],
    watermark: Container[str] = "",
) -> tuple[TextLine, ...]:
    """The lines, the `new` ones, which only the picture without its pale parts showed, read from the print itself
    where that reads better: with the watermark thin strokes went too, and with them what a line begins or ends in.
    `watermark` are the characters of the watermark.
    """
    longer = {line: _to_ends_of_print(image, line.box, lines) for line in new}
    boxes = list(dict.fromkeys(box for line in new for box in (line.box, longer[line])))
    read = engine.read_crops([crop_of(image, box, reading.Look(box)) for box in boxes])
    seen = {box: TextLine(text, box, sure) for box, (text, sure) in zip(boxes, read, strict=True)}
    better = {line: _better(line, seen[line.box], seen[longer[line]], watermark) for line in new}
    return tuple(better.get(line, line) for line in lines)


def _better(line: TextLine, print_: TextLine, longer: TextLine, watermark: Container[str]) -> TextLine:
    """The surer reading, or the longer one; none of which the watermark is a part."""
    if print_.confidence >= line.confidence and not _any_of(watermark, _added(line, print_)):
        line = print_
    added = _added(line, longer)
    more = bool(added) and not _any_of(watermark, added)
    return longer if more and longer.confidence >= _NEARLY * line.confidence else line


def _added(line: TextLine, longer: TextLine) -> str:
    """What a reading says before and after all that the line says."""
    before, _, after = longer.text.partition(line.text)
    return "".join(f"{before}{after}".split()) if line.text in longer.text else ""


def _any_of(chars: Container[str], text: str) -> bool:
    return any(char in chars for char in text)


def _to_ends_of_print(image: Image, box: Box, lines: Sequence[TextLine]) -> Box:
    """The place of a line, longer where print goes on that is in no other line."""
    reach = box.height
    before = [line.box.x1 for line in lines if line.box.x1 <= box.x0 + 0.3 * reach and _beside(line.box, box)]
    after = [line.box.x0 for line in lines if line.box.x0 >= box.x1 - 0.3 * reach and _beside(line.box, box)]
    left, right = max([0.0, *before]), min([float(image.shape[1]), *after])
    x0, x1 = box.x0, box.x1
    while left < x0 - 0.5 * reach and not vision.is_empty(
        image, replace(box, x0=max(left, x0 - reach), x1=x0)
    ):
        x0 = max(left, x0 - reach)
    while right > x1 + 0.5 * reach and not vision.is_empty(
        image, replace(box, x0=x1, x1=min(right, x1 + reach))
    ):
        x1 = min(right, x1 + reach)
    return replace(box, x0=x0, x1=x1)


def _beside(one: Box, other: Box) -> bool:
    return min(one.y1, other.y1) - max(one.y0, other.y0) > 0.5 * min(one.height, other.height)


def _was_surer(line: TextLine, before: Sequence[TextLine]) -> bool:
    """Whether one of the lines before, no shorter, stands in the place of `line` and was read with more certainty."""
    return any(
        old.confidence > line.confidence + _SURER
        and old.box.contains(line.box, 0.8)
        and len(old.text) >= len(line.text)
        for old in before
    )


def _read_whole_lines(engine: Engine, image: Image, look: reading.Look) -> tuple[TextLine, ...]:
    """What stands at a look's place, which is widened until its sides cut through no line."""
    for _ in range(_MOST_WIDENINGS):
        lines = legible(_lines_of(engine, image, look))
        wider = _widened_past(image, look, lines)
        if wider == look.box:
            break
        look = replace(look, box=wider)
    return lines


def _widened_past(image: Image, look: reading.Look, lines: Sequence[TextLine]) -> Box:
    """The look's place, wider on the sides at which ink of a line goes on."""
    x0, x1, width = look.box.x0, look.box.x1, image.shape[1]
    for line in lines:
        reach = line.box.height
        left = Box(max(0.0, look.box.x0 - reach), line.box.y0, look.box.x0 + 2, line.box.y1)
        right = Box(look.box.x1 - 2, line.box.y0, min(width, look.box.x1 + reach), line.box.y1)
        if line.box.x0 < look.box.x0 + 0.3 * reach and x0 > 0 and not vision.is_empty(image, left):
            x0 = max(0.0, look.box.x0 - _WIDENING * reach)
        if line.box.x1 > look.box.x1 - 0.3 * reach and x1 < width and not vision.is_empty(image, right):
            x1 = min(float(width), look.box.x1 + _WIDENING * reach)
    return replace(look.box, x0=x0, x1=x1)


def legible(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """What is more than a guess: of a page too blurred to read there must be no text at all."""
    return tuple(line for line in lines if line.confidence >= _GUESS)


def _stamped(image: Image, places: Sequence[Box], lines: Sequence[TextLine]) -> list[Box]:
    """Stamps that text runs through or up to, each with the whole of its lines; overlapping ones joined.

    Where the stamp kept the text from being noticed at all, only the print under it tells.
    """
    found: list[Box] = []
    for place in places:
        margin = 0.25 * min(place.width, place.height)
        near = Box(
            max(0.0, place.x0 - margin),
            max(0.0, place.y0 - 8),
            min(float(image.shape[1]), place.x1 + margin),
            min(float(image.shape[0]), place.y1 + 8),
        )
        touched = [line.box for line in lines if line.box.intersection(near)]
        if not _STAMP_SHAPE[0] < place.width / place.height < _STAMP_SHAPE[1]:
            continue
        if not touched and not vision.shows_print(
            crop_of(image, place, reading.Look(place, without_red=True))
        ):
            continue
        area = near
        for box in touched:
            area = area.union(box)
        for other in [box for box in found if box.intersection(area)]:
            found.remove(other)
            area = area.union(other)
        found.append(area)
    return found[:_MOST_STAMPS]


def _is_usage_stamp(line: TextLine, places: Sequence[Box]) -> bool:
    """Whether a line is the words of a stamp (``与原件一致``), which would keep what it covers from being read."""
    return is_stamp(line.text) and any(place.contains(line.box, 0.5) for place in places)


def _is_seal_text(line: TextLine, image: Image, places: Sequence[Box]) -> bool:
    """Whether a line lies in a seal-shaped red place and its own ink is red: red headings are text."""
    seals = [place for place in places if 0.5 < place.width / place.height < 2.0]
    if not any(place.contains(line.box, 0.5) for place in seals):
        return False
    return vision.is_red(_place(image, line))


def _place(image: Image, line: TextLine) -> Image:
    x0, y0, x1, y1 = (max(0, int(v)) for v in (line.box.x0, line.box.y0, line.box.x1, line.box.y1))
    return image[y0:y1, x0:x1]


def without_seal_words(
    lines: Sequence[TextLine], seals: Sequence[Seal], image: Image
) -> tuple[TextLine, ...]:
    """The lines without those that blue seals themselves say. (Of red ones nothing was read.)"""
    blue = [seal.box for seal in seals if seal.color == "blue"]
    return tuple(line for line in lines if not (_lies_in(line, blue) and vision.is_blue(_place(image, line))))


def _lies_in(line: TextLine, places: Sequence[Box]) -> bool:
    return any(place.contains(line.box, 0.6) for place in places)


def holds_but_stamps(engine: Engine, lines: Sequence[TextLine], image: Image) -> bool:
    """Whether a page is blank save for what an office stamped on it; one on which nothing was read, for red ink and
    the words of blue stamps, which are no text of a page."""
    if not all(_is_stamp(line) for line in lines):
        return False
    if lines:
        return _is_blank_without(lines, image)
    blue = [_lines_of(engine, image, reading.Look(_grown(place))) for place in vision.blue_places(image)]
    if not all(words and all(map(_is_stamp, words)) for words in blue):
        return False  # somebody wrote by hand
    return _is_blank_without([line for words in blue for line in words], vision.without_red(image))


def _is_stamp(line: TextLine) -> bool:
    return is_stamp("".join(line.text.split()))


def _is_blank_without(stamps: Sequence[TextLine], image: Image) -> bool:
    """Whether nothing is on a page but the words of stamps and their frames."""
    plain = image.copy()
    paper = np.median(image[::8, ::8].reshape(-1, 3), axis=0)
    for box in (_grown(line.box) for line in stamps):
        plain[max(0, int(box.y0)) : int(box.y1) + 1, max(0, int(box.x0)) : int(box.x1) + 1] = paper
    return vision.is_blank(plain)


def _grown(box: Box) -> Box:
    """The place of a stamp's words with its frame."""
    by = _FRAME * min(box.width, box.height)
    return Box(box.x0 - by, box.y0 - by, box.x1 + by, box.y1 + by)


def looked_again(
    engine: Engine, image: Image, page: Page, kinds: Mapping[str, KindSpec]
) -> tuple[Page, tuple[Document, ...]]:
    """The page with second readings of the places that deserve one, and what it is then understood as."""
    documents = reading.read_page(page, kinds)
    again = _with_looks(engine, image, page, reading.wanted_looks(page, documents, kinds))
    if again != page:
        documents = reading.read_page(again, kinds)
    closer = _with_codes(engine, image, again, reading.looks_at_codes(again, documents, kinds))
    return closer, documents if closer == again else reading.read_page(closer, kinds)


def _with_codes(engine: Engine, image: Image, page: Page, looks: Sequence[reading.Look]) -> Page:
    """The page with one reading more, of the codes that hold their check when they are looked at many times."""
    found: list[TextLine] = []
    for look in looks:
        if not any(_is_at(look.box, line.box) for line in found):
            found.extend(read_code(engine, image, look))
    if not found:
        return page
    lines = reading.overlaid(page.lines, found, share=_MOST_OF_IT)
    return replace(page, second_looks=(*page.second_looks, lines))


def _with_looks(engine: Engine, image: Image, page: Page, looks: Sequence[reading.Look]) -> Page:
    whole: list[tuple[TextLine, ...]] = []
    rounds: dict[int, tuple[TextLine, ...]] = {}
    singles = [look for look in looks if look.line]
    for look, line in zip(singles, _read_singles(engine, image, singles), strict=True):
        share = _SOME_OF_IT if look.black_ink else _MOST_OF_IT
        rounds[look.round] = reading.overlaid(rounds.get(look.round, page.lines), line, share=share)
    for look in looks:
        if look.only_ink or look.line or look.gap:
            continue
        seen = _lines_of(engine, image, look)
        if look.box.area >= page.width * page.height:
            whole.append(seen)
        else:
            rounds[look.round] = reading.overlaid(rounds.get(look.round, page.lines), seen, look.box)
    for at, missed in enumerate(_missed(engine, image, [look for look in looks if look.gap])):
        print_ = [line for line in page.lines if not any(_lies_over(line, new) for new in missed)]
        rounds[_MISSED + at] = reading.overlaid(print_, missed, share=_MOST_OF_IT)
    lines = rounds.get(0, page.lines)
    close = [found for found in rounds.values() if found != page.lines]
    empty = tuple(look.strip for look in looks if look.strip and _found_empty(image, look, lines))
    return replace(page, second_looks=(*page.second_looks, *whole, *close), empty_places=empty)


def _missed(engine: Engine, image: Image, looks: Sequence[reading.Look]) -> list[tuple[TextLine, ...]]:
    """The lines that are seen in strips of a page, each as the strip shows it that shows most of it best; then what
    others show in their places."""
    inked = [look for look in looks if not vision.is_empty(image, look.box)][:_MOST_STRIPS]
    read = [line for look in inked for line in _lines_of(engine, image, look)]
    seen = [line for line in read if line.confidence >= _WHOLE]  # a strip cuts most lines into bits
    rounds: list[list[TextLine]] = [[] for _ in range(_STRIP_READINGS)]
    for line in sorted(seen, key=lambda line: -line.confidence * len(line.text)):
        for lines in rounds:
            there = [other for other in lines if _is_at(line.box, other.box)]
            if not there:
                lines.append(line)
            if not there or any(other.text == line.text for other in there):
                break
    return [tuple(lines) for lines in rounds if lines]


def _lies_over(line: TextLine, new: TextLine) -> bool:
    """Whether a line is rather what was made of a stamp over a line that was missed: larger and less sure."""
    larger = line.box.height > _LARGER * new.box.height
    return larger and line.confidence < new.confidence and line.box.intersection(new.box) is not None


def _is_at(one: Box, other: Box) -> bool:
    beside = min(one.x1, other.x1) - max(one.x0, other.x0) < 0.3 * min(one.height, other.height)
    return not beside and min(one.y1, other.y1) - max(one.y0, other.y0) > 0.3 * min(one.height, other.height)


def _read_singles(engine: Engine, image: Image, looks: Sequence[reading.Look]) -> list[tuple[TextLine, ...]]:
    """What stands in each line that is looked at by itself; nothing where that is a mere guess or off the page."""
    there = [look for look in looks if _is_on(image, look.box)]
    read = engine.read_crops([crop_of(image, widened(look), look) for look in there])
    lines = {look: TextLine(text, look.box, sure) for look, (text, sure) in zip(there, read, strict=True)}
    return [_unless_guessed(lines.get(look)) for look in looks]


def _unless_guessed(line: TextLine | None) -> tuple[TextLine, ...]:
    return (line,) if line is not None and line.text.strip() and line.confidence >= _GUESS else ()


def _is_on(image: Image, box: Box) -> bool:
    """Whether at least a few pixels of a place are on the picture."""
    height, width = image.shape[:2]
    x0, y0, x1, y1 = max(0.0, box.x0), max(0.0, box.y0), min(width, box.x1), min(height, box.y1)
    return bool(x1 - x0 >= _LEAST_SIDE and y1 - y0 >= _LEAST_SIDE)


def widened(look: reading.Look) -> Box:
    by, box = look.margin * look.box.height, look.box
    return Box(max(0.0, box.x0 - by), max(0.0, box.y0 - by), box.x1 + by, box.y1 + by)


def _found_empty(image: Image, look: reading.Look, lines: Sequence[TextLine]) -> bool:
    strip = look.strip
    if strip is None or not _is_on(image, strip):
        return False
    if any(strip.contains(line.box, 0.5) and not _is_speck(line, strip) for line in lines):
        return False
    place = crop_of(image, strip, reading.Look(strip, without_red=look.without_red))
    return vision.is_empty(place, Box(0, 0, place.shape[1], place.shape[0]))


def _is_speck(line: TextLine, strip: Box) -> bool:
    """Whether a line is a guess at something much lower than a line would be there."""
    return line.confidence < _GUESS and line.box.height < _LOWER * strip.height


def _lines_of(engine: Engine, image: Image, look: reading.Look) -> tuple[TextLine, ...]:
    """What the engine reads at a look's place, in the page's pixels."""
    if not _is_on(image, look.box):
        return ()
    crop = crop_of(image, look.box, look)
    x0, y0 = int(look.box.x0), int(look.box.y0)
    lines = tuple(
        TextLine(line.text, _back(line.box, look.scale, x0, y0), line.confidence)
        for line in engine.read(crop)
    )
    strip = look.strip
    if strip is None or not _is_on(image, strip) or any(strip.intersection(line.box) for line in lines):
        return lines
    if vision.is_empty(image, strip):
        return lines
    text, confidence = engine.read_crops([crop_of(image, strip, look)])[0]
    return (*lines, TextLine(text, strip, confidence)) if text.strip() else lines


def _back(box: Box, scale: float, dx: float, dy: float) -> Box:
    return Box(box.x0 / scale + dx, box.y0 / scale + dy, box.x1 / scale + dx, box.y1 / scale + dy)
