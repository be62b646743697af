"""The database's versions, oldest first. A change of `schema` adds a module here; a test compares both.

The modules are imported by name, so that a frozen program has them without looking for files.
"""

from __future__ import annotations

from types import ModuleType

from intake_assist.store.migrations import m0001_cases, m0002_accounts, m0003_proofs

ALL: tuple[ModuleType, ...] = (m0001_cases, m0002_accounts, m0003_proofs)
"""Each has `revision`, `down_revision` and ``upgrade()``, as Alembic wants them."""
