"""What is said while pages are still being read: nothing that the next page may refute."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import permutations

import pytest

from intake_assist.casework import Listing, Outcome, Recipe, copies_among, interim, with_copies
from intake_assist.casework import steps as said
from intake_assist.casework.results import Reading
from intake_assist.model import Page, Source
from tests.casework.papers import EMBLEM_LINES, FORM_LINES, LICENSE_LINES, PORTRAIT_LINES, Counter, page
from tests.rules.building import USCC

OTHER_NAME = [line.replace("名称：", "名称：别家") for line in LICENSE_LINES]
BAD_NUMBER = [line.replace("411003200002290041", "411003200002290042") for line in PORTRAIT_LINES]
BAD_CODE = [line.replace(f"信用代码：{USCC}", f"信用代码：{USCC[:-1]}") for line in FORM_LINES]
PAPERS: Sequence[Sequence[str]] = (BAD_CODE, OTHER_NAME, BAD_NUMBER, EMBLEM_LINES)


def listed(counter: Counter, papers: Sequence[Sequence[str]]) -> list[Recipe]:
    """The papers, come in and not read."""
    recipes = []
    for at, _ in enumerate(papers):
        file = counter.bring(f"{at}.jpg")
        counter.listings.append(Listing(file.id, (1,)))
        recipes.append(Recipe(f"{file.id}#1"))
    return recipes


def read(counter: Counter, recipe: Recipe, lines: Sequence[str]) -> None:
    counter.read(recipe, page(Source(recipe.sheet.rpartition("#")[0]), lines))


def keys(result: Outcome) -> list[str]:
    return [item.key for item in result.items]


def meanwhile(counter: Counter, spoken: Sequence[str] = ()) -> Outcome:
    return interim(counter.result(), counter.matter, counter.kinds, spoken)


@pytest.mark.parametrize("order", list(permutations(range(len(PAPERS)))))
def test_nothing_is_said_that_the_next_page_refutes(order: Sequence[int]) -> None:
    counter = Counter()
    recipes = listed(counter, PAPERS)
    told: list[list[str]] = []
    for at in order:
        told.append(keys(meanwhile(counter)))
        read(counter, recipes[at], PAPERS[at])
    last = keys(meanwhile(counter))
    assert last == keys(counter.result())
    assert all(set(early) <= set(last) for early in told)
    assert any(told) == (order[-1] != 0), "what the form says of itself is said once it is read"


def test_what_a_person_said_and_what_was_true_before_stays() -> None:
    counter = Counter()
    counter.receive(FORM_LINES)
    missing = keys(counter.result())
    counter.do(said.FindingDecided(missing[0], "pending"))
    (recipe,) = listed(counter, [LICENSE_LINES])
    assert keys(meanwhile(counter)) == [missing[0]]
    assert keys(meanwhile(counter, missing)) == missing
    read(counter, recipe, LICENSE_LINES)
    assert set(keys(meanwhile(counter, missing))) < set(missing)


def test_marks_of_copies_come_and_go_and_change_no_reading() -> None:
    first, copy = Page(Source("a")), Page(Source("b"))
    readings = [Reading(Recipe(each.id), (each,)) for each in (first, copy)]
    copies = copies_among([first, Page(Source("b"), duplicate_of="a#1")])
    assert copies == {"b#1": ("a#1", None)}
    marked = with_copies(readings, copies)
    assert [each.pages[0].duplicate_of for each in marked] == [None, "a#1"]
    assert with_copies(marked, {}) == readings
