"""Text lines as pieces that geometry can work with.

The recogniser's lines are not the paper's: a label may come apart (``名`` / ``称``), stick to its value
(``法定代表人吴秋芳``), run downwards over three labels (``名类住``) or belong to a watermark that crosses the
page. A `Fragment` is a horizontal piece with an estimated box for every character, so that label and value
can be cut apart and put together again by place.
"""

from __future__ import annotations

import statistics
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from opencc import OpenCC
from rapidfuzz import fuzz

from intake_assist.model import Box, TextLine
from intake_assist.values.stamp_words import is_stamp


@dataclass(frozen=True, slots=True)
class Fragment:
    """A horizontal run of characters. `edges` has ``len(text) + 1`` x positions: character i spans
    ``edges[i]..edges[i + 1]``. `line` is the index of the text line it came from. `text` has no blanks; `blanks` are
    the positions before which the line had one."""

    text: str
    box: Box
    confidence: float
    edges: tuple[float, ...]
    line: int
    blanks: frozenset[int] = frozenset()

    def part(self, start: int, end: int) -> Fragment:
        """The characters ``start:end`` as a fragment of their own."""
        edges = self.edges[start : end + 1]
        box = Box(edges[0], self.box.y0, edges[-1], self.box.y1)
        blanks = frozenset(place - start for place in self.blanks if start < place < end)
        return Fragment(self.text[start:end], box, self.confidence, edges, self.line, blanks)


def _weight(char: str) -> float:
    """Width of a character in units of a full-width one."""
    return 1.0 if unicodedata.east_asian_width(char) in "WF" else 0.55


_LIKE_STARS = frozenset("水米木来氺")
_STAR_SIZE = 0.65  # of the usual height of a line
_LEAST_OF_LETTERS = 3  # of a watermark, stuck to an end
_FEWEST_SLANTING = 3  # lines; one or two are seals or notes
_SHRED = 60.0  # likeness of a piece to a part of the whole watermark
_NARROW = 0.8  # of the width that its characters take when their line is level

_SIMPLIFIED = OpenCC("t2s")


_BRACKETS = str.maketrans("【〖〔】〗〕", "((()))")  # what round ones are misread as


def _clean(text: str) -> str:
    normal = unicodedata.normalize("NFKC", text).translate(_BRACKETS)
    plain = "".join(char for char in normal if not char.isspace())
    return "".join(map(as_printed, plain))


def _blanks(text: str) -> frozenset[int]:
    """Positions of the cleaned text before which blanks stood."""
    *words, _ = text.split()
    lengths = [len(_clean(word)) for word in words]
    return frozenset(sum(lengths[: count + 1]) for count in range(len(lengths)))


def as_printed(char: str) -> str:
    """Blurred simplified characters come out as their traditional forms, which papers here do not print.

    What GB 2312 holds is a simplified character itself, even where it is a traditional form too (乾).
    """
    if char < "一" or char.encode("gb2312", "ignore"):
        return char
    folded: str = _SIMPLIFIED.convert(char)
    return folded if len(folded) == 1 else char


def without_noise(pieces: Iterable[Fragment], noise: Sequence[str]) -> tuple[Fragment, ...]:
    """The pieces without watermark texts: whole pieces of them, and what of them stuck to an end."""
    marks = [_clean(text) for text in noise]
    kept = (_cut_noise(piece, marks) for piece in pieces)
    return tuple(piece for piece in kept if piece is not None)


def without_stamps(pieces: Iterable[Fragment]) -> tuple[Fragment, ...]:
    """The pieces that are not the words of a usage stamp (``与原件一致``)."""
    return tuple(piece for piece in pieces if not is_stamp(piece.text))


def with_stars(pieces: Sequence[Fragment]) -> tuple[Fragment, ...]:
    """The pieces with the star that stands for no name as such: small and alone, it is read as a character that
    looks like one."""
    small = _STAR_SIZE * line_height(pieces)
    return tuple(replace(piece, text="*") if _is_star(piece, small) else piece for piece in pieces)


def _is_star(piece: Fragment, small: float) -> bool:
    return piece.text in _LIKE_STARS and max(piece.box.width, piece.box.height) < small


def _cut_noise(piece: Fragment, marks: Sequence[str]) -> Fragment | None:
    start, end = 0, len(piece.text)
    for mark in marks:
        if len(piece.text) > 1 and (piece.text in mark or fuzz.ratio(piece.text, mark) >= 75.0):
            return None
        least = (
            _LEAST_OF_LETTERS if mark.isascii() else len(mark)
        )  # words of a watermark are words of values too
        for length in range(len(mark), least - 1, -1):
            parts = {mark[i : i + length] for i in range(len(mark) - length + 1)}
            if end == len(piece.text) and any(piece.text.endswith(part) for part in parts):
                end -= length
            if start == 0 and any(piece.text.startswith(part) for part in parts):
                start = length
    return piece.part(start, end) if end - start < len(piece.text) and end > start else piece


def _fragment(text: str, box: Box, confidence: float, line: int) -> Fragment:
    weights = [_weight(char) for char in text]
    unit = box.width / sum(weights)
    edges = [box.x0]
    for weight in weights:
        edges.append(edges[-1] + weight * unit)
    edges[-1] = box.x1
    return Fragment(text, box, confidence, tuple(edges), line)


