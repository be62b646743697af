"""Values beside their labels: which pieces of text a label could mean, and how likely each is."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import takewhile

from intake_assist.checklist.models import FieldSpec
from intake_assist.model import Box
from intake_assist.reading.fragments import Fragment, right_of, same_row
from intake_assist.reading.labels import LabelHit
from intake_assist.values import TYPES
from intake_assist.values.text import HAN, squeeze

Part = tuple[Fragment, int, int]

# Types whose values have a form of their own: text without any likeness is not taken for one.
STRICT = frozenset(
    {
        *("uscc", "id_number", "foreign_id", "date", "period", "amount", "account", "bank_card", "phone"),
        *("hmt_residence_no", "permanent_residence_no", "hmt_travel_no", "passport_no"),
        *("postcode", "approval_no", "year_month", "sex", "number", "integer", "tick"),
    }
)
_PREFERENCE = {"inline": 1.0, "right": 0.97, "below": 0.8, "above": 0.6}
_LEAST_LIKENESS = 0.15
# Names have a loose form: only what is nothing like one, such as a note in brackets, is no name.
_LOOSE = frozenset({"person", "org_name"})
_LOOSE_LIKENESS = 0.1
_A_SEAL = 0.9
_LEAST_BEGUN = 3  # characters of a label
_READ_TWICE, _SURER = 0.8, 0.02  # of the width of a character, and of confidence
_EDGE_OF_LABEL = 0.2  # heights of a line
_PARTLY = 0.6  # of the width of several characters
# What stands for the name of a trader who uses none but his own.
_NO_NAME = re.compile(r"^[*★☆✱＊※]")
_FOR_EVER = "长期"
_SHRED = re.compile(rf"[{HAN}]{_FOR_EVER}")
_EDGE = re.compile(r"^[\s:;.,、_\-—|]*(.*?)[\s_|:;、,]*$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A possible value of a field: its parts in reading order, and how good it looks (0..1). `whole` says that
    it is known to be all of the value."""

    field: str
    parts: tuple[Part, ...]
    score: float
    hit: LabelHit | None
    whole: bool = False

    @property
    def text(self) -> str:
        return text_of(self.parts)

    @property
    def box(self) -> Box:
        return box_of(self.parts)


def text_of(parts: Sequence[Part]) -> str:
    joined = "".join(piece.text[start:end] for piece, start, end in parts)
    match = _EDGE.match(joined)
    return match.group(1) if match else joined


# Codes of digits and letters: what else clings to them are edges of seals and rules.
_CODES = frozenset(
    {"uscc", "id_number", "approval_no", "account", "bank_card"}
    | {"hmt_residence_no", "permanent_residence_no", "hmt_travel_no"}
)
_DATES = frozenset({"date", "period"})
_SPECKS = re.compile(r"[.·'`](?=[0-9年月日])")
_IN_ADDRESS = re.compile(rf"(?<=[{HAN}0-9])[:;'`](?=[{HAN}0-9])|(?<=[0-9])\.(?=[0-9])")
_WORDS = frozenset({"person", "sex", "ethnicity"})
_DIGITS = re.compile(r"[0-9]+")
_DIGITS_AROUND = re.compile(r"^[0-9]+|[0-9]+$")  # a name with figures in it is no name but an address
_CODE_EDGE = re.compile(r"^[^0-9A-Za-z]+|[^0-9A-Za-z]+$")


_SEAL_NUMBER = re.compile(rf"^[0-9]{{5,}}|(?<=[{HAN}])[0-9]{{5,}}$")
# What a label leaves before a name when its brackets or its end were misread: ``(盖厂):``, ``(全称)``, ``章):``.
_REMAINS = re.compile(
    r"^(?:称:|[^:()]{0,3}\([^():]{0,6}\)?:|[^:()]{0,3}\):|\([^()]{1,6}\)(?=[^)]{2})|\((?:单位)?(?:[签盖公]章|签字|全称)|[):])"
)


def value_text(type_id: str, parts: Sequence[Part]) -> str:
    """The text of a value of a type."""
    text = text_of(parts)
    if type_id == "org_name" and _NO_NAME.match(text):
        rest = text[1:].lstrip(":,.")
        return rest if likeness(type_id, rest) == 1.0 else text[0]  # what follows is a watermark
    if type_id in _LOOSE:
        text = text.lstrip("☑☐□√")
        return _REMAINS.sub("", (_DIGITS_AROUND if type_id in _WORDS else _SEAL_NUMBER).sub("", text))
    if type_id in _DATES and "年" in text:
        return _SPECKS.sub("", text)
    if type_id == "address":
        return _IN_ADDRESS.sub("", text)
    if type_id in _CODES:
        return _CODE_EDGE.sub("", text)
    return _DIGITS.sub("", text) if type_id in _WORDS else text


