"""What the program found: kept as proof, counted, and the source of what a case can be found by."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from pydantic import TypeAdapter, ValidationError
from sqlalchemy import select

from intake_assist import __version__
from intake_assist.casework import FieldRef, Item, MaterialState, Outcome
from intake_assist.checklist.models import KindSpec
from intake_assist.model import Document, Material
from intake_assist.store.audit import PROGRAM, Event
from intake_assist.store.errors import DamagedError
from intake_assist.store.schema import CaseRow, FindingRow, OutcomeRow, SearchWordRow
from intake_assist.store.sealing import NORMAL
from intake_assist.store.unit import Unit

Kinds = Mapping[str, KindSpec]


@dataclass(frozen=True, slots=True)
class KeptField:
    """What stands in a field; `row` counts from 1 in a table, 0 outside."""

    document: str
    field: str
    row: int
    type: str
    value: str


@dataclass(frozen=True, slots=True)
class KeptOutcome:
    """What the program found on `today` and what the clerk had decided by then."""

    matter: str
    checklist_version: str
    answers: Mapping[str, Any]
    today: dt.date
    materials: tuple[Material, ...]
    states: Mapping[str, MaterialState]
    items: tuple[Item, ...]
    fields: tuple[KeptField, ...]
    checklist_digest: str = ""
    """Of the checklist and the document kinds by which it was found; empty in what earlier versions have kept."""


_KEPT: TypeAdapter[KeptOutcome] = TypeAdapter(KeptOutcome)


def keep_outcome(
    unit: Unit, case_id: str, outcome: Outcome, engine: str, kinds: Kinds, checklist: str = ""
) -> None:
    """The same outcome again changes nothing. `checklist` is the digest of what it was found by."""
    row = unit.case(case_id)
    kept = replace(_kept(outcome, kinds), checklist_digest=checklist)
    text = _KEPT.dump_json(kept)
    digest = unit.vault.words.hashed(f"outcome\x1f{engine}\x1f{text.decode('utf-8')}")
    last = _last(unit, case_id)
    if last is not None and last.digest == digest:
        return
    if last is not None and not last.pinned:
        unit.session.delete(last)
    unit.session.add(
        OutcomeRow(
            case_id=case_id,
            at=unit.now,
            matter=kept.matter,
            checklist_version=kept.checklist_version,
            engine=engine,
            program=__version__,
            pinned=False,
            digest=digest,
            payload=unit.vault.rows.seal_text(text, _place(case_id)),
        )
    )
    _describe(unit, row, outcome.case.documents, kinds, kept.fields)
    _count(unit, case_id, kept.items)
    unit.record(Event.CONCLUDED, PROGRAM, case_id, **_said(kept, engine))


def load_outcome(unit: Unit, case_id: str, *, pinned: bool = False) -> KeptOutcome | None:
    """The latest one, or the latest the clerk acted on."""
    unit.case(case_id)
    row = _last(unit, case_id, pinned=pinned)
    return _opened(unit, row) if row else None


def pin(unit: Unit, case_id: str) -> str | None:
    """Keeps the latest outcome for good; its digest in hexadecimal, None when there is none."""
    row = _last(unit, case_id)
    if row is None:
        return None
    row.pinned = True
    return row.digest.hex()


def value_of(unit: Unit, case_id: str, ref: FieldRef) -> str | None:
    """What stood in a field when the program last looked."""
    row = _last(unit, case_id)
    fields: tuple[KeptField, ...] = ()
    with suppress(DamagedError):  # the step it is asked for matters more
        fields = _opened(unit, row).fields if row else ()
    wanted = (ref.document, ref.field, ref.row)
    return next((each.value for each in fields if (each.document, each.field, each.row) == wanted), None)


def _last(unit: Unit, case_id: str, *, pinned: bool = False) -> OutcomeRow | None:
    chosen = select(OutcomeRow).where(OutcomeRow.case_id == case_id).order_by(OutcomeRow.id.desc()).limit(1)
    if pinned:
        chosen = chosen.where(OutcomeRow.pinned)
    return unit.session.scalar(chosen)


def _opened(unit: Unit, row: OutcomeRow) -> KeptOutcome:
    text = unit.vault.rows.open_text(row.payload, _place(row.case_id))
    try:
        return _KEPT.validate_json(text)
    except ValidationError:
        raise DamagedError("程序当时的结论由别的版本写成，这个版本读不出。") from None


def _place(case_id: str) -> str:
    return f"outcome:{case_id}"


def _kept(outcome: Outcome, kinds: Kinds) -> KeptOutcome:
    case = outcome.case
    return KeptOutcome(
        case.matter,
        case.checklist_version,
        case.answers,
        case.today,
        case.materials,
        outcome.states,
        outcome.items,
        tuple(_fields(case.documents, kinds)),
    )


def _fields(documents: Iterable[Document], kinds: Kinds) -> Iterator[KeptField]:
    for document in documents:
        types = _types(kinds.get(document.kind or ""))
        rows = ((0, document.fields), *((row.number, row.fields) for row in document.rows))
        for number, fields in rows:
            for name, field in fields.items():
                if field.value:
                    type_id = types.get((bool(number), name), "text")
                    yield KeptField(document.id, name, number, type_id, field.value)


def _types(kind: KindSpec | None) -> dict[tuple[bool, str], str]:
    """Value types by field, those of the table's columns under True."""
    if kind is None:
        return {}
    columns = kind.table.columns if kind.table else ()
    return {
        **{(False, spec.name): spec.type for spec in kind.fields},
        **{(True, spec.name): spec.type for spec in columns},
    }


