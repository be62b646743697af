"""The places of a page that are marked on its picture: fields, and what findings speak of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from intake_assist.casework import CaseState, FieldRef, Item, Outcome
from intake_assist.checklist.models import KindSpec
from intake_assist.desktop.page_view_marks import Mark
from intake_assist.desktop.presenting import FieldRow, documents_on, field_rows
from intake_assist.desktop.words import weight_look
from intake_assist.values.mask import masked


def field_mark(ref: FieldRef) -> str:
    return f"field/{ref.document}/{ref.field}/{ref.row}"


def field_ref_of(mark: str) -> FieldRef | None:
    """The field a mark stands for; the document's id may hold slashes itself."""
    if not mark.startswith("field/"):
        return None
    document, name, row = mark.removeprefix("field/").rsplit("/", 2)
    return FieldRef(document, name, int(row))


def place_mark(item: Item, at: int) -> str:
    return f"finding/{item.key}/{at}"


def field_marks(rows: Iterable[FieldRow], page: str) -> list[Mark]:
    return [
        Mark(field_mark(row.ref), row.box, row.title, row.look, not row.problem)
        for row in rows
        if row.box is not None and row.page == page
    ]


def marks_on(page: str, outcome: Outcome, kinds: Mapping[str, KindSpec], state: CaseState) -> list[Mark]:
    """Fields first, findings above them."""
    papers = documents_on(outcome.case, page)
    found = field_marks(
        (row for paper in papers for row in field_rows(paper, kinds, state, outcome.items)), page
    )
    for item in outcome.items:
        if not item.open:
            continue
        for at, evidence in enumerate(item.finding.evidence):
            if evidence.page == page and evidence.box is not None:
                found.append(
                    Mark(place_mark(item, at), evidence.box, masked(item.finding.message), weight_look(item))
                )
    return found
