"""Which fields were read too badly to be left at that: poor ones, and those read with any doubt."""

from __future__ import annotations

from intake_assist.checklist.models import FieldSpec, KindSpec
from intake_assist.model import Document, Field, Page
from intake_assist.reading.fragments import fragments, line_height
from intake_assist.reading.name_ends import breaks_off, ends_at_seal, is_name, is_person_at_seal
from intake_assist.reading.values_at import likeness

_WEAK = 0.8
CERTAIN = 0.97
_TOO_HIGH = 1.6  # usual heights of a line


def is_poor(spec: FieldSpec, document: Document) -> bool:
    """Whether a field is unread, empty, fails its check or, where it is a key field, is weakly read or cut short."""
    found = document.fields.get(spec.name)
    if found is None or spec.choices:
        return False  # which printed option is ticked is seen in the picture, not read
    if spec.absent is not None and found.text == "":
        return True
    if found.value is None or found.problem is not None:
        return True
    if spec.key and spec.type == "org_name" and likeness(spec.type, found.value) < 1.0:
        return True  # cut off before its 公司, 店, 支行, ...
    return spec.key and found.confidence < _WEAK


def in_doubt(found: Field, page: Page, kind: KindSpec) -> bool:
    """Whether anything speaks against the reading of a key field: its certainty, form, end or what lies over it."""
    if found.confidence < CERTAIN or breaks_off(found, kind) or ends_at_seal(page, kind, found):
        return True
    if is_name(found, kind) and _lies_under_grey_seal(page, found):
        return True
    if is_person_at_seal(page, kind, found) or _is_overprinted(page, kind, found):
        return True
    return found.problem is not None and found.problem.code not in ("unread", "blank")


def _is_overprinted(page: Page, kind: KindSpec, found: Field) -> bool:
    """Whether a value of a card stands in a line much higher than the others: that of a stamp that runs across it."""
    if not kind.recognise.card or found.box is None:
        return False
    return found.box.height > _TOO_HIGH * line_height(fragments(page.lines))


def _lies_under_grey_seal(page: Page, found: Field) -> bool:
    """Whether a seal of a copy lies over a value: its colour, which it has not, takes nothing of it off the print."""
    place = found.box
    return place is not None and any(
        seal.color == "grey" and seal.box.intersection(place) for seal in page.seals
    )
