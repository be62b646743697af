"""One paper at a time, of any kind, for `paper`."""

from __future__ import annotations

import random
from typing import Any

from samples.generator import cases, conditions, subjects
from samples.generator.facts import Facts, new_facts
from samples.generator.papers import letter, other, registration, roster
from samples.generator.plan import SheetPlan, new_seed
from samples.generator.studio import Scan, scan
from samples.generator.writer import drawn_label, sheet_label

_ENTITIES = ("企业法人", "股份公司", "分支机构", "个人独资", "合伙", "个体工商户", "农专社")
_LICENSES = {
    f"business_license:{layout}": layout for layout in ("landscape2019", "portrait2014", "electronic")
}
_CARDS = {"id_card": "paper", "id_card:desk": "desk", "id_card:card": "card", "id_card_emblem:card": "card"}
_BANKS = ("account_permit", "account_info", "seal_card", "bank_certificate")
_FORMS = {f"registration_form:{name}": name for name in registration.WORDINGS}
_LETTERS = {f"power_of_attorney:{name}": name for name in letter.LAYOUTS}
_ROSTERS = {f"roster:{name}": name for name in roster.LAYOUTS}
_OTHERS = {f"other:{name}": name for name in other.NAMES}
_MORE = {  # the subjects whose cases have such a paper
    "institution_certificate": "事业单位",
    "association_certificate": "社会团体",
    "nonprofit_certificate": "民非",
    "dispatch_permit": "dispatch",
    "labor_contract:first": "contract",
    "labor_contract:signature": "contract",
    **{name: name for name in subjects.FOREIGN},
}
KINDS: tuple[str, ...] = (*_LICENSES, *_CARDS, *_BANKS, *_FORMS, *_LETTERS, *_ROSTERS, *_OTHERS, *_MORE)


def paper(kind: str, rng: random.Random, dpi: float, wanted: str, hard: bool) -> tuple[Scan, dict[str, Any]]:
    """Draw one of KINDS. `wanted` are conditions by name, or `random`. Returns the page and its label."""
    if kind in _MORE:
        facts, plan = _more(kind, rng)
    else:
        facts, plan = _usual(kind, rng)
    plan.hard = hard
    if wanted == "random":
        plan.conditions = conditions.choose(rng, rng.randint(0, 3))
        plan.rotation = rng.choice((0, 0, 0, 90, 180, 270))
    elif wanted:
        plan.conditions = wanted.split(",")
    done = scan(plan, facts, dpi)
    return done, {**sheet_label(plan, done), **drawn_label("", 1, done)}


def _usual(kind: str, rng: random.Random) -> tuple[Facts, SheetPlan]:
    layout = _LICENSES.get(kind, "landscape2019")
    facts = new_facts(rng, cases.TODAY, rng.choice(_ENTITIES), layout, rng.randint(5, 25))
    return facts, _plan(kind, facts, rng)


def _more(kind: str, rng: random.Random) -> tuple[Facts, SheetPlan]:
    """A sheet out of a case that has such a paper."""
    seed, (name, _, layout) = new_seed(rng), kind.partition(":")
    plan = subjects.subject_case(seed, _MORE[kind])
    sheets = [
        sheet
        for sheet in plan.sheets
        if any(paper.kind.startswith(name) and paper.layout == layout for paper in sheet.papers)
    ]
    return plan.facts, sheets[0]


def _plan(kind: str, facts: Facts, rng: random.Random) -> SheetPlan:
    if kind in _OTHERS:
        return SheetPlan([], _OTHERS[kind], new_seed(rng), new_seed(rng))
    if kind in _CARDS:
        papers = cases.card_papers(facts.employer.principal, "legal_id")
        some = (
            papers if kind == "id_card" else papers[1:] if kind.startswith("id_card_emblem") else papers[:1]
        )
        return SheetPlan(some, _CARDS[kind], new_seed(rng), new_seed(rng), rng.choice(("colour", "grey")))
    if kind in _LICENSES:
        made = cases.license_paper(facts, rng)
    elif kind in _FORMS:
        made = cases.form_paper(facts, _FORMS[kind], rng)
    elif kind in _LETTERS:
        made = cases.poa_paper(facts, rng)
        made.layout = _LETTERS[kind]
    elif kind in _ROSTERS:
        made = cases.roster_paper(facts, _ROSTERS[kind], rng)
    else:
        made = cases.bank_paper(facts, rng, kind)
    return cases.plain(
        made,
        rng,
        rng.choice(("colour", "colour", "grey")) if made.kind in ("business_license", *_BANKS) else "colour",
    )
