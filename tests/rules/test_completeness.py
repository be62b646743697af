"""What is missing, what may come later, what is not asked for."""

from __future__ import annotations

from typing import Any

import pytest

from intake_assist.checklist.models import MatterSpec
from intake_assist.model import Finding, MaterialStatus, Severity, State

from .building import BANK, FORM, LICENSE, POA, SOUND, WU, WU_BACK, ZHAO, ZHAO_BACK, Desk, Paper, brief

LACKING_EMBLEM: list[Paper] = [*SOUND[:3]]


def found(desk: Desk, papers: list[Paper], code: str) -> list[Finding]:
    findings = desk.judge(papers).findings
    return [f for f in findings if f.code == code and f.state is not State.PASS]


@pytest.mark.parametrize(
    ("papers", "answers", "status"),
    [
        (SOUND, {}, {}),
        (SOUND[1:], {}, {"form": "missing"}),
        (LACKING_EMBLEM, {}, {"legal_id": "missing"}),
        (SOUND, {"data_shared": True}, {"license": "not_required"}),
        ([SOUND[0], *SOUND[2:]], {"data_shared": True}, {"license": "not_required"}),
        (SOUND, {"debit": True}, {"bank": "deferred"}),
        ([*SOUND, ("bank", BANK)], {"debit": True}, {"bank": "present"}),
        ([*SOUND, ("bank", BANK)], {}, {"bank": "not_required"}),
        (SOUND, {"dispatch": True}, {"permit": "uncertain"}),
        ([*SOUND, ("poa", POA)], {"agent_type": "委托"}, {"poa": "present", "agent_id": "missing"}),
    ],
)
def test_status(desk: Desk, papers: list[Paper], answers: dict[str, Any], status: dict[str, str]) -> None:
    usual = dict.fromkeys(("form", "license", "legal_id"), "present")
    usual |= dict.fromkeys(("agent_id", "poa", "bank", "roster", "permit"), "not_required")
    desk.answers = answers
    materials = desk.judge(papers).materials
    assert {material.id: material.status.value for material in materials} == usual | status


def test_waived_is_told_from_not_applicable(desk: Desk) -> None:
    desk.answers["data_shared"] = True
    materials = {material.id: material for material in desk.judge(SOUND).materials}
    assert (materials["license"].waived, materials["license"].note) == (True, "免提交：数据共享")
    assert (materials["poa"].waived, materials["poa"].note) == (False, "不适用")
    assert materials["license"].documents == ("d2",)


def test_a_material_that_does_not_apply_is_not_waived_either(desk: Desk) -> None:
    desk.change("license", required_when="false")
    desk.answers["data_shared"] = True
    license_material = next(m for m in desk.judge(SOUND).materials if m.id == "license")
    assert not license_material.waived


def test_missing_face_is_named(desk: Desk) -> None:
    (finding,) = found(desk, LACKING_EMBLEM, "M01")
    assert finding.message == "法定代表人身份证不完整，缺身份证国徽面。请申请人补交。"
    assert (finding.rule, finding.severity, finding.basis) == ("completeness", Severity.ERROR, "办事指南")
    assert [place.page for place in finding.evidence] == ["3.jpg#1"]


def test_missing_material_names_the_pages_nobody_recognised(desk: Desk) -> None:
    (finding,) = found(desk, [*SOUND[1:], (None, {})], "M01")
    assert finding.message == (
        "没有找到社会保险登记表。请申请人补交。另有没认出的页（4.jpg 第1页），请先看是不是它。"
    )


def test_many_unrecognised_pages_are_counted(desk: Desk) -> None:
    (finding,) = found(desk, [*SOUND[1:], *[(None, {})] * 7], "M01")
    assert "8.jpg 第1页等7页" in finding.message


@pytest.mark.parametrize("page", [{"problem": "文件已损坏"}, {"lines": ()}])
def test_an_unreadable_page_makes_what_is_missing_uncertain(desk: Desk, page: dict[str, Any]) -> None:
    desk.pages = {9: page}
    desk.answers["enrol"] = True
    judgement = desk.judge(SOUND[1:])
    findings = [f for f in judgement.findings if f.rule == "completeness" and f.state is not State.PASS]
    assert [(f.state, f.severity, f.code, f.material) for f in findings] == [
        (State.UNCERTAIN, Severity.SUSPECT, "M01", "form"),
        (State.UNCERTAIN, Severity.SUSPECT, "M01", "roster"),
    ]
    assert "9.jpg 第1页" in findings[0].message
    assert judgement.materials[0].status is MaterialStatus.UNCERTAIN


