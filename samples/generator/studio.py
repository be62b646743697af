"""Draws the sheets of a plan and does to them what the scanner does."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from PIL import Image

from samples.generator import conditions, ornament, seals
from samples.generator.extras import EXTRAS
from samples.generator.facts import Facts
from samples.generator.papers import (
    bank,
    certificate,
    contract,
    foreign,
    id_card,
    letter,
    license,
    other,
    registration,
    roster,
)
from samples.generator.plan import Paper, SheetPlan
from samples.generator.sheet import A4, Document, SealMark, Sheet

_COLOURLESS = {"grey", "black_white"}
_CARDS = {"id_card_portrait": "portrait", "id_card_emblem": "emblem"}


@dataclass
class Scan:
    """A finished page: the picture as the file shows it and the labels of the upright sheet (`size`)."""

    image: Image.Image
    size: tuple[int, int]
    documents: list[Document]
    seals: list[SealMark]
    dpi: float


def scan(plan: SheetPlan, facts: Facts, dpi: float) -> Scan:
    """Draw, seal, degrade and turn one sheet."""
    sheet = draw(plan, facts, dpi)
    size = sheet.image.size
    _forget_edges(sheet)
    seen = sheet.image if _COLOURLESS & set(plan.conditions) else conditions.colour_scan(sheet.image)
    image = conditions.apply(seen, plan.conditions, random.Random(plan.scan_seed), plan.hard)
    own = dpi * min(1.0, image.width / size[0]) if "low_resolution" in plan.conditions else dpi
    return Scan(conditions.turn(image, plan.rotation), size, sheet.documents, sheet.seals, own)


def draw(plan: SheetPlan, facts: Facts, dpi: float) -> Sheet:
    """The clean upright sheet with its labels."""
    rng = random.Random(plan.seed)
    own = facts.employer
    name = own.signing_name if plan.seal.text is None else plan.seal.text
    press = seals.Press(
        name, own.seal_code, plan.scan_seed, own.seal_size, plan.seal.title, plan.seal.shape, plan.seal.place
    )
    press = replace(press, blue=plan.seal.blue)
    if not plan.papers:
        return other.paint(plan.style, facts, rng, dpi)
    if plan.style in ("paper", "desk", "card"):
        sheet = _cards(plan, rng, dpi)
    else:
        paper = plan.papers[0]
        sheet = _paper(paper, facts, press, rng, dpi)
        sheet.documents[0].material = paper.material
    for number, (thing, x, y) in enumerate(plan.extras, start=1):
        EXTRAS[thing](sheet, x, y, random.Random(plan.seed + number))
    if plan.copy == "grey":
        sheet.image = conditions.grey(sheet.image, rng, False)
        sheet.seals = [SealMark(mark.shape, "grey", mark.text, mark.box) for mark in sheet.seals]
    _copy_marks(sheet, plan, press, rng)
    if plan.mark:
        ornament.voided(sheet, plan.mark, random.Random(plan.scan_seed))
    return sheet


def _paper(paper: Paper, facts: Facts, press: seals.Press, rng: random.Random, dpi: float) -> Sheet:
    if paper.kind == "business_license":
        return license.paint(paper.fields, facts.employer.entity, paper.layout, rng, dpi)
    if paper.kind == "registration_form":
        return registration.paint(
            paper.fields, paper.layout, press, paper.hand, rng, dpi, paper.ticks, paper.altered
        )
    if paper.kind == "power_of_attorney":
        return letter.paint(paper.fields, paper.layout, press, paper.hand, rng, dpi, paper.unsigned)
    if paper.kind == "roster":
        return roster.paint(paper.fields, paper.rows, paper.layout, press, paper.hand, rng, dpi)
    if paper.kind == "labor_contract":
        return contract.paint(paper.fields, paper.layout, press, paper.hand, rng, dpi, paper.unsigned)
    if paper.kind in certificate.CERTIFICATES:
        return certificate.paint(paper.fields, paper.kind, rng, dpi)
    return bank.paint(paper.fields, paper.kind, rng, dpi)


def _cards(plan: SheetPlan, rng: random.Random, dpi: float) -> Sheet:
    # a card alone in the picture is scanned finer, as it would be
    own = dpi if plan.style == "paper" else dpi * 1.6
    faces = []
    for paper in plan.papers:
        face = _face(paper, rng, own)
        face.documents[0].material = paper.material
        faces.append(face)
    if plan.style == "paper":
        return id_card.on_paper(faces, rng, turned=plan.turned)
    return id_card.on_desk(faces[0], rng) if plan.style == "desk" else id_card.filling(faces[0])


def _face(paper: Paper, rng: random.Random, dpi: float) -> Sheet:
    if paper.kind in foreign.KINDS:
        return foreign.paint_face(paper.kind, paper.fields, rng, dpi)
    return id_card.paint_face(paper.fields, _CARDS[paper.kind], rng, dpi)


def _copy_marks(sheet: Sheet, plan: SheetPlan, press: seals.Press, rng: random.Random) -> None:
    """Copies bear the official seal, some a note of what they are for."""
    kind = plan.papers[0].kind
    if plan.style == "paper":
        width, height = A4
        if rng.random() < 0.35:
            id_card.usage_note(sheet, rng)
        press.on(sheet, rng.uniform(60, width - 50), min(height - 40, rng.uniform(205, 245)))
    elif kind == "business_license":
        layout = plan.papers[0].layout
        if layout != "electronic" and rng.random() < 0.3:
            ornament.diagonal(
                sheet, rng.choice(_USAGE), 15, rng.randint(70, 120), rng.choice((24, 32)), 48, 24
            )
        press.on(sheet, *((70, 214) if layout == "portrait2014" else (78, 163)))
    elif kind in _COPY_SEALS:
        press.on(sheet, *_COPY_SEALS[kind])


# where the official seal goes on copies of certificates and of the bank's papers, mm
_COPY_SEALS = {
    "account_permit": (150, 164),
    "account_info": (62, 214),
    "bank_certificate": (62, 222),
    "seal_card": (226, 176),
    "institution_certificate": (70, 184),
    "association_certificate": (70, 184),
    "nonprofit_certificate": (70, 184),
    "dispatch_permit": (72, 160),
}
_USAGE = ("此复印件仅用于办理社会保险登记，再次复印无效", "仅供社保开户使用", "此复印件仅用于办理社保业务")


def _forget_edges(sheet: Sheet) -> None:
    """Keep boxes inside the picture."""
    width, height = sheet.image.size

    def inside(box: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        return max(0, box[0]), max(0, box[1]), min(width, box[2]), min(height, box[3])

    for doc in sheet.documents:
        doc.boxes = {name: inside(box) for name, box in doc.boxes.items()}
    for mark in sheet.seals:
        mark.box = inside(mark.box)
