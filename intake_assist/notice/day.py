"""The end of the day (日终清单): the cases received on a day, each with its state, as a paper for the office."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib import resources

from intake_assist.notice.exports.lists import STATUSES, Listed
from intake_assist.notice.forms import environment, shipped
from intake_assist.notice.papers import Paper

TITLE = "日终清单"
_TEMPLATE = "day.html"


@dataclass(frozen=True, slots=True)
class Row:
    """`time` is when the case was received, local."""

    number: str
    time: str
    matter: str
    company: str
    state: str
    clerk: str


def rows(
    cases: Iterable[Listed], titles: Mapping[str, str], zone: dt.tzinfo | None = None
) -> tuple[Row, ...]:
    """In the order of receipt. `titles` names matters by id; times are told in `zone`, by default this
    machine's."""
    made = [
        Row(
            case.number,
            f"{case.created_at.astimezone(zone):%H:%M}",
            titles.get(case.matter, case.matter),
            case.company or "",
            STATUSES.get(case.status, case.status),
            case.clerk,
        )
        for case in cases
    ]
    return tuple(sorted(made, key=lambda row: row.number))


def counts(listed: Iterable[Row]) -> tuple[tuple[str, int], ...]:
    """How many are in each state, in the order in which a case goes through them; none is left out."""
    found = Counter(row.state for row in listed)
    return tuple((state, found[state]) for state in STATUSES.values() if found[state])


def day_paper(day: dt.date, listed: tuple[Row, ...], authority: str, counter: str = "") -> Paper:
    """`counter` is the counter's name, empty for the whole hall."""
    folder = resources.files("intake_assist.notice").joinpath("templates")
    texts = {**shipped(), _TEMPLATE: folder.joinpath(_TEMPLATE).read_text(encoding="utf-8")}
    html = (
        environment(texts)
        .get_template(_TEMPLATE)
        .render(date=day, rows=listed, counts=counts(listed), authority=authority, counter_name=counter)
    )
    return Paper(TITLE, f"{day:%Y%m%d}", authority, html)
