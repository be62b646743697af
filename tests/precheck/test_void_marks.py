"""作废 over a red seal is read by the real models; other words and bare seals give nothing."""

from __future__ import annotations

import random

import numpy as np
import pytest

from intake_assist.model import TextLine
from intake_assist.ocr.engine import Engine
from intake_assist.ocr.seal_text import read_seals
from intake_assist.precheck.void_marks import void_marks
from intake_assist.vision.picture import Image
from samples.generator import conditions, ornament, seals
from samples.generator.sheet import Sheet

DPI = 150


@pytest.fixture(scope="module")
def engine() -> Engine:
    return Engine(threads=1)


def marks(engine: Engine, words: str, seed: int) -> tuple[TextLine, ...]:
    page = Sheet.blank((150.0, 100.0), DPI)
    for y in (34, 44, 54, 64):
        page.text(20, y, "单位名称：许昌云帆机械制造有限责任公司（盖章）二〇二六年", "song", 14)
    ink = seals.round_seal("许昌云帆机械制造有限责任公司", 40 * DPI / 25.4, code="4110020012345")
    seals.stamp(page, 70, 50, ink, ("round", ""), random.Random(seed), turn=4)
    if words:
        ornament.voided(page, words, random.Random(seed), (74, 52))
    image = np.ascontiguousarray(np.asarray(conditions.colour_scan(page.image))[:, :, ::-1])
    found = read_seals(engine, image, DPI)
    assert found
    return void_marks(engine, image, found)


@pytest.mark.parametrize(
    ("words", "seed"), [("作废", 0), ("作废", 1), ("已注销", 2), ("注销", 3), ("作废", 5)]
)
def test_words_of_the_stamp(engine: Engine, words: str, seed: int) -> None:
    (mark,) = marks(engine, words, seed)
    assert mark.text in words
    assert mark.box.x0 < 74 * DPI / 25.4 < mark.box.x1


def crossed(words: str, seed: int) -> Image:
    page = Sheet.blank((180.0, 120.0), DPI)
    for y in range(20, 110, 10):
        page.text(20, y, "开户银行：许昌银行股份有限公司建设路支行营业部", "song", 14)
    ornament.voided(page, words, random.Random(seed), (90, 60))
    return np.ascontiguousarray(np.asarray(conditions.colour_scan(page.image))[:, :, ::-1])


@pytest.mark.parametrize(("words", "seed"), [("作废", 1), ("作废", 6), ("已注销", 2)])
def test_words_by_themselves(engine: Engine, words: str, seed: int) -> None:
    image = crossed(words, seed)
    (mark,) = void_marks(engine, image, ())
    assert mark.text == words
    assert mark.box.x0 < 90 * DPI / 25.4 < mark.box.x1
    assert void_marks(engine, image, (), (mark,)) == ()  # which is known already


@pytest.mark.parametrize(("words", "seed"), [("作废", 6), ("已注销", 2)])
def test_words_on_a_scan_in_grey(engine: Engine, words: str, seed: int) -> None:
    grey = np.repeat(crossed(words, seed).mean(axis=2, keepdims=True), 3, axis=2).astype(np.uint8)
    (mark,) = void_marks(engine, grey, ())
    assert mark.text == words


@pytest.mark.parametrize("words", ["", "收讫", "已审核"])
def test_nothing_else(engine: Engine, words: str) -> None:
    assert marks(engine, words, 4) == ()
