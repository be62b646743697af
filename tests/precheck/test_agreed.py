"""Which names are tried where a paper was read otherwise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intake_assist.checklist import default_folder, load_library
from intake_assist.checklist.models import KindSpec
from intake_assist.model import Box, Document, Field, Problem, Row
from intake_assist.precheck.agreed import Expected, expected

NAME, READ = "青岛市槿禾电子科技有限公司", "青槿禾技有限公司"
PLACE = Box(10, 10, 300, 40)

DOUBT = Problem("readings_differ", "", uncertain=True)


@pytest.fixture(scope="module")
def kinds() -> dict[str, KindSpec]:
    return dict(load_library(default_folder()).kinds)


def paper(kind: str, name: str, value: str | None, page: str) -> Document:
    return Document(page, kind, 1.0, (page,), {name: Field(name, value, value or "", 0.9, PLACE, page)})


LICENSE, FORM = paper("business_license", "name", NAME, "1"), paper("registration_form", "name", NAME, "2")
ROSTER = paper("roster", "name", READ, "3")
MISREAD = NAME.replace("槿", "谨")


def test_what_two_other_papers_say_is_tried(kinds: dict[str, KindSpec]) -> None:
    assert expected([LICENSE, FORM, ROSTER], kinds) == {"3": (Expected(PLACE, NAME),)}


def test_one_paper_alone_or_two_copies_of_one_are_not_enough(kinds: dict[str, KindSpec]) -> None:
    copy = paper("registration_form", "name", NAME, "4")
    roster = paper("roster", "name", MISREAD, "3")
    assert expected([FORM, copy, roster], kinds) == {}
    assert expected([LICENSE, paper("registration_form", "name", MISREAD, "2"), roster], kinds) == {
        "1": (Expected(PLACE, MISREAD),)
    }


def test_one_is_enough_where_a_part_was_lost_or_the_reading_is_in_doubt(kinds: dict[str, KindSpec]) -> None:
    assert expected([FORM, ROSTER], kinds) == {"3": (Expected(PLACE, NAME),)}
    roster = paper("roster", "name", MISREAD, "3")
    doubted = replace(roster, fields={"name": replace(roster.fields["name"], problem=DOUBT)})
    assert expected([FORM, doubted], kinds) == {"3": (Expected(PLACE, NAME),)}
    copy = replace(doubted, kind="registration_form")
    assert expected([FORM, copy], kinds) == {"3": (Expected(PLACE, NAME),)}


def test_a_reading_in_doubt_speaks_for_no_name(kinds: dict[str, KindSpec]) -> None:
    form = replace(FORM, fields={"name": replace(FORM.fields["name"], problem=DOUBT)})
    assert "3" not in expected([LICENSE, form, paper("roster", "name", MISREAD, "3")], kinds)


def test_names_that_are_nothing_alike_places_unknown_and_what_was_typed_are_left_alone(
    kinds: dict[str, KindSpec],
) -> None:
    other = paper("roster", "name", "洛阳弈弦商贸中心", "3")
    nowhere = replace(ROSTER, fields={"name": replace(ROSTER.fields["name"], box=None)})
    typed = replace(ROSTER, fields={"name": replace(ROSTER.fields["name"], by_hand=True)})
    for third in (other, nowhere, typed):
        assert expected([LICENSE, FORM, third], kinds) == {}


def test_a_name_that_was_not_read_is_tried_in_its_place(kinds: dict[str, KindSpec]) -> None:
    unread = paper("roster", "name", None, "3")
    assert expected([LICENSE, unread], kinds) == {"3": (Expected(PLACE, NAME),)}
    lost = replace(unread, fields={"name": replace(unread.fields["name"], box=None)})
    assert expected([LICENSE, lost], kinds) == {}


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


# -- codes ----------------------------------------------------------------------------------------------------

CODE, OTHER_CODE = "91370212MA3QK55L0X", "914101007067890124"
WRONG = Problem("check_digit", "")


def coded(kind: str, value: str | None, page: str, problem: Problem | None = None) -> Document:
    field = Field("uscc", value, value or "", 0.9, PLACE, page, problem)
    return Document(page, kind, 1.0, (page,), {"uscc": field})


def test_a_code_that_fails_its_check_needs_one_other_paper(kinds: dict[str, KindSpec]) -> None:
    misread = coded("registration_form", "9137021MA3QK5SL0X", "2", WRONG)
    assert expected([coded("business_license", CODE, "1"), misread], kinds) == {"2": (Expected(PLACE, CODE),)}
    assert expected([coded("business_license", CODE, "1", WRONG), misread], kinds) == {}
    nothing_alike = coded("registration_form", "9L4I0L0O7O67B9OI2A", "2", WRONG)
    assert expected([coded("business_license", CODE, "1"), nothing_alike], kinds) == {}


def test_a_sound_code_that_differs_is_tried_against_two_others(kinds: dict[str, KindSpec]) -> None:
    near = coded("roster", CODE[:-1] + "1", "3")
    license_, form = coded("business_license", CODE, "1"), coded("registration_form", CODE, "2")
    assert expected([license_, near], kinds) == {}
    assert expected([license_, form, near], kinds) == {"3": (Expected(PLACE, CODE),)}


def test_other_characters_that_were_surely_read_are_the_papers_own(kinds: dict[str, KindSpec]) -> None:
    license_, longer = coded("business_license", CODE, "1"), CODE[:4] + CODE[3:]
    surely = coded("registration_form", longer, "2", WRONG)
    fields = {"uscc": replace(surely.fields["uscc"], confidence=0.99)}
    assert expected([license_, replace(surely, fields=fields)], kinds) == {}
    assert expected([license_, surely], kinds) == {"2": (Expected(PLACE, CODE),)}


# -- people ---------------------------------------------------------------------------------------------------

NUMBER = "410102199003077774"
NAME_AT, NUMBER_AT = Box(10, 100, 60, 120), Box(100, 100, 300, 120)


def card(name: str, number: str, page: str) -> Document:
    fields = {
        "name": Field("name", name, name, 0.9, PLACE, page),
        "id_number": Field("id_number", number, number, 0.9, Box(10, 60, 300, 90), page),
    }
    return Document(page, "id_card_portrait", 1.0, (page,), fields)


def listing(name: str | None, number: str | None, problem: Problem | None = None) -> Document:
    cells = {
        "name": Field("name", name, name or "", 0.9, NAME_AT, "9"),
        "id_number": Field("id_number", number, number or "", 0.9, NUMBER_AT, "9", problem),
    }
    return Document("9", "roster", 1.0, ("9",), rows=(Row(1, cells, "9"),))


def test_the_name_of_a_row_is_that_of_the_card_with_its_number(kinds: dict[str, KindSpec]) -> None:
    found = expected([card("杨金凤", NUMBER, "1"), listing("杨金风", NUMBER)], kinds)
    assert found == {"9": (Expected(NAME_AT, "杨金凤"),)}
    assert expected([card("杨金凤", NUMBER, "1"), listing("杨金凤", NUMBER)], kinds) == {}
    assert expected([card("杨金凤", NUMBER, "1"), listing("杨金风", NUMBER[:-2] + "14", WRONG)], kinds) == {
        "9": (Expected(NUMBER_AT, NUMBER),)
    }


def test_the_number_of_a_row_that_was_not_read_is_that_of_the_card_with_its_name(
    kinds: dict[str, KindSpec],
) -> None:
    found = expected([card("杨金凤", NUMBER, "1"), listing("杨金凤", None, Problem("unread", ""))], kinds)
    assert found == {"9": (Expected(NUMBER_AT, NUMBER),)}
    sound = "410102199003077790"
    assert expected([card("杨金凤", NUMBER, "1"), listing("杨金凤", sound)], kinds) == {}


def test_a_card_whose_number_was_not_read_is_asked_for_that_of_the_row_with_its_name(
    kinds: dict[str, KindSpec],
) -> None:
    unread = replace(card("杨金凤", NUMBER, "1"))
    place = unread.fields["id_number"].box
    blank = Field("id_number", None, "", 0.0, place, "1", Problem("unread", ""))
    unread = replace(unread, fields={**unread.fields, "id_number": blank})
    assert place is not None
    assert expected([unread, listing("杨金凤", NUMBER)], kinds) == {"1": (Expected(place, NUMBER),)}


def test_papers_that_say_one_thing_as_often_as_another_are_left_alone(kinds: dict[str, KindSpec]) -> None:
    names = ("云辉", "云辉", "云晖", "云晖")
    kinds_of = ("business_license", "registration_form", "id_card_portrait", "account_permit")
    papers = [
        paper(kind, "name" if "card" in kind else "principal", name, str(at))
        for at, (kind, name) in enumerate(zip(kinds_of, names, strict=True))
    ]
    assert expected(papers, kinds) == {}


def test_a_roster_does_not_vouch_for_itself(kinds: dict[str, KindSpec]) -> None:
    rows = [row for name in ("李晖", "李辉") for row in listing(name, NUMBER).rows]
    assert expected([Document("9", "roster", 1.0, ("9",), rows=tuple(rows))], kinds) == {}


def test_the_name_of_a_person_needs_two_papers(kinds: dict[str, KindSpec]) -> None:
    papers = [
        paper("business_license", "principal", "葛昊", "1"),
        card("葛昊", NUMBER, "2"),
        paper("registration_form", "principal", "葛吴", "3"),
    ]
    assert expected(papers, kinds) == {"3": (Expected(PLACE, "葛昊"),)}
    assert expected(papers[1:], kinds) == {}
    somebody_else = paper("registration_form", "principal", "何文", "3")
    assert expected([*papers[:2], somebody_else], kinds) == {}
