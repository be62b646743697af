"""Where the labels of a kind stand on a page.

A label is found at the beginning of a piece of text, over several pieces of one row when it came apart, and
inside a piece when that piece begins with another label (``性别男民族汉``). A long label may have a wrong or
missing character; a short one must be exact, since a wrong label is worse than none: what is lost here is
looked for by the layout.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from intake_assist.model import Box
from intake_assist.reading.fragments import Fragment, right_of

_LEAD = re.compile(
    r"^[\s*★●·•.、,:;|_\-—()\[\]<>《》□☑√■]*(?:[0-9]{1,2}[.、)]|[一二三四五六七八九十]{1,2}[、.])?"
)
# What may stand between a label and its value: who has to stamp or sign here, and a colon.
_TAIL = re.compile(r"^(?:[·.、,]?\((?:[签盖公]?[章字名印或]){1,6}\))?[\s:;.,、_\-—]*")
# What dirt or a misread blank leaves between the two characters of a widely spread label: ``户、名``.
_SPECKS = frozenset(".,·、;'`")
_COMMAS = frozenset(",、;")
_LEAST_SPECKLED = 3  # characters
_ALONE = 5
_BETWEEN = re.compile(r"[\s·.、,:;'\-_|☑☐□√]{1,2}")


@dataclass(frozen=True, slots=True)
class LabelHit:
    """A label found. `parts` are (piece, start, end) of its characters in reading order; `score` is 1 for an
    exact reading. `field` may be a field name or a section heading."""

    field: str
    label: str
    score: float
    parts: tuple[tuple[Fragment, int, int], ...]

    @property
    def box(self) -> Box:
        boxes = [piece.part(start, end).box for piece, start, end in self.parts]
        whole = boxes[0]
        for box in boxes[1:]:
            whole = whole.union(box)
        return whole

    @property
    def last(self) -> tuple[Fragment, int]:
        """The piece the label ends in, and where its value could begin in it."""
        piece, _, end = self.parts[-1]
        return piece, end + len(_TAIL.match(piece.text[end:]).group())  # type: ignore[union-attr]

    @property
    def stands_out(self) -> bool:
        """Whether the label is no part of a sentence: a colon follows it, or nothing."""
        piece, _, end = self.parts[-1]
        rest = piece.text[end:]
        return not rest or ":" in _TAIL.match(rest).group()  # type: ignore[union-attr]


_NEARLY = 0.9


def _errors_allowed(label: str) -> int:
    return 0 if len(label) < 4 else 1 if len(label) < 9 else 2


def _match(label: str, text: str) -> tuple[int, float] | None:
    """How many characters at the beginning of `text` are `label`, and how well; None when they are not."""
    if text.startswith(label):
        return len(label), 1.0
    plain = _match_plain(label, text)
    return plain if plain is not None or len(label) < _LEAST_SPECKLED else _match_speckled(label, text)


def _match_speckled(label: str, text: str) -> tuple[int, float] | None:
    """The label with specks of dirt between its characters (``注.册·日期``). What may be a comma is a speck only in
    a piece that is nothing but the label."""
    head = text[: 2 * len(label)]
    places = [at for at, char in enumerate(head) if char not in _SPECKS]
    if len(places) == len(head):
        return None
    clean = "".join(head[at] for at in places)
    found = (len(label), 1.0) if clean.startswith(label) else _match_plain(label, clean)
    if found is None:
        return None
    end = places[found[0] - 1] + 1
    specks = {char for char in head[:end] if char in _SPECKS}
    sure = bool(specks) and (end == len(text) or not specks & _COMMAS)
    return (end, 0.95 * found[1]) if sure else None


def _match_plain(label: str, text: str) -> tuple[int, float] | None:
    allowed = _errors_allowed(label)
    best: tuple[int, float] | None = None
    if len(label) == 2 and text.startswith(label[0]):
        between = _BETWEEN.match(text, 1)
        apart = between is not None and text.startswith(label[1], between.end())
        return (between.end() + 1, 0.95) if between is not None and apart else None
    if allowed == 0:
        return None
    for length in range(max(2, len(label) - allowed), min(len(label) + allowed, len(text)) + 1):
        # A misread label must still end like itself, or the first character of the value is lost to it; one that is
        # all of its piece has none to lose.
        if text[length - 1] != label[-1] and not (length == len(text) == len(label) >= _ALONE):
            continue
        distance = Levenshtein.distance(label, text[:length], score_cutoff=allowed)
        score = 1.0 - distance / len(label)
        if distance <= allowed and (best is None or score > best[1]):
            best = (length, score)
    return best


def _chain(piece: Fragment, start: int, pieces: Sequence[Fragment]) -> list[tuple[Fragment, int]]:
    """The text from `start` of `piece` on, running over up to four neighbours to the right."""
    run = [(piece, start)]
    current = piece
    while len(run) < 5:
        following = right_of(current, pieces)
        if following is None or _too_far(current, following):
            break
        run.append((following, 0))
        current = following
    return run


def _too_far(piece: Fragment, following: Fragment) -> bool:
    """Single characters of a label are spread widely, words of it are not: ``专管员 | 姓名`` are two cells."""
    gap = following.box.x0 - piece.box.x1
    return len(piece.text) > 1 and len(following.text) > 1 and gap > 0.8 * piece.box.height


def _at(piece: Fragment, start: int, label: str, field: str, pieces: Sequence[Fragment]) -> LabelHit | None:
    """`label` beginning at `start` of `piece`, alone or with the pieces that follow."""
    whole = _match(label, piece.text[start:])
    if whole is not None:
        return LabelHit(field, label, whole[1], ((piece, start, start + whole[0]),))
    head = piece.text[start:]
    if not head or len(head) >= len(label) or not label.startswith(head):
        return None
    parts: list[tuple[Fragment, int, int]] = []
    rest = label
    for neighbour, begin in _chain(piece, start, pieces):
        text = neighbour.text[begin:]
        taken = len(rest) if text.startswith(rest) else len(text) if text and rest.startswith(text) else 0
        if taken == 0:
            break
        parts.append((neighbour, begin, begin + taken))
        rest = rest[taken:]
        if not rest:
            return LabelHit(field, label, 0.98, tuple(parts))
    return _downwards(piece, start, label, field, pieces)


def _downwards(
    piece: Fragment, start: int, label: str, field: str, pieces: Sequence[Fragment]
) -> LabelHit | None:
    """A label of a cell in two or three lines: each line but the last is a piece of its own."""
    parts = [(piece, start, len(piece.text))]
    rest = label[len(piece.text) - start :]
    current = piece
    while rest:
        below = _next_below(current, pieces)
        if below is None or not (rest.startswith(below.text) or below.text.startswith(rest)):
            return None
        taken = min(len(rest), len(below.text))
        parts.append((below, 0, taken))
        rest = rest[taken:]
        current = below
    return LabelHit(field, label, 0.97, tuple(parts))


def _next_below(piece: Fragment, pieces: Sequence[Fragment]) -> Fragment | None:
    """The line right under a piece in the same cell: overlapping it across, close to it."""
    height = piece.box.height
    below = [
        other
        for other in pieces
        if -0.6 * height < other.box.y0 - piece.box.y1 < 0.9 * height
        and other.box.cy > piece.box.cy + 0.4 * height
        and min(other.box.x1, piece.box.x1) - max(other.box.x0, piece.box.x0)
        > 0.5 * min(other.box.width, piece.box.width)
    ]
    return min(below, key=lambda other: other.box.y0, default=None)


def _best_at(
    piece: Fragment, start: int, wanted: Sequence[tuple[str, str]], pieces: Sequence[Fragment]
) -> list[LabelHit]:
    """The hits at one place: the longest label that fits, for every field that has it."""
    hits = [hit for field, label in wanted if (hit := _at(piece, start, label, field, pieces))]
    if not hits:
        return []
    exact = [hit for hit in hits if hit.score >= 0.98] or hits
    longest = max(len(hit.label) for hit in exact)
    # A longer label that is nearly there says what the rest of a shorter one is: 法定代表人.(单位负责人).
    longer = [
        hit
        for hit in hits
        if hit.score >= _NEARLY and len(hit.label) >= longest + 3 and hit.label.startswith(exact[0].label)
    ]
    if longer:
        return [max(longer, key=lambda hit: (hit.score, len(hit.label)))]
    return [hit for hit in exact if len(hit.label) == longest]


def _inside(
    piece: Fragment, begin: int, wanted: Sequence[tuple[str, str]], pieces: Sequence[Fragment]
) -> Iterable[LabelHit]:
    """Further labels in a piece that began with one."""
    position = begin
    while position < len(piece.text) - 1:
        hits = [hit for hit in _best_at(piece, position, wanted, pieces) if hit.score == 1.0]
        yield from hits
        position += len(hits[0].label) if hits else 1


def _over_a_gap(
    piece: Fragment, wanted: Sequence[tuple[str, str]], pieces: Sequence[Fragment]
) -> Iterable[LabelHit]:
    """A label of two spread characters, the first of which was read with the text of the column before it:
    ``设备销售住`` / ``所郑州市``, or with a shred of a watermark: ``办名`` / ``称``."""
    for field, label in wanted:
        if len(label) == 2 and piece.text.startswith(label[1]):
            least = 3 if len(piece.text) > 1 else 2
            for other in pieces:
                near = len(other.text) >= least and other.text.endswith(label[0])
                if near and right_of(other, pieces) is piece:
                    end = len(other.text)
                    yield LabelHit(field, label, 0.95, ((other, end - 1, end), (piece, 0, 1)))


def find_labels(pieces: Sequence[Fragment], wanted: Sequence[tuple[str, str]]) -> tuple[LabelHit, ...]:
    """All places where the labels of `wanted` (field, label) stand, in reading order of the page."""
    found: list[LabelHit] = []
    for piece in pieces:
        start = len(_LEAD.match(piece.text).group())  # type: ignore[union-attr]
        hits = _best_at(piece, start, wanted, pieces)
        if not hits and start:
            hits = _best_at(piece, 0, wanted, pieces)
        found.extend(hits)
        if hits:
            ends = [end for p, _, end in hits[0].parts if p is piece]
            found.extend(_inside(piece, ends[-1], wanted, pieces))
        else:
            found.extend(_over_a_gap(piece, wanted, pieces))
    return tuple(found)
