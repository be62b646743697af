"""Cards whose pale labels did not come through the copier: their values stand where they stand on every card."""

from __future__ import annotations

import pytest

from intake_assist.checklist.models import FieldSpec, PlacesSpec
from intake_assist.model import Box
from intake_assist.reading.card_places import at_place, card_places, places_by_values
from intake_assist.reading.fragments import fragments
from tests.reading.papers import CARD, Entry, Read, lines_of, reworded, without

NUMBER = "410102196611026712"
# As read of a hard black copy, to the scale of a real card.
COPIED: list[Entry] = [
    ("徐禾", (820, 540, 1160, 690)),
    ("男", (810, 830, 910, 940)),
    ("汉", (1448, 832, 1552, 944)),
    ("1966年11注2日", (812, 1080, 1830, 1190)),
    ("河南省郑州市中原区棉纺西", (804, 1350, 2108, 1460)),
    ("路庄镇", (800, 1510, 1140, 1620)),
    ("民身份号码", (548, 1990, 1128, 2110)),
    (NUMBER, (1292, 2000, 3032, 2110)),
]
WITH_LABEL_IN_LINE = [
    *without(COPIED, "民身份号码", NUMBER),
    ("公民身份号码" + NUMBER, (452, 2000, 3032, 2110)),
]


@pytest.mark.parametrize("paper", [COPIED, WITH_LABEL_IN_LINE])
def test_values_without_labels(document: Read, paper: list[Entry]) -> None:
    card = document(paper, 4401, 3144)
    assert card.kind == "id_card_portrait"
    values = {name: field.value for name, field in card.fields.items()}
    assert values == {
        "name": "徐禾",
        "sex": "男",
        "ethnicity": "汉",
        "birth": "1966-11-02",  # with a misread unit; the number says the same
        "address": "河南省郑州市中原区棉纺西路庄镇",
        "id_number": NUMBER,
    }


def test_remains_of_a_label_take_more_room_than_they_have_characters(document: Read) -> None:
    """How wide the number is cannot be told from the line then, but from how far the rows lie apart."""
    paper = [
        *without(COPIED, "民身份号码", NUMBER, "1966年11注2日"),
        ("9号码" + NUMBER, (452, 2000, 3032, 2110)),
        ("1966年11月2日", (812, 1080, 1830, 1190)),
    ]
    assert document(paper, 4401, 3144).value("name") == "徐禾"


def test_what_is_left_of_a_label_is_no_part_of_the_value(document: Read) -> None:
    paper = [*without(COPIED, "徐禾"), ("名徐禾", (640, 540, 1160, 690))]
    assert document(paper, 4401, 3144).value("name") == "徐禾"


def test_a_value_of_which_it_is_not_known_where_it_begins_is_not_guessed(document: Read) -> None:
    field = document([*without(COPIED, "徐禾"), ("去徐禾", (640, 540, 1160, 690))], 4401, 3144).fields["name"]
    assert (field.value, field.problem.code if field.problem else None) == (None, "unread")
    assert field.box is not None  # where to look again
    assert field.box.x0 < 820 < 1160 < field.box.x1
    assert field.box.y0 < 540 + 75 < field.box.y1


def test_no_value_is_taken_from_beside_its_place(document: Read) -> None:
    paper = [*without(COPIED, "徐禾"), ("徐禾", (2600, 540, 2940, 690))]
    assert document(paper, 4401, 3144).fields["name"].value is None


def test_a_number_on_a_page_of_many_words_makes_no_card(document: Read) -> None:
    words = [
        ("本人承诺所提交的材料真实有效并愿意承担相应的法律责任", (300, 2300 + 90 * i, 2600, 2370 + 90 * i))
        for i in range(5)
    ]
    assert document([*COPIED, *words], 4401, 3144).kind is None


def test_labels_that_were_read_come_first(document: Read) -> None:
    paper = [*without(COPIED, "徐禾"), ("姓名徐禾苗", (452, 540, 1160, 690))]
    assert document(paper, 4401, 3144).value("name") == "徐禾苗"


# -- measured from something else than the number ----------------------------------------------------------


def test_a_number_known_by_its_form_gives_the_places_too(document: Read) -> None:
    paper = without(COPIED, "民身份号码")
    birth = [*without(paper, "1966年11注2日"), ("1966年11月2日", (812, 1080, 1830, 1190))]
    assert document(birth, 4401, 3144).value("name") == "徐禾"


def test_the_place_of_a_lost_number_is_known_by_the_rows_above(document: Read) -> None:
    labels = [
        ("姓名", (548, 540, 760, 690)),
        ("性别", (548, 830, 760, 940)),
        ("民族", (1200, 830, 1400, 940)),
    ]
    more = [
        ("出生", (548, 1080, 760, 1190)),
        ("住址", (548, 1350, 760, 1460)),
        ("公民身份号码", (452, 2000, 1128, 2110)),
    ]
    kept = without(COPIED, "民身份号码", NUMBER, "1966年11注2日")
    paper = [*kept, *labels, *more, ("1966年11月2日", (812, 1080, 1830, 1190))]
    field = document(paper, 4401, 3144).fields["id_number"]
    assert field.value is None
    assert field.box is not None
    assert field.box.contains(Box(1292, 2030, 3032, 2080), 0.95)
    assert field.box.height < 0.2 * field.box.width  # one line


