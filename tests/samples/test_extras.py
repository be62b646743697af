"""Thumb prints and medals are drawn, and are no seals; seals in blue and far from their place are."""

from __future__ import annotations

import random

import numpy as np
import pytest
from PIL import ImageChops

from intake_assist.vision.seals import find_seals
from samples.generator import conditions, extras, fonts
from samples.generator.cases import employer_case
from samples.generator.marks import plant_any
from samples.generator.plan import CasePlan, Paper, SheetPlan, Stamp
from samples.generator.sheet import A4, Sheet
from samples.generator.studio import draw
from samples.generator.subjects import ORGANISATIONS, organisation_case

DPI = 120
COMPANY = "许昌云帆机械制造有限公司"
pytestmark = pytest.mark.skipif(bool(fonts.missing()), reason=f"字体没有安装：{'、'.join(fonts.missing())}")


def page() -> Sheet:
    sheet = Sheet.blank(A4, DPI)
    for row in range(8):
        sheet.text(28, 60 + 18 * row, "乙方应当遵守甲方依法制定的规章制度和劳动纪律。", "song", 12)
    return sheet


def seals_on(sheet: Sheet) -> list[tuple[str, str]]:
    seen = np.ascontiguousarray(np.asarray(conditions.colour_scan(sheet.image))[:, :, ::-1])
    return [(seal.shape, seal.color) for seal in find_seals(seen, DPI)]


@pytest.mark.parametrize("name", sorted(extras.EXTRAS))
def test_an_extra_is_drawn_the_same_every_time_around_its_place(name: str) -> None:
    clean, once, again = page(), page(), page()
    for sheet in (once, again):
        extras.EXTRAS[name](sheet, 120, 230, random.Random(3))
    assert once.image.tobytes() == again.image.tobytes()
    box = ImageChops.difference(once.image, clean.image).getbbox()
    assert box is not None
    x, y = ((box[at] + box[at + 2]) / 2 * 25.4 / DPI for at in (0, 1))
    assert abs(x - 120) < 2
    assert abs(y - 230) < 2


@pytest.mark.parametrize("name", sorted(extras.EXTRAS))
@pytest.mark.parametrize("seed", range(4))
def test_an_extra_is_no_seal(name: str, seed: int) -> None:
    sheet = page()
    extras.EXTRAS[name](sheet, 120, 230, random.Random(seed))
    assert seals_on(sheet) == []


def form(plan: CasePlan, stamp: Stamp) -> Sheet:
    sheet = plan.sheets_of("reg_form")[0]
    sheet.seal = stamp
    return draw(sheet, plan.facts, DPI)


def test_a_blue_seal_is_found_as_one() -> None:
    drawn = form(employer_case(5, answers={"data_shared": False}), Stamp(blue=True))
    assert [mark.color for mark in drawn.seals] == ["blue"]
    assert seals_on(drawn) == [("round", "blue")]


def test_a_seal_can_be_far_from_its_place() -> None:
    plan = employer_case(5, answers={"data_shared": False})
    usual, far = (form(plan, stamp).seals[0].box for stamp in (Stamp(), Stamp(place="far")))
    assert abs(usual[1] - far[1]) > 100 * DPI / 25.4


def test_a_plan_puts_extras_on_its_sheet() -> None:
    plan = employer_case(5, answers={"data_shared": False})
    clean = form(plan, Stamp())
    plan.sheets_of("reg_form")[0].extras = (("thumb", 40.0, 250.0),)
    box = ImageChops.difference(form(plan, Stamp()).image, clean.image).getbbox()
    assert box is not None
    assert abs((box[0] + box[2]) / 2 * 25.4 / DPI - 40) < 2


@pytest.mark.parametrize("entity", ORGANISATIONS)
def test_the_code_of_a_certificate_can_be_that_of_another(entity: str) -> None:
    plan = organisation_case(3, entity)
    assert plant_any(plan, "C01_org_code", random.Random(1))
    (paper,) = plan.papers("org_cert")
    assert [(one.code, one.material, one.field) for one in plan.findings] == [("C01", "org_cert", "uscc")]
    assert paper.fields["coded_uscc"] != paper.fields["uscc"]


def test_a_licence_is_no_certificate_of_an_organisation() -> None:
    assert not plant_any(employer_case(5), "C01_org_code", random.Random(1))


def letter(day: str) -> Sheet:
    plan = employer_case(5, answers={"agent_type": "委托", "data_shared": False})
    (old,) = plan.papers("poa")
    paper = Paper(old.kind, old.material, {**old.fields, "issue_date": day}, "letter", hand=False)
    return draw(SheetPlan([paper], "plain", 1, 2), plan.facts, DPI)


def test_a_letter_may_be_undated() -> None:
    dated, undated = (letter(day).documents[0].fields for day in ("2026-11-02", ""))
    assert dated["issue_date"] == "2026-11-02"
    assert "issue_date" not in undated


def test_boxes_may_stand_behind_their_options() -> None:
    plan = employer_case(5, answers={"data_shared": False})
    (paper, *_) = plan.papers("reg_form")
    before = form(plan, Stamp())
    paper.ticks = "behind"
    behind = form(plan, Stamp())
    name = "entity_type"
    assert behind.documents[0].boxes[name][0] < before.documents[0].boxes[name][0]
    assert behind.documents[0].fields == before.documents[0].fields
