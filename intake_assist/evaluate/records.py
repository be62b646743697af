"""Single judgements of an evaluation, from which figures by condition and by confidence are counted."""

from __future__ import annotations

from dataclasses import dataclass

from intake_assist.model import Box, Evidence


@dataclass(frozen=True, slots=True)
class FieldRecord:
    """One labelled value and what was read for it.

    `name` is the field, or ``rows.<column>``. `conditions` are those of its sheet. `found` is None when nothing
    was read, `doubtful` says that the clerk is asked to look. `page` and `box` tell where it was read, `sheet`
    (``file#page``, the file's name alone) on which sheet it stands.
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
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class DefectRecord:
    """A labelled defect that was `found` or not, or, not `planted`, a false alarm. `conditions` are those of the
    sheets concerned. `message` is the note of the label or the words of the finding. `shown` is the evidence of
    a false alarm, and what was read in the place of a defect; `sheet` is the sheet on which a defect stands. `name`
    tells planted defects of one code apart."""

    code: str
    planted: bool
    found: bool
    conditions: tuple[str, ...]
    message: str
    material: str = ""
    field: str = ""
    shown: tuple[Evidence, ...] = ()
    sheet: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class PaperRecord:
    """What went wrong with a paper or a material as a whole, in words. `sheet` is empty for a material."""

    message: str
    sheet: str = ""
