"""Which lines at the edge of a picture tell of a paper that is cut off."""

from __future__ import annotations

import numpy as np
import pytest

from intake_assist.model import Box, TextLine
from intake_assist.vision.cut import cut_sides

_PROSE = tuple(
    TextLine("本单位承诺所填内容真实", Box(200, y, 640, y + 40), 0.99) for y in range(100, 700, 80)
)


def _page(*lines: TextLine) -> np.ndarray:
    """A white page on which every line stands as specks, a sixth of its place ink."""
    page = np.full((1000, 800, 3), 255, np.uint8)
    specks = np.random.default_rng(1).random(page.shape[:2]) < 1 / 6
    for line in lines:
        x0, y0, x1, y1 = line.box.as_list()
        page[y0:y1, x0:x1][specks[y0:y1, x0:x1]] = 0
    return page


@pytest.mark.parametrize(
    ("text", "box", "sides"),
    [
        ("统一社会", Box(640, 500, 800, 540), ("right",)),
        ("2026年11", Box(680, 500, 800, 540), ("right",)),
        ("用于办理", Box(690, 480, 800, 560), ()),  # a watermark climbs: short for four characters
        ("复印件仅用于办理社保", Box(560, 400, 800, 500), ()),  # and its whole line is thick
    ],
)
def test_lines_that_climb_over_the_edge_are_a_watermark(text: str, box: Box, sides: tuple[str, ...]) -> None:
    lines = (*_PROSE, TextLine(text, box, 0.97))
    assert cut_sides(_page(*lines), lines) == sides


@pytest.mark.parametrize(("step", "sides"), [(60, ("left",)), (11, ())])
def test_rules_of_a_guilloche_are_no_table_that_is_cut(step: int, sides: tuple[str, ...]) -> None:
    page = _page(*_PROSE)
    for y in range(60, 960, step):
        page[y : y + 2, :120] = 0
    assert cut_sides(page, _PROSE) == sides