def _direction(text: str, box: Box) -> str:
    """How the characters run in their box: ``across``, ``down`` or ``oblique`` (a watermark)."""
    length = sum(_weight(char) for char in text)
    ratio = box.width / max(box.height, 1.0)
    # The upright box around a long line grows high when the line tilts by a degree or two.
    # On a small picture the box of a short line is twice as high as its characters.
    if length < 2 or ratio >= min(0.45 * length, 2.0 + 0.22 * length):
        return "across"
    if ratio < 0.8 and ratio <= 2.0 / length:
        return "down"
    return "oblique"


def _stacked(text: str, box: Box, confidence: float, line: int) -> list[Fragment]:
    """A line that runs downwards, cut into its characters."""
    step = box.height / len(text)
    return [
        _fragment(char, Box(box.x0, box.y0 + i * step, box.x1, box.y0 + (i + 1) * step), confidence, line)
        for i, char in enumerate(text)
    ]


def fragments(lines: Sequence[TextLine], least_confidence: float = 0.5) -> tuple[Fragment, ...]:
    """The horizontal pieces of a page, in reading order (top to bottom, then left to right).

    Oblique text is left out: it is a watermark, and its upright box says nothing about where it stands.
    """
    found: list[Fragment] = []
    for index, line in enumerate(lines):
        text = _clean(line.text)
        if not text or line.confidence < least_confidence or line.box.width <= 0:
            continue
        direction = _direction(text, line.box)
        if direction == "across":
            piece = _fragment(text, line.box, line.confidence, index)
            found.append(replace(piece, blanks=_blanks(line.text)))
        elif direction == "down":
            found.extend(_stacked(text, line.box, line.confidence, index))
    return tuple(sorted(found, key=lambda fragment: (fragment.box.cy, fragment.box.x0)))


def watermarked(lines: Sequence[TextLine]) -> bool:
    """Whether slanting text runs over the page: among more that stands upright, or the same words again and again."""
    standing = upright(lines)
    slanting = [_clean(line.text) for line in lines if line not in standing]
    if len(slanting) < _FEWEST_SLANTING:
        return False
    whole = max(slanting, key=len)
    alike = sum(fuzz.partial_ratio(text, whole) >= _SHRED for text in slanting)
    return len(slanting) < len(standing) or alike > 0.6 * len(slanting)


def shreds_of_watermark(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """Upright lines that say a part of what the slanting ones say: ends of a watermark at an edge or between text.

    What slants a little and is too short to show it in its box counts too; print has the width of its characters.
    """
    standing = upright(lines)
    said = [_clean(line.text) for line in lines if line not in standing]
    return tuple(line for line in standing if _is_shred(_clean(line.text), line.box, said))


def _is_shred(text: str, box: Box, said: Sequence[str]) -> bool:
    narrow = box.width < _NARROW * box.height * sum(map(_weight, text))
    alike = [whole for whole in said if len(text) < len(whole)]
    return bool(text) and narrow and any(fuzz.partial_ratio(text, whole) >= _SHRED for whole in alike)


def upright(lines: Sequence[TextLine]) -> tuple[TextLine, ...]:
    """The lines that do not slant."""
    return tuple(line for line in lines if _direction(_clean(line.text), line.box) != "oblique")


def same_row(a: Box, b: Box, share: float = 0.5) -> bool:
    """Whether two boxes stand side by side: their heights overlap by `share` of the smaller one."""
    overlap = min(a.y1, b.y1) - max(a.y0, b.y0)
    return overlap >= share * min(a.height, b.height)


def rows(pieces: Iterable[Fragment]) -> list[list[Fragment]]:
    """Pieces grouped into lines of text, each from left to right, the lines from top to bottom."""
    grouped: list[list[Fragment]] = []
    for piece in sorted(pieces, key=lambda fragment: fragment.box.cy):
        home = next((row for row in reversed(grouped[-3:]) if same_row(row[0].box, piece.box)), None)
        if home is None:
            grouped.append([piece])
        else:
            home.append(piece)
    return [sorted(row, key=lambda fragment: fragment.box.x0) for row in grouped]


def line_height(pieces: Sequence[Fragment]) -> float:
    """The usual height of a line of text on the page, in pixels; 1 for an empty page."""
    return statistics.median(piece.box.height for piece in pieces) if pieces else 1.0


def right_of(piece: Fragment, pieces: Sequence[Fragment]) -> Fragment | None:
    """The nearest piece to the right in the same row; of two lines in one cell the upper one."""
    slack = 0.8 * piece.box.height  # boxes of neighbours may overlap a little
    candidates = [
        other
        for other in pieces
        if other is not piece
        and other.box.x0 >= piece.box.x1 - slack
        and other.box.cx > piece.box.cx
        and other.box.x1 > piece.box.x1
        and same_row(piece.box, other.box)
    ]
    step = 1.5 * piece.box.height
    near = min(candidates, key=lambda other: (other.box.x0 // step, other.box.y0), default=None)
    if near is None:
        return None
    before = [o for o in candidates if same_row(o.box, near.box, 0.7) and o.box.x1 < near.box.cx]
    return min(before, key=lambda other: other.box.x0, default=near)
