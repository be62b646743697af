"""A face of a card that lies on its head on the sheet of the other, and cards that lie so with the whole sheet."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from intake_assist import vision
from intake_assist.checklist import load_kinds
from intake_assist.ingest.sheet import Sheet as Scan
from intake_assist.model import Box, Source
from intake_assist.ocr.engine import Engine
from intake_assist.precheck.stages import _looked_closely, _recognised_part, on_its_head, over_if_that_tells
from samples.generator.sheet import Sheet


def written() -> np.ndarray:
    page = np.full((400, 300, 3), 255, np.uint8)
    for y in (250, 280, 310, 340):
        cv2.putText(page, "ABCDEF 1234", (40, y), cv2.FONT_HERSHEY_SIMPLEX, 0.7, (0, 0, 0), 2)
    return page


def test_the_rest_of_a_sheet_can_be_taken_the_other_way_up() -> None:
    page = written()
    lower = Box(0, 200, 300, 400)
    whole = vision.Part(page, None, 0, 0.0, False, "")
    part = vision.parted(whole, (lower,), lambda _: (0, 1.0))[0]
    over = on_its_head(part, whole)
    assert (part.rotation, over.rotation) == (0, 180)
    assert over.region == lower
    assert np.array_equal(over.image, np.rot90(part.image, 2))


def test_a_part_that_was_turned_is_turned_back() -> None:
    page = written()
    whole = vision.Part(page, None, 90, 0.0, False, "")
    part = vision.parted(whole, (Box(0, 200, 300, 400),), lambda _: (180, 1.0))[0]
    over = on_its_head(part, whole)
    assert (part.rotation, over.rotation) == (270, 90)
    assert np.array_equal(over.image, np.rot90(part.image, 2))


KINDS = load_kinds(Path(__file__).parents[2] / "checklists" / "kinds")
CARD = (
    "姓名 徐青禾",
    "性别 女　民族 汉",
    "出生 1990年3月7日",
    "住址 河南省许昌市魏都区",
    "公民身份号码 411002199003071244",
)


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(threads=1)


@pytest.mark.parametrize("turn", [0, 180])
def test_a_sheet_that_says_something_the_other_way_up_only_is_taken_so(engine: Engine, turn: int) -> None:
    page = Sheet.blank((160.0, 110.0), 150)
    for row, text in enumerate(CARD):
        page.text(35, 20 + 14 * row, text, "song", 14)
    picture = np.asarray(page.image)[:, :, ::-1]
    image = np.ascontiguousarray(np.rot90(picture, turn // 90))
    scan = Scan(Source("a.png"), image)
    part = vision.Part(image, None, 0, 0.0, False, "")
    paper = _looked_closely(engine, _recognised_part(engine, scan, part, 0), KINDS)
    whole, found = over_if_that_tells(engine, scan, part, paper, KINDS)
    assert (whole.rotation, found.page.rotation) == (turn, turn)
    assert [document.kind for document in found.documents] == ["id_card_portrait"]
    assert (found is paper) is (turn == 0)
