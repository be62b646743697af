"""A stolen disk shows no name and no number."""

from __future__ import annotations

from pathlib import Path

from intake_assist.store import CaseStatus, Event, Keys, Query, Store

from .building import (
    CLERK,
    COMPANY,
    ENGINE,
    OWNER,
    OWNER_ID,
    STAFF_ID,
    USCC,
    card,
    corrected,
    found,
    kinds,
    licence,
    listing,
    opened,
    reading,
    received,
    roster,
)

SECRETS = (COMPANY, USCC, OWNER, OWNER_ID, STAFF_ID, "身份证.jpg", "执照.jpg", "a scan", "申请人的原因")


def fill(store: Store) -> None:
    case = opened(store)
    store.append(case.id, received(store), CLERK)
    store.append(case.id, corrected(OWNER_ID), CLERK)
    store.append(case.id, corrected(OWNER, "principal"), CLERK)
    store.keep_listing(case.id, listing())
    store.keep_reading(case.id, reading(f"{COMPANY} {USCC} {OWNER}"))
    store.keep_outcome(case.id, found(licence(), card(), roster(STAFF_ID)), ENGINE, kinds())
    store.search(Query(text=COMPANY))
    store.hold(case.id, CLERK, "申请人的原因")
    store.reveal(case.id, CLERK, f"核对 {OWNER_ID}")
    store.record(Event.PRINTED, CLERK, case.id, what=f"告知书 {OWNER_ID}")
    store.set_status(case.id, CaseStatus.NOTIFIED, CLERK)
    store.care()


def test_no_file_of_the_store_shows_a_name_or_a_number(folder: Path, keys: Keys) -> None:
    with Store.open(folder, keys=keys) as store:
        fill(store)
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert len(files) >= 4
    for path in files:
        data = path.read_bytes()
        for secret in SECRETS:
            for encoding in ("utf-8", "utf-16-le", "gb18030"):
                assert secret.encode(encoding) not in data, f"{secret} in {path.name}"
            assert secret not in path.name
    # The search above would find them: the same words in the clear are found.
    assert any(CLERK.encode() in path.read_bytes() for path in files)


def test_a_record_moved_to_another_case_does_not_open(folder: Path, keys: Keys) -> None:
    """Sealed data tell where they belong."""
    import sqlite3
    from contextlib import closing

    import pytest

    from intake_assist.store import DamagedError

    with Store.open(folder, keys=keys) as store:
        one, other = opened(store), opened(store)
        store.append(one.id, corrected("甲公司"), CLERK)
        store.append(other.id, corrected("乙公司"), CLERK)
    with closing(sqlite3.connect(folder / "store.sqlite3")) as bare:
        (payload,) = bare.execute("SELECT payload FROM entries WHERE case_id = ?", (one.id,)).fetchone()
        bare.execute("UPDATE entries SET payload = ? WHERE case_id = ?", (payload, other.id))
        bare.commit()
    with Store.open(folder, keys=keys) as store:
        assert len(store.load(one.id).entries) == 1
        with pytest.raises(DamagedError, match="改动"):
            store.load(other.id)
