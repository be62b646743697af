from __future__ import annotations

from collections.abc import Callable
from functools import cache

import cv2
import numpy as np
import pytest

from intake_assist.model import Box
from intake_assist.vision import split
from tests.vision import drawing

COPIES: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "colour": lambda card: card,
    "grey": drawing.grey_copy,
    "pale": drawing.pale_copy,
}
Placed = tuple[np.ndarray, list[Box]]


def placed(ground: np.ndarray, *cards: tuple[np.ndarray, int, int]) -> Placed:
    """A sheet with cards at the given corners, and their true boxes."""
    boxes = []
    for card, x, y in cards:
        ground = drawing.lay(ground, card, x, y)
        boxes.append(Box(x, y, x + card.shape[1], y + card.shape[0]))
    return ground, boxes


def pair(
    copy: str, turns: tuple[int, int] = (0, 0), seed: int = 0, size: float = 1.0
) -> tuple[np.ndarray, np.ndarray]:
    sides = (drawing.id_front(seed), drawing.id_back(seed))
    front, back = (drawing.scaled(COPIES[copy](side), size) for side in sides)
    return drawing.turn(front, turns[0]), drawing.turn(back, turns[1])


def above(
    copy: str, turns: tuple[int, int] = (0, 0), seed: int = 0, gap: int = 180, size: float = 1.0
) -> Placed:
    front, back = pair(copy, turns, seed, size)
    return placed(drawing.white(), (front, 400, 350), (back, 400, 350 + front.shape[0] + gap))


def beside(copy: str, landscape: bool, turns: tuple[int, int] = (0, 0), seed: int = 1) -> Placed:
    front, back = pair(copy, turns, seed)
    x = 300 if landscape else 60
    return placed(drawing.white(landscape), (front, x, 500), (back, x + front.shape[1] + 110, 500))


def four(copy: str) -> Placed:
    rows = [(*pair(copy, seed=20 + i), 300 + i * 800) for i in range(2)]
    return placed(drawing.white(), *((card, x, y) for a, b, y in rows for card, x in ((a, 100), (b, 870))))


def people(copy: str) -> Placed:
    cards = [COPIES[copy](drawing.id_front(seed)) for seed in (1, 2)]
    return placed(drawing.white(), (cards[0], 450, 300), (cards[1], 450, 1300))


def single(copy: str, turn: int = 0) -> Placed:
    return placed(drawing.white(), (drawing.turn(COPIES[copy](drawing.id_back(4)), turn), 450, 900))


LAYOUTS: dict[str, Callable[[str], Placed]] = {
    "above each other": above,
    "close above each other": lambda copy: above(copy, seed=3, gap=60),
    "turned 90 and 270": lambda copy: above(copy, (90, 270), 5),
    "turned 180 and 0": lambda copy: above(copy, (180, 0), 6),
    "turned 0 and 90": lambda copy: above(copy, (0, 90), 7),
    "beside each other": lambda copy: beside(copy, False),
    "beside each other, one turned": lambda copy: beside(copy, False, (90, 0)),
    "beside each other, landscape": lambda copy: beside(copy, True),
    "four": four,
    "two people": people,
    "single": single,
    "single, turned": lambda copy: single(copy, 90),
}


def check(found: tuple[Box, ...], true: list[Box], margin: float = 60) -> None:
    """Every card lies in a box of its own that is little larger, in reading order."""
    assert len(found) == len(true)
    for box, card in zip(found, true, strict=True):
        assert box.contains(card, 0.97)
        assert box.width <= card.width + 2 * margin
        assert box.height <= card.height + 2 * margin


@pytest.mark.parametrize("dpi", [200, None])
@pytest.mark.parametrize("copy", COPIES)
@pytest.mark.parametrize("layout", LAYOUTS)
def test_cards_are_found(layout: str, copy: str, dpi: float | None) -> None:
    sheet, cards = LAYOUTS[layout](copy)
    found = split(sheet, dpi)
    if copy == "pale":  # the print begins a few millimetres inside the card
        cards = [Box(c.x0 + 45, c.y0 + 45, c.x1 - 45, c.y1 - 45) for c in cards]
    check(found, cards, 80)


