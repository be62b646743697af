"""What several readings of one page together say.

The page is not judged here: the readings are weighed field by field, a value that passes its check beats one that
does not, and two different good values are nobody's word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from intake_assist.checklist.models import FieldSpec, KindSpec
from intake_assist.model import Document, Field, Problem, Row
from intake_assist.reading.doubt import CERTAIN
from intake_assist.reading.name_ends import BREAKING_OFF
from intake_assist.reading.values_at import likeness

_GOOD = 4
_MANY = 3
_A_NAME = 6  # characters that are no part of another name by chance
_UNDER_A_SEAL = "日期压着印章，几次识别的结果不一样，请查看原件。"


def weighed(readings: Sequence[Sequence[Document]], kinds: Mapping[str, KindSpec]) -> tuple[Document, ...]:
    """Several readings of one page as one, the first of them the plain one.

    Readings that see other papers on the page than the first are left out, unless the first knows fewer of them.
    """
    known = [sum(document.kind is not None for document in documents) for documents in readings]
    base = readings[0] if readings[0] and known[0] >= max(known) else readings[known.index(max(known))]
    alike = [documents for documents in readings if len(documents) == len(base)]
    return tuple(
        _weigh(document, [documents[at] for documents in alike], kinds.get(document.kind or ""))
        for at, document in enumerate(base)
    )


def _weigh(base: Document, readings: Sequence[Document], kind: KindSpec | None) -> Document:
    same = [document for document in readings if document.kind == base.kind]
    if kind is None or len(same) < 2:
        return base
    names = dict.fromkeys(name for document in same for name in document.fields)
    fields = {
        name: _best([document.fields[name] for document in same if name in document.fields], kind.field(name))
        for name in names
    }
    rows = max((document.rows for document in same), key=_cells_read)
    fields = _with_doubts(fields, [document.fields for document in same])
    return replace(base, fields=fields, rows=tuple(_row_with_doubts(row, same) for row in rows))


def _row_with_doubts(row: Row, readings: Sequence[Document]) -> Row:
    others = [other.fields for document in readings for other in document.rows if other.number == row.number]
    return replace(row, fields=_with_doubts(row.fields, others))


def _with_doubts(fields: Mapping[str, Field], readings: Sequence[Mapping[str, Field]]) -> dict[str, Field]:
    """Fields whose codes that are too short or too long are in doubt where another reading saw more or fewer of
    their characters: what the paper lacks is lacking whenever it is read."""
    doubted = {
        name: replace(found, problem=replace(found.problem, uncertain=True))
        for name, found in fields.items()
        if found.problem is not None and found.problem.code == "length"
        if any(_is_longer_or_shorter(other.get(name), found) for other in readings)
    }
    return {**fields, **doubted}


def _is_longer_or_shorter(other: Field | None, cell: Field) -> bool:
    if other is None or other.box is None or cell.box is None or not other.text:
        return False
    return len(other.text) != len(cell.text) and other.box.intersection(cell.box) is not None


def _cells_read(rows: Sequence[Row]) -> int:
    cells = (cell for row in rows for cell in row.fields.values())
    return sum(cell.value is not None and cell.problem is None for cell in cells)


def _worth(found: Field) -> int:
    if found.value is None:
        return 1 if found.problem and found.problem.code == "blank" else 0
    if found.problem is not None:
        return 2
    return _GOOD if found.text else 3


def _says_more(other: Field, field: Field) -> bool:
    """Whether a reading that came to nothing holds the name that another one gives, and words of a stamp."""
    name = field.value or ""
    return other.problem is not None and len(name) >= _A_NAME and name in other.text != name


def _best(readings: Sequence[Field], spec: FieldSpec | None) -> Field:
    """The best of several readings of one field.

    A value that passes its check beats one that does not, a whole name one that breaks off, a person's name that
    two looks are certain of one that none or one is; of equals the one that more readings give wins, then the surer
    one. What another reading says of a key field is kept with it,
    and where as many say the one as the other it is *cannot tell*.
    """
    type_id = spec.type if spec is not None else "text"
    votes: dict[str | None, list[Field]] = {}
    for reading in readings:
        votes.setdefault(reading.value, []).append(reading)
    groups = [max(group, key=lambda field: (_worth(field), field.confidence)) for group in votes.values()]

    def support(field: Field) -> int:
        # A reading that did not look at this place again repeats another one to the last digit.
        more = [other for other in readings if _says_more(other, field)] if type_id == "org_name" else []
        return len({(other.confidence, other.box) for other in (*votes[field.value], *more)})

    def certain(field: Field) -> bool:
        sure = {(other.confidence, other.box) for other in votes[field.value] if other.confidence > CERTAIN}
        return type_id == "person" and len(sure) > 1

    def rank(field: Field) -> tuple[int, float, bool, int, float]:
        whole = likeness(type_id, field.value) if field.value is not None else 0.0
        breaking = whole if type_id in BREAKING_OFF else 0.0
        surer = field.confidence if _worth(field) == _GOOD else 0.0
        return _worth(field), breaking, certain(field), support(field), surer

    best = max(groups, key=rank)
    rivals = [field for field in groups if field is not best and rank(field)[:2] == rank(best)[:2]]
    if (
        spec is not None
        and spec.near is not None
        and any(support(field) >= support(best) for field in rivals)
    ):
        return replace(best, value=None, problem=Problem("unread", _UNDER_A_SEAL, uncertain=True))
    if spec is None or not spec.key or not rivals or _worth(best) < _GOOD:
        return best
    others = tuple(field.value for field in rivals if field.value is not None)
    tied = [field for field in rivals if support(field) == support(best)]
    alone = support(best) == 1 and len(others) >= _MANY  # it is read in another way whenever it is read
    if not alone and (
        all(best.confidence - field.confidence > 0.25 for field in tied) or best.confidence > CERTAIN
    ):
        return replace(best, others=others)
    problem = Problem("readings_differ", "几次识别的结果不一样，请对照原件。", uncertain=True)
    return replace(best, confidence=min(best.confidence, 0.6), problem=problem, others=others)