def test_a_title_gives_the_places_of_the_other_face(document: Read) -> None:
    emblem: list[Entry] = [
        ("中华人民共和国", (620, 607, 961, 658)),
        ("居民身份证", (599, 672, 984, 748)),
        ("签发机关青岛市公安局李沧分局", (558, 843, 888, 874)),
        ("68m2018.08.072038.08.07", (560, 894, 920, 928)),
    ]
    assert document(emblem, 1160, 1125).value("term") == "2018-08-07/2038-08-07"
    lost = document(emblem[:-1], 1160, 1125).fields["term"]
    assert lost.value is None
    assert lost.box is not None
    assert lost.box.contains(Box(668, 891, 908, 928), 0.95)


# -- places that cannot be told --------------------------------------------------------------------------------

SPEC = PlacesSpec(
    origin="id_number", boxes={"name": (0.0, -0.9, 0.4, -0.7), "id_number": (0.0, -0.1, 1.0, 0.1)}
)
FIELD = FieldSpec(name="name", title="证号", type="id_number")


def test_places_are_not_guessed_from_a_value_in_pieces() -> None:
    piece, rest = fragments(lines_of([(NUMBER[:9], (0, 500, 500, 560)), (NUMBER[9:], (500, 500, 1000, 560))]))
    assert card_places(SPEC, [(piece, 0, 9), (rest, 0, 9)]) == {}
    assert card_places(SPEC, [(piece, 0, 9)])["name"].x1 == pytest.approx(200)


def test_rows_that_give_another_size_than_their_lines_are_of_no_one_card() -> None:
    far_apart = {"name": Box(0, 0, 100, 30), "id_number": Box(0, 1600, 1000, 1630)}
    assert places_by_values(SPEC, far_apart) == {}
    near = {"name": Box(0, 100, 400, 180), "id_number": Box(0, 900, 1000, 980)}
    assert set(places_by_values(SPEC, near)) == {"name", "id_number"}


@pytest.mark.parametrize(("text", "found"), [(NUMBER, True), ("河南省郑州市中原区", False)])
def test_a_text_unlike_its_field_is_not_taken_from_its_place(text: str, found: bool) -> None:
    pieces = fragments(lines_of([(text, (0, 500, 900, 560))]))
    candidate = at_place(FIELD, Box(-10, 480, 1000, 580), pieces, lambda _: True)
    assert (candidate is not None) is found


def test_what_was_read_twice_at_one_place_is_taken_once() -> None:
    """A look at the place alone reads the name without the shred of a stamp that stuck to it before."""
    spec = FieldSpec(name="name", title="姓名", type="person", labels=("姓名",))
    stuck, name = ("6胡映雪", (74, 219, 170, 242), 0.93), ("胡映雪", (101, 204, 245, 238), 0.99)
    found = at_place(spec, Box(101, 200, 245, 240), fragments(lines_of([stuck, name])), lambda _: True)
    assert found is not None
    assert found.text == "胡映雪"


@pytest.mark.parametrize(("sure", "found"), [(0.95, True), (0.8, False)])
def test_a_name_that_is_hardly_read_is_not_taken_for_one(sure: float, found: bool) -> None:
    """With the words of a stamp over it, any characters come out."""
    spec = FieldSpec(name="name", title="姓名", type="person", labels=("姓名",))
    pieces = fragments(lines_of([("廉崔慧致", (560, 71, 823, 135), sure)]))
    assert (at_place(spec, Box(550, 60, 830, 140), pieces, lambda _: True) is not None) is found


def test_a_number_cut_short_gives_no_places_by_its_width(document: Read) -> None:
    labels: list[Entry] = [("姓名", (548, 540, 760, 690)), ("住址", (548, 1350, 760, 1460))]
    cut = [
        *without(COPIED, NUMBER),
        *labels,
        ("出生", (548, 1080, 760, 1190)),
        (NUMBER[3:], (1582, 2000, 3032, 2110)),
    ]
    card = document([*without(cut, "男"), ("性", (548, 830, 660, 940))], 4401, 3144)
    assert card.kind == "id_card_portrait"
    assert card.fields["sex"].value is None
    place = card.fields["sex"].box
    assert place is None or place.contains(Box(830, 850, 890, 920), 0.9)


@pytest.mark.parametrize(
    ("figures", "birth"), [("1966112", "1966-11-02"), ("1966 11 2", "1966-11-02"), ("1966113", None)]
)
def test_figures_of_a_date_without_its_signs_are_told_by_the_number(
    document: Read, figures: str, birth: str | None
) -> None:
    card = document(reworded(COPIED, "1966年11注2日", figures), 4401, 3144)
    assert card.value("birth") == birth
    assert card.value("address") == "河南省郑州市中原区棉纺西路庄镇"
    labelled = document(
        [*reworded(COPIED, "1966年11注2日", figures), ("出生", (452, 1080, 700, 1190))], 4401, 3144
    )
    assert labelled.value("birth") == birth


@pytest.mark.parametrize("words", ["登记使用", "社保登", "与原件"])
def test_words_of_a_stamp_are_nobodys_name(document: Read, words: str) -> None:
    assert document(reworded(COPIED, "徐禾", words), 4401, 3144).value("name") is None


def test_a_number_alone_in_its_line_does_not_go_on_with_the_address(document: Read) -> None:
    number = "411002199003071236"
    card = document([*without(CARD, "公民身份号码", number), (number, (640, 1365, 2080, 1485))], 2700, 1900)
    assert card.value("address") == "河南省许昌市魏都区朱仙庄镇"
    assert card.value("id_number") == number
