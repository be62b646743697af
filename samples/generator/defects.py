"""Defects that can be planted into a clean case.

Each entry of DEFECTS changes the papers and labels what a careful clerk would list. A planter returns False,
and changes nothing, when the case has no room for it (the paper is not there, another defect has the field).
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable

from samples.generator import digits, words
from samples.generator.facts import add_years, card_term, new_person, trade_name
from samples.generator.papers import roster
from samples.generator.plan import CasePlan, Paper, SheetPlan, Stamp, new_seed

Planter = Callable[[CasePlan, random.Random], bool]
_CARD_OWNERS = ("legal_id", "agent_id", "staff_id")
_DEFERRABLE = {"bank"}
TITLES = {
    "reg_form": "社会保险登记表",
    "license": "营业执照",
    "legal_id": "法定代表人身份证",
    "agent_id": "经办人身份证",
    "poa": "授权委托书",
    "bank": "银行账户证明",
    "roster": "花名册",
    "staff_id": "参保人员身份证",
    "org_cert": "登记证书",
    "foreign_id": "境外人员身份证件",
    "dispatch_permit": "劳务派遣经营许可证",
    "contract": "劳动合同",
}


def present(plan: CasePlan, *materials: str) -> list[str]:
    return [
        material
        for material in materials
        if plan.materials.get(material) == "present" and plan.papers(material)
    ]


# -- M: missing ---------------------------------------------------------------------------------------------


def missing_material(plan: CasePlan, rng: random.Random) -> bool:
    some = [
        name
        for name in present(plan, "license", "legal_id", "agent_id", "poa", "bank", "roster", "reg_form")
        if untouched(plan, name)
    ]
    return bool(some) and drop(plan, rng.choice(some))


def _gone(plan: CasePlan, material: str) -> None:
    """A material that may be handed in later (容缺) is deferred when it is not there."""
    plan.materials[material] = "deferred" if material in _DEFERRABLE else "missing"


def _doubtful(plan: CasePlan) -> bool:
    """Whether there is an unreadable page: beside it nobody can say what is missing."""
    return "uncertain" in plan.materials.values()


def untouched(plan: CasePlan, material: str) -> bool:
    return not any(owner == material for owner, _ in plan.claimed)


def drop(plan: CasePlan, material: str) -> bool:
    """Leave the whole material out."""
    if _doubtful(plan) or not present(plan, material) or not plan.claim(material, "*"):
        return False
    plan.remove(plan.papers(material))
    _gone(plan, material)
    plan.report("M01", material, None, f"没有提交{TITLES[material]}")
    return True


def missing_side(plan: CasePlan, rng: random.Random) -> bool:
    """Only one face of a card."""
    for material in rng.sample(_CARD_OWNERS, 3):
        if not _doubtful(plan) and present(plan, material) and plan.claim(material, "*"):
            kind, face = rng.choice(
                (("id_card_emblem", "国徽面"), ("id_card_emblem", "国徽面"), ("id_card_portrait", "人像面"))
            )
            plan.remove(plan.papers(material, kind)[:1])
            _gone(plan, material)
            plan.report("M01", material, None, f"{TITLES[material]}缺{face}")
            return True
    return False


def empty_field(plan: CasePlan, rng: random.Random) -> bool:
    """A required field of the form is not filled in."""
    titles = {
        "address": "单位地址",
        "agent_phone": "专管员电话",
        "apply_date": "申请日期",
        "principal": "法定代表人",
        "agent_name": "专管员姓名",
    }
    name = rng.choice(sorted(titles))
    if not present(plan, "reg_form") or not plan.claim("reg_form", name):
        return False
    plan.set_field("reg_form", name, "")
    plan.report("M02", "reg_form", name, f"{titles[name]}栏未填")
    return True


def empty_code(plan: CasePlan, _rng: random.Random) -> bool:
    if not present(plan, "reg_form") or not plan.claim("reg_form", "uscc"):
        return False
    plan.set_field("reg_form", "uscc", "")
    plan.report("M02", "reg_form", "uscc", "统一社会信用代码栏未填")
    return True


def old_form(plan: CasePlan, _rng: random.Random) -> bool:
    """A superseded form that has no place for the social credit code."""
    if not present(plan, "reg_form") or not plan.claim("reg_form", "uscc", "entity_type"):
        return False
    for paper in plan.papers("reg_form"):
        paper.layout = "old"
        for name in ("uscc", "entity_type", "industry", "agent_department"):
            paper.fields.pop(name, None)
    plan.report("M02", "reg_form", "uscc", "使用旧版登记表，没有统一社会信用代码栏")
    return True


def one_copy(plan: CasePlan, _rng: random.Random) -> bool:
    copies = plan.papers("reg_form")
    if len(copies) < 2 or not plan.claim("reg_form", "copies"):
        return False
    plan.remove(copies[1:])
    plan.report("M03", "reg_form", None, "要一式两份，只交一份")
    return True


# -- C01: name, code, principal -----------------------------------------------------------------------------


def other_legal_form(plan: CasePlan, rng: random.Random) -> bool:
    """有限公司 written as 有限责任公司 or the other way round."""
    for material, name in _name_places(plan, rng):
        old = plan.papers(material)[0].fields[name]
        new = (
            old.replace("有限责任公司", "有限公司")
            if "有限责任公司" in old
            else old.replace("有限公司", "有限责任公司")
        )
        if new != old and plan.claim(material, name):
            plan.set_field(material, name, new)
            plan.report("C01", material, name, f"执照为“{old}”，此处写成“{new}”")
            return True
    return False


def _name_places(plan: CasePlan, rng: random.Random) -> list[tuple[str, str]]:
    places = [("reg_form", "name"), ("reg_form", "name"), ("poa", "principal_org"), ("roster", "name")]
    return [
        (material, name)
        for material, name in rng.sample(places, len(places))
        if present(plan, material) and plan.materials.get("license") == "present"
    ]


def other_character(plan: CasePlan, rng: random.Random) -> bool:
    """One character of the name is different."""
    for material, name in _name_places(plan, rng):
        old = plan.papers(material)[0].fields[name]
        spot = next((place for place, char in enumerate(old) if char in words.TRADE_SECOND), None)
        if spot is None or not plan.claim(material, name):
            continue
        char = rng.choice([one for one in words.TRADE_SECOND if one != old[spot]])
        new = old[:spot] + char + old[spot + 1 :]
        plan.set_field(material, name, new)
        plan.report("C01", material, name, f"执照为“{old}”，此处写成“{new}”")
        return True
    return False


def other_code(plan: CasePlan, rng: random.Random) -> bool:
    """A valid social credit code that is not the one of the licence."""
    if plan.materials.get("license") != "present":
        return False
    for material in rng.sample(("reg_form", "poa"), 2):
        if has(plan, material, "uscc") and plan.claim(material, "uscc"):
            own = plan.facts.employer
            plan.set_field(material, "uscc", digits.new_uscc(own.entity.uscc_prefix, own.district.code, rng))
            plan.report("C01", material, "uscc", "统一社会信用代码与执照不一致")
            return True
    return False


def has(plan: CasePlan, material: str, name: str) -> bool:
    return bool(present(plan, material)) and any(paper.fields.get(name) for paper in plan.papers(material))


def other_principal(plan: CasePlan, rng: random.Random) -> bool:
    """The form or the power of attorney names another principal."""
    if plan.materials.get("license") != "present":
        return False
    for material in rng.sample(("reg_form", "poa"), 2):
        if has(plan, material, "principal") and plan.claim(material, "principal"):
            person = new_person(rng, plan.today, (30, 60))
            plan.set_field(material, "principal", person.name)
            plan.report("C01", material, "principal", f"法定代表人与执照不一致，此处为{person.name}")
            return True
    return False


def other_card(plan: CasePlan, rng: random.Random) -> bool:
    """The principal's card is somebody else's."""
    if (
        plan.materials.get("license") != "present"
        or not present(plan, "legal_id")
        or not plan.claim("legal_id", "*")
    ):
        return False
    person = new_person(rng, plan.today, (30, 60))
    for paper in plan.papers("legal_id"):
        paper.fields.update(_card_values(person, paper))
    plan.report("C01", "legal_id", "name", f"身份证是{person.name}的，不是法定代表人本人的")
    if has(plan, "reg_form", "principal_id_number"):
        plan.report(
            "C01",
            "legal_id",
            "id_number",
            "号码与登记表所填不一致",
        )
    return True


def _card_values(person: object, paper: Paper) -> dict[str, str]:
    return {name: str(getattr(person, name)) for name in paper.fields}


def other_agent(plan: CasePlan, rng: random.Random) -> bool:
    """The power of attorney names somebody else than the agent who came."""
    if (
        not has(plan, "poa", "agent_name")
        or not present(plan, "agent_id")
        or not plan.claim("poa", "agent_name", "agent_id_number")
    ):
        return False
    person = new_person(rng, plan.today, (24, 50))
    plan.set_field("poa", "agent_name", person.name)
    plan.set_field("poa", "agent_id_number", person.id_number)
    plan.report("C01", "poa", "agent_name", f"受托人{person.name}不是经办人")
    plan.report(
        "C01",
        "poa",
        "agent_id_number",
        "受托人身份证号与经办人身份证不一致",
    )
    return True


# -- C02: account -------------------------------------------------------------------------------------------


def other_account_no(plan: CasePlan, rng: random.Random) -> bool:
    if not _both_accounts(plan) or not plan.claim("reg_form", "account_no"):
        return False
    old = plan.facts.employer.bank.account_no
    plan.set_field("reg_form", "account_no", digits.other_digit(old, rng.randrange(4, len(old)), rng))
    plan.report("C02", "reg_form", "account_no", "账号与银行账户证明差一位")
    return True


def _both_accounts(plan: CasePlan) -> bool:
    return bool(present(plan, "bank")) and bool(present(plan, "reg_form"))


def other_bank(plan: CasePlan, rng: random.Random) -> bool:
    if not _both_accounts(plan) or not plan.claim("reg_form", "bank_name"):
        return False
    old = plan.facts.employer.bank.bank_name
    company = rng.choice([name for name in words.BANKS if not old.startswith(name)])
    plan.set_field("reg_form", "bank_name", company + old.split("股份有限公司")[1])
    plan.report("C02", "reg_form", "bank_name", "开户银行与银行账户证明不一致")
    return True


def other_account_name(plan: CasePlan, rng: random.Random) -> bool:
    """The account is another company's."""
    if not _both_accounts(plan) or not plan.claim("bank", "account_name"):
        return False
    own = plan.facts.employer
    name = f"{own.city.short}{trade_name(rng)}商贸有限公司"
    plan.set_field("bank", "account_name", name)
    plan.report("C02", "bank", "account_name", f"户名为“{name}”，不是本单位")
    return True


