"""The published JSON of ``read`` and ``check``, as strict models: no key more, no key less."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict

Place = tuple[int, int, int, int] | None


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class FieldOut(Part):
    value: str | None
    others: list[str]
    text: str
    confidence: float
    box: Place
    problem: str | None
    problem_code: str | None
    suggestion: str | None


class RowOut(Part):
    number: int
    fields: dict[str, FieldOut]
    box: Place


class MarkOut(Part):
    code: str
    message: str


class SealOut(Part):
    box: Place
    shape: str
    color: str
    text: str
    owner: str
    title: str
    number: str
    legibility: float
    size_mm: tuple[float, float] | None
    inside: float
    confidence: float


class SignatureOut(Part):
    box: Place
    confidence: float


class CodeOut(Part):
    box: Place
    symbology: str
    text: str


class LineOut(Part):
    text: str
    box: Place
    confidence: float


class PageOut(Part):
    id: str
    file: str
    page: int
    part: int
    width: int
    height: int
    rotation: Literal[0, 90, 180, 270]
    quality: list[MarkOut]
    kind: str | None
    kind_confidence: float
    fields: dict[str, FieldOut]
    rows: list[RowOut]
    seals: list[SealOut]
    sheet_seals: list[SealOut]
    signatures: list[SignatureOut]
    digital_signatures: list[str]
    codes: list[CodeOut]
    lines: list[LineOut]
    region: Place
    blank: bool
    duplicate_of: str | None
    problem: str | None
    seconds: float


class ReadOut(Part):
    pages: list[PageOut]


class CasePageOut(PageOut):
    material: str | None


class MaterialOut(Part):
    id: str
    title: str
    status: Literal["present", "missing", "not_required", "deferred", "uncertain"]
    pages: list[str]
    waived: bool
    note: str


class EvidenceOut(Part):
    page: str
    file: str | None
    number: int | None
    box: Place


class FindingOut(Part):
    rule: str
    severity: Literal["error", "suspect", "warn", "info"]
    state: Literal["flag", "uncertain"]
    code: str | None
    material: str | None
    field: str | None
    message: str
    suggestion: str | None
    basis: str | None
    evidence: list[EvidenceOut]


class CheckOut(Part):
    matter: str
    checklist_version: str
    pages: list[CasePageOut]
    materials: list[MaterialOut]
    findings: list[FindingOut]
    seconds: float
