"""Where on a page people sign: right of the words that ask for a signature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from intake_assist.checklist.models import KindSpec
from intake_assist.model import Box, Document, Page
from intake_assist.reading.fragments import Fragment, fragments, same_row
from intake_assist.reading.labels import LabelHit, find_labels
from intake_assist.values.text import squeeze

_REACH = 14.0
_ABOVE, _BELOW = 0.8, 0.6
_BESIDE = 4.0
_SIGN = frozenset("签章")


@dataclass(frozen=True, slots=True)
class SignPlace:
    """A place for the signature of `by` behind the printed `label`, which stands at `label_box`.

    `box` is where the signature is looked for, all in pixels of the page. `text` was read there with
    `confidence`; it may be what was signed. `printed` are the boxes of other text that reaches into `box`.
    """

    by: str
    label: str
    label_box: Box
    box: Box
    text: str
    confidence: float
    printed: tuple[Box, ...]


def sign_places(
    page: Page, documents: Sequence[Document], kinds: Mapping[str, KindSpec]
) -> tuple[SignPlace, ...]:
    """The places to sign on a page that holds `documents`, from top to bottom."""
    found: list[SignPlace] = []
    for document in documents:
        kind = kinds.get(document.kind or "")
        if kind is None or not kind.sign_places or page.id not in document.pages:
            continue
        pieces = fragments(page.lines)
        rows = _rows_asking(pieces)
        wanted = [(spec.by, squeeze(label)) for spec in kind.sign_places for label in spec.labels]
        hits = [hit for hit in find_labels(rows, wanted) if _asks(hit)]
        labels = [*hits, *_other_labels(rows, kind)] if hits else []
        found.extend(_place(hit, pieces, labels, page) for hit in hits)
    return tuple(found)


def _rows_asking(pieces: Sequence[Fragment]) -> list[Fragment]:
    """The pieces that stand beside a word for signing, and such words themselves."""
    words = [piece.box for piece in pieces if _SIGN & set(piece.text)]
    return [piece for piece in pieces if any(same_row(piece.box, word) for word in words)]


def _asks(hit: LabelHit) -> bool:
    """Whether the words that ask for a signature were read: 受托人姓名 is nearly 受托人签名."""
    return any(char in _SIGN for piece, start, end in hit.parts for char in piece.text[start:end])


def _words(hit: LabelHit) -> Box:
    """The label without its brackets, which are taller than print."""
    piece, start, end = hit.parts[0]
    bracket = piece.text.find("(", start + 2, end)
    return piece.part(start, bracket if bracket > 0 else end).box


def _other_labels(pieces: Sequence[Fragment], kind: KindSpec) -> tuple[LabelHit, ...]:
    known = [(spec.name, squeeze(label)) for spec in kind.fields for label in spec.labels]
    return find_labels(pieces, [*known, *(("", squeeze(label)) for label in kind.other_labels)])


def _place(hit: LabelHit, pieces: Sequence[Fragment], labels: Sequence[LabelHit], page: Page) -> SignPlace:
    piece, start = hit.last
    at, height = hit.box, piece.box.height
    end = next_label = _next_label(hit, labels, page)
    value = piece.part(start, len(piece.text)) if start < len(piece.text) else None
    left = piece.edges[min(start, len(piece.text))] if value else max(at.x1, piece.edges[start])
    beside = [
        other
        for other in pieces
        if other is not piece and same_row(other.box, at) and left <= other.box.cx < next_label
    ]
    signed = [
        other for other in beside if other.box.x0 - (value.box.x1 if value else left) < _BESIDE * height
    ]
    right = min(end, left + _REACH * height, float(page.width))
    box = Box(
        min(left, right - 1.0),
        max(0.0, at.y0 - _ABOVE * height),
        right,
        min(float(page.height), at.y1 + _BELOW * height),
    )
    mine = [part for part in (value, *signed) if part is not None]
    printed = [
        other.box
        for other in pieces
        if other is not piece and other not in signed and other.box.intersection(box) is not None
    ]
    return SignPlace(
        hit.field,
        hit.label,
        _words(hit),
        box,
        "".join(part.text for part in mine),
        min((part.confidence for part in mine), default=0.0),
        tuple(printed),
    )


def _next_label(hit: LabelHit, labels: Sequence[LabelHit], page: Page) -> float:
    """Where the next label of the row begins; the edge of the page when there is none."""
    at = hit.box
    right = [other.box.x0 for other in labels if other.box.x0 > at.x1 and same_row(other.box, at)]
    return min(right, default=float(page.width))
