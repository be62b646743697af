"""What a clerk can do to a case. Each step is plain data: it is kept as it is, undone and done again.

Sheets are named ``file#page`` and pages ``file#page`` or ``file#page.part`` (`model.Source.id`); within a case
`file` is `ReceivedFile.id`, so that two files of one name stay apart.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, TypeAdapter

from intake_assist.model import Box

UNSORTED = ""
"""In place of a material: the page waits in 未归类."""

Verdict = Literal["confirmed", "dismissed", "fixed", "pending"]
"""确认 (goes into the notice), 排除, 已当场更正, 待核对."""


@dataclass(frozen=True, slots=True)
class ReceivedFile:
    """A file as it came in. `number` counts from 1 in the order of receipt and is never given twice in a case;
    `blob` is the SHA-256 of its bytes in hexadecimal, under which the store keeps them."""

    number: int
    name: str
    blob: str

    @property
    def id(self) -> str:
        """What stands for the path in `model.Source.file`."""
        return f"{self.number:04d}/{self.name}"


@dataclass(frozen=True, slots=True)
class FieldRef:
    """A field of a document, or of its table's `row` (0: of the document itself)."""

    document: str
    field: str
    row: int = 0


@dataclass(frozen=True, slots=True)
class FilesReceived:
    files: tuple[ReceivedFile, ...]
    step: Literal["files_received"] = "files_received"


@dataclass(frozen=True, slots=True)
class QuestionsAnswered:
    """`answers` are the ones that changed."""

    answers: Mapping[str, str | bool]
    step: Literal["questions_answered"] = "questions_answered"


@dataclass(frozen=True, slots=True)
class PagesRemoved:
    pages: tuple[str, ...]
    step: Literal["pages_removed"] = "pages_removed"


@dataclass(frozen=True, slots=True)
class PagesMoved:
    """Pages put under `material` by hand, or taken out of every material (`UNSORTED`)."""

    pages: tuple[str, ...]
    material: str
    step: Literal["pages_moved"] = "pages_moved"


@dataclass(frozen=True, slots=True)
class PagesArranged:
    """The order of the pages named; pages not named stay where they are after the one before them."""

    pages: tuple[str, ...]
    step: Literal["pages_arranged"] = "pages_arranged"


@dataclass(frozen=True, slots=True)
class SheetTurned:
    """The sheet's picture, as the file holds it, is upright after a clockwise turn by `turn` degrees."""

    sheet: str
    turn: Literal[0, 90, 180, 270]
    step: Literal["sheet_turned"] = "sheet_turned"


@dataclass(frozen=True, slots=True)
class SheetCut:
    """The sheet carries one paper in each of `parts` (pixels of the whole upright sheet); none: it is one."""

    sheet: str
    parts: tuple[Box, ...]
    step: Literal["sheet_cut"] = "sheet_cut"


@dataclass(frozen=True, slots=True)
class FieldCorrected:
    """What stands there according to the clerk; an empty text says that nothing does. `box` when it was shown
    where."""

    ref: FieldRef
    text: str
    page: str = ""
    box: Box | None = None
    step: Literal["field_corrected"] = "field_corrected"


@dataclass(frozen=True, slots=True)
class CorrectionDropped:
    """Back to what the machine read."""

    ref: FieldRef
    step: Literal["correction_dropped"] = "correction_dropped"


@dataclass(frozen=True, slots=True)
class FindingDecided:
    """`finding` is a `finding_key`; `verdict` None takes the decision back."""

    finding: str
    verdict: Verdict | None
    reason: str = ""
    step: Literal["finding_decided"] = "finding_decided"


@dataclass(frozen=True, slots=True)
class FindingAdded:
    """Something the clerk saw and the machine did not. `id` is unique in the case."""

    id: str
    message: str
    material: str | None = None
    page: str | None = None
    box: Box | None = None
    step: Literal["finding_added"] = "finding_added"


@dataclass(frozen=True, slots=True)
class FindingWithdrawn:
    """Takes back a `FindingAdded`."""

    id: str
    step: Literal["finding_withdrawn"] = "finding_withdrawn"


@dataclass(frozen=True, slots=True)
class PagesSeen:
    """A person has looked at these pages (`seen`), or says that nobody has."""

    pages: tuple[str, ...]
    seen: bool = True
    step: Literal["pages_seen"] = "pages_seen"


@dataclass(frozen=True, slots=True)
class PaperEdited:
    """What the clerk wants changed in a paper before it is given. `edits` is JSON of the `notice` package and
    takes the place of what was said before; the empty string: nothing."""

    paper: Literal["notice", "receipt"]
    edits: str
    step: Literal["paper_edited"] = "paper_edited"


@dataclass(frozen=True, slots=True)
class Together:
    """Several steps that are one to the clerk, e.g. a page replaced by a rescan."""

    steps: tuple[Single, ...]
    step: Literal["together"] = "together"


Single = Annotated[
    FilesReceived
    | QuestionsAnswered
    | PagesRemoved
    | PagesMoved
    | PagesArranged
    | SheetTurned
    | SheetCut
    | FieldCorrected
    | CorrectionDropped
    | FindingDecided
    | FindingAdded
    | FindingWithdrawn
    | PagesSeen
    | PaperEdited,
    Field(discriminator="step"),
]
Step = Annotated[Single | Together, Field(discriminator="step")]


@dataclass(frozen=True, slots=True)
class Do:
    did: Step
    entry: Literal["do"] = "do"


@dataclass(frozen=True, slots=True)
class Undo:
    entry: Literal["undo"] = "undo"


@dataclass(frozen=True, slots=True)
class Redo:
    entry: Literal["redo"] = "redo"


Entry = Annotated[Do | Undo | Redo, Field(discriminator="entry")]
"""One line of a case's history. Nothing in a history is ever changed or taken out."""

_ENTRY: TypeAdapter[Do | Undo | Redo] = TypeAdapter(Entry)


def entry_to_json(entry: Do | Undo | Redo) -> str:
    return _ENTRY.dump_json(entry).decode("utf-8")


def entry_from_json(text: str | bytes) -> Do | Undo | Redo:
    """Raises pydantic.ValidationError for anything else."""
    return _ENTRY.validate_json(text)
