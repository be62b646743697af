"""What a period's figures are made of, taken out of the store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from pydantic import ValidationError

from intake_assist.notice.content import notice_from_json
from intake_assist.notice.repeating import brings_news
from intake_assist.statistics.measures import (
    Measures,
    RuleFigures,
    by_period,
    day_name,
    measures,
    rule_figures,
    week_name,
)
from intake_assist.store import CaseWay, Store, StoreError

NAMES: dict[str, Callable[[dt.date], str]] = {"day": day_name, "week": week_name}


@dataclass(frozen=True, slots=True)
class Gathered:
    """`parts` are the days or weeks of the period."""

    since: dt.date
    until: dt.date
    whole: Measures
    parts: dict[str, Measures]
    rules: tuple[RuleFigures, ...]


def gathered(store: Store, since: dt.date, until: dt.date, by: str = "week") -> Gathered:
    """`by` is day or week; both days are included."""
    ways = store.ways(since, until)
    news = {way.id: known for way in ways if (known := _news(store, way)) is not None}
    return Gathered(
        since,
        until,
        measures(ways, news),
        by_period(ways, news, NAMES[by]),
        rule_figures(store.rule_counts(since, until)),
    )


def _news(store: Store, way: CaseWay) -> bool | None:
    """Whether a later notice of a case told anything that the earlier ones had not; None where nobody can say."""
    if len(way.notices) < 2 or way.deleted:
        return None
    with suppress(StoreError, ValidationError):
        return brings_news([notice_from_json(kept.notice) for kept in store.notices(way.id)])
    return None
