"""The cases kept in the repository: what each shows, and how it is made."""

from __future__ import annotations

import random
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from samples.generator.cases import employer_case, enrolment_case
from samples.generator.defects import DEFECTS, plant
from samples.generator.marks import plant_any
from samples.generator.mix import retitle, scan_again
from samples.generator.plan import CasePlan, SheetPlan, Stamp, new_seed
from samples.generator.subjects import subject_case
from samples.generator.writer import weather, write_case

FOLDER = Path(__file__).resolve().parents[1] / "cases"
_DPI, _QUALITY = 150, 41
_ATTEMPTS = 40
_LEAN: dict[str, str | bool] = {
    "data_shared": False,
    "also_enrol_staff": False,
    "need_bank_debit": False,
    "agent_type": "法人本人",
}
_AGENT = {**_LEAN, "agent_type": "委托"}
_BANK = {**_LEAN, "need_bank_debit": True}
_ROSTER = {**_LEAN, "also_enrol_staff": True}
_FULL: dict[str, str | bool] = {
    "data_shared": False,
    "also_enrol_staff": True,
    "need_bank_debit": True,
    "agent_type": "委托",
}
_SHARED: dict[str, str | bool] = {
    "data_shared": True,
    "also_enrol_staff": False,
    "need_bank_debit": True,
    "agent_type": "委托",
}


OFFICIAL = Stamp()


@dataclass(frozen=True)
class Spec:
    """One committed case.

    `scan` is clean, normal or hard; `strays` are names of `papers.other`, or `again` and `same` for a page
    that is scanned once more or copied. `subject` is one of SUBJECTS.
    `extras` are things drawn on the papers of a material or layout, with their places in millimetres; `seal` is
    what is pressed on the form, `ticks` how its boxes are ticked. `two_tone` are materials scanned in black and
    white. `resolution` is that of the scan in dots per inch, `quality` of its pictures.
    """

    name: str
    seed: int
    answers: dict[str, str | bool] = field(default_factory=lambda: _LEAN)
    defects: tuple[str, ...] = ()
    entity: str = "企业法人"
    layout: str = "landscape2019"
    form: str = ""
    scan: str = "normal"
    strays: tuple[str, ...] = ()
    staff: int = 0
    enrol: bool = False
    subject: str = ""
    extras: tuple[tuple[str, str, float, float], ...] = ()
    seal: Stamp = OFFICIAL
    ticks: str = ""
    two_tone: tuple[str, ...] = ()
    resolution: float = _DPI
    quality: int = _QUALITY


def _small(
    name: str,
    seed: int,
    answers: dict[str, str | bool] | None = None,
    defects: tuple[str, ...] = (),
    **more: Any,
) -> Spec:
    """A case whose pictures take little room."""
    return Spec(name, seed, answers or _LEAN, defects, scan="clean", resolution=100, quality=30, **more)