# -- what the case can be found by ------------------------------------------------------------------------


def applicant(documents: Iterable[Document], kinds: Kinds) -> tuple[str | None, str | None]:
    """Company and credit code of the case: the first paper that must carry both, those without doubt first."""
    found = []
    for document in documents:
        kind = kinds.get(document.kind or "")
        code, name = _key_field(kind, "uscc"), _key_field(kind, "org_name")
        if code and name:
            company, uscc = document.fields.get(name), document.fields.get(code)
            doubts = sum(1 for field in (company, uscc) if field is None or not field.value or field.problem)
            found.append((doubts, company.value if company else None, uscc.value if uscc else None))
    best = min(found, key=lambda each: each[0], default=(0, None, None))
    return best[1], best[2]


def _key_field(kind: KindSpec | None, type_id: str) -> str | None:
    fields = kind.fields if kind else ()
    return next((spec.name for spec in fields if spec.type == type_id and spec.key), None)


def _describe(
    unit: Unit, row: CaseRow, documents: Iterable[Document], kinds: Kinds, fields: Iterable[KeptField]
) -> None:
    company, uscc = applicant(documents, kinds)
    row.company = unit.sealed(company, "company", row.id)
    row.uscc = unit.sealed(uscc, "uscc", row.id)
    searched = {unit.vault.words.of(each.type, each.value) for each in fields if each.type in NORMAL}
    mine = unit.session.scalars(select(SearchWordRow).where(SearchWordRow.case_id == row.id))
    known = {each.word: each for each in mine}
    words = {word for word in searched if word is not None}
    for word in known.keys() - words:
        unit.session.delete(known[word])
    unit.session.add_all(SearchWordRow(word=word, case_id=row.id) for word in sorted(words - known.keys()))


def _count(unit: Unit, case_id: str, items: Iterable[Item]) -> None:
    mine = unit.session.scalars(select(FindingRow).where(FindingRow.case_id == case_id))
    known = {row.key: row for row in mine}
    for item in items:
        row = known.pop(item.key, None)
        if row is None:
            row = FindingRow(case_id=case_id, key=item.key)
            unit.session.add(row)
        for name, value in _counted(item).items():
            setattr(row, name, value)
    for row in known.values():
        unit.session.delete(row)


def _counted(item: Item) -> dict[str, str | None]:
    return {
        "rule": item.finding.rule,
        "code": item.finding.code,
        "severity": str(item.finding.severity),
        "state": str(item.finding.state),
        "material": item.finding.material,
        "field": item.finding.field,
        "verdict": item.decision.verdict if item.decision else None,
    }


def _said(kept: KeptOutcome, engine: str) -> dict[str, Any]:
    """For the trail: under which checklist, rules and engine, and how much was found."""
    return {
        "matter": kept.matter,
        "checklist_version": kept.checklist_version,
        "checklist_digest": kept.checklist_digest,
        "program": __version__,
        "engine": engine,
        "findings": len(kept.items),
        "confirmed": sum(1 for item in kept.items if item.decision and item.decision.verdict == "confirmed"),
    }
