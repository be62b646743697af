"""Which cases answer a query."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Select, select

from intake_assist.store.records import Query
from intake_assist.store.schema import CaseRow, NoticeRow, SearchWordRow
from intake_assist.store.sealing import NORMAL, SearchWords

_NUMBER = re.compile(r"[0-9]{1,8}(-[0-9]*)?")
_LAST = "\U0010ffff"
_NEWEST = (CaseRow.created_at.desc(), CaseRow.number.desc())


def chosen(query: Query, words: SearchWords) -> Select[Any]:
    """Columns of `CaseRow`, newest first. The numbers are picked first, for which the indexes are enough."""
    conditions = [*_plain(query), *_sealed(query, words)]
    if query.text and query.text.strip():
        conditions.append(_any(query.text.strip(), words))
    picked = (
        select(CaseRow.number).where(*conditions).order_by(*_NEWEST).limit(query.limit).offset(query.offset)
    )
    return select(*CaseRow.__table__.columns).where(CaseRow.number.in_(picked)).order_by(*_NEWEST)


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
        yield CaseRow.created_at < _midnight(query.until + dt.timedelta(days=1))


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
    return CaseRow.number.between(number, number + _LAST)


def _has(asked: set[bytes | None]) -> ColumnElement[bool]:
    wanted = [word for word in asked if word is not None]
    having = select(SearchWordRow.case_id).where(SearchWordRow.word.in_(wanted))
    return CaseRow.id.in_(having)


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time()).astimezone()