_LATIN = re.compile(r"[A-Za-zÀ-ɏ,.'’\-]{2,}")


def spelled(text: str, parts: Sequence[Part]) -> str:
    """A name in Latin letters with the blanks that its words have on the paper; any other text as it is."""
    if not _LATIN.fullmatch(text):
        return text
    printed = "".join(
        f" {piece.text[i]}" if i in piece.blanks or (i == start and number) else piece.text[i]
        for number, (piece, start, end) in enumerate(parts)
        for i in range(start, end)
    )
    found = re.search(" ?".join(map(re.escape, text)), printed)
    return found.group() if found else text


def box_of(parts: Sequence[Part]) -> Box:
    piece, start, end = parts[0]
    whole = piece.part(start, end).box
    for piece, start, end in parts[1:]:
        whole = whole.union(piece.part(start, end).box)
    return whole


def confidence_of(parts: Sequence[Part]) -> float:
    return min(piece.confidence for piece, _, _ in parts)


class Ground:
    """The page as the search sees it: pieces, and which characters are labels.

    `heads` are single characters that the `labels` of the kind begin with: alone on the page they are what is left of
    one. `spread` are labels of two characters, which are printed far apart.
    """

    def __init__(
        self, pieces: Sequence[Fragment], hits: Sequence[LabelHit], labels: Collection[str] = ()
    ) -> None:
        self.pieces = pieces
        self.labels = frozenset(labels)
        self.heads = frozenset(label[0] for label in labels)
        self.spread = frozenset(label for label in labels if len(label) == 2)
        self.hits = hits
        self._starts: dict[int, list[int]] = {}
        self._label_pieces: dict[int, list[tuple[int, int]]] = {}
        for hit in hits:
            for piece, start, end in hit.parts:
                self._label_pieces.setdefault(id(piece), []).append((start, end))

    def free_end(self, piece: Fragment, position: int) -> int:
        """Where the text from `position` on ends because another label begins."""
        starts = [start for start, _ in self._label_pieces.get(id(piece), ()) if start >= position]
        return min(starts, default=len(piece.text))

    def is_label(self, piece: Fragment) -> bool:
        """Whether the piece begins with a label (or is part of one)."""
        return any(start <= 3 for start, _ in self._label_pieces.get(id(piece), ()))

    def is_piece_of_label(self, text: str) -> bool:
        """Whether a text is nothing but several characters of a label, whose other ones were not read."""
        return len(text) > 1 and any(text in label for label in self.labels)

    def is_head(self, piece: Fragment, following: Fragment) -> bool:
        """Whether a piece is the first character of a label of two, of which the second was not read before what
        follows."""
        heads = {label[0] for label in self.spread}
        return piece.text in heads and following.box.x0 - piece.box.x1 > piece.box.height

    def is_tail(self, piece: Fragment) -> bool:
        """Whether a piece is the second character of a label of two, of which the first stands to its left."""
        heads = {label[0] for label in self.spread if piece.text == label[1]}
        return bool(heads) and any(
            other.text in heads and other.box.x1 < piece.box.x0 and same_row(other.box, piece.box)
            for other in self.pieces
        )

    def begins_with_tail(self, piece: Fragment, left: float) -> bool:
        """Whether a piece begins with the second character of a label of two, left of where values begin: the first
        was not read, and the piece is a row of its own."""
        return piece.edges[1] <= left and any(piece.text[0] == label[1] for label in self.spread)

    def labelled(self, piece: Fragment, own: Box | None) -> bool:
        """Whether the nearest text to the left of a piece in its row is a label other than the one at `own`:
        then the piece is that one's value."""
        left = [
            other for other in self.pieces if other.box.cx < piece.box.x0 and same_row(other.box, piece.box)
        ]
        nearest = max(left, key=lambda other: other.box.x1, default=None)
        if nearest is None or (own is not None and own.intersection(nearest.box)):
            return False
        return self.is_label(nearest) and self.rest(nearest)[0] == len(nearest.text)

    def rest(self, piece: Fragment) -> tuple[int, int]:
        """The part of a piece that is not label: the run after the last label character."""
        spans = self._label_pieces.get(id(piece))
        return (max(end for _, end in spans), len(piece.text)) if spans else (0, len(piece.text))


