"""One transaction and what is needed inside it."""

from __future__ import annotations

import datetime as dt
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from intake_assist.store import numbers
from intake_assist.store.audit import PROGRAM, Event, Trail
from intake_assist.store.blobs import Blobs
from intake_assist.store.errors import BlobMissingError, DamagedError, NoSuchCaseError
from intake_assist.store.proofs import Prover
from intake_assist.store.records import CaseHeader, CaseStatus
from intake_assist.store.schema import AuditRow, BlobRefRow, CaseRow, SeriesRow
from intake_assist.store.sealing import Vault
from intake_assist.values import uscc as credit_code
from intake_assist.values.mask import masked

_UNREADABLE = "（原因已损坏，读不出）"
_CLOCK_SLACK = dt.timedelta(minutes=2)
_HOUSEHOLD = "92"
"""So begin the credit codes of individual households (个体工商户)."""


@dataclass(frozen=True, slots=True)
class Unit:
    """The parts of the store see a transaction as this. `now` is the one time of everything written in it."""

    session: Session
    vault: Vault
    blobs: Blobs
    trail: Trail
    now: dt.datetime
    folder: Path
    prover: Prover

    def case(self, case_id: str) -> CaseRow:
        row = self.session.get(CaseRow, case_id)
        if row is None:
            raise NoSuchCaseError("没有这件收件，可能已经按保存期限删除。")
        return row

    def record(self, event: Event, actor: str, case_id: str | None = None, **detail: Any) -> None:
        """Comes after what it tells of: it also tells what is kept of the case from then on."""
        state = self.prover.state(self.session, case_id) if case_id is not None else None
        self.trail.add(self.session, self.now, actor, event, case_id, state=state, **detail)

    def note_clock(self) -> None:
        """Times may run backwards in the trail; that they did is itself recorded."""
        last = self.session.scalar(select(AuditRow.at).order_by(AuditRow.number.desc()).limit(1))
        if last is not None and self.now < last - _CLOCK_SLACK:
            self.record(Event.CLOCK_SET_BACK, PROGRAM, seconds=round((last - self.now).total_seconds()))

    def next_in(self, series: str) -> int:
        """The next number of a series, from 1; a number is never given twice, see `numbers`."""
        row = self.session.get(SeriesRow, series, with_for_update=True)
        if row is None:
            row = SeriesRow(name=series, last=0)
            self.session.add(row)
        row.last += 1
        numbers.note(self.folder, {series: row.last})
        return row.last

    def refer(self, case_id: str, shas: set[str]) -> bool:
        """From now on the case needs these blobs; whether it did not need one of them before. Raises
        BlobMissingError for one that was never put."""
        if not all(self.blobs.has(sha) for sha in shas):
            raise BlobMissingError("材料文件还没有存好，这一步不能存。请重新导入这份材料。")
        names = sorted(self.blobs.name(sha) for sha in shas)
        new = [name for name in names if self.session.get(BlobRefRow, (name, case_id)) is None]
        self.session.add_all(BlobRefRow(name=name, case_id=case_id) for name in new)
        return bool(new)

    def header(self, row: CaseRow | Row[Any], *, whole: bool = False, persons: bool = True) -> CaseHeader:
        """What is sealed and does not open any more is left out: the other cases are still to be found. `persons`
        False: the code of an individual household is masked in a `whole` one, too."""
        uscc = self._opened(row.uscc, "uscc", row.id)
        return CaseHeader(
            row.id,
            row.number,
            row.matter,
            row.checklist_version,
            status_of(row),
            row.created_at,
            row.changed_at,
            row.clerk,
            self._opened(row.company, "company", row.id),
            uscc if uscc is None or (whole and (persons or _is_public(uscc))) else _masked_code(uscc),
            row.length,
            self._opened(row.hold, "hold", row.id) or (_UNREADABLE if row.hold else None),
        )

    def sealed(self, text: str | None, name: str, case_id: str) -> bytes | None:
        return self.vault.rows.seal(text.encode("utf-8"), f"{name}:{case_id}") if text else None

    def _opened(self, sealed: bytes | None, name: str, case_id: str) -> str | None:
        with suppress(DamagedError):
            return self.vault.rows.open(sealed, f"{name}:{case_id}").decode("utf-8") if sealed else None
        return None


def status_of(row: CaseRow | Row[Any]) -> CaseStatus:
    with suppress(ValueError):
        return CaseStatus(row.status)
    raise DamagedError(f"收件 {row.number} 的状态已损坏或被改动，不能使用。请用最近的备份恢复。")


def _is_public(code: str) -> bool:
    """What is no valid credit code may be somebody's identity number."""
    return (
        masked(code) == code and credit_code.check(code).problem is None and not code.startswith(_HOUSEHOLD)
    )


def _masked_code(code: str, head: int = 6, tail: int = 4) -> str:
    hidden = max(len(code) - head - tail, 0)
    return code[:head] + "*" * hidden + code[head + hidden :]
