"""Which checklists are in use, by what they say and not by the version that somebody has written on them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pydantic import BaseModel
from sqlalchemy import select
from sqlalchemy.orm import Session

from intake_assist.checklist import Library
from intake_assist.store.audit import PROGRAM, Event, detail_of
from intake_assist.store.schema import AuditRow
from intake_assist.store.unit import Unit


@dataclass(frozen=True, slots=True)
class Edition:
    """A matter's checklist; `digest` covers it and all document kinds that it is read with."""

    version: str
    digest: str


def editions(library: Library) -> dict[str, Edition]:
    """By matter."""
    kinds = _said(library.kinds[name] for name in sorted(library.kinds))
    return {
        matter.id: Edition(matter.version, hashlib.sha256(_said([matter]) + kinds).hexdigest())
        for matter in library.matters.values()
    }


def note(unit: Unit, now: Mapping[str, Edition]) -> None:
    """A record of each matter whose checklist is another one than last noted, or is no longer there."""
    before = noted(unit.session)
    for matter in sorted({*before, *now}):
        old, new = before.get(matter), now.get(matter)
        if old != new:
            unit.record(
                Event.CHECKLIST_CHANGED, PROGRAM, matter=matter, **_told("before", old), **_told("after", new)
            )


def noted(session: Session) -> dict[str, Edition]:
    """What was last noted, by matter. Earlier versions of the program have noted no digest."""
    said = select(AuditRow.detail).where(AuditRow.event == str(Event.CHECKLIST_CHANGED))
    known: dict[str, Edition] = {}
    for text in session.scalars(said.order_by(AuditRow.number)):
        detail = detail_of(text)
        if "versions" in detail:
            known = {matter: Edition(str(version), "") for matter, version in detail["versions"].items()}
        elif detail.get("after_version") is None:
            known.pop(str(detail.get("matter")), None)
        else:
            known[str(detail["matter"])] = Edition(str(detail["after_version"]), str(detail["after_digest"]))
    return known


def _told(when: str, edition: Edition | None) -> dict[str, str | None]:
    return {
        f"{when}_version": edition.version if edition else None,
        f"{when}_digest": edition.digest if edition else None,
    }


def _said(specs: Iterable[BaseModel]) -> bytes:
    """What the files say, without comments and order; what is left out says nothing, so that a program that knows
    more of a checklist does not make it another one."""
    plain = [spec.model_dump(mode="json", exclude_defaults=True) for spec in specs]
    return json.dumps(plain, ensure_ascii=False, sort_keys=True).encode("utf-8")
