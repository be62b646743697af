"""Codes among other characters."""

from __future__ import annotations

from intake_assist.values import TYPES, parse, region


def code_within(type_id: str, text: str) -> str | None:
    """The one right code in a longer run of characters: the number of a seal runs into what it lies over."""
    length = TYPES[type_id].length
    if not length or len(text) <= length:
        return None
    runs = (text[start : start + length] for start in range(len(text) - length + 1))
    right = [run for run in runs if parse(type_id, run).problem is None and _is_likely(type_id, run)]
    return right[0] if len(right) == 1 else None


def _is_likely(type_id: str, code: str) -> bool:
    """Whether more than the check digit, which one number in eleven has by chance, speaks for a code."""
    return type_id != "id_number" or region.is_known(code)