def _run_right(ground: Ground, first: Part, gap: float) -> tuple[Part, ...]:
    """`first` and the pieces that follow it in the row, up to a label or a gap wider than `gap` pixels."""
    parts = [first]
    piece, _, end = first
    if end < len(piece.text):
        return tuple(parts)
    current: Fragment | None = piece
    while current is not None:
        following = _over_its_end(current, ground.pieces) or right_of(current, ground.pieces)
        if following is None or ground.is_label(following) or following.text in ground.heads:
            break
        if following.box.x0 - current.box.x1 > gap:
            break
        stop = ground.free_end(following, 0)
        parts[-1:] = _once(parts[-1], following)
        parts.append((following, 0, stop))
        current = following if stop == len(following.text) else None
    return tuple(parts)


def _once(part: Part, following: Fragment) -> tuple[Part, ...]:
    """A part without its last characters when those are the first ones of the piece behind it, read twice: the box
    of the one reaches over them as well."""
    piece, start, end = part
    if end < len(piece.text) or end == start:
        return (part,)
    shared, wide = piece.box.x1 - following.box.x0, following.edges[1] - following.edges[0]
    twice = _read_twice(piece.text[start:end], following, shared) if shared >= _READ_TWICE * wide else 0
    torn = not piece.text[end - 1].isascii() and piece.confidence < following.confidence - _SURER
    if not twice and torn and shared >= _PARTLY * wide:
        twice = 1
    return ((piece, start, end - twice),) if end - start > twice else ()


def _over_its_end(piece: Fragment, pieces: Sequence[Fragment]) -> Fragment | None:
    """The piece that begins with the last characters of another one and in their place, and goes on behind it."""
    over = (
        other
        for other in pieces
        if piece.box.cx < other.box.x0 < piece.box.x1 < other.box.cx and same_row(piece.box, other.box)
    )
    return next(
        (other for other in over if _read_twice(piece.text, other, piece.box.x1 - other.box.x0)), None
    )


def _read_twice(text: str, following: Fragment, shared: float) -> int:
    """How many last characters of a text are the first of the piece behind it; `shared` is how far that one begins
    before the text ends, in pixels. Where the text was cut off it says little of how wide they are."""
    for count in range(min(len(text), len(following.text)), 0, -1):
        wide = following.edges[count] - following.edges[0]
        if text.endswith(following.text[:count]) and shared >= _PARTLY * wide:
            return count
    return 0


def _beside(ground: Ground, hit: LabelHit, *, lines: bool) -> tuple[str, tuple[Part, ...]] | None:
    """The text after a label in its own piece, else in the pieces to its right.

    With `lines`, the value may stand in two lines between which the label is centred.
    """
    piece, position = hit.last
    stop = ground.free_end(piece, position)
    gap = 2.5 * piece.box.height
    if stop > position:
        return "inline", _run_right(ground, (piece, position, stop), gap)
    if stop < len(piece.text):
        return None
    over = _over_its_last(piece, [other for other in ground.pieces if not ground.is_label(other)])
    if over is not None:
        again, start = over
        return "right", _run_right(ground, (again, start, ground.free_end(again, start)), gap)
    following = right_of(piece, ground.pieces)
    if lines and (following is None or ground.is_label(following)):
        following = _upper_of_two(ground, piece, following)
    if following is None or ground.is_label(following):
        return None
    behind = right_of(following, ground.pieces)
    if behind is not None and ground.is_head(following, behind) and not ground.is_label(behind):
        following = behind
    return "right", _run_right(ground, (following, 0, ground.free_end(following, 0)), gap)


def _over_its_last(label: Fragment, pieces: Sequence[Fragment]) -> tuple[Fragment, int] | None:
    """The piece that begins with the last characters of a label, read twice, and goes on with its value; and where
    that begins in it."""
    over = (
        (other, _read_twice(label.text, other, label.box.x1 - other.box.x0))
        for other in pieces
        if label.box.x0 < other.box.x0 < label.box.x1 < other.box.x1 and same_row(label.box, other.box)
    )
    return next(((other, count) for other, count in over if 0 < count < len(other.text)), None)


