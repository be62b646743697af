"""Small cases for the store, made of the real nouns and the shipped kinds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache

import pytest

from intake_assist.casework import (
    CaseState,
    Do,
    FieldRef,
    Item,
    Listing,
    Outcome,
    Reading,
    ReceivedFile,
    Recipe,
    outcome,
)
from intake_assist.casework.steps import FieldCorrected, FilesReceived, FindingDecided
from intake_assist.checklist import Library, default_folder, load_library
from intake_assist.checklist.models import KindSpec
from intake_assist.model import (
    Box,
    Case,
    Document,
    Evidence,
    Field,
    Finding,
    Page,
    Row,
    Severity,
    Source,
    State,
    TextLine,
)
from intake_assist.rules import options_models
from intake_assist.store import CaseHeader, Store
from intake_assist.values import TYPES

MATTER = "si_employer_registration"
CLERK = "窗口甲"
COMPANY = "洛阳市明禾商贸有限公司"
USCC = "91410302MA45XK7C0M"
OWNER = "沈砚秋"
OWNER_ID = "410302199003152840"
STAFF_ID = "410302198512073417"
ENGINE = "openvino PP-OCRv6"
NOON = dt.datetime(2026, 11, 22, 4, 0, tzinfo=dt.UTC)


both = pytest.mark.parametrize("database", ["file", "server"], indirect=True)
"""For a test that is to hold whether the cases are in a file or on a PostgreSQL server."""


@cache
def library() -> Library:
    return load_library(default_folder(), rules=options_models(), types=TYPES)


def kinds() -> Mapping[str, KindSpec]:
    return library().kinds


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self, now: dt.datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> dt.datetime:
        return self.now

    def go(self, **by: float) -> None:
        self.now += dt.timedelta(**by)


def opened(store: Store, matter: str = MATTER) -> CaseHeader:
    return store.new_case(matter, "2026.11", CLERK)


def received(store: Store, data: bytes = b"a scan", number: int = 1, name: str = "沈砚秋 身份证.jpg") -> Do:
    return Do(FilesReceived((ReceivedFile(number, name, store.put_blob(data)),)))


def corrected(text: str, field: str = "uscc", row: int = 0) -> Do:
    return Do(FieldCorrected(FieldRef("0001/执照.jpg#1", field, row), text))


def decided(finding: str = "f" * 24) -> Do:
    return Do(FindingDecided(finding, "confirmed", "与申请人核对过"))


def listing(name: str = "0001/执照.jpg") -> Listing:
    return Listing(name, (1, 2), ((2, "这一页打不开"),))


def reading(text: str = COMPANY, turn: int | None = None, picture: str = "") -> Reading:
    line = TextLine(text, Box(10, 10, 300, 40), 0.98)
    page = Page(Source("0001/执照.jpg"), 1240, 1754, lines=(line,))
    return Reading(Recipe("0001/执照.jpg#1", turn), (page,), (picture,) if picture else ("",), ENGINE)


def field(name: str, value: str | None) -> tuple[str, Field]:
    return name, Field(name, value, value or "", 0.97, Box(1, 2, 3, 4), "0001/执照.jpg#1")


def licence(uscc: str | None = USCC, name: str | None = COMPANY, owner: str = OWNER) -> Document:
    fields = dict([field("uscc", uscc), field("name", name), field("principal", owner)])
    return Document("0001/执照.jpg#1", "business_license", 0.99, ("0001/执照.jpg#1",), fields)


def card(number: str = OWNER_ID, name: str = OWNER) -> Document:
    fields = dict([field("id_number", number), field("name", name)])
    return Document("0002/证.jpg#1", "id_card_portrait", 0.99, ("0002/证.jpg#1",), fields)


def roster(*numbers: str) -> Document:
    rows = tuple(Row(at, dict([field("id_number", number)])) for at, number in enumerate(numbers, 1))
    return Document("0003/册.xlsx#1", "roster", 0.99, ("0003/册.xlsx#1",), {}, rows)


def found(*documents: Document, message: str = "营业执照上的名称与登记表不一致") -> Outcome:
    finding = Finding(
        "same_company",
        State.FLAG,
        Severity.ERROR,
        f"{message}:{COMPANY}",
        code="C01",
        material="license",
        field="name",
        evidence=(Evidence("0001/执照.jpg#1", Box(1, 2, 3, 4), COMPANY),),
    )
    case = Case(MATTER, "2026.11", {"agent_type": "委托"}, dt.date(2026, 11, 22), documents=documents)
    return Outcome(case, (Item("k" * 24, finding),), {}, (), ())


def judged() -> Outcome:
    """What the real rules say of a case without papers."""
    matter = library().matters[MATTER]
    return outcome(CaseState(), (), (), matter, kinds(), dt.date(2026, 11, 22))
