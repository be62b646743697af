"""How long the store takes when it is full: ``python tests/benchmarks/bench_store.py [--cases N] [--url ADDRESS]
[FOLDER]``.

Makes a store with 10 pages to a case (100,000 cases and a million pages unless told otherwise; some gigabytes),
written as the program would have written it, and measures opening, searching, loading, saving, backing up and
verifying. Ends with code 1 when a search takes longer than 50 ms. With ``--url`` the cases are in that PostgreSQL
database, which must be empty or one that was filled here with the same FOLDER.
"""

from __future__ import annotations

import argparse
import datetime as dt
import shutil
import sqlite3
import statistics
import sys
import tempfile
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Any

import psycopg

from intake_assist.casework import Do, FieldRef, Listing, Reading, Recipe
from intake_assist.casework.results import listing_to_json, reading_to_json
from intake_assist.casework.steps import FieldCorrected, QuestionsAnswered, entry_to_json
from intake_assist.model import Box, Page, Source, TextLine
from intake_assist.store import CaseHeader, CaseStatus, Keys, Query, Store
from intake_assist.store.audit import Event, Trail, entry_digest
from intake_assist.store.database import DATABASE
from intake_assist.store.keys import DESCRIPTION
from intake_assist.store.proofs import NOTHING, PROVEN, Prover
from intake_assist.store.schema import AuditRow
from intake_assist.store.sealing import Vault
from intake_assist.values import id_number

PAGES = 10
ENTRIES = 3
SEARCH_LIMIT = 0.050
START = dt.datetime(2026, 1, 5, 1, 0, tzinfo=dt.UTC)
CLERKS = [f"窗口{number}" for number in range(1, 13)]
MATTERS = ["si_employer_registration", "staff_increase", "card_loss"]
STATUSES = [str(status) for status in CaseStatus]
KEYS = Keys(bytes(range(32)))
TABLES = [table.__tablename__ for table in PROVEN]


# -- a full store -----------------------------------------------------------------------------------------


def company(number: int) -> str:
    return f"洛阳市第{number}商贸有限公司"


def person(number: int, at: int) -> str:
    body = f"410302{1950 + number % 50}{1 + at % 12:02d}{1 + number % 28:02d}{number % 1000:03d}"
    return body + id_number.check_character(body)


def case_id(number: int) -> str:
    return f"{number:08d}-0000-4000-8000-000000000000"


def page_text(seed: int) -> bytes:
    """A reading of a form with 40 lines, compressed as the store does."""
    lines = tuple(
        TextLine(
            f"单位名称{seed}某某某公司第{at}栏{seed * 7919 + at * 104729}",
            Box(100.5, 40.0 * at, 900.25, 40.0 * at + 31),
            0.9 + at / 1000,
        )
        for at in range(40)
    )
    reading = Reading(
        Recipe(f"0001/a.pdf#{seed}"), (Page(Source("0001/a.pdf", seed), 1654, 2339, lines=lines),), ("",), "e"
    )
    return zlib.compress(reading_to_json(reading), 6)


