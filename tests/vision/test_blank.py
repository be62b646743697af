from __future__ import annotations

import cv2
import numpy as np
import pytest

from intake_assist.vision import is_blank
from tests.vision import drawing

WHITE = drawing.white()
YELLOW = np.full_like(WHITE, (205, 232, 240))


def dusty() -> np.ndarray:
    page, rng = WHITE.copy(), np.random.default_rng(0)
    for x, y, r in zip(
        rng.integers(60, 1600, 60), rng.integers(60, 2280, 60), rng.integers(1, 4, 60), strict=True
    ):
        cv2.circle(page, (int(x), int(y)), int(r), (90, 90, 90), -1)
    return page


def peppered(count: int = 4000) -> np.ndarray:
    """So many specks that some lie side by side."""
    page, rng = WHITE.copy(), np.random.default_rng(0)
    for x, y in zip(rng.integers(60, 1590, count), rng.integers(60, 2270, count), strict=True):
        page[y : y + 3, x : x + 3] = 60
    return page


def streaked() -> np.ndarray:
    page = WHITE.copy()
    page[:, 500:502] = (190, 195, 200)
    return page


def on_another_ground() -> np.ndarray:
    """A sheet in the shadow that lies aslant on a brighter ground; an edge is too pale to be seen whole."""
    page = np.full_like(WHITE, 250)
    corners = np.array([[70, 50], [1590, 80], [1570, 2290], [60, 2260]])
    cv2.fillPoly(page, [corners], (209, 211, 213), cv2.LINE_AA)
    page[58:62, 600:700] = 230
    return drawing.noisy(page, 1)


def outlined() -> np.ndarray:
    """A sheet copied black and white that lay askew: of its edges thick black lines are left."""
    page = WHITE.copy()
    cv2.line(page, (1600, 800), (1545, 2250), (0, 0, 0), 11)
    return page


def askew() -> np.ndarray:
    """A small picture of a sheet that lies askew by seven degrees; a bit of an edge by itself."""
    page = drawing.scaled(WHITE, 0.5)
    for start, end in (((30, 100), (90, 660)), ((30, 1040), (700, 1120)), ((420, 1150), (570, 1160))):
        cv2.line(page, start, end, (120, 120, 120), 2, cv2.LINE_AA)
    return page


def seen_through(shade: int) -> np.ndarray:
    """The far side of each hole, brighter than its rim."""
    page = drawing.punched(WHITE)
    for y in (900, 1530):
        cv2.circle(page, (95, y), 12, (shade,) * 3, -1, cv2.LINE_AA)
    return page


def stapled(page: np.ndarray, x: int = 190, y: int = 70) -> np.ndarray:
    """The wire and its shadow."""
    out = page.copy()
    cv2.line(out, (x, y + 44), (x + 58, y), (150, 150, 150), 4, cv2.LINE_AA)
    cv2.line(out, (x + 8, y + 50), (x + 66, y + 6), (215, 215, 215), 4, cv2.LINE_AA)
    return out


BLANK = {
    "on another ground": on_another_ground,
    "white": lambda: WHITE,
    "outlined": outlined,
    "askew": askew,
    "grain": lambda: drawing.noisy(WHITE, 8),
    "coarse grain": lambda: drawing.noisy(WHITE, 15, quality=40),
    "dark edges": lambda: drawing.noisy(drawing.scanner_edges(WHITE)),
    "holes": lambda: drawing.noisy(drawing.punched(WHITE)),
    "pale holes": lambda: drawing.noisy(drawing.punched(WHITE, 200)),
    "holes with a far side": lambda: drawing.noisy(seen_through(250)),
    "staple": lambda: drawing.noisy(stapled(WHITE)),
    "staple on dark edges": lambda: drawing.noisy(stapled(drawing.scanner_edges(WHITE))),
    "yellow paper": lambda: drawing.noisy(YELLOW, 6),
    "shadow": lambda: drawing.noisy(drawing.shadowed(WHITE), 4),
    "streak": lambda: drawing.noisy(streaked(), 3),
    "dust": lambda: drawing.noisy(dusty(), 4),
    "pepper": lambda: drawing.noisy(peppered(), 4),
    "letter shining through": lambda: drawing.noisy(drawing.through(drawing.letter(), 30), 3),
    "form shining through": lambda: drawing.noisy(drawing.through(drawing.form(), 25), 3),
    "everything": lambda: drawing.noisy(
        drawing.punched(drawing.scanner_edges(np.minimum(YELLOW, drawing.through(drawing.letter(), 12)))), 5
    ),
    "low resolution": lambda: drawing.noisy(drawing.scaled(WHITE, 0.4), 6),
}


