"""Which places are looked at once more."""

from __future__ import annotations

from intake_assist.model import Box, Evidence, Finding, Page, Severity, Source, State, TextLine
from intake_assist.precheck.disputed import disputed

HERE, THERE = Box(10, 10, 200, 40), Box(30, 300, 220, 330)
PAGES = tuple(Page(Source("a.jpg", n), 800, 600, lines=(TextLine("甲", HERE, 1.0),)) for n in (1, 2))
ONE, TWO = (page.id for page in PAGES)


def finding(
    *evidence: Evidence,
    state: State = State.FLAG,
    severity: Severity = Severity.SUSPECT,
    field: str | None = "name",
) -> Finding:
    return Finding("x", state, severity, "不一致", "C01", "license", field, evidence=evidence)


BOTH = (Evidence(ONE, HERE), Evidence(TWO, THERE))


def test_both_sides_of_a_disagreement_are_looked_at() -> None:
    assert disputed([finding(*BOTH)], PAGES) == {ONE: (HERE,), TWO: (THERE,)}
    assert disputed([finding(*BOTH, state=State.UNCERTAIN)], PAGES) == {ONE: (HERE,), TWO: (THERE,)}


def test_what_agrees_is_only_a_hint_or_shows_one_place_is_not() -> None:
    assert disputed([finding(*BOTH, state=State.PASS)], PAGES) == {}
    assert disputed([finding(*BOTH, severity=Severity.INFO)], PAGES) == {}
    assert disputed([finding(BOTH[0])], PAGES) == {}
    assert disputed([finding(*BOTH, field=None)], PAGES) == {}


def test_a_place_is_looked_at_once() -> None:
    moved = Box(12, 11, 205, 41)
    assert disputed([finding(*BOTH)], PAGES, {ONE: (moved,)}) == {TWO: (THERE,)}
    assert disputed([finding(*BOTH), finding(*BOTH)], PAGES) == {ONE: (HERE,), TWO: (THERE,)}


def test_a_page_without_text_has_no_line_to_look_at() -> None:
    empty = Page(Source("b.xlsx"), cells=(("甲",),))
    assert disputed([finding(Evidence(empty.id, HERE), BOTH[0])], (*PAGES, empty)) == {ONE: (HERE,)}
