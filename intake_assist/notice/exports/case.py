"""A case as data: what ``check --json`` says, and what the clerk decided."""

from __future__ import annotations

from typing import Any

from intake_assist.casework import CaseState, Item, Outcome
from intake_assist.report import case_json

Json = dict[str, Any]
FORMAT = 1


def case_export(outcome: Outcome, state: CaseState, engine: str = "") -> Json:
    """The published contract of ``check``, with ``format``, ``engine``, ``today``, ``answers``, ``files``,
    ``decisions``, ``corrections``, ``placed``, ``removed`` and each material's ``state`` added. Values are whole,
    not masked."""
    case = outcome.case
    said = case_json(case)
    for material in said["materials"]:
        material["state"] = outcome.states[material["id"]].value
    return {
        "format": FORMAT,
        "engine": engine,
        "today": case.today.isoformat(),
        "answers": dict(case.answers),
        **said,
        "files": [{"id": file.id, "name": file.name, "sha256": file.blob} for file in state.files],
        "decisions": [_decision(item) for item in outcome.items],
        "corrections": [
            {"document": ref.document, "field": ref.field, "row": ref.row, "text": said_so.text}
            for ref, said_so in state.corrections.items()
        ],
        "placed": dict(state.placed),
        "removed": sorted(state.removed),
    }


def _decision(item: Item) -> Json:
    """`verdict` is confirmed, dismissed, fixed, pending, or None while nobody has decided."""
    finding, decision = item.finding, item.decision
    return {
        "key": item.key,
        "rule": finding.rule,
        "code": finding.code,
        "material": finding.material,
        "field": finding.field,
        "message": finding.message,
        "verdict": decision.verdict if decision else None,
        "reason": decision.reason if decision else "",
    }