def former_principal(plan: CasePlan, rng: random.Random) -> bool:
    """The bank's paper still names a former principal."""
    if (
        not has(plan, "bank", "principal")
        or plan.materials.get("license") != "present"
        or not plan.claim("bank", "principal")
    ):
        return False
    person = new_person(rng, plan.today, (40, 62))
    plan.set_field("bank", "principal", person.name)
    plan.report("C02", "bank", "principal", f"账户证明上的法定代表人为{person.name}，不是现任")
    return True


# -- C03: roster --------------------------------------------------------------------------------------------


def _roster(plan: CasePlan) -> Paper | None:
    found = plan.papers("roster") if present(plan, "roster") else []
    return found[0] if found and len(found[0].rows) >= 3 else None


def _columns(paper: Paper) -> set[str]:
    return {name for name, _ in roster.LAYOUTS[paper.layout].columns}


def roster_other_number(plan: CasePlan, rng: random.Random) -> bool:
    """A valid number in the roster that is not the one on the person's card."""
    paper = _roster(plan)
    if paper is None:
        return False
    cards = {
        card.fields["name"]: card.fields["id_number"]
        for material in present(plan, *_CARD_OWNERS)
        for card in plan.papers(material, "id_card_portrait")
    }
    rows = [number for number, row in enumerate(paper.rows) if cards.get(row["name"]) == row["id_number"]]
    if not rows:
        return False
    number = rng.choice(rows)
    if not plan.claim("roster", f"row{number}"):
        return False
    row = paper.rows[number]
    row["id_number"] = digits.new_id(row["id_number"][:6], row["id_number"][6:14], row["sex"], rng)
    plan.report(
        "C03",
        "roster",
        "id_number",
        f"第{number + 1}行{row['name']}的身份证号与身份证不一致",
    )
    return True


