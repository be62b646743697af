"""Names of persons with what stands beside them: a label read twice, torn or cut, an address, a seal, a stamp."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intake_assist.model import Box, Page, Seal
from intake_assist.reading import Look, read_page, wanted_looks
from tests.reading.papers import CARD, FORM, LANDSCAPE, Entry, Kinds, Read, at, page_of, without

UPPER = [entry for entry in FORM if entry[1][1] < 340]
LOWER = [(text, (x0, y0 + 200, x1, y1 + 200)) for text, (x0, y0, x1, y1), *_ in FORM if y0 >= 540]


@pytest.mark.parametrize("sure", [0.91, 0.95])
def test_first_half_of_a_character_at_the_end_of_the_label(document: Read, sure: float) -> None:
    """``口`` of ``吴``; the boxes share more than half of the width of a character."""
    label: Entry = ("法定代表人口", (146, 664, 348, 702), sure)
    assert document([*without(LANDSCAPE, "法定代表人"), label]).value("principal") == "吴秋柏"


def test_sure_character_beside_the_name_is_part_of_it(document: Read) -> None:
    label: Entry = ("法定代表人欧", (146, 664, 338, 702), 0.99)
    assert document([*without(LANDSCAPE, "法定代表人"), label]).value("principal") == "欧吴秋柏"


@pytest.mark.parametrize(("again", "x"), [("人", 292), ("表人", 255)])
def test_last_characters_of_a_label_read_again_before_the_name(document: Read, again: str, x: float) -> None:
    entries = without(LANDSCAPE, "法定代表人", "吴秋柏")
    label: Entry = ("法定代表人", (146, 664, 328, 702))
    name: Entry = (f"{again}吴秋柏", (x, 666, 424, 698))
    far: Entry = ("广场4号楼406", (880, 666, 1060, 698))
    assert document([*entries, label, name, far]).value("principal") == "吴秋柏"


def test_end_of_an_address_is_no_name(document: Read) -> None:
    entries = without(LANDSCAPE, "吴秋柏")
    found = document([*entries, at("广场4号楼406", 480, 666)]).fields["principal"]
    assert found.value is None or found.problem is not None


@pytest.mark.parametrize("piece", ["公民身份", "公民身", "身份号"])
def test_piece_of_the_next_label_is_no_name(document: Read, piece: str) -> None:
    entries = [entry for entry in FORM if entry[0] not in ("吴秋柏", "公民身份号码")]
    found = document([*entries, at(piece, 640, 380)]).fields["principal"]
    assert found.value is None


def test_first_character_of_a_label_whose_second_was_lost(document: Read) -> None:
    others = [entry for entry in FORM if entry[0] not in ("缴费单位", "专管员")]
    entries = [entry for entry in others if entry[0] != "姓名" or entry[1][1] < 400]
    found = document([*entries, at("专管员", 125, 462), at("姓", 330, 457)])
    assert found.value("agent_name") == "徐青禾"


def test_label_torn_by_a_stamp_keeps_to_its_row(document: Read) -> None:
    """The second of two spread characters was read in a box that reaches up to the row of another heading."""
    rows: list[Entry] = [
        ("法定代表", (172, 375, 306, 424)),
        ("人或负责", (170, 413, 308, 468)),
        ("人", (203, 452, 275, 519)),
        ("姓", (369, 369, 438, 429)),
        ("名", (452, 372, 515, 430)),
        ("吴秋柏", (545, 368, 639, 434)),
        ("公民身份号码", (403, 455, 599, 510)),
        ("411002199003071236", (661, 460, 970, 505)),
        ("姓", (373, 541, 432, 591)),
        ("名", (419, 515, 526, 603), 0.73),
        ("徐青禾", (544, 534, 670, 599)),
        ("缴费单位", (168, 559, 308, 614)),
        ("专管员", (181, 598, 299, 660)),
        ("联系电话", (373, 622, 513, 676)),
        ("13800138001", (552, 629, 744, 671)),
    ]
    found = document([*UPPER, *rows, *LOWER])
    assert (found.value("principal"), found.value("agent_name")) == ("吴秋柏", "徐青禾")


def looks_at(kinds: Kinds, page: Page) -> list[Look]:
    return [look for look in wanted_looks(page, read_page(page, kinds), kinds) if look.line]


@pytest.mark.parametrize("color", ["grey", "red"])
def test_line_of_a_name_that_ends_at_a_seal_is_read_beyond_it(kinds: Kinds, color: str) -> None:
    seal = Seal(Box(412, 560, 700, 800), "round", color, "", 0.9)
    looks = looks_at(kinds, replace(page_of(LANDSCAPE), seals=(seal,)))
    beyond = [look for look in looks if look.box.x0 == 326 and look.box.x1 > 450]
    assert {(look.box.y0, look.box.y1) for look in beyond} == {(666, 698)}
    assert len({look.round for look in beyond}) == 3


def test_name_far_from_every_seal_is_not_read_again(kinds: Kinds) -> None:
    seal = Seal(Box(560, 560, 800, 800), "round", "red", "", 0.9)
    assert looks_at(kinds, replace(page_of(LANDSCAPE), seals=(seal,))) == []


def test_name_of_a_card_in_a_line_too_high_is_read_without_the_stamp(kinds: Kinds) -> None:
    assert not any(look.black_ink for look in looks_at(kinds, page_of(CARD)))
    entries = [entry for entry in CARD if "姓名" not in entry[0]]
    card = [*entries, at("姓名", 332, 445, 110), ("徐青致", (640, 380, 960, 620), 0.99)]
    assert any(look.black_ink for look in looks_at(kinds, page_of(card)))
