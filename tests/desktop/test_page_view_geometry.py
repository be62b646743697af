"""Where things lie in a page view."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intake_assist.desktop import page_view_geometry as geometry
from intake_assist.model import Box

A4 = (1240, 1754)
VIEW = (1000.0, 800.0)
points = st.tuples(st.floats(-3000, 3000), st.floats(-3000, 3000))


@st.composite
def boxes(draw: st.DrawFn, least: float = 30.0) -> Box:
    x0, y0 = draw(st.floats(0, A4[0] - least)), draw(st.floats(0, A4[1] - least))
    return Box(x0, y0, draw(st.floats(x0 + least, A4[0])), draw(st.floats(y0 + least, A4[1])))


def test_fitting() -> None:
    assert geometry.fit_page(A4, VIEW) == pytest.approx(800 / 1754)
    assert geometry.fit_width(A4, VIEW) == pytest.approx(1000 / 1240)
    assert geometry.fit_page((0, 0), VIEW) == geometry.MOST_ZOOM
    assert geometry.fit_page((900_000, 10), VIEW) == geometry.LEAST_ZOOM


@pytest.mark.parametrize(
    ("box", "zoom", "ratio", "expected"),
    [
        (Box(100, 100, 400, 130), 1.0, 1.0, 1.0),  # reads well as it is
        (Box(100, 100, 400, 130), 0.3, 1.0, 32 / 30),  # too small
        (Box(100, 100, 300, 130), 0.7, 2.0, 64 / 30),  # the same on a screen of twice as many pixels
        (Box(100, 100, 900, 130), 4.0, 1.0, 0.62 * 1000 / 800),  # larger than the view
        (Box(100, 100, 500, 500), 0.2, 1.0, 0.62 * 800 / 400),  # a seal fills the view with room around it
        (Box(100, 100, 101, 101), 0.2, 1.0, 2.0),  # a speck is not blown up
    ],
)
def test_a_place_becomes_readable(box: Box, zoom: float, ratio: float, expected: float) -> None:
    assert geometry.readable(box, VIEW, zoom, ratio) == pytest.approx(expected)


@given(boxes(), st.floats(0.05, 8), st.sampled_from([1.0, 1.25, 1.5, 2.0]))
def test_a_readable_place_fits_and_stays(box: Box, zoom: float, ratio: float) -> None:
    wanted = geometry.readable(box, VIEW, zoom, ratio)
    assert box.width * wanted <= 0.63 * VIEW[0] or wanted == geometry.LEAST_ZOOM
    assert box.height * wanted <= 0.63 * VIEW[1] or wanted == geometry.LEAST_ZOOM


def test_the_smallest_place_under_a_point_is_meant() -> None:
    places = [
        ("page", Box(0, 0, 900, 900)),
        ("line", Box(100, 100, 300, 130)),
        ("word", Box(120, 100, 160, 130)),
    ]
    assert geometry.under(places, 130, 110, 0) == "word"
    assert geometry.under(places, 250, 110, 0) == "line"
    assert geometry.under(places, 250, 133, 4) == "line"
    assert geometry.under(places, 250, 133, 0) == "page"
    assert geometry.under(places, 950, 10, 4) is None


def test_reading_order() -> None:
    places = [
        ("c", Box(50, 200, 100, 230)),
        ("b", Box(400, 98, 500, 128)),
        ("a", Box(50, 105, 100, 135)),
        ("d", Box(50, 300, 60, 300)),
    ]
    assert geometry.in_reading_order(places) == ["a", "b", "c", "d"]


@given(st.lists(boxes(), max_size=8))
def test_reading_order_loses_nothing(found: list[Box]) -> None:
    names = geometry.in_reading_order((str(at), box) for at, box in enumerate(found))
    assert sorted(names) == sorted(str(at) for at in range(len(found)))
    assert sorted(map(str, geometry.sorted_parts(found))) == sorted(map(str, found))


@given(points, points)
def test_what_is_dragged_stays_on_the_page(a: tuple[float, float], b: tuple[float, float]) -> None:
    box = geometry.spanned(a, b, A4)
    assert 0 <= box.x0 <= box.x1 <= A4[0]
    assert 0 <= box.y0 <= box.y1 <= A4[1]
    assert box == geometry.spanned(b, a, A4)


@given(boxes(), points, st.sampled_from(["l", "r", "t", "b", "lt", "rb", "rt", "lb"]))
def test_frames_stay_on_the_page_whatever_is_done_to_them(
    box: Box, by: tuple[float, float], edges: str
) -> None:
    moved = geometry.shifted(box, *by, A4)
    pulled = geometry.pulled(box, edges, *by, A4)
    for made in (moved, pulled):
        assert -1e-6 <= made.x0 <= made.x1 <= A4[0] + 1e-6
        assert -1e-6 <= made.y0 <= made.y1 <= A4[1] + 1e-6
    assert (moved.width, moved.height) == (pytest.approx(box.width), pytest.approx(box.height))
    assert geometry.large_enough(pulled, 23.9)


@pytest.mark.parametrize(
    ("x", "y", "edges"),
    [
        (100, 150, "l"),
        (300, 150, "r"),
        (200, 98, "t"),
        (303, 202, "rb"),
        (101, 101, "lt"),
        (200, 150, ""),
        (330, 150, ""),
    ],
)
def test_edges(x: float, y: float, edges: str) -> None:
    assert geometry.edges_at(Box(100, 100, 300, 200), x, y, 5) == edges


def test_halves() -> None:
    left, right = geometry.halves(A4, beside=True)
    upper, lower = geometry.halves(A4, beside=False)
    assert (left.x1, right.x0, right.x1, left.height) == (620, 620, 1240, 1754)
    assert (upper.y1, lower.y0, lower.y1, upper.width) == (877, 877, 1754, 1240)
