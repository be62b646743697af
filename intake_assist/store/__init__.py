"""Where cases are kept: sealed, provable, and forgotten on time."""

from intake_assist.store.audit import TITLES, Event, Mark, Record
from intake_assist.store.backup import Backup, backups, last_good, what_is_lost
from intake_assist.store.blobs import BlobOpener
from intake_assist.store.errors import (
    BlobDamagedError,
    BlobMissingError,
    BusyError,
    CaseChangedError,
    DamagedError,
    DiskFullError,
    KeyMissingError,
    MigrationError,
    NoSuchCaseError,
    ReadOnlyError,
    RefusedError,
    StoreError,
    TooNewError,
    UnavailableError,
    WrongKeyError,
)
from intake_assist.store.keys import Keys, adopt
from intake_assist.store.outcomes import KeptOutcome
from intake_assist.store.queue import StoreQueue
from intake_assist.store.records import (
    CaseHeader,
    CaseStatus,
    KeptCase,
    KeptNotice,
    Query,
    WrittenNotice,
)
from intake_assist.store.retention import Forgotten
from intake_assist.store.store import Store, default_folder, restore
from intake_assist.store.verifying import Verdict

__all__ = [
    "TITLES",
    "Backup",
    "BlobDamagedError",
    "BlobMissingError",
    "BlobOpener",
    "BusyError",
    "CaseChangedError",
    "CaseHeader",
    "CaseStatus",
    "DamagedError",
    "DiskFullError",
    "Event",
    "Forgotten",
    "KeptCase",
    "KeptNotice",
    "KeptOutcome",
    "KeyMissingError",
    "Keys",
    "Mark",
    "MigrationError",
    "NoSuchCaseError",
    "Query",
    "ReadOnlyError",
    "Record",
    "RefusedError",
    "Store",
    "StoreError",
    "StoreQueue",
    "TooNewError",
    "UnavailableError",
    "Verdict",
    "WrittenNotice",
    "WrongKeyError",
    "adopt",
    "backups",
    "default_folder",
    "last_good",
    "restore",
    "what_is_lost",
]