def roster_duplicate(plan: CasePlan, rng: random.Random) -> bool:
    """The same person twice."""
    paper = _roster(plan)
    if paper is None:
        return False
    first, second = sorted(rng.sample(range(len(paper.rows)), 2))
    if not plan.claim("roster", f"row{first}") or not plan.claim("roster", f"row{second}"):
        return False
    paper.rows[second] = dict(paper.rows[first])
    note = f"第{first + 1}行与第{second + 1}行是同一人"
    plan.report(
        "C03",
        "roster",
        "id_number",
        note,
    )
    return True


def roster_sex(plan: CasePlan, rng: random.Random) -> bool:
    return _roster_clash(plan, rng, "sex", lambda row: "女" if row["sex"] == "男" else "男", "性别")


def roster_birth(plan: CasePlan, rng: random.Random) -> bool:
    def shifted(row: dict[str, str]) -> str:
        return str(dt.date.fromisoformat(row["birth"]) + dt.timedelta(days=rng.choice((-31, 1, 10, 30))))

    return _roster_clash(plan, rng, "birth", shifted, "出生日期")


def _roster_clash(
    plan: CasePlan, rng: random.Random, name: str, change: Callable[[dict[str, str]], str], title: str
) -> bool:
    paper = _roster(plan)
    if paper is None or name not in _columns(paper):
        return False
    number = rng.randrange(len(paper.rows))
    if not plan.claim("roster", f"row{number}"):
        return False
    paper.rows[number][name] = change(paper.rows[number])
    plan.report(
        "C03",
        "roster",
        name,
        f"第{number + 1}行{title}与身份证号不符",
    )
    return True


