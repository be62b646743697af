"""Dates that a number on the same paper repeats, as a card's number does the birth date.

A sign between the figures that was misread, or a stamp over the first of them, makes a date none. Where all that
was read of it stands in its order and is what the number says, it is that date, and so it is where it was read in
several ways of which one is that date; where anything contradicts it stays unread.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace

from intake_assist.checklist.models import KindSpec
from intake_assist.model import Field
from intake_assist.values import id_number


def with_told(fields: Mapping[str, Field], kind: KindSpec) -> dict[str, Field]:
    """The fields of a document, with the dates that were read well enough to be told by their `told_by` numbers."""
    found = {
        spec.name: _settled(fields[spec.name], fields[spec.told_by])
        for spec in kind.fields
        if spec.told_by is not None and spec.told_by in fields and spec.name in fields
    }
    return {**fields, **found}


def _settled(date: Field, number: Field) -> Field:
    if date.problem is None or not date.text or number.value is None or number.problem is not None:
        return date
    day = id_number.birth(number.value)
    if day is None or not (repeats(date.text, day) or day.isoformat() in date.others):
        return date
    return replace(date, value=day.isoformat(), problem=None)


def repeats(text: str, day: dt.date) -> bool:
    """Whether a text has the figures of a date in their order and no sign in a wrong place.

    Of the year its last two figures are enough, with 年 behind them.
    """
    year = f"{day.year:04d}"
    date = (
        rf"\D{{0,3}}(?:{year}[^\d月]{{0,3}}|{year[1:]}年|{year[2:]}年)"
        rf"0?{day.month}[^\d年]{{0,3}}0?{day.day}[^\d年月]{{0,3}}"
    )
    return re.fullmatch(date, text) is not None