@pytest.mark.parametrize("page", [{"problem": "文件已损坏"}, {"lines": ()}])
def test_the_one_unreadable_page_is_probably_the_one_missing_material(desk: Desk, page: Any) -> None:
    desk.pages = {9: page}
    judgement = desk.judge(SOUND[1:])
    (finding,) = [f for f in judgement.findings if f.state is not State.PASS]
    assert (finding.rule, finding.code, finding.material) == ("page_readable", "Q01", "form")
    assert "可能是尚缺的社会保险登记表。" in finding.message
    assert finding.message.endswith("因此“材料齐全”也无法核对。")
    assert judgement.materials[0].status is MaterialStatus.UNCERTAIN


@pytest.mark.parametrize("page", [{"blank": True, "lines": ()}, {"duplicate_of": "1.jpg#1"}])
def test_blank_and_repeated_pages_leave_no_doubt(desk: Desk, page: dict[str, Any]) -> None:
    desk.pages = {9: page}
    (finding,) = found(desk, SOUND[1:], "M01")
    assert finding.message == "没有找到社会保险登记表。请申请人补交。"


@pytest.mark.parametrize(
    ("form", "copies", "words"),
    [
        ("original", 2, "补交原件，一式2份。"),
        ("copy", 1, "补交复印件。"),
        ("verify_original_keep_copy", 1, "补交复印件，并带原件核对。"),
        ("any", 2, "补交一式2份。"),
    ],
)
def test_what_is_missing_is_told_with_its_form(desk: Desk, form: str, copies: int, words: str) -> None:
    desk.change("form", form=form, copies=copies)
    (answer,) = desk.ask_about("completeness", "form", [("license", LICENSE)])
    assert answer.message == f"没有找到社会保险登记表。请申请人{words}"


def test_secondary_material_may_come_later(desk: Desk) -> None:
    desk.answers["debit"] = True
    (finding,) = found(desk, SOUND, "M01")
    assert finding.severity is Severity.WARN
    assert finding.message == (
        "没有找到开户许可证。属次要材料，可以容缺受理：请申请人书面承诺在规定期限内补交。"
    )


def test_what_the_program_cannot_recognise_is_for_people_to_see(desk: Desk) -> None:
    desk.answers["dispatch"] = True
    (finding,) = found(desk, SOUND, "M01")
    assert finding.state is State.UNCERTAIN
    assert finding.message == "程序不能识别“劳务派遣经营许可证”，请人工查看是否已提交。"


def test_one_alternative_is_enough_and_the_nearest_is_asked_for(desk: Desk) -> None:
    desk.change("bank", accept=[["bank"], ["license", "contract"]], required_when="true", deferrable=False)
    desk.change("license", accept=[["tax_certificate"]], required_when="false")
    findings = found(desk, SOUND, "M01")
    assert [f.message for f in findings] == ["开户许可证不完整，缺劳动合同。请申请人补交。"]
    assert not found(desk, [*SOUND, ("bank", BANK)], "M01")


@pytest.mark.parametrize(
    ("papers", "flagged"),
    [
        ([("form", FORM)], [("flag", "form", None)]),
        ([("form", FORM), ("form", FORM)], []),
        ([("license", LICENSE)], []),
    ],
)
def test_copies(desk: Desk, papers: list[Paper], flagged: list[Any]) -> None:
    desk.change("form", copies=2)
    assert brief(found(desk, papers, "M03")) == flagged


def test_the_same_file_twice_is_not_two_copies(desk: Desk) -> None:
    desk.change("form", copies=2)
    desk.pages = {2: {"duplicate_of": "1.jpg#1"}}
    judgement = desk.judge([("form", FORM), ("form", FORM)])
    (finding,) = [f for f in judgement.findings if f.code == "M03"]
    assert finding.state is State.FLAG
    assert finding.message.startswith("社会保险登记表要求一式2份，只扫描到1份。")
    assert judgement.materials[0].pages == ("1.jpg#1", "2.jpg#1")


