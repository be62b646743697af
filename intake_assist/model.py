"""The nouns everyone speaks. Imports nothing of ours.

Coordinates: every :class:`Box` is in pixels of the *upright* page it belongs to (after the turn and the
deskew that `vision` applied), origin at the top left, x to the right, y downwards. Confidences are 0..1.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Any

EMPTY: Mapping[str, Any] = MappingProxyType({})

ILLEGIBLE = "\ufffd"
"""Stands in a table's cell for content that could not be read."""


@dataclass(frozen=True, slots=True)
class Box:
    """An upright rectangle ``x0 <= x1``, ``y0 <= y1``. Raises ValueError when it is turned inside out."""

    x0: float
    y0: float
    x1: float
    y1: float

    def __post_init__(self) -> None:
        if self.x1 < self.x0 or self.y1 < self.y0:
            raise ValueError(f"inverted box {self.x0, self.y0, self.x1, self.y1}")

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    @property
    def cx(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def cy(self) -> float:
        return (self.y0 + self.y1) / 2

    @property
    def area(self) -> float:
        return self.width * self.height

    def union(self, other: Box) -> Box:
        return Box(
            min(self.x0, other.x0), min(self.y0, other.y0), max(self.x1, other.x1), max(self.y1, other.y1)
        )

    def intersection(self, other: Box) -> Box | None:
        """The common rectangle, None when there is none."""
        x0, y0 = max(self.x0, other.x0), max(self.y0, other.y0)
        x1, y1 = min(self.x1, other.x1), min(self.y1, other.y1)
        return Box(x0, y0, x1, y1) if x1 > x0 and y1 > y0 else None

    def contains(self, other: Box, share: float = 0.5) -> bool:
        """Whether at least `share` of `other`'s area lies inside."""
        common = self.intersection(other)
        return common is not None and common.area >= share * other.area

    def shares_place(self, other: Box, share: float = 0.5) -> bool:
        """Whether either covers at least `share` of the other's area."""
        return self.contains(other, share) or other.contains(self, share)

    def moved(self, dx: float, dy: float) -> Box:
        return Box(self.x0 + dx, self.y0 + dy, self.x1 + dx, self.y1 + dy)

    def as_list(self) -> list[int]:
        return [round(self.x0), round(self.y0), round(self.x1), round(self.y1)]


@dataclass(frozen=True, slots=True)
class TextLine:
    """One line of text as the recogniser read it."""

    text: str
    box: Box
    confidence: float


@dataclass(frozen=True, slots=True)
class Seal:
    """A seal on the page; `text` is what could be read of it, its owner and its title together.

    `shape` is round, oval or square; `color` red, blue, or grey, of which nobody can tell whether it was wet.
    `owner` is the name around the ring or the person's name, `choices` what else each of its characters may be,
    likeliest first. `title` is the level line (财务专用章), `number` the digits along the foot. `legibility` is how
    surely the owner was read, 0 when nothing was. `inside` is the share of its border that lies on the page.
    `size_mm` is width and height, None when the resolution is not known.
    """

    box: Box
    shape: str
    color: str
    text: str
    confidence: float
    owner: str = ""
    title: str = ""
    number: str = ""
    choices: tuple[str, ...] = ()
    legibility: float = 0.0
    size_mm: tuple[float, float] | None = None
    inside: float = 1.0


@dataclass(frozen=True, slots=True)
class Signature:
    """A place to sign, and what was seen there.

    `state` is ``signed`` (a hand wrote), ``stamped`` (a small seal with a name), ``printed`` (text like the
    print around it), ``unclear`` or ``empty``; `confidence` says how sure that is. `box` covers what is there,
    or the place when it is empty. `by` is whose signature the printed `label` asks for, as in a checklist.
    """

    box: Box
    confidence: float
    state: str = "signed"
    by: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code or bar code."""

    box: Box
    symbology: str
    text: str


@dataclass(frozen=True, slots=True)
class QualityMark:
    """Something that makes the page hard to read: `code` for machines, `message` for the clerk."""

    code: str
    message: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where a page comes from.

    `file` is the path as the user gave it, `page` counts from 1 within the file, `part` is 0 for a whole
    sheet and counts from 1 when the sheet carried several documents that were cut apart.
    """

    file: str
    page: int = 1
    part: int = 0

    @property
    def id(self) -> str:
        """Stable name of the page within its case."""
        tail = f".{self.part}" if self.part else ""
        return f"{self.file}#{self.page}{tail}"


@dataclass(frozen=True, slots=True)
class Page:
    """A page as read. `width` and `height` are of the upright page in pixels.

    `rotation` is the clockwise turn (0, 90, 180, 270) that the *input* shows, i.e. turning the input
    counter-clockwise by it makes it upright; `skew` is the remaining small angle in degrees that was taken
    out. `problem` is a Chinese sentence when the page could not be read at all; `lines` is empty then.
    `tables` holds rows that came as data (XLSX), not as a picture. `region` is the part of the upright sheet
    (its pixels) this page was cut from when `source.part` > 0; `sheet_seals` are then the seals anywhere on that
    sheet, in pixels of the sheet as the file has it.
    `colourless` says that the scan holds no colour at all. `strikes` are the places of text with a stroke through
    it: lines, or a part of one.
    `borne_out` are names that other papers say, each at the place of a value that was read otherwise, where the
    picture bears them out.
    `digital_signatures` are Chinese sentences, one for each signature of its file: what it claims, unverified.
    """

    source: Source
    width: int = 0
    height: int = 0
    rotation: int = 0
    skew: float = 0.0
    dpi: float | None = None
    lines: tuple[TextLine, ...] = ()
    second_looks: tuple[tuple[TextLine, ...], ...] = ()
    empty_places: tuple[Box, ...] = ()
    quality: tuple[QualityMark, ...] = ()
    seals: tuple[Seal, ...] = ()
    sheet_seals: tuple[Seal, ...] = ()
    colourless: bool = False
    signatures: tuple[Signature, ...] = ()
    strikes: tuple[Box, ...] = ()
    codes: tuple[Code, ...] = ()
    blank: bool = False
    fingerprint: str = ""
    duplicate_of: str | None = None
    near_duplicate_of: str | None = None
    digital_signatures: tuple[str, ...] = ()
    cells: tuple[tuple[str, ...], ...] = ()
    region: Box | None = None
    problem: str | None = None
    seconds: float = 0.0
    borne_out: tuple[TextLine, ...] = ()

    @property
    def id(self) -> str:
        return self.source.id


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with a value, as far as the value alone can tell.

    `code` is for machines (``unread``, ``malformed``, ``check_digit``, ``no_such_date``, ...), `message` for
    the clerk. `suggestion` is a value that a likely misreading would explain; it is never applied silently.
    `uncertain` says that the machine cannot tell an error of the paper from an error of its own reading.
    """

    code: str
    message: str
    suggestion: str | None = None
    uncertain: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A value with its origin.

    `value` is normalised (dates ISO 8601, periods ``from/to``, amounts in yuan as decimal strings, names
    NFKC) and None when nothing could be read; `text` is what the page shows. `box` covers the value on
    `page`. `confidence` is how sure the reading is, whatever the value is worth. `others` are the good values
    that further readings of the same place gave and that lost against this one. `by_hand`: a person typed it.
    """

    name: str
    value: str | None
    text: str = ""
    confidence: float = 0.0
    box: Box | None = None
    page: str = ""
    problem: Problem | None = None
    others: tuple[str, ...] = ()
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table, e.g. one insured person of a 花名册. `number` counts from 1 in the document."""

    number: int
    fields: Mapping[str, Field]
    page: str = ""
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One paper (or one face of a card) of one kind.

    `kind` is None when the paper was not recognised. `pages` lists ids of the pages it runs over. `region`
    is the part of the first page it occupies when several documents share a page.
    """

    id: str
    kind: str | None
    kind_confidence: float
    pages: tuple[str, ...]
    fields: Mapping[str, Field] = field(default_factory=lambda: EMPTY)
    rows: tuple[Row, ...] = ()
    region: Box | None = None
    titled: bool = True
    text: str = ""

    def value(self, name: str) -> str | None:
        found = self.fields.get(name)
        return found.value if found else None


class Severity(StrEnum):
    """How heavy a finding is: provable error, please look, weak hint, for information."""

    ERROR = "error"
    SUSPECT = "suspect"
    WARN = "warn"
    INFO = "info"


class State(StrEnum):
    """The three answers a rule can give."""

    PASS = "pass"
    FLAG = "flag"
    UNCERTAIN = "uncertain"


class MaterialStatus(StrEnum):
    PRESENT = "present"
    MISSING = "missing"
    NOT_REQUIRED = "not_required"
    DEFERRED = "deferred"  # 容缺
    UNCERTAIN = "uncertain"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A place on a page that shows what a finding speaks of."""

    page: str
    box: Box | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one rule says about one thing.

    `rule` is the id of the check, `code` the reason code for returned applications (domain reference 1.5)
    or None. `basis` is the legal or guide-book ground. A *cannot tell* has `state` UNCERTAIN and severity
    SUSPECT. Passes are kept too, so that the desk can show what was looked at.
    """

    rule: str
    state: State
    severity: Severity
    message: str
    code: str | None = None
    material: str | None = None
    field: str | None = None
    suggestion: str | None = None
    basis: str | None = None
    evidence: tuple[Evidence, ...] = ()

    @property
    def compared(self) -> tuple[tuple[str, Box], ...]:
        """The places (page id, box) that it holds against one another: two or more, or none at all."""
        places = tuple((each.page, each.box) for each in self.evidence if each.box is not None)
        return places if len(places) > 1 else ()


@dataclass(frozen=True, slots=True)
class Material:
    """A material of the matter in this case, with the documents that were sorted to it.

    `waived` (免提交) tells a NOT_REQUIRED material that would be wanted but comes from elsewhere from one
    that does not apply (不适用).
    """

    id: str
    title: str
    status: MaterialStatus
    documents: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    waived: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Case:
    """Everything the program knows about one application. `findings` includes passes."""

    matter: str
    checklist_version: str
    answers: Mapping[str, Any]
    today: dt.date
    pages: tuple[Page, ...] = ()
    documents: tuple[Document, ...] = ()
    materials: tuple[Material, ...] = ()
    findings: tuple[Finding, ...] = ()
    seconds: float = 0.0

    def page(self, page_id: str) -> Page | None:
        return next((page for page in self.pages if page.id == page_id), None)
