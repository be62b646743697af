"""Values that run into the label behind them, the two printed over each other (``…专业合年月:2026年11月``).

Of such a label its end can be read, or only its value. What the value before it lost is known where no name goes on
in another way: ``有限公`` is the beginning of ``有限公司``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from intake_assist.checklist.models import FieldSpec
from intake_assist.reading.fragments import Fragment
from intake_assist.reading.labels import LabelHit
from intake_assist.reading.values_at import likeness
from intake_assist.values import parse
from intake_assist.values.text import squeeze

_TYPES = frozenset({"year_month", "date"})
_LEAST_LABEL, _LEAST_VALUE = 4, 4  # characters
_SCORE = 0.9
_MONTH = re.compile(r"(?<![0-9])[0-9]{4}年[0-9]{1,2}月$")
# The usual ends of names, each with the fewest characters of it that no name continues in another way.
_ENDS = (
    ("股份有限公司", 4),
    ("有限责任公司", 4),
    ("有限公司", 3),
    ("农民专业合作社", 4),
    ("专业合作社", 3),
    ("(有限合伙)", 2),
    ("(普通合伙)", 2),
    ("(特殊普通合伙)", 2),
    ("(个体工商户)", 2),
)


def torn_labels(
    pieces: Sequence[Fragment], specs: Iterable[FieldSpec], known: Sequence[LabelHit]
) -> tuple[LabelHit, ...]:
    """What is left of the labels of dates and months in pieces that begin with the value of another field; in pieces
    that hold one of the `known` labels behind it there is nothing to look for."""
    whole = {id(piece) for hit in known for piece, start, _ in hit.parts if start >= _LEAST_VALUE}
    dates = [spec for spec in specs if spec.type in _TYPES]
    hits = (_in_piece(piece, spec) for spec in dates for piece in pieces if id(piece) not in whole)
    return tuple(hit for hit in hits if hit is not None)


def _in_piece(piece: Fragment, spec: FieldSpec) -> LabelHit | None:
    colon = piece.text.rfind(":")
    for label in map(squeeze, spec.labels):
        start = _remains(piece.text, colon, label)
        if start >= _LEAST_VALUE and _is_value(spec, piece.text[colon + 1 :]):
            return LabelHit(spec.name, label, _SCORE, ((piece, start, colon),))
    month = _MONTH.search(piece.text) if spec.type == "year_month" else None
    if month is None or month.start() < _LEAST_VALUE or piece.text[month.start() - 1] == ":":
        return None
    return LabelHit(spec.name, squeeze(spec.labels[0]), _SCORE, ((piece, month.start(), month.start()),))


def _remains(text: str, colon: int, label: str) -> int:
    """Where the rest of a label begins that ends at a colon, -1 where there is none."""
    if colon < 1 or len(label) < _LEAST_LABEL or text[colon - 1] != label[-1]:
        return -1
    reach = range(max(0, colon - len(label)), colon)
    return next(at for at in reach if text[at] in label)


def _is_value(spec: FieldSpec, text: str) -> bool:
    return likeness(spec.type, text) > 0 and parse(spec.type, text).problem is None


def completed(name: str) -> str:
    """The name of an organisation with the rest of the usual end that it breaks off in."""
    for end, least in _ENDS:
        for length in range(len(end) - 1, least - 1, -1):
            if name.endswith(end[:length]):
                return name[:-length] + end
    return name
