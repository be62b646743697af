"""Which cases answer a query."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from intake_assist.store.records import Query
from intake_assist.store.schema import CaseRow, NoticeRow, SearchWordRow
from intake_assist.store.sealing import NORMAL, SearchWords

_NUMBER = re.compile(r"[0-9]{1,8}(-[0-9]*)?")
_WHOLE_NUMBER = re.compile(r"[0-9]{8}-[0-9]{4,}")
NOBODYS = "\x1f"
"""A clerk that no case has."""
_LAST = "\U0010ffff"
_FIRST_DAY, _LAST_DAY = dt.date(1900, 1, 1), dt.date(9000, 1, 1)
_NEWEST = (CaseRow.created_at.desc(), CaseRow.number.desc())


def chosen(query: Query, words: SearchWords) -> Select[Any]:
    """Columns of `CaseRow`, newest first. The numbers are picked first, for which the indexes are enough."""
    query = _writable(query)
    conditions = [*_plain(query), *_sealed(query, words)]
    if query.text and query.text.strip():
        conditions.append(_any(query.text.strip(), words))
    picked = (
        select(CaseRow.number).where(*conditions).order_by(*_NEWEST).limit(query.limit).offset(query.offset)
    )
    return select(*CaseRow.__table__.columns).where(CaseRow.number.in_(picked)).order_by(*_NEWEST)


def _writable(query: Query) -> Query:
    """Without what no database takes in a text: NUL, and halves of characters as a broken clipboard gives them."""
    texts: dict[str, Any] = {field.name: getattr(query, field.name) for field in fields(query)}
    for name, text in texts.items():
        if type(text) is str:
            texts[name] = text.encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")
    return Query(**texts)


def within(query: Query, own: str | None) -> Query:
    """What somebody who may only leaf through their `own` cases gets of a query: all of it when it names a case or
    somebody in it. None: everything."""
    if own is None or _names_one(query):
        return query
    asked = query.clerk or own
    return replace(query, clerk=asked if asked == own else NOBODYS)


def _names_one(query: Query) -> bool:
    whole = (query.company, query.uscc, query.id_number, query.person)
    numbers = (text.strip() for text in (query.text, query.number) if text)
    text = (query.text or "").strip()
    return (
        any(each and each.strip() for each in whole)
        or any(_WHOLE_NUMBER.fullmatch(number) for number in numbers)
        or bool(text and not _NUMBER.fullmatch(text))
    )


def _plain(query: Query) -> Iterator[ColumnElement[bool]]:
    if query.number:
        yield _begins(query.number.strip())
    if query.matter:
        yield CaseRow.matter == query.matter
    if query.status:
        yield CaseRow.status == str(query.status)
    if query.clerk:
        yield CaseRow.clerk == query.clerk
    if query.since:
        yield CaseRow.created_at >= _midnight(query.since)
    if query.until:
        yield CaseRow.created_at < _midnight(min(query.until, _LAST_DAY) + dt.timedelta(days=1))
    if query.held is not None:
        yield CaseRow.hold.is_not(None) if query.held else CaseRow.hold.is_(None)


def _sealed(query: Query, words: SearchWords) -> Iterator[ColumnElement[bool]]:
    asked = {
        "org_name": query.company,
        "uscc": query.uscc,
        "id_number": query.id_number,
        "person": query.person,
    }
    for type_id, text in asked.items():
        if text and text.strip():
            yield _has({words.of(type_id, text)})


def _any(text: str, words: SearchWords) -> ColumnElement[bool]:
    if _NUMBER.fullmatch(text):
        return _begins(text)
    given = select(NoticeRow.case_id).where(NoticeRow.number == text.upper())
    return _has({words.of(type_id, text) for type_id in NORMAL}) | CaseRow.id.in_(given)


def _begins(number: str) -> ColumnElement[bool]:
    """A range, because that can use the index whatever the database's idea of LIKE is."""
    return (CaseRow.number >= number) & (CaseRow.number <= number + _LAST)


def _has(asked: set[bytes | None]) -> ColumnElement[bool]:
    wanted = [word for word in asked if word is not None]
    having = select(SearchWordRow.case_id).where(SearchWordRow.word.in_(wanted))
    return CaseRow.id.in_(having)


def _midnight(day: dt.date) -> dt.datetime:
    """A day at the end of the calendar has no other zone's time."""
    day = min(max(day, _FIRST_DAY), _LAST_DAY)
    return dt.datetime.combine(day, dt.time()).astimezone()
