"""From what the clerk decided to what the applicant is told."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_assist.casework import MaterialState, decided_again, state_after
from intake_assist.casework.steps import FindingAdded
from intake_assist.model import Severity
from intake_assist.notice import (
    NothingToSupplementError,
    Notice,
    Unready,
    draft,
    notice_from_json,
    notice_to_json,
    receipt,
    receipt_from_json,
    receipt_to_json,
    unfinished,
)
from intake_assist.notice.building import WHOLE_APPLICATION, received
from intake_assist.notice.example import BARE
from intake_assist.notice.wording import shipped_wording, taken_apart
from tests.rules.test_sample_cases import CASES

from .building import OCCASION, OFFICE, confirmed, decided, employer, library, only_a_licence, sample

FOR_CLERKS = re.compile(r"请人工|请看|请申请人|没有认出|重新扫描|程序|读作|\.(?:jpg|png|pdf|tif)|无法核对")
WHOLE_NUMBER = re.compile(r"(?<!\d)\d{17}[\dXx]|(?<!\d)1[3-9]\d{9}(?!\d)|(?<![\dA-Z])\d{16,}")


def words(notice: Notice) -> list[str]:
    faults = [fault for group in notice.faults for fault in group.faults]
    return [
        *(text for entry in (*notice.missing, *notice.deferred) for text in (entry.lack, entry.demand)),
        *(text for fault in faults for text in (fault.place, fault.found, fault.required, fault.mend)),
        *notice.hints,
    ]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_every_planted_defect_is_told_in_words_for_the_applicant(path: object) -> None:
    case = sample(path.parent.name)  # type: ignore[attr-defined]
    asked = [item for item in case.outcome.items if item.finding.severity is not Severity.INFO]
    if not asked:
        with pytest.raises(NothingToSupplementError):
            _ = case.notice
        return
    notice = case.notice
    told = [key for entry in (*notice.missing, *notice.deferred) for key in entry.keys]
    told += [key for group in notice.faults for fault in group.faults for key in fault.keys]
    assert sorted(told) == sorted(item.key for item in asked)
    assert [text for text in words(notice) if FOR_CLERKS.search(text)] == []
    assert [text for text in words(notice) if WHOLE_NUMBER.search(text)] == []
    faults = [fault for group in notice.faults for fault in group.faults]
    assert all(fault.found and fault.mend and fault.basis for fault in faults)
    assert notice_from_json(notice_to_json(notice)) == notice


def test_the_names_on_the_papers_are_the_applicants() -> None:
    notice = sample("case_39").notice
    assert notice.applicant.name == "沅屿(武汉)电子科技有限公司"
    assert notice.applicant.uscc == "91420106MA3CF9JL2D"
    assert notice.applicant.agent == "韩岩"


def test_a_missing_paper_says_in_which_form_it_is_wanted() -> None:
    (missing,) = sample("case_15_missing_poa").notice.missing
    assert (missing.title, missing.lack) == ("授权委托书", "未提交")
    assert missing.demand.startswith("原件1份，加盖单位公章，法定代表人（负责人）签字或者盖名章")
    assert missing.basis == "《民法典》第165条"


def test_half_a_card_says_which_half() -> None:
    notice = sample("case_16_missing_card_side").notice
    assert [(entry.title, entry.lack) for entry in notice.missing] == [
        ("法定代表人（负责人）身份证", "缺居民身份证(人像面)")
    ]


def test_faults_stand_under_their_material_in_the_order_of_the_checklist() -> None:
    case = sample("case_39")
    order = [spec.id for spec in case.matter.materials]
    groups = [group.material for group in case.notice.faults]
    assert groups == sorted(groups, key=order.index)
    poa = next(group for group in case.notice.faults if group.material == "poa")
    name = next(fault for fault in poa.faults if fault.place == "委托单位")
    assert name.found.startswith("“委托单位”是“沅屿(武汉)电子科技有限责任公司”")
    assert name.mend == "核对，更正有误的一份后重新提交"
    assert name.basis.startswith("《社会保险法》第57条")
    assert not name.reword


def test_what_the_program_could_not_read_is_reworded_and_marked() -> None:
    case = sample("case_36_poa_without_agent")
    poa = next(group for group in case.notice.faults if group.material == "poa")
    fault = next(fault for fault in poa.faults if fault.code == "A01")
    assert (fault.found, fault.reword) == ("没有写明“受托人(经办人)”", True)
    assert Unready.TO_REWORD in unfinished(case.outcome, case.notice)


def test_a_case_of_one_licence_asks_for_everything_else_at_once() -> None:
    matter = employer(
        supplement_days=30, defer_days=15, consequence="视为撤回", channels=["当面"], hints=["带原件"]
    )
    first, _ = only_a_licence(matter=matter)
    found, _ = only_a_licence(*decided(first.items), matter=matter)
    notice = draft(found, matter, library().kinds, OCCASION, OFFICE)
    assert [entry.material for entry in notice.missing] == ["reg_form", "legal_id", "agent_id", "poa"]
    assert [(entry.material, entry.until) for entry in notice.deferred] == [("bank", dt.date(2026, 12, 7))]
    assert notice.supplement_by == dt.date(2026, 12, 22)
    assert (notice.consequence, notice.channels) == ("视为撤回", ("当面",))
    assert notice.hints[0] == "带原件"
    assert notice.hints[1].startswith("营业执照的“成立日期”是2017年9月29日")
    assert notice.applicant.name == "许昌青禾云杉五金有限公司"
    assert [(entry.title, entry.pages) for entry in notice.received] == [("营业执照", 1)]
    assert not {Unready.UNDECIDED, Unready.UNDATED} & set(unfinished(found, notice))


def test_only_what_may_wait_is_no_refusal() -> None:
    first, _ = only_a_licence()
    found, _ = only_a_licence(*decided(i for i in first.items if i.finding.material == "bank"))
    notice = draft(found, employer(), library().kinds, OCCASION, OFFICE)
    assert notice.only_deferred
    assert unfinished(found, notice) == {Unready.UNDECIDED: 5, Unready.UNDATED: 1}


@pytest.mark.parametrize("verdict", ["dismissed", "fixed", "pending", None])
def test_nothing_confirmed_is_refused_with_a_word(verdict: str | None) -> None:
    first, _ = only_a_licence()
    with pytest.raises(NothingToSupplementError) as refused:
        draft(confirmed(first, verdict), employer(), library().kinds, OCCASION, OFFICE)
    assert "没有已确认需要补正的问题" in refused.value.message


def test_information_alone_is_nothing_to_supplement() -> None:
    first, _ = only_a_licence()
    told = [item for item in first.items if item.finding.severity is Severity.INFO]
    found, _ = only_a_licence(*decided(told))
    assert told
    assert found.confirmed
    with pytest.raises(NothingToSupplementError):
        draft(found, employer(), library().kinds, OCCASION, OFFICE)


def test_what_the_clerk_added_goes_in_and_what_was_mended_is_told() -> None:
    first, _ = only_a_licence()
    seal = next(item for item in first.items if item.finding.rule == "seal")
    found, _ = only_a_licence(
        FindingAdded("n1", "执照复印件上的章盖反了", "license", f"{'0001/licence.jpg'}#1"),
        FindingAdded("n2", "材料没有按顺序装订"),
        *decided([seal], "fixed"),
    )
    notice = draft(found, employer(), library().kinds, OCCASION, OFFICE)
    assert [(group.title, [fault.found for fault in group.faults]) for group in notice.faults] == [
        ("营业执照", ["执照复印件上的章盖反了"]),
        (WHOLE_APPLICATION, ["材料没有按顺序装订"]),
    ]
    assert [entry.title for entry in notice.mended] == ["营业执照"]


def test_the_receipt_counts_what_was_handed_in() -> None:
    found, _ = only_a_licence()
    paper = receipt(found, employer(), OCCASION, OFFICE)
    assert [(e.title, e.copies, e.pages, e.form) for e in paper.received] == [("营业执照", 1, 1, "复印件")]
    assert paper.pages == 1
    assert receipt_from_json(receipt_to_json(paper)) == paper


def test_both_faces_of_a_card_are_one_copy_and_two_forms_are_two() -> None:
    case = sample("case_01_clean_company")
    entries = {
        entry.material: entry for entry in receipt(case.outcome, case.matter, OCCASION, OFFICE).received
    }
    assert entries["legal_id"].copies == 1
    assert (entries["reg_form"].copies, entries["reg_form"].form) == (2, "原件")


def test_a_page_of_no_material_is_not_hidden() -> None:
    found, _ = only_a_licence()
    strange = replace(
        found, case=replace(found.case, materials=tuple(replace(m, pages=()) for m in found.case.materials))
    )
    paper = receipt(strange, employer(), OCCASION, OFFICE)
    assert (paper.received, paper.strange_pages, paper.pages) == ((), 1, 1)


def test_a_waived_material_is_told_not_asked() -> None:
    notice_of = sample("case_10_clean_shared_data")
    handed_in = {
        e.material: e for e in receipt(notice_of.outcome, notice_of.matter, OCCASION, OFFICE).received
    }
    assert "license" not in handed_in
    first, _ = only_a_licence()
    assert {
        entry.state
        for entry in draft(confirmed(first), employer(), library().kinds, OCCASION, OFFICE).received
    }


def test_what_a_person_let_pass_is_told_as_such() -> None:
    """No paper was handed in, and the clerk has said that none is needed."""
    found, state = only_a_licence()
    absent = [item for item in found.items if item.finding.material == "poa"]
    again = state_after(decided(absent, "dismissed"), state)
    settled = decided_again(found, again)
    assert settled.states["poa"] is MaterialState.ACCEPTED
    told = received(settled, employer())
    (entry,) = [each for each in told if each.material == "poa"]
    assert (entry.copies, entry.pages, entry.state) == (0, 0, "人工认定")
    assert "poa" not in [each.material for each in receipt(settled, employer(), OCCASION, OFFICE).received]


def test_what_has_to_be_filled_in_by_hand_is_said() -> None:
    nameless = replace(BARE, applicant=replace(BARE.applicant, name=""))
    assert {Unready.OPEN_END, Unready.NAMELESS} <= set(unfinished(confirmed(only_a_licence()[0]), nameless))


def test_every_reason_code_has_words() -> None:
    from typing import get_args

    from intake_assist.checklist.models import ReasonCode

    assert set(shipped_wording().codes) == set(get_args(ReasonCode))


@given(st.text())
def test_any_message_can_be_taken_apart(text: str) -> None:
    message = taken_apart(text)
    assert "请申请人" not in message.facts


@pytest.mark.parametrize(
    ("message", "facts", "mend"),
    [
        (
            "没有找到委托书。请申请人补交。另有没认出的页（a.pdf 第2页），请先看是不是它。",
            "没有找到委托书",
            "补交",
        ),
        (
            "“号码”读作“1”：校验不通过，请与证件逐位核对。纸面上确实如此的，请申请人更正。",
            "“号码”写为“1”：校验不通过",
            "更正",
        ),
        ("a.pdf 第3页不是空白页，但没有读出文字。请人工查看，必要时重新扫描。", "", ""),
        ("", "", ""),
    ],
)
def test_words_for_the_clerk_are_left_out(message: str, facts: str, mend: str) -> None:
    assert taken_apart(message) == type(taken_apart(""))(facts, mend)
