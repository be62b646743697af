"""What a notice (一次性告知书) and a receipt (收件清单) say: plain, frozen data that is kept as JSON.

A notice that was given is never computed again. Everything it says stands here in words, so that it can be
printed once more years later, whatever the rules, the checklist or the case have become since.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pydantic import ConfigDict, TypeAdapter

_NOTHING_ELSE = ConfigDict(extra="forbid")


@dataclass(frozen=True, slots=True)
class Office:
    """Who gives the paper. `authority` is the agency's full name, as on its seal; `clerk_number` 工号."""

    authority: str
    counter: str = ""
    clerk: str = ""
    clerk_number: str = ""
    phone: str = ""
    address: str = ""
    hours: str = ""


@dataclass(frozen=True, slots=True)
class Applicant:
    """As the papers say, empty where they do not. No number that identifies a person."""

    name: str = ""
    uscc: str = ""
    agent: str = ""


@dataclass(frozen=True, slots=True)
class Occasion:
    """Which case the paper is about. `number` is the paper's own, `case_number` the 收件号; `received_at` is
    the hall's local time."""

    number: str
    given_on: dt.date
    case_number: str = ""
    received_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Matter:
    id: str
    title: str
    checklist_version: str
    guide_source: str


@dataclass(frozen=True, slots=True)
class Missing:
    """A material that is not there, or not whole. `lack` says which part is missing, `demand` in which form it
    is wanted (原件或复印件, 份数, 签章). `until` is when a deferred one (容缺) is due, None where no one has
    said. `keys` name the findings it rests on."""

    keys: tuple[str, ...]
    material: str
    title: str
    lack: str
    demand: str
    basis: str
    until: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it must be: where, what is found there, what is required, how to mend it, and
    on what ground. `on_the_spot`: may be put right at the counter. `reword`: the words were written for the
    clerk, who ought to look at them before they are printed."""

    keys: tuple[str, ...]
    place: str
    found: str
    required: str
    mend: str
    basis: str
    code: str | None = None
    on_the_spot: bool = False
    reword: bool = False


@dataclass(frozen=True, slots=True)
class Faults:
    """The faults of one material; `material` is empty for what belongs to none."""

    material: str
    title: str
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Mended:
    """What was put right at the counter already."""

    key: str
    title: str
    found: str


@dataclass(frozen=True, slots=True)
class Received:
    """A material as it was handed in. `form` is 原件 or 复印件 as far as it is known. `state` is a word for how
    it stands: 齐全, 需补正, 免提交 ..."""

    material: str
    title: str
    copies: int
    pages: int
    form: str
    state: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Notice:
    """Everything the applicant has to be told, at once."""

    __pydantic_config__ = _NOTHING_ELSE

    occasion: Occasion
    office: Office
    applicant: Applicant
    matter: Matter
    missing: tuple[Missing, ...] = ()
    faults: tuple[Faults, ...] = ()
    deferred: tuple[Missing, ...] = ()
    mended: tuple[Mended, ...] = ()
    received: tuple[Received, ...] = ()
    supplement_by: dt.date | None = None
    consequence: str = ""
    channels: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    remarks: str = ""

    @property
    def fault_count(self) -> int:
        return sum(len(group.faults) for group in self.faults)

    @property
    def only_deferred(self) -> bool:
        """Nothing is wanting but what may be handed in later (容缺)."""
        return bool(self.deferred) and not self.missing and not self.faults


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was handed in. `strange_pages` is the number of pages that belong to no material."""

    __pydantic_config__ = _NOTHING_ELSE

    occasion: Occasion
    office: Office
    applicant: Applicant
    matter: Matter
    received: tuple[Received, ...]
    strange_pages: int = 0
    remarks: str = ""

    @property
    def pages(self) -> int:
        return sum(entry.pages for entry in self.received) + self.strange_pages


_NOTICE: TypeAdapter[Notice] = TypeAdapter(Notice)
_RECEIPT: TypeAdapter[Receipt] = TypeAdapter(Receipt)


def notice_to_json(notice: Notice) -> bytes:
    return _NOTICE.dump_json(notice)


def notice_from_json(text: str | bytes) -> Notice:
    """Raises pydantic.ValidationError for anything else."""
    return _NOTICE.validate_json(text)


def receipt_to_json(receipt: Receipt) -> bytes:
    return _RECEIPT.dump_json(receipt)


def receipt_from_json(text: str | bytes) -> Receipt:
    """Raises pydantic.ValidationError for anything else."""
    return _RECEIPT.validate_json(text)
