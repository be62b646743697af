"""Builds clean cases: which papers an application needs and what they say."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence

from samples.generator.facts import Facts, Person, Staff, new_facts, new_person, new_staff
from samples.generator.papers import letter, registration, roster
from samples.generator.plan import CasePlan, Paper, SheetPlan, new_seed

TODAY = dt.date(2026, 11, 22)
EMPLOYER_MATERIALS = (
    "reg_form",
    "license",
    "org_cert",
    "legal_id",
    "agent_id",
    "poa",
    "bank",
    "parent_auth",
    "dispatch_permit",
    "foreign_id",
    "roster",
    "contract",
    "risk_exam",
    "transfer_letter",
)
ENROLMENT_MATERIALS = ("roster", "staff_id", "agent_id", "poa", "foreign_staff_id", "contract", "risk_exam")
_MATTERS = (
    "办理社会保险登记、职工参保等事宜",
    "办理单位社会保险开户登记手续",
    "办理社会保险登记及相关业务",
    "办理社会保险登记、缴费账户备案事宜",
)
_SCOPES = (
    "代为提交、补正申请材料，核对并签收有关文书",
    "代为填写、提交材料，签收办理结果",
    "一般代理，包括提交材料、核对信息、领取回执",
)
_FORM_TYPE = {"个体工商户": "个体工商户", "农专社": "其他"}


# -- papers -------------------------------------------------------------------------------------------------


def license_paper(facts: Facts, rng: random.Random) -> Paper:
    own = facts.employer
    fields = {
        "uscc": own.uscc,
        "name": own.name,
        "type": own.type,
        "principal": own.printed_principal,
        "capital": own.capital,
        "estab_date": str(own.estab),
        "term": own.term,
        "address": own.address,
        "scope": own.scope.replace("（", "(").replace("）", ")"),
        "authority": own.authority,
        "issue_date": str(own.issue_date),
        "copy_kind": rng.choice(("副本", "副本", "正本")),
    }
    return Paper(
        "business_license", "license", {name: value for name, value in fields.items() if value}, own.layout
    )


def card_papers(person: Person, material: str) -> list[Paper]:
    portrait = {
        "name": person.name,
        "sex": person.sex,
        "ethnicity": person.ethnicity,
        "birth": str(person.birth),
        "address": person.address,
        "id_number": person.id_number,
    }
    emblem = {"authority": person.authority, "term": person.term}
    return [Paper("id_card_portrait", material, portrait), Paper("id_card_emblem", material, emblem)]


def poa_paper(facts: Facts, rng: random.Random) -> Paper:
    own = facts.employer
    fields = {
        "principal_org": own.signing_name,
        "principal": own.principal.name,
        "agent_name": facts.agent.name,
        "agent_id_number": facts.agent.id_number,
        "matter": rng.choice(_MATTERS),
        "scope": rng.choice(_SCOPES),
        "term": facts.poa_term,
        "issue_date": str(facts.poa_date),
    }
    if rng.random() < 0.7:
        fields["uscc"] = own.uscc
    return Paper("power_of_attorney", "poa", fields, rng.choice(letter.LAYOUTS), hand=rng.random() < 0.4)


def bank_paper(facts: Facts, rng: random.Random, kind: str = "") -> Paper:
    """Accounts opened since July 2019 have no permit any more."""
    own = facts.employer
    old = own.bank.issue_date < dt.date(2019, 7, 1)
    newer = rng.choice(("account_info", "account_info", "seal_card", "bank_certificate"))
    kind = kind or ("account_permit" if old else newer)
    fields = {
        "account_name": own.signing_name,
        "principal": own.principal.name,
        "bank_name": own.bank.bank_name,
        "account_no": own.bank.account_no,
        "issue_date": str(own.bank.issue_date),
    }
    if kind in ("account_permit", "account_info"):
        fields["approval_no"] = own.bank.approval_no
    if kind != "seal_card":
        fields["authority"] = own.bank.authority if kind == "account_permit" else own.bank.bank_name
    if kind == "bank_certificate":
        del fields["principal"]
    if kind == "account_permit" or (kind == "account_info" and rng.random() < 0.5):
        fields["serial_no"] = own.bank.serial_no
    return Paper(kind, "bank", fields)


def form_paper(facts: Facts, layout: str, rng: random.Random) -> Paper:
    own, agent = facts.employer, facts.agent
    fields = {
        "name": own.signing_name,
        "uscc": own.uscc,
        "entity_type": _FORM_TYPE.get(own.entity.id, "企业"),
        "address": own.address,
        "postcode": own.postcode,
        "industry": own.industry,
        "principal": own.principal.name,
        "principal_id_number": own.principal.id_number,
        "principal_phone": own.principal.phone,
        "agent_name": agent.name,
        "agent_phone": agent.phone,
        "agent_department": facts.agent_department,
        "bank_name": own.bank.bank_name,
        "account_name": own.signing_name,
        "account_no": own.bank.account_no,
        "insured_types": _as_printed(layout, facts.insured_types),
        "apply_date": str(facts.apply_date),
        "license_date": str(own.issue_date if layout == "xuchang" else own.estab),
    }
    return Paper("registration_form", "reg_form", fields, layout, hand=rng.random() < 0.45)


def _as_printed(layout: str, insured_types: str) -> str:
    """The insurances in the words of the form, some of which say 职工基本养老保险."""
    wanted = tuple(insured_types.split("、"))
    return "、".join(
        option for option in registration.choices(layout, "insured_types") if option.endswith(wanted)
    )


def staff_row(one: Staff) -> dict[str, str]:
    person = one.person
    return {
        "name": person.name,
        "sex": person.sex,
        "id_number": person.id_number,
        "birth": str(person.birth),
        "ethnicity": person.ethnicity,
        "household": one.household,
        "employment_date": str(one.employment_date),
        "insured_types": one.insured_types,
        "start_month": one.start_month,
        "wage": one.wage,
        "phone": person.phone,
        "change_type": "新增",
    }


def roster_paper(facts: Facts, layout: str, rng: random.Random) -> Paper:
    own = facts.employer
    fields = {"name": own.signing_name, "total": str(len(facts.staff)), "filler": facts.agent.name}
    if rng.random() < 0.7:
        fields["uscc"] = own.uscc
    if rng.random() < 0.5:
        fields["month"] = facts.today.strftime("%Y-%m")
    hand = len(facts.staff) < 9 and rng.random() < 0.3
    return Paper("roster", "roster", fields, layout, [staff_row(one) for one in facts.staff], hand=hand)


# -- sheets -------------------------------------------------------------------------------------------------


def plain(paper: Paper, rng: random.Random, copy: str = "colour") -> SheetPlan:
    return SheetPlan([paper], "plain", new_seed(rng), new_seed(rng), copy)


def card_sheets(papers: Sequence[Paper], rng: random.Random) -> list[SheetPlan]:
    """Both faces on one copy, or each face a picture of its own. The principal's is always a sealed copy."""
    own = papers[0].material == "legal_id"
    style = "paper" if own else rng.choice(("paper", "paper", "desk", "card"))
    if style == "paper":
        copy = rng.choice(("colour", "grey"))
        turned = (0, 180) if rng.random() < 0.12 else (180, 180) if rng.random() < 0.04 else ()
        return [SheetPlan(list(papers), "paper", new_seed(rng), new_seed(rng), copy, turned=turned)]
    return [SheetPlan([paper], style, new_seed(rng), new_seed(rng)) for paper in papers]


