"""What the store gives and takes, as plain data."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from intake_assist.casework import Do, Listing, Reading, Redo, Undo


class CaseStatus(StrEnum):
    """办理中, 已告知, 已受理, 已撤回."""

    OPEN = "open"
    NOTIFIED = "notified"
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"

    @property
    def closed(self) -> bool:
        """Nothing is waited for any more: from now on the days of keeping count."""
        return self in (CaseStatus.ACCEPTED, CaseStatus.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class CaseHeader:
    """A line of the history. `number` is the 收件号, ``YYYYMMDD-NNNN``; times are aware and in UTC.

    `uscc` shows head and tail only, unless the header was asked for whole. `length` counts the entries. `hold`
    is the reason why the case must not be deleted, None when it may be.
    """

    id: str
    number: str
    matter: str
    checklist_version: str
    status: CaseStatus
    created_at: dt.datetime
    changed_at: dt.datetime
    clerk: str
    company: str | None = None
    uscc: str | None = None
    length: int = 0
    hold: str | None = None

    @property
    def held(self) -> bool:
        return self.hold is not None


@dataclass(frozen=True, slots=True)
class KeptCase:
    """Everything a case is made of. Entries are in order; results in the order they first came."""

    header: CaseHeader
    entries: tuple[Do | Undo | Redo, ...] = ()
    listings: tuple[Listing, ...] = ()
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class WrittenNotice:
    """A notice with its number, ready to be kept: what it says, what the clerk changed in it, and the paper,
    each as JSON of the `notice` package."""

    number: str
    notice: bytes
    edits: bytes
    paper: bytes


@dataclass(frozen=True, slots=True)
class KeptNotice:
    """A notice as it was given, `at` the time it got its number. Printed again from `paper` it is the same."""

    number: str
    case_id: str
    at: dt.datetime
    actor: str
    notice: bytes
    edits: bytes
    paper: bytes


@dataclass(frozen=True, slots=True)
class Query:
    """Which cases to find, newest first; what is None does not matter.

    `text` is what a clerk types into one box: a 收件号 or its beginning, the number of a notice, or a company,
    credit code, ID number or person. `company`, `uscc`, `id_number` and `person` match whole values only
    (spelling variants of brackets, blanks and capitals aside): what is kept is sealed, and parts of it cannot
    be looked for.
    `since` and `until` are local days of receipt, both included. `held`: under a legal hold, or not.
    """

    text: str | None = None
    number: str | None = None
    company: str | None = None
    uscc: str | None = None
    id_number: str | None = None
    person: str | None = None
    matter: str | None = None
    status: CaseStatus | None = None
    clerk: str | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    held: bool | None = None
    limit: int = 200
    offset: int = 0
