"""Boxes seen in a picture against the options that were read, and what the two say is ticked."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intake_assist.model import Box, TextLine
from intake_assist.reading.ticks import BoxSeen, holds_options, ticked, with_boxes

OPTIONS = ("企业", "民办非企业", "机关", "其他")
CHAR, BOX, TOP = 30.0, 26.0, 100.0


def row(*marks: bool | None, options: tuple[str, ...] = OPTIONS) -> tuple[TextLine, list[BoxSeen]]:
    """A line of options as printed, each behind a box; the recogniser dropped the boxes."""
    x, seen = 60.0, []
    for option, mark in zip(options, marks, strict=True):
        seen.append(BoxSeen(Box(x, TOP + 2, x + BOX, TOP + 2 + BOX), mark))
        x += BOX + 0.3 * CHAR + CHAR * len(option) + 0.5 * CHAR
    return TextLine("".join(options), Box(58, TOP, x - 0.5 * CHAR, TOP + 32), 0.97), seen


def row_behind(*marks: bool | None) -> tuple[TextLine, list[BoxSeen]]:
    """The same with the boxes behind their options; the text line ends before the last box."""
    x, seen = 60.0, []
    for option, mark in zip(OPTIONS, marks, strict=True):
        end = x + CHAR * len(option)
        x = end + 0.3 * CHAR
        seen.append(BoxSeen(Box(x, TOP + 2, x + BOX, TOP + 2 + BOX), mark))
        x += BOX + 0.5 * CHAR
    return TextLine("".join(OPTIONS), Box(58, TOP, end, TOP + 32), 0.97), seen


def read(line: TextLine, seen: list[BoxSeen]) -> str:
    return with_boxes(line, OPTIONS, lambda _: seen).text


def test_each_option_gets_the_sign_of_its_box() -> None:
    line, seen = row(False, True, None, False)
    assert read(line, seen) == "☐企业☑民办非企业▣机关☐其他"


def test_boxes_behind_their_options() -> None:
    line, seen = row_behind(False, True, None, False)
    assert read(line, seen) == "☐企业☑民办非企业▣机关☐其他"


def test_everything_else_of_the_line_stays_as_it_was() -> None:
    line, seen = row(True, False, False, False)
    made = with_boxes(line, OPTIONS, lambda _: seen)
    assert (made.box, made.confidence) == (line.box, line.confidence)


def test_boxes_are_looked_for_in_the_row_of_the_line() -> None:
    line, seen = row(True, False, False, False)
    asked: list[Box] = []

    def look(place: Box) -> list[BoxSeen]:
        asked.append(place)
        return seen

    with_boxes(line, OPTIONS, look)
    assert asked == [line.box]


@pytest.mark.parametrize("text", ["企业名称", "民办非企业（简称民非）", "统一社会信用代码", ""])
def test_a_line_that_holds_more_than_options_is_not_looked_at(text: str) -> None:
    def look(_: Box) -> list[BoxSeen]:
        raise AssertionError("not to be looked at")

    line = TextLine(text, Box(0, 0, 300, 32), 0.9)
    assert with_boxes(line, OPTIONS, look) is line


def test_a_square_in_a_sign_is_no_box() -> None:
    line, seen = row(False, True, False, False)
    part_of_a_sign = Box(seen[1].box.x1 + 40, TOP + 2, seen[1].box.x1 + 40 + BOX, TOP + 2 + BOX)
    assert read(line, [*seen[:2], BoxSeen(part_of_a_sign, True), *seen[2:]]) == "☐企业☑民办非企业☐机关☐其他"


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda seen: seen[1:],  # fewer boxes than options
        lambda _: [],
        lambda seen: [seen[0], BoxSeen(Box(170, 60, 230, 120), True), *seen[2:]],  # one of another size
        lambda _: [BoxSeen(Box(9.0 * i + 60, TOP, 9.0 * i + 68, TOP + BOX), True) for i in range(4)],
        lambda _: [BoxSeen(Box(60.0 + i, TOP, 86.0 + i, TOP + BOX), False) for i in range(40)],
    ],
)
def test_boxes_that_do_not_fit_leave_the_line_alone(spoilt: object) -> None:
    line, seen = row(False, True, False, False)
    assert read(line, spoilt(seen)) == line.text  # type: ignore[operator]


@pytest.mark.parametrize(
    ("text", "value", "code"),
    [
        ("☑企业☐民办非企业☐机关☐其他", "企业", None),
        ("☑民办非企业☐企业☐机关", "民办非企业", None),
        ("☑企业☐机关☑其他", "企业、其他", None),
        ("口企业机关口其他", "机关", None),  # the ticked box is the one that was dropped
        ("☐企业☐机关☐其他", None, "blank"),
        ("企业☑民办非企业☐机关☐", "企业", None),
        ("企业□机关□其他□", None, "unread"),
        ("企业□机关其他□", "机关", None),
        ("□企业□机关", None, "unread"),  # as the recogniser took them
        ("☑企业▣机关", None, "unread"),
        ("企业机关☑其他", None, "unread"),
        ("", None, "unread"),
    ],
)
def test_what_is_ticked(text: str, value: str | None, code: str | None) -> None:
    parsed = ticked(text, OPTIONS)
    assert (parsed.value, parsed.problem.code if parsed.problem else None) == (value, code)


def test_the_last_option_may_be_cut_off_by_a_seal() -> None:
    options = ("养老保险", "工伤保险", "生育保险")
    line, seen = row(True, False, True, options=options)
    cut = TextLine("养老保险工伤保险生育", Box(58, TOP, line.box.x1 - 2 * CHAR, TOP + 32), 0.97)
    assert with_boxes(cut, options, lambda _: seen).text == "☑养老保险☐工伤保险☑生育保险"
    assert with_boxes(TextLine("养老保险工伤保险生活", cut.box, 0.97), options, lambda _: seen).text[0] != "☑"


def test_an_option_may_be_misread_by_a_character() -> None:
    options = ("养老保险", "医疗保险", "失业保险", "生育保险")
    line, seen = row(True, False, True, True, options=options)
    misread = TextLine("养老保险医疗保险失业保险生有保险", line.box, 0.97)
    assert with_boxes(misread, options, lambda _: seen).text == "☑养老保险☐医疗保险☑失业保险☑生育保险"
    for text in ("养老保险医疗保险失业保险大病保险", "养老保险医疗保险商业保险生有保险"):
        assert with_boxes(replace(line, text=text), options, lambda _: seen).text == text


def test_boxes_of_a_row_that_falls_a_little() -> None:
    line, seen = row(False, True, False, False)
    tilted = [BoxSeen(found.box.moved(0, 0.02 * found.box.x0), found.ticked) for found in seen]
    assert read(line, tilted) == "☐企业☑民办非企业☐机关☐其他"


def test_a_text_that_holds_several_options_and_nothing_else() -> None:
    assert holds_options("☑企业☐机关☐其他", OPTIONS)
    assert not holds_options("☑企业☐机关", OPTIONS)
    assert not holds_options("本企业与机关其他人员", OPTIONS)
