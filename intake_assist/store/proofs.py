"""What proves that the rows kept of a case are those the program has written, all of them and no others.

For each table a case has a sum of keyed hashes, one of each of its rows, however many there are: what is written is
added, what is replaced or deleted is taken off. The sums stand, sealed, in the record of the trail that tells of the
change. A row that somebody else has edited, put in or taken out makes the sum of what is there another one, and no
later change by the program hides that: it adds to what the trail says, not to what it finds.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from sqlalchemy import Executable, event, select, type_coerce
from sqlalchemy.orm import InstanceState, Session
from sqlalchemy.orm.attributes import instance_state
from sqlalchemy.types import NullType

from intake_assist.store.errors import DamagedError
from intake_assist.store.schema import (
    AuditRow,
    Base,
    BlobRefRow,
    CaseRow,
    EntryRow,
    FindingRow,
    ListingRow,
    NoticeRow,
    OutcomeRow,
    ReadingRow,
    SearchWordRow,
)
from intake_assist.store.sealing import Sealer

PROVEN: tuple[type[Base], ...] = (
    CaseRow,
    EntryRow,
    ListingRow,
    ReadingRow,
    BlobRefRow,
    OutcomeRow,
    FindingRow,
    NoticeRow,
    SearchWordRow,
)
"""The order is that of the sums: what is new comes last. A migration that changes the columns of one of them has
to have the sums worked out anew (`baseline`)."""
TITLES: Mapping[str, str] = {
    "cases": "登记信息",
    "entries": "操作步骤",
    "listings": "文件清点",
    "readings": "识读结果",
    "blob_refs": "材料文件的登记",
    "outcomes": "程序结论",
    "findings": "提示",
    "notices": "告知书或收件清单",
    "search_words": "查找用的散列",
}
Sums = tuple[int, ...]
NOTHING: Sums = (0,) * len(PROVEN)
_SIZE = 16
_ALL = 1 << (8 * _SIZE)
_PLACES = {table: at for at, table in enumerate(PROVEN)}
_COLUMNS = {table: tuple(column.key for column in table.__table__.columns) for table in PROVEN}
_CHANGED, _TOLD = "proofs_changed", "proofs_told"
_CHUNK = 5000


class Prover:
    """Works out and seals the sums with the store's keys."""

    def __init__(self, key: bytes, sealer: Sealer) -> None:
        self._sealer = sealer
        self._begun = {
            table: hashlib.blake2b(key=key, digest_size=_SIZE, person=table.__tablename__.encode("ascii"))
            for table in PROVEN
        }

    def of_row(self, table: type[Base], values: Iterable[Any]) -> int:
        """The hash of one row; `values` in the order of the table's columns, as the database has them or the
        program."""
        digest = self._begun[table].copy()
        digest.update(b"".join([_ENCODERS.get(type(value), _odd)(value) for value in values]))
        return int.from_bytes(digest.digest(), "big")

    def sealed(self, case_id: str, sums: Sums) -> bytes:
        return self._sealer.seal(b"".join(each.to_bytes(_SIZE, "big") for each in sums), _place(case_id))

    def opened(self, case_id: str, state: bytes) -> Sums:
        """Raises DamagedError for what this store has not sealed."""
        text = self._sealer.open(state, _place(case_id))
        said = [int.from_bytes(text[at : at + _SIZE], "big") for at in range(0, len(text), _SIZE)]
        return tuple(said) + NOTHING[len(said) :]

    # -- while writing ------------------------------------------------------------------------------------

    def watch(self, session: Session) -> None:
        """From now on what this session writes is added up."""
        session.info[_CHANGED] = defaultdict(lambda: list(NOTHING))
        session.info[_TOLD] = {}
        event.listen(session, "after_flush", self._flushed)

    def state(self, session: Session, case_id: str) -> bytes | None:
        """For the next record: what is kept of the case from then on; None when this session has changed nothing
        of it since it was last told."""
        session.flush()
        changed = session.info[_CHANGED].pop(case_id, None)
        if changed is None:
            return None
        before = session.info[_TOLD].get(case_id) or self._last(session, case_id)
        after = tuple((old + by) % _ALL for old, by in zip(before, changed, strict=True))
        session.info[_TOLD][case_id] = after
        return self.sealed(case_id, after)

    def dropped(self, session: Session, case_id: str) -> None:
        """The case is deleted: nothing is kept of it."""
        session.info[_CHANGED].pop(case_id, None)

    def refuse_untold(self, session: Session) -> None:
        """A fault of the program: rows of a case were changed and no record says so."""
        session.flush()
        if any(any(each) for each in session.info[_CHANGED].values()):
            raise RuntimeError("rows of a case changed without a record")

    def _last(self, session: Session, case_id: str) -> Sums:
        said = select(AuditRow.state).where(AuditRow.case_id == case_id, AuditRow.state.is_not(None))
        state = session.scalar(said.order_by(AuditRow.number.desc()).limit(1))
        with suppress(DamagedError):  # `verify` tells; the step that is being saved matters more
            return self.opened(case_id, state) if state is not None else NOTHING
        return NOTHING

    def _flushed(self, session: Session, _context: object) -> None:
        for row in session.new:
            self._add(session, row, new=True)
        for row in session.deleted:
            self._add(session, row, old=True)
        for row in session.dirty:
            if session.is_modified(row):
                self._add(session, row, old=True, new=True)

    def _add(self, session: Session, row: Any, *, old: bool = False, new: bool = False) -> None:
        table = type(row)
        if table not in _PLACES:
            return
        state: InstanceState[Any] = instance_state(row)
        case_id = row.id if table is CaseRow else row.case_id
        by = (self.of_row(table, _now(state, table)) if new else 0) - (
            self.of_row(table, _before(state, table)) if old else 0
        )
        sums = session.info[_CHANGED][case_id]
        sums[_PLACES[table]] = (sums[_PLACES[table]] + by) % _ALL

    # -- while verifying ----------------------------------------------------------------------------------

    def kept(self, session: Session) -> dict[str, list[int]]:
        """The sums of what is there, by case."""
        found: dict[str, list[int]] = defaultdict(lambda: list(NOTHING))
        for at, table in enumerate(PROVEN):
            columns = _COLUMNS[table]
            case = columns.index("id" if table is CaseRow else "case_id")
            for row in _streamed(session, as_kept(table)):
                sums = found[str(row[case])]
                sums[at] = (sums[at] + self.of_row(table, row)) % _ALL
        return found

    def told(self, session: Session) -> dict[str, bytes]:
        """What the trail last said of each case, sealed."""
        said = select(AuditRow.case_id, AuditRow.state).where(AuditRow.state.is_not(None))
        return {str(case_id): state for case_id, state in _streamed(session, said.order_by(AuditRow.number))}


