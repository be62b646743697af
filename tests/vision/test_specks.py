"""Specks all over a scan are told from print, and taken off it."""

from __future__ import annotations

import numpy as np
import pytest

from intake_assist.vision import without_specks
from intake_assist.vision.specks import is_speckled
from tests.vision import drawing

PAPERS = {
    "letter": drawing.letter,
    "form": drawing.form,
    "roster": drawing.roster,
    "licence": drawing.licence,
    "licence under watermark": lambda: drawing.watermark(drawing.licence(2)),
    "grainy letter": lambda: drawing.noisy(drawing.letter(1), 6),
    "card": lambda: drawing.id_front(1),
}


def speckled(image: np.ndarray, share: float = 0.0008, shade: int = 80) -> np.ndarray:
    """With specks of 2 x 2 pixels on that share of the pixels."""
    rng, (height, width) = np.random.default_rng(5), image.shape[:2]
    scan = image.copy()
    for y, x in zip(*np.nonzero(rng.random((height - 1, width - 1)) < share), strict=True):
        scan[y : y + 2, x : x + 2] = shade
    return scan


@pytest.mark.parametrize("name", PAPERS)
def test_clean_papers_are_left_as_they_are(name: str) -> None:
    paper = PAPERS[name]()
    assert without_specks(paper) is paper


@pytest.mark.parametrize("name", PAPERS)
def test_speckled_papers_are_known(name: str) -> None:
    assert is_speckled(speckled(PAPERS[name]()))


def test_specks_in_one_corner_are_not_all_over_the_scan() -> None:
    letter = drawing.letter()
    letter[:800, :600] = speckled(letter[:800, :600], 0.004)
    assert not is_speckled(letter)


def test_specks_go_and_print_stays() -> None:
    letter = drawing.letter()
    clean = without_specks(speckled(letter))
    assert not is_speckled(clean)
    dark = letter.min(axis=2) < 100
    assert np.count_nonzero(clean.min(axis=2) < 140) == pytest.approx(np.count_nonzero(dark), rel=0.15)


def test_a_scrap_of_paper_tells_nothing() -> None:
    assert not is_speckled(speckled(np.full((60, 90, 3), 250, np.uint8), 0.01))
