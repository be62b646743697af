"""What the form of a text alone says of it: a code with a right check digit, a whole name, a value of a type."""

from __future__ import annotations

import re

from intake_assist.checklist.models import FieldSpec
from intake_assist.reading.fragments import Fragment
from intake_assist.reading.values_at import Part, likeness
from intake_assist.values import TYPES, parse

# Types with a check digit: without any label, the digits themselves say what they are.
SELF_PROVING = frozenset({"uscc", "id_number", "approval_no"})
A_NAME = 0.9  # likeness from which a text is a whole name
_IN_FORM = 0.7
_FIGURES = re.compile(r"[0-9]{6,}")
_CODE = re.compile(r"[0-9A-Z]{14,20}")


def is_sound(type_id: str, text: str) -> bool:
    """Whether a text passes the check of a type."""
    return parse(type_id, text).problem is None


def in_form(spec: FieldSpec, value: str) -> bool:
    """Whether a text has the form of a field's value and passes its check."""
    return likeness(spec.type, value) >= _IN_FORM and is_sound(spec.type, value)


def is_code(piece: Fragment) -> bool:
    """Whether a piece is figures or a code with a right check digit and no more, which go on with no other value."""
    codes = [type_id for type_id in SELF_PROVING if TYPES[type_id].length == len(piece.text)]
    return bool(_FIGURES.fullmatch(piece.text)) or any(is_sound(type_id, piece.text) for type_id in codes)


def code_in(type_id: str, piece: Fragment) -> Part | None:
    """The code in a piece whose label was misread, when its check digit is right."""
    for found in _CODE.finditer(piece.text.upper()):
        if parse(type_id, found.group()).problem is None and not _is_rather(type_id, found.group()):
            return piece, found.start(), found.end()
    return None


def _is_rather(type_id: str, text: str) -> bool:
    """An ID number can be a social credit code by chance; without a label it is an ID number."""
    return type_id == "uscc" and parse("id_number", text).problem is None
