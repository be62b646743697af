from __future__ import annotations

from collections.abc import Callable
from functools import cache
from itertools import combinations

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_assist.model import Box, TextLine
from intake_assist.vision import fingerprint, near, same_text
from tests.vision import drawing

KINDS: dict[str, Callable[[int], np.ndarray]] = {
    "form": drawing.form,
    "letter": drawing.letter,
    "roster": drawing.roster,
    "licence": drawing.licence,
    "portrait side": drawing.id_front,
    "grey portrait side": lambda seed: drawing.grey_copy(drawing.id_front(seed)),
}
SEEDS = (0, 1, 2)


@cache
def prints(kind: str, seed: int) -> tuple[str, str, str]:
    """Of a paper and of two further scans of it."""
    paper = KINDS[kind](seed)
    scans = (paper, drawing.rescanned(paper, 10 + seed), drawing.rescanned(paper, 20 + seed))
    first, second, third = (fingerprint(scan) for scan in scans)
    return first, second, third


def test_equal_pixels_give_equal_fingerprints() -> None:
    page = drawing.letter(3)
    stored = cv2.imdecode(cv2.imencode(".png", page)[1], cv2.IMREAD_COLOR)
    assert fingerprint(stored) == fingerprint(page)
    stored[1000, 700] ^= 1
    assert fingerprint(stored) != fingerprint(page)


def test_content_counts_and_not_the_memory_layout() -> None:
    page = drawing.id_back(1)
    assert fingerprint(page[:, ::-1][:, ::-1]) == fingerprint(page)


@pytest.mark.parametrize("kind", KINDS)
def test_two_papers_of_one_form_are_never_near(kind: str) -> None:
    for a, b in combinations(SEEDS, 2):
        assert not any(near(x, y) for x in prints(kind, a) for y in prints(kind, b))


def test_rescans_are_mostly_near() -> None:
    pairs = [pair for kind in KINDS for seed in SEEDS for pair in combinations(prints(kind, seed), 2)]
    found = [near(a, b) for a, b in pairs]
    assert sum(found) >= 0.7 * len(found)


def test_near_is_symmetric_and_reflexive() -> None:
    every = [one for kind in ("form", "licence") for one in prints(kind, 0)]
    assert all(near(a, a) for a in every)
    assert all(near(a, b) == near(b, a) for a, b in combinations(every, 2))


def test_one_other_name_on_a_form_is_seen() -> None:
    form = drawing.form(9)
    other = form.copy()
    other[467:545, 1075:1515] = 255
    assert not near(fingerprint(form), fingerprint(drawing.noted(other, 1090, 480, "张三丰", 36)))


def test_kinds_are_not_near_one_another() -> None:
    firsts = [prints(kind, 0)[0] for kind in KINDS if kind != "grey portrait side"]
    assert not any(near(a, b) for a, b in combinations(firsts, 2))


def test_empty_sheets_are_near_only_when_equal() -> None:
    white = drawing.white()
    assert near(fingerprint(white), fingerprint(white.copy()))
    assert not near(fingerprint(white), fingerprint(drawing.noisy(white, 4)))


@pytest.mark.parametrize("text", ["", "abc", "0" * 32 + ":2x2:abc", "0" * 32 + ":0x0:", "x" * 32 + ":1x1:a"])
def test_strings_that_are_no_fingerprint_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="fingerprint"):
        near(text, fingerprint(drawing.id_back(0)))


def lines(*texts: str) -> tuple[TextLine, ...]:
    return tuple(TextLine(text, Box(0, 50 * i, 400, 50 * i + 30), 0.95) for i, text in enumerate(texts))


CARD = lines(
    "姓名 张明远",
    "性别 男 民族 汉",
    "出生 1988年7月3日",
    "住址 某省某市建国路88号",
    "公民身份号码 110101198807032519",
)


@pytest.mark.parametrize(
    ("other", "least", "most"),
    [
        (CARD, 1.0, 1.0),
        (tuple(reversed(CARD)), 0.9, 1.0),
        ((*CARD[:3], TextLine("住址某省某市建国路B8号", CARD[3].box, 0.8), CARD[4]), 0.9, 1.0),
        (
            lines(
                "姓名 李文华",
                "性别 男 民族 汉",
                "出生 1990年1月9日",
                "住址 某省某市建国路12号",
                "公民身份号码 110101199001092310",
            ),
            0,
            0.7,
        ),
        ((*CARD[:4], TextLine("公民身份号码", CARD[4].box, 0.9)), 0.0, 0.0),
        ((), 0.0, 0.0),
    ],
    ids=["equal", "other order", "one sign misread", "other person", "number unread", "no text"],
)
def test_same_text(other: tuple[TextLine, ...], least: float, most: float) -> None:
    assert least <= same_text(CARD, other) <= most


@given(st.lists(st.text(max_size=30), max_size=6), st.lists(st.text(max_size=30), max_size=6))
def test_same_text_is_a_symmetric_share(a: list[str], b: list[str]) -> None:
    share = same_text(lines(*a), lines(*b))
    assert 0.0 <= share <= 1.0
    assert share == same_text(lines(*b), lines(*a))
    assert same_text(lines(*a), lines(*a)) == (1.0 if "".join("".join(a).split()) else 0.0)
