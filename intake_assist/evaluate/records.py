"""Single judgements of an evaluation, from which figures by condition and by confidence are counted."""

from __future__ import annotations

from dataclasses import dataclass

from intake_assist.model import Box


@dataclass(frozen=True, slots=True)
class FieldRecord:
    """One labelled value and what was read for it.

    `name` is the field, or ``rows.<column>``. `conditions` are those of its sheet. `found` is None when nothing
    was read, `doubtful` says that the clerk is asked to look. `page` and `box` tell where it was read.
    """

    kind: str
    name: str
    key: bool
    conditions: tuple[str, ...]
    expected: str
    found: str | None
    right: bool
    doubtful: bool
    confidence: float = 0.0
    page: str = ""
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class DefectRecord:
    """A labelled defect that was `found` or not, or, not `planted`, a false alarm. `conditions` are those of the
    sheets concerned. `message` is the note of the label or the words of the finding."""

    code: str
    planted: bool
    found: bool
    conditions: tuple[str, ...]
    message: str
    page: str = ""
    box: Box | None = None
