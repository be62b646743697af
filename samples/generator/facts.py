"""Invented people and employers: what is true about an applicant before any paper is drawn.

All values are normalised as the labels want them: dates ISO 8601, periods ``from/to``, amounts in yuan.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field

from samples.generator import digits, words
from samples.generator.entities import ENTITIES, Entity


@dataclass(frozen=True)
class Person:
    name: str
    sex: str
    ethnicity: str
    birth: dt.date
    address: str
    id_number: str
    authority: str
    term: str
    phone: str


@dataclass(frozen=True)
class Bank:
    bank_name: str
    account_no: str
    approval_no: str
    serial_no: str
    authority: str
    issue_date: dt.date


@dataclass(frozen=True)
class Employer:
    """An applicant. `principal_org` is set when the managing partner is an organisation."""

    entity: Entity
    name: str
    uscc: str
    type: str
    principal: Person
    principal_org: str
    capital: str
    estab: dt.date
    term: str
    address: str
    postcode: str
    scope: str
    industry: str
    authority: str
    issue_date: dt.date
    city: words.City
    district: words.District
    bank: Bank
    layout: str
    seal_code: str
    seal_size: float
    parent: str = ""

    @property
    def signing_name(self) -> str:
        """The name other papers use: a sole trader without a trade name goes by the owner's."""
        return self.principal.name if self.name == "*" else self.name

    @property
    def printed_principal(self) -> str:
        """The principal as the licence prints it."""
        if self.principal_org:
            return f"{self.principal_org}(委派代表:{self.principal.name})"
        return self.principal.name


@dataclass(frozen=True)
class Staff:
    """One insured person of a roster."""

    person: Person
    household: str
    employment_date: dt.date
    start_month: str
    wage: str
    insured_types: str


@dataclass(frozen=True)
class Facts:
    """Everything true in one case."""

    today: dt.date
    employer: Employer
    agent: Person
    agent_department: str
    poa_term: str
    poa_date: dt.date
    apply_date: dt.date
    insured_types: str
    staff: tuple[Staff, ...] = field(default=())


def add_years(day: dt.date, years: int) -> dt.date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def age_on(birth: dt.date, day: dt.date) -> int:
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def card_term(birth: dt.date, start: dt.date) -> str:
    """The validity an ID card issued on `start` bears (5, 10, 20 years or for ever, by age)."""
    age = age_on(birth, start)
    if age >= 46:
        return f"{start}/长期"
    years = 5 if age < 16 else 10 if age < 26 else 20
    return f"{start}/{add_years(start, years)}"


def mobile(rng: random.Random) -> str:
    return rng.choice(words.MOBILE_PREFIXES) + f"{rng.randrange(10**8):08d}"


def random_day(rng: random.Random, first: dt.date, last: dt.date) -> dt.date:
    return first + dt.timedelta(days=rng.randrange((last - first).days + 1))


def new_person(rng: random.Random, today: dt.date, ages: tuple[int, int] = (20, 58)) -> Person:
    city, name, sex, ethnicity = _identity(rng)
    district = rng.choice(city.districts)
    birth = random_day(rng, add_years(today, -ages[1]), add_years(today, -ages[0]))
    return Person(
        name=name,
        sex=sex,
        ethnicity=ethnicity,
        birth=birth,
        address=_home(city, district, rng),
        id_number=digits.new_id(district.code, birth.strftime("%Y%m%d"), sex, rng),
        authority=_police(city, district),
        term=card_term(birth, _card_start(birth, today, rng)),
        phone=mobile(rng),
    )


def _identity(rng: random.Random) -> tuple[words.City, str, str, str]:
    city, sex = rng.choice(words.CITIES), rng.choice("男女")
    if rng.random() < 0.12:
        ethnicity, names, place = rng.choice(words.MINORITIES)
        name = rng.choice(names)
        sex = "女" if any(char in name for char in "丽娜凤娟梅琴桃兰") else "男"
        return words.MINORITY_CITIES[place] if place >= 0 else city, name, sex, ethnicity
    given = rng.choice(words.GIVEN_MALE if sex == "男" else words.GIVEN_FEMALE)
    return city, rng.choice(words.SURNAMES) + given, sex, "汉"


