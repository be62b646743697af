"""The measures of a pilot. Pure.

No national formula exists for most of them, so each says what is counted over what:

- `sent_back` 退补件率: cases that were given a notice or withdrawn, over all received.
- `notified` 补件率 and `withdrawn` 退件率: its two parts.
- `first_time` 一次办结率: accepted without any notice, over all received.
- `complete` 一次告知完整率: cases in which no later notice brought anything new, over those given a notice.
- `corrected` 人工改写率: cases in which a person changed a value the program had read, over all received.
- `handling` 受理时长: from the case's opening to its first notice or its acceptance.
- `prechecking` 预检时长: from its first papers to the program's first conclusion.
"""

from __future__ import annotations

import datetime as dt
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from intake_assist.evaluate.statistics import interval
from intake_assist.store import CaseStatus, CaseWay, RuleCount


@dataclass(frozen=True, slots=True)
class Share:
    part: int
    whole: int

    @property
    def rate(self) -> float | None:
        return self.part / self.whole if self.whole else None

    @property
    def interval(self) -> tuple[float, float]:
        """95%, after Wilson."""
        return interval(self.part, self.whole)


@dataclass(frozen=True, slots=True)
class Times:
    """Minutes, in rising order."""

    minutes: tuple[float, ...]

    @property
    def median(self) -> float | None:
        return statistics.median(self.minutes) if self.minutes else None

    @property
    def p90(self) -> float | None:
        """The least of them that nine in ten do not exceed."""
        return self.minutes[-(-9 * len(self.minutes) // 10) - 1] if self.minutes else None


@dataclass(frozen=True, slots=True)
class Measures:
    cases: int
    sent_back: Share
    notified: Share
    withdrawn: Share
    first_time: Share
    complete: Share
    corrected: Share
    handling: Times
    prechecking: Times


@dataclass(frozen=True, slots=True)
class RuleFigures:
    """What became of a rule's findings. `false_alarms`: those a person dismissed, of those a person decided."""

    rule: str
    confirmed: int
    fixed: int
    dismissed: int
    open: int

    @property
    def false_alarms(self) -> Share:
        return Share(self.dismissed, self.confirmed + self.fixed + self.dismissed)


def measures(ways: Iterable[CaseWay], news: Mapping[str, bool]) -> Measures:
    """`news` says of the cases with several notices whether a later one brought anything new; what is not known
    of such a case (it has been deleted) counts neither way."""
    cases = tuple(ways)
    told = [way for way in cases if way.notices and (len(way.notices) == 1 or way.id in news)]
    withdrawn = [_is(way, CaseStatus.WITHDRAWN) for way in cases]
    notified = [bool(way.notices) for way in cases]
    return Measures(
        len(cases),
        _share(a or b for a, b in zip(withdrawn, notified, strict=True)),
        _share(notified),
        _share(withdrawn),
        _share(_is(way, CaseStatus.ACCEPTED) and not way.notices for way in cases),
        _share(not news.get(way.id, False) for way in told),
        _share(way.corrected for way in cases),
        _times(_handling(way) for way in cases),
        _times(_between(way.received_at, way.concluded_at) for way in cases),
    )


def by_period(
    ways: Iterable[CaseWay], news: Mapping[str, bool], name: Callable[[dt.date], str]
) -> dict[str, Measures]:
    """By what `name` calls the local day of receipt, in the order of the days."""
    groups: dict[str, list[CaseWay]] = {}
    for way in sorted(ways, key=lambda each: each.opened_at):
        groups.setdefault(name(way.opened_at.astimezone().date()), []).append(way)
    return {period: measures(group, news) for period, group in groups.items()}


def day_name(day: dt.date) -> str:
    return day.isoformat()


def week_name(day: dt.date) -> str:
    """The week after ISO 8601, ``2026-W48``."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def rule_figures(counts: Iterable[RuleCount]) -> tuple[RuleFigures, ...]:
    """Those most often dismissed first."""
    found: dict[str, Counter[str]] = {}
    for each in counts:
        verdict = each.verdict if each.verdict in ("confirmed", "fixed", "dismissed") else "open"
        found.setdefault(each.rule, Counter())[verdict] += each.count
    figures = [
        RuleFigures(rule, by["confirmed"], by["fixed"], by["dismissed"], by["open"])
        for rule, by in found.items()
    ]
    return tuple(sorted(figures, key=lambda each: (-each.dismissed, each.rule)))


def _is(way: CaseWay, status: CaseStatus) -> bool:
    """Whether that is how the case stands."""
    return bool(way.statuses) and way.statuses[-1][1] is status


def _share(of: Iterable[bool]) -> Share:
    asked = list(of)
    return Share(sum(asked), len(asked))


def _times(minutes: Iterable[float | None]) -> Times:
    return Times(tuple(sorted(each for each in minutes if each is not None)))


def _handling(way: CaseWay) -> float | None:
    accepted = [at for at, status in way.statuses if status is CaseStatus.ACCEPTED]
    ends = [*way.notices[:1], *accepted[:1]]
    return _between(way.opened_at, min(ends)) if ends else None


def _between(start: dt.datetime | None, end: dt.datetime | None) -> float | None:
    """In minutes; None for a clock that ran backwards."""
    if start is None or end is None or end < start:
        return None
    return (end - start).total_seconds() / 60