def as_kept(table: type[Base]) -> Executable:
    """The columns as the database has them, whatever somebody has put there."""
    columns = table.__table__.columns
    return select(*(type_coerce(column, NullType()).label(column.key) for column in columns))


def untold(session: Session) -> tuple[str, ...]:
    """The cases of which the trail does not say yet what is kept, in the order of receipt."""
    known = select(AuditRow.case_id).where(AuditRow.state.is_not(None), AuditRow.case_id.is_not(None))
    return tuple(session.scalars(select(CaseRow.id).where(CaseRow.id.not_in(known)).order_by(CaseRow.number)))


def _streamed(session: Session, chosen: Executable) -> Iterator[Any]:
    with session.execute(chosen, execution_options={"yield_per": _CHUNK}) as found:
        yield from found


def _now(state: InstanceState[Any], table: type[Base]) -> Iterator[Any]:
    return (state.dict.get(name) for name in _COLUMNS[table])


def _before(state: InstanceState[Any], table: type[Base]) -> Iterator[Any]:
    return (state.committed_state.get(name, state.dict.get(name)) for name in _COLUMNS[table])


def _text(value: str) -> bytes:
    said = value.encode("utf-8", "surrogatepass")
    return b"s%d:%b" % (len(said), said)


def _time(value: dt.datetime) -> bytes:
    """As SQLite has it."""
    return _text(value.astimezone(dt.UTC).replace(tzinfo=None).isoformat(" ", "microseconds"))


def _odd(value: object) -> bytes:
    return _text(f"?{value!r}")


_ENCODERS: Mapping[type, Callable[[Any], bytes]] = {
    bytes: lambda value: b"b%d:%b" % (len(value), value),
    str: _text,
    int: lambda value: b"i%d;" % value,
    bool: lambda value: b"i%d;" % value,
    type(None): lambda _: b"n",
    dt.datetime: _time,
}
"""Unambiguous, and the same for what the program has and what the database makes of it."""


def _place(case_id: str) -> str:
    return f"state:{case_id}"
