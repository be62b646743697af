"""The notice as it is given: a number of the series, kept, printed again as the very same paper."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from intake_assist.casework import steps as said
from intake_assist.desktop.desk import Desk
from intake_assist.desktop.issuing import counter_code, same_words
from intake_assist.desktop.notice_window import NoticeWindow
from intake_assist.desktop.session import CaseSession
from intake_assist.desktop.window import MainWindow
from intake_assist.notice import edits_from_json, notice_from_json
from intake_assist.store import CaseStatus, KeptNotice
from tests.desktop.conftest import until


def confirm(session: CaseSession, at: int) -> None:
    weighty = [item for item in session.outcome.items if item.finding.severity != "info"]
    session.do(said.FindingDecided(weighty[at].key, "confirmed"))


def kept(desk: Desk, session: CaseSession) -> tuple[KeptNotice, ...]:
    assert desk.queue is not None
    return desk.queue.notices(session.header.id).result(30)


@pytest.fixture
def session(opened: MainWindow) -> CaseSession:
    assert opened.case is not None
    return opened.case.session


def shown(opened: MainWindow) -> NoticeWindow:
    opened.actions_["notice"].trigger()
    dialog = opened._dialogs["notice"]
    assert isinstance(dialog, NoticeWindow)
    return dialog


def test_a_notice_is_issued_once_and_printed_again_the_same(
    opened: MainWindow, session: CaseSession, desk: Desk, tmp_path: Path
) -> None:
    desk.settings.set_office("counter", "３号窗口")
    confirm(session, 0)
    dialog = shown(opened)
    dialog.remarks.setText("请带原件")
    dialog.refresh()
    assert "草稿" in dialog.text.toPlainText()
    assert kept(desk, session) == ()
    dialog.save_pdf(tmp_path / "one.pdf")
    until((tmp_path / "one.pdf").exists)
    (given,) = kept(desk, session)
    assert given.number.startswith(f"{dt.date.today():%Y%m%d}-3-")
    assert given.number in dialog.text.toPlainText()
    assert edits_from_json(given.edits).remarks == "请带原件"
    paper = dialog._paper
    dialog.close()
    until(lambda: "notice" not in opened._dialogs)

    again = shown(opened)
    until(lambda: given.number in again.text.toPlainText())
    assert again.remarks.text() == "请带原件"
    assert again._paper == paper
    again.save_pdf(tmp_path / "two.pdf")
    until((tmp_path / "two.pdf").exists)
    assert kept(desk, session) == (given,)

    confirm(session, 1)
    assert again._paper == paper
    again._choose(again.chooser.findData(""))
    again.save_pdf(tmp_path / "three.pdf")
    until((tmp_path / "three.pdf").exists)
    numbers = [each.number for each in kept(desk, session)]
    assert len(numbers) == 2
    assert numbers == sorted(numbers)
    assert notice_from_json(kept(desk, session)[1].notice).occasion.number == numbers[1]

    assert desk.queue is not None
    assert desk.queue.flush(30)
    store = desk.queue.store
    events = [(record.event, record.detail.get("number")) for record in store.audit(session.header.id)]
    assert [each for each in events if each[0] in ("notice_issued", "printed")] == [
        ("notice_issued", numbers[0]),
        ("printed", numbers[0]),
        ("printed", numbers[0]),
        ("notice_issued", numbers[1]),
        ("printed", numbers[1]),
    ]
    assert store.header(session.header.id).status is CaseStatus.NOTIFIED
    assert store.verify().problem is None


def test_without_a_confirmed_finding_nothing_is_issued(
    opened: MainWindow, session: CaseSession, desk: Desk, tmp_path: Path
) -> None:
    dialog = shown(opened)
    assert "没有要告知的内容" in dialog._note.text()
    dialog.save_pdf(tmp_path / "none.pdf")
    assert kept(desk, session) == ()
    assert not any(each.isEnabled() for each in dialog._buttons)


def test_the_same_notice_is_offered_again_rather_than_a_second_one(
    opened: MainWindow, session: CaseSession, tmp_path: Path
) -> None:
    confirm(session, 0)
    dialog = shown(opened)
    dialog.save_pdf(tmp_path / "one.pdf")
    until((tmp_path / "one.pdf").exists)
    assert [dialog.chooser.itemData(at) for at in range(dialog.chooser.count())] == [dialog._chosen]
    assert dialog._draft is not None
    tomorrow = dt.date.today() + dt.timedelta(days=1)
    later = replace(dialog._draft.occasion, given_on=tomorrow)
    given = dialog._given[dialog._chosen or ""].notice
    assert same_words(replace(dialog._draft, occasion=later, supplement_by=tomorrow), given)
    assert not same_words(replace(dialog._draft, remarks="别的"), given)
    confirm(session, 1)
    assert dialog.chooser.findData("") == 0


@pytest.mark.parametrize(
    ("name", "code"),
    [("３号窗口", "3"), ("a-12", "A12"), ("综合窗口", "0"), ("", "0"), ("ABCDEFGHIJ", "ABCDEFGH")],
)
def test_a_counter_has_a_code_for_numbers(name: str, code: str) -> None:
    assert counter_code(name) == code
