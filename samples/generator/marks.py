"""Defects beside the text: how a seal was pressed, what was altered, stamped, ticked, and how a page was scanned.

They are planted into the cases of the standard measure alone, so that the seeds of other cases keep their meaning.
"""

from __future__ import annotations

import random
from dataclasses import replace

from samples.generator import digits, words
from samples.generator.defects import (
    DEFECTS,
    ON_REQUEST,
    TITLES,
    Planter,
    attempt,
    has,
    present,
    press,
    sealed,
    untouched,
)
from samples.generator.facts import new_person, trade_name
from samples.generator.plan import CasePlan, SheetPlan, Stamp, new_seed

SPOILING = ("glare", "finger", "cut_edge", "screen", "dark", "out_of_focus", "too_small")
"""Conditions after which a page has to be scanned again."""
_ORIGINALS = ("reg_form", "poa", "roster")


# -- seals --------------------------------------------------------------------------------------------------


def seal_over_the_edge(plan: CasePlan, rng: random.Random) -> bool:
    return _badly_pressed(plan, rng, "edge", "的公章有一半在纸外")


def seal_smudged(plan: CasePlan, rng: random.Random) -> bool:
    return _badly_pressed(plan, rng, "smudged", "的公章糊成一片，认不出名称")


def _badly_pressed(plan: CasePlan, rng: random.Random, place: str, note: str) -> bool:
    material = sealed(plan, rng)
    if material is None:
        return False
    press(plan, material, Stamp(place=place))
    plan.report("S02", material, None, TITLES[material] + note)
    return True


def square_special_seal(plan: CasePlan, rng: random.Random) -> bool:
    """A square seal for finance where the official one belongs."""
    material = sealed(plan, rng)
    if material is None:
        return False
    press(plan, material, Stamp(None, "财务专用章", "square"))
    plan.report("S03", material, None, f"{TITLES[material]}盖的是方形的财务专用章，不是公章")
    return True


def grey_original(plan: CasePlan, rng: random.Random) -> bool:
    """An original with its wet seal, scanned without colour."""
    for material in rng.sample(_ORIGINALS, 3):
        sheets = plan.sheets_of(material) if present(plan, material) else []
        fit = all(sheet.style == "plain" and not sheet.conditions for sheet in sheets)
        if sheets and fit and plan.claim(material, "seal"):
            for sheet in sheets:
                sheet.conditions = ["grey"]
            plan.report("S02", material, None, f"{TITLES[material]}是灰度扫描，看不出章是不是红的")
            return True
    return False


# -- writing ------------------------------------------------------------------------------------------------


def struck_through(plan: CasePlan, rng: random.Random) -> bool:
    """A value of the form struck through, and another one written below it."""
    if not present(plan, "reg_form"):
        return False
    for name in rng.sample(("address", "bank_name", "account_name", "industry"), 4):
        if has(plan, "reg_form", name) and plan.claim("reg_form", name):
            old = _wrong_at_first(plan, name, rng)
            for paper in plan.papers("reg_form"):
                paper.altered = {**paper.altered, name: old}
            plan.report("M02", "reg_form", name, f"登记表有一栏划掉重写（{name}）")
            return True
    return False


def _wrong_at_first(plan: CasePlan, name: str, rng: random.Random) -> str:
    own = plan.facts.employer
    if name == "industry":
        return rng.choice([trade for _, trade, _ in words.INDUSTRIES if trade != own.industry])
    if name == "address":
        return new_person(rng, plan.today).address
    if name == "account_name":
        return f"{own.city.short}{trade_name(rng)}商贸有限公司"
    return rng.choice(words.BANKS) + own.city.short + "分行营业部"


def voided(plan: CasePlan, rng: random.Random) -> bool:
    """A certificate or letter that bears the stamp 作废 or 注销."""
    some = [name for name in present(plan, "license", "org_cert", "bank", "poa") if untouched(plan, name)]
    some = [name for name in some if all(sheet.style == "plain" for sheet in plan.sheets_of(name))]
    if not some:
        return False
    material = rng.choice(some)
    if not plan.claim(material, "mark"):
        return False
    mark = rng.choice(("作废", "作废", "已注销")) if material in ("license", "org_cert") else "作废"
    for sheet in plan.sheets_of(material):
        sheet.mark = mark
    plan.report("P01", material, None, f"{TITLES[material]}上盖有“{mark}”")
    return True


def _other_code(material: str) -> Planter:
    def planter(plan: CasePlan, rng: random.Random) -> bool:
        """A licence or certificate whose QR code speaks of another applicant."""
        if not has(plan, material, "uscc") or not plan.claim(material, "uscc"):
            return False
        own = plan.facts.employer
        other = digits.new_uscc(own.entity.uscc_prefix, own.district.code, rng)
        for paper in plan.papers(material):
            paper.fields["coded_uscc"] = other
        plan.report("C01", material, "uscc", f"二维码里的统一社会信用代码是另一个：{other}")
        return True

    return planter


# -- scanning -----------------------------------------------------------------------------------------------


def _spoilt(condition: str) -> Planter:
    def planter(plan: CasePlan, rng: random.Random) -> bool:
        """One sheet has to be scanned again. Nothing else is planted on it: nobody could see it."""
        some = [sheet for sheet in plan.sheets if _can_be_spoilt(plan, sheet)]
        if not some:
            return False
        sheet = rng.choice(some)
        materials = list(dict.fromkeys(paper.material for paper in sheet.papers))
        if not all(material and plan.claim(material, "*") for material in materials):
            return False
        sheet.conditions, sheet.scan_seed = [condition], new_seed(rng)
        for material in materials:
            title = TITLES.get(material or "", "一页")
            plan.report("Q01", material, None, f"{title}的影像有毛病（{condition}），请重新扫描")
        return True

    return planter


def _can_be_spoilt(plan: CasePlan, sheet: SheetPlan) -> bool:
    materials = {paper.material for paper in sheet.papers}
    alone = all(len(plan.sheets_of(name)) == 1 for name in materials if name)
    return (
        bool(materials)
        and alone
        and sheet.style == "plain"
        and not sheet.conditions
        and all(untouched(plan, name) for name in materials if name)
    )


MARKS: dict[str, Planter] = {
    "S02_edge": seal_over_the_edge,
    "S02_smudged": seal_smudged,
    "S02_grey": grey_original,
    "S03_square": square_special_seal,
    "M02_struck": struck_through,
    "P01_void": voided,
    "C01_code": _other_code("license"),
    **{f"Q01_{name}": _spoilt(name) for name in SPOILING},
}
# never planted in the standard measure, whose cases stay as they are
BY_NAME: dict[str, Planter] = {"C01_org_code": _other_code("org_cert")}
PLANTERS: dict[str, Planter] = {**DEFECTS, **ON_REQUEST, **MARKS, **BY_NAME}


def plant_any(plan: CasePlan, name: str, rng: random.Random) -> bool:
    """Plant a defect of PLANTERS. Returns False, with the case unchanged, when it has no place."""
    before = len(plan.findings)
    done = attempt(PLANTERS[name], plan, rng)
    plan.findings[before:] = [replace(one, name=name) for one in plan.findings[before:]]
    return done