def test_enough_copies_of_a_card_means_of_both_faces(desk: Desk) -> None:
    desk.change("legal_id", copies=2)
    cards = [("portrait", WU), ("portrait", WU), ("emblem", WU_BACK)]
    assert brief(found(desk, [*SOUND[:2], *cards], "M03")) == [("flag", "legal_id", None)]


@pytest.mark.parametrize(
    ("wanted", "printed", "answer"),
    [
        ("any", "副本", []),
        ("副本", "副本", []),
        ("正本", "副本", [("flag", "license", "copy_kind")]),
        ("正本", "?", [("uncertain", "license", "copy_kind")]),
    ],
)
def test_license_copy(desk: Desk, wanted: str, printed: str, answer: list[Any]) -> None:
    desk.change("license", license_copy=wanted)
    papers = [("license", {**LICENSE, "copy_kind": printed})]
    answers = desk.ask_about("license_copy", "license", papers)
    assert brief(answers) == answer
    assert bool(answers) == (wanted != "any")


# -- cards of several people ------------------------------------------------------------------------------

STAFF_CHECK = {"id": "S", "rule": "person_cards", "with": {"cards": "staff", "people": "roster"}}
WU_ROW = {"name": "吴秋芳", "id_number": "411003200002290041"}
ZHAO_ROW = {"name": "赵明", "id_number": "411002199003071236"}


def staff_desk(desk: Desk) -> Desk:
    data = desk.matter.model_dump(by_alias=True)
    data["materials"] = [m for m in data["materials"] if m["id"] == "roster"]
    data["materials"].append(
        {"id": "staff", "title": "参保人员身份证", "accept": [["portrait", "emblem"]], "basis": "指南"}
    )
    data["obsolete"] = []
    desk.matter = MatterSpec.model_validate(data)
    desk.answers = {"enrol": True}
    desk.add_checks(STAFF_CHECK)
    return desk


def staff(*cards: Paper, rows: tuple[dict[str, str], ...] = (WU_ROW, ZHAO_ROW)) -> list[Paper]:
    return [("roster", {"total": str(len(rows))}, rows), *cards]


ALL_CARDS = (("portrait", WU), ("emblem", WU_BACK), ("portrait", ZHAO), ("emblem", ZHAO_BACK))
OTHER = {"name": "钱进", "id_number": "110101199003070012"}


@pytest.mark.parametrize(
    ("papers", "states"),
    [
        (staff(*ALL_CARDS), ["pass"]),
        (staff(*ALL_CARDS[:3]), ["flag"]),  # the emblem of one
        (staff(*ALL_CARDS[:2]), ["flag"]),  # nothing of one
        (staff(*ALL_CARDS, rows=(WU_ROW,)), ["pass"]),  # more cards than rows, the agent's perhaps
        (staff(*ALL_CARDS, ("page", {})), ["pass"]),
        (staff(*ALL_CARDS[:2], (None, {})), ["uncertain"]),  # an unknown page may be the card
        (staff(*ALL_CARDS, rows=(WU_ROW, OTHER)), ["uncertain"]),  # as many cards as people, but another's
        (staff(*ALL_CARDS[:2], ("portrait", {"name": "?", "id_number": "?"}), ALL_CARDS[3]), ["uncertain"]),
        (staff(), []),  # none at all is missing material
    ],
)
def test_every_person_has_both_faces(desk: Desk, papers: list[Paper], states: list[str]) -> None:
    desk = staff_desk(desk)
    answers = desk.ask("person_cards", STAFF_CHECK["with"], papers)
    assert [answer.state.value for answer in answers] == states


@pytest.mark.parametrize(
    ("papers", "words"),
    [
        (staff(*ALL_CARDS, rows=(WU_ROW, OTHER)), "证件的张数是够的"),
        (staff(*ALL_CARDS[:2], (None, {})), "没有读清"),
    ],
)
def test_a_doubt_about_cards_gives_its_reason(desk: Desk, papers: list[Paper], words: str) -> None:
    (answer,) = staff_desk(desk).ask("person_cards", STAFF_CHECK["with"], papers)
    assert words in answer.message


def test_a_lacking_card_names_the_person(desk: Desk) -> None:
    (answer,) = staff_desk(desk).ask("person_cards", STAFF_CHECK["with"], staff(*ALL_CARDS[:2]))
    assert "赵明" in answer.message
    assert "吴秋芳" not in answer.message
    assert answer.material == "staff"
    assert answer.evidence[0].box is not None
