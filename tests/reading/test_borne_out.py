"""What a name that other papers say and the picture bears out does to a paper."""

from __future__ import annotations

from dataclasses import replace

from intake_assist.model import Box, TextLine
from intake_assist.reading import read_page
from intake_assist.reading.reader import read_as
from tests.reading.papers import FORM, Kinds, page_of

NAME = "许昌云帆机械制造有限公司禹州分公司"


def test_a_name_borne_out_stands_in_place_of_what_was_read(kinds: Kinds) -> None:
    page = page_of(FORM)
    field = read_page(page, kinds)[0].fields["name"]
    assert field.box is not None
    assert field.value != NAME
    box = field.box
    borne_out = replace(page, borne_out=(TextLine(NAME, box.moved(2, 1), 0.8),))
    for document in (read_page(borne_out, kinds)[0], read_as(borne_out, kinds)):
        found = document.fields["name"]
        assert (found.value, found.confidence, found.problem, found.others) == (NAME, 0.8, None, ())


def test_it_stands_at_its_place_alone(kinds: Kinds) -> None:
    page = page_of(FORM)
    before = read_page(page, kinds)[0]
    far = replace(page, borne_out=(TextLine(NAME, Box(0, 0, 9, 9), 0.8),))
    assert read_page(far, kinds)[0].fields == before.fields


def test_a_number_takes_the_place_of_a_number_alone(kinds: Kinds) -> None:
    page = page_of(FORM)
    fields = read_page(page, kinds)[0].fields
    name, code = fields["name"], fields["uscc"]
    assert name.box is not None
    assert code.box is not None
    other = "91410302MA0PNDXG1X"
    told = (TextLine(other, name.box, 0.8), TextLine(other, code.box, 0.8), TextLine(NAME, code.box, 0.8))
    found = read_page(replace(page, borne_out=told), kinds)[0].fields
    assert (found["name"].value, found["uscc"].value) == (name.value, other)


def test_what_was_read_stays_to_be_seen(kinds: Kinds) -> None:
    page = page_of(FORM)
    field = read_page(page, kinds)[0].fields["name"]
    assert field.box is not None
    borne_out = replace(page, borne_out=(TextLine(NAME, field.box, 0.8),))
    assert read_page(borne_out, kinds)[0].fields["name"].text == field.text
