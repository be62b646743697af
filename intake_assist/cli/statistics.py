"""``statistics``: how the work went in a period, printed or held against another period."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from enum import StrEnum
from typing import Annotated, Any

import typer
from rich.table import Table

from intake_assist.cli import arguments
from intake_assist.cli.at_store import Home, opened
from intake_assist.cli.outcome import WrongUseError
from intake_assist.cli.output import print_json, results

TITLES = {
    "sent_back": "退补件率",
    "notified": "补件率",
    "withdrawn": "退件率",
    "first_time": "一次办结率",
    "complete": "一次告知完整率",
    "corrected": "人工改写率",
    "handling": "受理时长中位数（分钟）",
    "prechecking": "预检时长中位数（分钟）",
}
_DAY = "日期，例如 2026-11-22"


class By(StrEnum):
    DAY = "day"
    WEEK = "week"


def statistics(
    since: Annotated[str, typer.Option(metavar="日期", help=f"从哪天收的件起，{_DAY}")],
    until: Annotated[str | None, typer.Option(metavar="日期", help="到哪天，含这一天，默认今天")] = None,
    by: Annotated[By, typer.Option(metavar="day|week", help="按天还是按周分列")] = By.WEEK,
    before_since: Annotated[
        str | None, typer.Option("--before-since", metavar="日期", help="和另一段时间比：从哪天")
    ] = None,
    before_until: Annotated[
        str | None, typer.Option("--before-until", metavar="日期", help="和另一段时间比：到哪天")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", metavar="", help="在标准输出打印 JSON（UTF-8），供其他程序使用")
    ] = False,
    home: Home = None,
) -> None:
    """统计：退补件率、一次告知完整率、受理时长，各规则的提示有多少被人排除；可以和另一段时间比。

    比例后面括号里是 95% 的范围(Wilson);两段时间的差别同时给出范围(Newcombe)和 p 值。
    """
    from intake_assist.statistics import differences, gathered

    period = _period(since, until)
    other = _period(before_since, before_until) if before_since else None
    with opened(home) as store:
        found = gathered(store, *period, by.value)
        before = gathered(store, *other, by.value) if other else None
    changes = differences(before.whole, found.whole) if before else ()
    if as_json:
        print_json(_json(found, before, changes))
        return
    _show(found)
    if before is not None:
        _show_changes(changes)


def _period(since: str, until: str | None) -> tuple[dt.date, dt.date]:
    first, last = arguments.given_date(since), arguments.given_date(until)
    if last < first:
        raise WrongUseError(f"“到”（{last}）在“从”（{first}）的前面。")
    return first, last


def _json(found: Any, before: Any, changes: Any) -> dict[str, Any]:
    said = {
        "since": found.since.isoformat(),
        "until": found.until.isoformat(),
        "whole": _measures(found.whole),
        "parts": {name: _measures(part) for name, part in found.parts.items()},
        "rules": [
            {
                "rule": each.rule,
                "confirmed": each.confirmed,
                "fixed": each.fixed,
                "dismissed": each.dismissed,
                "open": each.open,
                "false_alarms": each.false_alarms.rate,
            }
            for each in found.rules
        ],
    }
    if before is not None:
        said["before"] = _measures(before.whole)
        said["differences"] = [
            {each.name: getattr(one, each.name) for each in fields(one)} for one in changes
        ]
    return said


def _measures(found: Any) -> dict[str, Any]:
    said: dict[str, Any] = {"cases": found.cases}
    for name in TITLES:
        value = getattr(found, name)
        said[name] = (
            {"median": value.median, "p90": value.p90, "count": len(value.minutes)}
            if hasattr(value, "minutes")
            else {"part": value.part, "whole": value.whole, "rate": value.rate}
        )
    return said


def _show(found: Any) -> None:
    out = results()
    table = Table("", f"{found.since} 至 {found.until}", *found.parts, box=None)
    columns = [found.whole, *found.parts.values()]
    table.add_row("收件", *(str(each.cases) for each in columns))
    for name, title in TITLES.items():
        table.add_row(title, *(_words(getattr(each, name)) for each in columns))
    out.print(table)
    rules = Table("规则", "确认", "当场更正", "排除", "没有决定", "误报率", box=None)
    for each in found.rules:
        counts = (each.confirmed, each.fixed, each.dismissed, each.open)
        rules.add_row(each.rule, *map(str, counts), _words(each.false_alarms))
    out.print(rules)


def _words(value: Any) -> str:
    if hasattr(value, "minutes"):
        return f"{value.median:.1f}(P90 {value.p90:.1f})" if value.minutes else "—"
    if value.rate is None:
        return "—"
    low, high = value.interval
    return f"{value.rate:.1%}({low:.1%}–{high:.1%}) {value.part}/{value.whole}"


def _show_changes(changes: Any) -> None:
    table = Table("", "对照期", "本期", "差（95%）", "p", box=None)
    for each in changes:
        is_share = each.name not in ("handling", "prechecking")
        shown = [_number(value, is_share) for value in (each.before, each.after)]
        by = f"{each.low:+.1%} 到 {each.high:+.1%}" if each.low is not None else "—"
        table.add_row(TITLES[each.name], *shown, by, f"{each.p:.4f}" if each.p is not None else "—")
    results().print(table)


def _number(value: float | None, is_share: bool) -> str:
    if value is None:
        return "—"
    return f"{value:.1%}" if is_share else f"{value:.1f}"
