"""Applicants other than companies run by citizens: other organisations, foreigners, labour dispatch, contracts."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

from samples.generator import digits
from samples.generator.cases import card_sheets, employer_case, enrolment_case, plain
from samples.generator.facts import Employer, Person, Staff, add_years, random_day
from samples.generator.papers import foreign, registration
from samples.generator.plan import CasePlan, Paper, SheetPlan, new_seed

Answers = dict[str, str | bool]
_CERTIFICATES = {
    "事业单位": ("institution_certificate", "事业单位登记管理局"),
    "社会团体": ("association_certificate", "民政局"),
    "民非": ("nonprofit_certificate", "民政局"),
}
_FORM_TYPES = {"事业单位": ("事业单位",), "社会团体": ("社会团体",), "民非": ("民办非企业单位", "民办非企业")}
_SPONSORS = ("文化广电和旅游局", "教育局", "卫生健康委员会", "工商业联合会")
FOREIGN = ("hmt_residence", "hmt_travel_permit", "permanent_residence", "passport")
_NAMES = (
    ("MARTIN", "CLAIRE", "女"),
    ("BECKER", "JONAS", "男"),
    ("TAYLOR", "EMMA ROSE", "女"),
    ("LIM", "WEI JIE", "男"),
)
_NATIONS = {"CAN": "124", "DEU": "276", "GBR": "826", "SGP": "702", "FRA": "250"}


# -- organisations ------------------------------------------------------------------------------------------


def organisation_case(seed: int, entity: str, answers: Answers | None = None) -> CasePlan:
    """An application of a 事业单位, 社会团体 or 民非 with its certificate in the place of a licence."""
    rng = random.Random(seed * 31 + 5)
    said: Answers = {"data_shared": False, **(answers or {})}
    plan = employer_case(seed, entity=entity, layout="landscape2019", answers=said)
    spot = next(at for at, sheet in enumerate(plan.sheets) if sheet.papers[0].material == "license")
    kind, office = _CERTIFICATES[entity]
    paper = Paper(kind, "org_cert", _certified(plan.facts.employer, kind, office, plan.today, rng))
    plan.sheets[spot] = plain(paper, rng, rng.choice(("colour", "grey")))
    plan.materials |= {"license": "not_required", "org_cert": "present"}
    for form in plan.papers("reg_form"):
        options = registration.choices(form.layout, "entity_type")
        form.fields["entity_type"] = next((one for one in _FORM_TYPES[entity] if one in options), "其他")
    return plan


def _certified(own: Employer, kind: str, office: str, today: dt.date, rng: random.Random) -> dict[str, str]:
    start = random_day(rng, max(own.estab, add_years(today, -4)), today - dt.timedelta(days=2))
    fields = {
        "uscc": own.uscc,
        "name": own.name,
        "principal": own.principal.name,
        "scope": own.scope.split("。")[0] + "。",
        "address": own.address,
        "capital": own.capital,
        "term": f"{start}/{add_years(start, 5) - dt.timedelta(days=1)}",
        "issue_date": str(start),
        "authority": own.city.bureau + office,
    }
    sponsor = own.city.bureau + rng.choice(_SPONSORS)
    if kind == "institution_certificate":
        return fields | {
            "funding": rng.choice(("财政补助收入", "财政补助收入、事业收入")),
            "sponsor": sponsor,
        }
    if kind == "association_certificate":
        fields["area"] = own.city.bureau
    return fields | {"supervisor": sponsor}


# -- dispatch -----------------------------------------------------------------------------------------------


def dispatch_case(seed: int, answers: Answers | None = None) -> CasePlan:
    """A company that leases labour, where its permit is asked for."""
    rng = random.Random(seed * 31 + 6)
    said: Answers = {
        "is_dispatch": True,
        "dispatch_permit_wanted": True,
        "data_shared": False,
        **(answers or {}),
    }
    plan = employer_case(seed, entity="企业法人", answers=said)
    own = plan.facts.employer
    start = random_day(rng, max(own.estab, add_years(plan.today, -2)), plan.today - dt.timedelta(days=3))
    fields = {
        "permit_no": f"{rng.choice('豫川苏粤鲁鄂')}{own.district.code}{rng.randrange(10**6):06d}",
        "name": own.name,
        "address": own.address,
        "principal": own.principal.name,
        "capital": own.capital,
        "matter": "劳务派遣",
        "term": f"{start}/{add_years(start, 3) - dt.timedelta(days=1)}",
        "issue_date": str(start),
        "authority": own.city.bureau + "人力资源和社会保障局",
    }
    plan.sheets.append(plain(Paper("dispatch_permit", "dispatch_permit", fields), rng, "grey"))
    plan.materials["dispatch_permit"] = "present"
    return plan


# -- foreigners ---------------------------------------------------------------------------------------------


def foreigner_case(seed: int, kind: str) -> CasePlan:
    """A company whose principal brings one of FOREIGN instead of an identity card."""
    rng = random.Random(seed * 31 + 7)
    local = kind.startswith("hmt")
    answers: dict[str, str | bool] = {
        "data_shared": False,
        "agent_type": "法人本人",
        "also_enrol_staff": False,
        "legal_person_nationality": "港澳台" if local else "外国",
    }
    plan = employer_case(seed, entity="企业法人", answers=answers)
    person = plan.facts.employer.principal
    if not local:
        family, given, sex = rng.choice(_NAMES)
        person = replace(person, name=f"{family} {given}", sex=sex)
        _rename(plan, person)
    papers, number = _foreign_papers(kind, person, plan.today, rng)
    for form in plan.papers("reg_form"):
        form.fields["principal_id_number"] = number
    spot = next(at for at, sheet in enumerate(plan.sheets) if sheet.papers[0].material == "legal_id")
    gone = plan.papers("legal_id")
    style = rng.choice(("paper", "paper", "paper", "desk")) if kind != "passport" else "paper"
    made = [SheetPlan(papers, style, new_seed(rng), new_seed(rng), rng.choice(("colour", "grey")))]
    plan.sheets[spot:spot] = made if style == "paper" else card_sheets(papers, rng)
    plan.remove(gone)
    plan.materials |= {"legal_id": "not_required", "foreign_id": "present"}
    return plan


def _rename(plan: CasePlan, person: Person) -> None:
    """The principal of the case is `person`, on every paper."""
    own = plan.facts.employer
    for paper in plan.all_papers():
        paper.fields = {
            name: person.name if value == own.principal.name else value
            for name, value in paper.fields.items()
        }
    changed = replace(own, principal=person)
    agent = person if plan.facts.agent is own.principal else plan.facts.agent
    plan.facts = replace(plan.facts, employer=changed, agent=agent)


def _foreign_papers(kind: str, person: Person, today: dt.date, rng: random.Random) -> tuple[list[Paper], str]:
    """The faces, and the number for the form when it is one of eighteen places."""
    start = random_day(rng, add_years(today, -4), today - dt.timedelta(days=40))
    term = f"{start}/{add_years(start, 5)}"
    birth = person.birth.strftime("%Y%m%d")
    common = {"name": person.name, "sex": person.sex, "birth": str(person.birth)}
    if kind == "hmt_residence":
        region = rng.choice(("810000", "820000", "830000"))
        number = digits.new_id(region, birth, person.sex, rng)
        travel = f"{'' if region == '830000' else rng.choice('HM')}{rng.randrange(10**8):08d}"
        front = common | {"address": person.address, "id_number": number}
        back = {"authority": person.authority, "term": term, "travel_no": travel, "issues": "1"}
        return [_foreign(f"{kind}_portrait", front), _foreign(f"{kind}_emblem", back)], number
    if kind == "hmt_travel_permit":
        issuer = "中华人民共和国出入境管理局"
        number = f"{rng.choice('HM')}{rng.randrange(10**8):08d}"
        ten = f"{start}/{add_years(start, 10)}"
        return [_foreign(kind, common | {"term": ten, "authority": issuer, "travel_no": number})], ""
    nation = rng.choice(sorted(_NATIONS))
    if kind == "permanent_residence":
        order = rng.randrange(1, 499) * 2 + (person.sex == "男")
        body = f"9{rng.choice(('41', '32', '44', '11'))}{_NATIONS[nation]}{birth}{order:03d}"
        number = body + digits.id_check(body)
        ten = f"{start}/{add_years(start, 10)}"
        return [_foreign(kind, common | {"nationality": nation, "term": ten, "id_number": number})], number
    number = rng.choice("ABCEGKLP") + f"{rng.randrange(10**8):08d}"
    expiry = str(add_years(start, 10))
    return [_foreign(kind, common | {"nationality": nation, "passport_no": number, "expiry": expiry})], ""


def _foreign(kind: str, fields: dict[str, str]) -> Paper:
    assert kind in foreign.KINDS
    return Paper(kind, "foreign_id", fields)


# -- contracts ----------------------------------------------------------------------------------------------


def contract_case(seed: int, answers: Answers | None = None) -> CasePlan:
    """An enrolment where the labour contracts are asked for."""
    rng = random.Random(seed * 31 + 8)
    said: Answers = {"contract_wanted": True, **(answers or {})}
    plan = enrolment_case(seed, staff=rng.choice((1, 2)), answers=said)
    for one in plan.facts.staff:
        plan.sheets += [plain(paper, rng) for paper in contract_papers(plan.facts.employer, one, rng)]
    plan.materials["contract"] = "present"
    return plan


def contract_papers(own: Employer, staff: Staff, rng: random.Random) -> list[Paper]:
    """The first page and the page with the signatures."""
    start = staff.employment_date
    fields = {
        "employer": own.signing_name,
        "uscc": own.uscc,
        "principal": own.principal.name,
        "employee": staff.person.name,
        "id_number": staff.person.id_number,
        "term": f"{start}/{add_years(start, rng.choice((1, 3))) - dt.timedelta(days=1)}",
        "sign_date": str(start),
    }
    hand = rng.random() < 0.5
    return [
        Paper("labor_contract", "contract", dict(fields), page, hand=hand) for page in ("first", "signature")
    ]


ORGANISATIONS = tuple(_CERTIFICATES)
SUBJECTS = (*ORGANISATIONS, *FOREIGN, "dispatch", "contract")


def subject_case(seed: int, subject: str, answers: Answers | None = None) -> CasePlan:
    """The case of one of SUBJECTS. A foreigner's answers follow from who it is."""
    if subject in ORGANISATIONS:
        return organisation_case(seed, subject, answers)
    if subject in FOREIGN:
        return foreigner_case(seed, subject)
    return {"dispatch": dispatch_case, "contract": contract_case}[subject](seed, answers)