def roster_check_digit(plan: CasePlan, rng: random.Random) -> bool:
    paper = _roster(plan)
    if paper is None:
        return False
    number = rng.randrange(len(paper.rows))
    row = paper.rows[number]
    if not plan.claim("roster", f"row{number}"):
        return False
    carded = any(
        card.fields["id_number"] == row["id_number"]
        for material in present(plan, *_CARD_OWNERS)
        for card in plan.papers(material, "id_card_portrait")
    )
    row["id_number"] = digits.other_digit(row["id_number"], rng.choice((14, 15)), rng)
    plan.report(
        "V02",
        "roster",
        "id_number",
        f"第{number + 1}行身份证号校验位不符",
    )
    if carded:
        plan.report(
            "C03",
            "roster",
            "id_number",
            f"第{number + 1}行与身份证差一位",
        )
    return True


# -- V01: time ----------------------------------------------------------------------------------------------


def card_over(plan: CasePlan, rng: random.Random) -> bool:
    """An identity card whose time is over."""
    for material in rng.sample(_CARD_OWNERS, 3):
        cards = plan.papers(material, "id_card_portrait") if present(plan, material) else []
        for front, back in zip(cards, plan.papers(material, "id_card_emblem"), strict=False):
            term = _past_term(dt.date.fromisoformat(front.fields["birth"]), plan.today, rng)
            if term and plan.claim(material, "term"):
                back.fields["term"] = term
                plan.report(
                    "V01", material, "term", f"{front.fields['name']}的身份证已于{term.split('/')[1]}到期"
                )
                return True
    return False


