"""Which kind of document a page is.

Two clues: a title, printed larger than the text and near the top, and anchors, the labels and phrases of the
kind. A title alone is nearly enough; without it (too pale to scan, cut off) the anchors decide.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from intake_assist.checklist.models import Anchor, KindSpec
from intake_assist.model import Box
from intake_assist.reading.fragments import Fragment, line_height
from intake_assist.reading.running import Running, running
from intake_assist.values import id_number, parse
from intake_assist.values.text import squeeze

_FUZZY_FROM = 5
_FUZZY_CUTOFF = 80.0


@dataclass(frozen=True, slots=True)
class Verdict:
    """A kind and how sure it is; `titled` says that its title was seen."""

    kind: str | None
    confidence: float
    titled: bool = False


NOTHING = Verdict(None, 0.0)


def _holds(text: str, phrase: str) -> bool:
    if phrase in text:
        return True
    return len(phrase) >= _FUZZY_FROM and fuzz.partial_ratio(phrase, text, score_cutoff=_FUZZY_CUTOFF) > 0


def _speaks(anchor: Anchor, text: str) -> bool:
    """What speaks against a kind must be there to the letter; what speaks for it may be misread."""
    phrase = squeeze(anchor.text)
    return phrase in text if anchor.weight < 0 else _holds(text, phrase)


def _title(kind: KindSpec, pieces: Sequence[Fragment], words: Running) -> float:
    """1 for a title printed large or standing alone at the top, less for one in a line with more, 0 for none."""
    if not pieces:
        return 0.0
    usual = line_height(pieces)
    top = min(piece.box.y0 for piece in pieces)
    upper = top + 0.25 * (max(piece.box.y1 for piece in pieces) - top)
    best = 0.0
    for title in map(squeeze, kind.recognise.titles):
        for piece in pieces:
            if title not in piece.text and fuzz.ratio(title, piece.text) < 82:
                continue
            large = piece.box.height >= 1.35 * usual
            alone = len(piece.text) <= len(title) + 6
            heads = alone and piece.box.cy < upper and len(title) >= 4
            best = max(best, 1.0 if (large and alone) or heads else 0.6 if alone else 0.0)
        if best == 0.0 and len(title) >= 4 and title in words.text[:120]:
            best = 0.4
    return best


def anchored(kind: KindSpec, words: Running) -> float:
    """How much the labels and phrases of a kind say for it, without its title."""
    return sum(anchor.weight for anchor in kind.recognise.anchors if _speaks(anchor, words.text))


def score(kind: KindSpec, pieces: Sequence[Fragment], words: Running) -> tuple[float, bool]:
    """How much speaks for `kind`, in the units of ``recognise.enough``, and whether its title was seen."""
    want = kind.recognise
    if any(squeeze(phrase) in words.text for phrase in want.reject):
        return 0.0, False
    title = _title(kind, pieces, words)
    anchors = anchored(kind, words)
    return title * want.enough + anchors + _proof(kind, words), title > 0


_NUMBER = re.compile(r"(?<!\d)\d{17}[\dX](?!\d)")
_END = re.compile(
    r"(?<!\d)\d{0,5}((?:19|20)\d\d)(\d\d)(\d\d)\d{3}[\dX](?!\d)"
)  # of a number, from the birth date on
_NUMBER_SPEAKS, _BIRTH_SPEAKS, _ALONE_SPEAKS, _END_SPEAKS = 2.5, 1.0, 1.0, 1.5
_FEW_WORDS = 120
"""A card holds no more characters; a form or a letter that asks for the number holds many more."""


def _proof(kind: KindSpec, words: Running) -> float:
    """What the number of a card says where the pale labels were not read, as on a hard black copy: that it is the
    only one on a page of few words, and, without its own label, a right check digit and the birth date that is
    part of it printed beside it. Of a number whose beginning was not read that date alone can tell."""
    if not kind.recognise.card or not any(spec.type == "id_number" for spec in kind.fields):
        return 0.0
    numbers = [found.group() for found in _NUMBER.finditer(words.text.upper())]
    alone = _ALONE_SPEAKS if len(numbers) == 1 and len(words.text) <= _FEW_WORDS else 0.0
    if any(anchor.weight > 1.0 and _speaks(anchor, words.text) for anchor in kind.recognise.anchors):
        return alone
    if not numbers and len(words.text) <= _FEW_WORDS:
        return max((_said_by_end(found, words) for found in _END.finditer(words.text.upper())), default=0.0)
    return alone + max((_said_by(number, words) for number in numbers), default=0.0)


def _said_by_end(found: re.Match[str], words: Running) -> float:
    year, month, day = map(int, found.groups())
    return _END_SPEAKS if f"{year}年{month}月{day}日" in words.text else 0.0


def _said_by(number: str, words: Running) -> float:
    birth = id_number.birth(number) if parse("id_number", number).problem is None else None
    if birth is None:
        return 0.0
    printed = f"{birth.year}年{birth.month}月{birth.day}日"
    return _NUMBER_SPEAKS + (_BIRTH_SPEAKS if printed in words.text else 0.0)


def classify(pieces: Sequence[Fragment], kinds: Mapping[str, KindSpec]) -> Verdict:
    """The kind of one document; ``kind`` is None when nothing speaks clearly for any."""
    words = running(pieces)
    scored = sorted(
        ((*score(kind, pieces, words), kind) for kind in kinds.values()), key=lambda entry: -entry[0]
    )
    if not scored or scored[0][0] < scored[0][2].recognise.enough:
        return NOTHING
    best, titled, kind = scored[0]
    relative = best / kind.recognise.enough
    second = max((other / rival.recognise.enough for other, _, rival in scored[1:]), default=0.0)
    confidence = min(1.0, 0.5 + 0.25 * relative) * (1.0 - 0.4 * min(1.0, second / relative))
    return Verdict(kind.id, round(min(1.0, confidence), 3), titled)


def nearest(pieces: Sequence[Fragment], kinds: Mapping[str, KindSpec]) -> Verdict:
    """The likeliest of `kinds` for a paper that is known to be one of them; the first where nothing speaks."""
    words = running(pieces)
    scores = {kind.id: score(kind, pieces, words) for kind in kinds.values()}
    best = max(scores, key=lambda name: scores[name][0] / kinds[name].recognise.enough, default=None)
    return Verdict(best, 1.0, scores[best][1]) if best else NOTHING


def segments(pieces: Sequence[Fragment], kinds: Mapping[str, KindSpec]) -> tuple[tuple[Fragment, ...], ...]:
    """The pieces of each document when faces of cards share the page; all in one when they do not.

    A second net under the cutting of the picture: two card kinds whose anchors stand in separate halves.
    """
    words = running(pieces)
    cards = [
        (kind, place)
        for kind in kinds.values()
        if kind.recognise.card and score(kind, pieces, words)[0] >= kind.recognise.enough
        if (place := _anchor_place(kind, pieces)) is not None
    ]
    if len(cards) != 2:
        return (tuple(pieces),)
    (_, a), (_, b) = sorted(cards, key=lambda card: (card[1].y0, card[1].x0))
    if a.y1 <= b.y0:
        level = _edge(a.y1, b.y0, [(piece.box.y0, piece.box.y1) for piece in pieces])
        return _halves(pieces, lambda piece: piece.box.cy < level)
    a, b = (a, b) if a.x0 <= b.x0 else (b, a)
    if a.x1 <= b.x0:
        upright = _edge(a.x1, b.x0, [(piece.box.x0, piece.box.x1) for piece in pieces])
        return _halves(pieces, lambda piece: piece.box.cx < upright)
    return (tuple(pieces),)


def _edge(start: float, end: float, spans: Iterable[tuple[float, float]]) -> float:
    """Where to part what begins before `start` from what ends behind `end`: midway, or where a span lies there in
    the wider one of the gaps beside it."""
    midway = (start + end) / 2
    within = sorted(span for span in spans if span[1] > start and span[0] < end)
    across = next((span for span in within if span[0] < midway < span[1]), None)
    if across is None:
        return midway
    before = max([start, *(high for _, high in within if high <= across[0])])
    behind = min([end, *(low for low, _ in within if low >= across[1])])
    return (across[1] + behind) / 2 if behind - across[1] > across[0] - before else (across[0] + before) / 2


def _halves(
    pieces: Sequence[Fragment], first: Callable[[Fragment], bool]
) -> tuple[tuple[Fragment, ...], ...]:
    return tuple(p for p in pieces if first(p)), tuple(p for p in pieces if not first(p))


def _anchor_place(kind: KindSpec, pieces: Sequence[Fragment]) -> Box | None:
    place: Box | None = None
    for anchor in kind.recognise.anchors:
        for piece in pieces:
            if squeeze(anchor.text) in piece.text:
                place = piece.box if place is None else place.union(piece.box)
    return place
