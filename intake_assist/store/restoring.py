"""Who may bring a backup back when the database itself cannot be asked any more."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path

from sqlalchemy import create_engine, inspect
from sqlalchemy.orm import Session
from sqlalchemy.pool import NullPool

from intake_assist.store import accounts
from intake_assist.store.audit import Trail
from intake_assist.store.blobs import Blobs
from intake_assist.store.errors import NotAllowedError, NotSignedInError, SignInError, translated
from intake_assist.store.gate import Claim, proven
from intake_assist.store.keys import Keys
from intake_assist.store.proofs import Prover
from intake_assist.store.rights import Right, refusal
from intake_assist.store.schema import AccountRow
from intake_assist.store.sealing import Vault
from intake_assist.store.unit import Unit


def restorer(copy: Path, keys: Keys, actor: str, claim: Claim | None) -> str:
    """Who brings `copy` back, by its own accounts: `actor` when it has none.

    Raises NotSignedInError without a claim, SignInError for a wrong one, NotAllowedError without the right.
    """
    address = f"{copy.resolve().as_uri()}?mode=ro"
    engine = create_engine(
        "sqlite://", creator=lambda: sqlite3.connect(address, uri=True), poolclass=NullPool
    )
    try:
        with translated(), Session(engine) as session:
            if not inspect(session.connection()).has_table(AccountRow.__tablename__):
                return actor
            return _named(_unit(session, keys, copy.parent), actor, claim)
    finally:
        engine.dispose()


def _named(unit: Unit, actor: str, claim: Claim | None) -> str:
    if not accounts.in_use(unit):
        return actor
    if claim is None:
        raise NotSignedInError("请先登录，再恢复备份。")
    found = proven(unit, claim)
    if found is None:
        raise SignInError("账号或密码不对。")
    name, rights = found
    if Right.BACKUP not in rights:
        raise NotAllowedError(refusal(Right.BACKUP))
    return name


def _unit(session: Session, keys: Keys, folder: Path) -> Unit:
    vault = Vault(keys)
    blobs, trail = Blobs(folder, vault.blob_key), Trail(vault.chain_key)
    return Unit(
        session, vault, blobs, trail, dt.datetime.now(dt.UTC), folder, Prover(vault.proof_key, vault.rows)
    )
