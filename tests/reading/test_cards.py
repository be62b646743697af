"""Identity cards: one face, both faces on one page, values of several lines."""

from __future__ import annotations

import pytest

from intake_assist.model import Document
from intake_assist.reading import read_page
from tests.reading.papers import CARD, EMBLEM, Entry, Kinds, Read, page_of, reworded


def values(found: Document) -> dict[str, str | None]:
    return {name: field.value for name, field in found.fields.items()}


def test_portrait_face(document: Read) -> None:
    found = document(CARD, 2934, 2096)
    assert found.kind == "id_card_portrait"
    assert values(found) == {
        "name": "徐青",
        "sex": "男",
        "ethnicity": "汉",
        "birth": "1990-03-07",
        "address": "河南省许昌市魏都区朱仙庄镇",
        "id_number": "411002199003071236",
    }


def test_sex_and_ethnicity_in_one_line(document: Read) -> None:
    entries = [entry for entry in CARD if entry[0] not in ("性别男", "民族汉")]
    found = document([*entries, ("性别男民族汉", (344, 664, 1275, 771))], 2934, 2096)
    assert (found.value("sex"), found.value("ethnicity")) == ("男", "汉")


def test_emblem_face(document: Read) -> None:
    found = document(EMBLEM, 2900, 4000)
    assert found.kind == "id_card_emblem"
    assert values(found) == {"authority": "许昌市公安局魏都分局", "term": "2018-05-06/2038-05-06"}


def test_both_faces_on_one_page_are_two_documents(kinds: Kinds) -> None:
    found = read_page(page_of(CARD + EMBLEM, 2934, 4000), kinds)
    assert [document.kind for document in found] == ["id_card_portrait", "id_card_emblem"]
    assert found[0].id != found[1].id
    assert all(document.region is not None for document in found)
    assert found[0].value("id_number") == "411002199003071236"
    assert found[1].value("term") == "2018-05-06/2038-05-06"


def test_number_without_its_label(document: Read) -> None:
    found = document([entry for entry in CARD if entry[0] != "公民身份号码"], 2934, 2096)
    assert found.value("id_number") == "411002199003071236"


def test_wrong_check_digit_is_a_problem_not_a_correction(document: Read) -> None:
    entries: list[Entry] = [entry for entry in CARD if entry[0] != "411002199003071236"]
    found = document([*entries, ("411002199003071235", (1024, 1610, 2471, 1730))], 2934, 2096)
    field = found.fields["id_number"]
    assert field.value == "411002199003071235"
    assert field.problem is not None
    assert field.problem.code == "check_digit"


@pytest.mark.parametrize("read", ["性别三男民", "性别女仅供社保"])
def test_sex_is_the_one_character_that_says_it(document: Read, read: str) -> None:
    found = document(reworded(CARD, "性别男", read), 2600, 1800).fields["sex"]
    assert (found.value, found.problem) == ("男" if "男" in read else "女", None)