def _card_start(birth: dt.date, today: dt.date, rng: random.Random) -> dt.date:
    """A first day of validity such that the card is good for another two months at least."""
    earliest = max(add_years(birth, 16), add_years(today, -9), dt.date(2012, 1, 1))
    return random_day(rng, min(earliest, today - dt.timedelta(days=40)), today - dt.timedelta(days=30))


def _home(city: words.City, district: words.District, rng: random.Random) -> str:
    place = district.name if city.full.endswith(district.name) else city.full + district.name
    if place == district.name:
        place = city.full
    if rng.random() < 0.4:
        village = rng.choice(words.TOWNS) + rng.choice(words.VILLAGES)
        return f"{place}{village}{rng.randint(1, 12)}组{rng.randint(1, 180)}号"
    road = f"{rng.choice(words.ROADS)}{rng.randint(1, 320)}号"
    if rng.random() < 0.4:
        return f"{place}{road}"
    flat = f"{rng.randint(1, 28)}号楼{rng.randint(1, 4)}单元{rng.randint(1, 18)}0{rng.randint(1, 4)}号"
    return f"{place}{road}{rng.choice(words.ESTATES)}{flat}"


def _police(city: words.City, district: words.District) -> str:
    if district.name.endswith("区"):
        return (
            f"{city.bureau}公安局{district.name.removesuffix('区')}分局"
            if len(district.name) > 2
            else f"{city.bureau}公安局"
        )
    return f"{district.name}公安局"


def new_employer(rng: random.Random, today: dt.date, entity_type: str, layout: str) -> Employer:
    """An invented employer of the kind `entity_type` (a key of ENTITIES) with a licence of `layout`."""
    entity = ENTITIES[entity_type]
    city = rng.choice(words.CITIES)
    district = rng.choice(city.districts)
    trade, industry, scope = rng.choice(entity.trades)
    estab = _estab_date(layout, today, rng)
    name, parent = _names(entity, city, district, trade, rng)
    return Employer(
        entity=entity,
        name=name,
        uscc=digits.new_uscc(entity.uscc_prefix, district.code, rng),
        type=rng.choice(entity.types),
        principal=new_person(rng, today, (26, 62)),
        principal_org=_partner_org(entity, city, rng),
        capital=rng.choice(entity.capitals) if entity.capital_label else "",
        estab=estab,
        term=_business_term(entity, layout, estab, rng),
        address=_office(city, district, rng),
        postcode=city.postcode,
        scope=_scope(scope, rng),
        industry=industry,
        authority=_registrar(city, district, layout),
        issue_date=_issue_date(estab, layout, today, rng),
        city=city,
        district=district,
        bank=new_bank(city, estab, today, rng),
        layout=layout,
        seal_code=district.code + f"{rng.randrange(10**7):07d}",
        seal_size=42.0 if "股份" in name else 38.0 if entity.uscc_prefix == "92" else 40.0,
        parent=parent,
    )


def trade_name(rng: random.Random) -> str:
    return rng.choice(words.TRADE_FIRST) + rng.choice(words.TRADE_SECOND)


def _names(
    entity: Entity, city: words.City, district: words.District, trade: str, rng: random.Random
) -> tuple[str, str]:
    """Name of the employer and, for a branch, of its parent."""
    own = trade_name(rng)
    parts = {"city": city.short, "bureau": city.bureau, "district": district.name, "own": own, "trade": trade}
    name = rng.choice(entity.names).format(**parts)
    parent = f"{city.bureau}{own}{trade}有限公司" if entity.id == "分支机构" else ""
    return name, parent


def _partner_org(entity: Entity, city: words.City, rng: random.Random) -> str:
    if entity.id != "合伙" or rng.random() < 0.5:
        return ""
    return f"{city.short}{trade_name(rng)}企业管理有限公司"


def _estab_date(layout: str, today: dt.date, rng: random.Random) -> dt.date:
    if layout == "portrait2014":
        return random_day(rng, dt.date(2009, 3, 1), dt.date(2018, 6, 30))
    return random_day(rng, dt.date(2017, 1, 5), today - dt.timedelta(days=12))


def _issue_date(estab: dt.date, layout: str, today: dt.date, rng: random.Random) -> dt.date:
    first, last = (
        (dt.date(2015, 10, 1), dt.date(2018, 12, 28))
        if layout == "portrait2014"
        else (dt.date(2019, 3, 1), today - dt.timedelta(days=3))
    )
    first = max(first, estab)
    return first if rng.random() < 0.4 and first == estab else random_day(rng, first, max(first, last))