SPECS: tuple[Spec, ...] = (
    Spec("clean_company", 101, _FULL, scan="clean", form="xuchang", staff=6),
    Spec("clean_branch", 103, _AGENT, entity="分支机构", form="suzhou"),
    Spec("clean_sole_trader", 104, _LEAN, entity="个体工商户", form="shenzhen"),
    Spec("clean_unnamed_trader", 3, _LEAN, entity="个体工商户", form="xuchang"),
    Spec("clean_partnership", 108, _BANK, entity="合伙", form="suzhou"),
    Spec("clean_cooperative", 107, _ROSTER, entity="农专社", form="beijing", staff=8),
    Spec("clean_single_owner", 106, _LEAN, entity="个人独资", form="shenzhen"),
    Spec("clean_old_license", 109, _BANK, layout="portrait2014", form="xuchang"),
    Spec("clean_electronic", 110, _LEAN, layout="electronic", form="beijing"),
    Spec("clean_shared_data", 111, _SHARED),
    Spec("clean_joint_stock_hard", 112, _AGENT, entity="股份公司", form="suzhou", scan="hard"),
    Spec(
        "clean_stray_papers",
        113,
        _LEAN,
        form="xuchang",
        strays=("blank", "org_code_cert", "invoice", "again", "same"),
    ),
    Spec("clean_enrolment", 114, scan="normal", staff=3, enrol=True),
    Spec("clean_enrolment_workbook", 115, scan="normal", staff=12, enrol=True),
    Spec("missing_poa", 201, _AGENT, ("M01_material",), form="xuchang"),
    Spec("missing_card_side", 202, _LEAN, ("M01_side",), form="beijing"),
    Spec("empty_field", 203, _LEAN, ("M02_field",), form="suzhou"),
    Spec("empty_code", 204, _LEAN, ("M02_code",), form="xuchang", scan="clean"),
    Spec("old_form", 205, _LEAN, ("M02_old_form",)),
    Spec("one_copy", 206, _LEAN, ("M03_copies",), form="shenzhen"),
    Spec("company_form_differs", 207, _LEAN, ("C01_legal_form",), form="beijing"),
    Spec("name_character_differs", 208, _AGENT, ("C01_character",), form="suzhou"),
    Spec(
        "code_and_principal_differ",
        209,
        _LEAN,
        ("C01_uscc", "C01_principal"),
        form="xuchang",
        layout="portrait2014",
    ),
    Spec("wrong_card", 210, _LEAN, ("C01_card",), form="xuchang"),
    Spec("wrong_agent", 211, _SHARED, ("C01_agent",)),
    Spec("account_differs", 212, _BANK, ("C02_account_no", "C02_bank"), form="xuchang"),
    Spec(
        "account_name_and_principal",
        213,
        _BANK,
        ("C02_account_name", "C02_principal"),
        form="beijing",
        layout="portrait2014",
    ),
    Spec(
        "roster_number_and_duplicate", 214, _ROSTER, ("C03_number", "C03_duplicate"), form="suzhou", staff=9
    ),
    Spec(
        "roster_sex_and_birth",
        215,
        _ROSTER,
        ("C03_sex", "C03_birth", "V02_roster"),
        form="shenzhen",
        staff=14,
    ),
    Spec("card_and_poa_over", 216, _SHARED, ("V01_card", "V01_poa")),
    Spec("bad_code", 217, _LEAN, ("V02_uscc",), form="suzhou", scan="hard"),
    Spec("bad_number_and_date", 218, _LEAN, ("V02_id", "V02_date"), form="shenzhen"),
    Spec("card_birth_clash", 219, _LEAN, ("V02_birth",), entity="个体工商户", form="beijing"),
    Spec("poa_without_term", 220, _SHARED, ("A01_term",)),
    Spec("poa_without_matter_scope", 221, _SHARED, ("A01_matter", "A01_scope")),
    Spec("poa_without_agent", 222, _SHARED, ("A01_agent",)),
    Spec("blurred_page", 223, _LEAN, ("Q01_blur",), form="xuchang"),
    Spec("blank_page", 224, _LEAN, ("Q01_blank",), form="suzhou"),
    Spec(
        "four_defects",
        225,
        _FULL,
        ("C01_legal_form", "V02_id", "A01_term", "C02_principal"),
        form="beijing",
        staff=5,
    ),
    Spec("enrolment_wrong_number", 226, defects=("C03_number", "V01_card"), staff=3, enrol=True),
    Spec("missing_seal", 227, _LEAN, ("S01_seal",), form="beijing"),
    Spec("wrong_company_seal", 228, _AGENT, ("S03_company",), form="suzhou"),
    Spec("special_seal", 229, _LEAN, ("S03_purpose",), form="xuchang"),
    _small(
        "institution_other_code", 306, defects=("C01_org_code",), subject="事业单位", two_tone=("legal_id",)
    ),
    _small(
        "association_void_and_smudged",
        323,
        defects=("P01_void", "S02_smudged"),
        subject="社会团体",
        extras=(("org_cert", "medal", 262.0, 150.0),),
        ticks="behind",
        two_tone=("legal_id",),
    ),
    _small(
        "dispatch_other_code",
        328,
        defects=("C01_code",),
        subject="dispatch",
        two_tone=("dispatch_permit", "legal_id"),
    ),
    _small(
        "clean_contract",
        309,
        {"agent_on_file": True, "staff_verified": True},
        subject="contract",
        extras=(("signature", "thumb", 176.0, 118.0),),
    ),
    _small("clean_passport", 323, subject="passport", seal=Stamp(blue=True), two_tone=("license",)),
)