def _upper_of_two(ground: Ground, label: Fragment, beyond: Fragment | None) -> Fragment | None:
    """The upper of two lines that both reach a little into the row of a label, left of what stands `beyond`."""
    box = label.box
    end = beyond.box.x0 if beyond else float("inf")
    near = [
        piece
        for piece in ground.pieces
        if box.x1 - 0.8 * box.height <= piece.box.x0 < min(end, box.x1 + 8 * box.height)
        and min(piece.box.y1, box.y1 + 0.3 * box.height) > max(piece.box.y0, box.y0 - 0.3 * box.height)
        and not ground.is_label(piece)
    ]
    upper = [piece for piece in near if piece.box.cy < box.cy]
    lower = [piece for piece in near if piece.box.cy > box.cy]
    return min(upper, key=lambda piece: piece.box.x0) if upper and lower else None


def _vertical(ground: Ground, hit: LabelHit, *, downwards: bool) -> tuple[Part, ...] | None:
    """The nearest piece under (or over) the label that shares its column."""
    label = hit.box

    def distance(piece: Fragment) -> float:
        return piece.box.y0 - label.y1 if downwards else label.y0 - piece.box.y1

    near = [
        piece
        for piece in ground.pieces
        if not ground.is_label(piece)
        and -0.5 * label.height < distance(piece) < 2.5 * label.height
        and piece.box.x0 < label.x1
        and piece.box.x1 > label.x0
        and not same_row(piece.box, label)
    ]
    if not near:
        return None
    best = min(near, key=distance)
    return _run_right(ground, (best, 0, ground.free_end(best, 0)), 2.5 * best.box.height)


def _cut(parts: tuple[Part, ...], stops: Sequence[str]) -> tuple[Part, ...]:
    """`parts` up to the first of `stops`."""
    kept: list[Part] = []
    for piece, start, end in parts:
        places = [place for stop in stops if (place := piece.text.find(stop, start, end)) >= 0]
        if places:
            if min(places) > start:
                kept.append((piece, start, min(places)))
            return tuple(kept)
        kept.append((piece, start, end))
    return (*kept[:-1], *_without_begun(kept[-1], stops)) if kept else ()


def _without_begun(part: Part, stops: Sequence[str]) -> tuple[Part, ...]:
    """A part without the beginning of one of `stops` at its end: the rest of a label went into the next piece."""
    piece, start, end = part
    text = piece.text[start:end]
    begun = max(
        (n for stop in stops for n in range(_LEAST_BEGUN, len(stop)) if text.endswith(stop[:n])), default=0
    )
    return ((piece, start, end - begun),) if begun < len(text) else ()


def likeness(type_id: str, text: str) -> float:
    return TYPES[type_id].looks_like(text)


def candidates(ground: Ground, spec: FieldSpec, hit: LabelHit) -> list[Candidate]:
    """What the label `hit` of field `spec` may mean, unordered."""
    places: list[tuple[str, tuple[Part, ...]]] = []
    beside = _beside(ground, hit, lines=spec.multi_line)
    if beside and ("inline" in spec.where or "right" in spec.where):
        places.append(beside)
    for where, downwards in (("below", True), ("above", False)):
        if where in spec.where and (parts := _vertical(ground, hit, downwards=downwards)):
            places.append((where, parts))
    return [
        found
        for where, parts in places
        if (found := _judge(spec, hit, where, parts))
        and not (spec.type in _LOOSE and ground.is_piece_of_label(found.text))
    ]


def _judge(spec: FieldSpec, hit: LabelHit, where: str, parts: tuple[Part, ...]) -> Candidate | None:
    parts, alike = _most_alike(spec.type, _without_shred(spec.type, _cut(parts, spec.stop)))
    if parts and spec.type in _LOOSE:
        alike = max(alike, likeness(spec.type, value_text(spec.type, parts)))
    if not parts or not text_of(parts):
        return None
    if spec.type in STRICT and where != "inline" and alike < _LEAST_LIKENESS:
        return None
    if spec.type in _LOOSE and where != "inline" and alike < _LOOSE_LIKENESS:
        return None
    if spec.from_seal and alike < _A_SEAL:
        return None  # the seal says it, if nothing like it is printed
    if spec.type in _LOOSE and "□" in text_of(parts):
        return None  # the printed options of the next field
    score = hit.score * _PREFERENCE[where] * (0.2 + 0.8 * alike) * _closeness(hit, parts, where)
    score *= _usualness(spec, hit)
    return Candidate(spec.name, parts, score, hit)


def _without_shred(type_id: str, parts: tuple[Part, ...]) -> tuple[Part, ...]:
    """A period that is nothing but a word, without the character of a watermark before it (``使长期``)."""
    if type_id != "period" or len(parts) != 1 or not _SHRED.fullmatch(text_of(parts)):
        return parts
    piece, _, end = parts[0]
    start = piece.text.rindex(_FOR_EVER, 0, end)
    return ((piece, start, start + len(_FOR_EVER)),)