def _business_term(entity: Entity, layout: str, estab: dt.date, rng: random.Random) -> str:
    """Licences since March 2022 state no term."""
    if not entity.term_label or (layout != "portrait2014" and estab >= dt.date(2022, 3, 1)):
        return ""
    end = add_years(estab, rng.choice((20, 30, 50))) - dt.timedelta(days=1)
    return rng.choice((f"{estab}/长期", "/长期", f"{estab}/{end}", f"{estab}/{end}"))


def _office(city: words.City, district: words.District, rng: random.Random) -> str:
    road = f"{city.full}{district.name}{rng.choice(words.ROADS)}{rng.randint(1, 260)}号"
    room = f"{rng.randint(1, 22)}0{rng.randint(1, 9)}"
    return road + rng.choice(
        (
            "",
            f"{rng.choice(words.OFFICES)}{rng.choice('ABC')}座{room}室",
            f"{rng.choice(words.OFFICES)}{rng.randint(1, 9)}号楼{room}",
            f"{rng.choice(words.ESTATES)}{rng.randint(1, 20)}幢1层10{rng.randint(1, 9)}号",
        )
    )


def _scope(items: tuple[str, ...], rng: random.Random) -> str:
    chosen = rng.sample(items, rng.randint(min(3, len(items)), len(items)))
    joint = rng.choice("；、") if all("、" not in item for item in chosen) else "；"
    return f"{joint.join(chosen)}。{rng.choice(words.SCOPE_TAILS)}"


def _registrar(city: words.City, district: words.District, layout: str) -> str:
    office = "工商行政管理局" if layout == "portrait2014" else "市场监督管理局"
    if district.name.endswith("市") or district.name.endswith("县"):
        return district.name + office
    return f"{city.bureau}{district.name}{office}"


def new_bank(city: words.City, estab: dt.date, today: dt.date, rng: random.Random) -> Bank:
    branch = rng.choice(words.ROADS).removesuffix("路").removesuffix("街").removesuffix("大道")
    last = max(estab + dt.timedelta(days=8), min(today, estab + dt.timedelta(days=60)) - dt.timedelta(days=1))
    return Bank(
        bank_name=f"{rng.choice(words.BANKS)}{city.short}{branch}支行",
        account_no="".join(rng.choice("0123456789") for _ in range(rng.choice((15, 17, 19, 20)))).replace(
            "0", "4", 1
        ),
        approval_no=f"J{city.code[:4]}{rng.randrange(10**9):09d}",
        serial_no=f"{city.code[:4]}-{rng.randrange(10**8):08d}",
        authority=f"中国人民银行{city.bureau}中心支行",
        issue_date=min(random_day(rng, estab + dt.timedelta(days=5), last), today),
    )


def new_staff(rng: random.Random, person: Person, hired_from: dt.date, today: dt.date) -> Staff:
    hired = random_day(rng, max(hired_from, today - dt.timedelta(days=25)), today)
    return Staff(
        person=person,
        household=rng.choice(words.HOUSEHOLDS),
        employment_date=hired,
        start_month=today.strftime("%Y-%m"),
        wage=str(rng.randrange(35, 130) * 100),
        insured_types="、".join(name.removesuffix("保险") for name in words.INSURANCES),
    )


def new_facts(
    rng: random.Random,
    today: dt.date,
    entity_type: str = "企业法人",
    layout: str = "landscape2019",
    staff: int = 0,
) -> Facts:
    """Invent one application."""
    employer = new_employer(rng, today, entity_type, layout)
    agent = new_person(rng, today, (22, 55))
    poa_start = today - dt.timedelta(days=rng.randint(0, 6))
    people = [new_person(rng, today, (19, 49)) for _ in range(max(0, staff - 2))]
    insured = [employer.principal, agent, *people][:staff] if staff else []
    return Facts(
        today=today,
        employer=employer,
        agent=agent,
        agent_department=rng.choice(words.DEPARTMENTS),
        poa_term=f"{poa_start}/{poa_start + dt.timedelta(days=rng.choice((30, 60, 90, 180, 364)))}",
        poa_date=poa_start,
        apply_date=today - dt.timedelta(days=rng.randint(0, 3)),
        insured_types="、".join(words.INSURANCES if rng.random() < 0.75 else words.INSURANCES[:4]),
        staff=tuple(new_staff(rng, person, employer.estab, today) for person in insured),
    )