class Filler:
    """Rows as the program would have written them, without its waiting for the disk after each."""

    def __init__(self, cases: int) -> None:
        self._cases = cases
        self._vault = Vault(KEYS)
        self._trail = Trail(self._vault.chain_key)
        self._prover = Prover(self._vault.proof_key, self._vault.rows)
        self._texts = [page_text(seed) for seed in range(1, 65)]
        self._entry = entry_to_json(Do(QuestionsAnswered({"agent_type": "委托", "data_shared": False})))
        self._listing = listing_to_json(Listing("0001/a.pdf", tuple(range(1, PAGES + 1))))

    def fill_server(self, url: str) -> None:
        with psycopg.connect(url) as bare:
            bare.execute("SET TimeZone = 'UTC'")
            for table, some in self._batches():
                with bare.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN".encode()) as copy:
                    for row in some:
                        copy.write_row(row)
            bare.execute("UPDATE audit_head SET length=%s, mac=%s, seal=%s", self._head)
            bare.commit()
            bare.autocommit = True
            bare.execute("VACUUM ANALYZE")

    def _batches(self) -> Iterator[tuple[str, list[tuple[Any, ...]]]]:
        """Rows of one table at a time, cases before what belongs to them."""
        rows = self._rows()
        while batch := list(islice(rows, 200_000)):
            tables: dict[str, list[tuple[Any, ...]]] = {}
            for table, row in batch:
                tables.setdefault(table, []).append(row)
            yield from sorted(tables.items(), key=lambda item: item[0] != "cases")

    def fill(self, path: Path) -> None:
        with closing(sqlite3.connect(path)) as bare:
            bare.execute("PRAGMA synchronous=OFF")
            bare.execute("PRAGMA cache_size=-200000")
            marks: dict[str, str] = {}
            for table, some in self._batches():
                marks.setdefault(table, ",".join("?" * len(some[0])))
                bare.executemany(f"INSERT INTO {table} VALUES ({marks[table]})", some)
                bare.commit()
            bare.execute("UPDATE audit_head SET length=?, mac=?, seal=?", self._head)
            bare.commit()

    def _rows(self) -> Iterator[tuple[str, tuple[Any, ...]]]:
        mac, length = bytes(32), 0
        for number in range(self._cases):
            sums = list(NOTHING)
            for table, values in self._case(number):
                at = TABLES.index(table)
                sums[at] = (sums[at] + self._prover.of_row(PROVEN[at], values)) % 2**128
                yield table, values
            state = self._prover.sealed(case_id(number), tuple(sums))
            for row in self._records(number):
                length += 1
                row.state = state
                row.number = length
                mac = self._trail.link(mac, row)
                yield (
                    "audit",
                    (
                        length,
                        stamp(row.at),
                        row.actor,
                        row.event,
                        row.case_id,
                        row.subject,
                        row.digest,
                        row.detail,
                        mac,
                        state,
                    ),
                )
        self._head = length, mac, self._trail.seal(length, mac)

    def _case(self, number: int) -> Iterator[tuple[str, tuple[Any, ...]]]:
        case, at, rows = case_id(number), moment(number), self._vault.rows
        name = rows.seal(company(number).encode(), f"company:{case}")
        code = rows.seal(b"91410302MA45XK7C0M", f"uscc:{case}")
        yield (
            "cases",
            (case, case_number(number), MATTERS[number % 3], "2026.11", STATUSES[number % 4], stamp(at), stamp(at),
             CLERKS[number % 12], ENTRIES, name, code, None),
        )  # fmt: skip
        self._payloads = [rows.seal_text(self._entry, f"entry:{case}:{at}") for at in range(1, ENTRIES + 1)]
        for count, payload in enumerate(self._payloads, 1):
            yield "entries", (case, count, stamp(at), CLERKS[number % 12], payload)
        key = self._vault.words.hashed("file\x1f0001/a.pdf")
        yield "listings", (case, key, 1, rows.seal_text(self._listing, f"listing:{case}:{key.hex()}"))
        for page in range(PAGES):
            key = self._vault.words.hashed(f"recipe\x1f{page}")
            text = self._texts[(number * PAGES + page) % len(self._texts)]
            yield (
                "readings",
                (case, key, page + 1, stamp(at), "e", rows.seal(text, f"reading:{case}:{key.hex()}")),
            )
        words = {
            self._vault.words.of("org_name", company(number)),
            self._vault.words.of("uscc", "91410302MA45XK7C0M" if number == 0 else f"91410302{number:09d}X"),
        }
        words |= {self._vault.words.of("id_number", person(number, each)) for each in range(6)}
        for word in words:
            yield "search_words", (word, case)

    def _records(self, number: int) -> Iterator[AuditRow]:
        case, at = case_id(number), moment(number)
        said = (
            f'{{"checklist_version": "2026.11", "matter": "{MATTERS[number % 3]}",'
            f' "number": "{case_number(number)}", "status": "{STATUSES[number % 4]}"}}'
        )
        yield AuditRow(
            at=at, actor=CLERKS[number % 12], event=str(Event.CASE_OPENED), case_id=case, detail=said
        )
        for count, payload in enumerate(self._payloads, 1):
            yield AuditRow(
                at=at, actor=CLERKS[number % 12], event=str(Event.STEP), case_id=case, subject=count,
                digest=entry_digest(payload), detail='{"steps": [{"step": "questions_answered"}]}',
            )  # fmt: skip