class RoomError(RuntimeError):
    """Defects found no place in the case that was to show them."""


def write_all(out: Path, only: str = "") -> None:
    """Write the cases whose name contains `only` afresh below `out`."""
    for number, spec in enumerate(SPECS, start=1):
        if only in spec.name:
            folder = out / f"case_{number:02d}_{spec.name}"
            shutil.rmtree(folder, ignore_errors=True)
            write_case(build(spec), folder, spec.resolution, spec.quality)


def build(spec: Spec) -> CasePlan:
    """The plan of a committed case: the first seed from the given one on that has room for its defects."""
    for attempt in range(_ATTEMPTS):
        plan, rng = _clean(spec, spec.seed + attempt * 1000), random.Random(spec.seed * 7 + 1)
        if all(_plant(plan, name, rng) for name in spec.defects):
            break
    else:
        raise RoomError(f"{spec.name}：找不到能放下 {'、'.join(spec.defects)} 的种子")
    retitle(plan)
    for stray in spec.strays:
        _add(plan, stray, rng)
    if spec.scan != "clean":
        weather(plan, rng, spec.scan == "hard")
    return plan


def _plant(plan: CasePlan, name: str, rng: random.Random) -> bool:
    return plant(plan, name, rng) if name in DEFECTS else plant_any(plan, name, rng)


def _clean(spec: Spec, seed: int) -> CasePlan:
    if spec.subject:
        return _dressed(subject_case(seed, spec.subject, spec.answers), spec)
    if spec.enrol:
        shared = spec.staff > 5
        plan = enrolment_case(
            seed,
            staff=spec.staff,
            answers={"agent_on_file": True, "staff_verified": shared},
            layout="landscape_full",
        )
        plan.sheets[0].style = "xlsx" if shared else "plain"
        return plan
    plan = employer_case(
        seed,
        entity=spec.entity,
        layout=spec.layout,
        answers=spec.answers,
        form=spec.form,
        staff=spec.staff,
    )
    _show_roster(plan, spec)
    return plan


def _dressed(plan: CasePlan, spec: Spec) -> CasePlan:
    """The plan with what the spec wants on its papers."""
    for sheet in plan.sheets:
        paper = sheet.papers[0]
        known = (paper.material, paper.layout)
        sheet.extras = tuple((name, x, y) for where, name, x, y in spec.extras if where in known)
        if paper.material in spec.two_tone:
            sheet.conditions = ["black_white"]
        if paper.kind == "registration_form":
            sheet.seal, paper.ticks = spec.seal, spec.ticks or paper.ticks
    return plan


def _show_roster(plan: CasePlan, spec: Spec) -> None:
    """Rosters with planted rows are pictures with all columns."""
    if any(name.startswith(("C03", "V02_roster")) for name in spec.defects):
        for sheet in plan.sheets:
            if sheet.papers and sheet.papers[0].kind == "roster":
                sheet.style, sheet.papers[0].layout = "plain", "landscape_full"


def _add(plan: CasePlan, stray: str, rng: random.Random) -> None:
    if stray in ("again", "same"):
        scan_again(plan, rng, exact=stray == "same")
    else:
        plan.sheets.insert(
            rng.randrange(1, len(plan.sheets)), SheetPlan([], stray, new_seed(rng), new_seed(rng))
        )
