"""What holds for any page: nothing raises, nothing is made up, no text counts twice, order says nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from intake_assist.checklist import load_kinds
from intake_assist.checklist.models import KindSpec
from intake_assist.model import Box, Document, Field, Page, Source, TextLine
from intake_assist.reading import overlaid, read, read_page, wanted_looks
from intake_assist.reading.fragments import fragments
from tests.reading.conftest import KINDS_FOLDER
from tests.reading.papers import (
    ACCOUNT_INFO,
    CARD,
    EMBLEM,
    FORM,
    LANDSCAPE,
    LETTER,
    PERMIT,
    PORTRAIT_MERGED,
    ROSTER,
    Entry,
    lines_of,
    page_of,
    reworded,
    without,
)

# No fixture: hypothesis prints the arguments of an example, and this one is very long.
KINDS: Mapping[str, KindSpec] = load_kinds(KINDS_FOLDER)

PAPERS: dict[str, list[Entry]] = {
    "account_info": ACCOUNT_INFO,
    "card": CARD,
    "emblem": EMBLEM,
    "form": FORM,
    "landscape": LANDSCAPE,
    "letter": LETTER,
    "permit": PERMIT,
    "portrait": PORTRAIT_MERGED,
    "roster": ROSTER,
}
LABELS = sorted({entry[0] for paper in PAPERS.values() for entry in paper})
_calm = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
_fewer = settings(_calm, max_examples=30)


def boxes(whole: bool = True) -> st.SearchStrategy[Box]:
    edge = st.integers(-50, 3000).map(float) if whole else st.floats(-1e6, 1e6)
    return st.tuples(edge, edge, edge, edge).map(
        lambda e: Box(min(e[0], e[2]), min(e[1], e[3]), max(e[0], e[2]), max(e[1], e[3]))
    )


def print_boxes() -> st.SearchStrategy[Box]:
    """Boxes as print has them: on a grid of rows, wide and low."""
    return st.tuples(
        st.integers(0, 30), st.integers(0, 25), st.integers(20, 600), st.integers(18, 60), st.integers(-6, 6)
    ).map(lambda e: Box(50.0 * e[0], 40.0 * e[1] + e[4], 50.0 * e[0] + e[2], 40.0 * e[1] + e[4] + e[3]))


texts = st.one_of(
    st.sampled_from(LABELS),
    st.text(max_size=12),
    st.text(st.characters(codec="gb2312"), min_size=1, max_size=8),
    st.tuples(st.sampled_from(LABELS), st.sampled_from(LABELS)).map("".join),
    st.text("0123456789年月日X.-至长期 ", max_size=20),
)
confidences = st.floats(0.0, 1.0)
any_lines = st.lists(
    st.builds(TextLine, texts, boxes() | print_boxes() | boxes(whole=False), confidences), max_size=14
)


def all_fields(found: Document) -> Iterator[Field]:
    yield from found.fields.values()
    for row in found.rows:
        yield from row.fields.values()


def all_around(lines: Sequence[TextLine]) -> Box:
    whole = lines[0].box
    for line in lines[1:]:
        whole = whole.union(line.box)
    return whole


def reads_within(outer: Box, inner: Box) -> bool:
    slack = 1e-6 * max(1.0, *map(abs, (outer.x0, outer.y0, outer.x1, outer.y1)))
    return (
        inner.x0 >= outer.x0 - slack
        and inner.y0 >= outer.y0 - slack
        and inner.x1 <= outer.x1 + slack
        and inner.y1 <= outer.y1 + slack
    )


@given(lines=any_lines, more=any_lines, empty=st.lists(boxes(), max_size=3))
@_calm
def test_any_page_is_read(lines: list[TextLine], more: list[TextLine], empty: list[Box]) -> None:
    page = Page(
        Source("a.jpg"),
        width=3000,
        height=3000,
        lines=tuple(lines),
        second_looks=(tuple(more),),
        empty_places=tuple(empty),
    )
    found = read([page], KINDS)
    assert all(document.pages == (page.id,) for document in found)
    assert all(document.kind is None or document.kind in KINDS for document in found)
    for look in wanted_looks(page, found, KINDS):
        assert look.box.area > 0
        assert all(line in (*lines, *more) for line in overlaid(page.lines, tuple(more)))


@given(cells=st.lists(st.lists(texts, max_size=9), max_size=12))
@_fewer
def test_any_spreadsheet_is_read(cells: list[list[str]]) -> None:
    page = Page(Source("a.xlsx"), cells=tuple(tuple(row) for row in cells))
    for document in read_page(page, KINDS):
        assert all(field.box is None for field in all_fields(document))


@given(lines=any_lines)
@_calm
def test_box_of_a_value_lies_on_the_lines(lines: list[TextLine]) -> None:
    for document in read_page(Page(Source("a.jpg"), width=3000, height=3000, lines=tuple(lines)), KINDS):
        for field in all_fields(document):
            if field.text:
                assert field.box is not None
                assert reads_within(all_around(lines), field.box)
                assert 0.0 <= field.confidence <= 1.0


@pytest.mark.parametrize("name", PAPERS)
def test_box_of_a_value_lies_on_the_lines_of_a_paper(name: str) -> None:
    lines = lines_of(PAPERS[name])
    for document in read_page(page_of(PAPERS[name], 4000, 4000), KINDS):
        for field in all_fields(document):
            if field.text:
                assert field.box is not None
                assert reads_within(all_around(lines), field.box)


@given(lines=any_lines)
@_calm
def test_field_without_a_value_has_a_problem(lines: list[TextLine]) -> None:
    for document in read_page(Page(Source("a.jpg"), width=3000, height=3000, lines=tuple(lines)), KINDS):
        for field in all_fields(document):
            assert field.value is not None or field.problem is not None
            assert field.value != ""


# -- no text counts twice ---------------------------------------------------------------------------------

# Characters of no label, each of which stands on a page once.
RARE = (
    "亍丶刈仳侬偈馘冖诮谪隗郯鬯坻埽芫苜荇荼萏葭蓼蘅挹搋卟咄哞啷嗬噗圉岢嵛衢猞饬廛怊愦阆汴洄渎漭澍宓逍咫妯"
    "婷孓纟缍缪珈瑭枘柽楮榉橐轫戟昱赅犒敫胗腩飓炱灬禳砉碓盹瞵钋钼铨锖镎镳瓠鹑疸瘙窕裰耨虍蛏蜾蟆蠹笞篁舣羰"
)


@st.composite
def marked_papers(draw: st.DrawFn) -> tuple[str, tuple[int, ...], list[Entry]]:
    """A known paper: its name, what becomes of every line (2 rare characters, 1 lost), and further lines."""
    name = draw(st.sampled_from([*PAPERS]))
    size = len(PAPERS[name])
    fates = draw(st.lists(st.sampled_from([0, 0, 0, 1, 2]), min_size=size, max_size=size))
    more: list[Entry] = [
        (RARE[2 * i : 2 * i + 2], (box.x0, box.y0, box.x1, box.y1))
        for i, box in enumerate(draw(st.lists(print_boxes(), max_size=6)))
    ]
    return name, tuple(fates), more


def marked(name: str, fates: Sequence[int], more: Sequence[Entry]) -> tuple[TextLine, ...]:
    rare = iter(RARE[12:])
    lines = [
        replace(line, text="".join(islice(rare, 2))) if fate == 2 else line
        for line, fate in zip(lines_of(PAPERS[name]), fates, strict=True)
        if fate != 1
    ]
    return (*lines, *lines_of(more))


@given(paper=marked_papers())
@settings(_calm)
def test_no_text_is_used_by_two_fields(paper: tuple[str, tuple[int, ...], list[Entry]]) -> None:
    for document in read_page(Page(Source("a.jpg"), width=3000, height=3000, lines=marked(*paper)), KINDS):
        used = Counter(char for field in all_fields(document) for char in field.text if char in RARE)
        assert not [char for char, times in used.items() if times > 1]


def test_further_lines_of_two_values_do_not_share_a_piece() -> None:
    entries = reworded(reworded(PORTRAIT_MERGED, "名类住", "坻蕖"), "1000万元", "埽芫")
    lost = without(entries, "河南省许昌市魏都区嘉州水郡225号5层1-512", "资本")
    (found,) = read_page(page_of(lost, 3000, 3000), KINDS)
    used = Counter(char for field in found.fields.values() for char in field.text if char in "坻埽芫蕖")
    assert not [char for char, times in used.items() if times > 1]


# -- the order of lines -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PAPERS)
@given(order=st.permutations(range(40)))
@settings(_calm, max_examples=10)
def test_order_of_the_lines_says_nothing(name: str, order: list[int]) -> None:
    entries = PAPERS[name]
    shuffled = [entries[i] for i in order if i < len(entries)] + entries[40:]
    assert read_page(page_of(shuffled), KINDS) == read_page(page_of(entries), KINDS)


@pytest.mark.parametrize("name", PAPERS)
def test_reversed_lines_read_the_same(name: str) -> None:
    entries = PAPERS[name]
    assert read_page(page_of(entries[::-1]), KINDS) == read_page(page_of(entries), KINDS)


# -- what is not on the page ------------------------------------------------------------------------------


def cut_out(line: TextLine, box: Box) -> TextLine | None:
    """`line` up to where `box` begins in it; None when nothing is left."""
    if not box.y0 <= line.box.cy <= box.y1 or line.box.x1 <= box.x0 or line.box.x0 >= box.x1:
        return line
    (piece,) = fragments([line])
    length = sum(edge <= box.x0 + 1 for edge in piece.edges[1:])
    return TextLine(piece.text[:length], piece.part(0, length).box, line.confidence) if length else None


FIELDS = [
    (name, field)
    for name, fields in {
        "account_info": ["account_name", "account_no", "bank_name", "principal", "approval_no", "issue_date"],
        "card": ["name", "sex", "ethnicity", "birth", "address", "id_number"],
        "emblem": ["authority", "term"],
        "form": [
            "name", "uscc", "entity_type", "address", "postcode", "principal", "principal_id_number",
            "principal_phone", "agent_name", "agent_phone", "agent_department", "bank_name", "account_name",
            "account_no", "insured_types", "apply_date",
        ],
        "landscape": [
            "uscc", "name", "type", "principal", "capital", "estab_date", "term", "address", "scope", "issue_date",
        ],
        "letter": [
            "principal_org", "principal", "agent_name", "agent_id_number", "matter", "scope", "term", "issue_date",
        ],
        "permit": [
            "approval_no", "serial_no", "account_name", "principal", "bank_name", "account_no", "issue_date",
        ],
        "portrait": ["uscc", "name", "type", "address", "principal", "capital", "estab_date", "term", "scope"],
        "roster": ["name", "month", "total", "filler"],
    }.items()
    for field in fields
]  # fmt: skip


@pytest.mark.parametrize(("name", "field"), FIELDS)
def test_value_that_was_taken_off_the_page_does_not_pass(name: str, field: str) -> None:
    """Unless it stands on the page twice."""
    page = page_of(PAPERS[name], 4000, 4000)
    (before,) = read_page(page, KINDS)
    box = before.fields[field].box
    assert box is not None
    lines = tuple(left for line in page.lines if (left := cut_out(line, box)))
    for document in read_page(replace(page, lines=lines), KINDS):
        found = document.fields.get(field)
        if found is None or found.value is None or found.problem is not None:
            continue
        assert found.value == before.fields[field].value
        assert found.box is not None
        assert found.box.intersection(box) is None


def shortened(value: str, whole: str) -> bool:
    """Whether `value` is `whole` with characters left out."""
    rest = iter(whole)
    return all(char in rest for char in value)


LOSSES = [
    (name, text) for name, paper in PAPERS.items() for text in dict.fromkeys(entry[0] for entry in paper)
]


@pytest.mark.parametrize(("name", "lost"), LOSSES)
def test_lost_line_gives_no_field_the_value_of_another(name: str, lost: str) -> None:
    page = page_of(PAPERS[name], 4000, 4000)
    (before,) = read_page(page, KINDS)
    lines = tuple(line for line in page.lines if line.text != lost)
    for document in read_page(replace(page, lines=lines), KINDS):
        assert document.kind in (before.kind, None)
        for found in document.fields.values():
            if found.text and found.problem is None:
                assert shortened(found.text, before.fields[found.name].text)