def moment(number: int) -> dt.datetime:
    return START + dt.timedelta(minutes=5 * number)


def stamp(at: dt.datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M:%S.%f}"


def case_number(number: int) -> str:
    return f"{moment(number):%Y%m%d}-{number:06d}"


# -- measuring --------------------------------------------------------------------------------------------


def timed(what: str, call: Callable[[], Any], times: int = 1) -> float:
    """Prints and returns the median; the slowest too when there are several."""
    seconds = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - start)
    slowest = f", slowest {max(seconds) * 1000:.1f} ms" if times > 1 else ""
    print(f"{what:<44} {statistics.median(seconds) * 1000:10.1f} ms{slowest}", flush=True)
    return statistics.median(seconds)


def searches(cases: int) -> dict[str, Query]:
    middle = cases // 2
    day = moment(middle).astimezone().date()
    return {
        "search: newest 200": Query(),
        "search: company": Query(company=company(middle)),
        "search: ID number": Query(id_number=person(middle, 3)),
        "search: anything typed, a company": Query(text=company(7)),
        "search: anything typed, nothing found": Query(text="没有这家公司"),
        "search: number": Query(number=case_number(middle)),
        "search: one day": Query(since=day, until=day),
        "search: matter, state, clerk and a month": Query(
            matter=MATTERS[1], status=CaseStatus.NOTIFIED, clerk=CLERKS[1], since=day - dt.timedelta(days=30), until=day
        ),
        "search: a clerk and a state that never meet": Query(clerk=CLERKS[0], status=CaseStatus.NOTIFIED),
        "search: page 100 of everything": Query(offset=20_000),
    }  # fmt: skip


def measure(folder: Path, cases: int, url: str | None) -> bool:
    timed("open", lambda: Store.open(folder, url=url, keys=KEYS).close(), 5)
    with Store.open(folder, url=url, keys=KEYS) as store:
        slowest = max(
            timed(name, lambda q=query: store.search(q), 20) for name, query in searches(cases).items()
        )
        timed("load a case of 10 pages", lambda: store.load(case_id(cases // 3)), 20)
        case = store.new_case(MATTERS[0], "2026.11", CLERKS[0])
        _saving(store, case)
        if url is None:
            timed("backup, verified", store.back_up)
        timed("verify the audit trail", lambda: _whole(store))
    return slowest <= SEARCH_LIMIT


def _saving(store: Store, case: CaseHeader) -> None:
    step = Do(FieldCorrected(FieldRef("d", "f"), "改过的内容"))
    timed("save a step", lambda: store.append(case.id, step, CLERKS[0]), 50)
    timed(
        "save a page picture of 400 KB",
        lambda: store.put_blob(time.time_ns().to_bytes(8, "big") * 50_000),
        20,
    )
    timed("open a new case", lambda: store.new_case(MATTERS[0], "2026.11", CLERKS[0]), 20)


def _whole(store: Store) -> None:
    verdict = store.verify()
    assert verdict.problem is None, verdict.problem


def fill(folder: Path, cases: int, url: str | None) -> None:
    filler = Filler(cases)
    if url is None:
        filler.fill(folder / DATABASE)
    else:
        filler.fill_server(url)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=100_000)
    parser.add_argument("--url", help="a PostgreSQL database in place of the file")
    parser.add_argument(
        "folder", type=Path, nargs="?", help="kept when named, and used again when it is full"
    )
    wanted = parser.parse_args()
    folder = wanted.folder or Path(tempfile.mkdtemp(prefix="bench-store-"))
    try:
        if not (folder / DESCRIPTION).exists():
            Store.open(folder, url=wanted.url, keys=KEYS).close()
            timed(f"fill with {wanted.cases} cases", lambda: fill(folder, wanted.cases, wanted.url))
        if wanted.url is None:
            print(f"{DATABASE}: {(folder / DATABASE).stat().st_size / 1e9:.2f} GB")
        return 0 if measure(folder, wanted.cases, wanted.url) else 1
    finally:
        if wanted.folder is None:
            shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
