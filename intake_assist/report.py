"""What the program says to other programs: plain data for JSON, in the words of the published contract.

Pure: model objects in, dictionaries of str, int, float, bool, None, lists and dictionaries out. Boxes are
``[x0, y0, x1, y1]`` in whole pixels of the upright page. Nothing is masked here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from intake_assist.model import (
    Box,
    Case,
    Code,
    Document,
    Evidence,
    Field,
    Finding,
    Material,
    Page,
    Row,
    Seal,
    Severity,
    Signature,
    State,
    TextLine,
)

Json = dict[str, Any]

WEIGHT = {Severity.ERROR: 0, Severity.SUSPECT: 1, Severity.WARN: 2, Severity.INFO: 3}


def open_findings(case: Case) -> list[Finding]:
    """What the clerk has to look at, passes left out, heaviest first, otherwise in the order of the rules."""
    return sorted(
        (finding for finding in case.findings if finding.state is not State.PASS),
        key=lambda finding: WEIGHT[finding.severity],
    )


def pages_json(pages: Iterable[Page], documents: Sequence[Document]) -> list[Json]:
    """One entry per page, or one per document where a page carries several; in the order of the pages."""
    return [_page(page, document) for page in pages for document in _documents_on(page, documents) or [None]]


def case_json(case: Case) -> Json:
    materials = {document: material.id for material in case.materials for document in material.documents}
    return {
        "matter": case.matter,
        "checklist_version": case.checklist_version,
        "pages": [
            _page(page, document) | {"material": materials.get(document.id) if document else None}
            for page in case.pages
            for document in _documents_on(page, case.documents) or [None]
        ],
        "materials": [_material(material) for material in case.materials],
        "findings": [_finding(finding, case) for finding in open_findings(case)],
        "seconds": round(case.seconds, 3),
    }


_SIGNED = frozenset({"signed", "stamped"})


def _documents_on(page: Page, documents: Sequence[Document]) -> list[Document | None]:
    return [document for document in documents if page.id in document.pages]


def _page(page: Page, document: Document | None) -> Json:
    region = _region(page, document)
    return {
        "id": page.id,
        "file": page.source.file,
        "page": page.source.page,
        "part": page.source.part,
        "width": page.width,
        "height": page.height,
        "rotation": page.rotation,
        "quality": [{"code": mark.code, "message": mark.message} for mark in page.quality],
        "kind": document.kind if document else None,
        "kind_confidence": round(document.kind_confidence, 4) if document else 0.0,
        "fields": _fields_on(page, document),
        "rows": _rows_on(page, document),
        "seals": [_seal(seal) for seal in page.seals if _within(seal.box, region)],
        "sheet_seals": [_seal(seal) for seal in page.sheet_seals],
        "signatures": [
            _signature(mark)
            for mark in page.signatures
            if mark.state in _SIGNED and _within(mark.box, region)
        ],
        "digital_signatures": list(page.digital_signatures),
        "codes": [_code(code) for code in page.codes if _within(code.box, region)],
        "lines": [_line(line) for line in page.lines if _within(line.box, region)],
        "region": _box(region or page.region),
        "blank": page.blank,
        "duplicate_of": page.duplicate_of,
        "problem": page.problem,
        "seconds": round(page.seconds, 3),
    }


def _region(page: Page, document: Document | None) -> Box | None:
    """The part of this page that the document takes, None for all of it."""
    return document.region if document and document.pages[0] == page.id else None


def _fields_on(page: Page, document: Document | None) -> dict[str, Json]:
    """The fields that lie on this page; those that were found nowhere stand with the first page."""
    if document is None:
        return {}
    first = document.pages[0] == page.id
    return {
        name: _field(field)
        for name, field in document.fields.items()
        if field.page == page.id or (first and field.page not in document.pages)
    }


def _rows_on(page: Page, document: Document | None) -> list[Json]:
    rows = document.rows if document else ()
    return [_row(row) for row in rows if row.page == page.id]


def _row(row: Row) -> Json:
    fields = {name: _field(field) for name, field in row.fields.items()}
    return {"number": row.number, "fields": fields, "box": _box(row.box)}


def _field(field: Field) -> Json:
    problem = field.problem
    return {
        "value": field.value,
        "others": list(field.others),
        "text": field.text,
        "confidence": round(field.confidence, 4),
        "box": _box(field.box),
        "problem": problem.message if problem else None,
        "problem_code": problem.code if problem else None,
        "suggestion": problem.suggestion if problem else None,
    }


def _seal(seal: Seal) -> Json:
    return {
        "box": _box(seal.box),
        "shape": seal.shape,
        "color": seal.color,
        "text": seal.text,
        "owner": seal.owner,
        "title": seal.title,
        "number": seal.number,
        "legibility": round(seal.legibility, 4),
        "size_mm": [round(side, 1) for side in seal.size_mm] if seal.size_mm else None,
        "inside": round(seal.inside, 4),
        "confidence": round(seal.confidence, 4),
    }


def _signature(mark: Signature) -> Json:
    return {"box": _box(mark.box), "confidence": round(mark.confidence, 4)}


def _code(code: Code) -> Json:
    return {"box": _box(code.box), "symbology": code.symbology, "text": code.text}


def _line(line: TextLine) -> Json:
    return {"text": line.text, "box": _box(line.box), "confidence": round(line.confidence, 4)}


def _material(material: Material) -> Json:
    return {
        "id": material.id,
        "title": material.title,
        "status": material.status.value,
        "pages": list(material.pages),
        "waived": material.waived,
        "note": material.note,
    }


def _finding(finding: Finding, case: Case) -> Json:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "state": finding.state.value,
        "code": finding.code,
        "material": finding.material,
        "field": finding.field,
        "message": finding.message,
        "suggestion": finding.suggestion,
        "basis": finding.basis,
        "evidence": [_evidence(evidence, case) for evidence in finding.evidence],
    }


def _evidence(evidence: Evidence, case: Case) -> Json:
    page = case.page(evidence.page)
    return {
        "page": evidence.page,
        "file": page.source.file if page else None,
        "number": page.source.page if page else None,
        "box": _box(evidence.box),
    }


def _box(box: Box | None) -> list[int] | None:
    return box.as_list() if box else None


def _within(box: Box, region: Box | None) -> bool:
    return region is None or region.contains(box)
