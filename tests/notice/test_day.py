"""The list of a day's cases as a paper."""

from __future__ import annotations

import datetime as dt

from intake_assist.notice.day import counts, day_paper, rows
from intake_assist.notice.plain import plain_text
from intake_assist.store import CaseHeader, CaseStatus

ZONE = dt.timezone(dt.timedelta(hours=8))
DAY = dt.date(2026, 11, 22)


def header(number: int, status: CaseStatus, company: str | None = None) -> CaseHeader:
    at = dt.datetime(2026, 11, 22, 1, number, tzinfo=dt.UTC)
    return CaseHeader(f"id{number}", f"20261122-{number:04d}", "m", "1", status, at, at, "甲", company)


def test_the_paper_lists_every_case_with_its_state() -> None:
    cases = [
        header(3, CaseStatus.NOTIFIED, "许昌<b>云帆</b>科技有限公司"),
        header(1, CaseStatus.ACCEPTED),
        header(2, CaseStatus.NOTIFIED),
    ]
    listed = rows(cases, {"m": "企业社保开户"}, ZONE)
    assert [(row.number, row.time) for row in listed] == [
        ("20261122-0001", "09:01"),
        ("20261122-0002", "09:02"),
        ("20261122-0003", "09:03"),
    ]
    assert counts(listed) == (("已告知", 2), ("已受理", 1))
    paper = day_paper(DAY, listed, "样例市社会保险中心", "3号窗口")
    text = plain_text(paper)
    assert "共收 3 件，已告知 2 件，已受理 1 件。" in text
    assert "许昌<b>云帆</b>科技有限公司" in text
    assert "<b>" not in paper.html.replace("<body>", "")
    assert all(row.number in text for row in listed)


def test_a_day_without_cases() -> None:
    assert "共收 0 件。" in plain_text(day_paper(DAY, (), "", ""))