def _past_term(birth: dt.date, today: dt.date, rng: random.Random) -> str:
    """A validity that fits the age and ended before `today`; empty when nobody of that age has one."""
    day = today - dt.timedelta(days=rng.randint(3660, 3900))
    while day > dt.date(2005, 1, 1):
        term = card_term(birth, day)
        end = term.split("/")[1]
        if end != "长期" and dt.date.fromisoformat(end) < today and add_years(birth, 5) < day:
            return term
        day -= dt.timedelta(days=97)
    return ""


def poa_over(plan: CasePlan, rng: random.Random) -> bool:
    if not has(plan, "poa", "term") or not plan.claim("poa", "term"):
        return False
    end = plan.today - dt.timedelta(days=rng.randint(2, 60))
    start = end - dt.timedelta(days=rng.choice((30, 60, 90)))
    plan.set_field("poa", "term", f"{start}/{end}")
    plan.set_field("poa", "issue_date", str(start))
    plan.report("V01", "poa", "term", f"委托期限已于{end}届满")
    return True


# -- V02: numbers and dates ---------------------------------------------------------------------------------


def bad_code(plan: CasePlan, rng: random.Random) -> bool:
    """A social credit code with a wrong character, or one too short."""
    for material in rng.sample(("reg_form", "poa"), 2):
        if not has(plan, material, "uscc") or not plan.claim(material, "uscc"):
            continue
        old = plan.facts.employer.uscc
        new = (
            digits.other_digit(old, rng.randrange(3, 8), rng) if rng.random() < 0.65 else old[:12] + old[13:]
        )
        plan.set_field(material, "uscc", new)
        plan.report(
            "V02",
            material,
            "uscc",
            "统一社会信用代码只有17位" if len(new) == 17 else "统一社会信用代码校验位不符",
        )
        if plan.materials.get("license") == "present":
            plan.report("C01", material, "uscc", "统一社会信用代码与执照不一致")
        return True
    return False


def bad_id(plan: CasePlan, rng: random.Random) -> bool:
    places = (("reg_form", "principal_id_number", "legal_id"), ("poa", "agent_id_number", "agent_id"))
    for material, name, card in rng.sample(places, 2):
        if not has(plan, material, name) or not plan.claim(material, name):
            continue
        old = next(paper.fields[name] for paper in plan.papers(material))
        plan.set_field(material, name, digits.other_digit(old, rng.choice((14, 15, 16)), rng))
        plan.report("V02", material, name, "身份证号校验位不符")
        if present(plan, card):
            plan.report("C01", material, name, "身份证号与身份证不一致")
        return True
    return False


def impossible_date(plan: CasePlan, rng: random.Random) -> bool:
    if not has(plan, "reg_form", "apply_date") or not plan.claim("reg_form", "apply_date"):
        return False
    plan.set_field("reg_form", "apply_date", rng.choice(("2026-11-31", "2026-09-31", "2026-02-29")))
    plan.report("V02", "reg_form", "apply_date", "申请日期不存在")
    return True


def birth_clash(plan: CasePlan, rng: random.Random) -> bool:
    """A card whose date of birth is not the one in its number."""
    for material in rng.sample(_CARD_OWNERS, 3):
        for card in plan.papers(material, "id_card_portrait")[:1] if present(plan, material) else []:
            if plan.claim(material, "birth"):
                day = dt.date.fromisoformat(card.fields["birth"])
                card.fields["birth"] = str(day + dt.timedelta(days=rng.choice((-40, 9, 31))))
                plan.report("V02", material, "birth", "出生日期与公民身份号码不符")
                return True
    return False


# -- A01: power of attorney ---------------------------------------------------------------------------------


