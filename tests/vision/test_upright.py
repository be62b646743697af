from __future__ import annotations

from functools import cache

import cv2
import numpy as np
import pytest

from intake_assist.vision import Classify, make_upright
from intake_assist.vision.deskew import deskewed, skew_of
from tests.vision import drawing

PAPERS = {
    "letter": drawing.letter,
    "short letter": lambda: drawing.letter(1, 1, seal=False),
    "form": drawing.form,
    "roster": drawing.roster,
    "roster without rules": lambda: drawing.roster(2, lines=False),
    "licence": drawing.licence,
    "portrait licence": lambda: drawing.licence(1, landscape=False),
    "licence under watermark": lambda: drawing.watermark(drawing.licence(2)),
    "letter under watermark": lambda: drawing.watermark(drawing.letter(3), 45),
    "grey copy of a licence": lambda: drawing.grey_copy(drawing.licence(3)),
}
CARDS = {
    "portrait side": lambda: drawing.id_front(1),
    "emblem side": lambda: drawing.id_back(1),
    "grey portrait side": lambda: drawing.grey_copy(drawing.id_front(2)),
    "pale emblem side": lambda: drawing.pale_copy(drawing.id_back(3)),
}


@cache
def paper(name: str) -> np.ndarray:
    return (PAPERS | CARDS)[name]()


@pytest.mark.parametrize("angle", [-9.7, -0.6, 1.7, 9.9])
@pytest.mark.parametrize("name", PAPERS)
def test_skew_of_papers_is_found_to_a_fifth_of_a_degree(name: str, angle: float) -> None:
    assert skew_of(drawing.skew(paper(name), angle)) == pytest.approx(angle, abs=0.2)


@pytest.mark.parametrize("angle", [-8.3, -2.1, 5.5])
@pytest.mark.parametrize("name", CARDS)
def test_skew_of_cards_is_found_to_a_half_a_degree(name: str, angle: float) -> None:
    assert skew_of(drawing.skew(paper(name), angle)) == pytest.approx(angle, abs=0.5)


@pytest.mark.parametrize("name", PAPERS)
def test_straight_papers_stay_as_they_are(name: str, classify: Classify) -> None:
    upright = make_upright(paper(name), classify)
    assert (upright.rotation, upright.skew) == (0, 0.0)
    assert np.array_equal(upright.image, paper(name))


@pytest.mark.parametrize("angle", [-6.0, 2.0])
@pytest.mark.parametrize("name", ["letter", "form", "licence"])
def test_dark_scanner_edges_do_not_count(name: str, angle: float) -> None:
    scan = drawing.noisy(drawing.scanner_edges(drawing.skew(paper(name), angle)))
    assert skew_of(scan) == pytest.approx(angle, abs=0.2)


def _from_the_side(image: np.ndarray, lean: float, frame: int = 0) -> np.ndarray:
    """The page with level lines and sides that lean by `lean` of its height, a dark frame around it."""
    height, width = image.shape[:2]
    framed = cv2.copyMakeBorder(
        image[frame : height - frame, frame : width - frame],
        *(frame,) * 4,
        cv2.BORDER_CONSTANT,
        value=(0, 0, 0),
    )
    shear = np.float32([[0.9, -lean * 0.9, 0.05 * width + lean * 0.5 * height], [0, 0.9, 0.05 * height]])
    return cv2.warpAffine(framed, shear, (width, height), borderValue=(255, 255, 255))


@pytest.mark.parametrize("lean", [-0.03, 0.03])
@pytest.mark.parametrize("name", ["form", "roster"])
def test_lines_decide_and_not_the_leaning_sides_of_columns(name: str, lean: float) -> None:
    assert abs(skew_of(_from_the_side(paper(name), lean))) < 0.1


@pytest.mark.parametrize("angle", [-2.0, 2.0])
@pytest.mark.parametrize("name", ["letter", "form", "roster"])
def test_a_dark_frame_around_the_page_does_not_count(name: str, angle: float) -> None:
    """The lid behind a page that was laid in askew: straight lines in a tilted frame."""
    page = paper(name)
    frame = np.full_like(page, 255)
    height, width = page.shape[:2]
    cv2.rectangle(frame, (30, 30), (width - 30, height - 30), (0, 0, 0), 24)
    assert abs(skew_of(np.minimum(page, drawing.skew(frame, angle)))) < 0.2


def _photo() -> np.ndarray:
    rng = np.random.default_rng(1)
    clouds = cv2.resize(
        rng.integers(40, 220, (9, 7, 3)).astype(np.uint8), (900, 1200), interpolation=cv2.INTER_CUBIC
    )
    return drawing.lay(drawing.white(), clouds, 377, 500)


@pytest.mark.parametrize(
    "image",
    [
        drawing.white(),
        drawing.noisy(drawing.white(), 10),
        drawing.watermark(drawing.white(), 35),
        drawing.watermark(drawing.white(), 30),
        drawing.skew(drawing.lines(1, 24, (800, 1200), 5), 4),
        drawing.stamped(drawing.white(), 800, 1200),
        drawing.scanner_edges(drawing.noisy(drawing.white(), 6)),
        np.zeros((300, 200, 3), np.uint8),
        np.zeros((5, 400, 3), np.uint8),
    ],
    ids=[
        "white",
        "grain",
        "watermark 35",
        "watermark 30",
        "one short line",
        "seal",
        "edges",
        "black",
        "sliver",
    ],
)
def test_no_clear_angle_gives_none(image: np.ndarray) -> None:
    assert skew_of(image) == 0.0


def test_photo_does_not_tilt_the_page() -> None:
    assert abs(skew_of(_photo())) <= 0.3


