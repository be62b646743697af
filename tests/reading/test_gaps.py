"""Where a line may have been missed: strips in the gaps of a page on which something is missing."""

from __future__ import annotations

from collections.abc import Sequence

from intake_assist.model import Box
from intake_assist.reading import read_page
from intake_assist.reading.gaps import strips
from tests.reading.papers import LANDSCAPE, LETTER, Entry, Kinds, at, page_of, without

SCOPE = "委托权限：代为提交材料、签署有关文书、领取回执。"


def strips_of(kinds: Kinds, entries: Sequence[Entry]) -> list[Box]:
    page = page_of(entries)
    (document,) = read_page(page, kinds)
    return strips(page, document, kinds[document.kind or ""])


def test_a_line_that_was_missed_lies_in_a_strip(kinds: Kinds) -> None:
    found = strips_of(kinds, without(LETTER, SCOPE))
    assert any(box.y0 <= 412 and box.y1 >= 438 for box in found)
    assert all(box.height < 45 and (box.x0, box.x1) == (0, 1650) for box in found)


def test_what_is_left_of_a_stamp_makes_no_line(kinds: Kinds) -> None:
    found = strips_of(kinds, [*without(LETTER, SCOPE), at("原佛核", 160, 400, 50, 0.6)])
    assert any(box.y0 <= 412 and box.y1 >= 438 for box in found)


def test_a_paper_that_says_all_has_no_strips(kinds: Kinds) -> None:
    assert strips_of(kinds, LETTER) == []
    assert strips_of(kinds, LANDSCAPE) == []


def test_a_field_whose_place_is_known_needs_no_strips(kinds: Kinds) -> None:
    code = next(text for text, *_ in LANDSCAPE if text.startswith("91"))
    assert strips_of(kinds, without(LANDSCAPE, code)) == []