SCANS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "grain": lambda sheet: drawing.noisy(sheet, 6),
    "dark edges": lambda sheet: drawing.noisy(drawing.scanner_edges(sheet)),
    "holes": drawing.punched,
    "shadow": drawing.shadowed,
    "skew": lambda sheet: drawing.skew(sheet, 3),
    "low resolution": lambda sheet: drawing.scaled(sheet, 0.5),
}


@pytest.mark.parametrize("copy", ["colour", "grey"])
@pytest.mark.parametrize("scan", SCANS)
def test_cards_are_found_in_poor_scans(scan: str, copy: str) -> None:
    sheet, cards = above(copy, seed=8)
    dpi = 100 if scan == "low resolution" else 200
    assert len(split(SCANS[scan](sheet), dpi)) == len(cards)


@pytest.mark.parametrize("size", [1.2, 1.4, 1.6])
@pytest.mark.parametrize("copy", ["colour", "grey"])
def test_enlarged_copies(copy: str, size: float) -> None:
    sheet, cards = above(copy, seed=9, size=size)
    check(split(sheet, 200), cards)


def test_enlarged_print_without_ground_is_left_whole() -> None:
    assert split(above("pale", size=1.4)[0], 200) == ()


@pytest.mark.parametrize("copy", COPIES)
def test_seal_and_note_go_with_the_nearest_card(copy: str) -> None:
    sheet, _ = above(copy, seed=11)
    marked = drawing.noted(drawing.stamped(sheet, 1000, 1780), 420, 230, "与原件核对无误")
    front, back = split(marked, 200)
    assert front.contains(Box(430, 240, 700, 270), 0.95)
    assert back.contains(Box(850, 1630, 1150, 1930), 0.95)
    assert front.intersection(back) is None


def test_seal_between_cards_does_not_join_them() -> None:
    sheet, cards = above("colour", seed=12)
    check(split(drawing.stamped(sheet, 900, 870), 200), cards, 400)


@pytest.mark.parametrize(("x", "y"), [(520, 1590), (600, 1620), (300, 1560)])
def test_pale_stamp_below_does_not_take_the_last_line_of_a_card(x: int, y: int) -> None:
    sheet, cards = above("pale", seed=12)
    stamp = 255 - (255 - drawing.stamped(drawing.white(), x, y)) // 5
    found = split(np.minimum(sheet, stamp), 200)
    assert len(found) == len(cards)
    for box, card in zip(found, cards, strict=True):
        assert box.contains(Box(card.x0 + 45, card.y0 + 45, card.x1 - 45, card.y1 - 45), 0.97)


def test_cards_on_a_desk() -> None:
    sheet, cards = placed(drawing.desk(), (drawing.id_front(2), 200, 400), (drawing.id_back(2), 1100, 420))
    check(split(sheet, None), cards)


@pytest.mark.parametrize("angle", [0, 4, -7])
def test_single_card_on_a_desk(angle: float) -> None:
    sheet = drawing.laid_askew(drawing.desk(), drawing.id_front(2), 700, 500, angle)
    (box,) = split(sheet, None)
    assert box.contains(Box(700, 500, 1374, 925), 0.97)
    assert box.area < 2.2 * 674 * 425


def test_card_that_fills_the_picture_is_left_whole() -> None:
    assert split(drawing.lay(drawing.desk(800, 560), drawing.id_front(1), 60, 60), None) == ()


def receipts() -> np.ndarray:
    half = drawing.scaled(drawing.form(1)[250:1200], 0.9)
    return drawing.lay(drawing.lay(drawing.white(), half, 100, 100), half, 100, 1200)


def columns() -> np.ndarray:
    block = drawing.lines(6, 40, (200, 200))
    return drawing.lay(block, drawing.lines(6, 40, (200, 200), 1)[150:900, 150:880].copy(), 900, 150)


