"""A page that somebody sorted by hand is read as what it was sorted to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intake_assist.model import Page, Source
from intake_assist.reading.reader import documents_of, read_as
from tests.reading.papers import LANDSCAPE, Kinds, lines_of, page_of


def only(kinds: Kinds, *names: str) -> Kinds:
    return {name: kinds[name] for name in names}


def test_it_is_the_likeliest_of_the_kinds_it_can_be(kinds: Kinds) -> None:
    found = read_as(page_of(LANDSCAPE), only(kinds, "account_info", "business_license"))
    assert (found.kind, found.region) == ("business_license", None)
    assert found.value("uscc") == "91411002MA9TE5T04A"


def test_it_is_one_of_them_whatever_stands_on_it(kinds: Kinds) -> None:
    found = read_as(page_of(LANDSCAPE), only(kinds, "power_of_attorney"))
    assert (found.kind, found.pages) == ("power_of_attorney", ("a.jpg#1",))


def test_nothing_is_read_from_a_page_without_text(kinds: Kinds) -> None:
    found = read_as(Page(Source("a.jpg"), width=800, height=600), only(kinds, "roster"))
    assert (found.kind, found.fields, found.pages) == ("roster", {}, ("a.jpg#1",))


def test_a_second_look_fills_in_what_the_first_did_not_read(kinds: Kinds) -> None:
    dim = [entry for entry in LANDSCAPE if entry[0] != "91411002MA9TE5T04A"]
    page = page_of(dim)
    assert read_as(page, only(kinds, "business_license")).value("uscc") is None
    again = replace(page, second_looks=(lines_of(LANDSCAPE),))
    assert read_as(again, only(kinds, "business_license")).value("uscc") == "91411002MA9TE5T04A"


@pytest.mark.parametrize(
    ("allowed", "kind"),
    [
        (None, "business_license"),
        (["account_info"], "account_info"),
        (["no_such_kind"], "business_license"),
        ([], "business_license"),
    ],
)
def test_only_kinds_that_exist_bind_a_page(kinds: Kinds, allowed: list[str] | None, kind: str) -> None:
    (found,) = documents_of(page_of(LANDSCAPE), kinds, allowed)
    assert found.kind == kind
