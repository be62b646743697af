"""Photographs of papers are squared up; scans are left as they are."""

from __future__ import annotations

import random
from collections.abc import Callable

import cv2
import numpy as np
import pytest
from PIL import Image

from intake_assist.vision import squared
from samples.generator import camera

from . import drawing as d

Way = Callable[[np.ndarray], np.ndarray]


def photograph(image: np.ndarray, seed: int, hard: bool = False) -> np.ndarray:
    picture = Image.fromarray(np.ascontiguousarray(image[:, :, ::-1]))
    return d.bgr(camera.photograph(picture, random.Random(seed), hard))


def small(image: np.ndarray) -> np.ndarray:
    return d.scaled(image, 0.5)


def likeness(a: np.ndarray, b: np.ndarray) -> float:
    """Correlation of two pictures of one page, both reduced."""
    size = (120, 170) if a.shape[0] > a.shape[1] else (170, 120)
    grids = [cv2.resize(cv2.GaussianBlur(d.grey_copy(x)[:, :, 0], (0, 0), 3), size).ravel() for x in (a, b)]
    return float(np.corrcoef(grids[0], grids[1])[0, 1])


@pytest.mark.parametrize("hard", [False, True])
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("paper", [lambda: d.form(1), lambda: d.roster(2)], ids=["form", "roster"])
def test_a_paper_on_a_desk_is_squared_up(paper: Callable[[], np.ndarray], seed: int, hard: bool) -> None:
    page = small(paper())
    flat = squared(photograph(page, seed, hard))
    assert flat is not None
    assert abs(flat.shape[1] / flat.shape[0] / (page.shape[1] / page.shape[0]) - 1) < 0.01
    assert likeness(flat, page) > 0.7


def test_a_quarter_turn_is_left_to_others() -> None:
    page = cv2.rotate(small(d.form(1)), cv2.ROTATE_90_CLOCKWISE)
    flat = squared(photograph(page, 1))
    assert flat is not None
    assert likeness(flat, page) > 0.7


SCANS: dict[str, Way] = {
    "straight": lambda image: image,
    "askew": lambda image: d.skew(image, 3.5),
    "askew on black": lambda image: d.skew(image, 3.5, fill=20),
    "dark edges": d.scanner_edges,
    "wide dark edges": lambda image: d.scanner_edges(image, 150),
    "shadow": d.shadowed,
    "grey": d.grey_copy,
    "upside down": lambda image: d.turn(image, 180),
}


@pytest.mark.parametrize("way", SCANS)
@pytest.mark.parametrize("paper", [lambda: d.form(1), lambda: d.licence(1), lambda: d.id_front(1)])
def test_scans_are_not_touched(paper: Callable[[], np.ndarray], way: str) -> None:
    assert squared(SCANS[way](paper())) is None


def test_a_card_laid_on_the_glass_is_not_touched() -> None:
    assert squared(d.lay(d.white(), d.id_front(1), 400, 500)) is None
    assert squared(d.laid_askew(d.desk(), d.id_front(2), 600, 500, 4.0)) is None


@pytest.mark.parametrize("shape", [(10, 10), (40, 700), (300, 300)])
@pytest.mark.parametrize("level", [0, 128, 255])
def test_pictures_of_nothing(shape: tuple[int, int], level: int) -> None:
    assert squared(np.full((*shape, 3), level, np.uint8)) is None


@pytest.mark.parametrize("seed", range(3))
def test_any_bright_shape_but_four_corners_stays(seed: int) -> None:
    rng = np.random.default_rng(seed)
    image = np.full((800, 900, 3), 50, np.uint8)
    points = np.array(
        [
            (450 + r * np.cos(a), 400 + r * np.sin(a))
            for a, r in zip(
                np.linspace(0, 2 * np.pi, 9, endpoint=False), rng.uniform(150, 380, 9), strict=True
            )
        ],
        np.int32,
    )
    cv2.fillPoly(image, [points], (240, 240, 240))
    assert squared(image) is None


def half_in_the_shade(page: np.ndarray, dark: float) -> np.ndarray:
    """A scan on which a soft shade lies, aslant, so that the lit part of the paper is a bright four-cornered shape."""
    height, width = page.shape[:2]
    y, x = np.mgrid[0:height, 0:width]
    away = (x / width + 0.25 * y / height - 0.75) * 9
    light = dark + (1 - dark) / (1 + np.exp(away))
    return np.clip(page * light[..., None], 0, 255).astype(np.uint8)


@pytest.mark.parametrize("dark", [0.3, 0.45, 0.6])
@pytest.mark.parametrize("edge", [40, 100])
def test_the_border_of_a_shade_is_no_edge_of_the_paper(dark: float, edge: int) -> None:
    scan = d.scanner_edges(half_in_the_shade(small(d.form(1)), dark), edge)
    assert squared(scan) is None


def test_a_paper_on_a_desk_half_in_the_shade_keeps_all_of_it() -> None:
    page = small(d.form(1))
    photo = half_in_the_shade(photograph(page, 2), 0.55)
    flat = squared(photo)
    assert flat is None or abs(flat.shape[1] / flat.shape[0] / (page.shape[1] / page.shape[0]) - 1) < 0.02
