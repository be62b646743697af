"""The standard measure: 300 cases by fixed seeds, of every kind of paper, defect and scan the generator knows.

What a case shows follows from its number alone, so that any part of the set means the same as within the whole.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from samples.generator.cases import employer_case, enrolment_case
from samples.generator.defects import DEFECTS
from samples.generator.marks import SPOILING, plant_any
from samples.generator.mix import add_strays, retitle
from samples.generator.plan import CasePlan, new_seed
from samples.generator.subjects import FOREIGN, ORGANISATIONS, subject_case
from samples.generator.writer import weather, write_case

COUNT = 300
PART = (1, 3, 4, 5, 8, 9, 16, 17, 19, 21, 24, 38)
"""Numbers of the cases that are measured with every change."""
DPI, QUALITY = 150, 70
_SEED = 41_000_000
_TICKS = ("tick", "tick", "cross", "filled", "loose")
_SEALS = ("S01_seal", "S01_seal", "S03_company", "S03_company", "S03_purpose", "S03_square", "S02_edge")
_CELLS = ("M02_field", "M02_field", "M02_code", "M02_ticks", "M02_struck", "M02_old_form")
_SIGNED = ("S04_principal", "S04_agent")
_AGENT: dict[str, str | bool] = {"agent_type": "委托", "data_shared": False}


@dataclass(frozen=True)
class Stratum:
    """A tenth of the set: how its cases are made, `planted` of which defects, how hard they are scanned.

    `every` is the scan of all its sheets, when it is not drawn.
    """

    name: str
    make: Callable[[int, random.Random], CasePlan]
    defects: Callable[[int, random.Random], Iterable[str]]
    planted: int = 1
    hard: bool = False
    every: str = ""


def _employer(seed: int, _rng: random.Random) -> CasePlan:
    return employer_case(seed)


def _represented(seed: int, _rng: random.Random) -> CasePlan:
    return employer_case(seed, answers=_AGENT)


def _with_form(seed: int, _rng: random.Random) -> CasePlan:
    return employer_case(seed, answers={"data_shared": False})


def _either(seed: int, rng: random.Random) -> CasePlan:
    return enrolment_case(seed) if rng.random() < 0.25 else employer_case(seed)


def _others(seed: int, rng: random.Random) -> CasePlan:
    """Ten kinds of applicants in turn."""
    which = seed % 10
    others = (*FOREIGN, "dispatch", "contract")
    return subject_case(seed, rng.choice(ORGANISATIONS) if which < 4 else others[which - 4])


def _none(_turn: int, _rng: random.Random) -> Iterable[str]:
    return ()


def _in_turn(*names: str) -> Callable[[int, random.Random], Iterable[str]]:
    """The names one after the other, a case each; the following ones where one has no room."""

    def pick(turn: int, _rng: random.Random) -> Iterable[str]:
        at = turn % len(names)
        return (*names[at:], *names[:at])

    return pick


def _any_text(_turn: int, rng: random.Random) -> Iterable[str]:
    return rng.sample(sorted(DEFECTS), len(DEFECTS))


STRATA: tuple[Stratum, ...] = (
    Stratum("clean", _either, _none, planted=0),
    Stratum("seal", _with_form, _in_turn(*_SEALS), planted=2),
    Stratum("text", _either, _any_text, planted=2),
    Stratum("signature", _represented, _in_turn(*_SIGNED, "S03_company")),
    Stratum("cell", _with_form, _in_turn(*_CELLS), planted=2),
    Stratum("quality", _represented, _in_turn(*(f"Q01_{name}" for name in SPOILING))),
    Stratum("photograph", _employer, _any_text, every="photograph"),
    Stratum("hard", _either, _any_text, hard=True),
    Stratum("mark", _with_form, _in_turn("P01_void", "C01_code", "S02_grey", "S02_smudged", "S02_edge")),
    Stratum("other", _others, _in_turn("V01_card", "S01_seal", "C01_character", "none", "M02_field")),
)


def standard_case(number: int) -> CasePlan:
    """Case `number`, counted from 0."""
    turn, place = divmod(number, len(STRATA))
    stratum, seed = STRATA[place], _SEED + number
    rng = random.Random(seed)
    plan = stratum.make(seed // len(STRATA) if stratum.name == "other" else seed, rng)
    _decorate(plan, rng)
    _plant(plan, stratum, turn, rng)
    if stratum.name not in ("signature", "cell", "seal", "mark", "other") and rng.random() < 0.4:
        add_strays(plan, rng)
    _scan(plan, stratum, rng)
    _tell_copies_apart(plan)
    retitle(plan)
    return plan


def _decorate(plan: CasePlan, rng: random.Random) -> None:
    """How the applicant ticks boxes, and now and then an oval seal."""
    ticks = rng.choice(_TICKS)
    for paper in plan.papers("reg_form"):
        paper.ticks = ticks
    if rng.random() < 0.08:
        for sheet in plan.sheets:
            sheet.seal = replace(sheet.seal, shape="oval")


def _plant(plan: CasePlan, stratum: Stratum, turn: int, rng: random.Random) -> None:
    planted = 0
    for name in stratum.defects(turn, rng):
        if planted >= stratum.planted or name == "none":
            break
        planted += plant_any(plan, name, rng)


def _scan(plan: CasePlan, stratum: Stratum, rng: random.Random) -> None:
    if not stratum.every:
        weather(plan, rng, stratum.hard)
        return
    for sheet in plan.sheets:
        if not sheet.conditions and sheet.style in ("plain", "paper"):
            sheet.conditions, sheet.scan_seed = [stratum.every], new_seed(rng)


def _tell_copies_apart(plan: CasePlan) -> None:
    """No paper comes off a scanner twice as the same bytes, as two clean drawings of a form without a seal would."""
    seen: set[int] = set()
    for sheet in plan.sheets:
        if sheet.papers and sheet.seed in seen and not sheet.conditions:
            sheet.conditions = ["skew"]
        seen.add(sheet.seed)


def name_of(number: int) -> str:
    return f"case_{number + 1:03d}_{STRATA[number % len(STRATA)].name}"


def write_standard(out: Path, numbers: Iterable[int]) -> None:
    """Write the cases of these numbers below `out`; those that are there already stay as they are."""
    for number in numbers:
        folder = out / name_of(number)
        if not (folder / "case.yaml").exists():
            write_case(standard_case(number), folder, DPI, QUALITY)
