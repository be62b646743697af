"""One open case without a window: steps, undo, what is kept, what the worker says."""

from __future__ import annotations

import threading
from dataclasses import replace

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from intake_assist.casework import UNSORTED, FieldRef, Outcome, ReceivedFile, Together
from intake_assist.casework import steps as said
from intake_assist.desktop.case_view import CaseView
from intake_assist.desktop.desk import Desk
from intake_assist.desktop.jobs import Background
from intake_assist.desktop.session import CaseSession, Paper
from intake_assist.desktop.shortcuts import Actions
from intake_assist.model import Box
from intake_assist.precheck import live
from intake_assist.store import KeptCase
from tests.desktop.conftest import MATTER, SAMPLE, new_case, settled, until


def keys(outcome: Outcome) -> list[str]:
    return [item.key for item in outcome.items]


def shape(outcome: Outcome) -> object:
    """Everything a clerk sees of an outcome."""
    return (outcome.case.pages, outcome.case.documents, outcome.case.materials, outcome.items, outcome.states)


def test_the_sample_is_read_and_judged(session: CaseSession) -> None:
    assert len(session.outcome.case.pages) >= 4
    assert any(item.finding.code == "C01" for item in session.outcome.items)
    assert all(session.picture(page) for page in session.outcome.case.pages if page.width)


def test_a_case_opened_again_is_the_one_that_was_left(session: CaseSession, desk: Desk) -> None:
    key = session.outcome.items[0].key
    session.do(said.FindingDecided(key, "dismissed", "已核对原件"))
    session.do(said.PagesRemoved((session.outcome.case.pages[-1].id,)))
    session.undo()
    until(lambda: settled(session))
    left = shape(session.outcome)
    # Nothing is said goodbye to: the program may be killed at any moment.
    assert desk.queue is not None
    again = desk.session(desk.queue.load(session.header.id).result(20))
    until(lambda: settled(again))
    assert shape(again.outcome) == left
    assert again.can_redo
    again.close()


def test_a_decision_counts_at_once_and_can_be_undone(session: CaseSession) -> None:
    item = session.outcome.items[0]
    session.do(said.FindingDecided(item.key, "confirmed"))
    assert [each.key for each in session.outcome.confirmed] == [item.key]
    session.undo()
    assert session.outcome.confirmed == ()
    session.redo()
    assert [each.key for each in session.outcome.confirmed] == [item.key]


def test_a_corrected_value_is_judged_again(session: CaseSession) -> None:
    case = session.outcome.case
    paper = next(each for each in case.documents if each.kind == "business_license")
    right = paper.fields["name"]
    before = keys(session.outcome)
    ref = FieldRef(paper.id, "name")
    session.do(said.FieldCorrected(ref, "郑州别家商贸有限公司", right.page, right.box))
    until(lambda: settled(session))
    fresh = [item.finding for item in session.outcome.items if item.key not in before]
    assert any("别家商贸" in finding.message for finding in fresh)
    session.do(said.CorrectionDropped(ref))
    until(lambda: settled(session))
    assert keys(session.outcome) == before


def test_a_moved_page_changes_its_material_and_undo_brings_it_back(session: CaseSession) -> None:
    page = next(m.pages[0] for m in session.outcome.case.materials if m.id == "license" and m.pages)
    session.do(said.PagesMoved((page,), UNSORTED))
    until(lambda: settled(session))
    assert page in session.outcome.unsorted_pages
    assert session.outcome.states["license"] == "missing"
    session.undo()
    until(lambda: settled(session))
    assert page not in session.outcome.unsorted_pages


def test_answers_change_the_materials(session: CaseSession) -> None:
    assert session.outcome.states["poa"] != "not_applicable"
    session.do(said.QuestionsAnswered({"agent_type": "法人本人"}))
    until(lambda: settled(session))
    assert session.outcome.states["poa"] == "not_applicable"


def test_numbers_of_files_are_given_once(session: CaseSession) -> None:
    text = Paper("说明.txt", "不是图像".encode())
    session.receive([text])
    session.undo()
    session.receive([text])
    numbers = [file.number for file in session.state.files]
    assert len(set(numbers)) == len(numbers)
    assert numbers[-1] == numbers[-2] + 2


def test_a_broken_file_is_a_page_with_a_problem(session: CaseSession) -> None:
    session.receive([Paper("坏的.pdf", b"%PDF-1.4\nnothing")])
    until(lambda: settled(session), 60_000)
    page = session.outcome.case.pages[-1]
    assert page.source.file.endswith("坏的.pdf")
    assert page.problem
    assert page.id in session.outcome.unsorted_pages


def test_a_sheet_that_failed_is_said_and_read_again(desk: Desk) -> None:
    session = desk.session(new_case(desk))
    file = next(path for path in sorted(SAMPLE.iterdir()) if path.suffix == ".jpg")
    session.receive([Paper(file.name, file.read_bytes())])
    until(lambda: session.waiting_sheets, 60_000)
    recipe = session.waiting_sheets[0]
    assert desk.link is not None
    desk.link.happened.emit(live.ReadFailed(recipe, "识别程序中断了。"))
    until(lambda: session.outcome.case.pages)
    assert session.failures == {recipe.sheet: "识别程序中断了。"}
    assert session.outcome.case.pages[0].problem == "识别程序中断了。"
    session.read_again(recipe.sheet)
    assert not session.failures
    until(lambda: settled(session), 120_000)
    assert session.outcome.case.pages[0].lines
    session.close()