def scribble(ink: int, width: int) -> np.ndarray:
    """A signature in pencil."""
    page, rng = WHITE.copy(), np.random.default_rng(0)
    for k in range(6):
        line = np.cumsum(rng.normal(0, 14, (12, 2)), axis=0) + np.array([500 + k * 60, 900])
        cv2.polylines(page, [line.astype(np.int32)], False, (ink,) * 3, width, cv2.LINE_AA)
    return drawing.noisy(page, 4)


def digit() -> np.ndarray:
    page = WHITE.copy()
    cv2.putText(page, "3", (810, 2230), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (0, 0, 0), 2)
    return page


PRINTED = {
    "page number on another ground": lambda: drawing.noted(on_another_ground(), 780, 2200, "- 3 -", 36),
    "note on another ground": lambda: drawing.noted(on_another_ground(), 1500, 110, "2", 36),
    "page number on an outlined sheet": lambda: drawing.noted(outlined(), 780, 2000, "- 3 -", 36),
    "page number": lambda: drawing.noted(WHITE, 780, 2200, "- 3 -", 36),
    "single digit": digit,
    "stroke in the middle": lambda: drawing.noisy(stapled(WHITE, 800, 900)),
    "words beside a staple": lambda: drawing.noisy(stapled(drawing.noted(WHITE, 280, 70, "同意", 40))),
    "note in the corner": lambda: drawing.noted(WHITE, 150, 90, "17", 44),
    "tail of a letter": lambda: drawing.lines(1, 36, (240, 120), 7),
    "seal": lambda: drawing.noisy(drawing.stamped(WHITE, 900, 1200)),
    "pale seal": lambda: 255 - ((255 - drawing.stamped(WHITE, 900, 1200)) * 0.15).astype(np.uint8),
    "pencil": lambda: scribble(215, 3),
    "faint pencil": lambda: scribble(230, 2),
    "pale print": lambda: drawing.lines(3, 36, (300, 500), 1, ink=225),
    "very pale print": lambda: drawing.lines(3, 36, (300, 500), 2, ink=235),
    "pale print in grain": lambda: drawing.noisy(drawing.lines(3, 36, (300, 500), 3, ink=220), 6),
    "print between holes and edges": lambda: drawing.noisy(
        drawing.punched(drawing.scanner_edges(drawing.lines(2, 36, (300, 500), 4)))
    ),
    "watermark": lambda: drawing.watermark(WHITE),
    "two words in pepper": lambda: np.minimum(peppered(), drawing.noted(WHITE, 780, 2000, "同意", 60)),
    "licence out of focus": lambda: cv2.GaussianBlur(drawing.licence(1), (0, 0), 20),
    "form out of focus": lambda: cv2.GaussianBlur(drawing.form(1), (0, 0), 14),
    "card": lambda: drawing.pale_copy(drawing.id_back(1)),
    "dark desk": lambda: drawing.lay(drawing.desk(), drawing.id_front(1), 600, 500),
}


@pytest.mark.parametrize("name", BLANK)
def test_blank(name: str) -> None:
    assert is_blank(BLANK[name]())


@pytest.mark.parametrize("name", PRINTED)
def test_not_blank(name: str) -> None:
    assert not is_blank(PRINTED[name]())


def test_of_a_speck_of_a_picture_nothing_can_be_said() -> None:
    for size in ((1, 1), (1, 3000), (3, 3)):
        assert not is_blank(np.full((*size, 3), 255, np.uint8))
