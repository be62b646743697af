from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest
import yaml

from intake_assist.vision import Classify, fingerprint, is_blank, near, prepare, split
from intake_assist.vision.picture import turned
from tests.vision import drawing

CASES = Path(__file__).parents[2] / "samples" / "cases"


def likeness(a: np.ndarray, b: np.ndarray) -> float:
    """Best correlation of the smaller picture `b` within `a`."""
    return float(cv2.matchTemplate(a, b, cv2.TM_CCOEFF_NORMED).max())


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_whole_page(turn: int, classify: Classify) -> None:
    page = drawing.form(1)
    (part,) = prepare(drawing.turn(page, turn), 200, classify)
    assert (part.rotation, part.skew, part.region, part.blank) == (turn, 0.0, None, False)
    assert np.array_equal(part.image, page)
    assert part.fingerprint == fingerprint(page)


def test_skewed_page_is_straightened(classify: Classify) -> None:
    (part,) = prepare(drawing.turn(drawing.skew(drawing.form(1), -4), 90), 200, classify)
    assert part.rotation == 90
    assert part.skew == pytest.approx(-4, abs=0.2)
    assert near(part.fingerprint, fingerprint(part.image))


def test_blank_page_stays_as_it_came(classify: Classify) -> None:
    page = drawing.noisy(drawing.scanner_edges(drawing.white()))
    (part,) = prepare(page, 200, classify)
    assert part.blank
    assert np.array_equal(part.image, page)


@pytest.mark.parametrize("sheet_turn", [0, 90, 180, 270])
@pytest.mark.parametrize("turns", [(0, 0), (90, 90), (180, 0), (0, 270)])
def test_both_sides_of_a_card_on_a_sheet(turns: tuple[int, int], sheet_turn: int, classify: Classify) -> None:
    sides = (drawing.id_front(3), drawing.id_back(3))
    sheet = drawing.white()
    for side, turn, y in zip(sides, turns, (300, 1300), strict=True):
        sheet = drawing.lay(sheet, drawing.turn(side, turn), 450, y)
    parts = prepare(drawing.turn(sheet, sheet_turn), 200, classify)
    assert len(parts) == 2
    for side, turn in zip(sides, turns, strict=True):
        part = max(parts, key=lambda part: likeness(part.image, side))
        assert likeness(part.image, side) > 0.8
        assert part.rotation == (turn + sheet_turn) % 360
        assert part.region is not None
        assert part.image.size < sheet.size / 4


def test_fingerprints_of_the_parts_are_their_own(classify: Classify) -> None:
    sheet = drawing.white()
    for seed, y in ((1, 300), (2, 1300)):
        sheet = drawing.lay(sheet, drawing.id_front(seed), 450, y)
    first, second = prepare(sheet, 200, classify)
    assert first.fingerprint == fingerprint(first.image)
    assert not near(first.fingerprint, second.fingerprint)


def labelled() -> list[tuple[Path, dict[str, object]]]:
    """The committed sample sheets that are single pictures, with their labels."""
    found = []
    for label in sorted(CASES.glob("*/case.yaml")):
        for sheet in yaml.load(label.read_bytes(), yaml.CSafeLoader)["files"]:
            path = label.parent / sheet["file"]
            if path.suffix in {".jpg", ".png"}:
                found.append((path, sheet))
    return found


def read(path: Path) -> np.ndarray:
    image = cv2.imdecode(np.frombuffer(path.read_bytes(), np.uint8), cv2.IMREAD_COLOR)
    assert image is not None, path
    return image


def test_sample_sheets(classify: Classify) -> None:
    """No paper is split, turned wrongly or called blank; nearly all sheets with two cards are cut."""
    sheets = labelled()
    assert sheets, "the sample cases are missing: run the generator"
    pairs = []
    for path, label in sheets[::2]:
        image, kinds = read(path), [document["kind"] for document in label["documents"]]
        if len(kinds) == 2:
            pairs.append(len(split(turned(image, -label["rotation"] % 360), None)) == 2)
            continue
        parts = prepare(image, None, classify)
        assert len(parts) == 1, path
        assert parts[0].blank <= (not kinds), path
        assert not kinds or "unreadable" in label["conditions"] or parts[0].rotation == label["rotation"], (
            path
        )
        assert kinds or parts[0].blank == is_blank(image)
    assert sum(pairs) >= 0.85 * len(pairs)
