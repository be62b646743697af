"""What seals say: fields that the paper prints nowhere else, as the registry of a licence or the bank of a
certificate, and rows of their letters that were taken for print."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from statistics import median

from rapidfuzz import fuzz

from intake_assist.checklist.models import FieldSpec, KindSpec
from intake_assist.model import Box, Document, Field, Page, Seal, TextLine
from intake_assist.values import TYPES, parse
from intake_assist.values.text import HAN
from intake_assist.values.void_words import is_void

_LIKELY = 0.9
_LEGIBLE = 0.75
_OWN = 75.0  # likeness of a seal's owner to the name of whom the paper is made out to
_LETTERS = re.compile(rf"[{HAN}]{{3,}}")
_EDGE = 0.08  # of the width of a seal
_ROWS = 3
_DIGITS, _SAME_NUMBER = 4, 80.0  # fewest digits told from others, and their likeness to a part of the number
_MOSTLY = 0.65
_LARGE_LETTERS, _OF_NAME = 0.35, "印章之私"  # of the height of a seal, and what a seal says beside the name
_LARGE_WORDS = 1.6  # times the usual height of a line
_RING = 0.28  # of the width of a seal: how far from its middle its letters stand at least


def without_letters_of_seals(lines: Sequence[TextLine], seals: Sequence[Seal]) -> tuple[TextLine, ...]:
    """The lines that are neither a row of a square seal nor a letter or the number of a ring, nor large words that
    were stamped across the print (作废): a value beside them would be read on into them."""
    large = _LARGE_WORDS * median(line.box.height for line in lines) if lines else 0.0
    return tuple(
        line
        for line in lines
        if not (line.box.height > large and is_void(line.text))
        and not any(
            _is_row_of(line, seal.box)
            or _is_letter_of(line, seal)
            or _is_number_of(line, seal)
            or _is_of_name(line, seal)
            for seal in seals
        )
    )


def _is_of_name(line: TextLine, seal: Seal) -> bool:
    """Whether a line is letters of a square seal with a person's name, which are far larger than print and run down
    its columns from the right: read across they are another name."""
    common = line.box.intersection(seal.box)
    if seal.shape != "square" or common is None or common.area < _MOSTLY * min(line.box.area, seal.box.area):
        return False
    named = not set(line.text).isdisjoint(seal.owner + _OF_NAME)
    return named and line.box.area < 3 * seal.box.area and line.box.height > _LARGE_LETTERS * seal.box.height


def _is_letter_of(line: TextLine, seal: Seal) -> bool:
    """Whether a line is a single letter of a seal's owner and stands where its ring is."""
    box, ring = line.box, seal.box
    if len(line.text) != 1 or line.text not in seal.owner or not ring.contains(box, 0.8):
        return False
    across, down = (box.cx - ring.cx) / ring.width, (box.cy - ring.cy) / ring.height
    return seal.shape != "square" and math.hypot(across, down) > _RING


def _is_number_of(line: TextLine, seal: Seal) -> bool:
    """Whether a line is some of the digits that run along the foot of a seal, as far as they are legible."""
    digits = line.text.strip()
    within = seal.box.contains(line.box, 0.6) and line.box.cy > seal.box.cy
    if not (digits.isdigit() and len(digits) >= _DIGITS and within and len(seal.number) > len(digits)):
        return False
    return fuzz.partial_ratio(digits, seal.number) >= _SAME_NUMBER


def _is_row_of(line: TextLine, seal: Box) -> bool:
    """Whether a line goes from one side of a seal to the other and no further, and is no name by itself."""
    slack = _EDGE * seal.width
    sides = abs(line.box.x0 - seal.x0) < slack and abs(line.box.x1 - seal.x1) < slack
    inside = seal.contains(line.box, 0.8) and seal.height >= _ROWS * line.box.height
    letters = _LETTERS.fullmatch(line.text) is not None
    return sides and inside and letters and TYPES["org_name"].looks_like(line.text) < 1.0


def with_seals(document: Document, page: Page, kinds: Mapping[str, KindSpec]) -> Document:
    """The document with its `from_seal` fields that were not found in print."""
    kind = kinds.get(document.kind or "")
    wanted = (
        [spec for spec in kind.fields if spec.from_seal and document.value(spec.name) is None] if kind else []
    )
    seals = _seals_on(document, page) if wanted else []
    found = {
        spec.name: field
        for spec in wanted
        if (field := _field(spec, page, _of_issuers(seals, spec, document, kind)))
    }
    return replace(document, fields={**document.fields, **found}) if found else document


def _seals_on(document: Document, page: Page) -> list[Seal]:
    return [seal for seal in page.seals if document.region is None or document.region.contains(seal.box)]


def _of_issuers(
    seals: Sequence[Seal], spec: FieldSpec, document: Document, kind: KindSpec | None
) -> list[Seal]:
    """The seals that can be the issuer's: of those that bear one of its usual words, else all that are not of
    whom the paper is made out to."""
    usual = [seal for seal in seals if any(word in seal.owner for word in spec.vocabulary)]
    if usual or kind is None:
        return usual
    names = [document.value(other.name) for other in kind.fields if other.type == "org_name"]
    own = [name for name in names if name and not any(word in name for word in spec.vocabulary)]
    return [seal for seal in seals if all(fuzz.ratio(seal.owner, name) < _OWN for name in own)]


def _field(spec: FieldSpec, page: Page, seals: Iterable[Seal]) -> Field | None:
    """The value of the best legible seal whose name is of the field's type."""
    value_type = TYPES[spec.type]
    likely = [
        seal for seal in seals if seal.legibility >= _LEGIBLE and value_type.looks_like(seal.owner) >= _LIKELY
    ]
    best = max(likely, key=lambda seal: seal.legibility, default=None)
    if best is None:
        return None
    parsed = parse(spec.type, best.owner)
    return Field(spec.name, parsed.value, best.owner, best.legibility, best.box, page.id, parsed.problem)
