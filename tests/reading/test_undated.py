"""A letter of which the date was left open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intake_assist.model import Box
from intake_assist.reading import read_page, wanted_looks
from tests.reading.papers import Entry, Kinds, at, page_of
from tests.reading.test_letters import FORMAL

DATED = "日期：2026年11月20日"
BODY: list[Entry] = [entry for entry in FORMAL if entry[0] != DATED]
APART = [at("年", 1000, 840), at("月", 1100, 840), at("日", 1200, 840)]
CLOSE = [at("年", 1000, 840), at("月", 1031, 840), at("日", 1062, 840)]
TOGETHER: list[Entry] = [("年月日", (1000, 840, 1230, 880), 0.99)]


def rooms_of(foot: list[Entry], kinds: Kinds) -> list[Box]:
    page = page_of([*BODY, *foot])
    return [look.box for look in wanted_looks(page, read_page(page, kinds), kinds) if look.only_ink]


@pytest.mark.parametrize("foot", [APART, TOGETHER, [at("日期：", 850, 840), *APART]])
def test_rooms_that_are_empty_make_it_blank(foot: list[Entry], kinds: Kinds) -> None:
    rooms = rooms_of(foot, kinds)
    assert len(rooms) == 3
    page = replace(page_of([*BODY, *foot]), empty_places=tuple(rooms))
    (letter,) = read_page(page, kinds)
    found = letter.fields["issue_date"]
    assert found.problem is not None
    assert (found.value, found.problem.code) == (None, "blank")
    assert found.box is not None
    assert found.box.x0 == pytest.approx(1000, abs=2)


def test_rooms_lie_between_the_signs(kinds: Kinds) -> None:
    for before, after in ((1030, 1100), (1130, 1200)):
        assert any(before <= room.x0 < room.x1 <= after for room in rooms_of(APART, kinds))


@pytest.mark.parametrize("written", [0, 1, 2])
def test_ink_in_a_room_is_no_blank(written: int, kinds: Kinds) -> None:
    rooms = rooms_of(APART, kinds)
    rest = tuple(room for at_, room in enumerate(rooms) if at_ != written)
    (letter,) = read_page(replace(page_of([*BODY, *APART]), empty_places=rest), kinds)
    assert letter.fields.get("issue_date") is None or letter.fields["issue_date"].problem is None


@pytest.mark.parametrize(
    "foot",
    [
        [at(DATED, 900, 840)],
        [at("2026年月日", 900, 840)],
        [at("年月日", 1000, 840)],
        CLOSE,
        [at("二〇二六", 870, 840), *APART],
        [],
        APART * 2,
    ],
)
def test_nothing_is_measured_where_a_date_stands_or_has_no_room(foot: list[Entry], kinds: Kinds) -> None:
    moved = [
        at(entry[0], 500 if number > 2 else entry[1][0], 700 if number > 2 else entry[1][1])
        for number, entry in enumerate(foot)
    ]
    assert rooms_of(moved, kinds) == []
