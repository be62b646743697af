"""Days and periods of fields. A value that its type finds fault with counts as not read."""

from __future__ import annotations

import datetime as dt

from intake_assist.rules.context import Occurrence
from intake_assist.values.dates import Period


def date_of(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def period_of(found: Occurrence) -> Period | None:
    """The period of a field; a single day is the end of a period without a start. One side may be missing."""
    if found.value is None or (found.faulty and not half_printed(found)):
        return None
    if "/" not in found.value:
        end = date_of(found.value)
        return Period(None, end, forever=False) if end else None
    try:
        return Period.parse_iso(found.value)
    except ValueError:
        return None


def start_of(found: Occurrence) -> dt.date | None:
    """The day of a date field, or the first day of a period."""
    return None if found.faulty else date_of((found.value or "").split("/")[0])


def half_printed(found: Occurrence) -> bool:
    """One side of a period was read, the other was not."""
    return found.field.problem is not None and found.field.problem.code == "incomplete"
