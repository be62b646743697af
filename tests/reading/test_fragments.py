"""Lines to pieces: vertical and slanting text, traditional forms, watermarks, neighbours in a row."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_assist.model import Box, TextLine
from intake_assist.reading.fragments import (
    Fragment,
    fragments,
    line_height,
    right_of,
    rows,
    same_row,
    watermarked,
    without_noise,
)
from tests.reading.papers import at, lines_of


def pieces_of(*entries: tuple[str, tuple[float, float, float, float]]) -> tuple[Fragment, ...]:
    return fragments(lines_of(list(entries)))


def only(text: str, width: float = 300, height: float = 30) -> Fragment:
    (piece,) = pieces_of((text, (0, 0, width, height)))
    return piece


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        (" 名　称 ", "名称"),
        ("统一社会信用代码：９１４１", "统一社会信用代码:9141"),
        ("營業執照", "营业执照"),
        ("註冊資本", "注册资本"),
        ("乾隆", "乾隆"),
        ("（副本）", "(副本)"),
        ("ＡＢＣ", "ABC"),
    ],
)
def test_text_is_brought_to_the_form_that_labels_have(text: str, clean: str) -> None:
    assert only(text).text == clean


@pytest.mark.parametrize(
    ("text", "box", "confidence"),
    [
        ("　", (0, 0, 100, 30), 0.9),
        ("", (0, 0, 100, 30), 0.9),
        ("名称", (0, 0, 100, 30), 0.3),
        ("名称", (50, 0, 50, 30), 0.9),
    ],
)
def test_lines_that_say_nothing_are_left_out(
    text: str, box: tuple[float, float, float, float], confidence: float
) -> None:
    assert fragments([TextLine(text, Box(*box), confidence)]) == ()


def test_characters_have_their_places() -> None:
    piece = only("名称AB", 310)
    assert piece.edges == pytest.approx((0, 100, 200, 255, 310))
    part = piece.part(1, 3)
    assert (part.text, part.box.as_list()) == ("称A", [100, 0, 255, 30])


def test_text_that_runs_downwards_is_cut_into_its_characters() -> None:
    pieces = pieces_of(("名类住", (10, 0, 40, 90)))
    assert [(piece.text, piece.box.as_list()) for piece in pieces] == [
        ("名", [10, 0, 40, 30]),
        ("类", [10, 30, 40, 60]),
        ("住", [10, 60, 40, 90]),
    ]


def test_slanting_text_is_a_watermark() -> None:
    assert pieces_of(("仅供社保登记使用", (0, 0, 200, 200))) == ()


def test_a_single_character_is_never_slanting() -> None:
    assert [piece.text for piece in pieces_of(("名", (0, 0, 20, 60)))] == ["名"]


@pytest.mark.parametrize(("slanting", "watermark"), [(2, False), (3, True)])
def test_page_with_a_watermark(slanting: int, watermark: bool) -> None:
    lines = [("仅供社保登记使用", (300.0 * i, 0.0, 300.0 * i + 200, 200.0)) for i in range(slanting)]
    straight = [("营业执照", (0.0, 300.0 + 40 * i, 200.0, 330.0 + 40 * i)) for i in range(9)]
    assert watermarked(lines_of(lines + straight)) is watermark


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("SCJDGLSCJDGL", None),
        ("SCJDGL", None),
        ("SCJDGLSCJDGI", None),
        ("市场监督", None),
        ("许昌青禾SCJDGL", "许昌青禾"),
        ("SCJDGL许昌青禾", "许昌青禾"),
        ("CJDG许昌青禾JDGL", "许昌青禾"),
        ("许昌SCJDGL青禾", "许昌SCJDGL青禾"),
        ("许昌市市场监督管理局魏都分局", "许昌市市场监督管理局魏都分局"),
        ("S", "S"),
    ],
)
def test_watermark_is_cut_off_the_ends(text: str, kept: str | None) -> None:
    left = without_noise([only(text)], ["SCJDGLSCJDGL", "市场监督管理"])
    assert [piece.text for piece in left] == ([] if kept is None else [kept])


def test_what_the_watermark_leaves_keeps_its_place() -> None:
    piece = only("许昌SCJ", 365)
    (left,) = without_noise([piece], ["SCJDGL"])
    assert left.text == "许昌"
    assert left.box.x1 == pytest.approx(200)


def test_without_noise_words_nothing_changes() -> None:
    pieces = pieces_of(at("许昌SCJ", 0, 0)[:2], at("青禾", 0, 50)[:2])
    assert without_noise(pieces, []) == pieces


@pytest.mark.parametrize(
    ("a", "b", "together"),
    [
        ((0, 0, 10, 30), (20, 0, 30, 30), True),
        ((0, 0, 10, 30), (20, 15, 30, 45), True),
        ((0, 0, 10, 30), (20, 16, 30, 46), False),
        ((0, 0, 10, 90), (20, 60, 30, 90), True),
        ((0, 0, 10, 30), (20, 31, 30, 60), False),
    ],
)
def test_same_row(a: tuple[float, ...], b: tuple[float, ...], together: bool) -> None:
    assert same_row(Box(*a), Box(*b)) is together
    assert same_row(Box(*b), Box(*a)) is together


def test_rows_from_top_to_bottom_and_left_to_right() -> None:
    entries = [at("丁", 100, 60), at("乙", 100, 4), at("甲", 0, 0), at("丙", 0, 60)]
    grouped = rows(fragments(lines_of(entries)))
    assert [[piece.text for piece in row] for row in grouped] == [["甲", "乙"], ["丙", "丁"]]


def test_neighbour_to_the_right() -> None:
    pieces = {piece.text: piece for piece in fragments(lines_of(
        [at("名", 0, 0), at("称", 40, 5), at("类", 0, 60), at("远", 400, 0), at("上", 42, -10), at("跨", -10, 0, 20)]
    ))}  # fmt: skip
    found = right_of(pieces["名"], tuple(pieces.values()))
    assert found is not None
    assert found.text == "上", "of two lines in one cell the upper one"
    assert right_of(pieces["远"], tuple(pieces.values())) is None
    assert right_of(pieces["类"], tuple(pieces.values())) is None


def test_usual_line_height() -> None:
    assert line_height(()) == 1.0
    assert (
        line_height(pieces_of(("名称", (0, 0, 60, 20)), ("类型", (0, 50, 60, 80)), ("题", (0, 90, 90, 200))))
        == 30
    )


@given(text=st.text(min_size=1, max_size=20), width=st.floats(0.5, 5000), height=st.floats(0, 500))
def test_pieces_lie_in_their_line(text: str, width: float, height: float) -> None:
    box = Box(10.0, 20.0, 10.0 + width, 20.0 + height)
    pieces = fragments([TextLine(text, box, 0.9)])
    for piece in pieces:
        assert piece.edges[0] == pytest.approx(box.x0)
        assert piece.edges[-1] == pytest.approx(box.x1)
        assert len(piece.edges) == len(piece.text) + 1
        assert list(piece.edges) == sorted(piece.edges)
        assert box.y0 - 1e-6 <= piece.box.y0 <= piece.box.y1 <= box.y1 + 1e-6
    across = fragments([TextLine(text, Box(0, 0, 1e6, 1), 0.9)])
    assert "".join(piece.text for piece in pieces) in ("", "".join(piece.text for piece in across))


def test_first_of_two_in_a_row_is_the_neighbour_however_they_stand() -> None:
    pieces = fragments(lines_of(
        [("名", (277, 754, 321, 810)), ("称", (443, 758, 497, 802)), ("青禾云杉五金经营部", (482, 756, 954, 808))]
    ))  # fmt: skip
    found = right_of(next(piece for piece in pieces if piece.text == "名"), pieces)
    assert found is not None
    assert found.text == "称"


@pytest.mark.parametrize("text", ["单位名称（盖章】", "单位名称〖盖章〗", "单位名称【盖章）"])
def test_brackets_are_round(text: str) -> None:
    assert only(text).text == "单位名称(盖章)"


@pytest.mark.parametrize(
    ("text", "blanks"),
    [("TAYLOR EMMA ROSE", {6, 10}), ("TAYLOR  EMMA", {6}), (" 名 称 ", {1}), ("TAYLOR", set())],
)
def test_it_is_known_where_blanks_were(text: str, blanks: set[int]) -> None:
    assert only(text).blanks == blanks


def test_a_part_keeps_its_blanks() -> None:
    part = only("TAYLOR EMMA ROSE").part(6, 14)
    assert (part.text, part.blanks) == ("EMMAROSE", {4})