def _twice(sheet: SheetPlan, rng: random.Random) -> list[SheetPlan]:
    """Two copies of the same form: the same content, each sealed and scanned by itself."""
    first = sheet.papers[0]
    again = Paper(
        first.kind,
        first.material,
        dict(first.fields),
        first.layout,
        [dict(row) for row in first.rows],
        first.hand,
    )
    return [sheet, SheetPlan([again], sheet.style, sheet.seed, new_seed(rng), sheet.copy)]


# -- cases --------------------------------------------------------------------------------------------------


def employer_case(
    seed: int,
    *,
    entity: str = "",
    layout: str = "",
    answers: dict[str, str | bool] | None = None,
    form: str = "",
    staff: int = 0,
) -> CasePlan:
    """A complete and faultless application for 企业社保开户; what is not given is drawn."""
    rng = random.Random(seed)
    entity = entity or rng.choice(
        (
            "企业法人",
            "企业法人",
            "企业法人",
            "股份公司",
            "分支机构",
            "个人独资",
            "合伙",
            "个体工商户",
            "农专社",
        )
    )
    layout = layout or rng.choice(
        ("landscape2019", "landscape2019", "landscape2019", "portrait2014", "electronic")
    )
    said: dict[str, str | bool] = {
        "entity_type": "",
        "agent_type": rng.choice(("委托", "委托", "委托", "法人本人")),
        "data_shared": rng.random() < 0.1,
        "also_enrol_staff": rng.random() < 0.4,
        "need_bank_debit": rng.random() < 0.7,
    }
    said.update(answers or {})
    facts = new_facts(
        rng, TODAY, entity, layout, (staff or rng.randint(3, 18)) if said["also_enrol_staff"] else 0
    )
    if said["agent_type"] == "法人本人":
        facts = _without_agent(facts)
    said["entity_type"] = facts.employer.entity.id
    if said["data_shared"]:
        said["id_verified"] = True
    wanted = _employer_wanted(said)
    form = form or rng.choice([name for name in registration.WORDINGS if name != "old"])
    sheets = _employer_sheets(facts, wanted, form, rng)
    title = f"{facts.employer.entity.id}开户，材料齐全"
    materials = {name: "present" if name in wanted else "not_required" for name in EMPLOYER_MATERIALS}
    return CasePlan("si_employer_registration", title, TODAY, said, seed, facts, sheets, materials)