def test_what_was_asked_for_one_case_does_not_come_into_another(desk: Desk, session: CaseSession) -> None:
    before = shape(session.outcome)
    recipe = session.recipes[0]
    other = session._readings[recipe]
    assert desk.link is not None
    desk.link.happened.emit(live.PageRead(replace(other, pages=()), ()))
    assert settled(session)
    assert shape(session.outcome) == before


def test_a_page_replaced_by_a_rescan_takes_its_place(session: CaseSession) -> None:
    old = session.outcome.case.pages[0].id
    order = [page.id for page in session.outcome.case.pages]

    def placed(files: tuple[ReceivedFile, ...]) -> Together:
        fresh = f"{files[0].id}#1"
        arranged = said.PagesArranged((order[0], fresh, *order[1:]))
        return Together((said.FilesReceived(files), arranged, said.PagesRemoved((old,))))

    file = SAMPLE / "01.jpg"
    session.receive([Paper("重扫.jpg", file.read_bytes())], placed)
    until(lambda: settled(session), 120_000)
    pages = [page.id for page in session.outcome.case.pages]
    assert old not in pages
    assert pages[0].endswith("重扫.jpg#1")
    session.undo()
    until(lambda: settled(session))
    assert [page.id for page in session.outcome.case.pages] == order


def test_a_place_is_read_for_a_field(session: CaseSession) -> None:
    case = session.outcome.case
    paper = next(each for each in case.documents if each.kind == "business_license")
    field = paper.fields["uscc"]
    page = case.page(field.page)
    assert page is not None
    assert field.box is not None
    got: list[str] = []
    session.spot_read.connect(lambda spot: got.append(spot.text))
    b = field.box
    session.ask_spot(FieldRef(paper.id, "uscc"), page, Box(b.x0 - 4, b.y0 - 4, b.x1 + 4, b.y1 + 4))
    until(lambda: got, 60_000)
    assert field.value is not None
    assert field.value[-6:] in got[0].replace(" ", "")


def test_the_worker_is_not_asked_for_what_is_not_on_the_disk_yet(session: CaseSession, desk: Desk) -> None:
    gate = threading.Event()
    assert desk.queue is not None
    desk.queue.submit(gate.wait)  # the disk is slow
    session.receive([Paper("迟.pdf", b"%PDF-1.4\nlate")])
    assert not session._listing_asked & {session.state.files[-1].id}
    gate.set()
    until(lambda: settled(session))
    assert session.outcome.case.pages[-1].problem


def test_a_case_without_papers_says_what_is_missing(desk: Desk) -> None:
    kept: KeptCase = new_case(desk)
    session = desk.session(kept)
    until(lambda: session.ready)
    assert session.matter.id == MATTER
    assert session.outcome.states["license"] == "missing"
    session.close()


def test_a_result_whose_window_is_gone_is_dropped(qapp: QApplication) -> None:  # noqa: ARG001
    background = Background("test")
    told: list[object] = []
    gate = threading.Event()

    class Asking(QObject):
        def ask(self) -> None:
            background.run(gate.wait, self.take)
            background.run(gate.wait, lambda result: self.take(result))

        def take(self, result: bool) -> None:
            told.append((self.objectName(), result))

    gone, there = Asking(objectName="gone"), Asking(objectName="there")
    for each in (gone, there):
        each.ask()
    shiboken6.delete(gone)
    gate.set()
    until(lambda: len(told) == 2)
    assert told == [("there", True)] * 2
    background.close()


def test_answers_to_questions_the_checklist_has_dropped_do_no_harm(session: CaseSession, desk: Desk) -> None:
    session.do(said.QuestionsAnswered({"a_question_of_last_year": True}))
    until(lambda: settled(session))
    parent = QWidget()
    view = CaseView(session, Actions(parent, desk.settings), desk.background)
    assert "a_question_of_last_year" not in session.outcome.case.answers
    view.pages.close_view()
    view._thumbnails.close()
    view.deleteLater()


def test_papers_that_disagree_are_read_once_more_before_the_clerk_hears_of_it(
    session: CaseSession, desk: Desk
) -> None:
    case = session.outcome.case
    name = next(each for each in case.documents if each.kind == "business_license").fields["name"]
    assert name.value is not None
    reading = next(r for r in session._readings.values() for page in r.pages if page.id == name.page)
    (page,) = reading.pages
    line = next(line for line in page.lines if name.value[-6:] in line.text)
    wrong = replace(line, text=line.text.replace(name.value[-6:], f"囗{name.value[-5:]}"))
    misread = replace(page, lines=tuple(wrong if x is line else x for x in page.lines), second_looks=())
    session._readings[reading.recipe] = replace(reading, pages=(misread,), closer=())
    heard: list[str] = []
    session.changed.connect(lambda: heard.extend(item.finding.message for item in session.outcome.items))
    session._judge()
    until(lambda: settled(session))
    assert heard
    assert [message for message in heard if "囗" in message and "应当一致" in message] == []
    found = session._readings[reading.recipe]
    said = {each.text.replace(" ", "") for look in found.pages[0].second_looks for each in look}
    assert line.text.replace(" ", "") in said
    assert desk.queue is not None
    assert desk.queue.flush(30)
    again = desk.session(desk.queue.load(session.header.id).result(20))
    until(lambda: settled(again))
    assert again._readings[reading.recipe] == found  # a place is looked at once
    again.close()
