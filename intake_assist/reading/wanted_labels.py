"""The labels that a kind asks for, and the headings that govern those which several fields share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from intake_assist.checklist.models import FieldSpec, KindSpec, UnderSpec
from intake_assist.model import Box
from intake_assist.reading.labels import LabelHit
from intake_assist.values.text import squeeze

_HEADING = "§"
_UNDER = "§under:"
_OTHER = "§other"


def wanted_labels(kind: KindSpec) -> list[tuple[str, str]]:
    """All labels to find, each with its field or its role: governed by a heading, of no field, a heading."""
    labels = [(spec.name, squeeze(label)) for spec in kind.fields for label in spec.labels]
    governed = [
        (_UNDER + spec.name, squeeze(label)) for spec, under in _unders(kind) for label in under.labels
    ]
    headings = {squeeze(heading) for _, under in _unders(kind) for heading in under.headings}
    others = [(_OTHER, squeeze(label)) for label in kind.other_labels]
    return labels + governed + others + [(_HEADING, heading) for heading in sorted(headings)]


def _unders(kind: KindSpec) -> list[tuple[FieldSpec, UnderSpec]]:
    return [(spec, under) for spec in kind.fields for under in spec.under]


def own_hits(spec: FieldSpec, hits: Sequence[LabelHit]) -> list[LabelHit]:
    """The hits of a field: its own labels, and shared labels that stand under one of its headings."""
    own = [hit for hit in hits if hit.field == spec.name]
    headings = [hit for hit in hits if hit.field == _HEADING]
    for hit in hits:
        if hit.field == _UNDER + spec.name:
            heading = _heading_of(hit, headings)
            if heading is not None and _governs(heading.label, hit.label, spec):
                far = 0.02 * _apart(hit.box, heading.box)
                own.append(replace(hit, score=hit.score * (1.0 - far)))
    return own


def _governs(heading: str, label: str, spec: FieldSpec) -> bool:
    return any(
        heading in map(squeeze, under.headings) and label in map(squeeze, under.labels)
        for under in spec.under
    )


def _heading_of(hit: LabelHit, headings: Sequence[LabelHit]) -> LabelHit | None:
    """The heading that governs a label: the nearest by height of those that stand to its left, or right above.

    A heading may itself be a label of the row (``经办人 | 联系电话``): the nearest one to the left wins.
    """
    box = _in_row(hit)

    def distance(heading: LabelHit) -> tuple[float, float]:
        return round(_gap(box, heading.box) / 2.0), box.x0 - heading.box.x1

    left = [heading for heading in headings if heading.box.x1 <= box.x0 + 0.5 * box.height]
    nearest = min(left, key=distance, default=None)
    # Further away is another block: the heading of this one was not read.
    return nearest if nearest is not None and _apart(box, nearest.box) <= 8 else None


def _in_row(hit: LabelHit) -> Box:
    """The box of a label, no higher than the lowest of its pieces: the other may be torn by a stamp."""
    rows = [piece.part(start, end).box for piece, start, end in hit.parts]
    row = min(rows, key=lambda box: box.height)
    beside = all(box.y0 < row.cy < box.y1 for box in rows)
    return replace(hit.box, y0=row.y0, y1=row.y1) if beside else hit.box


def _apart(label: Box, heading: Box) -> int:
    """How far a label stands above or below its heading, in quarters of its height."""
    return round(4.0 * _gap(label, heading) / label.height)


def _gap(label: Box, heading: Box) -> float:
    return max(0.0, abs(label.cy - heading.cy) - heading.height / 2 - 0.5 * label.height)