def _without_agent(facts: Facts) -> Facts:
    """The principal comes in person and is the one to be called."""
    return Facts(
        facts.today,
        facts.employer,
        facts.employer.principal,
        facts.agent_department,
        facts.poa_term,
        facts.poa_date,
        facts.apply_date,
        facts.insured_types,
        tuple(one for one in facts.staff if one.person is not facts.agent),
    )


def _employer_wanted(answers: dict[str, str | bool]) -> list[str]:
    """Ids of the materials the checklist asks for, in the order in which they are handed in."""
    shared = bool(answers["data_shared"])
    agent = answers["agent_type"] == "委托"
    asked = {
        "reg_form": not shared,
        "license": not shared,
        "legal_id": not shared,
        "agent_id": agent,
        "poa": agent,
        "bank": bool(answers["need_bank_debit"]),
        "roster": bool(answers["also_enrol_staff"]),
    }
    return [name for name, wanted in asked.items() if wanted]


def _employer_sheets(facts: Facts, wanted: list[str], form: str, rng: random.Random) -> list[SheetPlan]:
    sheets: list[SheetPlan] = []
    for material in wanted:
        if material == "reg_form":
            sheets += _twice(plain(form_paper(facts, form, rng), rng), rng)
        elif material == "license":
            sheets.append(plain(license_paper(facts, rng), rng, rng.choice(("colour", "colour", "grey"))))
        elif material in ("legal_id", "agent_id"):
            person = facts.agent if material == "agent_id" else facts.employer.principal
            sheets += card_sheets(card_papers(person, material), rng)
        elif material == "poa":
            sheets.append(plain(poa_paper(facts, rng), rng))
        elif material == "bank":
            sheets.append(plain(bank_paper(facts, rng), rng, rng.choice(("colour", "grey"))))
        else:
            sheets.append(_roster_sheet(facts, rng))
    return sheets


def _roster_sheet(facts: Facts, rng: random.Random) -> SheetPlan:
    layout = rng.choice(sorted(roster.LAYOUTS))
    sheet = plain(roster_paper(facts, layout, rng), rng)
    if rng.random() < 0.3:
        sheet.style = "xlsx"
    return sheet


def enrolment_case(
    seed: int, *, staff: int = 0, answers: dict[str, str | bool] | None = None, layout: str = ""
) -> CasePlan:
    """A complete and faultless application for 职工参保增员登记."""
    rng = random.Random(seed)
    said: dict[str, str | bool] = {
        "agent_type": "委托",
        "agent_on_file": rng.random() < 0.5,
        "staff_verified": False,
        "has_foreign_staff": False,
    }
    said.update(answers or {})
    facts = new_facts(rng, TODAY, "企业法人", "landscape2019", 2)
    people = [new_person(rng, TODAY, (19, 49)) for _ in range(staff or rng.randint(2, 5))]
    insured = tuple(new_staff(rng, person, facts.employer.estab, TODAY) for person in people)
    facts = Facts(
        facts.today,
        facts.employer,
        facts.agent,
        facts.agent_department,
        facts.poa_term,
        facts.poa_date,
        facts.apply_date,
        facts.insured_types,
        insured,
    )
    sheets = [plain(roster_paper(facts, layout or rng.choice(sorted(roster.LAYOUTS)), rng), rng)]
    for person in people if not said["staff_verified"] else []:
        sheets += card_sheets(card_papers(person, "staff_id"), rng)
    wanted = ["roster"] if said["staff_verified"] else ["roster", "staff_id"]
    if said["agent_type"] == "委托" and not said["agent_on_file"]:
        sheets += card_sheets(card_papers(facts.agent, "agent_id"), rng)
        sheets.append(plain(poa_paper(facts, rng), rng))
        wanted += ["agent_id", "poa"]
    materials = {name: "present" if name in wanted else "not_required" for name in ENROLMENT_MATERIALS}
    return CasePlan(
        "si_employee_enrolment", "职工参保增员，材料齐全", TODAY, said, seed, facts, sheets, materials
    )
