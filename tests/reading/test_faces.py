"""Two faces of a card on one sheet, which only the text tells apart, and cards whose pale labels were not read."""

from __future__ import annotations

import pytest

from intake_assist.reading import cuts, read_page
from tests.reading.papers import Entry, Kinds, at, page_of

EMBLEM: list[Entry] = [
    at("中华人民共和国", 900, 200),
    at("居民身份证", 900, 260),
    at("签发机关 许昌市公安局魏都分局", 850, 420),
    at("有效期限 2020.05.06-2030.05.06", 850, 470),
]
LABELLESS: list[Entry] = [
    at("吴秋芳", 160, 200),
    at("女民族汉", 160, 250),
    at("2000年2月29日", 160, 300),
    at("河南省许昌市魏都区建设路8号", 160, 350),
    at("411003200002290041", 260, 470),
]


def test_face_beside_another_is_cut_off(kinds: Kinds) -> None:
    found = cuts(page_of([*LABELLESS, *EMBLEM]), kinds)
    assert found
    for cut in found:
        left, right = sorted((cut.face, cut.rest), key=lambda box: box.x0)
        assert 620 < left.x1 == right.x0 < 850


def test_single_face_and_other_papers_are_left_whole(kinds: Kinds) -> None:
    assert cuts(page_of(EMBLEM), kinds) == ()
    assert cuts(page_of([*EMBLEM, at("收", 100, 900)]), kinds) == ()
    assert cuts(page_of(LABELLESS[:2]), kinds) == ()


@pytest.mark.parametrize(("confidence", "cut_off"), [(0.7, True), (0.99, False)])
def test_one_word_read_badly_may_be_a_face_on_its_head(
    kinds: Kinds, confidence: float, cut_off: bool
) -> None:
    found = cuts(page_of([*LABELLESS, at("中国", 900, 470, confidence=confidence)]), kinds)
    assert bool(found) is cut_off


def test_faces_are_not_parted_within_a_line(kinds: Kinds) -> None:
    """What tells the upper one stands at its top, so that its last line is half way to the lower one."""
    upper = [
        at("民族汉", 160, 200),
        at("2000年2月29日", 160, 260),
        at("河南省许昌市魏都区建设路8号", 160, 320),
        at("411003200002290041", 260, 385),
    ]
    lower = [
        at("中华人民共和国", 260, 570),
        at("居民身份证", 260, 630),
        at("签发机关 许昌市公安局魏都分局", 210, 790),
        at("有效期限 2020.05.06-2030.05.06", 210, 840),
    ]
    faces = read_page(page_of([*upper, *lower]), kinds)
    assert [face.kind for face in faces] == ["id_card_portrait", "id_card_emblem"]
    assert faces[0].value("id_number") == "411003200002290041"


def test_number_and_birth_tell_a_card_without_labels(kinds: Kinds) -> None:
    (found,) = read_page(page_of(LABELLESS), kinds)
    values = {name: field.value for name, field in found.fields.items()}
    assert found.kind == "id_card_portrait"
    assert values["id_number"] == "411003200002290041"
    assert values["name"] == "吴秋芳"
    assert values["birth"] == "2000-02-29"


@pytest.mark.parametrize(
    ("number", "kind"),
    [("1003200002290041", "id_card_portrait"), ("1003200002280041", None), ("200002290", None)],
)
def test_the_end_of_a_number_tells_a_card_by_the_birth_in_it(
    kinds: Kinds, number: str, kind: str | None
) -> None:
    """The beginning lies under a stamp, and of the labels one was read."""
    labels = [at("出生", 100, 300)]
    (found,) = read_page(page_of([*LABELLESS[:4], *labels, at(number, 290, 470)]), kinds)
    assert found.kind == kind


def test_face_on_its_head_says_little_and_is_cut_off_all_the_same(kinds: Kinds) -> None:
    assert cuts(page_of([*LABELLESS, at("证", 300, 900), at("中国", 300, 980)]), kinds)
    assert not any(cut.rest.y0 > 500 for cut in cuts(page_of([*LABELLESS, at("证", 300, 900)]), kinds))


def test_wrong_number_tells_nothing(kinds: Kinds) -> None:
    entries = [*LABELLESS[:4], at("411003200002290042", 260, 470)]
    assert read_page(page_of(entries), kinds)[0].kind is None
