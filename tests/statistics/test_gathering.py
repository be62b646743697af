"""From a store that was worked with to figures, and the command that prints them."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from intake_assist.cli.app import app
from intake_assist.cli.outcome import WrongUseError
from intake_assist.notice import NoticeEdits, edits_to_json, notice_to_json
from intake_assist.notice.example import USUAL
from intake_assist.statistics import Share, gathered
from intake_assist.store import CaseHeader, CaseStatus, Keys, Store, WrittenNotice
from tests.store.building import CLERK, NOON, Clock, opened, received

DAY = NOON.astimezone().date()


def written(sequence: int, notice: object = USUAL) -> WrittenNotice:
    number = f"20261122-3-{sequence:04d}"
    return WrittenNotice(number, notice_to_json(notice), edits_to_json(NoticeEdits()), b"{}")  # type: ignore[arg-type]


def tell(store: Store, case: CaseHeader) -> None:
    store.issue_notice(case.id, "20261122-3", written, CLERK)
    store.set_status(case.id, CaseStatus.NOTIFIED, CLERK)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Store:
    return Store.open(tmp_path / "store", keys=Keys.generate(), clock=clock)


def test_a_day_of_work_becomes_figures(store: Store, clock: Clock) -> None:
    with store:
        first, second, third = opened(store), opened(store), opened(store)
        store.append(first.id, received(store), CLERK)
        clock.go(minutes=5)
        store.set_status(first.id, CaseStatus.ACCEPTED, CLERK)
        clock.go(minutes=10)
        tell(store, second)
        tell(store, second)
        store.set_status(third.id, CaseStatus.WITHDRAWN, CLERK)
        clock.go(days=1)
        opened(store)
        found = gathered(store, DAY, DAY, "day")
        assert found.whole.cases == 3
        assert found.whole.sent_back == Share(2, 3)
        assert found.whole.first_time == Share(1, 3)
        assert found.whole.complete == Share(1, 1)
        assert found.whole.handling.minutes == (5, 15)
        assert list(found.parts) == [DAY.isoformat()]
        both = gathered(store, DAY, DAY + dt.timedelta(days=1), "day")
        assert [each.cases for each in both.parts.values()] == [3, 1]
        # What was deleted is counted as long as the trail knows of it.
        store.forget([first.id], CLERK, "test")
        assert gathered(store, DAY, DAY).whole == found.whole


def test_a_receipt_is_no_notice(store: Store) -> None:
    with store:
        case = opened(store)

        def receipt(sequence: int) -> WrittenNotice:
            return WrittenNotice(f"S20261122-3-{sequence:04d}", b"{}", b"{}", b"{}")

        store.issue_notice(case.id, "S20261122-3", receipt, CLERK)
        assert store.notices(case.id) == ()
        assert [each.number for each in store.receipts(case.id)] == ["S20261122-3-0001"]
        assert gathered(store, DAY, DAY).whole.notified == Share(0, 1)
        assert store.verify().problem is None


def test_the_command_prints_and_compares(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INTAKE_ASSIST_HOME", str(tmp_path))
    with Store.open(tmp_path / "store") as store:
        case = opened(store)
        tell(store, case)
    today = dt.date.today().isoformat()
    runner = CliRunner()
    printed = runner.invoke(app, ["statistics", "--since", today, "--json"])
    assert printed.exit_code == 0, printed.output
    said = json.loads(printed.stdout)
    assert said["whole"]["cases"] == 1
    assert said["whole"]["sent_back"] == {"part": 1, "whole": 1, "rate": 1.0}
    shown = runner.invoke(
        app, ["statistics", "--since", today, "--before-since", "2020-01-01", "--before-until", "2020-02-01"]
    )
    assert shown.exit_code == 0, shown.output
    assert "退补件率" in shown.stdout
    assert "100.0%" in shown.stdout
    wrong = runner.invoke(app, ["statistics", "--since", "昨天"])
    assert isinstance(wrong.exception, WrongUseError)