def _usualness(spec: FieldSpec, hit: LabelHit) -> float:
    """Labels are listed with the most usual first: of two on one paper the earlier is meant."""
    known = [squeeze(label) for label in spec.labels]
    return 1.0 - 0.01 * known.index(hit.label) if hit.label in known else 1.0


def _most_alike(type_id: str, parts: tuple[Part, ...]) -> tuple[tuple[Part, ...], float]:
    """The leading parts that look most like a value of the type, as many of them as do.

    What follows in the row may be a label that the kind does not know (``2022年03月12日 | 有效期限``).
    """
    best: tuple[Part, ...] = ()
    most = -1.0
    for count in range(1, len(parts) + 1):
        alike = likeness(type_id, text_of(parts[:count]))
        if alike >= most:
            best, most = parts[:count], alike
    return best, max(most, 0.0)


def _closeness(hit: LabelHit, parts: Sequence[Part], where: str) -> float:
    """1 beside the label, falling to 0.5 twenty line heights away."""
    if where != "right":
        return 1.0
    gap = max(0.0, parts[0][0].box.x0 - hit.box.x1)
    return 1.0 / (1.0 + gap / (20.0 * max(hit.box.height, 1.0)))


def continued(
    ground: Ground,
    parts: tuple[Part, ...],
    label: Box | None,
    free: Callable[[Fragment], bool],
    stops: Sequence[str] = (),
    whole: Callable[[str], bool] = lambda _: False,
) -> tuple[Part, ...]:
    """A value with the further lines that belong to it: left-aligned, close, and nobody else's.

    `whole` tells of the text so far that it needs no more: a line that goes on with it must follow closely then.
    """
    found = list(parts)
    first = box_of(parts)
    last = box_of(parts)
    height = parts[0][0].box.height
    while True:
        line = _next_line(
            ground, first, last, height, label, free, [p for p, _, _ in found], whole(text_of(found))
        )
        if not line:
            break
        cut = _cut(line, stops)
        found.extend(cut)
        if cut != line:
            break
        last = box_of(line)
    if label is not None and label.x1 <= first.x0 + height:
        found = [*_line_above(ground, first, height, label, free), *found]
    return tuple(found)


def _next_line(
    ground: Ground,
    first: Box,
    last: Box,
    height: float,
    label: Box | None,
    free: Callable[[Fragment], bool],
    taken: Collection[Fragment],
    whole: bool,
) -> tuple[Part, ...]:
    left = first.x0 - 1.6 * height
    if label is not None and label.x1 <= first.x0 + height:
        left = max(left, label.x1 - 0.6 * height)
    below = [
        piece
        for piece in ground.pieces
        if free(piece)
        and piece not in taken
        and not ground.is_label(piece)
        and -0.35 * max(height, piece.box.height) < piece.box.y0 - last.y1 < (0.5 if whole else 0.9) * height
        and piece.box.cy > last.cy + 0.4 * height
        and left <= piece.box.x0 <= first.x0 + 2.2 * height
        and piece.box.height < 1.8 * height
        and not ground.labelled(piece, label)
        and piece.text not in ground.heads
        and not ground.is_tail(piece)
        and not ground.begins_with_tail(piece, first.x0 + _EDGE_OF_LABEL * height)
    ]
    if not below:
        return ()
    top = min(below, key=lambda piece: piece.box.cy)
    start = min((piece for piece in below if same_row(piece.box, top.box)), key=lambda piece: piece.box.x0)
    line = _run_right(ground, (start, 0, ground.free_end(start, 0)), 2.5 * height)
    return tuple(takewhile(lambda part: free(part[0]), line))


def _line_above(
    ground: Ground, first: Box, height: float, label: Box, free: Callable[[Fragment], bool]
) -> tuple[Part, ...]:
    """The first line of a value whose label is centred beside two lines, in the cell of a form."""
    above = [
        piece
        for piece in ground.pieces
        if free(piece)
        and not ground.is_label(piece)
        and -0.4 * height < first.y0 - piece.box.y1 < 0.45 * height
        and piece.box.cy < first.cy - 0.4 * height
        and abs(piece.box.x0 - first.x0) < 0.8 * height
        and piece.box.y1 > label.y0 - 0.5 * height
    ]
    return tuple((piece, 0, len(piece.text)) for piece in above[:1])
