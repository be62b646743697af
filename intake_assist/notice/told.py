"""What a notice that was given had told, for the day on which the applicant comes again. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from intake_assist.casework.returning import Told
from intake_assist.checklist.models import KindSpec, MatterSpec
from intake_assist.notice.content import Fault, Missing, Notice

_SHEET = re.compile(r"（?第\d+页）?$")


def told(notice: Notice, matter: MatterSpec, kinds: Mapping[str, KindSpec]) -> tuple[Told, ...]:
    """The items of a notice in its order: what was missing, what was wrong, what may come later.

    `matter` and `kinds` say which fields a printed place names; a place that the clerk worded anew, or that
    they know no more, stands for the material as a whole.
    """
    faults = (
        _fault(fault, group.material, matter, kinds) for group in notice.faults for fault in group.faults
    )
    return (*map(_missing, notice.missing), *faults, *map(_missing, notice.deferred))


def _missing(entry: Missing) -> Told:
    return Told(entry.keys, entry.material, words=entry.lack, absent=True)


def _fault(fault: Fault, material: str, matter: MatterSpec, kinds: Mapping[str, KindSpec]) -> Told:
    title = _SHEET.sub("", fault.place)
    fields = frozenset(_names(title, material, matter, kinds)) if title else frozenset()
    return Told(fault.keys, material, fault.code, fields, fault.found)


def _names(title: str, material: str, matter: MatterSpec, kinds: Mapping[str, KindSpec]) -> Iterator[str]:
    """The fields and columns of that title, in all kinds of paper that the material may be."""
    spec = matter.material(material) if material else None
    accepted = [kind for together in spec.accept for kind in together] if spec else []
    for kind in (kinds[name] for name in accepted if name in kinds):
        columns = kind.table.columns if kind.table else ()
        yield from (field.name for field in kind.fields if field.title == title)
        yield from (column.name for column in columns if column.title == title)