def blocks() -> np.ndarray:
    """Paragraphs of the size of a card."""
    page = drawing.white()
    for i in range(3):
        page[200 + 600 * i : 800 + 600 * i] = drawing.lines(6, 40, (200, 60), i)[:600]
    return page


def red_head() -> np.ndarray:
    """An official letter: a red head of large print, a rule, a body and two seals."""
    page = drawing.letter(5, 2)
    head = drawing.noted(drawing.white(), 260, 150, "某某省教师培训中心文件", 110)
    head[head[:, :, 2] < 128] = (20, 20, 220)
    page[:360] = head[:360]
    page[395:402, 240:1420] = (20, 20, 220)
    return drawing.stamped(page, 700, 1750)


WHOLE = {
    **{f"letter {k}": (lambda k=k: drawing.letter(k)) for k in range(3)},
    **{f"short letter {k}": (lambda k=k: drawing.letter(k, 1)) for k in range(3)},
    **{f"form {k}": (lambda k=k: drawing.form(k)) for k in range(2)},
    "roster": drawing.roster,
    "roster without rules": lambda: drawing.roster(1, lines=False),
    **{f"licence {k}": (lambda k=k: drawing.licence(k)) for k in range(2)},
    "portrait licence": lambda: drawing.licence(1, landscape=False),
    "grey copy of a licence": lambda: drawing.grey_copy(drawing.licence(2)),
    "pale copy of a licence": lambda: drawing.pale_copy(drawing.licence(2, landscape=False)),
    "licence out of focus": lambda: cv2.GaussianBlur(drawing.licence(1), (0, 0), 14),
    "small form": lambda: drawing.lay(drawing.white(), drawing.scaled(drawing.form(1), 0.5), 300, 300),
    "receipts": receipts,
    "columns": columns,
    "blocks": blocks,
    "red head": red_head,
    "blank": drawing.white,
    "blank with edges": lambda: drawing.scanner_edges(drawing.noisy(drawing.white(), 6)),
    "seal alone": lambda: drawing.stamped(drawing.white(), 900, 1200),
    "one line": lambda: drawing.lines(1, 40, (300, 300)),
    "cards among print": lambda: drawing.lay(drawing.letter(1, 3), drawing.id_front(1), 500, 1600),
}


@cache
def whole(name: str) -> np.ndarray:
    return WHOLE[name]()


@pytest.mark.parametrize(("turn", "dpi"), [(0, 200), (90, None)])
@pytest.mark.parametrize("name", WHOLE)
def test_other_papers_are_never_split(name: str, turn: int, dpi: float | None) -> None:
    assert split(drawing.turn(whole(name), turn), dpi) == ()


def test_dirt_in_a_shadow_is_no_print() -> None:
    sheet, boxes = above("colour")
    rng = np.random.default_rng(4)
    for x, y, size in zip(
        rng.uniform(0, 250, 150), rng.uniform(0, 1800, 150), rng.uniform(3, 5, 150), strict=True
    ):
        cv2.circle(sheet, (int(x), int(y)), int(size), (90, 90, 90), cv2.FILLED)
    found = split(sheet, 200)
    assert len(found) == 2
    for part, card in zip(found, boxes, strict=True):
        assert part.contains(card, 0.98)


def test_cards_whose_ground_is_hardly_darker_than_the_sheet() -> None:
    """Words over the band between them join what else there is to see of both."""
    sheet, boxes = above("colour")
    pale = sheet.copy()
    for box in boxes:
        x0, y0, x1, y1 = box.as_list()
        pale[y0:y1, x0:x1] = np.where(sheet[y0:y1, x0:x1] > 150, 242, sheet[y0:y1, x0:x1])
    for y in (740, 800, 860, 930):
        pale = drawing.noted(pale, 480, y, "此复印件仅用于办理社保开户", 40)
    found = split(pale, 200)
    assert len(found) == 2
    for part, card in zip(found, boxes, strict=True):
        assert part.contains(card, 0.98)
