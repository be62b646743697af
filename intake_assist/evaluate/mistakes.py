"""What went wrong in one case, one entry each, with the places that show it. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from intake_assist.evaluate.records import DefectRecord, FieldRecord
from intake_assist.evaluate.scoring import CaseScore
from intake_assist.model import Evidence

What = Literal["paper", "field", "missed", "false_alarm"]


@dataclass(frozen=True, slots=True)
class Mistake:
    """One thing that went wrong.

    `name` is the field or the code of the defect, `owner` the kind of the paper or the material it belongs to.
    `expected` is what is true, `found` what the program said, empty when it said nothing. `doubtful`: it asked
    the clerk to look. `sheet` (``file#page``, the file's name alone) is empty when no sheet can be named.
    """

    what: What
    name: str = ""
    owner: str = ""
    expected: str = ""
    found: str = ""
    doubtful: bool = False
    sheet: str = ""
    shown: tuple[Evidence, ...] = ()

    @property
    def boxed(self) -> tuple[Evidence, ...]:
        """The places that can be shown close up."""
        return tuple(place for place in self.shown if place.page and place.box is not None)


def mistakes(score: CaseScore) -> tuple[Mistake, ...]:
    """Papers first, then defects missed and wrongly reported, then fields."""
    papers = [Mistake("paper", found=record.message, sheet=record.sheet) for record in score.paper_records]
    return (*papers, *_defects(score), *_fields(score))


def _defects(score: CaseScore) -> Iterator[Mistake]:
    wrong = [record for record in score.defect_records if not (record.planted and record.found)]
    for record in sorted(wrong, key=lambda record: not record.planted):
        yield _missed(record) if record.planted else _false_alarm(record)


def _missed(record: DefectRecord) -> Mistake:
    sheet = sheet_of(record.shown[0].page) if record.shown else record.sheet
    return Mistake("missed", *_about(record), expected=record.message, sheet=sheet, shown=record.shown)


def _false_alarm(record: DefectRecord) -> Mistake:
    sheet = sheet_of(record.shown[0].page) if record.shown else ""
    return Mistake("false_alarm", *_about(record), found=record.message, sheet=sheet, shown=record.shown)


def _about(record: DefectRecord) -> tuple[str, str]:
    return record.code, f"{record.material} {record.field}".strip()


def _fields(score: CaseScore) -> Iterator[Mistake]:
    for record in score.field_records:
        if not record.right:
            yield _field(record)


def _field(record: FieldRecord) -> Mistake:
    shown = (Evidence(record.page, record.box),) if record.page else ()
    return Mistake(
        "field",
        record.name,
        record.kind,
        record.expected,
        record.found or "",
        record.doubtful,
        record.sheet,
        shown,
    )


def sheet_of(page_id: str) -> str:
    """``file#page`` of a page's id, without folder and part."""
    file, _, tail = page_id.rpartition("#")
    name = file.replace("\\", "/").rsplit("/", 1)[-1]
    return f"{name}#{tail.split('.')[0]}"