def _without(name: str, title: str, *also: str) -> Planter:
    def planter(plan: CasePlan, _rng: random.Random) -> bool:
        if not has(plan, "poa", name) or not plan.claim("poa", name, *also):
            return False
        for field in (name, *also):
            plan.set_field("poa", field, "")
        plan.report("A01", "poa", name, f"授权委托书没有写明{title}")
        if name == "agent_name":  # who is not named does not sign
            plan.report("S04", "poa", None, "授权委托书没有受托人签字")
        return True

    return planter


# -- S: seals -----------------------------------------------------------------------------------------------

_SEALED = ("reg_form", "poa", "license", "legal_id", "bank", "roster")


def sealed(plan: CasePlan, rng: random.Random) -> str | None:
    """A material that is there on paper, sealed by the applicant and not yet touched as to its seal."""
    some = [
        name
        for name in present(plan, *(_SEALED if plan.materials.get("license") == "present" else _SEALED[:2]))
        if all(
            sheet.style != "xlsx" and "unreadable" not in sheet.conditions for sheet in plan.sheets_of(name)
        )
        and not plan.papers(name, "seal_card")  # shows specimens of other seals
    ]
    free = [name for name in rng.sample(some, len(some)) if plan.claim(name, "seal")]
    for name in free[1:]:
        plan.claimed.discard((name, "seal"))
    return free[0] if free else None


def press(plan: CasePlan, material: str, stamp: Stamp) -> None:
    for sheet in plan.sheets_of(material):
        sheet.seal = stamp


def no_seal(plan: CasePlan, rng: random.Random) -> bool:
    material = sealed(plan, rng)
    if material is None:
        return False
    press(plan, material, Stamp(""))
    plan.report("S01", material, None, f"{TITLES[material]}未盖公章")
    return True


def other_seal(plan: CasePlan, rng: random.Random) -> bool:
    """Another company's seal: a stranger's, that of the parent, or the name with another legal form."""
    material = sealed(plan, rng)
    if material is None:
        return False
    name = _other_name(plan, rng)
    press(plan, material, Stamp(name))
    plan.report("S03", material, None, f"{TITLES[material]}盖的是“{name}”的章")
    return True


def _other_name(plan: CasePlan, rng: random.Random) -> str:
    own = plan.facts.employer.signing_name
    stranger = f"{plan.facts.employer.city.short}{trade_name(rng)}商贸有限公司"
    names = [stranger, stranger]
    if "有限责任公司" in own:
        names.append(own.replace("有限责任公司", "有限公司"))
    elif "有限公司" in own and "股份" not in own:
        names.append(own.replace("有限公司", "有限责任公司"))
    if own.endswith("分公司"):
        names.append(own[: own.rindex("公司", 0, -3) + 2])
    return rng.choice(names)


def special_seal(plan: CasePlan, rng: random.Random) -> bool:
    """A seal for finance or contracts where the official one belongs."""
    material = sealed(plan, rng)
    if material is None:
        return False
    title = rng.choice(("财务专用章", "合同专用章"))
    press(plan, material, Stamp(None, title))
    plan.report("S03", material, None, f"{TITLES[material]}盖的是{title}，不是公章")
    return True


# -- Q01: pictures ------------------------------------------------------------------------------------------


def unreadable_page(plan: CasePlan, rng: random.Random) -> bool:
    """A picture that nobody can read, where nothing else is missing."""
    if {"missing", "deferred"} & set(plan.materials.values()):
        return False
    for material in rng.sample(("license", "poa", "bank"), 3):
        sheets = [sheet for sheet in plan.sheets if any(paper.material == material for paper in sheet.papers)]
        if (
            len(sheets) == 1
            and sheets[0].style == "plain"
            and untouched(plan, material)
            and plan.claim(material, "*")
        ):
            sheets[0].conditions = ["unreadable"]
            plan.materials[material] = "uncertain"
            plan.report("Q01", material, None, f"{TITLES[material]}影像模糊，无法辨认")
            return True
    return False


