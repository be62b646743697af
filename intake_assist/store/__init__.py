"""Where cases are kept: sealed, provable, and forgotten on time."""

from intake_assist.store.audit import TITLES, Event, Mark, Record
from intake_assist.store.backup import Backup, backups, last_good, what_is_lost
from intake_assist.store.blobs import BlobOpener
from intake_assist.store.errors import (
    AddressError,
    BlobDamagedError,
    BlobMissingError,
    BusyError,
    CaseChangedError,
    DamagedError,
    DiskFullError,
    InDoubtError,
    KeyMissingError,
    MigrationError,
    NoSuchCaseError,
    NotAllowedError,
    NotSignedInError,
    ReadOnlyError,
    RefusedError,
    SignInError,
    StoreError,
    TooNewError,
    UnavailableError,
    WrongKeyError,
)
from intake_assist.store.figures import CaseWay, RuleCount
from intake_assist.store.gate import Claim, Credentials
from intake_assist.store.keys import Keys, adopt
from intake_assist.store.notices import RECEIPT
from intake_assist.store.os_account import OsAccount, os_account
from intake_assist.store.outcomes import KeptOutcome
from intake_assist.store.people import Account, Actor, Person
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
from intake_assist.store.rights import RIGHT_TITLES, ROLE_TITLES, Right, Role, refusal, who_may
from intake_assist.store.server import default_address
from intake_assist.store.store import Store, default_folder, holds_store, refuse_on_server, restore
from intake_assist.store.verifying import Verdict

__all__ = [
    "RECEIPT",
    "RIGHT_TITLES",
    "ROLE_TITLES",
    "TITLES",
    "Account",
    "Actor",
    "AddressError",
    "Backup",
    "BlobDamagedError",
    "BlobMissingError",
    "BlobOpener",
    "BusyError",
    "CaseChangedError",
    "CaseHeader",
    "CaseStatus",
    "CaseWay",
    "Claim",
    "Credentials",
    "DamagedError",
    "DiskFullError",
    "Event",
    "Forgotten",
    "InDoubtError",
    "KeptCase",
    "KeptNotice",
    "KeptOutcome",
    "KeyMissingError",
    "Keys",
    "Mark",
    "MigrationError",
    "NoSuchCaseError",
    "NotAllowedError",
    "NotSignedInError",
    "OsAccount",
    "Person",
    "Query",
    "ReadOnlyError",
    "Record",
    "RefusedError",
    "Right",
    "Role",
    "RuleCount",
    "SignInError",
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
    "default_address",
    "default_folder",
    "holds_store",
    "last_good",
    "os_account",
    "refusal",
    "refuse_on_server",
    "restore",
    "what_is_lost",
    "who_may",
]
