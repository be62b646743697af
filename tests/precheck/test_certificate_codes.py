"""The code on a certificate is compared with the print for every kind that bears one, licences or not."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from intake_assist.checklist import default_folder, load_library, resolve_answers
from intake_assist.model import Box, Code, Document, Field, Finding, Page, Source, State
from intake_assist.precheck.case import judged
from intake_assist.rules import options_models
from intake_assist.values import TYPES, parse

LIBRARY = load_library(default_folder(), rules=options_models(), types=TYPES)
BEARERS = ("business_license", "institution_certificate", "association_certificate", "nonprofit_certificate")
CHECKS = ("license_code", "certificate_code")
OWN, OTHER = "12411000MB0R12345L", "52411000MJ0R12345Y"
PAGE = Page(Source("a.jpg"), width=1000, height=700, codes=(Code(Box(700, 50, 800, 150), "QRCode", OWN),))


def findings(kind: str, coded: str) -> list[Finding]:
    """What is said of the code field of a paper that prints OWN and bears `coded` in its picture."""
    page = replace(PAGE, codes=(replace(PAGE.codes[0], text=f"统一社会信用代码:{coded}"),))
    field = Field("uscc", OWN, OWN, 0.99, Box(100, 50, 300, 80), page.id)
    paper = Document(page.id, kind, 0.99, (page.id,), {"uscc": field})
    matter = LIBRARY.matter("si_employer_registration")
    entity = "企业法人" if kind == "business_license" else "事业单位"
    answers = resolve_answers(matter, {"entity_type": entity})
    case = judged(matter, LIBRARY.kinds, answers, dt.date(2026, 11, 22), [page], [paper])
    return [finding for finding in case.findings if finding.rule in CHECKS]


def test_the_numbers_are_sound() -> None:
    assert all(parse("uscc", number).problem is None for number in (OWN, OTHER))


@pytest.mark.parametrize("kind", BEARERS)
def test_the_same_number_passes(kind: str) -> None:
    assert [finding.state for finding in findings(kind, OWN)] == [State.PASS]


@pytest.mark.parametrize("kind", BEARERS)
def test_another_number_is_told(kind: str) -> None:
    (found,) = findings(kind, OTHER)
    assert (found.state, found.code) == (State.FLAG, "C01")
    assert OTHER in found.message


def test_a_paper_that_needs_none_says_nothing_of_codes() -> None:
    assert findings("dispatch_permit", OTHER) == []