def blank_page(plan: CasePlan, rng: random.Random) -> bool:
    """An empty sheet where the paper should be."""
    for material in rng.sample(("license", "poa", "bank"), 3):
        if (
            _doubtful(plan)
            or not present(plan, material)
            or not untouched(plan, material)
            or not plan.claim(material, "*")
        ):
            continue
        spot = next(
            place
            for place, sheet in enumerate(plan.sheets)
            if any(paper.material == material for paper in sheet.papers)
        )
        plan.sheets[spot] = SheetPlan([], "blank", new_seed(rng), new_seed(rng))
        _gone(plan, material)
        plan.report("M01", material, None, f"没有{TITLES[material]}，交来的是空白页")
        plan.report("Q01", None, None, f"空白页（应为{TITLES[material]}）")
        return True
    return False


DEFECTS: dict[str, Planter] = {
    "M01_material": missing_material,
    "M01_side": missing_side,
    "M02_field": empty_field,
    "M02_code": empty_code,
    "M02_old_form": old_form,
    "M03_copies": one_copy,
    "C01_legal_form": other_legal_form,
    "C01_character": other_character,
    "C01_uscc": other_code,
    "C01_principal": other_principal,
    "C01_card": other_card,
    "C01_agent": other_agent,
    "C02_account_no": other_account_no,
    "C02_bank": other_bank,
    "C02_account_name": other_account_name,
    "C02_principal": former_principal,
    "C03_number": roster_other_number,
    "C03_duplicate": roster_duplicate,
    "C03_sex": roster_sex,
    "C03_birth": roster_birth,
    "V01_card": card_over,
    "V01_poa": poa_over,
    "V02_uscc": bad_code,
    "V02_id": bad_id,
    "V02_date": impossible_date,
    "V02_birth": birth_clash,
    "V02_roster": roster_check_digit,
    "A01_term": _without("term", "委托期限"),
    "A01_matter": _without("matter", "委托事项"),
    "A01_scope": _without("scope", "委托权限"),
    "A01_agent": _without("agent_name", "受托人", "agent_id_number"),
    "S01_seal": no_seal,
    "S03_company": other_seal,
    "S03_purpose": special_seal,
    "Q01_blur": unreadable_page,
    "Q01_blank": blank_page,
}


# -- what no text says: only where it is asked for, so that a seed keeps giving the same case -----------------


def _unsigned(name: str, title: str) -> Planter:
    def planter(plan: CasePlan, _rng: random.Random) -> bool:
        papers = [
            paper
            for paper in plan.papers("poa")
            if paper.fields.get(name) and (name != "principal" or paper.layout != "letter_short")
        ]
        if not papers or not present(plan, "poa") or not plan.claim("poa", f"signature of {name}"):
            return False
        for paper in papers:
            paper.unsigned = (*paper.unsigned, name)
        plan.report("S04", "poa", None, f"授权委托书没有{title}签字")
        return True

    return planter


def nothing_ticked(plan: CasePlan, _rng: random.Random) -> bool:
    if not has(plan, "reg_form", "insured_types") or not plan.claim("reg_form", "insured_types"):
        return False
    plan.set_field("reg_form", "insured_types", "")
    plan.report("M02", "reg_form", "insured_types", "社会保险登记表没有勾选参保险种")
    return True


ON_REQUEST: dict[str, Planter] = {
    "S04_principal": _unsigned("principal", "法定代表人"),
    "S04_agent": _unsigned("agent_name", "受托人"),
    "M02_ticks": nothing_ticked,
}


def plant(plan: CasePlan, name: str, rng: random.Random) -> bool:
    """Plant a defect of DEFECTS or ON_REQUEST. Returns False, with the case unchanged, when it has no place."""
    return attempt({**DEFECTS, **ON_REQUEST}[name], plan, rng)


def attempt(planter: Planter, plan: CasePlan, rng: random.Random) -> bool:
    """Plant by `planter`, or leave the case unchanged."""
    claimed, count = set(plan.claimed), len(plan.findings)
    done = planter(plan, rng)
    if not done:
        plan.claimed = claimed
        assert len(plan.findings) == count
    return done
