"""The rules. One kind of rule is one module; its docstring is its manual page.

`RULES` is the registry, in the order in which rules are run and answer.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from intake_assist.rules import (
    altered,
    code_matches,
    completeness,
    copies,
    copy_note,
    covers_today,
    date_not_after_today,
    date_order,
    digital_signature,
    duplicate_pages,
    field_format,
    form_version,
    id_facts,
    id_period_by_age,
    license_copy,
    obsolete,
    page_readable,
    person_cards,
    present_fields,
    required_field,
    roster_rows,
    same,
    seal,
    signature,
    unsorted,
    voided,
    within_days,
)
from intake_assist.rules.base import Answer, Options, RuleKind, RuleModule
from intake_assist.rules.context import Context

__all__ = [
    "IMPLIED_FOR_CASE",
    "IMPLIED_FOR_MATERIAL",
    "RULES",
    "Answer",
    "Context",
    "RuleKind",
    "options_models",
]

_MATERIAL: tuple[RuleModule, ...] = (
    completeness,
    copies,
    required_field,
    license_copy,
    form_version,
    seal,
    copy_note,
    signature,
)
_CASE: tuple[RuleModule, ...] = (
    field_format,
    page_readable,
    unsorted,
    obsolete,
    duplicate_pages,
    digital_signature,
    altered,
    voided,
)
_ASKED_FOR: tuple[RuleModule, ...] = (
    present_fields,
    id_facts,
    roster_rows,
    person_cards,
    same,
    covers_today,
    date_not_after_today,
    date_order,
    id_period_by_age,
    within_days,
    code_matches,
)


def _kind(module: RuleModule) -> RuleKind:
    return RuleKind(
        module.ID,
        module.TITLE,
        module.Options,
        module.check,
        module.SEVERITY,
        module.CODE,
        module.BASIS,
        module.__doc__ or "",
    )


RULES: Mapping[str, RuleKind] = MappingProxyType(
    {module.ID: _kind(module) for module in (*_MATERIAL, *_CASE, *_ASKED_FOR)}
)
IMPLIED_FOR_MATERIAL: tuple[RuleKind, ...] = tuple(RULES[module.ID] for module in _MATERIAL)
"""Rules that run for every material without a check asking for them."""
IMPLIED_FOR_CASE: tuple[RuleKind, ...] = tuple(RULES[module.ID] for module in _CASE)
"""Rules that run once for every case without a check asking for them."""


def options_models() -> Mapping[str, type[Options]]:
    """The model of the ``with`` of each rule that a checklist may ask for, to examine it before it is used.

    The others run of themselves: a check that asked for one would say nothing, or say everything twice.
    """
    return {module.ID: module.Options for module in (required_field, *_ASKED_FOR)}