@pytest.mark.parametrize("shade", [1.0, 0.6])
@pytest.mark.parametrize("colour", [(150, 70, 60), (60, 60, 200)])
def test_framed_stamp_set_askew_does_not_tilt_the_page(colour: tuple[int, int, int], shade: float) -> None:
    sheet = drawing.lay(np.full((760, 1100, 3), 255, np.uint8), drawing.id_front(1), 200, 120)
    stamp = np.full_like(sheet, 255)
    cv2.rectangle(stamp, (160, 470), (760, 600), colour, 7)
    cv2.putText(stamp, "HELIOTROPE", (190, 565), cv2.FONT_HERSHEY_SIMPLEX, 2.6, colour, 9)
    scan = sheet.astype(np.float32) * drawing.skew(stamp, -6.5) / 255 * shade
    assert abs(skew_of(scan.astype(np.uint8))) <= 0.5


@pytest.mark.parametrize("angle", [-5.4, 3.0])
def test_page_printed_in_one_colour_is_straightened_all_the_same(angle: float) -> None:
    blue = np.full_like(paper("letter"), 255)
    blue[paper("letter").min(axis=2) < 128] = (150, 60, 40)
    assert skew_of(drawing.skew(blue, angle)) == pytest.approx(angle, abs=0.2)


@pytest.mark.parametrize("angle", [-5.4, 3.0])
def test_specks_all_over_a_pale_page_do_not_count(angle: float) -> None:
    sheet = drawing.lay(drawing.white(), drawing.id_front(1), 300, 300)
    sheet = drawing.lay(sheet, drawing.id_back(1), 300, 1100)
    pale = cv2.addWeighted(sheet, 0.4, np.full_like(sheet, 255), 0.6, 0)
    scan = drawing.skew(pale, angle)
    rng = np.random.default_rng(1)
    for y, x in zip(rng.integers(0, scan.shape[0], 3000), rng.integers(0, scan.shape[1], 3000), strict=True):
        cv2.circle(scan, (int(x), int(y)), 1, (0, 0, 0), -1)
    assert skew_of(scan) == pytest.approx(angle, abs=0.5)


def test_deskewed_corners_are_white() -> None:
    dark = np.zeros((400, 300, 3), np.uint8)
    turned = deskewed(dark, 8.0)
    assert turned.shape == dark.shape
    assert all((turned[y, x] == 255).all() for y in (0, -1) for x in (0, -1))


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("name", list(PAPERS | CARDS))
def test_quarter_turns(name: str, turn: int, classify: Classify) -> None:
    upright = make_upright(drawing.turn(paper(name), turn), classify)
    assert upright.rotation == turn
    assert upright.image.shape == paper(name).shape
    assert upright.confidence > 0.5


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("name", ["letter", "form", "licence under watermark"])
def test_turn_and_skew_together(name: str, turn: int, classify: Classify) -> None:
    upright = make_upright(drawing.turn(drawing.skew(paper(name), 3.3), turn), classify)
    assert upright.rotation == turn
    assert upright.skew == pytest.approx(3.3, abs=0.2)
    middle = (slice(400, -400), slice(400, -400))
    assert np.abs(upright.image[middle].astype(int) - paper(name)[middle]).mean() < 12


SPARSE = {
    "one line at the top": lambda: drawing.lines(1, 28, (200, 300)),
    "one line at the bottom": lambda: drawing.lines(1, 40, (800, 2100), 1),
    "two small lines": lambda: drawing.lines(2, 20, (800, 1900), 1),
    "four lines at the bottom": lambda: drawing.lines(4, 28, (800, 1900), 2),
    "pale lines": lambda: drawing.lines(10, 32, (200, 300), 3, ink=215),
    "a line under a seal": lambda: drawing.stamped(drawing.lines(1, 40, (900, 1900), 5), 1000, 1900),
    "small card on a desk": lambda: drawing.lay(drawing.desk(), drawing.id_front(2), 1000, 700),
    "small card on a sheet": lambda: drawing.lay(
        drawing.white(), drawing.pale_copy(drawing.id_front(2)), 700, 1400
    ),
    "table to the edges": lambda: np.vstack([drawing.roster(1)[:1300], drawing.roster(2)[200:]]),
}


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("name", SPARSE)
def test_turn_where_the_model_alone_is_unsure(name: str, turn: int, classify: Classify) -> None:
    assert make_upright(drawing.turn(SPARSE[name](), turn), classify).rotation == turn


def test_blank_sheet_is_left_alone(classify: Classify) -> None:
    upright = make_upright(drawing.white(), classify)
    assert (upright.rotation, upright.skew, upright.confidence) == (0, 0.0, 0.0)


@pytest.mark.parametrize("stripes", [(14, 3, 0.15), (9, -5, 0.25), (30, 7, 0.2), (22, 60, 0.3)])
@pytest.mark.parametrize("angle", [-4.0, 2.5])
def test_stripes_of_a_screen_do_not_hide_the_angle(angle: float, stripes: tuple[float, float, float]) -> None:
    for page in (drawing.letter(1), drawing.roster(3, lines=False)):
        seen = drawing.striped(drawing.skew(page, angle, 245), *stripes)
        assert skew_of(seen) == pytest.approx(angle, abs=0.15)


def test_a_part_of_the_picture_tells_how_the_whole_lies(classify: Classify) -> None:
    """What lies beside a card is set by hand and askew."""
    askew = drawing.skew(drawing.letter(1), 6)
    card = drawing.id_back(3)
    whole = drawing.lay(askew, card, 400, 100)
    assert make_upright(whole, classify).skew == pytest.approx(6, abs=0.5)
    assert make_upright(whole, classify, card).skew == 0.0
