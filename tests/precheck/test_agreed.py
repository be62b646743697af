"""Which names are tried where a paper was read otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intake_assist.checklist import default_folder, load_library
from intake_assist.checklist.models import KindSpec
from intake_assist.model import Box, Document, Field, Problem
from intake_assist.precheck.agreed import Expected, expected

NAME, READ = "青岛市槿禾电子科技有限公司", "青槿禾技有限公司"
PLACE = Box(10, 10, 300, 40)


@pytest.fixture(scope="module")
def kinds() -> dict[str, KindSpec]:
    return dict(load_library(default_folder()).kinds)


def paper(kind: str, name: str, value: str | None, page: str) -> Document:
    return Document(page, kind, 1.0, (page,), {name: Field(name, value, value or "", 0.9, PLACE, page)})


LICENSE, FORM = paper("business_license", "name", NAME, "1"), paper("registration_form", "name", NAME, "2")
ROSTER = paper("roster", "name", READ, "3")


def test_what_two_other_papers_say_is_tried(kinds: dict[str, KindSpec]) -> None:
    assert expected([LICENSE, FORM, ROSTER], kinds) == {"3": (Expected(PLACE, NAME),)}


def test_one_paper_alone_or_two_copies_of_one_are_not_enough(kinds: dict[str, KindSpec]) -> None:
    copy = paper("registration_form", "name", NAME, "4")
    assert expected([FORM, copy, ROSTER], kinds) == {}
    assert expected([LICENSE, paper("registration_form", "name", READ, "2"), ROSTER], kinds) == {
        "1": (Expected(PLACE, READ),)
    }


def test_a_reading_in_doubt_speaks_for_no_name(kinds: dict[str, KindSpec]) -> None:
    doubt = Problem("readings_differ", "", uncertain=True)
    form = replace(FORM, fields={"name": replace(FORM.fields["name"], problem=doubt)})
    assert expected([LICENSE, form, ROSTER], kinds) == {}


def test_names_that_are_nothing_alike_places_unknown_and_what_was_typed_are_left_alone(
    kinds: dict[str, KindSpec],
) -> None:
    other = paper("roster", "name", "洛阳弈弦商贸中心", "3")
    nowhere = replace(ROSTER, fields={"name": replace(ROSTER.fields["name"], box=None)})
    typed = replace(ROSTER, fields={"name": replace(ROSTER.fields["name"], by_hand=True)})
    for third in (other, nowhere, typed, paper("roster", "name", None, "3")):
        assert expected([LICENSE, FORM, third], kinds) == {}


def test_a_place_that_was_looked_at_is_not_looked_at_again(kinds: dict[str, KindSpec]) -> None:
    papers = [LICENSE, FORM, ROSTER]
    assert expected(papers, kinds, {"3": (Box(12, 11, 305, 41),)}) == {}


def test_a_company_of_another_legal_form_is_never_tried(kinds: dict[str, KindSpec]) -> None:
    responsible = NAME.replace("有限公司", "有限责任公司")
    other = paper("roster", "name", responsible, "3")
    assert expected([LICENSE, FORM, other], kinds) == {}
    agreed = [
        paper("business_license", "name", responsible, "1"),
        paper("power_of_attorney", "principal_org", responsible, "2"),
    ]
    assert expected([*agreed, paper("roster", "name", NAME, "3")], kinds) == {}
    cut = paper("roster", "name", responsible[:-3], "3")
    assert expected([*agreed, cut], kinds) == {"3": (Expected(PLACE, responsible),)}
