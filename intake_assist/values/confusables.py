"""Characters a recogniser takes for one another.

The pairs are those whose printed shapes differ by a short stroke or a closed loop. They are only ever used
to make a suggestion that a check digit or a calendar confirms, never to change a value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, product

STRONG = "0O 0D 0Q OQ DQ DO 1I 1L IL 17 2Z 5S 8B 6G UV VY"
WEAK = "1T 7T 7Z 56 6B 3B 38 68 08 06 69 4A MN MH HN WM KX XY PR EF CG QG JI SB"
STRONGEST = "0D 0Q DQ 8B"
DIGIT_TWINS = "17 38 56 68"

_AS_DIGIT = str.maketrans(
    "OoQDIl|!iLZzSsBGbqgT",
    "00001111112255866997",
)


def table(pairs: str) -> Mapping[str, str]:
    """For each character of ``"0O 1I"`` the characters it may be mistaken for."""
    found: dict[str, str] = {}
    for one, other in map(tuple, pairs.split()):
        found[one] = found.get(one, "") + other
        found[other] = found.get(other, "") + one
    return found


def as_digits(text: str) -> str:
    """The text with every letter that looks like a digit replaced by that digit."""
    return text.translate(_AS_DIGIT)


def variants(text: str, twins: Mapping[str, str], changes: int = 1) -> Iterator[str]:
    """Every text that differs from `text` in exactly `changes` places, each by a twin."""
    places = [at for at, char in enumerate(text) if char in twins]
    for chosen in combinations(places, changes):
        for chars in product(*(twins[text[at]] for at in chosen)):
            result = list(text)
            for at, char in zip(chosen, chars, strict=True):
                result[at] = char
            yield "".join(result)


def only(candidates: Iterable[str]) -> str | None:
    """The candidate, when there is exactly one."""
    found = set(candidates)
    return found.pop() if len(found) == 1 else None
