"""Seals that a checklist wants: whose, what for, where, and how surely that can be told."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from intake_assist.checklist import ChecklistError, default_folder, load_library
from intake_assist.checklist.models import MatterSpec
from intake_assist.model import Box, QualityMark, Seal, Severity, Source, State, TextLine
from intake_assist.rules.seal_fit import Owner, owner_is
from intake_assist.rules.seal_fit import purpose as purpose_by
from intake_assist.rules.seal_words import patterns

from .building import COMPANY, FORM, LICENSE, SOUND, WU, WU_BACK, Desk, Paper, seal_words

PLACE = Box(100, 100, 260, 260)
OTHER = "许昌晨光商贸有限公司"
REGISTRY = "许昌市市场监督管理局"


def seal(owner: str = COMPANY, title: str = "", **changes: Any) -> Seal:
    given: dict[str, Any] = {
        "box": PLACE,
        "shape": "round",
        "color": "red",
        "text": owner + title,
        "confidence": 0.95,
        "owner": owner,
        "title": title,
        "choices": tuple(owner),
        "legibility": 0.97,
    }
    return Seal(**given | changes)


def purpose(one: Seal) -> str:
    return purpose_by(one, patterns(seal_words()))


@pytest.fixture
def sealed(desk: Desk) -> Desk:
    data = desk.matter.model_dump(by_alias=True)
    data["seal_names"] = {"unit": ["license.name", "form.name"], "principal": ["license.principal"]}
    desk.matter = MatterSpec.model_validate(data)
    desk.change("form", seals=[{"kind": "official", "at": "单位名称"}])
    return desk


def said(
    desk: Desk, *seals: Seal, material: str = "form", papers: list[Paper] = SOUND, **page: Any
) -> list[tuple[State, str | None]]:
    """State and code of what is said of the first page with these seals; the code of a pass tells nothing."""
    desk.pages[1] = {"seals": seals, **page}
    answers = desk.ask_about("seal", material, papers)
    return [(answer.state, None if answer.state is State.PASS else answer.code) for answer in answers]


# -- whose ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "state", "code"),
    [
        (seal(), State.PASS, None),
        (seal(color="blue"), State.PASS, None),
        (seal(shape="oval"), State.PASS, None),
        (seal(color="grey"), State.UNCERTAIN, "S02"),
        (seal(OTHER), State.FLAG, "S03"),
        (seal(COMPANY.replace("有限公司", "有限责任公司")), State.FLAG, "S03"),
        (seal(COMPANY + "郑州分公司"), State.FLAG, "S03"),
        (seal(title="财务专用章"), State.FLAG, "S03"),
        (seal(title="合同专用章"), State.FLAG, "S03"),
        (seal(COMPANY + "财务专用章"), State.FLAG, "S03"),
        (seal("", legibility=0.0), State.UNCERTAIN, "S02"),
        (seal("许昌云机技有公", legibility=0.6), State.UNCERTAIN, "S02"),
        (seal(COMPANY[1:]), State.UNCERTAIN, "S02"),
        (seal("许昌云机科技有限公司"), State.UNCERTAIN, "S02"),
        (seal(REGISTRY), State.FLAG, None),
        (seal("吴秋芳", shape="square"), State.FLAG, None),
    ],
)
def test_one_seal_on_the_form(sealed: Desk, one: Seal, state: State, code: str | None) -> None:
    assert said(sealed, one) == [(state, code)]


@pytest.mark.parametrize(
    ("owner", "title", "expected"),
    [
        ("许昌青禾技术有限公司", "", "official"),
        ("许昌青禾检验服务有限公司", "", "official"),
        ("禹州市云杉农机服务专业合作社", "", "official"),
        ("许昌青禾技术有限公司", "财务专用章", "finance"),
        ("许昌青禾商贸有限公司合同专用章", "", "contract"),
        ("许昌青禾商贸有限公司财务专用", "", "finance"),
        ("许昌青禾商贸有限公司项目部技术章", "", "other"),
    ],
)
def test_words_of_a_name_are_no_purpose(owner: str, title: str, expected: str) -> None:
    assert purpose(seal(owner, title)) == expected


def test_a_special_seal_with_the_name_run_together_is_not_official(sealed: Desk) -> None:
    both = seal(title="财务专用章"), seal()
    assert said(sealed, *both) == [(State.PASS, None)]


def test_a_misread_character_counts_when_the_right_one_was_likely() -> None:
    misread = seal("许昌云机科技有限公司", choices=("许", "昌", "云", "机帆凡", *"科技有限公司"))
    assert owner_is(misread, COMPANY) is Owner.SAME
    assert owner_is(misread, COMPANY.replace("帆", "舟")) is Owner.UNCLEAR


def test_likely_characters_never_hide_another_form_of_company() -> None:
    rich = tuple(char + "责任有限公司" for char in COMPANY)
    assert owner_is(seal(choices=rich), COMPANY.replace("有限公司", "有限责任公司")) is Owner.OTHER


def test_the_licence_speaks_first_and_another_paper_raises_doubt(sealed: Desk) -> None:
    papers: list[Paper] = [("form", {**FORM, "name": OTHER}), *SOUND[1:]]
    assert said(sealed, seal(OTHER), papers=papers) == [(State.UNCERTAIN, "S02")]
    assert said(sealed, seal(), papers=papers) == [(State.PASS, None)]


def test_without_any_name_nobody_can_compare(sealed: Desk) -> None:
    papers: list[Paper] = [("form", {**FORM, "name": "?"})]
    sealed.answers["data_shared"] = True
    assert said(sealed, seal(), papers=papers) == [(State.UNCERTAIN, "S02")]
    assert said(sealed, seal(title="财务专用章"), papers=papers) == [(State.FLAG, "S03")]


# -- none -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "state"),
    [
        ({}, State.FLAG),
        ({"colourless": True}, State.UNCERTAIN),
        ({"digital_signatures": ("电子签名",)}, State.UNCERTAIN),
        ({"cells": (("单位名称",),)}, State.UNCERTAIN),
        ({"quality": (QualityMark("blurred", "模糊"),)}, State.UNCERTAIN),
    ],
)
def test_no_seal(sealed: Desk, page: dict[str, Any], state: State) -> None:
    sealed.pages[1] = page
    (answer,) = sealed.ask_about("seal", "form", SOUND)
    assert (answer.state, answer.code) == (state, None)
    assert [place.page for place in answer.evidence] == ["1.jpg#1"]


@pytest.mark.parametrize(
    "found",
    [None, seal(color="grey"), seal(owner="许昌晨光商贸公司", legibility=0.6), seal(owner="", text="")],
)
def test_a_sheet_without_colour_is_better_scanned_in_colour(sealed: Desk, found: Seal | None) -> None:
    seals = (found,) if found is not None else ()
    for colourless in (True, False):
        sealed.pages[1] = {"colourless": colourless, "seals": seals}
        (answer,) = sealed.ask_about("seal", "form", SOUND)
        assert ("用彩色重新扫描1.jpg 第1页" in answer.message) is colourless


def test_the_finding_has_code_weight_and_the_want_s_basis(sealed: Desk) -> None:
    sealed.change("form", seals=[{"kind": "official", "basis": "本地指南"}])
    (finding,) = [f for f in sealed.judge(SOUND).findings if f.rule == "seal"]
    assert finding.message == "社会保险登记表没有单位公章，请补盖。"
    assert (finding.code, finding.severity, finding.basis) == ("S01", Severity.SUSPECT, "本地指南")


@pytest.mark.parametrize(
    ("form", "color", "state"),
    [
        ("verify_original_keep_copy", "red", State.UNCERTAIN),  # may be the original itself
        ("verify_original_keep_copy", "grey", State.FLAG),
        ("copy", "red", State.FLAG),
    ],
)
def test_a_licence_with_the_registry_s_seal_alone(sealed: Desk, form: str, color: str, state: State) -> None:
    sealed.change("license", seals=[{"kind": "official", "on": "copy"}], form=form)
    papers: list[Paper] = [("license", LICENSE)]
    assert [
        state for state, _ in said(sealed, seal(REGISTRY, color=color), material="license", papers=papers)
    ] == [state]
    both = seal(REGISTRY, color=color), seal()
    assert said(sealed, *both, material="license", papers=papers) == [(State.PASS, None)]


# -- where ------------------------------------------------------------------------------------------------------


def test_two_copies_need_a_seal_each(sealed: Desk) -> None:
    papers: list[Paper] = [("form", FORM), ("form", FORM), *SOUND[1:]]
    assert said(sealed, seal(), papers=papers) == [(State.PASS, None), (State.FLAG, None)]


def test_two_faces_on_one_sheet_need_one_seal(sealed: Desk) -> None:
    sealed.change("legal_id", seals=[{"kind": "official", "on": "copy"}], form="copy")
    papers: list[Paper] = [("portrait", WU), ("emblem", WU_BACK), ("license", LICENSE)]
    sheet = {"sheet_seals": (seal(),)}
    sealed.pages = {
        1: {"source": Source("a.pdf", 1, 1), **sheet},
        2: {"source": Source("a.pdf", 1, 2), **sheet},
    }
    (answer,) = sealed.ask_about("seal", "legal_id", papers)
    assert answer.state is State.PASS
    assert [(place.page, place.box) for place in answer.evidence] in (
        [("a.pdf#1.1", None)],
        [("a.pdf#1.2", None)],
    )
    sealed.pages = {1: {"source": Source("a.pdf", 1, 1)}, 2: {"source": Source("a.pdf", 1, 2)}}
    (answer,) = sealed.ask_about("seal", "legal_id", papers)
    assert answer.state is State.FLAG


@pytest.mark.parametrize(
    ("line", "said_more"),
    [
        (TextLine("单位名称：某公司", Box(20, 130, 400, 160), 0.9), False),
        (TextLine("单位名称：某公司", Box(20, 600, 400, 630), 0.9), True),
        (TextLine("填表人：某某", Box(20, 600, 400, 630), 0.9), False),
    ],
)
def test_a_seal_far_from_its_place_is_mentioned(sealed: Desk, line: TextLine, said_more: bool) -> None:
    sealed.pages[1] = {"seals": (seal(),), "lines": (line,)}
    answers = sealed.ask_about("seal", "form", SOUND)
    assert answers[0].state is State.PASS
    assert [answer.severity for answer in answers[1:]] == ([Severity.INFO] if said_more else [])


def test_where_the_form_asks_for_the_seal_is_a_place_too(sealed: Desk) -> None:
    lines = (
        TextLine("单位名称：某公司", Box(20, 600, 400, 630), 0.9),
        TextLine("申请单位（盖章）", Box(20, 180, 200, 210), 0.9),
    )
    assert said(sealed, seal(), lines=lines) == [(State.PASS, None)]


def test_a_seal_half_outside(sealed: Desk) -> None:
    sealed.pages[1] = {"seals": (seal(inside=0.6),)}
    whole, cut = sealed.ask_about("seal", "form", SOUND)
    assert (whole.state, cut.state, cut.code, cut.severity) == (State.PASS, State.FLAG, "S02", Severity.WARN)
    assert said(sealed, seal(COMPANY[:5], inside=0.5)) == [(State.UNCERTAIN, "S02")]


# -- other seals --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "one", "state"),
    [
        ("principal_name", seal("吴秋芳", shape="square"), State.PASS),
        ("principal_name", seal("王小明", shape="square"), State.FLAG),
        ("principal_name", seal("", shape="square", legibility=0.0), State.UNCERTAIN),
        ("principal_name", seal(), State.FLAG),
        ("finance", seal(title="财务专用章"), State.PASS),
        ("finance", seal(), State.FLAG),
        ("contract", seal(title="合同专用章"), State.PASS),
        ("bank", seal("中国工商银行许昌分行", "业务专用章"), State.PASS),
        ("bank", seal(), State.FLAG),
        ("authority", seal(REGISTRY), State.PASS),
        ("parent_official", seal(COMPANY[:6]), State.PASS),
        ("parent_official", seal(), State.FLAG),
    ],
)
def test_kinds_of_seals(sealed: Desk, kind: str, one: Seal, state: State) -> None:
    sealed.change("form", seals=[{"kind": kind}])
    assert [state for state, _ in said(sealed, one)] == [state]


def test_an_unknown_field_in_seal_names_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / "kinds").mkdir()
    for path in default_folder().rglob("*.yaml"):
        text = path.read_text(encoding="utf-8").replace("unit: [license.name", "unit: [license.nam")
        (tmp_path / path.relative_to(default_folder())).write_text(text, encoding="utf-8")
    with pytest.raises(ChecklistError, match=r"license\.name"):
        load_library(tmp_path)


def test_a_word_added_to_the_list_tells_a_seal_of_an_authority(sealed: Desk) -> None:
    stamp = seal("许昌数据资源服务中心", "许可专章")
    sealed.change("form", seals=[{"kind": "authority"}])
    assert [state for state, _ in said(sealed, stamp)] == [State.FLAG]
    words = seal_words()
    more = words.model_copy(update={"issuers": (*words.issuers, "数据资源")})
    sealed.matter = sealed.matter.model_copy(update={"seal_words": more})
    assert [state for state, _ in said(sealed, stamp)] == [State.PASS]


def test_a_matter_without_words_for_seals_is_no_matter_to_judge(sealed: Desk) -> None:
    sealed.matter = sealed.matter.model_copy(update={"seal_words": None})
    with pytest.raises(ValueError, match="seal_words"):
        said(sealed, seal())


def test_the_less_sharp_a_ring_the_more_of_it_may_be_misread() -> None:
    name = "广州市邈砺电子科技有限公司"
    misread = name.replace("邈砺", "是属").replace("技", "支")
    assert owner_is(seal(owner=misread, choices=tuple(misread), legibility=0.9), name) is Owner.UNCLEAR
    assert owner_is(seal(owner=misread, choices=tuple(misread), legibility=1.0), name) is Owner.OTHER


# -- misread, of an unknown purpose, of a trader without a name ----------------------------------------------------


PARTNERS = "许昌榆禾家政服务合伙企业(有限合伙)"


@pytest.mark.parametrize(
    ("read", "color", "legibility", "verdict"),
    [
        ("许榆禾家政服务信企业(有限合伙)", "grey", 0.98, Owner.UNCLEAR),
        ("许榆禾家政服务信企业(有限合伙)", "red", 0.98, Owner.OTHER),
        ("许昌榆乐家政服务合伙企业", "red", 0.82, Owner.UNCLEAR),  # the end in brackets is lost
        ("海事许昌榆禾家政服务合伙企业(有限合伙)", "red", 0.83, Owner.UNCLEAR),
        ("许昌晨光商贸有限公司", "grey", 0.9, Owner.OTHER),
        ("许昌榆禾家政服务合伙企业(有限合伙)", "grey", 0.9, Owner.SAME),
    ],
)
def test_print_of_the_same_colour_blurs_a_name(
    read: str, color: str, legibility: float, verdict: Owner
) -> None:
    assert owner_is(seal(read, color=color, legibility=legibility), PARTNERS) is verdict


def test_service_of_a_name_is_no_purpose() -> None:
    assert purpose(seal("许昌市筠棣农机服务专业合作社")) == "official"
    assert purpose(seal("许昌市筠棣农机服务专业合作社财务专用章")) == "finance"


def test_a_purpose_nobody_can_read_never_passes(sealed: Desk) -> None:
    assert purpose(seal(title="应务专甲章")) == "finance"
    assert purpose(seal(title="回河章")) == "unread"
    assert purpose(seal(title="公章")) == "official"
    assert said(sealed, seal(title="回河章")) == [(State.UNCERTAIN, "S02")]


def test_the_words_of_an_issuer_are_not_looked_for_over_the_end_of_a_ring(sealed: Desk) -> None:
    cut = seal(COMPANY.removesuffix("司"), title="安阳市")
    assert said(sealed, cut) == [(State.UNCERTAIN, "S02")]


def test_the_end_of_a_ring_is_no_issuer_where_a_title_follows(sealed: Desk) -> None:
    other = seal("许昌市建安区杏花营村村民委员会", title="财务专用章")
    assert said(sealed, other) != []
    assert all("没有单位公章" not in finding for finding in map(str, said(sealed, other)))


def test_what_is_printed_under_a_seal_makes_its_reading_doubtful() -> None:
    titles = {"": Owner.OTHER, "合同专用": Owner.OTHER, "综合办公室": Owner.OTHER, "单位名称": Owner.UNCLEAR}
    for under, verdict in titles.items():
        read = seal("许榆家政合伙企业(有限合伙)", title=under, legibility=0.98)
        assert owner_is(read, PARTNERS) is verdict, under


def test_a_special_seal_whose_owner_is_doubtful_is_special_all_the_same(sealed: Desk) -> None:
    doubtful = seal("许昌云机技有公", title="财务专用章", legibility=0.6)
    assert said(sealed, doubtful) == [(State.FLAG, "S03")]


def test_a_fragment_of_the_name_is_nothing_to_compare_with(sealed: Desk) -> None:
    papers: list[Paper] = [("form", FORM), ("license", {**LICENSE, "name": "技有限公司"}), *SOUND[2:]]
    assert said(sealed, seal(), papers=papers) == [(State.PASS, None)]


def test_a_trader_who_goes_by_his_own_name_may_have_no_seal(sealed: Desk) -> None:
    trader = {**FORM, "name": "吴秋芳"}
    papers: list[Paper] = [("form", trader), ("license", {**LICENSE, "name": "*"}), *SOUND[2:]]
    (answer,) = _asked(sealed, papers)
    assert answer.state is State.UNCERTAIN
    assert "经营者签字" in answer.message
    assert said(sealed) == [(State.FLAG, None)]


def _asked(desk: Desk, papers: list[Paper]) -> list[Any]:
    desk.pages[1] = {"seals": ()}
    return desk.ask_about("seal", "form", papers)


def test_with_only_a_fragment_of_the_name_nobody_can_compare(sealed: Desk) -> None:
    papers: list[Paper] = [("form", {**FORM, "name": "有限公司"})]
    sealed.answers["data_shared"] = True
    assert said(sealed, seal(), papers=papers) == [(State.UNCERTAIN, "S02")]


@pytest.mark.parametrize("clipped", ["许昌", "公司", "许昌云舟", "许昌云帆科技有"])
def test_a_clipped_name_proves_no_other_company(clipped: str) -> None:
    assert owner_is(seal(), clipped) is Owner.UNCLEAR


def test_a_whole_name_within_a_longer_one_is_another_company() -> None:
    assert owner_is(seal(COMPANY + "魏都分公司"), COMPANY) is Owner.OTHER
    assert owner_is(seal(), "吴秋芳") is Owner.OTHER


@pytest.mark.parametrize(
    ("read", "legibility", "verdict"),
    [
        ("机械制造有限公司", 0.99, Owner.UNCLEAR),  # the end of the name: its beginning did not come out
        ("昌云机械制造公司", 0.99, Owner.UNCLEAR),
        ("许昌名鸣档流造有限公司", 0.8, Owner.UNCLEAR),  # what differs was guessed
        ("许昌云机械有限公司拉名称", 0.98, Owner.UNCLEAR),  # no name ends so: the form's print is in it
        ("制造有限公司许昌晨", 0.98, Owner.UNCLEAR),  # begun in the middle
        ("造限公司许昌云帆机械制", 0.98, Owner.UNCLEAR),  # begun in the middle, and a character lost
        ("许昌晨光商贸有限公司拉名称", 0.98, Owner.OTHER),
        ("许昌市魏都区老百姓大药房", 0.98, Owner.OTHER),  # a whole name, of an end that few have
        ("许昌市第一中学", 0.98, Owner.OTHER),
        ("许昌晨光企业管理合伙企业(有限合伙)", 0.98, Owner.OTHER),
        ("许昌晨光企业管理合伙企业有限合伙", 0.98, Owner.OTHER),
        ("许昌名鸣档流造有限公司", 0.98, Owner.OTHER),
    ],
)
def test_what_a_bad_print_leaves_of_a_name_is_no_other_company(
    read: str, legibility: float, verdict: Owner
) -> None:
    choices = tuple(read)
    assert owner_is(seal(read, choices=choices, legibility=legibility), "许昌云帆机械制造有限公司") is verdict


# -- the name of the form against every seal ----------------------------------------------------------------------

CARD: list[Paper] = [("portrait", WU), ("emblem", WU_BACK)]
LONGER = COMPANY.replace("有限公司", "有限责任公司")


def said_of_form(
    sealed: Desk, written: str, *seals: Seal, papers: list[Paper] | None = None
) -> list[tuple[str | None, str | None]]:
    """Codes and fields of what is flagged of a form, the first page, and of an identity card, the second."""
    sealed.change("legal_id", seals=[{"kind": "official", "on": "copy"}])
    for page, one in enumerate(seals, start=1):
        sealed.pages[page] = {"seals": (one,), "source": Source(f"{page}.png", 1)}
    answers = sealed.ask_about("seal", "form", papers or [("form", {"name": written}), *CARD])
    return [(answer.code, answer.field) for answer in answers if answer.state is not State.PASS]


def test_a_form_that_every_seal_contradicts_is_itself_mistaken(sealed: Desk) -> None:
    assert said_of_form(sealed, LONGER, seal(), seal()) == [("C01", "name")]


@pytest.mark.parametrize(
    ("written", "seals"),
    [
        (LONGER, [seal()]),  # one seal may be the wrong one
        (LONGER, [seal(), seal(OTHER)]),
        (OTHER, [seal(), seal()]),  # quite another company
    ],
)
def test_one_seal_or_that_of_another_company_says_nothing_of_the_form(
    sealed: Desk, written: str, seals: list[Seal]
) -> None:
    assert said_of_form(sealed, written, *seals) == [("S03", None)]


def test_a_seal_that_bears_the_name_of_the_form_bears_the_form_out(sealed: Desk) -> None:
    assert said_of_form(sealed, LONGER, seal(LONGER), seal()) == []


def test_where_the_licence_gives_the_name_the_form_is_held_against_that(sealed: Desk) -> None:
    papers: list[Paper] = [("form", {"name": LONGER}), *CARD, ("license", LICENSE)]
    assert said_of_form(sealed, LONGER, seal(), seal(), papers=papers) == []
